"""Who was there, who was not, and who came for other reasons: from the sections of the head, and from what is told under an item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from referat.documents.block import Block, Claim
from referat.intake.head import Head, LabelledSection
from referat.intake.layout import Layout
from referat.intake.names import is_name, is_organisation
from referat.intake.people import Parsed, parse_people
from referat.intake.people_entry import PersonEntry
from referat.intake.result import Evidence, FoundPerson, FoundProblem
from referat.languages.lexicon import phrases, tokens, word_set
from referat.languages.mark import N_


@dataclass(frozen=True, slots=True)
class Presence:
    """The people by how they were there.

    `explained` is how much of their lists is understood, `labelled` whether a list of those present stands there.
    """

    present: tuple[FoundPerson, ...] = ()
    substitutes: tuple[FoundPerson, ...] = ()
    others: tuple[FoundPerson, ...] = ()
    absent: tuple[FoundPerson, ...] = ()
    told_absent: bool = False
    labelled: bool = False
    explained: float = 1.0
    problems: tuple[FoundProblem, ...] = ()
    bodies: tuple[str, ...] = ()
    empty: bool = False  # a label of those present stands there, and nothing below it


def find_people(head: Head, blocks: Sequence[Block], layout: Layout, claims: Sequence[Claim]) -> Presence:
    """All lists of people of a meeting as one answer."""
    by_kind: dict[str, list[PersonEntry]] = {"present": [], "substitutes": [], "others": [], "absent": []}
    claimed = [claim for claim in claims if claim.field in ("present", "absent")]
    for claim in claimed:
        by_kind[claim.field].append(PersonEntry(FoundPerson(claim.value, Evidence(claim.place, claim.value, 0.95))))
    sections = _sections(head)
    told = {section.field for section in sections}
    alone = None if told & {"present", "members", "delegates", "role"} else _of_all(sections)
    explained, problems = 1.0, []
    for section in sections if not claimed else ():
        parsed = parse_people(section.parts)
        kind = "present" if section is alone else _kind(section, parsed)
        if section.parts and kind in ("present", "absent"):
            explained = min(explained, parsed.explained)
        problems += [_comma(name, section) for name in parsed.doubts]
        for found in parsed.people:
            by_kind[_state(found, kind)].append(found)
    under = _under_item(blocks, layout, "present") if not by_kind["present"] else []
    by_kind["present"] += under
    if not by_kind["absent"] and "absent" not in told:
        by_kind["absent"] += _under_item(blocks, layout, "absent")
    present = list(_once(by_kind["present"], ()))
    substitutes = list(_once(by_kind["substitutes"], present))
    absent = [person for person in _once(by_kind["absent"], ()) if person.name.casefold() not in {one.name.casefold() for one in present}]
    others = list(_once(by_kind["others"], (*present, *substitutes)))
    everybody = (*present, *substitutes, *others, *absent)
    return Presence(
        tuple(present),
        tuple(substitutes),
        tuple(others),
        tuple(absent),
        bool(absent) or "absent" in told,
        bool(told & {"present", "members", "role", "delegates"} or alone) or bool(claimed) or bool(under),
        explained,
        tuple(problems),
        tuple(_bodies(everybody)),
        "present" in told and not present and not any(section.text for section in sections if section.field != "absent"),
    )


def _sections(head: Head) -> list[LabelledSection]:
    """The lists of people; a label of which nothing is said is none, unless it is the only one of its kind."""
    return [
        section
        for section in head.of("present", "absent", "substitutes", "others", "members", "delegates", "present_marked", "role")
        if section.field != "present_marked" or section.parted
    ]


def _of_all(sections: Sequence[LabelledSection]) -> LabelledSection | None:
    """“In attendance”, which tells of guests where there is a list of those present, and is that list where there is none."""
    return next((one for one in sections if one.field == "others" and phrases("attendance_words").first(one.words)), None)


def _kind(section: LabelledSection, parsed: Parsed) -> str:
    if section.field == "role":
        return "others" if phrases("labels.others", "roles.other").first(section.words) else "present"
    if section.field in ("members", "delegates", "present_marked"):
        return "present"
    if section.field == "present" and phrases("labels.others").first(section.words) and all(one.person.roles for one in parsed.people):
        return "others"  # "Övriga närvarande", where each has a post and nobody a seat
    return section.field


def _state(found: PersonEntry, kind: str) -> str:
    if found.state == "absent":
        return "absent"
    if kind == "substitutes":
        return "substitutes"
    if found.state == "other" and kind == "present":
        return "others"
    return kind


def _comma(name: str, section: LabelledSection) -> FoundProblem:
    return FoundProblem("name-comma", section.place, N_("A comma may have split “{name}” in two."), {"name": name})


def _once(found: Sequence[PersonEntry], besides: Sequence[FoundPerson]) -> Iterator[FoundPerson]:
    seen = {person.name.casefold() for person in besides}
    for one in found:
        if one.person.name.casefold() not in seen:
            seen.add(one.person.name.casefold())
            yield one.person


def _under_item(blocks: Sequence[Block], layout: Layout, kind: str) -> list[PersonEntry]:
    """Those named under an item about nothing else: "1. Apologies", "2. Roll call"; or in a sentence of it."""
    lists = ("labels.absent",) if kind == "absent" else ("labels.present",)
    for item in layout.items[:8]:
        if not phrases(*lists).first(item.title):
            continue
        below = [block for block in blocks[item.body : item.end] if not block.blank]
        if below and len(below[0].cells) > 1:
            return [found for found in parse_people(below).people if (found.state or "present") == kind]
        said = [item.rest] if item.rest else []
        said += [block.text for block in below][:12]
        if not said:
            return []
        parsed = _told(said, kind)
        if parsed.people:
            place = blocks[item.body].place if item.body < len(blocks) else blocks[item.start].place
            return [
                PersonEntry(FoundPerson(one.person.name, Evidence(place, one.person.evidence.quote, 0.8), one.person.org, one.person.roles), "")
                for one in parsed.people
            ]
        return []
    return []


def _told(said: Sequence[str], kind: str) -> Parsed:
    """The names in the first sentence, after the words that lead to them."""
    first = re.split(r"(?<=[a-z)]{2})\.\s", said[0])[0]
    hit = phrases(f"labels.{kind}").first(first)
    rest = first[hit[1] :] if hit else first
    rest = re.sub(r"^[\s:]*(?:\w+\s){{0,3}}?(?:{})\s+".format("|".join(sorted(word_set("from_words")))), "", rest.strip(" :")) or rest
    alone = parse_people([Block("text", rest.strip(" :."))])
    if alone.people and alone.explained > 0.7:
        return alone
    if kind == "present" and len(said) > 1:
        several = parse_people([Block("entry", text, number="-") for text in said])
        return several if several.explained > 0.8 else Parsed((), 0.0)
    return Parsed((), 0.0)


def _bodies(people: Sequence[FoundPerson]) -> Iterator[str]:
    """The organisations that people come from, and their short forms."""
    for person in people:
        if person.org:
            yield person.org
            yield from re.findall(r"\(([A-ZÆØÅ][\w-]{1,12})\)", person.org)
            yield re.sub(r"\s*\(.*", "", person.org)


_MENTION = re.compile(r"(?<=[a-zæøåäö,] )(?P<name>[A-ZÆØÅÄÖ][a-zæøåäöé'’-]+(?: [A-ZÆØÅÄÖ]\.?)?(?: [A-ZÆØÅÄÖ][a-zæøåäöé'’-]+)+)(?![\w-])")


def mentioned(texts: Sequence[str]) -> list[str]:
    """Full names in the middle of sentences: people seen as such, though no list has them."""
    found: dict[str, None] = {}
    for text in texts[:4000]:
        for match in _MENTION.finditer(text[:4000]):
            name = match["name"]
            if is_name(name) and not is_organisation(name) and tokens(name)[0][0] in _given():
                found.setdefault(name)
    return list(found)


def _given() -> frozenset[str]:
    from referat.languages.lexicon import given_names

    return given_names()
