"""Every format of hand-outs: the same words in all, the same bytes each time, and nothing of a book taken for more than text."""

import html as entities
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from referat.handouts.content import Handout, all_text
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


READERS: dict[str, Callable[[bytes], str]] = {"html": of_html, "pdf": of_pdf, "txt": of_txt, "json": of_json}


@pytest.mark.parametrize("form", ["html", "txt", "json"])
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
    for said in (str(Path.home()).encode() + b"/", b"/tmp/", b"/work/"):
        assert said not in data


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
