"""Marks that a heading or a line carries for whoever hands the text out: what an item is for, the time it has, and what is not public.

`## 4. Ny leder (V, 15 min) (unntatt: offl. § 13)` · a line of its own `Unntatt: offl. § 13` hides to the next blank line; and as people write
it, `(unntatt offentlighet, jf. offl. § 13)`, `u.off.`
(docs/format.md, "What is not public").
"""

import re
from collections.abc import Iterable, Iterator

from referat.languages.words import EXEMPT_PHRASES, EXEMPT_WORDS, EXEMPTING_LAWS, ITEM_KINDS, Spellings, spellings
from referat.model.fact import Fact
from referat.model.pattern import lazily


def _any(table: Spellings) -> str:
    return "|".join(sorted(map(re.escape, spellings(table)), key=len, reverse=True)).replace("\\ ", r"[ \t\xa0]++")


_WORDS, _PHRASES, _LAWS = map(_any, (EXEMPT_WORDS, EXEMPT_PHRASES, EXEMPTING_LAWS))
_REST = r"[^()]*+(?:\([^()]*+\)[^()]*+)*+"  # the ground may hold parentheses of its own
_LEADS = r"(?:jf\.?|jamfør|jfr\.?|etter|iht\.?|i[ ]medhold[ ]av|i[ ]henhold[ ]til|under)"
# What stands in parentheses at the end, and what it begins with: `unntatt: …`, `unntatt offentlighet, …`, `unntatt jf. offl. …`.
_GROUND = lazily(
    rf"[ \t]*+\((?:(?:{_PHRASES})(?!\w)[ \t]*+[:,;–-]?[ \t]*+(?P<full>{_REST})|"
    rf"(?:{_WORDS})[ \t,]*+(?P<law>(?:{_LEADS}[ \t\xa0]++)?(?:{_LAWS}){_REST})|"
    rf"(?:{_WORDS})[ \t]*+(?::[ \t]*+(?P<ground>{_REST}))?)\)\Z",
    re.IGNORECASE,
)
_BEFORE = " \t>-*+_0123456789.)"  # what may stand before a mark on a line of its own
_AFTER = " \t.,;:"  # what may stand after a mark
_KIND = lazily(
    r"[ \t]*+\((?:(?P<sign>[^\W\d_])(?:[ \t]*+,[ \t]*+(?P<time>[0-9]{1,3})[ \t]*+min[a-z]*+\.?)?|(?P<alone>[0-9]{1,3})[ \t]*+min[a-z]*+\.?)\)\Z",
    re.IGNORECASE,
)
_LINE = lazily(
    rf"(?:[ \t]*+>)*+[ \t]*+(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]++)?(?:\*\*|__|\*|_)?(?:"
    rf"(?:{_PHRASES})(?!\w)[*_]*+[ \t]*+(?::|,|;|–|-|(?={_LEADS}|{_LAWS})|(?=\Z))|(?:{_WORDS})[ \t]*+:)"
    r"(?:\*\*|__|\*|_)?[ \t]*+(?P<ground>.*?)[ \t]*\Z",
    re.IGNORECASE,
)
_FIRST = frozenset(letter for word in spellings(EXEMPT_PHRASES) | spellings(EXEMPT_WORDS) for letter in (word[0], word[0].upper()))


# What stands where a mark could, at the start of a line or cell, or after a bracket or a dash, and speaks of what is not public.
_ALMOST = lazily(
    rf"(?:^[\s>|(\[*_#+0-9.)-]*+|[(\[|–—]\s*+[*_]*+|\s-\s+)"
    rf"(?:(?:{_WORDS})\b(?=\s*[:.,]|[^.\n]{{0,30}}?(?:\boff|innsyn|disclos|{_LAWS}))|u\.?[ ]?off\b|lukk(?:et|a)\s+(?:møte|dør))",
    re.IGNORECASE,
)


class Marks(Fact):
    """A title without its marks, and what they say. `minutes` is 0 where no time is given, `ground` None where nothing is kept from the public."""

    __slots__ = ("ground", "kind", "minutes", "title")

    def __init__(self, title: str, kind: str = "", minutes: int = 0, ground: str | None = None) -> None:
        self.title = title
        self.kind = kind
        self.minutes = minutes
        self.ground = ground


def read_marks(title: str) -> Marks:
    """The marks at the end of a heading, in any order."""
    kind, minutes, ground = "", 0, None
    while (bare := title.rstrip(_AFTER)).endswith(")"):
        if not kind and not minutes and (said := _kind(title)):
            kind, minutes, title = said
        elif hidden := _GROUND.search(bare):
            ground = _ground(hidden) if ground is None else ground
            title = title[: hidden.start()].rstrip()
        else:
            break
    return Marks(title, kind, minutes, ground)


def _ground(found: re.Match[str]) -> str:
    return (found["ground"] or found["full"] or found["law"] or "").strip()


def _kind(title: str) -> tuple[str, int, str] | None:
    """`(V)`, `(V, 15 min)` or `(15 min)` at the end of a title: the kind, the minutes and the rest."""
    found = _KIND.search(title)
    kind = ITEM_KINDS.get((found["sign"] or "").lower(), "") if found else ""
    if not found or (found["sign"] and not kind):
        return None
    return kind, int(found["time"] or found["alone"] or 0), title[: found.start()].rstrip()


def line_ground(text: str) -> str | None:
    """The ground that a line of its own names for keeping what follows from the public; None where it is no such line."""
    found = _LINE.match(text) if text.lstrip(_BEFORE)[:1] in _FIRST else None
    return found["ground"].strip("*_ \t.") if found else None


def is_almost_mark(text: str) -> bool:
    """Whether a line that is no mark was perhaps meant as one: `## Sak 4 [unntatt: offl. § 13]`, `Unntatt etter offl. § 13`."""
    return _ALMOST.search(text) is not None


def ground_at_end(text: str) -> tuple[str, str | None]:
    """A text (an attachment in the header) without the mark at its end, and the ground it names."""
    bare = text.rstrip(_AFTER)
    found = _GROUND.search(bare) if bare.endswith(")") else None
    return (text[: found.start()].rstrip(), _ground(found)) if found else (text, None)


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
