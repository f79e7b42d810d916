"""The shelf: a book's lists as they were read last time, brought up to date, and answered from as the book itself would answer.

What is asked all day is answered with what is here and next to nothing else loaded; what is asked seldom is passed on to the book.
"""

from __future__ import annotations

from referat.model.text import fold
from referat.query.filters import fold as folded
from referat.query.group_tree import groups_under, known_groups, minutes_for
from referat.query.partial_match import fitting
from referat.query.rows import IN_PROGRESS, ActionRow, MeetingRow, in_order
from referat.query.rows import OPEN as STATE_OPEN
from referat.shelf.outline import NO_DELTA, VERSION, Delta, Outline
from referat.shelf.segments import (
    CLOSED,
    CLOSED_TAGGED,
    DELTA,
    FACTS,
    MEETINGS,
    OPEN,
    OPEN_TAGGED,
    OUTLINE,
    OWNERS,
    REGISTER,
    STAMP,
    Segments,
    series,
)
from referat.shelf.stamps import Look
from referat.shelf.standins import KeptGroup, Meeting
from referat.store.index import Damaged, Unusable, open_index
from referat.store.places import Places, find_book

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import Any, TypeVar

    from referat.book import Book
    from referat.model.people import Participant, Register
    from referat.query.rows import Owner

    Answer = TypeVar("Answer")

STILL_OPEN = frozenset({STATE_OPEN, IN_PROGRESS})


class Watcher:
    """Whoever wants to know how it goes: how many files have been read of how many, and that the index was of no use."""

    def progress(self, done: int, of: int) -> None:
        """That so many files have been read."""

    def remade(self) -> None:
        """That the index was damaged, or of another version, and is made anew."""


class Shelf:
    """A book's lists. It answers to the names that a Book does, where both can."""

    def __init__(self, places: Places, watcher: Watcher | None = None, *, group: str = "") -> None:
        self.places = places
        self._group = group
        self._watcher = watcher or Watcher()
        self._look: Look | None = None
        self.is_whole = False
        self._parts = self._fetched()
        self.outline = Outline.of(self._get(OUTLINE))
        self.is_whole = self.outline.is_whole

    @classmethod
    def open(cls, book: str | os.PathLike[str] | None = None, start: str = ".", watcher: Watcher | None = None, *, group: str = "") -> Shelf:
        """The shelf of the book named, or of the one that the folder `start` lies in. `group` is the group that will be asked
        about, as it was typed, where only one will.

        Raises NoBook.
        """
        return cls(find_book(start, None if book is None else str(book)), watcher, group=group)

    def close(self) -> None:
        """Let go of the index, once all that is asked has been fetched: another run may be waiting to write it."""
        if self._parts.index is not None:
            self._parts.index.close()

    @property
    def root(self) -> str:
        return self.places.root

    # ---------------------------------------------------------------- what is on it

    def action_rows(self, groups: Iterable[str] = (), states: Iterable[str] = ()) -> list[ActionRow]:
        """The actions in these states, in the order they were born; with `groups`, at least all of theirs. No groups and no states mean all."""
        wanted, within = frozenset(states), list(dict.fromkeys(map(folded, groups)))
        want_open, want_closed = not wanted or not wanted.isdisjoint(STILL_OPEN), not wanted <= STILL_OPEN or not wanted
        if want_closed:
            self._be_whole()
        rows = self._surely(lambda: self._rows(within, want_open=want_open, want_closed=want_closed))
        states_there = set(map(ActionRow.getter("state"), rows))
        return rows if not wanted or states_there <= wanted else [row for row in rows if row.state in wanted]

    def _rows(self, groups: Sequence[str], *, want_open: bool, want_closed: bool) -> list[ActionRow]:
        parts = self._part_names(OPEN, OPEN_TAGGED, groups) if want_open else []
        parts += self._part_names(CLOSED, CLOSED_TAGGED, groups) if want_closed else []
        delta = Delta.of(self._parts.get(DELTA, NO_DELTA))
        kept = [ActionRow.all_of(part) for name in parts if (part := self._parts.get(name))]
        rows = kept[0] if len(kept) == 1 else [row for part in kept for row in part]
        if delta.ids or delta.paths:
            ids, paths = frozenset(delta.ids), frozenset(delta.paths)
            rows = [row for row in rows if (row.id not in ids if row.id else row.born_path not in paths)]
            rows += ActionRow.all_of(delta.rows)
        elif len(kept) == 1:
            return rows  # in order, as they were kept
        if len(groups) > 1:  # a row with several groups stands in several parts
            rows = list({(row.born_path, row.born_line): row for row in rows}.values())
        return in_order(rows)

    @property
    def meeting_rows(self) -> list[MeetingRow]:
        """All minutes as lists show them."""
        self._be_whole()
        return self._surely(self._meeting_rows)

    def _meeting_rows(self) -> list[MeetingRow]:
        kept = self._parts.get(MEETINGS)
        if kept is None:
            from referat.shelf.refreshing import count_meetings

            kept = count_meetings(self._parts)
        return MeetingRow.all_of(kept)

    @property
    def minutes(self) -> list[Meeting]:
        """All minutes by when they were and what they are called, in order."""
        return [Meeting(kept, self._present) for kept in self._surely(lambda: series(self._parts))]

    @property
    def groups(self) -> list[KeptGroup]:
        return [KeptGroup(kept) for kept in self.outline.groups]

    @property
    def group_ids(self) -> tuple[str, ...]:
        """Every group that has a file, or that minutes or actions name."""
        return known_groups([group[0] for group in self.outline.groups], self.outline.spellings)

    @property
    def owners(self) -> list[Owner]:
        """Everybody who owns an action, or is in the register."""
        self._be_whole()
        kept = self._get(OWNERS)
        if kept is None:
            kept = sorted({owner for row in self.action_rows() for owner in row.owners})
        return [*kept, *((fold(handle), name, org) for handle, name, org, *_ in self._get(REGISTER))]

    @property
    def registered(self) -> list[str]:
        """The handles of the register."""
        return [handle for handle, *_ in self._get(REGISTER)]

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The ids of prepared items."""
        return self.outline.items

    @property
    def language(self) -> str:
        """The language the book says it is written in; "" where it does not say."""
        return self.outline.language

    @property
    def views(self) -> dict[str, dict[str, str]]:
        return self.outline.views

    @property
    def has_unread(self) -> bool:
        """Whether there are files that could not be read, or were not opened."""
        return bool(self.outline.unread or self.look.skipped)

    @property
    def unread(self) -> Book:
        """A book of those files alone, to say what is wrong with them."""
        from referat.book import Book

        lost = frozenset(self.outline.unread)
        return Book.of_files(self.places, [file for file in self.look.files if file[0] in lost], self.look.skipped)

    # ---------------------------------------------------------------- what was typed

    def find_group(self, typed: str) -> str:
        """The id of a group that has a file, or that minutes or actions name."""
        known = self.group_ids
        if len(hits := fitting(typed, known)) == 1:
            return hits[0]
        from referat.query.lookup import UnknownGroup, pick

        return pick(typed, known, UnknownGroup)

    def groups_under(self, group_id: str) -> list[str]:
        """The group, and every group under it."""
        return groups_under(group_id, self.groups)

    def find_minutes(self, typed: str, today: date) -> Meeting:
        from referat.query.lookup import UnknownMeeting, pick_minutes

        try:
            return pick_minutes(typed, self.minutes, today)
        except UnknownMeeting:  # perhaps what minutes were called before their meeting was moved, which only the files say
            moved = self.book.find_minutes(typed, today).id
            return next(one for one in self.minutes if one.id == moved)

    def since(self, typed: str | None, groups: Sequence[str], today: date) -> str:
        """As `Book.since`."""
        if not typed:
            return ""
        from referat.query import days

        return days.since(typed, today, self.minutes_for(groups)).isoformat()

    def minutes_for(self, groups: Sequence[str]) -> Sequence[Meeting]:
        """As `Book.minutes_for`."""
        return minutes_for(groups, self.minutes, self.groups)

    def next_meeting(self, typed: str, today: date) -> date | None:
        """As `Book.next_meeting`."""
        return self.book.next_meeting(typed, today)

    @property
    def register(self) -> Register:
        from referat.model.people import Person, Register

        return Register([Person(*kept) for kept in self._get(REGISTER)])

    @property
    def emails(self) -> dict[str, str]:
        return self.book.emails

    @property
    def book(self) -> Book:
        """The book itself, to be read where the shelf does not hold the answer."""
        from referat.book import Book

        return Book(self.places)

    @property
    def look(self) -> Look:
        """What the folders held when the shelf was opened, or filled."""
        if self._look is None:
            self._look = Look(self.root)
        return self._look

    # ---------------------------------------------------------------- how it comes to be up to date

    def _get(self, name: str) -> Any:
        return self._surely(lambda: self._parts.get(name))

    def _surely(self, ask: Callable[[], Answer]) -> Answer:
        """What is asked of the parts, whatever is found to be wrong with the index meanwhile."""
        try:
            return ask()
        except (Damaged, Unusable) as trouble:
            self._make_anew(trouble)
            return ask()

    def _fetched(self) -> Segments:
        try:
            index = open_index(self.places, VERSION)
            self._look = look = Look(self.root, index.blob(STAMP) or b"")
            if look.is_same and look.is_known:
                return Segments(index)
            changed, gone = look.differences(lambda number: index.blob(f"{FACTS}{number}"))
            if look.is_known:
                from referat.shelf.refreshing import refreshed

                if (parts := refreshed(index, look, changed, gone, self.places)) is not None:
                    return parts
            index.close()
        except Damaged:
            self._watcher.remade()
        except Unusable:
            pass
        return self._filled(whole=False)

    def _make_anew(self, trouble: Exception) -> None:
        """Read everything again, because of what befell the index."""
        self.close()
        if isinstance(trouble, Damaged):
            self._watcher.remade()
        self._parts = self._filled(whole=self.is_whole)

    def _be_whole(self) -> None:
        """See to it that closed actions and the list of meetings are there: the first who asks for them has them read."""
        if not self.is_whole:
            self.is_whole = True
            self.close()
            self._parts = self._filled(whole=True)

    def _filled(self, *, whole: bool) -> Segments:
        from referat.shelf.around import look_around
        from referat.shelf.building import fill
        from referat.shelf.keeping import can_keep, keep_all

        self._look = Look(self.root)  # one that holds the facts of every file, to be kept anew
        files = self._look.count
        kept, around = can_keep(self.places), look_around(self.places)
        if self._group and not kept and not whole:
            from referat.shelf.skimming import SkimmedParts

            made: Segments = SkimmedParts(around, self._look, lambda done: self._watcher.progress(done, files))
        else:
            made = Segments(made=fill(around, self._look, whole=whole, kept=kept, progress=lambda done: self._watcher.progress(done, files)))
        self._watcher.progress(files, files)
        if kept:
            keep_all(self.places, self._look, made.made)
        return made

    def _part_names(self, first: str, further: str, groups: Sequence[str]) -> list[str]:
        return [prefix + group for prefix in (first, further) for group in groups] if groups else self._parts.names(first)

    def _present(self, path: str) -> Sequence[Participant]:
        from referat.shelf.folding import attendance_reader

        return attendance_reader(self.root)(path)
