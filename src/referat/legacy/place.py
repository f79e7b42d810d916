"""Where a meeting was: a label, "på Teams" in the title, or a line of the header that is only a place."""

import re
from collections.abc import Sequence
from functools import cache

from referat.legacy.clock import read_clock
from referat.legacy.dates import Day, days
from referat.legacy.lines import Line, cut
from referat.legacy.result import Evidence, Fact
from referat.legacy.vocabulary import HEADER_FIELDS, Label, alternatives, read_label, words
from referat.legacy.when import phrase_title

_ONLINE = re.compile(
    r"(?<!\w)(?:på|via|over|i|on|by)?\s?(?P<place>(?:Microsoft\s)?Teams|Zoom|Skype|Google Meet|Discord|Webex|Jitsi)(?!\w)(?!-)", re.IGNORECASE
)
_AT_HOME = re.compile(r"(?:hjemme hos|hjemme hjå|heime hjå|heime hos|hemma hos|hos|hjå)\s+[A-ZÆØÅÄÖ][^.;]{1,40}$")
_AT = re.compile(r"^(?:på|i|ved|at|in|at the|in the)\s+(?P<place>(?:hos\s+|the\s+)?[A-ZÆØÅÄÖ][^.,;]{2,50})$")
_IN_A = re.compile(r"^(?:på|i|ved|at the|in the)\s+(?P<place>[a-zæøåäö]+)$")
_ROOM = re.compile(r"(?i)(rom|room|sal|rum|lokale)\s\w{0,2}\d{1,4}$")
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


def find_place(lines: Sequence[Line], stop: int) -> Fact | None:
    """The place that the header names, by the most telling of its signs."""
    return _labelled(lines, stop) or next((fact for line in lines[:stop] if (fact := _in_line(line)) is not None), None)


def _labelled(lines: Sequence[Line], stop: int) -> Fact | None:
    for index, line in enumerate(lines[:stop]):
        text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
        label = read_label(text, ("place", "date", "time")) if not line.blank else None
        if label is None or label.field != "place":
            continue
        rest = label.rest or (_below(lines, index, stop) if label.colon else "")
        if rest and _believable(label, rest):
            return Fact(rest.strip(" .;,"), Evidence(line.number, line.raw.strip(), 0.95))
    return None


def _below(lines: Sequence[Line], index: int, stop: int) -> str:
    line = next((one for one in lines[index + 1 : min(index + 3, stop)] if not one.blank), None)
    return line.text if line and not read_label(line.text, HEADER_FIELDS) and len(line.text) < 80 else ""


def _believable(label: Label, rest: str) -> bool:
    """“At” and “Sted” without a colon begin prose as often as they name a place; “at 7.30 on Monday” is a time."""
    if label.words.casefold() == "at":
        return rest[:1].isupper() and not days(rest) and read_clock(rest) is None
    return label.colon or (len(rest.split()) <= 6 and rest[:1].isupper())


def _in_line(line: Line) -> Fact | None:
    """A place that a line of the header tells without a label."""
    if line.blank or len(line.text) > _LONGEST:
        return None
    label = read_label(line.text, HEADER_FIELDS)
    if label and label.field not in ("date", "time", "body"):
        return None
    found_days = days(line.text, short=True)
    if (found := _ONLINE.search(line.text)) and (label or found_days or phrase_title(line.text) or len(line.text.split()) <= 3):
        return _fact(line, found["place"], 0.8)
    if found := _street().search(line.text):
        return _fact(line, found.group(0), 0.7)
    return _after(line, found_days) or (_alone(line) if label is None else None)


def _after(line: Line, found_days: list[Day]) -> Fact | None:
    """“Onsdag 3. mai kl. 18 i Grendehuset”: what stands after the date and the time."""
    tail = _after_date(line.text, found_days)
    if not tail:
        return None
    if _AT_HOME.match(tail):
        return _fact(line, tail, 0.6)
    if (found := _IN_A.match(tail)) and _place_word().search(found["place"]):
        return _fact(line, found["place"], 0.6)
    if (found := _AT.match(tail)) and not phrase_title(found["place"]):
        return _fact(line, found["place"].strip(), 0.7)
    return _fact(line, tail, 0.6) if len(tail.split()) <= 4 and tail[:1].isupper() and _place_word().search(tail) else None


def _after_date(text: str, found: list[Day]) -> str:
    if not found:
        return ""
    tail = text[found[-1].end :]
    if clock := read_clock(tail, expected=True):
        tail = tail[tail.find(clock.words) + len(clock.words) :]
    return tail.strip(" ,.-–;:")


def _alone(line: Line) -> Fact | None:
    """A short line that is nothing but a place ("Grendehuset")."""
    text = line.text.strip(" .,")
    text = _ROOM.sub(r"\1", text)
    short = 1 <= len(text.split()) <= 4 and text[:1].isupper() and not any(char.isdigit() for char in text)
    if short and not line.heading and not line.text.endswith(":") and not phrase_title(text) and _place_word().search(text):
        return Fact(line.text.strip(" .,"), Evidence(line.number, line.raw.strip(), 0.6))
    return None


def _fact(line: Line, words_found: str, confidence: float) -> Fact:
    return Fact(words_found, Evidence(line.number, cut(line.raw, words_found), confidence))
