"""Who follows up on what: the report one reads aloud. What is open, what was done and moved since the last meeting, what nobody owns.

Works on rows, and loads next to nothing.
"""

from __future__ import annotations

from referat.model.text import alphabetical
from referat.query.filters import arrange, fold
from referat.query.rows import ActionRow, Row

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PERSON, GROUP, ORG, MEETING = KINDS = ("person", "group", "org", "meeting")


class FollowUpPart(Row):
    """One who follows up: a person, a group, an organisation, or the meeting where it was decided. `name` is "" where only the key is known."""

    __slots__ = ()
    key: str
    name: str
    org: str
    open: tuple[ActionRow, ...]
    closed: tuple[ActionRow, ...]
    moved: tuple[ActionRow, ...]
    overdue: int


class FollowUp(Row):
    """The whole report. `since` is the day of the last meeting, "" where there is none; `seats` are (group, its title, open seats in words)."""

    __slots__ = ()
    by: str
    since: str
    since_meeting: str
    parts: tuple[FollowUpPart, ...]
    without_owner: tuple[ActionRow, ...]
    seats: tuple[tuple[str, str, tuple[str, ...]], ...]
    open: int
    overdue: int
    closed: int
    moved: int


def follow_up(
    rows: Iterable[ActionRow],
    by: str,
    today: str,
    *,
    since: str = "",
    since_meeting: str = "",
    titles: dict[str, str] | None = None,
    seats: Sequence[tuple[str, str, tuple[str, ...]]] = (),
) -> FollowUp:
    """The report over these actions. `titles` are what groups and meetings are called, by id."""
    wanted = [row for row in rows if row.is_open or is_closed_since(row, since)]
    names: dict[str, tuple[str, str]] = {}
    held: dict[str, list[ActionRow]] = {}
    persons: dict[str, str] = {}  # a person is read out once, under the first of the handles that name them
    for row in wanted:
        here: set[str] = set()
        for written, name, org in _holders(row, by):
            key = persons.setdefault(fold(name), written) if by == PERSON and name else written
            if key in here:
                continue
            here.add(key)
            names.setdefault(key, (name or (titles or {}).get(key, ""), org))
            held.setdefault(key, []).append(row)
    still_open = [row for row in wanted if row.is_open]
    return FollowUp(
        by=by,
        since=since,
        since_meeting=since_meeting,
        parts=tuple([_part(key, names[key], held[key], since, today) for key in sorted(held, key=lambda key: _place(key, names[key], by))]),
        without_owner=tuple(_late_first([row for row in still_open if not row.owners], today)),
        seats=tuple(seats),
        open=len(still_open),
        overdue=sum([row.is_overdue(today) for row in still_open]),
        closed=len(wanted) - len(still_open),
        moved=sum([is_moved_since(row, since) for row in still_open]),
    )


def is_closed_since(row: ActionRow, since: str) -> bool:
    """Whether it was closed after that day; what the meeting of that day was told is no news. Without a day, nothing is."""
    return bool(since) and not row.is_open and row.closed_on > since


def is_moved_since(row: ActionRow, since: str) -> bool:
    return bool(since) and row.moved > 0 and any(words.startswith("due:") and on > since for on, words, *_ in row.events)


def _part(key: str, named: tuple[str, str], rows: list[ActionRow], since: str, today: str) -> FollowUpPart:
    still_open = [row for row in rows if row.is_open]
    return FollowUpPart(
        key=key,
        name=named[0],
        org=named[1],
        open=tuple(_late_first(still_open, today)),
        closed=tuple(sorted([row for row in rows if not row.is_open], key=lambda row: row.closed_on)),
        moved=tuple([row for row in still_open if is_moved_since(row, since)]),
        overdue=sum([row.is_overdue(today) for row in still_open]),
    )


def _late_first(rows: list[ActionRow], today: str) -> list[ActionRow]:
    return sorted(arrange(rows, ["due", "born"]), key=lambda row: not row.is_overdue(today))


def _holders(row: ActionRow, by: str) -> Iterable[tuple[str, str, str]]:
    """Under whom an action is read out, as (key, name, organisation). By person, one that nobody owns stands apart."""
    return _HOLDERS[by](row)


def _orgs(row: ActionRow) -> list[tuple[str, str, str]]:
    orgs = dict.fromkeys([org or name or "@" + handle for handle, name, org in row.owners])
    return [(fold(org), org, "") for org in orgs]


_HOLDERS: dict[str, Callable[[ActionRow], Iterable[tuple[str, str, str]]]] = {
    PERSON: lambda row: row.owners,
    GROUP: lambda row: [(row.group, "", "")],
    ORG: _orgs,
    MEETING: lambda row: [(row.born_meeting, "", row.born_on)],
}


def _place(key: str, named: tuple[str, str], by: str) -> tuple[bool, str, str]:
    """People and organisations by name, groups by id, meetings by their day; what has no name of any kind last."""
    name, other = named
    return (not key, other if by == MEETING else "", alphabetical(key if by == GROUP else name or key))
