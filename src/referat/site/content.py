"""What minutes say, as pieces of HTML by case, with the words that each case is found by. Made from the tree of hand-outs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from referat.handouts.body import parts_of
from referat.handouts.content import Block, text_of, words_of
from referat.handouts.facts import BookFacts
from referat.handouts.html import blocks_html, runs_html
from referat.handouts.minutes import attachments, attendance, case_heading, meeting_facts, status_words
from referat.handouts.words import speaking
from referat.model.meeting import Minutes
from referat.model.text import file_word
from referat.query.search import bare
from referat.site.frame import cleaned
from referat.site.gathered import GatheredMinutes, gather

# No text of a book holds this sign: `safe` shows it as what it is.
_BETWEEN = "\ue003"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class CaseSection:
    """A case as the page of its meeting has it: where a link leads to, its heading and its text."""

    anchor: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class MinutesHtml:
    """Minutes as pieces of HTML. `before` is what stands before the first case."""

    language: str
    status: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    before: str
    sections: tuple[CaseSection, ...]
    attendance: str
    attachments: str
    gathered: GatheredMinutes


def content_of(facts: BookFacts, minutes: Minutes) -> MinutesHtml:
    """The minutes, read once for all that the site makes of them."""
    page = facts.page(minutes)
    with speaking(page.language):
        parts = parts_of(page)
        headings = [case_heading(page, item) for item, _ in parts if item is not None]
        pieces = [blocks_html(attendance(page)), blocks_html(attachments(page))]
        pieces += [runs_html(heading.runs) for heading in headings]
        pieces += [blocks_html(blocks) for _, blocks in parts]
        attended, attached, *rest = _all_cleaned(pieces)
        said, bodies = rest[: len(headings)], rest[len(headings) :]
        told = [blocks for item, blocks in parts if item is not None]
        return MinutesHtml(
            language=page.language,
            status=status_words(page, 0),
            facts=tuple(meeting_facts(page)),
            before=bodies[0],
            sections=tuple(map(CaseSection, anchors(minutes), said, bodies[1:])),
            attendance=attended,
            attachments=attached,
            gathered=gather(page, [_words(words_of(heading.runs), blocks) for heading, blocks in zip(headings, told, strict=True)]),
        )


def _all_cleaned(pieces: list[str]) -> list[str]:
    """Pieces of HTML, through the wall in one go: making one ready for it costs more than to pass it."""
    found = cleaned(_BETWEEN.join(pieces)).split(_BETWEEN)
    return found if len(found) == len(pieces) else [cleaned(piece) for piece in pieces]


def anchors(minutes: Minutes) -> list[str]:
    return anchors_of([item.number for item in minutes.items])


def anchors_of(numbers: Iterable[str]) -> list[str]:
    """What each case of a meeting is called in links to it: by its number, where no other has the same."""
    found: list[str] = []
    for place, number in enumerate(numbers, 1):
        name = file_word(number).strip("-.").casefold() or f"p{place}"
        found.append(name if name not in found else f"{name}-p{place}")
    return found


def _words(heading: str, blocks: Iterable[Block]) -> str:
    """The words of a case, each once, in small letters: as written, and without their accents."""
    found = _WORD.findall(normalize("NFC", " ".join((heading, *text_of(blocks)))).lower())
    return " ".join(sorted({*found, *(bare(word) for word in found if not word.isascii())}))
