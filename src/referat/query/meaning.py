"""What words in an action mean in this book: whose handle it is, who was there, and which day the next meeting is."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from referat.model.action import EVERYBODY, Due, Source, SourceKind
from referat.model.dates import is_next_meeting, last_day, read_due
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant, Register, fold
from referat.query.schedule import HasDays, days_given_up


class MeetingDays(HasDays, Protocol):
    """What a meeting means to others: when it was, and when the next one is to be."""

    @property
    def path(self) -> str: ...
    @property
    def next_on(self) -> date | None: ...
    @property
    def is_draft(self) -> bool: ...


class Meetings(Protocol):
    """The meetings of a book, as far as somebody asks for them."""

    def of_group(self, group: str) -> Sequence[MeetingDays]:
        """The meetings of a group, by its folded name, in order; those that were cancelled too."""

    def present(self, path: str) -> Sequence[Participant]:
        """Who was there, by the minutes in this file."""


class AllMeetings:
    """Minutes that are all at hand."""

    def __init__(self, minutes: Iterable[Minutes]) -> None:
        self._all_minutes = minutes

    @cached_property
    def _minutes(self) -> dict[str, Minutes]:
        return {m.path: m for m in self._all_minutes}

    @cached_property
    def _series(self) -> dict[str, list[Minutes]]:
        found: dict[str, list[Minutes]] = {}
        for one in sorted(self._all_minutes, key=lambda m: m.order):
            found.setdefault(fold(one.group), []).append(one)
        return found

    def of_group(self, group: str) -> Sequence[Minutes]:
        return self._series.get(group, ())

    def present(self, path: str) -> Sequence[Participant]:
        minutes = self._minutes.get(path)
        return minutes.attendance if minutes else ()


class BookMeaning:
    """Reads handles and due dates against the book's meetings, groups and register; the `Meaning` of `model.state`."""

    def __init__(self, minutes: Iterable[Minutes] | Meetings, groups: Iterable[Group], register: Register) -> None:
        self._register = register
        self._all_groups = groups
        self._meetings: Meetings = AllMeetings(minutes) if isinstance(minutes, Iterable) else minutes

    @cached_property
    def _groups(self) -> dict[str, Group]:
        """The groups by their folded ids; few actions ask for any."""
        return {fold(group.id): group for group in self._all_groups}

    def owners(self, handles: Sequence[str], source: Source, on: date | None) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for handle in handles:
            if fold(handle) in EVERYBODY:
                found |= dict.fromkeys(self._everybody(source, on))
            else:
                person = self._register.by_handle(handle)
                found[fold(person.handle if person else handle)] = None
        return tuple(found)

    def due(self, written: str, source: Source, on: date | None) -> Due | None:
        if is_next_meeting(written):
            return Due(self.next_meeting(source.group, on), "next")
        if day := last_day(written):
            return Due(day, written)
        iso = read_due(written, on)  # a day of the week, and the like, is counted from the meeting
        return Due(last_day(iso), iso) if iso else None

    def next_meeting(self, group: str, after: date | None) -> date | None:
        """The group's first meeting after a day: minutes in the book, else what the last ones before it name as next, else its calendar.

        A meeting that was cancelled, or moved to another day, is none.
        Without a day, the group's first draft, else what its newest minutes name as next.
        """
        every = self._meetings.of_group(fold(group))
        series = [m for m in every if not m.is_cancelled]
        if after is None:
            drafts = [m.on for m in series if m.is_draft]
            return drafts[0] if drafts else next((m.next_on for m in reversed(series) if m.next_on), None)
        later = bisect_right([m.on for m in series], after)
        if later < len(series):
            return series[later].on
        called_off = [m for m in every if m.is_cancelled]
        gone = days_given_up(every)
        named = [m.next_on for m in series[:later] if m.next_on and m.next_on > after and m.next_on not in gone]
        instead = [m.next_on for m in called_off if m.next_on and m.next_on > after and m.next_on not in gone]
        known = self._groups.get(fold(group))
        planned = [day for day in (known.calendar if known else ()) if day > after and day not in gone]
        return named[-1] if named else min(instead or planned, default=None)

    def _everybody(self, source: Source, on: date | None) -> Iterable[str]:
        among = self._present(source, on)
        return [self._register.handle_of(person, among) for person in among]

    def _present(self, source: Source, on: date | None) -> Sequence[Participant]:
        """Who was there: at the meeting the line stands in, else at the group's last meeting by that day, else the group's members."""
        path = source.path if source.kind is SourceKind.MINUTES else ""
        if not path and on is not None:
            earlier = [m for m in self._meetings.of_group(fold(source.group)) if m.on <= on and not m.is_cancelled]
            path = earlier[-1].path if earlier else ""
        if path and (there := self._meetings.present(path)):
            return there
        group = self._groups.get(fold(source.group))
        return tuple(seat for seat in group.seats if seat.name) if group else ()
