"""The words that old minutes are read by, as data: one table for each language, and the ways to look in them.

Kept apart from the words of the book's own format: that vocabulary is closed, this one grows with every pile of old files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from referat.languages.phrases import AGENDA_WORDS, DUE_LABELS, OWNER_LABELS, TASK_LABELS, THE_DECISION_WORDS, WAS_DECIDED_WORDS
from referat.languages.words import DECISION_WORDS, PROPOSAL_WORDS, VOTE_WORDS, Spellings

LANGUAGES = ("nb", "nn", "en", "sv", "da")
_FOLDER = Path(__file__).parent
_WORD = re.compile(r"\w+(?:[.'’&-]+\w+)*")


def _read(name: str) -> dict[str, tuple[str, ...]]:
    lists: dict[str, str] = {}
    held = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            lists[held] += f" {line.strip()}"
        elif not line.startswith("#"):
            held = line.strip()
            lists[held] = f"{lists[held]}," if held in lists else ""
    return {key: tuple(dict.fromkeys(word.strip() for word in listed.split(",") if word.strip())) for key, listed in lists.items()}


# What a label means in minutes of a book it means in old ones too: those words stand in one place, with the format.
_OF_THE_FORMAT: dict[str, tuple[Spellings, ...]] = {
    "labels.decision": (DECISION_WORDS, WAS_DECIDED_WORDS, THE_DECISION_WORDS),
    "labels.proposal": (PROPOSAL_WORDS,),
    "labels.voting": (VOTE_WORDS,),
    "labels.owner": (OWNER_LABELS,),
    "labels.due": (DUE_LABELS,),
    "labels.action": (TASK_LABELS,),
    "labels.agenda": (AGENDA_WORDS,),
}


@cache
def language_table(language: str) -> dict[str, tuple[str, ...]]:
    """All lists of one language, with what the format of a book calls the same."""
    table = _read(language)
    for name, shared in _OF_THE_FORMAT.items():
        said = [word for spellings in shared for word in spellings.get(language, ())]
        table[name] = tuple(dict.fromkeys((*table.get(name, ()), *said)))
    return table


@cache
def words(name: str) -> tuple[str, ...]:
    """One list of all languages' words for a thing, the longest first."""
    found = {word for language in LANGUAGES for word in language_table(language).get(name, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def word_set(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name))


@cache
def given_names() -> frozenset[str]:
    return frozenset(_read("given_names")["given_names"])


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text, folded, with where each begins and ends."""
    return tuple((found.group().casefold(), found.start(), found.end()) for found in _WORD.finditer(text))


class Phrases:
    """A set of phrases to find in a text, word by word; each stands for a value."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in phrases:
            parts = tuple(word for word, _, _ in tokens(phrase))
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, value))
        for listed in self._by_first.values():
            listed.sort(key=lambda pair: -len(pair[0]))

    def at(self, found: Sequence[tuple[str, int, int]], index: int) -> tuple[int, str] | None:
        """How many words the longest phrase at a word takes, and its value."""
        for parts, value in self._by_first.get(found[index][0], ()) if index < len(found) else ():
            end = index + len(parts)
            if end <= len(found) and all(found[index + at][0] == part for at, part in enumerate(parts)):
                return len(parts), value
        return None

    def all(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every phrase in a text: where it begins and ends, and its value."""
        found, end = tokens(text), 0
        for index, (word, start, _) in enumerate(found):
            if index >= end and word in self._by_first and (hit := self.at(found, index)):
                end = index + hit[0]
                yield start, found[end - 1][2], hit[1]

    def at_start(self, text: str) -> tuple[int, str] | None:
        return self.at(tokens(text[:80]), 0)

    def first(self, text: str) -> tuple[int, int, str] | None:
        return next(self.all(text), None)


@cache
def phrases(*names: str) -> Phrases:
    """The words of some lists, each standing for the list it is of; of two the one named first."""
    return Phrases((word, name) for name in reversed(names) for word in words(name))


def alternatives(listed: Iterable[str]) -> str:
    """A regular expression that matches any of the phrases, white space of any width between their words."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(listed), key=lambda word: (-len(word), word)))


@cache
def _telling() -> dict[str, dict[str, float]]:
    """For each small word the languages that have it, and what it counts for each."""
    from referat.languages.calendar import MONTHS, WEEKDAYS

    listed: dict[str, set[str]] = {}
    for language in LANGUAGES:
        table = language_table(language)
        found = {word for name in ("common", "tasks", "finite", "conjunctions") for word in table.get(name, ())}
        found |= {word.casefold() for word in (*MONTHS[language], *WEEKDAYS[language])}
        found |= {word for key, row in table.items() if key.startswith("labels.") for word in row if " " not in word}
        for word in found:
            listed.setdefault(word, set()).add(language)
    return {word: dict.fromkeys(of, 1 / len(of)) for word, of in listed.items()}


def detect_language(text: str) -> str:
    """The language whose small words are commonest; words that several languages share count less for each."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    telling = _telling()
    for word in re.findall(r"[a-zåäöæøé]+", text[:20_000].casefold()):
        for language, weight in telling.get(word, {}).items():
            scores[language] += weight
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > 0 else "nb"
