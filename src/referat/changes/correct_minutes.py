"""Correcting approved minutes in a later meeting: the old text is kept byte for byte, and the new one says which it takes the place of."""

from dataclasses import dataclass
from datetime import date, datetime

from referat.approvals import policy as rules
from referat.approvals.superseded import earlier_path
from referat.changes import approval_records as stamping
from referat.changes import approve_minutes as approvals
from referat.changes.approve_minutes import ApprovalOptions, Approved, Warned
from referat.changes.attachments import with_attached
from referat.changes.transaction import Transaction, git_of
from referat.errors import Exit
from referat.format import document as reading
from referat.format import record_writing
from referat.format.attachments import attached_of
from referat.format.canon import digest
from referat.git.versions import text_with_digest
from referat.languages.mark import N_
from referat.model.action import ActionLine, Status
from referat.model.meeting import Minutes
from referat.model.place import Place
from referat.query.held import refuse_to_come_in
from referat.store.disk_errors import FileMissing


class RecordsChanged(rules.Refused):
    message = N_("What {meeting} approved was approved; the list of it is not corrected.")
    hint = N_("Put “approves” in its header back as it was. Minutes that it approved are corrected themselves: referat correct")


class MovedSince(rules.Refused):
    exit = Exit.REFUSED
    message = N_("Actions in {meeting} have been followed up since it was corrected, and the old text does not hold that.")
    hint = N_("Correct the minutes once more instead: referat correct {meeting} --in MEETING")


@dataclass(frozen=True, slots=True)
class KeptText:
    """Where an old text is kept, and its digest."""

    path: str
    text: str


def correct_minutes(
    transaction: Transaction, minutes: Minutes, approving: Minutes, wish: ApprovalOptions, today: date, now: datetime
) -> tuple[Approved, KeptText]:
    """Put a correction into the transaction: the file, as the secretary has changed it, takes the place of the text that was approved."""
    was = minutes.approval
    if was is None:
        raise rules.NotApproved(meeting=minutes.id, place=Place(minutes.path))
    approvals.refuse_approving(minutes, approving)
    refuse_to_come_in(approving, today)
    first = approvals.approving_of(transaction.book, minutes)
    if first and not (rules.is_later(approving, first) or first.id == approving.id):
        raise rules.NotLater(meeting=first.id, approving=approving.id, place=Place(approving.path))
    stamping.refuse_twice_here(minutes)
    approvals.refuse_changed_approving(transaction.book, approving)
    approvals.refuse_unsaved(transaction, approving.path)
    item, warnings = approvals.find_item(approving, minutes, wish.item)
    by = approvals.find_approver(transaction.book, approving, wish.by)
    now_there = transaction.document(minutes.path)
    if attached_of(now_there):
        now_there = with_attached(transaction.book, now_there)
    ready = record_writing.set_status(now_there, Status.APPROVED, transaction.book.language)
    text = digest(ready, minutes.on)
    if text == was.text:
        raise rules.NothingCorrected(meeting=minutes.id, place=Place(minutes.path))
    kept = _keep_old(transaction, minutes, was.text)
    if stamping.minutes_of(transaction.document(kept.path)).approves != minutes.approves:
        raise RecordsChanged(meeting=minutes.id, place=Place(minutes.path))
    record = {
        "text": text,
        "in": approving.id,
        "item": item,
        "on": approving.on.isoformat(),
        "by": by,
        "recorded": rules.timestamp(now),
    }
    links = [{"text": was.text, "in": was.in_}, *({"text": link, "in": where} for link, where in was.supersedes)]
    signed = approvals.add_signature(transaction, minutes.id, record, warnings)
    transaction.put(record_writing.write_record(ready, "approval", {**signed, "supersedes": links}))
    entry = {"id": minutes.id, "text": text, "item": item, "result": "corrected", "supersedes": was.text}
    approvals.approve_in(transaction, approving, entry, today)
    after = stamping.minutes_of(transaction.document(minutes.path))
    if approving.status is Status.CIRCULATED:
        warnings.append(Warned(N_("{approving} had been sent out; its text is another now, so send it out again."), {"approving": approving.id}))
    return Approved(after, approving, item, by, text, "corrected", (), tuple(warnings)), kept


def withdraw_correction(transaction: Transaction, minutes: Minutes, today: date) -> Minutes:
    """Take a correction back while its approving minutes are not approved: the old text stands in its place again."""
    assert minutes.approval is not None
    approving = approvals.approving_of(transaction.book, minutes)
    if approving is None or approving.status is Status.APPROVED or approving.approval:
        raise rules.CannotWithdraw(meeting=minutes.id, approving=minutes.approval.in_, place=Place(minutes.path))
    approvals.refuse_changed_approving(transaction.book, approving)
    approvals.refuse_unsaved(transaction, minutes.path, approving.path)
    path = earlier_path(minutes.id, minutes.approval.supersedes[0][0])
    try:
        old = reading.parse(minutes.path, transaction.book.document(path).text, has_bom=transaction.book.document(path).has_bom)
    except FileMissing:
        raise rules.OldTextLost(meeting=minutes.id, place=Place(minutes.path)) from None
    if _followed_up(minutes.action_lines) - _followed_up(stamping.minutes_of(old).action_lines):
        raise MovedSince(meeting=minutes.id, place=Place(minutes.path))
    transaction.put(old)
    transaction.remove(path)
    approvals.take_from(transaction, approving, minutes.id, minutes.approval.text, today)
    return approving


def _keep_old(transaction: Transaction, minutes: Minutes, text: str) -> KeptText:
    git = git_of(transaction.book)
    old = text_with_digest(git, minutes.id, text) if git else None
    if old is None:
        raise rules.OldTextLost(meeting=minutes.id, place=Place(minutes.path))
    path = earlier_path(minutes.id, text)
    transaction.put(old.called(path))
    return KeptText(path, text)


def _followed_up(lines: tuple[ActionLine, ...]) -> set[tuple[object, ...]]:
    return {(line.id, line.box, event.on, event.kind, event.value) for line in lines for event in line.events} | {(ln.id, ln.box) for ln in lines}
