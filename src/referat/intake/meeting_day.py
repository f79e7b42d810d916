"""When the meeting was: every day that may be its own is weighed, the best is taken, and what says another is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from referat.documents.block import Block, Claim
from referat.documents.days import Day, days, make, without_days
from referat.intake.clock import read_clock
from referat.intake.head import Head
from referat.intake.labels import read_label
from referat.intake.offices import quoted
from referat.intake.result import Evidence, FoundProblem
from referat.intake.segments import names_meeting
from referat.intake.titles import is_sentence
from referat.languages.lexicon import phrases
from referat.languages.mark import N_

# How far a day is believed by where it stands; a weekday that agrees, or a second place that says the same, adds to it.
_TRUST = {"meeting date": 6.0, "front matter": 6.0, "time": 5.0, "date": 4.5, "place": 4.5, "alone": 4.0, "title": 3.5, "prose": 2.0}


_STRONG = 3.0


_NEAR_ENOUGH = 62  # days; a file named after a day further off is named after something else


_FILE_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)(?!\d)")


_FILE_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d\d)[-_.](?P<m>\d\d)[-_.](?P<y>(?:19|20)\d\d)(?!\d)")


_YEAR_NUMBER = re.compile(r"(?<![\d./-])\d{1,3}\s?/\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d./-])")


_SPAN = re.compile(r"(?<![\d.])(?:[01]?\d|2[0-4])[.:][0-5]\d\s?[-–—]\s?(?:kl\.?\s?)?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.]\d)")


@dataclass(frozen=True, slots=True)
class DayClaim:
    """A day that the document seems to give as the meeting's own."""

    day: Day
    where: str
    block: Block

    @property
    def trust(self) -> float:
        trust = _TRUST[self.where]
        if self.day.weekday is not None and self.day.on is not None:
            trust += -2.0 if self.day.contradicts else 3.0
        return trust + (0.6 if not self.day.numeric else 0.0)


@dataclass(frozen=True, slots=True)
class When:
    """The day, how sure it is, what agrees with it, and what is in doubt."""

    day: date | None
    evidence: Evidence | None
    problems: tuple[FoundProblem, ...]
    sure: bool = False  # a weekday, the file's name or a second place agrees


def file_date(name: str) -> date | None:
    """The full date that a file's name holds."""
    found = _FILE_DATE.search(name) or _FILE_DAY_FIRST.search(name)
    return make(int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def find_day(head: Head, claims: Sequence[Claim], name: str, numbers: Sequence[str], opening: Sequence[Block]) -> When:
    """The meeting's day. `numbers` are those of its items, which may tell the year; `opening` the first lines below the head."""
    found = list(_day_claims(head, claims))
    if not any(claim.day.on for claim in found):
        found += _in_prose(opening)
    return _choose(found, name, _years(head, numbers))


def _day_claims(head: Head, claims: Sequence[Claim]) -> Iterator[DayClaim]:
    for claim in claims:
        if claim.field == "date":
            yield from (DayClaim(day, "front matter", Block("front", claim.value, claim.value, place=claim.place)) for day in days(claim.value)[:1])
    for section in head.of("date", "time", "place"):
        for part in section.parts[:2]:
            own = [day for day in _days_of(part.text, short=True) if day.on or day.start < 40]
            if own:
                where = "meeting date" if section.field == "date" and len(section.words) > len("datum") else section.field
                yield DayClaim(own[0], where, part)
                break
    for position, block in enumerate(head.loose):
        found = _days_of(block.text, short=position < 6)
        ours = [day for day in found if not is_foreign(block.text, day)]
        if ours:
            yield DayClaim(ours[0], _where(block, found, position), block)


def _in_prose(blocks: Sequence[Block]) -> Iterator[DayClaim]:
    """A "Date: ..." below, or a day in the first sentences, where the head has none."""
    for position, block in enumerate(blocks[:60]):
        label = read_label(block.text, ("date", "time"))
        found = _days_of(block.text, short=bool(label))
        if not found or is_foreign(block.text, found[0]):
            continue
        if label and label.colon and label.field == "date":
            yield DayClaim(found[0], "date", block)
        elif (
            position < 3
            and block.kind in ("text", "heading")
            and (len(block.text) < 160 or found[0].start < 120)
            and names_meeting(block.text[: found[0].end + 40])
        ):
            yield DayClaim(found[0], "prose", block)


def _days_of(text: str, short: bool) -> list[Day]:
    """The days of a line; in "18.30 – 21.10" there is none."""
    spans = [found.span() for found in _SPAN.finditer(text)]
    return [day for day in days(text[:1500], short=short) if not any(start <= day.start and day.end <= end for start, end in spans)]


def is_foreign(text: str, day: Day) -> bool:
    """The words right before a day say that it is of another meeting, or of something else."""
    if re.search(r"(?i)(?:fra|frå|från|af|av|for|of)\s+\w*(?:møte|møde|möte|meeting)\w*\s+(?:\w+\s+){0,5}$", text[: day.start]) and names_meeting(
        text[:14]
    ):
        return False  # "Referat fra styremøte 3. april" names its own day
    before = re.split(r"[.;!?\n]\s", text[max(0, day.start - 45) : day.start])[-1]
    return phrases("coming", "earlier", "next_meeting").first(before) is not None or bool(
        re.match(r"^\s*[-–]\s*\d+[.)]", text[day.end : day.end + 12])
    )


def _where(block: Block, found: Sequence[Day], position: int) -> str:
    rest = without_days(block.text, list(found))
    if clock := read_clock(rest, expected=True):
        rest = rest.replace(clock.words, " ")
    letters = re.sub(r"(?i)[\W\d_]|\b(?:kl|den|the|d|klokka|at|on|held)\b", "", rest)
    if len(letters) <= 3 or (len(letters) < 30 and found[0].start < 3 and not names_meeting(rest)):
        return "alone"
    told = is_sentence(block.text) and not names_meeting(block.text[:60])
    if not told and (names_meeting(block.text) or block.kind == "heading" or (len(block.text) < 90 and position < 3)):
        return "title"
    return "prose"


def _years(head: Head, numbers: Sequence[str]) -> set[int]:
    """The years that numbers of the meeting or its items name: "Møte: 3/2016", "Sak 4/14"."""
    found = set()
    for text in (*(block.text for block in head.loose if len(block.text) < 400), *numbers):
        for match in _YEAR_NUMBER.finditer(text):
            year = match["year"]
            if not days(text, short=False):
                found.add(int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year))
        if names_meeting(text):
            found |= {int(year) for year in re.findall(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])", text)}
    return found


def _choose(found: Sequence[DayClaim], name: str, years: set[int]) -> When:
    """The most trusted claim; every one that says another day is told, none is silently dropped."""
    message = N_("There is no such day as “{words}”.")
    problems = [FoundProblem("date-impossible", claim.block.place, message, {"words": claim.day.words}) for claim in found if claim.day.impossible]
    dated = [claim for claim in found if claim.day.on is not None]
    named = file_date(name)
    if not dated:
        return _without_year(found, problems, years)
    score = [claim.trust + 0.7 * sum(other.day.on == claim.day.on for other in dated) + (2.0 if claim.day.on == named else 0.0) for claim in dated]
    best = dated[score.index(max(score))]
    day = best.day.on
    agrees = any(claim.day.on == day and claim.day.weekday is not None and not claim.day.contradicts for claim in dated)
    turned = None if agrees else _turned(best, found, named)
    if turned:
        problems.append(_problem("date-order", best, N_("“{words}” seems to have the month first: read as {day}."), turned))
        day = turned
    elif named and not agrees and named != day and best.day.on and abs((named - best.day.on).days) <= _NEAR_ENOUGH:
        day = named  # in conflict the file's name wins, and it is said
    problems += [
        _problem("date-weekday", claim, N_("“{words}” is not on that weekday: {day} was another day of the week."), claim.day.on)
        for claim in dated
        if claim.day.contradicts and claim.day.on and not (day == claim.day.swapped and day != claim.day.on)
    ]
    others = [claim for claim in found if claim is not best and _disagrees(claim, day) and (_TRUST[claim.where] >= _STRONG or claim.trust > 4)]
    for claim in others:
        if claim.day.swapped == day and (turned or any(not other.day.numeric and other.day.on == day for other in dated)):
            continue
        problems.append(_problem("date-conflict", claim, N_("Two dates: “{words}” here, but the meeting is read as {day}."), day))
    if named and day and named != best.day.on and not turned:
        facts = {"named": named.isoformat(), "day": (best.day.on or day).isoformat()}
        problems.append(FoundProblem("date-file-name", best.block.place, N_("The file's name says {named}, the text says {day}."), facts))
    twice = sum(claim.day.on == day for claim in dated) > 1
    sure = not problems and (agrees or named == day or twice)
    return When(day, _evidence(best, 0.6 if problems else 0.95 if sure else 0.85), tuple(problems), sure)


def _problem(code: str, claim: DayClaim, message: str, day: date | None) -> FoundProblem:
    return FoundProblem(code, claim.block.place, message, {"words": claim.day.words, "day": day.isoformat() if day else ""})


def _evidence(claim: DayClaim, confidence: float) -> Evidence:
    return Evidence(claim.block.place, quoted(claim.block, claim.day.words), confidence)


def _disagrees(claim: DayClaim, day: date | None) -> bool:
    if day is None:
        return False
    if claim.day.on is not None:
        return claim.day.on != day
    return not claim.day.impossible and (claim.day.day, claim.day.month) != (day.day, day.month)


def _turned(best: DayClaim, found: Sequence[DayClaim], named: date | None) -> date | None:
    """The month-first reading of the best claim, where something else in the document says so."""
    swapped = best.day.swapped
    if swapped is None:
        return None
    agreeing = [claim for claim in found if not claim.day.numeric and (claim.day.day, claim.day.month) == (swapped.day, swapped.month)]
    return swapped if (best.day.contradicts and swapped.weekday() == best.day.weekday) or named == swapped or agreeing else None


def _without_year(found: Sequence[DayClaim], problems: list[FoundProblem], years: set[int]) -> When:
    """A day without a year: taken from the numbers of the meeting and its items if they name one only, else asked for."""
    partial = [claim for claim in found if not claim.day.impossible]
    if not partial:
        if not problems:
            problems.append(FoundProblem("day-missing", 1, N_("No day of the meeting is written."), {}))
        return When(None, None, tuple(problems))
    best = max(partial, key=lambda claim: _TRUST[claim.where])
    fitting = [day for year in years if (day := make(year, best.day.month, best.day.day)) and best.day.weekday in (None, day.weekday())]
    if len(fitting) == 1:
        return When(fitting[0], _evidence(best, 0.8), tuple(problems), sure=best.day.weekday is not None)
    problems.append(FoundProblem("year-missing", best.block.place, N_("“{words}” has no year; say which."), {"words": best.day.words}))
    return When(None, _evidence(best, 0.3), tuple(problems))
