"""What says that a case is postponed: a line that begins so (`Utsatt til …`), or a sentence (`Saken utsettes til neste møte.`)."""

import re
from functools import cache

from referat.format.labels import BOLD, LEAD, LEADS
from referat.format.numbers import either
from referat.languages.words import (
    BE_WORDS,
    BODY_WORDS,
    CASE_WORDS,
    DECIDED_WORDS,
    NOT_WORDS,
    POSTPONE_WORDS,
    POSTPONED_WORDS,
    TO_WORDS,
    UNANIMITY_WORDS,
    WAS_DECIDED_WORDS,
    spellings,
)

_STEM = 3
_STEMS = frozenset({word[:_STEM] for word in spellings(POSTPONED_WORDS)})
_WITHIN = ("tsat", "tset", "ostpon", "eferr", "djourn", "UTS", "POSTP")
# "Saken er utsatt to ganger" tells of what was.
_OFTEN = r"[ ]+(?:[0-9]+|en|ei|ein|to|tre|fire|flere|fleire|mange|two|three|several)[ ](?:gang|gong|time)"
_NOT_OFTEN = rf"(?!{_OFTEN}|[ ]+(?:før|tidligere|tidlegare|once|twice)\b)"
_SENTENCE_END = re.compile(r"[!?;]|\.(?=\s+[A-ZÆØÅ])|(?<![0-9])\.(?=\s|\Z)|\.\Z")


def may_postpone(text: str) -> bool:
    """Whether a line may speak of postponing."""
    return any(part in text for part in _WITHIN)


def line_postpones_to(text: str) -> str | None:
    """What a line that begins so postpones its item to, "" where it does not say; None where it postpones nothing."""
    if text.lstrip(LEADS)[:_STEM].casefold() not in _STEMS:
        return None
    match = _line().match(text)
    return (match["to"] or "").strip(" \t.*_") if match else None


def sentence_postpones_to(text: str) -> str | None:
    """The same of a sentence in a paragraph."""
    match = _sentence().search(text)
    if match is None:
        return None
    return _until(text[match.end() :])


def looks_postponed(text: str) -> bool:
    """Whether a paragraph speaks of a case and of postponing in one sentence, and does not say that it was not postponed, or might be."""
    return _nearly().search(text) is not None


def _until(rest: str) -> str:
    """What follows `til`, to the end of the sentence."""
    match = _to().match(rest)
    if not match:
        return ""
    said = match[1]
    end = _SENTENCE_END.search(said)
    return re.split(r"[,(]|\b(?:fordi|da|siden|slik at|because)\b", said[: end.start()] if end else said)[0].strip(" \t.*_")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"{BOLD}[ \t]*(?:{either(TO_WORDS)})[ \t]+(.+)", re.IGNORECASE | re.DOTALL)


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        rf"{LEAD}(?:{either(POSTPONED_WORDS)})(?:{BOLD}[ \t]*+(?:\Z|[.,:;!?()–—…-])|[ \t]++(?:{either(TO_WORDS)})\b(?P<to>[^,;(]*))", re.IGNORECASE
    )


@cache
def _sentence() -> re.Pattern[str]:
    case, how, done = either(CASE_WORDS), either(UNANIMITY_WORDS), either(POSTPONED_WORDS)
    body = rf"(?:the[ ])?\w*(?:{either(BODY_WORDS)})"
    agreed = rf"(?:(?:{either(WAS_DECIDED_WORDS)}|{body}[ ](?:{either(DECIDED_WORDS)}))(?:[ ](?:{how}))?[ ](?:at|that)[ ])?"
    number = r"(?:[ ][0-9]+(?:[/-][0-9]{2,4})?)?"
    passive = rf"{agreed}(?:{case}){number}[ ](?:(?:{either(BE_WORDS)})[ ])?(?:(?:derfor|difor|dermed|{how})[ ])?(?:{done})\b{_NOT_OFTEN}"
    active = rf"{body}[ ](?:(?:{how}|derfor|difor)[ ])?(?:{either(POSTPONE_WORDS)})(?:[ ](?:{how}))?[ ](?:{case}|den|it)\b"
    return re.compile(rf"(?:\A|[.!?:][ \t*_]+)[*_]*(?:{passive}|{active})", re.IGNORECASE)


@cache
def _nearly() -> re.Pattern[str]:
    case, done = either(CASE_WORDS), either(POSTPONED_WORDS, POSTPONE_WORDS)
    doubt = rf"(?:{either(NOT_WORDS)}|hvis|dersom|if|kan|kunne|bør|burde|forslag|framlegg|fristen|tidligere|tidlegare|vurder\w*|spørsmål\w*)"
    sure = rf"(?:\A|[.!?][ \t]+)(?![^.!?]*\b{doubt}\b[^.!?]*(?:{done}))"
    return re.compile(rf"{sure}[^.!?]*?\b(?:{case}|denne|dette|den)\b[^.!?]{{0,40}}?\b(?:{done})\b{_NOT_OFTEN}", re.IGNORECASE)
