"""Sheets and reports for a terminal: columns that fit it, colour where there is colour, and rows stacked where it is very narrow.

The text of a row is cleaned before Rich sees it, and given as Text, so that neither markup nor control characters mean anything.
"""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from referat.model.text import safe, width
from referat.render.layout import GAP, broken, fitted
from referat.render.sheet import FAINT, PLAIN, STRONG, URGENT, Column, Report, Section, Sheet

STYLES = {PLAIN: "", URGENT: "bold red", FAINT: "dim", STRONG: "bold"}
INDENT = "  "
# Beyond this a line of running text is hard to follow with the eye.
WIDEST_TEXT = 100


def sheet_text(sheet: Sheet, screen: int = 80, *, colour: bool = False) -> str:
    page = _Page(screen, colour)
    page.sheet(sheet, screen)
    if sheet.summary:
        if sheet.rows:
            page.blank()
        page.line(safe(sheet.summary))
    return page.text


def report_text(report: Report, screen: int = 80, *, colour: bool = False) -> str:
    page = _Page(screen, colour)
    page.lines(broken(safe(report.title), screen), STRONG)
    page.facts(report.facts)
    for section in report.sections:
        page.section(section)
    if report.summary:
        page.blank()
        page.lines(broken(safe(report.summary), screen))
    return page.text


class _Page:
    """What has been put on the page so far."""

    def __init__(self, screen: int, colour: bool) -> None:
        self._screen = screen
        self._out = StringIO()
        self._console = Console(
            file=self._out, width=max(screen, 1), markup=False, highlight=False, emoji=False, force_terminal=colour, no_color=not colour,
            color_system="standard" if colour else None, legacy_windows=False,
        )

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
        beside = max((width(label) for _, label, _ in facts), default=0) + GAP
        for _, label, text in facts:
            if beside > self._screen // 2:
                self.line(label)
                self.lines(broken(safe(text), self._screen, INDENT))
            else:
                self.lines(broken(safe(text), min(self._screen, WIDEST_TEXT), " " * beside, label + " " * (beside - width(label))))

    def section(self, section: Section) -> None:
        self.blank()
        heading = safe(section.heading)
        if section.aside:
            heading += f" ({safe(section.aside)})"
        self.lines(broken(heading, self._screen), STRONG)
        if isinstance(section.body, Sheet):
            self.sheet(section.body, self._screen, INDENT)
        else:
            for text in section.body:
                self.lines(broken(safe(text), min(self._screen, WIDEST_TEXT), INDENT))

    def sheet(self, sheet: Sheet, screen: int, indent: str = "") -> None:
        columns = sheet.filled_columns
        cells = [[safe(column.value(row)) for column in columns] for row in sheet.rows]
        tones = [sheet.tone(row) for row in sheet.rows]
        room = screen - len(indent)
        chosen = fitted(columns, cells, room)
        if not sheet.rows:
            return
        if chosen is None:
            self._stack(columns, cells, tones, indent)
            return
        table = Table(box=None, padding=(0, 0, 0, 0), pad_edge=False, show_header=not indent, header_style="bold", collapse_padding=False)
        if indent:
            table.add_column("", width=len(indent))
        for position, (index, wide) in enumerate(chosen):
            column = columns[index]
            last = position == len(chosen) - 1
            gap = 0 if last else GAP
            heading = Text(column.title_shown, justify="right" if column.right else "left")
            table.add_column(heading, width=wide, overflow="fold", no_wrap=not column.wraps, justify="right" if column.right else "left")
            if gap:
                table.add_column("", width=gap)
        for row, tone in zip(cells, tones, strict=True):
            line: list[Text] = [Text("")] if indent else []
            for position, (index, _) in enumerate(chosen):
                line.append(Text(row[index], style=STYLES[tone]))
                if position < len(chosen) - 1:
                    line.append(Text(""))
            table.add_row(*line)
        self._console.print(table)

    def _stack(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], tones: Sequence[str], indent: str) -> None:
        """Each row under the other: what stands before its longest text, that text, and what stands after it."""
        wrapping = [i for i, column in enumerate(columns) if column.wraps] or [len(columns)]
        text_at = max(wrapping, key=lambda i: max((width(row[i]) for row in cells if i < len(row)), default=0))
        for row, tone in zip(cells, tones, strict=True):
            kept = [text if column.keep == Column.ALWAYS else "" for column, text in zip(columns, row, strict=True)]
            parts = (INDENT.join(filter(None, kept[:text_at])), *kept[text_at : text_at + 1], ", ".join(filter(None, kept[text_at + 1 :])))
            for number, part in enumerate(filter(None, parts)):
                self.lines(broken(part, self._screen, indent + INDENT, None if number else indent), PLAIN if number else tone)
