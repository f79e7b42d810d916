"""Minutes written as most are, read for their actions in one pass, and next to nothing loaded for it.

It is many times as fast as the reader, and may only say what the reader would say: a line that looks in any way special is read by the reader's
own functions, and a file that does is left to the reader (`read_plain_minutes` returns None). A test compares the two on minutes of every kind.
"""

from __future__ import annotations

from sys import intern

from referat.format.plainhead import PlainHead, cut_plainly, is_composed, plain_head
from referat.languages.words import EVENT_WORDS, meanings
from referat.model.ids import is_action_id
from referat.model.isoday import is_day

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# An event: its day, its kind, its value, its line and column.
EventTuple = tuple[str, str, str, int, int]
# A line: line, column, item, box, task, id, owners, groups, due (None where there is none), events.
LineTuple = tuple[int, int, str, str, str, str, tuple[str, ...], tuple[str, ...], "str | None", tuple[EventTuple, ...]]

_MOST_KNOWN = 20_000  # lines that are remembered, of each kind

# What a line begins with that may be a box, a log line, or what stands under one.
_MAY_MATTER = frozenset(" \t-*+0123456789")
_BOXES = frozenset([f"{bullet} [{state}] " for bullet in "-*+" for state in " xX/-"])
_DUE_WORDS = (" frist:", " due:")
_JOINERS = frozenset({"og", "and", "and/or", "og/eller"})
_LONGEST_HANDLE = 40

_EVENTS = meanings(EVENT_WORDS)

# What lines said that stand in many minutes just so.
_known_items: dict[str, str] = {}
_known_logs: dict[str, Sequence[tuple[str, str, str, int]]] = {}
_known_names: dict[str, bool] = {}


def read_plain_minutes(path: str, data: bytes) -> tuple[PlainHead, tuple[LineTuple, ...]] | None:
    """The head and the actions of the minutes that a file outside groups/ and items/ is, or None where the reader must be asked."""
    cut = cut_plainly(data)
    if cut is None or not is_composed(path) or not is_composed(cut[0]):
        return None
    _, lines, closing = cut
    head = plain_head(path, lines[1:closing])
    return (head, _action_lines(lines, closing + 1)) if head else None


def _action_lines(lines: list[str], first: int) -> tuple[LineTuple, ...]:
    """The actions of a body, of which nothing is hidden but quotes. `first` is the index of its first line."""
    found: list[tuple[tuple[Any, ...], list[EventTuple]]] = []
    open_boxes: list[tuple[int, list[EventTuple] | None]] = []  # how far each is indented, and its log, if it may have one
    item = ""
    for number, line in enumerate(lines[first:], first + 1):
        if not line:
            continue
        if line[0] not in _MAY_MATTER:
            open_boxes.clear()
            if line[0] == "#":
                item = _item(line, item)
            continue
        stripped = line.lstrip(" \t")
        if not stripped:
            continue
        indent = _columns(line, len(line) - len(stripped))
        while open_boxes and open_boxes[-1][0] >= indent:
            open_boxes.pop()
        if stripped[0] in ">#":
            item = item if stripped[0] == ">" else _item(line, item)
        elif "[" in stripped and (box := _box(line, stripped, number, item)):
            log: list[EventTuple] = []
            action, can_log = box
            open_boxes.append((indent, log if can_log else None))
            if action:
                found.append((action, log))
        elif open_boxes and (log_here := open_boxes[-1][1]) is not None:
            logged = _known_logs[stripped] if stripped in _known_logs else _log(stripped)
            log_here += [(on, kind, value, number, column + len(line) - len(stripped)) for on, kind, value, column in logged]
    return tuple([(*action, tuple(log)) for action, log in found])


def _columns(line: str, signs: int) -> int:
    """How far a line is indented that begins with so many blanks and tabs."""
    if "\t" not in line[:signs]:
        return signs
    from referat.format.lines import columns

    return columns(line)


def _box(line: str, stripped: str, number: int, item: str) -> tuple[tuple[Any, ...] | None, bool] | None:
    """The action that a box is (None where it is none), and whether dated lines under it are its log; None where the line is no box.

    Most boxes are one owner or none, plain words with single blanks between them, at most one group, an ISO due date and an id.
    """
    if stripped[:6] not in _BOXES:
        return _any_box(line, stripped, number, item)
    box, rest = stripped[3], stripped[6:].rstrip(" \t")
    before, caret, action_id = rest.rpartition(" ^")
    rest = before if caret else rest
    due = None
    for word in _DUE_WORDS:
        before, has_due, value = rest.rpartition(word)
        if has_due:
            rest, due = before, value
            break
    before, plus, group = rest.rpartition(" +")
    rest = before if plus else rest
    has_owner = rest[:1] == "@"
    owner, _, task = rest[1:].partition(" ") if has_owner else ("", "", rest)
    if (
        not task
        or task[0] in " ,&"
        or task[-1] == " "
        or "  " in task
        or not task.isprintable()
        or "@" in task
        or "+" in task
        or ":" in task
        or "(" in task
        or ")" in task
        or "^" in task
        or (caret and not is_action_id(action_id))
        or (due is not None and not is_day(due))
        or (plus and not is_name(group))
        or (has_owner and (len(owner) > _LONGEST_HANDLE or not is_name(owner) or task.partition(" ")[0] in _JOINERS))
    ):
        return _any_box(line, stripped, number, item)
    if not caret:
        action_id = ""
    if not (has_owner or plus or due) and (not any(map(str.isalnum, task)) or (box in "xX-" and not caret)):
        return None, caret != ""
    owners, groups = ((owner,) if has_owner else ()), ((group,) if plus else ())
    due = due and intern(due)  # the same days stand in many files
    return (number, len(line) - len(stripped) + 3, item, box, task, action_id, owners, groups, due), caret != ""


def is_name(text: str) -> bool:
    """Whether a text is a handle or the name of a group, with nothing that an eye might take for its end."""
    if not text:
        return False
    if (found := _known_names.get(text)) is None:
        first, rest = text[0], text.replace("-", "").replace("_", "").replace(".", "")
        found = first.isalnum() and not first.isdecimal() and rest.isalnum() and text[-1] != "." and ".." not in text
        if len(_known_names) < _MOST_KNOWN:
            _known_names[text] = found
    return found


def _any_box(line: str, stripped: str, number: int, item: str) -> tuple[tuple[Any, ...] | None, bool] | None:
    """The same for a line that may be a box, but not one written as most are."""
    before, _, after = stripped.partition("[")
    sign = after[: after.find("]", 1)]  # a letter may have its accents
    if len(before.split()) != 1 or any(not "\u0300" <= accent <= "\u036f" for accent in sign[1:]):
        return None
    from referat.format.boxes import read_box
    from referat.format.tasks import read_task

    box = read_box(line)
    if box is None:
        return None
    can_log = box.is_action and box.id is not None
    task = read_task(box.text)
    is_marked = box.id or task.owners or task.dues or task.groups
    if not box.is_action or not any(map(str.isalnum, box.text)) or (box.state not in " /" and not is_marked):
        return None, can_log
    due = task.dues[0].value if task.dues else None
    return (number, box.state_at, item, box.state, task.task, box.id or "", task.owners, task.groups, due), can_log


def _log(stripped: str) -> Sequence[tuple[str, str, str, int]]:
    """The events of a line without its indentation, if it is a dated one: day, kind, value and column of each."""
    found: Sequence[tuple[str, str, str, int]] = ()
    day, word = stripped[2:12], stripped[13:]
    if stripped[:2] == "- " and stripped[12:13] == " " and is_day(day) and (kind := _EVENTS.get(word.casefold())):
        found = [(day, kind, "", 14)]
    elif len(words := stripped.split(None, 2)) > 2 and words[1][4:5] == "-":
        from referat.format.boxes import read_log

        read = read_log(stripped)
        found = [(read[0].isoformat(), event.kind.value, event.value, event.start + 1) for event in read[1]] if read else ()
    if len(_known_logs) < _MOST_KNOWN:
        _known_logs[stripped] = found
    return found


def _item(line: str, item: str) -> str:
    """What an action after this heading says it stands in; `item` where the heading is no agenda item's, nor ends one."""
    number, dot, title = line[3:].partition(". ")
    if line[:3] == "## " and dot and number.isascii() and number.isdecimal() and title[:1].isalpha():
        return number
    words = line.lstrip(" ")
    if words[0] != "#" or len(line) - len(words) > 3 or words.lstrip("#")[:1] not in ("", " ", "\t") or words[:3] == "###":
        return item
    if line not in _known_items:
        from referat.format.items import heading_name

        found = heading_name(line)
        if len(_known_items) >= _MOST_KNOWN:
            return found
        _known_items[line] = found
    return _known_items[line]
