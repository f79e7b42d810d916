"""Tasks told by a label: “Aksjon: ...” before what is to be done, “Ansvar: Kari” after it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from referat.legacy.due import Due, read_due
from referat.legacy.lines import Line, cut
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.taskentry import Lists, due_label, found_task, inline_due, inline_owner, read_task
from referat.legacy.titles import sentences
from referat.legacy.vocabulary import alternatives, read_label, table

# A label that by itself makes a task, and those that as often head a piece of prose.
_CERTAIN = re.compile(
    r"(?i)^(?:aksjon|action|action item|action point|ai|next action|todo|to do|gjøremål|gjeremål|aksjonspunkt"
    r"|opgave|oppgave|oppgåve|uppgift|att göra|åtgärd)"
)


@cache
def _closing_action() -> re.Pattern[str]:
    names = [word for word in table("labels", "action") if len(word) > 3]
    return re.compile(rf"(?<=[.;)\s])(?:{alternatives(names)})(?:\s+by|\s+av|\s+ved)?\s*[:–]\s*(?P<rest>[^:.;]{{2,60}})\.?$", re.IGNORECASE)


@cache
def _action_label() -> re.Pattern[str]:
    return re.compile(rf"^(?P<label>{alternatives(table('labels', 'action'))})(?:\s*(?:nr\.?\s*)?\d+)?(?:\s*[:–]|\s-)\s*(?P<rest>.*)$", re.IGNORECASE)


@cache
def _given_to() -> re.Pattern[str]:
    names = alternatives(table("labels", "action"))
    return re.compile(rf"^(?:{names})\s?[(\[](?P<who>[^()\[\]]{{2,40}})[)\]]\s*(?:[:–]|-\s)\s*(?P<rest>\S.*)$", re.IGNORECASE)


def task_in_label(line: Line, owners: Owners, meeting: date | None) -> FoundAction | None:
    """As in “AI (Kari): send the dates”."""
    found = _given_to().match(line.text)
    who = owners.fits(found["who"]) if found else None
    if found is None or who is None:
        return None
    due = read_due(found["rest"], meeting)
    return found_task(who.names, found["rest"].strip(" ."), Evidence(line.number, cut(line.raw, line.text), 0.9), due, "label")


_LOUD = re.compile(r"^(?:TODO|ACTION|AI|AKSJON|TILTAK)\s+(?=\S)")  # "TODO Kari: make a sign", without a colon of its own


def read_labelled(lines: Sequence[Line], index: int, floor: int, owners: Owners, meeting: date | None, lists: Lists) -> bool:
    """“Ansvar: X” after what X is to do, and “Aksjon: ...” before it. True where the line is done with."""
    line = lines[index]
    loud = _LOUD.match(line.text)
    if loud and (who := owners.at(line.text, loud.end())) and who.sure:
        action = read_task(line, line.text[loud.end() :], owners, meeting)
        if action.owners:
            lists.actions.append(replace(action, reason="label"))
            return True
    if found := _action_label().match(line.text):
        rest, source = found["rest"].strip(), line
        if not rest:
            below = next((i for i in range(index + 1, min(index + 3, len(lines))) if not lines[i].blank), None)
            if below is None or read_label(lines[below].text):
                return False
            source, rest = lines[below], lines[below].text
            lists.used.add(below)
        action = read_task(source, rest, owners, meeting)
        own = owners.at(rest)
        if own and own.sure and not action.owners:
            action = replace(action, owners=own.names)
        certain = bool(_CERTAIN.match(found["label"]))
        action = replace(action, evidence=Evidence(source.number, cut(source.raw, rest), 0.9 if action.owners else 0.5), reason="label")
        if inline_owner().match(line.text):
            return False
        alone = owners.whole(rest)
        if alone and alone.sure:  # "Action: Margaret" names who does what was said above
            return _owned(lines, index, floor, alone, 0, owners, meeting, lists)
        (lists.actions if action.owners or certain else lists.suggestions).append(action)
        return True
    if (closing := _closing_action().search(line.text)) and (who := owners.whole(closing["rest"])) and who.sure:
        return _owned(lines, index, floor, who, closing.start(), owners, meeting, lists)
    found_owner = inline_owner().search(line.text)
    if found_owner is None:
        return False
    names = re.split(r"\s{2,}|\s(?=(?:[Ff]rist|[Dd]ue|[Dd]eadline|[Ss]enest|[Ii]nnen)\b)", found_owner["rest"])[0]
    subject = owners.fits(names)
    return subject is not None and _owned(lines, index, floor, subject, found_owner.start(), owners, meeting, lists)


def _owned(lines: Sequence[Line], index: int, floor: int, subject: Subject, at: int, owners: Owners, meeting: date | None, lists: Lists) -> bool:
    """The task that an owner's label at `at` closes: the last sentence before it that has no owner of its own."""
    line = source = lines[index]
    before = line.text[:at].strip(" .,;:–-([*")
    if not before and _closes_label(lines, index, floor, subject, _due_beside(lines, index, at, subject, meeting), lists):
        return True
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
    due = _due_beside(lines, index, at, subject, meeting) or read_due(text, meeting)
    quote = cut(source.raw, text) if source is not line else cut(line.raw, line.text[line.text.find(text) :] if text in line.text else line.text)
    lists.actions.append(
        FoundAction(subject.names, text, Evidence(source.number, quote, 0.95), due.value if due else None, due.words if due else "", reason="label")
    )
    return source is not line


def _due_beside(lines: Sequence[Line], index: int, at: int, subject: Subject, meeting: date | None) -> Due | None:
    """The deadline that stands after an owner's label, elsewhere on its line, or at the head of the next one."""
    line = lines[index]
    due = due_label(line.text[at:].partition(subject.written)[2].strip(" .,;"), meeting)
    if due is None:
        inside = inline_due().search(line.text)
        due = read_due(inside["rest"].strip(" ."), meeting, bare=True) if inside else None
    return due or (due_label(lines[index + 1].text, meeting) if index + 1 < len(lines) else None)


def _closes_label(lines: Sequence[Line], index: int, floor: int, subject: Subject, due: Due | None, lists: Lists) -> bool:
    """“Ansvar: Kari” under “Tiltak: ...”: the task is that line's, already found; its owner and its deadline are told here."""
    above = next((i for i in range(index - 1, max(floor, index - 4) - 1, -1) if not lines[i].blank), None)
    if above is None or not _action_label().match(lines[above].text):
        return False
    number = lines[above].number
    for kept in (lists.actions, lists.suggestions):
        if kept and kept[-1].evidence.line == number and (not kept[-1].owners or set(kept[-1].owners) & set(subject.names)):
            action = kept.pop()
            evidence = replace(action.evidence, confidence=0.95)
            action = replace(action, owners=action.owners or subject.names, evidence=evidence)
            lists.actions.append(replace(action, due=due.value, due_words=due.words) if due else action)
            return True
    return False
