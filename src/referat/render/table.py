"""Sheets and reports for a terminal: columns that fit it, colour where there is colour, and rows stacked where it is very narrow.

The text of a row is cleaned before Rich sees it, and given as Text, so that neither markup nor control characters mean anything.
"""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from referat.languages.calendar import with_long_days
from referat.languages.i18n import in_use, tr
from referat.languages.mark import N_
from referat.model.text import safe, width
from referat.render.layout import GAP, broken, fitted
from referat.render.sheet import FAINT, PLAIN, STRONG, URGENT, Column, Report, ReportSection, Sheet

STYLES = {PLAIN: "", URGENT: "bold red", FAINT: "dim", STRONG: "bold"}
INDENT = "  "
# Beyond this a line of running text is hard to follow with the eye.
WIDEST_TEXT = 100


def sheet_text(sheet: Sheet, screen: int = 80, *, colour: bool = False) -> str:
    page = _Page(screen, colour)
    page.sheet(sheet, screen)
    if sheet.rows and (sheet.summary or page.left_out):
        page.blank()
    page.end(sheet.summary)
    return page.text


def report_text(report: Report, screen: int = 80, *, colour: bool = False) -> str:
    page = _Page(screen, colour)
    page.lines(broken(safe(report.title), screen), STRONG)
    page.facts(report.facts)
    sheets = [section.body for section in report.sections if isinstance(section.body, Sheet)]
    for section in report.sections:
        alike = [sheet.rows for sheet in sheets if isinstance(section.body, Sheet) and _keys(sheet) == _keys(section.body)]
        page.section(section, [row for rows in alike for row in rows])
    if report.summary or page.left_out:
        page.blank()
    page.end(report.summary)
    return page.text


def _keys(sheet: Sheet) -> list[str]:
    return [column.key for column in sheet.shown]


class _Page:
    """What has been put on the page so far."""

    def __init__(self, screen: int, colour: bool) -> None:
        self._screen = screen
        self._out = StringIO()
        self.left_out: list[str] = []
        self._console = Console(
            file=self._out,
            width=max(screen, 1),
            markup=False,
            highlight=False,
            emoji=False,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
            legacy_windows=False,
        )

    def end(self, summary: str) -> None:
        """The last lines: which columns the screen was too narrow for, and what sums up."""
        if self.left_out:
            left_out = ", ".join(dict.fromkeys(self.left_out))
            self.lines(broken(safe(tr(N_("Left out for want of room: {columns}."), columns=left_out)), self._screen), FAINT)
        if summary:
            self.lines(broken(safe(with_long_days(summary, in_use())), self._screen))

    @property
    def text(self) -> str:
        return "".join(line.rstrip() + "\n" for line in self._out.getvalue().splitlines())

    def blank(self) -> None:
        self._out.write("\n")

    def line(self, text: str, tone: str = PLAIN) -> None:
        self._console.print(Text(text, style=STYLES[tone]), soft_wrap=True)

    def lines(self, texts: Iterable[str], tone: str = PLAIN) -> None:
        for text in texts:
            self.line(text, tone)

    def facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Labels in a column of their own, their texts beside them, or under them where it is narrow."""
        facts = [(key, label, with_long_days(text, in_use())) for key, label, text in facts]
        beside = max((width(label) for _, label, _ in facts), default=0) + GAP
        for _, label, text in facts:
            if beside > self._screen // 2:
                self.line(label)
                self.lines(broken(safe(text), self._screen, INDENT))
            else:
                self.lines(broken(safe(text), min(self._screen, WIDEST_TEXT), " " * beside, label + " " * (beside - width(label))))

    def section(self, section: ReportSection, alike: Sequence[Any]) -> None:
        """A part of a report. `alike` are the rows of all its sheets with these columns: they get one layout, so that the eye finds its way."""
        self.blank()
        heading = safe(section.heading)
        if section.aside:
            heading += f" ({safe(section.aside)})"
        self.lines(broken(heading, self._screen), STRONG)
        if isinstance(section.body, Sheet):
            self.sheet(section.body, self._screen, INDENT, alike)
        else:
            for text in section.body:
                self.lines(broken(safe(text), min(self._screen, WIDEST_TEXT), INDENT))

    def sheet(self, sheet: Sheet, screen: int, indent: str = "", alike: Sequence[Any] = ()) -> None:
        """The rows in columns, or stacked where the columns do not fit. In a report, without headings: sections say what it is about."""
        if not sheet.rows:
            return
        measured = alike or sheet.rows
        columns = [column for column in sheet.shown if any(column.value(row) for row in measured)]
        cells = [[safe(column.value(row)) for column in columns] for row in sheet.rows]
        tones = [sheet.tone(row) for row in sheet.rows]
        chosen = fitted(columns, [[safe(column.value(row)) for column in columns] for row in measured], screen - len(indent), headed=not indent)
        if chosen is None:
            self._stack(columns, cells, tones, indent)
            return
        self.left_out += [columns[i].title_shown for i in range(len(columns)) if i not in {i for i, _ in chosen} and columns[i].title_shown]
        table = Table(box=None, padding=0, pad_edge=False, show_header=not indent, header_style="bold")
        if indent:
            table.add_column(width=len(indent))
        for position, (index, wide) in enumerate(chosen):
            column = columns[index]
            side: JustifyMethod = "right" if column.right else "left"
            if position:
                table.add_column(width=GAP)
            table.add_column(Text(column.title_shown), width=wide, overflow="fold", no_wrap=not column.wraps, justify=side)
        gap = Text("")
        for place, (row, tone) in enumerate(zip(cells, tones, strict=True)):
            line = [part for index, _ in chosen for part in (gap, _shown(row[index], tone, columns[index], sheet.rows[place]))]
            table.add_row(*(line if indent else line[1:]))
        self._console.print(table)

    def _stack(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], tones: Sequence[str], indent: str) -> None:
        """Each row under the other: what stands before its longest text, that text, and what stands after it."""
        self.left_out += [column.title_shown for column in columns if column.keep < Column.ALWAYS and column.title_shown]
        wrapping = [i for i, column in enumerate(columns) if column.wraps] or [len(columns)]
        text_at = max(wrapping, key=lambda i: max((width(row[i]) for row in cells if i < len(row)), default=0))
        for row, tone in zip(cells, tones, strict=True):
            kept = [text if column.keep == Column.ALWAYS else "" for column, text in zip(columns, row, strict=True)]
            parts = (INDENT.join(filter(None, kept[:text_at])), *kept[text_at : text_at + 1], ", ".join(filter(None, kept[text_at + 1 :])))
            for number, part in enumerate(filter(None, parts)):
                self.lines(broken(part, self._screen, indent + INDENT, None if number else indent), PLAIN if number else tone)


def _shown(text: str, tone: str, column: Column, row: Any) -> Text:
    """A cell, with what stands out in it in bold; not where the text had to be cleaned, which moves what comes after."""
    shown = Text(text, style=STYLES[tone])
    if column.marks and text == column.value(row):
        for start, end in column.marks(row):
            shown.stylize("bold", start, end)
    return shown
