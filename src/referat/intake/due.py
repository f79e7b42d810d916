"""When a task is due: the words in its sentence that say so, read against the meeting's date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from referat.documents.days import days, in_year_of, months, weekdays
from referat.languages.lexicon import alternatives, words


@dataclass(frozen=True, slots=True)
class FoundDue:
    """`value`: a day, a month or a week in ISO form, or "next" for the next meeting; None where the words cannot be pinned down."""

    value: str | None
    words: str


@cache
def _until() -> re.Pattern[str]:
    lead = alternatives({*words("until"), *words("labels.due")} - set(words("until_weak")))
    return re.compile(rf"(?<!\w)(?P<lead>{lead})\s*:?\s*(?:{alternatives(words('until_filler'))})?\s*(?P<what>[^;)\]]{{2,40}})", re.IGNORECASE)


@cache
def _next_meeting() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:(?:{alternatives({*words('until'), *words('at_words')})})\s+)?(?:{alternatives(words('next_meeting'))})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _next_week() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('next_week'))})(?!\w)", re.IGNORECASE)


@cache
def _week() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('weeks'))})\s?(?P<week>\d{{1,2}})(?!\d)(?![./]\d)", re.IGNORECASE)


def _iso(text: str, meeting: date | None) -> FoundDue | None:
    """The first day, week or month in the words of a deadline."""
    found = days(text, short=True)
    if found:
        when = in_year_of(found[0], meeting, back=0) if meeting else found[0].on
        return FoundDue(when.isoformat() if when else None, found[0].words)
    if match := _week().search(text):
        return FoundDue(_week_of(int(match["week"]), meeting), match.group(0))
    if match := _next_meeting().search(text):
        return FoundDue("next", match.group(0))
    for weekday, word, _ in weekdays(text):
        return FoundDue((meeting + timedelta(days=(weekday - meeting.weekday() - 1) % 7 + 1)).isoformat() if meeting else None, word)
    if match := _next_week().search(text):
        return FoundDue(_week_of((meeting + timedelta(days=7)).isocalendar().week, meeting) if meeting else None, match.group(0))
    for month, year, word in months(text):
        if meeting or year:
            of = year or (meeting.year if meeting and month >= meeting.month else meeting.year + 1 if meeting else 0)
            return FoundDue(f"{of}-{month:02d}", word)
    return None


def _week_of(week: int, meeting: date | None) -> str | None:
    if meeting is None or not 1 <= week <= 53:
        return None
    year = meeting.isocalendar().year + (week < meeting.isocalendar().week)
    return f"{year}-W{week:02d}"


def _bare_next(found: str) -> bool:
    """The next meeting is named without a word before it that makes it a deadline."""
    return bool(re.fullmatch(alternatives(words("next_meeting")), found, re.IGNORECASE))


def read_due(text: str, meeting: date | None, bare: bool = False) -> FoundDue | None:
    """The deadline told in a task's words. `bare`: the text is a deadline field, so no word need lead up to it."""
    if bare:
        found = _iso(text, meeting)
        return FoundDue(found.value, text.strip()) if found else (FoundDue(None, text.strip()) if text.strip(" -–") else None)
    for lead in _until().finditer(text):
        what = re.split(r"(?<=[a-zæøåäö]{3})\.\s", lead["what"])[0]
        found = _iso(what, meeting)
        if found and what.find(found.words) < 25:
            return FoundDue(found.value, f"{lead['lead']} {found.words}")
    if match := re.search(r"📅\s?(?P<day>\d{4}-\d{2}-\d{2})", text):
        return FoundDue(match["day"], match.group(0))
    if (match := _next_meeting().search(text)) and not _bare_next(match.group(0)):
        return FoundDue("next", match.group(0))
    if (named := next(weekdays(text), None)) and re.search(
        rf"(?i)(?:(?<!\w)(?:{alternatives(words('on_words'))})\s+{named[1]}(?!\w)|{named[1]}\s*\.?$)", text
    ):
        return _iso(named[1], meeting)
    if match := re.search(rf"(?i)(?<!\w)(?:{alternatives(words('until_weak'))})\s+(?P<what>\S.{{0,25}})$", text.rstrip(" .")):
        found = _iso(match["what"], meeting)
        if found:
            return FoundDue(found.value, match.group(0))
    return None
