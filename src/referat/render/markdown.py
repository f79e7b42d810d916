"""Markdown, to paste into minutes, a mail or a wiki: sheets as tables, reports with headings. Text from the book carries no markup out."""

import re
from typing import Any

from referat.model.text import safe
from referat.render.sheet import Column, Report, Sheet

# Any of these may begin markup somewhere in a line; a backslash before a sign of punctuation makes it that sign.
MARKUP = re.compile(r"([\\`*_\[\]<>|~$&#])")
# And these only where a line begins: a list, a heading's underline, a numbered list.
OPENING = re.compile(r"\A(\s*)(?:([-+=:])|(\d+)([.)]))")


def escaped(text: str) -> str:
    """Text that shows as it is written, on one line."""
    one_line = " ".join(safe(part) for part in text.split("\n") if part)
    opened = OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", MARKUP.sub(r"\\\1", one_line))
    return opened.strip()


def sheet_text(sheet: Sheet) -> str:
    columns = sheet.filled_columns
    if not sheet.rows:
        return f"{escaped(sheet.summary)}\n" if sheet.summary else ""
    lines = [
        "| " + " | ".join(column.title_shown for column in columns) + " |",
        "|" + "|".join("---:" if column.right else "---" for column in columns) + "|",
    ]
    lines += ["| " + " | ".join(_cell(column, row) for column in columns) + " |" for row in sheet.rows]
    return "\n".join(lines) + "\n"


def _cell(column: Column, row: Any) -> str:
    """A cell, with what stands out in it between asterisks."""
    text = column.value(row)
    marks = column.marks(row) if column.marks and text.isprintable() else ()
    if not marks:
        return escaped(text)
    parts, done = [], 0
    for start, end in marks:
        parts += [MARKUP.sub(r"\\\1", text[done:start]), "**", MARKUP.sub(r"\\\1", text[start:end]), "**"]
        done = end
    return "".join([*parts, MARKUP.sub(r"\\\1", text[done:])]).strip()


def report_text(report: Report) -> str:
    parts = [f"# {escaped(report.title)}\n"]
    if report.facts:
        parts.append("".join(f"- {escaped(label)}: {escaped(text)}\n" for _, label, text in report.facts))
    for section in report.sections:
        aside = f" ({escaped(section.aside)})" if section.aside else ""
        parts.append(f"{'#' * (section.level + 1)} {escaped(section.heading)}{aside}\n")
        body = sheet_text(section.body) if isinstance(section.body, Sheet) else "".join(f"- {escaped(text)}\n" for text in section.body)
        if body:
            parts.append(body)
    if report.summary:
        parts.append(escaped(report.summary) + "\n")
    return "\n".join(parts)
