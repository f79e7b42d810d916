"""What came of a decision, by the actions that stand under its case or are linked to it: carried out, under way, not followed up, in need of none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referat.format.document import Document
from referat.format.numbers import either, read_reference
from referat.languages.words import FOLLOWED_UP_WORDS, ITEM_WORDS, NO_FOLLOW_UP_WORDS
from referat.model.action import Action, State
from referat.model.meeting import Item, Minutes
from referat.model.text import fold
from referat.query.decisions import Decided

CARRIED_OUT, UNDER_WAY, NOT_FOLLOWED_UP, LAPSED, NEEDS_NONE = OUTCOMES = ("carried-out", "under-way", "not-followed-up", "lapsed", "needs-none")

_LEAD = r"[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?+(?:\*\*|__)?+"
_FOLLOWED = re.compile(rf"{_LEAD}(?:{either(FOLLOWED_UP_WORDS)})[ \t]*+(?:\*\*|__)?+:", re.IGNORECASE)
_NONE = re.compile(rf"{_LEAD}(?:{either(NO_FOLLOW_UP_WORDS)})[*_ \t]*+(?:[.:]|\Z)", re.IGNORECASE)
_ID = re.compile(r"\^([0-9a-z-]{4,32})")
CASE_REFERENCE = re.compile(rf"\((?:{either(ITEM_WORDS)})[ \t]++(?P<item>[^,()]+),[ \t]*+(?P<meeting>[^()]+)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision, what came of it, and the actions by which."""

    decided: Decided
    outcome: str
    actions: tuple[Action, ...]


class Links:
    """Which actions belong to which case of which minutes."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._by_id: dict[str, Action] = {}
        self._by_path: dict[str, list[tuple[int, Action]]] = {}
        self._named: dict[tuple[str, str], list[Action]] = {}
        for action in actions:
            if action.id:
                self._by_id[action.id] = action
            for line in action.lines:
                self._by_path.setdefault(line.place.path, []).append((line.place.line, action))
                for found in CASE_REFERENCE.finditer(line.text):
                    self._named.setdefault((fold(found["meeting"]), fold(read_reference(found["item"]).rstrip(".)"))), []).append(action)

    def followed(self, decided: Decided, document: Document) -> Followed:
        """What came of a decision."""
        item, minutes = decided.item, decided.minutes
        texts = document.texts[item.place.line - 1 : item.last_line]
        found = {id(action): action for action in self._of(item, minutes, texts)}
        actions = tuple(found.values())
        needs_none = not actions and any(_NONE.match(text) for text in texts)
        return Followed(decided, NEEDS_NONE if needs_none else _outcome(actions), actions)

    def _of(self, item: Item, minutes: Minutes, texts: Iterable[str]) -> Iterable[Action]:
        yield from (action for line, action in self._by_path.get(minutes.path, ()) if item.place.line <= line <= item.last_line)
        named = [found for text in texts if _FOLLOWED.match(text) for found in _ID.findall(text)]
        yield from (self._by_id[one] for one in named if one in self._by_id)
        for number in {fold(item.number.rstrip(".)")), fold(read_reference(item.number).rstrip(".)"))} - {""}:
            yield from self._named.get((fold(minutes.id), number), ())


def _outcome(actions: tuple[Action, ...]) -> str:
    if not actions:
        return NOT_FOLLOWED_UP
    states: Mapping[State, int] = {state: sum(action.state is state for action in actions) for state in State}
    if states[State.OPEN] or states[State.IN_PROGRESS]:
        return UNDER_WAY
    return CARRIED_OUT if states[State.DONE] else LAPSED
