"""The fields of a header by their English names, read one by one into days, texts, people and records.

A value that cannot be read becomes a Problem, and the field stays empty.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from referat.format.document import Document
from referat.format.fieldnames import field_meaning
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.numbers import read_reference
from referat.format.roster import read_people
from referat.languages.mark import N_
from referat.languages.words import REFERENCE_FIELDS, STATUS_WORDS, meanings
from referat.model.action import SourceKind, Status
from referat.model.dates import iso_day, read_times
from referat.model.people import Participant
from referat.model.place import Place
from referat.model.problems import Problem

# What stands after a plain value on its line, where YAML takes it for a remark.
_LOST = re.compile(r"[ \t]*+(#[^\r\n]*)")

_STATUS = {word: Status(key) for word, key in meanings(STATUS_WORDS).items()}
_REFERENCE = meanings(REFERENCE_FIELDS)


@dataclass(slots=True)
class Fields:
    """The header's fields by their English names, read one by one; what cannot be read is noted."""

    document: Document
    kind: SourceKind
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    has_remarks: bool = False

    def __post_init__(self) -> None:
        first: dict[str, Scalar] = {}
        if self.document.header:
            self.has_remarks = "#" in self.document.text[self.document.header_at : self.document.body_start]
        for key, value in self.document.header or ():
            name = field_meaning(key.text, self.kind)
            if name in first:
                facts = {"field": key.text, "meaning": name, "first": first[name].line + 2}
                self.problems.append(Problem("duplicate-field", self._place(key), facts, len(key.text)))
                continue
            first[name], self.nodes[name], self.spelled[name] = key, value, key.text
            if self.has_remarks:
                self._lost_in_yaml(key, value)

    def text(self, name: str) -> str:
        node = self.nodes.get(name)
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return unicodedata.normalize("NFC", node.text).strip()
        self._wrong(name, node, N_("a text"))
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, a block is a text a line."""
        node = self.nodes.get(name)
        if not isinstance(node, Sequence):
            return tuple(text for line in self.text(name).split("\n") if (text := line.strip().lstrip("- \t")))
        for item in node.items:
            if not isinstance(item, Scalar):
                self._wrong(name, item, N_("a text"))
        texts = [unicodedata.normalize("NFC", item.text).strip() for item in node.items if isinstance(item, Scalar)]
        return tuple(filter(None, texts))

    def day(self, name: str) -> date | None:
        node = self.nodes.get(name)
        if node is None:
            return None
        text = self.text(name)
        found = iso_day(text)
        if found is None:
            self.problems.append(Problem("bad-date", self._place(node), {"field": self.spelled.get(name, name), "value": text}, max(1, len(text))))
        return found

    def days(self, name: str) -> tuple[date, ...]:
        found = []
        for text in self.texts(name):
            first = iso_day(text.split()[0].rstrip(","))
            if first is None:
                self.problems.append(Problem("bad-date", self._place(self.nodes[name]), {"field": self.spelled.get(name, name), "value": text}))
            else:
                found.append(first)
        return tuple(found)

    def status(self) -> Status | None:
        if "status" not in self.nodes:
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
            self.problems.append(Problem("bad-date", self._place(self.nodes["next"]), {"field": self.spelled["next"], "value": text}, len(text)))
        return day, rest.strip() if day else text

    def people(self, name: str) -> tuple[Participant, ...] | None:
        node = self.nodes.get(name)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return None  # "forfall:" with nothing after it is not filled in yet; "forfall: []" says nobody
        people, problems = read_people(self.document, name, node)
        self.problems += problems
        return tuple(people)

    def reference(self, name: str) -> tuple[str, str] | None:
        """`{in: 2023-08-31-naering, item: 4}`, or only the id."""
        node = self.nodes.get(name)
        if node is None:
            return None
        if isinstance(node, Scalar):
            return (node.text.strip(), "") if node.text.strip() else None
        values = _values(node, _REFERENCE)
        if values is None or "in" not in values:
            self._wrong(name, node, "{in: ID, item: N}")
            return None
        return values["in"], read_reference(values.get("item", ""))

    def records(self, name: str) -> list[dict[str, Node]]:
        """The mappings of a list the tool writes."""
        node = self.nodes.get(name)
        entries = node.items if isinstance(node, Sequence) else (node,) if node is not None else ()
        found = []
        for entry in entries:
            if isinstance(entry, Mapping):
                found.append({key.text: value for key, value in entry})
            elif not (isinstance(entry, Scalar) and not entry.text):
                self._wrong(name, entry, "{…}")
        return found

    def _wrong(self, name: str, node: Node, expected: str) -> None:
        self.problems.append(Problem("bad-value", self._place(node), {"field": self.spelled.get(name, name), "expected": expected}))

    def _place(self, node: Node) -> Place:
        return self.document.header_place(node.line, node.column)

    def _lost_in_yaml(self, key: Scalar, value: Node) -> None:
        """Notes a value that YAML cuts short at ` #`."""
        if isinstance(value, Sequence | Mapping):
            for node in value.items if isinstance(value, Sequence) else (node for _, node in value):
                self._lost_in_yaml(key, node)
            return
        lost = _LOST.match(self.document.text, self.document.header_at + value.end) if not value.style else None
        if lost:
            self.problems.append(Problem("lost-in-yaml", self.document.place(lost.start(1)), {"field": key.text}, len(lost[1])))


def _values(node: Node, names: dict[str, str]) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        return None
    return {names[key.text.casefold()]: value.text.strip() for key, value in node if key.text.casefold() in names and isinstance(value, Scalar)}
