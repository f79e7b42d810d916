"""What came of a decision, by the actions that stand under its case or are linked to it: carried out, under way, not followed up, in need of none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from referat.format.document import Document
from referat.format.numbers import either, read_reference
from referat.languages.words import FOLLOWED_UP_WORDS, FORMAL_WORDS, ITEM_WORDS, NO_FOLLOW_UP_WORDS
from referat.model.action import Action, State
from referat.model.meeting import Item, Minutes
from referat.model.text import fold
from referat.query.decisions import Decided

CARRIED_OUT, UNDER_WAY, NOT_FOLLOWED_UP, LAPSED, NEEDS_NONE = OUTCOMES = ("carried-out", "under-way", "not-followed-up", "lapsed", "needs-none")

_LEAD = r"[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?+(?:\*\*|__)?+"
_FOLLOWED = re.compile(rf"{_LEAD}(?:{either(FOLLOWED_UP_WORDS)})[ \t]*+(?:\*\*|__)?+:", re.IGNORECASE)
_NONE = re.compile(rf"{_LEAD}(?:{either(NO_FOLLOW_UP_WORDS)})[*_ \t]*+(?:[.:]|\Z)", re.IGNORECASE)
# A case by which a meeting approves its own papers.
_APPROVING = re.compile(
    r"(?:godkjen\w+|approval)\b.*\b(?:innkalling\w*|saks?list\w*|dagsorden\w*|agenda\w*|referat\w*|protokoll\w*|møtebok\w*|notice|minutes)\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(rf"\b(?:{either(FORMAL_WORDS)})\b", re.IGNORECASE)
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
                for case in cases_named(line.text):
                    self._named.setdefault(case, []).append(action)

    def followed(self, decided: Decided, document: Document) -> Followed:
        """What came of a decision."""
        item, minutes = decided.item, decided.minutes
        texts = document.texts[item.place.line - 1 : item.last_line]
        found = {id(action): action for action in self._of(item, minutes, texts)}
        actions = tuple(found.values())
        came = outcome(
            (action.state for action in actions),
            is_closed=needs_none(item.title, texts) or is_formal(decided.decision.text),
            is_postponed=item.is_postponed,
        )
        return Followed(decided, came, actions)

    def _of(self, item: Item, minutes: Minutes, texts: Iterable[str]) -> Iterable[Action]:
        yield from (action for line, action in self._by_path.get(minutes.path, ()) if item.place.line <= line <= item.last_line)
        yield from (self._by_id[one] for one in actions_named(texts) if one in self._by_id)
        for number in numbers_of(item.number):
            yield from self._named.get((fold(minutes.id), number), ())


def actions_named(texts: Iterable[str]) -> list[str]:
    """The ids of the actions that `Følges opp:` names in a case."""
    return [found for text in texts if _FOLLOWED.match(text) for found in _ID.findall(text)]


def needs_none(title: str, texts: Iterable[str]) -> bool:
    """Whether a case says that nothing is to be followed up, or is one by which a meeting approves its own papers."""
    return _APPROVING.match(title) is not None or any(_NONE.match(text) for text in texts)


def is_formal(decision: str) -> bool:
    """Whether a decision is carried out when it is made: something taken note of, or somebody elected."""
    return _FORMAL.search(decision) is not None


def cases_named(text: str) -> list[tuple[str, str]]:
    """The cases that an action says on its own line that it is for: minutes and number, folded."""
    return [(fold(found["meeting"]), fold(read_reference(found["item"]).rstrip(".)"))) for found in CASE_REFERENCE.finditer(text)]


def numbers_of(number: str) -> set[str]:
    """What a case's number is looked up by."""
    return {fold(number.rstrip(".)")), fold(read_reference(number).rstrip(".)"))} - {""}


def outcome(states: Iterable[str], *, is_closed: bool, is_postponed: bool = False) -> str:
    """What came of a decision whose actions stand so; `is_closed` where its case needs none, `is_postponed` where it comes back."""
    found = set(states)
    if not found and is_postponed:
        return UNDER_WAY
    if not found:
        return NEEDS_NONE if is_closed else NOT_FOLLOWED_UP
    if found & {State.OPEN, State.IN_PROGRESS}:
        return UNDER_WAY
    return CARRIED_OUT if State.DONE in found else LAPSED
