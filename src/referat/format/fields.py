"""The fields of a header by their English names, read one by one into days, texts, people and records.

A value that cannot be read becomes a Problem, and the field stays empty.
"""

import re
import unicodedata
from datetime import date
from functools import cached_property

from referat.format.document import Document
from referat.format.fieldnames import field_meaning
from referat.format.header import HeaderRow, Value
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.numbers import read_reference
from referat.format.roster import read_people, read_plain_people
from referat.languages.mark import N_
from referat.languages.phrases import ALL_OF_THEM_WORDS, NOBODY_WORDS
from referat.languages.words import REFERENCE_FIELDS, STATUS_WORDS, meanings, spellings
from referat.model.action import EVERYBODY, SourceKind, Status
from referat.model.dates import iso_day, read_times
from referat.model.numbering import numbering_like
from referat.model.people import Participant
from referat.model.place import Place
from referat.model.problems import Problem

# What stands after a plain value on its line, where YAML takes it for a remark.
_LOST = re.compile(r"[ \t]*+(#[^\r\n]*)")

_STATUS = {word: Status(key) for word, key in meanings(STATUS_WORDS).items()}
_NOBODY = spellings(NOBODY_WORDS)
_EVERYBODY = EVERYBODY | spellings(ALL_OF_THEM_WORDS)
_REFERENCE = meanings(REFERENCE_FIELDS)


class Fields:
    """The header's fields by their English names, read one by one; what cannot be read is noted. `rows` are the first of each name."""

    def __init__(self, document: Document, kind: SourceKind) -> None:
        self.document = document
        self.kind = kind
        self.problems: list[Problem] = []
        self.rows: dict[str, HeaderRow] = {}
        head = self.document.head
        if head is None:
            return
        rows = self.rows
        for row in head.rows:
            name = field_meaning(row.key, self.kind)
            if name in rows:
                facts = {"field": row.key, "meaning": name, "first": rows[name].line + 2}
                self.problems.append(Problem("duplicate-field", self._place(_key_at(head.nodes, row)), facts, len(row.key)))
            else:
                rows[name] = row
        if not head.is_strict and "#" in head.text:
            for name, node in self.nodes.items():
                self._lost_in_yaml(rows[name].key, node)

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes of the same fields, which know where all of a value stands."""
        found: dict[str, Node] = {}
        for key, node in self.document.header or ():
            found.setdefault(field_meaning(key.text, self.kind), node)
        return found

    def text(self, name: str) -> str:
        row = self.rows.get(name)
        if row is None:
            return ""
        if isinstance(row.value, str):
            return _composed(row.value).strip()
        self._wrong(name, self.nodes[name], N_("a text"))
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, a block is a text a line."""
        node = self.nodes.get(name)
        if not isinstance(node, Sequence):
            return tuple(text for line in self.text(name).split("\n") if (text := line.strip().lstrip("- \t")))
        for item in node.items:
            if not isinstance(item, Scalar):
                self._wrong(name, item, N_("a text"))
        texts = [_composed(item.text).strip() for item in node.items if isinstance(item, Scalar)]
        return tuple(filter(None, texts))

    def day(self, name: str) -> date | None:
        if name not in self.rows:
            return None
        text = self.text(name)
        found = iso_day(text)
        if found is None:
            self._bad_date(name, text, max(1, len(text)))
        return found

    def days(self, name: str) -> tuple[date, ...]:
        found = []
        for text in self.texts(name):
            first = iso_day(text.split()[0].rstrip(","))
            if first is None:
                self._bad_date(name, text)
            else:
                found.append(first)
        return tuple(found)

    def numbering(self) -> str:
        """An example of a case number that goes on through the year."""
        text = self.text("numbering")
        if text and numbering_like(text, 2000, ()) is None:
            self._wrong("numbering", self.nodes["numbering"], "Sak 1/26")
            return ""
        return text

    def status(self) -> Status | None:
        if "status" not in self.rows:
            return Status.DRAFT
        text = self.text("status")
        found = _STATUS.get(text.casefold())
        if found is None:
            self.problems.append(Problem("bad-status", self._place(self.nodes["status"]), {"value": text}, max(1, len(text))))
        return found

    def times(self) -> tuple[str, str, str]:
        text = self.text("time")
        start, end = read_times(text)
        if text and start is None:
            self.problems.append(Problem("bad-time", self._place(self.nodes["time"]), {"value": text}, len(text)))
        return start or "", end or "", text

    def next_meeting(self) -> tuple[date | None, str]:
        """The day that `next` begins with, and the rest of it."""
        text = self.text("next")
        word, _, rest = text.partition(" ")
        day = iso_day(word.rstrip(","))
        if text and day is None:
            self._bad_date("next", text, len(text))
        return day, rest.strip() if day else text

    def people(self, name: str) -> tuple[Participant, ...] | None:
        row = self.rows.get(name)
        if row is None or (isinstance(row.value, str) and not row.value.strip()):
            return None  # "forfall:" with nothing after it is not filled in yet; "forfall: []" says nobody
        head = self.document.head
        if head is None or not head.is_strict or (found := read_plain_people(self.document, row)) is None:
            found = read_people(self.document, self.rows[name].key, self.nodes[name])
        people, problems = found
        self.problems += problems
        return tuple([person for person in people if not self._is_nobody(name, person)])

    def _is_nobody(self, field_name: str, person: Participant) -> bool:
        """Whether an entry of a list names no person: `Ingen` and a dash say that nobody is meant, `alle` names nobody one could ask."""
        word = person.name.casefold().strip(" .")
        if word in _EVERYBODY:
            facts = {"field": self.rows[field_name].key, "expected": N_("a list, one person on each line")}
            self.problems.append(Problem("bad-value", person.place, facts, len(person.name)))
            return True
        return word in _NOBODY or (bool(word) and not word.strip("–—- "))

    def reference(self, name: str) -> tuple[str, str] | None:
        """`{in: 2023-08-31-naering, item: 4}`, or only the id."""
        row = self.rows.get(name)
        if row is None:
            return None
        if isinstance(row.value, str):
            return (row.value.strip(), "") if row.value.strip() else None
        values = _values(row.value, _REFERENCE)
        if values is None or "in" not in values:
            self._wrong(name, self.nodes[name], "{in: ID, item: N}")
            return None
        return values["in"], read_reference(values.get("item", ""))

    def records(self, name: str) -> list[dict[str, Value]]:
        """The mappings of a list the tool writes."""
        row = self.rows.get(name)
        if row is None:
            return []
        entries = row.value if isinstance(row.value, list) else [row.value]
        if any(not isinstance(entry, dict) and entry != "" for entry in entries):
            node = self.nodes[name]
            for entry in node.items if isinstance(node, Sequence) else (node,):
                if not isinstance(entry, Mapping) and not (isinstance(entry, Scalar) and not entry.text):
                    self._wrong(name, entry, "{…}")
        return [entry for entry in entries if isinstance(entry, dict)]

    def _bad_date(self, name: str, text: str, length: int = 1) -> None:
        facts = {"field": self.rows[name].key, "value": text}
        self.problems.append(Problem("bad-date", self._place(self.nodes[name]), facts, length))

    def _wrong(self, name: str, node: Node, expected: str) -> None:
        self.problems.append(Problem("bad-value", self._place(node), {"field": self.rows[name].key, "expected": expected}))

    def _place(self, node: Node) -> Place:
        return self.document.header_place(node.line, node.column)

    def _lost_in_yaml(self, key: str, value: Node) -> None:
        """Notes a value that YAML cuts short at ` #`."""
        if isinstance(value, Sequence | Mapping):
            for node in value.items if isinstance(value, Sequence) else (node for _, node in value):
                self._lost_in_yaml(key, node)
            return
        lost = _LOST.match(self.document.text, self.document.header_at + value.end) if not value.style else None
        if lost:
            self.problems.append(Problem("lost-in-yaml", self.document.place(lost.start(1)), {"field": key}, len(lost[1])))


def _key_at(nodes: Mapping, row: HeaderRow) -> Node:
    return next(key for key, _ in nodes if key.text == row.key)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _values(value: Value, names: dict[str, str]) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    return {names[key.casefold()]: said.strip() for key, said in value.items() if key.casefold() in names and isinstance(said, str)}
