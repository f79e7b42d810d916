"""The shelf filled from nothing: every file read, every action that may be open added up, and all of it put into parts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from referat.book import Book
from referat.model.action import SourceKind, Status
from referat.model.people import Person, Register
from referat.query.filters import fold as folded
from referat.query.rows import ActionRow, MeetingRow, in_order
from referat.shelf import records, segments
from referat.shelf.folding import BORN, OPEN, OPEN_BOX, Fold, key_of, lines_by_key, marks_of
from referat.shelf.gather import UNREAD, Gathered, LineTuple, gather_all
from referat.shelf.outline import Outline
from referat.shelf.records import Holders, Record
from referat.shelf.stamps import Look
from referat.shelf.standins import GroupTuple, KeptGroup, Meeting, MeetingTuple


def fill(book: Book, look: Look, *, whole: bool, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Read the book into parts. `whole` for the closed actions and the list of meetings too."""
    people = book.register.people
    gathered = gather_all(book.root, [path for path, *_ in look.files], book.register, whole=whole, progress=progress)
    numbered = list(enumerate(gathered, 1))
    fold = fold_of(gathered, people, book)
    for file in gathered:
        if file.kind:
            fold.take(file)
    number_of = {file.path: number for number, file in numbered}
    rows: list[ActionRow] = []
    lines: dict[str, Holders] = {}
    for key, held in lines_by_key(numbered).items():
        found, lines[key] = add_up(fold, held, number_of, whole=whole)
        rows += found
    rows = in_order(rows)
    parts = {
        segments.OUTLINE: tuple(outline_of(book, gathered, whole=whole)),
        segments.REGISTER: [person_tuple(person) for person in people],
        segments.SERIES: series_of(gathered),
        **row_parts(rows, whole=whole),
        **records.parts_of({file.path: record_of(number, file) for number, file in numbered}, lines),
    }
    if whole:
        parts[segments.MEETINGS] = meetings_of(numbered, records.born_and_open(lines.values()))
    return parts


def fold_of(gathered: Iterable[Gathered], people: Iterable[Person], book: Book) -> Fold:
    """What adds lines up, for a book that was read just now."""
    meetings = [Meeting(kept, attendance_reader(book)) for kept in series_of(gathered)]
    return Fold(meetings, [KeptGroup(kept) for kept in group_tuples(gathered)], Register(people))


def attendance_reader(book: Book) -> Any:
    """Who was present in a file: read when it is asked for, which is seldom."""
    from functools import cache

    from referat.format.reader import read_page
    from referat.model.meeting import Minutes

    @cache
    def read(path: str) -> Any:
        page = read_page(book.document(path)).page
        return page.attendance if isinstance(page, Minutes) else ()

    return read


def add_up(fold: Fold, held: Sequence[tuple[str, LineTuple]], number_of: dict[str, int], *, whole: bool) -> tuple[list[ActionRow], Holders]:
    """The row of the action that these lines make, if it is one to keep, and the files that hold it.

    An action whose boxes are all closed is closed: each of them counts from after the last time that its own log opens it again.
    """
    marks: dict[str, int] = {}
    for path, line in held:
        marks[path] = marks.get(path, 0) | marks_of(line)
    found: list[ActionRow] = []
    if whole or any(mark & OPEN_BOX for mark in marks.values()):
        row = fold.row(held)
        first, still_open = row.born_path, row.is_open
        if whole or still_open:
            found.append(row)
    else:
        first, still_open = (fold.first(held) if len(marks) > 1 else held[0][0]), False
    marks[first] |= BORN | (OPEN if still_open else 0)
    return found, tuple([value for path, mark in marks.items() for value in (number_of[path], mark)])


def row_parts(rows: Iterable[ActionRow], *, whole: bool) -> dict[str, Any]:
    """Rows in order, put into the parts of their groups."""
    parts: dict[str, list[tuple[object, ...]]] = {}
    owners: dict[tuple[str, str, str], None] = {}
    known: dict[Any, Any] = {}
    for row in rows:
        plain = segments.shared(tuple(row), known)
        names = list(dict.fromkeys(folded(group) for group in row.groups)) or [""]
        first, further = (segments.OPEN, segments.OPEN_TAGGED) if row.is_open else (segments.CLOSED, segments.CLOSED_TAGGED)
        parts.setdefault(first + names[0], []).append(plain)
        for name in names[1:]:
            parts.setdefault(further + name, []).append(plain)
        owners.update(dict.fromkeys(row.owners))
    return {**parts, **({segments.OWNERS: sorted(owners)} if whole else {})}


def outline_of(book: Book, gathered: Iterable[Gathered], *, whole: bool) -> Outline:
    spellings: dict[str, int] = {}
    unread = [problem.place.path for problem in book.unread_settings]
    for file in gathered:
        if file.kind == UNREAD:
            unread.append(file.path)
        for tag in file.tags:
            spellings[tag] = spellings.get(tag, 0) + 1
    views = {name: dict(options) for name, options in book.settings.views.items()}
    return Outline(
        language=book.settings.language, views=views, groups=group_tuples(gathered), items=item_ids(gathered), spellings=spellings,
        unread=tuple(unread), is_whole=whole,
    )


def group_tuples(gathered: Iterable[Gathered]) -> tuple[GroupTuple, ...]:
    return tuple((file.id, file.title, *file.about) for file in gathered if file.kind == SourceKind.GROUP)


def item_ids(gathered: Iterable[Gathered]) -> tuple[str, ...]:
    return tuple(sorted({file.id for file in gathered if file.kind == SourceKind.ITEM}))


def series_of(gathered: Iterable[Gathered]) -> list[MeetingTuple]:
    """All minutes, by day, start and id."""
    return sorted(meeting_tuple(file) for file in gathered if file.kind == SourceKind.MINUTES)


def meeting_tuple(file: Gathered) -> MeetingTuple:
    return (file.on, file.start, file.id, file.path, file.group, file.status == Status.DRAFT, file.next_on, file.title)


def meetings_of(numbered: Iterable[tuple[int, Gathered]], counts: tuple[dict[int, int], dict[int, int]]) -> list[tuple[object, ...]]:
    """The rows of the list of meetings, with the actions counted where they were born."""
    born, still_open = counts
    found = [counted(file.about, born.get(number, 0), still_open.get(number, 0)) for number, file in numbered if file.kind == SourceKind.MINUTES]
    return [tuple(row) for row in sorted(found, key=lambda row: (row.on, row.start, row.id, row.path))]


def counted(about: Sequence[Any], born: int, still_open: int) -> MeetingRow:
    values = dict(zip(MeetingRow.fields, about, strict=True))
    return MeetingRow(**{**values, "actions": born, "open_actions": still_open})


def record_of(number: int, file: Gathered) -> Record:
    return records.record(number, file, tuple(dict.fromkeys([key_of(line, number) for line in file.lines])))


def person_tuple(person: Person) -> tuple[object, ...]:
    return (person.handle, person.name, person.org, person.aliases, person.roles, person.is_body, person.email)
