"""Who a task is for: known people and bodies at a place of a text."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from referat.intake.names import Roster, is_name
from referat.languages.lexicon import alternatives, phrases, tokens, word_set

_WORD = re.compile(r"@?[^\W_][\w'’-]*(?:\.(?=\s[A-ZÆØÅÄÖ]))?")
_GAP = re.compile(r"[ \u00a0]+")


@dataclass(frozen=True, slots=True)
class TaskContext:
    roster: Roster
    meeting: date | None


@dataclass(frozen=True, slots=True)
class TaskOwners:
    names: tuple[str, ...]
    end: int
    known: bool
    body: bool = False
    everyone: bool = False


def owners_at(text: str, start: int, context: TaskContext, *, loose: bool = False) -> TaskOwners | None:
    """Those named at a place of a text: known people and bodies, joined by "og", commas or strokes. `loose` takes any name."""
    names: list[str] = []
    at, end = start, start
    known, body = True, False
    while True:
        one = _one_owner(text, at, context, loose=loose or bool(names))
        if one is None:
            break
        name, end, is_known, is_body = one
        names.append(name)
        known, body = known and is_known if len(names) == 1 else known, body or is_body
        joined = _joins().match(text, end)
        if not joined or _one_owner(text, joined.end(), context, loose=True) is None or len(names) > 6:
            break
        at = joined.end()
    if not names:
        everyone = phrases("everyone").at(tokens(text[start : start + 60]), 0) if text[start : start + 1].isupper() else None
        if everyone and tokens(text[start : start + 60])[0][1] == 0:
            end = start + tokens(text[start : start + 60])[everyone[0] - 1][2]
            return TaskOwners((), end, False, everyone=True)
        return None
    return TaskOwners(tuple(names), end, known, body)


@cache
def _joins() -> re.Pattern[str]:
    words = alternatives(word_set("and"))
    return re.compile(rf"\s*(?:,\s*(?:(?:{words})\s+)?|\s(?:{words}|&)\s+|/|\+)\s*")


def _one_owner(text: str, at: int, context: TaskContext, *, loose: bool) -> tuple[str, int, bool, bool] | None:
    """The longest name or body at a place: (name, end, known, body)."""
    words: list[tuple[str, int]] = []
    position = at
    while len(words) < 5 and (found := _WORD.match(text, position)):
        words.append((found.group(), found.end()))
        gap = _GAP.match(text, found.end())
        if not gap:
            break
        position = gap.end()
    if not words or not (words[0][0][0] == "@" or words[0][0][0].isupper() or context.roster.may_begin(words[0][0])):
        return None
    if words[0][0].casefold().rstrip(".") in word_set("styles") and len(words) > 1 and words[1][0][:1].isupper():
        one = _one_owner(text, text.index(words[1][0], words[0][1]), context, loose=loose)
        return (one[0], one[1], one[2], one[3]) if one else None
    for count in range(len(words), 0, -1):
        written = " ".join(word for word, _ in words[:count]).lstrip("@")
        end = words[count - 1][1]
        if context.roster.knows(written) or (words[0][0].startswith("@") and context.roster.knows(written.title())):
            return context.roster.resolve(written), end, True, False
        if context.roster.is_body(written) and (count > 1 or len(written) > 1):
            return written, end, True, True
        if count <= 2 and is_name(written) and context.roster.near(written):
            return written, end, True, False
    if not loose or not words[0][0].lstrip("@")[:1].isupper():
        return None
    count = 1
    while count < len(words) and words[count][0][:1].isupper():
        count += 1
    written = " ".join(word for word, _ in words[:count]).lstrip("@")
    if not is_name(written) and not (written.isupper() and 2 <= len(written) <= 4):
        return None
    return written, words[count - 1][1], False, False
