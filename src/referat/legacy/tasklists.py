"""Tasks set out as such: tables with an owner column, check boxes, "Ansvar: X" labels, and lists under a heading like "Gjøremål"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from referat.legacy.due import Due, read_due
from referat.legacy.lines import Line, cut
from referat.legacy.numbers import read_number
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.titles import sentences
from referat.legacy.vocabulary import HEADER_FIELDS, alternatives, phrase, read_label, table, words

_BOX = re.compile(r"^\s*(?:[-*+•]|\d+[.)])?\s*\[(?P<state>[ xX/-]?)\]\s+(?P<text>\S.*)$")
_AT = re.compile(r"(?<![\w.])@(?P<handle>[^\W\d_][\w.-]*)")
_STRUCK = re.compile(r"~~(.+?)~~")
# What may stand between the owner and the task in a list under a heading for tasks.
_AFTER_OWNER = re.compile(r"^\s*(?::|-|–|—|=>|->)\s*")
# What "the meeting" does is told, and taken on by nobody.
_MEETING = re.compile(r"(?i)(?:the\s)?(?:møtet|mötet|mødet|meeting)")


@dataclass(slots=True)
class Lists:
    """What the set-out tasks gave: sure ones, likely ones, and the lines that need no further reading."""

    actions: list[FoundAction]
    suggestions: list[FoundAction]
    used: set[int]


def _found(owners: tuple[str, ...], text: str, evidence: Evidence, due: Due | None, reason: str, state: str = "open") -> FoundAction:
    return FoundAction(owners, text, evidence, due.value if due else None, due.words if due else "", state=state, reason=reason)


@cache
def _inline_owner() -> re.Pattern[str]:
    names = [word for word in table("labels", "owner") if word not in ("hvem", "who", "vem", "kven", "lead", "eier", "owner")]
    return re.compile(
        rf"(?:^|(?<=[\s(\[*]))(?P<label>(?:{alternatives(names)}))\s*(?:\([^)]{{0,20}}\))?\s*[:–-]\**\s*(?P<rest>[^.;)\]|]{{2,80}})", re.IGNORECASE
    )


@cache
def _inline_due() -> re.Pattern[str]:
    names = [
        word
        for word in table("labels", "due")
        if word not in ("når", "dato", "when", "by", "hvornår", "när", "innen", "senest", "inden", "senast", "klart")
    ]
    return re.compile(rf"(?:^|(?<=[\s(\[*]))(?:{alternatives(names)})\s*:\s*(?P<rest>[^;)\]|]{{2,40}})", re.IGNORECASE)


@cache
def _closing_action() -> re.Pattern[str]:
    names = [word for word in table("labels", "action") if len(word) > 3]
    return re.compile(rf"(?<=[.;)\s])(?:{alternatives(names)})(?:\s+by|\s+av|\s+ved)?\s*[:–]\s*(?P<rest>[^:.;]{{2,60}})\.?$", re.IGNORECASE)


@cache
def _status() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(\[:–-])(?P<word>(?:(?P<done>{alternatives(words('done'))})|(?P<still>{alternatives(words('still'))})))\s*[.!)\]]*\s*$",
        re.IGNORECASE,
    )


@cache
def _action_label() -> re.Pattern[str]:
    return re.compile(rf"^(?P<label>{alternatives(table('labels', 'action'))})(?:\s*(?:nr\.?\s*)?\d+)?(?:\s*[:–]|\s-)\s*(?P<rest>.*)$", re.IGNORECASE)


# A label that by itself makes a task, and those that as often head a piece of prose.
_CERTAIN = re.compile(
    r"(?i)^(?:aksjon|action|action item|action point|ai|next action|todo|to do|gjøremål|gjeremål|aksjonspunkt"
    r"|opgave|oppgave|oppgåve|uppgift|att göra|åtgärd)"
)


def state_of(text: str) -> tuple[str, str]:
    """A task's text without its status word, and the state: "open", "done" or "still"."""
    if found := _STRUCK.fullmatch(text.strip(" .")):
        return found[1], "done"
    if found := _status().search(text):
        head = text[: found.start()].strip(" .,:;–-(")
        if head and len(head.split()) >= 2:
            return head, "done" if found["done"] else "still"
    return text, "open"


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column of a table holds the owner, the due date, the task, the status."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        word = cell.casefold().strip(" :*.")
        for field in ("owner", "due", "status", "task"):
            known = table("labels", field)
            if word and (word in known or any(word.startswith(name) for name in known if len(name) > 5)) and (field not in found or field == "task"):
                found[field] = index  # of several columns that may hold the task the last tells most: "Sak", "Beskrivelse"
                break
    return found if "owner" in found and len(cells) >= 2 else {}


def _from_table(lines: Sequence[Line], start: int, columns: dict[str, int], owners: Owners, meeting: date | None, lists: Lists) -> int:
    """The tasks of a table whose header row stands at `start`; where the table ends."""
    index = start + 1
    while index < len(lines):
        line = lines[index]
        if line.blank and index + 1 < len(lines) and len(lines[index + 1].cells) > 1:
            index += 1
            continue
        if len(line.cells) < 2:
            break
        cells = line.cells
        lists.used.add(index)
        index += 1
        who = cells[columns["owner"]] if columns["owner"] < len(cells) else ""
        others = [i for i in range(len(cells)) if i not in columns.values() or i == columns.get("task")]
        at = columns.get("task", max(others, key=lambda i: len(cells[i]), default=0))
        text = cells[at] if at < len(cells) else ""
        if not text.strip(" -–"):
            continue
        subject = owners.fits(who) if who.strip(" -–") else None
        when = cells[columns["due"]] if "due" in columns and columns["due"] < len(cells) else ""
        due = read_due(when, meeting, bare=True) or read_due(text, meeting)
        status = cells[columns["status"]] if "status" in columns and columns["status"] < len(cells) else ""
        state = "done" if status and re.match(rf"(?i)(?:{alternatives(words('done'))}|lukket|closed)(?!\w)", status.strip()) else "open"
        action = FoundAction(
            subject.names if subject else (),
            text.strip(" ."),
            Evidence(line.number, line.raw.strip(), 0.95),
            due.value if due else None,
            due.words if due else "",
            state=state,
            reason="table",
        )
        lists.actions.append(action)
    return index


def due_label(text: str, meeting: date | None) -> Due | None:
    """The deadline of a text that begins with a label for one."""
    found = _inline_due().match(text)
    return read_due(found["rest"].strip(" ."), meeting, bare=True) if found else None


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
        subject, text = _owner_in(text, owners)
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


def _owner_in(text: str, owners: Owners) -> tuple[Subject | None, str]:
    """The owner of an entry in a task list and what is left: "X - task", "X: task", "task (X)", "task - X", "X gjør noe"."""
    clean = text.strip()
    if found := _inline_owner().search(clean):
        subject = owners.fits(found["rest"].split(" - ")[0])
        if subject:
            return subject, (clean[: found.start()] + clean[found.end() :]).strip(" .,;:–-()[]")
    subject = owners.at(clean)
    if subject and _MEETING.fullmatch(subject.written):
        subject = None
    if subject and (subject.sure or subject.people):
        after = _AFTER_OWNER.match(clean[subject.end :])
        if after and clean[subject.end + after.end() :].strip():
            return subject, clean[subject.end + after.end() :].strip()
    if found := re.search(r"[(\[]\s*(?P<who>[^()\[\]]{2,60})\s*[)\]]\s*\.?$", clean):
        who = owners.whole(found["who"])
        if who and (who.sure or len(who.written.split()) <= 3):
            return who, clean[: found.start()].strip(" .,")
    if found := re.search(r"\s+(?:-|–|—|/|=>|->|:)\s*(?P<who>[^-–—:]{2,50})\s*\.?$", clean):
        who = owners.whole(found["who"])
        if who and who.sure:
            return who, clean[: found.start()].strip(" .,")
    if subject and subject.sure and re.match(r"\s+[a-zæøåäö]", clean[subject.end :]):
        return subject, clean[subject.end :].strip()
    return None, clean


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
    longer = re.match(
        rf"(?i)^(?:{alternatives(table('labels', 'todo'))})\s+(?:til|fra|for|frå|from|to|after|before|etter|efter|inför)\s.{{2,40}}$", text
    )
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
        if columns := _columns(line.cells):
            index = _from_table(lines, index, columns, owners, meeting, lists)
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
        action = boxed or _entry(line, text, owners, meeting)
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


def _entry(line: Line, text: str, owners: Owners, meeting: date | None) -> FoundAction:
    subject, rest = _owner_in(text, owners)
    due_label = _inline_due().search(rest)
    due: Due | None = None
    if due_label:
        due = read_due(due_label["rest"], meeting, bare=True)
        rest = (rest[: due_label.start()] + rest[due_label.end() :]).strip(" .,;:–-")
    rest, state = state_of(rest)
    due = due or read_due(rest, meeting)
    sure = subject is not None and subject.sure
    text_only = re.sub(r"^to\s+", "", rest.strip(" .,;:–-"))
    evidence = Evidence(line.number, cut(line.raw, text), 0.9 if sure else 0.6)
    return _found(subject.names if subject else (), text_only, evidence, due, "list", "done" if state == "done" else "open")


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


def _labelled(lines: Sequence[Line], index: int, floor: int, owners: Owners, meeting: date | None, lists: Lists) -> bool:
    """“Ansvar: X” after what X is to do, and “Aksjon: ...” before it. True where the line is done with."""
    line = lines[index]
    if found := _action_label().match(line.text):
        rest, source = found["rest"].strip(), line
        if not rest:
            below = next((i for i in range(index + 1, min(index + 3, len(lines))) if not lines[i].blank), None)
            if below is None or read_label(lines[below].text):
                return False
            source, rest = lines[below], lines[below].text
            lists.used.add(below)
        action = _entry(source, rest, owners, meeting)
        own = owners.at(rest)
        if own and own.sure and not action.owners:
            action = replace(action, owners=own.names)
        certain = bool(_CERTAIN.match(found["label"]))
        action = replace(action, evidence=Evidence(source.number, cut(source.raw, rest), 0.9 if action.owners else 0.5), reason="label")
        if _inline_owner().match(line.text):
            return False
        alone = owners.whole(rest)
        if alone and alone.sure:  # "Action: Margaret" names who does what was said above
            return _owned(lines, index, floor, alone, 0, owners, meeting, lists)
        (lists.actions if action.owners or certain else lists.suggestions).append(action)
        return True
    if (closing := _closing_action().search(line.text)) and (who := owners.whole(closing["rest"])) and who.sure:
        return _owned(lines, index, floor, who, closing.start(), owners, meeting, lists)
    found_owner = _inline_owner().search(line.text)
    if found_owner is None:
        return False
    names = re.split(r"\s{2,}|\s(?=(?:[Ff]rist|[Dd]ue|[Dd]eadline|[Ss]enest|[Ii]nnen)\b)", found_owner["rest"])[0]
    subject = owners.fits(names)
    return subject is not None and _owned(lines, index, floor, subject, found_owner.start(), owners, meeting, lists)


def _owned(lines: Sequence[Line], index: int, floor: int, subject: Subject, at: int, owners: Owners, meeting: date | None, lists: Lists) -> bool:
    """The task that an owner's label at `at` closes: the last sentence before it that has no owner of its own."""
    line = source = lines[index]
    before = line.text[:at].strip(" .,;:–-([*")
    if not before:
        above = next((i for i in range(index - 1, max(floor, index - 4) - 1, -1) if not lines[i].blank and i not in lists.used), None)
        if above is None:
            return False
        source = lines[above]
        before = source.text.strip(" ,;:–-")
    spans = [before[start:end].strip(" .") for start, end in sentences(before)]
    spans = [span for span in spans if not _action_label().match(span)]
    if not spans:
        return False
    own = [span for span in spans if (who := owners.at(span)) is None or not who.sure or set(who.names) & set(subject.names)]
    text = re.sub(rf"(?i)^(?:{alternatives((*table('labels', 'decision'), *table('labels', 'proposal')))})\s*:\s*", "", (own or spans)[-1])
    due = due_label(line.text[at:].partition(subject.written)[2].strip(" .,;"), meeting)
    if due is None:
        inside = _inline_due().search(line.text)
        due = read_due(inside["rest"].strip(" ."), meeting, bare=True) if inside else None
    if due is None and index + 1 < len(lines):
        due = due_label(lines[index + 1].text, meeting)
    due = due or read_due(text, meeting)
    quote = cut(source.raw, text) if source is not line else cut(line.raw, line.text[line.text.find(text) :] if text in line.text else line.text)
    lists.actions.append(
        FoundAction(subject.names, text, Evidence(source.number, quote, 0.95), due.value if due else None, due.words if due else "", reason="label")
    )
    return source is not line


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
        if len(line.cells) > 1 and (columns := _columns(line.cells)):
            index = _from_table(lines, index, columns, owners, meeting, lists)
            continue
        if "[" in line.raw[:12] and (action := _box(line, owners, meeting)):
            _file(action, "todo", lists)
            lists.used.add(index)
        elif _labelled(lines, index, floor, owners, meeting, lists):
            lists.used.add(index)
        index += 1
    return lists
