"""Who is expected at a group's meeting, and which seats, reports and terms of a group and its working groups must be brought up there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from referat.model.dates import iso_day
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant, fold

# What somebody did at one meeting says nothing of the next; what they are, does.
LASTING_ROLES = ("lead", "deputy", "treasurer", "member", "observer")


@dataclass(frozen=True, slots=True)
class ReportBack:
    """A group to bring up at a meeting: the reports due, the end of its term, and the seats to fill."""

    group: Group
    reports: tuple[date, ...] = ()
    until: date | None = None
    seats: tuple[Participant, ...] = ()


def expected(group: Group | None, on: date, last: Minutes | None) -> tuple[Participant, ...]:
    """The members whose term covers the day. A group without a file is expected as it last met."""
    if group is not None and group.seats:
        return tuple(_seated(seat) for seat in group.seats if seat.name and seat.confirmed and sits(seat, on))
    if last is None:
        return ()
    people: dict[str, Participant] = {}
    for person in last.present or ():
        if person.name and person.confirmed:
            people.setdefault(fold(person.name), _seated(person))
    for person in last.absent or ():
        if person.name and person.confirmed:  # the name alone: what stands beside it may be why they stayed away
            people.setdefault(fold(person.name), Participant(person.name))
    return tuple(people.values())


def seats_to_fill(group: Group, on: date) -> tuple[Participant, ...]:
    """Open seats, and those whose holder's term is over, by the name of who left."""
    vacated = group.vacated(on)
    return tuple(seat for seat in group.seats if seat.is_open_seat or not seat.confirmed or seat in vacated)


def reports_back(own: Group | None, groups: Sequence[Group], minutes: Sequence[Minutes], on: date, near: date) -> tuple[ReportBack, ...]:
    """The working groups to hear from on a day, and the seats to fill in them and in the group itself. `minutes` are the group's own."""
    if own is None:
        return ()
    found = [ReportBack(own, seats=seats_to_fill(own, on))]
    for group in sorted(groups, key=lambda g: g.id):
        if fold(group.parent) != fold(own.id) or group.closed is not None or (group.since or on) > on:
            continue
        reports = tuple(day for day in sorted(group.report) if day <= near and not _heard(group, minutes, day, on))
        until = group.until if group.until is not None and group.until <= near else None
        found.append(ReportBack(group, reports, until, seats_to_fill(group, on)))
    return tuple(one for one in found if one.reports or one.until or one.seats)


def _heard(group: Group, minutes: Sequence[Minutes], day: date, before: date) -> bool:
    """Whether a meeting on or after the report's day has had the group on its agenda."""
    return any(day <= m.on < before and any(fold(link) == fold(group.id) for item in m.items for link in item.links) for m in minutes)


def sits(seat: Participant, on: date) -> bool:
    """Whether the seat's term, where one is written, covers the day."""
    since = iso_day(seat.since)
    return not (since and since > on) and not _has_left(seat, on)


def _has_left(seat: Participant, on: date) -> bool:
    until = iso_day(seat.until)
    return until is not None and until < on


def _seated(person: Participant) -> Participant:
    """A member as the attendance of one meeting lists them: without the dates of the term, and without what they did last time."""
    roles = tuple(role for role in person.roles if role.partition(":")[0] in LASTING_ROLES)
    return Participant(person.name, person.org, roles)
