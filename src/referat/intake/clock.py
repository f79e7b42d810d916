"""Times of day as people write them: 09.00-10.30, kl 1800, 7.15pm, 1300-1500."""

import re
from dataclasses import dataclass

from referat.languages.lexicon import alternatives, words

_CLOCK = alternatives(words("clock"))
_HALF_DAY = r"(?:\s?(?P<{0}>[ap])\.?m\b\.?)?"
_ONE = r"(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>\d\d))?" + r"(?!\d)(?!\.\d)" + _HALF_DAY.replace("{0}", "{0}p")
_COMPACT = r"(?P<{0}h>[0-2]\d)(?P<{0}m>[0-5]\d)(?!\d)(?P<{0}p>)"
_FREE = r"(?<![\d.,:/])"
_FULL = r"(?P<{0}h>\d{{1,2}})[:.](?P<{0}m>\d\d)(?!\d)(?!\.\d)" + _HALF_DAY.replace("{0}", "{0}p")
_DASH = r"\s?(?:-|–|—|til|till|to|until|/)\s?(?:kl\.?\s?)?"
_AT = rf"(?<!\w)(?:{_CLOCK})\.?:?\s?"


def _range(first: str, second: str) -> str:
    return first.format("a") + _DASH + second.format("b") + r"(?!\s?min)"


# In order of how telling they are; the last three are only read where a time is expected.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_AT})?(?<![\d.,:/])" + _range(_COMPACT, _COMPACT),
        rf"(?:{_AT})?{_FREE}" + _FULL.format("a") + rf"(?:{_DASH}|\s)" + _FULL.format("b"),
        _AT + _range(_ONE, _ONE),
        _FREE + _ONE.format("a") + _DASH + r"(?P<bh>\d{1,2})(?:[:.](?P<bm>\d\d))?\s?(?P<bp>[ap])\.?m\b",
        r"(?<!\w)at\s" + _FULL.format("a"),
        _AT + _COMPACT.format("a"),
        _AT + _ONE.format("a"),
        r"(?<![\d.,:/])(?P<ah>\d{1,2})(?:[:.](?P<am>\d\d))?\s?(?P<ap>[ap])\.?m\b",
    )
)
_LOOSE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.,:/])" + _range(_ONE, _ONE),
        r"(?<![\d.,:/])" + _COMPACT.format("a"),
        r"(?<![\d.,:/])(?P<ah>\d{1,2})[:.](?P<am>\d\d)(?!\d)(?!\.\d)(?P<ap>)",
        r"^\s*(?P<ah>\d{1,2})\s*$",
    )
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time or a span of time, as HH:MM, and the words it was read from."""

    start: str
    end: str | None
    words: str


def _time(hour: str | None, minute: str | None, half: str | None) -> str | None:
    if hour is None:
        return None
    h, m = int(hour), int(minute or 0)
    if half:
        if h > 12:
            return None
        h = h % 12 + (12 if half.casefold() == "p" else 0)
    return f"{h:02d}:{m:02d}" if h <= 23 and m <= 59 else None


_YEARS = re.compile(r"(?:19|20)\d\d")


def _clock(found: re.Match[str]) -> Clock | None:
    groups = found.groupdict()
    if (pair := _YEARS.findall(found.group(0))) and len(pair) == 2 and found.group(0)[0].isdigit() and int(pair[1]) == int(pair[0]) + 1:
        return None  # the season 2017/2018
    end_half = groups.get("bp")
    start = _time(
        groups["ah"], groups.get("am"), groups.get("ap") or (end_half if end_half and int(groups["ah"]) <= int(groups.get("bh") or 0) else None)
    )
    if start is None:
        return None
    end = _time(groups.get("bh"), groups.get("bm"), end_half)
    if end is not None and end < start and not end_half and int(end[:2]) <= 12 and f"{int(end[:2]) + 12:02d}" <= "23":
        later = f"{int(end[:2]) + 12:02d}{end[2:]}"  # 12:00-2:00
        end = later if later > start else end
    return Clock(start, end, found.group(0).strip())


def read_clock(text: str, expected: bool = False) -> Clock | None:
    """The first time of day in the text. `expected`: a time is what should stand here, so bare "19.00" and "1900" count."""
    if not any(char.isdigit() for char in text):
        return None
    for pattern in _PATTERNS + (_LOOSE if expected else ()):
        for match in pattern.finditer(text):
            found = _clock(match)
            if found:
                return found
    return None
