"""Tasks set out as such: tables with an owner column, check boxes, "Ansvar: X" labels, and lists under a heading like "Gjøremål"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from referat.legacy.due import read_due
from referat.legacy.lines import Line
from referat.legacy.numbers import read_number
from referat.legacy.owners import Owners
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.taskentry import _AFTER_OWNER, Lists, owner_in, read_task, state_of
from referat.legacy.tasklabels import read_labelled, task_in_label
from referat.legacy.tasktables import read_task_table, task_columns
from referat.legacy.vocabulary import HEADER_FIELDS, alternatives, phrase, read_label, table

_BOX = re.compile(r"^\s*(?:[-*+•]|\d+[.)])?\s*\[(?P<state>[ xX/-]?)\]\s+(?P<text>\S.*)$")
_AT = re.compile(r"(?<![\w.])@(?P<handle>[^\W\d_][\w.-]*)")


def _box(line: Line, owners: Owners, meeting: date | None) -> FoundAction | None:
    found = _BOX.match(line.raw)
    if found is None:
        return None
    text = found["text"].strip()
    handles = _AT.findall(text)
    subject = None
    if handles:
        named = [owners.whole(handle.capitalize()) or owners.fits(handle) for handle in handles]
        names = tuple(name for one, handle in zip(named, handles, strict=True) for name in (one.names if one else (handle,)))
        text = _AT.sub("", text).strip(" ,:-–")
    else:
        subject, text = owner_in(text, owners)
        names = subject.names if subject else ()
    text, state = state_of(text)
    if found["state"] in "xX" and found["state"]:
        state = "done"
    due = read_due(text, meeting)
    return FoundAction(
        names,
        text.strip(" ."),
        Evidence(line.number, line.raw.strip(), 0.95),
        due.value if due else None,
        due.words if due else "",
        state="done" if state == "done" else "open",
        reason="box",
    )


@cache
def _todo_of() -> re.Pattern[str]:
    """A heading for tasks that says whose or when: "Gjøremål til neste møte"."""
    return re.compile(rf"(?i)^(?:{alternatives(table('labels', 'todo'))})\s+(?:til|fra|for|frå|from|to|after|before|etter|efter|inför)\s.{{2,40}}$")


def section_kind(line: Line) -> str:
    """Whether a line heads a list of tasks: "todo", "todo_loose" (perhaps), "todo_old" (last time's), or nothing."""
    if line.blank or len(line.text) > 70:
        return ""
    numbered = read_number(line.text)
    text = (numbered.title if numbered else line.text).strip()
    text = re.sub(r"\s*\([^)]*\)\s*:?$", "", text).rstrip(" :")
    for field in ("todo_old", "todo", "todo_loose"):
        if text.casefold() in table("labels", field):
            return field
    longer = _todo_of().match(text)
    if longer:
        return "todo_old" if re.search(r"(?i)forrige|sist|førre|last|previous|förra|sidste", text) else "todo"
    return ""


def _section(lines: Sequence[Line], start: int, kind: str, starts: set[int], owners: Owners, meeting: date | None, lists: Lists) -> int:
    """The tasks of a list under its heading; it ends where an item starts."""
    stops = starts - {start}
    index, blanks, holder, holder_indent = start + 1, 0, None, -1
    seen = 0
    while index < len(lines):
        line = lines[index]
        if line.blank:
            blanks += 1
            if blanks >= 2 and seen:
                break
            index += 1
            continue
        label = read_label(line.text, (*HEADER_FIELDS, "decision", "voting"))
        closed = phrase("closed").search(line.text) if not line.bullet and any(char.isdigit() for char in line.text) else None
        person = owners.whole(line.text) if line.heading else None
        if (
            index in stops
            or (line.heading and not (person and person.sure))
            or (label and (label.colon or not label.rest or label.field in ("end", "next")) and not line.bullet)
            or (closed and closed.start() == 0)
            or section_kind(line)
        ):
            break
        entry = line.bullet or _begins_with_owner(line.text, owners) or read_number(line.text) or _BOX.match(line.raw)
        if blanks and seen and not entry:
            break
        if columns := task_columns(line.cells):
            index = read_task_table(lines, index, columns, owners, meeting, lists)
            seen += 1
            continue
        blanks = 0
        boxed = _box(line, owners, meeting)
        numbered = read_number(line.text)
        text = numbered.title if numbered and not line.bullet and numbered.title else line.text
        whole = owners.whole(text) if not boxed else None
        if whole and whole.sure and len(text) < 60:
            holder, holder_indent = whole, line.indent
            lists.used.add(index)
            index += 1
            seen += 1
            continue
        action = boxed or read_task(line, text, owners, meeting)
        action = replace(action, reason="item" if start in starts else "list")
        if holder and (line.indent > holder_indent or line.bullet) and not action.owners:
            action = replace(action, owners=holder.names)
        elif holder and line.indent <= holder_indent and not line.bullet:
            holder = None
        _file(action, kind, lists)
        lists.used.add(index)
        seen += 1
        index += 1
    return index if seen else start + 1


def _begins_with_owner(text: str, owners: Owners) -> bool:
    subject = owners.at(text)
    return subject is not None and (subject.sure or bool(_AFTER_OWNER.match(text[subject.end :])))


def _file(action: FoundAction, kind: str, lists: Lists) -> None:
    """A task goes to the actions where its heading and its owner leave no doubt, else to the suggestions."""
    if not re.search(r"\w{3}", action.text):
        return
    if action.state == "done":
        lists.suggestions.append(replace(action, evidence=replace(action.evidence, confidence=0.1)))
    elif kind == "todo" or (kind == "todo_loose" and action.owners and action.evidence.confidence > 0.8) or action.evidence.confidence >= 0.95:
        lists.actions.append(action)
    elif kind == "todo_old":
        lists.suggestions.append(replace(action, evidence=replace(action.evidence, confidence=0.4)))
    else:
        lists.suggestions.append(replace(action, evidence=replace(action.evidence, confidence=0.3)))


def find_task_lists(lines: Sequence[Line], floor: int, item_starts: set[int], owners: Owners, meeting: date | None) -> Lists:
    """All tasks that the document sets out as tasks, from line index `floor` on."""
    lists = Lists([], [], set())
    index = floor
    while index < len(lines):
        line = lines[index]
        if line.blank or index in lists.used:
            index += 1
            continue
        if kind := section_kind(line):
            index = _section(lines, index, kind, item_starts, owners, meeting, lists)
            continue
        if len(line.cells) > 1 and (columns := task_columns(line.cells)):
            index = read_task_table(lines, index, columns, owners, meeting, lists)
            continue
        if "[" in line.raw[:12] and (action := _box(line, owners, meeting)):
            _file(action, "todo", lists)
            lists.used.add(index)
        elif given := task_in_label(line, owners, meeting):
            lists.actions.append(given)
            lists.used.add(index)
        elif read_labelled(lines, index, floor, owners, meeting, lists):
            lists.used.add(index)
        index += 1
    return lists
