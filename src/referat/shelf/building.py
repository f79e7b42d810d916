"""The shelf filled from nothing: every file read, every action that may be open added up, and all of it put into parts."""

from __future__ import annotations

from referat.query.filters import fold as folded
from referat.query.rows import ActionRow, MeetingRow, in_order
from referat.shelf import records, segments
from referat.shelf.gather import gather, gather_all
from referat.shelf.gathered import MINUTES, UNREAD, group_tuples, item_ids, series_of
from referat.shelf.outline import Outline

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from typing import Any

    from referat.shelf.around import Around
    from referat.shelf.folding import Fold
    from referat.shelf.gathered import Gathered, People
    from referat.shelf.stamps import Look
    from referat.shelf.standins import MeetingTuple


def fill(around: Around, look: Look, *, whole: bool, kept: bool = True, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Read the book into parts. `whole` for the closed actions and the list of meetings too, `kept` for what only a later change needs."""
    root, people = look.root, around.people
    gathered = gather_all([path for path, *_ in look.files], lambda path: gather(root, path, people, whole=whole), progress)
    numbered = list(enumerate(gathered, 1))
    parts = book_parts(around, gathered, whole=whole)
    found, known = records.add_up_book(numbered, fold_of(root, parts[segments.SERIES], gathered, people), whole=whole)
    parts |= row_parts(in_order(map(ActionRow.of, found)), whole=whole)
    if kept:
        parts |= records.parts_of(known)
    if whole:
        parts[segments.MEETINGS] = meetings_of(numbered, records.born_and_open(records.marks_in(known)))
    return parts


def book_parts(around: Around, gathered: Collection[Gathered], *, whole: bool) -> dict[str, Any]:
    """The parts that are about the whole book."""
    return {
        segments.OUTLINE: tuple(outline_of(around, gathered, whole=whole)),
        segments.REGISTER: around.people.kept,
        segments.SERIES: series_of(gathered),
    }


def fold_of(root: str, series: Iterable[MeetingTuple], gathered: Iterable[Gathered], people: People) -> Callable[[], Fold]:
    """What adds up lines of this book, to be made when it is asked for: it takes long to load."""
    made: list[Fold] = []

    def fold() -> Fold:
        if not made:
            from referat.shelf.folding import Fold, attendance_reader
            from referat.shelf.standins import KeptGroup, Meeting

            read = attendance_reader(root)
            made.append(Fold([Meeting(kept, read) for kept in series], [KeptGroup(kept) for kept in group_tuples(gathered)], people))
        return made[0]

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


def outline_of(around: Around, gathered: Iterable[Gathered], *, whole: bool) -> Outline:
    spellings: dict[str, int] = {}
    unread = list(around.unread)
    for file in gathered:
        if file.kind == UNREAD:
            unread.append(file.path)
        for tag in file.tags:
            spellings[tag] = spellings.get(tag, 0) + 1
    return Outline(
        language=around.language,
        views=around.views,
        groups=group_tuples(gathered),
        items=item_ids(gathered),
        spellings=spellings,
        unread=tuple(unread),
        is_whole=whole,
    )


def meetings_of(numbered: Iterable[tuple[int, Gathered]], counts: tuple[dict[int, int], dict[int, int]]) -> list[tuple[object, ...]]:
    """The rows of the list of meetings, with the actions counted where they were born."""
    born, still_open = counts
    found = [counted(file.about, born.get(number, 0), still_open.get(number, 0)) for number, file in numbered if file.kind == MINUTES]
    return [tuple(row) for row in sorted(found, key=lambda row: (row.on, row.start, row.id, row.path))]


def counted(about: Sequence[Any], born: int, still_open: int) -> MeetingRow:
    values = dict(zip(MeetingRow.fields, about, strict=True))
    return MeetingRow(**{**values, "actions": born, "open_actions": still_open})
