"""What a meeting's head says: title, day, time, place, chair and secretary. All candidates are weighed, the best is taken, a near second is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from referat.documents.block import Block, Claim
from referat.documents.days import Day, days, make, without_days
from referat.intake.clock import Clock, read_clock
from referat.intake.header import Head, Section, names_meeting
from referat.intake.labels import read_label
from referat.intake.names import Roster, is_name, titled
from referat.intake.people import parse_people
from referat.intake.result import Evidence, Fact, FoundProblem, Person
from referat.intake.titles import clean_title, is_sentence
from referat.languages.lexicon import alternatives, phrases, word_set, words
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


# ---------------------------------------------------------------- day


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


def quoted(block: Block, words: str) -> str:
    """The words as the source has them; all of the line where they cannot be found in it."""
    raw = block.raw or block.text
    at = raw.find(words)
    if at >= 0:
        return words.strip()
    parts = words.split()[:60]
    found = re.search(r"[\s*_|]+".join(re.escape(part) for part in parts), raw) if parts else None
    return found.group(0).strip() if found and len(words.split()) <= 60 else raw.strip()


# ---------------------------------------------------------------- title


def find_title(head: Head, claims: Sequence[Claim]) -> Fact | None:
    """The line that names the meeting."""
    for claim in claims:
        if claim.field == "title":
            return Fact(claim.value, Evidence(claim.place, claim.value, 0.95))
    best: tuple[float, Block, str] | None = None
    for position, block in enumerate(head.loose):
        text = _title_text(block)
        if not text:
            continue
        score = (2.0 if block.kind == "heading" else 0.0) + (1.5 if names_meeting(text) else 0.0) - 0.15 * position
        score += 0.4 * bool(days(text)) + 0.3 * (len(text.split()) > 2) - 1.5 * (is_sentence(text) and not names_meeting(" ".join(text.split()[:5])))
        if score > 0.9 and (best is None or score > best[0]):
            best = score, block, text
    return Fact(best[2], Evidence(best[1].place, quoted(best[1], best[2]), 0.85)) if best else None


def _title_text(block: Block) -> str:
    text = re.sub(r"^\d{1,3}\s+(?=[A-ZÆØÅÄÖ])", "", block.text).strip()
    capital = re.search(r"(?:^|\s)(?P<title>[A-ZÆØÅÄÖ]{4,}(?:\s[A-ZÆØÅÄÖ.&-]{1,30}){2,})(?=\s[A-ZÆØÅÄÖ][a-zæøåäö]|$)", text)
    if len(text) > 90 and capital and names_meeting(capital["title"]):
        return capital["title"].strip()
    found = list(days(text[:200], short=True))
    bare = re.sub(r"[\W\d_]+", "", without_days(text, found)) if found else text
    if len(text) > 160 or (found and len(bare) < 4) or text.casefold().strip(" .:") in word_set("labels.title", "meeting_words"):
        return ""
    if re.search(r"\.(?:pdf|docx?|odt|txt)$", text, re.IGNORECASE) or (read_clock(text, expected=False) and not names_meeting(text)):
        return ""
    if parted := re.match(r"^(?P<day>.{4,30}?)\s+\|\s+(?P<title>\S.*)$", text):
        return parted["title"] if days(parted["day"]) else text
    return _without_clock(text)


def _without_clock(text: str) -> str:
    """The title without the time of day and what follows it."""
    clock = read_clock(text)
    at = text.find(clock.words) if clock else -1
    cut = re.sub(r"(?i)[\s,;–-]*(?:kl|klokka|klokken|at)?\.?\s*$", "", text[:at]) if at > 10 else text
    return clean_title(cut)[0] if len(cut) >= 10 else text


# ---------------------------------------------------------------- time and place


def find_clock(head: Head) -> tuple[Clock, Block] | None:
    """The time of day: from a label, from the day's line, or from a line that is only a time."""
    candidates: list[tuple[int, Clock, Block]] = []
    for section in head.of("time", "date", "place"):
        for part in section.parts[:2]:
            clean = without_days(part.text, days(part.text, short=True))
            clock = read_clock(clean, expected=section.field == "time" or (clean != part.text and section.field == "date"))
            if clock:
                candidates.append((0, clock, part))
    for block in head.loose:
        found = days(block.text, short=True)
        clean = without_days(block.text, found)
        clock = read_clock(clean, expected=bool(found) and len(clean.strip()) < 24) if found or len(block.text) < 60 else None
        if clock and not (found and all(is_foreign(block.text, day) for day in found)):
            candidates.append((1, clock, block))
    if not candidates:
        return None
    _, clock, block = min(candidates, key=lambda candidate: candidate[0])
    return clock, block


def spoken_clock(blocks: Sequence[Block], name: str) -> tuple[str, Block] | None:
    """A time told in a sentence: when the meeting opened ("opened") or closed ("closed")."""
    for block in reversed(blocks) if name == "closed" else blocks:
        if block.blank or len(block.text) > 600:
            continue
        hit = phrases(name).first(block.text)
        if hit is None or len(re.split(r"[.!?]\s+", block.text[: hit[0]])[-1].split()) > 8:
            continue
        rest = block.text[hit[1] : hit[1] + 60]
        clean = without_days(rest, days(rest))
        utc = re.search(r"\((?P<time>\d{1,2}:\d\d)\s*UTC\)", clean)
        clock = read_clock(utc["time"] if utc else clean, expected=True)
        single = " " not in block.text[hit[0] : hit[1]]
        if clock and (not single or (hit[0] == 0 and len(rest) < 25)):
            return clock.start, block
    return None


def find_place(head: Head) -> Fact | None:
    """Where the meeting was: a label, "på Teams" in the title, or a line of the head that is only a place."""
    for section in head.of("place"):
        for part in section.parts[:1]:
            where = _without_time(part.text)
            if where and len(where) < 140:
                return Fact(where, Evidence(part.place, part.raw.strip() or part.text, 0.95))
    dated = False
    for block in head.loose:
        found = days(block.text, short=True)
        if found and all(is_foreign(block.text, day) for day in found):
            continue
        if fact := _in_line(block, found, dated):
            return fact
        dated = dated or bool(found) or names_meeting(block.text)
    return _in_dated(head)


def _in_dated(head: Head) -> Fact | None:
    """A place after the day and time in the value of a label."""
    for section in head.of("date", "time"):
        for part in section.parts[:1]:
            tail = _tail(part.text, days(part.text, short=True))
            if tail and (at := _AT.match(tail)):
                return Fact(at["place"].strip(" ."), Evidence(part.place, quoted(part, at["place"]), 0.7))
    return None


_ONLINE = re.compile(
    r"(?<!\w)(?:på|via|over|i|on|by)\s(?P<place>(?:Microsoft\s)?Teams|Zoom|Skype|Google Meet|Discord|Webex|Jitsi)(?!\w)(?!-)", re.IGNORECASE
)
_AT = re.compile(r"^(?:i|på|ved|via|at|in|hos|hjå)\s+(?:the\s+)?(?P<place>(?:hos\s)?[^\W\d_][^.;:]{2,60})\.?$", re.IGNORECASE)


def _without_time(value: str) -> str:
    """What a label's value says of the place, where it holds the day or the time as well: "Rådhuset, 3. mai kl. 18"."""
    found, clock = days(value), read_clock(value)
    if not found and clock is None:
        return value.strip(" .;,") if not value.strip().endswith(("etg.", "gt.")) else value.strip()
    for day in reversed(found):
        value = value[: day.start] + "\t" + value[day.end :]
    value = value.replace(clock.words, "\t") if clock else value
    pieces = [re.sub(r"(?i)^(?:kl|den|i|på|at|in|on)\.?(?:\s|$)", "", piece.strip(" .;,–-")) for piece in value.split("\t")]
    best = max((piece.strip(" .;,–-") for piece in pieces), key=len, default="")
    return best if len(best) > 3 else ""


def _in_line(block: Block, found: Sequence[Day], dated: bool) -> Fact | None:
    if (held := phrases("held").first(block.text)) and (at := _AT.match(_until_day(block.text[held[1] :].strip()))):
        return Fact(at["place"].strip(" .,"), Evidence(block.place, quoted(block, at["place"].strip(" .,")), 0.7))
    if online := _ONLINE.search(block.text):
        return Fact(online["place"], Evidence(block.place, quoted(block, online["place"]), 0.8))
    tail = _tail(block.text, found)
    if tail and (at := _AT.match(tail)) and not names_meeting(at["place"]) and not days(at["place"], short=True):
        return Fact(at["place"].strip(" ."), Evidence(block.place, quoted(block, at["place"].strip(" .")), 0.7))
    text = block.text.strip(" .,")
    if dated and not found and 1 <= len(text.split()) <= 4 and _is_place(text) and not block.text.endswith(":") and block.kind == "text":
        return Fact(text, Evidence(block.place, quoted(block, text), 0.6))
    if not found and (at := _AT.match(text)) and at.start() == 0 and text.split()[0] in ("At", "Ved", "Hos", "På", "I") and len(text.split()) < 9:
        return Fact(at["place"].strip(" ."), Evidence(block.place, quoted(block, at["place"].strip(" .")), 0.6))
    return None


def _until_day(text: str) -> str:
    """The words before the day and the time of day."""
    found = days(text, short=True)
    text = text[: found[0].start] if found else text
    clock = read_clock(text)
    text = text[: text.find(clock.words)] if clock else text
    return re.sub(
        rf"[\s,]+(?:{alternatives(words('on_words'))}|{alternatives(words('clock'))}|{alternatives(words('at_words'))})?[\s,]*$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _is_place(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1].casefold()
    return text[:1].isupper() and any(last == word or (len(word) > 3 and last.endswith(word)) for word in word_set("places"))


def _tail(text: str, found: Sequence[Day]) -> str:
    """What a line says after the day and the time of day."""
    if not found:
        return ""
    tail = text[found[-1].end :]
    clock = read_clock(tail, expected=True)
    if clock and tail.find(clock.words) <= 40:
        tail = tail[tail.find(clock.words) + len(clock.words) :]
    return tail.strip(" ,.-–;:")


# ---------------------------------------------------------------- offices


def find_office(office: str, head: Head, people: Sequence[Person], blocks: Sequence[Block], roster: Roster, claims: Sequence[Claim]) -> list[Fact]:
    """Who held the office ("chair" or "secretary"): the most telling of the signs; nobody where there is none."""
    for claim in claims:
        if claim.field == office and is_name(claim.value):
            return [Fact(roster.resolve(claim.value), Evidence(claim.place, claim.value, 0.95))]
    if found := list(_labelled(head.of(office), roster)):
        return found
    if found := list(_signed(head, office, people, roster)):
        return found
    if office == "chair":
        return _led(blocks, roster)
    return list(_elected(blocks, office, roster))


def _labelled(sections: Sequence[Section], roster: Roster) -> Iterator[Fact]:
    for section in sections:
        for one in parse_people(section.parts[:2]).people[:3]:
            place = one.person.evidence.line or section.place
            yield Fact(roster.resolve(one.person.name), Evidence(place, section.parts[0].raw.strip() or section.text, 0.95))


def _signed(head: Head, office: str, people: Sequence[Person], roster: Roster) -> Iterator[Fact]:
    """Somebody whose entry in a list says so: "(møteleder)", "( ref. )"."""
    for person in people:
        for role in person.roles:
            hit = phrases(f"roles.{office}").first(role)
            if hit and hit[0] <= 2 and not phrases("vice").first(role):
                yield Fact(person.name, person.evidence)
                break
    del head, roster


def _led(blocks: Sequence[Block], roster: Roster) -> list[Fact]:
    for block in blocks:
        if block.blank or len(block.text) > 1500:
            continue
        for start, end, _ in phrases("led_by").all(block.text):
            after = _name_in(block.text[end : end + 70], roster)
            before = _name_before(block.text[max(0, start - 50) : start], roster)
            if who := after or before:
                return [Fact(roster.resolve(who), Evidence(block.place, quoted(block, who), 0.85))]
    for block in [one for one in blocks if not one.blank][:40]:
        hit = phrases("opened", "closed").first(block.text[:200])
        title = phrases("roles.chair").first(block.text[:60])
        if hit and title and title[0] < 4 and (who := _name_in(block.text[title[1] : hit[0]], roster)):
            return [Fact(roster.resolve(who), Evidence(block.place, quoted(block, who), 0.75))]
    return list(_elected(blocks, "chair", roster))


def _name_in(text: str, roster: Roster) -> str:
    """The first name in a few words: "gruppens leder Karin Lindgren"."""
    text = re.split(r"[.;:!?]\s", text)[0]
    for found in re.finditer(r"[A-ZÆØÅÄÖ][\w'’-]*(?:\s(?:[A-ZÆØÅÄÖ]\.|[A-ZÆØÅÄÖ][\w'’-]*))*", text):
        words = found.group().rstrip(".")
        for name in (words, titled(words)[1]):
            if roster.knows(name) or (" " in name and is_name(name)):
                return name
    return ""


def _name_before(text: str, roster: Roster) -> str:
    found = re.search(r"(?P<name>[A-ZÆØÅÄÖ][\w'’-]*(?:\s[A-ZÆØÅÄÖ][\w'’.-]*)*)\s*$", text)
    return found["name"] if found and (roster.knows(found["name"]) or (" " in found["name"] and is_name(found["name"]))) else ""


def _elected(blocks: Sequence[Block], office: str, roster: Roster) -> Iterator[Fact]:
    """Somebody who was elected to it at the meeting, under an item of that name or in a sentence."""
    for index, block in enumerate(blocks):
        if block.blank or len(block.text) > 600:
            continue
        hit = phrases(f"elected.{office}").first(block.text)
        if hit is None or not phrases("kinds.election", "chosen").first(block.text):
            continue
        rest = block.text[hit[1] :].lstrip(" :–-")
        following = next((one for one in blocks[index + 1 : index + 4] if not one.blank), None)
        before = re.split(r"[.;]\s", block.text[: hit[0]])[-1]
        for text, source in ((before, block), (rest, block), (following.text if following and len(rest) < 3 else "", following or block)):
            names = _known_names(text, roster)
            if names:
                yield Fact(roster.resolve(names[0]), Evidence(source.place, quoted(source, names[0]), 0.8))
                return


def _known_names(text: str, roster: Roster) -> list[str]:
    found = re.findall(r"[A-ZÆØÅÄÖ][\w'’-]*(?:\s[A-ZÆØÅÄÖ][\w'’-]*)*", text[:160])
    return [name for name in found if roster.knows(name)]
