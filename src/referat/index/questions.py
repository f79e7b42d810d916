"""The questions that the index of a book answers: each a statement, and what it finds as rows and plain values.

A question of several statements asks them of one state of the database (`surely`).
"""

from __future__ import annotations

from array import array
from marshal import loads

from referat.index import rows
from referat.index.index import AROUND, Index
from referat.model.text import fold
from referat.query.rows import DecisionRow, GroupHead, MeetingHead, Row

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from referat.index.database import Database
    from referat.query.people import Named, Presence
    from referat.query.rows import ActionRow, MeetingRow, Owner

STATE = {None: "TRUE", True: "a.state < 2", False: "a.state > 1"}


class Around(Row):
    """A book's language ("" where it does not say), its views, the settings files that cannot be read, and its people by handle, name and body."""

    __slots__ = ()
    language: str
    views: dict[str, dict[str, str]]
    unread: list[str]
    people: list[tuple[str, str, str]]


class Questions(Index):
    """An index with all that it can be asked."""

    def action_rows(self, groups: Iterable[str] = (), *, is_open: bool | None = None) -> list[ActionRow]:
        """The actions of these groups, or of all where none is named; open or closed ones alone where that is said. In the order they were born."""
        wanted = list(dict.fromkeys(map(fold, groups)))
        return self.surely(lambda database: rows.rows_of_groups(database, wanted, STATE[is_open]))

    def closed_since(self, day: str, groups: Iterable[str] = ()) -> list[ActionRow]:
        """The actions of these groups, or of all, that were closed on a day or later."""
        wanted = list(dict.fromkeys(map(fold, groups)))
        return self.surely(lambda database: rows.rows_of_groups(database, wanted, "a.state > 1 AND a.closed_on >= ?", (day,)))

    def actions_where(self, where: str, values: Sequence[object] = ()) -> list[ActionRow]:
        """The actions that fit a condition, in the order they were born."""
        return self.surely(lambda database: rows.action_rows(database, where, values))

    def meeting_rows(self, where: str = "", values: Sequence[object] = ()) -> list[MeetingRow]:
        """The minutes that fit a condition, as the list of meetings shows them, in order."""
        return self.surely(lambda database: rows.meeting_rows(database, where, values))

    def heads(self, where: str = "", values: Sequence[object] = ()) -> list[MeetingHead]:
        """The same by when they were and what they are called."""
        return self.surely(lambda database: rows.heads(database, where, values))

    def heads_of(self, groups: Iterable[str]) -> list[MeetingHead]:
        """The minutes of these groups, as `heads`."""
        found = [head for group in dict.fromkeys(map(fold, groups)) for head in self.heads("AND folded = ?", (group,))]
        return sorted(found)

    def decisions(self, groups: Iterable[str] = (), path: str = "") -> list[DecisionRow]:
        """What was decided, in these groups or in one file where they are named: the newest meeting first, each meeting's in order."""
        folded = list(dict.fromkeys(map(fold, groups)))
        in_group = f"folded IN ({', '.join('?' * len(folded))})" if folded else "true"
        where = f"WHERE {in_group} AND {'path = ?' if path else 'true'}"
        asked = f"SELECT day, grp, id, path, data FROM decided JOIN files ON number = file {where} ORDER BY day DESC, start DESC, id DESC, path"
        found = []
        for day, group, id_, stands_in, packed in self.rows(asked, [*folded, *([path] if path else ())]):
            for item, title, word, text, vote, line in loads(packed):  # noqa: S302 - of our own index
                found.append((day, group, id_, item, title, word, text, vote, stands_in, line))
        return DecisionRow.all_of(found)

    def paths(self, kind: str) -> list[str]:
        """The files of a kind ("group", "item", "note", "" for those that cannot be read), sorted."""
        return [path for path, _ in self._of_kind(kind)]

    def ids_of_kind(self, kind: str) -> list[str]:
        return [file_id for _, file_id in self._of_kind(kind)]

    def _of_kind(self, kind: str) -> list[tuple[str, str]]:
        return self.rows("SELECT path, id FROM files WHERE kind = ? AND kind != 'minutes' ORDER BY path", (kind,))

    @property
    def has_unread(self) -> bool:
        return bool(self.paths(""))

    @property
    def files(self) -> list[tuple[str, str]]:
        """Every file that can be read, and its id."""
        return self.rows("SELECT path, id FROM files WHERE kind != '' ORDER BY path")

    @property
    def groups(self) -> list[GroupHead]:
        """The groups that have a file, by its path."""
        return GroupHead.all_of(
            self.rows("SELECT id, path, title, parent, is_closed, open_seats FROM files JOIN groups ON file = number ORDER BY path"),
        )

    @property
    def groups_named(self) -> list[str]:
        """Every group that minutes or action lines name, as they spell it."""
        said = "SELECT grp FROM files WHERE kind = 'minutes' AND grp != '' UNION SELECT tag FROM tags"
        return [name for (name,) in self.rows(said)]

    def open_counts(self, today: str) -> dict[str, tuple[int, int]]:
        """How many open actions each group has, by its folded id, and how many of them are overdue."""
        said = "SELECT folded, count(*), sum(due != '' AND due < ?) FROM actions WHERE state < 2 GROUP BY folded"
        return {group: (count, overdue) for group, count, overdue in self.rows(said, (today,))}

    @property
    def owned(self) -> list[tuple[Owner, list[str]]]:
        """Everybody who owns an action, with the due dates of those that are open; by handle, those with a name first."""
        return self.surely(_owned)

    @property
    def open_tasks(self) -> list[tuple[str, str]]:
        """The ids of the open actions, each with its words, in the order they were born."""
        said = """SELECT a.id, text FROM actions a CROSS JOIN files ON files.number = born WHERE state < 2 AND a.id NOT NULL
            ORDER BY day = '', day, start, path, line"""
        return list(self.rows(said))

    @property
    def owners_of_open(self) -> list[Owner]:
        """Everybody who owns an open action, sorted."""
        return sorted(owner for owner, dues in self.owned if dues)

    @property
    def owners(self) -> list[Owner]:
        """Everybody who owns an action, sorted."""
        return self.surely(_all_owners)

    @property
    def approvals(self) -> list[tuple[str, str, str]]:
        """The approved minutes by id, with the moment of recording and the digest."""
        return [(id_, *loads(packed)) for id_, packed in self.rows("SELECT id, approval FROM files WHERE approval NOT NULL")]  # noqa: S302 - as below

    @property
    def approves(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """The minutes that approve others, by their paths, with what they approve: id, day and digest."""
        found = self.rows("SELECT path, approves FROM files WHERE approves NOT NULL ORDER BY day, start, id")
        return [(path, loads(packed)) for path, packed in found]  # noqa: S302 - of our own index

    def open_rows_near(self, group: str) -> list[ActionRow]:
        """The open actions of a group, or that stand in its files, in the order they were born."""
        in_its_files = "SELECT h.id FROM held h JOIN files o ON o.number = h.file WHERE o.folded = ?1"
        return self.actions_where(f"WHERE a.state < 2 AND (a.folded = ?1 OR b.folded = ?1 OR a.id IN ({in_its_files}))", (fold(group),))

    def rows_owned(self, owners: Callable[[Owner], bool], *, is_open: bool | None = None) -> list[ActionRow]:
        """The actions of these; open or closed ones alone where that is said."""
        return self.surely(lambda database: _rows_owned(database, owners, STATE[is_open]))

    def rows_in_files_called(self, file_id: str) -> list[ActionRow]:
        """The actions that stand in files with this id."""
        files = "SELECT number FROM files WHERE id = ?1"
        return self.actions_where(f"WHERE a.born IN ({files}) OR a.id IN (SELECT id FROM held WHERE file IN ({files}))", (file_id,))

    def rows_born_in(self, group: str, after: str, until: str) -> list[ActionRow]:
        """The actions that were born in files of a group, and were opened or changed after one day and up to another."""
        found = self.actions_where("WHERE b.folded = ? AND (b.day > ? OR a.events NOT NULL)", (fold(group), after))
        return [row for row in found if any(after < on <= until for on in (row.born_on, *[event[0] for event in row.events]))]

    @property
    def presence(self) -> list[Presence]:
        """Everybody at meetings, the last met last; what a draft says of who came is not counted yet."""
        return self.surely(_presence)

    def newest_orgs(self) -> dict[str, str]:
        """The organisation that the newest minutes have of each name that stands with several, by the folded name."""
        several: dict[str, set[str]] = {}
        for name, org in self.rows("SELECT name, org FROM people WHERE org != ''"):
            several.setdefault(fold(name), set()).add(org)
        changed = {name for name, orgs in several.items() if len(orgs) > 1}
        return {fold(name): org for (name, org), *_ in self.presence if org and fold(name) in changed} if changed else {}

    def meetings_of(self, named: Iterable[Named]) -> tuple[list[MeetingHead], list[MeetingHead]]:
        """The minutes that say that somebody, named in any of these ways, was there, and those that say they were not."""
        wanted = frozenset(named)
        return self.surely(lambda database: _meetings_of(database, wanted))

    @property
    def around(self) -> Around:
        """What the book says of itself beside its pages, as far as every question needs it."""
        kept = self.rows("SELECT value FROM meta WHERE name = ?", (AROUND,))[0][0]
        return Around.of(loads(kept))  # noqa: S302 - of our own index

    def files_of(self, action_id: str) -> list[str]:
        """The files that hold an action, by its exact id."""
        held = "SELECT born FROM actions WHERE id = ?1 UNION SELECT file FROM held WHERE id = ?1"
        return [path for (path,) in self.rows(f"SELECT path FROM files WHERE number IN ({held}) ORDER BY path", (action_id,))]

    def paths_holding(self, ids: Iterable[str]) -> list[str]:
        """The files that hold any of these actions beside the ones they were born in."""
        return sorted({path for (path,) in self.each("SELECT path FROM held JOIN files ON number = file WHERE held.id IN (?)", ids)})

    def ids_beginning(self, word: str) -> list[str]:
        """The ids of all actions, or of those that begin with a word, sorted."""
        if not word:
            return [id_ for (id_,) in self.rows("SELECT id FROM actions WHERE id IS NOT NULL ORDER BY id")]
        return [id_ for (id_,) in self.rows("SELECT id FROM actions WHERE id >= ? AND id < ? ORDER BY id", (word, word + "\U0010ffff"))]


def _owned(database: Database) -> list[tuple[Owner, list[str]]]:
    dues: dict[str, list[str]] = {}
    for (whose,) in database.rows("SELECT DISTINCT owners FROM actions WHERE owners != ''"):
        dues |= {number: [] for number in whose.split(",") if number not in dues}
    for whose, due in database.rows("SELECT owners, due FROM actions WHERE state < 2 AND owners != ''"):
        for number in whose.split(","):
            dues[number].append(due)
    owners = [((handle, name, org), dues[str(n)]) for n, handle, name, org in database.rows("SELECT * FROM owners") if str(n) in dues]
    return sorted(owners, key=lambda one: (one[0][0], not one[0][1], one[0]))


def _all_owners(database: Database) -> list[Owner]:
    numbers = {number for (whose,) in database.rows("SELECT DISTINCT owners FROM actions") for number in whose.split(",")}
    return sorted((handle, name, org) for n, handle, name, org in database.rows("SELECT * FROM owners") if str(n) in numbers)


def _rows_owned(database: Database, owners: Callable[[Owner], bool], state: str) -> list[ActionRow]:
    numbers = [str(n) for n, *owner in database.rows("SELECT * FROM owners") if owners((owner[0], owner[1], owner[2]))]
    theirs = [whose for (whose,) in database.rows("SELECT DISTINCT owners FROM actions") if not frozenset(whose.split(",")).isdisjoint(numbers)]
    return rows.of_columns(database, database.each(f"{rows.ACTIONS} WHERE {state} AND a.owners IN (?)", theirs))


def _presence(database: Database) -> list[Presence]:
    from collections import Counter

    said = "SELECT status IN ('draft', 'cancelled'), attended, away FROM files WHERE kind = 'minutes' ORDER BY day, start, id, path"
    found = [(is_draft, attended or b"", away or b"") for is_draft, attended, away in database.rows(said)]
    met = reversed(dict.fromkeys(reversed(array("I", b"".join([attended + away for _, attended, away in found])))))
    at, away = (Counter(array("I", b"".join([one[place] for one in found if not one[0]]))) for place in (1, 2))
    names = {n: (name, org) for n, name, org in database.rows("SELECT number, name, org FROM people")}
    return [(names[number], at[number], away[number]) for number in met]


def _meetings_of(database: Database, wanted: Collection[Named]) -> tuple[list[MeetingHead], list[MeetingHead]]:
    numbers = frozenset(n for n, *name in database.rows("SELECT number, name, org FROM people") if tuple(name) in wanted)
    there: tuple[list[int], list[int]] = ([], [])
    for number, *lists in database.rows("SELECT number, attended, away FROM files WHERE kind = 'minutes' AND status NOT IN ('draft', 'cancelled')"):
        for found, kept in zip(there, lists, strict=True):
            if kept and not numbers.isdisjoint(array("I", kept)):
                found.append(number)
    at, away = (MeetingHead.all_of(database.each(f"{rows.HEADS} AND number IN (?)", found)) for found in there)
    return sorted(at), sorted(away)
