"""CSV: RFC 4180 for machines, and the dialect that Excel in Norway opens rightly by a double click.

Both quote every value, and put an apostrophe before one that a spreadsheet would take for a formula.
"""

import re
from collections.abc import Callable

from referat.model.text import safe
from referat.render.sheet import Sheet

END = "\r\n"
_LIKE_A_DAY = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,4}", re.ASCII)
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
    return BOM + _written([[column.title_shown for column in sheet.filed], *rows], ";", _for_excel)


def _written(rows: list[list[str]], separator: str, quoted: Callable[[str], str] | None = None) -> str:
    quoted = quoted or _quoted
    return "".join([separator.join([quoted(text) for text in row]) + END for row in rows])


def _for_excel(text: str) -> str:
    """The number of a case as a text of its own: Excel makes a day of 12/26, quotes or not."""
    return f'"=""{text}"""' if _LIKE_A_DAY.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    if text.startswith(FORMULA) and not _is_number(text):
        text = "'" + text
    lines = [safe(line) for line in text.split("\n")]
    return '"' + END.join(lines).replace('"', '""') + '"'


def _is_number(text: str) -> bool:
    """A whole number below zero is no formula."""
    return text[:1] == "-" and text[1:].isascii() and text[1:].isdigit()
