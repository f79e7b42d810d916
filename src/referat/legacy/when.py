"""When the meeting was: every date that may be its day, the one chosen, and the conflicts between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from referat.languages.mark import N_
from referat.legacy.clock import Clock, read_clock
from referat.legacy.dates import Day, days, make, without_days
from referat.legacy.lines import Line, cut
from referat.legacy.result import Evidence, FoundProblem
from referat.legacy.titles import is_sentence
from referat.legacy.vocabulary import HEADER_FIELDS, phrase, read_label

# How far a date by itself is believed, by where it stands. A weekday that agrees outweighs them all.
TRUST = {"meeting date": 6.0, "time": 5.0, "date": 4.5, "alone": 4.0, "title": 3.5, "prose": 2.0}
_STRONG = 3.0
_FILE_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)(?!\d)")
_FILE_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d\d)[-_.](?P<m>\d\d)[-_.](?P<y>(?:19|20)\d\d)(?!\d)")


_LONGEST = 2000
_FAR = 80
_ONLY_TIME = re.compile(r"(?:kl\.?\s?)?\d{1,2}[:.]\d\d(?![.:]?\d)(?!\.)")
_SPAN = re.compile(r"(?<![\d.])(?:[01]?\d|2[0-4])[.:][0-5]\d\s?[-–—]\s?(?:kl\.?\s?)?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.]\d)")
_IN_ADDRESS = re.compile(r"https?://\S*?/(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?![\w-])")
_GOES_ON = re.compile(r"(?i)(?:at|from|kl|klokka|klokken|klockan|fra kl|frå kl)\.?\s?\d")  # "at 7.30 pm in the Village Hall", below the date
# A date after these labels is of something else.
_OTHER_FIELDS = frozenset({"next", "letterhead", "copy", "absent", "present", "others", "substitutes", "agenda", "attachments", "end", "signers"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that the document seems to give as the meeting's own."""

    day: Day
    where: str
    line: Line

    @property
    def trust(self) -> float:
        trust = TRUST[self.where]
        if self.day.weekday is not None and self.day.on is not None:
            trust += -2.0 if self.day.contradicts else 3.0
        if not self.day.numeric:
            trust += 0.6
        return trust

    def evidence(self, confidence: float) -> Evidence:
        return Evidence(self.line.number, cut(self.line.raw, self.day.words), confidence)


@dataclass(frozen=True, slots=True)
class When:
    """The answer: the day if there is one, where it was read, and what is in doubt."""

    day: date | None
    evidence: Evidence | None
    problems: tuple[FoundProblem, ...]
    claims: tuple[Claim, ...]


def file_date(name: str) -> date | None:
    """The full date that a file's name holds."""
    found = _FILE_DATE.search(name) or _FILE_DAY_FIRST.search(name)
    return make(int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def is_foreign(text: str, day: Day) -> bool:
    """The words right before a date say that it is of another meeting, or of something else."""
    opening = re.match(r"(?i)(?:fra|frå|från|af|av|for)\s+", text)  # "PROTOKOLL / fra styremøte 5. mars": the title goes on
    before = text[max(opening.end() if opening else 0, day.start - 45) : day.start]
    before = re.split(r"[.;!?\n]\s", before)[-1]
    if (title := read_label(text, ("title",))) and day.start < 90:  # "Referat fra styremøte 3. april" names its own day
        before = re.sub(rf"(?i)^.*?{re.escape(title.words)}\s+(?:fra|frå|från|af|av|of|for|för|over)?", "", text[: day.start])
    after = text[day.end : day.end + 12]
    if phrase("coming").search(before) or phrase("earlier").search(before):
        return True
    return bool(re.match(r"^\s*[-–]\s*\d+[.)]", after))


def claims(lines: Sequence[Line], stop: int) -> list[Claim]:
    """Every date in the header that may be the meeting's own."""
    letterhead = {line.number for line in lines[:stop] if (head := read_label(line.text)) and head.field == "letterhead" and head.colon}
    found: list[Claim] = []
    for index, line in enumerate(lines[:stop]):
        if not line.blank and len(line.text) <= _LONGEST and line.number not in letterhead:
            found += _claims_of(lines, index, stop)
    return found


def header_days(text: str, short: bool) -> list[Day]:
    """The days of a header's line; in "18.30 – 21.10" there is none."""
    spans = [found.span() for found in _SPAN.finditer(text)]
    return [day for day in days(text, short=short) if not any(start <= day.start and day.end <= end for start, end in spans)]


def labelled_below(lines: Sequence[Line]) -> list[Claim]:
    """A "Date: ..." below the agenda, where the header has no date."""
    for index, line in enumerate(lines[:_FAR]):
        label = read_label(line.text, ("date",)) if not line.blank else None
        if label and label.colon and (found := [claim for claim in _claims_of(lines, index, len(lines)) if claim.day.on]):
            return found
    return []


def in_address(lines: Sequence[Line]) -> list[Claim]:
    """The day in the address of a meeting's log, where nothing else tells it."""
    for line in lines[:15]:
        if found := _IN_ADDRESS.search(line.text):
            day = days(found["day"])
            return [Claim(replace(day[0], start=found.start("day")), "prose", line)] if day else []
    return []


def _claims_of(lines: Sequence[Line], index: int, stop: int) -> list[Claim]:
    line = lines[index]
    text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
    label = read_label(text, (*HEADER_FIELDS, "title"))
    field = label.field if label else ""
    in_line = header_days(text, short=field in ("date", "time") or index < 6)
    if label and field == "date" and label.colon and not label.rest and not in_line:
        below = next((one for one in lines[index + 1 : min(index + 3, stop)] if not one.blank), None)
        return [Claim(day, "date", below) for day in days(below.text, short=True)[:1]] if below else []
    if not in_line or field in _OTHER_FIELDS:
        return []
    if label and field in ("date", "time") and (label.colon or not label.rest or text.find(in_line[0].words) < 25):
        own = field == "date" and len(label.words.split("/")[0]) > len("datum")  # "møtedato", not only "dato"
        return [Claim(in_line[0], "meeting date" if own else field, line)]
    ours = [day for day in in_line if not is_foreign(text, day)]
    return [Claim(ours[0], _where(line, index, in_line, field), line)] if ours else []


def _where(line: Line, index: int, in_line: list[Day], field: str) -> str:
    """What kind of line a date without a label stands on."""
    rest = without_days(line.text, in_line)
    if clock := read_clock(rest, expected=True):
        rest = rest.replace(clock.words, " ")
    if len(re.sub(r"(?i)[\W\d_]|\b(?:kl|den|the|d|klokka|at|on|held)\b", "", rest)) <= 3:
        return "alone"
    told = is_sentence(line.text) and field != "title"
    if not told and (field == "title" or phrase_title(line.text) or line.heading):
        return "title"
    return "title" if not told and len(line.text) < 90 and index < 3 else "prose"


def phrase_title(text: str) -> bool:
    """The line names the meeting: it holds a word like minutes or meeting."""
    return bool(re.search(r"(?i)(?:referat|protokoll?|møtebok|minutes|minnesanteckningar|møte|möte|møde|meeting)", text[:120]))


def choose(found: Sequence[Claim], name: str, year_lines: Sequence[Line]) -> When:
    """The most trusted claim; every claim that says another day is reported, none is silently dropped."""
    no_such = N_("There is no such day as “{words}”.")
    problems = [FoundProblem("date-impossible", claim.line.number, no_such, {"words": claim.day.words}) for claim in found if claim.day.impossible]
    dated = [claim for claim in found if claim.day.on is not None]
    named = file_date(name)
    if not dated:
        return _without_year(found, problems, year_lines)
    score = {
        id(claim): claim.trust + 0.7 * sum(other.day.on == claim.day.on for other in dated) + (1.5 if claim.day.on == named else 0.0)
        for claim in dated
    }
    best = max(dated, key=lambda claim: score[id(claim)])
    day = best.day.on
    confidence = 0.95
    weekday_agrees = any(claim.day.on == day and claim.day.weekday is not None and not claim.day.contradicts for claim in dated)
    if not weekday_agrees:
        turned = _turned(best, found, named)
        if turned:
            day, confidence = turned, 0.6
            problems.append(
                FoundProblem(
                    "date-order",
                    best.line.number,
                    N_("“{words}” seems to have the month first: read as {day}."),
                    {"words": best.day.words, "day": turned.isoformat()},
                )
            )
    if (
        named
        and not weekday_agrees
        and best.day.contradicts
        and named.weekday() == best.day.weekday
        and best.day.on
        and abs((named - best.day.on).days) <= 7
    ):
        day, confidence = named, 0.6  # the weekday and the file's name agree against the number
    for claim in dated:
        if claim.day.contradicts and claim.day.on is not None and not (day == claim.day.swapped and day != claim.day.on):
            problems.append(
                FoundProblem(
                    "date-weekday",
                    claim.line.number,
                    N_("“{words}” is not on that weekday: {day} was another day of the week."),
                    {"words": claim.day.words, "day": claim.day.on.isoformat()},
                )
            )
            confidence = min(confidence, 0.6)
    others = [claim for claim in found if claim is not best and _disagrees(claim, day) and (TRUST[claim.where] >= _STRONG or claim.trust > 4)]
    for claim in others:
        in_words = "/" in claim.day.words and any(not other.day.numeric and other.day.on == day for other in dated)
        if claim.day.swapped == day and (in_words or any(problem.code == "date-order" for problem in problems)):
            continue  # 04/08/2019 has the month first where the same day in words shows it; with full stops nobody writes so on purpose
        problems.append(
            FoundProblem(
                "date-conflict",
                claim.line.number,
                N_("Two dates: “{words}” here, but the meeting is read as {day}."),
                {"words": claim.day.words, "day": day.isoformat() if day else ""},
            )
        )
        confidence = min(confidence, 0.7)
    if named and day and named != day and not others and not any(problem.code == "date-order" for problem in problems):
        problems.append(
            FoundProblem(
                "date-file-name",
                best.line.number,
                N_("The file's name says {named}, the text says {day}."),
                {"named": named.isoformat(), "day": day.isoformat()},
            )
        )
        confidence = min(confidence, 0.7)
    return When(day, best.evidence(confidence), tuple(problems), tuple(found))


def _disagrees(claim: Claim, day: date | None) -> bool:
    if day is None:
        return False
    if claim.day.on is not None:
        return claim.day.on != day
    return not claim.day.impossible and (claim.day.day, claim.day.month) != (day.day, day.month)


def _turned(best: Claim, found: Sequence[Claim], named: date | None) -> date | None:
    """The month-first reading of the best claim, where something else in the document says so."""
    swapped = best.day.swapped
    if swapped is None:
        return None
    if best.day.contradicts and swapped.weekday() == best.day.weekday:
        return swapped
    if named == swapped:
        return swapped
    agreeing = [claim for claim in found if not claim.day.numeric and (claim.day.day, claim.day.month) == (swapped.day, swapped.month)]
    return swapped if agreeing else None


def _without_year(found: Sequence[Claim], problems: list[FoundProblem], year_lines: Sequence[Line]) -> When:
    """A day without a year: the year is taken from the document's own title or letterhead if it names one only, else asked for."""
    partial = [claim for claim in found if not claim.day.impossible]
    if not partial:
        if not problems:
            problems.append(FoundProblem("day-missing", 1, N_("No day of the meeting is written."), {}))
        return When(None, None, tuple(problems), tuple(found))
    best = max(partial, key=lambda claim: TRUST[claim.where])
    years = {
        int(year) for line in year_lines[:8] if phrase_title(line.text) for year in re.findall(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])", line.text)
    }
    if len(years) == 1:
        day = make(years.pop(), best.day.month, best.day.day)
        if day and (best.day.weekday is None or best.day.weekday == day.weekday()):
            return When(day, best.evidence(0.7), tuple(problems), tuple(found))
    problems.append(FoundProblem("year-missing", best.line.number, N_("“{words}” has no year; say which."), {"words": best.day.words}))
    return When(None, best.evidence(0.3), tuple(problems), tuple(found))


def header_clock(lines: Sequence[Line], stop: int) -> tuple[Clock, Line] | None:
    """The meeting's time of day: from a time label, from the date's line, or from a line that is only a time."""
    candidates: list[tuple[int, Clock, Line]] = []
    for line in lines[:stop]:
        if line.blank or len(line.text) > 600:
            continue
        text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
        label = read_label(text, HEADER_FIELDS)
        if label and label.field in ("next", "end", "letterhead", "present", "absent", "others", "copy"):
            continue
        found = header_days(text, short=True)
        clean = without_days(text, found)
        timed = label is not None and label.field == "place" and read_clock(clean) is not None  # "Plats och tid"
        timed = timed or (label is not None and label.field == "date" and bool(_ONLY_TIME.match(label.rest)))  # "When: 20:00"
        if label and (label.field == "time" or (label.field == "date" and found) or timed):
            start = len(text) - len(label.rest) if label.rest else 0
            if clock := read_clock(clean[start:] if clean[start:].strip() else clean, expected=not timed or label.field == "date"):
                candidates.append((0, clock, line))
        elif found and not all(is_foreign(text, day) for day in found) and (clock := read_clock(clean) or _right_after(text, found[-1])):
            candidates.append((1, clock, line))
        elif (
            not found
            and (len(text) < 40 or (len(text) < 120 and _GOES_ON.match(text)))
            and (clock := read_clock(text, expected=bool(re.fullmatch(r"[\W\d_klKLtilTIL]+", text))))
        ):
            candidates.append((2, clock, line))
    if not candidates:
        return None
    _, clock, line = min(candidates, key=lambda candidate: candidate[0])
    return clock, line


def _right_after(text: str, day: Day) -> Clock | None:
    """The time of day that follows a day at once: "28 November 2023, 15:00 UTC"."""
    tail = text[day.end : day.end + 20]
    return read_clock(tail, expected=True) if re.match(r"[\s,–-]*\d{1,2}[:.]\d\d(?!\d|[.:]\d)", tail) else None


def spoken_clock(lines: Sequence[Line], words: str) -> tuple[str, Line, str] | None:
    """A time told in a sentence: when the meeting opened or closed."""
    pattern = phrase(words)
    for line in reversed(lines) if words == "closed" else lines:
        if line.blank or len(line.text) > 400:
            continue
        found = pattern.search(line.text)
        if found is None or len(re.split(r"[.!?]\s+", line.text[: found.start()])[-1].split()) > 8:
            continue
        rest = line.text[found.end() : found.end() + 60]
        clock = read_clock(without_days(rest, days(rest)), expected=True)
        single = len(found.group(0).split()) == 1
        if clock and (not single or (found.start() == 0 and len(rest) < 25)):
            return clock.start, line, line.text
    return None
