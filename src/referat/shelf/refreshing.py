"""The shelf brought up to date after a change: only what the changed files hold, or held, is read and added up again.

An action stands in several files, so its other files are read too. Where minutes came, went, moved or changed hands, the actions of their
group that hang on "the next meeting" or on "everybody" are added up as well. What changes the sense of everything (the register, a group's
seats, the book's settings) is not for here: then all is read anew.
"""

from marshal import loads
from typing import Any

from referat.book import Book
from referat.model.action import SourceKind
from referat.model.people import Person, Register
from referat.model.text import fold as folded
from referat.shelf.building import (
    add_up,
    attendance_reader,
    counted,
    file_row,
    group_tuples,
    item_ids,
    meeting_tuple,
)
from referat.shelf.folding import BORN, OPEN, RELATIVE, Fold, key_of
from referat.shelf.gather import ID, UNREAD, Gathered, gather
from referat.shelf.outline import NO_DELTA, Delta, Outline
from referat.shelf.segments import DELTA, MEETINGS, OUTLINE, OWNERS, REGISTER, SERIES, Segments, closed
from referat.shelf.stamps import PEOPLE, SETTINGS, Look
from referat.shelf.standins import KeptGroup, Meeting
from referat.store.index import Damaged, FileRow, Index, LineRow, Unusable
from referat.store.listing import Found
from referat.store.places import Places

# Beyond so many rows the delta would cost each question more than writing everything anew costs once.
LARGEST_DELTA = 1000


class TooMuch(Exception):
    """The change is of a kind, or a size, that is better met by reading everything."""


def refreshed(index: Index, kept: dict[str, bytes], now: dict[str, bytes], look: Look, places: Places) -> Segments | None:
    """The parts as they are now, and the index changed to them where that is possible. None where everything is to be read anew."""
    try:
        change = _Change(index, kept, now, look, places)
        change.make()
    except TooMuch:
        return None
    parts = Segments(index, change.made)
    try:
        change.write(kept)
    except Unusable:  # another run is writing, or nothing can be written: what was found out holds all the same
        parts.is_behind = True
    return parts


class _Old:
    """What the index knows of a file that has changed or is gone."""

    __slots__ = ("about", "group", "id", "keys", "kind", "next_on", "number", "on", "path", "start", "status", "tags", "title")

    def __init__(self, number: int, facts: tuple[Any, ...]) -> None:
        self.number = number
        (
            self.path, self.kind, self.id, self.group, self.on, self.start, self.status, self.next_on, self.title, self.about, self.keys, self.tags,
        ) = facts


class _Change:
    def __init__(self, index: Index, kept: dict[str, bytes], now: dict[str, bytes], look: Look, places: Places) -> None:
        self.made: dict[str, Any] = {}
        self._index = index
        self._look = look
        self._book = Book(places)
        self._stamps, self._folders_gone = {name: stamp for name, stamp in now.items() if kept.get(name) != stamp}, kept.keys() - now.keys()
        if {PEOPLE, SETTINGS} & self._stamps.keys():
            raise TooMuch
        self._found, self._gone = self._differences()
        if 2 * (len(self._found) + len(self._gone)) > sum(map(len, look.folders.values())):
            raise TooMuch  # that is another book; nothing that was kept of it is even opened
        self._parts = Segments(index)
        self._outline = Outline.of(self._parts.get(OUTLINE))
        self._register = Register([Person(*values) for values in self._parts.get(REGISTER)])

    def _differences(self) -> tuple[dict[str, Found], list[str]]:
        """The files that came or changed, as they are listed now, and the paths of those that went."""
        found: dict[str, Found] = {}
        gone: list[str] = []
        for folder in (*self._stamps, *self._folders_gone):
            before = self._index.files_in(folder)
            for name, *seen in self._look.folders.get(folder, ()):
                if before.pop(name, (0,))[1:] != tuple(seen):
                    found[f"{folder}/{name}"] = (f"{folder}/{name}", *seen)  # type: ignore[assignment]
            gone += [f"{folder}/{name}" for name in before]
        return found, gone

    def make(self) -> None:
        """Read, add up, and put the parts together."""
        self._old = {path: _Old(number, loads(facts)) for path, (number, facts) in self._index.facts([*self._found, *self._gone]).items()}  # noqa: S302 - most of the stamps were right
        self._new = {path: gather(self._book.root, path, self._register, whole=self._outline.is_whole) for path in self._found}
        self._refuse_what_changes_everything()
        number = self._index.last_number()
        self._number_of = {path: old.number for path, old in self._old.items()}
        for path in self._new:
            if path not in self._number_of:
                number += 1
                self._number_of[path] = number
        keys = {key for old in self._old.values() for key in old.keys}
        keys |= {key_of(line, self._number_of[path]) for path, file in self._new.items() for line in file.lines}
        keys |= self._keys_that_hang_on_meetings()
        others = self._read_others(keys)
        self._add_up(keys, others)
        self._sum_up()

    def _refuse_what_changes_everything(self) -> None:
        """Groups: who sits in them, what stands above them and when they meet bears on actions anywhere."""
        for path in {*self._old, *self._new}:
            old, new = self._old.get(path), self._new.get(path)
            was, is_now = old is not None and old.kind == SourceKind.GROUP, new is not None and new.kind == SourceKind.GROUP
            if (was or is_now) and not (old and new and was and is_now and (old.id, old.title, old.about) == (new.id, new.title, new.about)):
                raise TooMuch

    def _keys_that_hang_on_meetings(self) -> set[str]:
        """The actions elsewhere that mean something else now, because the meetings of their group are others, or others were there."""
        groups: set[str] = set()
        for path in {*self._old, *self._new}:
            old, new = self._old.get(path), self._new.get(path)
            kinds = {one.kind for one in (old, new) if one is not None}
            if SourceKind.MINUTES in kinds:
                # Who was present is not kept: whoever edits a header may have changed it.
                groups |= {folded(one.group) for one in (old, new) if one is not None}
        if not groups:
            return set()
        hanging = self._index.marked(RELATIVE)
        if not hanging:
            return set()
        holders = self._index.holders({key for key, _ in hanging})
        belongs = {path: _Old(number, loads(facts)) for path, (number, facts) in self._index.facts({path for _, path, _ in holders}).items()}  # noqa: S302 - as above
        return {key for key, path, _ in holders if folded(belongs[path].group) in groups}

    def _read_others(self, keys: set[str]) -> dict[str, Gathered]:
        """The unchanged files that hold any of these actions."""
        self._held = self._index.holders(keys)
        paths = {path for _, path, _ in self._held} - self._old.keys() - self._new.keys()
        if len(paths) > LARGEST_DELTA:
            raise TooMuch
        others = {path: gather(self._book.root, path, self._register, whole=self._outline.is_whole) for path in sorted(paths)}
        # Rows without id are known by their file alone, so all of a file's are made anew together.
        without_id = {path for key, path, _ in self._held if key[0] == ":"} & others.keys()
        numbers = self._index.facts(without_id)
        keys |= {key_of(line, numbers[path][0]) for path in without_id for line in others[path].lines if not line[ID]}
        return others

    def _add_up(self, keys: set[str], others: dict[str, Gathered]) -> None:
        files = {path: file for path, file in (*self._new.items(), *others.items()) if file.kind != UNREAD}
        numbers = self._number_of | {path: number for path, (number, _) in self._index.facts(others).items()}
        meetings = _Series(self._parts, self._old, self._new, attendance_reader(self._book))
        fold = Fold(meetings, [KeptGroup(kept) for kept in self._outline.groups], self._register)
        held: dict[str, list[tuple[str, Any]]] = {}
        for path, file in files.items():
            fold.take(file)
            for line in file.lines:
                if (key := key_of(line, numbers[path])) in keys:
                    held.setdefault(key, []).append((path, line))
        self._lines: list[LineRow] = []
        rows = [row for key in held for row in add_up(fold, key, held[key], numbers, self._lines, whole=self._outline.is_whole)]
        before = Delta.of(self._parts.get(DELTA, NO_DELTA))
        ids = {key for key in keys if key[0] != ":"}
        paths = {*self._old, *self._new} | {path for key, path, _ in self._held if key[0] == ":"}
        kept = [row for row in before.rows if not _stands_for(row, ids, paths)]
        self.made[DELTA] = (tuple({*before.ids, *ids}), tuple({*before.paths, *paths}), (*kept, *map(tuple, rows)))
        if len(self.made[DELTA][0]) + len(self.made[DELTA][1]) > LARGEST_DELTA:
            raise TooMuch
        self._keys = keys

    def _sum_up(self) -> None:
        spellings = dict(self._outline.spellings)
        for old in self._old.values():
            for tag in old.tags:
                spellings[tag] -= 1
        for new in self._new.values():
            for tag in new.tags:
                spellings[tag] = spellings.get(tag, 0) + 1
        touched = {*self._old, *self._new}
        unread = {path for path, file in self._new.items() if file.kind == UNREAD}
        items = [one for one in self._outline.items if one not in {old.id for old in self._old.values() if old.kind == SourceKind.ITEM}]
        values = dict(zip(Outline.fields, self._outline, strict=True)) | {
            "spellings": {tag: count for tag, count in spellings.items() if count > 0},
            "items": tuple(sorted({*items, *item_ids(self._new.values())})),
            "unread": tuple(sorted({path for path in self._outline.unread if path not in touched} | unread)),
        }
        if values != dict(zip(Outline.fields, self._outline, strict=True)):
            self.made[OUTLINE] = tuple(Outline(**values))
        self._files: list[FileRow] = [file_row(self._look, self._number_of[path], self._found[path], file) for path, file in self._new.items()]
        if any(_meeting_of(self._old.get(path)) != _meeting_of(self._new.get(path)) for path in touched):
            self.made[SERIES] = _Series(self._parts, self._old, self._new, None).kept

    def write(self, seen: dict[str, bytes]) -> None:
        """Change the index to what was found out, unless another run was faster. What is counted over all files waits until it is asked for."""
        index = self._index
        index.begin_change(seen)
        index.keep_files(self._files, [self._old[path].number for path in self._gone if path in self._old])
        index.keep_lines(self._lines, self._keys)
        index.keep({name: closed(value) for name, value in self.made.items()}, (MEETINGS, OWNERS))
        index.keep_folders({name: stamp for name, stamp in self._look.kept_stamps.items() if name in self._stamps}, self._folders_gone)
        index.end_change(self._look.kept_stamps)


class _Series:
    """All minutes, with those that changed put in place; made only when somebody asks, for most actions do not hang on them."""

    def __init__(self, parts: Segments, old: dict[str, _Old], new: dict[str, Gathered], read: Any) -> None:
        self._parts, self._old, self._new, self._read = parts, old, new, read

    @property
    def kept(self) -> list[Any]:
        kept = [one for one in self._parts.get(SERIES) if one[3] not in self._old and one[3] not in self._new]
        return sorted([*kept, *(meeting for file in self._new.values() if (meeting := _meeting_of(file)))])

    def __iter__(self) -> Any:
        return iter([Meeting(one, self._read) for one in self.kept])


def _meeting_of(file: Any) -> Any:
    return meeting_tuple(file) if file is not None and file.kind == SourceKind.MINUTES else None


def _stands_for(row: tuple[Any, ...], ids: set[str], paths: set[str]) -> bool:
    """Whether a row of the delta is of one of these actions: by its id, else by the file it was born in."""
    from referat.query.rows import ActionRow

    one = ActionRow.of(row)
    return one.id in ids if one.id else one.born_path in paths


def count_meetings(parts: Segments) -> list[tuple[object, ...]]:
    """The rows of the list of meetings, counted anew from what the index holds, and kept."""
    index = parts.index
    if index is None or parts.is_behind:
        raise Damaged
    counts = {path: (born, still_open) for path, born, still_open in index.counts(BORN, OPEN)}
    olds = [_Old(number, loads(facts)) for number, _, facts in index.all_facts()]  # noqa: S302 - as above
    found = [counted(old.about, *counts.get(old.path, (0, 0))) for old in olds if old.kind == SourceKind.MINUTES]
    rows = [tuple(row) for row in sorted(found, key=lambda row: (row.on, row.start, row.id))]
    parts.made[MEETINGS] = rows
    return rows


__all__ = ["count_meetings", "group_tuples", "refreshed"]
