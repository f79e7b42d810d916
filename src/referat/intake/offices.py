"""Who led the meeting and who wrote: the most telling of the signs, nobody where there is none."""

import re
from collections.abc import Iterator, Sequence

from referat.documents.block import Block, Claim
from referat.intake.head import Head, LabelledSection
from referat.intake.names import Roster, is_name, titled
from referat.intake.people import parse_people
from referat.intake.result import Evidence, FoundFact, FoundPerson
from referat.languages.lexicon import phrases


def quoted(block: Block, words: str) -> str:
    """The words as the source has them; all of the line where they cannot be found in it."""
    raw = block.raw or block.text
    at = raw.find(words)
    if at >= 0:
        return words.strip()
    parts = words.split()[:60]
    found = re.search(r"[\s*_|]+".join(re.escape(part) for part in parts), raw) if parts else None
    return found.group(0).strip() if found and len(words.split()) <= 60 else raw.strip()


def find_office(
    office: str, head: Head, people: Sequence[FoundPerson], blocks: Sequence[Block], roster: Roster, claims: Sequence[Claim]
) -> list[FoundFact]:
    """Who held the office ("chair" or "secretary"): the most telling of the signs; nobody where there is none."""
    for claim in claims:
        if claim.field == office and is_name(claim.value):
            return [FoundFact(roster.resolve(claim.value), Evidence(claim.place, claim.value, 0.95))]
    if found := list(_labelled(head.of(office), roster)):
        return found
    if found := list(_signed(head, office, people, roster)):
        return found
    if office == "chair":
        return _led(blocks, roster)
    return list(_elected(blocks, office, roster))


def _labelled(sections: Sequence[LabelledSection], roster: Roster) -> Iterator[FoundFact]:
    for section in sections:
        for one in parse_people(section.parts[:2]).people[:3]:
            place = one.person.evidence.line or section.place
            yield FoundFact(roster.resolve(one.person.name), Evidence(place, section.parts[0].raw.strip() or section.text, 0.95))


def _signed(head: Head, office: str, people: Sequence[FoundPerson], roster: Roster) -> Iterator[FoundFact]:
    """Somebody whose entry in a list says so: "(møteleder)", "( ref. )"."""
    for person in people:
        for role in person.roles:
            hit = phrases(f"roles.{office}").first(role)
            if hit and hit[0] <= 2 and not phrases("vice").first(role):
                yield FoundFact(person.name, person.evidence)
                break
    del head, roster


def _led(blocks: Sequence[Block], roster: Roster) -> list[FoundFact]:
    for block in blocks:
        if block.blank or len(block.text) > 1500:
            continue
        for start, end, _ in phrases("led_by").all(block.text):
            after = _name_in(block.text[end : end + 70], roster)
            before = _name_before(block.text[max(0, start - 50) : start], roster)
            if who := after or before:
                return [FoundFact(roster.resolve(who), Evidence(block.place, quoted(block, who), 0.85))]
    for block in [one for one in blocks if not one.blank][:40]:
        hit = phrases("opened", "closed").first(block.text[:200])
        title = phrases("roles.chair").first(block.text[:60])
        if hit and title and title[0] < 4 and (who := _name_in(block.text[title[1] : hit[0]], roster)):
            return [FoundFact(roster.resolve(who), Evidence(block.place, quoted(block, who), 0.75))]
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


def _elected(blocks: Sequence[Block], office: str, roster: Roster) -> Iterator[FoundFact]:
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
                yield FoundFact(roster.resolve(names[0]), Evidence(source.place, quoted(source, names[0]), 0.8))
                return


def _known_names(text: str, roster: Roster) -> list[str]:
    found = re.findall(r"[A-ZÆØÅÄÖ][\w'’-]*(?:\s[A-ZÆØÅÄÖ][\w'’-]*)*", text[:160])
    return [name for name in found if roster.knows(name)]
