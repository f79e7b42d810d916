"""Checks of days: the meeting's own, the next one's, and weekdays beside dates."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain

from referat.checks.context import CheckContext
from referat.languages.calendar import MONTHS, WEEKDAYS
from referat.languages.phrases import DAY_LABELS, HELD_WORDS, MINUTES_WORDS, OTHER_MEETING_WORDS, THE_MEETING_WORDS
from referat.languages.words import spellings
from referat.model.action import SourceKind
from referat.model.dates import Weekday, iso_day, month_named, weekday_named
from referat.model.meeting import Minutes
from referat.model.pattern import lazily
from referat.model.place import Place
from referat.model.problems import Problem


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(set(names), key=lambda name: (-len(name), name)))


_SHORT_MONTHS = ("jan", "feb", "apr", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "des", "dec")
_MONTH_NAMES = _either([*chain.from_iterable(MONTHS.values()), *_SHORT_MONTHS])
_WEEKDAY_NAMES = _either(chain.from_iterable(WEEKDAYS.values()))
# 12.10.2023, 12.10.23, 12/10-2023, 2023-10-12, 12. oktober 2023, October 12, 2023; the year may be left out where a month is named.
_DAY = (
    r"(?:(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])"
    r"|(?P<d>[0-9]{1,2})[./][ ]?(?P<m>[0-9]{1,2})(?:(?:[./][ ]?(?P<y>[0-9]{4}|[0-9]{2})|-(?P<yd>[0-9]{4}))(?!\.?[0-9])|\.(?![0-9]))"
    rf"|(?P<dn>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?[ ]?(?P<mn>{_MONTH_NAMES})\b\.?(?:,?[ ](?P<yn>[0-9]{{4}})\b)?"
    rf"|(?P<me>{_MONTH_NAMES})[ ](?P<de>[0-9]{{1,2}})\b(?:,?[ ](?P<ye>[0-9]{{4}})\b)?)"
)
_DATE = lazily(r"(?<![\w.])" + _DAY, re.IGNORECASE)
# Every weekday ends in -dag or -day: that is looked for first, the rest of the word is read backwards.
_WEEKDAY_BEFORE_DATE = lazily(r"da[gy](?=,?[ \t]+(?:(?:den|the)[ \t]+)?(?P<date>" + _DAY + "))", re.IGNORECASE)
_BEFORE = lazily(r"[^\W\d_]*\Z")
_WEEKDAY = lazily(rf"\b(?:{_WEEKDAY_NAMES})\b", re.IGNORECASE)
# A date without a year this long before the meeting may be the next year's, and so far ahead the year's before.
LONG_PAST, FAR_AHEAD = timedelta(days=60), timedelta(days=150)
LONGEST_WEEKDAY = 12
LAST_LINE_OF_A_TOP = 60  # of minutes without items
# What says which day the meeting was: a label, a title, or a sentence, with the day to its end.
_LABEL_OF_DAY = r"[ \t>*_+-]*(?:{labels})[*_ \t]*:(?P<label>.*)"
_TITLE_WITH_DAY = r"#[ \t]+[^\n]*(?:{minutes})(?P<title>.*)"
_SENTENCE_OF_DAY = r"[ \t>*_]*(?:{meeting})[ \t]+(?:{held})\b(?P<held>.*)"
_MINUTES_OF_DAY = r"[ \t>*_]*\w*(?:{minutes})\b[^.:]*?(?P<minutes>(?<=[ ])(?:[^\W\d_]+[ ])?[0-9][^:]*)\Z"
_AFTER_A_DAY = lazily(r"[ \t]*[.,]?[ \t]*(?:(?:,|kl\.?|klokka|klokken|at)\b.*)?[*_ \t]*\Z", re.IGNORECASE)
_EVENING = "17"
_MORNING = "08"


def days_of_the_meeting(context: CheckContext) -> Iterator[Problem]:
    """The file's name, the title and the time against the header's date."""
    for minutes in context.minutes:
        named = iso_day(minutes.id[:10])
        if named and named != minutes.on:
            yield context.at("file-name-date", minutes.path, "date", named=named, on=minutes.on)
        for field, text in (("title", minutes.title), ("time", minutes.time_text)):
            if _dates_in(text):
                yield from _other_date(context, minutes, field)
        yield from _other_date_in_text(context, minutes)


def order_of_days(context: CheckContext) -> Iterator[Problem]:
    """The next meeting after this one, the end after the beginning."""
    for minutes in context.minutes:
        if minutes.next_on and minutes.next_on <= minutes.on:
            yield context.at("next-before-this", minutes.path, "next", next=minutes.next_on, on=minutes.on)
        over_midnight = minutes.start >= _EVENING and minutes.end <= _MORNING
        if minutes.start and minutes.end and minutes.end < minutes.start and not over_midnight:
            yield context.at("ends-before-start", minutes.path, "time", start=minutes.start, end=minutes.end)


def weekdays(context: CheckContext) -> Iterator[Problem]:
    """A weekday with a date beside it, anywhere in a text; in minutes also alone in the fields of the time and the next meeting."""
    for path, sheet in context.sheets.items():
        minutes = context.minutes_by_path.get(path)
        for match in _WEEKDAY_BEFORE_DATE.finditer(sheet.text) if _may_have_weekday(sheet.text) else ():
            start = match.start() - len((_BEFORE.search(sheet.text, max(0, match.start() - LONGEST_WEEKDAY), match.start()) or match)[0])
            word = sheet.text[start : match.end()]
            wrong = weekday_named(word)
            days = _days(match, minutes.on if minutes and sheet.kind is SourceKind.MINUTES else None)
            if wrong is not None and days and all(day.weekday() != wrong for day in days):
                yield _wrong(sheet.place_of(start), word, wrong, days[0], match["date"])
        if minutes:
            if _lone_weekday_in(minutes.time_text):
                yield from _lone_weekday(context, minutes, "time", minutes.on)
            if minutes.next_on:
                yield from _lone_weekday(context, minutes, "next", minutes.next_on)


def _may_have_weekday(text: str) -> bool:
    """Whether -dag or -day is anywhere in a text. Bytes are searched much faster than by a pattern that takes small and capital letters for one."""
    data = text.encode().lower()
    return b"dag" in data or b"day" in data


def _lone_weekday(context: CheckContext, minutes: Minutes, field: str, on: date) -> Iterator[Problem]:
    """A weekday in a field that is about one day."""
    sheet = context.sheets.get(minutes.path)
    found = sheet.fields.get(field) if sheet else None
    if found is None or not (there := _lone_weekday_in(found.text)):
        return
    start, word = there
    wrong = weekday_named(word)
    if wrong is not None and wrong != on.weekday():
        place = Place(found.place.path, found.place.line, found.place.column + start)
        yield _wrong(place, word, wrong, on, on.isoformat())


@lru_cache(maxsize=1000)  # as below
def _lone_weekday_in(text: str) -> tuple[int, str] | None:
    """The first weekday in a text without one beside a date: where it begins, and the word."""
    match = _WEEKDAY.search(text)
    return (match.start(), match[0]) if match and not _WEEKDAY_BEFORE_DATE.search(text) else None


def _wrong(place: Place, word: str, wrong: int, day: date, written: str) -> Problem:
    return Problem("wrong-weekday", place, {"day": written, "right": Weekday(day.weekday()), "wrong": Weekday(wrong)}, len(word))


def _other_date(context: CheckContext, minutes: Minutes, field: str) -> Iterator[Problem]:
    sheet = context.sheets.get(minutes.path)
    found = sheet.fields.get(field) if sheet else None
    if found is None:
        return
    dates = _dates_in(found.text)
    if len(dates) == 1 and dates[0][2] != minutes.on:
        start, written, _ = dates[0]
        place = Place(found.place.path, found.place.line, found.place.column + start)
        yield Problem("other-date", place, {"written": written, "on": minutes.on}, len(written))


def _other_date_in_text(context: CheckContext, minutes: Minutes) -> Iterator[Problem]:
    """A line before the first item that says the meeting was on another day: `Dato: 3. februar 2026`, `Møtet ble holdt 3. februar 2026.`"""
    sheet = context.sheets.get(minutes.path)
    if sheet is None:
        return
    first = minutes.items[0].place.line if minutes.items else LAST_LINE_OF_A_TOP
    above = ""
    for number in range(sheet.place_of(sheet.body_at).line, min(first, sheet.place_of(len(sheet.text)).line + 1)):
        text = sheet.line_text(number)
        match = None if _other_meeting().search(above) else _own_date().match(text)
        above = text if text.strip() else above
        part = (match.lastgroup or "") if match else ""
        dates = _dates_in(match[part]) if match else ()
        if match and len(dates) == 1 and dates[0][2] != minutes.on and _is_this_meetings(match, part, dates[0]):
            start, written, _ = dates[0]
            place = Place(minutes.path, number, match.start(part) + start + 1)
            yield Problem("other-date", place, {"written": written, "on": minutes.on}, len(written))


def _is_this_meetings(match: re.Match[str], part: str, day: tuple[int, str, date]) -> bool:
    """Whether a line that names a day speaks of this meeting: in a sentence the day, and nothing but the hour after it, is all that is said."""
    if part in {"label", "title"}:
        return True
    is_last = part == "held" or _AFTER_A_DAY.match(match[part], day[0] + len(day[1])) is not None
    return is_last and not _other_meeting().search(match[0])


@cache
def _own_date() -> re.Pattern[str]:
    pattern = f"{_LABEL_OF_DAY}|{_TITLE_WITH_DAY}|{_SENTENCE_OF_DAY}|{_MINUTES_OF_DAY}"
    words = {"labels": DAY_LABELS, "minutes": MINUTES_WORDS, "meeting": THE_MEETING_WORDS, "held": HELD_WORDS}
    said = {name: _either(map(re.escape, spellings(table))) for name, table in words.items()}
    for name, either in said.items():
        pattern = pattern.replace("{" + name + "}", either)
    return re.compile(pattern, re.IGNORECASE)


@cache
def _other_meeting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(map(re.escape, spellings(OTHER_MEETING_WORDS)))})\b", re.IGNORECASE)


@lru_cache(maxsize=1000)  # the hour of most meetings of a group is one, and often the title
def _dates_in(text: str) -> tuple[tuple[int, str, date], ...]:
    """The dates with a year in a text: where each begins, how it is written, and the day it is."""
    return tuple((match.start(), match[0], days[0]) for match in _DATE.finditer(text) if _has_year(match) and (days := _days(match, None)))


def _has_year(match: re.Match[str]) -> bool:
    return bool(match["iso"] or match["y"] or match["yd"] or match["yn"] or match["ye"])


def _days(match: re.Match[str], near: date | None) -> list[date]:
    """The days that a written date may be: one where it has a year, else those of the years around `near`."""
    if match["iso"]:
        day = iso_day(match["iso"])
        return [day] if day else []
    number = int(match["d"] or match["dn"] or match["de"])
    month = int(match["m"]) if match["m"] else month_named(match["mn"] or match["me"])
    year = match["y"] or match["yd"] or match["yn"] or match["ye"]
    if month is None or (year is None and near is None):
        return []
    if year:
        return _existing([int(year) + (2000 if len(year) == 2 else 0)], month, number)
    assert near is not None
    this_year = _existing([near.year], month, number)
    if this_year and this_year[0] < near - LONG_PAST:
        return this_year + _existing([near.year + 1], month, number)
    if this_year and this_year[0] > near + FAR_AHEAD:
        return this_year + _existing([near.year - 1], month, number)
    return this_year


def _existing(years: Iterable[int], month: int, number: int) -> list[date]:
    return [day for year in years if (day := iso_day(f"{year:04d}-{month:02d}-{number:02d}"))]
