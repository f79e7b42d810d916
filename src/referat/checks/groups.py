"""Checks of groups: names that no file has, terms, seats, reports, and who is under whom."""

from collections.abc import Iterator
from datetime import timedelta

from referat.checks.context import CheckContext
from referat.model.dates import iso_day
from referat.model.group import Group
from referat.model.people import Participant, fold
from referat.model.problems import Problem

# A report may be given at a meeting somewhat before the day it is due.
EARLY_REPORT = timedelta(days=60)


def unknown_groups(context: CheckContext) -> Iterator[Problem]:
    """A group named in a header that has no file; nothing is said in a book that keeps no groups."""
    if not context.groups:
        return
    known = {fold(group.id): group.id for group in context.groups}
    nearest: dict[str, str] = {}
    named = [(m.path, "group", m.group) for m in context.minutes] + [(i.path, "group", i.group) for i in context.items]
    for path, field, name in (*named, *((g.path, "parent", g.parent) for g in context.groups)):
        if name and fold(name) not in known:
            if name not in nearest:
                nearest[name] = context.guesses.near(name, known.values())
            yield context.at("unknown-group", path, field, name=name, near=nearest[name])


def terms(context: CheckContext) -> Iterator[Problem]:
    """A term that is over, or that ends before it begins."""
    for group in context.groups:
        if group.since and group.until and group.until < group.since:
            yield context.at("until-before-from", group.path, "until", since=group.since, until=group.until)
        elif group.is_past_term(context.today):
            yield context.at("past-term", group.path, "until", title=group.title, until=group.until)


def open_seats(context: CheckContext) -> Iterator[Problem]:
    """Seats to fill, and members whose time is over, in groups that are still at work."""
    for group in context.groups:
        if group.closed:
            continue
        for seat in group.open_seats:
            yield context.rest_of_line("open-seat", seat.place, title=group.title, seat=_named(seat))
        for seat in group.vacated(context.today):
            yield context.word_at("seat-past-term", seat.place, seat.name, name=seat.name, title=group.title, until=iso_day(seat.until))


def reports(context: CheckContext) -> Iterator[Problem]:
    """A day to report that has passed, where no minutes since have an item that names or links the group."""
    for group in context.groups:
        due = [day for day in group.report if day <= context.today]
        if due and not group.closed and not _has_reported(context, group):
            yield context.at("report-due", group.path, "report", title=group.title, day=max(due))


def loops(context: CheckContext) -> Iterator[Problem]:
    """A group that is, by way of others, under itself."""
    for group in context.groups:
        above, seen = context.groups_by_id.get(fold(group.parent)), {fold(group.id)}
        while above and fold(above.id) not in seen:
            seen.add(fold(above.id))
            above = context.groups_by_id.get(fold(above.parent))
        if above and fold(above.id) == fold(group.id):
            yield context.at("group-under-itself", group.path, "parent", title=group.title, parent=group.parent)


def _has_reported(context: CheckContext, group: Group) -> bool:
    earliest = max(day for day in group.report if day <= context.today) - EARLY_REPORT
    title, own_id = fold(group.title), fold(group.id)
    for minutes in reversed(context.series.get(fold(group.parent), ())):
        if minutes.on < earliest:
            break
        if minutes.on <= context.today and any(title in fold(item.title) or own_id in map(fold, item.links) for item in minutes.items):
            return True
    return False


def _named(seat: Participant) -> str:
    name = f"{seat.name}?" if seat.name else " / ".join(f"{one}?" for one in seat.alternatives) or "N.N."
    return f"{name} ({seat.org})" if seat.org else name
