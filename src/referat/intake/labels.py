"""Labels: the words before a value that say what it is of ("Dato:", "Til stede"), at the head of a line or inside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from referat.languages.lexicon import Phrases, alternatives, tokens, words

# Of one phrase that two lists have the field named first is meant: "dato" is the day, not the deadline.
HEADER = (
    "date", "time", "place", "present", "absent", "substitutes", "others", "chair", "secretary", "signers", "copy", "agenda", "next", "end",
    "letterhead", "body", "attachments", "members", "present_marked", "delegates", "secretary_marked",
)  # fmt: skip
PEOPLE = ("present", "absent", "substitutes", "others", "members", "present_marked", "delegates")
BODY = ("decision", "proposal", "voting", "owner", "due", "action", "todo", "todo_loose", "todo_old", "comment")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
_SEPARATOR = re.compile(r"\s*(?P<aside>\([^)]{0,60}\))?\s*(?P<sep>[:;=](?!//)|\s[-–—](?=\s|$)|\t|$)?\s*", re.DOTALL)

_OF = re.compile(rf"\s(?:{alternatives(words('of_words'))})\s[^\d:,.;]{{2,40}}(?=:|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its field and words, what stands after it, and whether a sign parts the two or nothing stands after it."""

    field: str
    words: str
    rest: str
    parted: bool
    aside: str = ""
    colon: bool = False

    @property
    def alone(self) -> bool:
        return not self.rest


@cache
def _joined_labels() -> re.Pattern[str]:
    return re.compile(rf"\s?[/&]\s?|\s(?:{alternatives(words('and'))})\s")


@cache
def _were() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives(words('were'))})\s+(?=[A-ZÆØÅÄÖ])")


@cache
def _labels(fields: tuple[str, ...]) -> Phrases:
    pairs: dict[str, str] = {}
    for field in reversed(fields):
        pairs |= dict.fromkeys(words(f"labels.{field}"), field)
    return Phrases(pairs.items())


def read_label(text: str, fields: tuple[str, ...] = HEADER) -> Label | None:
    """The label at the head of a line, if one stands there."""
    numbered = _NUMBER.match(text) if text[:1].isdigit() and ":" in text else None
    if numbered:  # "1. Referent: Amund", "2. Referent: Selma"
        own = read_label(text[numbered.end() :], fields)
        return own if own and own.field in ("secretary", "chair") and own.colon else None
    found = tokens(text)
    if not found or found[0][1] > 2:
        return None
    hit = _labels(fields).at(found, 0)
    end = found[hit[0] - 1][2] if hit else 0
    if hit is None or (hit[1] not in PEOPLE and text[end : end + 1] == " "):
        people = _last_words(text, found, fields)
        if people or hit is None:
            return people
    if text[found[0][1]].islower() and not re.match(r"\s*[:;]", text[end:]):
        return None
    while (more := _joined_labels().match(text[end:])) and hit[0] < len(found):  # "Til stede/Present:" is one label
        second = _labels(fields).at(found, next((at for at, one in enumerate(found) if one[1] >= end + more.end()), len(found)))
        if second is None:
            break
        index = next(at for at, one in enumerate(found) if one[1] >= end + more.end())
        end = found[index + second[0] - 1][2]
        hit = (index + second[0], hit[1])
    if text[end : end + 1] == ".":
        end += 1
    if hit[1] in PEOPLE and (of := _OF.match(text, end)):  # "Medlemmer av rådet", "Til stede fra styringsgruppen:"
        end = of.end()
    if hit[1] in PEOPLE and (told := _were().match(text, end)):  # "Til stede var Anne Lien, Roar Dahl og Siv Moe."
        return Label(hit[1], text[found[0][1] : end], text[told.end() :].strip(), parted=False)
    after = _SEPARATOR.match(text, end)
    assert after
    sign = after["sep"]
    return Label(
        hit[1],
        text[found[0][1] : end],
        text[after.end() :].strip(),
        sign is not None,
        (after["aside"] or "").strip("() "),
        (sign or "").strip() in (":", ";"),
    )


def _last_words(text: str, found: Sequence[tuple[str, int, int]], fields: tuple[str, ...]) -> Label | None:
    """A label that only ends with the words of one: "Board members present:", "Lærernes representanter:", "Foreldrerepresentanter:"."""
    head, colon, rest = text[:60].partition(":")
    words_before = [one for one in found if one[2] <= len(head)]
    if not colon or "present" not in fields or not 0 < len(words_before) <= 4 or not text[:1].isupper() or re.search(r"[.,;()\d]", head):
        return None
    for at in range(len(words_before)):
        hit = _labels(PEOPLE).at(words_before, at)
        if hit and at and at + hit[0] == len(words_before):
            return Label(hit[1], head.strip(), text[len(head) + 1 :].strip(), True, "", True)
    last = words_before[-1][0]
    ends = next((word for word in words("labels.delegates") if len(last) > len(word) + 2 and last.endswith(word)), None)
    del rest
    return Label("delegates", head.strip(), text[len(head) + 1 :].strip(), True, "", True) if ends else None


def inline_labels(text: str) -> list[int]:
    """Where labels inside a line begin: each with a capital letter before it and a colon after."""
    if ":" not in text and "=" not in text:
        return []
    found, starts, index = tokens(text), [], 0
    labels = _labels(HEADER)
    while index < len(found):
        hit = labels.at(found, index)
        if hit is None or not text[found[index][1]].isupper():
            index += 1
            continue
        end = found[index + hit[0] - 1][2]
        of = _OF.match(text, end) if hit[1] in PEOPLE else None
        end = of.end() if of else end
        after = re.match(r"\.?\s*(?:\([^)]{0,30}\))?\s*:(?!\d\d)(?!//)", text[end : end + 40])
        before = text[: found[index][1]].rstrip(" \t")
        if after and (not before or before[-1] not in "/-&"):
            starts.append(found[index][1])
        index += hit[0]
    return starts
