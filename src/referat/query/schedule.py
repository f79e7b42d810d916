"""When a group meets next: what its last minutes say, else its calendar; and the time and place that stand beside the day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from referat.model.dates import iso_day, read_times
from referat.model.fact import Record
from referat.model.group import Group
from referat.model.meeting import Minutes, Moved
from referat.model.pattern import lazily
from referat.model.people import fold

# Where nothing says when the meeting after this one is, what falls within a quarter is near.
A_QUARTER = timedelta(days=92)

# A lone number is a time only after "kl": "2. etasje" is a place.
_CLOCK = r"(?:kl(?:okka|okken)?\.?\s*\d{1,2}(?:[.:]?\d{2})?|\d{1,2}[.:]\d{2}|\d{4})(?:\s*[-–—]\s*\d{1,2}(?:[.:]?\d{2})?)?"
_TIME_FIRST = lazily(rf"({_CLOCK})(?=[\s,;]|\Z)\s*[,;]?\s*(.*)\Z", re.IGNORECASE | re.DOTALL)
_TIME_ALONE = lazily(rf"{_CLOCK}\Z", re.IGNORECASE)
_PREFIX = lazily(r"kl(?:okka|okken)?\.?\s*", re.IGNORECASE)


class Slot(Record):
    """A day for a meeting, with its time and place where they are known, as written."""

    on: date
    time: str = ""
    venue: str = ""


def minutes_of(group: str, minutes: Sequence[Minutes]) -> list[Minutes]:
    """The minutes of a group, in order, those of cancelled meetings too."""
    return sorted((m for m in minutes if fold(m.group) == fold(group)), key=lambda m: m.order)


def waiting_draft(series: Sequence[Minutes], today: date) -> Minutes | None:
    """The draft that is prepared already for the coming meeting."""
    return next((m for m in series if m.is_draft and m.on >= today and not m.is_cancelled), None)


def coming_slot(series: Sequence[Minutes], group: Group | None, today: date) -> Slot | None:
    """The day after the group's newest minutes: what they name as next, else the first day of the calendar from today on."""
    newest = series[-1] if series else None
    if newest and newest.next_on and newest.next_on > newest.on:
        time, venue = time_and_place(newest.next_text)
        return Slot(newest.next_on, time, venue)
    last = max((m.on for m in series if not m.is_cancelled), default=date.min)
    gone = days_given_up(series)
    planned = sorted(day for day in (group.calendar if group else ()) if day > last and day >= today and day not in gone)
    return Slot(planned[0]) if planned else None


def slot_on(day: date, series: Sequence[Minutes]) -> Slot:
    """A day somebody named, with the time and place that earlier minutes agreed on for it."""
    for minutes in reversed(series):
        if minutes.next_on == day:
            return Slot(day, *time_and_place(minutes.next_text))
    return Slot(day)


def meeting_after(on: date, series: Sequence[Minutes], group: Group | None) -> date | None:
    """The first day after `on` that the group is known to meet."""
    gone = days_given_up(series)
    days = [m.on for m in series if not m.is_cancelled] + [day for day in (group.calendar if group else ()) if day not in gone]
    return min((day for day in days if day > on), default=None)


class HasDays(Protocol):
    """A meeting by the day it is on, and those it was on before."""

    @property
    def on(self) -> date: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def moved(self) -> Sequence[Moved]: ...


def days_given_up(series: Iterable[HasDays]) -> set[date]:
    """The days on which a group was to meet, and does not: the meeting was cancelled, or moved to another day."""
    series = list(series)
    left = {m.on for m in series if m.is_cancelled} | {day for m in series for day in days_before(m)}
    return left - {m.on for m in series if not m.is_cancelled}


def days_before(minutes: HasDays) -> list[date]:
    """The days that a meeting was moved from, as the ids tell that its minutes had then."""
    return [day for one in minutes.moved if (day := iso_day(one.from_[:10]))]


def horizon(on: date, series: Sequence[Minutes], group: Group | None) -> date:
    """Up to which day something is near at the meeting on `on`: it would be too late for it at the meeting after."""
    return meeting_after(on, series, group) or (on + A_QUARTER if on <= date.max - A_QUARTER else on)


def time_and_place(text: str) -> tuple[str, str]:
    """`kl. 09.00, Teams` as its time and its place."""
    text = " ".join(text.split()).strip(" ,;")
    if (match := _TIME_FIRST.match(text)) and read_times(match[1])[0]:
        return _PREFIX.sub("", match[1], count=1), match[2].strip(" ,;")
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        if _TIME_ALONE.match(part) and read_times(part)[0]:
            return _PREFIX.sub("", part, count=1), ", ".join(other for other in parts if other != part)
    return "", text
