"""What is known of each file and each action, so that a change of a few is taken in without reading the rest.

They lie in many small parts, by a number made of the path or the key; over them lies what has changed since.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from referat.shelf.folding import BORN, OPEN, RELATIVE
from referat.shelf.gather import Gathered
from referat.shelf.segments import Segments

BUCKETS = 64
FILES, LINES, PATHS, HANGING = "files:", "lines:", "paths", "hanging"
# Over all of them: path -> Record or None, key -> holders or None.
NEW_FILES, NEW_LINES = "new files", "new lines"

# number of the file, and what Gathered says of it up to `owners`; the keys of its actions, the groups it names
Record = tuple[int, tuple[Any, ...], tuple[str, ...], tuple[str, ...]]
# numbers of the files that hold an action, each followed by its marks there
Holders = tuple[int, ...]
SHOWN = Gathered.fields.index("owners")


def record(number: int, file: Gathered, keys: tuple[str, ...]) -> Record:
    return (number, tuple(file)[:SHOWN], keys, tuple(file.tags))


def file_of(kept: Record) -> Gathered:
    """What a file said, without its lines."""
    return Gathered.of((*kept[1], (), ()))


def parts_of(files: dict[str, Record], lines: dict[str, Holders]) -> dict[str, Any]:
    """The records of a whole book as parts."""
    parts: dict[str, Any] = {f"{kind}{n}": {} for kind in (FILES, LINES) for n in range(BUCKETS)}
    for path, one in files.items():
        parts[_bucket(FILES, path)][path] = one
    hanging = []
    for key, holders in lines.items():
        parts[_bucket(LINES, key)][key] = holders
        if any(marks & RELATIVE for marks in holders[1::2]):
            hanging.append(key)
    return {**parts, HANGING: hanging, PATHS: {one[0]: path for path, one in files.items()}}


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
        numbers: list[int] = [*self._parts.of_base(PATHS, {}), *self._new_paths, 0]
        return max(numbers) + 1

    def hanging(self) -> list[str]:
        """The keys of the actions that mean something else when meetings change."""
        old = [key for key in self._parts.of_base(HANGING, []) if key not in self.new_lines]
        return [*old, *(key for key, holders in self.new_lines.items() if holders and any(marks & RELATIVE for marks in holders[1::2]))]

    def all_files(self) -> Iterator[Record]:
        for n in range(BUCKETS):
            yield from (one for path, one in self._parts.of_base(f"{FILES}{n}", {}).items() if path not in self.new_files)
        yield from (one for one in self.new_files.values() if one)

    def counts(self) -> tuple[dict[int, int], dict[int, int]]:
        """How many actions were born in each file, and how many of those are open."""
        held = [
            holders for n in range(BUCKETS) for key, holders in self._parts.of_base(f"{LINES}{n}", {}).items() if key not in self.new_lines
        ]
        return born_and_open([*held, *(holders for holders in self.new_lines.values() if holders)])


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
    return f"{kind}{crc32(name.encode()) % BUCKETS}"
