"""All actions of a book: lines with one id put together, and the ids that stand for two different things."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from referat.model.action import Action, ActionLine
from referat.model.people import fold
from referat.model.state import Meaning, add_up

_WORD = re.compile(r"\w+")
# Under half of the words in common: another task. Measured on carried and copied lines of real minutes.
TWO_BIRTHS = 0.5
REWORDED = 0.999


def actions_of(lines: Iterable[ActionLine], meaning: Meaning) -> tuple[Action, ...]:
    """Every action that the lines make, in the order of their first lines."""
    by_id: dict[str, list[ActionLine]] = {}
    single: list[ActionLine] = []
    for line in lines:
        if line.id:
            by_id.setdefault(line.id, []).append(line)
        else:
            single.append(line)
    found = [add_up(group, meaning) for group in by_id.values()] + [add_up((line,), meaning) for line in single]
    return tuple(sorted(found, key=lambda action: action.born.order))


def two_births(lines: Sequence[ActionLine]) -> tuple[ActionLine, ActionLine] | None:
    """The two lines, one after the other in order, where an id passes from one task to quite another."""
    return next(((a, b) for a, b, alike in _neighbours(lines) if alike < TWO_BIRTHS), None)


def reworded(lines: Sequence[ActionLine]) -> list[tuple[ActionLine, ActionLine]]:
    """The lines whose words differ slightly from the line before."""
    return [(a, b) for a, b, alike in _neighbours(lines) if TWO_BIRTHS <= alike < REWORDED]


def likeness(one: str, other: str) -> float:
    """How many words two texts share, from 0 to 1 (Dice's coefficient over words as a multiset, case folded)."""
    a, b = _WORD.findall(fold(one)), _WORD.findall(fold(other))
    if not a and not b:
        return 1.0
    shared = (Counter(a) & Counter(b)).total()
    return 2 * shared / (len(a) + len(b))


def _neighbours(lines: Sequence[ActionLine]) -> Iterable[tuple[ActionLine, ActionLine, float]]:
    ordered = sorted(lines, key=lambda line: line.order)
    for a, b in pairwise(ordered):
        yield a, b, likeness(a.task, b.task)
