"""The state of an action: the union of the dated events on all its lines, whatever file or branch they came from.

The rules are those of docs/format.md, "One action, several lines"; the order in which lines are given does not matter.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from referat.model.action import CLOSING, EVERYBODY, Action, ActionLine, Change, Due, Event, EventKind, Source, SourceKind, State
from referat.model.dates import NEXT
from referat.model.text import fold

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

_SAME_DAY = {EventKind.DROPPED: 0, EventKind.DONE: 1, EventKind.REOPENED: 2}


class Meaning(Protocol):
    """What words that depend on the book mean: handles, and due dates that name a meeting."""

    def owners(self, handles: Sequence[str], source: Source, on: date | None) -> tuple[str, ...]:
        """Handles as the register spells them; `@alle` is everybody present at the meeting on that day."""

    def due(self, written: str, source: Source, on: date | None) -> Due | None:
        """A due date as a day; `next` is the meeting after that day, a date without a year is in the year that follows it."""


def add_up(lines: Iterable[ActionLine], meaning: Meaning) -> Action:
    """The one action that lines with the same id (or one line without an id) make. `lines` is not empty."""
    ordered = _in_order(lines)
    birth = ordered[0]
    reader = _Reader(birth, meaning)
    changes = _all_changes(ordered, reader)
    owners, due, moved = reader.owners_of(birth), reader.due_of(birth), 0
    if any(change.kind is EventKind.OWNERS or change.kind is EventKind.DUE for change in changes):
        for change in _winners(changes, EventKind.OWNERS):
            owners = change.owners
        for change in _winners(changes, EventKind.DUE):
            moved += due is not None and due.day != (change.due.day if change.due else None)
            due = change.due
    state, closed_on = _state(changes) if changes else (State.OPEN, None)
    minutes = [line for line in ordered if line.source.on is not None]
    newest = (minutes or ordered)[-1]
    groups = birth.groups or ((birth.source.group,) if birth.source.group else ())
    later = {line.source.path for line in minutes} - {birth.source.path} if len(minutes) > 1 else ()
    return Action(
        id=birth.id,
        state=state,
        text=newest.task,
        owners=owners,
        groups=groups,
        due=due,
        carried=len(later),
        moved=moved,
        changes=changes,
        lines=tuple(ordered),
        newest=newest,
        closed_on=closed_on,
    )


def own_state_closes(events: Iterable[Event]) -> bool:
    """Whether a line's own log, read alone, ends closed."""
    kinds = [event.kind for event in events]
    if EventKind.REOPENED not in kinds:
        return not CLOSING.isdisjoint(kinds)
    state, _ = _state([Change(e.on, e.kind) for e in events])
    return not state.is_open


def box_event(line: ActionLine) -> tuple[date, EventKind] | None:
    """What the box says beyond the line's own log, and the day it counts from; None where the box adds nothing.

    A closed box counts on its meeting's date, or the day after its own last `reopened` where that is later; in a file without a date,
    on the date of its last log line, else before every dated event.
    """
    if line.box == "/":
        if any(e.kind is EventKind.STARTED for e in line.events):
            return None
        return (line.source.on or max((e.on for e in line.events), default=date.min), EventKind.STARTED)
    if line.box not in "xX-" or own_state_closes(line.events):
        return None
    kind = EventKind.DROPPED if line.box == "-" else EventKind.DONE
    on = line.source.on or max((e.on for e in line.events), default=date.min)
    reopened = max((e.on for e in line.events if e.kind is EventKind.REOPENED), default=None)
    if reopened is not None and reopened >= on:
        on = min(reopened, date.max - timedelta(days=1)) + timedelta(days=1)
    return on, kind


def _in_order(lines: Iterable[ActionLine]) -> list[ActionLine]:
    """Lines in order, the birth first: a line without a date is the birth only where no minutes hold the id."""
    ordered = list(lines)
    if len(ordered) > 1:
        ordered.sort(key=lambda line: line.order)
    return ordered


def _all_changes(ordered: Sequence[ActionLine], reader: "_Reader") -> tuple[Change, ...]:
    found: dict[tuple[object, ...], Change] = {}

    def note(change: Change) -> None:
        key = (change.on, change.kind, change.owners, change.due.day if change.due else None)
        before = found.get(key)
        if before is None or _precedence(change) < _precedence(before):
            found[key] = change

    for line in ordered:
        for event in line.events:
            note(reader.read(event))
        if box := box_event(line):
            note(Change(box[0], box[1], place=line.place, implied=True))
    if len(ordered) > 1:
        for change in _implied(ordered, reader, tuple(found.values())):
            note(change)
    return tuple(sorted(found.values(), key=_strength)) if len(found) > 1 else tuple(found.values())


def _implied(ordered: Sequence[ActionLine], reader: "_Reader", logged: Sequence[Change]) -> Iterable[Change]:
    """A later line whose owners or due date stand nowhere before it changed them on its meeting's date."""
    birth = ordered[0]
    seen_owners, seen_due = {_owner_key(reader.owners_of(birth))}, {_due_key(reader.due_of(birth))}
    for line in ordered[1:]:
        on = line.source.on
        if on is None:  # in a file without a date only the log and a closed box count
            continue
        owners, due = reader.owners_of(line), reader.due_of(line)
        told_owners = {_owner_key(c.owners) for c in logged if c.kind is EventKind.OWNERS and c.on <= on}
        told_due = {_due_key(c.due) for c in logged if c.kind is EventKind.DUE and c.on <= on}
        if owners and _owner_key(owners) not in seen_owners | told_owners:
            yield Change(on, EventKind.OWNERS, owners=owners, place=line.place, implied=True)
        if due and _due_key(due) not in seen_due | told_due:
            yield Change(on, EventKind.DUE, due=due, place=line.place, implied=True)
        seen_owners.add(_owner_key(owners))
        seen_due.add(_due_key(due))


def _owner_key(owners: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(owners))


def _due_key(due: Due | None) -> date | None:
    return None if due is None else (due.day or date.max)


def _precedence(change: Change) -> tuple[bool, str]:
    """Which of two that say the same is kept: what is written down before what a box or a line implies, and of two spellings always one."""
    return change.implied, change.due.written if change.due else ""


def _strength(change: Change) -> tuple[object, ...]:
    """Sorts changes so that the later one wins: by day, then on one day by the rules of the format."""
    return (
        change.on,
        change.kind.value,
        _SAME_DAY.get(change.kind, 0),
        _due_key(change.due) or date.min,
        tuple(sorted(change.owners)),
        change.owners,
    )


def _winners(changes: Iterable[Change], kind: EventKind) -> list[Change]:
    """The change of this kind that counts on each day, in order of days."""
    by_day: dict[date, Change] = {}
    for change in changes:  # sorted: the last of a day wins
        if change.kind is kind:
            by_day[change.on] = change
    return list(by_day.values())


def _state(changes: Iterable[Change]) -> tuple[State, date | None]:
    """Open or closed, and since when, if that is known. On one day `reopened` beats closing and `done` beats `dropped`.

    What is ticked again in later minutes has been closed since the first time.
    """
    changes = list(changes)
    closings = [(c.on, _SAME_DAY[c.kind], c.kind) for c in changes if c.kind in CLOSING]
    reopened = max((c.on for c in changes if c.kind is EventKind.REOPENED), default=None)
    started = max((c.on for c in changes if c.kind is EventKind.STARTED), default=None)
    if closings:
        on, _, kind = max(closings)
        if reopened is None or reopened < on:
            since = min(day for day, _, other in closings if other is kind and (reopened is None or day > reopened))
            return (State.DONE if kind is EventKind.DONE else State.DROPPED), (None if since == date.min else since)
    if started is not None and (reopened is None or started >= reopened):
        return State.IN_PROGRESS, None
    return State.OPEN, None


def is_relative(line: ActionLine) -> bool:
    """Whether a line means something else when meetings change: who everybody was, or when the next one is."""
    if (line.due and line.due.casefold() in NEXT) or (line.owners and _holds_everybody(line.owners)):
        return True
    for event in line.events:
        if event.kind is EventKind.DUE and event.value.casefold() in NEXT:
            return True
        if event.kind is EventKind.OWNERS and _holds_everybody(event.handles):
            return True
    return False


@lru_cache(maxsize=1000)  # the same few own most actions
def _holds_everybody(handles: tuple[str, ...]) -> bool:
    return not EVERYBODY.isdisjoint(map(fold, handles))


class _Reader:
    """Reads the values of one action's lines. Relative words are read once, where they stand first, and mean that ever after."""

    def __init__(self, birth: ActionLine, meaning: Meaning) -> None:
        self._meaning = meaning
        self._birth = birth
        self._due: dict[str, Due | None] = {}
        self._everybody: tuple[str, ...] | None = None

    @property
    def _anchor(self) -> Source:
        """For what is logged, the birth's group counts and the day of the event, so that copies in other files mean the same."""
        return self._birth.source.but(kind=SourceKind.GROUP)

    def owners_of(self, line: ActionLine) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for handle in line.owners:
            if fold(handle) not in EVERYBODY:
                found |= dict.fromkeys(self._meaning.owners((handle,), line.source, line.source.on))
                continue
            if self._everybody is None:
                self._everybody = self._meaning.owners((handle,), line.source, line.source.on)
            found |= dict.fromkeys(self._everybody)
        return tuple(found)

    def due_of(self, line: ActionLine) -> Due | None:
        if line.due is None:
            return None
        key = line.due.casefold()
        key = "next" if key in NEXT else key
        if key not in self._due:
            self._due[key] = self._meaning.due(line.due, line.source, line.source.on)
        return self._due[key]

    def read(self, event: Event) -> Change:
        """A log event. It is read from its own date."""
        change = Change(event.on, event.kind, place=event.place)
        if event.kind is EventKind.OWNERS:
            return change.but(owners=self._meaning.owners(event.handles, self._anchor, event.on))
        if event.kind is EventKind.DUE:
            return change.but(due=self._meaning.due(event.value, self._anchor, event.on))
        return change
