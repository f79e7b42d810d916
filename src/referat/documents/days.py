"""Dates as people write them in minutes: numeric, in words, with or without a year, with the weekday that was written beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from referat.languages.calendar import MONTHS, WEEKDAYS

OLDEST, NEWEST = 1900, 2100


def _name_table(tables: dict[str, tuple[str, ...]], shortest: int) -> dict[str, int]:
    """Every name and every beginning of it that is long enough, mapped to its place in the row; a beginning that two rows share is left out."""
    found: dict[str, int] = {}
    clash: set[str] = set()
    for names in tables.values():
        for index, name in enumerate(names):
            for length in range(shortest, len(name) + 1):
                cut = name.casefold()[:length]
                if found.setdefault(cut, index) != index:
                    clash.add(cut)
    return {name: index for name, index in found.items() if name not in clash}


_MONTHS = _name_table(MONTHS, 3)
_WEEKDAYS = _name_table(WEEKDAYS, 3)
_WHOLE_WEEKDAYS = {name.casefold(): index for names in WEEKDAYS.values() for index, name in enumerate(names)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_WHOLE_WEEKDAY = "|".join(sorted(_WHOLE_WEEKDAYS, key=len, reverse=True))

# "7. og 8. mai", "26-27/1": the first day counts.
_FIRST_OF_TWO = r"(?:(?P<first>\d{1,2})(?:\.?\s?(?:og|och|and|&)\s?|\.?[-–]|\.\s[-–]\s|/)(?=\d{1,2}[./ ]))?"
# A weekday may have an ending ("torsdagen"); a name that begins like one ("Tordis", "Fredrik") is none.
_BEFORE = rf"(?<![\w])(?:(?P<weekday>{_WEEKDAY})(?:(?<=da[gy])[a-zåäöæø]{{1,3}})?\.?,?\s+(?:(?:the|den|d\.)\s*)?)?(?:(?:den|d\.)\s*)?"
_PATTERNS = (
    re.compile(_BEFORE + r"(?<![\d.,/-])(?P<year>\d{4})\s?(?P<sep>[-./])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?![\d])", re.IGNORECASE),
    re.compile(_BEFORE + r"(?<![\d.,/])(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", re.IGNORECASE),
    re.compile(
        _BEFORE
        + r"(?<![\d,/§#-])"
        + _FIRST_OF_TWO
        + r"(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})(?:\s?[./-]\s?|\s+)(?P<year>\d{4}|(?<=[./-])\d{2}|(?<=[./-]\s)\d{2})(?![\d:])(?!\.\d)",
        re.IGNORECASE,
    ),
    re.compile(
        _BEFORE
        + r"(?<![\d,/#])"
        + _FIRST_OF_TWO
        + rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|:e|:de|e)?\s?(?:of\s+)?(?P<month>{_MONTH})(?![a-zåäöæø])\.?"
        + r"(?:\s?[,-]?\s?'?(?P<year>\d{4}|\d{2}(?![\d:.]))(?!\d))?",
        re.IGNORECASE,
    ),
    re.compile(
        _BEFORE + rf"(?P<month>{_MONTH})(?![a-zåäöæø])\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?(?![\d:])(?!\.\d)",
        re.IGNORECASE,
    ),
)
_SHORT = re.compile(
    _BEFORE + r"(?<![\d.,/§:-])" + _FIRST_OF_TWO + r"(?P<day>\d{1,2})(?:/|\.\s?)(?P<month>\d{1,2})(?P<dot>\.?)(?![\d:/%])(?!\.\d)(?!,-)",
    re.IGNORECASE,
)
_WHOLE_MONTH = "|".join(sorted({name.casefold() for names in MONTHS.values() for name in names}, key=len, reverse=True))
_MONTH_ONLY = re.compile(rf"(?<![\w.])(?P<month>{_WHOLE_MONTH})(?:\s+(?P<year>\d{{4}}))?(?!\w)", re.IGNORECASE)
_WEEKDAY_ONLY = re.compile(rf"(?<!\w)(?P<weekday>{_WHOLE_WEEKDAY})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written. `year` None: none was written. `numeric`: both day and month in digits, so that their order can be in doubt."""

    day: int
    month: int
    year: int | None
    words: str
    start: int
    end: int
    weekday: int | None = None
    numeric: bool = False

    @property
    def on(self) -> date | None:
        """The day, if a year is written and the day exists."""
        return make(self.year, self.month, self.day) if self.year else None

    @property
    def swapped(self) -> date | None:
        """The same digits read month first, where that is another day."""
        if not self.numeric or self.year is None or self.day > 12 or self.day == self.month:
            return None
        return make(self.year, self.day, self.month)

    @property
    def impossible(self) -> bool:
        return self.year is not None and self.on is None

    @property
    def contradicts(self) -> bool:
        """The written weekday is not that date's weekday."""
        return self.weekday is not None and self.on is not None and self.on.weekday() != self.weekday


def make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _day(found: re.Match[str], numeric: bool) -> Day | None:
    groups = found.groupdict()
    month_text, year_text = groups["month"], groups.get("year")
    month = int(month_text) if month_text.isdigit() else _MONTHS[month_text.casefold()] + 1
    day = int(groups.get("first") or groups["day"])
    if groups.get("first") and int(groups["first"]) >= int(groups["day"]):
        day = int(groups["day"])
    year = full_year(year_text) if year_text else None
    if numeric and month > 12 and day <= 12 and year is not None:  # written month first beyond doubt
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31) or (year is not None and not OLDEST <= year <= NEWEST):
        return None
    weekday = _WEEKDAYS[groups["weekday"].casefold()] if groups.get("weekday") else None
    return Day(day, month, year, found.group(0).strip(), found.start(), found.end(), weekday, numeric)


def days(text: str, short: bool = False) -> list[Day]:
    """Every day written in the text, in order. `short` also reads "12.3" and "4/12", which elsewhere may be numbers of other things."""
    return list(_days(text, short)) if any(char.isdigit() for char in text) else []


@lru_cache(maxsize=2048)
def _days(text: str, short: bool) -> tuple[Day, ...]:
    found: list[Day] = []

    def free(start: int, end: int) -> bool:
        return all(end <= day.start or start >= day.end for day in found)

    for pattern in _PATTERNS:
        iso = pattern is _PATTERNS[0] or pattern is _PATTERNS[1]
        for match in pattern.finditer(text):
            day = _day(match, numeric=match["month"].isdigit() and not iso)
            if day and free(match.start(), match.end()):
                found.append(day)
    for match in _SHORT.finditer(text):
        if (short or match["weekday"] or match["first"]) and free(match.start(), match.end()):
            day = _day(match, numeric=True)
            if day and make(2000, day.month, day.day):
                found.append(day)
    return tuple(sorted(found, key=lambda day: day.start))


def months(text: str) -> Iterator[tuple[int, int | None, str]]:
    """Months that stand without a day: number, year if written, the words."""
    for match in _MONTH_ONLY.finditer(text):
        if not re.search(r"\d{1,2}\.?\s?$", text[: match.start()]):
            yield _MONTHS[match["month"].casefold()] + 1, int(match["year"]) if match["year"] else None, match.group(0)


def weekdays(text: str) -> Iterator[tuple[int, str, int]]:
    """Weekdays that are named: number from Monday = 0, the word, where it begins."""
    for match in _WEEKDAY_ONLY.finditer(text):
        yield _WHOLE_WEEKDAYS[match["weekday"].casefold()], match.group(0), match.start()


def in_year_of(day: Day, meeting: date, back: int = 60) -> date | None:
    """A day without a year, read against the meeting: this year, or the next one when it would lie more than `back` days before."""
    if day.year is not None:
        return day.on
    found = make(meeting.year, day.month, day.day)
    if found is None or found < meeting - timedelta(days=back):
        return make(meeting.year + 1, day.month, day.day) or found
    return found


def without_days(text: str, found: list[Day]) -> str:
    """The text with its days blanked out, so that "22.06" in a date is not read as a time."""
    for day in found:
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text
