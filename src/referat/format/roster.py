"""People in lists: `Name (roles and organisation)` as text, a line each, or as a mapping of fields."""

import re
from collections.abc import Iterator
from functools import lru_cache

from referat.format.document import Document
from referat.format.header import HeaderRow
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.person import as_written, joined_entries, parentheses, people_in, person_parts, read_parts
from referat.languages.mark import N_
from referat.languages.words import PERSON_FIELDS, meanings
from referat.model.people import Participant
from referat.model.place import NOWHERE, Place
from referat.model.problems import Problem

_BULLET = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?")
_FIELDS = meanings(PERSON_FIELDS)
_person = lru_cache(maxsize=4096)(person_parts)  # the same few sit in meeting after meeting


@lru_cache(maxsize=4096)
def _people(text: str) -> tuple[tuple[str, str, tuple[str, ...], bool, tuple[str, ...], str, str], ...]:
    """The values of everybody whom an entry of a list names."""
    return tuple(map(person_parts, people_in(text)))


def read_people(document: Document, field: str, node: Node) -> tuple[list[Participant], list[Problem]]:
    """The people of a header field: a list, a block with a person a line, or one person."""
    people: list[Participant] = []
    problems: list[Problem] = []
    for entry, value in _entries(document, node):
        if isinstance(value, str):
            people += [Participant(*parts, entry) for parts in (_people(value) if value else ())]
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
    if isinstance(node, Scalar) and not node.style and is_many(node.text):
        facts = {"field": field, "expected": N_("a list, one person on each line")}
        problems.append(Problem("bad-value", document.header_place(node.line, node.column), facts))
    return people, problems


def read_plain_people(document: Document, row: HeaderRow) -> tuple[list[Participant], list[Problem]] | None:
    """The same of a field that was read line by line; None where somebody is written in braces, whose places the nodes know."""
    path = document.path
    if row.entries is not None:
        people = []
        for value, line, column in row.entries:
            if value.__class__ is not str or ("(" in value and value.count("(") > value.count(")")):
                return None
            place = Place(path, line + 2, column + 1)
            people += [Participant(*parts, place) for parts in _people(value)]
        return people, []
    if not isinstance(row.value, str) or is_many(row.value):
        return ([], []) if row.value == [] else None
    place = Place(path, row.line + 2, row.column + 1)
    return [Participant(*parts, place) for parts in _people(row.value.strip())], []


def read_person(text: str, place: Place = NOWHERE) -> Participant:
    """One person as written: `Gunhild Paulsen? (Gjøvikregionen)`, `Maria? / Jonas? (Lillestrøm)`, `N.N. (Gjøvik)`."""
    return Participant(*_person(text.strip()), place)


def written(person: Participant) -> str:
    """A person as a line of a list, the way `read_person` reads it."""
    return as_written(person.name, person.org, person.roles, person.confirmed, person.alternatives)


def _entries(document: Document, node: Node) -> Iterator[tuple[Place, str | Node]]:
    if isinstance(node, Sequence):
        if node.flow and all(isinstance(item, Scalar) for item in node.items):
            yield from _entries_of_flow(document, node)
            return
        for item in node.items:
            yield document.header_place(item.line, item.column), item.text.strip() if isinstance(item, Scalar) else item
    elif isinstance(node, Scalar) and node.style in {"|", ">"}:
        for number, line in enumerate(node.text.split("\n"), 1):
            yield document.header_place(node.line + number, 0), _BULLET.sub("", line, count=1).strip()
    elif isinstance(node, Scalar):
        yield document.header_place(node.line, node.column), node.text.strip()
    else:
        yield document.header_place(node.line, node.column), node


def _entries_of_flow(document: Document, node: Sequence) -> Iterator[tuple[Place, str]]:
    """The entries of `[…, …]`, where a comma within parentheses parts nothing."""
    items = [item for item in node.items if isinstance(item, Scalar)]
    at = 0
    for entry in joined_entries([item.text.strip() for item in items]):
        yield document.header_place(items[at].line, items[at].column), entry
        whole = items[at].text.strip()
        while whole != entry:
            at += 1
            whole = f"{whole}, {items[at].text.strip()}"
        at += 1


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
    roles, org, _, _ = read_parts(fields.get("role", ""))
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


def is_many(text: str) -> bool:
    """Whether a text that should name one person holds a comma outside parentheses."""
    return "," in text and "," in _outside_parentheses(text)


def _outside_parentheses(text: str) -> str:
    kept, position = [], 0
    for start, end in parentheses(text):
        kept.append(text[position:start])
        position = end + 1
    return "".join(kept) + text[position:]
