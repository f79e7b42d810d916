"""Reports as hand-outs: who follows up on what, what came of decisions, the year, attendance, the groups, and what slips."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from referat.handouts.content import REPORT, Block, Cell, Handout, Heading, Paragraph, cell, plain
from referat.handouts.facts import BookFacts
from referat.handouts.lists import (
    actions_table,
    day_cell,
    due_cell,
    full_table,
    is_public,
    item_words,
    listing,
    number_cell,
    owners_words,
    said_runs,
    standing_words,
    task_runs,
)
from referat.handouts.outcomes import CARRIED_OUT, LAPSED, NEEDS_NONE, NOT_FOLLOWED_UP, UNDER_WAY, Links
from referat.handouts.words import and_list, day_words, person_name, speaking
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.meeting import Minutes
from referat.model.people import fold
from referat.model.text import alphabetical, safe
from referat.query.decisions import decided
from referat.query.filters import with_orgs
from referat.query.rows import ActionRow

OUTCOMES = {
    CARRIED_OUT: D_("Carried out"),
    UNDER_WAY: D_("Under way"),
    NOT_FOLLOWED_UP: D_("Not followed up"),
    LAPSED: D_("Dropped"),
    NEEDS_NONE: D_("Needs no follow-up"),
}


@dataclass(frozen=True, slots=True)
class ReportScope:
    """The days from and to which a report goes, both counted in, "" for no end; its groups (none for all), and the least number of absences.

    `wrote` is who wrote a line of the book, by its path and number, as far as anybody knows.
    """

    since: str = ""
    until: str = ""
    groups: frozenset[str] = frozenset()
    at_least: int = 0
    wrote: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def has(self, day: str) -> bool:
        return day >= self.since and (not self.until or day <= self.until)

    def of_group(self, *groups: str) -> bool:
        return not self.groups or any(fold(group) in self.groups for group in groups)


def report(facts: BookFacts, kind: str, asked: ReportScope) -> Handout:
    """A report of that kind."""
    with speaking(facts.language):
        title, make = KINDS[kind]
        blocks = list(make(facts, asked))
        period = _period(facts, asked)
        said = [(tr(D_("Period")), (period,))] if period else []
        return listing(facts, REPORT, kind, tr(title), "", blocks or [Paragraph(plain(tr(D_("Nothing."))))], said)


def _period(facts: BookFacts, asked: ReportScope) -> str:
    since, until = (day_words(date.fromisoformat(day), facts.language) if day else "" for day in (asked.since, asked.until))
    if since and until:
        return tr(D_("{since} to {until}"), since=since, until=until)
    return tr(D_("from {day}"), day=since) if since else tr(D_("up to {day}"), day=until) if until else ""


def _held(facts: BookFacts, asked: ReportScope) -> list[Minutes]:
    """The meetings that were held in the period."""
    today = facts.today.isoformat()
    found = [one for one in facts.source.minutes_since(asked.since) if asked.has(one.on.isoformat()) and asked.of_group(one.group)]
    return [one for one in found if (one.on.isoformat() < today or (one.on == facts.today and not one.is_draft)) and not one.is_cancelled]


def _rows(facts: BookFacts, asked: ReportScope) -> list[ActionRow]:
    return [row for row in facts.source.action_rows if asked.of_group(*row.groups) and is_public(facts, row)]


def _follow_up(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    """By person, by group, by organisation; then what is open. Of a period: what was due or closed in it."""
    rows = [
        row
        for row in with_orgs(_rows(facts, asked), facts.source.newest_orgs)
        if (row.is_open and (not row.due or asked.has(row.due))) or (row.closed_on and asked.has(row.closed_on))
    ]
    today = facts.today.isoformat()
    holders: tuple[tuple[str, Callable[[ActionRow], Iterable[str]]], ...] = (
        (tr(D_("Responsible")), lambda row: [name or handle for handle, name, _ in row.owners] or [tr(D_("nobody"))]),
        (tr(D_("Group")), lambda row: [facts.body_name(row.group)] if row.group else []),
        (tr(D_("Organisation")), lambda row: [org for *_, org in row.owners if org]),
    )
    for label, held_by in holders:
        found: dict[str, list[ActionRow]] = {}
        for row in rows:
            for name in dict.fromkeys(held_by(row)):
                found.setdefault(name, []).append(row)
        lines = [
            (
                cell(safe(name)),
                number_cell(sum(row.is_open for row in held)),
                number_cell(sum(row.is_overdue(today) for row in held)),
                number_cell(sum(not row.is_open for row in held)),
            )
            for name, held in sorted(found.items(), key=lambda pair: alphabetical(pair[0]))
        ]
        if lines:
            yield Heading(2, plain(label))
            yield full_table((label, tr(D_("Open")), tr(D_("Overdue")), tr(D_("Closed"))), lines, (8, 2, 2, 2))
    still_open = sorted([row for row in rows if row.is_open], key=lambda row: (row.due or "9999", row.born_on))
    if still_open:
        yield Heading(2, plain(tr(D_("Still open"))))
        yield actions_table(facts, still_open)


def _decisions(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    """The columns of municipal follow-up of decisions: body, day, case, decision, responsible, status, remarks."""
    links = Links(facts.source.actions)
    lines = []
    for one in decided(_held(facts, asked)):
        document = facts.source.document(one.minutes.path)
        if facts.withheld(one.minutes.path).hides(one.decision.place.line):
            continue
        followed = links.followed(one, document)
        rows = [row for action in followed.actions if is_public(facts, row := facts.source.row_of(action))]
        owners = dict.fromkeys(name or handle for row in rows for handle, name, _ in row.owners)
        remarks = "; ".join(f"{row.text}: {standing_words(facts, row)}" for row in rows)
        lines.append(
            (
                cell(safe(facts.body_name(one.minutes.group)) if one.minutes.group else ""),
                day_cell(facts, one.minutes.on),
                cell(item_words(one)),
                Cell(said_runs(facts, one.decision.text)),
                cell(safe(and_list(owners)) if owners else ""),
                cell(tr(OUTCOMES[followed.outcome]), is_late=followed.outcome == NOT_FOLLOWED_UP),
                Cell(said_runs(facts, remarks)),
            )
        )
    head = (tr(D_("Body")), tr(D_("Date")), tr(D_("Case")), tr(D_("Decision")), tr(D_("Responsible")), tr(D_("Status")), tr(D_("Remarks")))
    if lines:
        yield full_table(head, lines, (4, 4, 5, 8, 4, 4, 6))


def _year(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    """What an annual report needs: the meetings, and the cases with what was decided."""
    held = _held(facts, asked)
    lines = [
        (
            day_cell(facts, one.on),
            cell(safe(one.title)),
            number_cell(len(one.attendance)),
            number_cell(len(one.items)),
            number_cell(sum(len(item.decisions) for item in one.items)),
        )
        for one in held
    ]
    if not lines:
        return
    yield Heading(2, plain(tr(D_("Meetings"))))
    yield full_table((tr(D_("Date")), tr(D_("Meeting")), tr(D_("Present")), tr(D_("Cases")), tr(D_("Decisions"))), lines, (4, 8, 2, 2, 2))
    cases = []
    for one in held:
        hidden = facts.withheld(one.path)
        for item in one.items:
            shown = [decision.text for decision in item.decisions if not hidden.hides(decision.place.line)]
            if not hidden.hides(item.place.line):
                title = safe(f"{item.number} {item.title}".strip())
                cases.append((day_cell(facts, one.on), cell(title), Cell(said_runs(facts, " ".join(shown)))))
    if cases:
        yield Heading(2, plain(tr(D_("Cases"))))
        yield full_table((tr(D_("Date")), tr(D_("Case")), tr(D_("Decision"))), cases, (4, 6, 9))


def _attendance(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    """How often each was there and was not, of the meetings that say; by person and by organisation."""
    people: dict[str, list[int]] = {}
    names: dict[str, tuple[str, str]] = {}
    for one in _held(facts, asked):
        if one.is_draft or (one.present is None and one.absent is None):
            continue  # nobody has agreed yet to what a draft says of who came
        for at, listed in ((0, one.attendance), (1, one.absent or ())):
            for person in listed:
                if person.name:
                    known = facts.source.register.by_name(person.name)
                    name = known.name if known else person.name
                    people.setdefault(fold(name), [0, 0])[at] += 1
                    org = (known.org if known else "") or facts.org_of(person) or names.get(fold(name), ("", ""))[1]
                    names[fold(name)] = (name, org)
    kept = {key: counts for key, counts in people.items() if counts[1] >= asked.at_least}
    orgs: dict[str, list[int]] = {}
    for key, counts in kept.items():
        if org := names[key][1]:
            both = orgs.setdefault(org, [0, 0])
            both[0], both[1] = both[0] + counts[0], both[1] + counts[1]
    if kept:
        lines = [
            (cell(facts.name_shown(names[key][0])), cell(safe(names[key][1])), *map(number_cell, kept[key])) for key in sorted(kept, key=alphabetical)
        ]
        yield Heading(2, plain(tr(D_("Members"))))
        yield full_table((tr(D_("Name")), tr(D_("Organisation")), tr(D_("Present")), tr(D_("Absent"))), lines, (6, 6, 2, 2))
    if orgs:
        yield Heading(2, plain(tr(D_("Organisations"))))
        lines = [(cell(safe(org)), *map(number_cell, orgs[org])) for org in sorted(orgs, key=alphabetical)]
        yield full_table((tr(D_("Organisation")), tr(D_("Present")), tr(D_("Absent"))), lines, (8, 2, 2))


def _groups(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    lines = []
    for group in facts.source.groups:
        if not asked.of_group(group.id):
            continue
        hidden = facts.withheld(group.path)
        mandate = "" if hidden.lines else next((line.strip() for line in group.mandate.split("\n") if line.strip()), "")
        lines.append(
            (
                cell(safe(group.title or group.id)),
                Cell(said_runs(facts, mandate)),
                cell(and_list(map(person_name, group.lead)) if group.lead else ""),
                number_cell(sum(1 for seat in group.seats if seat.name)),
                number_cell(len(group.open_seats)),
                day_cell(facts, group.since),
                day_cell(facts, group.until),
                cell(", ".join(day_words(day, facts.language) for day in group.report)),
            )
        )
    head = (D_("Group"), D_("Mandate"), D_("Lead"), D_("Members"), D_("To fill"), D_("Appointed"), D_("Until"), D_("Reports"))
    if lines:
        yield full_table(tuple(map(tr, head)), lines, (6, 7, 4, 2, 2, 3, 3, 4))


def _slip(facts: BookFacts, asked: ReportScope) -> Iterable[Block]:
    """The actions whose due date was moved, the most often first."""
    rows = [row for row in _rows(facts, asked) if row.moved and asked.has(row.newest_on or row.born_on)]
    today = facts.today.isoformat()
    lines = [
        (
            Cell(task_runs(facts, row)),
            cell(owners_words(row)),
            number_cell(row.moved),
            cell(", ".join(day_words(date.fromisoformat(on), facts.language) for on, _ in moves(row))),
            cell(safe(and_list(names)) if (names := _movers(asked, row)) else ""),
            due_cell(facts, row, today),
        )
        for row in sorted(rows, key=lambda row: (-row.moved, row.born_on))
    ]
    head = (tr(D_("Task")), tr(D_("Responsible")), tr(D_("Moved")), tr(D_("When")), tr(D_("Moved by")), tr(D_("Due")))
    if lines:
        yield full_table(head, lines, (8, 5, 2, 5, 4, 5))


def moves(row: ActionRow) -> list[tuple[str, tuple[str, int]]]:
    """The days on which its due date was moved, each with the path and the line that say so."""
    return [(on, (path, line)) for on, words, path, line in row.events if words.startswith("due:") and on > row.born_on]


def _movers(asked: ReportScope, row: ActionRow) -> list[str]:
    return [*dict.fromkeys(name for _, place in moves(row) if (name := asked.wrote.get(place)))]


KINDS: dict[str, tuple[str, Callable[[BookFacts, ReportScope], Iterable[Block]]]] = {
    "followup": (D_("Follow-up"), _follow_up),
    "decisions": (D_("Follow-up of decisions"), _decisions),
    "year": (D_("Year report"), _year),
    "attendance": (D_("Attendance"), _attendance),
    "groups": (D_("Groups"), _groups),
    "slip": (D_("Moved due dates"), _slip),
}
