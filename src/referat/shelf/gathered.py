"""What the shelf knows of a file once it has been read: a few plain values, and its action lines as tuples.

Only texts, numbers and tuples: they pass from one process to another, and into the index. Loaded whenever something has changed, so it imports
next to nothing.
"""

from __future__ import annotations

from marshal import dumps, loads

from referat.languages.words import EVERYBODY_WORDS, NEXT_WORDS, spellings
from referat.model.isoday import is_day
from referat.model.text import fold
from referat.query.rows import OPEN as STATE_OPEN
from referat.query.rows import Row

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final

    from referat.model.people import Register
    from referat.query.rows import Owner
    from referat.shelf.standins import GroupTuple, MeetingTuple

# An event: its day, its kind, its value, its line and column.
EventTuple = tuple[str, str, str, int, int]
# A line: line, column, item, box, task, id, owners, groups, due (None where there is none), events.
LineTuple = tuple[int, int, str, str, str, str, tuple[str, ...], tuple[str, ...], "str | None", tuple[EventTuple, ...]]
# Places in a LineTuple.
LINE: Final = 0
ITEM: Final = 2
BOX: Final = 3
TASK: Final = 4
ID: Final = 5
OWNERS: Final = 6
GROUPS: Final = 7
DUE: Final = 8
EVENTS: Final = 9
# Kinds of events that have a value.
DUE_MOVED, HANDED = "due", "owners"

# Kinds of files; UNREAD is that of one that cannot be read.
MINUTES, GROUP, ITEM_FILE, NOTE, UNREAD = "minutes", "group", "item", "note", ""
DRAFT, CANCELLED = "draft", "cancelled"

# What the index knows of an action in a file: that it was born there, that it is open, that its box there is, that it hangs on other meetings.
BORN, OPEN, OPEN_BOX, RELATIVE = 1, 2, 4, 8
PLAIN = BORN | OPEN | OPEN_BOX

_EVERYBODY = spellings(EVERYBODY_WORDS)
_NEXT = spellings(NEXT_WORDS)


class Gathered(Row):
    """What one file says, as far as lists go.

    `about` depends on the kind: of a group who sits in it and so on, of minutes their row in the list of meetings, if that was asked for.
    `owners` are those of its handles that the register does not know wholly, as those present make them known; the name is "" where none is meant.
    `tags` are the groups that the file names, each once. Its lines are packed, for few of them are looked at again; where the file was only
    skimmed, there are none, and `tags` and `ids` have all that it may name, and perhaps more. To each line belong its id, or
    its number where it has none; the row it makes by itself where that is plain (`row_of`), else None; and its marks, as they are if it stands
    nowhere else. Those of an open one that is not plain say nothing of where it was born, for it is yet to be added up.
    """

    __slots__ = ()
    path: str
    kind: str
    id: str
    group: str
    on: str
    start: str
    status: str
    next_on: str
    title: str
    about: tuple[Any, ...]
    owners: tuple[Owner, ...]
    tags: tuple[str, ...]
    packed: bytes
    ids: tuple[str | int, ...]
    marks: bytes
    rows: tuple[tuple[object, ...] | None, ...]

    @property
    def lines(self) -> tuple[LineTuple, ...]:
        unpacked: tuple[LineTuple, ...] = loads(self.packed)  # noqa: S302 - packed in this run
        return unpacked

    @property
    def is_skimmed(self) -> bool:
        return not self.packed

    @property
    def is_clear(self) -> bool:
        """Whether each of its actions is plainly open or closed, as far as this file says."""
        return OPEN_BOX not in self.marks and OPEN_BOX | RELATIVE not in self.marks

    def keys(self, number: int) -> list[str]:
        """What each of its actions is known by in the book, the file having this number."""
        return [one if one.__class__ is str else f":{number}:{one}" for one in self.ids]


class People:
    """The people of the register as they are kept: the fields of Person that are texts."""

    def __init__(self, kept: Iterable[tuple[Any, ...]]) -> None:
        self.kept = [tuple(one) for one in kept]
        self._by_handle: dict[str, tuple[Any, ...]] = {}
        for one in self.kept:
            self._by_handle.setdefault(fold(one[0]), one)
        for one in self.kept:
            for alias in one[3]:
                self._by_handle.setdefault(fold(alias.removeprefix("@")), one)
        self._owners: dict[str, Owner | None] = {}
        self._register: Register | None = None

    @property
    def register(self) -> Register:
        from referat.model.people import Person, Register

        if self._register is None:
            self._register = Register([Person(*one) for one in self.kept])
        return self._register

    def knows(self, handle: str) -> bool:
        return fold(handle) in self._by_handle

    def owner(self, handle: str) -> Owner | None:
        """The owner that a handle means wherever it stands; None where that hangs on who was present, or the register does not say it all."""
        if handle not in self._owners:
            known = self._by_handle.get(fold(handle))
            self._owners[handle] = (fold(known[0]), known[1], known[2]) if known and known[2] and fold(handle) not in _EVERYBODY else None
        return self._owners[handle]


NOBODY = People(())


def gathered(head: tuple[str, ...], about: tuple[Any, ...], owners: tuple[Owner, ...], lines: tuple[LineTuple, ...], people: People) -> Gathered:
    """What a file says. `head` are its values from the path to the title."""
    kind, group = head[1], head[3]
    tags = {group: None} if group and kind == MINUTES else {}
    among = {owner[0]: owner for owner in owners if owner[1] and owner[0] not in _EVERYBODY and not people.knows(owner[0])}
    ids: list[str | int] = []
    marks: list[int] = []
    rows: list[tuple[object, ...] | None] = []
    for line in lines:
        number, _, _, box, _, action_id, handles, groups, due, events = line
        ids.append(action_id or number)
        says_more = events and (len(events) > 1 or events[0][2])  # most have one, which says that the action is done
        may_be_relative = says_more or (due and not due[0].isdigit()) or _names_everybody(handles)
        for tag in groups:
            tags[tag] = None
        row = row_of(head, line, people, among) if box == " " and not events else None
        known = PLAIN if row is not None else OPEN_BOX if box in " /" else BORN
        marks.append(known | RELATIVE if may_be_relative and _is_relative(line) else known)
        rows.append(row)
    return Gathered.of((*head, about, owners, tuple(tags), dumps(lines, 2), tuple(ids), bytes(marks), tuple(rows)))


def skimmed_over(head: tuple[str, ...], tags: frozenset[str], ids: Iterable[str]) -> Gathered:
    """Minutes of which only the head was read, and which groups and actions they may name."""
    group = head[3]
    return Gathered.of((*head, (), (), tuple(tags | {group} if group else tags), b"", tuple(ids), b"", ()))


_known_handles: dict[tuple[str, ...], bool] = {}


def _names_everybody(handles: tuple[str, ...]) -> bool:
    """Whether one of the handles stands for everybody who was there; the same few own most actions, so each is looked at once."""
    if handles not in _known_handles:
        _known_handles[handles] = any(handle.casefold() in _EVERYBODY for handle in handles)
    return _known_handles[handles]


def _is_relative(line: LineTuple) -> bool:
    """Whether a line means something else when meetings change: who everybody was, or when the next one is."""
    if (line[DUE] or "").casefold() in _NEXT or _names_everybody(line[OWNERS]):
        return True
    for _, kind, value, *_ in line[EVENTS]:
        if (kind == DUE_MOVED and value.casefold() in _NEXT) or (kind == HANDED and not _EVERYBODY.isdisjoint(value.casefold().split(","))):
            return True
    return False


def row_of(head: tuple[str, ...], line: LineTuple, people: People, among: Mapping[str, Owner]) -> tuple[object, ...] | None:
    """The row of an action that stands on this line alone, an open box without a log, in the file with this head.

    It says what `Fold.row` would say; None where the due date is not a day, or an owner is neither in the register nor `among` those present.
    """
    number, _, item, _, task, action_id, handles, groups, due, _ = line
    if due and not is_day(due):
        return None
    owners = [people.owner(handle) or among.get(fold(handle)) for handle in handles]
    if None in owners:
        return None
    path, kind, own_id, group, on, start, *_ = head
    meeting = own_id if kind == MINUTES else ""
    due = due or ""
    born = (on, start, meeting, item, path, number)
    return (
        action_id,
        task,
        STATE_OPEN,
        tuple(dict.fromkeys(owners)),
        groups or ((group,) if group else ()),
        due,
        due,
        0,
        0,
        "",
        *born,
        on,
        meeting,
        path,
        number,
        (meeting,) if meeting else (),
        (),
    )


def meeting_tuple(file: Gathered) -> MeetingTuple:
    return (file.on, file.start, file.id, file.path, file.group, None if file.status == CANCELLED else file.status == DRAFT, file.next_on, file.title)


def series_of(gathered: Iterable[Gathered]) -> list[MeetingTuple]:
    """All minutes, by day, start and id."""
    return sorted([meeting_tuple(file) for file in gathered if file.kind == MINUTES])


def group_tuples(gathered: Iterable[Gathered]) -> tuple[GroupTuple, ...]:
    return tuple([(file.id, file.title, *file.about) for file in gathered if file.kind == GROUP])


def item_ids(gathered: Iterable[Gathered]) -> tuple[str, ...]:
    return tuple(sorted({file.id for file in gathered if file.kind == ITEM_FILE}))
