"""Minutes and groups as the shelf keeps them: enough for what a due date, a handle or a typed name can mean, the rest read when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from referat.model.people import Participant

# day, start, id, path, group, whether it is a draft (None where it was cancelled), the day it names as next ("" for none), title
MeetingTuple = tuple[str, str, str, str, str, bool | None, str, str]
# id, title, the group above, whether it is closed, its open seats in words, the days its meetings are planned for, (name, organisation) of its seats
GroupTuple = tuple[str, str, str, bool, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]


class Meeting:
    """Minutes by when they were and what they are called."""

    __slots__ = ("_draft", "_next_iso", "_read", "group", "id", "on_iso", "path", "start", "title")

    def __init__(self, kept: MeetingTuple, read: Callable[[str], Sequence[Participant]]) -> None:
        self.on_iso, self.start, self.id, self.path, self.group, self._draft, self._next_iso, self.title = kept
        self._read = read

    @property
    def on(self) -> date:
        return _day(self.on_iso)

    @property
    def is_draft(self) -> bool:
        return self._draft is not False

    @property
    def is_cancelled(self) -> bool:
        return self._draft is None

    moved = ()  # a file that says where its meeting was moved from is read whole

    @property
    def next_on(self) -> date | None:
        return _day(self._next_iso) if self._next_iso else None

    @property
    def order(self) -> tuple[str, str, str]:
        return (self.on_iso, self.start, self.id)

    @property
    def source(self) -> Meeting:
        """What the meaning of `next` asks of the source: whether it is a draft."""
        return self

    @property
    def attendance(self) -> Sequence[Participant]:
        return self._read(self.path)


class KeptGroup:
    """A group by its place among the others, who sits in it, and when it meets."""

    __slots__ = ("_calendar", "_members", "id", "is_closed", "parent", "seat_words", "title")

    def __init__(self, kept: GroupTuple) -> None:
        self.id, self.title, self.parent, self.is_closed, self.seat_words, self._calendar, self._members = kept

    @property
    def calendar(self) -> tuple[date, ...]:
        return tuple(map(_day, self._calendar))

    @property
    def seats(self) -> tuple[Participant, ...]:
        from referat.model.people import Participant

        return tuple(Participant(name, org) for name, org in self._members)


def _day(iso: str) -> date:
    from datetime import date

    return date.fromisoformat(iso)
