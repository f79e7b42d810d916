"""One seat of a working group: a person, an either/or, or a body that is still to give a name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from referat.documents.text import plain
from referat.intake.names import is_name, is_organisation
from referat.intake.people_entry import read_person
from referat.intake.result import Evidence, Seat
from referat.languages.lexicon import alternatives, words

_MORE = re.compile(r"(?i)^(?:pluss|plus|samt|og|i tillegg)\s+(?P<n>\d+|en|ein|one|én)\b\s*(?P<rest>.*)$")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('leads'))})", re.IGNORECASE)


@cache
def _open() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('open_seat'))})", re.IGNORECASE)


@cache
def _confirmed() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(words('confirmed'))})\s*:\s*(?P<name>.+)$", re.IGNORECASE)


def split_seats(text: str) -> list[str]:
    """The members of a names line; commas and "og" inside parentheses do not count."""
    parts, depth, current = [], 0, ""
    for piece in re.split(r"([(),]|\s(?:og|och|and|samt|&)\s)", text):
        depth += (piece == "(") - (piece == ")" and depth > 0)
        if depth == 0 and (piece == "," or re.fullmatch(r"\s(?:og|och|and|samt|&)\s", piece)):
            parts.append(current)
            current = ""
        else:
            current += piece
    parts.append(current)
    return [re.sub(r"^(?:og|och|and|samt)\s+", "", part.strip(" .;")) for part in parts if part.strip(" .;")]


def _is_place_or_body(text: str, orgs: Sequence[str]) -> bool:
    """The words name an organisation, or a place that is the beginning of one that the document names."""
    return is_organisation(text) or any(
        text.casefold() == org.casefold()
        or (len(text) > 4 and text.casefold() in org.casefold().split())
        or (len(text) > 3 and " " not in text and org.casefold().startswith(text.casefold()))
        for org in orgs
    )


def read_seat(text: str, bold: Sequence[str], orgs: Sequence[str], evidence: Evidence) -> Seat | None:
    """The seat that one entry of a names line gives. `bold`: the parts of the line in bold, `orgs`: the organisations that the document names."""
    found = re.match(r"^(?P<head>[^()]*?)\s*(?:\((?P<aside>[^()]*)\)?)?\s*$", text)
    if found is None:
        return None
    head, aside = plain(found["head"]).strip(" .:"), (found["aside"] or "").strip()
    lead = any(plain(one).strip(" .:,") == head for one in bold)
    if confirmed := _confirmed().match(aside):
        return Seat(confirmed["name"].strip(), head, lead=lead, evidence=evidence)
    if more := _MORE.match(text):
        return Seat("", more["rest"].strip(" ()"), confirmed=False, evidence=evidence)
    waits = bool(_open().search(aside))
    if "/" in head and (seat := _either(head, "" if waits else aside, orgs, waits)):
        return replace(seat, lead=lead, evidence=evidence)
    is_body = _is_place_or_body(head, orgs)
    if (waits and (is_body or " " not in head)) or (is_body and not aside and is_organisation(head)):
        return Seat("", head, confirmed=False, evidence=evidence) if head else None
    entry = read_person(head if waits else text) if head and not (is_body and not aside) else None
    if entry is None:
        return None
    leads = lead or any(_leading().match(word) for word in (*entry.roles, entry.org))
    return Seat(entry.name, "" if _leading().fullmatch(entry.org) else entry.org, confirmed=not waits, lead=leads, evidence=evidence)


def _either(head: str, aside: str, orgs: Sequence[str], waits: bool) -> Seat | None:
    """“Maria/Jonas” is either of two; “Gunhild Moe/Fjordvik” is a person and whom she comes from."""
    pieces = [piece.strip() for piece in head.split("/") if piece.strip()]
    people = [piece for piece in pieces if is_name(piece) and not _is_place_or_body(piece, orgs)]
    bodies = [piece for piece in pieces if piece not in people]
    if len(people) > 1:
        return Seat("", aside or "".join(bodies[:1]), tuple(people), confirmed=False)
    return Seat(people[0], bodies[0] if bodies else "", confirmed=not waits) if people and bodies else None


def open_words(seat: Seat) -> str:
    """A seat that waits, in the format's own way of writing one."""
    org = f" ({seat.org})" if seat.org else ""
    if seat.alternatives:
        return " / ".join(f"{name}?" for name in seat.alternatives) + org
    return (f"{seat.name}?" if seat.name else "N.N.") + org
