"""What the next minutes of a group must hold: minutes to approve, open actions, waiting cases, reports and seats - whatever no draft holds yet.

A draft that is being brought up to date is one of the minutes given: what it holds already is not asked for again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from referat.model.action import Action, ActionLine, Change, Event, EventKind, State, Status
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import Participant, fold
from referat.query.backlog import Case, cases_for, parked
from referat.query.schedule import horizon, minutes_of
from referat.query.seats import ReportBack, expected, reports_back


@dataclass(frozen=True, slots=True)
class MeetingToPrepare:
    """The meeting to prepare. `id` is that of its draft, whether it is there yet or not."""

    group: str
    on: date
    id: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A dated event to carry: `value` is a due date as written, or handles joined by commas."""

    on: date
    kind: EventKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """An open action as the next minutes hold it: the words of its newest line, and the log lines that hold its present state.

    `on` is the day from which a due date in words is counted.
    """

    id: str
    text: str
    log: tuple[LogLine, ...] = ()
    on: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is missing in the minutes of a meeting. `unnamed` are open actions that cannot be carried, since they have no id."""

    present: tuple[Participant, ...] = ()
    approvals: tuple[Minutes, ...] = ()
    actions: tuple[Carried, ...] = ()
    unnamed: tuple[ActionLine, ...] = ()
    cases: tuple[Case, ...] = ()
    reports: tuple[ReportBack, ...] = ()
    parked: tuple[PreparedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the book holds, as far as an agenda depends on it."""

    minutes: Sequence[Minutes]
    groups: Sequence[Group]
    items: Sequence[PreparedItem]
    actions: Sequence[Action]


def agenda(known: Known, meeting: MeetingToPrepare) -> Agenda:
    """What the minutes of a meeting must hold and do not yet."""
    series = minutes_of(meeting.group, known.minutes)
    earlier = [m for m in series if m.on < meeting.on and not m.is_cancelled]
    draft = next((m for m in known.minutes if m.id == meeting.id), None)
    group = next((g for g in known.groups if fold(g.id) == fold(meeting.group)), None)
    near = horizon(meeting.on, series, group)
    linked = {fold(link) for item in (draft.items if draft else ()) for link in item.links}
    reports = reports_back(group, known.groups, earlier, meeting.on, near)
    actions, unnamed = _open_actions(known.actions, meeting, {m.path for m in series}, draft)
    return Agenda(
        present=expected(group, meeting.on, earlier[-1] if earlier else None),
        approvals=tuple(m for m in to_approve(earlier, known.minutes) if fold(m.id) not in linked),
        actions=actions,
        unnamed=unnamed,
        cases=cases_for(meeting.group, meeting.on, known.minutes, known.groups, known.items),
        reports=tuple(report for report in reports if fold(report.group.id) not in linked),
        parked=parked(meeting.group, meeting.on, known.minutes, known.groups, known.items),
    )


def to_approve(earlier: Sequence[Minutes], minutes: Sequence[Minutes]) -> tuple[Minutes, ...]:
    """The earlier minutes of a group that are not approved, oldest first."""
    recorded = {fold(entry.id) for m in minutes for entry in m.approves if entry.id}
    by_date = {(fold(m.group), entry.on) for m in minutes for entry in m.approves if entry.on and not entry.id}
    return tuple(
        m for m in earlier if m.status is not Status.APPROVED and fold(m.id) not in recorded and (fold(m.group), m.on.isoformat()) not in by_date
    )


def carry(action: Action, newest: ActionLine) -> Carried:
    """An action to carry from its newest line."""
    log = [line for kind in (EventKind.OWNERS, EventKind.DUE) if (line := _standing(action, newest, kind))]
    if action.state is State.IN_PROGRESS:
        started = [change for change in action.changes if change.kind is EventKind.STARTED]
        log.append(LogLine(_begun(started[-1], action), EventKind.STARTED))
    return Carried(action.id or "", newest.text, tuple(sorted(log, key=lambda line: line.on)), action.born.source.on)


def _open_actions(
    actions: Sequence[Action], meeting: MeetingToPrepare, series: set[str], draft: Minutes | None
) -> tuple[tuple[Carried, ...], tuple[ActionLine, ...]]:
    """The group's open actions that the draft does not hold, in the order they were born, and those that have no id to be carried by."""
    held = {line.id for line in (draft.action_lines if draft else ()) if line.id}
    carried: list[Carried] = []
    unnamed: list[ActionLine] = []
    for action in actions:
        newest = _newest(action, meeting)
        if newest is None or not action.state.is_open or action.id in held:
            continue
        if fold(action.group) != fold(meeting.group) and newest.source.path not in series:
            continue
        if action.id:
            carried.append(carry(action, newest))
        else:
            unnamed.append(newest)
    return tuple(carried), tuple(unnamed)


def _newest(action: Action, meeting: MeetingToPrepare) -> ActionLine | None:
    """Where the action stands before the meeting; None where it is born there or later."""
    before = [line for line in action.lines if line.source.id != meeting.id and (line.source.on is None or line.source.on <= meeting.on)]
    if not before or (action.born.source.on is not None and action.born not in before):
        return None
    return ([line for line in before if line.source.on is not None] or before)[-1]


def _standing(action: Action, newest: ActionLine, kind: EventKind) -> LogLine | None:
    """The event that set the present owners or due date, unless the newest line says so itself."""
    changes = [change for change in action.changes if change.kind is kind]
    if not changes:
        return None
    last = changes[-1]
    if not last.implied:
        event = _event(action, last)
        return LogLine(last.on, kind, event.value if event else _value(last))
    said = next((line for line in action.lines if line.place == last.place), newest)
    if said is newest or _words(said, kind) == _words(newest, kind):
        return None
    return LogLine(last.on, kind, _value(last))


def _words(line: ActionLine, kind: EventKind) -> tuple[str, ...]:
    """What a line itself says of its owners, or of its due date."""
    return tuple(sorted(fold(owner) for owner in line.owners)) if kind is EventKind.OWNERS else (fold(line.due or ""),)


def _event(action: Action, change: Change) -> Event | None:
    """The log event that a change was read from, as written."""
    return next((e for line in action.lines for e in line.events if e.place == change.place and e.kind is change.kind and e.on == change.on), None)


def _value(change: Change) -> str:
    if change.due is not None:
        return change.due.day.isoformat() if change.due.day else change.due.written
    return ",".join(change.owners)


def _begun(change: Change, action: Action) -> date:
    """The day an action was begun; a `/` in a file without a date counts from ever, and is carried as begun when it was first seen in minutes."""
    if change.on > date.min:
        return change.on
    return next((line.source.on for line in action.lines if line.source.on), change.on)
