"""The tables of a hand-out as comma-separated values: days as ISO days, numbers as numbers, and no text that would be taken for a formula."""

import csv
from datetime import date
from io import StringIO

from referat.handouts.content import Cell, Handout, Table, walk, words_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(handout: Handout) -> bytes:
    """Every table, one after the other, with an empty line between them."""
    made = StringIO()
    writer = csv.writer(made)
    for number, table in enumerate(block for block in walk(handout.blocks) if isinstance(block, Table)):
        if number:
            made.write("\r\n")
        writer.writerow(map(_plain, table.head))
        writer.writerows([_said(one) for one in row] for row in table.rows)
    return made.getvalue().encode()


def _said(cell: Cell) -> str:
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    return str(cell.value) if isinstance(cell.value, int) else _plain(words_of(cell.runs))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
