"""CSV: RFC 4180 for machines, and the dialect that Excel in Norway opens rightly by a double click.

Both quote every value, and put an apostrophe before one that a spreadsheet would take for a formula. Excel takes more than formulas for something
else than they are: `12/26` becomes December, `09e02` nine hundred, `1,10` a number. There such a text is written as one, `="12/26"`.
"""

import re

from referat.model.text import safe
from referat.render.sheet import Sheet

END = "\r\n"
# = + - @ begin a formula, full-width ones too; a tab or a line end before them is skipped by some readers.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Numbers and days as people see them in a list anyway: whole ones, ISO days, times of day.
_AS_IT_IS = re.compile(r"-?(?:0|[1-9]\d{0,10})|\d{4}-\d\d-\d\d|\d\d:\d\d", re.ASCII)
# What Excel in Norway or elsewhere may turn into a number, a day, a time, a fraction or a truth: digits and signs, at most with one of its words.
_MONTH = "(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|o[ck]t|nov|de[cs])[a-zæøå]{0,6}"
_TURNED = re.compile(rf"[\d\s.,:/%()$€£+-]*(?:{_MONTH}|e|[ap]m?|kr|nok)?[\d\s.,:/%()$€£+-]*", re.IGNORECASE)
_TRUTHS = frozenset({"true", "false", "sann", "usann"})
BOM = "\ufeff"  # without it Excel takes the file for the old Windows code page, and breaks æøå


def sheet_text(sheet: Sheet) -> str:
    """Comma-separated, headed by the columns' keys."""
    rows = [[column.value(row) for column in sheet.filed] for row in sheet.rows]
    return _written([[column.key for column in sheet.filed], *rows], ",")


def excel_text(sheet: Sheet) -> str:
    """Separated by semicolons, as Norwegian Excel expects, headed and written in the book's language."""
    rows = [[column.spelled(row) for column in sheet.filed] for row in sheet.rows]
    return BOM + _written([[column.title_shown for column in sheet.filed], *rows], ";", for_excel=True)


def _written(rows: list[list[str]], separator: str, *, for_excel: bool = False) -> str:
    cell = _as_text if for_excel else _quoted
    return "".join([separator.join([cell(text) for text in row]) + END for row in rows])


def _as_text(text: str) -> str:
    """A value that Excel shows as it was written."""
    if _is_turned(text):
        return f'"=""{safe(text)}"""'
    return _quoted(text)


def _is_turned(text: str) -> bool:
    """Whether Excel would show something else than `text` without being told that it is text. A formula is seen to elsewhere."""
    if text.casefold() in _TRUTHS:
        return True
    digits = any(sign.isdecimal() for sign in text)
    return digits and not text.startswith(FORMULA) and not _AS_IT_IS.fullmatch(text) and bool(_TURNED.fullmatch(text))


def _quoted(text: str) -> str:
    if text.startswith(FORMULA) and not _is_number(text):
        text = "'" + text
    lines = [safe(line) for line in text.split("\n")]
    return '"' + END.join(lines).replace('"', '""') + '"'


def _is_number(text: str) -> bool:
    """A whole number below zero is no formula."""
    return text[:1] == "-" and text[1:].isascii() and text[1:].isdigit()
