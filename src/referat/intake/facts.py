"""What a meeting's head says: title, day, time, place, chair and secretary. All candidates are weighed, the best is taken, a near second is told."""

import re
from collections.abc import Sequence

from referat.documents.block import Block, Claim
from referat.documents.days import Day, days, without_days
from referat.intake.clock import Clock, read_clock
from referat.intake.head import Head
from referat.intake.meeting_day import is_foreign
from referat.intake.offices import quoted
from referat.intake.result import Evidence, FoundFact
from referat.intake.segments import names_meeting
from referat.intake.titles import clean_title, is_sentence
from referat.languages.lexicon import alternatives, phrases, word_set, words

# ---------------------------------------------------------------- day


# ---------------------------------------------------------------- title


def find_title(head: Head, claims: Sequence[Claim]) -> FoundFact | None:
    """The line that names the meeting."""
    for claim in claims:
        if claim.field == "title":
            return FoundFact(claim.value, Evidence(claim.place, claim.value, 0.95))
    best: tuple[float, Block, str] | None = None
    for position, block in enumerate(head.loose):
        text = _title_text(block)
        if not text:
            continue
        score = (2.0 if block.kind == "heading" else 0.0) + (1.5 if names_meeting(text) else 0.0) - 0.15 * position
        score += 0.4 * bool(days(text)) + 0.3 * (len(text.split()) > 2) - 1.5 * (is_sentence(text) and not names_meeting(" ".join(text.split()[:5])))
        if score > 0.9 and (best is None or score > best[0]):
            best = score, block, text
    return FoundFact(best[2], Evidence(best[1].place, quoted(best[1], best[2]), 0.85)) if best else None


def _title_text(block: Block) -> str:
    text = re.sub(r"^\d{1,3}\s+(?=[A-ZÆØÅÄÖ])", "", block.text).strip()
    capital = re.search(r"(?:^|\s)(?P<title>[A-ZÆØÅÄÖ]{4,}(?:\s[A-ZÆØÅÄÖ.&-]{1,30}){2,})(?=\s[A-ZÆØÅÄÖ][a-zæøåäö]|$)", text)
    if len(text) > 90 and capital and names_meeting(capital["title"]):
        return capital["title"].strip()
    found = list(days(text[:200], short=True))
    bare = re.sub(r"[\W\d_]+", "", without_days(text, found)) if found else text
    if len(text) > 160 or (found and len(bare) < 4) or text.casefold().strip(" .:") in word_set("labels.title", "meeting_words"):
        return ""
    if re.search(r"\.(?:pdf|docx?|odt|txt)$", text, re.IGNORECASE) or (read_clock(text, expected=False) and not names_meeting(text)):
        return ""
    if parted := re.match(r"^(?P<day>.{4,30}?)\s+\|\s+(?P<title>\S.*)$", text):
        return parted["title"] if days(parted["day"]) else text
    return _without_clock(text)


def _without_clock(text: str) -> str:
    """The title without the time of day and what follows it."""
    clock = read_clock(text)
    at = text.find(clock.words) if clock else -1
    cut = re.sub(r"(?i)[\s,;–-]*(?:kl|klokka|klokken|at)?\.?\s*$", "", text[:at]) if at > 10 else text
    return clean_title(cut)[0] if len(cut) >= 10 else text


# ---------------------------------------------------------------- time and place


def find_clock(head: Head) -> tuple[Clock, Block] | None:
    """The time of day: from a label, from the day's line, or from a line that is only a time."""
    candidates: list[tuple[int, Clock, Block]] = []
    for section in head.of("time", "date", "place"):
        for part in section.parts[:2]:
            clean = without_days(part.text, days(part.text, short=True))
            clock = read_clock(clean, expected=section.field == "time" or (clean != part.text and section.field == "date"))
            if clock:
                candidates.append((0, clock, part))
    for block in head.loose:
        found = days(block.text, short=True)
        clean = without_days(block.text, found)
        clock = read_clock(clean, expected=bool(found) and len(clean.strip()) < 24) if found or len(block.text) < 60 else None
        if clock and not (found and all(is_foreign(block.text, day) for day in found)):
            candidates.append((1, clock, block))
    if not candidates:
        return None
    _, clock, block = min(candidates, key=lambda candidate: candidate[0])
    return clock, block


def spoken_clock(blocks: Sequence[Block], name: str) -> tuple[str, Block] | None:
    """A time told in a sentence: when the meeting opened ("opened") or closed ("closed")."""
    for block in reversed(blocks) if name == "closed" else blocks:
        if block.blank or len(block.text) > 600:
            continue
        hit = phrases(name).first(block.text)
        if hit is None or len(re.split(r"[.!?]\s+", block.text[: hit[0]])[-1].split()) > 8:
            continue
        rest = block.text[hit[1] : hit[1] + 60]
        clean = without_days(rest, days(rest))
        utc = re.search(r"\((?P<time>\d{1,2}:\d\d)\s*UTC\)", clean)
        clock = read_clock(utc["time"] if utc else clean, expected=True)
        single = " " not in block.text[hit[0] : hit[1]]
        if clock and (not single or (hit[0] == 0 and len(rest) < 25)):
            return clock.start, block
    return None


def find_place(head: Head) -> FoundFact | None:
    """Where the meeting was: a label, "på Teams" in the title, or a line of the head that is only a place."""
    for section in head.of("place"):
        for part in section.parts[:1]:
            where = _without_time(part.text)
            if where and len(where) < 140:
                return FoundFact(where, Evidence(part.place, part.raw.strip() or part.text, 0.95))
    dated = False
    for block in head.loose:
        found = days(block.text, short=True)
        if found and all(is_foreign(block.text, day) for day in found):
            continue
        if fact := _in_line(block, found, dated):
            return fact
        dated = dated or bool(found) or names_meeting(block.text)
    return _in_dated(head)


def _in_dated(head: Head) -> FoundFact | None:
    """A place after the day and time in the value of a label."""
    for section in head.of("date", "time"):
        for part in section.parts[:1]:
            tail = _tail(part.text, days(part.text, short=True))
            if tail and (at := _AT.match(tail)):
                return FoundFact(at["place"].strip(" ."), Evidence(part.place, quoted(part, at["place"]), 0.7))
    return None


_ONLINE = re.compile(
    r"(?<!\w)(?:på|via|over|i|on|by)\s(?P<place>(?:Microsoft\s)?Teams|Zoom|Skype|Google Meet|Discord|Webex|Jitsi)(?!\w)(?!-)", re.IGNORECASE
)
_AT = re.compile(r"^(?:i|på|ved|via|at|in|hos|hjå)\s+(?:the\s+)?(?P<place>(?:hos\s)?[^\W\d_][^.;:]{2,60})\.?$", re.IGNORECASE)


def _without_time(value: str) -> str:
    """What a label's value says of the place, where it holds the day or the time as well: "Rådhuset, 3. mai kl. 18"."""
    found, clock = days(value), read_clock(value)
    if not found and clock is None:
        return value.strip(" .;,") if not value.strip().endswith(("etg.", "gt.")) else value.strip()
    for day in reversed(found):
        value = value[: day.start] + "\t" + value[day.end :]
    value = value.replace(clock.words, "\t") if clock else value
    pieces = [re.sub(r"(?i)^(?:kl|den|i|på|at|in|on)\.?(?:\s|$)", "", piece.strip(" .;,–-")) for piece in value.split("\t")]
    best = max((piece.strip(" .;,–-") for piece in pieces), key=len, default="")
    return best if len(best) > 3 else ""


def _in_line(block: Block, found: Sequence[Day], dated: bool) -> FoundFact | None:
    if (held := phrases("held").first(block.text)) and (at := _AT.match(_until_day(block.text[held[1] :].strip()))):
        return FoundFact(at["place"].strip(" .,"), Evidence(block.place, quoted(block, at["place"].strip(" .,")), 0.7))
    if online := _ONLINE.search(block.text):
        return FoundFact(online["place"], Evidence(block.place, quoted(block, online["place"]), 0.8))
    tail = _tail(block.text, found)
    if tail and (at := _AT.match(tail)) and not names_meeting(at["place"]) and not days(at["place"], short=True):
        return FoundFact(at["place"].strip(" ."), Evidence(block.place, quoted(block, at["place"].strip(" .")), 0.7))
    text = block.text.strip(" .,")
    if dated and not found and 1 <= len(text.split()) <= 4 and _is_place(text) and not block.text.endswith(":") and block.kind == "text":
        return FoundFact(text, Evidence(block.place, quoted(block, text), 0.6))
    if not found and (at := _AT.match(text)) and at.start() == 0 and text.split()[0] in ("At", "Ved", "Hos", "På", "I") and len(text.split()) < 9:
        return FoundFact(at["place"].strip(" ."), Evidence(block.place, quoted(block, at["place"].strip(" .")), 0.6))
    return None


def _until_day(text: str) -> str:
    """The words before the day and the time of day."""
    found = days(text, short=True)
    text = text[: found[0].start] if found else text
    clock = read_clock(text)
    text = text[: text.find(clock.words)] if clock else text
    return re.sub(
        rf"[\s,]+(?:{alternatives(words('on_words'))}|{alternatives(words('clock'))}|{alternatives(words('at_words'))})?[\s,]*$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _is_place(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1].casefold()
    return text[:1].isupper() and any(last == word or (len(word) > 3 and last.endswith(word)) for word in word_set("places"))


def _tail(text: str, found: Sequence[Day]) -> str:
    """What a line says after the day and the time of day."""
    if not found:
        return ""
    tail = text[found[-1].end :]
    clock = read_clock(tail, expected=True)
    if clock and tail.find(clock.words) <= 40:
        tail = tail[tail.find(clock.words) + len(clock.words) :]
    return tail.strip(" ,.-–;:")


# ---------------------------------------------------------------- offices
