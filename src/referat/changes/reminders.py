"""Reminders: one message for each person over all groups, as text and as a mail. Nothing is sent from here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from referat.changes.calendars import Calendars
from referat.handouts import html, text
from referat.handouts.content import Handout
from referat.handouts.facts import Facts
from referat.handouts.reminder import reminder_handout
from referat.handouts.words import speaking
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.mail.settings import mail_address
from referat.model.people import fold
from referat.model.text import safe
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of what one is reminded: in these groups alone, if any are named; up to how long before it is due; or only of what is late."""

    groups: Collection[str] = ()
    before: timedelta = timedelta(days=7)
    late: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail that is sent has, and a draft has not yet: from whom, when, and its own id."""

    sender: Address
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message to one person. `address` is "" where no contact is known, or none that a mail can be sent to."""

    name: str
    handle: str
    address: str
    handout: Handout
    deadlines: str

    @property
    def subject(self) -> str:
        return self.handout.genre

    @property
    def text(self) -> str:
        return text.page(self.handout)


def reminders_of(calendars: Calendars, people: Collection[PersonStanding], wanted: Wanted) -> Iterator[Reminder]:
    """A reminder for each of the people who has anything to be reminded of, and has not asked to be left alone."""
    book, facts = calendars.book, Facts(calendars.book, calendars.today)
    for person in people:
        registered = book.register.by_handle(person.handle) or book.register.by_name(person.name)
        if registered and not registered.is_reminded:
            continue
        sections = _sections(facts, book.rows_owned(person), wanted)
        rows = [row for section in sections for row in section]
        if not rows:
            continue
        meetings = [] if wanted.late else calendars.meetings_of(person, wanted.groups)
        name = person.name or person.handle
        yield Reminder(
            name=name,
            handle=person.handle or name,
            address=mail_address(book.emails.get(fold(person.handle), "")),
            handout=reminder_handout(facts, name, sections, meetings),
            deadlines=calendars.of_actions(row for row in rows if row.due),
        )


def _sections(facts: Facts, rows: list[ActionRow], wanted: Wanted) -> tuple[list[ActionRow], list[ActionRow], list[ActionRow]]:
    """What is late, what is due soon, and what has no date, each the oldest first."""
    today, until = facts.today.isoformat(), (facts.today + wanted.before).isoformat()
    within = {fold(group) for group in wanted.groups}
    rows = [row for row in rows if row.is_open and (not within or any(fold(group) in within for group in row.groups))]
    rows.sort(key=lambda row: (row.due, row.born_on, row.born_line))
    late = [row for row in rows if row.is_overdue(today)]
    if wanted.late:
        return late, [], []
    return late, [row for row in rows if today <= row.due <= until], [row for row in rows if not row.due]


def mail_of(reminder: Reminder, today: date, envelope: Envelope | None = None) -> bytes:
    """A mail with the reminder as text and HTML, and its due dates as a calendar; without an envelope most programs open it as a draft.

    The same facts give the same bytes.
    """
    message = EmailMessage(policy=SMTP)
    if envelope is None:
        message["X-Unsent"] = "1"
        message["Date"] = f"{_DAYS[today.weekday()]}, {today.day:02d} {_MONTHS[today.month - 1]} {today.year} 06:00:00 +0000"
    else:
        message["From"] = envelope.sender
        message["Date"] = format_datetime(envelope.at)
        message["Message-ID"] = envelope.message_id
        message["Auto-Submitted"] = "auto-generated"  # so that no note of absence comes back
    message["Subject"] = _line(reminder.subject)
    if reminder.address:
        local, _, domain = reminder.address.rpartition("@")
        message["To"] = Address(_line(reminder.name), local, domain)
    message.set_content(reminder.text, cte="quoted-printable")
    message.add_alternative(html.page(reminder.handout), subtype="html", cte="base64")
    if "BEGIN:VEVENT" in reminder.deadlines:
        with speaking(reminder.handout.language):
            name = tr(D_("due-dates.ics"))
        message.add_attachment(reminder.deadlines.encode(), maintype="text", subtype="calendar", filename=name, params={"charset": "utf-8"})
    seed = sha256(f"{reminder.handle}\n{today}\n{reminder.text}\n{reminder.deadlines}".encode()).hexdigest()
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"==referat-{seed[:32]}-{number}==")
    return message.as_bytes()


LONGEST_LINK = 2000  # signs; Windows hands on no longer ones


def mail_link(reminder: Reminder) -> tuple[str, bool]:
    """A `mailto:` link that opens the reminder in a mail program, and whether all of it went in; else as many whole lines as do."""
    head = f"mailto:{quote(reminder.address, safe='@')}?subject={quote(_line(reminder.subject), safe='')}&body="
    lines = [quote(line + "\r\n", safe="") for line in reminder.text.rstrip("\n").split("\n")]
    room, taken = LONGEST_LINK - len(head), 0
    for line in lines:
        if len(line) > room:
            break
        room -= len(line)
        taken += 1
    return head + "".join(lines[:taken]), taken == len(lines)


# The names that a mail has them by, whatever language the computer speaks.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _line(words: str) -> str:
    """Words for a header: one line, whatever the book says, and nothing that reads as another line once it is decoded (RFC 2047)."""
    return safe(" ".join(words.split())).replace("=?", "= ?")
