"""Days, weeks and times as people write them, read against a known day. Nothing here asks the clock."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from referat.languages.calendar import MONTHS, WEEKDAYS
from referat.languages.words import MEETING_ON_WORDS, MEETING_WORDS, NEXT_MEETING_WORDS, NEXT_WORDS, THAT_MEETING_WORDS, spellings
from referat.model.pattern import lazily

_ISO_DAY = lazily(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_ISO_MONTH = lazily(r"(\d{4})-(\d{2})\Z", re.ASCII)
_ISO_WEEK = lazily(r"(\d{4})-w(\d{2})\Z", re.ASCII | re.IGNORECASE)
_NUMERIC = lazily(r"(\d{1,2})[./] ?(\d{1,2})(?:[./-] ?(\d{4}|\d{2})|\.? (\d{4}))?\.?\Z", re.ASCII)
_NAMED = lazily(r"(\d{1,2})\.?\s*([^\W\d]{3,})\.?(?:,?\s*(\d{4}))?\Z")
_MONTH_FIRST = lazily(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\.|,?\s+(\d{4}))?\Z")
_WEEK = lazily(r"(?:uke|veke|week|v)\.?\s*(\d{1,2})(?:[ /](\d{4}))?\Z", re.IGNORECASE | re.ASCII)
_AHEAD = lazily(r"\+(\d{1,3})([dwmu]?)\Z", re.ASCII | re.IGNORECASE)
_TIME = r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?\s*([ap]\.?m\.?)?"
_TIMES = lazily(_TIME + r"(?:\s*(?:[-–—]|til|to)\s*" + _TIME + r")?", re.IGNORECASE | re.ASCII)
_AT_CLOCK = lazily(r"\bkl\b\.?\s*(?=\d)", re.IGNORECASE)
_CLOCK4 = lazily(r"(?:kl\.?\s*)?(\d{2})(\d{2})(?:\s*[-–—]\s*(\d{2})(\d{2}))?(?!\d)", re.IGNORECASE | re.ASCII)

_MONTH = lazily(r"(?:i |in )?([^\W\d]{3,})\.?(?: (\d{4}))?\Z")
NEXT = spellings(NEXT_WORDS)
_MEETINGS = tuple(spellings(MEETING_WORDS))
_THAT_MEETING = spellings(THAT_MEETING_WORDS)
_MEETING_ON = spellings(MEETING_ON_WORDS)
_NEXT_MEETING = spellings(NEXT_MEETING_WORDS) | {f"{word} møte" for word in NEXT}
_TODAY = {"today": 0, "i dag": 0, "idag": 0, "tomorrow": 1, "i morgen": 1, "i morgon": 1, "imorgen": 1, "i overmorgen": 2}
_PAST = {
    "today": 0, "i dag": 0, "idag": 0, "yesterday": 1, "i går": 1, "igår": 1, "i forgårs": 2, "i førgår": 2,
}  # fmt: skip
_LAST_WEEKS = frozenset({"last", "sist", "siste", "forrige", "førre"})


class Weekday(int):
    """The number of a weekday (Monday is 0), so that whoever shows it can name it in the reader's language."""


@lru_cache(maxsize=4096)  # a book speaks of a few hundred days, again and again
def iso_day(text: str) -> date | None:
    """The day that `YYYY-MM-DD` names, if it is written just so and exists."""
    match = _ISO_DAY.match(text)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


@lru_cache(maxsize=4096)
def last_day(text: str) -> date | None:
    """The last day of an ISO day, month (`2023-10`) or week (`2023-W42`): the day a due date runs out."""
    day = iso_day(text)
    if day:
        return day
    if match := _ISO_MONTH.match(text):
        return _month_end(int(match[1]), int(match[2]))
    if match := _ISO_WEEK.match(text):
        return week_end(int(match[1]), int(match[2]))
    return None


def week_end(year: int, week: int) -> date | None:
    """The Sunday of an ISO 8601 week."""
    try:
        return date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def read_due(text: str, meeting: date | None) -> str | None:
    """A due date as people write it in minutes, made ISO against the meeting's day: `1.11` is the first such day from the meeting on.

    ISO forms come back as they are (`2023-10`, `2023-W42`), and `neste møte` as `neste`; None where it is no due date we know, or has no year and
    there is no meeting. A weekday is the first such day after the meeting; one that stands before a date must be that of the date.
    """
    if last_day(text):
        return text.upper() if "w" in text.casefold() else text
    word = " ".join(unicodedata.normalize("NFC", text).casefold().replace(",", " ").split())
    if word in _NEXT_MEETING:
        return word.split()[0].replace("the", "next")
    if match := _WEEK.match(word):
        week, year = int(match[1]), match[2]
        return _iso_week_from(week, int(year) if year else None, meeting)
    if month := _written_month(word, meeting):
        return month
    day = _written_day(word, meeting) or (_relative_day(word, meeting) if meeting else None)
    return day.isoformat() if day else None


def day_of_meeting(text: str) -> str:
    """What says which day a meeting is: `15. mai` of `møtet den 15. mai`, `May` of `the May meeting`."""
    words = text.split()
    if words and words[0].casefold() in _THAT_MEETING:
        del words[0]
    named = next((at for at, word in enumerate(words[:2]) if word.casefold().rstrip(",").endswith(_MEETINGS)), None)
    if named is None or len(words) == 1:
        return text
    rest = words[named + 1 :]
    if named:
        return text if rest or month_named(words[0]) is None else words[0]
    return " ".join(rest[1:] if rest[0].casefold() in _MEETING_ON and len(rest) > 1 else rest)


def is_next_meeting(text: str) -> bool:
    """Whether a due date is the next meeting, whenever that is."""
    folded = text.casefold()
    return folded in NEXT or " ".join(folded.split()) in _NEXT_MEETING


def read_day(text: str, today: date, next_meeting: Callable[[str], date | None] = lambda _group: None) -> date | None:
    """A day as typed at the prompt: ISO, `friday`, `12.10.`, `12. oktober`, `uke 42`, `i morgen`, `+2w`, `next`, `next naering`.

    Days without a year, and weekdays, are the first such day after today. `next_meeting` finds the coming meeting of a group ("" for the book's own).
    """
    word = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if day := last_day(word):
        return day
    if word in _TODAY:
        return today + timedelta(days=_TODAY[word])
    first, _, rest = word.partition(" ")
    if first in NEXT:
        if rest in {"week", "uke", "veke"}:
            return today + timedelta(days=7 - today.weekday() + 6)
        return _weekday_after(rest, today + timedelta(days=1)) or next_meeting(rest)
    if match := _AHEAD.match(word):
        return _ahead(today, int(match[1]), match[2])
    if match := _WEEK.match(word):
        iso = _iso_week_from(int(match[1]), int(match[2]) if match[2] else None, today)
        return last_day(iso) if iso else None
    return _weekday_after(word, today + timedelta(days=1)) or _written_day(word, today) or _relative_day(word, today)


def is_period(text: str) -> bool:
    """Whether what was typed is a week or a month, and no day: `uke 48`, `2026-05`, `next week`."""
    word = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    first, _, rest = word.partition(" ")
    return bool(_ISO_MONTH.match(word) or _ISO_WEEK.match(word) or _WEEK.match(word)) or (first in NEXT and rest in {"week", "uke", "veke"})


def has_year(text: str) -> bool:
    """Whether a day as typed leaves no year to us to choose. It does in `12.10.`, `12. oktober`, `uke 42`; a weekday or `+2w` counts from today."""
    word = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if match := _NUMERIC.match(word) or _NAMED.match(word) or _MONTH_FIRST.match(word):
        return match[3] is not None
    return (match := _WEEK.match(word)) is None or match[2] is not None


def read_past_day(text: str, today: date) -> date | None:
    """The day something happened, as typed at the prompt: ISO, `friday`, `last friday`, `12.10.`, `12. oktober`, `i går`.

    Days without a year, and weekdays, are the last such day up to today: what happened on Friday has happened.
    """
    word = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if day := iso_day(word):
        return day
    if word in _PAST:
        return today - timedelta(days=_PAST[word])
    first, _, rest = word.partition(" ")
    if first in _LAST_WEEKS:
        return _weekday_before(rest, today - timedelta(days=1))
    return _weekday_before(word, today) or _written_day(word, today, last=True)


@lru_cache(maxsize=1024)  # most meetings of a group begin at the same hour
def read_times(text: str) -> tuple[str | None, str | None]:
    """Start and end of `09:00–10:30`, `torsdag kl. 09.00-10.30`, `0900`, `7.15pm` as HH:MM; None for what is not there."""
    text = _from_the_clock_on(text.strip())
    if match := _CLOCK4.match(text):
        return _clock(match[1], match[2], None), _clock(match[3], match[4], None) if match[3] else None
    match = _TIMES.search(text) if re.match(r"(?:kl\.?\s*)?\d", text, re.IGNORECASE) else None
    if not match:
        return None, None
    start = _clock(match[1], match[2] or "00", match[3])
    end = _clock(match[4], match[5] or "00", match[6]) if match[4] else None
    return start, end


def _from_the_clock_on(text: str) -> str:
    """`torsdag 31. august kl. 09.00` from `kl.` on, `torsdag 09.00` from the hour on: the days before the hour are text."""
    if at := _AT_CLOCK.search(text):
        return text[at.start() :]
    first, _, rest = text.partition(" ")
    return rest.strip() if weekday_named(first) is not None else text


def weekday_named(word: str) -> int | None:
    """The number of a weekday (Monday is 0) named in any language the calendar knows, if `word` is one."""
    folded = word.casefold().rstrip(".,")
    for names in WEEKDAYS.values():
        for number, name in enumerate(names):
            if folded == name.casefold():
                return number
    return None


def month_named(word: str) -> int | None:
    """The number of a month (January is 1) named or cut to three letters or more, in any language the calendar knows."""
    folded = word.casefold().rstrip(".")
    if len(folded) < 3:
        return None
    for names in MONTHS.values():
        for number, name in enumerate(names, 1):
            if name.casefold().startswith(folded):
                return number
    return None


def month_beginnings() -> frozenset[str]:
    """The first three letters of every month, which tell that one may be named."""
    return frozenset(name[:3].casefold() for names in MONTHS.values() for name in names)


def _written_month(word: str, near: date | None) -> str | None:
    """`august 2026`, `i mars`, `neste måned`: the month as ISO."""
    first, _, rest = word.rpartition(" ")
    if first in NEXT and rest in {"måned", "månad", "month"}:
        months = near.year * 12 + near.month if near else 0
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if near else None
    match = _MONTH.match(word)
    number = month_named(match[1]) if match else None
    if match is None or number is None:
        return None
    year = int(match[2]) if match[2] else near.year + (number < near.month) if near else None
    return f"{year:04d}-{number:02d}" if year else None


def _relative_day(word: str, meeting: date) -> date | None:
    """`fredag`, `neste fredag`, `tirsdag 17.3.`, `neste uke`, `i morgen`, `+2u`: counted from the meeting."""
    if word in _TODAY:
        return meeting + timedelta(days=_TODAY[word])
    if match := _AHEAD.match(word):
        return _ahead(meeting, int(match[1]), match[2])
    first, _, rest = word.partition(" ")
    if first in NEXT | {"på", "førstkommende", "fyrstkomande", "on"}:
        if first in NEXT and rest in {"week", "uke", "veke"}:
            return meeting + timedelta(days=7 - meeting.weekday() + 6)
        word = rest
    first, _, rest = word.partition(" ")
    number = weekday_named(first)
    if number is None or not rest:
        return _weekday_after(word, meeting + timedelta(days=1))
    day = _written_day(rest.removeprefix("den "), meeting)
    return day if day and day.weekday() == number else None


def _written_day(word: str, near: date | None, *, last: bool = False) -> date | None:
    """`12.10`, `12.10.23`, `12. oktober 2023`: without a year the first such day from `near` on, or the last up to it; None without `near`."""
    match = _NUMERIC.match(word)
    if match:
        day, month, year = int(match[1]), int(match[2]), match[3] or match[4]
    elif (match := _NAMED.match(word)) and (named := month_named(match[2])):
        day, month, year = int(match[1]), named, match[3]
    elif (match := _MONTH_FIRST.match(word)) and (named := month_named(match[1])):
        day, month, year = int(match[2]), named, match[3]
    else:
        return None
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if near is None:
        return None
    for years in range(9):  # 29 February may be up to eight years away
        found = _day(near.year - years if last else near.year + years, month, day)
        if found and (found <= near if last else found >= near):
            return found
    return None


def _iso_week_from(week: int, year: int | None, first: date | None) -> str | None:
    if year is None:
        if first is None:
            return None
        year = first.isocalendar().year
        if week < first.isocalendar().week:
            year += 1
    return f"{year:04d}-W{week:02d}" if week_end(year, week) else None


def _weekday_after(word: str, first: date) -> date | None:
    number = weekday_named(word)
    return None if number is None else first + timedelta(days=(number - first.weekday()) % 7)


def _weekday_before(word: str, last: date) -> date | None:
    number = weekday_named(word)
    return None if number is None else last - timedelta(days=(last.weekday() - number) % 7)


def _ahead(today: date, count: int, unit: str) -> date | None:
    if unit in {"", "d"}:
        return today + timedelta(days=count)
    if unit in {"w", "u"}:
        return today + timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 + count
    end = _month_end(months // 12, months % 12 + 1)
    return end.replace(day=min(today.day, end.day)) if end else None


def _month_end(year: int, month: int) -> date | None:
    start = _day(year, month, 1)
    if start is None:
        return None
    following = _day(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1) if following else date(year, month, 31)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(hour: str, minute: str, half: str | None) -> str | None:
    h, m = int(hour), int(minute)
    if half:
        h = h % 12 + (12 if half[0] in "pP" else 0)
    return f"{h:02d}:{m:02d}" if h < 24 and m < 60 else None
