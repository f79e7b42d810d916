"""Another day for a meeting that has not been held, and a meeting that will not be: the draft, and all that names it or its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referat.book import Book
from referat.changes.call_meeting import called_of
from referat.changes.new_minutes import NoSuchTime
from referat.changes.rename_page import give_name, rename_references, scalars
from referat.changes.transaction import Transaction
from referat.changes.typed import text_of
from referat.errors import Exit, ReferatError
from referat.format import edits, record_writing, style
from referat.format.document import Document, Edit
from referat.format.fieldnames import field_meaning
from referat.format.fixes import with_iso_dues
from referat.languages.mark import N_
from referat.languages.words import MINUTES_FIELDS, written
from referat.model.action import SourceKind
from referat.model.dates import iso_day, read_times
from referat.model.group import Group
from referat.model.meeting import Item, Minutes, PreparedItem
from referat.model.place import Place
from referat.model.text import fold
from referat.query.backlog import own_items
from referat.query.held import refuse_cancelled, refuse_held


class DayTaken(ReferatError):
    exit = Exit.REFUSED
    message = N_("There is a meeting on {day} already: {other}.")
    hint = N_("For another meeting that day give its time, and its minutes will be called {free}: referat move {meeting} --date {day} --time {time}")


class DayIsOver(ReferatError):
    exit = Exit.REFUSED
    message = N_("{day} is over; no meeting can be moved there.")
    hint = N_("If it was held that day, write the date in the header of its minutes, and give the file its name: referat rename")


class NoReason(ReferatError):
    message = N_("Why is the meeting cancelled?")
    hint = N_('Say it with --why: referat cancel {meeting} --why "The hall is closed"')


@dataclass(frozen=True, slots=True)
class MovedMeeting:
    """A meeting and the day it has now; `already` says that it had it before. `references` are the other files that name it or its day.

    `was_called`: some expect it on the day it had.
    """

    old: str
    new: str
    path: str
    on: date
    references: tuple[str, ...] = ()
    already: bool = False
    was_called: bool = False


@dataclass(frozen=True, slots=True)
class CancelledMeeting:
    """A meeting that will not be held, and the items that now wait again though only its agenda held them. `was_called`: some expect it."""

    minutes: Minutes
    items: tuple[Item, ...] = ()
    already: bool = False
    was_called: bool = False


def cancel_meeting(transaction: Transaction, minutes: Minutes, why: str, today: date) -> CancelledMeeting:
    """Put the draft of a meeting into the transaction that says it is cancelled. Raises what forbids it."""
    if minutes.is_cancelled:
        return CancelledMeeting(minutes, already=True)
    refuse_held(minutes, today)
    reason = text_of(why)
    if not reason:
        raise NoReason(meeting=minutes.id)
    there = record_writing.write_record(transaction.document(minutes.path), "cancelled", {"on": today.isoformat(), "why": reason})
    transaction.put(there)
    return CancelledMeeting(minutes, tuple(own_items(minutes, transaction.book.minutes_of(minutes.group))), was_called=bool(called_of(there)))


def move_meeting(transaction: Transaction, minutes: Minutes, on: date, time: str, today: date) -> MovedMeeting:
    """Put the draft with its new day, name and time into the transaction, and every file that names it. Raises what forbids it."""
    refuse_cancelled(minutes)
    refuse_held(minutes, today)
    start, end = read_times(time) if time else (minutes.start, minutes.end)
    if time and start is None:
        raise NoSuchTime(typed=time)
    if on == minutes.on and (start, end or "") == (minutes.start, minutes.end):
        return MovedMeeting(minutes.id, minutes.id, minutes.path, on, already=True)
    if on < today:
        raise DayIsOver(day=on.isoformat())
    new = _new_id(transaction.book, minutes, on, start or "")
    there = with_iso_dues(transaction.document(minutes.path))
    was_called = bool(called_of(there))
    there = _with_field(there, "date", on.isoformat())
    if time:
        there = _with_field(there, "time", time)
    transaction.put(record_writing.add_moved(there, minutes.id, today.isoformat()) if on != minutes.on else there)
    references = [] if on == minutes.on else _follow(transaction, minutes, on)
    path = minutes.path
    if new != minutes.id:
        references += rename_references(transaction, minutes, new, leave_sent=True)
        path = give_name(transaction, path, new)
    return MovedMeeting(minutes.id, new, path, on, tuple(sorted({*references} - {path, minutes.path})), was_called=was_called)


def name_of_extra(base: str, start: str) -> str:
    """What minutes of another meeting on one day are called: with the time it begins, `2026-03-31-styret-1800`."""
    return f"{base}-{start.replace(':', '')}"


def _new_id(book: Book, minutes: Minutes, on: date, start: str) -> str:
    """The id that the minutes will have: with the new day where theirs began with the old one. Raises DayTaken."""
    day, rest = minutes.id[:10], minutes.id[10:]
    base = on.isoformat() + rest if iso_day(day) == minutes.on else minutes.id
    that_day = [m for m in book.index.heads_of([minutes.group]) if m.on == on and m.id != minutes.id and not m.is_cancelled]
    clash = next((m for m in that_day if not start or not m.start or m.start == start), None)
    taken = {fold(file_id): file_id for file_id in book.file_ids.values() if file_id != minutes.id}
    if clash is None and fold(base) not in taken:
        return base
    if clash is None and start and fold(name_of_extra(base, start)) not in taken:
        return name_of_extra(base, start)
    other, time = clash.id if clash else taken[fold(base)], start if start and clash is None else "18:00"
    free = name_of_extra(base, time)
    raise DayTaken(day=on.isoformat(), other=other, free=free, meeting=minutes.id, time=time.replace(":", "."), place=Place(minutes.path))


def _follow(transaction: Transaction, minutes: Minutes, on: date) -> list[str]:
    """Let what the group's other files say of the old day say the new one: its calendar, `next` of drafts, and what waits for that day."""
    book, changed = transaction.book, []
    pages: tuple[Group | Minutes | PreparedItem, ...] = (*book.groups, *book.minutes_of(minutes.group), *book.items)
    for page in pages:
        if fold(page.source.group) != fold(minutes.group) or page.source.is_frozen or page.path == minutes.path:
            continue
        there = transaction.document(page.path)
        made = list(_days(there, page.source.kind, minutes.on, on))
        if made:
            transaction.put(there.replaced(made))
            changed.append(page.path)
    return changed


_DAYS = {SourceKind.GROUP: "calendar", SourceKind.MINUTES: "next", SourceKind.ITEM: "for"}


def _days(there: Document, kind: SourceKind, old: date, new: date) -> Iterator[Edit]:
    """The old day where a header plans a meeting, as the edits that write the new one."""
    for key, value in there.header or ():
        for node in scalars(value) if field_meaning(key.text, kind) == _DAYS.get(kind) else ():
            start = there.header_at + node.start + bool(node.style)
            if node.text[:10] == old.isoformat() and there.text[start : start + 10] == old.isoformat() and node.text[10:11] in {"", " ", ","}:
                yield Edit(start, start + 10, new.isoformat())


def _with_field(there: Document, name: str, value: str) -> Document:
    """The minutes with a field set, under the name that the file has for it."""
    spelled = next((key.text for key, _ in there.header or () if field_meaning(key.text, SourceKind.MINUTES) == name), None)
    own = spelled or written(MINUTES_FIELDS, name, style.language(there, "nb"))
    return there.replaced(edits.set_field(there, own, value))
