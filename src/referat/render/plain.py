"""Plain text for pipes: a line a row, its values parted by tabs, in a fixed order, with `-` for nothing. No heading, no colour, no translation.

The hot questions write this, so it loads nothing but the cleaning of text.
"""

from __future__ import annotations

from referat.model.text import safe
from referat.render.sheet import Report, Sheet

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "-"
_PORTION = 2000  # rows that are turned into text at a time, so that a long list does not stand twice in memory


def sheet_text(sheet: Sheet) -> str:
    return "".join([_lines(sheet, sheet.rows[at : at + _PORTION]) for at in range(0, len(sheet.rows), _PORTION)])


def _lines(sheet: Sheet, rows: Sequence[object]) -> str:
    columns = [_cells([column.value(row) or NOTHING for row in rows]) for column in sheet.filed]
    return "".join(["\t".join(cells) + "\n" for cells in zip(*columns, strict=True)])


def _cells(texts: list[str]) -> list[str]:
    if "".join(texts).isprintable():  # a whole column at once, as nearly all are
        return texts
    return [safe(text) for text in texts]


def report_text(report: Report) -> str:
    """A report's lines: each fact with its key, each row and text with the key and heading of its section."""
    lines = [f"{key}\t{safe(text) or NOTHING}\n" for key, _, text in report.facts]
    for section in report.sections:
        heading, body = safe(section.heading) or NOTHING, section.body
        texts = sheet_text(body).splitlines() if isinstance(body, Sheet) else [safe(text) for text in body]
        lines += [f"{section.key}\t{heading}\t{text}\n" for text in texts]
    return "".join(lines)
