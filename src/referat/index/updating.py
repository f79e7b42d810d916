"""Taking files into the database: all of them the first time, later those that have changed.

The actions of a changed file are added up again over all their files, and with them those elsewhere that hang on what the file says: on its group's
meetings where it is minutes, on the group's seats and calendar where it is a group.
"""

from __future__ import annotations

from array import array
from collections import Counter

from referat.errors import ReferatError
from referat.format import document
from referat.format.paths import kind_of_path
from referat.format.reader import read_page
from referat.index.gathering import NO_MEETING, WORTH_TWO, Gathered, gathered, unread
from referat.index.rows import Writer, heads, people_at
from referat.model.action import SourceKind
from referat.model.group import Group
from referat.model.people import Participant, Register, fold
from referat.model.state import add_up
from referat.query.group_tree import groups_under
from referat.query.meaning import BookMeaning
from referat.query.rows import ActionRow, MeetingHead
from referat.query.to_rows import Names, action_row
from referat.store import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Protocol

    from referat.format.reader import Page
    from referat.index.database import Database
    from referat.model.action import ActionLine
    from referat.store.listing import Facts

    class Answers(Protocol):
        """Whoever answers from a database: itself, or the index that has it."""

        def surely(self, ask: Callable[[Database], list[Any]]) -> list[Any]: ...

    # An action by its id, or where it has none by the file and the line.
    Key = str | tuple[str, int]


class Files:
    """The pages of the book: as files on the disk, but for those that a change would have other."""

    def __init__(self, root: str, laid_over: Mapping[str, document.Document | None] | None = None) -> None:
        self.root = root
        self._laid_over = laid_over or {}

    def page(self, path: str) -> Page | None:
        """What a file says, None where it cannot be read or is not there."""
        try:
            if path in self._laid_over:
                read = self._laid_over[path]
                return read_page(read).page if read else None
            return read_page(document.read(path, reading.read_quickly(self.root, path) or reading.read_bytes(self.root, path))).page
        except ReferatError:
            return None


class KeptMeetings:
    """The meetings as the database has them; the `Meetings` of `query.meaning`."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._series: dict[str, list[MeetingHead]] = {}
        self._present: dict[str, tuple[Participant, ...]] = {}

    def of_group(self, group: str) -> Sequence[MeetingHead]:
        if group not in self._series:
            self._series[group] = self._answers.surely(lambda database: heads(database, "AND folded = ?", (group,)))
        return self._series[group]

    def present(self, path: str) -> Sequence[Participant]:
        if path not in self._present:
            self._present[path] = tuple(self._answers.surely(lambda database: people_at(database, path)))
        return self._present[path]


class _Here:
    """One page's own meeting, while it is read; what hangs on others is not asked yet."""

    def __init__(self) -> None:
        self.page: Page | None = None

    def of_group(self, _group: str) -> Sequence[MeetingHead]:
        return ()

    def present(self, _path: str) -> Sequence[Participant]:
        return getattr(self.page, "attendance", ())


class Gatherer:
    """Reads files one after the other; it knows the register and the groups."""

    def __init__(self, files: Files, register: Register, groups: Sequence[Group]) -> None:
        self._files = files
        self._here = _Here()
        self._meaning, self._names = BookMeaning(self._here, groups, register), Names(self._here, groups, register)

    def gather(self, path: str) -> Gathered:
        self._here.page = page = self._files.page(path)
        return gathered(page, self._meaning, self._names) if page else unread(path)


class Update:
    """One change of the database, within a transaction that is begun and ended elsewhere."""

    def __init__(self, database: Database, files: Files, register: Register, progress: Callable[[int], None] = lambda _: None) -> None:
        self._database = database
        self._files = files
        self._register = register
        self._progress = progress
        self._writer = Writer(database)
        self._numbers: dict[str, int] = {}
        self._groups: Sequence[Group] = ()

    def fill(self, facts: Mapping[str, Facts]) -> None:
        """Take in all files of a book, into an empty database; `facts` are what is kept of each by its path."""
        paths = list(facts)
        gatherer = Gatherer(self._files, self._register, self._groups_with(facts))
        found = self._read_all(paths, gatherer.gather)
        self._put(found, facts)
        self._settle(found)

    def change(self, facts: Mapping[str, Facts], gone: Iterable[str]) -> None:
        """Take in these files anew, and forget those that are gone."""
        touched = {*facts, *gone}
        before, keys = self._standing(touched), self._keys_in(touched)
        self._numbers = self._numbers_of(touched)
        self._forget(touched)
        gatherer = Gatherer(self._files, self._register, self._groups_with(facts))
        found = [gatherer.gather(path) for path in sorted(facts)]
        self._put(found, facts)
        keys |= {key if isinstance(key, str) else (file.path, key) for file in found for key in file.keys}
        keys |= self._hanging(before, self._standing(touched))
        holders = self._holders(keys) - touched
        self._numbers |= self._numbers_of(holders)
        self._remove(keys)
        self._settle([*found, *[gatherer.gather(path) for path in sorted(holders)]], keys)

    def _groups_with(self, facts: Mapping[str, Facts]) -> Sequence[Group]:
        """The groups of the book, those among the changed files too."""
        paths = {path for (path,) in self._database.rows("SELECT path FROM files WHERE kind = 'group'")}
        paths |= {path for path in facts if kind_of_path(path) is SourceKind.GROUP}
        self._groups = [page for path in sorted(paths) if isinstance(page := self._files.page(path), Group)]
        return self._groups

    # ---------------------------------------------------------------- files

    def _read_all(self, paths: Sequence[str], gather: Callable[[str], Gathered]) -> list[Gathered]:
        def read(some: Sequence[str], tell: Callable[[int], None]) -> list[Gathered]:
            found = []
            for number, path in enumerate(some):
                found.append(gather(path))
                if not number % 100:
                    tell(number)
            return found

        if len(paths) < WORTH_TWO:
            return read(paths, self._progress)
        from marshal import dumps, loads

        from referat.store.parallel import in_halves

        return in_halves(
            read,
            paths,
            self._progress,
            pack=lambda found: dumps(list(map(tuple, found)), 4),  # version 4: what is one object stays one
            unpack=lambda data: list(map(Gathered.of, loads(data))),  # noqa: S302 - from our own child
        )

    def _put(self, found: Sequence[Gathered], facts: Mapping[str, Facts]) -> None:
        """Write what the files say of themselves. A file that was there before keeps its number, and no number is given twice."""
        people = _People(self._database)
        last = self._database.value("SELECT seq FROM sqlite_sequence WHERE name = 'files'") or 0
        files, groups, tags, decided = [], [], [], []
        for file in found:
            number = self._numbers.setdefault(file.path, last + 1)
            last = max(last, number)
            said = (file.kind, file.id, file.title, file.grp, fold(file.grp), file.day, file.start, *(file.meeting or NO_MEETING))
            files.append((number, file.path, *facts[file.path], *said, people.numbers(file.attended), people.numbers(file.away)))
            if file.group:
                groups.append((number, *file.group))
            if file.decided:
                decided.append((number, file.decided))
            tags += [(number, tag) for tag in file.tags]
        people.write()
        self._database.many(f"INSERT INTO files VALUES (?{',?' * 27})", files)
        self._database.many("INSERT INTO groups VALUES (?, ?, ?, ?, ?)", groups)
        self._database.many("INSERT INTO tags VALUES (?, ?)", tags)
        self._database.many("INSERT INTO decided VALUES (?, ?)", decided)

    def _numbers_of(self, paths: Iterable[str]) -> dict[str, int]:
        return dict(self._database.each("SELECT path, number FROM files WHERE path IN (?)", paths))

    def _forget(self, paths: Iterable[str]) -> None:
        numbers = [(number,) for number in self._numbers_of(paths).values()]
        for table, column in (("files", "number"), ("groups", "file"), ("tags", "file"), ("decided", "file"), ("kept", "file"), ("held", "file")):
            self._database.many(f"DELETE FROM {table} WHERE {column} = ?", numbers)
        if self._database.value("SELECT 1 FROM sqlite_schema WHERE name = 'searched'"):
            self._database.many("UPDATE searched SET is_stale = 1 WHERE file = ?", numbers)

    # ---------------------------------------------------------------- actions

    def _keys_in(self, paths: Iterable[str]) -> set[Key]:
        """The actions that files hold."""
        numbers = {number: path for path, number in self._numbers_of(paths).items()}
        found: set[Key] = set()
        for id_, born, line in self._database.each("SELECT id, born, line FROM actions WHERE born IN (?)", numbers):
            found.add(id_ or (numbers[born], line))
        return found.union(id_ for (id_,) in self._database.each("SELECT id FROM held WHERE file IN (?)", numbers))

    def _standing(self, paths: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """What of these files other actions may hang on: of minutes the meeting and who was there, of a group all that counts."""
        asked = """SELECT path, kind, id, folded, day, start, status, next_on, moved_from, attended, sense, parent FROM files
            LEFT JOIN groups ON file = number WHERE kind IN ('minutes', 'group') AND path IN (?)"""
        return {path: tuple(rest) for path, *rest in self._database.each(asked, paths)}

    def _hanging(self, before: Mapping[str, tuple[Any, ...]], now: Mapping[str, tuple[Any, ...]]) -> set[Key]:
        """The actions that hang on what has changed of these files."""
        meetings: set[str] = set()
        seats: set[str] = set()
        for path in before.keys() | now.keys():
            if before.get(path) != now.get(path):
                for one in (before.get(path), now.get(path)):
                    if one:
                        (meetings if one[0] == "minutes" else seats).add(one[2])
        found: set[Key] = set()
        for group in meetings | seats:
            asked = """SELECT a.id, f.path, a.line FROM actions a JOIN files f ON f.number = a.born WHERE a.hangs AND (f.folded = ?1 OR a.id IN
                (SELECT h.id FROM held h JOIN files o ON o.number = h.file WHERE o.folded = ?1))"""
            found |= {id_ or (path, line) for id_, path, line in self._database.rows(asked, (group,))}
        for group in {fold(under) for above in seats for under in groups_under(above, self._groups)}:
            asked = "SELECT a.id, f.path, a.line FROM actions a JOIN files f ON f.number = a.born WHERE a.folded = ?"
            found |= {id_ or (path, line) for id_, path, line in self._database.rows(asked, (group,))}
        return found

    def _holders(self, keys: Iterable[Key]) -> set[str]:
        """The files that hold any of these actions."""
        ids = [key for key in keys if isinstance(key, str)]
        numbers = [born for (born,) in self._database.each("SELECT born FROM actions WHERE id IN (?)", ids)]
        numbers += [file for (file,) in self._database.each("SELECT file FROM held WHERE id IN (?)", ids)]
        paths = {path for (path,) in self._database.each("SELECT path FROM files WHERE number IN (?)", set(numbers))}
        return paths | {key[0] for key in keys if not isinstance(key, str)}

    def _remove(self, keys: Iterable[Key]) -> None:
        by_id = [(key,) for key in keys if isinstance(key, str)]
        by_line = [(self._numbers[key[0]], key[1]) for key in keys if not isinstance(key, str) and key[0] in self._numbers]
        self._database.many("DELETE FROM further WHERE action IN (SELECT number FROM actions WHERE id = ?)", by_id)
        self._database.many("DELETE FROM further WHERE action IN (SELECT number FROM actions WHERE id IS NULL AND born = ? AND line = ?)", by_line)
        self._database.many("DELETE FROM actions WHERE id = ?", by_id)
        self._database.many("DELETE FROM actions WHERE id IS NULL AND born = ? AND line = ?", by_line)
        self._database.many("DELETE FROM held WHERE id = ?", by_id)

    def _settle(self, files: Sequence[Gathered], keys: set[Key] | None = None) -> None:
        """Write the rows of these actions (of all, where it is not said): as a file gave them where it alone decides, the others added up."""
        in_files = Counter([key for file in files for key in file.keys if key.__class__ is str])
        alone: list[tuple[ActionRow, bool]] = []
        lines: dict[Key, list[ActionLine]] = {}
        hanging: set[Key] = set()
        for file in files:
            undecided: dict[str | int, Key] = {}
            for key, row, hangs in zip(file.keys, file.rows, file.hangs, strict=True):
                known: Key = key if isinstance(key, str) else (file.path, key)
                if keys is not None and known not in keys:
                    continue
                if row is not None and in_files[key] < 2:  # type: ignore[index]
                    alone.append((ActionRow.of(row), False))
                    continue
                undecided[key] = known
                if hangs:
                    hanging.add(known)
            if undecided:
                for key, line in file.lines():
                    if key in undecided:
                        lines.setdefault(undecided[key], []).append(line)
        self._writer.insert(alone, self._numbers)
        if lines:
            self._add_up(lines, hanging)

    def _add_up(self, lines: Mapping[Key, Sequence[ActionLine]], hanging: set[Key]) -> None:
        meetings = KeptMeetings(self._database)
        meaning, names = BookMeaning(meetings, self._groups, self._register), Names(meetings, self._groups, self._register)
        rows: list[tuple[ActionRow, bool]] = []
        held: list[tuple[int, str]] = []
        for key, theirs in lines.items():
            action = add_up(theirs, meaning)
            rows.append((action_row(action, names), key in hanging))
            paths = {line.source.path for line in theirs} - {action.born.source.path}
            held += [(self._numbers[path], str(key)) for path in paths]
        self._writer.insert(rows, self._numbers)
        self._database.many("INSERT INTO held VALUES (?, ?)", held)


class _People:
    """The people at meetings, by their numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[tuple[str, str], int] = {(name, org): n for n, name, org in database.rows("SELECT number, name, org FROM people")}
        self._known = len(self._numbers)

    def numbers(self, people: Iterable[tuple[str, str]]) -> bytes | None:
        found = array("I", [self._numbers.setdefault(person, len(self._numbers) + 1) for person in people])
        return found.tobytes() or None

    def write(self) -> None:
        new = [(number, *person) for person, number in self._numbers.items() if number > self._known]
        self._database.many("INSERT INTO people VALUES (?, ?, ?)", new)
        self._known = len(self._numbers)
