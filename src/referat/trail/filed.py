"""What the trail needs to know of one text: its place in the chain of approvals, and its digest. Read once for each text, and kept by its hash."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from referat.errors import ReferatError
from referat.format import document as reading
from referat.format.canon import digest_of_parts
from referat.format.document import Document
from referat.format.fields import Fields
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.paths import file_id, kind_of_path
from referat.format.records import read_approval, read_approves, read_circulation
from referat.format.roster import read_person, written
from referat.languages import words
from referat.model.action import SourceKind, Status
from referat.model.approval import Approval, ApprovesEntry, Circulation
from referat.model.fact import Fact
from referat.model.people import fold

# What the tool writes into its own blocks, and in which form; the digest leaves them out, so nothing else may stand there. Where any text
# will do, it is compared with what the approving minutes say, or with who was there; only the reason of `forced` is free.
_ANY = re.compile(r".*", re.DOTALL)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SIGNATURE = re.compile(r"U1NIU0lH[A-Za-z0-9+/]+={0,2}")  # "SSHSIG", and what follows it
CLOSED: dict[str, dict[str, re.Pattern[str]]] = {
    "circulation": {"text": _DIGEST, "on": _DAY, "comments-by": _DAY, "forced": _ANY},
    "approval": {"text": _DIGEST, "in": _ANY, "item": _ANY, "on": _ANY, "by": _ANY, "recorded": _MOMENT, "sig": _SIGNATURE},
}
# The lists of those who were there, and what being in one makes a person.
LISTS = {"chair": "chair", "secretary": "secretary", "present": "", "substitutes": "substitute", "others": ""}
_LINK = {"text": _DIGEST, "in": _ANY}
# A header up to and with the line that closes it; what does not look so is cut up by `document`.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(?:\r\n|\n|\r).*?(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r)", re.DOTALL)
_CONFLICT = (b"<<<<<<<", b">>>>>>>", b"|||||||")
_REMARK = re.compile(r"(?:^|(?<=[ \t\r\n]))#")
_LINE_END = re.compile(r"\r\n|\n|\r")
STATUS_WORDS = frozenset(words.meanings(words.STATUS_WORDS))


class Stray(NamedTuple):
    """Something in a block of the tool's that it does not write there: a key, or (then `is_value`) what stands under one; "" is the whole block."""

    block: str
    key: str
    line: int
    is_value: bool = False


class _Keyed(Fact):
    """What is looked up by its folded id again and again; that follows from the id, and is compared with it."""

    __slots__ = ("key",)
    key: str


class Filed(_Keyed):
    """One text of the book. `is_minutes` is False for groups, items and notes, and where the text cannot be read (then `problem` says why).

    `people` are those who were there, each as the list and the text; `digest` is that of the canonical text, "" where there is none.
    `remarks` are the lines of the header on which something stands that no digest covers. `marked` says that the bytes speak of an approval.
    """

    __slots__ = (
        "approval", "approval_line", "approves", "approves_line", "circulation", "digest", "extra", "group", "id", "is_minutes", "marked", "on",
        "path", "people", "problem", "remarks", "start", "status", "status_line",
    )

    def __init__(
        self,
        path: str,
        id: str,
        is_minutes: bool = False,
        on: date | None = None,
        start: str = "",
        group: str = "",
        status: Status | None = None,
        circulation: Circulation | None = None,
        approval: Approval | None = None,
        approves: tuple[ApprovesEntry, ...] = (),
        people: tuple[tuple[str, str], ...] = (),
        digest: str = "",
        approval_line: int = 1,
        status_line: int = 1,
        approves_line: int = 1,
        extra: tuple[Stray, ...] = (),
        remarks: tuple[int, ...] = (),
        problem: str = "",
        marked: bool = False,
    ) -> None:
        self.path = path
        self.id = id
        self.key = fold(id)
        self.is_minutes = is_minutes
        self.on = on
        self.start = start
        self.group = group
        self.status = status
        self.circulation = circulation
        self.approval = approval
        self.approves = approves
        self.people = people
        self.digest = digest
        self.approval_line = approval_line
        self.status_line = status_line
        self.approves_line = approves_line
        self.extra = extra
        self.remarks = remarks
        self.problem = problem
        self.marked = marked

    @property
    def is_approved(self) -> bool:
        return self.approval is not None


def read_filed(path: str, data: bytes) -> Filed:
    """What the trail needs to know of a text; nothing in the text makes this raise."""
    from referat.trail.plainfiled import read_plain_filed

    return read_plain_filed(path, data) or read_at_length(path, data)


def read_at_length(path: str, data: bytes) -> Filed:
    """The same of any text, however it is written."""
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
    body_at = _body_at(data)
    if body_at is None or any(sign in data for sign in _CONFLICT):
        there = reading.read(path, data)
        return there, [line.text for line in there.body]
    text = reading.decoded(path, data)[len(data[:body_at].decode("utf-8")) :]
    return reading.read(path, data[:body_at]), _LINE_END.split(text) if "\r" in text else text.split("\n")


def _body_at(data: bytes) -> int | None:
    """Where the body begins after a header; the usual way to write one is found without looking at each sign."""
    if data.startswith(b"---\n") and (at := data.find(b"\n---\n", 3)) > 0 and b"\r" not in data[:at] and b"\n---" not in data[3:at]:
        return at + len(b"\n---\n")
    header = _HEADER.match(data)
    return header.end() if header else None


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
        if not wanted or wanted not in _folded(text):  # most are somebody else, and need not be taken apart
            continue
        name, own = _person(text)
        if name == wanted:
            roles = (roles or set()) | own | ({LISTS[listed]} - {""})
    return None if roles is None else frozenset(roles)


# The same people are at most meetings of a book.
_folded = functools.lru_cache(maxsize=4096)(fold)


@functools.lru_cache(maxsize=4096)
def _person(text: str) -> tuple[str, frozenset[str]]:
    """The folded name and the roles of somebody as a list has them."""
    person = read_person(text)
    return fold(person.name), frozenset(role.partition(":")[0] for role in person.roles)


def _people(fields: Fields) -> Iterator[tuple[str, str]]:
    """The list and the text of each person who was there; most lists are plain texts, and are passed on as they are."""
    for name in LISTS:
        node = fields.nodes.get(name)
        if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
            yield from ((name, item.text) for item in node.items if isinstance(item, Scalar))
        else:
            yield from ((name, written(person)) for person in fields.people(name) or () if person.name)


def _extra(there: Document) -> Iterator[Stray]:
    """Whatever stands in the blocks that the digest leaves out and is not the tool's."""
    seen: set[str] = set()
    for name, (key, node) in _fields(there):
        if name == "status" and not (isinstance(node, Scalar) and node.text.strip().casefold() in STATUS_WORDS):
            yield Stray("status", "", node.line + 2)
        if name in CLOSED:
            yield from _extra_in(name, node)
        if name in seen:  # in other letters, capital ones perhaps: only the first is read, and none is digested
            yield Stray(name, key.text, key.line + 2)
        seen |= {name} & {"status", *CLOSED}


def _extra_in(name: str, node: Node) -> Iterator[Stray]:
    if not isinstance(node, Mapping):
        yield Stray(name, "", node.line + 2)
        return
    for key, value in node:
        if name == "approval" and key.text == "supersedes":
            if not (isinstance(value, Sequence) and all(_is_link(entry) for entry in value.items)):
                yield Stray(name, key.text, key.line + 2, is_value=True)
        elif key.text not in CLOSED[name]:
            yield Stray(name, key.text, key.line + 2)
        elif not _has_form(value, CLOSED[name][key.text]):
            yield Stray(name, key.text, key.line + 2, is_value=True)


def _has_form(value: Node, form: re.Pattern[str]) -> bool:
    return isinstance(value, Scalar) and form.fullmatch(value.text.strip()) is not None


def _is_link(entry: Node) -> bool:
    return isinstance(entry, Mapping) and all(key.text in _LINK and _has_form(value, _LINK[key.text]) for key, value in entry)


def _remarks(there: Document) -> Iterator[int]:
    """Lines of the header that hold a remark: YAML drops it, so no digest covers it."""
    if there.closing is None or there.header is None:
        return
    text = there.text[there.header_at : there.lines[there.closing].start]
    if "#" not in text:
        return
    values = [(_first_sign(scalar, text), scalar.end) for scalar in _scalars(there.header)]
    lines = [there.place(there.header_at + sign.end() - 1).line for sign in _REMARK.finditer(text) if not _is_within(values, sign.end() - 1)]
    yield from dict.fromkeys(lines)


def _first_sign(scalar: Scalar, header: str) -> int:
    """Where a value's own signs begin; a remark may stand on the line of a block's | or >."""
    return header.index("\n", scalar.start) if scalar.style in {"|", ">"} and "\n" in header[scalar.start :] else scalar.start


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node:
            yield key
            yield from _scalars(value)
