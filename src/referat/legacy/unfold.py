"""Lines that hold several: "Dato: 1.2.19 Sted: Skolen", and whole minutes that lost their line breaks, cut at labels and numbers."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from referat.legacy.lines import LONGEST_READ, Line, classify, with_neighbours
from referat.legacy.numbers import read_number
from referat.legacy.vocabulary import alternatives, inline_labels, table

LONGEST_CUT = 300_000  # characters; what is longer is not minutes on one line
LONG_ALONE = 200  # the same, where hardly another line stands
LONG = 500  # a longer line than people write: the breaks were lost
_HEADER_LINES = 60
_NUMBER = re.compile(r"(?<=[\s.])(?=(?P<n>\d{1,2})[.)]\s{1,3}[A-ZÆØÅÄÖ])")
_SENTENCE = re.compile(r"(?<=[a-zæøåäö]{3})\.\s+(?=[A-ZÆØÅÄÖ])")
_KEYED = re.compile(r"(?<=[\s.])(?=(?:Sak|SAK|Punkt|Pkt\.?|Item|PS|RS)\s{0,2}(?:nr\.?\s?)?\d{1,3}|§\s?\d{1,3})")


@cache
def _outcomes() -> re.Pattern[str]:
    names = {
        word
        for field in ("decision", "proposal", "voting", "next", "action", "owner", "todo", "end")
        for word in table("labels", field)
        if len(word) > 3
    }
    return re.compile(rf"(?<=[\s.])(?=(?:{alternatives(names)})\s*:)", re.IGNORECASE)


def _numbers(raw: str) -> list[int]:
    """Where 1., 2., 3. ... begin, taken in order, so that a stray number does not cut."""
    found, expected = [], None
    for match in _NUMBER.finditer(raw):
        number = int(match["n"])
        if (expected is None and number <= 2) or number == expected or (expected is not None and expected < number <= expected + 2):
            found.append(match.start())
            expected = number + 1
    return found if len(found) >= 2 else []


def cuts(raw: str, in_header: bool, alone: bool = False) -> list[int]:
    """Where a line is to be cut. `alone`: it is nearly all the document."""
    long = len(raw) > (LONG_ALONE if alone else LONG)
    at: set[int] = set()
    if in_header or long:
        labels = [position for position in inline_labels(raw) if position > 0]
        if labels and (long or len(labels) > 1 or inline_labels(raw)[0] == 0 or len(raw) > 60):
            at |= set(labels)
    if long:
        keyed = [match.start() for match in _KEYED.finditer(raw) if read_number(raw[match.start() : match.start() + 60])]
        at |= set(keyed) if len(keyed) >= 2 else set(_numbers(raw))
        at |= {match.start() for match in _outcomes().finditer(raw) if raw[match.start()].isupper()}
        if alone and not keyed and not _numbers(raw):
            at |= _after_lists(raw, at)
    return sorted(at)


def _after_lists(raw: str, at: set[int]) -> set[int]:
    """Where prose begins after a label's value: at its first full stop, so that the list of people does not hold the minutes."""
    starts = sorted({0, *at})
    ends = [*starts[1:], len(raw)]
    return {
        start + found.end()
        for start, end in zip(starts, ends, strict=True)
        if end - start > LONG_ALONE / 2 and (found := _SENTENCE.search(raw[start:end]))
    }


def unfold(lines: Sequence[Line]) -> list[Line]:
    """The lines with those that hold several cut into parts; each part keeps its line number."""
    result: list[Line] = []
    changed = False
    alone = sum(not line.raw.isspace() and bool(line.raw) for line in lines[:20]) <= 3
    for index, line in enumerate(lines):
        raw = line.raw
        worth_it = 15 < len(raw) <= LONGEST_CUT and (":" in raw or len(raw) > LONG) and not raw.isspace() and raw.lstrip()[:1] != "|"
        at = cuts(raw, index < _HEADER_LINES, alone) if worth_it else []
        parts = [piece for part in _between(raw, at) for piece in _readable(part)] if worth_it else [raw]
        if len(parts) < 2:
            result.append(line)
            continue
        changed = True
        result += [classify(line.number, part, number) for number, part in enumerate(parts, 1)]
    return with_neighbours(result) if changed else list(result)


def _between(raw: str, at: Sequence[int]) -> list[str]:
    return [raw[a:b] for a, b in pairwise([0, *at, len(raw)]) if raw[a:b].strip()]


def _readable(part: str) -> list[str]:
    """A part that is too long to be read, cut at the ends of sentences where it has them."""
    if len(part) <= LONGEST_READ:
        return [part]
    pieces: list[str] = []
    start = 0
    while len(part) - start > LONGEST_READ:
        end = part.rfind(". ", start, start + LONGEST_READ)
        if end < 0:
            break
        pieces.append(part[start : end + 2])
        start = end + 2
    return [*pieces, part[start:]]
