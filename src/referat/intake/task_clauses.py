"""The clauses of a sentence: where a subject may stand, which verb follows it, and whether the clause is in doubt."""

import re
from collections.abc import Sequence
from functools import cache

from referat.intake.passages import Passage
from referat.languages.lexicon import alternatives, phrases, tokens, word_set

_ASIDE = re.compile(r"\.?\s*\([^()]{1,40}\)|\.(?=\s[a-zæøåäö])")  # "Trine (mor til Jo) sender", "Per K. samler"
_QUESTION = re.compile(r"\?\s*$")


def clause_starts(sentence: str) -> list[int]:
    """Where a subject may stand: at the beginning, after a sign, after "og", "at", "men"."""
    starts = [0]
    starts += [found.end() for found in re.finditer(r"(?:[;:,(]|\s[-–—]|[-–—](?=[A-ZÆØÅÄÖ]))\s*", sentence)]
    starts += [end + 1 for word, _, end in tokens(sentence) if word in word_set("clause_starts")]
    return sorted({start for start in starts if start < len(sentence)})


def verb_after(sentence: str, end: int, passage: Passage) -> tuple[int, str] | None:
    """Where the verb after a subject begins, and what it tells: task, weak, maybe or unknown."""
    aside = _ASIDE.match(sentence, end)
    end = aside.end() if aside else end
    rest = sentence[end:]
    found = tokens(rest)
    sign = rest[: found[0][1]].strip(" ,") if found else "none"
    if sign not in ("", ":", "–", "-"):
        return None
    at = next((index for index, one in enumerate(found[:3]) if one[0] not in word_set("adverbs")), len(found))
    if at >= len(found) or (sign and rest[found[at][1]].islower() and passage.language_en):
        return None
    told = _told_by(found, at)
    return (end + found[told[0]][1], told[1]) if told else None


def _told_by(found: Sequence[tuple[str, int, int]], at: int) -> tuple[int, str] | None:
    """Which word of a clause its verb is, and what it tells."""
    if phrases("takes_on", "promises").at(found, at):
        return at, "task"
    if hit := phrases("wishes").at(found, at):
        return _announced(found, at, at + hit[0])
    if hit := phrases("tasks").at(found, at):
        negated = at + hit[0] < len(found) and found[at + hit[0]][0] in word_set("not_words")
        return None if negated else (at, "task")
    if phrases("maybes").at(found, at):
        verb = next((index for index in range(at + 1, min(at + 4, len(found))) if phrases("tasks_infinitive").at(found, index)), None)
        return (verb, "maybe") if verb else None
    if phrases("tasks_weak").at(found, at):
        return at, "weak"
    word = found[at][0]
    return (at, "unknown") if word.endswith("r") and len(word) > 3 and word not in word_set("speech", "finite") else None


def _announced(found: Sequence[tuple[str, int, int]], at: int, after: int) -> tuple[int, str] | None:
    """“Kari skal ringe”, “Piet to draft”: the verb after the one that announces it."""
    while after < len(found) and found[after][0] in word_set("adverbs"):
        after += 1
    if after >= len(found) or found[after][0] in word_set("not_words"):
        return None
    if phrases("tasks_infinitive").at(found, after) or found[at][0] in word_set("bare_wishes"):
        return after, "task"
    return (at, "maybe") if found[after][0] in word_set("states", "finite", "speech") else (after, "task")


def is_passive_task(word: str) -> bool:
    """“lages”, “beställs”: what is done to a thing, by a verb of a task."""
    return word.endswith("s") and bool(word_set("tasks") & {f"{word[:-1]}r", f"{word[:-1]}er", word[:-1]})


def is_doubtful(sentence: str, begins: int, verb_at: int) -> bool:
    """A question, a condition, what was told of before."""
    if _QUESTION.search(sentence):
        return True
    before = [word for word, _, end in tokens(sentence[:begins])][-3:]
    after = [word for word, _, _ in tokens(sentence[verb_at : verb_at + 80])][1:3]
    return any(word in word_set("not_tasks") for word in before) or any(word in word_set("not_words") for word in after)


@cache
def _lead_over() -> re.Pattern[str]:
    return re.compile(rf"[\s,;:–—-]+(?:{alternatives(word_set('clause_starts'))})?[\s,;:–—(-]*$")


def clause_text(text: str) -> str:
    """A clause without the words that lead over to the next one."""
    text = _lead_over().sub("", text.strip())
    return " ".join(text.rstrip(" .;,").split())
