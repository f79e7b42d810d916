"""Plain text for pipes: a line a row, its values parted by tabs, in a fixed order, with `-` for nothing. No heading, no colour, no translation.

The hot questions write this, so it loads nothing but the cleaning of text.
"""

from __future__ import annotations

from referat.model.text import safe
from referat.render.sheet import Report, Sheet

NOTHING = "-"


def sheet_text(sheet: Sheet) -> str:
    values = [column.value for column in sheet.filed]
    return "".join([_line([value(row) or NOTHING for value in values]) for row in sheet.rows])


def _line(cells: list[str]) -> str:
    if "".join(cells).isprintable():  # a whole line at once, as nearly all are
        return "\t".join(cells) + "\n"
    return "\t".join([safe(cell) for cell in cells]) + "\n"


def report_text(report: Report) -> str:
    """A report's lines: each fact with its key, each row and text with the key and heading of its section."""
    lines = [f"{key}\t{safe(text) or NOTHING}\n" for key, _, text in report.facts]
    for section in report.sections:
        heading, body = safe(section.heading) or NOTHING, section.body
        texts = sheet_text(body).splitlines() if isinstance(body, Sheet) else [safe(text) for text in body]
        lines += [f"{section.key}\t{heading}\t{text}\n" for text in texts]
    return "".join(lines)
