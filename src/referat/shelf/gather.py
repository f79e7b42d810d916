"""Reading files into what the shelf keeps of them. Minutes written as most are take the quick way, for which next to nothing is loaded."""

from __future__ import annotations

from marshal import dumps, loads

from referat.format.plainminutes import read_plain_minutes
from referat.model.text import fold
from referat.shelf.gathered import CANCELLED, EVENTS, HANDED, MINUTES, NOBODY, OWNERS, UNREAD, Gathered, gathered, skimmed_over
from referat.store.parallel import in_halves
from referat.store.reading import read_quickly

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import Any

    from referat.format.plainhead import PlainHead
    from referat.format.plainminutes import LineTuple
    from referat.format.reader import Page
    from referat.model.action import ActionLine
    from referat.model.people import Participant
    from referat.query.rows import Owner
    from referat.shelf.gathered import People

WORTH_TWO = 100  # files; below that a second process costs more than it reads
# The share that is not given to the second process: that has to load the reader for the files of other kinds, which come last, and to hand over.
OURS = 0.55
# Folders in which files are of another kind than minutes.
_OF_OTHER_KIND = ("meetings/groups/", "meetings/items/")
# Those who were there, as they are written: the same people were at many meetings.
_known_people: dict[str, Participant] = {}


def gather(root: str, path: str, people: People, *, whole: bool) -> Gathered:
    """What a file says; `whole` for what the list of meetings needs, too."""
    data = None if whole else _of_minutes(root, path)
    return (_quickly(path, data, people) if data is not None else None) or _read(root, path, people, whole=whole)


def skim(root: str, path: str, people: People, group: str) -> Gathered:
    """What a file says, but of minutes of other groups, written as most are, only the head, and which groups and actions they may name."""
    from referat.format.skim import skim_plain_minutes

    data = _of_minutes(root, path)
    if data is None:
        return _read(root, path, people, whole=False)
    skimmed = skim_plain_minutes(path, data)
    if skimmed is not None and fold(skimmed.head.group) != group:
        return skimmed_over(_head_of(skimmed.head), skimmed.tags, skimmed.ids)
    return _quickly(path, data, people) or _read(root, path, people, whole=False)


def _of_minutes(root: str, path: str) -> bytes | None:
    """The bytes of a file that may be minutes, where they are to be had without ado."""
    return None if path.startswith(_OF_OTHER_KIND) else read_quickly(root, path)


def _quickly(path: str, data: bytes, people: People) -> Gathered | None:
    """What minutes written as most are say; None of others."""
    plain = read_plain_minutes(path, data)
    if plain is None:
        return None
    head, lines = plain
    owners = _owners(lines, people, head.people, lambda: _attendance(head, path, data))
    return gathered(_head_of(head), (), owners, lines, people)


def _head_of(plain: PlainHead) -> tuple[str, ...]:
    return (plain.path, MINUTES, plain.id, plain.group, plain.on, plain.start, plain.status, plain.next_on, plain.title)


def _read(root: str, path: str, people: People, *, whole: bool) -> Gathered:
    """What the reader itself says of a file."""
    from referat.errors import ReferatError
    from referat.format import document
    from referat.format.reader import read_extract, read_page
    from referat.store.reading import read_bytes

    try:
        read = document.read(path, read_bytes(root, path))
        extract = None if whole else read_extract(read)
        if extract is None:
            page = read_page(read).page
            return _of_page(page, people) if page else _unread(path)
    except ReferatError:
        return _unread(path)
    source, lines = extract.source, tuple(map(line_tuple, extract.lines))
    status = CANCELLED if "cancelled" in extract.fields.nodes else source.status.value if source.status else ""
    head = (path, MINUTES, source.id, source.group, _day(source.on), source.start, status, _day(extract.next_on), extract.title)
    return gathered(head, (), _owners(lines, people, None, lambda: extract.attendance), lines, people)


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


def _of_page(page: Page, people: People) -> Gathered:
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
        about = tuple(meeting_rows([page], ())[0])
        owners = _owners(lines, people, None, lambda: page.attendance)
    elif isinstance(page, Group):
        seats = tuple((seat.name, seat.org) for seat in page.seats if seat.name)
        about = (page.parent, page.closed is not None, seat_texts(page.open_seats), tuple(map(_day, page.calendar)), seats)
    head = (page.path, source.kind.value, page.id, source.group, on, start, status, next_on, page.title)
    return gathered(head, about, owners, lines, people)


def _attendance(plain: PlainHead, path: str, data: bytes) -> Sequence[Participant]:
    """Everybody who was there, as `Minutes.attendance`."""
    if plain.people is None:
        from referat.format import document
        from referat.format.reader import read_extract

        extract = read_extract(document.read(path, data))
        return extract.attendance if extract else ()
    from referat.format.roster import read_person
    from referat.model.meeting import attended

    for written in plain.people:
        if written not in _known_people:
            _known_people[written] = read_person(written)
    return attended([_known_people[written] for written in plain.people], (), (), (), ())


def _owners(
    lines: Iterable[LineTuple], people: People, written: Iterable[str] | None, attendance: Callable[[], Sequence[Participant]]
) -> tuple[Owner, ...]:
    """Who the handles of these lines mean among those present. `written` is how these are written, where that is at hand: it saves reading them."""
    named = dict.fromkeys([handle for line in lines for handle in line[OWNERS]])
    named |= dict.fromkeys([handle for line in lines for _, kind, value, *_ in line[EVENTS] if kind == HANDED for handle in value.split(",")])
    unknown = [handle for handle in named if people.owner(handle) is None]
    if not unknown:
        return ()
    names = None if written is None else fold("\n".join(written)).replace(".", " ")  # a dotted handle is a name with dots for blanks
    present: Sequence[Participant] | None = None
    found: dict[str, Owner] = {}
    for handle in unknown:
        folded = fold(handle)
        if names is not None and not people.knows(handle) and folded.replace(".", " ") not in names:
            found.setdefault(folded, (folded, "", ""))
            continue
        present = attendance() if present is None else present
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
