"""What every text format draws from: a sheet (rows under columns) or a report (facts, and sections with a sheet each).

Here stands what is shown; how it looks is the format's. Loaded at every hot start, so it imports next to nothing.
"""

from __future__ import annotations

from referat.languages.i18n import tr

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Cell = Callable[[Any], str]

# How a cell stands out where there is colour; what it means is always in its words too.
PLAIN, URGENT, FAINT, STRONG = ("", "urgent", "faint", "strong")


class Column:
    """A column: `key` names it in files that machines read, `title` heads it for people, `value` is the text of its cells.

    On a screen, `keep` says how long it stays when that is narrow (0 goes first), `wraps` whether its text may run over several lines,
    `right` whether it stands to the right. In a file, `spelled` is its text in a spreadsheet for people (None: as it is).
    `marks` are the parts of a cell's text that stand out, as (start, end), where a format can show it.
    """

    ALWAYS = 9
    __slots__ = ("keep", "key", "marks", "right", "spelled", "title", "value", "wraps")

    def __init__(
        self,
        key: str,
        title: str,
        value: Cell,
        *,
        keep: int = ALWAYS,
        wraps: bool = False,
        right: bool = False,
        spelled: Cell | None = None,
        marks: Callable[[Any], Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        self.key = key
        self.title = title
        self.value = value
        self.keep = keep
        self.wraps = wraps
        self.right = right
        self.spelled = spelled or value
        self.marks = marks

    @property
    def title_shown(self) -> str:
        """The heading in the language in use."""
        return tr(self.title) if self.title else ""


class Sheet:
    """Rows under columns: `shown` for people, `filed` for files. `name` is what the rows are in JSON ("actions"), `summary` the last line.

    `tone` says how a row stands out, `data` what a row is in JSON (without it, the columns of a file by their keys).
    """

    __slots__ = ("data", "filed", "name", "rows", "shown", "summary", "tone")

    def __init__(
        self,
        name: str,
        shown: Sequence[Column],
        rows: Sequence[Any],
        *,
        filed: Sequence[Column] = (),
        summary: str = "",
        tone: Cell | None = None,
        data: Callable[[Any], Mapping[str, object]] | None = None,
    ) -> None:
        self.name = name
        self.shown = shown
        self.filed = filed or shown
        self.rows = rows
        self.summary = summary
        self.tone = tone or (lambda _: PLAIN)
        self.data = data

    @property
    def filled_columns(self) -> list[Column]:
        """The columns for people; one that would be empty all the way down is left out."""
        return [column for column in self.shown if any(column.value(row) for row in self.rows)]

    def as_data(self) -> dict[str, object]:
        data = self.data or (lambda row: {column.key: column.value(row) for column in self.filed})
        return {self.name: [data(row) for row in self.rows]}


class ReportSection:
    """A part of a report: a heading, what stands beside it, and what it holds: a sheet, or lines of text."""

    __slots__ = ("aside", "body", "heading", "key", "level")

    def __init__(self, key: str, heading: str, body: Sheet | Sequence[str], *, aside: str = "", level: int = 1) -> None:
        self.key = key
        self.heading = heading
        self.body = body
        self.aside = aside
        self.level = level


class Report:
    """A report to read: a title, facts as (key, label, text), sections, and a last line that sums up. `data` is the same for machines."""

    __slots__ = ("data", "facts", "name", "sections", "summary", "title")

    def __init__(
        self,
        name: str,
        title: str,
        data: Mapping[str, object],
        *,
        facts: Sequence[tuple[str, str, str]] = (),
        sections: Sequence[ReportSection] = (),
        summary: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.facts = facts
        self.sections = sections
        self.summary = summary
        self.data = data

    def as_data(self) -> dict[str, object]:
        return dict(self.data)
