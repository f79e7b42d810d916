"""Agenda items: what stands under the headings of a body, with its decisions, proposals and postponements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from referat.format.boxes import Scan, scan
from referat.format.document import Document
from referat.format.headings import Section, sections
from referat.format.labels import (
    LONGEST_WORD,
    NOTHING,
    Openings,
    after,
    alone_openings,
    dash_opening,
    heading_openings,
    in_sentence,
    looks_decided,
    openings_of,
)
from referat.format.numbers import either, read_reference
from referat.format.postponed import (
    comes_back_at,
    line_postpones_to,
    lines_that_may_postpone,
    looks_postponed,
    may_come_back,
    sentence_postpones_to,
)
from referat.languages.words import ITEM_WORDS
from referat.model.fact import Fact
from referat.model.meeting import Decision, Item, NewItem
from referat.model.pattern import lazily
from referat.model.place import Place
from referat.model.problems import Problem

_ITEM_WORD = lazily(rf"(?:{either(ITEM_WORDS)})[ \t]++", re.IGNORECASE)
_ENDING = frozenset({"decision", "proposal", "vote", "new item"})  # what ends the decision before it
_NOT_POSTPONING = frozenset({"proposal", "correction", "vote", "from", "new item"})
_BOLD_START = lazily(r"[ \t]*+(?:\*\*|__)")
_LIST_ITEM = lazily(r"[ \t]*+(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
_CAPITAL = lazily(r"[ \t]*+[A-ZÆØÅ]")
_QUOTE = lazily(r"[ \t]*+>[> \t]*")
_LINK = lazily(r"\]\([ \t]*+<?([^()\s<>]++)")

# The line of an item's heading, its last line, and what an action in it says it stands in: the number, else the title.
Heading = tuple[int, int, str]


class Spoken(Fact):
    """A line that opens something: what, what it says after its label, and whether what it opens may stand in the middle of a paragraph.

    `at` is where in the line its label begins, behind a sentence; `is_usual` says that the label has its colon, and the line no other sign.
    """

    __slots__ = ("at", "index", "is_quoted", "is_sure", "is_usual", "openings", "text")

    def __init__(
        self, index: int, openings: Openings, text: str, *, is_sure: bool = False, is_quoted: bool = False, is_usual: bool = False, at: int = 0
    ) -> None:
        self.index = index
        self.openings = openings
        self.text = text
        self.is_sure = is_sure
        self.is_quoted = is_quoted
        self.is_usual = is_usual
        self.at = at


def read_items(document: Document, found: Scan, year: int | None = None) -> tuple[tuple[Item, ...], tuple[NewItem, ...], tuple[Problem, ...]]:
    """The agenda items of a body, the new items it puts on the waiting list, and the lines that may be meant as more than is read."""
    body = _Body(document, found)
    items = tuple([body.item(section) for section in sections(body.texts, found, year)])
    new = [_new_item(body.place(said.index), said.text) for said in body.spoken if "new item" in said.openings]
    return items, tuple([item for item in new if item.title]), tuple(body.problems(items))


def read_proposals(document: Document, found: Scan) -> tuple[Decision, ...]:
    """The proposals of a prepared item."""
    body = _Body(document, found)
    return body.decisions([said for said in body.spoken if "proposal" in said.openings], "proposal", 0, len(body.texts))


def lines_that_open(document: Document) -> list[Spoken]:
    """The lines of a body that open a decision, a proposal, a vote and the like, in their order."""
    return _spoken(document.body_texts, scan(document.body_texts))


def quoted(text: str) -> str | None:
    """What a line of a quote says; None of any other line."""
    match = _QUOTE.match(text)
    return text[match.end() :] if match else None


def headings_of(items: Iterable[Item]) -> list[Heading]:
    """The headings of items that were read."""
    return [(item.place.line, item.last_line, item.number or item.title) for item in items]


class _Body:
    """The lines of a body, and those of them that open something."""

    def __init__(self, document: Document, found: Scan) -> None:
        self.texts: Sequence[str] = document.body_texts
        self.hidden = found.hidden
        self._found = found
        self._quotes = frozenset(found.quotes)
        self._path = document.path
        self._first = document.number(0)
        self._has_links = "](" in document.text
        self._postponing, self._coming_back, self._at_next = lines_that_may_postpone(self.texts)
        self.spoken = _spoken(self.texts, found)
        self._ends = {said.index for said in self.spoken if not _ENDING.isdisjoint(said.openings)}
        self._ends |= {box.index for box in found.boxes}
        self._ends |= {index for index, _, _ in found.headings}
        self._read: set[int] = set()

    def place(self, index: int) -> Place:
        return Place(self._path, self._first + index)

    def item(self, section: Section) -> Item:
        index, start, end = section.at, section.start, section.end
        said = [one for one in self.spoken if index < one.index < end]
        named: dict[str, list[Spoken]] = {}
        for one in said:
            for name in one.openings:
                named.setdefault(name, []).append(one)
        postponed = list(self._postponed(said, start, end, section.number)) if self._may_postpone(start, end) else ()
        return Item(
            self.place(index),
            section.number,
            section.title,
            kind=section.kind,
            decisions=self.decisions(named["decision"], "decision", start, end) if "decision" in named else (),
            proposals=self.decisions(named["proposal"], "proposal", start, end) if "proposal" in named else (),
            corrections=tuple([one.text.strip() for one in named["correction"]]) if "correction" in named else (),
            is_postponed=bool(postponed),
            postponed_to=next(filter(None, postponed), ""),
            came_from=tuple([origin for one in named["from"] if (origin := _origin(one.text))]) if "from" in named else (),
            links=read_links("\n".join([section.words, *self._seen(start, end)])) if self._has_links else (),
            last_line=self._first + end - 1,
            has_text=any(map(str.strip, self._seen(start, end))) or any(one.is_quoted for one in said),
        )

    def decisions(self, said: Sequence[Spoken], opening: str, start: int, end: int) -> tuple[Decision, ...]:
        """Every decision or proposal of a section, to the blank line, heading, box or next such word that ends it."""
        found: list[Decision] = []
        index = 0
        for one in said:
            if one.index < index or not (one.is_sure or self._begins(one.index, start)):
                continue
            index, text = self._said(one, end)
            self._read.update(range(one.index, index))
            vote = ""
            following = index
            while following < end and (following in self.hidden or not self.texts[following].strip()):
                following += 1
            voted = self._opens(following, "vote") if following < end else None
            if voted:
                index, vote = self._said(voted, end)
            found.append(Decision(self.place(one.index), one.openings[opening], text, vote, opening == "proposal"))
        return tuple(found)

    def problems(self, items: Sequence[Item]) -> Iterator[Problem]:
        """Lines that look as if they told a decision, or postponed a case, and are not read so."""
        texts = self.texts
        for index in self._found.prose:
            text = texts[index]
            if ":" in text and index not in self._read and looks_decided(text) and not self._opens(index, "decision"):
                label = text.partition(":")[0].strip(" \t*_-")
                yield Problem("looks-like-decision", self.place(index), {"label": label}, len(text.rstrip()))
        told = sorted({*self._postponing, *self._at_next})
        if told:
            for item in items:
                if not item.is_postponed and _within(told, item.place.line - self._first, item.last_line - self._first + 1):
                    yield from self._may_be_postponed(item)

    def _may_be_postponed(self, item: Item) -> Iterator[Problem]:
        start, end = item.place.line - self._first + 1, item.last_line - self._first + 1
        said = [one for one in self.spoken if start <= one.index < end]
        for index, text, names in self._paragraphs(said, start, end):
            if not _NOT_POSTPONING.isdisjoint(names):
                continue
            last = index + text.count("\n") + 1
            if (_within(self._postponing, index, last) and looks_postponed(text)) or (_within(self._at_next, index, last) and may_come_back(text)):
                yield Problem("looks-like-postponed", self.place(index), {}, len(self.texts[index].rstrip()))

    def _may_postpone(self, start: int, end: int) -> bool:
        return _within(self._postponing, start, end) or _within(self._coming_back, start, end)

    def _postponed(self, said: Sequence[Spoken], start: int, end: int, number: str) -> Iterator[str]:
        """What a section is postponed to, for each line or sentence of it that postpones, and speaks of no other case."""
        for index, text, names in self._paragraphs(said, start, end):
            if not _NOT_POSTPONING.isdisjoint(names):
                continue
            last = index + text.count("\n") + 1
            if _within(self._postponing, index, last):
                for line in text.split("\n"):
                    if (to := line_postpones_to(line)) is not None:
                        yield to
                if (to := sentence_postpones_to(text.replace("\n", " "), number)) is not None:
                    yield to
            if _within(self._coming_back, index, last) and (to := comes_back_at(text.replace("\n", " "), number)) is not None:
                yield to

    def _paragraphs(self, said: Sequence[Spoken], start: int, end: int) -> Iterator[tuple[int, str, Iterable[str]]]:
        """The paragraphs of a section, from each line that opens something anew: the first line, the text, and what it opens."""
        opened = {one.index: one for one in said}
        cuts = [index for index in range(start, end) if index in opened or index in self._ends or not self.texts[index].strip()]
        for first, last in pairwise([start - 1, *cuts, end]):
            one = opened.get(first)
            lines = [one.text] if one else []
            lines += [self.texts[index].strip() for index in range(first + 1, last) if index not in self.hidden]
            if any(lines):
                yield max(first, start) if one else first + 1, "\n".join(lines), one.openings if one else ()

    def _seen(self, start: int, end: int) -> Sequence[str]:
        return self.texts[start:end] if not self.hidden else [self.texts[i] for i in range(start, end) if i not in self.hidden]

    def _begins(self, index: int, start: int) -> bool:
        """Whether a line begins a paragraph or a list item. In the middle of a paragraph a bold word, or a capital, begins a new thought too."""
        before = self.texts[index - 1].strip() if index > start and index - 1 not in self.hidden else ""
        here = self.texts[index]
        return not before or index - 1 in self._ends or bool(_LIST_ITEM.match(here) or _BOLD_START.match(here) or _CAPITAL.match(here))

    def _opens(self, index: int, opening: str) -> Spoken | None:
        return next((one for one in self._spoken_at.get(index, ()) if opening in one.openings), None)

    @cached_property
    def _spoken_at(self) -> dict[int, list[Spoken]]:
        found: dict[int, list[Spoken]] = {}
        for one in self.spoken:
            found.setdefault(one.index, []).append(one)
        return found

    def _said(self, one: Spoken, end: int) -> tuple[int, str]:
        """What a line says after its label, to where that ends, and the index of the line after it."""
        texts, index = self.texts, one.index + 1
        said = one.text.strip()
        if one.is_quoted:
            while index < end and (quote := _QUOTE.match(texts[index])) and (text := texts[index][quote.end() :].strip()):
                said = f"{said}\n{text}" if said else text
                index += 1
            return index, said
        while not said and index < end and (index in self.hidden or not texts[index].strip()) and index not in self._quotes:
            index += 1
        if not said and index in self._quotes:
            return self._said(Spoken(index - 1, {}, "", is_quoted=True), end)
        while index < end and index not in self._ends:
            if index not in self.hidden:
                text = texts[index].strip()
                if not text:
                    break
                said = f"{said}\n{text}" if said else text
            index += 1
        return index, said


def _within(indexes: Sequence[int], start: int, end: int) -> bool:
    """Whether one of these indexes is from one up to another."""
    return any(start <= index < end for index in indexes) if indexes else False


def _spoken(texts: Sequence[str], found: Scan) -> list[Spoken]:
    """The lines that open something, in their order."""
    spoken = [said for index in found.prose if (said := _spoken_by(index, texts[index]))]
    for index, level, words in found.headings:
        if level > 1:
            opened, rest = heading_openings(words)
            if opened:
                spoken.append(Spoken(index, opened, rest, is_sure=True))
    for index in found.quotes:
        text = _QUOTE.sub("", texts[index], count=1)
        opened = openings_of(text) if ":" in text else NOTHING
        if "decision" in opened:
            spoken.append(Spoken(index, {"decision": opened["decision"]}, after(text), is_sure=True, is_quoted=True))
    spoken.sort(key=lambda one: one.index)
    return spoken


def _spoken_by(index: int, text: str) -> Spoken | None:
    """What a line opens, if it opens anything."""
    if ":" in text:
        if opened := openings_of(text):
            return Spoken(index, opened, after(text), is_usual=True)
        at = in_sentence(text)
        if at >= 0:
            return Spoken(index, openings_of(text[at:]), after(text[at:]), is_sure=True, is_usual=True, at=at)
    if (text[0] in "*_" or len(text) <= LONGEST_WORD) and (opened := alone_openings(text)):
        return Spoken(index, opened, "", is_sure=text[0] in "*_")
    if ":" not in text and ("–" in text or "—" in text or " - " in text):
        opened, rest = dash_opening(text)
        return Spoken(index, opened, rest) if opened else None
    return None


def read_links(text: str) -> tuple[str, ...]:
    """The ids that a text's links end in, each once."""
    return tuple(dict.fromkeys(_linked_id(target) for target in _LINK.findall(text)))


def _linked_id(target: str) -> str:
    """The id of the file a link leads to: its name without folder, ending and the place within. `%20` stands for what an address cannot hold."""
    name = target.partition("#")[0].removesuffix(".md").rpartition("/")[2]
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name).removesuffix(".md")


def _origin(text: str) -> tuple[str, str] | None:
    """The minutes and the item that `2023-08-31-naering, sak 4` names; None where it names no item."""
    from_id, comma, rest = text.rstrip("*_ \t").partition(",")
    item = _ITEM_WORD.sub("", rest.strip(), count=1)
    return (from_id.strip("[]*_ \t"), read_reference(item)) if comma and from_id.strip() and item else None


def _new_item(place: Place, text: str) -> NewItem:
    """`Title (meeting or group)`: a title for the waiting list, and where it should wait."""
    words = text.strip().removesuffix(".").rstrip()
    title, bracket, target = words.removesuffix(")").rpartition("(")
    if bracket and words.endswith(")") and title.strip():
        return NewItem(place, title.strip(), target.strip())
    return NewItem(place, words)
