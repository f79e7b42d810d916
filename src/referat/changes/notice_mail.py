"""A call to a meeting as a mail, with the meeting as something that a calendar answers to; and word of its cancellation."""

from collections.abc import Mapping

from referat.changes.calendars import Calendars
from referat.changes.letters import Letter, Receiver
from referat.handouts.content import Handout
from referat.handouts.facts import MinutesPage
from referat.handouts.notice import called_people
from referat.handouts.words import day_words, speaking
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.mail.settings import mail_address


def call_letter(calendars: Calendars, page: MinutesPage, handout: Handout) -> Letter:
    """The mail for a notice or a cancellation. Where the one who calls has no address the calendar is an attachment, that nobody need answer."""
    calendar = calendars.of_meeting(page.minutes)
    method = next((line.removeprefix("METHOD:") for line in calendar.split("\r\n") if line.startswith("METHOD:")), "")
    day = day_words(page.minutes.on, page.language, weekday=True)
    with speaking(page.language):
        name = tr(D_("meeting.ics"))
    return Letter(f"{handout.genre}: {handout.title}, {day}", handout, calendar, name, method)


def those_called(page: MinutesPage, addresses: Mapping[str, str]) -> list[Receiver]:
    """Everybody who is called and has a name, each with their address by the handle that the book knows them by."""
    people = [person for person, _ in called_people(page) if person.name]
    register = page.facts.source.register
    handles = [(person.name, register.handle_of(person, people)) for person in people]
    return [Receiver(name, handle, mail_address(addresses.get(handle, ""))) for name, handle in handles]
