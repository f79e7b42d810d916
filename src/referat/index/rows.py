"""Rows of the lists as the tables hold them, and as they are handed out again."""

from __future__ import annotations

from referat.model.text import fold
from referat.query.rows import STATES, ActionRow, MeetingHead, MeetingRow, in_order

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from referat.index.database import Database
    from referat.model.people import Participant
    from referat.query.rows import EventRow, Owner

ACTIONS = """SELECT a.id, a.text, a.state, a.owners, a.groups, a.due, a.due_written, a.carried, a.moved, a.closed_on, b.day, b.start,
    CASE b.kind WHEN 'minutes' THEN b.id ELSE '' END, a.item, b.path, a.line, n.day, CASE n.kind WHEN 'minutes' THEN n.id ELSE '' END, n.path,
    a.newest_line, a.meetings, a.events FROM actions a CROSS JOIN files b ON b.number = a.born CROSS JOIN files n ON n.number = a.newest"""
MEETINGS = """SELECT f.id, path, title, grp, day, start, "end", venue, status, approved_in, present, absent, items, decisions,
    coalesce(c.all_of_them, 0), coalesce(c.open_ones, 0), next_on FROM files f LEFT JOIN
    (SELECT born, count(*) all_of_them, sum(state < 2) open_ones FROM actions GROUP BY born) c ON c.born = f.number WHERE kind = 'minutes'"""
HEADS = "SELECT day, start, id, path, grp, title, status, next_on, moved_from FROM files WHERE kind = 'minutes'"
INSERT = f"INSERT INTO actions VALUES (NULL{',?' * 19})"


def action_rows(database: Database, where: str = "", values: Sequence[object] = ()) -> list[ActionRow]:
    """The actions that fit a condition, in the order they were born."""
    return of_columns(database, database.rows(f"{ACTIONS} {where}", values))


def of_columns(database: Database, found: Iterable[Sequence[Any]]) -> list[ActionRow]:
    """What ACTIONS found, as rows in the order they were born."""
    owners = _Owners(database)
    groups: dict[str, tuple[str, ...]] = {"": ()}
    rows = []
    for one in found:
        (
            id_, text, state, whose, tags, due, due_written, carried, moved, closed_on, day, start, born, item, path, line, newest_on, newest,
            newest_path, newest_line, meetings, events,
        ) = one  # fmt: skip
        theirs = groups.get(tags)
        if theirs is None:
            theirs = groups[tags] = tuple(tags.split("\n"))
        if meetings is not None:
            held = tuple(meetings.split("\n")) if meetings else ()
        else:
            held = (born,) if born else ()
        happened = _events(events, path) if events else ()
        rows.append(
            (
                id_ or "",
                text,
                STATES[state],
                owners.of(whose),
                theirs,
                due,
                due if due_written is None else due_written,
                carried,
                moved,
                closed_on,
                day,
                start,
                born,
                item,
                path,
                line,
                newest_on,
                newest,
                newest_path,
                newest_line,
                held,
                happened,
            )
        )
    return in_order(ActionRow.all_of(rows))


def rows_of_groups(database: Database, groups: Sequence[str], state: str, values: Sequence[object] = ()) -> list[ActionRow]:
    """The actions of these folded groups (of all where none is named) for which `state` holds."""
    if not groups:
        return action_rows(database, f"WHERE {state}", values)
    signs = ",".join("?" * len(groups))
    found = database.rows(f"{ACTIONS} WHERE {state} AND a.folded IN ({signs})", (*values, *groups))
    for (number,) in database.rows(f"SELECT DISTINCT action FROM further WHERE folded IN ({signs})", groups):
        found += database.rows(f"{ACTIONS} WHERE {state} AND a.folded NOT IN ({signs}) AND a.number = ?", (*values, *groups, number))
    return of_columns(database, found)


def meeting_rows(database: Database, where: str = "", values: Sequence[object] = ()) -> list[MeetingRow]:
    """The minutes that fit a condition, as the list of meetings shows them, in order."""
    return MeetingRow.all_of(database.rows(f"{MEETINGS} {where} ORDER BY day, start, f.id, path", values))


def heads(database: Database, where: str = "", values: Sequence[object] = ()) -> list[MeetingHead]:
    """The same by when they were and what they are called."""
    return MeetingHead.all_of(database.rows(f"{HEADS} {where} ORDER BY day, start, id, path", values))


def people_at(database: Database, path: str) -> list[Participant]:
    """Everybody who was at a meeting, by the path of its minutes."""
    from array import array

    from referat.model.people import Participant

    numbers = array("I", database.value("SELECT attended FROM files WHERE path = ?", (path,)) or b"")
    names = {n: (name, org) for n, name, org in database.each("SELECT number, name, org FROM people WHERE number IN (?)", numbers)}
    return [Participant(*names[number]) for number in numbers]


class Writer:
    """Puts rows of actions into the table; it knows the numbers of the files and of the owners."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[Owner, int] = {(handle, name, org): n for n, handle, name, org in database.rows("SELECT * FROM owners")}
        self._known = len(self._numbers)
        self._whose: dict[tuple[Owner, ...], str] = {}

    def insert(self, rows: Iterable[tuple[ActionRow, bool]], files: dict[str, int]) -> None:
        """Each row, with whether it hangs on other meetings; `files` are the numbers of all files that they name, by path."""
        further: list[tuple[str, str]] = []
        self._database.many(INSERT, [self._columns(row, hangs, files, further) for row, hangs in rows])
        if further:
            self._database.many("INSERT OR IGNORE INTO further SELECT number, ? FROM actions WHERE born = ? AND line = ?", further)
        new = [(number, *owner) for owner, number in self._numbers.items() if number > self._known]
        self._database.many("INSERT INTO owners VALUES (?, ?, ?, ?)", new)
        self._known = len(self._numbers)

    def _columns(self, row: ActionRow, hangs: bool, files: dict[str, int], further: list[Any]) -> tuple[object, ...]:
        whose = self._whose.get(row.owners)
        if whose is None:
            whose = self._whose[row.owners] = ",".join([str(self._number(owner)) for owner in row.owners])
        path, born = row.born_path, files[row.born_path]
        further += [(fold(group), born, row.born_line) for group in row.groups[1:]]
        return (
            row.id or None,
            row.text,
            STATES.index(row.state),
            whose,
            "\n".join(row.groups),
            fold(row.group),
            row.due,
            None if row.due_written == row.due else row.due_written,
            row.carried,
            row.moved,
            row.closed_on,
            row.born_item,
            born,
            row.born_line,
            files[row.newest_path],
            row.newest_line,
            None if row.meetings == ((row.born_meeting,) if row.born_meeting else ()) else "\n".join(row.meetings),
            "\n".join([f"{on}\t{words}\t{'' if where == path else where}\t{at}" for on, words, where, at in row.events]) or None,
            int(hangs),
        )

    def _number(self, owner: Owner) -> int:
        return self._numbers.setdefault(owner, len(self._numbers) + 1)


class _Owners:
    """Owners by the text that a row has for them; few of them own most actions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_number: dict[str, Owner] = {}
        self._found: dict[str, tuple[Owner, ...]] = {"": ()}

    def of(self, whose: str) -> tuple[Owner, ...]:
        found = self._found.get(whose)
        if found is None:
            if not self._by_number:
                self._by_number = {str(n): (handle, name, org) for n, handle, name, org in self._database.rows("SELECT * FROM owners")}
            found = self._found[whose] = tuple([self._by_number[number] for number in whose.split(",")])
        return found


def _events(text: str, born: str) -> tuple[EventRow, ...]:
    parts = [one.split("\t") for one in text.split("\n")]
    return tuple([(on, words, path or born, int(line)) for on, words, path, line in parts])
