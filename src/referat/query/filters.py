"""Which actions are asked for, in which order, and what they add up to. Works on rows, and loads next to nothing."""

from __future__ import annotations

from referat.model.text import alphabetical
from referat.query.rows import DONE, DROPPED, IN_PROGRESS, OPEN, ActionRow, Row

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class ActionFilter:
    """What is asked for; a field left alone leaves everything in. Groups, owners, meetings and states match where any of them does.

    `owners` are handles (`matching_owners` finds them), `orgs` parts of a name; `words` must all be there. `due_by` is an ISO day, and so are
    `since` and `until`: something was new or changed on a day between them, both counted in.
    """

    __slots__ = ("due_by", "groups", "meetings", "no_due", "no_owner", "orgs", "overdue", "owners", "since", "states", "until", "words")

    def __init__(self) -> None:
        self.words: Sequence[str] = ()
        self.groups: Sequence[str] = ()
        self.owners: Sequence[str] = ()
        self.orgs: Sequence[str] = ()
        self.meetings: Sequence[str] = ()
        self.states: Sequence[str] = (OPEN, IN_PROGRESS)
        self.overdue = False
        self.due_by = ""
        self.no_owner = False
        self.no_due = False
        self.since = ""
        self.until = ""


class Tally(Row):
    """How many there are of each; `overdue`, `no_owner` and `no_due` count among the open ones."""

    __slots__ = ()
    shown: int
    open: int
    in_progress: int
    done: int
    dropped: int
    overdue: int
    no_owner: int
    no_due: int


def with_orgs(rows: Iterable[ActionRow], orgs: Mapping[str, str]) -> list[ActionRow]:
    """Rows whose owners stand with the organisation that `orgs` has for them, by the folded name: people change where they work."""
    if not orgs:
        return list(rows)
    place = ActionRow.fields.index("owners")
    made = []
    for row in rows:
        owners = tuple([(handle, name, orgs.get(fold(name), org)) for handle, name, org in row.owners])
        made.append(row if owners == row.owners else ActionRow.of([*row[:place], owners, *row[place + 1 :]]))
    return made


def select(rows: Iterable[ActionRow], wanted: ActionFilter, today: str) -> list[ActionRow]:
    """The rows that are asked for, in the order given."""
    found = list(rows)
    for test in _tests(wanted, today):
        found = [row for row in found if test(row)]
    return found


def openness(states: Iterable[str]) -> bool | None:
    """Whether these states are those of open actions alone, or of closed ones alone; None where it is neither."""
    wanted = frozenset(states)
    return True if wanted and wanted <= {OPEN, IN_PROGRESS} else False if wanted and wanted <= {DONE, DROPPED} else None


def matching_owners(typed: str, owners: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The handles that `typed` can mean: that very handle or name; else those that begin so, in any word; else those that hold it."""
    wanted = fold(typed.removeprefix("@"))
    known = [(handle, (fold(handle), fold(name))) for handle, name, _ in owners]
    for fits in (_is_it, _begins_so, _holds_it):
        if hits := frozenset([handle for handle, names in known if fits(wanted, names)]):
            return hits
    return frozenset()


def same_person(handles: Iterable[str], owners: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """These handles, and all others under which the same people own actions: a person is one, however a file spells the handle."""
    mine, known = frozenset(handles), list(owners)
    names = {fold(name) for handle, name, _ in known if name and handle in mine}
    return mine | {handle for handle, name, _ in known if name and fold(name) in names}


def arrange(rows: Iterable[ActionRow], keys: Sequence[str]) -> list[ActionRow]:
    """Rows by each of `keys` in turn, `-key` the other way round; what has no value comes last either way. Equals keep their order."""
    found = list(rows)
    for key in reversed(keys):
        name = key.removeprefix("-")
        value = SORT_KEYS[name]
        found.sort(key=value, reverse=key != name)
        if found and value(found[0]) == "":
            missing = [row for row in found if value(row) == ""]
            found = found[len(missing) :] + missing
    return found


def sum_up(rows: Iterable[ActionRow], today: str) -> Tally:
    found = list(rows)
    states = list(map(ActionRow.getter("state"), found))
    closed = states.count(DONE) + states.count(DROPPED)
    still_open = [row for row in found if row.is_open] if closed else found
    return Tally(
        shown=len(found),
        open=len(still_open),
        in_progress=states.count(IN_PROGRESS),
        done=states.count(DONE),
        dropped=states.count(DROPPED),
        overdue=sum(["" < due < today for due in map(ActionRow.getter("due"), still_open)]),
        no_owner=list(map(ActionRow.getter("owners"), still_open)).count(()),
        no_due=list(map(ActionRow.getter("due_written"), still_open)).count(""),
    )


def last_change(row: ActionRow) -> str:
    """The last day on which something happened to it, or it was born; that it was only carried is nothing new."""
    return max([row.born_on, *[on for on, *_ in row.events]])


def fold(text: str) -> str:
    """Text as it is compared: composed and case folded; plain ASCII, the common case, needs no tables."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", text)
    return text.casefold()


SORT_KEYS: dict[str, Callable[[ActionRow], str | int]] = {
    "due": ActionRow.getter("due"),
    "id": ActionRow.getter("id"),
    "owner": lambda row: alphabetical(row.owners[0][1] or row.owners[0][0]) if row.owners else "",
    "org": lambda row: alphabetical(row.owners[0][2]) if row.owners else "",
    "group": lambda row: alphabetical(row.group),
    "state": lambda row: (OPEN, IN_PROGRESS, DONE, DROPPED).index(row.state),
    "task": lambda row: alphabetical(row.text),
    "born": ActionRow.getter("born_on"),
    "newest": ActionRow.getter("newest_on"),
    "changed": last_change,
    "carried": ActionRow.getter("carried"),
    "moved": ActionRow.getter("moved"),
}


def _tests(wanted: ActionFilter, today: str) -> Iterable[Callable[[ActionRow], bool]]:
    """One test for each thing that was asked, the cheapest and most telling first."""
    if states := frozenset(wanted.states):
        yield lambda row: row.state in states
    if wanted.groups:
        yield _in_groups(frozenset(map(fold, wanted.groups)))
    if wanted.overdue:
        yield lambda row: row.is_overdue(today)
    if wanted.due_by:
        yield lambda row: bool(row.due) and row.due <= wanted.due_by
    if wanted.no_owner:
        yield lambda row: not row.owners
    if wanted.no_due:
        yield lambda row: not row.due_written
    if meetings := frozenset(wanted.meetings):
        yield lambda row: not meetings.isdisjoint(row.meetings)
    if owners := frozenset(wanted.owners):
        yield lambda row: any(handle in owners for handle, *_ in row.owners)
    if orgs := [fold(org) for org in wanted.orgs]:
        yield lambda row: any(part in fold(org) for part in orgs for _, _, org in row.owners)
    if wanted.since or wanted.until:
        yield _changed_within(wanted.since, wanted.until)
    if words := [fold(word) for word in wanted.words]:
        yield lambda row: _has_words(row, words)


def _changed_within(since: str, until: str) -> Callable[[ActionRow], bool]:
    if not until:
        return lambda row: last_change(row) >= since
    return lambda row: any(since <= day <= until for day in (row.born_on, *[on for on, *_ in row.events]) if day)


def _in_groups(groups: frozenset[str]) -> Callable[[ActionRow], bool]:
    """Whether a row belongs to one of these; thousands of rows share a few groups, so each is looked at once."""
    known: dict[tuple[str, ...], bool] = {}

    def test(row: ActionRow) -> bool:
        theirs = row.groups
        if theirs not in known:
            known[theirs] = any(fold(group) in groups for group in theirs)
        return known[theirs]

    return test


def _has_words(row: ActionRow, words: list[str]) -> bool:
    owners = [part for handle, name, org in row.owners for part in ("@" + handle, name, org)]
    text = fold(" ".join([row.id, row.text, *["+" + group for group in row.groups], *owners]))
    return all(word in text for word in words)


def _is_it(wanted: str, names: tuple[str, str]) -> bool:
    return wanted in names


def _begins_so(wanted: str, names: tuple[str, str]) -> bool:
    return any(word.startswith(wanted) for name in names for word in name.split()) or names[1].startswith(wanted)


def _holds_it(wanted: str, names: tuple[str, str]) -> bool:
    return any(wanted in name for name in names)
