"""What the lists show of an action and of a meeting: light rows of plain texts and numbers, so that an index can hand them out as well as a book.

Days are ISO texts ("" for none), which sort and compare as days do. Next to nothing is imported: the hot questions load this module at every start.
"""

from __future__ import annotations

from itertools import repeat
from operator import itemgetter

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import Any, ClassVar, Self

    from referat.model.meeting import Moved

# An owner as a list shows it: handle, name and organisation; "" where the book does not say who the handle is.
Owner = tuple[str, str, str]
# A dated event: the day ("" before every date), the event's words, and the path and line where it stands.
EventRow = tuple[str, str, str, int]

CANCELLED = "cancelled"
OPEN, IN_PROGRESS, DONE, DROPPED = STATES = ("open", "in-progress", "done", "dropped")


class Row(tuple[object, ...]):
    """A row of a list: its fields are the names annotated in its class, in that order; made with every field by name, compared by its values.

    It is a tuple underneath, so that an index can keep it as it is and hand out thousands of them (`of`) in the time of a blink.
    """

    __slots__ = ()
    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.fields = tuple(cls.__annotations__)
        for place, name in enumerate(cls.fields):
            setattr(cls, name, property(itemgetter(place)))

    def __new__(cls, **fields: object) -> Self:
        row = tuple.__new__(cls, [fields.pop(name) for name in cls.fields])
        if fields:
            raise TypeError(f"{cls.__name__} has no field {next(iter(fields))}")
        return row

    @classmethod
    def of(cls, values: Iterable[object]) -> Self:
        """The row of these values, in the order of the fields."""
        return tuple.__new__(cls, values)

    @classmethod
    def all_of(cls, values: Iterable[Iterable[object]]) -> list[Self]:
        """The rows of these values, made without a step of ours for each."""
        return list(map(tuple.__new__, repeat(cls), values))

    @classmethod
    def getter(cls, name: str) -> Callable[[Self], Any]:
        """What fetches a field of a row, for lists of thousands: it is not written in Python, as a function of ours would be."""
        return itemgetter(cls.fields.index(name))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.fields)})"


class ActionRow(Row):
    """An action as lists show it. Overdue is no field: it depends on the day it is asked.

    `due` is the last day that counts, `due_written` how it was written; a due date that names a meeting without a date has only the latter.
    `meetings` are the minutes that hold it; `born_meeting` and `newest_meeting` are "" where the line stands in no minutes.
    """

    __slots__ = ()
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
    born_start: str
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
        return "" < self.due < today and self.is_open


class MeetingHead(Row):
    """Minutes by when they were and what they are called: in order as they stand. It answers to the names that Minutes do, as far as it goes.

    `status` is "cancelled" where the meeting was not held; `moved_from` has the ids before it was moved, one a line.
    """

    __slots__ = ()
    on_iso: str
    start: str
    id: str
    path: str
    group: str
    title: str
    status: str
    next_iso: str
    moved_from: str

    @property
    def on(self) -> date:
        return _day(self.on_iso)

    @property
    def next_on(self) -> date | None:
        return _day(self.next_iso) if self.next_iso else None

    @property
    def order(self) -> tuple[str, str, str]:
        return (self.on_iso, self.start, self.id)

    @property
    def is_draft(self) -> bool:
        return self.status in ("draft", CANCELLED)

    @property
    def is_cancelled(self) -> bool:
        return self.status == CANCELLED

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What the minutes were called before their meeting was moved."""
        if not self.moved_from:
            return ()
        from referat.model.meeting import Moved

        return tuple([Moved(id_) for id_ in self.moved_from.split("\n")])


class DecisionRow(Row):
    """What an item decided, as written: with the meeting, the item's number and title, the decision word, and the vote where there is one."""

    __slots__ = ()
    on: str
    group: str
    meeting: str
    item: str
    title: str
    word: str
    text: str
    vote: str
    path: str
    line: int


class GroupHead(Row):
    """A group that has a file, by its place among the others; `open_seats` is how many there are to fill."""

    __slots__ = ()
    id: str
    path: str
    title: str
    parent: str
    is_closed: int
    open_seats: int


def _day(iso: str) -> date:
    from datetime import date

    return date.fromisoformat(iso)


_BORN = itemgetter(*[ActionRow.fields.index(name) for name in ("born_on", "born_start", "born_meeting", "born_path", "born_line")])


def in_order(rows: Iterable[ActionRow]) -> list[ActionRow]:
    """Actions as they were born: by the meeting's day, start and id; what stands in no minutes last, by file; then by line."""
    found = list(rows)
    in_minutes, elsewhere = [row for row in found if row.born_meeting], [row for row in found if not row.born_meeting]
    in_minutes.sort(key=_BORN)
    elsewhere.sort(key=_BORN)
    return in_minutes + elsewhere


class MeetingRow(Row):
    """Minutes as the list of meetings shows them. `present` and `absent` are -1 where the file does not say."""

    __slots__ = ()
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
