"""A book of which no index can be kept, asked about some groups: all files are skimmed, and only those that such a question hangs on are read.

An action is shown under a group if its group, or that of a line with its id, is that one; so the files read are those that name the group, and
those that may hold an action which stands there too.
"""

from __future__ import annotations

from referat.query.filters import fold as folded
from referat.query.rows import ActionRow, in_order
from referat.shelf import segments
from referat.shelf.building import book_parts, fold_of, row_parts
from referat.shelf.gather import gather, gather_all
from referat.shelf.gathered import GROUP, MINUTES
from referat.shelf.records import add_up_book
from referat.shelf.segments import OPEN, OPEN_TAGGED, Segments

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from referat.shelf.around import Around
    from referat.shelf.gathered import Gathered
    from referat.shelf.stamps import Look


class SkimmedParts(Segments):
    """The parts of a skimmed book; those of the open actions of a group are made when they are asked for."""

    def __init__(self, around: Around, look: Look, progress: Callable[[int], None]) -> None:
        self._root, self._people = look.root, around.people
        files = gather_all([path for path, *_ in look.files], lambda path: gather(look.root, path, around.people, whole=False), progress)
        self._read = [file for file in files if not file.is_skimmed]
        self._unread = [file for file in files if file.is_skimmed]
        self._groups: set[str] = set()  # those whose parts have been made
        self._has_all = False
        self._read_those_in_doubt()
        super().__init__(made=book_parts(around, self._files, whole=False))

    def get(self, name: str, default: Any = None) -> Any:
        prefix, colon, group = name.partition(":")
        if prefix + colon in {OPEN, OPEN_TAGGED} and not self._has_all and group not in self._groups:
            self._make(group)
        return super().get(name, default)

    def names(self, prefix: str) -> list[str]:
        if prefix in {OPEN, OPEN_TAGGED} and not self._has_all:
            self._read_more(lambda _: True)
            self.made |= self._rows()
            self._has_all = True
        return super().names(prefix)

    @property
    def _files(self) -> list[Gathered]:
        return self._read + self._unread

    def _tags(self, wanted: Callable[[str], bool]) -> set[str]:
        """The groups that skimmed files may name, those of them that are wanted."""
        return {tag for tag in {tag for file in self._unread for tag in file.tags} if wanted(tag)}

    def _read_those_in_doubt(self) -> None:
        """Read the files that may name a group that no other does: what looks like one may also stand in a sentence."""
        with_file = {folded(file.id) for file in self._read if file.kind == GROUP}
        surely = {file.group for file in self._files if file.kind == MINUTES}
        in_doubt = self._tags(lambda tag: tag not in surely and folded(tag) not in with_file)
        self._read_more(lambda file: not in_doubt.isdisjoint(file.tags))

    def _make(self, group: str) -> None:
        """The parts of the open actions of this group."""
        spellings = self._tags(lambda tag: folded(tag) == group)
        self._read_more(lambda file: not spellings.isdisjoint(file.tags))
        ids = frozenset([one for file in self._read for one in file.ids])
        self._read_more(lambda file: not ids.isdisjoint(file.ids))
        rows = self._rows()
        self.made |= {name: rows[name] for name in (OPEN + group, OPEN_TAGGED + group) if name in rows}
        self._groups.add(group)

    def _rows(self) -> dict[str, Any]:
        """The parts of the open actions of every group, as far as they are in the files that have been read."""
        fold = fold_of(self._root, self.made[segments.SERIES], self._files, self._people)
        found, _ = add_up_book(list(enumerate(self._read, 1)), fold, whole=False)
        return row_parts(in_order(map(ActionRow.of, found)), whole=False)

    def _read_more(self, wanted: Callable[[Gathered], bool]) -> None:
        """Read those of the skimmed files that are wanted."""
        root, people = self._root, self._people
        paths = [file.path for file in self._unread if wanted(file)]
        if paths:
            self._unread = [file for file in self._unread if not wanted(file)]
            self._read += gather_all(paths, lambda path: gather(root, path, people, whole=False), lambda _: None)
