"""A time zone as a calendar must carry it (VTIMEZONE): the changes of the clock, as the computer's own table of zones knows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A change of the clock: `at` is what the clock shows when it is changed, the offsets are as a calendar writes them."""

    at: datetime
    before: str
    after: str
    name: str
    is_summer: bool

    @property
    def rule(self) -> tuple[str, ...]:
        """What changes of one kind have in common from year to year."""
        nth = -1 if (self.at + 7 * _DAY).month != self.at.month else (self.at.day - 1) // 7 + 1
        day = f"FREQ=YEARLY;BYMONTH={self.at.month};BYDAY={nth}{DAYS[self.at.weekday()]}"
        return (day, self.at.strftime("%H%M%S"), self.before, self.after, self.name, str(self.is_summer))


def zone_lines(name: str, first: int, last: int) -> list[str]:
    """The zone for the years from `first` to `last`. Raises ZoneInfoNotFoundError, and ValueError for what is no name."""
    zone = ZoneInfo(name)
    start = datetime(first - 1, 1, 1, tzinfo=UTC)  # the year before too: the first winter began in it
    found = list(_changes(zone, start, datetime(last + 1, 1, 1, tzinfo=UTC)))
    if not found:
        found = [_change(zone, start - _DAY, start)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for _, group in groupby(sorted(found, key=lambda one: (one.rule, one.at)), key=lambda one: one.rule):
        lines += _observance(list(group))
    return [*lines, "END:VTIMEZONE"]


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[ClockChange]:
    while start < end:
        if _offset(zone, start) != _offset(zone, start + _DAY):
            before, after = start, start + _DAY
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
                if _offset(zone, middle) == _offset(zone, start):
                    before = middle
                else:
                    after = middle
            yield _change(zone, before, after)
        start += _DAY


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> ClockChange:
    there = after.astimezone(zone)
    return ClockChange(
        (after + _offset(zone, before)).replace(tzinfo=None),
        before.astimezone(zone).strftime("%z"),
        there.strftime("%z"),
        there.tzname() or "",
        bool(there.dst()),
    )


def _observance(changes: list[ClockChange]) -> list[str]:
    """Changes of one kind: as a rule where they come every year, else each by its day."""
    years = [one.at.year for one in changes]
    if years != list(range(years[0], years[0] + len(years))):
        return [line for one in changes for line in _observance([one])]
    kind = "DAYLIGHT" if changes[0].is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{changes[0].at.strftime('%Y%m%dT%H%M%S')}",
        f"RRULE:{changes[0].rule[0]};COUNT={len(changes)}",
        f"TZOFFSETFROM:{changes[0].before}",
        f"TZOFFSETTO:{changes[0].after}",
        f"TZNAME:{changes[0].name}",
        f"END:{kind}",
    ]


def _offset(zone: ZoneInfo, when: datetime) -> timedelta:
    return when.astimezone(zone).utcoffset() or timedelta(0)
