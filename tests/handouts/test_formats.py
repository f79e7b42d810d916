"""Every format of hand-outs: the same words in all, the same bytes each time, and nothing of a book taken for more than text."""

import getpass
import html as entities
import json
import re
import socket
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from referat.handouts import lists, reports
from referat.handouts.content import Handout, all_text
from referat.handouts.look import Look
from referat.handouts.minutes import minutes_handout
from referat.handouts.notice import notice_handout
from referat.handouts.writers import WRITERS, written
from tests.handouts.books import book, elvdal, facts, minutes
from tests.handouts.odd import VECTORS, hostile_minutes, odd_minutes, png


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "meetings/bilete").mkdir(parents=True)
    (folder / "meetings/bilete/kart.png").write_bytes(png())
    opened = book(folder, {"2024-06-04-odd.md": odd_minutes()})
    return minutes_handout(facts(opened), minutes(opened, "odd"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    opened = book(tmp_path_factory.mktemp("hostile"), {"2024-06-04-hostile.md": hostile_minutes()})
    return minutes_handout(facts(opened), minutes(opened, "hostile"))


@cache
def usual() -> Handout:
    opened = elvdal()
    return minutes_handout(facts(opened), minutes(opened, "2024-04"))


@cache
def call() -> Handout:
    opened = elvdal()
    return notice_handout(facts(opened).page(minutes(opened, "2024-06")))


def squeezed(text: str) -> str:
    """Text without blanks and hyphenation, as a page may break it anywhere."""
    return re.sub(r"[\s\u00ad]+", "", text)


def of_html(data: bytes) -> str:
    body = data.decode().partition("<body>")[2]
    return entities.unescape(re.sub(r"<[^>]*>", "", body))


def of_pdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def of_txt(data: bytes) -> str:
    """Without the address that stands beside the words of a link."""
    return re.sub(r" <https?://[^>]*>", "", data.decode())


def of_json(data: bytes) -> str:
    return "".join(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in {"block", "link", "kind", "state", "value"} else _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def of_docx(data: bytes) -> str:
    """What Word would show, in the order of the document."""
    from docx import Document

    return "".join(one.text or "" for one in Document(BytesIO(data)).element.body.iter() if one.tag.endswith("}t"))


def of_odt(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("content.xml"))
    return "".join(root.itertext())


READERS: dict[str, Callable[[bytes], str]] = {"html": of_html, "pdf": of_pdf, "txt": of_txt, "json": of_json, "docx": of_docx, "odt": of_odt}


@pytest.mark.parametrize("form", ["html", "txt", "json", "docx", "odt"])
@pytest.mark.parametrize("which", ["usual", "call", "odd"])
def test_all_that_a_document_says_is_read_back_out_of_it(form: str, which: str, odd: Handout) -> None:
    made = {"usual": usual, "call": call, "odd": lambda: odd}[which]()
    found = squeezed(READERS[form](written(made, form))).casefold()
    missing = [text for text in all_text(made) if squeezed(text).casefold() not in found]
    assert missing == []


@pytest.mark.parametrize("form", list(WRITERS))
@pytest.mark.parametrize("which", ["usual", "odd"])
def test_the_same_tree_gives_the_same_bytes(form: str, which: str, odd: Handout) -> None:
    made = {"usual": usual(), "odd": odd}[which]
    assert written(made, form) == written(made, form)


@pytest.mark.parametrize("form", list(WRITERS))
def test_no_format_fails_on_hostile_content_or_names_this_machine(form: str, hostile: Handout) -> None:
    data = written(hostile, form)
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    for said in (str(Path(__file__).parents[2]), getpass.getuser() + "@", *filter(lambda name: len(name) > 8, [socket.gethostname()])):
        assert not any(said.encode() in part for part in parts)


def test_there_are_vectors_enough() -> None:
    assert len(set(VECTORS)) >= 60


def test_nothing_becomes_markup_in_html(hostile: Handout) -> None:
    page = written(hostile, "html").decode()
    tags = set(re.findall(r"<(/?[a-zA-Z!?][^\s>/]*)", page))
    assert tags <= {
        *(
            "!DOCTYPE",
            "html",
            "/html",
            "head",
            "/head",
            "meta",
            "title",
            "/title",
            "style",
            "/style",
            "body",
            "/body",
            "header",
            "/header",
            "main",
            "/main",
        ),
        *(
            "h1",
            "/h1",
            "h2",
            "/h2",
            "h3",
            "/h3",
            "p",
            "/p",
            "dl",
            "/dl",
            "dt",
            "/dt",
            "dd",
            "/dd",
            "div",
            "/div",
            "table",
            "/table",
            "caption",
            "/caption",
        ),
        *(
            "thead",
            "/thead",
            "tbody",
            "/tbody",
            "tr",
            "/tr",
            "th",
            "/th",
            "td",
            "/td",
            "ul",
            "/ul",
            "ol",
            "/ol",
            "li",
            "/li",
            "span",
            "/span",
            "b",
            "/b",
        ),
        *(
            "pre",
            "/pre",
            "code",
            "/code",
            "blockquote",
            "/blockquote",
            "a",
            "/a",
            "br",
            "strong",
            "/strong",
            "em",
            "/em",
            "footer",
            "/footer",
            "hr",
            "h4",
            "/h4",
        ),
    }
    assert set(re.findall(r'href="([a-z]+):', page)) <= {"https", "http", "mailto"}
    attributes = {name for tag in re.findall(r"<[a-z][^>]*>", page) for name in re.findall(r'([\w-]+)="', tag)}
    assert not {name for name in attributes if name.startswith("on")}
    assert not {"style", "src", "srcset", "formaction"} & attributes


def test_markdown_of_a_hostile_book_shows_as_text(hostile: Handout) -> None:
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").enable("table").render(written(hostile, "md").decode())
    assert "<script" not in page
    assert "<img" not in page
    assert not re.findall(r'href="(?!https?:|mailto:)', page)


def pdf_standards(data: bytes) -> list[str]:
    import page

    profiles = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
    found = [failure for one in profiles for failure in page.validate_pdf_bytes(data, profile=one).failures]
    return [failure.message for failure in found if not (failure.rule_id == "PDFA2A-STREAM-LENGTH-001" and ends_in_a_return(data, failure.object_id))]


def ends_in_a_return(data: bytes, stream: object) -> bool:
    """Whether a stream is as long as it says, and its last byte is a carriage return: page-validation 0.11 takes that for a line ending."""
    number = getattr(stream, "object_number", 0)
    head = re.search(rb"(?:^|\n)%d 0 obj\s*<<.*?/Length (\d+).*?>>\s*stream\r?\n" % number, data, re.DOTALL)
    end = head.end() + int(head[1]) if head else 0
    return data[end - 1 : end + 10] == b"\r\nendstream"


@pytest.mark.parametrize("which", ["usual", "call", "odd", "hostile"])
def test_a_pdf_keeps_to_both_standards(which: str, odd: Handout, hostile: Handout) -> None:
    made = {"usual": usual, "call": call, "odd": lambda: odd, "hostile": lambda: hostile}[which]()
    assert pdf_standards(written(made, "pdf")) == []


def test_lists_and_reports_keep_to_both_standards() -> None:
    opened = elvdal()
    known = facts(opened)
    made = [reports.report(known, kind, reports.ReportScope()) for kind in ("decisions", "followup", "slip")]
    made += [lists.actions_list(known, opened.action_rows), lists.group_handout(known, opened.groups[0])]
    assert [pdf_standards(written(one, "pdf")) for one in made] == [[]] * len(made)


def test_the_kinds_of_blocks_have_the_names_in_json_that_scripts_know(odd: Handout) -> None:
    found: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            found.update([str(value["block"])] if "block" in value else [])
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(written(odd, "json")))
    assert found == {"boxed", "cell", "heading", "listed", "paragraph", "picture", "quoted", "run", "table", "task", "tasks"} | (
        found & {"code", "ruled"}
    )


@pytest.mark.parametrize("which", ["usual", "call", "odd"])
def test_all_that_a_document_says_is_read_back_out_of_its_pdf(which: str, odd: Handout, tmp_path: Path) -> None:
    made = {"usual": usual, "call": call, "odd": lambda: odd}[which]()
    found = squeezed(of_pdf(written(made, "pdf"))).casefold().replace("-", "")
    missing = [text for text in all_text(made) if squeezed(text).casefold().replace("-", "") not in found]
    assert missing == []


def test_no_text_of_a_book_is_evaluated_by_typst(hostile: Handout) -> None:
    data = written(hostile, "pdf")
    assert b"/JavaScript" not in data
    assert b"/Launch" not in data
    assert b"/EmbeddedFile" not in data
    links = re.findall(rb"/URI \(([^)]*)\)", data)
    assert all(link.startswith((b"http", b"mailto:")) for link in links)
    assert "#eval" in of_pdf(data)


def test_signs_that_the_page_cannot_show_are_named(hostile: Handout) -> None:
    from referat.handouts.pdf import unshown

    assert "[U+1F600]" in unshown(hostile)
    assert "[U+1F600]" in of_pdf(written(hostile, "pdf"))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_word_is_given_no_field_macro_or_relation_of_a_books_own(hostile: Handout) -> None:
    parts = parts_of(written(hostile, "docx"))
    assert not [name for name in parts if re.search(r"vba|activeX|embed|ole|\.bin", name, re.IGNORECASE)]
    whole = b"".join(parts[name] for name in parts if name.startswith("word/") and name.endswith(".xml"))
    assert re.findall(rb'w:instr="([^"]*)"', whole) == [b"PAGE"]
    assert b"<w:instrText" not in whole
    relations = b"".join(parts[name] for name in parts if name.endswith(".rels"))
    outside = re.findall(rb"<Relationship [^>]*TargetMode=\"External\"[^>]*>", relations)
    assert all(b"/hyperlink" in one and re.search(rb'Target="(?:https?://|mailto:)', one) for one in outside)


def test_opendocument_is_given_no_script_event_or_link_of_a_books_own(hostile: Handout) -> None:
    parts = parts_of(written(hostile, "odt"))
    assert not [name for name in parts if "Basic" in name or "Scripts" in name or "Configurations" in name]
    content = parts["content.xml"].decode()
    tags = {node.tag.rpartition("}")[2] for node in ET.fromstring(content).iter()}
    assert tags <= {
        *("document-content", "automatic-styles", "style", "table-properties", "table-column-properties", "table-cell-properties", "list-style"),
        *(
            "list-level-style-bullet",
            "list-level-style-number",
            "list-level-properties",
            "list-level-label-alignment",
            "body",
            "text",
            "p",
            "h",
            "span",
        ),
        *(
            "tab",
            "s",
            "line-break",
            "a",
            "list",
            "list-item",
            "table",
            "table-column",
            "table-header-rows",
            "table-row",
            "table-row-properties",
            "table-cell",
        ),
    }
    assert all(re.match(r"https?://|mailto:", link) for link in re.findall(r'xlink:href="([^"]*)"', content))


def test_a_workbook_holds_text_days_and_numbers_and_no_formula(hostile: Handout) -> None:
    from referat.handouts.lists import meetings_list

    sheets = "".join(data.decode() for name, data in parts_of(written(hostile, "xlsx")).items() if name.startswith("xl/worksheets/"))
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    opened = elvdal()
    sheet = parts_of(written(meetings_list(facts(opened), opened.meeting_rows), "xlsx"))["xl/worksheets/sheet1.xml"].decode()
    assert "<autoFilter" in sheet
    assert '<c r="A2" s="' in sheet
    assert ">45447<" in sheet, "2024-06-04 as a day"
    assert re.search(r'<c r="D4" s="\d+"><v>2</v>', sheet), "a number is a number"


@pytest.mark.parametrize("form", ["docx", "odt", "xlsx"])
def test_office_files_say_no_time_but_the_documents_own_day(form: str) -> None:
    data = written(usual(), form)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = parts_of(data)["meta.xml" if form == "odt" else "docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", about)) == {"2024-04-23"}


def reference(extra: dict[str, bytes]) -> bytes:
    from docx import Document

    made = BytesIO()
    word = Document()
    word.styles["Heading 2"].font.name = "Georgia"
    word.add_paragraph("Dette skal ikke med.")
    word.save(made)
    with zipfile.ZipFile(made, "a") as archive:
        for name, data in extra.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_reference_document_lends_its_styles_and_nothing_else() -> None:
    data = written(replace(usual(), look=Look(reference=reference({}))), "docx")
    assert b"Georgia" in parts_of(data)["word/styles.xml"]
    assert "Dette skal ikke med" not in of_docx(data)


@pytest.mark.parametrize("extra", [{"word/vbaProject.bin": b"x"}, {"word/_rels/x.rels": b'TargetMode="External"'}, {"word/x.xml": b"<w:instrText>"}])
def test_a_reference_document_that_does_more_than_look_is_refused(extra: dict[str, bytes]) -> None:
    from referat.handouts.docx_reference import NotAReference

    with pytest.raises(NotAReference):
        written(replace(usual(), look=Look(reference=reference(extra))), "docx")


@pytest.mark.real
@pytest.mark.parametrize("form", ["docx", "odt"])
@pytest.mark.parametrize("which", ["usual", "odd", "hostile"])
def test_libreoffice_opens_it_and_shows_all_of_it(form: str, which: str, odd: Handout, hostile: Handout, tmp_path: Path) -> None:
    made = {"usual": usual, "odd": lambda: odd, "hostile": lambda: hostile}[which]()
    (tmp_path / f"a.{form}").write_bytes(written(made, form))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"a.{form}")], check=True, capture_output=True, timeout=300)
    found = squeezed(of_pdf((tmp_path / "a.pdf").read_bytes())).casefold().replace("-", "")
    parts = [squeezed(text).casefold().replace("-", "") for text in all_text(made)]
    missing = [text for text in parts if text not in found]
    assert len(missing) <= (0 if which == "usual" else len(parts) // 20), missing[:10]


@pytest.mark.real
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_is_no_wider_than_the_screen(width: int, odd: Handout, tmp_path: Path) -> None:
    """Chromium says how wide the page would be; tables scroll in a frame of their own."""
    page = written(odd, "html").decode()
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page)
    assert policy
    probe = "<script>document.title = document.documentElement.scrollWidth</script></body>"
    frame = f'<iframe src="page.html" width="{width}" height="800"></iframe>'
    (tmp_path / "page.html").write_text(page.replace(policy[0], "").replace("</body>", probe), "utf-8")
    (tmp_path / "frame.html").write_text(f"<body>{frame}<script>onload=()=>{{document.title=frames[0].document.title}}</script></body>", "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", f"--user-data-dir={tmp_path}/chromium"]
    ran = subprocess.run([*command, "--dump-dom", f"file://{tmp_path}/frame.html"], check=True, capture_output=True, timeout=120, text=True)
    found = re.search(r"<title>(\d+)</title>", ran.stdout)
    assert found, ran.stdout[:500]
    assert int(found[1]) <= width
