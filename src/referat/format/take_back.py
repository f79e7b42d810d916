"""One change of a file taken back, with what has come since in other lines left as it is: whole lines, and nothing is guessed.

The texts are bytes: as they were before the change (`old`), as it left them (`left`), and as they are now. Lines keep their own endings.
"""

import re
from collections.abc import Iterator, Sequence

from referat.model.fact import Record

# A dated line under an action: what has come to the log that a change wrote in belongs to what it changed.
_LOG = re.compile(rb"[ \t]+(?:[-*+]|\d{1,9}[.)])[ \t]+\d{4}-\d\d-\d\d\b")


class LineInTheWay(Record):
    """The number of the first line of the text as it is now that stands where the change was made."""

    line: int


class _Hunk(Record):
    """Lines `start` to `end` of a text, and the lines of another, from its line `at`, that stand in their place."""

    start: int
    end: int
    at: int
    lines: Sequence[bytes]


def take_back(old: bytes, left: bytes, now: bytes) -> bytes | LineInTheWay:
    """The text as it is now without the change from `old` to `left`; or the line that stands in the way."""
    was, lines = old.splitlines(keepends=True), left.splitlines(keepends=True)
    back, since = list(_hunks(lines, was)), list(_hunks(lines, now.splitlines(keepends=True)))
    for mine in back:
        for other in since:
            if _meet(mine, other) or _same_log(mine, other, lines):
                return LineInTheWay(other.at + 1)
    for hunk in sorted((*back, *since), key=lambda hunk: (hunk.start, hunk.end), reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return b"".join(lines)


def _meet(mine: _Hunk, other: _Hunk) -> bool:
    """Whether two changes of one text touch the same lines, or put lines in at the same place."""
    if mine.start == mine.end and other.start <= mine.start <= other.end and _holds(other.lines, mine.lines):
        return True  # they are there again
    return (mine.start < other.end and other.start < mine.end) or mine.start == mine.end == other.start == other.end


def _holds(lines: Sequence[bytes], wanted: Sequence[bytes]) -> bool:
    """Whether these lines stand one after the other among others."""
    return any(lines[at : at + len(wanted)] == wanted for at in range(len(lines) - len(wanted) + 1))


def _same_log(mine: _Hunk, other: _Hunk, lines: Sequence[bytes]) -> bool:
    """Whether a dated line came into the log in which the change wrote, right above or below its own."""
    if other.start != other.end or not any(map(_LOG.match, other.lines)):
        return False
    return (other.start == mine.end > mine.start) or (other.start == mine.start < mine.end and _LOG.match(lines[mine.start]) is not None)


def _hunks(one: Sequence[bytes], other: Sequence[bytes]) -> Iterator[_Hunk]:
    """What makes `other` of `one`."""
    from difflib import SequenceMatcher

    most = min(len(one), len(other))
    start = next((n for n in range(most) if one[n] != other[n]), most)
    end = next((n for n in range(most - start) if one[-1 - n] != other[-1 - n]), most - start)
    middle, others = one[start : len(one) - end], other[start : len(other) - end]
    for tag, first, last, at, to in SequenceMatcher(None, middle, others, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Hunk(start + first, start + last, start + at, others[at:to])
