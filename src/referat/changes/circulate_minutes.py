"""Sending minutes out: what is unclear is written out, what is wrong is named, and what was sent is recorded in the file by its digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referat.approvals import pending
from referat.approvals import policy as rules
from referat.changes.approval_records import Minted, circulation_record, log_ticks, minutes_of, new_ids, refuse_twice_here
from referat.changes.attachments import with_attached
from referat.changes.check_book import Finding, findings
from referat.changes.save_writing import keep, refuse_unfit, steps_taken, unsaved
from referat.changes.transaction import Outcome, Save, Transaction, UnsavedWriting, git_of
from referat.checks.table import fails
from referat.errors import Exit, ReferatError
from referat.format import record_writing
from referat.format.attachments import attached_of
from referat.format.boxes import scan
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.fixes import Kit, mend
from referat.format.names import WrittenOut, write_out_names
from referat.git.versions import circulated_versions, text_with_digest
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.action import Status
from referat.model.approval import Circulation
from referat.model.meeting import Item, Minutes, PreparedItem
from referat.model.place import Place
from referat.model.text import fold
from referat.query.differences import Difference, differences
from referat.query.held import refuse_cancelled, refuse_to_come

# What check finds that only an approval can put right: no reason to keep a text from being sent out.
_LATER = frozenset({"earlier-not-approved"})


class NotFit(ReferatError):
    """Minutes in which `check` finds something. `findings` are shown by whoever catches it."""

    exit = Exit.REFUSED
    message = N_("{meeting} is not sent out: there is something to put right first.")
    hint = N_('To send it out as it is, say why: referat circulate {meeting} --force "the reason"')

    def __init__(self, findings: tuple[Finding, ...], **facts: object) -> None:
        super().__init__(**facts)
        self.findings = findings


class CommentsBeforeToday(ReferatError):
    exit = Exit.USAGE
    message = N_("The last day for comments, {day}, is over already.")


@dataclass(frozen=True, slots=True)
class Circulated:
    """What was sent out: the minutes as they stand now, what was written out in them, and what changed since they were last sent out.

    `version` counts from 1; it and `changed` come from the book's history, and are as good as it.
    """

    minutes: Minutes
    document: Document
    minted: tuple[Minted, ...]
    names: tuple[WrittenOut, ...]
    version: int
    changed: tuple[Difference, ...] | None
    already: bool
    forced: str


def circulate_minutes(transaction: Transaction, minutes: Minutes, today: date, *, comments_by: date | None = None, force: str = "") -> Circulated:
    """Put minutes into the transaction as they are sent out. Raises NotFit where `check` finds something and no reason is given to go on."""
    book = transaction.book
    if minutes.status is Status.APPROVED or minutes.approval:
        raise rules.AlreadyApproved(meeting=minutes.id, place=Place(minutes.path))
    if minutes.status is None:
        raise rules.StatusUnknown(meeting=minutes.id, place=Place(minutes.path))
    refuse_cancelled(minutes)
    refuse_to_come(minutes, today)
    if comments_by and comments_by < today:
        raise CommentsBeforeToday(day=comments_by.isoformat())
    was = book.document(minutes.path)
    ready, names = _made_ready(transaction, was, minutes, today)
    attached = with_attached(book, ready)
    if not (minutes.circulation and digest(ready, minutes.on) == minutes.circulation.text):  # else an older version sent out just that
        ready = attached
    transaction.put(ready)
    found = tuple(f for f in findings(transaction.read_changed(), today, {minutes.path}) if fails((f,)) and f[0].code not in _LATER)
    if found and not force:
        raise NotFit(found, meeting=minutes.id)
    refuse_twice_here(minutes_of(ready))
    sent = record_writing.set_status(ready, Status.CIRCULATED, book.language)
    text = digest(sent, minutes.on)
    before = minutes.circulation
    unchanged = before is not None and minutes.status is Status.CIRCULATED and before.text == text
    last_day = comments_by.isoformat() if comments_by else _last_day(before, today, unchanged=unchanged)
    if before and unchanged and last_day == before.comments_by:
        transaction.put(was)
        return Circulated(minutes, was, (), (), _version(transaction, minutes, text), None, True, before.forced)
    on = today if not (before and unchanged) else date.fromisoformat(before.on) if before.on else today
    sent = record_writing.write_record(sent, "circulation", circulation_record(text, on, last_day, force if found else ""))
    transaction.put(sent)
    after = minutes_of(sent)
    _mark_handled(transaction, after)
    changed = None if before is None or unchanged else _changes(transaction, minutes, after)
    return Circulated(after, sent, new_ids(minutes, after), names, _version(transaction, minutes, text), changed, False, force if found else "")


def write_circulated(transaction: Transaction, sent: Circulated, *, save: bool) -> Outcome:
    """Write and save it. What the file held unsaved is kept as an entry of its own first, so that the history tells the two apart."""
    git = git_of(transaction.book) if save else None
    if git is not None:
        sent_with = {entry.file for entry in attached_of(sent.document)}
        waiting = [one for one in unsaved(transaction.book, git).files if one.path in transaction.changed or one.path in sent_with]
        if waiting:
            if steps_taken(waiting, pending.noted(transaction.book.places)):  # of which other files are a part
                raise UnsavedWriting(path=waiting[0].path, place=waiting[0].path)
            refuse_unfit(transaction.book, waiting)
            keep(transaction, waiting, tr(D_("{meeting}: written"), meeting=sent.minutes.id))
    assert sent.minutes.circulation is not None
    words = D_("{meeting} is sent out") if sent.version == 1 else D_("{meeting} is sent out again")
    trailers = {"Referat-Circulate": f"{sent.minutes.id} {sent.minutes.circulation.text}"}
    return transaction.write(tr(words, meeting=sent.minutes.id), Save.MUST if save else Save.NEVER, trailers=trailers)


def _made_ready(transaction: Transaction, document: Document, minutes: Minutes, today: date) -> tuple[Document, tuple[WrittenOut, ...]]:
    """The minutes with ids, ISO dates, names and closing days written out."""
    language = transaction.book.language
    if minutes.circulation and today > minutes.on:  # a box ticked since it was sent out was ticked now, not at the meeting
        document = log_ticks(document, today, language)
    draft = document
    if minutes.circulation:
        draft = record_writing.set_status(record_writing.remove_record(document, "circulation"), Status.DRAFT, language)
    mended = mend(draft, Kit(transaction.new_id, language, logs_ticks=not (minutes.circulation and today <= minutes.on))).document
    return write_out_names(mended, transaction.book.register)


def _last_day(before: Circulation | None, today: date, *, unchanged: bool) -> str:
    """The last day for comments that was given before; it holds for a new version too, while it is not over."""
    return before.comments_by if before and (unchanged or before.comments_by >= today.isoformat()) else ""


def _mark_handled(transaction: Transaction, minutes: Minutes) -> None:
    """Prepared items that the minutes link say where they were handled; one that was postponed waits again."""
    waiting = {fold(item.id): item for item in transaction.book.items}
    for item in minutes.items:
        for prepared in [waiting[fold(link)] for link in item.links if fold(link) in waiting]:
            _mark(transaction, prepared, minutes.id, "" if item.is_postponed else item.number, postponed=item.is_postponed)


def _mark(transaction: Transaction, prepared: PreparedItem, meeting: str, number: str, *, postponed: bool) -> None:
    document = transaction.document(prepared.path)
    if postponed:
        if prepared.handled and fold(prepared.handled[0]) == fold(meeting):
            transaction.put(record_writing.clear_handled(document))
    elif prepared.handled is None:
        transaction.put(record_writing.set_handled(document, meeting, number, transaction.book.language))


def _version(transaction: Transaction, minutes: Minutes, text: str) -> int:
    git = git_of(transaction.book)
    known = list(circulated_versions(git, minutes.id)) if git else []
    if minutes.circulation and minutes.circulation.text not in known:
        known.append(minutes.circulation.text)
    return known.index(text) + 1 if text in known else len(known) + 1


def _changes(transaction: Transaction, before: Minutes, after: Minutes) -> tuple[Difference, ...] | None:
    """What changed since the minutes were last sent out; None where that text is not in the history."""
    git = git_of(transaction.book)
    assert before.circulation is not None
    old = text_with_digest(git, before.id, before.circulation.text) if git else None
    if old is None:
        return None
    was = minutes_of(old)
    found = differences(was, after)
    decided = {one.facts.get("item") for one in found}
    now = transaction.document(after.path)
    return (*found, *(Difference(D_("text in item {item}"), {"item": item}) for item in _reworded(old, was, now, after) if item not in decided))


def _reworded(old: Document, was: Minutes, new: Document, now: Minutes) -> Iterator[str]:
    """The items that both texts have, whose words are others now; actions and what happened to them are told apart."""
    before = {(item.number, item.title): item for item in was.items}
    for item in now.items:
        same = before.get((item.number, item.title))
        if same and _words(old, was, same) != _words(new, now, item):
            yield f"{item.number} {item.title}".strip()


def _words(document: Document, minutes: Minutes, item: Item) -> list[str]:
    logged = {document.body[log.index].number for log in scan(line.text for line in document.body).logs}
    told = logged | {line.place.line for line in minutes.action_lines}
    lines = (line for line in document.lines[item.place.line - 1 : item.last_line] if line.number not in told)
    return [words for line in lines if (words := " ".join(line.text.split()))]
