"""The word tables of all languages, compiled once into the lookups that the recognisers share."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from referat.languages.calendar import MONTHS, WEEKDAYS
from referat.languages.legacy_words import WORDS

# A longer phrase wins over a shorter one; between equal phrases the field earlier here wins ("dato" is the date, not the due date).
HEADER_FIELDS = (
    "date",
    "time",
    "place",
    "present",
    "absent",
    "substitutes",
    "others",
    "chair",
    "secretary",
    "signers",
    "copy",
    "agenda",
    "next",
    "end",
    "letterhead",
    "body",
    "attachments",
)
PEOPLE_FIELDS = ("present", "absent", "substitutes", "others")
BODY_FIELDS = ("decision", "proposal", "voting", "owner", "due", "action", "todo", "todo_loose", "todo_old", "comment")


class Label(NamedTuple):
    """A line's label: which field, the words of it, and what stands after. `colon` says whether a separator stood there."""

    field: str
    words: str
    rest: str
    colon: bool


@cache
def words(name: str) -> tuple[str, ...]:
    """One list of all languages' words for a thing, the longest first."""
    found = {word for table in WORDS.values() for word in getattr(table, name)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def table(name: str, key: str) -> tuple[str, ...]:
    """As `words`, for the entry `key` of a table such as labels, roles, kinds or elected."""
    found = {word for language in WORDS.values() for word in getattr(language, name).get(key, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression that matches any of the phrases, white space of any width between their words."""
    ordered = sorted(set(phrases), key=lambda word: (-len(word), word))
    return "|".join(map(_escaped, ordered))


@lru_cache(maxsize=8192)
def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


@cache
def phrase(name: str, key: str = "") -> re.Pattern[str]:
    """Whole-word pattern for a list of words or for one entry of a table."""
    return re.compile(rf"(?<!\w)(?:{alternatives(table(name, key) if key else words(name))})(?!\w)", re.IGNORECASE)


@cache
def _fields(fields: tuple[str, ...]) -> dict[str, str]:
    known: dict[str, str] = {}
    for field in fields:
        for word in table("labels", field):
            known.setdefault(re.sub(r"\s+", " ", word), field)
    return known


@cache
def _label_pattern(fields: tuple[str, ...]) -> re.Pattern[str]:
    known = alternatives(_fields(fields))
    return re.compile(  # "Til stede/Present:" is one label in two languages
        rf"^(?P<words>{known})(?:\s?/\s?(?:{known}))?(?![\w/])\.?(?P<aside>\s*\([^)]{{0,40}}\))?(?P<sep>\s*[.]?\s*[:;]+|\s+[-–—]+(?=\s|$)|\s*\t|\s*[.]?\s*$|(?=\s))(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


def _field_of(phrase_found: str, fields: tuple[str, ...]) -> str:
    return _fields(fields)[re.sub(r"\s+", " ", phrase_found.casefold())]


def read_label(text: str, fields: tuple[str, ...] = HEADER_FIELDS) -> Label | None:
    """The label at the start of a line, if one stands there with a separator, or alone on the line."""
    found = _label_pattern(fields).match(text)
    if found is None:
        return None
    separator, rest = found["sep"], found["rest"].strip(" \t")
    colon = bool(separator.strip(" \t.")) or "\t" in separator
    if not colon and rest:
        return Label(_field_of(found["words"], fields), found["words"], rest, False)
    return Label(_field_of(found["words"], fields), found["words"], rest, colon)


@cache
def _inline_pattern() -> re.Pattern[str]:
    # "dato", "tid", "sted" may stand anywhere in prose, so a label inside a line must have its colon, and begin with a capital.
    phrases = [word for word in _fields(HEADER_FIELDS) if len(word) > 2 or word == "kl"]
    # A semicolon is a separator at the head of a line only: "Don Keller, Chairman; Rick Stahl" is a list.
    label, aside = rf"(?:{alternatives(phrases)})", r"(?:\s*\([^)]{0,30}\))?"
    return re.compile(rf"(?:^(?={label}{aside}\s*[:;](?!\d\d))|(?<=[\s.,;|])(?={label}{aside}\s*:(?!\d\d)))", re.IGNORECASE)


def inline_labels(text: str) -> list[int]:
    """Where in a line labels with a colon begin, each with a capital letter."""
    return [m.start() for m in _inline_pattern().finditer(text) if text[m.start() : m.start() + 1].isupper()]


@cache
def detect_words() -> dict[str, frozenset[str]]:
    found = {}
    for language, one in WORDS.items():
        listed = {*one.common, *one.tasks, *one.finite, *one.conjunctions, *MONTHS[language], *WEEKDAYS[language]}
        listed |= {word for words_ in one.labels.values() for word in words_ if " " not in word}
        found[language] = frozenset(word.casefold() for word in listed)
    return found


def detect_language(text: str) -> str:
    """The language whose small words are commonest; words that several languages share count for each."""
    tokens = re.findall(r"[a-zåäöæøé]+", text[:20_000].casefold())
    scores = dict.fromkeys(WORDS, 0.0)
    shares: dict[str, int] = {}
    for known in detect_words().values():
        for word in known:
            shares[word] = shares.get(word, 0) + 1
    for token in tokens:
        if token in shares:
            for language, known in detect_words().items():
                if token in known:
                    scores[language] += 1 / shares[token]
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > 0 else "nb"
