"""What is known of each file and its actions, so that a change of a few is taken in without reading the rest.

The files lie in many small parts, by a number made of the path; which of them hold an action is asked of one table of numbers; over both lies what
has changed since.
"""

from __future__ import annotations

from _bisect import bisect_left  # what `bisect` hands out
from zlib import crc32

from referat.shelf.gathered import BORN, OPEN, OPEN_BOX, RELATIVE, Gathered
from referat.shelf.segments import FILES, HANGING, HOLDERS, NEW_FILES, NEW_LINES, NUMBERED, PATHS

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from referat.shelf.folding import Fold
    from referat.shelf.segments import Segments

    # number of the file, and what Gathered says of it up to `owners`; the keys of its actions, the marks of each, the groups it names
    Record = tuple[int, tuple[Any, ...], tuple[str, ...], bytes, tuple[str, ...]]
    # numbers of the files that hold an action, each followed by its marks there
    Holders = tuple[int, ...]
    # a line of an action: the number of its file, the file, and the line's place among the file's lines
    Held = tuple[int, Gathered, int]

BUCKETS = 64  # how many parts the files lie in: those of a change are read whole, and the list of them all at every question
SHOWN = Gathered.fields.index("owners")
# The table of holders: a number of 64 bits for each id in each file, the checksum of the id above the number of the file.
_FILE_BITS = 32


def add_up_book(files: Sequence[tuple[int, Gathered]], fold: Callable[[], Fold], *, whole: bool) -> tuple[list[tuple[object, ...]], list[Record]]:
    """The rows of the actions to be kept, and the records of all these files, each given with its number.

    Nearly all actions stand on one line of one file and are seen there to be open or closed; only the others are added up.
    """
    shared = _twice(files)
    rows: list[tuple[object, ...]] = []
    lines: dict[str, Any] = {}
    for number, file in files:
        if not whole and file.is_clear and shared.isdisjoint(file.ids):
            rows += [row for row in file.rows if row is not None]
            continue
        for at, key in enumerate(file.keys(number)):
            if key in shared or whole or not file.marks[at] & BORN:
                lines.setdefault(key, []).append((number, file, at))
            elif (row := file.rows[at]) is not None:
                rows.append(row)
    rows += add_up_all(lines, fold, whole=whole)
    marks = {(holder, key): mark for key, holders in lines.items() for holder, mark in zip(holders[::2], holders[1::2], strict=True)}
    return rows, [record_of(number, file, marks) for number, file in files]


def _twice(files: Iterable[tuple[int, Gathered]]) -> frozenset[str]:
    """The ids that stand on more than one line."""
    found = [one for _, file in files for one in file.ids if one.__class__ is str]
    if len(set(found)) == len(found):
        return frozenset()
    once: set[object] = set()
    return frozenset([str(one) for one in found if one in once or once.add(one)])  # type: ignore[func-returns-value]


def add_up_all(lines: dict[str, Any], fold: Callable[[], Fold], *, whole: bool) -> list[tuple[object, ...]]:
    """The rows of the actions to be kept, given the lines of each; in the place of these `lines` then has the files that hold the action.

    An action whose boxes are all closed is closed: each of them counts from after the last time that its own log opens it again. `fold` is
    asked for where a row is not plain.
    """
    rows: list[tuple[object, ...]] = []
    for key, held in lines.items():
        if len(held) == 1 and not (whole and held[0][1].rows[held[0][2]] is None):
            number, file, at = held[0]
            if file.marks[at] & BORN:
                lines[key] = (number, file.marks[at])
                if file.rows[at] is not None:
                    rows.append(file.rows[at])
                continue
        row, lines[key] = _add_up(held, fold, whole)
        if row is not None:
            rows.append(row)
    return rows


def _add_up(held: Sequence[Held], fold: Callable[[], Fold], whole: bool) -> tuple[tuple[object, ...] | None, Holders]:
    """The row of one action, if it is one to be kept, and the files that hold it."""
    marks: dict[int, int] = {}
    for number, file, at in held:
        marks[number] = marks.get(number, 0) | file.marks[at] & (OPEN_BOX | RELATIVE)
    if whole or any(mark & OPEN_BOX for mark in marks.values()):
        row = fold().row([(file, file.lines[at]) for _, file, at in held])
        first = next(number for number, file, _ in held if file.path == row.born_path)
        still_open = row.is_open
        kept = tuple(row) if whole or still_open else None
    else:
        first, still_open, kept = min(held, key=lambda one: order_of(one[1]))[0], False, None
    marks[first] |= BORN | (OPEN if still_open else 0)
    return kept, tuple([value for one in marks.items() for value in one])


def order_of(file: Gathered) -> tuple[bool, str, str, str, str]:
    """As `Source.order`."""
    return (not file.on, file.on, file.start, file.id if file.on else "", file.path)


def record_of(number: int, file: Gathered, marks: Mapping[tuple[int, str], int]) -> Record:
    """The record of a file; `marks` has those of its actions, by the file's number and their key, that are not as the file alone says."""
    keys = file.keys(number)
    own = file.marks
    if len(set(keys)) < len(keys):
        keys = list(dict.fromkeys(keys))
        own = bytes(len(keys))  # each has been added up
    if marks:
        own = bytes([marks.get((number, key), mark) for key, mark in zip(keys, own, strict=True)])
    return (number, tuple(file)[:SHOWN], tuple(keys), own, file.tags)


def file_of(kept: Record) -> Gathered:
    """What a file said, without its lines."""
    return Gathered.of((*kept[1], (), (), b"", (), b"", ()))


def parts_of(files: Sequence[Record]) -> dict[str, Any]:
    """The records of a whole book, numbered from 1, as parts."""
    from array import array

    of_files: list[dict[str, Record]] = [{} for _ in range(BUCKETS)]
    table: list[int] = []
    hanging: list[str] = []
    for one in files:
        number, (path, *_), keys, marks, _ = one
        of_files[crc32(path.encode()) % BUCKETS][path] = one
        table += [crc32(key.encode()) << _FILE_BITS | number for key in keys if key[0] != ":"]
        if max(marks, default=0) >= RELATIVE:  # its bit is the highest
            hanging += [key for key, mark in zip(keys, marks, strict=True) if mark & RELATIVE]
    table.sort()
    parts: dict[str, Any] = {f"{FILES}{n}": part for n, part in enumerate(of_files)}
    paths = [path for _, (path, *_), *_ in files]
    return parts | {PATHS: paths, NUMBERED: len(paths), HOLDERS: array("Q", table).tobytes(), HANGING: list(dict.fromkeys(hanging))}


class Records:
    """The records of a book as the parts have them."""

    def __init__(self, parts: Segments) -> None:
        self._parts = parts
        self.new_files: dict[str, Record | None] = parts.get(NEW_FILES, {})
        self.new_lines: dict[str, Holders | None] = parts.get(NEW_LINES, {})
        self._new_paths = {one[0]: path for path, one in self.new_files.items() if one}

    def file(self, path: str) -> Record | None:
        return self.new_files[path] if path in self.new_files else self._base_file(path)

    def path(self, number: int) -> str:
        return self._new_paths.get(number) or str(self._base_paths[number - 1])

    def holders(self, key: str) -> Holders:
        """The files that hold an action; none where no file does."""
        if key in self.new_lines:
            return self.new_lines[key] or ()
        found: list[int] = []
        for number in self._may_hold(key):
            record = self._base_file(self._base_paths[number - 1])
            if record and key in record[2]:
                found += (number, record[3][record[2].index(key)])
        return tuple(found)

    def _may_hold(self, key: str) -> list[int]:
        """The numbers of the files that held a key when the base was written; now and then one more, whose key has the same checksum."""
        if key[0] == ":":  # it has no id, so it is known by its file's number
            number = int(key.split(":")[1])
            return [number] if number <= self._base_count else []
        held: bytes = self._parts.of_base(HOLDERS, b"")
        table = memoryview(held).cast("Q")
        wanted = crc32(key.encode()) << _FILE_BITS
        at = bisect_left(table, wanted)
        found: list[int] = []
        while at < len(table) and table[at] >> _FILE_BITS == wanted >> _FILE_BITS:
            found.append(table[at] & (1 << _FILE_BITS) - 1)
            at += 1
        return found

    def next_number(self) -> int:
        numbers: list[int] = [self._base_count, *self._new_paths]
        return max(numbers) + 1

    def hanging(self) -> list[str]:
        """The keys of the actions that mean something else when meetings change."""
        old = [key for key in self._parts.of_base(HANGING, []) if key not in self.new_lines]
        new = [key for key, holders in self.new_lines.items() if holders and any(marks & RELATIVE for marks in holders[1::2])]
        return old + new

    def all_files(self) -> Iterator[Record]:
        yield from [one for one in self._base_files() if one[1][0] not in self.new_files]
        yield from [one for one in self.new_files.values() if one]

    def counts(self) -> tuple[dict[int, int], dict[int, int]]:
        """How many actions were born in each file, and how many of those are open."""
        old = marks_in(self._base_files(), self.new_lines)
        new = [pair for holders in self.new_lines.values() if holders for pair in zip(holders[::2], holders[1::2], strict=True)]
        return born_and_open([*old, *new])

    @property
    def _base_count(self) -> int:
        count: int = self._parts.of_base(NUMBERED, 0)
        return count

    @property
    def _base_paths(self) -> list[str]:
        paths: list[str] = self._parts.of_base(PATHS, [])
        return paths

    def _base_file(self, path: str) -> Record | None:
        found: Record | None = self._parts.of_base(f"{FILES}{crc32(path.encode()) % BUCKETS}", {}).get(path)
        return found

    def _base_files(self) -> Iterator[Record]:
        for n in range(BUCKETS):
            yield from self._parts.of_base(f"{FILES}{n}", {}).values()


def marks_in(files: Iterable[Record], but: Container[str] = ()) -> Iterator[tuple[int, int]]:
    """Of each action in these files the file's number and its marks there, but for the actions known by these keys."""
    for number, _, keys, marks, _ in files:
        yield from [(number, mark) for key, mark in zip(keys, marks, strict=True) if key not in but]


def born_and_open(held: Iterable[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """How many actions were born in each file, by its number, and how many of those are open; given, of each, a file that holds it and its marks."""
    born: dict[int, int] = {}
    still_open: dict[int, int] = {}
    for number, marks in held:
        if marks & BORN:
            born[number] = born.get(number, 0) + 1
            still_open[number] = still_open.get(number, 0) + (marks & OPEN > 0)
    return born, still_open
