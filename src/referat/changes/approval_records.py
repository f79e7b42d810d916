"""What circulating and approving do alike: finding the minutes, logging ticked boxes, giving ids, sending approving minutes out anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referat.approvals import policy as rules
from referat.book import Book
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import edits, record_writing, style
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.paths import file_id
from referat.format.reader import read_page
from referat.languages.mark import N_
from referat.model.action import ActionLine, Status
from referat.model.approval import Circulation
from referat.model.meeting import Minutes
from referat.model.place import Place
from referat.model.state import box_event
from referat.model.text import fold
from referat.query import lookup
from referat.query.rows import MeetingHead


class Unreadable(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} cannot be read, so nothing can be done with it.")
    hint = N_("See what is wrong with: referat check {path}")


@dataclass(frozen=True, slots=True)
class Minted:
    """An id that was given to an action: its place and its words."""

    id: str
    place: Place
    text: str


def find_minutes(book: Book, typed: str, today: date) -> Minutes:
    """Minutes as typed; a file that is meant but cannot be read is named as such. Refused where the id stands for two files."""
    _refuse_double(book, typed)
    try:
        found = book.find_minutes(typed, today)
    except lookup.UnknownMeeting:
        meant = [path for path in book.unread_paths if fold(typed) in fold(file_id(path))]
        if len(meant) == 1:
            problem = book.reading(meant[0]).problems[0]
            raise Unreadable(path=meant[0], place=problem.place, line_text=book.line_text(problem.place), length=problem.length) from None
        raise
    _refuse_double(book, found.id)
    return found


def _refuse_double(book: Book, minutes_id: str) -> None:
    paths = [path for path, own_id in book.file_ids.items() if fold(own_id) == fold(minutes_id)]
    if len(paths) > 1:
        raise rules.DoubleId(meeting=minutes_id, paths=", ".join(paths), place=Place(paths[0]))


def refuse_twice_here(minutes: Minutes) -> None:
    """Raises TwiceHere where one id stands on two lines of the minutes."""
    seen: dict[str, ActionLine] = {}
    for line in minutes.action_lines:
        first = seen.setdefault(line.id or "", line)
        if line.id and first is not line:
            raise rules.TwiceHere(id=line.id, meeting=minutes.id, first=first.place.line, second=line.place.line, place=line.place)


def minutes_of(document: Document) -> Minutes:
    page = read_page(document).page
    assert isinstance(page, Minutes)
    return page


def boxes_without_id(minutes: Minutes) -> list[ActionLine]:
    return [line for line in minutes.action_lines if line.id is None and line.is_open_box]


def give_ids(transaction: Transaction, document: Document) -> Document:
    """The document with an id for each open action that has none."""
    lines = boxes_without_id(minutes_of(document))
    if not lines:
        return document
    scan = edits.boxes_of(document)
    made = []
    for line in lines:
        made += edits.give_id(document, edits.box_number(scan, document, line.place.line), transaction.new_id())
    return document.replaced(made)


def log_ticks(document: Document, on: date | None, language: str, days: Mapping[str, date] | None = None) -> Document:
    """The document with the closing event of each closed action box that has none: on its own day of `days`, on `on`, or on the day the box
    counts from. One that closed on the meeting's day or before gets none where `days` say so: the box alone means that day.
    """
    code = style.language(document, language)
    made = []
    scan = edits.boxes_of(document)
    for line in minutes_of(document).action_lines:
        if line.id and not line.is_open_box and (said := box_event(line)):
            day = (days or {}).get(line.id, on)
            if days and day and line.source.on and day <= line.source.on:
                continue
            words = f"{(day or said[0]).isoformat()} {style.event_word(said[1].value, code)}"
            made += edits.log_event(document, edits.box_number(scan, document, line.place.line), words)
    return document.replaced(made)


def new_ids(before: Minutes, after: Minutes) -> tuple[Minted, ...]:
    """The ids that are in the minutes now and were not."""
    known = {line.id for line in before.action_lines}
    return tuple(Minted(line.id, line.place, line.task) for line in after.action_lines if line.id and line.id not in known)


def circulation_record(text: str, on: date, comments_by: str, forced: str) -> dict[str, str]:
    return {"text": text, "on": on.isoformat(), "comments-by": comments_by, "forced": forced}


def has_changed(document: Document, minutes: Minutes) -> bool:
    """Whether minutes that were sent out read otherwise now."""
    return minutes.circulation is not None and digest(document, minutes.on) != minutes.circulation.text


def circulate_anew(document: Document, today: date) -> Document:
    """Approving minutes that had been sent out, with the digest of the text they have now."""
    page = minutes_of(document)
    if page.status is not Status.CIRCULATED or page.circulation is None:
        return document
    was: Circulation = page.circulation
    text = digest(document, page.on)
    return record_writing.write_record(document, "circulation", circulation_record(text, today, was.comments_by, was.forced))


def earlier_unapproved(book: Book, minutes: Minutes) -> list[MeetingHead]:
    """Earlier minutes of the same group that nobody has approved, of meetings that were held."""
    series = (head for head in book.heads if fold(head.group) == fold(minutes.group) and not head.is_cancelled)
    return [head for head in series if (head.on, head.start, head.id) < minutes.order and head.status != Status.APPROVED.value]
