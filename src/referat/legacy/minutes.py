"""One meeting's lines, read: the order in which the recognisers run and what each hands to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from referat.languages.mark import N_
from referat.legacy.attendance import read_attendance
from referat.legacy.attended import Attendance
from referat.legacy.clauses import Clause, clauses
from referat.legacy.decisions import find_decisions
from referat.legacy.flow import join_sentences
from referat.legacy.groups import Groups, find_groups
from referat.legacy.header import find_body, find_title, header_used
from referat.legacy.heard import Hearing
from referat.legacy.hearing import ownerless, read_clause
from referat.legacy.items import find_items
from referat.legacy.lines import Line
from referat.legacy.names import Roster
from referat.legacy.owners import Owners
from referat.legacy.place import find_place
from referat.legacy.result import Evidence, Fact, FoundAction, FoundItem, FoundProblem, Imported, KnownPerson, Near, Person, Source
from referat.legacy.roles import find_office
from referat.legacy.sametask import MOST_MERGED, fold_repeats, merge_tasks, same_task
from referat.legacy.taskentry import due_label
from referat.legacy.tasklists import find_task_lists
from referat.legacy.tasktables import heads_tasks
from referat.legacy.upcoming import find_next
from referat.legacy.vocabulary import detect_language, read_label
from referat.legacy.when import choose, claims, header_clock, in_address, labelled_below, spoken_clock

MOST_SUGGESTIONS = 200
# What a list of tasks never says of itself, and minutes do.
MEETING_FIELDS = ("present", "absent", "place", "time", "chair", "secretary")


def read_minutes(lines: Sequence[Line], source: Source, known: Sequence[KnownPerson], language: str | None) -> Imported:
    """Everything that the lines of one meeting say."""
    language = language or detect_language("\n".join(source.lines[:400]))
    attendance = read_attendance(lines)
    people = [*attendance.everybody(), *(attendance.absent or [])]
    roster = Roster(people, known)
    items = find_items(lines, attendance.used, _after_header(lines, attendance), roster)
    stop = items[0].start if items else min(len(lines), 40)
    facts, held_on, problems = _header(lines, stop, source.name, attendance.used)
    chair = find_office(lines, "chair", attendance, roster, stop)
    secretary = find_office(lines, "secretary", attendance, roster, stop)
    if chair:
        facts["chair"] = chair[0]
    roster = Roster(people, known, [fact.value for fact in (*chair, *secretary) if " " in fact.value])
    item_of = _item_of(lines, items)
    groups = find_groups(lines, stop if items else 0, item_of, roster, _organisations(people), held_on)
    upcoming, next_problems = find_next(lines, held_on)
    first = stop if items else _after_header(lines, attendance)
    actions, suggestions = _tasks(_Told(lines, first, items, item_of, roster, people, attendance, held_on), groups)
    near = [*groups.near, *_near_people(people, actions, roster, known)]
    problems += [*next_problems, *_attendance_problems(attendance), *_item_problems(items)]
    evidence = [fact.evidence for fact in facts.values()] + [fact.evidence for fact in (*chair[:1], *secretary)]
    return Imported(
        source=source,
        kind="minutes" if items or people or held_on else "notes",
        language=language,
        held_on=held_on,
        facts=MappingProxyType(facts),
        secretary=tuple(secretary),
        present=tuple(attendance.present),
        substitutes=tuple(attendance.substitutes),
        others=tuple(attendance.others),
        absent=tuple(attendance.absent) if attendance.absent is not None else None,
        items=tuple(items),
        decisions=tuple(find_decisions(_told_lines(lines, items), stop, item_of, paragraphs=source.paragraphs)),
        actions=tuple(actions),
        suggestions=tuple(suggestions[:MOST_SUGGESTIONS]),
        groups=tuple(groups.groups),
        next=upcoming,
        near=tuple(near),
        problems=tuple(problems),
        header_lines=header_used(lines, stop, evidence, attendance.used),
    )


def read_task_sheet(lines: Sequence[Line], source: Source, known: Sequence[KnownPerson], language: str | None) -> Imported | None:
    """A spreadsheet that is a list of tasks, whose days are deadlines and no meeting's; None for one that is something else."""
    head = next((index for index, line in enumerate(lines) if heads_tasks(line)), None)
    if head is None or any((label := read_label(line.text, MEETING_FIELDS)) and label.rest for line in lines[:head] if not line.blank):
        return None
    roster = Roster([], known)
    lists = find_task_lists(lines, head, set(), Owners(roster, False), None)
    title = next((line for line in lines[:head] if not line.blank and len(line.cells) < 2), None)
    return Imported(
        source,
        "actions",
        language or detect_language("\n".join(source.lines[:400])),
        facts=MappingProxyType({"title": Fact(title.text, Evidence(title.number, title.raw.strip(), 0.9))} if title else {}),
        actions=tuple(action for action in lists.actions if action.state != "done"),
        suggestions=(*lists.suggestions, *(action for action in lists.actions if action.state == "done")),
        near=tuple(_near_people([], lists.actions, roster, known)),
    )


def _after_header(lines: Sequence[Line], attendance: Attendance) -> int:
    """The first line that may belong to an item where none is numbered: after the attendance lists and the header's labels."""
    last = max(attendance.used, default=-1)
    for index, line in enumerate(lines[: max(last + 1, 0) + 12]):
        label = read_label(line.text) if not line.blank else None
        if (
            label
            and label.field in ("date", "time", "place", "chair", "secretary", "present", "absent", "others")
            and (label.colon or not label.rest)
        ):
            last = max(last, index)
    if last < 0:
        first = next((index for index, line in enumerate(lines) if not line.blank), 0)
        return first if lines and lines[first].cells else first + 1  # a sheet begins with its table
    return last + 1


def _header(lines: Sequence[Line], stop: int, name: str, used: set[int]) -> tuple[dict[str, Fact], date | None, list[FoundProblem]]:
    facts: dict[str, Fact] = {}
    # A header that holds little is read a little past the first heading: some begin with the agenda and date it below.
    reach = max(stop, min(12, len(lines)))
    found = claims(lines, stop) or claims(lines, reach) or labelled_below(lines) or in_address(lines)
    when = choose(found, name, [line for line in lines[:reach] if not line.blank])
    if when.day and when.evidence:
        facts["date"] = Fact(when.day.isoformat(), when.evidence)
    named = {"title": find_title(lines, reach), "place": find_place(lines, stop, used), "body": find_body(lines, stop)}
    facts |= {field: fact for field, fact in named.items() if fact}
    if clock := header_clock(lines, stop):
        facts["start"] = Fact(clock[0].start, Evidence(clock[1].number, clock[1].raw.strip(), 0.9))
        if clock[0].end:
            facts["end"] = Fact(clock[0].end, Evidence(clock[1].number, clock[1].raw.strip(), 0.9))
    elif opened := spoken_clock(lines, "opened"):
        facts["start"] = Fact(opened[0], Evidence(opened[1].number, opened[1].raw.strip(), 0.8))
    if "end" not in facts and (closed := spoken_clock(lines, "closed")):
        facts["end"] = Fact(closed[0], Evidence(closed[1].number, closed[1].raw.strip(), 0.8))
    return facts, when.day, list(when.problems)


def _organisations(people: Sequence[Person]) -> list[str]:
    return list(dict.fromkeys(person.org for person in people if person.org))


def _item_of(lines: Sequence[Line], items: Sequence[FoundItem]) -> list[str | None]:
    """Which item each line belongs to; None before the first."""
    owner: list[str | None] = [None] * len(lines)
    for item in items:
        for index in range(item.start, min(item.end or len(lines), len(lines))):
            owner[index] = item.name
    return owner


@dataclass(frozen=True, slots=True)
class _Told:
    """What the search for tasks works on."""

    lines: Sequence[Line]
    first: int  # where the first item begins
    items: Sequence[FoundItem]
    item_of: Sequence[str | None]
    roster: Roster
    people: Sequence[Person]
    attendance: Attendance
    held_on: date | None


def _tasks(told: _Told, groups: Groups) -> tuple[list[FoundAction], list[FoundAction]]:
    """The actions, and what is only likely to be one."""
    lines = told.lines
    lower = frozenset(re.findall(r"(?<![\w-])[a-zæøåäö]{2,}", " ".join(line.text for line in lines)))
    owners = Owners(told.roster, sum(1 for person in told.people if person.initials) >= 2, lower, _posts(told.people))
    first = min(told.first, _after_header(lines, told.attendance))
    lists = find_task_lists(lines, first, {item.start for item in told.items}, owners, told.held_on)
    sure, likely = _from_sentences(told, owners, lists.used | groups.used | told.attendance.used)
    in_bold = [replace(action, owners=tuple(told.roster.resolve(owner) for owner in action.owners)) for action in groups.actions]
    merged = merge_tasks([*sure, *_placed(lists.actions, lines, told.item_of)])
    found = [*in_bold, *fold_repeats(merged, _said_under(told))]
    perhaps = merge_tasks(_placed([*lists.suggestions, *likely], lines, told.item_of))
    compared = found[:MOST_MERGED]
    left = [action for action in perhaps[:MOST_MERGED] if not any(same_task(action, one) for one in compared)]
    return [action for action in found if action.state != "done"], [*left, *(action for action in found if action.state == "done")]


def _posts(people: Sequence[Person]) -> frozenset[str]:
    """The posts whose holders are named in the attendance, as they stand there and as they are spoken of: "kirkeverge", "kirkevergen"."""
    posts = {role.casefold() for person in people for role in person.roles if len(role) > 5 and role.isalpha()}
    return frozenset(form for post in posts for form in (post, post + ("n" if post.endswith("e") else "en")))


def _said_under(told: _Told) -> dict[str | None, str]:
    """All that stands under each item before the lists of tasks."""
    said: dict[str | None, list[str]] = {}
    for index in range(told.first, len(told.lines)):
        said.setdefault(told.item_of[index], []).append(told.lines[index].text)
    return {item: " ".join(texts) for item, texts in said.items()}


def _from_sentences(told: _Told, owners: Owners, used: set[int]) -> tuple[list[FoundAction], list[FoundAction]]:
    sure: list[FoundAction] = []
    likely: list[FoundAction] = []
    reports = {item.name for item in told.items if item.kind == "orientation"}
    for index, line in enumerate(_told_lines(told.lines, told.items)):
        if index < told.first or line.blank or index in used or len(line.cells) > 2:
            continue
        hearing = Hearing(owners, told.held_on, told.item_of[index] in reports)
        for clause in clauses(line, index):
            heard = read_clause(clause, hearing)
            action = heard.action
            if action is not None and action.due is None:
                action = _with_due_label(action, clause, told.lines, told.held_on)
            if action is None and not heard.sure:
                action = ownerless(clause, told.held_on)
            if action is not None:
                (sure if heard.sure else likely).append(replace(action, item=told.item_of[index]))
    return sure, likely


def _with_due_label(action: FoundAction, clause: Clause, lines: Sequence[Line], held_on: date | None) -> FoundAction:
    """A "Frist: 1. mars" right after the task, on its line or alone on the next one."""
    after = clause.line.text[clause.start + len(clause.text) :].strip()
    below = lines[clause.index + 1].text if not after and clause.index + 1 < len(lines) else ""
    due = due_label(after or below, held_on)
    return replace(action, due=due.value, due_words=due.words) if due else action


def _told_lines(lines: Sequence[Line], items: Sequence[FoundItem]) -> list[Line]:
    """The lines with each item's number and title taken off its first line: what is told, without what it is told about."""
    told = list(lines)
    for item in items:
        told[item.start] = replace(lines[item.start], text=item.rest, cells=())
    return join_sentences(told, {item.start for item in items})


def _placed(actions: Sequence[FoundAction], lines: Sequence[Line], item_of: Sequence[str | None]) -> list[FoundAction]:
    """The actions with the item they stand in; those of a list after the items belong to none."""
    at: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        at.setdefault(line.number, []).append(index)
    placed = []
    for action in actions:
        if action.item is None and action.reason != "list":
            parts = at.get(action.evidence.line, [])
            said = [part for part in parts if action.evidence.quote[:40] in lines[part].raw] or parts[-1:]
            action = replace(action, item=item_of[said[0]] if said else None)
        placed.append(action)
    return placed


def _near_people(people: Sequence[Person], actions: Sequence[FoundAction], roster: Roster, known: Sequence[KnownPerson]) -> list[Near]:
    """Owners and present people whose names are near one that the document or the book knows."""
    found: dict[tuple[str, str], Near] = {}
    book = Roster([], known) if known else None
    for person in people:
        name, evidence = person.name, person.evidence
        if book and not book.knows(name) and (near := book.near(name)):
            handle = next((one.handle for one in known if one.name == near), "")
            found.setdefault((name, near), Near(name, near, evidence, handle))
    for action in actions:
        for owner in action.owners:
            if not roster.knows(owner) and (near := roster.near(owner)):
                found.setdefault((owner, near), Near(owner, near, action.evidence))
    return list(found.values())


def _attendance_problems(attendance: Attendance) -> list[FoundProblem]:
    return [
        FoundProblem(
            "name-split", line, N_("“{first}” and “{second}” are read as one name; a comma stands between them."), {"first": first, "second": second}
        )
        for first, second, line in attendance.torn
    ]


def _item_problems(items: Sequence[FoundItem]) -> list[FoundProblem]:
    seen: set[str] = set()
    problems = []
    for item in items:
        if item.number and item.number in seen:
            problems.append(FoundProblem("number-repeated", item.evidence.line, N_("Two items have the number {number}."), {"number": item.number}))
        seen.add(item.number)
    return problems
