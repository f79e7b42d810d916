"""Approving minutes in a later meeting, and taking that back: one record in each of the two files, in one entry of the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from referat.approvals import policy as rules
from referat.book import BOOK_FILE, Book
from referat.changes import approval_records as stamping
from referat.changes.approval_records import Minted
from referat.changes.attachments import refuse_changed_attachments, with_attached
from referat.changes.sign_approvals import signature_for
from referat.changes.transaction import Transaction, UnsavedWriting, git_of
from referat.errors import ReferatError
from referat.format import record_writing
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.settings import read_policy
from referat.git.versions import closed_in_history
from referat.languages.mark import N_
from referat.model.action import Status
from referat.model.approval import Approval
from referat.model.meeting import Item, Minutes
from referat.model.place import Place
from referat.model.text import fold
from referat.query import lookup
from referat.query.actions import two_births
from referat.query.changes import TwoTasks
from referat.query.held import refuse_cancelled, refuse_to_come_to_approve
from referat.store.disk_errors import FileMissing
from referat.store.reading import read_bytes


@dataclass(frozen=True, slots=True)
class ApprovalOptions:
    """What the secretary asked for beyond the two meetings."""

    item: str = ""
    by: str = ""
    as_amended: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that does not stop an approval but should be known: a text with placeholders, and what fills them."""

    words: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved where: the minutes as they stand now, and what there is to know about it."""

    minutes: Minutes
    approving: Minutes
    item: str
    by: str
    text: str
    result: str
    minted: tuple[Minted, ...]
    warnings: tuple[Warned, ...]


def approve_minutes(transaction: Transaction, minutes: Minutes, approving: Minutes, wish: ApprovalOptions, today: date, now: datetime) -> Approved:
    """Put the approval into the transaction: both records, and status approved. Raises a Refused that says what stands in the way."""
    refuse_unfit(minutes, approving)
    refuse_to_come_to_approve(approving, today)
    refuse_changed_approving(transaction.book, approving)
    refuse_unsaved(transaction, minutes.path, approving.path)
    item, warnings = find_item(approving, minutes, wish.item)
    by = find_approver(transaction.book, approving, wish.by)
    before = transaction.document(minutes.path)
    changed = stamping.has_changed(before, minutes)
    if changed and not wish.as_amended:
        assert minutes.circulation is not None
        raise rules.TextChanged(meeting=minutes.id, on=minutes.circulation.on, place=Place(minutes.path))
    ready = _made_ready(transaction, before, minutes, today)
    if minutes.circulation is None:
        ready = with_attached(transaction.book, ready)
    else:
        refuse_changed_attachments(transaction.book, ready)
    amended = wish.as_amended and (changed or minutes.circulation is None)
    result = "approved-as-amended" if amended else "approved"
    ready = record_writing.set_status(ready, Status.APPROVED, transaction.book.language)
    text = digest(ready, minutes.on)
    record = {"text": text, "in": approving.id, "item": item, "on": approving.on.isoformat(), "by": by, "recorded": rules.timestamp(now)}
    signed = add_signature(transaction, minutes.id, record, warnings)
    transaction.put(record_writing.write_record(ready, "approval", signed))
    approve_in(transaction, approving, {"id": minutes.id, "text": text, "item": item, "result": result}, today)
    after = stamping.minutes_of(transaction.document(minutes.path))
    warnings += _warnings(transaction.book, minutes, approving, wish, changed=changed)
    return Approved(after, approving, item, by, text, result, stamping.new_ids(minutes, after), tuple(warnings))


def add_signature(transaction: Transaction, minutes_id: str, record: Mapping[str, str], warnings: list[Warned]) -> dict[str, str]:
    """The record with a signature, as far as the book asks for one and there is a key."""
    said = Approval(record["text"], record["in"], record["item"], record["on"], record["by"], record["recorded"])
    made, why = signature_for(transaction, transaction.book.settings.approval, minutes_id, said)
    if why:
        warnings.append(Warned(N_("The approval is not signed: {reason}."), {"reason": why}))
    return {**record, "sig": made}


def approve_by_date(transaction: Transaction, on: date, approving: Minutes, wish: ApprovalOptions, today: date) -> str:
    """Lay in the transaction that minutes which are not in the book were approved; returns the item."""
    same = next((m for m in transaction.book.heads if m.on == on and fold(m.group) == fold(approving.group)), None)
    if same:
        raise rules.InTheBook(on=on.isoformat(), meeting=same.id, approving=approving.id)
    refuse_cancelled(approving)
    refuse_to_come_to_approve(approving, today)
    if approving.on <= on:
        raise rules.NotLater(meeting=on.isoformat(), approving=approving.id, place=Place(approving.path))
    if approving.status is Status.APPROVED or approving.approval:
        raise rules.ApprovingIsApproved(approving=approving.id, place=Place(approving.path))
    if any(entry.on == on.isoformat() for entry in approving.approves):
        raise rules.AlreadyIn(meeting=on.isoformat(), approving=approving.id, place=Place(approving.path))
    refuse_changed_approving(transaction.book, approving)
    refuse_unsaved(transaction, approving.path)
    item, _ = find_item(approving, None, wish.item)
    approve_in(transaction, approving, {"date": on.isoformat(), "item": item}, today)
    return item


def approve_in(transaction: Transaction, approving: Minutes, entry: dict[str, str], today: date) -> None:
    """The approving minutes with one more entry; one that was prepared for the same minutes goes, and what was sent out is sent out anew.

    A correction leaves the entries of what it corrects: a meeting may correct twice, and each text must keep its record.
    """
    there = transaction.document(approving.path)
    if entry.get("result") != "corrected":
        there = record_writing.drop_approved(there, {"id": entry["id"]} if "id" in entry else {"date": entry["date"]})
    there = record_writing.add_approved(there, entry)
    transaction.put(stamping.circulate_anew(there, today))


def withdraw_approval(transaction: Transaction, minutes: Minutes, today: date) -> Minutes:
    """Take an approval back while the approving minutes are not approved; returns those."""
    if minutes.approval is None:
        refuse_unsaved(transaction, minutes.path)  # withdrawn already, perhaps, and to be saved
        raise rules.NotApproved(meeting=minutes.id, place=Place(minutes.path))
    approving = approving_of(transaction.book, minutes)
    if approving and (approving.status is Status.APPROVED or approving.approval):
        raise rules.CannotWithdraw(meeting=minutes.id, approving=approving.id, place=Place(approving.path))
    if approving is None:
        raise lookup.UnknownMeeting(name=minutes.approval.in_, near="")
    refuse_changed_approving(transaction.book, approving)
    refuse_unsaved(transaction, minutes.path, approving.path)
    there = record_writing.remove_record(transaction.document(minutes.path), "approval")
    transaction.put(record_writing.set_status(there, Status.CIRCULATED if minutes.circulation else Status.DRAFT, transaction.book.language))
    take_from(transaction, approving, minutes.id, minutes.approval.text, today)
    return approving


def take_from(transaction: Transaction, approving: Minutes, minutes_id: str, text: str, today: date) -> None:
    """The approving minutes without their record of this text."""
    there = record_writing.drop_approved(transaction.document(approving.path), {"id": minutes_id, "text": text})
    transaction.put(stamping.circulate_anew(there, today))


def approving_of(book: Book, minutes: Minutes) -> Minutes | None:
    """The minutes that an approval names."""
    head = next((m for m in book.heads if minutes.approval and fold(m.id) == fold(minutes.approval.in_)), None)
    page = book.page(head.path) if head else None
    return page if isinstance(page, Minutes) else None


def refuse_unfit(minutes: Minutes, approving: Minutes) -> None:
    """Refuse what the two minutes alone show to be wrong."""
    if minutes.status is Status.APPROVED or minutes.approval:
        raise rules.AlreadyApproved(meeting=minutes.id, place=Place(minutes.path))
    for one in (minutes, approving):
        if one.status is None:
            raise rules.StatusUnknown(meeting=one.id, place=Place(one.path))
    refuse_cancelled(minutes)
    refuse_approving(minutes, approving)
    stamping.refuse_twice_here(minutes)


def refuse_approving(minutes: Minutes, approving: Minutes) -> None:
    refuse_cancelled(approving)
    if not rules.is_later(approving, minutes):
        raise rules.NotLater(meeting=minutes.id, approving=approving.id, place=Place(approving.path))
    if approving.status is Status.APPROVED or approving.approval:
        raise rules.ApprovingIsApproved(approving=approving.id, place=Place(approving.path))


def refuse_changed_approving(book: Book, approving: Minutes) -> None:
    """To record something in minutes that were sent out is to send them out anew, which must not hide another change."""
    if approving.status is Status.CIRCULATED and stamping.has_changed(book.document(approving.path), approving):
        assert approving.circulation is not None
        raise rules.ApprovingChanged(approving=approving.id, on=approving.circulation.on, place=Place(approving.path))


def refuse_unsaved(transaction: Transaction, *paths: str) -> None:
    """Approved text must be what the history holds, also where this approval itself is not to be saved yet."""
    git = git_of(transaction.book)
    if git is None:
        return
    git.refuse_unfinished()
    states = git.states({path: transaction.book.document(path).data for path in paths})
    dirty = [path for path in paths if states[path] != "clean"]
    if dirty:
        raise UnsavedWriting(path=", ".join(dirty), place=dirty[0])


def refuse_unread_rules(book: Book) -> None:
    """Rules that cannot be read must not be taken for none."""
    try:
        data = read_bytes(book.root, BOOK_FILE)
    except FileMissing:
        return
    except ReferatError:
        raise rules.RulesUnread(place=Place(BOOK_FILE)) from None
    if read_policy(BOOK_FILE, data) is None:
        raise rules.RulesUnread(place=Place(BOOK_FILE))


def find_item(approving: Minutes, minutes: Minutes | None, typed: str) -> tuple[str, list[Warned]]:
    """The number of the item that approved: as typed, else the one that can be meant; "" with a warning where none can."""
    if typed:
        named = approving.item_named(typed)
        if named is None:
            known = ", ".join(item.number for item in approving.items if item.number)
            raise rules.NoSuchItem(approving=approving.id, number=typed, items=known, place=Place(approving.path))
        return named.number, []
    found = [item for item in rules.approving_items(approving, minutes.id if minutes else "") if item.number]
    if len(found) > 1:
        found = [item for item in found if minutes and _speaks_of(item, minutes)] or found
    if len(found) > 1:
        raise rules.WhichItem(approving=approving.id, items="; ".join(f"{item.number} {item.title}" for item in found), place=Place(approving.path))
    if not found:
        words = N_("No item of {approving} speaks of approving minutes, so none is named; --item names one.")
        return "", [Warned(words, {"approving": approving.id})]
    return found[0].number, []


def find_approver(book: Book, approving: Minutes, typed: str) -> str:
    """The name of the one who approves, as it stands in the approving minutes. Raises NotThere, MayNotApprove."""
    refuse_unread_rules(book)
    present = ", ".join(p.name for p in approving.attendance)
    place = Place(approving.path)
    allowed = book.settings.approval.by
    names = _names(book, typed) if typed else [*_said_to_approve(approving, allowed), *_own_names(book)]
    if not names:
        raise rules.NoApprover(approving=approving.id, present=present, place=place)
    person = next((there for name in names if (there := rules.was_there(approving, name))), None)
    if person is None and typed:
        close = [p for p in approving.attendance if fold(typed) in fold(p.name)]
        person = close[0] if len(close) == 1 else None
    if person is None:
        raise rules.NotThere(name=names[0], approving=approving.id, present=present, place=place)
    if not rules.is_allowed(approving, person.name, allowed):
        raise rules.MayNotApprove(name=person.name, approving=approving.id, allowed=", ".join(allowed), place=place)
    return person.name


def _said_to_approve(approving: Minutes, allowed: Sequence[str]) -> list[str]:
    """Whom the book's policy lets approve, of those who were there, the chair first; without a policy, whoever led the meeting."""
    chairs = [p.name for p in approving.attendance if "chair" in rules.roles_at(approving, p.name)]
    if not allowed:
        return chairs if len(chairs) == 1 else []
    may = [p.name for p in approving.attendance if rules.is_allowed(approving, p.name, allowed)]
    return sorted(may, key=lambda name: name not in chairs) or chairs  # of whom the refusal then speaks


def _names(book: Book, typed: str) -> list[str]:
    person = book.register.by_handle(typed.removeprefix("@")) or book.register.by_name(typed)
    return list(dict.fromkeys([*([person.name] if person else []), typed]))


def _own_names(book: Book) -> list[str]:
    """Who git says is at the keyboard, by the register where it knows the name or the address."""
    git = git_of(book)
    identity = git.identity() if git else None
    if identity is None:
        return []
    name, email = identity
    by_mail = {address.casefold(): handle for handle, address in book.emails.items()}
    person = book.register.by_name(name) or book.register.by_handle(by_mail.get(email.casefold(), name))
    return list(dict.fromkeys([*([person.name] if person else []), name]))


def _speaks_of(item: Item, minutes: Minutes) -> bool:
    """Whether an item's title names the day of the minutes."""
    title = fold(item.title)
    on = minutes.on
    days = (on.isoformat(), f"{on.day}.{on.month}.", f"{on.day:02d}.{on.month:02d}.", f"{on.day}. ", f"{on.day}/{on.month}")
    return any(day in title for day in days)


def _made_ready(transaction: Transaction, document: Document, minutes: Minutes, today: date) -> Document:
    """The minutes with their ids and closing days. After they were sent out nothing new may come into the frozen text."""
    ids = dict.fromkeys(line.id for line in minutes.action_lines if line.id)
    actions = filter(None, map(transaction.book.action, ids))
    twice = next((pair for action in actions if (pair := two_births(action.lines))), None)
    if twice:
        raise TwoTasks(id=twice[0].id or "", first=str(twice[0].place), second=str(twice[1].place), place=twice[1].place)
    if minutes.circulation is None:
        return stamping.log_ticks(stamping.give_ids(transaction, document), None, transaction.book.language)
    without = stamping.boxes_without_id(minutes)
    if without:
        raise rules.BoxWithoutId(meeting=minutes.id, suggested=transaction.new_id(), place=without[0].place)
    git = git_of(transaction.book)
    closed = closed_in_history(git, minutes.id, [line.id for line in minutes.action_lines if line.id and not line.is_open_box]) if git else {}
    days = {action_id: day for action_id, day in closed.items() if day <= today}
    return stamping.log_ticks(document, today, transaction.book.language, days) if today > minutes.on else document


def _warnings(book: Book, minutes: Minutes, approving: Minutes, wish: ApprovalOptions, *, changed: bool) -> list[Warned]:
    found: list[Warned] = []
    if minutes.circulation is None:
        found.append(Warned(N_("{meeting} was never sent out."), {"meeting": minutes.id}))
    elif wish.as_amended and not changed:
        found.append(Warned(N_("{meeting} is as it was sent out, so it is recorded as approved without changes."), {"meeting": minutes.id}))
    earlier = [m.id for m in stamping.earlier_unapproved(book, minutes)]
    if earlier:
        found.append(Warned(N_("Earlier minutes of the group are not approved: {meetings}."), {"meetings": ", ".join(earlier)}))
    if approving.status is Status.CIRCULATED:
        found.append(Warned(N_("{approving} had been sent out; its text is another now, so send it out again."), {"approving": approving.id}))
    return found
