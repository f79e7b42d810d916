"""What was decided, proposed or postponed: by a label such as "Vedtak:", or by a sentence that says so."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from referat.documents.block import Claim
from referat.intake.labels import BODY, Label, read_label
from referat.intake.offices import quoted
from referat.intake.passages import Passage
from referat.intake.result import Evidence, FoundDecision
from referat.intake.titles import sentences
from referat.languages.lexicon import Phrases, phrases, words
from referat.languages.words import DECISION_WORDS, POSTPONED_WORDS, PROPOSAL_WORDS, UNANIMITY_WORDS, spellings

_SHOUTED = re.compile(r"(?<!\w)(?:AGREED|RESOLVED|DECISION|CARRIED)(?!\w)")
_MOST_PARTS = 20


@cache
def _postponed() -> Phrases:
    return Phrases((word, "postponed") for word in (*spellings(POSTPONED_WORDS), *words("postponed")))


@cache
def _unanimous() -> Phrases:
    return Phrases((word, "unanimous") for word in (*spellings(UNANIMITY_WORDS), *words("unanimous")))


@cache
def _own() -> Phrases:
    """The words of the book's own format are read in old minutes too."""
    return Phrases([*((word, "decision") for word in spellings(DECISION_WORDS)), *((word, "proposal") for word in spellings(PROPOSAL_WORDS))])


def find_decisions(passages: Sequence[Passage], claims: Sequence[Claim]) -> list[FoundDecision]:
    """Every decision, proposal and postponement, in their order."""
    found = [FoundDecision("", claim.value, "decision", Evidence(claim.place, claim.value, 0.95)) for claim in claims if claim.field == "decision"]
    skip = -1
    for index, passage in enumerate(passages):
        if index <= skip or passage.row is not None:
            continue
        label = _label(passage.text)
        if label:
            text, skip = _whole(passages, index, label.rest)
            if text:
                kind = "postponed" if label.field == "decision" and _is_postponed(text) else label.field
                evidence = Evidence(passage.block.place, passage.block.raw.strip() or passage.text, 0.95)
                found.append(FoundDecision(passage.item or "", text, kind, evidence))
            continue
        found += _in_sentences(passage)
    return found


def _label(text: str) -> Label | None:
    hit = _unanimous().first(text[:40])
    if hit and hit[0] <= 1:
        text = text[hit[1] :].lstrip()
    label = read_label(text, BODY)
    if label is None and (own := _own().first(text[:30])) and own[0] == 0 and text[own[1] :].lstrip().startswith(":"):
        label = Label(own[2], text[: own[1]], text[own[1] :].lstrip(" :"), True, colon=True)
    if label is None or label.field not in ("decision", "proposal") or not (label.colon or label.parted):
        return None
    return label


def _whole(passages: Sequence[Passage], index: int, rest: str) -> tuple[str, int]:
    """The decision's text: to the next gap, item or label; where nothing follows the colon, the next paragraph."""
    passage = passages[index]
    parts, last = ([rest] if rest else []), index
    for at in range(index + 1, min(index + _MOST_PARTS, len(passages))):
        one = passages[at]
        gap = one.block.place - passages[at - 1].blocks[-1].place > 1
        label = read_label(one.text, BODY)
        if (
            one.item != passage.item
            or one.row is not None
            or (label and (label.colon or label.alone))
            or (parts and (gap or (one.block.paragraph and not one.block.number)))
        ):
            break
        if parts and phrases("next_meeting", "labels.next").at_start(one.text):
            break
        parts.append(one.text)
        last = at
    return "\n".join(parts), last


def _is_postponed(text: str) -> bool:
    hit = _postponed().first(text[:60])
    return hit is not None and len(text[: hit[0]].split()) <= 3


def _in_sentences(passage: Passage) -> Iterator[FoundDecision]:
    item = passage.item or ""
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end].strip()
        if len(sentence) > 400 or sentence.endswith("?"):
            continue
        block = passage.block_of(sentence)
        evidence = Evidence(block.place, quoted(block, sentence), 0.7)
        if _is_postponed(sentence) and not phrases("closed").at_start(sentence):
            yield FoundDecision(item, sentence, "postponed", evidence)
        elif passage.item is not None and (_SHOUTED.search(sentence) or any(end - start > 8 for start, end, _ in phrases("decided").all(sentence))):
            yield FoundDecision(item, sentence, "decision", evidence)
