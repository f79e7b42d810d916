"""The title of an agenda item: where it ends on its line, and what kind of item it says."""

import re
from functools import cache

from referat.languages.legacy_words import WORDS
from referat.legacy.vocabulary import alternatives, phrase, table

LONGEST_TITLE = 140
_TIMES = re.compile(
    r"\s*[(\[]\s*(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:\s*[-–]\s*(?:\d{1,2}[:.]\d{2}|\d+\s*min\w*))?\s*[)\]]\s*$|\s*[(\[]\s*\d+\s*m(?:in\w*)?\b[^)\]]{0,30}[)\]]\s*$|\s+[-–]\s*\d+\s*min\w*\.?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*[(\[]\s*(?P<mark>[ODVB])(?:\s*-?\s*sak)?\s*[)\]]\s*$")
_MARKS = {"O": "orientation", "D": "discussion", "V": "decision", "B": "decision"}
_SENTENCE_END = re.compile(r"(?<=[\wæøåäö)\"»”%-])[.!?]\s+(?=[A-ZÆØÅÄÖ\"“«(0-9])")
_BEGINS = re.compile(
    r"(?:Godkjent|Godkjend|Godkendt|Godkänd|Godkändes|Approved|Agreed|Ingen|Ingenting|Intet|Inga|None|Nothing|Utsatt|Ok)\b"
    r"|(?:Det|Den|De|Vi|Man|Han|Hun|Ho|Dei|Styret|Møtet|Mötet|Mødet|Styrelsen|Bestyrelsen|It|We|The|There)\s+[a-zæøåäö]"
)
_ABBREVIATION = re.compile(
    r"(?:^|\W)(?:kl|evt|ca|pr|nr|bl\.a|f\.eks|st|jf|ang|dvs|mr|mrs|dr|d|o\.l|m\.m|inkl|sak|pkt|vs|ref|tlf|adm|arr|no|[A-ZÆØÅ])$", re.IGNORECASE
)


@cache
def _finite() -> re.Pattern[str]:
    return phrase("finite")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a full stop after an abbreviation or a day's number does not end one."""
    spans, start = [], 0
    for found in _SENTENCE_END.finditer(text):
        head = text[start : found.start()]
        if text[found.start()] == "." and (_ABBREVIATION.search(head) or re.fullmatch(r"\s*(?:[A-Za-zÆØÅæøå]+\s)?\d{1,2}", head)):
            continue
        spans.append((start, found.start() + 1))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def is_sentence(text: str) -> bool:
    """Holds a finite verb beyond its first word: told, not named."""
    tokens = text.split()
    return len(tokens) >= 3 and bool(_finite().search(" ".join(tokens[1:])))


def clean_title(title: str) -> tuple[str, str]:
    """The title without times and marks, and the kind that a mark at the end gives."""
    kind = ""
    while True:
        shorter = _TIMES.sub("", title)
        if found := _MARK.search(shorter):
            kind, shorter = _MARKS[found["mark"]], shorter[: found.start()]
        shorter = (
            shorter.strip().rstrip(" .:;,-–—")
            if not re.search(r"(?:\b(?:Evt|kl|ca|m\.m|o\.l|mm|I\.L|a\.o\.b))\.$", shorter, re.IGNORECASE)
            else shorter.strip()
        )
        if shorter == title:
            return title, kind
        title = shorter


def split_title(text: str, has_body: bool) -> tuple[str, str]:
    """A numbered line's title and the text that follows it on the line; the title is empty where the line only tells."""
    text = text.strip()
    spans = sentences(text)
    if not spans:
        return "", text
    first = text[spans[0][0] : spans[0][1]].strip()
    rest = text[spans[0][1] :].strip()
    lead = re.match(r"^(?P<head>[^:;.]{3,60}?)\s?[:;]\s+(?P<rest>\S.*)$", text)
    if (
        lead
        and len(lead["head"].split()) <= (9 if has_body and not rest else 4)
        and not is_sentence(lead["head"])
        and (rest or is_sentence(lead["rest"]) or len(text) > 70)
    ):
        return lead["head"].strip(), lead["rest"]
    ends_as_sentence = first.endswith((".", "!", "?"))
    if not rest:
        if len(first) > LONGEST_TITLE:
            return "", text
        told = is_sentence(first.rstrip("."))
        if ends_as_sentence and ((told and len(first.split()) > 4) or not has_body) and not first.endswith("?"):
            return "", text
        if told and not has_body and len(first.split()) > 9:
            return "", text
        return first, ""
    if len(first.split()) <= 12 and not (is_sentence(first.rstrip(".")) and len(first.split()) > 2) and len(first) <= 90:
        return first, rest
    return "", text


def run_on_title(text: str, names: str) -> tuple[str, str]:
    """As `split_title`, where the line breaks are lost: the title ends before a capital letter that begins a sentence, or before a name that acts."""
    text = text.strip()
    spans = sentences(text)
    first = text[spans[0][0] : spans[0][1]] if spans else text
    for found in re.finditer(rf"(?<=[^\W_])[.:]?\s+(?=(?:{names})\s+[a-zæøåäö]|[A-ZÆØÅÄÖ][a-zæøåäö]+(?=[\s.,]))", first):
        head, rest = text[: found.start()], text[found.end() :]
        if is_sentence(head) or len(head) > LONGEST_TITLE:
            break
        told = " ".join(rest.split()[:7])
        if is_sentence(told) or _BEGINS.match(rest) or _finite().match(rest) or re.match(rf"(?:{names})\s+[a-zæøåäö]", rest):
            return head, rest
    return split_title(text, True)


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = ("approval", "other", "election", "orientation", "discussion", "decision")
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{alternatives(table('kinds', kind))})(?:s?sak(?:er)?)?(?!\w)", re.IGNORECASE))
        for kind in kinds
        if any(words.kinds.get(kind) for words in WORDS.values())
    )


def kind_of(title: str) -> str:
    """The kind that the words of a title tell, or nothing."""
    start = title[:60]
    for kind, pattern in _kind_patterns():
        found = pattern.search(start)
        if found and (kind == "approval" or found.start() <= 12):
            return kind
    return ""
