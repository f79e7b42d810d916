"""Reading files into what the shelf keeps of them: a few plain values about the file, and its action lines as tuples.

Only plain texts, numbers and tuples leave this module: they pass from one process to another, and into the index.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from marshal import dumps, loads
from typing import Any, Final

from referat.errors import ReferatError
from referat.format import document
from referat.format.plainminutes import LineTuple, PlainMinutes, read_plain_minutes
from referat.format.reader import Extract, Page, kind_of_path, read_extract, read_page
from referat.languages.words import EVERYBODY_WORDS, NEXT_WORDS, spellings
from referat.model.action import ActionLine, Event, EventKind, Source, SourceKind, Status
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import Participant, Register
from referat.model.place import Place
from referat.model.text import fold
from referat.query.rows import Owner, Row
from referat.query.to_rows import meeting_rows, present_owner
from referat.render.names import seat_texts
from referat.store import files

# Places in a LineTuple.
LINE: Final = 0
BOX: Final = 3
ID: Final = 5
OWNERS: Final = 6
GROUPS: Final = 7
DUE: Final = 8
EVENTS: Final = 9

HANDED: Final = EventKind.OWNERS.value
UNREAD = ""  # the kind of a file that cannot be read
WORTH_TWO = 100  # files; below that a second process costs more than it reads
_EVERYBODY = spellings(EVERYBODY_WORDS)
_NEXT = spellings(NEXT_WORDS)


class Gathered(Row):
    """What one file says, as far as lists go.

    `about` depends on the kind: of a group who sits in it and so on, of minutes their row in the list of meetings, if that was asked for.
    `owners` are those of its handles that the register does not know wholly, as those present make them known; the name is "" where none is meant.
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
    lines: tuple[LineTuple, ...]

    @property
    def source(self) -> Source:
        return Source(
            self.path, self.id, SourceKind(self.kind), self.group, date.fromisoformat(self.on) if self.on else None, self.start,
            Status(self.status) if self.status else None,
        )

    @property
    def tags(self) -> list[str]:
        """The groups that the file names, each once."""
        named = [self.group] if self.group and self.kind == SourceKind.MINUTES else []
        return list(dict.fromkeys([*named, *(tag for line in self.lines for tag in line[GROUPS])]))


def gather(root: str, path: str, register: Register, *, whole: bool) -> Gathered:
    """What a file says; `whole` for what the list of meetings needs, too."""
    try:
        data = files.read_bytes(root, path)
        if not whole and kind_of_path(path) is None and (plain := read_plain_minutes(path, data)):
            return _of_plain(plain, register, lambda: _attendance(path, data))
        read = document.read(path, data)
        if not whole and (extract := read_extract(read)):
            return _of_extract(extract, register, read.text[: read.body[0].start] if read.body else read.text)
        page = read_page(read).page
    except ReferatError:
        return _gathered(path, UNREAD)
    return _of_page(page, register) if page else _gathered(path, UNREAD)


def gather_all(root: str, paths: Sequence[str], register: Register, *, whole: bool, progress: Callable[[int], None]) -> list[Gathered]:
    """What all these files say, read by two processes where that is possible. `progress` is told of the files read so far."""
    half = (len(paths) + 1) // 2
    if len(paths) < WORTH_TWO or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return _gather_some(root, paths, register, whole, progress)
    other_end, pid = _begin_in_other_process(root, paths[half:], register, whole)
    first = _gather_some(root, paths[:half], register, whole, lambda done: progress(2 * done))
    with open(other_end, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    with suppress(ValueError, EOFError, TypeError):
        return first + [Gathered.of(values) for values in loads(data)]  # noqa: S302 - from our own child
    return first + _gather_some(root, paths[half:], register, whole, progress)  # which was killed, or ran out of memory


def _gather_some(root: str, paths: Sequence[str], register: Register, whole: bool, progress: Callable[[int], None]) -> list[Gathered]:
    found = []
    for number, path in enumerate(paths):
        found.append(gather(root, path, register, whole=whole))
        if not number % 100:
            progress(number)
    return found


def _begin_in_other_process(root: str, paths: Sequence[str], register: Register, whole: bool) -> tuple[int, int]:
    """Reads the files in a child; returns the end of the pipe that its answer comes from, and its process id."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    try:
        os.close(reading)
        data = dumps([tuple(one) for one in _gather_some(root, paths, register, whole, lambda _: None)], 2)
        with open(writing, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)  # the child must not run what the parent has to do on its way out


def _gathered(path: str, kind: str, **values: Any) -> Gathered:
    empty: dict[str, Any] = {**dict.fromkeys(Gathered.fields, ""), "about": (), "owners": (), "lines": ()}
    return Gathered(**{**empty, "path": path, "kind": str(kind), **values})


def _of_plain(plain: PlainMinutes, register: Register, attendance: Callable[[], Sequence[Participant]]) -> Gathered:
    owners = _owners(plain.lines, register, plain.header, attendance)
    return Gathered.of((
        plain.path, SourceKind.MINUTES.value, plain.id, plain.group, plain.on, plain.start, plain.status, plain.next_on, plain.title, (), owners,
        plain.lines,
    ))


def _of_extract(extract: Extract, register: Register, header: str) -> Gathered:
    source, lines = extract.source, tuple(map(line_tuple, extract.lines))
    return Gathered.of((
        source.path, source.kind.value, source.id, source.group, _day(source.on), source.start, source.status.value if source.status else "",
        _day(extract.next_on), extract.title, (), _owners(lines, register, header, lambda: extract.attendance), lines,
    ))


def _attendance(path: str, data: bytes) -> Sequence[Participant]:
    extract = read_extract(document.read(path, data))
    return extract.attendance if extract else ()


def _of_page(page: Page, register: Register) -> Gathered:
    source, lines = page.source, () if isinstance(page, PreparedItem) else tuple(map(line_tuple, page.action_lines))
    values: dict[str, Any] = {"id": page.id, "group": source.group, "title": page.title, "lines": lines}
    if isinstance(page, Minutes):
        values |= {"on": _day(page.on), "start": page.start, "status": page.status.value if page.status else "", "next_on": _day(page.next_on)}
        values["about"] = tuple(meeting_rows([page], ())[0])
        values["owners"] = _owners(lines, register, "", lambda: page.attendance)
    elif isinstance(page, Group):
        seats = tuple((seat.name, seat.org) for seat in page.seats if seat.name)
        values["about"] = (page.parent, page.closed is not None, seat_texts(page.open_seats), tuple(map(_day, page.calendar)), seats)
    return _gathered(page.path, source.kind.value, **values)


def _owners(lines: Iterable[LineTuple], register: Register, header: str, attendance: Callable[[], Sequence[Participant]]) -> tuple[Owner, ...]:
    """Who the handles of these lines mean among those present. `header` may be "" where it is not at hand: it only saves reading the people."""
    named = dict.fromkeys([handle for line in lines for handle in line[OWNERS]])
    named |= dict.fromkeys([handle for line in lines for _, kind, value, *_ in line[EVENTS] if kind == HANDED for handle in value.split(",")])
    found: dict[str, Owner] = {}
    present: Sequence[Participant] | None = None
    for written in named:
        known = register.by_handle(written)
        handle = fold(known.handle if known else written)
        if handle in found or (known and known.org):
            continue
        if known is None and header and _surely_not_in(header, handle):
            found[handle] = (handle, "", "")
            continue
        present = attendance() if present is None else present
        found[handle] = present_owner(register, known, handle, present) or (handle, "", "")
    return tuple(found.values())


def _surely_not_in(header: str, handle: str) -> bool:
    """Whether nobody in the header can be meant: a plain handle is a name, or the beginning of one, just as it stands there."""
    return handle.isalpha() and handle.isascii() and "\\" not in header and handle not in header.casefold()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def line_tuple(line: ActionLine) -> LineTuple:
    events = tuple((e.on.isoformat(), e.kind.value, e.value, e.place.line, e.place.column) for e in line.events)
    return (line.place.line, line.place.column, line.item, line.box, line.task, line.id or "", line.owners, line.groups, line.due, events)


def line_of(kept: LineTuple, source: Source) -> ActionLine:
    """The action line again, without what only `show` and `check` look at: its whole text, its indent and its notes."""
    line, column, item, box, task, action_id, owners, groups, due, events = kept
    return ActionLine(
        source, Place(source.path, line, column), item, box, task, task, action_id or None, owners, groups, due,
        tuple(Event(date.fromisoformat(on), EventKind(kind), value, Place(source.path, at, col)) for on, kind, value, at, col in events),
    )


def is_relative(line: LineTuple) -> bool:
    """Whether a line means something else when meetings change: who everybody was, or when the next one is."""
    dues = [line[DUE] or "", *(value for _, kind, value, *_ in line[EVENTS] if kind == EventKind.DUE)]
    owners = [*line[OWNERS], *(h for _, kind, value, *_ in line[EVENTS] if kind == EventKind.OWNERS for h in value.split(","))]
    return any(due.casefold() in _NEXT for due in dues) or any(owner.casefold() in _EVERYBODY for owner in owners)
