"""What the lists show of an action and of a meeting: light rows of plain texts and numbers, so that an index can hand them out as well as a book.

Days are ISO texts ("" for none), which sort and compare as days do. Nothing is imported: the hot questions load this module at every start.
"""

from __future__ import annotations

# An owner as a list shows it: handle, name and organisation; "" where the book does not say who the handle is.
Owner = tuple[str, str, str]
# A dated event: the day ("" before every date), the event's words, and the path and line where it stands.
EventRow = tuple[str, str, str, int]

OPEN, IN_PROGRESS, DONE, DROPPED = STATES = ("open", "in-progress", "done", "dropped")


class Row:
    """A row of a list: made with every field by name, compared by its values."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, **fields: object) -> None:
        for name in self.__slots__:
            setattr(self, name, fields.pop(name))
        if fields:
            raise TypeError(f"{type(self).__name__} has no field {next(iter(fields))}")

    def values(self) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in self.__slots__])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and type(other) is type(self) and other.values() == self.values()

    def __hash__(self) -> int:
        return hash(self.values())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


class ActionRow(Row):
    """An action as lists show it. Overdue is no field: it depends on the day it is asked.

    `due` is the last day that counts, `due_written` how it was written; a due date that names a meeting without a date has only the latter.
    `meetings` are the minutes that hold it; `born_meeting` and `newest_meeting` are "" where the line stands in no minutes.
    """

    __slots__ = (
        "born_item", "born_line", "born_meeting", "born_on", "born_path", "carried", "closed_on", "due", "due_written", "events", "groups", "id",
        "meetings", "moved", "newest_line", "newest_meeting", "newest_on", "newest_path", "owners", "state", "text",
    )
    id: str
    text: str
    state: str
    owners: tuple[Owner, ...]
    groups: tuple[str, ...]
    due: str
    due_written: str
    carried: int
    moved: int
    closed_on: str
    born_on: str
    born_meeting: str
    born_item: str
    born_path: str
    born_line: int
    newest_on: str
    newest_meeting: str
    newest_path: str
    newest_line: int
    meetings: tuple[str, ...]
    events: tuple[EventRow, ...]

    @property
    def is_open(self) -> bool:
        return self.state in (OPEN, IN_PROGRESS)

    @property
    def group(self) -> str:
        return self.groups[0] if self.groups else ""

    @property
    def place(self) -> str:
        return f"{self.newest_path}:{self.newest_line}"

    def is_overdue(self, today: str) -> bool:
        return bool(self.due) and self.due < today and self.is_open


class MeetingRow(Row):
    """Minutes as the list of meetings shows them. `present` and `absent` are -1 where the file does not say."""

    __slots__ = (
        "absent", "actions", "approved_in", "decisions", "end", "group", "id", "items", "next_on", "on", "open_actions", "path", "present",
        "start", "status", "title", "venue",
    )
    id: str
    path: str
    title: str
    group: str
    on: str
    start: str
    end: str
    venue: str
    status: str
    approved_in: str
    present: int
    absent: int
    items: int
    decisions: int
    actions: int
    open_actions: int
    next_on: str
