"""The shelf filled from nothing: every file read, every action that may be open added up, and all of it put into parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any

from referat.book import Book
from referat.model.people import Person
from referat.query.filters import fold as folded
from referat.query.rows import ActionRow, MeetingRow, in_order
from referat.shelf import records, segments
from referat.shelf.folding import Fold, attendance_reader
from referat.shelf.gather import gather, gather_all
from referat.shelf.gathered import MINUTES, UNREAD, Gathered, People, group_tuples, item_ids, series_of
from referat.shelf.outline import Outline
from referat.shelf.stamps import Look
from referat.shelf.standins import KeptGroup, Meeting, MeetingTuple


def fill(book: Book, look: Look, *, whole: bool, kept: bool = True, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Read the book into parts. `whole` for the closed actions and the list of meetings too, `kept` for what only a later change needs."""
    people = people_of(book)
    gathered = gather_all([path for path, *_ in look.files], lambda path: gather(book.root, path, people, whole=whole), progress)
    numbered = list(enumerate(gathered, 1))
    parts = book_parts(book, gathered, people, whole=whole)
    found, known = records.add_up_book(numbered, fold_of(book.root, parts[segments.SERIES], gathered, people), whole=whole)
    parts |= row_parts(in_order(map(ActionRow.of, found)), whole=whole)
    if kept:
        parts |= records.parts_of(known)
    if whole:
        parts[segments.MEETINGS] = meetings_of(numbered, records.born_and_open(records.marks_in(known)))
    return parts


def people_of(book: Book) -> People:
    return People([person_tuple(person) for person in book.register.people])


def book_parts(book: Book, gathered: Collection[Gathered], people: People, *, whole: bool) -> dict[str, Any]:
    """The parts that are about the whole book."""
    return {
        segments.OUTLINE: tuple(outline_of(book, gathered, whole=whole)),
        segments.REGISTER: people.kept,
        segments.SERIES: series_of(gathered),
    }


def fold_of(root: str, series: Iterable[MeetingTuple], gathered: Iterable[Gathered], people: People) -> Callable[[], Fold]:
    """What adds up lines of this book, to be made when it is asked for."""

    @cache
    def fold() -> Fold:
        read = attendance_reader(root)
        return Fold([Meeting(kept, read) for kept in series], [KeptGroup(kept) for kept in group_tuples(gathered)], people)

    return fold


def row_parts(rows: Iterable[ActionRow], *, whole: bool) -> dict[str, Any]:
    """Rows in order, put into the parts of their groups."""
    parts: dict[str, list[tuple[object, ...]]] = {}
    owners: dict[tuple[str, str, str], None] = {}
    known: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        plain = tuple(row)
        groups = row.groups
        if groups not in known:
            known[groups] = list(dict.fromkeys([folded(group) for group in groups])) or [""]
        names = known[groups]
        first, further = (segments.OPEN, segments.OPEN_TAGGED) if row.is_open else (segments.CLOSED, segments.CLOSED_TAGGED)
        parts.setdefault(first + names[0], []).append(plain)
        for name in names[1:]:
            parts.setdefault(further + name, []).append(plain)
        if whole:
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


def meetings_of(numbered: Iterable[tuple[int, Gathered]], counts: tuple[dict[int, int], dict[int, int]]) -> list[tuple[object, ...]]:
    """The rows of the list of meetings, with the actions counted where they were born."""
    born, still_open = counts
    found = [counted(file.about, born.get(number, 0), still_open.get(number, 0)) for number, file in numbered if file.kind == MINUTES]
    return [tuple(row) for row in sorted(found, key=lambda row: (row.on, row.start, row.id, row.path))]


def counted(about: Sequence[Any], born: int, still_open: int) -> MeetingRow:
    values = dict(zip(MeetingRow.fields, about, strict=True))
    return MeetingRow(**{**values, "actions": born, "open_actions": still_open})


def person_tuple(person: Person) -> tuple[object, ...]:
    return (person.handle, person.name, person.org, person.aliases, person.roles, person.is_body, person.email)
