"""Tables as files: CSV in any of the signs Excel writes it with, and .xlsx; each row becomes a line with tabs between the cells."""

import csv
import io
import re
from datetime import date, datetime, time
from importlib import import_module

from referat.languages.mark import N_
from referat.legacy.errors import DocumentTooLarge, MissingLibrary, UnreadableDocument
from referat.legacy.readers.archive import LARGEST_MEMBER, member, open_archive, parse_xml
from referat.legacy.readers.marks import heading, row
from referat.legacy.readers.shape import MOST_LINES, Reading, Text, first_lines
from referat.legacy.readers.text import split_lines
from referat.legacy.vocabulary import table

_MOST_COLUMNS = 100


def _heads_tasks(cells: list[str]) -> bool:
    """A header row that names an owner and what is to be done."""
    heads = [cell.strip(' :*\ufeff"').casefold() for cell in cells]
    fields = {field for field in ("owner", "due", "task", "status") for head in heads if head and head in table("labels", field)}
    return "owner" in fields and len(fields) >= 2


def _delimiter(line: str) -> str:
    return max(";\t,", key=line.count)


def takes_csv(text: str, name: str) -> bool:
    first = next((line for line in first_lines(text, 20) if line.strip() and not line.startswith("sep=")), "")
    if name.casefold().endswith((".csv", ".tsv")):
        return _delimiter(first) in first
    return _delimiter(first) in first and _heads_tasks(first.split(_delimiter(first))) and not re.search(r"[.!?]\s", first)


def read_csv(text: str, name: str, _today: object) -> Reading:
    sign = re.match(r"sep=(.)\s*\n", text)  # how Excel is told
    text = text[sign.end() :] if sign else text
    first = next((line for line in text.split("\n") if line.strip()), "")
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=sign[1] if sign else _delimiter(first)):
            rows.append(row([_cell(cell) for cell in cells[:_MOST_COLUMNS]]))
            if len(rows) > MOST_LINES:
                raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
    except csv.Error as error:
        raise UnreadableDocument(name=name, reason=N_("its inner structure is broken")) from error
    return Text(split_lines("\n".join(rows), name), sheet=True)


def takes_xlsx(data: bytes, _name: str) -> bool:
    return data.startswith(b"PK") and b"xl/workbook.xml" in data


def read_xlsx(data: bytes, name: str) -> Reading:
    try:
        load_workbook = import_module("openpyxl").load_workbook
        invalid = import_module("openpyxl.utils.exceptions").InvalidFileException
    except ImportError as error:
        raise MissingLibrary(name=name, library="openpyxl") from error
    _guard(data, name)
    rows: list[str] = []
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if len(book.worksheets) > 1:
                rows.append(heading(2, sheet.title))
            for cells in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
                rows.append(row([_cell(cell) for cell in cells]))
                if len(rows) > MOST_LINES:
                    raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
            rows.append("")
    except (invalid, SyntaxError, KeyError, ValueError, TypeError, OSError, AttributeError, IndexError) as error:
        raise UnreadableDocument(name=name, reason=N_("the file is damaged")) from error
    return Text(split_lines("\n".join(rows), name), sheet=True)


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
