"""The tables of a hand-out as a workbook: a sheet for each, with a header row to filter by, days that are days and numbers that are numbers.

Text is text: nothing that a book says becomes a formula or a link.
"""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from referat.handouts.content import Cell, Handout, Table, walk, words_of
from referat.handouts.zipped import same_bytes

# Longer cells than this the format does not know.
_LONGEST = 32_000
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def xlsx(handout: Handout) -> bytes:
    """The workbook."""
    made = BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(made, settings)
    day = datetime(handout.day.year, handout.day.month, handout.day.day)  # noqa: DTZ001 - a day has no zone
    book.set_properties({"title": handout.name, "created": day, "author": "", "comments": ""})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "number": book.add_format({"valign": "top"}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
        "late": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left", "bold": True, "font_color": "#A3160E"}),
    }
    tables = [block for block in walk(handout.blocks) if isinstance(block, Table)]
    names: set[str] = set()
    for table in tables or [Table(handout.genre, (handout.title,), (), (1,))]:
        sheet = book.add_worksheet(_sheet_name(table.caption or handout.genre, names))
        _fill(sheet, table, looks)
    book.close()
    return same_bytes(made.getvalue())


def _fill(sheet: Any, table: Table, looks: dict[str, Any]) -> None:
    for column, name in enumerate(table.head):
        sheet.write_string(0, column, name, looks["head"])
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells):
            _put(sheet, row, column, cell, looks)
    whole = sum(table.widths)
    for column, share in enumerate(table.widths):
        sheet.set_column(column, column, max(8, round(110 * share / whole)))
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.head) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _put(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if isinstance(cell.value, date):
        day = datetime(cell.value.year, cell.value.month, cell.value.day)  # noqa: DTZ001
        sheet.write_datetime(row, column, day, looks["late" if cell.is_late else "day"])
    elif isinstance(cell.value, int):
        sheet.write_number(row, column, cell.value, looks["number"])
    elif words := words_of(cell.runs):
        sheet.write_string(row, column, words[:_LONGEST], looks["late" if cell.is_late else "text"])


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a sheet may have: short, without signs that mean something, and its own."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip()[:26] or "1"
    number = 1
    while (found := plain if number == 1 else f"{plain} {number}").casefold() in taken:
        number += 1
    taken.add(found.casefold())
    return found
