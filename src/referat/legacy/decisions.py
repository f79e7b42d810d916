"""What was decided, proposed or postponed: by a label such as "Vedtak:", or by a sentence that says so."""

import re
from collections.abc import Sequence
from functools import cache

from referat.legacy.lines import Line, cut
from referat.legacy.numbers import read_number
from referat.legacy.result import Evidence, FoundDecision
from referat.legacy.titles import sentences
from referat.legacy.vocabulary import BODY_FIELDS, alternatives, phrase, read_label, words

_UNANIMOUS = r"(?:(?:enstemmig|samrøystes|enhälligt|enstemmigt|unanimous|unanimously)\s+)?"
_POSTPONED = re.compile(
    r"(?i)^(?:saken\s+(?:ble\s+|blir\s+)?|sak\s+|saka\s+(?:vart\s+)?|punktet\s+|ärendet\s+|beslutet\s+)?(?:utsatt|utsettes|utsett|utsatt|postponed|deferred|bordlagt|bordlegges|bordläggs|bordlades|udsat|udsættes|uppskjuts)(?!\w)"
)
_AGREED = re.compile(r"(?<!\w)(?:AGREED|RESOLVED|DECISION|CARRIED)(?!\w)")


@cache
def _label() -> re.Pattern[str]:
    names = {word for language in ("decision", "proposal") for word in _names(language)}
    return re.compile(
        rf"^{_UNANIMOUS}(?:\w{{3,}}s\s+)?(?P<label>{alternatives(names)})\s*(?:\([^)]{{0,40}}\))?(?:\s*[:;]\s*|\s+[-–]\s+|\s*$)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _names(field: str) -> tuple[str, ...]:
    from referat.legacy.vocabulary import table

    return table("labels", field)


@cache
def _decided() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(word for word in words('decided') if ' ' in word or len(word) > 8)})(?!\w)", re.IGNORECASE)


def find_decisions(lines: Sequence[Line], first: int, item_of: Sequence[str | None], *, paragraphs: bool = False) -> list[FoundDecision]:
    """Every decision, proposal and postponement from line index `first` on.

    `item_of` names the item of each line; `paragraphs`: each line is a paragraph of its own.
    """
    found: list[FoundDecision] = []
    index = first
    while index < len(lines):
        line = lines[index]
        if line.blank:
            index += 1
            continue
        item = item_of[index] or ""
        label = _label().match(line.text)
        if label:
            kind = "proposal" if label["label"].casefold() in _names("proposal") else "decision"
            text, last = _whole(lines, index, label["rest"].strip(), item_of, paragraphs)
            if text:
                if kind == "decision" and _POSTPONED.match(text):
                    kind = "postponed"
                found.append(FoundDecision(item, text, kind, Evidence(line.number, line.raw.strip(), 0.95)))
            index = last + 1
            continue
        if _POSTPONED.match(line.text):
            found.append(FoundDecision(item, line.text, "postponed", Evidence(line.number, line.raw.strip(), 0.8)))
        elif item_of[index] is not None and not ((voting := read_label(line.text, ("voting",))) and voting.colon):
            for start, end in sentences(line.text):
                sentence = line.text[start:end].strip()
                if len(sentence) < 400 and not sentence.endswith("?") and (_AGREED.search(sentence) or _decided().search(sentence)):
                    found.append(FoundDecision(item, sentence, "decision", Evidence(line.number, cut(line.raw, sentence), 0.7)))
        index += 1
    return found


def _whole(lines: Sequence[Line], index: int, rest: str, item_of: Sequence[str | None], paragraphs: bool) -> tuple[str, int]:
    """The decision's text: to the next blank line, heading or label; where nothing follows the colon, the next paragraph."""
    parts = [rest] if rest else []
    at = index + 1
    if not parts:
        while at < len(lines) and lines[at].blank and at - index < 3:
            at += 1
    last = index
    while at < len(lines) and not lines[at].blank and not lines[at].heading and item_of[at] == item_of[index]:
        label = read_label(lines[at].text, BODY_FIELDS)
        if (label and label.colon) or _label().match(lines[at].text):
            break
        if parts and paragraphs and not lines[at].bullet and not read_number(lines[at].text):
            break
        if parts and not lines[at].bullet and phrase("next_meeting").match(lines[at].text):
            break
        parts.append(lines[at].text)
        last = at
        at += 1
        if len(parts) > 20:
            break
    return "\n".join(parts), last
