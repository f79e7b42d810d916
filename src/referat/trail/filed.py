"""What the trail needs to know of one text: its place in the chain of approvals, and its digest. Read once for each text, and kept by its hash."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referat.errors import ReferatError
from referat.format import document as reading
from referat.format.canon import digest_of_parts
from referat.format.document import Document
from referat.format.fields import Fields
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.reader import file_id, kind_of_path
from referat.format.records import read_approval, read_approves, read_circulation
from referat.format.roster import read_person, written
from referat.languages.words import STATUS_WORDS, meanings
from referat.model.action import SourceKind, Status
from referat.model.meeting import Approval, ApprovesEntry, Circulation
from referat.model.people import fold

# What the tool writes into its own blocks; the digest leaves them out, so nothing else may stand there.
_CLOSED: dict[str, frozenset[str]] = {
    "circulation": frozenset({"text", "on", "comments-by", "forced"}),
    "approval": frozenset({"text", "in", "item", "on", "by", "recorded", "supersedes", "sig"}),
}
# The lists of those who were there, and what being in one makes a person.
_LISTS = {"chair": "chair", "secretary": "secretary", "present": "", "substitutes": "substitute", "others": ""}
_LINK = frozenset({"text", "in"})
# A header up to and with the line that closes it; what does not look so is cut up by `document`.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(?:\r\n|\n|\r).*?(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r)", re.DOTALL)
_CONFLICT = re.compile(rb"<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|")
_LINE_END = re.compile(r"\r\n|\n|\r")
_STATUS_WORDS = frozenset(meanings(STATUS_WORDS))


@dataclass(frozen=True, slots=True)
class Filed:
    """One text of the book. `is_minutes` is False for groups, items and notes, and where the text cannot be read (then `problem` says why).

    `people` are those who were there, each as the list and the text; `digest` is that of the canonical text, "" where there is none.
    `extra` are things in the tool's blocks that do not belong there, with their lines; `remarks` the lines of the header that no digest
    covers. `marked` says that the bytes speak of an approval.
    """

    path: str
    id: str
    is_minutes: bool = False
    on: date | None = None
    start: str = ""
    group: str = ""
    status: Status | None = None
    circulation: Circulation | None = None
    approval: Approval | None = None
    approves: tuple[ApprovesEntry, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    approval_line: int = 1
    status_line: int = 1
    approves_line: int = 1
    extra: tuple[tuple[str, str, int], ...] = ()
    remarks: tuple[int, ...] = ()
    problem: str = ""
    marked: bool = False

    @property
    def key(self) -> str:
        return fold(self.id)

    @property
    def is_approved(self) -> bool:
        return self.approval is not None


def read_filed(path: str, data: bytes) -> Filed:
    """What the trail needs to know of a text; nothing in the text makes this raise."""
    marked = b"\napproval" in data
    own_id = file_id(path)
    try:
        there, body = _cut(path, data)
    except ReferatError as error:
        return Filed(path, own_id, problem=error.code, marked=marked)
    if there.has_broken_header:
        return Filed(path, own_id, problem=there.problems[0].code, marked=marked)
    if kind_of_path(path) is not None:
        return Filed(path, own_id)
    fields = Fields(there, SourceKind.MINUTES)
    on = fields.day("date")
    if on is None:
        lost = "approval" in fields.nodes
        return Filed(path, own_id, problem="minutes-without-date" if lost else "", marked=lost)
    return _filed_minutes(there, body, own_id, on, fields)


def _cut(path: str, data: bytes) -> tuple[Document, list[str]]:
    """The header as a document, and the lines of the body. Only the header is needed as lines that know their places."""
    header = _HEADER.match(data)
    if header is None or _CONFLICT.search(data):
        there = reading.read(path, data)
        return there, [line.text for line in there.body]
    reading.decoded(path, data)
    return reading.read(path, data[: header.end()]), _LINE_END.split(data[header.end() :].decode("utf-8"))


def _filed_minutes(there: Document, body: list[str], own_id: str, on: date, fields: Fields) -> Filed:
    lines = {name: key.line + 2 for name, (key, _) in dict(_fields(there)).items()}
    approval = read_approval(fields)
    return Filed(
        path=there.path,
        id=own_id,
        is_minutes=True,
        on=on,
        start=fields.times()[0],
        group=fields.text("group"),
        status=fields.status(),
        circulation=read_circulation(fields),
        approval=approval,
        approves=read_approves(fields),
        people=tuple(_people(fields)),
        digest=digest_of_parts(there, body, on),
        approval_line=lines.get("approval", lines.get("status", 1)),
        status_line=lines.get("status", lines.get("approval", 1)),
        approves_line=lines.get("approves", 1),
        extra=tuple(_extra(there)),
        remarks=tuple(_remarks(there)),
        marked=approval is not None,
    )


def _fields(there: Document) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
    for key, node in there.header or ():
        yield unicodedata.normalize("NFC", key.text).casefold(), (key, node)


def roles_of(one: Filed, name: str) -> frozenset[str] | None:
    """What somebody was at the meeting, as keys of the role table; None where no list of those who were there holds the name."""
    wanted = fold(name)
    roles: set[str] | None = None
    for listed, text in one.people:
        if not wanted or wanted not in fold(text):  # most are somebody else, and need not be taken apart
            continue
        person = read_person(text)
        if fold(person.name) == wanted:
            roles = (roles or set()) | {role.partition(":")[0] for role in person.roles} | ({_LISTS[listed]} - {""})
    return None if roles is None else frozenset(roles)


def _people(fields: Fields) -> Iterator[tuple[str, str]]:
    """The list and the text of each person who was there; most lists are plain texts, and are passed on as they are."""
    for name in _LISTS:
        node = fields.nodes.get(name)
        if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
            yield from ((name, item.text) for item in node.items if isinstance(item, Scalar))
        else:
            yield from ((name, written(person)) for person in fields.people(name) or () if person.name)


def _extra(there: Document) -> Iterator[tuple[str, str, int]]:
    """Whatever stands in the blocks that the digest leaves out and is not the tool's."""
    seen: set[str] = set()
    for name, (key, node) in _fields(there):
        if name == "status" and not (isinstance(node, Scalar) and node.text.strip().casefold() in _STATUS_WORDS):
            yield "status", "", node.line + 2
        if name in _CLOSED:
            yield from _extra_in(name, node)
        if name in seen:  # in other letters, capital ones perhaps: only the first is read, and none is digested
            yield name, key.text, key.line + 2
        seen |= {name} & {"status", *_CLOSED}


def _extra_in(name: str, node: Node) -> Iterator[tuple[str, str, int]]:
    if not isinstance(node, Mapping):
        yield name, "", node.line + 2
        return
    for key, value in node:
        if key.text not in _CLOSED[name]:
            yield name, key.text, key.line + 2
        elif key.text == "supersedes":
            if not (isinstance(value, Sequence) and all(_is_link(entry) for entry in value.items)):
                yield name, key.text, key.line + 2
        elif not isinstance(value, Scalar):
            yield name, key.text, key.line + 2


def _is_link(entry: Node) -> bool:
    return isinstance(entry, Mapping) and all(key.text in _LINK and isinstance(value, Scalar) for key, value in entry)


def _remarks(there: Document) -> Iterator[int]:
    """Lines of the header that are remarks: YAML drops them, so no digest covers them."""
    if not any(line.text.lstrip().startswith("#") for line in there.lines[1 : there.closing or 0]):
        return
    blocks = [(n.line + 2, there.place(there.header_at + n.end).line) for n in _scalars(there.header) if n.style in {"|", ">"}]
    for line in there.lines[1 : there.closing or 0]:
        if line.text.lstrip().startswith("#") and not any(first < line.number < last for first, last in blocks):
            yield line.number


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif node is not None:
        for _, value in node:
            yield from _scalars(value)
