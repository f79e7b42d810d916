"""Lines that hold several: "Dato: 1.2.19 Sted: Skolen", and whole minutes that lost their line breaks, cut at labels and numbers."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from referat.documents.block import Block
from referat.documents.text import LONGEST_READ
from referat.intake.labels import inline_labels
from referat.intake.numbering import read_number
from referat.languages.lexicon import alternatives, words

LONGEST_CUT = 300_000  # characters; what is longer is not minutes on one line
MOST_CUTS = 2000  # a line with more of them is no line of minutes
LONG_ALONE = 200  # the same, where hardly another line stands
LONG = 500  # a longer line than people write: the breaks were lost
_NUMBER = re.compile(r"(?<=[\s.])(?=(?P<n>\d{1,2})[.)]\s{1,3}[A-ZÆØÅÄÖ])")
_SENTENCE = re.compile(r"(?<=[a-zæøåäö]{3})\.\s+(?=[A-ZÆØÅÄÖ])")


@cache
def _keyed() -> re.Pattern[str]:
    names = "|".join(
        sorted({form for word in words("item_words") if " " not in word for form in (word.capitalize(), word.upper())}, key=len, reverse=True)
    )
    return re.compile(rf"(?<=[\s.])(?=(?:{names}|PS|RS)\.?\s{{0,2}}(?:nr\.?\s?)?\d{{1,3}}|§\s?\d{{1,3}})")


@cache
def _outcomes() -> re.Pattern[str]:
    names = {
        word
        for field in ("decision", "proposal", "voting", "next", "action", "owner", "todo", "end")
        for word in words(f"labels.{field}")
        if len(word) > 3
    }
    return re.compile(rf"(?<=[\s.])(?=(?:{alternatives(names)})\s*:)", re.IGNORECASE)


def prepare(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those that hold several cut into parts; each part keeps its place."""
    alone = sum(not block.blank for block in blocks[:20]) <= 3
    out: list[Block] = []
    for block in blocks:
        text = block.text
        worth_it = block.kind == "text" and LONG_ALONE < len(text) <= LONGEST_CUT
        at = _cuts(text, alone) if worth_it else []
        at = at if len(at) <= MOST_CUTS else []
        parts = [piece for part in _between(text, at) for piece in _readable(part)] if at or len(text) > LONGEST_READ else [text]
        if len(parts) < 2:
            out.append(replace(block, kind="aside") if len(text) > LONGEST_READ else block)
            continue
        for number, part in enumerate(parts):
            kind = "aside" if len(part) > LONGEST_READ else block.kind  # kept as it is, and nothing is read out of it
            out.append(replace(block, kind=kind, text=part.strip(), raw=part, cells=(), links=block.links if number == 0 else ()))
    return out


def _cuts(text: str, alone: bool) -> list[int]:
    if len(text) <= (LONG_ALONE if alone else LONG):
        labels = inline_labels(text)
        return labels if len(labels) > 1 else []
    at = {position for position in inline_labels(text) if position > 0}
    keyed = [found.start() for found in _keyed().finditer(text) if read_number(text[found.start() : found.start() + 60])]
    numbers = _numbers(text)
    at |= set(keyed) if len(keyed) >= 2 else set(numbers)
    at |= {found.start() for found in _outcomes().finditer(text) if text[found.start()].isupper()}
    if alone and not keyed and not numbers:
        at |= _after_lists(text, at)
    return sorted(at)


def _numbers(text: str) -> list[int]:
    """Where 1., 2., 3. ... begin, taken in order, so that a stray number does not cut."""
    found, expected = [], None
    for match in _NUMBER.finditer(text):
        number = int(match["n"])
        if (expected is None and number <= 2) or (expected is not None and expected <= number <= expected + 2):
            found.append(match.start())
            expected = number + 1
    return found if len(found) >= 2 else []


def _after_lists(text: str, at: set[int]) -> set[int]:
    """Where prose begins after a label's value: at its first full stop, so that the list of people does not hold the minutes."""
    starts = sorted({0, *at})
    ends = [*starts[1:], len(text)]
    return {
        start + found.end()
        for start, end in zip(starts, ends, strict=True)
        if end - start > LONG_ALONE / 2 and (found := _SENTENCE.search(text[start:end]))
    }


def _between(text: str, at: Sequence[int]) -> list[str]:
    edges = sorted({0, *at, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(edges) if text[a:b].strip()]


def _readable(part: str) -> list[str]:
    """A part that is too long to be read, cut at the ends of sentences where it has them."""
    pieces: list[str] = []
    start = 0
    while len(part) - start > LONGEST_READ:
        end = part.rfind(". ", start, start + LONGEST_READ)
        if end < 0:
            break
        pieces.append(part[start : end + 2])
        start = end + 2
    return [*pieces, part[start:]]
