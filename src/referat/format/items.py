"""Agenda items: the level-2 headings of the body, and the decisions, proposals and postponements that stand under them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from referat.format.boxes import read_box
from referat.format.document import Document
from referat.format.lines import WS
from referat.format.numbers import either, read_number, read_reference
from referat.languages.words import (
    CORRECTION_WORDS,
    DECISION_WORDS,
    FROM_WORDS,
    ITEM_KINDS,
    ITEM_WORDS,
    NEW_ITEM_WORDS,
    POSTPONED_WORDS,
    PROPOSAL_WORDS,
    TO_WORDS,
    UNANIMITY_WORDS,
    VOTE_WORDS,
    spellings,
)
from referat.model.meeting import Decision, Item, NewItem
from referat.model.place import Place

# Possessive (*+, ++): a line of nothing but blanks must cost one pass, not one for each way to share the blanks out.
_BOLD = r"(?:\*\*|__|\*|_)?+"
_LEAD = rf"[ \t]*+(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]++)?+{_BOLD}[ \t]*+"
_AFTER = rf"[ \t]*+{_BOLD}[ \t]*+:[ \t]*+{_BOLD}[ \t]*+"


def _opening(words: str, before: str = "") -> re.Pattern[str]:
    """A line that begins with one of `words` and a colon, as a paragraph or list item, bold or not."""
    return re.compile(rf"{_LEAD}{before}(?P<word>{words}){_AFTER}(?P<text>.*)", re.IGNORECASE | re.DOTALL)


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]++(.*)|\Z)", re.DOTALL)
ITEM_LEVEL = 2
_KINDS = {f"({sign})": kind for sign, kind in ITEM_KINDS.items()}
_OPENINGS = {
    "decision": _opening(either(DECISION_WORDS), rf"(?:(?P<how>{either(UNANIMITY_WORDS)})[ \t]++)?"),
    "proposal": _opening(either(PROPOSAL_WORDS)),
    "vote": _opening(either(VOTE_WORDS)),
    "correction": _opening(either(CORRECTION_WORDS)),
    "from": _opening(either(FROM_WORDS)),
    "new item": _opening(either(NEW_ITEM_WORDS)),
}
_ITEM_WORD = re.compile(rf"(?:{either(ITEM_WORDS)})[ \t]++", re.IGNORECASE)
_POSTPONED = re.compile(
    rf"{_LEAD}(?:{either(POSTPONED_WORDS)})(?:{_BOLD}[ \t]*+(?:\Z|[.,:;!?()–—…-])|[ \t]++(?:{either(TO_WORDS)})\b(?P<to>[^,;(]*))",
    re.IGNORECASE,
)
_LONGEST_KNOWN = 30  # characters up to a colon that are remembered, whether they open something or not
_ENDING = frozenset({"decision", "proposal", "vote", "new item"})  # what ends the decision before it
# What a line with such an opening begins with; most lines are prose or boxes, and seen to have none by their first letter.
_SPEAKS = re.compile(
    rf"{_LEAD}(?:{either(DECISION_WORDS, UNANIMITY_WORDS, PROPOSAL_WORDS, VOTE_WORDS, CORRECTION_WORDS, FROM_WORDS, NEW_ITEM_WORDS)})", re.IGNORECASE
)
LEADS = " \t-*+_0123456789.)"
POSTPONING = frozenset().union(*({word[0].lower(), word[0].upper()} for word in spellings(POSTPONED_WORDS)))
_BOLD_START = re.compile(r"[ \t]*+(?:\*\*|__)")
_LIST_ITEM = re.compile(r"[ \t]*+(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
_LINK = re.compile(r"\]\([ \t]*+<?([^()\s<>]++)")


# The line of an item's heading, its last line, and what an action in it says it stands in: the number, else the title.
Heading = tuple[int, int, str]


def read_heading(text: str) -> tuple[int, str] | None:
    """The level and the words of a Markdown heading (`## Title ##`), or None."""
    match = _HEADING.match(text) if "#" in text else None
    if not match:
        return None
    words = (match[2] or "").rstrip(WS)
    bare = words.rstrip("#")
    return len(match[1]), bare.rstrip(WS) if not bare or bare[-1] in WS else words


def read_items(document: Document, hidden: Iterable[int]) -> tuple[tuple[Item, ...], tuple[NewItem, ...]]:
    """The agenda items of a body, and the new items it puts on the waiting list. `hidden` are body lines inside code, quotes and remarks."""
    out_of_reach = frozenset(hidden)
    texts = document.body_texts
    items: list[Item] = []
    for index, end, heading in _sections(texts, out_of_reach):
        place = Place(document.path, document.number(index))
        items.append(_item(place, heading, _section(document, index + 1, end, out_of_reach), document.number(end - 1)))
    new = [
        _new_item(Place(document.path, document.number(index)), match["text"])
        for index, text in enumerate(texts)
        if ":" in text and index not in out_of_reach and (match := _OPENINGS["new item"].match(text))
    ]
    return tuple(items), tuple(item for item in new if item.title)


def read_headings(document: Document, hidden: Iterable[int]) -> list[Heading]:
    """The headings of the agenda items alone."""
    texts = document.body_texts
    sections = _sections(texts, frozenset(hidden))
    return [(document.number(index), document.number(end - 1), heading_name(texts[index])) for index, end, _ in sections]


def heading_name(text: str) -> str:
    """What an action under this heading says it stands in: the number or title of an agenda item, "" where the heading is a title's."""
    level, heading = read_heading(text) or (1, "")
    if level != ITEM_LEVEL:
        return ""
    number, title = read_number(heading)
    return number or without_kind(title)[0]


def headings_of(items: Iterable[Item]) -> list[Heading]:
    """The headings of items that were read."""
    return [(item.place.line, item.last_line, item.number or item.title) for item in items]


def read_proposals(document: Document, hidden: Iterable[int]) -> tuple[Decision, ...]:
    """The proposals of a prepared item."""
    section = _section(document, 0, len(document.body_texts), frozenset(hidden))
    lines = [index for index, text in enumerate(section.texts) if ":" in text and "proposal" in openings_of(text)]
    return tuple(_decisions(section, lines, "proposal"))


class _Section(NamedTuple):
    """Lines of a file that belong together and can be seen: the number of each, and what it says."""

    path: str
    numbers: Sequence[int]
    texts: Sequence[str]


def _section(document: Document, first: int, end: int, hidden: AbstractSet[int]) -> _Section:
    """Those of the body from one index up to another."""
    if not hidden:
        return _Section(document.path, range(document.number(first), document.number(end)), document.body_texts[first:end])
    seen = [index for index in range(first, end) if index not in hidden]
    return _Section(document.path, [document.number(index) for index in seen], [document.body_texts[index] for index in seen])


def _sections(texts: Sequence[str], hidden: AbstractSet[int]) -> Iterator[tuple[int, int, str]]:
    """Each agenda item of a body: the index of its heading, that of the line after its last, and the heading's words."""
    headings = [(i, read_heading(text)) for i, text in enumerate(texts) if "#" in text and i not in hidden]
    starts = [(i, found) for i, found in headings if found and found[0] <= ITEM_LEVEL]
    ends = [index for index, _ in starts[1:]] + [len(texts)]
    for (index, (level, heading)), end in zip(starts, ends, strict=False):
        if level == ITEM_LEVEL:
            yield index, end, heading


def without_kind(title: str) -> tuple[str, str]:
    """A title without the mark at its end, and the kind the mark gives it."""
    kind = _KINDS.get(title[-3:].lower())
    return (title[:-3].strip(), kind) if kind else (title, "")


def _item(place: Place, heading: str, section: _Section, last_line: int) -> Item:
    number, title = read_number(heading)
    title, kind = without_kind(title)
    texts = section.texts
    spoken: dict[str, list[int]] = {}
    postponed: list[str] = []
    for index, text in enumerate(texts):
        if not text:
            continue
        first = text[0]
        if first in LEADS:
            first = text.lstrip(LEADS)[:1]
        openings = openings_of(text) if ":" in text and first != "[" else ()
        for opening in openings:
            spoken.setdefault(opening, []).append(index)
        if (first in POSTPONING or "decision" in openings) and (to := postponed_to(text)) is not None:
            postponed.append(to)
    linking = [text for text in (heading, *texts) if "](" in text]
    return Item(
        place=place,
        number=number,
        title=title,
        kind=kind,
        decisions=tuple(_decisions(section, spoken.get("decision", ()), "decision")),
        proposals=tuple(_decisions(section, spoken.get("proposal", ()), "proposal")),
        corrections=tuple([_after("correction", texts[index]).strip() for index in spoken.get("correction", ())]),
        is_postponed=bool(postponed),
        postponed_to=next(filter(None, postponed), ""),
        came_from=tuple([origin for index in spoken.get("from", ()) if (origin := _origin(_after("from", texts[index])))]),
        links=read_links("\n".join(linking)) if linking else (),
        last_line=last_line,
        has_text=any(map(str.strip, texts)),
    )


def openings_of(text: str) -> tuple[str, ...]:
    """What a line with a colon opens; it may be read as more than one thing."""
    words = text[: text.index(":") + 1]
    return _opened_by(words) if len(words) <= _LONGEST_KNOWN or _SPEAKS.match(words) else ()


@lru_cache(maxsize=1000)  # a book opens its decisions with the same few words
def _opened_by(words: str) -> tuple[str, ...]:
    """What these words open, which are all that a line says up to its first colon."""
    return tuple([name for name, opening in _OPENINGS.items() if opening.match(words)])


def _after(opening: str, text: str) -> str:
    """What a line says after this opening."""
    match = _OPENINGS[opening].match(text)
    return match["text"] if match else ""


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


def postponed_to(text: str) -> str | None:
    """What a line postpones its item to, "" where it does not say; None where it postpones nothing."""
    match = _POSTPONED.match(text) if _may_postpone(text) else None
    if not match and ":" in text and _may_postpone(text[text.index(":") + 1 :]):
        match = _POSTPONED.match(_after("decision", text))
    return (match["to"] or "").strip(" \t.*_") if match else None


def _may_postpone(text: str) -> bool:
    """Whether a line begins with the first letter of a word that postpones."""
    return text.lstrip(LEADS)[:1] in POSTPONING


def decision_alone(place: Place, text: str) -> Decision | None:
    """The decision that a line opens and says by itself; None where it goes on on the next line, or says nothing."""
    match = _OPENINGS["decision"].match(text)
    if not match or not (said := match["text"].strip()):
        return None
    return Decision(place, f"{match['how']} {match['word']}" if match["how"] else match["word"], said)


def _decisions(section: _Section, lines: Iterable[int], opening: str) -> Iterator[Decision]:
    """Every decision or proposal of a section, to the blank line, heading, box or next such word that ends it.

    `opening` is which of the two, `lines` are the indexes of the lines that it opens.
    """
    path, numbers, texts = section
    index = 0
    for start in lines:
        match = _OPENINGS[opening].match(texts[start]) if start >= index else None
        if not match or not _begins(section, start):
            continue
        index, said = _said(texts, start + 1, match["text"])
        vote = ""
        following = index
        while following < len(texts) and not texts[following].strip():
            following += 1
        if following < len(texts) and ":" in texts[following] and (voted := _OPENINGS["vote"].match(texts[following])):
            index, vote = _said(texts, following + 1, voted["text"])
        how = match["how"] if opening == "decision" else None
        word = f"{how} {match['word']}" if how else match["word"]
        yield Decision(Place(path, numbers[start]), word, said, vote, opening == "proposal")


def _begins(section: _Section, index: int) -> bool:
    """Whether a line begins a paragraph or a list item. In the middle of a paragraph a bold word begins a new thought too."""
    before = section.texts[index - 1].strip() if index else ""
    if not before or section.numbers[index] > section.numbers[index - 1] + 1:
        return True
    here = section.texts[index]
    return bool(_LIST_ITEM.match(here) or _BOLD_START.match(here) or read_heading(before) or _ends_decision(before))


def _said(texts: Sequence[str], index: int, first: str) -> tuple[int, str]:
    """The text of a decision, from what follows the colon, and the index of the line after it."""
    said = first.strip()
    while not said and index < len(texts) and not texts[index].strip():
        index += 1
    while index < len(texts) and (text := texts[index].strip()) and not _ends_decision(texts[index]):
        said = f"{said}\n{text}" if said else text
        index += 1
    return index, said


def _ends_decision(text: str) -> bool:
    if read_heading(text) or ("[" in text and read_box(text)):
        return True
    return ":" in text and not _ENDING.isdisjoint(openings_of(text))
