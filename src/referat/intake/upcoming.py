"""The next meeting that minutes announce, and what is wrong with its day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from referat.documents.block import Block, Claim
from referat.documents.days import Day, days, in_year_of, make, months, without_days
from referat.intake.clock import read_clock
from referat.intake.head import Head
from referat.intake.offices import quoted
from referat.intake.passages import Passage
from referat.intake.result import Evidence, FoundProblem, NextMeeting
from referat.intake.segments import names_meeting
from referat.languages.lexicon import phrases, tokens, word_set
from referat.languages.mark import N_

_LONGEST = 700


@dataclass(frozen=True, slots=True)
class _Announced:
    """Words that speak of the next meeting, and the days in them. `heads`: they are about nothing else."""

    block: Block
    text: str
    days: list[Day]
    heads: bool


def find_next(
    head: Head, passages: Sequence[Passage], meeting: date | None, claims: Sequence[Claim], titles: dict[str, str]
) -> tuple[NextMeeting | None, list[FoundProblem]]:
    """The next meeting, from the words that announce it most clearly; a day that cannot be is told."""
    best: NextMeeting | None = None
    problems: list[FoundProblem] = []
    for found in _announcements(head, passages, claims, titles):
        candidate = _read(found, meeting)
        if wrong := _wrong_weekday(found, candidate):
            problems.append(wrong)
        if best is None or (candidate.date and len(candidate.date) == 10 and (best.date is None or (found.heads and best.evidence.confidence < 0.9))):
            best = candidate
            if wrong := _earlier(found, meeting):
                problems.append(wrong)
    return best, problems


def _announcements(head: Head, passages: Sequence[Passage], claims: Sequence[Claim], titles: dict[str, str]) -> Iterator[_Announced]:
    for claim in claims:
        if claim.field == "next":
            yield _Announced(Block("front", claim.value, claim.value, place=claim.place), claim.value, days(claim.value, short=True), True)
    for section in head.of("next"):
        for part in section.parts[:1]:
            yield _Announced(part, part.text, days(part.text[:300], short=True), True)
    seen: set[str] = set()
    for passage in passages:
        if passage.row is not None or len(passage.text) > _LONGEST:
            continue
        under = titles.get(passage.item or "", "")
        if under and passage.item not in seen and _is_next(under):
            found = days(passage.text, short=True)
            if found:
                seen.add(passage.item or "")
                yield _Announced(passage.block, passage.text, found, True)
                continue
        yield from _in_text(passage)


def _is_next(title: str) -> bool:
    if len(title.split()) >= 8:
        return False
    words = [word for word, _, _ in tokens(title)]
    return phrases("labels.next", "next_meeting").first(title) is not None or (
        any(word in word_set("next_words") for word in words) and names_meeting(title)
    )


def _in_text(passage: Passage) -> Iterator[_Announced]:
    lead = phrases("labels.next", "next_meeting").first(passage.text)
    if lead is None or lead[0] > 160:
        return
    before = passage.text[: lead[0]]
    rest = re.split(r"(?<=[a-zæøåäö]{3})\.\s+(?=[A-ZÆØÅÄÖ])", passage.text[lead[1] :])[0]
    heads = not re.sub(r"[\W\d]", "", before) or before.strip()[-1:] in ".:"
    found = days(rest, short=True)
    labelled = rest[:2].strip().startswith((":", "-", "–"))
    text = rest.strip(" :.-–")
    last = [word for word, _, _ in tokens(before)][-1:]
    deadline = bool(last) and last[0] in word_set("until") - word_set("until_weak")
    if not text or deadline or (not found and not (heads and labelled)) or (found and found[0].start > 60):
        return
    if heads or (found and found[0].start < 40):
        yield _Announced(passage.block_of(text), text, days(text, short=True), heads)


def _read(found: _Announced, meeting: date | None) -> NextMeeting:
    when: str | None = None
    if found.days:
        day = in_year_of(found.days[0], meeting, back=0) if meeting else found.days[0].on
        when = day.isoformat() if day else None
    elif meeting and (month := next(months(found.text), None)):
        year = month[1] or (meeting.year if month[0] >= meeting.month else meeting.year + 1)
        when = f"{year}-{month[0]:02d}"
    clock = read_clock(without_days(found.text, found.days), expected=bool(found.days))
    return NextMeeting(
        when, clock.start if clock else None, found.text, Evidence(found.block.place, quoted(found.block, found.text), 0.9 if found.heads else 0.7)
    )


def _wrong_weekday(found: _Announced, candidate: NextMeeting) -> FoundProblem | None:
    first = found.days[0] if found.days else None
    if first is None or first.year is not None or first.weekday is None or candidate.date is None:
        return None
    day = date.fromisoformat(candidate.date)
    later = make(day.year + 1, day.month, day.day)
    if day.weekday() == first.weekday or (later and later.weekday() == first.weekday):
        return None
    message = N_("“{words}” is not on that weekday: {day} was another day of the week.")
    return FoundProblem("date-next-weekday", found.block.place, message, {"words": first.words, "day": candidate.date})


def _earlier(found: _Announced, meeting: date | None) -> FoundProblem | None:
    day = found.days[0].on if found.days else None
    if day is None or meeting is None or day > meeting or not found.heads:
        return None
    message = N_("The next meeting, “{words}”, is not after this one, {day}.")
    return FoundProblem("date-next-earlier", found.block.place, message, {"words": found.days[0].words, "day": meeting.isoformat()})
