"""What a secretary has left to do, in the order it presses: not saved, not sent, not approved, late, owned by nobody who can be reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referat.model.action import Status
from referat.model.dates import iso_day
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import fold
from referat.query.carryover import to_approve
from referat.query.rows import ActionRow
from referat.query.schedule import days_given_up, minutes_of


class MatterKind(StrEnum):
    """What is left to do with something."""

    NOT_SAVED = "not-saved"
    NO_MINUTES = "no-minutes"
    NOT_SENT = "not-sent"
    NOT_APPROVED = "not-approved"
    LATE = "late"
    LEFT = "left"
    NO_ADDRESS = "no-address"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is left to do: what it is about, since when, and how many actions where it is about those."""

    kind: MatterKind
    what: str
    since: date | None = None
    count: int = 0

    def days(self, today: date) -> int | None:
        return (today - self.since).days if self.since else None


def meetings_unsettled(minutes: Sequence[Minutes], groups: Sequence[Group], today: date) -> Iterator[Matter]:
    """The meetings that were held and have no minutes, and the minutes that are not sent out or not approved, oldest first."""
    for group_id in sorted({fold(m.group): m.group for m in minutes} | {fold(g.id): g.id for g in groups}):
        group = next((g for g in groups if fold(g.id) == group_id), None)
        for day in _held_without_minutes(minutes_of(group_id, minutes), group, today):
            yield Matter(MatterKind.NO_MINUTES, group.id if group else group_id, day)
    held = [m for m in sorted(minutes, key=lambda m: m.order) if m.on < today and not m.is_cancelled]
    yield from (Matter(MatterKind.NOT_SENT, m.id, m.on) for m in held if m.status is Status.DRAFT and not m.circulation)
    sent = [m for m in to_approve(held, minutes) if m.status is Status.CIRCULATED]
    yield from (Matter(MatterKind.NOT_APPROVED, m.id, iso_day(m.circulation.on) if m.circulation else m.on) for m in sent)


def _held_without_minutes(series: Sequence[Minutes], group: Group | None, today: date) -> list[date]:
    """The days before today on which the group was to meet, and of which the book has nothing. Only those since its first minutes count."""
    named = {m.next_on for m in series if m.next_on} | set(group.calendar if group else ())
    first = series[0].on if series else today
    known = {m.on for m in series} | set(days_given_up(series))
    return sorted(day for day in named if first < day < today and day not in known)


def actions_unsettled(rows: Iterable[ActionRow], groups: Sequence[Group], emails: Mapping[str, str], today: date) -> Iterator[Matter]:
    """Late actions by whose they are, what people own who have left, and owners whose address nobody knows."""
    late: dict[str, list[str]] = {}
    owned: dict[str, tuple[str, int]] = {}
    for row in rows:
        if not row.is_open:
            continue
        for handle, name, _ in row.owners:
            owned[handle] = (name, owned.get(handle, ("", 0))[1] + 1)
        if row.is_overdue(today.isoformat()):
            for handle in [handle for handle, *_ in row.owners] or [""]:
                late.setdefault(handle, []).append(row.due)
    for handle, days in sorted(late.items(), key=lambda one: min(one[1])):
        yield Matter(MatterKind.LATE, f"@{handle}" if handle else "", iso_day(min(days)), len(days))
    gone = left_on(groups, today)
    for handle, (name, count) in sorted(owned.items()):
        if fold(name) in gone:
            yield Matter(MatterKind.LEFT, f"@{handle}", gone[fold(name)], count)
    for handle, (_, count) in sorted(owned.items()):
        if fold(handle) not in emails:
            yield Matter(MatterKind.NO_ADDRESS, f"@{handle}", count=count)


def left_on(groups: Iterable[Group], today: date) -> dict[str, date]:
    """Those whose every seat is over, by their names folded, and the last day of the last one."""
    until: dict[str, date | None] = {}
    for group in groups:
        for seat in group.seats if group.closed is None else ():
            if seat.name:
                day, before = iso_day(seat.until), until.get(fold(seat.name), date.min)
                until[fold(seat.name)] = None if day is None or before is None else max(day, before)
    return {name: day for name, day in until.items() if day is not None and day < today}
