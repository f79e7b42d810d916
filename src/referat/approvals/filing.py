"""Reading what the trail needs to know of a text: its header's records, who was there, and its digest."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from referat.approvals.filed import ANY, CLOSED, DIGEST, LISTS, NOTHING, STATUS_WORDS, Filed, Stray, has_form
from referat.approvals.live_places import live_places
from referat.errors import ReferatError
from referat.format import document as reading
from referat.format.attachments import read_attached
from referat.format.canon import digest
from referat.format.document import Document
from referat.format.fields import Fields
from referat.format.header import HeaderRow
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.paths import file_id, kind_of_path
from referat.format.records import read_approval, read_approves, read_circulation
from referat.format.roster import written
from referat.model.action import SourceKind

_LINK = {"text": DIGEST, "in": ANY}
_REMARK = re.compile(r"(?:^|(?<=[ \t\r\n]))#")


def read_filed(path: str, data: bytes) -> Filed:
    """What the trail needs to know of a text; nothing in the text makes this raise."""
    marked = b"\napproval" in data
    own_id = file_id(path)
    try:
        there = reading.read(path, data)
    except ReferatError as error:
        return Filed(path, own_id, problem=error.code, marked=marked)
    if there.has_broken_header:
        return Filed(path, own_id, problem=there.problems[0].code, marked=marked)
    if kind_of_path(path) is not None:
        return Filed(path, own_id)
    fields = Fields(there, SourceKind.MINUTES)
    on = fields.day("date")
    if on is None:
        lost = "approval" in fields.rows
        return Filed(path, own_id, problem="minutes-without-date" if lost else "", marked=lost)
    return _filed_minutes(there, own_id, on, fields)


def _filed_minutes(there: Document, own_id: str, on: date, fields: Fields) -> Filed:
    lines = {name: row.line + 2 for name, row in _rows(there)}
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
        digest=digest(there, on),
        approval_line=lines.get("approval", lines.get("status", 1)),
        status_line=lines.get("status", lines.get("approval", 1)),
        approves_line=lines.get("approves", 1),
        extra=tuple(_extra(there)),
        remarks=tuple(_remarks(there)),
        marked=approval is not None,
        live=live_places(there, on) if approval else NOTHING,
        attached=read_attached(fields) if approval else (),
    )


def _rows(there: Document) -> Iterator[tuple[str, HeaderRow]]:
    for row in there.head.rows if there.head else ():
        yield (row.key if row.key.isascii() else unicodedata.normalize("NFC", row.key)).casefold(), row


def _people(fields: Fields) -> Iterator[tuple[str, str]]:
    """The list and the text of each person who was there; most lists are plain texts, and are passed on as they are."""
    for name in LISTS:
        value = fields.rows[name].value if name in fields.rows else None
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            yield from ((name, entry) for entry in value)
        else:
            yield from ((name, written(person)) for person in fields.people(name) or () if person.name)


def _extra(there: Document) -> Iterator[Stray]:
    """Whatever stands in the blocks that the digest leaves out and is not the tool's."""
    seen: set[str] = set()
    for name, row in _rows(there):
        if name != "status" and name not in CLOSED:
            continue
        if name == "status" and not (isinstance(row.value, str) and row.value.strip().casefold() in STATUS_WORDS):
            yield Stray("status", "", _line(there, row))
        if name in CLOSED and not _is_closed(name, row.value):
            yield from _extra_in(name, _node(there, row))
        if name in seen:  # in other letters, capital ones perhaps: only the first is read, and none is digested
            yield Stray(name, row.key, row.line + 2)
        seen.add(name)


def _is_closed(name: str, value: object) -> bool:
    """Whether a block holds just what the tool writes."""
    forms = CLOSED[name]
    return isinstance(value, dict) and all(key in forms and isinstance(text, str) and has_form(text, forms[key]) for key, text in value.items())


def _node(there: Document, row: HeaderRow) -> Node:
    return next(node for key, node in there.header or () if key.text == row.key)


def _line(there: Document, row: HeaderRow) -> int:
    return _node(there, row).line + 2


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
    if there.closing is None or there.head is None or "#" not in there.head.text:
        return
    text = there.head.text
    values = [(_first_sign(scalar, text), scalar.end) for scalar in _scalars(there.head.nodes)]
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
