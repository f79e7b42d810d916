"""People in lists: `Name (roles and organisation)` as text, a line each, or as a mapping of fields."""

import re
from collections.abc import Iterator
from functools import lru_cache

from referat.format.document import Document
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.languages.mark import N_
from referat.languages.words import OPEN_SEAT_WORDS, PERSON_FIELDS, ROLE_STARTS, ROLE_WORDS, meanings
from referat.model.dates import iso_day
from referat.model.people import Participant
from referat.model.place import NOWHERE, Place
from referat.model.problems import Problem

_BULLET = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?")
_ROLES = meanings(ROLE_WORDS)
_ROLE_STARTS = tuple(start for starts in ROLE_STARTS.values() for start in starts)
_FIELDS = meanings(PERSON_FIELDS)


def read_people(document: Document, field: str, node: Node) -> tuple[list[Participant], list[Problem]]:
    """The people of a header field: a list, a block with a person a line, or one person."""
    people: list[Participant] = []
    problems: list[Problem] = []
    for entry, value in _entries(document, node):
        if isinstance(value, str):
            if value:
                people.append(Participant(*_person(value), entry))
        elif isinstance(value, Mapping):
            read = _from_mapping(value, entry)
            if read:
                people.append(read)
            else:
                name = next((f"{k.text}: {v.text if isinstance(v, Scalar) else '…'}" for k, v in value), "")
                problems.append(Problem("name-with-colon", entry, {"value": name, "field": field}))
                people.append(Participant(name, place=entry))
        else:
            problems.append(Problem("bad-value", entry, {"field": field, "expected": N_("Name (organisation)")}))
    if isinstance(node, Scalar) and not node.style and "," in _outside_parentheses(node.text):
        facts = {"field": field, "expected": N_("a list, one person on each line")}
        problems.append(Problem("bad-value", document.header_place(node.line, node.column), facts))
    return people, problems


def read_person(text: str, place: Place = NOWHERE) -> Participant:
    """One person as written: `Gunhild Paulsen? (Gjøvikregionen)`, `Maria? / Jonas? (Lillestrøm)`, `N.N. (Gjøvik)`."""
    return Participant(*_person(text.strip()), place)


@lru_cache(maxsize=4096)  # the same few sit in meeting after meeting
def _person(text: str) -> tuple[str, str, tuple[str, ...], bool, tuple[str, ...], str, str]:
    name, parts = _cut(text)
    roles, org, since, until = _read_parts(parts)
    alternatives: tuple[str, ...] = ()
    confirmed = True
    if " / " in name or ("/" in name and "?" in name):
        alternatives = tuple(part.strip().rstrip("?").strip() for part in name.split("/") if part.strip())
        name, confirmed = "", False
    elif name.endswith("?"):
        name, confirmed = name.rstrip("?").strip(), False
    if name.casefold() in OPEN_SEAT_WORDS:
        name, confirmed = "", False
    return name, org, tuple(roles), confirmed, alternatives, since, until


def written(person: Participant) -> str:
    """A person as a line of a list, the way `read_person` reads it."""
    name = person.name + ("" if person.confirmed else "?") if person.name else " / ".join(a + "?" for a in person.alternatives) or "N.N."
    parts = [role.partition(": ")[2] or role for role in person.roles]
    if person.org:
        parts.append(person.org)
    return f"{name} ({', '.join(parts)})" if parts else name


def role_of(part: str) -> str | None:
    """The key of a role ("chair", "substitute: vara for Per"), or None where the words are no role."""
    folded = part.casefold().strip()
    if folded in _ROLES:
        return f"{_ROLES[folded]}: {part.strip()}"
    if not f"{folded} ".startswith(_ROLE_STARTS):
        return None
    return next((f"{key}: {part.strip()}" for key, starts in ROLE_STARTS.items() if f"{folded} ".startswith(starts)), None)


def _cut(text: str) -> tuple[str, str]:
    """The name, and what stands in the parentheses at the end; those of a nickname in the middle belong to the name."""
    spans, tail = _parentheses(text), len(text)
    first = len(spans)
    while first and not text[spans[first - 1][1] + 1 : tail].strip(" \t,"):
        first -= 1
        tail = spans[first][0]
    if first == len(spans) and spans and text[spans[-1][1] + 1 :].lstrip().startswith(","):  # "Kari Nes (Oslo), leder"
        start, end = spans[-1]
        return text[:start].strip(), f"{text[start + 1 : end]}, {text[end + 1 :].lstrip(' ,')}"
    return text[:tail].strip(" \t,"), ", ".join(text[start + 1 : end] for start, end in spans[first:])


def _parentheses(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of parentheses: offsets of ( and ). One that is never closed goes to the end."""
    if "(" not in text:
        return []
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for index, sign in enumerate(text):
        if sign == "(":
            start, depth = (start if depth else index), depth + 1
        elif sign == ")" and depth:
            depth -= 1
            if not depth:
                spans.append((start, index))
    return [*spans, (start, len(text))] if depth else spans


def _read_parts(parts: str) -> tuple[list[str], str, str, str]:
    """Roles, organisation, and the days from and until, of what stands in the parentheses."""
    roles: list[str] = []
    orgs: list[str] = []
    since = until = ""
    for part in filter(None, (p.strip() for p in parts.split(","))):
        word, _, rest = part.partition(" ")
        if word.casefold() in {"til", "until"} and iso_day(rest):
            until = rest
        elif word.casefold() in {"fra", "frå", "from"} and iso_day(rest):
            since = rest
        elif role := role_of(part):
            roles.append(role)
        else:
            orgs.append(part)
    return roles, ", ".join(orgs), since, until


def _entries(document: Document, node: Node) -> Iterator[tuple[Place, str | Node]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield document.header_place(item.line, item.column), item.text.strip() if isinstance(item, Scalar) else item
    elif isinstance(node, Scalar) and node.style in {"|", ">"}:
        for number, line in enumerate(node.text.split("\n"), 1):
            yield document.header_place(node.line + number, 0), _BULLET.sub("", line, count=1).strip()
    elif isinstance(node, Scalar):
        yield document.header_place(node.line, node.column), node.text.strip()
    else:
        yield document.header_place(node.line, node.column), node


def _from_mapping(node: Mapping, place: Place) -> Participant | None:
    fields: dict[str, str] = {}
    for key, value in node:
        meaning = _FIELDS.get(key.text.casefold())
        if meaning is None or not isinstance(value, Scalar):
            return None
        fields[meaning] = value.text
    if "name" not in fields and "org" not in fields:
        return None
    person = read_person(fields.get("name", "N.N."), place)
    roles, org, _, _ = _read_parts(fields.get("role", ""))
    if "for" in fields:
        roles.append(f"substitute: vara for {fields['for']}")
    return Participant(
        person.name,
        fields.get("org") or person.org or org,
        (*person.roles, *roles),
        person.confirmed,
        person.alternatives,
        fields.get("from") or person.since,
        fields.get("until") or person.until,
        place,
    )


def _outside_parentheses(text: str) -> str:
    kept, position = [], 0
    for start, end in _parentheses(text):
        kept.append(text[position:start])
        position = end + 1
    return "".join(kept) + text[position:]
