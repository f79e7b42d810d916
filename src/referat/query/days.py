"""The days a question names: due by when, and since when."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.dates import NEXT, iso_day, last_day, read_day, read_past_day
from referat.model.people import fold
from referat.query.lookup import LAST, AnyMinutes, pick_minutes

WEEK = frozenset({"week", "this week", "uke", "uka", "veke", "veka", "denne uka", "denne veka"})
MONTH = frozenset({"month", "this month", "måned", "månad", "måneden", "månaden", "denne måneden", "denne månaden"})


class NotADay(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is not a day we can read.")
    hint = N_("Write it as 2026-03-31, friday, 12.10., uke 42, this week, this month or next GROUP.")


class NotADayThatWas(NotADay):
    hint = N_("Write it as 2026-03-31, friday, 12.10. or yesterday; without a year it is the last such day.")


class NoNextMeeting(ReferatError):
    exit = Exit.USAGE
    message = N_("Nobody has said yet when the next meeting is: “{typed}”.")
    hint = N_("Write the day, or prepare the meeting first: referat new GROUP --date DAY")


class NotAStart(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is neither a day nor minutes to count from.")
    hint = N_("Write it as 2026-03-31, last, or the name of a meeting.")


def due_by(typed: str, today: date, next_meeting: Callable[[str], date | None]) -> date:
    """The last day of what was typed: this week ends on Sunday, this month on its last day."""
    word = fold(typed)
    if word in WEEK:
        return today + timedelta(days=6 - today.weekday())
    if word in MONTH:
        return last_day(f"{today:%Y-%m}") or today
    day = read_day(typed, today, next_meeting)
    if day is None and word.partition(" ")[0] in NEXT:
        raise NoNextMeeting(typed=typed)
    if day is None:
        raise NotADay(typed=typed)
    return day


def since(typed: str, today: date, minutes: Sequence[AnyMinutes]) -> date:
    """The day to count from: a day, the first of a month, or the day of a meeting; `last` is the last one held before today."""
    if day := iso_day(typed) or iso_day(typed + "-01"):
        return day
    if fold(typed) in LAST:
        held = last_held(minutes, today)
        if held is None:
            raise NotAStart(typed=typed)
        return held.on
    if day := read_past_day(typed, today):
        return day
    return pick_minutes(typed, minutes, today).on


def until(typed: str, today: date, minutes: Sequence[AnyMinutes], next_meeting: Callable[[str], date | None]) -> date:
    """The last day to count: a day, the end of this week or of a month, or the day of a meeting."""
    if day := last_day(typed):
        return day
    try:
        return due_by(typed, today, next_meeting)
    except NotADay:
        return since(typed, today, minutes)


def last_held(minutes: Sequence[AnyMinutes], today: date) -> AnyMinutes | None:
    """The newest minutes from before today: on the day of a meeting, what has happened since the one before is asked for."""
    return max((m for m in minutes if m.on < today and not m.is_cancelled), key=lambda m: m.order, default=None)
