"""From a file to what it says: its blocks, the claims that are found in them, and one result for each meeting, judged by what it covers."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from referat.documents import read_content
from referat.documents.block import Block, Claim, Content
from referat.intake.decisions import find_decisions
from referat.intake.facts import find_clock, find_place, find_title, spoken_clock
from referat.intake.head import Head
from referat.intake.header import read_head
from referat.intake.judge import judge
from referat.intake.layout import Layout
from referat.intake.meeting_day import find_day
from referat.intake.names import Roster, near_name, posts_of
from referat.intake.offices import find_office
from referat.intake.passages import Passage, passages_of
from referat.intake.prepare import prepare
from referat.intake.presence import find_people, mentioned
from referat.intake.result import Evidence, FoundAction, FoundFact, FoundItem, FoundPerson, FoundProblem, Imported, KnownPerson, Near, SourceFile
from referat.intake.same_task import fold_repeats, merge_tasks
from referat.intake.several import meeting_starts
from referat.intake.structure import find_items
from referat.intake.tasks import FoundTasks, find_tasks
from referat.intake.titles import kind_of
from referat.intake.upcoming import find_next
from referat.intake.working_groups import find_groups
from referat.languages.lexicon import detect_language


def read_document(
    source: Path | bytes, *, name: str | None = None, language: str | None = None, today: date, known: Sequence[KnownPerson] = ()
) -> list[Imported]:
    """Every meeting, task list or attendance report in one document.

    `name` is the file's name as the person knows it; `language` one of nb, nn, en, sv, da where she says so.
    Raises an UnreadableDocument for a file that cannot be read, MissingLibrary where a library is not installed.
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    name = name if name is not None else source.name if isinstance(source, Path) else "-"
    content = read_content(data, name)
    origin = SourceFile(name, hashlib.sha256(data).hexdigest(), tuple(block.raw for block in content.blocks), 1, content.blocks, content.machine)
    spoken = language or detect_language("\n".join(block.text for block in content.blocks[:2000]))
    match content.form:
        case "tasks":
            return [_task_list(content, origin, spoken)]
        case "presence":
            return [_attendance(content, origin, spoken)]
        case "sheet":
            if tasks := _sheet(content, origin, spoken, known):
                return [tasks]
    return list(_meetings(content, origin, language, spoken, known, today))


def _task_list(content: Content, origin: SourceFile, language: str) -> Imported:
    actions = [_stated(claim, content) for claim in content.claims if claim.field == "task"]
    return Imported(
        origin,
        "actions",
        language,
        actions=tuple(action for action in actions if action.state != "done"),
        suggestions=tuple(action for action in actions if action.state == "done"),
        outcome="ready",
    )


def _stated(claim: Claim, content: Content) -> FoundAction:
    raw = next((block.raw.strip() for block in content.blocks if block.place == claim.place), claim.value)
    state = "done" if claim.done else "open"
    return FoundAction(
        claim.owners, claim.value, Evidence(claim.place, raw, 0.95), claim.due or None, claim.due, None, claim.group or None, state, "box"
    )


def _attendance(content: Content, origin: SourceFile, language: str) -> Imported:
    facts = {claim.field: FoundFact(claim.value, Evidence(1, claim.value, 0.9)) for claim in content.claims if claim.field in ("title", "date")}
    people = tuple(FoundPerson(claim.value, Evidence(claim.place, claim.value, 0.95)) for claim in content.claims if claim.field == "present")
    held_on = date.fromisoformat(facts["date"].value) if "date" in facts else None
    problems = tuple(FoundProblem(doubt.code, doubt.place, doubt.message, doubt.facts) for doubt in content.doubts)
    lines = frozenset(range(1, len(origin.lines) + 1))
    return Imported(origin, "attendance", language, held_on, MappingProxyType(facts), present=people, problems=problems, header_lines=lines)


def _sheet(content: Content, origin: SourceFile, language: str, known: Sequence[KnownPerson]) -> Imported | None:
    """Rows of tasks: their days are deadlines, no meeting's."""
    passages = passages_of(content.blocks, Head(), Layout())
    roster = Roster((), known)
    rows = [passage for passage in passages if passage.row is not None]
    if not rows:
        return None
    found = find_tasks(passages, roster, None, ())
    everything = [*found.actions, *found.suggestions]
    return Imported(
        origin,
        "actions",
        language,
        actions=tuple(action for action in everything if action.state != "done"),
        suggestions=tuple(action for action in everything if action.state == "done"),
        outcome="ready",
    )


def _meetings(
    content: Content, origin: SourceFile, language: str | None, spoken: str, known: Sequence[KnownPerson], today: date
) -> Iterator[Imported]:
    starts = meeting_starts(content.blocks) if not content.claims else [0]
    edges = [0, *starts[1:], len(content.blocks)]
    problems = tuple(FoundProblem(doubt.code, doubt.place, doubt.message, doubt.facts) for doubt in content.doubts)
    for first, end in pairwise(edges):
        part = content.blocks[first:end]
        source = replace(origin, lines=origin.lines[first:end], first_line=part[0].place if part else 1, blocks=part) if len(starts) > 1 else origin
        own = replace(content, blocks=part)
        meeting = read_meeting(own, source, spoken if language is None and len(starts) == 1 else language, known, today)
        yield replace(meeting, problems=(*problems, *meeting.problems)) if problems else meeting
        problems = ()


def read_meeting(content: Content, source: SourceFile, language: str | None, known: Sequence[KnownPerson], today: date) -> Imported:
    """One meeting: its structure first, then what stands in it."""
    language = language or detect_language("\n".join(block.text for block in content.blocks[:2000]))
    blocks = prepare(content.blocks)
    if content.form == "recording":
        blocks = [replace(block, kind="aside") if block.kind == "blank" else block for block in blocks]
    head = read_head(blocks) if content.form != "recording" else Head(used={index for index, block in enumerate(blocks) if block.kind == "aside"})
    layout = find_items(blocks, head) if content.form != "recording" else Layout()
    below = [block for index, block in enumerate(blocks) if index not in head.used and not block.blank]
    when = find_day(head, content.claims, source.name, [item.number for item in layout.items], below)
    passages = passages_of(blocks, head, layout, language)
    presence = find_people(head, blocks, layout, content.claims)
    people = (*presence.present, *presence.substitutes, *presence.others, *presence.absent)
    named = [name for name in mentioned([passage.text for passage in passages]) if not any(near_name(name, person.name) for person in people)]
    roster = Roster(people, known, named, presence.bodies)
    secretary = find_office("secretary", head, people, blocks, roster, content.claims)
    chair = find_office("chair", head, people, blocks, roster, content.claims)[:1]
    offices = [fact.value for fact in (*secretary, *chair) if not roster.knows(fact.value)]
    roster = Roster(people, known, [*named, *offices], (*presence.bodies, *posts_of(people)))
    tasks = _tasks(content, passages, roster, when.day)
    groups = find_groups(blocks, head.end, _item_of(blocks, layout), roster, presence.bodies, when.day) if content.form == "prose" else None
    upcoming, next_problems = find_next(head, passages, when.day, content.claims, {item.number or item.title: item.title for item in layout.items})
    facts = _facts(head, content.claims, blocks)
    if when.day and when.evidence:
        facts["date"] = FoundFact(when.day.isoformat(), when.evidence)
    if chair:
        facts["chair"] = chair[0]
    bold = [replace(action, owners=tuple(map(roster.resolve, action.owners))) for action in (groups.actions if groups else ())]
    actions = fold_repeats(merge_tasks([*tasks.actions, *bold]), _said_under(passages))
    kind = "minutes" if facts.get("date") or when.evidence or presence.present or layout.items else "notes"
    imported = Imported(
        source,
        kind,
        language,
        when.day,
        MappingProxyType(facts),
        secretary=tuple(secretary),
        present=presence.present,
        substitutes=presence.substitutes,
        others=presence.others,
        absent=presence.absent if presence.told_absent else None,
        items=tuple(
            FoundItem(
                item.number,
                item.title,
                kind_of(item.title),
                Evidence(blocks[item.start].place, blocks[item.start].raw.strip() or blocks[item.start].text, 0.9),
                item.label,
                item.rest,
                item.start,
                item.body,
            )
            for item in layout.items
        ),
        decisions=tuple(find_decisions(passages, content.claims)),
        actions=tuple(actions),
        suggestions=tuple(_rest_of(tasks.suggestions, actions)),
        groups=tuple(groups.groups) if groups else (),
        next=upcoming,
        near=tuple(_near(people, roster, actions, groups.near if groups else (), known)),
        problems=(*when.problems, *next_problems, *presence.problems),
        header_lines=_header_lines(blocks, head, layout),
    )
    return judge(imported, layout, presence, when, today)


def _tasks(content: Content, passages: Sequence[Passage], roster: Roster, meeting: date | None) -> FoundTasks:
    if content.form == "chat":
        passages = [passage for passage in passages if passage.todo or passage.text.startswith("ACTION")]
    return find_tasks(passages, roster, meeting, content.claims, content.machine)


def _item_of(blocks: Sequence[Block], layout: Layout) -> list[str | None]:
    named: list[str | None] = [None] * len(blocks)
    for item in layout.items:
        for index in range(item.start, item.end):
            named[index] = item.number or item.title
    return named


def _facts(head: Head, claims: Sequence[Claim], blocks: Sequence[Block]) -> dict[str, FoundFact]:
    facts: dict[str, FoundFact] = {}
    if title := find_title(head, claims):
        facts["title"] = title
    if clock := find_clock(head):
        evidence = Evidence(clock[1].place, clock[1].raw.strip() or clock[1].text, 0.9)
        facts["start"] = FoundFact(clock[0].start, evidence)
        if clock[0].end:
            facts["end"] = FoundFact(clock[0].end, evidence)
    told = [block for index, block in enumerate(blocks) if not block.blank and block.kind != "aside"]
    for name, key in (("opened", "start"), ("closed", "end")):
        if key not in facts and (spoken := spoken_clock(told, name)):
            facts[key] = FoundFact(spoken[0], Evidence(spoken[1].place, spoken[1].raw.strip() or spoken[1].text, 0.8))
    places = [claim for claim in claims if claim.field == "place"]
    if place := FoundFact(places[0].value, Evidence(places[0].place, places[0].value, 0.95)) if places else find_place(head):
        facts["place"] = place
    for section in head.of("body")[:1]:
        if section.text and len(section.text) < 120:
            facts["body"] = FoundFact(section.text, Evidence(section.place, section.parts[0].raw.strip() or section.text, 0.9))
    return facts


def _said_under(passages: Sequence[Passage]) -> dict[str | None, str]:
    said: dict[str | None, list[str]] = {}
    for passage in passages:
        said.setdefault(passage.item, [passage.item or ""]).append(passage.text)
    return {item: " ".join(texts) for item, texts in said.items()}


def _rest_of(suggestions: Sequence[FoundAction], actions: Sequence[FoundAction]) -> Iterator[FoundAction]:
    """The suggestions that are no task already."""
    told = {(action.evidence.line, action.text.casefold()) for action in actions}
    seen: set[tuple[int, str]] = set()
    for one in suggestions:
        key = one.evidence.line, one.text.casefold()
        if key not in told and key not in seen:
            seen.add(key)
            yield one


def _near(
    people: Sequence[FoundPerson], roster: Roster, actions: Sequence[FoundAction], found: Sequence[Near], known: Sequence[KnownPerson]
) -> Iterator[Near]:
    """Spellings that may be of one person: of somebody the book knows, or of somebody in the same document."""
    seen: set[tuple[str, str]] = set()
    candidates = [*found]
    for person in people:
        candidates += [
            Near(person.name, one.name, person.evidence, one.handle)
            for one in known
            if near_name(person.name, one.name) and person.name not in one.aliases
        ]
    for action in actions:
        candidates += [Near(owner, close, action.evidence) for owner in action.owners if (close := roster.near(owner))]
    for one in candidates:
        if (one.written, one.known) not in seen and one.written != one.known:
            seen.add((one.written, one.known))
            yield one


def _header_lines(blocks: Sequence[Block], head: Head, layout: Layout) -> frozenset[int]:
    first = layout.items[0].start if layout.items else head.end
    return frozenset(blocks[index].place for index in head.used if index < first)
