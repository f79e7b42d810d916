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
    begin = time.process_time()
    with pytest.raises(UnreadableDocument) as raised:
        read_document(data, name=name, today=TODAY)
    assert time.process_time() - begin < 20
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
    begin = time.process_time()
    read_document(("<html>" + page).encode(), name="x.html", today=TODAY)
    assert time.process_time() - begin < 10


def test_numbers_and_tables_of_any_size_take_no_long_time() -> None:
    begin = time.process_time()
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Hei</w:t></w:r></w:p>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr></w:tc>' * 20 + "</w:tr>"
    body = f"<w:document {WORD}><w:body>{listed * 3}<w:tbl>{row * 500}</w:tbl></w:body></w:document>".encode()
    for start in ("99999", "9" * 5000):
        numbering = f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{level.format(start)}</w:abstractNum></w:numbering>'
        numbers = numbering.replace("</w:numbering>", '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')
        read_document(word(body, word__numbering__xml=numbers.encode()), name="x.docx", today=TODAY)
    assert time.process_time() - begin < 10


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
    begin = time.process_time()
    read_document(text.encode(), name="x.txt", today=TODAY)
    assert time.process_time() - begin < 10


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


# ---------------------------------------------------------------- a few bytes that say a great deal of text

LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Hei</w:t></w:r></w:p>'
ODT = 'xmlns:o="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" o:mimetype="application/vnd.oasis.opendocument.text"'


def numbering(pattern: str, more: str = "") -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="99999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{pattern}"/></w:lvl>{more}'
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{lists}</w:numbering>'.encode()


def paragraphs(text: str, **parts: bytes) -> bytes:
    return word(f"<w:document {WORD}><w:body>{text}</w:body></w:document>".encode(), **parts)


def flat(styles: str, text: str) -> bytes:
    return f"<office:document {ODT}><o:styles>{styles}</o:styles><o:body><o:text>{text}</o:text></o:body></office:document>".encode()


def said_by(data: bytes, name: str) -> list[str]:
    """All lines of a document that is read within two seconds."""
    begin = time.process_time()
    (found,) = read_document(data, name=name, today=TODAY)
    assert time.process_time() - begin < 2
    return list(found.source.lines)


@pytest.mark.parametrize("count", [500, 2000])
def test_a_list_whose_numbers_are_long_texts_is_refused_before_one_is_written(count: int) -> None:
    begin = time.process_time()
    assert isinstance(refuse(paragraphs(LISTED * count, word__numbering__xml=numbering("%1" * 20_000))), DangerousDocument)
    level = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="{}"/>'
    listed = f'<text:list text:style-name="L">{"<text:list-item><text:p>Hei</text:p></text:list-item>" * count}</text:list>'
    style = f'<text:list-style style:name="L">{level.format("x" * 40_000)}</text:list-style>'
    assert isinstance(refuse(flat(style, listed), "x.fodt"), DangerousDocument)
    assert time.process_time() - begin < 2


def test_a_long_number_of_an_ordinary_list_is_written_out() -> None:
    said = said_by(paragraphs(LISTED * 2, word__numbering__xml=numbering("Sak %1 i møtet (se innkallingen):")), "x.docx")
    assert said[0] == "Sak eqxc i møtet (se innkallingen): Hei"


def test_what_merged_cells_say_is_counted_before_it_is_written_in_each_row() -> None:
    long = "x " * 50_000
    cell = '<w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    other = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    rows = f"<w:tr>{cell.format('restart', long)}{other}</w:tr>" + f"<w:tr>{cell.format('continue', '')}{other}</w:tr>" * 2000
    page = "<table>" + f"<tr><td rowspan=100>{long}<td rowspan=100>{long}<td>a</tr>" + "<tr><td>b</tr>" * 99 + "</table>"
    table = f'<table:table-row><table:table-cell table:number-columns-repeated="99"><text:p>{long}</text:p></table:table-cell></table:table-row>'
    begin = time.process_time()
    assert isinstance(refuse(paragraphs(f"<w:tbl>{rows}</w:tbl>")), DocumentTooLarge)
    assert isinstance(refuse(f"<html>{page}".encode(), "x.html"), DocumentTooLarge)
    assert isinstance(refuse(flat("", f"<table:table>{table * 5}</table:table>"), "x.fodt"), DocumentTooLarge)
    assert time.process_time() - begin < 3


def test_one_long_text_in_every_cell_of_a_spreadsheet_is_counted_too() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for _ in range(20):
        book.active.append(["x" * 30_000] * 15)
    buffer = io.BytesIO()
    book.save(buffer)
    assert isinstance(refuse(buffer.getvalue(), "x.xlsx"), DocumentTooLarge)


def test_levels_that_no_list_has_are_none() -> None:
    deep = f'<w:lvl w:ilvl="{"9" * 5000}"><w:lvlText w:val="%1"/></w:lvl>'
    assert said_by(paragraphs(LISTED, word__numbering__xml=numbering("%1.", deep)), "x.docx") == ["eqxc. Hei"]
    outline = f'<text:outline-style><text:outline-level-style text:level="{"9" * 5000}" style:num-format="1"/>'
    outline += '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style>'
    heads = '<text:h text:outline-level="99999">Dypt</text:h>' * 1000 + '<text:h text:outline-level="0">Grunt</text:h>'
    assert said_by(flat(outline, heads), "x.fodt")[-1] == "2. Grunt"


def test_styles_that_hang_on_each_other_and_long_addresses_cost_no_more_than_their_text() -> None:
    styles = "".join(f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(1500))
    run = '<w:r><w:rPr><w:rStyle w:val="s{}"/></w:rPr><w:t>a</w:t></w:r>'
    body = "<w:p>" + "".join(run.format(at) for at in range(1500)) + "</w:p>"
    styled = paragraphs(body, word__styles__xml=f"<w:styles {WORD}>{styles}</w:styles>".encode())
    assert said_by(styled, "x.docx") == ["a" * 1500]
    bold = "".join(f"<b>b{at}</b> c " for at in range(8000))
    assert len(said_by(f"<html><p>{bold}</p>".encode(), "x.html")) == 1
    page = f"<html><p><a href='http://eksempel.test/{'x' * 3000}'>her</a> og <a href='http://eksempel.test/'>der</a></p>"
    (found,) = read_document(page.encode(), name="x.html", today=TODAY)
    assert [link for block in found.source.blocks for link in block.links] == [("der", "http://eksempel.test/")]
