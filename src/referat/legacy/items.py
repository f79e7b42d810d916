"""Agenda items: which lines begin one, by the chain of numbers that holds best, by headings, or by how the text is set."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from referat.legacy.lines import Line, cut
from referat.legacy.names import Roster, looks_like_name
from referat.legacy.numbers import BARE, CASE, KEYED, PLAIN, SECTION, Numbered, read_number
from referat.legacy.people import people_label
from referat.legacy.result import Evidence, FoundItem
from referat.legacy.titles import clean_title, is_sentence, kind_of, run_on_title, split_title
from referat.legacy.vocabulary import BODY_FIELDS, HEADER_FIELDS, alternatives, phrase, read_label, words

_WINDOW = 60  # how many candidates back a chain looks for its predecessor
_STYLE_WORTH = {KEYED: 1.0, SECTION: 1.0, CASE: 0.8, PLAIN: 0.0, BARE: -0.5}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin an item."""

    index: int
    numbered: Numbered
    worth: float


@cache
def _closer() -> re.Pattern[str]:
    return re.compile(rf"^(?P<title>{alternatives(words('closers'))})\.?(?P<rest>\s*(?:[:;–-].*|\(.*\))?|(?<=\.)\s+[A-ZÆØÅÄÖ].*)$", re.IGNORECASE)


@cache
def _is_label() -> re.Pattern[str]:
    return phrase("closers")


def is_outcome(text: str) -> bool:
    """The line is a label of what came of an item, or of the meeting itself, and so no item."""
    found = read_label(text, (*BODY_FIELDS, *HEADER_FIELDS)) or read_label(text, ("title",))
    return found is not None and (found.colon or not found.rest)


def _worth(lines: Sequence[Line], index: int, numbered: Numbered) -> float:
    """How much a numbered line looks like the head of an item."""
    line = lines[index]
    worth = _STYLE_WORTH[numbered.style]
    title = numbered.title
    worth += 0.6 if line.heading else 0.0
    worth += 0.5 if line.all_strong else 0.0
    worth += 0.5 if line.after_blank else 0.0
    worth += 0.2 if line.before_blank else 0.0
    worth -= 0.25 * min(line.indent, 4) if line.indent else 0.0
    worth -= 0.6 if line.bullet else 0.0
    if not title:
        worth -= 0.3
    elif _closer().match(title):
        worth += 1.2
    elif title[:1].islower():
        worth -= 0.8
    elif len(title) <= 70 and not is_sentence(title):
        worth += 0.5
    elif len(title) > 200:
        worth -= 0.2
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is not None and not following.blank and read_number(following.text) is None:
        worth += 0.3
    if looks_like_name(title) and len(title.split()) > 1:
        worth -= 0.6
    return worth


def _candidates(lines: Sequence[Line], used: Set[int]) -> list[Candidate]:
    found = []
    for index, line in enumerate(lines):
        if line.blank or index in used or not (line.text[0].isdigit() or line.text[0] in "§SsPpIilÄäAaCFDKRTVOÅBE"):
            continue
        numbered = read_number(line.text)
        if numbered and not (line.cells and len(line.cells) > 3):
            found.append(Candidate(index, numbered, _worth(lines, index, numbered)))
    return found


def _step(before: Numbered, after: Numbered) -> float | None:
    """What it costs that `after` follows `before` in one chain; None where it cannot."""
    if before.style != after.style and not {before.style, after.style} <= {KEYED, CASE, SECTION}:
        return None if {before.style, after.style} != {PLAIN, BARE} else 0.6
    a, b = before.order, after.order
    if before.key != after.key and (before.key or after.key):
        return 0.1
    if b == a:
        return 1.3
    if b < a:
        if len(a) != len(b):
            return 1.2
        return 1.6 if after.style in (KEYED, CASE, SECTION) else None  # plain numbers that start again are a list inside an item
    if len(b) > len(a) and b[: len(a)] == a:
        return 0.05  # 3 -> 3.1
    if len(a) == len(b) and a[:-1] == b[:-1]:
        gap = b[-1] - a[-1]
        return 0.0 if gap == 1 else 0.15 + 0.1 * min(gap, 8) if gap < 60 else 1.5
    return 0.0 if b[0] == a[0] + 1 else 0.2 + 0.1 * min(b[0] - a[0], 10)


def _best_chain(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
    """The chain of candidates with the greatest sum of worth less the cost of its steps."""
    best: list[float] = []
    link: list[int] = []
    for i, candidate in enumerate(candidates):
        start = candidate.worth - (0.0 if candidate.numbered.order[0] <= 1 or candidate.numbered.style in (KEYED, CASE, SECTION) else 0.3)
        score, back = start, -1
        for j in range(max(0, i - _WINDOW), i):
            cost = _step(candidates[j].numbered, candidate.numbered)
            if cost is not None and best[j] + candidate.worth + 0.4 - cost > score:
                score, back = best[j] + candidate.worth + 0.4 - cost, j
        best.append(score)
        link.append(back)
    if not best:
        return 0.0, []
    at = max(range(len(best)), key=lambda i: best[i])
    total, chain = best[at], []
    while at >= 0:
        chain.append(candidates[at])
        at = link[at]
    return total, chain[::-1]


def agenda_block(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a list of the agenda stands: from after its label to the last line of the list. Only where a body follows it."""
    for index, line in enumerate(lines[:120]):
        label = read_label(line.text, ("agenda",)) if not line.blank else None
        if label is None or (label.rest and not label.colon):
            continue
        end, blanks, listed = index, 0, 0
        for following in range(index + 1, len(lines)):
            text = lines[following]
            if text.blank:
                blanks += 1
                if blanks > 1 or listed > 1:
                    break
                continue
            blanks = 0
            short = len(text.text) < 120 and not is_sentence(text.text)
            if text.heading or people_label(text) or is_outcome(text.text) or (not short and not read_number(text.text)):
                break
            listed += 1
            end = following
        if listed >= 2:
            return index + 1, end
    return None


def _item(line: Line, index: int, number: str, label: str, title: str, rest: str, has_kind: str, confidence: float) -> FoundItem:
    return FoundItem(number, title, has_kind or kind_of(title), Evidence(line.number, cut(line.raw, line.text), confidence), label, rest, start=index)


def _from_chain(lines: Sequence[Line], chain: Sequence[Candidate], roster: Roster) -> list[FoundItem]:
    starts = {candidate.index for candidate in chain}
    read = [_numbered_item(lines, candidate, starts, roster) for candidate in chain]
    if sum(not item.title for item in read) * 2 < len(read):
        return read
    # Where most items have no title, a short first sentence of another is prose too.
    return [
        replace(item, title="", rest=candidate.numbered.title, kind="") if item.rest and len(item.title.split()) > 2 else item
        for item, candidate in zip(read, chain, strict=True)
    ]


def _numbered_item(lines: Sequence[Line], candidate: Candidate, starts: Set[int], roster: Roster) -> FoundItem:
    line, numbered = lines[candidate.index], candidate.numbered
    text, below = numbered.title, False
    following = next((i for i in range(candidate.index + 1, min(candidate.index + 4, len(lines))) if not lines[i].blank), None)
    if not text and following is not None and following not in starts and not numbered.ad and following - candidate.index <= 2:
        under = lines[following].text
        if len(under) < 90 and not is_sentence(under) and not is_outcome(under):  # the title on the line below the number
            text, below = under, True
    body = following is not None and following not in starts and not _closer().match(lines[following].text)
    cell = next((cell for cell in line.cells[1:] if cell), "") if len(line.cells) > 1 else ""
    title, rest = run_on_title(text, roster.pattern()) if line.part else split_title(cell or text, body)
    title, kind = clean_title(_date_off(title))
    return _item(line, candidate.index, numbered.number, numbered.label, title, "" if below else rest, kind, 0.9 if candidate.worth > 0 else 0.6)


def _date_off(title: str) -> str:
    """A case number may go on with the meeting's date: "Sak 1 – 23.01.19 - Title"."""
    return re.sub(r"^\d{1,2}\.\d{1,2}\.\d{2,4}\s*[-–:]?\s*", "", title)


def _closers(lines: Sequence[Line], items: list[FoundItem], used: Set[int]) -> list[FoundItem]:
    """Unnumbered headings that end an agenda ("Eventuelt"), after the first numbered item."""
    if not items:
        return []
    taken = {item.start for item in items}
    known = {item.title.casefold().rstrip(".") for item in items}
    found = []
    for index in range(items[0].start + 1, len(lines)):
        line = lines[index]
        match = _closer().match(line.text) if not line.blank and index not in taken and index not in used else None
        if match and not line.bullet and match["title"].casefold().rstrip(".") not in known and line.text[:1].isupper():
            rest = match["rest"].strip(" :;–-")
            title = match["title"] + ("." if line.text.startswith(match["title"] + ".") and not match["rest"].strip() else "")
            found.append(_item(line, index, "", "", title, rest, "other", 0.8))
            known.add(match["title"].casefold().rstrip("."))
    return found


def _heading_items(lines: Sequence[Line], used: Set[int], roster: Roster) -> list[FoundItem]:
    """Items that are headings of the document, at the level that holds most of them."""
    levels: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.heading and not line.blank and index not in used and not is_outcome(line.text):
            if not roster.knows(line.text.rstrip(" :")):
                levels.setdefault(line.heading, []).append(index)
    if not levels:
        return []
    first_title = min(levels)
    if len(levels) > 1 and len(levels[first_title]) == 1:
        del levels[first_title]
    level = min((lv for lv in levels if len(levels[lv]) >= 2), default=None)
    if level is None:
        return []
    return [_unnumbered(lines[index], index, 0.8) for index in levels[level] if not _names_a_meeting(lines[index].text)]


def _headings_between(lines: Sequence[Line], numbered: list[FoundItem], headings: list[FoundItem], roster: Roster) -> list[FoundItem]:
    """Headings without a number among numbered ones of the same level ("x. Strategi")."""
    levels = {lines[item.start].heading for item in numbered}
    if 0 in levels or len(numbered) < 2:
        return []
    first, last = min(item.start for item in numbered), max(item.start for item in numbered)
    starts = {item.start for item in numbered}
    found = [item for item in headings if first < item.start < last and item.start not in starts and lines[item.start].heading in levels]
    return [item for item in found if not roster.knows(item.title) and not re.fullmatch(r"(?i)(?:lunsj|lunch)?-?paus[e]?(?:\s.*)?|break", item.title)]


def _names_a_meeting(text: str) -> bool:
    return bool(read_label(text, ("title",))) and any(char.isdigit() for char in text)


def _unnumbered(line: Line, index: int, confidence: float) -> FoundItem:
    numbered = read_number(line.text)
    crossed = re.match(r"^([xX])[.)]\s+", line.text)  # an item that was put in: "x. Strategi"
    if crossed:
        numbered = Numbered(PLAIN, crossed.group(0).strip(), crossed[1], line.text[crossed.end() :], (0,))
    text = numbered.title if numbered else line.text
    title, rest = split_title(text, True)
    if not title:
        title, rest = text, ""
    keep_dot = _is_label().fullmatch(title.rstrip(".")) and line.text.rstrip() == title
    cleaned, kind = clean_title(title)
    return _item(
        line, index, numbered.number if numbered else "", numbered.label if numbered else "", title if keep_dot else cleaned, rest, kind, confidence
    )


def _set_apart(lines: Sequence[Line], used: Set[int], first: int, roster: Roster) -> list[FoundItem]:
    """Items that are only set apart: a short line after a blank one, with text below, in bold or not."""
    found = []
    bold = [
        i for i, line in enumerate(lines) if i >= first and i not in used and line.all_strong and len(line.text) <= 80 and not is_outcome(line.text)
    ]
    if len(bold) >= 3:
        return [_unnumbered(lines[i], i, 0.7) for i in bold if not roster.knows(lines[i].text.strip(" :"))]
    for index in range(first, len(lines)):
        line = lines[index]
        if line.blank or index in used or not line.after_blank or line.bullet or line.cells or len(line.text) > 70:
            continue
        text = line.text.rstrip(" :")
        if (
            not text[:1].isupper()
            or is_sentence(text)
            or len(text.split()) > 9
            or is_outcome(line.text)
            or line.text.endswith((",", "!", "?"))
            or read_label(line.text, HEADER_FIELDS)
        ):
            continue
        if line.text.endswith(".") and not _closer().match(line.text):
            continue
        if (
            looks_like_name(text)
            and (roster.knows(text) or (len(text.split()) in (2, 3) and text.istitle() and not line.text.endswith(":")))
            and not _closer().match(line.text)
        ):
            continue
        following = next((i for i in range(index + 1, min(index + 3, len(lines))) if not lines[i].blank), None)
        if following is None or (following - index == 2 and line.text.endswith(",")):
            continue
        if (following is not None and not line.before_blank) or (following is not None and following - index == 2):
            found.append(_unnumbered(line, index, 0.6))
    tight = [item for item in found if not lines[item.start].before_blank]
    if len(tight) >= 2:  # mostly "heading, text below at once": a lone short line between blanks is a heading only among such
        return found
    return found if len(found) >= 3 else tight


def _with_ends(items: list[FoundItem], count: int) -> list[FoundItem]:
    ordered = sorted(items, key=lambda item: item.start)
    return [replace(item, end=ordered[i + 1].start if i + 1 < len(ordered) else count) for i, item in enumerate(ordered)]


def _merge_agenda(listed: list[FoundItem], body: list[FoundItem]) -> list[FoundItem]:
    """The agenda's titles given to body items that only point back ("Ad. 1") or have none; items of the agenda with no body stay."""
    by_number = {item.number: item for item in listed}
    merged = []
    for item in body:
        original = by_number.pop(item.number, None)
        if original is not None and not item.title:
            rest = item.rest
            item = replace(item, title=original.title, kind=original.kind, rest=rest)
        merged.append(item)
    return merged


def find_items(lines: Sequence[Line], used: Set[int], first: int, roster: Roster) -> list[FoundItem]:
    """The agenda items in the order of their bodies. `used`: lines read as attendance; `first`: where the header ends at the earliest."""
    listed_at = agenda_block(lines)
    candidates = _candidates(lines, used)
    inside = [c for c in candidates if listed_at and listed_at[0] <= c.index <= listed_at[1]]
    outside = [c for c in candidates if not (listed_at and listed_at[0] <= c.index <= listed_at[1])]
    score, chain = _best_series(outside)
    listed_score, listed_chain = _best_series(inside)
    numbered = _from_chain(lines, chain, roster) if (len(chain) >= 2 and score > 0.8) or (len(chain) == 1 and score >= 1.4) else []
    listed = _from_chain(lines, listed_chain, roster) if len(listed_chain) >= 2 else []
    if listed_at and not listed and not numbered:
        rows = [i for i in range(listed_at[0], listed_at[1] + 1) if not lines[i].blank]
        listed = [_unnumbered(lines[i], i, 0.6) for i in rows]
    headings = _heading_items(lines, used, roster)
    if (
        numbered
        and headings
        and len(headings) >= 3
        and sum(h.start in {n.start for n in numbered} for h in headings) == 0
        and not any(lines[n.start].heading for n in numbered)
        and not listed
    ):
        return _with_ends(headings, len(lines))
    if listed and numbered and len(numbered) < len(listed) / 2 and not any(c.numbered.ad for c in chain):
        numbered = []
    if numbered:
        if listed:
            numbered = _merge_agenda(listed, numbered)
        numbered += _headings_between(lines, numbered, headings, roster)
        return _with_ends([*numbered, *_closers(lines, numbered, used)], len(lines))
    if listed:
        placed = _place(lines, listed, listed_at[1] if listed_at else 0)
        return placed
    if len(headings) >= 2:
        return _with_ends(headings, len(lines))
    return _with_ends(_set_apart(lines, used, first, roster), len(lines))


def _best_series(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
    """The best chain among the telling styles, else among plain numbers."""
    strong = [c for c in candidates if c.numbered.style in (KEYED, CASE, SECTION)]
    plain = [c for c in candidates if c.numbered.style in (PLAIN, BARE)]
    score, chain = _best_chain(strong)
    plain_score, plain_chain = _best_chain(plain)
    if chain and (score >= plain_score * 0.5 or len(chain) >= 3):
        return score, chain
    return (plain_score, plain_chain) if plain_score > score else (score, chain)


def _place(lines: Sequence[Line], listed: list[FoundItem], after: int) -> list[FoundItem]:
    """Items of an agenda list, moved to the lines of the body that repeat their titles, where such lines are."""
    titles = {
        re.sub(r"\W+", " ", line.text.casefold()).strip(): index
        for index, line in reversed(list(enumerate(lines)))
        if index > after and not line.blank and len(line.text) < 120
    }
    placed = []
    for item in listed:
        at = titles.get(re.sub(r"\W+", " ", item.title.casefold()).strip()) if item.title else None
        placed.append(replace(item, start=at, label="", evidence=Evidence(lines[at].number, lines[at].raw.strip(), 0.7)) if at is not None else item)
    return _with_ends(placed, len(lines)) if len({item.start for item in placed}) == len(placed) else listed
