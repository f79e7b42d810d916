"""Agenda items: the level-2 headings of the body, and the decisions, proposals and postponements that stand under them."""

import re
from collections.abc import Iterable, Sequence

from referat.format.boxes import read_box
from referat.format.document import Document
from referat.format.lines import Line
from referat.languages.words import (
    DECISION_WORDS,
    FROM_WORDS,
    ITEM_KINDS,
    ITEM_WORDS,
    NEW_ITEM_WORDS,
    POSTPONED_WORDS,
    PROPOSAL_WORDS,
    UNANIMITY_WORDS,
    VOTE_WORDS,
    spellings,
)
from referat.model.meeting import Decision, Item, NewItem
from referat.model.place import Place


def _either(*tables: dict[str, tuple[str, ...]]) -> str:
    """A pattern for any spelling in any language, the longest first."""
    words = sorted(frozenset().union(*(spellings(table) for table in tables)), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in words)


_BOLD = r"(?:\*\*|__|\*|_)?"
_LEAD = rf"[ \t]*(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+)?{_BOLD}[ \t]*"
_AFTER = rf"[ \t]*{_BOLD}[ \t]*:[ \t]*{_BOLD}[ \t]*"

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z", re.DOTALL)
_NUMBER = re.compile(
    rf"(?:(?P<section>§[ \t]*[0-9]+[a-z]?)|(?:{_either(ITEM_WORDS)})[ \t]+(?P<item>[0-9]+(?:/[0-9]{{2,4}})?[a-z]?(?![0-9/]))"
    r"|(?P<register>[A-ZÆØÅ]{1,4}(?:/[A-ZÆØÅ])?(?:-sak)?[ \t]+[0-9]+/[0-9]{2,4})|(?P<plain>[0-9]+(?:\.[0-9]+)*)[.)])(?=[\s:–—.\-]|\Z)[\s:–—.\-]*",
    re.IGNORECASE,
)
_KIND = re.compile(r"[ \t]*\(([odv])\)[ \t]*\Z", re.IGNORECASE)
_DECISION = re.compile(
    rf"{_LEAD}(?:(?P<how>{_either(UNANIMITY_WORDS)})[ \t]+)?(?P<word>{_either(DECISION_WORDS)}){_AFTER}(?P<text>.*)\Z", re.IGNORECASE
)
_PROPOSAL = re.compile(rf"{_LEAD}(?P<word>{_either(PROPOSAL_WORDS)}){_AFTER}(?P<text>.*)\Z", re.IGNORECASE)
_VOTE = re.compile(rf"{_LEAD}(?P<word>{_either(VOTE_WORDS)}){_AFTER}(?P<text>.*)\Z", re.IGNORECASE)
_POSTPONED = re.compile(rf"{_LEAD}(?:{_either(POSTPONED_WORDS)})(?:[ \t]*{_BOLD}[ \t]*\Z|{_BOLD}[.,:;!–—-]|[ \t]+(?:til|to)\b)", re.IGNORECASE)
_CAME_FROM = re.compile(
    rf"{_LEAD}(?:{_either(FROM_WORDS)}){_AFTER}(?P<id>[^,]+?)[ \t]*,[ \t]*(?:(?:{_either(ITEM_WORDS)})[ \t]+)?(?P<item>.+?)\.?{_BOLD}[ \t]*\Z",
    re.IGNORECASE,
)
_NEW_ITEM = re.compile(
    rf"{_LEAD}(?:{_either(NEW_ITEM_WORDS)}){_AFTER}(?P<title>.+?)(?:[ \t]*\((?P<target>[^()]+)\))?[ \t]*\.?[ \t]*\Z", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+?)(?:\.md)?(?:#[^)\s]*)?>?\s*\)")


def read_number(heading: str) -> tuple[str, str]:
    """The number an agenda heading begins with, and the title after it. A trailing `.` or `)` is left out; "" where there is no number."""
    match = _NUMBER.match(heading)
    if not match:
        return "", heading.strip()
    number = next(value for value in match.group("section", "item", "register", "plain") if value)
    return " ".join(number.split()), heading[match.end() :].strip()


def read_reference(text: str) -> str:
    """An item's number as a reference writes it: `sak 4.` is 4."""
    number, rest = read_number(text.strip() if text.strip()[-1:] in {".", ")"} else text.strip() + ".")
    return number if number and not rest else text.strip().rstrip(".)")


def read_items(document: Document, hidden: Iterable[int]) -> tuple[tuple[Item, ...], tuple[NewItem, ...]]:
    """The agenda items of a body, and the new items it puts on the waiting list. `hidden` are body lines inside code, quotes and remarks."""
    out_of_reach = frozenset(hidden)
    body = document.body
    starts: list[tuple[int, int, str]] = []
    for index, line in enumerate(body):
        if index not in out_of_reach and (match := HEADING.match(line.text)):
            starts.append((index, len(match[1]), match[2] or ""))
    items: list[Item] = []
    for position, (index, level, heading) in enumerate(starts):
        if level != 2:
            continue
        end = next((i for i, other, _ in starts[position + 1 :] if other <= 2), len(body))
        section = [line for i, line in enumerate(body[index + 1 : end], index + 1) if i not in out_of_reach]
        items.append(_item(document.path, body[index], heading, section, body[end - 1].number))
    new = [
        NewItem(Place(document.path, line.number), match["title"].strip(), (match["target"] or "").strip())
        for index, line in enumerate(body)
        if index not in out_of_reach and ":" in line.text and (match := _NEW_ITEM.match(line.text))
    ]
    return tuple(items), tuple(new)


def read_proposals(document: Document) -> tuple[Decision, ...]:
    """The proposals of a prepared item."""
    return tuple(_decisions(document.path, document.body, _PROPOSAL, is_proposal=True))


def _item(path: str, line: Line, heading: str, section: Sequence[Line], last_line: int) -> Item:
    number, title = read_number(heading)
    kind = _KIND.search(title)
    texts = [entry.text for entry in section]
    joined = "\n".join(texts)
    return Item(
        place=Place(path, line.number),
        number=number,
        title=_KIND.sub("", title).strip(),
        kind=ITEM_KINDS[kind[1].lower()] if kind else "",
        decisions=tuple(_decisions(path, section, _DECISION)),
        proposals=tuple(_decisions(path, section, _PROPOSAL, is_proposal=True)),
        is_postponed=any(_is_postponed(text) for text in texts),
        came_from=tuple((m["id"].strip("[]*_ "), read_reference(m["item"])) for text in texts if ":" in text and (m := _CAME_FROM.match(text))),
        links=read_links(heading + "\n" + joined),
        last_line=last_line,
        has_text=any(text.strip() for text in texts),
    )


def read_links(text: str) -> tuple[str, ...]:
    """The ids that a text's links end in, each once."""
    return tuple(dict.fromkeys(_linked(target) for target in _LINK.findall(text)))


def _linked(target: str) -> str:
    """The id a link's address ends in. `%20` and the like stand for what an address cannot hold."""
    name = target.rpartition("/")[2]
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name).removesuffix(".md")


def _is_postponed(text: str) -> bool:
    if _POSTPONED.match(text):
        return True
    match = _DECISION.match(text) if ":" in text else None
    return bool(match and _POSTPONED.match(match["text"]))


def _decisions(path: str, section: Sequence[Line], opening: re.Pattern[str], *, is_proposal: bool = False) -> Iterable[Decision]:
    """Every decision (or proposal) of a section, to the blank line, heading, box or next such word that ends it."""
    index = 0
    while index < len(section):
        text = section[index].text
        match = opening.match(text) if ":" in text and _begins(section, index) else None
        if not match:
            index += 1
            continue
        start = index
        index, said = _said(section, index + 1, match["text"])
        vote = ""
        following = next((i for i in range(index, len(section)) if section[i].text.strip()), None)
        if following is not None and (voted := _VOTE.match(section[following].text)):
            index, vote = _said(section, following + 1, voted["text"])
        how = match.groupdict().get("how")
        word = f"{how} {match['word']}" if how else match["word"]
        yield Decision(Place(path, section[start].number), word, said, vote, is_proposal)


def _begins(section: Sequence[Line], index: int) -> bool:
    """Whether a line begins a paragraph or a list item."""
    if index == 0 or not section[index - 1].text.strip():
        return True
    here, before = section[index].text, section[index - 1].text
    return bool(_LIST_ITEM.match(here) or HEADING.match(before)) or _ends_decision(here)


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
    if HEADING.match(text) or read_box(text):
        return True
    return ":" in text and any(pattern.match(text) for pattern in (_DECISION, _PROPOSAL, _VOTE, _NEW_ITEM))
