"""The small changes a file can undergo: one function each, from a document to the edits that make it so and touch nothing else.

A box is named by its number among the boxes of the body (from 0), which no change of a log line moves.
"""

from collections.abc import Sequence

from referat.errors import Exit, ReferatError
from referat.format import style
from referat.format.boxes import Box, Log, Scan, read_box, scan
from referat.format.document import Document, Edit
from referat.format.header import Mapping, Node, Scalar
from referat.format.lines import WS, Line
from referat.languages.mark import N_
from referat.model.action import EventKind
from referat.model.place import Place


class NotExact(ReferatError):
    """An edit that could not be made without touching more than was meant."""

    exit = Exit.REFUSED
    message = N_("{path} cannot be changed exactly here: {why}.")
    hint = N_("Make the change in an editor.")


def boxes_of(document: Document) -> Scan:
    """The boxes and logs of the body."""
    return scan(line.text for line in document.body)


def box_number(found: Scan, document: Document, line: int) -> int:
    """The number among the boxes of the one on this line of the file."""
    for number, box in enumerate(found.boxes):
        if document.body[box.index].number == line:
            return number
    raise NotExact(path=document.path, why=N_("the action is no longer on that line"), place=Place(document.path, line))


def tick(document: Document, number: int, state: str) -> list[Edit]:
    """The box with the state sign `state`."""
    box = boxes_of(document).boxes[number]
    at = document.body[box.index].start + box.state_at
    return [] if box.state == state else [Edit(at, at + 1, state)]


def give_id(document: Document, number: int, action_id: str) -> list[Edit]:
    """The action with `^id` at the end of its line."""
    line = document.body[boxes_of(document).boxes[number].index]
    end = line.start + len(line.text.rstrip(WS))
    return [Edit(end, end, f" ^{action_id}")]


def log_event(document: Document, number: int, words: str) -> list[Edit]:
    """A log line `words` (day and events) as the last of the action's log, or after its note where it has no log yet."""
    found = boxes_of(document)
    box = found.boxes[number]
    text = f"{style.log_indent(document, found, box)}{style.log_bullet(document, found, box)} {words}"
    return insert_after(document, _log_end(document, found, box), [text])


def drop_event(document: Document, number: int, line: int, kind: EventKind) -> list[Edit]:
    """The log line `line` (of the file) without its event of this kind; the whole line goes where nothing else stands in it."""
    found = boxes_of(document)
    log = next((log for log in found.logs if document.body[log.index].number == line), None)
    if log is None or log.box is not found.boxes[number]:
        raise NotExact(path=document.path, why=N_("the log line is no longer there"), place=Place(document.path, line))
    there = document.body[log.index]
    if all(event.kind is kind for event in log.events):
        return [_without_line(document, there)]
    return [_without_word(there, log, i) for i, event in enumerate(log.events) if event.kind is kind]


def insert_after(document: Document, line: Line | None, texts: Sequence[str]) -> list[Edit]:
    """New lines after `line` (before everything where it is None), with the file's own line ending; a missing last ending stays missing."""
    newline = style.newline(document)
    if line is None:
        return [Edit(0, 0, "".join(text + newline for text in texts))]
    if line.ending:
        return [Edit(line.next_start, line.next_start, "".join(text + newline for text in texts))]
    return [Edit(line.end, line.end, "".join(newline + text for text in texts))]


def append_block(document: Document, texts: Sequence[str], after: Line | None = None) -> list[Edit]:
    """New lines as a block of their own after `after`, or at the end of the file, one blank line before and one after."""
    last = after or next((line for line in reversed(document.lines) if not line.is_blank), None)
    if last is None:
        return insert_after(document, None, texts)
    following = document.lines[last.number :]
    close = [""] if following and not following[0].is_blank else []
    return insert_after(document, last, ["", *texts, *close])


def set_field(document: Document, name: str, value: str) -> list[Edit]:
    """A header field (by its name as spelled in the file) with a new value; a field that is not there is added at the end of the header."""
    header = _header(document)
    node = header.get(name)
    if node is None:
        return insert_field(document, f"{name}: {style.value_text(value)}")
    if not isinstance(node, Scalar) or node.style in {"|", ">"}:
        raise NotExact(path=document.path, why=N_("the field is not a single value"), place=document.header_place(node.line, node.column))
    start = document.header_at + node.start
    text = style.value_text(value, inside_list=header.flow, like=node)
    if node.start == node.end:  # "field:" with nothing after it
        key = next(key for key, other in header if other is node)
        colon = document.text.index(":", document.header_at + key.end) + 1
        return [Edit(colon, colon, " " + text)]
    return [Edit(start, document.header_at + node.end, text)]


def insert_field(document: Document, *texts: str) -> list[Edit]:
    """Whole header lines after the last field, before the blank line that closes the header."""
    _header(document)
    assert document.closing is not None
    last = next(line for line in reversed(document.lines[: document.closing]) if not line.is_blank)
    return insert_after(document, last, texts)


def remove_field(document: Document, name: str) -> list[Edit]:
    """The header without a field: its own lines, and no remark or blank line after them."""
    header = _header(document)
    pairs = list(header)
    position = next((i for i, (key, _) in enumerate(pairs) if key.text == name), None)
    if position is None:
        return []
    key, value = pairs[position]
    if header.flow:
        raise NotExact(path=document.path, why=N_("the header is written on one line"), place=document.header_place(key.line, 0))
    first, last = document.lines[key.line + 1], document.lines[last_line(document, value) + 1]
    return [Edit(first.start, last.next_start, "")]


def replace_field(document: Document, name: str, text: str) -> list[Edit]:
    """The lines of a field replaced by the one line `text`; added at the end of the header where the field is not there."""
    removed = remove_field(document, name)
    if not removed:
        return insert_field(document, text)
    (gone,) = removed
    return [Edit(gone.start, gone.end, text + style.newline(document))]


def block_end(document: Document, box: Box) -> Line:
    """The last line of an action's own block: its note, its log and the boxes nested in it."""
    body = document.body
    last = body[box.index]
    for line in body[box.index + 1 :]:
        if line.is_blank:
            continue
        if line.indent <= box.indent:
            break
        last = line
    return last


def _log_end(document: Document, found: Scan, box: Box) -> Line:
    """The line after which a new log line of this box belongs."""
    body = document.body
    own = [log for log in found.logs if log.box.index == box.index]
    if own:
        return body[own[-1].index]
    last = body[box.index]
    for line in body[box.index + 1 :]:
        if line.is_blank:
            continue
        if line.indent <= box.indent or read_box(line.text):
            break
        last = line
    return last


def _without_line(document: Document, line: Line) -> Edit:
    if line.ending or line.number == 1:
        return Edit(line.start, line.next_start, "")
    return Edit(document.lines[line.number - 2].end, line.end, "")


def _without_word(line: Line, log: Log, index: int) -> Edit:
    """One event of several, with the blanks before it."""
    event = log.events[index]
    start = event.start
    while line.text[start - 1] in WS:
        start -= 1
    return Edit(line.start + start, line.start + event.end, "")


def _header(document: Document) -> Mapping:
    if document.header is None or document.closing is None:
        raise NotExact(path=document.path, why=N_("it has no header"), place=Place(document.path, 1))
    return document.header


def last_line(document: Document, node: Node) -> int:
    """The header line (from 0) a value ends on. A block value's own end lies after the blank lines and remarks that follow it."""
    end = document.header_at + node.end
    first = node.line
    last = first
    for line in document.lines[first + 1 :]:
        if line.start >= end:
            break
        if line.text.strip() and not (line.text.lstrip().startswith("#") and not _is_text_block(node)):
            last = line.number - 2
    return last


def _is_text_block(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style in {"|", ">"}
