"""What the trail needs to know of a text, read at length, however it is written."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from referat.approvals.filed import ANY, CLOSED, DIGEST, LISTS, STATUS_WORDS, Filed, Stray, has_form
from referat.errors import ReferatError
from referat.format import document as reading
from referat.format.canon import digest_of_parts
from referat.format.document import Document
from referat.format.fields import Fields
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.paths import file_id, kind_of_path
from referat.format.records import read_approval, read_approves, read_circulation
from referat.format.roster import written
from referat.model.action import SourceKind

_LINK = {"text": DIGEST, "in": ANY}
# A header up to and with the line that closes it; what does not look so is cut up by `document`.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(?:\r\n|\n|\r).*?(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r)", re.DOTALL)
_CONFLICT = (b"<<<<<<<", b">>>>>>>", b"|||||||")
_REMARK = re.compile(r"(?:^|(?<=[ \t\r\n]))#")
_LINE_END = re.compile(r"\r\n|\n|\r")


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


def _has_form(value: Node, form: str) -> bool:
    return isinstance(value, Scalar) and has_form(value.text, form)


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
