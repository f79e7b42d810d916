"""Due dates in the words of an action line: `frist:2026-05-01`, `**Frist:** 1. mai`, `innen fredag`."""

import re
from datetime import date
from functools import lru_cache

from referat.format.boxes import is_due
from referat.languages.phrases import BEFORE_WORDS, DUE_BY_WORDS, DUE_LABELS, VAGUE_TIMES
from referat.languages.postponing_words import DAY_ARTICLES, IN_TIME_WORDS
from referat.languages.words import DUE_WORDS, spellings
from referat.model.dates import NEXT, is_next_meeting, read_due, weekday_named
from referat.model.fact import Fact

_WORD = re.compile(r"[^ \t]+")
# What counts for nothing: a remark, the signs of bold and italics at the edges of words, and blanks that do not break.
REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])")
_NBSP = re.compile("[\u00a0\u202f\u2007]")
_STRICT_LABELS = spellings(DUE_WORDS)
_LABELS = spellings(DUE_LABELS) | _STRICT_LABELS
_BY = spellings(DUE_BY_WORDS)
_BY_STARTS = frozenset(word.split()[0] for word in _BY)
_VAGUE = spellings(VAGUE_TIMES)
_BEFORE = spellings(BEFORE_WORDS)
_IN = tuple([f"{word} " for word in spellings(IN_TIME_WORDS)])
_ARTICLES = spellings(DAY_ARTICLES)
_LABELLED = _LABELS | _BY_STARTS
TRIGGERS = _LABELLED | _BEFORE
_COMMA_YEAR = re.compile(r", ?[0-9]{4}\Z")  # "1. mai, 2000 kroner" has none
_NUMERIC_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\Z", re.ASCII)
_BETWEEN = frozenset({":", "–", "—", "-"})  # "frist – 1. mai", "**Frist** : 1. mai"
_TRAILING = ",.;:"
_OPENING = "([{"
_CLOSING = ")]}"
_LONGEST_DUE = 6  # words, as "neste tirsdag den 17. mars 2026"
_MOST_TRAILING = 3  # as in "(frist: 1.11.).": more than that is no due date
_SOME_DAY = date(2024, 1, 1)


class Word(Fact):
    """A word of the line with its offsets in the line's text."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end


class DueWord(Fact):
    """A due date as written: `value` without the word before the colon; the offsets are of the whole of it, `value_at` of the value.

    `is_by` says that it follows `innen` or the like; `counts` that no better one stands on the line.
    """

    __slots__ = ("counts", "end", "is_by", "start", "value", "value_at")

    def __init__(self, value: str, start: int, end: int, value_at: int, *, is_by: bool = False, counts: bool = True) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.value_at = value_at
        self.is_by = is_by
        self.counts = counts


def masked(text: str) -> str:
    """The text with blanks for what counts for nothing; every sign stays where it was."""
    if "<!--" in text:
        text = REMARK.sub(lambda m: " " * len(m[0]), text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda m: " " * len(m[0]), text)
    return text if text.isascii() else _NBSP.sub(" ", text)


def unread_dues(text: str) -> list[tuple[int, int]]:
    """Where words stand that may be meant as a due date and are none: `innen utgangen av mars`, `senest i høst`, `før 1. mai`."""
    seen = masked(text)
    words = words_of(seen)
    found = []
    for i, word in enumerate(words):
        if word.text.lstrip(_OPENING).casefold() in _LABELLED:
            following = [w.text.strip("()[]{},.;:").casefold() for w in words[i + 1 : i + 4]]
            vague = next((n for n, w in enumerate(following) if w in _VAGUE), None)
            if vague is not None and _due_at(seen, words, i) is None:
                found.append((word.start, words[i + 1 + vague].end))
        elif word.text.casefold() in _BEFORE and (day := _value_from(seen, None, words[i + 1 : i + 1 + _LONGEST_DUE], word.end)):
            found.append((word.start, day[2]))
    return found


def words_of(seen: str) -> list[Word]:
    return [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(seen)]


def dues_in(seen: str, words: list[Word]) -> list[DueWord]:
    """The due dates of a line. One that only follows `innen` and the like counts where there is no other."""
    found: list[DueWord] = []
    for i in range(len(words)):
        if (due := _due_at(seen, words, i)) and not (found and found[-1].end > due.start):
            found.append(due)
    if any(not due.is_by for due in found):
        for due in found:
            due.counts = not due.is_by
    return found


def _due_at(seen: str, words: list[Word], i: int) -> DueWord | None:
    """The due date whose label the word is."""
    word = words[i]
    bare = word.text.lstrip(_OPENING)
    start = word.end - len(bare)
    key, colon, value = bare.partition(":")
    folded = key.casefold()
    if colon and folded in _LABELS:
        following = words[i + 1 : i + 1 + _LONGEST_DUE]
        at = word.end - len(value)
        found = _value_from(seen, at if value else None, following, word.end)
        if found is None and folded in _STRICT_LABELS:
            found = _unreadable(value, at, word.end, following)
        return _joined_by(seen, words, i, DueWord(found[0], start, found[2], found[1])) if found else None
    if not colon and (folded in _LABELS or folded in _BY_STARTS):
        phrase = next((n for n in (3, 2, 1) if " ".join(w.text for w in words[i : i + n]).lstrip(_OPENING).casefold() in _BY | _LABELS), 0)
        phrase += bool(phrase) and i + phrase < len(words) and words[i + phrase].text in _BETWEEN
        found = _value_from(seen, None, words[i + phrase : i + phrase + _LONGEST_DUE], word.end) if phrase else None
        if found and not (folded in _BY_STARTS and found[0].casefold().startswith(_IN)):
            return DueWord(found[0], start, found[2], found[1], is_by=folded not in _LABELS)
    return None


def _joined_by(seen: str, words: list[Word], i: int, due: DueWord) -> DueWord:
    """The same with an `innen` before it: `(innen frist:2026-04-01)`."""
    before = words[i - 1] if i else None
    if before and before.text.lstrip(_OPENING).casefold() in _BY and seen[before.end : due.start].isspace():
        due.start = before.end - len(before.text.lstrip(_OPENING))
    return due


def _value_from(seen: str, at: int | None, following: list[Word], label_end: int) -> tuple[str, int, int] | None:
    """The longest readable due date that begins at an offset, or with the next word: its text, where it begins, and where it ends."""
    first = at if at is not None else following[0].start if following else label_end
    ends = [label_end] if at is not None else []
    for word in following:
        if word.text.startswith(("@", "+", "^")) and not word.text[1:2].isdigit():
            break
        ends.append(word.end)
    for end in reversed(ends[:_LONGEST_DUE]):
        value = seen[first:end]
        for _ in range(_MOST_TRAILING + 1):
            if _can_be_due(value) and not (_COMMA_YEAR.search(value) and seen[first + len(value) :].lstrip(" ")[:1].isalpha()):
                said = " ".join(value.split())
                if is_next_meeting(said) and not is_due(said):
                    return next(word for word in said.split() if is_next_meeting(word)), first, first + len(value)
                return said if is_due(said) else said.removesuffix("."), first, first + len(value)
            if len(value) < 2 or value[-1] not in _TRAILING + _CLOSING + "!?":
                break
            value = value[:-1]
    return None


@lru_cache(maxsize=2048)
def _can_be_due(value: str) -> bool:
    """Whether a text has the form of a due date, whatever day the meeting is."""
    text = " ".join(value.split())
    if is_due(text) or read_due(text, _SOME_DAY):
        return not text.endswith((",", ";", ":"))
    first, _, rest = text.partition(" ")
    if first.casefold() in NEXT:
        first, _, rest = rest.partition(" ")
    return weekday_named(first) is not None and bool(rest) and read_due(_without_article(rest), _SOME_DAY) is not None


def _without_article(day: str) -> str:
    """`17. mars` of `den 17. mars`."""
    first, _, rest = day.partition(" ")
    return rest if first in _ARTICLES else day


def _unreadable(value: str, at: int, end: int, following: list[Word]) -> tuple[str, int, int] | None:
    """What stands after `frist:` and is no due date; `check` names it."""
    usable = [w for w in following if not w.text.startswith(("@", "+", "^"))]
    if not value and usable:
        value, end, at = usable[0].text, usable[0].end, usable[0].start
    for _ in range(_MOST_TRAILING):
        if len(value) < 2 or value[-1] not in _TRAILING + _CLOSING:
            break
        end -= not _NUMERIC_DAY.match(value)  # the dot after "1.11." belongs to the day
        value = value[:-1]
    return value, at, end
