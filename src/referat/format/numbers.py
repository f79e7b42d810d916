"""The numbers of agenda items, as headings and references write them."""

import re
from collections.abc import Set as AbstractSet
from functools import cache

from referat.languages.phrases import NUMBER_WORDS
from referat.languages.words import ITEM_WORDS, spellings

_NUMBER_SLASH = re.compile(r" ?/ ?(?=[0-9]{2,4}\Z)")
_DIGITS = r"[0-9]+(?:[ ]?/[ ]?[0-9]{2,4}|-(?:[0-9]{2}|[0-9]{4}))?[a-z]?(?![0-9/])"
_YEAR = re.compile(r"[/-][ ]?([0-9]{4}|[0-9]{2})[a-z]?\Z")


def either(*tables: dict[str, tuple[str, ...]]) -> str:
    """A pattern for any spelling in any language, the longest first."""
    words = sorted(frozenset().union(*(spellings(table) for table in tables)), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in words)


def read_number(heading: str, years: AbstractSet[int] = frozenset()) -> tuple[str, str]:
    """The number an agenda heading begins with, and the title after it. A trailing `.` or `)` is left out; "" where there is no number.

    `12/26` and `12-26` without a word before them are numbers only where the year they name is one of `years`: `24/7 vakt` is none.
    """
    number, dot, title = heading.partition(". ")
    if dot and title[:1].isalpha() and number.isascii() and number.isdecimal():  # most headings
        return number, title.strip()
    match = _number().match(heading)
    if not match or (match["bare"] and _year_in(match["bare"]) not in years):
        return "", heading.strip()
    number = next(value for value in match.group("section", "item", "number", "register", "bare", "plain") if value)
    return _NUMBER_SLASH.sub("/", " ".join(number.split())), heading[match.end() :].strip()


def is_case_number(heading: str, years: AbstractSet[int] = frozenset()) -> bool:
    """Whether a heading begins with the number of a case, which a word or a year tells from any other number."""
    match = _number().match(heading)
    return match is not None and not match["plain"] and (not match["bare"] or _year_in(match["bare"]) in years)


def names_year(heading: str) -> int | None:
    """The year that the number of a case names, where a word stands before it: 2026 of `Sak 12/26`."""
    match = _number().match(heading)
    number = match and (match["item"] or match["register"] or match["number"])
    return _year_in(number) if number else None


def _year_in(number: str) -> int | None:
    match = _YEAR.search(number)
    return (int(match[1]) + 2000 if len(match[1]) == 2 else int(match[1])) if match else None


def read_reference(text: str) -> str:
    """An item's number as a reference writes it: `sak 4.` is 4."""
    if text.isascii() and text.isdigit():  # as the tool writes it
        return text
    number, rest = read_number(text.strip() if text.strip()[-1:] in {".", ")"} else text.strip() + ".")
    return number if number and not rest else text.strip().rstrip(".)")


def is_same_case(named: str, number: str) -> bool:
    """Whether a case that a sentence calls by its number is the one whose heading has this number; `3` and `3/26` are one."""
    one, other = (" ".join(text.split()).rpartition(" ")[2] for text in (named, number))
    has_years = _YEAR.search(one) and _YEAR.search(other)
    return one == other if has_years else re.split(r"[/-]", one)[0] == re.split(r"[/-]", other)[0]


def numbered_case() -> str:
    """A pattern for a case called by its number: `Sak 12/26`, `punkt nr. 4`."""
    return rf"(?:(?:{either(ITEM_WORDS)})[ \t]++(?:(?:{either(NUMBER_WORDS)})[ \t]*+)?{_DIGITS})"


@cache
def _number() -> re.Pattern[str]:
    number, nr = _DIGITS, rf"(?:{either(NUMBER_WORDS)})"
    return re.compile(
        rf"(?:(?P<section>§[ \t]*+[0-9]+[a-z]?)|(?:{either(ITEM_WORDS)})[ \t]++(?:{nr}[ \t]*+)?(?P<item>{number})"
        rf"|{nr}[ \t]*+(?P<number>{number})"
        rf"|(?P<register>[A-ZÆØÅ]{{1,4}}(?:/[A-ZÆØÅ])?(?:-(?:{either(ITEM_WORDS)}))?[ \t]++[0-9]+[ ]?/[ ]?[0-9]{{2,4}})"
        r"|(?P<bare>[0-9]{1,4}(?:[ ]?/[ ]?|-)(?:[0-9]{2}|[0-9]{4})(?![0-9/-]))|(?P<plain>[0-9]++(?:\.[0-9]++)*+)[.)])"
        r"(?=[\s:–—.\-]|\Z)[\s:–—.\-]*+",
        re.IGNORECASE,
    )
