"""The next meeting that minutes announce, and what is wrong with its day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from referat.languages.mark import N_
from referat.legacy.clock import read_clock
from referat.legacy.dates import Day, days, in_year_of, make, months, without_days
from referat.legacy.lines import Line, cut
from referat.legacy.result import Evidence, FoundProblem, NextMeeting
from referat.legacy.vocabulary import alternatives, phrase, table, words

_LONGEST = 600


@dataclass(frozen=True, slots=True)
class _Announced:
    """A line that speaks of the next meeting: what it says of it, and the days in that. `heads`: the line is about nothing else."""

    line: Line
    text: str
    days: list[Day]
    heads: bool


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<words>{alternatives({*words('next_meeting'), *table('labels', 'next')})})(?!\w)", re.IGNORECASE)


def find_next(lines: Sequence[Line], meeting: date | None) -> tuple[NextMeeting | None, list[FoundProblem]]:
    """The next meeting, from the line that announces it most clearly; a day that cannot be is reported."""
    best: NextMeeting | None = None
    problems: list[FoundProblem] = []
    for index in range(len(lines)):
        found = _announced(lines, index)
        if found is None:
            continue
        candidate = _read(found, meeting)
        if wrong := _wrong_weekday(found, candidate):
            problems.append(wrong)
        if best is None or (candidate.date and len(candidate.date) == 10 and (best.date is None or found.heads)):
            best = candidate
            if wrong := _earlier(found, meeting):
                problems.append(wrong)
    return best, problems


def _announced(lines: Sequence[Line], index: int) -> _Announced | None:
    line = lines[index]
    lead = _lead().search(line.text) if not line.blank and len(line.text) <= _LONGEST else None
    if lead is None or lead.start() > 160:
        return None
    before = line.text[: lead.start()]
    rest = re.split(r"(?<=[a-zæøåäö]{3})\.\s+(?=[A-ZÆØÅÄÖ])", line.text[lead.end() :])[0]
    heads = not re.sub(r"[\W\d]|sak", "", before, flags=re.IGNORECASE)
    labelled = line.text[lead.end() : lead.end() + 2].strip().startswith((":", "-", "–"))
    if not rest.strip(" :.-–") and heads:  # the day on the line below
        below = next((one for one in lines[index + 1 : index + 3] if not one.blank), None)
        if below is None or len(below.text) > 160:
            return None
        rest, line, labelled = below.text, below, True
    found = days(rest, short=True)
    text = rest.strip(" :.-–")
    if not text or (not found and not (heads and labelled)):
        return None
    deadline = phrase("until").search(before[-10:])  # "innen neste møte" is a deadline
    return None if not heads and (deadline or (found and found[0].start > 60)) else _Announced(line, text, days(text, short=True), heads)


def _read(found: _Announced, meeting: date | None) -> NextMeeting:
    when: str | None = None
    if found.days:
        day = in_year_of(found.days[0], meeting, back=0) if meeting else found.days[0].on
        when = day.isoformat() if day else None
    elif meeting and (month := next(months(found.text), None)):
        year = month[1] or (meeting.year if month[0] >= meeting.month else meeting.year + 1)
        when = f"{year}-{month[0]:02d}"
    clock = read_clock(without_days(found.text, found.days), expected=bool(found.days))
    evidence = Evidence(found.line.number, cut(found.line.raw, found.text), 0.9 if found.heads else 0.7)
    return NextMeeting(when, clock.start if clock else None, found.text, evidence)


def _wrong_weekday(found: _Announced, candidate: NextMeeting) -> FoundProblem | None:
    first = found.days[0] if found.days else None
    if first is None or first.year is not None or first.weekday is None or candidate.date is None:
        return None
    day = date.fromisoformat(candidate.date)
    later = make(day.year + 1, day.month, day.day)
    if day.weekday() == first.weekday or (later and later.weekday() == first.weekday):
        return None
    message = N_("“{words}” is not on that weekday: {day} was another day of the week.")
    return FoundProblem("date-next-weekday", found.line.number, message, {"words": first.words, "day": candidate.date})


def _earlier(found: _Announced, meeting: date | None) -> FoundProblem | None:
    day = found.days[0].on if found.days else None
    if day is None or meeting is None or day > meeting or not found.heads:
        return None
    message = N_("The next meeting, “{words}”, is not after this one, {day}.")
    return FoundProblem("date-next-earlier", found.line.number, message, {"words": found.days[0].words, "day": meeting.isoformat()})
