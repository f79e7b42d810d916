"""Where a meeting was: a label, "på Teams" in the title, or a line of the header that is only a place."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from referat.legacy.clock import read_clock
from referat.legacy.dates import Day, days
from referat.legacy.lines import Line, cut
from referat.legacy.result import Evidence, Fact
from referat.legacy.vocabulary import HEADER_FIELDS, Label, alternatives, read_label, words
from referat.legacy.when import is_foreign, phrase_title

_ONLINE = re.compile(
    r"(?<!\w)(?:på|via|over|i|on|by)?\s?(?P<place>(?:Microsoft\s)?Teams|Zoom|Skype|Google Meet|Discord|Webex|Jitsi)(?!\w)(?!-)", re.IGNORECASE
)
_AT_HOME = re.compile(r"(?i:hjemme hos|hjemme hjå|heime hjå|heime hos|hemma hos|hos|hjå)\s+[A-ZÆØÅÄÖ][^;]{1,40}$")
_AT = re.compile(
    r"^(?i:på|i|ved|via|at|in)\s+(?P<place>(?:(?:hos|the)\s+)?(?:\d{1,4}\s)?[A-ZÆØÅÄÖ][^.,;]{2,50}(?:,\s(?:[A-ZÆØÅÄÖ]|\d+\.\s?[a-z])[^.,;]{2,40})?)\.?$"
)
_IN_A = re.compile(
    r"^(?i:på|i|ved|at the|in the)\s+(?P<place>(?P<noun>[a-zæøåäö]+(?:\s[a-z]+){0,2}?)(?:\s(?:til|til|på|ved|i|hos|av|hjå|of|at)\s\S.{0,30})?)\.?$"
)
# The place before the date, or in a sentence about where the meeting was held.
_HELD = re.compile(
    r"(?<!\w)(?:(?:av)?holdt|(?:av)?holdtes|halde|haldne|hölls|fant sted|fandt sted|(?i:held))\s+(?:på|i|ved|at|in)\s+"
    r"(?P<place>(?:(?:hos|the)\s+)?[A-ZÆØÅÄÖ][^.;:]{2,60}?)(?=,?\s+(?:on|den|commencing|at|kl|fra|from|\w+dag)\s|,?\s+\d|[.;]|$)"
)
_LAST_PIECE = re.compile(r",\s+(?P<place>[A-ZÆØÅÄÖ][\w-]*(?:\s[\w-]+){0,2})[,\s]*(?:den\s)?$")
_ROOM = re.compile(r"(?i)(rom|room|sal|rum|lokale|theatre|auditorium|hall)\s(?:\w{0,2}\d{1,4}|[a-z])$")
_LONGEST = 160


@cache
def _place_word() -> re.Pattern[str]:
    endings = alternatives(word for word in words("places") if len(word) > 2)
    return re.compile(rf"(?:{endings})$|(?<!\w)(?:{alternatives(words('places'))})(?!\w)", re.IGNORECASE)


@cache
def _street() -> re.Pattern[str]:
    streets = alternatives(words("streets"))
    joined = rf"[A-ZÅÄÖÆØÉ][\w.-]*(?:\s[A-ZÅÄÖÆØÉ]?[\w.-]+)?(?:{streets})\s\d{{1,3}}\s?[A-Z]?(?!\w)"
    english = r"\d{1,4}\s[A-Z]\w+\s(?:Road|Street|Lane|Avenue|Square|Close|Drive|Way)(?!\w)"
    return re.compile(rf"{english}|{joined}|[A-ZÅÄÖÆØÉ][\w.-]*\s(?:{streets})\s\d{{1,3}}(?!\w)")


def find_place(lines: Sequence[Line], stop: int, used: AbstractSet[int]) -> Fact | None:
    """The place that the header names, by the most telling of its signs. `used`: lines read as attendance."""
    if labelled := _labelled(lines, stop):
        return labelled
    dated = False  # a place that stands by itself follows the meeting's name or day; before them it is the body's
    for index, line in enumerate(lines[:stop]):
        if line.blank or index in used or len(line.text) > _LONGEST:
            continue
        found = days(line.text, short=True)
        if fact := _in_line(line, found) or (_alone(line) if dated and read_label(line.text, HEADER_FIELDS) is None else None):
            return fact
        dated = dated or bool(found) or phrase_title(line.text)
    return None


def _labelled(lines: Sequence[Line], stop: int) -> Fact | None:
    for index, line in enumerate(lines[:stop]):
        text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
        label = read_label(text, ("place", "date", "time")) if not line.blank else None
        if label is None or label.field != "place":
            continue
        rest = label.rest or (_below(lines, index, stop) if label.colon else "")
        if rest and _believable(label, rest) and (where := _without_time(rest)):
            return Fact(where, Evidence(line.number, line.raw.strip(), 0.95))
    return None


def _without_time(value: str) -> str:
    """What a label's value says of the place, where it holds the day or the time as well: "Rådhuset, 3. mai kl. 18"."""
    found = days(value)
    clock = read_clock(value)
    if not found and clock is None:
        return value.strip(" .;,")
    for day in reversed(found):
        value = value[: day.start] + "\t" + value[day.end :]
    value = value.replace(clock.words, "\t") if clock else value
    pieces = [re.sub(r"(?i)^(?:kl|den|i|på|at|in|on)\.?(?:\s|$)", "", piece.strip(" .;,–-")) for piece in re.split(r"\t", value)]
    return max((piece.strip(" .;,–-") for piece in pieces), key=len, default="")


def _below(lines: Sequence[Line], index: int, stop: int) -> str:
    line = next((one for one in lines[index + 1 : min(index + 3, stop)] if not one.blank), None)
    return line.text if line and not read_label(line.text, HEADER_FIELDS) and len(line.text) < 80 else ""


def _believable(label: Label, rest: str) -> bool:
    """“At” and “Sted” without a colon begin prose as often as they name a place; “at 7.30 on Monday” is a time."""
    if label.words.casefold() == "at":
        return rest[:1].isupper() and not days(rest) and read_clock(rest) is None
    return label.colon or (len(rest.split()) <= 6 and rest[:1].isupper())


def _in_line(line: Line, found_days: list[Day]) -> Fact | None:
    """A place that a line of the header tells without a label."""
    label = read_label(line.text, HEADER_FIELDS)
    if label and label.field not in ("date", "time", "body") and label.words.casefold() != "at":
        return None
    if (found := _ONLINE.search(line.text)) and (label or found_days or phrase_title(line.text) or len(line.text.split()) <= 3):
        return _fact(line, found["place"], 0.8)
    if found := _street().search(line.text):
        return _fact(line, found.group(0), 0.7)
    if (found := _HELD.search(line.text)) and not days(found["place"], short=True):
        return _fact(line, found["place"].strip(" ,"), 0.7)
    return _after(line, found_days) or _before(line, found_days)


def _before(line: Line, found_days: list[Day]) -> Fact | None:
    """“Allmøte i Kroken vel, Velhuset 23. mars”: what stands between a comma and the day."""
    found = _LAST_PIECE.search(line.text[: found_days[0].start]) if found_days and not is_foreign(line.text, found_days[0]) else None
    if found and _place_word().search(found["place"]) and not phrase_title(found["place"]):
        return _fact(line, found["place"], 0.5)
    return None


def _after(line: Line, found_days: list[Day]) -> Fact | None:
    """“Onsdag 3. mai kl. 18 i Grendehuset”: what stands after the date and the time."""
    tail = _after_time(line.text, found_days)
    if not tail:
        return None
    if _AT_HOME.match(tail):
        return _fact(line, tail, 0.6)
    if (found := _IN_A.match(tail)) and _place_word().search(found["noun"]):
        return _fact(line, found["place"], 0.6)
    if (found := _AT.match(tail)) and not phrase_title(found["place"]):
        return _fact(line, found["place"].strip(), 0.7)
    return _fact(line, tail, 0.6) if len(tail.split()) <= 4 and tail[:1].isupper() and _place_word().search(tail) else None


def _after_time(text: str, found: list[Day]) -> str:
    """What a line says after the day and the time of day; on a line without a day, after the time it begins with."""
    if found and is_foreign(text, found[-1]):
        return ""  # "Neste møte 7. juni hos Silje"
    tail = text[found[-1].end :] if found else text
    clock = read_clock(tail, expected=bool(found))
    if clock and (found or tail.find(clock.words) <= 4):
        before = re.sub(r"(?i)(?:^|\s)(?:at|kl|fra|frå|from)$", "", tail[: tail.find(clock.words)].strip(" ,.-–;:"))
        if re.search(r"[^\W\d_]{3}", before):
            return before  # "13 July in the Pavilion at 7 pm"
        tail = tail[tail.find(clock.words) + len(clock.words) :]
    elif not found:
        return ""
    return tail.strip(" ,.-–;:")


def _alone(line: Line) -> Fact | None:
    """A short line that is nothing but a place ("Grendehuset")."""
    text = line.text.strip(" .,")
    text = _ROOM.sub(r"\1", text)
    short = 1 <= len(text.split()) <= 4 and text[:1].isupper() and not any(char.isdigit() for char in text)
    names_meeting = phrase_title(text) and not text.casefold().endswith(("meeting room", "møterom", "møterommet"))
    if short and not line.heading and not line.text.endswith(":") and not names_meeting and _place_word().search(text):
        return Fact(line.text.strip(" .,"), Evidence(line.number, line.raw.strip(), 0.6))
    return None


def _fact(line: Line, words_found: str, confidence: float) -> Fact:
    return Fact(words_found, Evidence(line.number, cut(line.raw, words_found), confidence))
