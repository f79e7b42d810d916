"""Answers to reminders and to calls as changes that are proposed: what, whose word it is, whether that is proven; and those accepted, written.

`From:` proves nothing. Proven is what answers to a reminder's own Message-ID, or what a server that the user believes has checked, and comes from the
owner's known address; whoever owns the action is asked when the answer is read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256

from referat.book import Book
from referat.changes.action_events import Done, change_actions
from referat.changes.attend_meeting import attend_meeting
from referat.changes.calendars import Calendars
from referat.changes.call_meeting import called_of
from referat.changes.send_mail import calling, reminding
from referat.changes.transaction import Transaction
from referat.errors import ReferatError
from referat.languages.mark import N_
from referat.mail.answers import ReplyContext, TaskAnswer, read_answers
from referat.mail.incoming import Mail, MailKind
from referat.mail.invitations import Reply, read_replies
from referat.mail.origin import is_checked
from referat.mail.phrases import SaidOfTask
from referat.mail.quotes import Forwarded, lines_of
from referat.mail.tokens import answers_to
from referat.model.action import Action
from referat.model.meeting import Minutes
from referat.model.people import fold
from referat.model.verb import Verb
from referat.query.changes import Wanted, refuse_wrong_day
from referat.query.rows import ActionRow

OLDEST = timedelta(days=90)  # an answer that is older is not about today's book

UNKNOWN_SENDER = N_("from an unknown address")
NOT_THE_OWNER = N_("not theirs to answer for")
NOT_PROVEN = N_("not an answer to a reminder")
NO_DAY = N_("of another day")


class CalendarReply(Enum):
    """What somebody's calendar answers to a call."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that an answer asks for. `what` is the id of an action or of minutes, `text` what it is called; `doubts` are why it is not proven.

    `said` is what becomes of the action, `coming` whether the person comes; `on` is the day of the answer.
    """

    key: str
    what: str
    text: str
    person: str
    sender: str
    line: str
    on: date
    said: SaidOfTask | None = None
    coming: CalendarReply | None = None
    doubts: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        return not self.doubts


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What one mail gives: proposals, the lines that name a task and say nothing plain of it, and of what kind it is."""

    name: str
    kind: MailKind
    proposals: tuple[Proposal, ...] = ()
    unclear: tuple[str, ...] = ()


class Inbox:
    """A book as answers are read against it. `book_key` tells it from others, `believed` are servers whose word on where a mail came from counts."""

    def __init__(self, book: Book, today: date, book_key: str, believed: Collection[str], taken: Collection[str]) -> None:
        self._book = book
        self.today = today
        self._key = book_key
        self._believed = believed
        self._taken = taken
        self._rows: dict[str, ActionRow] = {row.id: row for row in book.action_rows if row.id}

    def read(self, name: str, mail: Mail) -> ReadMail:
        """What a mail proposes; `name` is the file it came in."""
        if mail.kind is not MailKind.ANSWER:
            return ReadMail(name, mail.kind)
        try:
            lines = lines_of(mail.text)
        except Forwarded:
            return ReadMail(name, MailKind.FORWARDED)
        sender = _Sender(self, mail)
        found = read_answers(lines, ReplyContext(sender.on, self._tasks_of(sender), self._find, sender.is_direct))
        proposals = [*self._of_answers(sender, found.answers), *self._of_replies(sender, mail)]
        return ReadMail(name, mail.kind, tuple(one for one in proposals if one.key not in self._taken), tuple(found.unclear))

    def _tasks_of(self, sender: "_Sender") -> dict[str, str]:
        return {row.id: row.text for row in self._rows.values() if row.is_open and sender.owns(row)}

    def _find(self, sign: str, is_marked: bool) -> str:
        """The id that a sign stands for: the whole of it, or, behind a `^`, the beginning of one alone."""
        if sign in self._rows or not is_marked:
            return sign if sign in self._rows else ""
        hits = [action for action in self._rows if action.startswith(sign)]
        return hits[0] if len(hits) == 1 else ""

    def _of_answers(self, sender: "_Sender", answers: Iterable[TaskAnswer]) -> Iterator[Proposal]:
        for answer in answers:
            row = self._rows[answer.action]
            if _holds(row, answer.said):
                continue
            doubts = sender.doubts if sender.owns(row) or not sender.handles else (NOT_THE_OWNER, *sender.doubts)
            key = _key(sender.mail, answer.action, repr(answer.said))
            person, address = sender.name, sender.mail.sender
            yield Proposal(key, row.id, row.text, person, address, answer.line, sender.on, said=answer.said, doubts=doubts)

    def _of_replies(self, sender: "_Sender", mail: Mail) -> Iterator[Proposal]:
        replies = [reply for text in mail.calendars for reply in read_replies(text)]
        if not replies:
            return
        calendars = Calendars(self._book, self.today)
        ahead = {calendars.uid(one): one for one in self._book.minutes if one.on >= self.today and one.source.is_draft and not one.is_cancelled}
        for reply in replies:
            minutes = ahead.get(reply.uid)
            coming = {"ACCEPTED": CalendarReply.ACCEPTED, "DECLINED": CalendarReply.DECLINED}.get(reply.said)
            if minutes is None or coming is None or reply.sequence != calendars.sequence(minutes):
                continue
            yield from self._of_reply(sender, reply, minutes, coming)

    def _of_reply(self, sender: "_Sender", reply: Reply, minutes: Minutes, coming: CalendarReply) -> Iterator[Proposal]:
        if reply.address != sender.mail.sender or not sender.handles or _is_listed(minutes, sender.name, coming):
            return
        key = _key(sender.mail, minutes.id, coming.value)
        versions = range(1, len(called_of(self._book.document(minutes.path))) + 1)
        calls = [calling(minutes.id, version) for version in versions]
        is_ours = any(self.is_answer_to_call(sender.mail, handle, calls) for handle in sender.handles)
        checked = () if sender.is_checked or is_ours else (NOT_PROVEN,)
        line = f"{reply.said} {reply.address}"
        yield Proposal(key, minutes.id, minutes.title, sender.name, sender.mail.sender, line, sender.on, coming=coming, doubts=checked)

    # ---------------------------------------------------------------- whose word it is

    def handles_at(self, address: str) -> list[str]:
        return [handle for handle, known in self._book.emails.items() if address and known.casefold() == address]

    def name_of(self, handle: str) -> str:
        return next((one.name or one.handle for one in self._book.people if fold(one.handle) == handle), handle)

    def is_answer_of(self, references: str, handle: str, address: str) -> bool:
        days = (self.today - timedelta(days=ago) for ago in range(OLDEST.days + 1))
        return bool(answers_to(references, self._key, handle, address, map(reminding, days)))

    def is_answer_to_call(self, mail: Mail, handle: str, calls: Sequence[str]) -> bool:
        return bool(answers_to(f"{mail.answers_to} {mail.references}", self._key, handle, mail.sender, calls))

    def is_checked(self, mail: Mail) -> bool:
        return is_checked(mail.results, mail.sender, self._believed)

    def day_of(self, mail: Mail) -> date | None:
        """The day that a mail says it was written, where that may be."""
        return mail.on if mail.on and self.today - OLDEST <= mail.on <= self.today + timedelta(days=1) else None


class _Sender:
    """Who a mail is from, as far as the book knows and anything proves."""

    def __init__(self, inbox: Inbox, mail: Mail) -> None:
        self.mail = mail
        self.handles = inbox.handles_at(mail.sender)
        day = inbox.day_of(mail)
        self.on = min(day, inbox.today) if day else inbox.today
        self.is_direct = any(inbox.is_answer_of(mail.answers_to, handle, mail.sender) for handle in self.handles)
        self.is_checked = bool(self.handles) and inbox.is_checked(mail)
        followed = f"{mail.answers_to} {mail.references}"
        answered = [handle for handle in self.handles if inbox.is_answer_of(followed, handle, mail.sender)]
        self.handles = answered or self.handles
        self.name = inbox.name_of(self.handles[0]) if self.handles else mail.name or mail.sender
        proof = () if answered or self.is_checked else (NOT_PROVEN,)
        known = () if self.handles else (UNKNOWN_SENDER,)
        self.doubts: tuple[str, ...] = known or (*proof, *(() if day else (NO_DAY,)))

    def owns(self, row: ActionRow) -> bool:
        return any(fold(handle) in self.handles for handle, *_ in row.owners)


def write_proposals(
    transaction: Transaction, proposals: Sequence[Proposal], today: date, refused: Callable[[Proposal, ReferatError], None]
) -> list[tuple[Proposal, Done | None]]:
    """Put those accepted into the transaction; one that cannot be written is told of and leaves the others as they are."""
    made: list[tuple[Proposal, Done | None]] = []
    for one in proposals:
        before = dict(transaction.changed)
        try:
            made.append((one, _write(transaction, one, today)))
        except ReferatError as error:
            transaction.changed.clear()
            transaction.changed.update(before)
            refused(one, error)
    return made


def _write(transaction: Transaction, one: Proposal, today: date) -> Done | None:
    if one.coming is not None:
        names = [one.person]
        minutes = transaction.book.find_minutes(one.what, today)
        attend_meeting(
            transaction, minutes, names if one.coming is CalendarReply.ACCEPTED else [], names if one.coming is CalendarReply.DECLINED else []
        )
        return None
    said = one.said
    assert said is not None

    def wanted(action: Action) -> Wanted:
        on = said.on or one.on
        refuse_wrong_day(action, on, today)
        written = said.due.isoformat() if said.due else ""
        return Wanted(said.verb, on, due=said.due, written=written)

    (done,) = change_actions(transaction, [one.what], wanted)
    return done


def _holds(row: ActionRow, said: SaidOfTask) -> bool:
    """Whether the action stands so already, or is closed and nothing can be said of it any more."""
    return not row.is_open or (said.due is not None and row.due == said.due.isoformat()) or (said.verb is Verb.START and row.state == "in-progress")


def _is_listed(minutes: Minutes, name: str, coming: CalendarReply) -> bool:
    people = minutes.present if coming is CalendarReply.ACCEPTED else minutes.absent
    return any(fold(person.name) == fold(name) for person in people or ())


def _key(mail: Mail, what: str, said: str) -> str:
    return sha256(f"{mail.key}\n{what}\n{said}".encode()).hexdigest()[:40]
