"""Which headings of a body are its agenda items: those of level 2, and cases that stand at another level or are written as headings otherwise."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from referat.format.boxes import Scan
from referat.format.labels import heading_openings
from referat.format.lines import WS
from referat.format.marks import read_marks
from referat.format.numbers import is_case_number, names_year, read_number
from referat.languages.phrases import AGENDA_WORDS
from referat.languages.words import spellings

ITEM_LEVEL = 2
_AGENDA = spellings(AGENDA_WORDS)
_LOOSE = re.compile(r"(#{1,6})(?=[^\s#])(.*)", re.DOTALL)
_UNDERLINE = re.compile(r" {0,3}(-{3,}|={3,})[ \t]*\Z")
_SHORTEST_UNDERLINE = 5  # signs; `---` is as often a line between two parts of a text
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1[ \t]*\Z")


class Section(NamedTuple):
    """An agenda item: the index of its heading, that of the first line under it and of the line after its last, and what the heading says."""

    at: int
    start: int
    end: int
    words: str
    number: str
    title: str
    kind: str


class _Heading(NamedTuple):
    at: int
    start: int
    level: int
    words: str


def sections(texts: Sequence[str], found: Scan, year: int | None) -> list[Section]:
    """The agenda items of a body. `year` is that of the meeting, by which a number without a word is told from any other."""
    headings = [_Heading(index, index + 1, level, words) for index, level, words in found.headings]
    if other := _other_headings(texts, found, has_headings=bool(headings)):
        headings = sorted([*headings, *other])
    if not headings:
        return []
    years = frozenset() if year is None else _years(headings, year)
    items, ends = _items_among(headings, years)
    made: list[Section] = []
    for number, item in enumerate(items):
        end = next((index for index in ends if index > item.at), len(texts)) if ends else len(texts)
        following = items[number + 1] if number + 1 < len(items) else None
        end = min(end, following.at) if following else end
        words = item_heading(item.words, years)
        is_container = item.level == ITEM_LEVEL and following is not None and following.level > ITEM_LEVEL and not words[0]
        if is_container and not any(texts[index].strip() for index in range(item.start, end)):
            continue
        made.append(Section(item.at, item.start, end, item.words, *words))
    return made


@lru_cache(maxsize=4096)  # the same items come back at meeting after meeting
def item_heading(words: str, years: frozenset[int] = frozenset()) -> tuple[str, str, str]:
    """The number, the title and the kind that the words of an item's heading say."""
    number, title = read_number(words, years)
    return number, *without_kind(title)


def without_kind(title: str) -> tuple[str, str]:
    """A title without the mark at its end, and the kind the mark gives it."""
    if ")" not in title[-2:]:
        return title, ""
    marks = read_marks(title)
    return marks.title, marks.kind


def _years(headings: Sequence[_Heading], year: int) -> frozenset[int]:
    """The years that the number of a case may name: the meeting's and those beside it, and any that a case numbered with a word names."""
    return _near(year) | {named for heading in headings if "/" in heading.words or "-" in heading.words if (named := names_year(heading.words))}


@lru_cache(maxsize=128)
def _near(year: int) -> frozenset[int]:
    return frozenset({year - 1, year, year + 1})


def _items_among(headings: Sequence[_Heading], years: frozenset[int]) -> tuple[list[_Heading], list[int]]:
    """The headings that are items, and the indexes of those that end one and are none themselves."""
    items: list[_Heading] = []
    ends: list[int] = []
    has_usual = any(heading.level == ITEM_LEVEL for heading in headings)
    above: _Heading | None = None  # the heading that those of deeper levels stand under
    for heading in headings:
        level, words = heading.level, heading.words
        if items and level >= ITEM_LEVEL and heading_openings(words)[0]:
            continue  # "### Vedtak" belongs to the case above
        if level == ITEM_LEVEL:
            is_item = not (items and items[-1].level < ITEM_LEVEL) or is_case_number(words, years)
        elif level < ITEM_LEVEL:
            is_item = is_case_number(words, years)
            if not is_item:
                ends.append(heading.at)
        else:
            is_item = _is_deeper_item(words, above, years, has_usual=has_usual)
        if is_item:
            items.append(heading)
        if level <= ITEM_LEVEL:
            above = heading
    return items, ends


def _is_deeper_item(words: str, above: _Heading | None, years: frozenset[int], *, has_usual: bool) -> bool:
    """Whether a heading of level 3 or deeper is a case: it has a number, and what it stands under is none with a number of its own."""
    if above is not None and item_heading(above.words, years)[0]:
        return False
    if is_case_number(words, years):
        return True
    is_agenda = above is not None and above.words.casefold().rstrip(":") in _AGENDA
    return (is_agenda or not has_usual) and bool(item_heading(words, years)[0])


def _other_headings(texts: Sequence[str], found: Scan, *, has_headings: bool) -> list[_Heading]:
    """Headings that Markdown or a hasty hand writes otherwise: underlined, without a blank after the #, a case in bold on a line of its own."""
    made: list[_Heading] = []
    bold_lines: list[tuple[int, str]] = []
    for index in found.prose:
        text = texts[index]
        first = text[0]
        if first == "#" and (loose := _LOOSE.match(text)):
            words = loose[2].strip(WS)
            if len(loose[1]) >= ITEM_LEVEL or is_case_number(words):
                made.append(_Heading(index, index + 1, len(loose[1]), words.rstrip("#").rstrip(WS)))
        elif first in "-= " and (line := _UNDERLINE.match(text)) and _is_underlined(texts, index, line[1]):
            made.append(_Heading(index - 1, index + 1, 1 if line[1][0] == "=" else ITEM_LEVEL, texts[index - 1].strip(WS)))
        elif first in "*_" and (bold := _BOLD_LINE.match(text)) and is_case_number(bold[2]):
            bold_lines.append((index, bold[2].strip(WS)))
    level = ITEM_LEVEL + 1 if made or has_headings else ITEM_LEVEL
    return made + [_Heading(index, index + 1, level, words) for index, words in bold_lines]


def _is_underlined(texts: Sequence[str], index: int, underline: str) -> bool:
    """Whether the line above is a paragraph of one line, meant as a heading: it has the number of a case, or the underline is no mere `---`."""
    above = texts[index - 1].strip(WS) if index else ""
    if not above or above[0] in "#>|-*+<`~" or (index > 1 and texts[index - 2].strip(WS)):
        return False
    return is_case_number(above) or (len(underline) >= _SHORTEST_UNDERLINE and len(underline) * 2 >= len(above))
