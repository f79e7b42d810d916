"""What the tool itself writes into a header: the status, the records of circulation and approval, and the list of minutes approved.

Each function is from a document to the document with that one thing changed; everything else stays as its writer left it.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Many

from referat.format import edits, style
from referat.format.document import Document, Edit
from referat.format.lines import Line
from referat.format.nodes import Mapping as Fields
from referat.format.nodes import Node, Scalar, Sequence
from referat.languages.words import ITEM_FIELDS, REFERENCE_FIELDS, STATUS_WORDS, written
from referat.model.action import Status
from referat.model.approval import AttachedFile

# Values that another YAML reader would take for something else than text.
_QUOTED = frozenset({"text", "item", "supersedes", "sig", "sha256"})

Record = Mapping[str, str | Many[Mapping[str, str]]]


def set_status(document: Document, status: Status, language: str) -> Document:
    """The document with this status, in the words of its own language, under the spelling of the field that the digest leaves out."""
    text = f"status: {written(STATUS_WORDS, status.value, style.language(document, language))}"
    spelled = _spelling(document, "status")
    if spelled == "status":
        node = document.header.get("status") if document.header else None
        if isinstance(node, Scalar) and node.style not in {"|", ">"}:
            return document.replaced(edits.set_field(document, "status", text.partition(": ")[2]))
    return document.replaced(edits.replace_field(document, spelled, text))


def write_record(document: Document, name: str, record: Record) -> Document:
    """The document with the tool's record `name` (circulation, approval), which takes the place of the one it has."""
    return document.replaced(edits.replace_field(document, name, f"{name}: {record_text(record)}"))


def write_called(document: Document, entries: Iterable[Mapping[str, str]]) -> Document:
    """The document with the list of the notices that were sent out of it."""
    return document.replaced(edits.replace_field(document, "called", f"called: [{', '.join(record_text(entry) for entry in entries)}]"))


def write_attached(document: Document, entries: Iterable[AttachedFile]) -> Document:
    """The document with the list of its attachments' digests; the field goes where there are none."""
    records = [record_text({"file": entry.file, "sha256": entry.sha256}) for entry in entries]
    return _rewritten(document, "attached", records) if records else remove_record(document, "attached")


def remove_record(document: Document, name: str) -> Document:
    return document.replaced(edits.remove_field(document, name))


def add_approved(document: Document, entry: Mapping[str, str]) -> Document:
    """The document with one more entry in the list of minutes that its meeting approved."""
    return _with_entry(document, _spelling(document, "approves"), entry)


def add_moved(document: Document, old: str, on: str) -> Document:
    """The document with one more entry of where its meeting was moved from: the id it had, and the day it was moved."""
    return _with_entry(document, "moved", {"from": old, "on": on})


def _with_entry(document: Document, name: str, entry: Mapping[str, str]) -> Document:
    """The document with one more record in a list of the tool's."""
    node = document.header.get(name) if document.header else None
    line = f"- {record_text(entry)}"
    if isinstance(node, Sequence) and node.items and _is_plain_list(document, node):
        last = document.lines[edits.last_line(document, node.items[-1]) + 1]
        indent = _indent_of(document, node)
        return document.replaced(edits.insert_after(document, last, [indent + line]))
    there = [_source(document, item) for item in _entries(node)]
    return _rewritten(document, name, [*there, record_text(entry)])


def drop_approved(document: Document, which: Mapping[str, str]) -> Document:
    """The document without the entries that hold all of `which`; the field goes where nothing is left in it."""
    name = _spelling(document, "approves")
    node = document.header.get(name) if document.header else None
    entries = _entries(node)
    kept = [item for item in entries if not _holds(item, which)]
    if len(kept) == len(entries):
        return document
    if not kept:
        return document.replaced(edits.remove_field(document, name))
    if isinstance(node, Sequence) and _is_plain_list(document, node):
        gone = [item for item in entries if item not in kept]
        return document.replaced([_lines_of(document, item) for item in gone])
    return _rewritten(document, name, [_source(document, item) for item in kept])


def set_handled(document: Document, meeting: str, item: str, language: str) -> Document:
    """A prepared item that says where it was handled."""
    code = style.language(document, language)
    spelled = _spelling(document, "handled", written(ITEM_FIELDS, "handled", code))
    pairs = {written(REFERENCE_FIELDS, "in", code): meeting} | ({written(REFERENCE_FIELDS, "item", code): item} if item else {})
    text = ", ".join(f"{key}: {_quoted(value) if value == item else style.value_text(value, inside_list=True)}" for key, value in pairs.items())
    return document.replaced(edits.replace_field(document, spelled, f"{spelled}: {{{text}}}"))


def clear_handled(document: Document) -> Document:
    return document.replaced(edits.remove_field(document, _spelling(document, "handled")))


def record_text(record: Record) -> str:
    """A record as it is written: on one line, empty fields left out."""
    return "{" + ", ".join(f"{key}: {_value(key, value)}" for key, value in record.items() if value) + "}"


def _value(key: str, value: str | Many[Mapping[str, str]]) -> str:
    if not isinstance(value, str):
        return "[" + ", ".join(record_text(entry) for entry in value) + "]"
    return _quoted(value) if key in _QUOTED else style.value_text(value, inside_list=True)


def _quoted(value: str) -> str:
    return style.value_text(value, inside_list=True, like=Scalar("", 0, 0, 0, 0, '"'))


def _spelling(document: Document, name: str, default: str = "") -> str:
    """How the file spells the field whose meaning is `name`."""
    spellings = {name, *(word for words in ITEM_FIELDS.get(name, {}).values() for word in words)}
    for key, _ in document.header or ():
        if unicodedata.normalize("NFC", key.text).casefold() in spellings:
            return key.text
    return default or name


def _entries(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    return (node,) if isinstance(node, Fields) else ()


def _is_plain_list(document: Document, node: Sequence) -> bool:
    """Whether each entry begins on the line of its own dash."""
    return not node.flow and all(document.lines[item.line + 1].text.lstrip().startswith("-") for item in node.items)


def _holds(item: Node, which: Mapping[str, str]) -> bool:
    if not isinstance(item, Fields):
        return False
    found = {key.text: value.text for key, value in item if isinstance(value, Scalar)}
    return all(found.get(key) == value for key, value in which.items())


def _rewritten(document: Document, name: str, entries: Iterable[str]) -> Document:
    text = style.newline(document).join([f"{name}:", *(f"  - {entry}" for entry in entries)])
    return document.replaced(edits.replace_field(document, name, text))


def _source(document: Document, node: Node) -> str:
    """A value as it stands in the file; one written over several lines is put on one."""
    text = document.text[document.header_at + node.start : document.header_at + node.end]
    if isinstance(node, Fields) and not node.flow:
        pairs = [(key.text, value.text if isinstance(value, Scalar) else "") for key, value in node]
        return record_text(dict(pairs))
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


def _indent_of(document: Document, node: Sequence) -> str:
    """What stands before the dash of a list's first entry."""
    text = document.lines[node.items[0].line + 1].text
    return text[: text.index("-")]


def _lines_of(document: Document, item: Node) -> Edit:
    first: Line = document.lines[item.line + 1]
    last = document.lines[edits.last_line(document, item) + 1]
    return Edit(first.start, last.next_start, "")
