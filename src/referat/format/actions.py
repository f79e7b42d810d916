"""Action lines of a body as facts, and what is wrong with the lines that nearly are."""

import re
from collections.abc import Iterator, Sequence

from referat.format.boxes import STATES, Box, Scan, hidden_boxes, is_due, read_events
from referat.format.document import Document
from referat.format.items import Heading
from referat.format.lines import WS, columns
from referat.format.lookalikes import dead_key_id, lookalike
from referat.format.tasks import Task, read_task
from referat.model.action import ActionLine, Event, Source, SourceKind
from referat.model.dates import iso_day, read_due
from referat.model.ids import is_action_id
from referat.model.place import Place
from referat.model.problems import Problem

_MISPLACED = re.compile(r"(?<=[ \t])\^([0-9a-z][0-9a-z-]{2,30}[0-9a-z])(?=[ \t.,;:!?)]|\Z)")
_LAST_CARET = re.compile(r"[ \t]\^([^ \t]+)\Z")
_DATED = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+([0-9]{4}-[0-9]{2}-[0-9]{2})\b[:,]?[ \t]*(.*)\Z", re.DOTALL)


def read_actions(document: Document, source: Source, headings: Sequence[Heading], found: Scan) -> tuple[tuple[ActionLine, ...], tuple[Problem, ...]]:
    """The actions of a body by the rule of its kind of file, and the problems of its lines."""
    lines: list[ActionLine] = []
    problems: list[Problem] = list(_unclosed(document, found))
    path, kind, first = source.path, source.kind, document.number(0)
    logs = _events(path, first, found) if found.logs else {}
    notes = _Notes(document.body_texts, found) if found.is_loose else None
    at, item, last = 0, "", -1  # the next heading, and what actions up to that line stand in
    for box in found.boxes:
        task = read_task(box.text)
        if not _counts(box, task, kind):
            continue
        number = box.index + first
        while at < len(headings) and headings[at][0] < number:
            _, last, item = headings[at]
            at += 1
        lines.append(
            ActionLine(
                source, Place(path, number, box.state_at), item if number <= last else "", box.state, box.text, task.task, box.id, task.owners,
                task.groups, task.due, logs.get(box.index, ()), box.indent, notes.under(box) if notes else (),
            )
        )  # fmt: skip
        if not _is_in_order(box, task):
            problems += _task_problems(document, source, box, task)
    if found.is_loose or _has_signs(document, found):
        problems += _line_problems(document, source, found, {line.place.line for line in lines})
    return tuple(lines), tuple(sorted(problems, key=lambda p: (p.place.line, p.place.column, p.code))) if problems else ()


def _events(path: str, first: int, found: Scan) -> dict[int, tuple[Event, ...]]:
    """The events of each box that has some, by its index."""
    events: dict[int, tuple[Event, ...]] = {}
    for log in found.logs:
        own = tuple([Event(log.on, event.kind, event.value, Place(path, log.index + first, event.start + 1)) for event in log.events])
        index = log.box.index
        events[index] = events[index] + own if index in events else own
    return events


def _has_signs(document: Document, found: Scan) -> bool:
    """Whether a line that is neither a box nor of its log may have a sign of a box or an id."""
    texts = document.body_texts
    if found.hidden or any(map(_is_suspicious, map(texts.__getitem__, found.prose))):
        return True
    return any(_is_suspicious(words) for _, _, words in found.headings)


class _Notes:
    """The further lines of actions: indented deeper, neither boxes nor log lines. The next box ends them."""

    def __init__(self, texts: Sequence[str], found: Scan) -> None:
        self._texts = texts
        self._boxes = {box.index for box in found.boxes}
        self._logs = {log.index for log in found.logs}

    def under(self, box: Box) -> tuple[str, ...]:
        found: list[str] = []
        for index in range(box.index + 1, len(self._texts)):
            text = self._texts[index]
            if not text:
                continue
            if index in self._boxes or text[0] not in WS:
                break
            if text.strip(WS):
                if columns(text) <= box.indent:
                    break
                if index not in self._logs:
                    found.append(text.strip())
        return tuple(found)


def _counts(box: Box, task: Task, kind: SourceKind) -> bool:
    """Whether a box is an action in this kind of file (docs/format.md, "What counts")."""
    if kind is SourceKind.ITEM or box.state not in STATES or not (box.text[-1:].isalnum() or any(map(str.isalnum, box.text))):
        return False
    marked = bool(box.id or task.owners or task.due is not None)
    if kind is SourceKind.NOTE:
        return marked
    return box.state in " /" or marked or bool(task.groups)


def _unclosed(document: Document, found: Scan) -> Iterator[Problem]:
    texts = document.body_texts
    if found.unclosed_fence:
        index, fence = found.unclosed_fence
        yield Problem("unclosed-fence", Place(document.path, document.number(index)), {"count": hidden_boxes(texts, index), "fence": fence})
    if found.unclosed_comment is not None:
        index = found.unclosed_comment
        yield Problem("unclosed-comment", Place(document.path, document.number(index)), {"count": hidden_boxes(texts, index)})


def _is_in_order(box: Box, task: Task) -> bool:
    """Whether nothing can be wrong with a box: it has an id and no other caret, and at most one due date, which is one."""
    return box.id is not None and "^" not in box.text and (task.due is None or (task.is_ordinary or (len(task.dues) == 1 and is_due(task.due))))


def _task_problems(document: Document, source: Source, box: Box, task: Task) -> Iterator[Problem]:
    def at(offset: int) -> Place:
        return Place(source.path, document.number(box.index), box.text_at + offset + 1)

    for due in task.dues:
        if is_due(due.value):
            continue
        if iso := read_due(due.value, source.on):
            yield Problem("due-not-iso", at(due.start), {"value": due.value, "iso": iso}, due.end - due.start)
        else:
            yield Problem("bad-due", at(due.start), {"value": due.value}, due.end - due.start)
    if len(task.dues) > 1:
        yield Problem("two-dues", at(task.dues[1].start), {"first": task.dues[0].value}, task.dues[1].end - task.dues[1].start)
    if "^" in box.text:
        if not box.id and (last := _LAST_CARET.search(box.text)) and not is_action_id(last[1]):
            yield Problem("bad-id", at(last.start(1) - 1), {"id": last[1]}, len(last[1]) + 1)
        for misplaced in _MISPLACED.finditer(box.text):
            if misplaced.end() < len(box.text) or box.id:
                yield Problem("misplaced-id", at(misplaced.start()), {"id": misplaced[1]}, len(misplaced[0]))
    if not box.id and (mend := dead_key_id(document.body_texts[box.index])):
        yield Problem("looks-like-action", at(0), {"why": mend.why}, len(box.text))


def _line_problems(document: Document, source: Source, found: Scan, acting: set[int]) -> Iterator[Problem]:
    if source.kind is SourceKind.ITEM:
        return
    texts = document.body_texts
    boxes = {box.index: box for box in found.boxes}
    logs = {log.index for log in found.logs}
    open_boxes: list[Box] = []
    for index, text in enumerate(texts):
        bare = text.strip(WS)
        if not bare or (not open_boxes and not _is_suspicious(text)):
            continue
        indent = columns(text)
        while open_boxes and open_boxes[-1].indent >= indent:
            open_boxes.pop()
        if index in boxes:
            open_boxes.append(boxes[index])
        elif index not in found.hidden:
            above = open_boxes[-1] if open_boxes and open_boxes[-1].is_action else None
            is_orphan = index in found.orphans and above is not None and document.number(above.index) in acting
            number = document.number(index)
            if problem := _what_is_wrong(text, above, is_log=index in logs or index in found.orphans, is_orphan=is_orphan):
                code, facts = problem
                column = len(text) - len(text.lstrip(WS)) + 1
                yield Problem(code, Place(source.path, number, column), facts, len(text.strip()))
            yield from _stray_id(source, number, text)


def _is_suspicious(text: str) -> bool:
    """Whether a line has a sign of a box or an id. Single signs are looked for faster than one of several."""
    return "[" in text or "]" in text or "^" in text or "☐" in text or "☑" in text or "☒" in text


def _what_is_wrong(text: str, above: Box | None, *, is_log: bool, is_orphan: bool) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a line that is no box: the problem's code and facts. `above` is the action it stands under."""
    if mend := lookalike(text):
        return "looks-like-action", {"why": mend.why}
    if is_orphan:
        return "log-without-id", {}
    if above is not None and not is_log and (why := _unread_log(text)):
        return "log-not-read", {"why": why}
    return None


def _stray_id(source: Source, number: int, text: str) -> Iterator[Problem]:
    misplaced = _MISPLACED.search(text) if "^" in text else None
    if misplaced and _is_action_like(text, misplaced):
        yield Problem("misplaced-id", Place(source.path, number, misplaced.start() + 1), {"id": misplaced[1]}, len(misplaced[0]))


def _is_action_like(text: str, misplaced: re.Match[str]) -> bool:
    """Whether a caret word outside a box is meant as an id: it has a digit, as minted ids nearly always have, and ends a line of a list."""
    return misplaced.end() >= len(text.rstrip(WS)) and any(c.isdigit() for c in misplaced[1]) and lookalike(text) is None


def _unread_log(text: str) -> str:
    """Why a dated line under an action is no log line; "" where it was not meant as one (a date followed by a sentence)."""
    match = _DATED.match(text)
    if not match or not match[2].strip():
        return ""
    words = match[2].split()
    read = [read_events(word, 0) for word in words]
    if iso_day(match[1]) is None:
        return f"{match[1]} is not a day that exists" if any(read) else ""
    if any(read) or words[0].partition(":")[0].casefold() in {"due", "frist"}:
        wrong = next((word for word, events in zip(words, read, strict=True) if not events), match[2])
        return f"“{wrong}” is not an event" if not all(read) else "the day is followed by a sign"
    return ""
