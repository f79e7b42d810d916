"""The text of minutes as blocks: cases with what was decided set apart, actions as tasks with who and when, and only what may be shown."""

import re
from collections.abc import Callable, Iterator, Sequence

from referat.format.items import lines_that_open, quoted
from referat.format.labels import openings_of
from referat.format.marks import read_marks
from referat.handouts.content import (
    DECISION,
    PROPOSAL,
    REMARK,
    VOTE,
    WITHHELD,
    Block,
    Boxed,
    Heading,
    Paragraph,
    Run,
    Task,
    plain,
    words_of,
)
from referat.handouts.facts import MinutesPage
from referat.handouts.markup import BodyReading, Opening, read_blocks, read_runs, whole_levels
from referat.handouts.withheld import case_words
from referat.handouts.words import STATES, and_list, day_words, due_words, with_dues, with_names, without_contacts
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.action import ActionLine, EventKind, State
from referat.model.dates import is_next_meeting, read_due
from referat.model.meeting import Item
from referat.model.text import safe

# What a line opens, to the kind of box it begins; the first that fits.
_BOXES = (("decision", DECISION), ("proposal", PROPOSAL), ("vote", VOTE), ("correction", REMARK))
_LABEL = re.compile(r"[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?+([^:]*):(?:\*\*|__|\*|_)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:-{3,}|={3,})[ \t]*\Z")
# A remark in the form that Markdown has none of its own for: [//]: # (for the secretary), [comment]: <> (the same).
_SILENT = re.compile(r" {0,3}\[[^\]]*\]:[ \t]*(?:<>|#)(?:[ \t]+[(\"'].*)?\Z")
_CLOSED = {EventKind.DONE: State.DONE, EventKind.DROPPED: State.DROPPED, EventKind.STARTED: State.IN_PROGRESS, EventKind.REOPENED: State.OPEN}
_BOX_STATES = {" ": State.OPEN, "/": State.IN_PROGRESS, "x": State.DONE, "X": State.DONE, "-": State.DROPPED}

Part = tuple[Item | None, list[Block]]


def parts_of(page: MinutesPage) -> list[Part]:
    """The text, cut at its agenda items: what stands before the first, then each item with its blocks, its heading left out."""
    items = {item.place.line: item for item in page.minutes.items}
    parts: list[Part] = [(None, [])]
    for index, block in read_blocks(list(_lines(page)), _reading(page)):
        line = page.document.number(index)
        if isinstance(block, Heading) and line in items:
            parts.append((items[line], []))
            ground = read_marks(heading_words(page.document.texts, line)).ground
            if line in page.withheld.items:
                parts[-1][1].append(withheld_box(page.withheld.items[line]))
            elif ground is not None:  # members get it, and must know that others do not
                parts[-1][1].append(Paragraph((Run(_withheld_label(ground), emphasis=True),)))
        elif isinstance(block, Heading) and block.level == 1 and words_of(block.runs) == safe(page.minutes.title):
            continue
        else:
            parts[-1][1].append(block)
    return [(item, whole_levels(blocks, 1 if item is None else 2)) for item, blocks in parts]


def withheld_box(ground: str) -> Boxed:
    """The place of something that is not public, with its ground."""
    return Boxed(WITHHELD, tr(D_("Exempt from public disclosure")), (Paragraph(plain(safe(ground))),) if ground else ())


def task_of(page: MinutesPage, line: ActionLine, rest: tuple[Block, ...] = ()) -> Task:
    """An action as the meeting had it."""
    state = said_state(line)
    facts = []
    if owners := owners_words(page, line):
        facts.append((tr(D_("Responsible")), owners))
    if due := due_said(page, line):
        facts.append((tr(D_("Due")), due))
    return Task(state, tr(STATES[state]), task_runs(page, line), tuple(facts), rest)


def task_runs(page: MinutesPage, line: ActionLine) -> tuple[Run, ...]:
    return read_runs(
        without_contacts(page.facts.with_days(line.task), public=page.facts.public),
        lambda text: with_names(text, lambda handle: name_of_owner(page, line, handle)),
    )


def name_of_owner(page: MinutesPage, line: ActionLine, handle: str) -> str:
    return page.facts.name_of(handle, line) or page.name_in(handle) or page.facts.name_elsewhere(handle, line.id or "")


def owners_words(page: MinutesPage, line: ActionLine) -> str:
    """Who the meeting made responsible, by name."""
    owners = line.owners
    for event in line.events:
        if event.kind is EventKind.OWNERS and event.on <= page.minutes.on:
            owners = event.handles
    return safe(and_list([name_of_owner(page, line, owner) or owner for owner in owners])) if owners else ""


def due_said(page: MinutesPage, line: ActionLine) -> str:
    """The due date that the meeting set, in words; what is a word of its own, `fredag` or the next meeting, as the day it means."""
    due = line.due or ""
    for event in line.events:
        if event.kind is EventKind.DUE and event.on <= page.minutes.on:
            due = event.value
    if not due:
        return ""
    action = page.facts.action(line.id or "")
    if is_next_meeting(due):
        day = action.due.day if action and action.due and action.due.written == "next" else None
        return day_words(day, page.language) if day else due_words(due, page.language)
    return due_words(read_due(due, action.born.source.on if action else page.minutes.on) or due, page.language)


def said_state(line: ActionLine) -> str:
    """How the action stood when the meeting ended: a box that was ticked since then was open."""
    on = line.source.on
    told = [event for event in line.events if event.kind in _CLOSED]
    if not told or on is None:
        return _BOX_STATES.get(line.box, State.OPEN).value
    before = [event for event in told if event.on <= on]
    return _CLOSED[before[-1].kind].value if before else State.OPEN.value


def _lines(page: MinutesPage) -> Iterator[str]:
    """The lines of the body that are shown; those that are not stand empty, so that each keeps its number."""
    items = {item.place.line for item in page.minutes.items}
    was_item = False
    for index, text in enumerate(_as_most_are(page)):
        number = page.document.number(index)
        is_underline, was_item = was_item and _UNDERLINE.match(text) is not None, number in items
        if number in page.withheld.passages:
            yield _withheld_label(page.withheld.passages[number])
        elif number in page.withheld.items:
            yield f"## {number}"  # what it is called is said elsewhere
        elif is_underline or _SILENT.match(text):
            yield ""
        elif was_item and not page.withheld.hides(number):
            yield f"## {number}"  # so is it of every case, however its heading is written
        elif index in page.log_lines or page.withheld.hides(number):
            yield ""
        else:
            yield without_contacts(_with_meetings_named(page, text), public=page.facts.public)


def _as_most_are(page: MinutesPage) -> list[str]:
    """The lines of the body, with labels that are read though they stand under a heading, after a dash or in a quote as most are: `Vedtak: …`."""
    texts = list(page.document.body_texts)
    first = page.document.number(0)
    known = _told_lines(page)
    for one in lines_that_open(page.document):
        if first + one.index not in known or one.is_usual:
            continue
        texts[one.index] = f"{next(iter(one.openings.values()))}: {one.text}".rstrip()
        index = one.index + 1
        while one.is_quoted and index < len(texts) and (said := quoted(texts[index])):
            texts[index] = said
            index += 1
    return texts


def _told_lines(page: MinutesPage) -> set[int]:
    """The numbers of the lines on which the reader found a decision or a proposal."""
    return {decision.place.line for item in page.minutes.items for decision in (*item.decisions, *item.proposals)}


def _with_meetings_named(page: MinutesPage, text: str) -> str:
    """A line that says where an item came from, with the meeting by its day and not by the name of its file."""
    if ":" not in text or "from" not in openings_of(text):
        return text
    for word in re.findall(r"[\w.\-]+", text):
        if known := page.facts.source.minutes_called(word.strip(".-")):
            return text.replace(word, tr(D_("the meeting of {day}"), day=day_words(known.on, page.language)))
    return text


def _withheld_label(ground: str) -> str:
    exempt = tr(D_("Exempt from public disclosure"))
    return f"{exempt}: {safe(ground)}" if ground else exempt


def _reading(page: MinutesPage) -> BodyReading:
    body_at = page.document.body_at + 1
    tasks = {line.place.line - body_at: _task_maker(page, line) for line in page.minutes.action_lines if not page.withheld.hides(line.place.line)}
    return BodyReading(
        tasks=tasks,
        openings=dict(_openings(page)),
        picture=page.picture,
        named=lambda text: with_names(with_dues(text, page.language), page.name_in),
    )


def _task_maker(page: MinutesPage, line: ActionLine) -> Callable[[tuple[Block, ...]], Task]:
    def make(below: tuple[Block, ...]) -> Task:
        return task_of(page, line, () if page.facts.public else below)

    return make


def _openings(page: MinutesPage) -> Iterator[tuple[int, Opening]]:
    """The lines that open a decision, a proposal, a vote or a remark, and the places of what is not public."""
    known = _told_lines(page)
    votes = _vote_lines(page)
    begins = {one.index: one.at for one in lines_that_open(page.document) if one.at}
    for index, text in enumerate(_as_most_are(page)):
        number = page.document.number(index)
        if number in page.withheld.passages:
            label = _withheld_label(page.withheld.passages[number])
            yield index, Opening(WITHHELD, label, len(label))
        elif ":" in text and not page.withheld.hides(number) and (number in known or number in votes or "correction" in openings_of(text)):
            before, text = text[: begins.get(index, 0)], text[begins.get(index, 0) :]
            openings = openings_of(text)
            kind = next((kind for name, kind in _BOXES if name in openings), "")
            found = _LABEL.match(text)
            if kind and found:
                label = found[1].strip("*_ \t")
                shown = len(label) + 1
                yield (
                    index,
                    Opening(
                        kind, safe(label), shown, takes_next=kind in {DECISION, PROPOSAL}, before=len(words_of(read_runs(before.rstrip("*_ \t"))))
                    ),
                )


def _vote_lines(page: MinutesPage) -> set[int]:
    texts = page.document.body_texts
    return {page.document.number(index) for index, text in enumerate(texts) if ":" in text and "vote" in openings_of(text)}


def heading_words(texts: Sequence[str], line: int) -> str:
    """The words of the heading on a line of the file, with its marks."""
    return case_words(texts[line - 1])
