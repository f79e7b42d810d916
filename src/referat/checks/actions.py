"""Checks of actions: who, when, which group, and whether an id still means one task."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from referat.checks.context import CheckContext
from referat.model.action import Action
from referat.model.dates import last_day
from referat.model.people import fold
from referat.model.problems import Problem
from referat.model.state import box_event
from referat.query.actions import reworded, two_births

# An agenda is written this long before its meeting, and what is put into it then is followed up, and may be due, before that too.
AGENDA_AHEAD = timedelta(days=60)


def missing_owners_and_dues(context: CheckContext) -> Iterator[Problem]:
    """An open action that nobody has, or that is never due."""
    for action in context.actions:
        if action.state.is_open and not action.owners:
            yield context.here("no-owner", action.newest.place)
        if action.state.is_open and action.due is None:
            yield context.here("no-due", action.newest.place)


def missing_ids(context: CheckContext) -> Iterator[Problem]:
    """An open box in a draft, or in a file without a date, that has no id yet."""
    for action in context.actions:
        line = action.newest
        if line.id is None and line.is_open_box and not line.source.is_frozen:
            yield context.here("no-id", line.place)


def unknown_action_groups(context: CheckContext) -> Iterator[Problem]:
    """An action for a group that no file and no minutes name; nothing is said in a book that keeps no groups."""
    if not context.groups:
        return
    nearest: dict[str, str] = {}
    for action in context.actions:
        first = action.born
        if action.state.is_open and first.groups and fold(first.groups[0]) not in context.group_names:
            name = first.groups[0]
            if name not in nearest:
                nearest[name] = context.guesses.near(name, context.group_names.values())
            yield context.word_at("unknown-group", first.place, f"+{name}", name=name, near=nearest[name])


def one_id_two_tasks(context: CheckContext) -> Iterator[Problem]:
    """An id that stands for two tasks, and a task that was put in other words."""
    for action in context.actions:
        if action.id is None or len(action.lines) == 1:
            continue
        if pair := two_births(action.lines):
            yield context.here("two-births", pair[1].place, id=action.id, other=pair[0].place)
            continue
        for one, other in reworded(action.lines):
            yield context.here("reworded", other.place, other=one.place)


def event_days(context: CheckContext) -> Iterator[Problem]:
    """A dated line from long before the action was there, or from a day to come."""
    for action in context.actions:
        born = action.born.source.on
        for change in action.changes:
            if change.implied:
                continue
            if change.on > context.today:
                yield context.here("event-in-future", change.place, on=change.on)
            elif born and change.on < _earliest(born, context.today):
                yield context.here("event-before-birth", change.place, on=change.on, born=born)


def due_dates(context: CheckContext) -> Iterator[Problem]:
    """A due date from long before the meeting, and a next meeting that has no date."""
    for action in context.actions:
        born = action.born
        day = last_day(born.due) if born.due else None
        if day and born.due and born.source.on and day < _earliest(born.source.on, context.today):
            yield context.word_at("due-before-meeting", born.place, born.due, due=day, on=born.source.on)
        if action.state.is_open and action.due is not None and action.due.day is None:
            yield _due_word(context, action)


def boxes_without_day(context: CheckContext) -> Iterator[Problem]:
    """A closed box whose own dated lines do not say when; the meeting's day stands for it in minutes, and nothing does elsewhere."""
    for line in chain.from_iterable(action.lines for action in context.actions):
        may_matter = not line.is_open_box and (line.source.on is None or (line.source.is_draft and line.id))
        if not may_matter or not (said := box_event(line)):
            continue
        if line.source.on is None:
            yield context.here("closed-without-day", line.place)
        else:
            yield context.here("tick-without-day", line.place, on=said[0])


def _earliest(meeting: date, today: date) -> date:
    """From when on something may have happened to an action of these minutes; those of a meeting to come are written today."""
    return min(meeting, today) - AGENDA_AHEAD


def _due_word(context: CheckContext, action: Action) -> Problem:
    line = next((one for one in reversed(action.lines) if one.due and last_day(one.due) is None), action.newest)
    return context.word_at("due-next-unknown", line.place, line.due or "")
