"""What the index takes from one file: plain values that pass from one process to another, and a row for each action that the file decides alone."""

from __future__ import annotations

from datetime import date
from marshal import dumps, loads
from zlib import crc32

from referat.model.action import ActionLine, Event, EventKind, Source, SourceKind, Status
from referat.model.group import Group
from referat.model.meeting import Item, Minutes, PreparedItem
from referat.model.place import Place
from referat.model.state import add_up, is_relative
from referat.query.rows import Row
from referat.query.to_rows import Names, action_row, meeting_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from referat.format.reader import Page
    from referat.model.people import Participant
    from referat.query.meaning import BookMeaning

# From this many files on a second process is worth its start.
WORTH_TWO = 300

MEETING = ("end", "venue", "status", "approved_in", "present", "absent", "items", "decisions", "next_on")
NO_MEETING = ("", "", "", "", 0, 0, 0, 0, "", "", None, None, False)


class Gathered(Row):
    """What one file says. `kind` is "" where it cannot be read; then nothing else is there.

    `meeting` has the values named in MEETING, the ids it was moved from, its approval and what was approved there (both packed), and whether it bears
    on the waiting list; `group` the parent, whether it is closed, how many open seats it has, and a number of all that bears on what actions mean.
    `tags` are the groups that its action lines name, beside that of minutes. Its lines are packed, for few
    of them are looked at again, and so are its decisions. To each of
    its actions belong its id, or the number of its line where it has none; its row, None where that cannot be told from this file alone; and
    whether it hangs on other meetings.
    """

    __slots__ = ()
    path: str
    kind: str
    id: str
    title: str
    grp: str
    day: str
    start: str
    status: str
    meeting: tuple[Any, ...]
    group: tuple[Any, ...]
    attended: tuple[tuple[str, str], ...]
    away: tuple[tuple[str, str], ...]
    decided: bytes
    tags: tuple[str, ...]
    packed: bytes
    keys: tuple[str | int, ...]
    rows: tuple[tuple[object, ...] | None, ...]
    hangs: tuple[bool, ...]

    @property
    def source(self) -> Source:
        on = date.fromisoformat(self.day) if self.day else None
        return Source(self.path, self.id, SourceKind(self.kind), self.grp, on, self.start, Status(self.status) if self.status else None)

    def lines(self) -> Iterable[tuple[str | int, ActionLine]]:
        """Each action line, with the key of its action."""
        source = self.source
        for packed in loads(self.packed):  # noqa: S302 - packed in this run
            line = _unpacked(packed, source)
            yield line.id or line.place.line, line


def unread(path: str) -> Gathered:
    return Gathered.of((path, "", "", "", "", "", "", "", (), (), (), (), b"", (), dumps(()), (), (), ()))


def gathered(page: Page, meaning: BookMeaning, names: Names) -> Gathered:
    """What a page says. `meaning` and `names` know the register, the groups, and this page if it is minutes."""
    source = page.source
    lines = () if isinstance(page, PreparedItem) else page.action_lines
    by_key: dict[str | int, list[ActionLine]] = {}
    for line in lines:
        by_key.setdefault(line.id or line.place.line, []).append(line)
    hangs = tuple([any(map(is_relative, theirs)) for theirs in by_key.values()])
    rows = [None if hang else tuple(action_row(add_up(its, meaning), names)) for its, hang in zip(by_key.values(), hangs, strict=True)]
    own = source.group if source.kind is SourceKind.MINUTES else ""
    tags = {tag: None for line in lines for tag in line.groups if tag != own}
    return Gathered.of(
        (
            page.path,
            str(source.kind),
            page.id,
            page.title,
            source.group,
            source.on.isoformat() if source.on else "",
            source.start,
            str(source.status) if source.status else "",
            _of_meeting(page) if isinstance(page, Minutes) else (),
            _of_group(page) if isinstance(page, Group) else (),
            _people(page.attendance) if isinstance(page, Minutes) else (),
            _people(page.absent or ()) if isinstance(page, Minutes) else (),
            _decided(page) if isinstance(page, Minutes) else b"",
            tuple(tags),
            dumps(tuple(map(_packed, lines)), 2),
            tuple(by_key),
            tuple(rows),
            hangs,
        )
    )


def _of_meeting(page: Minutes) -> tuple[Any, ...]:
    (row,) = meeting_rows([page], ())
    bears = bool(page.new_items or page.moved or page.is_cancelled) or any(map(_bears_on_the_waiting_list, page.items))
    approval = dumps((page.approval.recorded, page.approval.text)) if page.approval else None
    approves = dumps(tuple([(entry.id, entry.on, entry.text) for entry in page.approves])) if page.approves else None
    return (*[getattr(row, name) for name in MEETING], "\n".join([one.from_ for one in page.moved]), approval, approves, bears)


def _bears_on_the_waiting_list(item: Item) -> bool:
    return bool(item.is_postponed or item.came_from or item.links)


def _decided(page: Minutes) -> bytes:
    """The decisions of minutes, packed; none where there are none."""
    found = [(item.number, item.title, one.word, one.text, one.vote, one.place.line) for item in page.items for one in item.decisions]
    return dumps(found) if found else b""


def _of_group(page: Group) -> tuple[Any, ...]:
    sense = (page.parent, _people(page.seats), tuple([day.isoformat() for day in page.calendar]))
    return (page.parent, page.closed is not None, len(page.open_seats), crc32(repr(sense).encode()))


def _people(people: Iterable[Participant]) -> tuple[tuple[str, str], ...]:
    return tuple([(person.name, person.org) for person in people if person.name])


def _packed(line: ActionLine) -> tuple[Any, ...]:
    """A line without what says nothing of the action's state: its whole text, its indent and its notes."""
    events = tuple([(e.on.toordinal(), str(e.kind), e.value, e.place.line, e.place.column) for e in line.events])
    return (line.place.line, line.place.column, line.item, line.box, line.task, line.id, line.owners, line.groups, line.due, events)


def _unpacked(packed: tuple[Any, ...], source: Source) -> ActionLine:
    line, column, item, box, task, action_id, owners, groups, due, events = packed
    path = source.path
    happened = tuple([Event(date.fromordinal(on), EventKind(kind), value, Place(path, at, col)) for on, kind, value, at, col in events])
    return ActionLine(source, Place(path, line, column), item, box, task, task, action_id, owners, groups, due, happened)
