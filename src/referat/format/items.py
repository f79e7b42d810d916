"""Agenda items: the level-2 headings of the body, and the decisions, proposals and postponements that stand under them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from referat.format.boxes import USUAL_BOXES, Scan, read_box, read_heading
from referat.format.document import Document
from referat.format.lines import WS
from referat.format.marks import read_marks
from referat.format.numbers import either, read_number, read_reference
from referat.languages.words import (
    CORRECTION_WORDS,
    DECISION_WORDS,
    FROM_WORDS,
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
    return re.compile(rf"{_LEAD}{before}(?P<word>{words}){_AFTER}", re.IGNORECASE | re.DOTALL)


ITEM_LEVEL = 2
# What words and a colon open, each with the words as written.
Openings = dict[str, str]
_NOTHING: Openings = {}
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
_STEM = 3
_POSTPONING_STEMS = frozenset({word[:_STEM] for word in spellings(POSTPONED_WORDS)})
_BOLD_START = re.compile(r"[ \t]*+(?:\*\*|__)")
_LIST_ITEM = re.compile(r"[ \t]*+(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
_LINK = re.compile(r"\]\([ \t]*+<?([^()\s<>]++)")


# The line of an item's heading, its last line, and what an action in it says it stands in: the number, else the title.
Heading = tuple[int, int, str]


def read_items(document: Document, found: Scan) -> tuple[tuple[Item, ...], tuple[NewItem, ...]]:
    """The agenda items of a body, and the new items it puts on the waiting list."""
    path, texts, first, hidden = document.path, document.body_texts, document.number(0), found.hidden
    spoken = _spoken(texts, found)
    has_links = "](" in document.text
    items: list[Item] = []
    at, count = 0, len(spoken)
    for index, end, heading in _sections(found, len(texts)):
        number, title, kind = item_heading(heading)
        item = Item(Place(path, first + index), number, title, kind=kind, last_line=first + end - 1)
        section = _section(path, texts, index + 1, end, first, hidden)
        item.has_text = any(map(str.strip, section.texts))
        if has_links:
            item.links = _links_in(section, heading)
        while at < count and spoken[at][0] < index:
            at += 1
        start = at
        while at < count and spoken[at][0] < end:
            at += 1
        if at > start:
            _take_spoken(item, section, spoken[start:at], first)
        items.append(item)
    new = [_new_item(Place(path, first + index), _after(texts[index])) for index, names, _ in spoken if "new item" in names]
    return tuple(items), tuple([item for item in new if item.title])


# The index of a line that opens or postpones something, what it opens, and what it postpones to (None where it does not).
_Spoken = tuple[int, Openings, "str | None"]


def _spoken(texts: Sequence[str], found: Scan) -> list[_Spoken]:
    """The lines that open or postpone something."""
    spoken: list[_Spoken] = []
    for index in found.prose:
        text = texts[index]
        first = text[0]
        if first in LEADS:
            first = text.lstrip(LEADS)[:1]
        opened = openings_of(text) if first != "[" and ":" in text else _NOTHING
        to = postponed_to(text) if "decision" in opened or (first in POSTPONING and _may_postpone(text)) else None
        if opened or to is not None:
            spoken.append((index, opened, to))
    return spoken


def _sections(found: Scan, length: int) -> Iterator[tuple[int, int, str]]:
    """Each agenda item of a body of so many lines: the index of its heading, that of the line after its last, and the heading's words."""
    starts = [heading for heading in found.headings if heading[1] <= ITEM_LEVEL]
    ends = [heading[0] for heading in starts[1:]] + [length]
    for (index, level, words), end in zip(starts, ends, strict=False):
        if level == ITEM_LEVEL:
            yield index, end, words


@lru_cache(maxsize=4096)  # the same items come back at meeting after meeting
def item_heading(words: str) -> tuple[str, str, str]:
    """The number, the title and the kind that the words of an item's heading say."""
    number, title = read_number(words)
    return number, *without_kind(title)


def headings_of(items: Iterable[Item]) -> list[Heading]:
    """The headings of items that were read."""
    return [(item.place.line, item.last_line, item.number or item.title) for item in items]


def read_proposals(document: Document, found: Scan) -> tuple[Decision, ...]:
    """The proposals of a prepared item."""
    texts, first = document.body_texts, document.number(0)
    section = _section(document.path, texts, 0, len(texts), first, found.hidden)
    lines = [section.numbers.index(index + first) for index in found.prose if ":" in texts[index] and "proposal" in openings_of(texts[index])]
    return _decisions(section, lines, "proposal")


class _Section(NamedTuple):
    """Lines of a file that belong together and can be seen: the number of each, and what it says."""

    path: str
    numbers: Sequence[int]
    texts: Sequence[str]


def _section(path: str, texts: Sequence[str], start: int, end: int, first: int, hidden: AbstractSet[int]) -> _Section:
    """Those of a body from one index up to another; `first` is the number of its first line."""
    if not hidden:
        return _Section(path, range(first + start, first + end), texts[start:end])
    seen = [index for index in range(start, end) if index not in hidden]
    return _Section(path, [first + index for index in seen], [texts[index] for index in seen])


def without_kind(title: str) -> tuple[str, str]:
    """A title without the mark at its end, and the kind the mark gives it."""
    if title[-1:] != ")":
        return title, ""
    marks = read_marks(title)
    return marks.title, marks.kind


def _take_spoken(item: Item, section: _Section, spoken: list[_Spoken], first: int) -> None:
    """Takes into an item what its lines that open or postpone something say."""
    texts = section.texts
    lines: dict[str, list[int]] = {}
    for index, names, to in spoken:
        for name in names:
            lines.setdefault(name, []).append(section.numbers.index(index + first))
        if to is not None:
            item.is_postponed = True
            item.postponed_to = item.postponed_to or to
    for name, found in lines.items():
        if name == "decision":
            item.decisions = _decisions(section, found, name)
        elif name == "proposal":
            item.proposals = _decisions(section, found, name)
        elif name == "correction":
            item.corrections = tuple([_after(texts[index]).strip() for index in found])
        elif name == "from":
            item.came_from = tuple([origin for index in found if (origin := _origin(_after(texts[index])))])


def _links_in(section: _Section, heading: str) -> tuple[str, ...]:
    linking = [text for text in (heading, *section.texts) if "](" in text]
    return read_links("\n".join(linking)) if linking else ()


def openings_of(text: str) -> Openings:
    """What a line with a colon opens, and with which words; it may be read as more than one thing."""
    words = text[: text.index(":") + 1]
    return _opened_by(words) if len(words) <= _LONGEST_KNOWN or _SPEAKS.match(words) else _NOTHING


@lru_cache(maxsize=1000)  # a book opens its decisions with the same few words
def _opened_by(words: str) -> Openings:
    """What these words open, which are all that a line says up to its first colon."""
    found: Openings = {}
    for name, opening in _OPENINGS.items():
        if match := opening.match(words):
            how = match["how"] if name == "decision" else None
            found[name] = f"{how} {match['word']}" if how else match["word"]
    return found


def _after(text: str) -> str:
    """What a line says after its opening: after the colon, and the end of a bold word."""
    rest = text[text.index(":") + 1 :].lstrip(WS)
    if rest[:1] in {"*", "_"}:
        rest = rest[2 if rest[:2] in {"**", "__"} else 1 :].lstrip(WS)
    return rest


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
    if not match and ":" in text and _may_postpone(text[text.index(":") + 1 :]) and "decision" in openings_of(text):
        match = _POSTPONED.match(_after(text))
    return (match["to"] or "").strip(" \t.*_") if match else None


def _may_postpone(text: str) -> bool:
    """Whether a line begins as a word that postpones does."""
    return text.lstrip(LEADS)[:_STEM].lower() in _POSTPONING_STEMS


def _decisions(section: _Section, lines: Iterable[int], opening: str) -> tuple[Decision, ...]:
    """Every decision or proposal of a section, to the blank line, heading, box or next such word that ends it.

    `opening` is which of the two, `lines` are the indexes of the lines that it opens.
    """
    path, numbers, texts = section
    found: list[Decision] = []
    index = 0
    for start in lines:
        if start < index or not _begins(section, start):
            continue
        index, said = _said(texts, start + 1, _after(texts[start]))
        vote = ""
        following = index
        while following < len(texts) and not texts[following].strip():
            following += 1
        if following < len(texts) and _opens(texts[following], "vote"):
            index, vote = _said(texts, following + 1, _after(texts[following]))
        found.append(Decision(Place(path, numbers[start]), openings_of(texts[start])[opening], said, vote, opening == "proposal"))
    return tuple(found)


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


def _opens(text: str, opening: str) -> bool:
    return ":" in text and text[:6] not in USUAL_BOXES and opening in openings_of(text)
