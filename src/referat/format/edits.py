"""The small changes a file can undergo: one function each, from a document to the edits that make it so and touch nothing else.

A box is named by its number among the boxes of the body (from 0), which no change of a log line moves.
"""

from collections.abc import Iterator, Sequence

from referat.errors import Exit, ReferatError
from referat.format import style
from referat.format.below import Below
from referat.format.boxes import Box, Log, Scan, read_box, read_log, scan
from referat.format.document import Document, Edit
from referat.format.header import plain
from referat.format.lines import WS, Line
from referat.format.nodes import Mapping, Node, Scalar
from referat.format.nodes import Sequence as List
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
    found = boxes_of(document)
    box = found.boxes[number]
    line = document.body[box.index]
    if box.id:
        raise NotExact(path=document.path, why=N_("the action has an id already"), place=Place(document.path, line.number))
    _, more, own = Below(document.body_texts, found).sentence(box)
    made = join_lines(document, line.number, more)
    last = document.lines[line.number - 1 + more]
    if own:
        raise NotExact(path=document.path, why=N_("the action has an id already"), place=Place(document.path, line.number))
    end = last.start + len(last.text.rstrip(WS))
    return [*made, Edit(end, end, f" ^{action_id}")]


def join_lines(document: Document, line: int, more: int) -> list[Edit]:
    """A line (its number in the file) and so many after it as one line, with a blank for each break."""
    made: list[Edit] = []
    for number in range(line, line + more):
        before, after = document.lines[number - 1], document.lines[number]
        start = before.start + len(before.text.rstrip(WS))
        made.append(Edit(start, after.start + len(after.text) - len(after.text.lstrip(WS)), " "))
    return made


def log_event(document: Document, number: int, words: str) -> list[Edit]:
    """A log line `words` (day and events) as the last of the action's log, or after its note where it has no log yet.

    Where it would not be read as such there (the note ends in an open remark, say), it goes further up; NotExact where nowhere will do.
    """
    found = boxes_of(document)
    box = found.boxes[number]
    text = f"{style.log_indent(document, found, box)}{style.log_bullet(document, found, box)} {words}"
    for line in _log_ends(document, found, box):
        made = insert_after(document, line, [text])
        if _has_one_log_more(found, boxes_of(document.replaced(made)), number, text):
            return made
    why = N_("a dated line would not be read under that action")
    raise NotExact(path=document.path, why=why, place=Place(document.path, document.body[box.index].number))


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
    if line is not None and not line.ending:
        return [Edit(line.end, line.end, "".join(style.newline(document) + text for text in texts))]
    at = line.next_start if line else 0
    before, after = document.text[at - 1 : at] if at else "", document.text[at : at + 1]
    # A CR and an LF from two lines would be read as the one ending of one line: a blank line would be lost.
    block = _block(texts, style.newline(document))
    if (before, block[:1]) == ("\r", "\n") or (block[-1:], after) == ("\r", "\n"):
        block = _block(texts, "\r\n")
    return [Edit(at, at, block)]


def _block(texts: Sequence[str], newline: str) -> str:
    return "".join(text + newline for text in texts)


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
        return insert_field(document, f"{style.value_text(name)}: {style.value_text(value)}")
    place = document.header_place(node.line, node.column)
    if not isinstance(node, Scalar) or node.style in {"|", ">"}:
        raise NotExact(path=document.path, why=N_("the field is not a single value"), place=place)
    start, end = document.header_at + node.start, document.header_at + node.end
    text = style.value_text(value, inside_list=header.flow, like=node)
    if start == end:  # "field:" with nothing after it
        key = next(key for key, other in header if other is node)
        colon = document.text.find(":", document.header_at + key.end)
        if colon < 0 or document.text[document.header_at + key.end : colon].strip(WS):
            raise NotExact(path=document.path, why=N_("the field is not a single value"), place=place)
        start, end, text = colon + 1, colon + 1, " " + text
    return _only_field(document, [Edit(start, end, text)], name)


def insert_field(document: Document, *texts: str) -> list[Edit]:
    """Whole header lines after the last field, before the blank line that closes the header."""
    header = _header(document)
    assert document.closing is not None
    if header.flow:
        raise NotExact(path=document.path, why=N_("the header is written on one line"), place=document.header_place(header.line, header.column))
    indent = " " * (header.pairs[0][0].column if header.pairs else 0)
    last = next(line for line in reversed(document.lines[: document.closing]) if not line.is_blank)
    return _only_field(document, insert_after(document, last, [indent + text for text in texts]), None)


def remove_field(document: Document, name: str) -> list[Edit]:
    """The header without a field: its own lines, and no remark or blank line after them."""
    gone = _lines_of_field(document, name)
    return _only_field(document, [gone], name) if gone else []


def replace_field(document: Document, name: str, text: str) -> list[Edit]:
    """The lines of a field replaced by the one line `text`; added at the end of the header where the field is not there."""
    gone = _lines_of_field(document, name)
    if gone is None:
        return insert_field(document, text)
    header = _header(document)
    line = " " * header.pairs[0][0].column + text + style.newline(document)
    return _only_field(document, [Edit(gone.start, gone.end, line)], name)


def _log_ends(document: Document, found: Scan, box: Box) -> Iterator[Line]:
    """The lines after which a new log line of this box may go, the best first: its log's last, else its note's last, and up to the box."""
    body = document.body
    own = [log.index for log in found.logs if log.box.index == box.index]
    first = own[-1] if own else box.index
    last = first
    for index in range(first + 1, len(body)):
        line = body[index]
        if own or (not line.is_blank and (line.indent <= box.indent or (index not in found.hidden and read_box(line.text)))):
            break
        if not line.is_blank:
            last = index
    yield from (body[index] for index in range(last, first - 1, -1) if not body[index].is_blank)


def _has_one_log_more(before: Scan, after: Scan, number: int, text: str) -> bool:
    """Whether the body now holds just one log line more, `text` under the box with this number, and is read as before in all else."""
    new = [log for log in after.logs if log.box is after.boxes[number]] if len(after.boxes) == len(before.boxes) else []
    read = read_log(text)
    return (
        read is not None
        and len(after.logs) == len(before.logs) + 1
        and any((log.on, [(e.kind, e.value) for e in log.events]) == (read[0], [(e.kind, e.value) for e in read[1]]) for log in new)
        and (len(after.hidden), len(after.orphans)) == (len(before.hidden), len(before.orphans))
        and len(new) == 1 + sum(log.box is before.boxes[number] for log in before.logs)
    )


def _without_line(document: Document, line: Line) -> Edit:
    if line.ending or line.number == 1 or not document.lines[line.number - 2].text:  # an empty line would go with its ending
        return _cut(document, line.start, line.next_start)
    return Edit(document.lines[line.number - 2].end, line.end, "")


def _cut(document: Document, start: int, end: int) -> Edit:
    """Whole lines taken out. Refused where the line endings left on both sides would be read as one, and a blank line be lost."""
    if document.text[max(start - 1, 0) : start] == "\r" and document.text[end : end + 1] == "\n":
        raise NotExact(path=document.path, why=N_("line endings of several kinds meet there"), place=document.place(start))
    return Edit(start, end, "")


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


def _lines_of_field(document: Document, name: str) -> Edit | None:
    """The removal of a field's own lines; None where the field is not there."""
    header = _header(document)
    pair = next(((key, value) for key, value in header if key.text == name), None)
    if pair is None:
        return None
    key, value = pair
    if header.flow:
        raise NotExact(path=document.path, why=N_("the header is written on one line"), place=document.header_place(key.line, 0))
    first, last = document.lines[key.line + 1], document.lines[last_line(document, value) + 1]
    return _cut(document, first.start, last.next_start)


def _only_field(document: Document, made: list[Edit], name: str | None) -> list[Edit]:
    """The edits, once it is sure that every other field reads as before (YAML has corners where a neighbour's value would change)."""
    before, after = _header(document), document.replaced(made)
    kept = [(key.text, plain(value)) for key, value in before if key.text != name]
    now = [(key.text, plain(value)) for key, value in after.header or ()]
    known = {key.text for key, _ in before}
    if after.header is None or after.closing is None or [pair for pair in now if pair[0] in known and pair[0] != name] != kept:
        raise NotExact(path=document.path, why=N_("another field of the header would change with it"), place=Place(document.path, 1))
    if document.text[document.lines[document.closing or 0].start :] != after.text[after.lines[after.closing].start :]:
        raise NotExact(path=document.path, why=N_("the header would end elsewhere"), place=Place(document.path, 1))
    return made


def last_line(document: Document, node: Node) -> int:
    """The header line (from 0) a value ends on. A block value's own end lies after the blank lines and remarks that follow it."""
    end = document.header_at + node.end
    leaf = _last_leaf(node)
    is_text = isinstance(leaf, Scalar) and leaf.style in {"|", ">"}
    last = node.line
    for line in document.lines[node.line + 1 :]:
        if line.start >= end:
            break
        if line.text.strip() and not (line.text.lstrip().startswith("#") and not (is_text and line.number - 2 > leaf.line)):
            last = line.number - 2
    return last


def _last_leaf(node: Node) -> Node:
    if isinstance(node, Mapping) and node.pairs:
        return _last_leaf(node.pairs[-1][1])
    if isinstance(node, List) and node.items:
        return _last_leaf(node.items[-1])
    return node
