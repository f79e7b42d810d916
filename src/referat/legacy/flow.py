"""Hard-wrapped text: lines that a sentence runs over, put together for the recognisers of sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from referat.legacy.lines import Line
from referat.legacy.numbers import read_number

_ENDS = (".", "!", "?", ":", ";")
_WIDEST = 130


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Several lines break off in mid-sentence and go on with a small letter below."""
    broken = sum(_goes_on(above, below) for above, below in pairwise(lines))
    return broken >= 2


def _goes_on(above: Line, below: Line) -> bool:
    return (
        not above.blank
        and not below.blank
        and not below.bullet
        and not above.heading
        and not above.text.endswith(_ENDS)
        and below.text[:1].islower()
        and 25 < len(above.raw) <= _WIDEST
    )


def join_sentences(lines: Sequence[Line], starts: set[int]) -> list[Line]:
    """As many lines as before: a line that goes on holds the whole paragraph, those it took are blank. `starts`: lines that begin an item."""
    if not is_wrapped(lines):
        return list(lines)
    width = max((len(line.raw.rstrip()) for line in lines if len(line.raw) <= _WIDEST), default=0)
    result = list(lines)
    holder: int | None = None
    for index, line in enumerate(lines):
        if (
            holder is not None
            and index not in starts
            and not line.blank
            and not line.bullet
            and not line.heading
            and read_number(line.text) is None
            and not line.cells
        ):
            above = lines[index - 1]
            breaks = line.text[:1].islower() or (len(above.raw.rstrip()) >= width * 0.75 and not re.match(r"^[\w ]{2,25}:", line.text))
            if breaks and not result[holder].text.endswith(("!", "?", ":")):
                whole = result[holder]
                result[holder] = replace(whole, text=f"{whole.text} {line.text}", raw=f"{whole.raw.rstrip()}\n{line.raw}")
                result[index] = replace(line, text="")
                continue
        holder = index if not line.blank and not line.cells and not line.heading and len(line.raw) <= _WIDEST else None
    return result
