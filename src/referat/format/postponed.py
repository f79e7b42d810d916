"""What says that a case is postponed: a line that begins so (`Utsatt til …`), or a sentence (`Saken utsettes til neste møte.`,
`Saken tas opp igjen i neste møte.`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from referat.format.labels import BOLD, LEAD, LEADS
from referat.format.numbers import either, is_same_case, numbered_case, read_number
from referat.languages.phrases import BODY_WORDS, DECIDED_WORDS, NUMBER_WORDS, WAS_DECIDED_WORDS, WITH_WORDS
from referat.languages.postponing_words import (
    AGAIN_WORDS,
    AND_WORDS,
    AT_WORDS,
    BE_WORDS,
    BECAUSE_WORDS,
    BRINGS_BACK_WORDS,
    CASE_WORDS,
    CHOSE_WORDS,
    COMES_BACK_WORDS,
    DOUBT_WORDS,
    EARLIER_WORDS,
    IT_WORDS,
    OF_WORDS,
    OFTEN_WORDS,
    POSTPONE_WORDS,
    TAKEN_UP_WORDS,
    THAT_WORDS,
    THEREFORE_WORDS,
    THIS_WORDS,
    TO_POSTPONE_WORDS,
    WHY_POSTPONED_WORDS,
    WILL_BE_WORDS,
)
from referat.languages.words import ITEM_WORDS, NEXT_MEETING_WORDS, NEXT_WORDS, POSTPONED_WORDS, TO_WORDS, UNANIMITY_WORDS, spellings
from referat.model.dates import day_of_meeting, month_beginnings, read_due


def _fewest(words: Iterable[str]) -> tuple[str, ...]:
    """These words without those that hold another."""
    found = {word.casefold() for word in words}
    return tuple(sorted(word for word in found if not any(other != word and other in word for other in found)))


_STEM = 3
_STEMS = frozenset({f"{word} "[:_STEM] for word in spellings(POSTPONED_WORDS) | spellings(BE_WORDS)})
_DONE = _fewest(word.split()[-1] for word in spellings(POSTPONED_WORDS) | spellings(POSTPONE_WORDS) | spellings(TO_POSTPONE_WORDS))
_CASES = _fewest(spellings(CASE_WORDS))
_CASE_WORDS = tuple([word for word in _CASES if " " not in word])
_BEFORE_NUMBER = tuple([f"{word} " for word in spellings(ITEM_WORDS)])
_NUMBERS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", *spellings(NUMBER_WORDS))
_WINDOW = 120  # characters after the word for a case, in which its time stands
_BOXES = ("- [", "* [", "+ [")
_NEXT = tuple([f" {word} " for word in spellings(NEXT_WORDS)])
_NEXT_MEETING = spellings(NEXT_MEETING_WORDS)
_NEXT_MEETINGS = tuple(_NEXT_MEETING)
_SENTENCE_END = re.compile(r"[!?;]|\.(?=\s+[A-ZÆØÅ])|(?<![0-9])\.(?=\s|\Z)|\.\Z")
_SOME_DAY = date(2024, 1, 1)
_LONGEST_TIME = 6  # words, as "møtet tirsdag den 17. mars 2026"


def lines_that_may_postpone(texts: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """The indexes of the lines that may speak of postponing, of those with a case that may come back, and of those that speak of a next meeting."""
    low = "\n".join(texts).lower()
    done = [at for part in _DONE if part in low for at in _places(low, part)]
    phrases = _CASES if "the " in low else _CASE_WORDS  # of two words only in English
    cases = [at for part in phrases if part in low for at in _places(low, part)]
    for word in _BEFORE_NUMBER:
        cases += [at for at in _places(low, word) if low.startswith(_NUMBERS, at + len(word))] if word in low else ()
    cases = [at for at in cases if _hint().search(low, at, at + _WINDOW)]
    coming = [at for word in _NEXT if word in low for at in _places(low, word) if low.startswith(_NEXT_MEETINGS, at + 1)]
    return _lines_of(low, done, texts), _lines_of(low, cases, texts), _lines_of(low, coming, texts)


def _lines_of(low: str, places: Iterable[int], texts: Sequence[str]) -> list[int]:
    found = sorted({low.count("\n", 0, at) for at in places})
    return [index for index in found if not texts[index].lstrip().startswith(_BOXES)]


@cache
def _hint() -> re.Pattern[str]:
    """What the time of a case that comes back looks like, in small letters."""
    coming = "|".join(sorted({re.escape(word.split()[0]) for word in spellings(NEXT_MEETING_WORDS)} - {"the"} | {"next"}))
    days = "|".join(sorted(month_beginnings()))
    return re.compile(rf"[ ](?:{coming})[ ]|[ ](?:{either(AT_WORDS)})[ \n](?:(?:det |the )?\w*møtet?\b|(?:den |the )?[0-9]|{days}|\w*meeting\b)")


def _places(low: str, part: str) -> Iterator[int]:
    at = low.find(part)
    while at >= 0:
        yield at
        at = low.find(part, at + 1)


def line_postpones_to(text: str) -> str | None:
    """What a line that begins so postpones its item to, "" where it does not say; None where it postpones nothing."""
    if text.lstrip(LEADS)[:_STEM].casefold() not in _STEMS:
        return None
    match = _line().match(text)
    return (match["to"] or match["after"] or "").strip(" \t.*_") if match else None


def sentence_postpones_to(text: str, number: str) -> str | None:
    """The same of a sentence in a paragraph, that speaks of the case with this number, or calls it by none."""
    match = next((one for one in _sentence().finditer(text) if _is_of(one[0], number)), None)
    return _until(text[match.end() :]) if match else None


def comes_back_at(text: str, number: str) -> str | None:
    """When a case comes back of which a sentence says so: `Saken tas opp igjen i neste møte.`; None where none does."""
    for match in _comes_back().finditer(text):
        if _is_of(match[0], number) and (time := _time_at(_to_end(text[match.end() :]))):
            return time
    return None


def _is_of(said: str, number: str) -> bool:
    return all(is_same_case(read_number(named[0])[0], number) for named in _numbered().finditer(said))


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"\b{numbered_case()}", re.IGNORECASE)


def looks_postponed(text: str) -> bool:
    """Whether a paragraph speaks of a case and of postponing in one sentence, and does not say that it was not postponed, or might be."""
    return _nearly().search(text) is not None


def may_come_back(text: str) -> bool:
    """Whether a paragraph says of something that is not called the case that it comes up at the next meeting: `Dette tas opp på neste møte.`"""
    return _may_come_back().search(text) is not None


def _until(rest: str) -> str:
    """What follows `til`, to the end of the sentence."""
    match = _to().match(rest)
    return re.split(rf"[,(]|\b(?:{either(BECAUSE_WORDS)})\b", _to_end(match[1]))[0].strip(" \t.*_") if match else ""


def _to_end(said: str) -> str:
    """A text to the end of its first sentence."""
    end = _SENTENCE_END.search(said)
    return said[: end.start()] if end else said


def _time_at(rest: str) -> str:
    """The next meeting, a month or a day that a text begins with, where nothing follows that makes it another's; "" of anything else."""
    words = rest.strip(" \t.*_").split()
    for count in range(min(len(words), _LONGEST_TIME), 0, -1):
        said = " ".join(words[:count]).rstrip(",")
        if said.casefold() in _NEXT_MEETING or read_due(day_of_meeting(said), _SOME_DAY):
            is_anothers = count < len(words) and words[count].casefold() in _AT and not words[count - 1].endswith(",")
            return "" if is_anothers else said
    return ""


_AT = spellings(AT_WORDS) | spellings(WITH_WORDS)


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"{BOLD}[ \t]*(?:{either(TO_WORDS)})[ \t]+(.+)", re.IGNORECASE | re.DOTALL)


@cache
def _line() -> re.Pattern[str]:
    to = rf"(?:{either(TO_WORDS)})"
    why = rf"(?:{either(WHY_POSTPONED_WORDS)})(?!\w)(?:[^.;(]*?[ \t]{to}[ \t]++(?P<after>[^,;(]*))?"
    ends = rf"{BOLD}[ \t]*+(?:\Z|[.,:;!?()–—…-])"
    return re.compile(
        rf"{LEAD}(?:(?:{either(BE_WORDS)})[ ])?(?:{either(POSTPONED_WORDS)})(?:{ends}|[ \t]++{to}\b(?P<to>[^,;(]*)|[ \t]++{why})", re.IGNORECASE
    )


@cache
def _case_named() -> str:
    """What may stand with the word for a case: its number, or what is dealt with (`behandlingen av søknaden`)."""
    return rf"(?:[ ][0-9]+(?:[/-][0-9]{{2,4}})?|[ ](?:{either(OF_WORDS)})[ ][^.!?:;,]{{1,40}}?)?"


@cache
def _any_case() -> str:
    """A case, as the text calls it or by its number."""
    return rf"(?:(?:{either(CASE_WORDS)}){_case_named()}|{numbered_case()})"


@cache
def _not_often() -> str:
    """`Saken er utsatt to ganger` tells of what was."""
    return rf"(?![ ]+(?:{either(OFTEN_WORDS, EARLIER_WORDS)})\b|[ ]+[0-9]+[ ])"


@cache
def _sentence() -> re.Pattern[str]:
    case, how, done = either(CASE_WORDS), either(UNANIMITY_WORDS), either(POSTPONED_WORDS)
    body, so, that = _body(), either(THEREFORE_WORDS), either(THAT_WORDS)
    agreed = rf"(?:(?:{either(WAS_DECIDED_WORDS)}|{body}[ ](?:{either(DECIDED_WORDS)}))(?:[ ](?:{how}))?[ ](?:{that})[ ])?"
    passive = rf"{agreed}{_any_case()}[ ](?:(?:{either(BE_WORDS)})[ ])?(?:(?:{so}|{how})[ ])?(?:{done})\b{_not_often()}"
    chose = rf"(?:{either(CHOSE_WORDS)})[ ](?:(?:{how}|{so})[ ])?(?:{either(TO_POSTPONE_WORDS)})"
    active = (
        rf"{body}[ ](?:(?:{how}|{so})[ ])?(?:{either(POSTPONE_WORDS)}|{chose})(?:[ ](?:{how}))?[ ](?:{case}|{numbered_case()}|{either(IT_WORDS)})\b"
    )
    return re.compile(rf"{_START}(?:{passive}|{active})", re.IGNORECASE)


@cache
def _comes_back() -> re.Pattern[str]:
    """A case that comes back, to where its time begins: `Saken tas opp igjen i`, `Vi kommer tilbake til saken på`."""
    so = either(THEREFORE_WORDS)
    many, at = _again(), either(AT_WORDS)
    before = rf"(?:[^.!?:;]{{1,60}}[ ](?:{either(AND_WORDS)})[ ])?"
    passive = rf"{_any_case()}[ ]{before}{_coming()}{many}"
    active = rf"{_body()}[ ](?:(?:{so})[ ])?(?:{either(BRINGS_BACK_WORDS)}){many}[ ]{_any_case()}{many}"
    return re.compile(rf"{_START}(?:{passive}|{active})[ ](?:(?:{at})[ ])?", re.IGNORECASE)


@cache
def _coming() -> str:
    """What is said of a case that comes back: `tas opp`, `vil derfor bli tatt opp`."""
    so = either(THEREFORE_WORDS)
    now = rf"(?:(?:{either(BE_WORDS)})[ ])?(?:(?:{so})[ ])?(?:{either(COMES_BACK_WORDS)})"
    return rf"(?:{now}|(?:{either(WILL_BE_WORDS)})[ ](?:(?:{so})[ ])?(?:{either(TAKEN_UP_WORDS)}))"


@cache
def _again() -> str:
    return rf"(?:[ ](?:{either(AGAIN_WORDS)}))*"


@cache
def _may_come_back() -> re.Pattern[str]:
    """What is said of something that may be the case: `Dette tas opp på neste møte`."""
    next_meeting = rf"(?:(?:{either(AT_WORDS)})[ ])?(?:{either(NEXT_MEETING_WORDS)})\b(?![ ](?:{either(AT_WORDS, WITH_WORDS)})\b)"
    return re.compile(rf"{_START}(?:(?:{either(THIS_WORDS)})[ ])?{_coming()}{_again()}[ ]{next_meeting}", re.IGNORECASE)


_START = r"(?:\A|[.!?:][ \t*_]+)[*_]*"


@cache
def _body() -> str:
    return rf"(?:the[ ])?\w*(?:{either(BODY_WORDS)})"


@cache
def _nearly() -> re.Pattern[str]:
    done = either(POSTPONED_WORDS, POSTPONE_WORDS, TO_POSTPONE_WORDS)
    case = rf"(?:{either(CASE_WORDS, THIS_WORDS)}|{numbered_case()})"
    sure = rf"(?:\A|[.!?][ \t]+)(?![^.!?]*\b(?:{either(DOUBT_WORDS)})\b[^.!?]*(?:{done}))"
    after = rf"\b(?:{either(TO_POSTPONE_WORDS)})[ ]{case}\b"
    return re.compile(rf"{sure}[^.!?]*?(?:\b{case}\b[^.!?]{{0,40}}?\b(?:{done})\b{_not_often()}|{after})", re.IGNORECASE)
