"""The rest of a meeting's header: title, place, body, next meeting, and which lines the header stands for."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from referat.languages.mark import N_
from referat.legacy.clock import read_clock
from referat.legacy.dates import Day, days, in_year_of, make, months, without_days
from referat.legacy.lines import Line, cut
from referat.legacy.numbers import read_number
from referat.legacy.result import Evidence, Fact, FoundProblem, NextMeeting
from referat.legacy.titles import is_sentence
from referat.legacy.vocabulary import HEADER_FIELDS, alternatives, phrase, read_label, table, words
from referat.legacy.when import phrase_title

_ONLINE = re.compile(
    r"(?<!\w)(?:på|via|over|i|on|by)?\s?(?P<place>(?:Microsoft\s)?Teams|Zoom|Skype|Google Meet|Discord|Webex|Jitsi)(?!\w)(?!-)", re.IGNORECASE
)


@cache
def _place_word() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(word for word in words('places') if len(word) > 2)})$|(?<!\w)(?:{alternatives(words('places'))})(?!\w)", re.IGNORECASE
    )


@cache
def _street() -> re.Pattern[str]:
    return re.compile(
        rf"[A-ZÅÄÖÆØÉ][\w.-]*(?:\s[A-ZÅÄÖÆØÉ]?[\w.-]+)?(?:{alternatives(words('streets'))})\s\d{{1,3}}\s?[A-Z]?(?!\w)|[A-ZÅÄÖÆØÉ][\w.-]*\s(?:{alternatives(words('streets'))})\s\d{{1,3}}(?!\w)"
    )


def find_title(lines: Sequence[Line], stop: int) -> Fact | None:
    """The line that names the meeting: one with a word like "referat", else the first heading."""
    near = [line for line in lines[: min(stop, 25)] if not line.blank and len(line.text) < 220]
    near = [line for line in near if read_number(line.text) is None]
    labelled = [
        line
        for line in near
        if (label := read_label(line.text, ("title",))) and not (label.rest == "" and len(near) > 1 and len(line.text.split()) == 1)
    ]
    meeting = [line for line in near if phrase_title(line.text) and not _is_field(line.text) and len(line.text.split()) > 1]
    head = [line for line in near if line.heading == 1]
    for group, confidence in ((labelled, 0.9), (head, 0.8), (meeting, 0.75)):
        if group:
            line = group[0]
            return Fact(line.text.rstrip(" :"), Evidence(line.number, line.raw.strip(), confidence))
    lone = [line for line in near if read_label(line.text, ("title",))]
    if (
        not lone
        and near
        and len(near[0].text.split()) <= 12
        and not is_sentence(near[0].text)
        and not _is_field(near[0].text)
        and not days(near[0].text)
        and near[0].text[:1].isupper()
    ):
        lone = near[:1]
    if lone:
        return Fact(lone[0].text.rstrip(" :"), Evidence(lone[0].number, lone[0].raw.strip(), 0.5))
    return None


def _is_field(text: str) -> bool:
    label = read_label(text, HEADER_FIELDS)
    return text.rstrip().endswith(":") or (label is not None and (label.colon or not label.rest))


def find_place(lines: Sequence[Line], stop: int) -> Fact | None:
    """Where the meeting was: a label, "på Teams" in the title, or a line of the header that is only a place."""
    for index, line in enumerate(lines[:stop]):
        if line.blank:
            continue
        text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
        label = read_label(text, ("place", "date", "time"))
        if label and label.field == "place":
            rest = label.rest
            if not rest and label.colon:
                below = next((one for one in lines[index + 1 : min(index + 3, stop)] if not one.blank), None)
                rest = below.text if below and not read_label(below.text, HEADER_FIELDS) and len(below.text) < 80 else ""
            if rest and (label.colon or ((label.words.casefold() == "at" or len(rest.split()) <= 6) and rest[:1].isupper())):
                if label.words.casefold() == "at" and (days(rest) or read_clock(rest)):
                    continue
                return Fact(rest.strip(" .;,"), Evidence(line.number, line.raw.strip(), 0.95))
    for line in lines[:stop]:
        if line.blank or len(line.text) > 160:
            continue
        label = read_label(line.text, HEADER_FIELDS)
        if label and label.field not in ("date", "time", "body"):
            continue
        found_days = days(line.text, short=True)
        if found := _ONLINE.search(line.text):
            if label or found_days or phrase_title(line.text) or len(line.text.split()) <= 3:
                return Fact(found["place"], Evidence(line.number, cut(line.raw, found["place"]), 0.8))
        if found := _street().search(line.text):
            return Fact(found.group(0), Evidence(line.number, cut(line.raw, found.group(0)), 0.7))
        tail = _after_date(line.text, found_days)
        if tail and re.match(r"(?:hjemme hos|hjemme hjå|heime hjå|heime hos|hemma hos|hos|hjå)\s+[A-ZÆØÅÄÖ][^.;]{1,40}$", tail):
            return Fact(tail, Evidence(line.number, cut(line.raw, tail), 0.6))
        if (
            tail
            and (found := re.match(r"^(?:på|i|ved|at|in|at the|in the)\s+(?P<place>(?:hos\s+|the\s+)?[A-ZÆØÅÄÖ][^.,;]{2,50})$", tail))
            and not phrase_title(found["place"])
        ):
            return Fact(found["place"].strip(), Evidence(line.number, cut(line.raw, found["place"]), 0.7))
        if tail and 1 <= len(tail.split()) <= 4 and _place_word().search(tail) and tail[:1].isupper() and found_days:
            return Fact(tail, Evidence(line.number, cut(line.raw, tail), 0.6))
        text = line.text.strip(" .,")
        if (
            1 <= len(text.split()) <= 4
            and text[:1].isupper()
            and not any(char.isdigit() for char in text)
            and _place_word().search(text)
            and not line.heading
            and not phrase_title(text)
            and not line.text.endswith(":")
            and not label
        ):
            return Fact(text, Evidence(line.number, line.raw.strip(), 0.6))
    return None


def _after_date(text: str, found: list[Day]) -> str:
    """What stands after the date and the time on a line."""
    if not found:
        return ""
    tail = text[found[-1].end :]
    if clock := read_clock(tail, expected=True):
        tail = tail[tail.find(clock.words) + len(clock.words) :]
    return tail.strip(" ,.-–;:")


def find_body(lines: Sequence[Line], stop: int) -> Fact | None:
    """The body that met, where a label names it."""
    for line in lines[:stop]:
        label = read_label(line.text, ("body",)) if not line.blank else None
        if label and label.colon and label.rest and len(label.rest) < 90:
            return Fact(label.rest.strip(" ."), Evidence(line.number, line.raw.strip(), 0.9))
    return None


@cache
def _next_lead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<words>{alternatives({*words('next_meeting'), *table('labels', 'next')})})(?!\w)", re.IGNORECASE)


def find_next(lines: Sequence[Line], meeting: date | None) -> tuple[NextMeeting | None, list[FoundProblem]]:
    """The next meeting, from the last line that announces one with a day; a day before this meeting is reported."""
    best: NextMeeting | None = None
    problems: list[FoundProblem] = []
    for index, line in enumerate(lines):
        if line.blank or len(line.text) > 600:
            continue
        lead = _next_lead().search(line.text)
        if lead is None or len(line.text[: lead.start()]) > 160:
            continue
        rest, at = line.text[lead.end() :], line
        rest = re.split(r"(?<=[a-zæøåäö]{3})\.\s+(?=[A-ZÆØÅÄÖ])", rest)[0]
        starts_line = not re.sub(r"[\W\d]|sak", "", line.text[: lead.start()], flags=re.IGNORECASE)
        if not rest.strip(" :.-–") and starts_line:
            below = next((one for one in lines[index + 1 : index + 3] if not one.blank), None)
            if below is None or len(below.text) > 160:
                continue
            rest, at = below.text, below
        label = line.text[lead.end() : lead.end() + 2].strip().startswith((":", "-", "–"))
        found = days(rest, short=True)
        if not found and not (starts_line and (label or at is not line)):
            continue
        if phrase("until").search(line.text[max(0, lead.start() - 10) : lead.start()]) and not starts_line:
            continue
        text = rest.strip(" :.-–")
        if not text or (found and found[0].start > 60 and not starts_line):
            continue
        confidence = 0.9 if starts_line else 0.7
        day = in_year_of(found[0], meeting, back=0) if found and meeting else (found[0].on if found else None)
        when = day.isoformat() if day else None
        if found and found[0].year is None and found[0].weekday is not None and day and day.weekday() != found[0].weekday:
            other = make(day.year + 1, day.month, day.day)
            problems.append(
                FoundProblem(
                    "date-next-weekday",
                    at.number,
                    N_("“{words}” is not on that weekday: {day} was another day of the week."),
                    {"words": found[0].words, "day": day.isoformat()},
                )
            ) if other is None or other.weekday() != found[0].weekday else None
        if not found:
            month = next(months(rest), None)
            if month and meeting:
                year = month[1] or (meeting.year if month[0] >= meeting.month else meeting.year + 1)
                when = f"{year}-{month[0]:02d}"
        clock = read_clock(without_days(rest, found), expected=bool(found))
        candidate = NextMeeting(when, clock.start if clock else None, text, Evidence(at.number, cut(at.raw, text), confidence))
        if best is None or (when and len(when) == 10 and (best.date is None or starts_line)):
            best = candidate
            if found and found[0].on and meeting and found[0].on <= meeting and starts_line:
                problems.append(
                    FoundProblem(
                        "date-next-earlier",
                        at.number,
                        N_("The next meeting, “{words}”, is not after this one, {day}."),
                        {"words": found[0].words, "day": meeting.isoformat()},
                    )
                )
    return best, problems


def header_used(lines: Sequence[Line], stop: int, facts: Sequence[Evidence], attendance: set[int]) -> frozenset[int]:
    """The lines of the header that the draft's own header stands for: those that facts were read from, labels, and lists of people."""
    from_facts = {evidence.line for evidence in facts}
    found = set()
    for index, line in enumerate(lines[:stop]):
        if line.blank:
            continue
        label = read_label("\t".join(line.cells) if len(line.cells) > 1 else line.text, (*HEADER_FIELDS, "title"))
        if (
            index in attendance
            or line.number in from_facts
            or (
                label
                and label.field in ("date", "time", "place", "chair", "secretary", "present", "absent", "others", "substitutes", "body")
                and (label.colon or not label.rest)
            )
        ):
            found.add(line.number)
    return frozenset(found)
