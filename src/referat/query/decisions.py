"""What was decided: every decision of the minutes, with the item and the meeting it was made in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from referat.model.meeting import Decision, Item, Minutes
from referat.model.text import fold
from referat.query.rows import DecisionRow


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and where it was made."""

    minutes: Minutes
    item: Item
    decision: Decision


def holding(rows: Iterable[DecisionRow], words: Iterable[str], since: str = "", until: str = "") -> list[DecisionRow]:
    """Those of certain days that hold all the words: in the item's title, the text or the vote."""
    wanted = [fold(word) for word in words]
    found = [row for row in rows if since <= row.on and not "" < until < row.on]
    return [row for row in found if all(word in fold(f"{row.item} {row.title} {row.word} {row.text} {row.vote}") for word in wanted)]


def decided(minutes: Iterable[Minutes], groups: Collection[str] = (), since: str = "", until: str = "") -> list[Decided]:
    """The decisions with all that their minutes say, the newest meeting first, each meeting's in order."""
    within = {fold(group) for group in groups}
    found = []
    for one in sorted(minutes, key=lambda m: m.order, reverse=True):
        if (within and fold(one.group) not in within) or one.on.isoformat() < since or ("" < until < one.on.isoformat()):
            continue
        for item in one.items:
            found += [Decided(one, item, decision) for decision in item.decisions]
    return found
