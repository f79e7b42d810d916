"""Who came and who did not: names moved between the lists of a draft, each as the book writes it, and nobody else touched."""

from collections.abc import Sequence
from dataclasses import dataclass

from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import edits, style
from referat.format.document import Document, Edit
from referat.format.fieldnames import field_meaning
from referat.format.lists import add_to_list
from referat.format.nodes import Node, Scalar
from referat.format.nodes import Sequence as List
from referat.format.person import people_in
from referat.format.roster import read_person, written
from referat.languages.mark import N_
from referat.languages.words import MINUTES_FIELDS
from referat.languages.words import written as spelled
from referat.model.action import SourceKind
from referat.model.meeting import Minutes
from referat.model.people import Participant, Register, fold, near
from referat.model.place import Place
from referat.query.held import refuse_cancelled
from referat.query.lookup import Ambiguous
from referat.query.partial_match import fitting


class NotExpected(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is neither expected at {meeting}, a member of the group, nor in people.yaml.")
    hint = N_("Did you mean {near}?")


class AlreadySent(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} has been sent out; who came is written in it.")
    hint = N_("Mend it in the file, save, and send it out again: referat circulate {meeting}. What is approved is mended with: referat correct")


class NobodyNamed(ReferatError):
    message = N_("Say who was there or not: --present per, --absent kari")


@dataclass(frozen=True, slots=True)
class Attended:
    """Who is listed as present and as absent now, and was not before; `chair` is one of the absent who was to lead the meeting."""

    path: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    chair: str = ""


def attend_meeting(transaction: Transaction, minutes: Minutes, present: Sequence[str], absent: Sequence[str]) -> Attended:
    """Put the draft with these people in its lists into the transaction. Raises what forbids it."""
    if not minutes.source.is_draft:
        raise AlreadySent(meeting=minutes.id, place=Place(minutes.path))
    refuse_cancelled(minutes)
    if not present and not absent:
        raise NobodyNamed
    came = [_person(transaction, minutes, typed) for typed in present]
    away = [_person(transaction, minutes, typed) for typed in absent]
    there = transaction.document(minutes.path)
    there, now_here = _moved(there, transaction, came, "absent", "present", minutes)
    there, now_away = _moved(there, transaction, away, "present", "absent", minutes)
    transaction.put(there)
    chair = next((p.name for p in away if any(fold(p.name) == fold(one.name) for one in minutes.chair)), "")
    return Attended(minutes.path, now_here, now_away, chair)


def _moved(
    there: Document, transaction: Transaction, people: Sequence[Participant], old: str, new: str, minutes: Minutes
) -> tuple[Document, tuple[str, ...]]:
    """The draft with people taken from one list and put into the other; and those who were not in that before."""
    listed = {fold(p.name) for p in getattr(minutes, new) or ()}
    added = [p for p in people if fold(p.name) not in listed]
    for person in people:
        there = _without(there, old, person.name, transaction.book.register)
    if not added:
        return there, ()
    name = _spelled(there, new, transaction.book.language)
    texts = [p.name if new == "absent" else written(Participant(p.name, p.org)) for p in added]  # why somebody stayed away is not for us to say
    return there.replaced(add_to_list(there, name, texts)), tuple(p.name for p in added)


def _without(there: Document, field: str, name: str, register: Register) -> Document:
    """The draft without a person in one of its lists; an empty list says nobody."""
    key = _spelled(there, field, "")
    node = there.header.get(key) if there.header else None
    if not isinstance(node, List):
        return there
    kept = [item for item in node.items if not _is(there, item, name, register)]
    if len(kept) == len(node.items):
        return there
    if shared := next((item for item in node.items if item not in kept and isinstance(item, Scalar) and len(people_in(item.text)) > 1), None):
        others = [text for text in people_in(shared.text) if fold(_form(read_person(text).name, register)) != fold(_form(name, register))]
        value = style.value_text(" og ".join(others), inside_list=node.flow, like=shared)
        return there.replaced([Edit(there.header_at + shared.start, there.header_at + shared.end, value)])
    if not node.flow and kept:
        gone = [item for item in node.items if item not in kept]
        return there.replaced([_lines(there, item) for item in gone])
    texts = ", ".join(there.text[there.header_at + item.start : there.header_at + item.end] for item in kept)
    return there.replaced(edits.replace_field(there, key, f"{key}: [{texts}]"))


def _is(there: Document, item: Node, name: str, register: Register) -> bool:
    from referat.format.roster import read_people

    found, _ = read_people(there, "present", List((item,), item.start, item.end, item.line, item.column))
    return any(fold(_form(p.name, register)) == fold(_form(name, register)) for p in found)


def _lines(there: Document, item: Node) -> Edit:
    first, last = there.lines[item.line + 1], there.lines[edits.last_line(there, item) + 1]
    return Edit(first.start, last.next_start, "")


def _person(transaction: Transaction, minutes: Minutes, typed: str) -> Participant:
    """Who was typed: somebody in the lists of the meeting, a member of the group, or somebody in the register; by handle, name or part of it."""
    register = transaction.book.register
    group = transaction.book.group(minutes.group)
    lists = (minutes.present, minutes.absent, minutes.substitutes, minutes.others, group.seats if group else ())
    known: dict[str, Participant] = {}
    for person in [one for people in lists for one in people or () if one.name]:
        known.setdefault(fold(person.name), person)
    word = typed.removeprefix("@")
    named = register.by_handle(word) or register.by_name(word)
    if named:
        there = known.get(fold(named.name))
        return Participant(there.name, there.org or named.org) if there else Participant(named.name, named.org)
    hits = fitting(word, sorted(person.name for person in known.values()))
    if len(hits) > 1:
        raise Ambiguous(name=typed, candidates=", ".join(hits))
    if not hits:
        raise NotExpected(typed=typed, meeting=minutes.id, near=near(word, [person.name for person in known.values()]))
    return known[fold(hits[0])]


def _form(name: str, register: Register) -> str:
    known = register.by_name(name)
    return known.name if known else name


def _spelled(there: Document, field: str, language: str) -> str:
    """How the file spells a field; as a new file of its language would where it has none."""
    own = next((key.text for key, _ in there.header or () if field_meaning(key.text, SourceKind.MINUTES) == field), None)
    return own or spelled(MINUTES_FIELDS, field, style.language(there, language or "nb"))
