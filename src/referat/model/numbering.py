"""How a group numbers its cases: from 1 at each meeting, or on through the year as `Sak 12/26`, by an example in the group's file."""

import re
from collections.abc import Iterable

from referat.model.fact import Record

_EXAMPLE = re.compile(r"(?:(?P<word>[^\W\d_]+(?:[/-][^\W\d_]+)?\.?)[ \t]+)?[0-9]+(?P<sign>[/-])(?P<year>[0-9]{4}|[0-9]{2})\Z")
_NUMBER = re.compile(r"(?:\A|[ \t])([0-9]+)[/-]([0-9]{4}|[0-9]{2})\Z")


class Numbering(Record):
    """How the items of one agenda are numbered, and with which number they begin. `year` is "" where each agenda begins anew."""

    first: int = 1
    word: str = ""
    sign: str = ""
    year: str = ""

    def text(self, number: int) -> str:
        """A number as a heading has it: `4`, `Sak 4/26`."""
        return f"{self.word} {number}{self.sign}{self.year}".strip() if self.year else str(number)


FROM_ONE = Numbering()


def numbering_like(example: str, year: int, used: Iterable[str]) -> Numbering | None:
    """The numbering of which `Sak 1/26` is an example, in a year and after the numbers that are used; None for what is no example."""
    match = _EXAMPLE.match(" ".join(example.split()))
    if match is None:
        return None
    taken = [number for one in used if (number := number_in_year(one, year)) is not None]
    return Numbering(max(taken, default=0) + 1, match["word"] or "", match["sign"], f"{year:04d}"[-len(match["year"]) :])


def number_in_year(written: str, year: int) -> int | None:
    """The 12 of `12/26`, `12/2026` and `PS 12/26` in that year; None for any other number."""
    match = _NUMBER.search(written)
    return int(match[1]) if match and f"{year:04d}".endswith(match[2]) else None
