"""What is known of each file and each action, so that a change of a few is taken in without reading the rest.

They lie in many small parts, by a number made of the path or the key; over them lies what has changed since.
"""

from __future__ import annotations

from zlib import crc32

from referat.shelf.gathered import BORN, OPEN, OPEN_BOX, RELATIVE, Gathered
from referat.shelf.segments import FILES, HANGING, LINES, NEW_FILES, NEW_LINES, NUMBERED, PATHS

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from referat.shelf.folding import Fold
    from referat.shelf.segments import Segments

    # number of the file, and what Gathered says of it up to `owners`; the keys of its actions, the groups it names
    Record = tuple[int, tuple[Any, ...], tuple[str, ...], tuple[str, ...]]
    # numbers of the files that hold an action, each followed by its marks there
    Holders = tuple[int, ...]
    # a line of an action: the number of its file, the file, and the line's place among the file's lines
    Held = tuple[int, Gathered, int]

# How many parts: those of a change are read whole, and the list of them all at every question.
BUCKETS = {FILES: 64, LINES: 256}
SHOWN = Gathered.fields.index("owners")


def add_up_all(lines: dict[str, Any], fold: Callable[[], Fold], *, whole: bool) -> list[tuple[object, ...]]:
    """The rows of the actions to be kept, given the lines of each; in the place of these `lines` then has the files that hold the action.

    An action whose boxes are all closed is closed: each of them counts from after the last time that its own log opens it again. `fold` is
    asked for where a row is not plain.
    """
    rows: list[tuple[object, ...]] = []
    for key, held in lines.items():
        if len(held) == 1:
            number, file, at = held[0]
            marks, row = file.marks[at], file.rows[at]
            if row is not None:
                lines[key] = (number, marks | BORN | OPEN)
                rows.append(row)
                continue
            if not whole and not marks & OPEN_BOX:
                lines[key] = (number, marks | BORN)
                continue
        row, lines[key] = _add_up(held, fold, whole)
        if row is not None:
            rows.append(row)
    return rows


def _add_up(held: Sequence[Held], fold: Callable[[], Fold], whole: bool) -> tuple[tuple[object, ...] | None, Holders]:
    """The row of one action, if it is one to be kept, and the files that hold it."""
    marks: dict[int, int] = {}
    for number, file, at in held:
        marks[number] = marks.get(number, 0) | file.marks[at]
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


def record_of(number: int, file: Gathered) -> Record:
    return (number, tuple(file)[:SHOWN], tuple(dict.fromkeys(file.keys(number))), file.tags)


def file_of(kept: Record) -> Gathered:
    """What a file said, without its lines."""
    return Gathered.of((*kept[1], (), (), b"", (), (), ()))


def parts_of(files: dict[str, Record], lines: dict[str, Holders]) -> dict[str, Any]:
    """The records of a whole book as parts."""
    parts: dict[str, Any] = {PATHS: {one[0]: path for path, one in files.items()}, NUMBERED: len(files)}
    of_files: list[dict[str, Record]] = [{} for _ in range(BUCKETS[FILES])]
    of_lines: list[dict[str, Holders]] = [{} for _ in range(BUCKETS[LINES])]
    for path, one in files.items():
        of_files[crc32(path.encode()) % BUCKETS[FILES]][path] = one
    hanging = parts[HANGING] = []
    for key, holders in lines.items():
        of_lines[crc32(key.encode()) % BUCKETS[LINES]][key] = holders
        if holders[1] & RELATIVE or (len(holders) > 2 and _hangs(holders)):
            hanging.append(key)
    parts |= {f"{FILES}{n}": part for n, part in enumerate(of_files)}
    return parts | {f"{LINES}{n}": part for n, part in enumerate(of_lines)}


class Records:
    """The records of a book as the parts have them."""

    def __init__(self, parts: Segments) -> None:
        self._parts = parts
        self.new_files: dict[str, Record | None] = parts.get(NEW_FILES, {})
        self.new_lines: dict[str, Holders | None] = parts.get(NEW_LINES, {})
        self._new_paths = {one[0]: path for path, one in self.new_files.items() if one}

    def file(self, path: str) -> Record | None:
        if path in self.new_files:
            return self.new_files[path]
        found: Record | None = self._parts.of_base(_bucket(FILES, path), {}).get(path)
        return found

    def path(self, number: int) -> str:
        return self._new_paths.get(number) or str(self._parts.of_base(PATHS, {})[number])

    def holders(self, key: str) -> Holders:
        """The files that hold an action; none where no file does."""
        found = self.new_lines[key] if key in self.new_lines else self._parts.of_base(_bucket(LINES, key), {}).get(key)
        return found or ()

    def next_number(self) -> int:
        numbers: list[int] = [self._parts.of_base(NUMBERED, 0), *self._new_paths]
        return max(numbers) + 1

    def hanging(self) -> list[str]:
        """The keys of the actions that mean something else when meetings change."""
        old = [key for key in self._parts.of_base(HANGING, []) if key not in self.new_lines]
        new = [key for key, holders in self.new_lines.items() if holders and _hangs(holders)]
        return old + new

    def all_files(self) -> Iterator[Record]:
        for n in range(BUCKETS[FILES]):
            yield from [one for path, one in self._parts.of_base(f"{FILES}{n}", {}).items() if path not in self.new_files]
        yield from [one for one in self.new_files.values() if one]

    def counts(self) -> tuple[dict[int, int], dict[int, int]]:
        """How many actions were born in each file, and how many of those are open."""
        held = [
            holders for n in range(BUCKETS[LINES]) for key, holders in self._parts.of_base(f"{LINES}{n}", {}).items() if key not in self.new_lines
        ]
        return born_and_open([*held, *[holders for holders in self.new_lines.values() if holders]])


def _hangs(holders: Holders) -> bool:
    """Whether an action means something else when meetings change."""
    return any(marks & RELATIVE for marks in holders[1::2])


def born_and_open(held: Iterable[Holders]) -> tuple[dict[int, int], dict[int, int]]:
    """How many actions were born in each file, by its number, and how many of those are open."""
    born: dict[int, int] = {}
    still_open: dict[int, int] = {}
    for holders in held:
        for number, marks in zip(holders[::2], holders[1::2], strict=True):
            if marks & BORN:
                born[number] = born.get(number, 0) + 1
                still_open[number] = still_open.get(number, 0) + (marks & OPEN > 0)
    return born, still_open


def _bucket(kind: str, name: str) -> str:
    return f"{kind}{crc32(name.encode()) % BUCKETS[kind]}"
