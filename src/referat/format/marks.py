"""Marks that a heading or a line carries for whoever hands the text out: what an item is for, the time it has, and what is not public.

`## 4. Ny leder (V, 15 min) (unntatt: offl. § 13)` · a line of its own `Unntatt: offl. § 13` hides to the next blank line
(docs/format.md, "What is not public").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from referat.languages.words import EXEMPT_WORDS, ITEM_KINDS, spellings

_WORDS = "|".join(sorted(map(re.escape, spellings(EXEMPT_WORDS)), key=len, reverse=True))
# What stands in parentheses at the end; the ground may hold parentheses of its own.
_GROUND = re.compile(rf"[ \t]*+\((?:{_WORDS})[ \t]*+(?::[ \t]*+(?P<ground>[^()]*+(?:\([^()]*+\)[^()]*+)*+))?\)\Z", re.IGNORECASE)
_KIND = re.compile(
    r"[ \t]*+\((?:(?P<sign>[^\W\d_])(?:[ \t]*+,[ \t]*+(?P<time>[0-9]{1,3})[ \t]*+min[a-z]*+\.?)?|(?P<alone>[0-9]{1,3})[ \t]*+min[a-z]*+\.?)\)\Z",
    re.IGNORECASE,
)
_LINE = re.compile(rf"[ \t]*+(?:[-*+][ \t]++)?(?:\*\*|__)?(?:{_WORDS})[ \t]*+:(?:\*\*|__)?[ \t]*+(?P<ground>.*?)[ \t]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marks:
    """A title without its marks, and what they say. `minutes` is 0 where no time is given, `ground` None where nothing is kept from the public."""

    title: str
    kind: str = ""
    minutes: int = 0
    ground: str | None = None


def read_marks(title: str) -> Marks:
    """The marks at the end of a heading, in any order."""
    kind, minutes, ground = "", 0, None
    while title.endswith(")"):
        if hidden := _GROUND.search(title):
            ground = (hidden["ground"] or "").strip() if ground is None else ground
            title = title[: hidden.start()].rstrip()
        elif not kind and not minutes and (said := _kind(title)):
            kind, minutes, title = said
        else:
            break
    return Marks(title, kind, minutes, ground)


def _kind(title: str) -> tuple[str, int, str] | None:
    """`(V)`, `(V, 15 min)` or `(15 min)` at the end of a title: the kind, the minutes and the rest."""
    found = _KIND.search(title)
    kind = ITEM_KINDS.get((found["sign"] or "").lower(), "") if found else ""
    if not found or (found["sign"] and not kind):
        return None
    return kind, int(found["time"] or found["alone"] or 0), title[: found.start()].rstrip()


def line_ground(text: str) -> str | None:
    """The ground that a line of its own names for keeping what follows from the public; None where it is no such line."""
    found = _LINE.match(text) if ":" in text else None
    return found["ground"].strip("*_ \t.") if found else None


def ground_at_end(text: str) -> tuple[str, str | None]:
    """A text (an attachment in the header) without the mark at its end, and the ground it names."""
    found = _GROUND.search(text) if text.endswith(")") else None
    return (text[: found.start()].rstrip(), (found["ground"] or "").strip()) if found else (text, None)


def hidden_lines(texts: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Every passage that a line keeps from the public: the index of that line, that of the line after the last, and the ground."""
    begun: tuple[int, str] | None = None
    index = -1
    for index, text in enumerate(texts):
        if begun is None and (ground := line_ground(text)) is not None:
            begun = index, ground
        elif begun and not text.strip():
            yield begun[0], index, begun[1]
            begun = None
    if begun:
        yield begun[0], index + 1, begun[1]
