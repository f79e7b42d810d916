"""Sentences that tell a decision without its word before them: `Styret vedtok budsjettet.`, `Kari ble valgt til leder.` They are named, not read."""

import re
from functools import cache

from referat.format.numbers import either
from referat.languages.phrases import (
    BODY_WORDS,
    DECIDED_WORDS,
    NEGATION_WORDS,
    OTHER_BODY_WORDS,
    TOLD_AS_DONE_WORDS,
    WAS_AGREED_WORDS,
)
from referat.languages.words import UNANIMITY_WORDS

_STEMS = ("vedt", "beslutt", "bestem", "godkj", "valg", "vald", "enig", "einig", "samd", "orientering", "etterretning", "vitande", "fullmakt")
_ENGLISH = ("agreed", "decided", "resolved", "approved", "elected", "carried")
_LONGEST = 400  # signs of a line that are looked at


def tells_decision(text: str) -> bool:
    """Whether a line tells that this meeting decided something: the body as its subject, or a verb that is only said of what was decided."""
    text = text[:_LONGEST].casefold()
    if not any(stem in text for stem in (*_STEMS, *_ENGLISH)):
        return False
    return any(_told().search(sentence) is not None and _other().search(sentence) is None for sentence in re.split(r"(?<=[.!?])\s+", text))


@cache
def _told() -> re.Pattern[str]:
    body = rf"(?:the )?\w*(?:{either(BODY_WORDS)})"
    unanimous = rf"(?:(?:{either(UNANIMITY_WORDS)}) )?"
    active = rf"{body} {unanimous}(?:{either(DECIDED_WORDS, WAS_AGREED_WORDS)})"
    return re.compile(rf"\b(?:{active}|{either(TOLD_AS_DONE_WORDS)})\b")


@cache
def _other() -> re.Pattern[str]:
    """What makes it another body's, no decision at all, or one of long ago."""
    return re.compile(rf"\b(?:{either(OTHER_BODY_WORDS, NEGATION_WORDS)})\b|\?$")
