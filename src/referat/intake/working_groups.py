"""Working groups that a meeting sets up: their members, who leads, the seats that wait for a name, and how long they last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from referat.documents.block import Block
from referat.intake.names import Roster, is_name, near_name
from referat.intake.numbering import read_number
from referat.intake.offices import quoted
from referat.intake.result import Evidence, FoundAction, FoundGroup, Near, Seat
from referat.intake.seats import read_seat, split_seats
from referat.intake.titles import sentences
from referat.languages.lexicon import alternatives, words


@cache
def _numbers() -> dict[str, int]:
    return {word: count for count in (1, 2, 3, 4, 6) for word in words(f"count.{count}")}


@dataclass(slots=True)
class Groups:
    """The groups, the tasks their text gives, the near spellings met, and the lines that were read."""

    groups: list[FoundGroup]
    actions: list[FoundAction]
    near: list[Near]
    used: set[int]


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(rf"^(?:nye\s+|new\s+|nya\s+)?(?:{alternatives(words('groups'))})\s*[:.]?$", re.IGNORECASE)


@cache
def _group_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives((*words('groups'), *words('group_nouns')))})(?:en|a|et|n)?(?!\w)", re.IGNORECASE)


@cache
def _consisting() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<title>[^.:]{{0,120}}?)[,:]?\s*(?:{alternatives(word for word in words('consisting') if ' ' in word)})\s*:?\s+(?P<names>.+)$",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _term() -> re.Pattern[str]:
    units = alternatives({*words("year_words"), *words("month_words")})
    numbers = "|".join([*_numbers(), r"\d{1,2}"])
    return re.compile(
        rf"(?:{alternatives(words('duration'))})(?:\s+(?:på|av|of|til|i|på opp til))?\s*:?\s+(?P<n>{numbers})\s+(?P<unit>{units})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _those_in_bold() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('bold_words'))})(?!\w)", re.IGNORECASE)


def _seats(line: Block, text: str, orgs: Sequence[str]) -> tuple[Seat, ...]:
    evidence = Evidence(line.place, (line.raw.strip() or line.text), 0.85)
    found = (read_seat(part, line.strong, orgs, evidence) for part in split_seats(text))
    return tuple(seat for seat in found if seat is not None)


def _names_line(line: Block) -> bool:
    """Mostly names: the line under a group's title."""
    parts = split_seats(line.text)
    good = sum(is_name(re.sub(r"\s*\(.*?\)", "", part).split("/")[0].strip()) for part in parts)
    return len(parts) >= 2 and good >= len(parts) * 0.6 and len(line.text) < 500


def until(text: str, meeting: date | None) -> tuple[str | None, str]:
    """When a group's term ends, counted from the meeting, and the words that say so."""
    found = _term().search(text)
    if found is None:
        return None, ""
    number = int(found["n"]) if found["n"].isdigit() else _numbers()[found["n"].casefold()]
    if meeting is None:
        return None, found.group(0)
    months = number * (12 if found["unit"].casefold() in words("year_words") else 1)
    total = meeting.year * 12 + meeting.month - 1 + months
    for day in range(meeting.day, 0, -1):
        try:
            return date(total // 12, total % 12 + 1, day).isoformat(), found.group(0)
        except ValueError:
            continue
    return None, found.group(0)


def find_groups(
    lines: Sequence[Block], first: int, item_of: Sequence[str | None], roster: Roster, orgs: Sequence[str], meeting: date | None
) -> Groups:
    """The groups of a meeting: under a heading for groups, or told in one sentence with its members."""
    result = Groups([], [], [], set())
    index = first
    while index < len(lines):
        line = lines[index]
        if not line.blank and _heading().match(line.text):
            index = _under_heading(lines, index, item_of, orgs, meeting, result)
            continue
        if not line.blank and line.kind != "heading":
            _told(line, index, item_of, orgs, meeting, result)
        index += 1
    _resolve(result, roster, orgs)
    return result


def _under_heading(
    lines: Sequence[Block], start: int, item_of: Sequence[str | None], orgs: Sequence[str], meeting: date | None, result: Groups
) -> int:
    """Numbered or plain titles, each with a line of names below it or after a colon."""
    index = start + 1
    first_group = len(result.groups)
    title: tuple[str, str, int] | None = None
    term, term_words = None, ""
    while index < len(lines) and item_of[index] == item_of[start] and lines[index].kind != "heading":
        line = lines[index]
        if line.blank:
            index += 1
            continue
        if found := until(line.text, meeting):
            term, term_words = (found[0] or term), (found[1] or term_words)
        numbered = read_number(line.said)
        colon = re.match(r"^(?P<title>[^:]{4,90}):\s+(?P<names>.+)$", numbered.title if numbered else line.text)
        if colon and (seats := _seats(line, colon["names"], orgs)) and len(seats) >= 2:
            _add(result, numbered.number if numbered else "", colon["title"], seats, line, item_of[index])
            result.used.add(index)
        elif title and _names_line(line):
            _add(result, title[0], title[1], _seats(line, line.text, orgs), lines[title[2]], item_of[index])
            result.used |= {title[2], index}
            title = None
        elif numbered and len(numbered.title) < 140:
            title = (numbered.number, numbered.title.strip(" ."), index)
        elif (
            not numbered
            and len(line.text) < 90
            and not line.text.endswith(".")
            and index + 1 < len(lines)
            and not lines[index + 1].blank
            and _names_line(lines[index + 1])
        ):
            title = ("", line.text.strip(" :"), index)
        elif _those_in_bold().search(line.text):
            _bold_tasks(line, result, first_group, item_of[index])
            result.used.add(index)
        index += 1
    if term_words:
        for at in range(first_group, len(result.groups)):
            result.groups[at] = replace(result.groups[at], until=term, until_words=term_words)
    return index


def _add(result: Groups, number: str, title: str, seats: tuple[Seat, ...], line: Block, item: str | None) -> None:
    result.groups.append(FoundGroup(number, title.strip(), seats, Evidence(line.place, (line.raw.strip() or line.text), 0.85), item))


def _bold_tasks(line: Block, result: Groups, first_group: int, item: str | None) -> None:
    """“Those in bold follow up the first meeting”: one task for each group, for the one in bold."""
    for start, end in sentences(line.text):
        sentence = line.text[start:end].strip()
        mark = _those_in_bold().search(sentence)
        does = re.search(rf"(?<!\w)(?:{alternatives(words('in_charge'))})(?!\w)", sentence, re.IGNORECASE)
        if not mark or not does:
            continue
        for group in result.groups[first_group:]:
            if group.lead:
                text = sentence[does.start() :].strip(" .")
                result.actions.append(
                    FoundAction(
                        (group.lead,),
                        text,
                        Evidence(line.place, quoted(line, sentence), 0.9),
                        item=item,
                        group=group.number or group.title,
                        reason="bold",
                    )
                )


def _told(line: Block, index: int, item_of: Sequence[str | None], orgs: Sequence[str], meeting: date | None, result: Groups) -> None:
    """“En arbeidsgruppe bestående av A (leder), B og C ble nedsatt”."""
    for start, end in sentences(line.text):
        sentence = line.text[start:end].strip()
        word = _group_word().search(sentence)
        found = _consisting().match(sentence) if word else None
        direct = re.match(r"^(?P<title>[^:.]{0,80}):\s+(?P<names>.+)$", sentence) if word and not found else None
        hit = found or direct
        if hit is None or not _group_word().search(hit["title"]):
            continue
        names = re.sub(
            r"\s+(?:ble|vart|blev|blei|was|were|valdes|settes|nedsettes|nedsættes|tar|skal|ser|arbeider|jobber|utarbeider|utreder|lager)\b.*$",
            "",
            hit["names"],
        )
        seats = _seats(line, names, orgs)
        people = [seat for seat in seats if seat.name or seat.alternatives]
        if len(people) < 2 or (direct and not _names_line(replace(line, text=names))):
            continue
        title = _title_of(hit["title"], word.group(0) if word else "")
        term, term_words = until(sentence, meeting)
        result.groups.append(FoundGroup("", title, seats, Evidence(line.place, quoted(line, sentence), 0.7), item_of[index], term, term_words))


def _title_of(text: str, word: str) -> str:
    at = text.find(word)
    title = text[at:].strip(" ,:") if at >= 0 else text.strip(" ,:")
    title = re.sub(r"\s+(?:ble|vart|blev|was|som|that|which|der)\s.*$|\s+(?:nedsatt|opprettet|oppretta|tillsatt|nedsat)$", "", title)
    return title[:1].upper() + title[1:]


def _resolve(result: Groups, roster: Roster, orgs: Sequence[str]) -> None:
    """Note members and bodies whose spelling is near one that the document knows; nothing is changed."""
    for group in result.groups:
        for seat in group.seats:
            if seat.evidence is None:
                continue
            if seat.name and (near := roster.near(seat.name)):
                result.near.append(Near(seat.name, near, seat.evidence))
            elif seat.name and not roster.knows(seat.name):
                close = [name for name in roster.names if near_name(seat.name, name)]
                if len(close) == 1:
                    result.near.append(Near(seat.name, close[0], seat.evidence))
            if seat.org and seat.org not in orgs:
                short = re.sub(r"(?i)(?:sregionen|regionen|region| kommune)$", "", seat.org)
                close = [org for org in orgs if len(short) > 3 and org.casefold().startswith(short.casefold())]
                if len(close) == 1:
                    result.near.append(Near(seat.org, close[0], seat.evidence))
