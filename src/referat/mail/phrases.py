"""What a few words say of a task, where they say it plainly: done, dropped, started, or due on another day. Anything more or less is no answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from referat.languages import answer_words as words
from referat.model.dates import has_year, read_day, read_past_day
from referat.model.text import fold
from referat.model.verb import Verb

# A day without a year that would be farther off is more often one that is just over: who writes 1.5. in May does not mean next year's.
FAR_OFF = timedelta(days=270)
LONG_AGO = timedelta(days=90)  # and nobody tells only now of what was done before


def _any(choices: Iterable[str]) -> str:
    """One of the phrases, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(choices, key=len, reverse=True))) + ")"


_AFTER = rf"(?:[,.;:!\s–-]*{_any(words.AFTER)})*[\s.!,]*\Z"
_BEFORE = rf"(?:{_any(words.BEFORE)}\s+)?"
_DONE = re.compile(rf"{_BEFORE}{_any(words.DONE)}(?:[\s,]+(?:{_any(words.ON)}\s+)?(?P<day>[^,;:!?]*\d[^,;:!?]*|{_any(words.YESTERDAY)}))?{_AFTER}")
_DROPPED = re.compile(rf"{_BEFORE}{_any(words.DROPPED)}{_AFTER}")
_STARTED = re.compile(rf"{_BEFORE}{_any(words.STARTED)}{_AFTER}")
_DEFERRED = [re.compile(rf"{re.escape(one).replace(re.escape('{day}'), '(?P<day>[^,;!?]+?)')}{_AFTER}") for one in words.DEFERRED]
_EDGES = " \t-–—:*•·=>|()[]"


@dataclass(frozen=True, slots=True)
class SaidOfTask:
    """What is said of a task: `on` is the day it was done where that is said, `due` the new due date."""

    verb: Verb
    on: date | None = None
    due: date | None = None


def read_phrase(text: str, on: date) -> SaidOfTask | None:
    """What the words say, written on that day; None where they are not plain."""
    phrase = fold(text.strip().lstrip(_EDGES).rstrip(" \t-–—*([>|"))
    phrase = re.sub(r"[:–—-]\s+", " ", phrase) if ":)" not in phrase else phrase
    phrase = " ".join(phrase.split())
    if not phrase or len(phrase) > 80:
        return None
    if match := _DONE.match(phrase):
        return _done(match["day"], on)
    if _DROPPED.match(phrase):
        return SaidOfTask(Verb.DROP)
    if _STARTED.match(phrase):
        return SaidOfTask(Verb.START)
    for pattern in _DEFERRED:
        if (match := pattern.match(phrase)) and (day := _coming(match["day"], on)):
            return SaidOfTask(Verb.DEFER, due=day)
    return None


def _done(day: str | None, on: date) -> SaidOfTask | None:
    if not day:
        return SaidOfTask(Verb.DONE)
    found = read_past_day(day.strip(" ."), on) or read_past_day(day.strip(), on)
    return SaidOfTask(Verb.DONE, on=found) if found and on - LONG_AGO <= found <= on else None


def _coming(text: str, on: date) -> date | None:
    """The day to come that is meant, with a word for `on` or the weekday before it."""
    word = text.strip().strip(".") + ("." if text.strip().endswith(".") and text.strip()[-2:-1].isdigit() else "")
    for lead in ("", *words.ON, "til", "to", "innen", "by"):
        if lead and not word.startswith(lead + " "):
            continue
        found = read_day(word[len(lead) :].strip(), on)
        if found is not None:
            is_near = has_year(word) or found - on <= FAR_OFF
            return found if found >= on and is_near else None
    return None
