"""Lines of files added up to rows: the same rules as the book's own, from what the shelf keeps."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from referat.model.action import Source
from referat.model.people import Person, Register
from referat.model.state import add_up
from referat.query.meaning import BookMeaning
from referat.query.rows import ActionRow, Owner
from referat.query.to_rows import Names, action_row
from referat.shelf.gather import BOX, ID, LINE, Gathered, LineTuple, is_relative, line_of
from referat.shelf.standins import KeptGroup, Meeting

# What the index knows of an action in a file: that it was born there, that it is open, that its box there is, that it hangs on other meetings.
BORN, OPEN, OPEN_BOX, RELATIVE = 1, 2, 4, 8


class Fold:
    """Adds lines up; `meetings` and `groups` are those of the whole book, `read_people` says who was present in a file."""

    def __init__(self, meetings: Iterable[Meeting], groups: Iterable[KeptGroup], register: Register) -> None:
        minutes, known = cast("Any", meetings), cast("Any", groups)  # they answer as the book's own do
        self._meaning = BookMeaning(minutes, known, register)
        self._names = _Names(minutes, known, register)
        self._sources: dict[str, Source] = {}

    def take(self, file: Gathered) -> None:
        """Take note of a file whose lines will be added up."""
        self._sources[file.path] = file.source
        self._names.among[file.path] = {owner[0]: owner for owner in file.owners}

    def row(self, lines: Sequence[tuple[str, LineTuple]]) -> ActionRow:
        """The row of the action that these lines, each with its file's path, make."""
        return action_row(add_up((line_of(line, self._sources[path]) for path, line in lines), self._meaning), self._names)

    def first(self, lines: Sequence[tuple[str, LineTuple]]) -> str:
        """The file that the action of these lines was born in."""
        return min(lines, key=lambda one: (self._sources[one[0]].order, one[1][LINE]))[0]


class _Names(Names):
    """Names as the book has them, with what was found out while the files were read."""

    def __init__(self, minutes: Iterable[Any], groups: Iterable[Any], register: Register) -> None:
        super().__init__(minutes, groups, register)
        self.among: dict[str, dict[str, Owner]] = {}

    def among_present(self, known: Person | None, handle: str, path: str) -> Owner | None:
        found = self.among.get(path, {}).get(handle)
        if found is None:
            return super().among_present(known, handle, path)
        return found if found[1] else None


def key_of(line: LineTuple, number: int) -> str:
    """What an action is known by in the index: its id, else where it stands, which no id looks like."""
    return line[ID] or f":{number}:{line[LINE]}"


def lines_by_key(files: Iterable[tuple[int, Gathered]]) -> dict[str, list[tuple[str, LineTuple]]]:
    """Every action's lines, each with its file's path."""
    found: dict[str, list[tuple[str, LineTuple]]] = {}
    for number, file in files:
        for line in file.lines:
            found.setdefault(key_of(line, number), []).append((file.path, line))
    return found


def marks_of(line: LineTuple) -> int:
    """What one line says of its action by itself."""
    return (OPEN_BOX if line[BOX] in " /" else 0) | (RELATIVE if is_relative(line) else 0)
