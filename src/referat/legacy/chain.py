"""Which numbered lines are agenda items: the chain of numbers that holds best, told from lists inside items."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from referat.legacy.lines import Line
from referat.legacy.minutetable import minute_rows
from referat.legacy.names import looks_like_name
from referat.legacy.numbers import BARE, CASE, KEYED, PLAIN, SECTION, Numbered, read_number
from referat.legacy.titles import is_sentence
from referat.legacy.vocabulary import alternatives, words

_BEGINS = re.compile(r"\d|§|[SsPpIilÄäAa]|[IVX]{1,5}\.|[A-ZÆØÅ]{1,4}[ /-]{0,2}[A-Z]?\d|[A-ZÆØÅ]{1,4}-?[Ss]ak")
_IN_ROW = 1.0  # what it is worth to be a row of a table that sets out the minutes
_WINDOW = 60  # how many candidates back a chain looks for its predecessor
_STYLE_WORTH = {KEYED: 1.0, SECTION: 1.0, CASE: 0.8, PLAIN: 0.0, BARE: -0.5}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin an item."""

    index: int
    numbered: Numbered
    worth: float
    rest: str = ""  # what follows the title on its line, where that is known already


@cache
def closer() -> re.Pattern[str]:
    return re.compile(rf"^(?P<title>{alternatives(words('closers'))})\.?(?P<rest>\s*(?:[:;–-].*|\(.*\))?|(?<=\.)\s+[A-ZÆØÅÄÖ].*)$", re.IGNORECASE)


def _worth(lines: Sequence[Line], index: int, numbered: Numbered) -> float:
    """How much a numbered line looks like the head of an item."""
    line = lines[index]
    worth = _STYLE_WORTH[numbered.style]
    title = numbered.title
    worth += 0.6 if line.heading else 0.0
    worth += 0.5 if line.all_strong else 0.0
    worth += 0.5 if line.after_blank else 0.0
    worth += 0.2 if line.before_blank else 0.0
    worth -= 0.25 * min(line.indent, 4) if line.indent else 0.0
    worth -= 0.6 if line.bullet else 0.0
    if not title:
        worth -= 0.3
    elif closer().match(title):
        worth += 1.2
    elif title[:1].islower():
        worth -= 0.8
    elif len(title) <= 70 and not is_sentence(title):
        worth += 0.5
    elif len(title) > 200:
        worth -= 0.2
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is not None and not following.blank and read_number(following.text) is None:
        worth += 0.3
    if looks_like_name(title) and len(title.split()) > 1:
        worth -= 0.6
    return worth


def candidates_in(lines: Sequence[Line], used: AbstractSet[int]) -> list[Candidate]:
    found = []
    set_out = minute_rows(lines)
    for index, line in enumerate(lines):
        if line.blank or index in used or not _BEGINS.match(line.text):
            continue
        numbered = read_number(line.text)
        if numbered and (len(line.cells) <= 3 or index in set_out):
            worth = _worth(lines, index, numbered) + (_IN_ROW if index in set_out else 0.0)
            found.append(Candidate(index, numbered, worth))
    years = Counter(_hyphened(candidate.numbered.number) for candidate in found)
    return [one for one in found if not _hyphened(one.numbered.number) or years[_hyphened(one.numbered.number)] > 1]


def _hyphened(number: str) -> str:
    """The year of a number such as 09-15; one that no other number has may be a span or a time."""
    before, hyphen, after = number.rpartition("-")
    return after if hyphen and before.isdigit() and len(after) == 2 else ""


def _step(before: Numbered, after: Numbered) -> float | None:
    """What it costs that `after` follows `before` in one chain; None where it cannot."""
    if before.style != after.style and not {before.style, after.style} <= {KEYED, CASE, SECTION}:
        return None if {before.style, after.style} != {PLAIN, BARE} else 0.6
    a, b = before.order, after.order
    if before.key != after.key and (before.key or after.key):
        return 0.1
    if b == a:
        return 1.3
    if b < a:
        if len(a) != len(b):
            return 1.2
        return 1.6 if after.style in (KEYED, CASE, SECTION) else None  # plain numbers that start again are a list inside an item
    if len(b) > len(a) and b[: len(a)] == a:
        return 0.05  # 3 -> 3.1
    if len(a) == len(b) and a[:-1] == b[:-1]:
        gap = b[-1] - a[-1]
        return 0.0 if gap == 1 else 0.15 + 0.1 * min(gap, 8) if gap < 60 else 1.5
    return 0.0 if b[0] == a[0] + 1 else 0.2 + 0.1 * min(b[0] - a[0], 10)


def _best_chain(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
    """The chain of candidates with the greatest sum of worth less the cost of its steps."""
    best: list[float] = []
    link: list[int] = []
    for i, candidate in enumerate(candidates):
        start = candidate.worth - (0.0 if candidate.numbered.order[0] <= 1 or candidate.numbered.style in (KEYED, CASE, SECTION) else 0.3)
        score, back = start, -1
        for j in range(max(0, i - _WINDOW), i):
            cost = _step(candidates[j].numbered, candidate.numbered)
            if cost is not None and best[j] + candidate.worth + 0.4 - cost > score:
                score, back = best[j] + candidate.worth + 0.4 - cost, j
        best.append(score)
        link.append(back)
    if not best:
        return 0.0, []
    at = max(range(len(best)), key=lambda i: best[i])
    total, chain = best[at], []
    while at >= 0:
        chain.append(candidates[at])
        at = link[at]
    return total, chain[::-1]


def best_series(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
    """The best chain among the telling styles, else among plain numbers."""
    strong = [c for c in candidates if c.numbered.style in (KEYED, CASE, SECTION)]
    plain = [c for c in candidates if c.numbered.style in (PLAIN, BARE)]
    score, chain = _best_chain(strong)
    plain_score, plain_chain = _best_chain(plain)
    if chain and (score >= plain_score * 0.5 or len(chain) >= 3):
        return score, chain
    return (plain_score, plain_chain) if plain_score > score else (score, chain)
