"""Chair and secretary: from labels, from parentheses in the list, from the item that elects them, from the signature."""

import re
from collections.abc import Sequence
from functools import cache

from referat.legacy.attended import Attendance
from referat.legacy.entries import read_entry, split_entries
from referat.legacy.lines import Line, cut
from referat.legacy.names import Roster, is_given_name, is_initials, looks_like_name, looks_like_organisation
from referat.legacy.result import Evidence, Fact
from referat.legacy.vocabulary import alternatives, read_label, table, words

_AND = re.compile(r"\s*(?:,|/|&|\bog\b|\boch\b|\band\b)\s*")
_NAME = r"[A-ZÆØÅÄÖÉ][\w'’.-]*(?:\s(?:[A-ZÆØÅÄÖÉ][\w'’.-]*|von|van|de|der|av))*"
_VOTED = r"(?:valgt|vald|valt|valdes|utsett|foreslått|proposed|elected|nominated|appointed)"
_LED_BY = (
    r"(?i:møtet\s+(?:ble|blei|vart)\s+(?:ledet|leia|leda)\s+av|møtet\s+leda\s+av|in the chair:?|chaired by:?|presided over by"
    r"|mötet\s+leddes\s+av|mødet\s+blev\s+ledet\s+af)"
)
_OPENED = r"(?:förklarade|öppnade|hälsade|åpnet|ønsket|ledet)"
_LEADER = r"(?:[Mm]ötesordföranden|[Oo]rdföranden|[Mm]øteleder|[Oo]rdstyrer|[Dd]irigent)"
_LED = (
    r"(?:ledet møtet|leda møtet|ledde mötet|ledede mødet"
    r"|chaired the meeting|was in the chair|took the chair|called the meeting to order|in the chair|presided)"
)
_LED_PATTERN = re.compile(rf"{_LED_BY}\s+(?P<a>{_NAME})|{_LEADER}\s+(?P<b>{_NAME})\s+{_OPENED}|(?P<c>{_NAME})\s+{_LED}")


@cache
def _elected(office: str) -> tuple[re.Pattern[str], ...]:
    offices = rf"(?i:{alternatives(table('elected', office))})"
    of_meeting = r"\s+(?:for|för|på|av)\s+(?:møtet|mötet|mødet|stämman|årsmøtet|årsmötet|generalforsamlingen|generalforsamlinga)"
    was, one_mind = r"(?:(?:ble|vart|blev|blei|var|was|is)\s+)?", r"(?:enstemmig\s+|samrøystes\s+|enhälligt\s+)?"
    chose = r"(?i:valgte|valde|vel|velges|elected|appointed|vælges|valgt\s+ble|valgtes)"
    return (
        re.compile(rf"(?P<who>{_NAME})\s+{was}{one_mind}{_VOTED}\s+(?:(?:til|som|till|as|to|for)\s+)?(?:be\s+)?(?:the\s+)?{offices}(?!\w)"),
        re.compile(rf"{chose}\s+(?P<who>{_NAME})\s+(?i:til|som|till|as|to be)\s+{offices}(?!\w)"),
        re.compile(
            rf"(?i:som|til|till|as)\s+{offices}(?i:{of_meeting})?\s+(?i:ble|vart|blev|blei|valdes|valgtes|velges|vel|var|was|er)"
            rf"(?:\s+(?i:valgt|vald|valt|utsett|foreslått|elected))?\s*:?\s*(?P<who>{_NAME})"
        ),
    )


def _people_in(text: str, roster: Roster, sure: bool = False) -> list[str]:
    """The people named as the value of a label; roles and prose give none. `sure`: nothing but names should stand there."""
    found = []
    for piece in split_entries(re.split(r"(?<=\w{3})\.\s", text)[0]):
        entry = read_entry(piece)
        if entry is None:
            continue
        name = entry.name
        named = roster.knows(name) or " " in name or is_given_name(name) or is_initials(name) or (sure and _is_lone_name(name))
        if named and len(name.split()) <= 5:
            found.append(roster.resolve(name))
    return found


def _is_lone_name(name: str) -> bool:
    return looks_like_name(name) and not looks_like_organisation(name) and name.casefold() not in words("common") and len(name) < 13


def _from_lists(attendance: Attendance, office: str) -> list[Fact]:
    names = set(table("roles", office))
    found = []
    for person in attendance.everybody():
        for role in person.roles:
            if any(part.strip(" .").casefold() in names for part in _AND.split(role)):
                found.append(Fact(person.name, Evidence(person.evidence.line, person.evidence.quote, 0.95)))
                break
    return found


def _from_leaders(attendance: Attendance) -> list[Fact]:
    """The leader of the body that met, where one is among those present and nobody else is said to have led the meeting."""
    leads = set(table("roles", "lead"))
    came = [*attendance.present, *attendance.substitutes]
    found = [person for person in came if any(part.strip(" .").casefold() in leads for role in person.roles for part in _AND.split(role))]
    return [Fact(person.name, Evidence(person.evidence.line, person.evidence.quote, 0.6)) for person in found] if len(found) == 1 else []


def _from_labels(lines: Sequence[Line], office: str, roster: Roster, stop: int) -> list[Fact]:
    """Labels in the header and in the last lines, the name after the label or on the line beside it."""
    found: list[Fact] = []
    tail = max(stop, len(lines) - 25)
    for index, line in enumerate(lines):
        if line.blank or stop <= index < tail:
            continue
        text = "\t".join(line.cells) if len(line.cells) > 1 else line.text
        label = read_label(text, (office,))
        if label is None:
            continue
        if label.rest:
            if label.colon or len(label.rest.split()) <= 4 or re.match(r"(?i)^(?:var|er|was|is|ved|på møtet:?)\s", label.rest):
                rest = re.sub(r"(?i)^(?:var|er|was|is|ved|på møtet)\s*:?\s+", "", label.rest)
                people = _people_in(rest, roster, sure=label.colon and index < stop)
                if people and (label.colon or all(roster.knows(one) or is_given_name(one.split()[0]) for one in people)):
                    found += [Fact(one, Evidence(line.number, cut(line.raw, label.rest), 0.9)) for one in people]
        else:
            near = _beside(lines, index, roster, label.colon, at_end=index >= tail)
            found += [Fact(one, Evidence(lines[at].number, lines[at].raw.strip(), 0.75)) for one, at in near]
        if found:
            return found
    return found


def _from_item(lines: Sequence[Line], office: str, roster: Roster) -> list[Fact]:
    """A label within an item: "Møteleder: Kari" under the choice of one. One that is as often an office of the board does not count."""
    chosen = set(table("elected", office)) - set(table("roles", "office")) - {"chair", "chairman", "chairperson", "clerk"}
    for line in lines:
        label = read_label(line.text, (office,)) if not line.blank and ":" in line.text else None
        if label and label.colon and label.words.casefold() in chosen and _only_people(label.rest.rstrip("."), roster):
            return [Fact(one, Evidence(line.number, cut(line.raw, label.rest), 0.8)) for one in _people_in(label.rest, roster)]
    return []


def _beside(lines: Sequence[Line], index: int, roster: Roster, colon: bool, at_end: bool) -> list[tuple[str, int]]:
    """The name on the line under a lone "Referent", or above it in a signature."""
    after = next((i for i in range(index + 1, min(index + 4, len(lines))) if not lines[i].blank), None)
    before = next((i for i in range(index - 1, max(index - 3, -1), -1) if not lines[i].blank), None)
    order = [after, before] if colon or not at_end else [before, after]
    if at_end and before is not None and not _only_people(lines[before].text, roster):
        order = [after]
    for at in order:
        if at is not None and _only_people(lines[at].text, roster):
            return [(roster.resolve(one), at) for one in _people_in(lines[at].text, roster)]
    return []


def _only_people(text: str, roster: Roster) -> bool:
    pieces = split_entries(text)
    return (
        1 <= len(pieces) <= 3
        and len(text) < 80
        and not text.rstrip().endswith(".")
        and all(looks_like_name(piece.strip(" .")) and (roster.knows(piece.strip(" .")) or " " in piece or is_given_name(piece)) for piece in pieces)
    )


def _meant(written: str, roster: Roster) -> str:
    """The person named in a sentence; a post before the name is no part of it: "President Paula Reyes"."""
    written = written.rstrip(".")
    tokens = written.split()
    known = next((" ".join(tokens[at:]) for at in range(len(tokens)) if roster.knows(" ".join(tokens[at:]))), written)
    return roster.resolve(known if tokens[0].casefold() in {*words("titles"), *table("roles", "office")} else written)


def _from_sentences(lines: Sequence[Line], office: str, roster: Roster) -> list[Fact]:
    for line in lines:
        if line.blank:
            continue
        for pattern in _elected(office):
            if found := pattern.search(line.text):
                who = _meant(found["who"], roster)
                return [Fact(who, Evidence(line.number, cut(line.raw, found.group(0)), 0.85))]
        if office == "chair" and (found := _LED_PATTERN.search(line.text)):
            who = _meant(found["a"] or found["b"] or found["c"], roster)
            return [Fact(who, Evidence(line.number, cut(line.raw, found.group(0)), 0.85))]
    return []


def _from_election(lines: Sequence[Line], office: str, roster: Roster) -> list[Fact]:
    """An item that elects the office, and only a name as its outcome."""
    head = re.compile(
        rf"(?i)\b(?:valg|val|election|choice)\s+(?:av|af|of)\s+(?:{alternatives(table('elected', office))})(?!\w)\s*[.:]?\s*(?P<who>.*)$"
    )
    for index, line in enumerate(lines):
        found = head.search(line.text) if not line.blank else None
        if not found:
            continue
        rest = found["who"].strip(" -–:")
        if rest and _only_people(rest, roster):
            return [Fact(roster.resolve(rest.strip(" .")), Evidence(line.number, cut(line.raw, rest), 0.8))]
        after = next((i for i in range(index + 1, min(index + 3, len(lines))) if not lines[i].blank), None)
        if not rest and after is not None:
            text = re.sub(r"(?i)^(?:vedtak|beslutning|beslut|valgt(?: ble)?|vald(?: vart)?)\s*:?\s*", "", lines[after].text)
            text = re.sub(r"(?i)\s+(?:ble|vart|blev)?\s*(?:valgt|vald|valdes|elected)\.?$", "", text)
            if _only_people(text.rstrip("."), roster):
                return [Fact(roster.resolve(text.strip(" .")), Evidence(lines[after].number, lines[after].raw.strip(), 0.8))]
    return []


def find_office(lines: Sequence[Line], office: str, attendance: Attendance, roster: Roster, stop: int) -> list[Fact]:
    """Who held the office ("chair" or "secretary"), by the most telling of the signs; nobody where there is none."""
    for found in (
        _from_labels(lines, office, roster, stop),
        _from_lists(attendance, office),
        _from_item(lines, office, roster),
        _from_sentences(lines, office, roster),
        _from_election(lines, office, roster),
        _from_leaders(attendance) if office == "chair" else [],
    ):
        if found:
            once: dict[str, Fact] = {}
            for fact in found:
                once.setdefault(fact.value, fact)
            return list(once.values())
    return []
