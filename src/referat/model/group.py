"""A group: the standing body itself, or a working group under it, with its seats, its term and its mandate."""

from datetime import date

from referat.model.action import ActionLine, Source
from referat.model.dates import iso_day
from referat.model.fact import Record
from referat.model.people import Participant


class Group(Record):
    """A group as its file describes it. `appointed` and `closed` are (minutes, item).

    `calendar` are the days its meetings are planned for, `standing` the items of each agenda,
    `numbering` an example of a number that goes on through the year (`Sak 1/26`). `report` are the days it reports back.
    """

    id: str
    path: str
    title: str
    source: Source
    parent: str = ""
    appointed: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None
    report: tuple[date, ...] = ()
    lead: tuple[Participant, ...] = ()
    deputy: tuple[Participant, ...] = ()
    members: tuple[Participant, ...] = ()
    closed: tuple[str, str] | None = None
    calendar: tuple[date, ...] = ()
    standing: tuple[str, ...] = ()
    numbering: str = ""
    mandate: str = ""
    action_lines: tuple[ActionLine, ...] = ()

    @property
    def seats(self) -> tuple[Participant, ...]:
        """Lead, deputy and members, each person once, and every open seat."""
        found: list[Participant] = []
        for person in (*self.lead, *self.deputy, *self.members):
            if person.name and any(person.name.casefold() == other.name.casefold() for other in found):
                continue
            found.append(person)
        return tuple(found)

    @property
    def open_seats(self) -> tuple[Participant, ...]:
        """Seats with nobody in them, or with somebody who is not confirmed."""
        return tuple(seat for seat in self.seats if seat.is_open_seat or not seat.confirmed)

    def vacated(self, on: date) -> tuple[Participant, ...]:
        """The seats whose holder's time was over before a day, and in which nobody of the same organisation has followed."""
        gone = [seat for seat in self.seats if (until := iso_day(seat.until)) and until < on and seat.name]
        came = [seat for seat in self.seats if seat.name and (since := iso_day(seat.since)) and since <= on and seat not in gone]
        left: list[Participant] = []
        for seat in gone:
            follower = next((one for one in came if one.since >= seat.until[:7] and one.org.casefold() == seat.org.casefold()), None)
            if follower:
                came.remove(follower)
            else:
                left.append(seat)
        return tuple(left)

    def is_past_term(self, today: date) -> bool:
        return self.until is not None and self.until < today and self.closed is None
