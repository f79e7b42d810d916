"""The leak check: nothing that is kept from the public may stand in a finished document.

It reads the file anew and knows nothing of how it was made. What is hidden it finds in the source: marked parts, hidden remarks, notes under
actions, contacts, the header but for what minutes say to everybody, and lines that were perhaps meant as marks. A document leaks if it holds a
run of three words, a number of five digits or more, an address, or a word that stands in hidden parts and nowhere in what is public. What cannot
be read back is not fit either.
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from io import BytesIO

from referat.checks.privacy import personal_data_in
from referat.errors import Exit, ReferatError
from referat.format import style
from referat.format.boxes import read_heading
from referat.format.document import Document
from referat.format.marks import read_marks
from referat.format.nodes import Node, Scalar, Sequence
from referat.handouts.facts import BookFacts
from referat.handouts.withheld import attachments_of, note_lines, unclear_lines
from referat.languages.calendar import MONTHS, WEEKDAYS
from referat.languages.i18n import every_text
from referat.languages.mark import N_
from referat.languages.words import BOOK_FIELDS, GROUP_FIELDS, LOOK_FIELDS, MINUTES_FIELDS, PERSON_FIELDS, ROLE_WORDS
from referat.model.meeting import Minutes
from referat.model.people import Participant
from referat.model.text import fold

_WORD = re.compile(r"[^\W_]+(?:[-\u00ad'’][^\W_]+)*")
_DIGITS = re.compile(r"[0-9](?:[ .\u00a0]?[0-9])+")
_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|(?:https?://|www\.)[^\s<>()\"'\]]+|(?<![\w@])@[^\W\d_][\w.\-]*", re.IGNORECASE)
_REMARK = re.compile(r"<!--(.*?)(?:-->|\Z)|^ {0,3}\[[^\]\n]*\]:[ \t]*(?:<>|#)[ \t]+([(\"'][^\n]*)$", re.DOTALL | re.MULTILINE)
_BROKEN = re.compile(r"(?<=\w)[-\u00ad]\s*\n\s*(?=\w)")
_ENDS = re.compile(
    r"</(?:w:p|text:p|text:h|si|p|li|dt|dd|h[1-6]|td|th|caption|title|pre|br)\s*>|<br/?>|<text:line-break/>|<text:tab/>|<w:tab/>|<w:br/>"
)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"[\w:-]+=(?:\"([^\"]*)\"|'([^']*)')")
_SHORTEST_NUMBER = 5
# The fields of which all, or all but what is looked at by itself, is shown to everybody.
_PARTLY = (
    "title",
    "group",
    "date",
    "time",
    "place",
    "chair",
    "secretary",
    "present",
    "substitutes",
    "others",
    "status",
    "next",
    "attachments",
    "copy",
)
_OF_GROUPS = ("parent", "from", "until", "report", "lead", "deputy", "members", "calendar", "appointed", "closed")
# Our own records, of which the digests are kept back.
_RECORDS = frozenset({"circulation", "approval", "approves", "called", "moved"})
_SHOWN_FIELDS = frozenset(
    fold(word)
    for table, names in ((MINUTES_FIELDS, _PARTLY), (GROUP_FIELDS, _OF_GROUPS))
    for name in names
    for words in table[name].values()
    for word in words
)
# The names of fields, which are no secret where nothing else in a header is public.
_FIELD_WORDS = "text sha256 file id result version recorded by sig supersedes forced comments\n" + "\n".join(
    word
    for table in (MINUTES_FIELDS, GROUP_FIELDS, PERSON_FIELDS, BOOK_FIELDS, LOOK_FIELDS)
    for name, words in table.items()
    for word in (name, *(spelling for row in words.values() for spelling in row))
)
_SETTINGS = ("meetings/people.yaml", "meetings/book.yaml", "meetings/contacts.yaml")
_CALENDAR = frozenset(name.casefold() for table in (MONTHS, WEEKDAYS) for names in table.values() for name in names)


class Leaked(ReferatError):
    """The words themselves are not said: they would stand in somebody's log."""

    exit = Exit.FINDINGS
    message = N_("{name} is not made: it would show {what} that is not public, from {where}.")
    hint = N_("Look for the same words in what is public; mark that passage too, or write it in another way.")


class NotReadBack(ReferatError):
    exit = Exit.FINDINGS
    message = N_("{name} is not made: it cannot be read back as {format}, so nobody can tell whether it is fit for the public.")


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What a text says, as the check compares it: words, runs of three of them, numbers and addresses. Hyphens are joined."""

    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    numbers: tuple[str, ...]
    addresses: frozenset[str]

    def joined(self, other: "SaidWords") -> "SaidWords":
        return SaidWords(self.words | other.words, self.runs | other.runs, (*self.numbers, *other.numbers), self.addresses | other.addresses)


@cache
def _our_own(language: str) -> SaidWords:
    """What stands in documents in a language without coming from a book."""
    roles = (word for row in ROLE_WORDS.values() for words in row.values() for word in words)
    return said_in("\n".join((*every_text(language), *roles, *_CALENDAR)))


def said_in(text: str) -> SaidWords:
    text = _BROKEN.sub("", text).replace("\u00ad", "")
    found = _WORD.findall(text)
    listed = [fold(word.replace("-", "")) for word in found]
    parts = [fold(part) for word in found if "-" in word for part in word.split("-")]
    runs = {run for run in zip(listed, listed[1:], listed[2:], strict=False) if not all(word.isdigit() or word in _CALENDAR for word in run)}
    numbers = [re.sub(r"[^0-9]", "", digits) for digits in _DIGITS.findall(text)]
    return SaidWords(
        frozenset(word for word in (*listed, *parts) if sum(map(str.isalpha, word)) > 1),
        frozenset(runs),
        tuple(number for number in numbers if len(number) >= _SHORTEST_NUMBER),
        frozenset(fold(address.rstrip(".,;:")) for address in _ADDRESS.findall(text)),
    )


@dataclass
class LeakCheck:
    """What of a book may not be said, less what may, found once for all documents that are made of it. `own` is what their maker says by itself."""

    facts: BookFacts
    own: str = ""
    words: dict[str, str] = field(default_factory=dict)
    runs: dict[tuple[str, ...], str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        source = self.facts.source
        allowed = said_in("\n".join((*_public_texts(self.facts), self.own)))
        for language in {self.facts.language, *(style.language(source.document(path), self.facts.language) for path in source.paths)}:
            allowed = allowed.joined(_our_own(language))
        known = "\n".join(allowed.numbers)
        for text, place in _hidden_texts(self.facts):
            secret = said_in(text)
            self.words.update(dict.fromkeys(secret.words - allowed.words, place))
            self.runs.update(dict.fromkeys(secret.runs - allowed.runs, place))
            self.numbers.update(dict.fromkeys([number for number in secret.numbers if number not in known], place))
            self.addresses.update(dict.fromkeys(secret.addresses - allowed.addresses, place))
        fields = said_in(_FIELD_WORDS).words
        for text, place in _written_of_itself(self.facts):
            secret = said_in(text)
            self.words.update(dict.fromkeys(secret.words - allowed.words - fields, place))
            self.addresses.update(dict.fromkeys(secret.addresses - allowed.addresses, place))

    def refuse(self, name: str, form: str, data: bytes) -> None:
        """Raises Leaked or NotReadBack for a document that is not fit for the public."""
        try:
            shown = said_in(READERS[form](data))
        except Exception:  # noqa: BLE001 - what cannot be read proves nothing, so it fails
            raise NotReadBack(name=name, format=form) from None
        for what, found in (
            (N_("an address"), [self.addresses[one] for one in shown.addresses & self.addresses.keys()]),
            (N_("a number"), [place for secret, place in self.numbers.items() if any(secret in number for number in shown.numbers)]),
            (N_("words"), [self.runs[one] for one in shown.runs & self.runs.keys()]),
            (N_("a word"), [self.words[one] for one in shown.words & self.words.keys()]),
        ):
            if found:
                raise Leaked(name=name, what=what, where=min(found))


# ---------------------------------------------------------------- what is hidden, and what is not


def _hidden_texts(facts: BookFacts) -> Iterator[tuple[str, str]]:
    """What is not public, with its place."""
    source = facts.source
    for handle, address in source.emails.items():
        yield address, "contacts"
        yield f"@{handle}", "contacts"
    for person in source.register.people:
        yield f"@{person.handle}", "people"
    minutes_by_path = {one.path: one for one in facts.source.minutes}
    for path in source.paths:
        document = source.document(path)
        yield from ((text, f"{path}:1") for text in _hidden_in_head(document))
        hidden, notes = facts.withheld(path), note_lines(document)
        notes |= unclear_lines(document, hidden)
        titles = {item.place.line: item.title for item in minutes_by_path[path].items} if path in minutes_by_path else {}
        for index, text in enumerate(document.body_texts):
            number = document.number(index)
            if number in hidden.passages and read_heading(text) is None:
                continue  # the mark itself: its ground is shown
            if hidden.hides(number) or index in notes:
                heading = read_heading(text)  # its number and its ground are shown
                yield titles.get(number, read_marks(heading[1]).title if heading else text), f"{path}:{number}"
            else:
                yield from ((text[start:end], f"{path}:{number}") for _, start, end in personal_data_in(text))
        yield from ((" ".join(found), path) for found in _REMARK.findall("\n".join(document.body_texts)))
    for one in source.minutes:
        page = facts.page(one)
        yield from ((name, f"{one.path}:1") for name, ground in attachments_of(page.header_texts("attachments"), page.withheld) if ground is not None)
        for line in one.action_lines:
            yield from ((f"@{handle}", str(line.place)) for handle in line.owners)


def _written_of_itself(facts: BookFacts) -> Iterator[tuple[str, str]]:
    """The headers and the settings as they are written, remarks and unknown fields in all: what of them is public is known from elsewhere.

    The earlier texts of minutes too. Of these only words count that stand nowhere in what is public.
    """
    source = facts.source
    for path in source.paths:
        document = source.document(path)
        yield "\n".join(document.texts[: document.body_at]), f"{path}:1"
    for path in _SETTINGS:
        if source.has_file(path) and (data := source.attached(path)):
            yield data.decode("utf-8", "replace"), path
    for _, one in source.earlier_minutes:
        yield "\n".join(source.document(one.path).texts), one.path


def _hidden_in_head(document: Document) -> Iterator[str]:
    """What the fields of a header say that no public edition shows."""
    for key, node in document.header or ():
        if fold(key.text) in _RECORDS:
            yield from (text.removeprefix("sha256:") for text in _texts(node) if text.startswith("sha256:"))
        elif fold(key.text) not in _SHOWN_FIELDS:
            yield from _texts(node)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _texts(one)
    else:
        for _, one in node:
            yield from _texts(one)


def _public_texts(facts: BookFacts) -> Iterator[str]:
    """What everybody may read: the text that is not hidden, what the header says of the meeting, and our own words."""
    source = facts.source
    yield source.settings.title
    yield from source.settings.look.sender
    for path in source.paths:
        document, hidden = source.document(path), facts.withheld(path)
        yield from (*hidden.items.values(), *hidden.passages.values(), *hidden.attachments.values())
        notes = note_lines(document) | unclear_lines(document, hidden)
        shown = [text for index, text in enumerate(document.body_texts) if not hidden.hides(document.number(index)) and index not in notes]
        text = _REMARK.sub("", "\n".join(shown))
        for _, start, end in sorted(personal_data_in(text), key=lambda found: found[1], reverse=True):
            text = f"{text[:start]}\n{text[end:]}"
        yield _ADDRESS.sub(lambda found: " " if found[0].startswith("@") else found[0], text)
    for person in source.register.people:
        yield from (person.name, person.org)
    for group in source.groups:
        yield from (group.id, group.title)
        yield from _people(group.seats)
    for one in source.minutes:
        yield from _head(facts, one)


def _head(facts: BookFacts, one: Minutes) -> Iterator[str]:
    """What the header of minutes says to everybody."""
    yield from (one.id, one.title, one.time_text, one.venue, one.next_text)
    yield from _people((*one.chair, *one.secretary, *(one.present or ()), *(one.substitutes or ()), *(one.others or ())))
    yield from (f"{facts.name_shown(person.name)} {facts.org_of(person)}" for person in one.absent or ())
    if one.approval:
        yield from (one.approval.by, one.approval.item)
    page = facts.page(one)
    for name, ground in attachments_of(page.header_texts("attachments"), page.withheld):
        yield name if ground is None else ground
    yield from page.header_texts("copy")


def _people(people: Iterable[Participant]) -> Iterator[str]:
    for person in people:
        yield from (person.name, person.org, *person.alternatives, *person.roles)


# ---------------------------------------------------------------- reading a finished document


def _of_markup(text: str) -> str:
    """The text of a page or an XML part, and what its attributes say."""
    said = unescape(_TAG.sub("", _ENDS.sub("\n", text)))
    attributes = [unescape(value or other) for tag in _TAG.findall(text) for value, other in _ATTRIBUTE.findall(tag)]
    return said + "\n" + "\n".join(attributes)


def _of_html(data: bytes) -> str:
    text = data.decode()
    return _of_markup(re.sub(r"<style>.*?</style>|data:image/[a-z]+;base64,[A-Za-z0-9+/=]*|<!DOCTYPE html>", "", text, flags=re.DOTALL))


def _of_archive(data: bytes) -> str:
    found = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            found.append(name)
            if name.endswith((".xml", ".rels")) and not re.search(r"styles|theme|fontTable|settings|numbering|\[Content_Types\]", name):
                found.append(_of_markup(archive.read(name).decode()))
    return "\n".join(found)


def _of_pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject, TextStringObject

    reader = PdfReader(BytesIO(data))
    found = [page.extract_text() for page in reader.pages]
    found += [str(value) for value in (reader.metadata or {}).values()]
    found += [str(name) for name in reader.attachments]
    for number in reader.xref.get(0, {}):
        one = reader.get_object(number)
        if isinstance(one, DictionaryObject):
            found += [
                str(one[key])
                for key in ("/Alt", "/ActualText", "/E", "/T", "/Contents", "/URI", "/Title")
                if isinstance(one.get(key), TextStringObject)
            ]
    return "\n".join(found)


def _of_json(data: bytes) -> str:
    return "\n".join(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        runs = value.get("runs")
        if isinstance(runs, list):
            yield "".join(run.get("text", "") for run in runs if isinstance(run, dict))
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


READERS: dict[str, Callable[[bytes], str]] = {
    "html": _of_html,
    "txt": lambda data: data.decode(),
    "md": lambda data: re.sub(r"\\(?=[^\w\s])", "", data.decode()),
    "json": _of_json,
    "csv": lambda data: data.decode("utf-8-sig"),
    "pdf": _of_pdf,
    "docx": _of_archive,
    "odt": _of_archive,
    "xlsx": _of_archive,
}
