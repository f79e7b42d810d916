"""Calling a meeting: what was sent out is recorded in the draft's header, and kept beside it, so that the next version can say what has changed.

Nothing is frozen by it, and nobody is counted as present.
"""

from dataclasses import dataclass
from datetime import date

from referat.changes.approval_records import minutes_of
from referat.changes.save_writing import keep, refuse_unfit, unsaved
from referat.changes.transaction import Outcome, Save, Transaction, git_of
from referat.errors import Exit, ReferatError
from referat.format import document as documents
from referat.format import record_writing
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.fields import Fields
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.action import SourceKind, Status
from referat.model.meeting import Minutes
from referat.model.place import Place
from referat.query.differences import Difference, differences

FOLDER = "meetings/.called"


class NotToCome(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} has been held, so nobody can be called to it.")
    hint = N_("To send the minutes out: referat circulate {meeting}")


class AlreadySent(ReferatError):
    exit = Exit.REFUSED
    message = N_("The minutes of {meeting} are sent out already, so nobody can be called to it.")


class IsCancelled(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} is cancelled, so nobody can be called to it.")


@dataclass(frozen=True, slots=True)
class Called:
    """A notice: its version, counted from 1, the day it was sent out, and what changed since the version before. `already` where nothing has."""

    minutes: Minutes
    version: int
    on: date
    changed: tuple[Difference, ...] = ()
    already: bool = False


def called_of(document: Document) -> list[dict[str, str]]:
    """The notices that a file records, the oldest first."""
    records = Fields(document, SourceKind.MINUTES).records("called")
    return [{name: value for name, value in record.items() if isinstance(value, str)} for record in records]


def called_path(minutes_id: str, version: int) -> str:
    return f"{FOLDER}/{minutes_id}.{version}.md"


def call_meeting(transaction: Transaction, minutes: Minutes, today: date) -> Called:
    """Put the record of a notice into the transaction. Raises AlreadySent, IsCancelled and NotToCome."""
    if minutes.status is not Status.DRAFT or minutes.circulation or minutes.approval:
        raise AlreadySent(meeting=minutes.id, place=Place(minutes.path))
    if minutes.is_cancelled:
        raise IsCancelled(meeting=minutes.id, place=Place(minutes.path))
    if minutes.on < today:
        raise NotToCome(meeting=minutes.id, place=Place(minutes.path))
    document = transaction.document(minutes.path)
    records = called_of(document)
    text = digest(record_writing.remove_record(document, "called"), minutes.on)
    if records and records[-1].get("text") == text:
        return Called(minutes, len(records), _day(records[-1], today), (), already=True)
    version = len(records) + 1
    entry = {"version": str(version), "on": today.isoformat(), "text": text}
    transaction.put(record_writing.write_called(document, [*records, entry]))
    kept = called_path(minutes.id, version)
    if transaction.book.has_file(kept):
        transaction.put(documents.read(kept, document.data))
    else:
        transaction.attach(kept, document.data)
    return Called(minutes, version, today, _changes(transaction, minutes, len(records)))


def changes_of(transaction: Transaction, called: Called) -> tuple[Difference, ...]:
    """What is other in this version than in the one before it."""
    return called.changed or _changes(transaction, called.minutes, called.version - 1)


def write_called(transaction: Transaction, called: Called, *, save: bool) -> Outcome:
    """Write and save it. What the file held unsaved is kept as an entry of its own first."""
    git = git_of(transaction.book) if save else None
    if git is not None:
        waiting = [one for one in unsaved(transaction.book, git).files if one.path in transaction.changed]
        if waiting:
            refuse_unfit(transaction.book, waiting)
            keep(transaction, waiting, tr(D_("{meeting}: written"), meeting=called.minutes.id))
    words = tr(D_("{meeting}: notice sent out, version {n}"), meeting=called.minutes.id, n=called.version)
    return transaction.write(words, Save.MUST if save else Save.NEVER)


def _day(record: dict[str, str], default: date) -> date:
    try:
        return date.fromisoformat(record.get("on", ""))
    except ValueError:
        return default


def _changes(transaction: Transaction, minutes: Minutes, version: int) -> tuple[Difference, ...]:
    """What changed since that version, as far as its text is still there."""
    names = (minutes.id, *(moved.from_ for moved in reversed(minutes.moved))) if version else ()
    data = next((kept for name in names if (kept := transaction.book.attached(called_path(name, version))) is not None), None)
    if data is None:
        return ()
    try:
        was = documents.read(minutes.path, data)
    except ReferatError:
        return ()
    if was.has_broken_header:
        return ()
    before, now = minutes_of(was), minutes_of(transaction.document(minutes.path))
    found = differences(before, now)
    return tuple(found) or (Difference(D_("other text")),)
