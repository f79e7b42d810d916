"""What a group's next meeting holds already, and why: on the agenda of its draft, or waiting for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from referat.model.action import Action
from referat.model.group import Group
from referat.model.meeting import Item, Minutes
from referat.model.people import fold
from referat.query.backlog import Case, Origin, is_meant, times_postponed
from referat.query.carryover import Agenda, Known, MeetingToPrepare, agenda
from referat.query.schedule import Slot, coming_slot, minutes_of, waiting_draft

_MARK = re.compile(r"\s*\([ODV]\)\Z", re.IGNORECASE)


class Why(StrEnum):
    """Why something is on the agenda of the next meeting."""

    APPROVE = "to-approve"
    POSTPONED = "postponed"
    RAISED = "raised"
    PREPARED = "prepared"
    DUE = "due"
    OPEN = "open"
    REPORT = "report"
    SEAT = "seat"
    STANDING = "standing"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that the next meeting holds. `times` is how often it was postponed, `day` when it is due, `at` where it comes from.

    `number` is the item's in the draft, "" for what the draft does not hold yet.
    """

    title: str
    why: Why
    number: str = ""
    times: int = 0
    day: date | None = None
    at: str = ""
    is_in_draft: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """The next meeting of a group: when, its draft if there is one, and what it holds. `slot` is None where nobody has said a day."""

    group: str
    slot: Slot | None
    draft: Minutes | None
    points: tuple[Point, ...]


def coming_meeting(known: Known, group_id: str, today: date) -> Coming:
    """The next meeting of a group that is not cancelled, and what it holds."""
    series = minutes_of(group_id, known.minutes)
    group = next((g for g in known.groups if fold(g.id) == fold(group_id)), None)
    draft = waiting_draft(series, today)
    slot = Slot(draft.on, draft.time_text, draft.venue) if draft else coming_slot(series, group, today)
    on = slot.on if slot else date.max
    wanted = agenda(known, MeetingToPrepare(group_id, on, draft.id if draft else ""))
    titles = {_plain(item.title) for item in draft.items} if draft else set()
    standing = [title for title in (group.standing if group else ()) if _plain(title) not in titles]
    points = [
        *(_in_draft(draft, group, known) if draft else ()),
        *_waiting(wanted),
        *_actions(known, wanted, on if slot else today, draft),
        *(Point(title, Why.STANDING) for title in standing),
    ]
    return Coming(group_id, slot, draft, tuple(points))


def _in_draft(draft: Minutes, group: Group | None, known: Known) -> Iterator[Point]:
    """The items of the draft, each with why it stands there."""
    standing = {_plain(title) for title in (group.standing if group else ())}
    by_id = {fold(m.id) for m in known.minutes}
    prepared = {fold(item.id) for item in known.items}
    for item in draft.items:
        links = {fold(link) for link in item.links}
        times, at = _postponed_before(item, known), ", ".join(filter(None, item.came_from[0])) if item.came_from else ""
        if times:
            why = Why.POSTPONED
        elif item.came_from:
            why = Why.RAISED
        elif links & prepared:
            why = Why.PREPARED
        elif links & by_id:
            why = Why.APPROVE
        else:
            why = Why.STANDING if _plain(item.title) in standing else Why.WRITTEN
        yield Point(item.title, why, item.number, times, at=at, is_in_draft=True)


def _plain(title: str) -> str:
    """A title as it is compared, without the mark that says what the item is for."""
    return fold(_MARK.sub("", title))


def _postponed_before(item: Item, known: Known) -> int:
    """How often an item of a draft was postponed before it came there."""
    for meeting, ref in item.came_from:
        source = next((m for m in known.minutes if fold(m.id) == fold(meeting)), None)
        if source is None or any(fold(new.title) == fold(item.title) for new in source.new_items):  # raised in the item, which is another case
            continue
        before = next((one for one in source.items if one.is_postponed and is_meant(one, ref)), None)
        if before:
            return times_postponed(source, before, known.minutes)
    return 0


def _waiting(wanted: Agenda) -> Iterator[Point]:
    for minutes in wanted.approvals:
        yield Point(minutes.title, Why.APPROVE, day=minutes.on, at=minutes.id)
    for case in wanted.cases:
        yield _case(case)
    for report in wanted.reports:
        for day in report.reports:
            yield Point(report.group.title, Why.REPORT, day=day, at=report.group.id)
        for seat in report.seats:
            yield Point(seat.name or seat.org or "N.N.", Why.SEAT, at=report.group.id)


def _case(case: Case) -> Point:
    why = {Origin.POSTPONED: Why.POSTPONED, Origin.RAISED: Why.RAISED, Origin.PREPARED: Why.PREPARED}[case.origin]
    at = ", ".join(filter(None, case.came_from)) if case.came_from else ", ".join(case.links)
    return Point(case.title, why, times=case.times, at=at)


def _actions(known: Known, wanted: Agenda, on: date, draft: Minutes | None) -> Iterator[Point]:
    """The open actions that the meeting will hear of: those due by then first, by day."""
    ids = {one.id for one in wanted.actions} | ({line.id or "" for line in draft.action_lines} if draft else set())
    held = {line.id for line in draft.action_lines} if draft else set()
    mine = [action for action in known.actions if action.id in ids and action.state.is_open]
    for action in sorted(mine, key=lambda a: (_due(a) or date.max, a.id or "")):
        due = _due(action)
        why = Why.DUE if due and due <= on else Why.OPEN
        yield Point(action.text, why, day=due, at=action.id or "", is_in_draft=action.id in held)


def _due(action: Action) -> date | None:
    return action.due.day if action.due else None
