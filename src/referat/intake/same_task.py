"""One task told in several places: when two readings are the same task, and the one action that is left of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from referat.intake.result import FoundAction

MOST_MERGED = 1000  # tasks compared with each other; no meeting gives more


def same_task(first: FoundAction, second: FoundAction) -> bool:
    """Two readings of one task: an owner in common, and most words of the shorter in the longer."""
    if first.reason == second.reason and first.reason in ("table", "bold"):  # a table has a row a task: "Paint bench 1", "Paint bench 2"
        return first.owners == second.owners and first.text.casefold() == second.text.casefold()
    told_alike = _stems(first.text) == _stems(second.text) and (first.due is None or second.due is None or first.due == second.due)
    if (
        first.owners
        and second.owners
        and not told_alike
        and not {o.split()[0].casefold() for o in first.owners} & {o.split()[0].casefold() for o in second.owners}
    ):
        return False
    a, b = _stems(first.text), _stems(second.text)
    if not a or not b:
        return first.text.casefold() == second.text.casefold()
    short = min(a, b, key=len)
    if len(short) == 1:
        few, many = sorted((_words(first.text), _words(second.text)), key=len)  # short words tell "order food" from "order coffee"
        return bool(a & b) and len(_covered(few, many)) == len(few) and (first.evidence.line == second.evidence.line or len(a | b) <= 3)
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


def fold_repeats(found: Sequence[FoundAction], said_under: Mapping[str | None, str]) -> list[FoundAction]:
    """The actions without the entries of closing lists that only repeat, in few words, what a sentence gave the same owner.

    `said_under`: all that stands under each item, its title with it.
    """
    kept = list(found[:MOST_MERGED])
    for entry in [action for action in kept if action.reason in ("list", "table")]:
        told = [(at, one) for at, one in enumerate(kept) if _may_repeat(entry, one) and _all_in(entry, said_under.get(one.item, ""))]
        near = [(at, one) for at, one in told if _covered(_words(entry.text), _words(one.evidence.quote))]
        alone = [(at, one) for at, one in told if sum(other.item == one.item and bool(set(other.owners) & set(one.owners)) for other in kept) == 1]
        best = max(near, key=lambda pair: len(_covered(_words(entry.text), _words(pair[1].evidence.quote))), default=alone[0] if alone else None)
        if best is not None:
            at, one = best
            done = "done" if "done" in (one.state, entry.state) else one.state
            kept[at] = replace(one, due=one.due or entry.due, due_words=one.due_words or entry.due_words, state=done)
            kept.remove(entry)
    return [*kept, *found[MOST_MERGED:]]


def _may_repeat(entry: FoundAction, told: FoundAction) -> bool:
    earlier = told.reason in ("sentence", "label") and told.evidence.line < entry.evidence.line
    return earlier and bool(set(entry.owners) & set(told.owners)) and (entry.due is None or told.due is None or entry.due == told.due)


def _all_in(entry: FoundAction, said: str) -> bool:
    wanted = _words(entry.text)
    return bool(wanted) and len(_covered(wanted, _words(said))) == len(wanted)


def _covered(wanted: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """The wanted words that are said, in some form: "bank" in "banken", "costs" for "cost"."""
    return frozenset(word for word in wanted if any(word.startswith(other) or other.startswith(word) for other in said))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset({word[:5] for word in re.findall(r"[^\W\d_]{3,}", text.casefold())})
