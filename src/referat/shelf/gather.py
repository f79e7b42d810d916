"""Reading files into what the shelf keeps of them."""

from __future__ import annotations

from marshal import dumps, loads

from referat.model.text import fold
from referat.shelf.gathered import EVENTS, HANDED, NOBODY, OWNERS, UNREAD, Gathered, gathered
from referat.store.parallel import in_halves

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import Any

    from referat.format.reader import Page
    from referat.model.action import ActionLine
    from referat.model.people import Participant
    from referat.query.rows import Owner
    from referat.shelf.gathered import LineTuple, People

WORTH_TWO = 100  # files; below that a second process costs more than it reads
# The share that is not given to the second process: that has to load the reader for the files of other kinds, which come last, and to hand over.
OURS = 0.55


def gather(root: str, path: str, people: People, *, whole: bool) -> Gathered:
    """What a file says; `whole` for what the list of meetings needs, too."""
    from referat.errors import ReferatError
    from referat.format import document
    from referat.format.reader import read_page
    from referat.store.reading import read_bytes

    try:
        page = read_page(document.read(path, read_bytes(root, path))).page
    except ReferatError:
        return _unread(path)
    return _of_page(page, people, whole=whole) if page else _unread(path)


def gather_all(paths: Sequence[str], read_one: Callable[[str], Gathered], progress: Callable[[int], None]) -> list[Gathered]:
    """What `read_one` makes of all these files, by two processes where that is worth it. `progress` is told of the files read so far."""

    def read(some: Sequence[str], tell: Callable[[int], None]) -> list[Gathered]:
        found = []
        for number, path in enumerate(some):
            found.append(read_one(path))
            if not number % 100:
                tell(number)
        return found

    if len(paths) < WORTH_TWO:
        return read(paths, progress)
    return in_halves(
        read,
        paths,
        progress,
        pack=lambda found: dumps(list(map(tuple, found)), 4),  # version 4: what is one object stays one
        unpack=lambda data: list(map(Gathered.of, loads(data))),  # noqa: S302 - from our own child
        ours=OURS,
    )


def _unread(path: str) -> Gathered:
    return gathered((path, UNREAD, "", "", "", "", "", "", ""), (), (), (), NOBODY)


def _of_page(page: Page, people: People, *, whole: bool) -> Gathered:
    from referat.model.group import Group
    from referat.model.meeting import Minutes, PreparedItem
    from referat.query.to_rows import meeting_rows, shown_status
    from referat.render.names import seat_texts

    source, lines = page.source, () if isinstance(page, PreparedItem) else tuple(map(line_tuple, page.action_lines))
    on = start = status = next_on = ""
    about: tuple[Any, ...] = ()
    owners: tuple[Owner, ...] = ()
    if isinstance(page, Minutes):
        on, start, status, next_on = _day(page.on), page.start, shown_status(page), _day(page.next_on)
        about = tuple(meeting_rows([page], ())[0]) if whole else ()
        owners = _owners(lines, people, lambda: page.attendance)
    elif isinstance(page, Group):
        seats = tuple((seat.name, seat.org) for seat in page.seats if seat.name)
        about = (page.parent, page.closed is not None, seat_texts(page.open_seats), tuple(map(_day, page.calendar)), seats)
    head = (page.path, source.kind.value, page.id, source.group, on, start, status, next_on, page.title)
    return gathered(head, about, owners, lines, people)


def _owners(lines: Iterable[LineTuple], people: People, attendance: Callable[[], Sequence[Participant]]) -> tuple[Owner, ...]:
    """Who the handles of these lines mean among those present."""
    named = dict.fromkeys([handle for line in lines for handle in line[OWNERS]])
    named |= dict.fromkeys([handle for line in lines for _, kind, value, *_ in line[EVENTS] if kind == HANDED for handle in value.split(",")])
    unknown = [handle for handle in named if people.owner(handle) is None]
    if not unknown:
        return ()
    present = attendance()
    found: dict[str, Owner] = {}
    for handle in unknown:
        owner = _among(people, handle, present)
        found.setdefault(owner[0], owner)
    return tuple(found.values())


def _among(people: People, written: str, present: Sequence[Participant]) -> Owner:
    from referat.query.to_rows import present_owner

    known = people.register.by_handle(written)
    handle = fold(known.handle if known else written)
    return present_owner(people.register, known, handle, present) or (handle, "", "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def line_tuple(line: ActionLine) -> LineTuple:
    events = tuple((e.on.isoformat(), e.kind.value, e.value, e.place.line, e.place.column) for e in line.events)
    return (line.place.line, line.place.column, line.item, line.box, line.task, line.id or "", line.owners, line.groups, line.due, events)
