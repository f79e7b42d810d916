"""Lines of files added up to rows: the same rules as the book's own, from what the shelf keeps."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, cast

from referat.model.action import ActionLine, Event, EventKind, Source, SourceKind, Status
from referat.model.people import Participant, Person
from referat.model.place import Place
from referat.model.state import add_up
from referat.query.meaning import BookMeaning
from referat.query.rows import ActionRow, Owner
from referat.query.to_rows import Names, action_row
from referat.shelf.gathered import CANCELLED, Gathered, LineTuple, People
from referat.shelf.standins import KeptGroup, Meeting


class Fold:
    """Adds lines up; `meetings` and `groups` are those of the whole book."""

    def __init__(self, meetings: Iterable[Meeting], groups: Iterable[KeptGroup], people: People) -> None:
        minutes, known = cast("Any", meetings), cast("Any", groups)  # they answer as the book's own do
        self._meaning = BookMeaning(minutes, known, people.register)
        self._names = _Names(minutes, known, people.register)
        self._sources: dict[str, Source] = {}

    def row(self, lines: Iterable[tuple[Gathered, LineTuple]]) -> ActionRow:
        """The row of the action that these lines, each with its file, make."""
        return action_row(add_up([_line_of(line, self._source(file)) for file, line in lines], self._meaning), self._names)

    def _source(self, file: Gathered) -> Source:
        if file.path not in self._sources:
            self._sources[file.path] = source_of(file)
            self._names.among[file.path] = {owner[0]: owner for owner in file.owners}
        return self._sources[file.path]


class _Names(Names):
    """Names as the book has them, with what was found out while the files were read."""

    among: dict[str, dict[str, Owner]]

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.among = {}

    def among_present(self, known: Person | None, handle: str, path: str) -> Owner | None:
        found = self.among.get(path, {}).get(handle)
        if found is None:
            return super().among_present(known, handle, path)
        return found if found[1] else None


def source_of(file: Gathered) -> Source:
    on = date.fromisoformat(file.on) if file.on else None
    return Source(
        file.path,
        file.id,
        SourceKind(file.kind),
        file.group,
        on,
        file.start,
        Status("draft" if file.status == CANCELLED else file.status) if file.status else None,
    )


def attendance_reader(root: str) -> Callable[[str], Sequence[Participant]]:
    """Who was present in a file of the book: read when it is asked for, which is seldom."""
    from referat.format import document
    from referat.format.reader import read_page
    from referat.model.meeting import Minutes
    from referat.store.reading import read_bytes

    @cache
    def read(path: str) -> Sequence[Participant]:
        page = read_page(document.read(path, read_bytes(root, path))).page
        return page.attendance if isinstance(page, Minutes) else ()

    return read


def _line_of(kept: LineTuple, source: Source) -> ActionLine:
    """The action line again, without what only `show` and `check` look at: its whole text, its indent and its notes."""
    line, column, item, box, task, action_id, owners, groups, due, events = kept
    return ActionLine(
        source,
        Place(source.path, line, column),
        item,
        box,
        task,
        task,
        action_id or None,
        owners,
        groups,
        due,
        tuple([Event(date.fromisoformat(on), EventKind(kind), value, Place(source.path, at, col)) for on, kind, value, at, col in events]),
    )
