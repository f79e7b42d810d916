"""The shelf brought up to date after a change: only what the changed files hold, or held, is read and added up again.

An action stands in several files, so its other files are read too. Where minutes came, went, moved or changed hands, the actions of their
group that hang on "the next meeting" or on "everybody" are added up as well. What changes the sense of everything (the register, a group's
seats, the book's settings) is not for here: then all is read anew.
"""

from __future__ import annotations

from referat.model.text import fold as folded
from referat.query.rows import ActionRow
from referat.shelf.gather import gather
from referat.shelf.gathered import GROUP, MINUTES, UNREAD, Gathered, People, item_ids, meeting_tuple
from referat.shelf.keeping import keep_changed
from referat.shelf.outline import NO_DELTA, Delta, Outline
from referat.shelf.records import Records, add_up_all, file_of, record_of
from referat.shelf.segments import DELTA, MEETINGS, NEW_FILES, NEW_LINES, NEW_SERIES, OUTLINE, OWNERS, REGISTER, Segments, series
from referat.shelf.stamps import PEOPLE, SETTINGS
from referat.shelf.standins import KeptGroup, Meeting

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from referat.shelf.folding import Fold
    from referat.shelf.records import Record
    from referat.shelf.stamps import Look
    from referat.shelf.standins import MeetingTuple
    from referat.store.index import Index
    from referat.store.places import Places

# Beyond so many actions the delta would cost each question more than writing everything anew costs once.
LARGEST_DELTA = 1000


class TooMuch(Exception):
    """The change is of a kind, or a size, that is better met by reading everything."""


def refreshed(index: Index, look: Look, changed: Sequence[str], gone: Sequence[str], places: Places) -> Segments | None:
    """The parts as they are now, and the index changed to them where that is possible. None where everything is to be read anew.

    `changed` are the paths of the files that came or changed, `gone` of those that went.
    """
    try:
        return _Change(index, look, changed, gone, places).made
    except TooMuch:
        return None


class _Change:
    """A change taken in, step by step; `made` are the parts with it."""

    def __init__(self, index: Index, look: Look, changed: Sequence[str], gone: Sequence[str], places: Places) -> None:
        self._index = index
        self.made = Segments(index)
        self._root = places.root
        touched = {*changed, *gone}
        if SETTINGS in touched or PEOPLE in touched or 2 * len(touched) > look.count:
            raise TooMuch
        self._outline = Outline.of(self.made.get(OUTLINE))
        self._records = Records(self.made)
        self._people = People(self.made.get(REGISTER))
        self._fold_made: Fold | None = None
        self._old: dict[str, Record] = {path: record for path in touched if (record := self._records.file(path))}
        self._new: dict[str, Gathered] = {path: self._gather(path) for path in changed}
        self._refuse_what_changes_everything()
        self._numbers = {path: record[0] for path, record in self._old.items()}
        for number, path in enumerate(sorted(self._new.keys() - self._old.keys()), self._records.next_number()):
            self._numbers[path] = number
        self._add_up()
        self._sum_up()
        keep_changed(places, look, index, self._to_keep())

    def _gather(self, path: str) -> Gathered:
        return gather(self._root, path, self._people, whole=self._outline.is_whole)

    def _both(self) -> Iterator[tuple[Gathered | None, Gathered | None]]:
        """Each file that has changed, as it was and as it is."""
        for path in {*self._old, *self._new}:
            yield file_of(self._old[path]) if path in self._old else None, self._new.get(path)

    def _refuse_what_changes_everything(self) -> None:
        """Groups: who sits in them, what stands above them and when they meet bears on actions anywhere."""
        for old, new in self._both():
            groups = [one and (one.id, one.title, one.about) for one in (old, new) if one and one.kind == GROUP]
            if groups and (len(groups) == 1 or groups[0] != groups[1]):
                raise TooMuch

    def _keys(self) -> set[str]:
        """The actions to add up: those that the files held or hold, and those elsewhere that hang on the meetings of the same groups."""
        keys = {key for _, _, held, *_ in self._old.values() for key in held}
        keys |= {key for path, file in self._new.items() for key in file.keys(self._numbers[path])}
        # Who was present is not kept: whoever edits minutes may have changed it.
        groups = {folded(one.group) for both in self._both() for one in both if one and any(o and o.kind == MINUTES for o in both)}
        for key in self._records.hanging() if groups else ():
            paths = [self._records.path(number) for number in self._records.holders(key)[::2]]
            if any(record and folded(file_of(record).group) in groups for record in map(self._records.file, paths)):
                keys.add(key)
        return keys

    def _others(self, keys: set[str]) -> dict[str, Gathered]:
        """The unchanged files that hold any of these actions, read again."""
        held = {key: self._records.holders(key)[::2] for key in keys}
        paths = {self._records.path(number): number for numbers in held.values() for number in numbers}
        for path in {*self._old, *self._new}:
            paths.pop(path, None)
        if len(paths) > LARGEST_DELTA:
            raise TooMuch
        self._numbers |= paths
        others = {path: self._gather(path) for path in sorted(paths)}
        # Rows without id are known by their file alone, so all of a file's are made anew together.
        self._without_id = {path for path, number in paths.items() if any(key[0] == ":" and number in held[key] for key in held)}
        for path in self._without_id:
            keys |= {key for key in others[path].keys(self._numbers[path]) if key[0] == ":"}
        return others

    def _add_up(self) -> None:
        keys = self._keys()
        others = self._others(keys)
        lines: dict[str, Any] = {}
        for path, file in (*self._new.items(), *others.items()):
            if file.kind == UNREAD:
                continue
            number = self._numbers[path]
            for at, key in enumerate(file.keys(number)):
                if key in keys:
                    lines.setdefault(key, []).append((number, file, at))
        rows = add_up_all(lines, self._fold, whole=self._outline.is_whole)
        before = Delta.of(self.made.get(DELTA, NO_DELTA))
        ids, paths = {key for key in keys if key[0] != ":"}, {*self._old, *self._new, *self._without_id}
        stand = [row for row in map(ActionRow.of, before.rows) if (row.id not in ids if row.id else row.born_path not in paths)]
        delta = Delta(ids=tuple({*before.ids, *ids}), paths=tuple({*before.paths, *paths}), rows=(*map(tuple, stand), *rows))
        if len(delta.ids) + len(delta.paths) > LARGEST_DELTA:
            raise TooMuch
        made = self.made.made
        made[DELTA] = tuple(delta)
        made[NEW_LINES] = {**self._records.new_lines, **dict.fromkeys(keys), **lines}
        now = {path: record_of(self._numbers[path], file, {}) for path, file in self._new.items()}
        made[NEW_FILES] = {**self._records.new_files, **dict.fromkeys(self._old), **now}

    def _fold(self) -> Fold:
        """What adds up the lines of actions that are not plain; it takes so long to load that it is loaded only for those."""
        if self._fold_made is None:
            from referat.shelf.folding import Fold, attendance_reader

            read = attendance_reader(self._root)
            parts = Segments(self._index, {**self.made.made, NEW_SERIES: self._new_series()})
            minutes = [Meeting(one, read) for one in series(parts)]
            self._fold_made = Fold(minutes, [KeptGroup(kept) for kept in self._outline.groups], self._people)
        return self._fold_made

    def _sum_up(self) -> None:
        spellings = dict(self._outline.spellings)
        for *_, tags in self._old.values():
            for tag in tags:
                spellings[tag] -= 1
        for file in self._new.values():
            for tag in file.tags:
                spellings[tag] = spellings.get(tag, 0) + 1
        old_items = item_ids(map(file_of, self._old.values()))
        unread = {path for path in self._outline.unread if path not in self._old and path not in self._new}
        values = dict(zip(Outline.fields, self._outline, strict=True)) | {
            "spellings": {tag: count for tag, count in spellings.items() if count},
            "items": tuple(sorted({*(one for one in self._outline.items if one not in old_items), *item_ids(self._new.values())})),
            "unread": tuple(sorted(unread | {path for path, file in self._new.items() if file.kind == UNREAD})),
        }
        made = self.made.made
        made[OUTLINE] = tuple(Outline(**values))
        made[MEETINGS] = made[OWNERS] = None  # made again when somebody asks
        if any(_meeting_of(old) != _meeting_of(new) for old, new in self._both()):
            made[NEW_SERIES] = self._new_series()

    def _new_series(self) -> tuple[tuple[str, ...], tuple[MeetingTuple, ...]]:
        """What has changed of the minutes since the base was written."""
        gone, there = self.made.get(NEW_SERIES, ((), ()))
        still = [one for one in there if one[3] not in self._old and one[3] not in self._new]
        now = [meeting for file in self._new.values() if (meeting := _meeting_of(file))]
        return tuple({*gone, *self._old, *self._new}), (*still, *now)

    def _to_keep(self) -> dict[str, Any]:
        """What the delta holds: what was made now, and what it held before of that which has not changed since."""
        made = dict(self.made.made)
        if NEW_SERIES not in made and (before := self.made.get(NEW_SERIES)):
            made[NEW_SERIES] = before
        return made


def _meeting_of(file: Gathered | None) -> MeetingTuple | None:
    return meeting_tuple(file) if file is not None and file.kind == MINUTES else None


def count_meetings(parts: Segments) -> list[tuple[object, ...]]:
    """The rows of the list of meetings, counted anew."""
    from referat.shelf.building import meetings_of

    records = Records(parts)
    return meetings_of([(one[0], file_of(one)) for one in records.all_files()], records.counts())
