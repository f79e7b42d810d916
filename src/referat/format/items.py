"""Agenda items: the level-2 headings of the body, and the decisions, proposals and postponements that stand under them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from referat.format.boxes import read_box
from referat.format.document import Document
from referat.format.lines import WS, Line
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
_ITEM_LEVEL = 2
_KIND = re.compile(r"\(([odv])\)\Z", re.IGNORECASE)
_DECISION = _opening(either(DECISION_WORDS), rf"(?:(?P<how>{either(UNANIMITY_WORDS)})[ \t]++)?")
_PROPOSAL = _opening(either(PROPOSAL_WORDS))
_VOTE = _opening(either(VOTE_WORDS))
_CORRECTION = _opening(either(CORRECTION_WORDS))
_CAME_FROM = _opening(either(FROM_WORDS))
_NEW_ITEM = _opening(either(NEW_ITEM_WORDS))
_ITEM_WORD = re.compile(rf"(?:{either(ITEM_WORDS)})[ \t]++", re.IGNORECASE)
_POSTPONED = re.compile(
    rf"{_LEAD}(?:{either(POSTPONED_WORDS)})(?:{_BOLD}[ \t]*+(?:\Z|[.,:;!?()–—…-])|[ \t]++(?:{either(TO_WORDS)})\b(?P<to>[^,;(]*))",
    re.IGNORECASE,
)
# What a line with such an opening begins with; most lines are prose or boxes, and seen to have none by their first letter.
_SPEAKS = re.compile(
    rf"{_LEAD}(?:{either(DECISION_WORDS, UNANIMITY_WORDS, PROPOSAL_WORDS, VOTE_WORDS, CORRECTION_WORDS, FROM_WORDS)})", re.IGNORECASE
)
_LEADS = " \t-*+_0123456789.)"
_POSTPONING = frozenset().union(*({word[0].lower(), word[0].upper()} for word in spellings(POSTPONED_WORDS)))
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
    body = document.body
    items: list[Item] = []
    for index, end, heading in _sections(document, out_of_reach):
        section = body[index + 1 : end]
        if out_of_reach:
            section = tuple(line for i, line in enumerate(section, index + 1) if i not in out_of_reach)
        items.append(_item(document.path, body[index], heading, section, body[end - 1].number))
    new = [
        _new_item(Place(document.path, line.number), match["text"])
        for index, line in enumerate(body)
        if ":" in line.text and index not in out_of_reach and (match := _NEW_ITEM.match(line.text))
    ]
    return tuple(items), tuple(item for item in new if item.title)


def read_headings(document: Document, hidden: Iterable[int]) -> list[Heading]:
    """The headings of the agenda items alone."""
    found = []
    for index, end, _ in _sections(document, frozenset(hidden)):
        found.append((document.body[index].number, document.body[end - 1].number, heading_name(document.body[index].text)))
    return found


def heading_name(text: str) -> str:
    """What an action under this heading says it stands in: the number or title of an agenda item, "" where the heading is a title's."""
    level, heading = read_heading(text) or (1, "")
    if level != _ITEM_LEVEL:
        return ""
    number, title = read_number(heading)
    return number or without_kind(title)[0]


def headings_of(items: Iterable[Item]) -> list[Heading]:
    """The headings of items that were read."""
    return [(item.place.line, item.last_line, item.number or item.title) for item in items]


def read_proposals(document: Document, hidden: Iterable[int]) -> tuple[Decision, ...]:
    """The proposals of a prepared item."""
    out_of_reach = frozenset(hidden)
    section = [line for index, line in enumerate(document.body) if index not in out_of_reach]
    speaking = [index for index, line in enumerate(section) if ":" in line.text]
    return tuple(_decisions(document.path, section, speaking, _PROPOSAL, is_proposal=True))


def _sections(document: Document, hidden: AbstractSet[int]) -> Iterator[tuple[int, int, str]]:
    """Each agenda item: the index of its heading in the body, that of the line after its last, and the heading's words."""
    body = document.body
    headings = [(i, read_heading(line.text)) for i, line in enumerate(body) if "#" in line.text and i not in hidden]
    starts = [(i, found) for i, found in headings if found and found[0] <= _ITEM_LEVEL]
    ends = [index for index, _ in starts[1:]] + [len(body)]
    for (index, (level, heading)), end in zip(starts, ends, strict=False):
        if level == _ITEM_LEVEL:
            yield index, end, heading


def without_kind(title: str) -> tuple[str, str]:
    """A title without the mark at its end, and the kind the mark gives it."""
    kind = _KIND.search(title[-3:])
    return (title[:-3].strip(), ITEM_KINDS[kind[1].lower()]) if kind else (title, "")


def _item(path: str, line: Line, heading: str, section: Sequence[Line], last_line: int) -> Item:
    number, title = read_number(heading)
    title, kind = without_kind(title)
    speaking: list[int] = []
    postponed: list[str] = []
    links = _LINK.findall(heading)
    for index, text in enumerate([entry.text for entry in section]):
        if not text:
            continue
        first = text.lstrip(_LEADS)[:1]
        if is_speaking := ":" in text and first != "[" and _SPEAKS.match(text) is not None:
            speaking.append(index)
        if (first in _POSTPONING or is_speaking) and (to := _postponed_to(text)) is not None:
            postponed.append(to)
        if "](" in text:
            links += _LINK.findall(text)
    said = [section[index].text for index in speaking]
    return Item(
        place=Place(path, line.number),
        number=number,
        title=title,
        kind=kind,
        decisions=tuple(_decisions(path, section, speaking, _DECISION)),
        proposals=tuple(_decisions(path, section, speaking, _PROPOSAL, is_proposal=True)),
        corrections=tuple([match["text"].strip() for text in said if (match := _CORRECTION.match(text))]),
        is_postponed=bool(postponed),
        postponed_to=next(filter(None, postponed), ""),
        came_from=tuple([origin for text in said if (match := _CAME_FROM.match(text)) and (origin := _origin(match["text"]))]),
        links=tuple(dict.fromkeys(map(_linked_id, links))),
        last_line=last_line,
        has_text=any(line.text.strip() for line in section),
    )


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


def _postponed_to(text: str) -> str | None:
    """What a line postpones its item to, "" where it does not say; None where it postpones nothing."""
    match = _POSTPONED.match(text)
    if not match and ":" in text and (decision := _DECISION.match(text)):
        match = _POSTPONED.match(decision["text"])
    return (match["to"] or "").strip(" \t.*_") if match else None


def _decisions(
    path: str, section: Sequence[Line], speaking: Iterable[int], opening: re.Pattern[str], *, is_proposal: bool = False
) -> Iterable[Decision]:
    """Every decision (or proposal) of a section, to the blank line, heading, box or next such word that ends it.

    `speaking` are the lines that may begin one.
    """
    index = 0
    for start in speaking:
        match = opening.match(section[start].text) if start >= index else None
        if not match or not _begins(section, start):
            continue
        index, said = _said(section, start + 1, match["text"])
        vote = ""
        following = next((i for i in range(index, len(section)) if section[i].text.strip()), None)
        if following is not None and (voted := _VOTE.match(section[following].text)):
            index, vote = _said(section, following + 1, voted["text"])
        how = match.groupdict().get("how")
        word = f"{how} {match['word']}" if how else match["word"]
        yield Decision(Place(path, section[start].number), word, said, vote, is_proposal)


def _begins(section: Sequence[Line], index: int) -> bool:
    """Whether a line begins a paragraph or a list item. In the middle of a paragraph a bold word begins a new thought too."""
    before = section[index - 1].text.strip() if index else ""
    if not before or section[index].number > section[index - 1].number + 1:
        return True
    here = section[index].text
    return bool(_LIST_ITEM.match(here) or _BOLD_START.match(here) or read_heading(before) or _ends_decision(before))


def _said(section: Sequence[Line], index: int, first: str) -> tuple[int, str]:
    """The text of a decision, from what follows the colon, and the index of the line after it."""
    lines = [first.strip()] if first.strip() else []
    if not lines:
        while index < len(section) and not section[index].text.strip():
            index += 1
    while index < len(section) and section[index].text.strip() and not _ends_decision(section[index].text):
        lines.append(section[index].text.strip())
        index += 1
    return index, "\n".join(line for line in lines if line)


def _ends_decision(text: str) -> bool:
    if read_heading(text) or ("[" in text and read_box(text)):
        return True
    return ":" in text and any(pattern.match(text) for pattern in (_DECISION, _PROPOSAL, _VOTE, _NEW_ITEM))
