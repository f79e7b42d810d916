"""Documents made to do harm: each is refused or read in bounded time, with a sentence that says why."""

import io
import time
import zipfile
from datetime import date

import pytest

from referat.documents import pdf
from referat.documents.errors import DangerousDocument, DocumentTooLarge, LockedDocument, NoTextInDocument, UnreadableDocument
from referat.intake import read_document

TODAY = date(2026, 1, 1)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document: bytes, **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for part, data in more.items():
            folder, _, rest = part.partition("__")
            archive.writestr(f"{folder}/{rest.replace('__', '.')}" if "__" in part else part, data)
    return buffer.getvalue()


def refuse(data: bytes, name: str = "x.docx") -> UnreadableDocument:
    begin = time.monotonic()
    with pytest.raises(UnreadableDocument) as raised:
        read_document(data, name=name, today=TODAY)
    assert time.monotonic() - begin < 20
    assert name in str(raised.value)
    return raised.value


def test_a_zip_bomb() -> None:
    bomb = word(b'<?xml version="1.0"?><w:document>' + b" " * (80 * 1024 * 1024) + b"</w:document>")
    assert len(bomb) < 200_000
    assert isinstance(refuse(bomb), DocumentTooLarge)


def test_entities_that_grow_are_refused_before_they_do() -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    document = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b"]><d>&l9;</d>"
    assert isinstance(refuse(word(document)), DangerousDocument)


def test_a_reference_to_a_file_outside_is_refused() -> None:
    document = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    assert isinstance(refuse(word(document)), DangerousDocument)


def test_nesting_without_end() -> None:
    assert isinstance(refuse(word(b"<a>" * 5000 + b"</a>" * 5000)), DangerousDocument)


def test_too_many_parts() -> None:
    assert isinstance(refuse(word(b"<a/>", **{f"p{number}": b"" for number in range(10_001)})), DangerousDocument)


def test_entities_in_a_spreadsheet_are_refused_in_whatever_letters_they_are_written() -> None:
    pytest.importorskip("openpyxl")
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    book = b'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b"]><d>&l9;</d>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", book.decode().encode("utf-16"))
    assert isinstance(refuse(buffer.getvalue(), "x.xlsx"), DangerousDocument)


@pytest.mark.parametrize(
    "page",
    ["<!--" * 300_000, "<" * 1_000_000, "&" * 1_000_000, "<p " + "a='" * 300_000, "<table><tr><td>" * 30_000, "<ul><li>" * 50_000, "<div>" * 100_000,
     "<table>" + ("<tr>" + "<td rowspan=999 colspan=999>x" * 30) * 300, "<del>" * 100_000 + "Referat"],
    ids=lambda page: page[:8],
)  # fmt: skip
def test_web_pages_without_ends_take_no_long_time(page: str) -> None:
    begin = time.monotonic()
    read_document(("<html>" + page).encode(), name="x.html", today=TODAY)
    assert time.monotonic() - begin < 10


def test_numbers_and_tables_of_any_size_take_no_long_time() -> None:
    begin = time.monotonic()
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Hei</w:t></w:r></w:p>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr></w:tc>' * 20 + "</w:tr>"
    body = f"<w:document {WORD}><w:body>{listed * 3}<w:tbl>{row * 500}</w:tbl></w:body></w:document>".encode()
    for start in ("99999", "9" * 5000):
        numbering = f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{level.format(start)}</w:abstractNum></w:numbering>'
        numbers = numbering.replace("</w:numbering>", '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
        read_document(word(body, word__numbering__xml=numbers.encode()), name="x.docx", today=TODAY)
    assert time.monotonic() - begin < 10


def test_a_document_that_says_its_text_is_elsewhere_is_read_from_itself() -> None:
    relations = b'<Relationships><Relationship Type="x/officeDocument" Target="../../etc/hostname"/></Relationships>'
    body = f"<w:document {WORD}><w:body><w:p><w:r><w:t>Referat</w:t></w:r></w:p></w:body></w:document>".encode()
    (found,) = read_document(word(body, **{"_rels__.rels": relations}), name="x.docx", today=TODAY)
    assert found.source.lines == ("Referat",)


def test_macros_are_only_bytes_that_nobody_reads() -> None:
    body = f"<w:document {WORD}><w:body><w:p><w:r><w:t>Referat 3.5.2019</w:t></w:r></w:p></w:body></w:document>".encode()
    (found,) = read_document(word(body, word__vbaProject__bin=b"Sub AutoOpen()\nShell"), name="x.docx", today=TODAY)
    assert found.source.lines == ("Referat 3.5.2019",)


def test_damaged_and_locked_archives() -> None:
    good = word(b"<a>" + b"x" * 5000 + b"</a>")
    refuse(good[: len(good) // 2])
    locked = bytearray(good)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.find(mark) + at] |= 1
    assert isinstance(refuse(bytes(locked)), LockedDocument)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200_000,
        "**a " * 100_000,
        " - " * 100_000,
        "1.1." * 100_000,
        "Dato: " * 60_000,
        "Kari og " * 60_000,
        "a\t" * 150_000,
        "<b>" * 100_000,
        "a;" * 100_000,
        "* " * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_long_lines_take_no_long_time(text: str) -> None:
    begin = time.monotonic()
    read_document(text.encode(), name="x.txt", today=TODAY)
    assert time.monotonic() - begin < 10


def test_too_much_text() -> None:
    assert isinstance(refuse(b"a\n" * 70_000, "x.txt"), DocumentTooLarge)
    assert isinstance(refuse(b"a " * 5_000_000, "x.txt"), DocumentTooLarge)


# ---------------------------------------------------------------- PDF


def pdf_of(pages: int, contents: bytes = b"BT /F1 12 Tf 20 100 Td (Referat fra styret 3.5.2019) Tj ET") -> bytes:
    """A PDF written by hand: each page shows the same."""
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} /MediaBox [0 0 300 200] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(contents)} >>\nstream\n{contents.decode()}\nendstream",
        *("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>" for _ in range(pages)),
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode()


def test_a_pdf_with_text() -> None:
    (found,) = read_document(pdf_of(1), name="x.pdf", today=TODAY)
    assert found.held_on == date(2019, 5, 3)


def test_a_pdf_of_a_thousand_pages() -> None:
    assert isinstance(refuse(pdf_of(1000, b""), "x.pdf"), DocumentTooLarge)


def test_a_scanned_pdf() -> None:
    assert isinstance(refuse(pdf_of(2, b""), "x.pdf"), NoTextInDocument)


def test_a_damaged_pdf() -> None:
    refuse(b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>", "x.pdf")


def test_a_pdf_that_never_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 1)
    monkeypatch.setattr(pdf, "_CHILD", _endless(tmp_path))
    refuse(b"%PDF-1.4", "x.pdf")


def _endless(folder: object) -> str:
    path = f"{folder}/endless.py"
    with open(path, "w", encoding="utf-8") as file:
        file.write("import resource, sys\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True:\n    pass\n")
    return path


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(Exception, match="pypdfium2") as raised:
        read_document(b"%PDF-1.4", name="x.pdf", today=TODAY)
    assert raised.value.__class__.__name__ == "MissingLibrary"
