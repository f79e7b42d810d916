"""Reminders: one message for each person over all groups, as text and as a mail. Nothing is sent from here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from referat.changes.calendars import Calendars
from referat.changes.letters import Letter, Receiver, one_line
from referat.handouts import text
from referat.handouts.content import Handout
from referat.handouts.facts import BookFacts
from referat.handouts.reminder import reminder_handout
from referat.handouts.words import speaking
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.mail.settings import mail_address
from referat.model.people import fold
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow, Owner


@dataclass(frozen=True, slots=True)
class ReminderScope:
    """Of what one is reminded: in these groups alone, if any are named; up to how long before it is due; or only of what is late."""

    groups: Collection[str] = ()
    before: timedelta = timedelta(days=7)
    late: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message to one person."""

    to: Receiver
    handout: Handout
    deadlines: str

    @property
    def subject(self) -> str:
        return self.handout.genre

    @property
    def text(self) -> str:
        return text.page(self.handout)


def reminders_of(calendars: Calendars, people: Collection[PersonStanding], wanted: ReminderScope) -> Iterator[Reminder]:
    """A reminder for each of the people who has anything to be reminded of, and has not asked to be left alone."""
    book, facts = calendars.book, BookFacts(calendars.book, calendars.today)
    owned: dict[Owner, list[ActionRow]] = {}
    for row in book.rows(is_open=True):  # all at once: asked for one by one, each would look at everybody's
        for owner in row.owners:
            owned.setdefault(owner, []).append(row)
    for person in people:
        registered = book.register.by_handle(person.handle) or book.register.by_name(person.name)
        if registered and not registered.is_reminded:
            continue
        theirs = {row.id or row.place: row for owner in person.owning for row in owned.get(owner, ())}
        sections = _sections(facts, list(theirs.values()), wanted)
        rows = [row for section in sections for row in section]
        if not rows:
            continue
        meetings = [] if wanted.late else calendars.meetings_of(person, wanted.groups)
        name = person.name or person.handle
        yield Reminder(
            to=Receiver(name, person.handle or name, mail_address(book.emails.get(fold(person.handle), ""))),
            handout=reminder_handout(facts, name, sections, meetings),
            deadlines=calendars.of_actions(row for row in rows if row.due),
        )


def _sections(facts: BookFacts, rows: list[ActionRow], wanted: ReminderScope) -> tuple[list[ActionRow], list[ActionRow], list[ActionRow]]:
    """What is late, what is due soon, and what has no date, each the oldest first."""
    today, until = facts.today.isoformat(), (facts.today + wanted.before).isoformat()
    within = {fold(group) for group in wanted.groups}
    rows = [row for row in rows if not within or any(fold(group) in within for group in row.groups)]
    rows.sort(key=lambda row: (row.due, row.born_on, row.born_line))
    late = [row for row in rows if row.is_overdue(today)]
    if wanted.late:
        return late, [], []
    return late, [row for row in rows if today <= row.due <= until], [row for row in rows if not row.due]


def letter_of(reminder: Reminder) -> Letter:
    """The reminder as a mail, with its due dates as a calendar."""
    with speaking(reminder.handout.language):
        name = tr(D_("due-dates.ics"))
    calendar = reminder.deadlines if "BEGIN:VEVENT" in reminder.deadlines else ""
    return Letter(reminder.subject, reminder.handout, calendar, name)


LONGEST_LINK = 2000  # signs; Windows hands on no longer ones


def mail_link(reminder: Reminder) -> tuple[str, bool]:
    """A `mailto:` link that opens the reminder in a mail program, and whether all of it went in; else as many whole lines as do."""
    head = f"mailto:{quote(reminder.to.address, safe='@')}?subject={quote(one_line(reminder.subject), safe='')}&body="
    lines = [quote(line + "\r\n", safe="") for line in reminder.text.rstrip("\n").split("\n")]
    room, taken = LONGEST_LINK - len(head), 0
    for line in lines:
        if len(line) > room:
            break
        room -= len(line)
        taken += 1
    return head + "".join(lines[:taken]), taken == len(lines)
