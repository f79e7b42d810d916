"""No word of a document is lost: the words are counted in the file itself, not in what a reader made of it, and then in the draft."""

import html.parser
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from referat.intake import lost_words, read_document, to_draft, to_groups
from tests.intake.office import NS, W, docx, odt, page

CORPUS = Path(__file__).parent / "corpus"
OFFICE = sorted(path for path in CORPUS.rglob("*.*") if path.suffix in (".docx", ".odt", ".html"))
TODAY = date(2026, 6, 1)
WORD = "{" + W.split('"')[1] + "}"
MINUTES = """# Referat fra styremøte
Dato: 3. mai 2022
**Til stede:** Ane Rud (leder), Bo Vik, Cato Lie
|Sak|Referat|Ansvar|Frist|
|1 Tak|Taket lekker. Bo spør blikkenslageren.|Bo Vik|1. juni|
|2 Port|Porten henger.|||
- Noe som ble glemt
-- og noe under det
#. Enda en ting
##. med en del
Ordet **midt i** setningen er fett. Bo spør også naboen.
"""


class _Spoken(html.parser.HTMLParser):
    """The text of a web page as a browser shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "title")
        self.parts.append(" " if tag in ("p", "br", "li", "td", "tr", "h1", "h2", "h3", "dt", "dd", "div") else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def of_docx(data: bytes) -> str:
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    for mark in [*root.iter(f"{WORD}tab"), *root.iter(f"{WORD}br")]:
        mark.text = " "
    return "\n".join("".join(paragraph.itertext()) for paragraph in root.iter(f"{WORD}p"))


def of_odt(data: bytes) -> str:
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    space = re.search(r'xmlns:text="([^"]+)"', NS)
    assert space
    text = f"{{{space[1]}}}"
    for mark in [*root.iter(f"{text}tab"), *root.iter(f"{text}s"), *root.iter(f"{text}line-break")]:
        mark.text = " "
    return "\n".join("".join(one.itertext()) for one in root.iter() if one.tag in (f"{text}p", f"{text}h"))


def of_page(data: bytes) -> str:
    spoken = _Spoken()
    spoken.feed(data.decode())
    return "".join(spoken.parts)


READERS = {".docx": of_docx, ".odt": of_odt, ".html": of_page}
MADE = {".docx": docx(MINUTES), ".odt": odt(MINUTES), ".html": page(MINUTES)}


def drafted(data: bytes, name: str) -> str:
    """All that is written of a document, the files of its groups too."""
    written = []
    for found in read_document(data, name=name, today=TODAY):
        written.append(to_draft(found, group="styret", day=found.held_on or TODAY))
        written += [text for _, text in to_groups(found, parent="styret", meeting="a")]
    return "\n".join(written)


def sentences(text: str) -> Counter[str]:
    return Counter(" ".join(one.split()) for one in re.split(r"(?<=[.!?])\s+|\n", text) if len(one.split()) > 3)


@pytest.mark.parametrize("path", OFFICE, ids=[path.name for path in OFFICE])
def test_no_word_of_the_file_is_lost(path: Path) -> None:
    data = path.read_bytes()
    assert lost_words(READERS[path.suffix](data), drafted(data, path.name)) == []


@pytest.mark.parametrize("suffix", MADE)
def test_tables_lists_and_runs_keep_their_words_and_say_them_once(suffix: str) -> None:
    source, draft = READERS[suffix](MADE[suffix]), drafted(MADE[suffix], f"styret{suffix}")
    assert lost_words(source, draft) == []
    body = "\n".join(line for line in draft.split("\n---\n", 1)[-1].split("\n") if not line.lstrip().startswith("- [ ]"))
    assert {sentence: count for sentence, count in sentences(body).items() if count > max(1, sentences(source)[sentence])} == {}


def test_what_word_keeps_out_of_the_way_is_text_as_well() -> None:
    """A placeholder's control, a link, a note of a change that was taken in, and a box of text."""
    runs = {
        "control": "<w:sdt><w:sdtContent><w:r><w:t>Møterom Havblikk</w:t></w:r></w:sdtContent></w:sdt>",
        "link": '<w:hyperlink w:anchor="a"><w:r><w:t>vedlegget om gjerdet</w:t></w:r></w:hyperlink>',
        "inserted": "<w:ins><w:r><w:t>tilføyd av sekretæren</w:t></w:r></w:ins>",
        "box": "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Ruta i margen</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    }
    plain = zipfile.ZipFile(io.BytesIO(MADE[".docx"]))
    members = {name: plain.read(name).decode() for name in plain.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        "</w:body>", "".join(f"<w:p>{run}</w:p>" for run in runs.values()) + "</w:body>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    draft = drafted(held.getvalue(), "styret.docx")
    assert [words for words in ("Møterom Havblikk", "vedlegget om gjerdet", "tilføyd av sekretæren", "Ruta i margen") if words not in draft] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="the words of a PDF are counted by another program")
def test_no_word_of_a_pdf_is_lost(tmp_path: Path) -> None:
    lines = [
        "Referat fra styret 3. mai 2019",
        "Til stede: Ane Rud, Bo Vik",
        "1. Taket",
        "Taket lekker over inngangen.",
        "2. Porten",
        "Bo maler porten innen 1. juni.",
    ]
    drawn = " ".join(f"1 0 0 1 50 {700 - 20 * at} Tm ({line}) Tj" for at, line in enumerate(lines))
    data = pdf_of(f"BT /F1 12 Tf {drawn} ET".encode("latin-1"))
    path = tmp_path / "styret.pdf"
    path.write_bytes(data)
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Taket lekker" in told
    assert lost_words(told, drafted(data, "styret.pdf")) == []


def pdf_of(contents: bytes) -> bytes:
    """A PDF of one page, with a table of where its parts stand."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(contents), contents),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, at = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in at)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
