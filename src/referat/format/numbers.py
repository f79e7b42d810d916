"""The numbers of agenda items, as headings and references write them."""

import re
from functools import cache

from referat.languages.words import ITEM_WORDS, spellings


def either(*tables: dict[str, tuple[str, ...]]) -> str:
    """A pattern for any spelling in any language, the longest first."""
    words = sorted(frozenset().union(*(spellings(table) for table in tables)), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in words)


def read_number(heading: str) -> tuple[str, str]:
    """The number an agenda heading begins with, and the title after it. A trailing `.` or `)` is left out; "" where there is no number."""
    number, dot, title = heading.partition(". ")
    if dot and title[:1].isalpha() and number.isascii() and number.isdecimal():  # most headings
        return number, title.strip()
    match = _number().match(heading)
    if not match:
        return "", heading.strip()
    number = next(value for value in match.group("section", "item", "register", "plain") if value)
    return " ".join(number.split()), heading[match.end() :].strip()


def read_reference(text: str) -> str:
    """An item's number as a reference writes it: `sak 4.` is 4."""
    if text.isascii() and text.isdigit():  # as the tool writes it
        return text
    number, rest = read_number(text.strip() if text.strip()[-1:] in {".", ")"} else text.strip() + ".")
    return number if number and not rest else text.strip().rstrip(".)")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<section>§[ \t]*+[0-9]+[a-z]?)|(?:{either(ITEM_WORDS)})[ \t]++(?P<item>[0-9]+(?:/[0-9]{{2,4}})?[a-z]?(?![0-9/]))"
        r"|(?P<register>[A-ZÆØÅ]{1,4}(?:/[A-ZÆØÅ])?(?:-sak)?[ \t]++[0-9]+/[0-9]{2,4})|(?P<plain>[0-9]++(?:\.[0-9]++)*+)[.)])"
        r"(?=[\s:–—.\-]|\Z)[\s:–—.\-]*+",
        re.IGNORECASE,
    )
