"""Tables as files: CSV in any of the signs Excel writes it with, and .xlsx; each row becomes a line with tabs between the cells."""

import csv
import io
import re
from datetime import date, datetime, time
from importlib import import_module

from referat.documents.archive import LARGEST_MEMBER, member, open_archive, parse_xml
from referat.documents.block import MOST_LINES, Amount, Block, Content, placed
from referat.documents.errors import DocumentTooLarge, MissingLibrary, UnreadableDocument
from referat.documents.text import first_lines
from referat.languages.lexicon import word_set
from referat.languages.mark import N_

_MOST_COLUMNS = 100
_FORCED = re.compile(r'^="([^"]*)"$')  # how a file says to Excel that a value is text


def _heads_tasks(cells: list[str]) -> bool:
    """A header row that names an owner and what is to be done."""
    heads = [cell.strip(' :*\ufeff"').casefold() for cell in cells]
    fields = {field for field in ("owner", "due", "task", "status") for head in heads if head and head in word_set(f"labels.{field}")}
    return "owner" in fields and len(fields) >= 2


def _delimiter(line: str) -> str:
    return max(";\t,", key=line.count)


def takes_csv(text: str, name: str) -> bool:
    first = next((line for line in first_lines(text, 20) if line.strip() and not line.startswith("sep=")), "")
    if name.casefold().endswith((".csv", ".tsv")):
        return _delimiter(first) in first
    return _delimiter(first) in first and _heads_tasks(first.split(_delimiter(first))) and not re.search(r"[.!?]\s", first)


def read_csv(text: str, name: str) -> Content:
    sign = re.match(r"sep=(.)\s*\n", text)  # how Excel is told
    text = text[sign.end() :] if sign else text
    first = next((line for line in text.split("\n") if line.strip()), "")
    rows: list[Block] = []
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=sign[1] if sign else _delimiter(first)):
            rows.append(_row([_cell(_FORCED.sub(r"\1", cell)) for cell in cells[:_MOST_COLUMNS]]))
            if len(rows) > MOST_LINES:
                raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
    except csv.Error as error:
        raise UnreadableDocument(name=name, reason=N_("its inner structure is broken")) from error
    return Content(placed(rows, name), form="sheet")


def takes_xlsx(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and b"xl/workbook.xml" in data


def read_xlsx(data: bytes, name: str) -> Content:
    try:
        load_workbook = import_module("openpyxl").load_workbook
        invalid = import_module("openpyxl.utils.exceptions").InvalidFileException
    except ImportError as error:
        raise MissingLibrary(name=name, library="openpyxl") from error
    _guard(data, name)
    rows: list[Block] = []
    amount = Amount(name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if len(book.worksheets) > 1:
                rows.append(Block("heading", sheet.title, level=2))
            for cells in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
                written = [_cell(cell) for cell in cells]
                amount.add(sum(map(len, written)))
                rows.append(_row(written))
                if len(rows) > MOST_LINES:
                    raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
            rows.append(Block("blank", ""))
    except (invalid, SyntaxError, KeyError, ValueError, TypeError, OSError, AttributeError, IndexError) as error:
        raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
    return Content(placed(rows, name), form="sheet")


def _guard(data: bytes, name: str) -> None:
    """Unpack every part once, counted, and refuse document types, before a library sees the file."""
    archive = open_archive(data, name)
    size = 0
    for info in archive.infolist():
        part = member(archive, info.filename, name)
        size += len(part)
        if size > LARGEST_MEMBER:
            raise DocumentTooLarge(name=name, what=N_("the unpacked text"), limit=f"{LARGEST_MEMBER // 1_000_000} MB", reason="")
        declares = b"<!DOCTYPE" in part[:4096].upper() or part.startswith((b"\xff\xfe", b"\xfe\xff"))
        if info.filename.endswith((".xml", ".rels")) and declares:
            parse_xml(part, name)


def _row(cells: list[str]) -> Block:
    while cells and not cells[-1].strip():
        cells.pop()
    return Block("row", " ".join(filter(None, cells)), cells=tuple(cells), paragraph=True) if cells else Block("blank", "")


def _cell(value: object) -> str:
    """A cell as people read it; days in ISO form."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
