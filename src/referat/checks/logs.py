"""Checks of what dated lines say against the boxes above them, and against each other."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from referat.checks.context import CheckContext
from referat.languages.mark import N_
from referat.model.action import CLOSING, ActionLine, Change, EventKind
from referat.model.problems import Problem
from referat.model.state import own_state_closes

_BOX_WORDS = {" ": N_("open"), "/": N_("started"), "x": N_("done"), "X": N_("done"), "-": N_("dropped")}
# A ticked box is off the list, whichever way: `referat drop` ticks it too, since that is shown as a box everywhere.
_CLOSED_BY = {"x": CLOSING, "X": CLOSING, "-": {EventKind.DROPPED}}


def boxes_against_logs(context: CheckContext) -> Iterator[Problem]:
    """A box that is not what its own dated lines end with, and an open box of a draft for what was closed elsewhere."""
    for line in chain.from_iterable(action.lines for action in context.actions):
        last = _last_closing(line)
        if last and last not in _CLOSED_BY.get(line.box, ()):
            yield context.here("box-disagrees", line.place, box=_BOX_WORDS[line.box], event=_BOX_WORDS["x" if last is EventKind.DONE else "-"])
    for action in context.actions:
        if not action.state.is_open and action.newest.is_open_box and action.newest.source.is_draft and not _last_closing(action.newest):
            closing = next((c for c in reversed(action.changes) if c.kind in CLOSING and c.on == action.closed_on), None)
            if closing:
                yield context.here("closed-elsewhere", action.newest.place, other=closing.place, on=closing.on)


def logs_against_logs(context: CheckContext) -> Iterator[Problem]:
    """Two dated lines of one day that cannot both hold: two due dates, two sets of owners, done and dropped."""
    for action in context.actions:
        if len(action.changes) < 2:
            continue
        for _, same_day in groupby((c for c in action.changes if not c.implied), key=lambda change: change.on):
            changes = list(same_day)
            for loser, winner in _contradictions(changes):
                yield context.here(
                    "lines-disagree", loser.place, on=loser.on, this=loser.words, that=winner.words, other=winner.place, counts=winner.words
                )


def _last_closing(line: ActionLine) -> EventKind | None:
    """What a line's own dated lines end with, where they end closed."""
    closings = [event for event in line.events if event.kind in CLOSING]
    if not closings or not own_state_closes(line.events):
        return None
    return max(closings, key=lambda e: (e.on, e.kind is EventKind.DONE)).kind


def _contradictions(changes: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    """Pairs of one day, the one that counts last. `changes` are sorted as the state reads them: of one kind the last counts."""
    for kind in (EventKind.DUE, EventKind.OWNERS):
        of_kind = [change for change in changes if change.kind is kind]
        for loser in of_kind[:-1]:
            yield loser, of_kind[-1]
    done = next((change for change in changes if change.kind is EventKind.DONE), None)
    for change in changes:
        if done and change.kind is EventKind.DROPPED:
            yield change, done
