"""Action lines of a body as facts, and what is wrong with the lines that nearly are."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from referat.format.below import NO_LABELS, Below, Labels
from referat.format.boxes import STATES, Box, Scan, hidden_boxes, is_due, read_events
from referat.format.document import Document
from referat.format.due_words import unread_dues
from referat.format.items import Heading
from referat.format.lines import WS, columns
from referat.format.lookalikes import dead_key_id, forgotten_box, is_table_of_tasks, lookalike, named_only, task_in_words
from referat.format.tasks import ActionText, read_task
from referat.languages.mark import N_
from referat.languages.words import DUE_WORDS, spellings
from referat.model.action import ActionLine, Event, Source, SourceKind
from referat.model.dates import is_next_meeting, iso_day, read_due
from referat.model.ids import is_action_id
from referat.model.place import Place
from referat.model.problems import Problem

_MISPLACED = re.compile(r"(?<=[ \t])\^([0-9a-z][0-9a-z-]{2,30}[0-9a-z])(?=[ \t.,;:!?)]|\Z)")
_LAST_CARET = re.compile(r"[ \t]\^([^ \t]+)\Z")
_DUE_WORDS = spellings(DUE_WORDS)
_DATED = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+([0-9]{4}-[0-9]{2}-[0-9]{2})\b[:,]?[ \t]*(.*)\Z", re.DOTALL)


def read_actions(document: Document, source: Source, headings: Sequence[Heading], found: Scan) -> tuple[tuple[ActionLine, ...], tuple[Problem, ...]]:
    """The actions of a body by the rule of its kind of file, and the problems of its lines."""
    lines: list[ActionLine] = []
    problems: list[Problem] = list(_unclosed(document, found))
    path, kind, first = source.path, source.kind, document.number(0)
    logs = _events(path, first, found) if found.logs else {}
    below = Below(document.body_texts, found)
    at, item, last = 0, "", -1  # the next heading, and what actions up to that line stand in
    for box in found.boxes:
        text, more, action_id = (box.text, 0, box.id) if box.id else below.sentence(box)
        task = read_task(text)
        note, labels = below.note(box, more) if found.is_loose else ((), NO_LABELS)
        owners, due = task.owners or labels.owners, labels.due if task.due is None else task.due
        if not _counts(box, bool(action_id or owners or due is not None), bool(task.groups), kind):
            continue
        number = box.index + first
        while at < len(headings) and headings[at][0] < number:
            _, last, item = headings[at]
            at += 1
        lines.append(
            ActionLine(
                source, Place(path, number, box.state_at), item if number <= last else "", box.state, text, task.task, action_id, owners,
                task.groups, due, logs.get(box.index, ()), box.indent, note, more,
            )
        )  # fmt: skip
        if not _is_in_order(box, task):
            problems += _task_problems(document, source, box, task, more)
        if labels.lines:
            problems += _label_problems(source, first, labels, task)
    if found.is_loose or _has_signs(document, found) or any(box.state not in STATES for box in found.boxes):
        ends = {line.place.line + line.more for line in lines if line.more and line.id}
        problems += _line_problems(document, source, found, {line.place.line for line in lines}, ends)
    named = {problem.place.line for problem in problems if problem.code == "looks-like-action"}
    problems += [one for one in _forgotten(document, source, found, {line.place.line: line for line in lines}) if one.place.line not in named]
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


def _label_problems(source: Source, first: int, labels: Labels, task: ActionText) -> Iterator[Problem]:
    """Due dates in the lines below an action that are not the one that counts."""
    counts = labels.due if task.due is None else task.due
    for index, due in labels.dues:
        if counts is not None and due != counts and read_due(due, source.on) != read_due(counts, source.on):
            yield Problem("two-dues", Place(source.path, index + first), {"first": counts})


def _counts(box: Box, marked: bool, has_group: bool, kind: SourceKind) -> bool:
    """Whether a box is an action in this kind of file (docs/format.md, "What counts")."""
    if kind is SourceKind.ITEM or box.state not in STATES or not (box.text[-1:].isalnum() or any(map(str.isalnum, box.text))):
        return False
    if kind is SourceKind.NOTE:
        return marked
    return box.state in " /" or marked or has_group


def _unclosed(document: Document, found: Scan) -> Iterator[Problem]:
    texts = document.body_texts
    if found.unclosed_fence:
        index, fence = found.unclosed_fence
        yield Problem("unclosed-fence", Place(document.path, document.number(index)), {"count": hidden_boxes(texts, index), "fence": fence})
    if found.unclosed_comment is not None:
        index = found.unclosed_comment
        yield Problem("unclosed-comment", Place(document.path, document.number(index)), {"count": hidden_boxes(texts, index)})


def _is_in_order(box: Box, task: ActionText) -> bool:
    """Whether nothing can be wrong with a box: it is written as most are, with an id and no other caret."""
    return box.id is not None and "^" not in box.text and task.is_ordinary


def _task_problems(document: Document, source: Source, box: Box, task: ActionText, more: int) -> Iterator[Problem]:
    def at(offset: int) -> Place:
        return Place(source.path, document.number(box.index), box.text_at + offset + 1 if offset < len(box.text) else box.text_at + 1)

    if task.is_either:
        yield Problem("either-owner", at(task.owner_words[0].start), {}, len(task.text[task.owner_words[0].start : task.owner_words[-1].end]))
    for start, end in unread_dues(task.text) if task.due is None else ():
        yield Problem("unread-due", at(start), {"value": task.text[start:end]}, end - start)
    yield from _due_problems(source, task, more, at)
    if "^" in box.text:
        yield from _id_problems(box, at)
    if not box.id and (mend := dead_key_id(document.body_texts[box.index])):
        yield Problem("looks-like-action", at(0), {"why": mend.why}, len(box.text))


def _due_problems(source: Source, task: ActionText, more: int, at: Callable[[int], Place]) -> Iterator[Problem]:
    for due in task.dues:
        if is_due(due.value) or is_next_meeting(due.value) or (more and read_due(due.value, source.on)):
            continue
        if iso := read_due(due.value, source.on):
            yield Problem("due-not-iso", at(due.start), {"value": due.value, "iso": iso}, due.end - due.start)
        else:
            yield Problem("bad-due", at(due.start), {"value": due.value}, due.end - due.start)
    if len(task.dues) > 1:
        yield Problem("two-dues", at(task.dues[1].start), {"first": task.dues[0].value}, task.dues[1].end - task.dues[1].start)


def _id_problems(box: Box, at: Callable[[int], Place]) -> Iterator[Problem]:
    if not box.id and (last := _LAST_CARET.search(box.text)) and not is_action_id(last[1]):
        yield Problem("bad-id", at(last.start(1) - 1), {"id": last[1]}, len(last[1]) + 1)
    for misplaced in _MISPLACED.finditer(box.text):
        if misplaced.end() < len(box.text) or box.id:
            yield Problem("misplaced-id", at(misplaced.start()), {"id": misplaced[1]}, len(misplaced[0]))


def _line_problems(document: Document, source: Source, found: Scan, acting: set[int], ends: set[int]) -> Iterator[Problem]:
    """What is wrong with lines that are no actions. `acting` are the lines of actions, `ends` those in which the sentence and the id of one end."""
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
            if boxes[index].state not in STATES and (why := named_only(text)):
                yield Problem("looks-like-action", Place(source.path, document.number(index), indent + 1), {"why": why}, len(bare))
        elif index not in found.hidden:
            above = open_boxes[-1] if open_boxes and open_boxes[-1].is_action else None
            is_orphan = index in found.orphans and above is not None and document.number(above.index) in acting
            number = document.number(index)
            if problem := _what_is_wrong(text, above, is_log=index in logs or index in found.orphans, is_orphan=is_orphan):
                code, facts = problem
                column = len(text) - len(text.lstrip(WS)) + 1
                yield Problem(code, Place(source.path, number, column), facts, len(text.strip()))
            if number not in ends:
                yield from _stray_id(source, number, text)


def _forgotten(document: Document, source: Source, found: Scan, actions: Mapping[int, ActionLine]) -> Iterator[Problem]:
    """Lines outside boxes in which somebody and a due date are named, as if an action had been meant."""
    if source.kind is SourceKind.ITEM:
        return
    texts, first = document.body_texts, document.number(0)
    in_table = set(_rows_of_tasks(texts, found)) if "|" in document.text else ()
    for index in found.prose:
        text = texts[index]
        if "@" not in text and ":" not in text and index not in in_table:
            continue
        why = N_("it stands in a table") if index in in_table else forgotten_box(text) if "@" in text else task_in_words(text)
        if why and not _goes_on(index + first, actions) and not _is_under_action(texts, index, first, actions):
            column = len(text) - len(text.lstrip(WS)) + 1
            yield Problem("looks-like-action", Place(source.path, index + first, column), {"why": why}, len(text.strip()))


def _goes_on(number: int, actions: Mapping[int, ActionLine]) -> bool:
    """Whether the sentence of an action goes on in a line."""
    return any(above < number <= above + line.more for above, line in actions.items())


def _rows_of_tasks(texts: Sequence[str], found: Scan) -> Iterator[int]:
    """The rows of tables with a column for whose something is and one for when it is due, those that say something."""
    is_inside = False
    before = -1
    for index in found.prose:
        text = texts[index].lstrip(WS)
        if text[:1] != "|":
            is_inside = False
            continue
        if index != before + 1 or not is_inside:
            is_inside = is_table_of_tasks(text)
        elif len(list(filter(str.strip, text.strip("| ").split("|")))) > 1 and any(map(str.isalnum, text)):
            yield index
        before = index


def _is_under_action(texts: Sequence[str], index: int, first: int, actions: Mapping[int, ActionLine]) -> bool:
    """Whether a line is part of the note of an action."""
    return texts[index][0] in WS and any(texts[index].strip() in line.note for number, line in actions.items() if number < index + first)


def _is_suspicious(text: str) -> bool:
    """Whether a line has a sign of a box or an id. Single signs are looked for faster than one of several."""
    return "[" in text or "]" in text or "^" in text or "☐" in text or "☑" in text or "☒" in text


def _what_is_wrong(text: str, above: Box | None, *, is_log: bool, is_orphan: bool) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a line that is no box: the problem's code and facts. `above` is the action it stands under."""
    if why := mend.why if (mend := lookalike(text)) else named_only(text):
        return "looks-like-action", {"why": why}
    if is_orphan:
        return "log-without-id", {}
    if above is not None and not is_log and (facts := _unread_log(text)):
        return "log-not-read", facts
    return None


def _stray_id(source: Source, number: int, text: str) -> Iterator[Problem]:
    misplaced = _MISPLACED.search(text) if "^" in text else None
    if misplaced and _is_action_like(text, misplaced):
        yield Problem("misplaced-id", Place(source.path, number, misplaced.start() + 1), {"id": misplaced[1]}, len(misplaced[0]))


def _is_action_like(text: str, misplaced: re.Match[str]) -> bool:
    """Whether a caret word outside a box is meant as an id: it has a digit, as minted ids nearly always have, and ends a line of a list."""
    return misplaced.end() >= len(text.rstrip(WS)) and any(c.isdigit() for c in misplaced[1]) and lookalike(text) is None


def _unread_log(text: str) -> dict[str, object] | None:
    """Why a dated line under an action is no log line; None where it was not meant as one (a date followed by a sentence)."""
    match = _DATED.match(text)
    if not match or not match[2].strip():
        return None
    words = match[2].split()
    read = [read_events(word, 0) for word in words]
    if iso_day(match[1]) is None:
        return {"word": match[1], "why": N_("there is no such day")} if any(read) else None
    if any(read) or words[0].partition(":")[0].casefold() in _DUE_WORDS:
        wrong = next((word for word, events in zip(words, read, strict=True) if not events), match[2])
        if all(read):
            return {"word": match[1], "why": N_("the day is followed by a sign")}
        return {"word": wrong, "why": N_("it says nothing that can happen to an action")}
    return None
