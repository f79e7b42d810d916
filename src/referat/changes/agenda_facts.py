"""What the book holds, as far as the next minutes of a group depend on it. The index tells most of it; few files are read."""

from __future__ import annotations

from referat.model.action import Status
from referat.model.approval import ApprovesEntry
from referat.model.meeting import Minutes
from referat.model.state import add_up
from referat.model.text import fold
from referat.query.carryover import Known
from referat.query.rows import CANCELLED
from referat.query.schedule import minutes_of, waiting_draft
from referat.store.disk_errors import ChangedMeanwhile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from referat.book import Book
    from referat.model.action import Action, ActionLine
    from referat.query.rows import ActionRow, MeetingHead


class HeadedMinutes:
    """Minutes of which the index has told the head. They answer as Minutes do; what it does not know is read from the file when it is asked for.

    Of the items, those of minutes that leave and take up no case, and link to nothing, say nothing for an agenda, and are not read for it.
    """

    def __init__(self, book: Book, head: MeetingHead, approves: tuple[ApprovesEntry, ...], *, has_cases: bool) -> None:
        self._book = book
        self.id, self.path, self.group, self.start, self.title = head.id, head.path, head.group, head.start, head.title
        self.on, self.next_on, self.order = head.on, head.next_on, head.order
        self.is_draft, self.is_cancelled, self.moved = head.is_draft, head.is_cancelled, head.moved
        self.status = _STATUSES.get(head.status)
        self.approves = approves
        if not has_cases:
            self.items = self.new_items = ()

    def read_items(self) -> None:
        """Let all items be read from the file, whatever they say."""
        for name in ("items", "new_items"):
            self.__dict__.pop(name, None)

    def __getattr__(self, name: str) -> Any:
        page = self._book.page(self.path)
        if not isinstance(page, Minutes):  # the file has changed since the index told of it
            raise ChangedMeanwhile(place=self.path, path=self.path)
        return getattr(page, name)


_STATUSES = {status.value: status for status in Status} | {CANCELLED: Status.DRAFT}


def agenda_facts(book: Book, group: str) -> Known:
    """What the next minutes of a group depend on."""
    return Known(headed_minutes(book), book.groups, book.items, _open_actions(book, group))


def coming_facts(book: Book, group: str, today: date) -> Known:
    """The same, to tell what the next minutes hold: of a draft that waits already, all items count."""
    known = agenda_facts(book, group)
    draft: Any = waiting_draft(minutes_of(group, known.minutes), today)
    if draft is not None:
        draft.read_items()
    return known


def headed_minutes(book: Book) -> Any:
    """All minutes of the book, in order, none of them read yet."""
    bearing = {head.path for head in book.heads_with_cases}
    # What only the agenda of a cancelled meeting held is told by what stands on the others of its group.
    called_off = {fold(head.group) for head in book.heads if head.is_cancelled}
    approves = book.approves
    found = []
    for head in book.heads:
        has_cases = head.path in bearing or fold(head.group) in called_off
        found.append(HeadedMinutes(book, head, approves.get(head.path, ()), has_cases=has_cases))
    return found


def _open_actions(book: Book, group: str) -> tuple[Action, ...]:
    """The open actions of a group, or that stand in its minutes, in the order they were born."""
    rows = book.index.open_rows_near(group)
    wanted = {row.id for row in rows if row.id}
    paths = dict.fromkeys([*(row.born_path for row in rows), *book.index.paths_holding(wanted)])
    lines: dict[str, list[ActionLine]] = {}
    for path in paths:
        for line in book.lines_in(path):
            if line.id in wanted:
                lines.setdefault(str(line.id), []).append(line)
    return tuple([add_up(theirs, book.meaning) for row in rows if (theirs := lines.get(row.id) if row.id else _line_at(book, row))])


def _line_at(book: Book, row: ActionRow) -> Sequence[ActionLine]:
    return [line for line in book.lines_in(row.born_path) if line.place.line == row.born_line]
