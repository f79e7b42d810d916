"""Handles in a header's lists of people, written out as names and organisations: what is approved must not depend on a register that changes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from referat.format import style
from referat.format.document import Document, Edit
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.roster import read_person, written
from referat.languages.words import MINUTES_FIELDS, PERSON_FIELDS, meanings
from referat.model.people import Participant, Register

_LISTS = frozenset({"chair", "secretary", "present", "substitutes", "others", "absent"})
_FIELDS = meanings(MINUTES_FIELDS)
_PERSON = meanings(PERSON_FIELDS)


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A handle that was written out: as it stood, and as it stands now."""

    handle: str
    text: str


def write_out_names(document: Document, register: Register) -> tuple[Document, tuple[WrittenOut, ...]]:
    """The document with every handle in its lists of people replaced by the name and organisation that the register has for it."""
    made = [
        change
        for key, node in document.header or ()
        if _FIELDS.get(unicodedata.normalize("NFC", key.text).casefold()) in _LISTS
        for change in _of_field(document, node, register)
    ]
    return document.replaced(edit for edit, _ in made), tuple(said for _, said in made)


def _of_field(document: Document, node: Node, register: Register) -> Iterator[tuple[Edit, WrittenOut]]:
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        yield from _of_block(document, node, register)
        return
    flow = isinstance(node, Sequence) and node.flow
    for item in node.items if isinstance(node, Sequence) else (node,):
        value = _name_of(item) if isinstance(item, Mapping) else item
        if not isinstance(value, Scalar):
            continue
        person = _known(value.text, register)
        if person:
            text = person.name if isinstance(item, Mapping) and _has_org(item) else written(person)
            new = style.value_text(text, inside_list=flow or isinstance(item, Mapping), like=value)
            yield Edit(document.header_at + value.start, document.header_at + value.end, new), WrittenOut(value.text.strip(), text)


def _of_block(document: Document, node: Scalar, register: Register) -> Iterator[tuple[Edit, WrittenOut]]:
    """A block has a person a line; its lines follow the one with the field's name."""
    for line in document.lines[node.line + 2 : document.closing]:
        if line.start >= document.header_at + node.end:
            return
        bare = line.text.strip().lstrip("-*+").strip()
        person = _known(bare, register)
        if person:
            at = line.start + line.text.index(bare)
            yield Edit(at, at + len(bare), written(person)), WrittenOut(bare, written(person))


def _known(text: str, register: Register) -> Participant | None:
    """The person that a line names by handle, with what the line says of roles and organisation kept."""
    said = read_person(text)
    word = said.name.removeprefix("@")
    person = register.by_handle(word) if word and " " not in word else None
    if person is None or person.name == said.name:
        return None
    return said.but(name=person.name, org=said.org or person.org)


def _name_of(item: Mapping) -> Node | None:
    return next((value for key, value in item if _PERSON.get(key.text.casefold()) == "name"), None)


def _has_org(item: Mapping) -> bool:
    return any(_PERSON.get(key.text.casefold()) == "org" for key, _ in item)
