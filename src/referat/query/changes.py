"""Changing an action: which changes its state allows, and on which lines an event must be written so that it holds.

The lines: the newest, and where that stands in a draft also the newest outside drafts, so that a deleted draft loses nothing.
In circulated or approved minutes only what happened after the meeting may still be written (docs/format.md, "Writing an event").
"""

from collections.abc import Iterable
from datetime import date

from referat.errors import Exit, ReferatError
from referat.languages.mark import D_, N_
from referat.model.action import CLOSING, Action, ActionLine, Change, Event, EventKind, State, Status
from referat.model.fact import Record
from referat.model.verb import Verb

KINDS = {
    Verb.DONE: EventKind.DONE,
    Verb.DROP: EventKind.DROPPED,
    Verb.START: EventKind.STARTED,
    Verb.REOPEN: EventKind.REOPENED,
    Verb.DEFER: EventKind.DUE,
    Verb.ASSIGN: EventKind.OWNERS,
}
BOXES = {Verb.DONE: "x", Verb.DROP: "x", Verb.REOPEN: " "}
# The same where no dated line says more.
LONE_BOXES = {**BOXES, Verb.DROP: "-"}

# Which change is allowed from which state; a change that says what already holds is no change and no error.
_ALLOWED = {
    Verb.DONE: {State.OPEN, State.IN_PROGRESS},
    Verb.DROP: {State.OPEN, State.IN_PROGRESS},
    Verb.START: {State.OPEN},
    Verb.REOPEN: {State.DONE, State.DROPPED},
    Verb.DEFER: {State.OPEN, State.IN_PROGRESS},
    Verb.ASSIGN: {State.OPEN, State.IN_PROGRESS},
}
_ALREADY = {
    Verb.DONE: {State.DONE},
    Verb.DROP: {State.DROPPED},
    Verb.START: {State.IN_PROGRESS},
    Verb.REOPEN: {State.OPEN, State.IN_PROGRESS},
}
_STATUS = {EventKind.DONE, EventKind.DROPPED, EventKind.REOPENED}

# How a state, and the status of minutes, is called in a sentence.
STATE_WORDS = {State.OPEN: D_("open"), State.IN_PROGRESS: D_("started"), State.DONE: D_("done"), State.DROPPED: D_("dropped")}
STATUS_WORDS = {
    Status.DRAFT: D_("draft"),
    Status.CIRCULATED: D_("circulated"),
    Status.APPROVED: D_("approved"),
    None: D_("of a status we cannot read"),
}


class ClosedAction(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{text}” is closed ({state}).")
    hint = N_("Open it again first: referat reopen {id}")


class FrozenLine(ReferatError):
    exit = Exit.REFUSED
    message = N_("This action has no id, and its minutes have been sent out: the line may not change.")
    hint = N_("Write it anew in the group's next minutes; there it gets an id.")


class FrozenSentence(ReferatError):
    exit = Exit.REFUSED
    message = N_("This action stands on several lines, with its id on the last, and its minutes have been sent out: the lines may not change.")
    hint = N_("Carry it into the group's next minutes with referat new; there it stands on one line.")


class TooEarly(ReferatError):
    exit = Exit.REFUSED
    message = N_("The minutes of {meeting} are {status}: what happened up to the day of the meeting cannot be written there any more.")
    hint = N_("Take a later day with --on, or carry the action into a draft with referat new.")


class NotYet(ReferatError):
    exit = Exit.REFUSED
    message = N_("{on} is still to come; what has happened cannot have happened then.")
    hint = N_("For a day that is over, write it in full with --on: 2026-03-31")


class BeforeBirth(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{text}” was agreed on {born}; nothing can have been done with it on {on}.")
    hint = N_("Take a later day with --on.")


class TwoTasks(ReferatError):
    exit = Exit.REFUSED
    message = N_("^{id} stands for two different tasks: {first} and {second}.")
    hint = N_("Give one of them another id; referat check shows both.")


class Beaten(ReferatError):
    exit = Exit.REFUSED
    message = N_("Nothing was written, since the action would not be as you asked: {line} says {words} on {on}.")
    hint = N_("Take a later day with --on, or mend that line.")


class Wanted(Record):
    """A change asked for: what, from which day, and the owners or due date it sets.

    `owners` are handles as the register spells them, `due` the day; `written` is how the value is written in the file.
    """

    verb: Verb
    on: date
    owners: tuple[str, ...] = ()
    due: date | None = None
    written: str = ""

    @property
    def kind(self) -> EventKind:
        return KINDS[self.verb]


class Plan(Record):
    """Where a change is written: the lines that get the event, and the older events of the same day that it takes the place of.

    `ticks` are lines in minutes sent out on the meeting's own day: their box alone is ticked, and means that day.
    """

    wanted: Wanted
    writes: tuple[ActionLine, ...]
    removals: tuple[tuple[ActionLine, Event], ...] = ()
    ticks: tuple[ActionLine, ...] = ()


def refuse_wrong_day(action: Action, on: date, today: date) -> None:
    """Raises NotYet for a day to come, BeforeBirth for one before the action was agreed on. One on a coming agenda is there from today on."""
    if on > today:
        raise NotYet(on=on.isoformat())
    born = action.born.source.on
    if born is not None and on < min(born, today):
        raise BeforeBirth(text=action.text, born=born.isoformat(), on=on.isoformat(), place=action.born.place)


def plan(action: Action, wanted: Wanted) -> Plan | None:
    """Where the change is to be written; None where it already holds. Raises what forbids it."""
    if action.state in _ALREADY.get(wanted.verb, ()) or _holds(action, wanted):
        return None
    if action.state not in _ALLOWED[wanted.verb]:
        raise ClosedAction(text=action.text, state=STATE_WORDS[action.state], id=action.id or "", place=action.newest.place)
    newest = action.newest
    if action.id is None and newest.source.is_frozen:
        raise FrozenLine(place=newest.place)
    if newest.more and newest.source.is_frozen:
        raise FrozenSentence(place=newest.place)
    writes = [line for line in _targets(action) if _is_live(line, wanted.on)]
    if not writes and wanted.on == newest.source.on and wanted.verb in BOXES:
        return Plan(wanted, (), ticks=(newest,))
    if not writes:
        raise TooEarly(meeting=newest.source.id, status=STATUS_WORDS[newest.source.status], place=newest.place)
    removals = tuple((line, event) for line in action.lines for event in line.events if _is_live(line, event.on) and _contradicts(event, wanted))
    return Plan(wanted, tuple(writes), removals)


def refuse_unless_held(action: Action, wanted: Wanted) -> None:
    """Raises Beaten where the action, read again after the change, is not as was asked; names the line that beats it.

    An action that closes must close by the event that was written: a ticked box alone would close it on another day.
    """
    held = action.state in _ALREADY[wanted.verb] if wanted.verb in _ALREADY else _holds(action, wanted)
    if held and (wanted.kind not in CLOSING or action.closed_on == wanted.on):
        return
    winner = _winner((change for change in action.changes if not (change.implied and change.kind in CLOSING)), wanted.kind)
    place = winner.place if winner else action.newest.place
    raise Beaten(line=str(place), words=winner.words if winner else "?", on=winner.on if winner else "?", place=place)


def _holds(action: Action, wanted: Wanted) -> bool:
    if wanted.verb is Verb.DEFER:
        return action.due is not None and action.due.day == wanted.due and (wanted.due is not None or action.due.written == wanted.written)
    if wanted.verb is Verb.ASSIGN:
        return set(action.owners) == set(wanted.owners) and (not action.owners or action.owners[0] == wanted.owners[0])
    return False


def _targets(action: Action) -> list[ActionLine]:
    newest = action.newest
    if not newest.source.is_draft:
        return [newest]
    outside = [line for line in action.lines if not line.source.is_draft]
    dated = [line for line in outside if line.source.on is not None]
    return [newest, *(dated or outside)[-1:]]


def _is_live(line: ActionLine, on: date) -> bool:
    """Whether something dated `on` may be written or taken away under this line."""
    return not line.source.is_frozen or (line.source.on is not None and on > line.source.on and not line.more)


def _contradicts(event: Event, wanted: Wanted) -> bool:
    if event.on != wanted.on or says(event, wanted):
        return False
    return event.kind in _STATUS if wanted.kind in _STATUS else event.kind is wanted.kind


def says(event: Event, wanted: Wanted) -> bool:
    """Whether a log line says already what is wanted, on its day."""
    return (event.on, event.kind) == (wanted.on, wanted.kind) and event.value.casefold() == wanted.written.casefold()


def _winner(changes: Iterable[Change], kind: EventKind) -> Change | None:
    """The change that decides: the strongest of its kind, or of those that open and close."""
    kinds = _STATUS if kind in _STATUS or kind is EventKind.STARTED else {kind}
    deciding = [change for change in changes if change.kind in kinds]  # in the order of their strength on one day
    return max(reversed(deciding), key=lambda change: (change.on, change.kind is EventKind.REOPENED, change.kind is EventKind.DONE), default=None)
