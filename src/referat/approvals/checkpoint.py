"""The checkpoint: all approvals of a book in a line short enough to print, so that every copy handed out is a witness.

It is the SHA-256 of the approval events in order; whoever holds an old line can ask whether the book still begins with the same events.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from typing import NamedTuple

from referat.approvals.checkpoint_value import Checkpoint
from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.approval import Approval, ApprovesEntry
from referat.model.text import fold

# Crockford's base 32: no letters that are mistaken for digits, however the line is copied.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SIGNS = 16  # 80 bits: nobody finds a second book with the same line
# Patterns of what somebody typed, which is seldom asked for, so none is compiled before.
_PART = "([0-9A-Z]{4})"
_TYPED = rf"{_PART}-?{_PART}-?{_PART}-?{_PART}\s*(?:@\s*([0-9]{{1,7}}))?\Z"
# The line as it stands on a copy, in any language, or the end of it.
_LINE = r"(?s:[^·0-9]*\b([0-9]{1,7})\b[^·0-9]*·\s*([0-9A-Z-]{16,19})(?:\s.*)?\Z)"
_MOST_HASHED = 5_000_000  # events, about two seconds; then the entries that came in are not named


class NotACheckpoint(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is not a checkpoint.")
    hint = N_("It looks like this: K7QD-94MX-TR2A-81PB@12, with the number of approvals after the @.")


class ApprovalEvent(NamedTuple):
    """An approval as the checkpoint counts it; those of earlier texts count too. Sorts as the checkpoint orders them."""

    recorded: str
    id: str
    text: str

    @property
    def line(self) -> bytes:
        return f"{self.recorded} {self.id} {self.text}\n".encode()


class Comparison(NamedTuple):
    """How the book stands to an old checkpoint: whether it begins with the same events, and if not, the entries that came in before it.

    `inserted` alone explains the difference where it is not empty; else entries were changed or removed.
    """

    same: bool
    inserted: tuple[ApprovalEvent, ...] = ()


def events_of(named: Iterable[tuple[str, Approval | None]], records: Iterable[ApprovesEntry]) -> list[ApprovalEvent]:
    """The approvals of minutes, given by id, in the order of the checkpoint; `records` are the entries of the minutes that approved them."""
    recorded = names_on_record(records)
    return sorted(
        {ApprovalEvent(approval.recorded, name_on_record(known, approval.text, recorded), approval.text) for known, approval in named if approval}
    )


def names_on_record(records: Iterable[ApprovesEntry]) -> Mapping[str, tuple[str, ...]]:
    """The names under which each text was approved, by its digest."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in records:
        if entry.id:
            found[entry.text] = (*found.get(entry.text, ()), entry.id)
    return found


def name_on_record(minutes_id: str, text: str, recorded: Mapping[str, tuple[str, ...]]) -> str:
    """What minutes were called when they were approved: an old checkpoint and a signature know them by that, whatever the file is called now."""
    names = recorded.get(text, ())
    if not names or names == (minutes_id,):  # as nearly always
        return minutes_id
    return next((name for name in names if fold(name) == fold(minutes_id)), min(names))


def checkpoint(events: Iterable[ApprovalEvent]) -> Checkpoint:
    ordered = sorted(set(events))
    return Checkpoint(len(ordered), ordered[-1].recorded if ordered else "", _signs(ordered))


def read_checkpoint(typed: str) -> tuple[str, int | None]:
    """The signs of a checkpoint as somebody typed it, and its count where they did; the whole line of a copy will do."""
    text = typed.strip().upper()
    if line := re.match(_LINE, text):
        text = f"{line[2]}@{line[1]}"
    match = re.match(_TYPED, text)
    if not match:
        raise NotACheckpoint(typed=typed)
    return "-".join(part.translate(_MISREAD) for part in match.groups()[:4]), int(match[5]) if match[5] else None


def compare(events: Iterable[ApprovalEvent], signs: str, count: int | None) -> Comparison:
    """Whether the first `count` events (all counts are tried where it is not known) are those the checkpoint was made from."""
    ordered = sorted(set(events))
    counts = [count] if count is not None else list(range(len(ordered), -1, -1))
    if any(n <= len(ordered) and _signs(ordered[:n]) == signs for n in counts):
        return Comparison(True)
    if count is None or count > len(ordered):
        return Comparison(False)
    return Comparison(False, _inserted(ordered, signs, count))


def _inserted(ordered: Sequence[ApprovalEvent], signs: str, count: int) -> tuple[ApprovalEvent, ...]:
    """The events without which the first `count` of the others give the checkpoint: what a merge put in before it."""
    hashed = 0
    for extra in range(1, len(ordered) - count + 1):
        first = ordered[: count + extra]
        for left_out in combinations(range(len(first)), extra):
            hashed += count
            if hashed > _MOST_HASHED:
                return ()
            if _signs([event for at, event in enumerate(first) if at not in left_out]) == signs:
                return tuple(first[at] for at in left_out)
    return ()


def _signs(events: Sequence[ApprovalEvent]) -> str:
    digest = sha256(b"".join(event.line for event in events)).digest()
    number = int.from_bytes(digest[: _SIGNS * 5 // 8])
    signs = "".join(_ALPHABET[number >> shift & 31] for shift in range((_SIGNS - 1) * 5, -1, -5))
    return "-".join(signs[at : at + 4] for at in range(0, _SIGNS, 4))
