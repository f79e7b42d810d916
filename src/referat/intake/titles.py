"""The title of an agenda item: where it ends on its line, and what kind of item it says."""

import re

from referat.languages.lexicon import phrases, tokens, word_set

LONGEST_TITLE = 140
LONGEST_SHOUTED = 250  # of a title in capital letters
_TIMES = re.compile(
    r"\s*[(\[]\s*(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:\s*[-–]\s*(?:\d{1,2}[:.]\d{2}|\d+\s*min\w*))?\s*[)\]]\s*$|\s*[(\[]\s*\d+\s*m(?:in\w*)?\b[^)\]]{0,30}[)\]]\s*$|\s+[-–]\s*\d+\s*min\w*\.?$",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}\s*[-–—:]\s*(?=\S)")  # "Sak 1 – 23.01.19 - Title"
_MARK = re.compile(r"\s*[(\[]\s*(?P<mark>[ODVB])(?:\s*-?\s*sak)?\s*[)\]]\s*$")
_MARKS = {"O": "orientation", "D": "discussion", "V": "decision", "B": "decision"}
_SENTENCE_END = re.compile(r"(?<=[\wæøåäö)\"»”%-])[.!?]\s+(?=[A-ZÆØÅÄÖ\"“«(0-9])")
_BEGINS = re.compile(
    r"(?:Godkjent|Godkjend|Godkendt|Godkänd|Godkändes|Approved|Agreed|Ingen|Ingenting|Intet|Inga|None|Nothing|Utsatt|Ok)\b"
    r"|(?:Det|Den|De|Vi|Man|Han|Hun|Ho|Dei|Styret|Møtet|Mötet|Mødet|Styrelsen|Bestyrelsen|It|We|The|There)\s+[a-zæøåäö]"
)
_LONGEST_ABBREVIATION = 8  # with what stands before it; only so much of a text is looked at, however long it is
_LONGEST_DAY = 40  # "mandag 3"
_ABBREVIATION = re.compile(
    r"(?:^|\W)(?:kl|evt|ca|pr|nr|bl\.a|f\.eks|st|jf|ang|dvs|mr|mrs|dr|d|o\.l|m\.m|inkl|sak|pkt|vs|ref|tlf|adm|arr|no|[A-ZÆØÅ])$", re.IGNORECASE
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a full stop after an abbreviation or a day's number does not end one."""
    spans, start = [], 0
    for found in _SENTENCE_END.finditer(text):
        if text[found.start()] == "." and _stops_nothing(text, start, found.start()):
            continue
        spans.append((start, found.start() + 1))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _stops_nothing(text: str, start: int, end: int) -> bool:
    """The full stop that stands at the end belongs to an abbreviation or to a day's number, not to the sentence that began at the start."""
    if _ABBREVIATION.search(text[max(start, end - _LONGEST_ABBREVIATION) : end]):
        return True
    return end - start <= _LONGEST_DAY and bool(re.fullmatch(r"\s*(?:[A-Za-zÆØÅæøå]+\s)?\d{1,2}", text[start:end]))


def is_sentence(text: str) -> bool:
    """Holds a finite verb beyond its first word: told, not named."""
    found = tokens(text)
    return len(found) >= 3 and any(word in word_set("finite") for word, _, _ in found[1:])


def begins_topic(text: str) -> bool:
    """“Sak: Lekeplassen”, “Topic: Releases”: a word for an item, a colon, and its title."""
    label, colon, title = text[:20].partition(":")
    return bool(colon and title.strip()) and label.strip().casefold() in word_set("topic_words")


def clean_title(title: str) -> tuple[str, str]:
    """The title without times and marks, and the kind that a mark at the end gives."""
    kind = ""
    title = _DAY_FIRST.sub("", title)
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
    if text.isupper() and len(text) < LONGEST_SHOUTED:
        return text.rstrip("."), ""
    first = text[spans[0][0] : spans[0][1]].strip()
    rest = text[spans[0][1] :].strip()
    if lead := _led(text, rest, has_body):
        return lead
    if rest:
        named = len(first.split()) <= 12 and not (is_sentence(first.rstrip(".")) and len(first.split()) > 2) and len(first) <= 90
        return (first, rest) if named else ("", text)
    return ("", text) if _only_tells(first, has_body) else (first, "")


def _led(text: str, rest: str, has_body: bool) -> tuple[str, str] | None:
    """“Svarbrev til ett medlem: Mari skriver det”: the title before a colon."""
    lead = re.match(r"^(?P<head>[^:;.]{3,60}?)\s?[:;]\s+(?P<rest>\S.*)$", text)
    if lead is None or len(lead["head"].split()) > (9 if has_body and not rest else 4) or is_sentence(lead["head"]):
        return None
    return (lead["head"].strip(), lead["rest"]) if rest or is_sentence(lead["rest"]) or len(text) > 70 else None


def _only_tells(first: str, has_body: bool) -> bool:
    """A single sentence that is no title."""
    if len(first) > LONGEST_TITLE:
        return True
    told = is_sentence(first.rstrip("."))
    if first.endswith((".", "!", "?")) and ((told and len(first.split()) > 4) or not has_body) and not first.endswith("?"):
        return True
    return told and not has_body and len(first.split()) > 9


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
        if is_sentence(told) or _BEGINS.match(rest) or tokens(rest)[0][0] in word_set("finite") or re.match(rf"(?:{names})\s+[a-zæøåäö]", rest):
            return head, rest
    return split_title(text, True)


def kind_of(title: str) -> str:
    """The kind that the words of a title tell, or nothing."""
    for kind in ("approval", "other", "election", "orientation", "discussion", "decision"):
        found = phrases(f"kinds.{kind}").first(title[:60])
        if found and (kind == "approval" or found[0] <= 12):
            return kind
    return ""
