"""CSV: RFC 4180 for machines, and the dialect that Excel in Norway opens rightly by a double click.

Both quote every value, and put an apostrophe before one that a spreadsheet would take for a formula.
"""

from referat.model.text import safe
from referat.render.sheet import Sheet

END = "\r\n"
# = + - @ begin a formula, full-width ones too; a tab or a line end before them is skipped by some readers.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
BOM = "\ufeff"  # without it Excel takes the file for the old Windows code page, and breaks æøå


def sheet_text(sheet: Sheet) -> str:
    """Comma-separated, headed by the columns' keys."""
    rows = [[column.value(row) for column in sheet.filed] for row in sheet.rows]
    return _written([[column.key for column in sheet.filed], *rows], ",")


def excel_text(sheet: Sheet) -> str:
    """Separated by semicolons, as Norwegian Excel expects, headed and written in the book's language."""
    rows = [[column.spelled(row) for column in sheet.filed] for row in sheet.rows]
    return BOM + _written([[column.title_shown for column in sheet.filed], *rows], ";")


def _written(rows: list[list[str]], separator: str) -> str:
    return "".join([separator.join([_quoted(text) for text in row]) + END for row in rows])


def _quoted(text: str) -> str:
    if text.startswith(FORMULA) and not _is_number(text):
        text = "'" + text
    lines = [safe(line) for line in text.split("\n")]
    return '"' + END.join(lines).replace('"', '""') + '"'


def _is_number(text: str) -> bool:
    """A whole number below zero is no formula."""
    return text[:1] == "-" and text[1:].isascii() and text[1:].isdigit()
