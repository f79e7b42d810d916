"""Searching the text: what was typed as words, and where in a passage they stand.

A word fits every word that begins with it, whatever the letter case and the accents; æ, ø and å are letters of their own.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.query.rows import Row

MINUTES, GROUP, ITEM, NOTE, DECISION, ACTION = KINDS = ("minutes", "group", "item", "note", "decision", "action")

# Letters, digits and the accents that stand on them make words, as they do for the index.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


class NothingToSearch(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no word in “{typed}” to search for.")


class Hit(Row):
    """A line where the words were found. `day` is the meeting's, "" for what has none; `heading` the item it stands in; `action` its action's id.

    `marks` are the words found, as (start, end) in `text`.
    """

    __slots__ = ()
    kind: str
    id: str
    path: str
    line: int
    day: str
    group: str
    title: str
    heading: str
    text: str
    marks: tuple[tuple[int, int], ...]
    action: str


def words_of(typed: Iterable[str]) -> list[str]:
    """The words to search for, each once, composed and in small letters. Raises NothingToSearch."""
    text = " ".join(typed)
    found = list(dict.fromkeys(word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))))
    if not found:
        raise NothingToSearch(typed=text)
    return found


def bare(text: str) -> str:
    """`text` in small letters without accents: é as e, ö as o. What only looks like an accent in Norwegian, the ring of å, stays."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFC", text).lower()
    return "".join([c if c.isascii() or c == "å" else _without_accents(c) for c in letters])


def bare_words(text: str) -> str:
    """The words of a text that have accents, each without them: what the index knows beside the text itself."""
    if text.isascii():
        return ""
    return " ".join([bare(word) for word in _WORD.findall(text) if not word.isascii() and bare(word) != unicodedata.normalize("NFC", word).lower()])


def _without_accents(character: str) -> str:
    return "".join([c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)])


def marks_in(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where in a text words stand that begin with any of `words`: the part that was asked for."""
    found = []
    for match in _WORD.finditer(text):
        lengths = [length for word in words if (length := _begins(match[0], word))]
        if lengths:
            found.append((match.start(), match.start() + max(lengths)))
    return tuple(found)


def _begins(written: str, word: str) -> int:
    """How many characters of a word in the text say the word that was typed; 0 where it does not begin so."""
    if written.lower().startswith(word):
        return len(word)
    wanted = bare(word)
    if not bare(written).startswith(wanted):
        return 0
    return next(end for end in range(1, len(written) + 1) if bare(written[:end]).startswith(wanted))


def best_line(text: str, words: Sequence[str]) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """The line of a passage that holds most of the words, the first of equals: its number from 0, its text without its blanks, the marks in it."""
    best = (0, "", ())
    most = -1
    for number, line in enumerate(text.split("\n")):
        shown = line.strip()
        marks = marks_in(shown, words)
        told = len({next(word for word in words if _begins(shown[start:end], word)) for start, end in marks})
        if shown and told > most:
            best, most = (number, shown, marks), told  # type: ignore[assignment]
    return best
