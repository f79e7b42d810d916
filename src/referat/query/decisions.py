"""What was decided: every decision of the minutes, with the item and the meeting it was made in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from referat.model.meeting import Decision, Item, Minutes
from referat.model.people import fold


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and where it was made."""

    minutes: Minutes
    item: Item
    decision: Decision


def decided(minutes: Iterable[Minutes], words: Iterable[str] = (), groups: Collection[str] = (), since: str = "", until: str = "") -> list[Decided]:
    """The decisions that hold all the words (in the item's title, the text or the vote), the newest meeting first, each meeting's in order."""
    wanted, within = [fold(word) for word in words], {fold(group) for group in groups}
    found = []
    for one in sorted(minutes, key=lambda m: m.order, reverse=True):
        if (within and fold(one.group) not in within) or one.on.isoformat() < since or ("" < until < one.on.isoformat()):
            continue
        for item in one.items:
            for decision in item.decisions:
                text = fold(f"{item.number} {item.title} {decision.word} {decision.text} {decision.vote}")
                if all(word in text for word in wanted):
                    found.append(Decided(one, item, decision))
    return found
