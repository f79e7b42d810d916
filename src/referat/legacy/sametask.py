"""One task told in several places: when two readings are the same task, and the one action that is left of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from referat.legacy.result import FoundAction

MOST_MERGED = 1000  # tasks compared with each other; no meeting gives more


def same_task(first: FoundAction, second: FoundAction) -> bool:
    """Two readings of one task: an owner in common, and most words of the shorter in the longer."""
    if (
        first.owners
        and second.owners
        and _stems(first.text) != _stems(second.text)
        and not {o.split()[0].casefold() for o in first.owners} & {o.split()[0].casefold() for o in second.owners}
    ):
        return False
    a, b = _stems(first.text), _stems(second.text)
    if not a or not b:
        return first.text.casefold() == second.text.casefold()
    short = min(a, b, key=len)
    if len(short) == 1:
        return bool(a & b) and (first.evidence.line == second.evidence.line or len(a | b) <= 3)
    return len(a & b) >= max(2, -(-3 * len(short) // 5))


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset({word[:5] for word in re.findall(r"\w{4,}", text.casefold())})


def merge_tasks(found: Sequence[FoundAction]) -> list[FoundAction]:
    """One action for a task that stands in several places: the surest text, the first due date, the item it was decided in."""
    merged: list[FoundAction] = []
    for action in found[:MOST_MERGED]:
        at = next((i for i, other in enumerate(merged) if same_task(other, action)), None)
        if at is None:
            merged.append(action)
            continue
        other = merged[at]
        keep, lose = (other, action) if other.evidence.confidence >= action.evidence.confidence else (action, other)
        merged[at] = replace(
            keep,
            owners=tuple(dict.fromkeys((*keep.owners, *(lose.owners if not keep.owners else ())))),
            due=keep.due or lose.due,
            due_words=keep.due_words or lose.due_words,
            item=lose.item if keep.reason == "list" and lose.item else keep.item or lose.item,
            state="done" if "done" in (keep.state, lose.state) else keep.state,
        )
    return [*merged, *found[MOST_MERGED:]]
