"""From a document to the facts it states: minutes, a group, a prepared item or a note, by tables of fields.

A value that cannot be read becomes a Problem and the field stays empty; nothing here raises for what a person wrote.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from referat.format.actions import read_actions
from referat.format.boxes import scan
from referat.format.document import Document
from referat.format.header import Mapping, Node, Scalar, Sequence
from referat.format.items import read_heading, read_items, read_proposals, read_reference
from referat.format.roster import read_people
from referat.languages.words import GROUP_FIELDS, ITEM_FIELDS, MINUTES_FIELDS, REFERENCE_FIELDS, STATUS_WORDS, Spellings, meanings
from referat.model.action import Source, SourceKind, Status
from referat.model.dates import iso_day, read_times
from referat.model.group import Group
from referat.model.meeting import Approval, ApprovesEntry, Circulation, Minutes, Note, PreparedItem
from referat.model.people import Participant
from referat.model.place import Place
from referat.model.problems import Problem

# What stands after a plain value on its line, where YAML takes it for a remark.
_LOST = re.compile(r"[ \t]*+(#[^\r\n]*)")

Page = Minutes | Group | PreparedItem | Note

_STATUS = {word: Status(key) for word, key in meanings(STATUS_WORDS).items()}
_REFERENCE = meanings(REFERENCE_FIELDS)
_TABLES: dict[SourceKind, dict[str, Spellings]] = {
    SourceKind.MINUTES: MINUTES_FIELDS,
    SourceKind.GROUP: GROUP_FIELDS,
    SourceKind.ITEM: ITEM_FIELDS,
    SourceKind.NOTE: MINUTES_FIELDS,
}
_MEANINGS = {kind: meanings(table) for kind, table in _TABLES.items()}
_CIRCULATION_KEYS = frozenset({"text", "on", "comments-by", "forced"})
_APPROVAL_KEYS = frozenset({"text", "in", "item", "on", "by", "recorded", "supersedes", "sig"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its page, or None where it cannot be read at all, and every problem found on the way."""

    path: str
    id: str
    kind: SourceKind
    page: Page | None
    problems: tuple[Problem, ...] = ()


def file_id(path: str) -> str:
    """The id of what a file holds: its stem, composed (NFC) and as spelled."""
    return unicodedata.normalize("NFC", PurePosixPath(path).stem)


def kind_of_path(path: str) -> SourceKind | None:
    """The kind of file a path below the book makes it, where the folder decides; None where the header does."""
    parts = PurePosixPath(path).parts
    if len(parts) > 2 and parts[0] == "meetings":
        return {"groups": SourceKind.GROUP, "items": SourceKind.ITEM}.get(parts[1])
    return None


def read_page(document: Document) -> Reading:
    """Reads a document as what its place and its header make it."""
    document = _composed(document)
    kind = kind_of_path(document.path)
    own_id = file_id(document.path)
    if document.has_broken_header:
        return Reading(document.path, own_id, kind or SourceKind.NOTE, None, document.problems)
    if kind is None:
        dated = _Fields(document, SourceKind.MINUTES)
        kind = SourceKind.MINUTES if dated.day("date") else SourceKind.NOTE
    fields = _Fields(document, kind)
    page = _READERS[kind](document, own_id, fields)
    problems = (*document.problems, *fields.problems)
    return Reading(document.path, own_id, kind, page, tuple(sorted(problems, key=lambda p: (p.place.line, p.place.column, p.code))))


def field_meaning(key: str, kind: SourceKind) -> str:
    """The English name of a field as it is spelled in a file of this kind; the spelling itself, folded, where it is no field we know."""
    folded = unicodedata.normalize("NFC", key).casefold()
    return _MEANINGS[kind].get(folded, folded)


def _composed(document: Document) -> Document:
    """The document with its body in composed letters (NFC), as facts are stated. Only for reading: its offsets are no longer the file's."""
    if unicodedata.is_normalized("NFC", document.text):
        return document
    body = tuple(replace(line, text=unicodedata.normalize("NFC", line.text)) for line in document.body)
    return replace(document, lines=document.lines[: document.body_at] + body)


@dataclass(slots=True)
class _Fields:
    """The header's fields by their English names, read one by one; what cannot be read is noted."""

    document: Document
    kind: SourceKind
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    has_remarks: bool = False

    def __post_init__(self) -> None:
        first: dict[str, Scalar] = {}
        if self.document.header:
            self.has_remarks = "#" in self.document.text[self.document.header_at : self.document.body[0].start if self.document.body else None]
        for key, value in self.document.header or ():
            name = field_meaning(key.text, self.kind)
            if name in first:
                facts = {"field": key.text, "meaning": name, "first": first[name].line + 2}
                self.problems.append(Problem("duplicate-field", self._place(key), facts, len(key.text)))
                continue
            first[name], self.nodes[name] = key, value
            if self.has_remarks:
                self._lost_in_yaml(key, value)

    def text(self, name: str) -> str:
        node = self.nodes.get(name)
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return unicodedata.normalize("NFC", node.text).strip()
        self._wrong(name, node, "a text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, a block is a text a line."""
        node = self.nodes.get(name)
        if not isinstance(node, Sequence):
            return tuple(text for line in self.text(name).split("\n") if (text := line.strip().lstrip("- \t")))
        for item in node.items:
            if not isinstance(item, Scalar):
                self._wrong(name, item, "a text")
        texts = [unicodedata.normalize("NFC", item.text).strip() for item in node.items if isinstance(item, Scalar)]
        return tuple(filter(None, texts))

    def day(self, name: str) -> date | None:
        node = self.nodes.get(name)
        if node is None:
            return None
        text = self.text(name)
        found = iso_day(text)
        if found is None:
            self.problems.append(Problem("bad-date", self._place(node), {"field": name, "value": text}, max(1, len(text))))
        return found

    def days(self, name: str) -> tuple[date, ...]:
        found = []
        for text in self.texts(name):
            first = iso_day(text.split()[0].rstrip(","))
            if first is None:
                self.problems.append(Problem("bad-date", self._place(self.nodes[name]), {"field": name, "value": text}))
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
            self.problems.append(Problem("bad-date", self._place(self.nodes["next"]), {"field": "next", "value": text}, len(text)))
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
        self.problems.append(Problem("bad-value", self._place(node), {"field": name, "expected": expected}))

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


def _minutes(document: Document, own_id: str, fields: _Fields) -> Minutes:
    on = fields.day("date")
    assert on is not None
    start, end, time_text = fields.times()
    status = fields.status()
    group = fields.text("group")
    source = Source(document.path, own_id, SourceKind.MINUTES, group, on, start, status)
    found = scan(line.text for line in document.body)
    items, new_items = read_items(document, found.hidden)
    lines, problems = read_actions(document, source, items, found)
    fields.problems += problems
    next_on, next_text = fields.next_meeting()
    return Minutes(
        id=own_id,
        path=document.path,
        title=fields.text("title") or _first_heading(document) or own_id,
        group=group,
        on=on,
        start=start,
        end=end,
        time_text=time_text,
        venue=fields.text("place"),
        status=status,
        chair=fields.people("chair") or (),
        secretary=fields.people("secretary") or (),
        present=fields.people("present"),
        substitutes=fields.people("substitutes"),
        others=fields.people("others"),
        absent=fields.people("absent"),
        next_on=next_on,
        next_text=next_text,
        items=items,
        new_items=new_items,
        action_lines=lines,
        approves=_approves(fields),
        circulation=_circulation(fields),
        approval=_approval(fields),
        source=source,
    )


def _group(document: Document, own_id: str, fields: _Fields) -> Group:
    source = Source(document.path, own_id, SourceKind.GROUP, own_id)
    lines, problems = read_actions(document, source, (), scan(line.text for line in document.body))
    fields.problems += problems
    return Group(
        id=own_id,
        path=document.path,
        title=fields.text("title") or own_id,
        parent=fields.text("parent"),
        appointed=fields.reference("appointed"),
        since=fields.day("from"),
        until=fields.day("until"),
        report=fields.days("report"),
        lead=fields.people("lead") or (),
        deputy=fields.people("deputy") or (),
        members=fields.people("members") or (),
        closed=fields.reference("closed"),
        calendar=fields.days("calendar"),
        standing=fields.texts("standing"),
        mandate="\n".join(line.text for line in document.body).strip(),
        action_lines=lines,
        source=source,
    )


def _item(document: Document, own_id: str, fields: _Fields) -> PreparedItem:
    source = Source(document.path, own_id, SourceKind.ITEM, fields.text("group"))
    return PreparedItem(
        id=own_id,
        path=document.path,
        title=fields.text("title") or _first_heading(document) or own_id,
        group=fields.text("group"),
        for_=fields.text("for"),
        by=fields.text("by"),
        kind=fields.text("kind"),
        handled=fields.reference("handled"),
        proposals=read_proposals(document, scan(line.text for line in document.body).hidden),
        has_text=any(line.text.strip() for line in document.body),
        source=source,
    )


def _note(document: Document, own_id: str, fields: _Fields) -> Note:
    fields.day("date")  # a date that is no day is said, and keeps the file from being minutes
    source = Source(document.path, own_id, SourceKind.NOTE, fields.text("group"))
    lines, problems = read_actions(document, source, (), scan(line.text for line in document.body))
    fields.problems += problems
    return Note(own_id, document.path, fields.text("title") or _first_heading(document) or own_id, lines, source=source)


_READERS: dict[SourceKind, Callable[[Document, str, _Fields], Page]] = {
    SourceKind.MINUTES: _minutes,
    SourceKind.GROUP: _group,
    SourceKind.ITEM: _item,
    SourceKind.NOTE: _note,
}


def _approves(fields: _Fields) -> tuple[ApprovesEntry, ...]:
    return tuple(
        ApprovesEntry(
            id=_s(record, "id"),
            on=_s(record, "date"),
            text=_s(record, "text"),
            item=read_reference(_s(record, "item")) if _s(record, "item") else "",
            result=_s(record, "result"),
            supersedes=_s(record, "supersedes"),
        )
        for record in fields.records("approves")
    )


def _circulation(fields: _Fields) -> Circulation | None:
    for record in fields.records("circulation"):
        unknown = tuple(sorted(set(record) - _CIRCULATION_KEYS))
        return Circulation(_s(record, "text"), _s(record, "on"), _s(record, "comments-by"), _s(record, "forced"), unknown)
    return None


def _approval(fields: _Fields) -> Approval | None:
    for record in fields.records("approval"):
        return Approval(
            text=_s(record, "text"),
            in_=_s(record, "in"),
            item=_s(record, "item"),
            on=_s(record, "on"),
            by=_s(record, "by"),
            recorded=_s(record, "recorded"),
            supersedes=_supersedes(record.get("supersedes")),
            sig=_s(record, "sig"),
            unknown=tuple(sorted(set(record) - _APPROVAL_KEYS)),
        )
    return None


def _supersedes(node: Node | None) -> tuple[tuple[str, str], ...]:
    """The earlier texts of corrected minutes: digest, and the minutes that approved it."""
    entries = node.items if isinstance(node, Sequence) else ()
    links = [{key.text: value for key, value in entry} for entry in entries if isinstance(entry, Mapping)]
    return tuple((_s(link, "text"), _s(link, "in")) for link in links)


def _s(record: dict[str, Node], key: str) -> str:
    node = record.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _values(node: Node, names: dict[str, str]) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        return None
    return {names[key.text.casefold()]: value.text.strip() for key, value in node if key.text.casefold() in names and isinstance(value, Scalar)}


def _first_heading(document: Document) -> str:
    for line in document.body:
        heading = read_heading(line.text)
        if heading and heading[0] == 1:
            return heading[1]
    return ""
