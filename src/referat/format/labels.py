"""What a label says: whether it opens a decision, a proposal, a vote, a correction, and in which words.

A label is what stands before a colon or a dash where a line begins, alone in a heading, or alone in bold.
The words are in `languages.words` and `languages.phrases`.
"""

import re
from functools import cache, lru_cache

from referat.format.lines import WS
from referat.format.numbers import either
from referat.languages.phrases import (
    ABOUT_WORDS,
    AGAINST_WORDS,
    BALLOT_WORDS,
    BODY_WORDS,
    DECIDED_WORDS,
    FOLLOWING_WORDS,
    IN_WORDS,
    IT_WAS_WORDS,
    NUMBER_WORDS,
    OTHER_BODY_WORDS,
    READS_WORDS,
    THE_CASE_WORDS,
    THE_DECISION_WORDS,
    WAS_DECIDED_WORDS,
    WITH_WORDS,
)
from referat.languages.words import (
    CORRECTION_WORDS,
    DECISION_WORDS,
    FROM_WORDS,
    ITEM_WORDS,
    NEW_ITEM_WORDS,
    PROPOSAL_WORDS,
    UNANIMITY_WORDS,
    VOTE_WORDS,
    spellings,
)

# What words open, each with the words as written: a line may be read as more than one thing.
Openings = dict[str, str]
NOTHING: Openings = {}

# Possessive (*+, ++): a line of nothing but blanks must cost one pass, not one for each way to share the blanks out.
BOLD = r"(?:\*\*|__|\*|_)?+"
LEAD = rf"[ \t]*+(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]++)?+{BOLD}[ \t]*+"
LEADS = " \t-*+_0123456789.)"
_LONGEST = 80  # characters of a label
_LEAD = re.compile(LEAD)
_DECISIONS = spellings(DECISION_WORDS)
LONGEST_WORD = max(map(len, _DECISIONS))
_STEMS = frozenset(
    {
        word[:4]
        for table in (DECISION_WORDS, DECIDED_WORDS, WAS_DECIDED_WORDS, THE_DECISION_WORDS)
        for phrase in spellings(table)
        for word in phrase.split()[-1:]
    }
)
_OPENING_WORDS = {"proposal": PROPOSAL_WORDS, "vote": VOTE_WORDS, "correction": CORRECTION_WORDS, "from": FROM_WORDS, "new item": NEW_ITEM_WORDS}
_HEADING_STEMS = re.compile("|".join(map(re.escape, sorted(_STEMS | {word[:4] for word in spellings(PROPOSAL_WORDS)}))))
_SIMPLE = {
    word: [name for name, table in _OPENING_WORDS.items() if word in spellings(table)]
    for word in frozenset().union(*map(spellings, _OPENING_WORDS.values()))
}


def openings_of(text: str) -> Openings:
    """What a line with a colon opens."""
    words = text[: text.index(":")]
    return _opened_by(words) if len(words) <= _LONGEST else NOTHING


def after(text: str) -> str:
    """What a line says after its label: after the colon, and the end of a bold word."""
    return _without_bold_end(text[text.index(":") + 1 :])


@lru_cache(maxsize=4096)  # the same items come back at meeting after meeting, and each heading is asked twice
def heading_openings(words: str) -> tuple[Openings, str]:
    """What the words of a heading open, and what it says after the label."""
    label, colon, rest = words.partition(":")
    if not _HEADING_STEMS.search(label.casefold()):
        return NOTHING, ""
    found = {name: word for name, word in _opened_by(label).items() if name in {"decision", "proposal"}} if len(label) <= _LONGEST else NOTHING
    return found, rest.strip() if colon else ""


def alone_openings(text: str) -> Openings:
    """What a line opens that is nothing but a label: in bold, or one word with a capital."""
    bare = text.strip(WS)
    mark = bare[:2]
    if bare.casefold() in _DECISIONS:
        return {"decision": bare} if bare[0].isupper() else NOTHING
    if mark not in {"**", "__"} or not bare.endswith(mark) or len(bare) > _LONGEST:
        return NOTHING
    return heading_openings(bare[2:-2].strip(WS).removesuffix(":"))[0]


def dash_opening(text: str) -> tuple[Openings, str]:
    """What a line opens that has a dash after its label, and what it says after it: `Vedtak – Brua males.`"""
    match = _dashed().match(text)
    return ({"decision": " ".join(match["word"].split())}, match["text"]) if match else (NOTHING, "")


def looks_decided(text: str) -> bool:
    """Whether a line, none of whose labels is read, begins as if it told a decision: `Årets vedtak:`."""
    label, colon, _ = text.partition(":")
    return bool(colon) and len(label) <= _LONGEST and any(stem in label.casefold() for stem in _STEMS) and _nearly().fullmatch(label) is not None


def in_sentence(text: str) -> int:
    """Where in a line a decision is told after a sentence: `Vi så på tilbudene. Vedtak: Det laveste.`; -1 where none is."""
    for match in _after_sentence().finditer(text) if _HEADING_STEMS.search(text.casefold()) else ():
        if "decision" in _opened_by(match["label"]):
            return match.start("label")
    return -1


@lru_cache(maxsize=2000)  # a book opens its decisions with the same few words
def _opened_by(words: str) -> Openings:
    """What these words open, which are all that a line says up to its first colon."""
    lead = _LEAD.match(words)
    label = " ".join(words[lead.end() if lead else 0 :].rstrip(" \t*_").split())
    folded = label.casefold()
    found: Openings = {}
    if folded in _DECISIONS or (any(stem in folded for stem in _STEMS) and _decision().fullmatch(label)):
        found["decision"] = label
    for name in _SIMPLE.get(folded, ()):
        found[name] = label
    return found


def _without_bold_end(rest: str) -> str:
    rest = rest.lstrip(WS)
    if rest[:1] in {"*", "_"}:
        rest = rest[2 if rest[:2] in {"**", "__"} else 1 :].lstrip(WS)
    return rest


@cache
def _noun() -> str:
    """A word for a decision, with its case, how it was voted and the like around it."""
    number = r"[0-9]+[a-z]?(?:[ ]?[/-][ ]?[0-9]{2,4})?"
    numbered = rf"(?:{either(NUMBER_WORDS)})?[ ]?(?:[A-ZÆØÅ]{{1,4}}[ -])?{number}"
    case = rf"(?:(?:{either(IN_WORDS)})[ ])?(?:(?:{either(ITEM_WORDS, THE_CASE_WORDS)})(?:[ ]{numbered})?|{numbered})"
    return rf"(?:(?:{either(UNANIMITY_WORDS)})[ \t]++)?(?:{either(DECISION_WORDS)})(?:[ ]{case})?{_vote()}"


@cache
def _vote() -> str:
    """How something was voted, in words or in parentheses: `enstemmig`, `mot to stemmer`, `med 5 mot 2 stemmer`, `(5–2)`."""
    votes, against = f"(?:{either(BALLOT_WORDS)})", f"(?:{either(AGAINST_WORDS)})"
    counted = rf",?[ ](?:(?:{either(WITH_WORDS)})[ ])?[0-9]+[ ](?:{votes}[ ])?{against}[ ][0-9]+(?:[ ]{votes})?"
    return rf"(?:,?[ ](?:[–—-][ ])?(?:{either(UNANIMITY_WORDS)})|,?[ ]{against}[ ][^\s:]{{1,9}}[ ]{votes}|{counted}|[ ]?\([^()]{{1,60}}\))*"


@cache
def _decision() -> re.Pattern[str]:
    how = either(UNANIMITY_WORDS)
    body = rf"(?!(?:[^:]*\b)?(?:{either(OTHER_BODY_WORDS)}))(?:\w+[ ]){{0,2}}?\w*(?:{either(BODY_WORDS)})"
    past = rf"{body}(?:[ ](?:{how}))?[ ](?:{either(DECIDED_WORDS)})(?:[ ](?:{either(FOLLOWING_WORDS)}))?{_vote()}"
    past += rf"|(?:\w+[ ]){{0,4}}(?:{either(DECIDED_WORDS)})[ ]{body}(?:[ ](?:{how}))?(?:[ ](?:{either(FOLLOWING_WORDS)}))?{_vote()}"
    past += rf"|(?:(?:{either(IT_WAS_WORDS)})[ ])?(?:(?:{how})[ ])?(?:{either(WAS_DECIDED_WORDS)}){_vote()}"
    past += rf"|(?:{either(THE_DECISION_WORDS)})(?:[ ](?:{either(READS_WORDS)}))?"
    return re.compile(rf"{past}|(?:{body}(?:s|'s|’s)[ ])?{_noun()}", re.IGNORECASE)


@cache
def _dashed() -> re.Pattern[str]:
    return re.compile(rf"{LEAD}(?P<word>(?=[A-ZÆØÅ])(?i:{_noun()})){BOLD}[ \t]++[–—-][ \t]++(?P<text>\S.*)", re.DOTALL)


@cache
def _nearly() -> re.Pattern[str]:
    """Up to four words, the last of which says that something was decided, and which does not speak of a decision; or one that a body decided."""
    words = either(DECIDED_WORDS, WAS_DECIDED_WORDS)
    about = rf"(?:{either(ABOUT_WORDS)})"
    of_body = rf"(?i:{either(DECISION_WORDS)})[ ](?i:{either(IN_WORDS)})[ ][A-ZÆØÅ]\S*"  # "Vedtak i FAU"
    told = rf"(?!(?i:(?:\S+[ ]){{0,3}}{about}[ ]))(?:\S+[ ]){{1,3}}?(?i:{words}|{_noun()})"
    return re.compile(rf"{LEAD}(?=[A-ZÆØÅ])(?:{of_body}|{told}){BOLD}[ \t]*+")


@cache
def _after_sentence() -> re.Pattern[str]:
    return re.compile(r"[.!?][ \t]+[*_]*(?P<label>[A-ZÆØÅ][^.:!?]{2,60})(?=[*_]*:)")
