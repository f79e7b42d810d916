"""Agenda items: which lines begin one, by the chain of numbers that holds best, by headings, or by how the text is set."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from referat.legacy.agenda import agenda_block, is_outcome, nested_agenda
from referat.legacy.chain import Candidate, best_series, candidates_in, closer
from referat.legacy.dates import days
from referat.legacy.lines import Line, cut
from referat.legacy.names import Roster, is_given_name, looks_like_name
from referat.legacy.numbers import PLAIN, Numbered, read_number
from referat.legacy.result import Evidence, FoundItem
from referat.legacy.titles import clean_title, is_sentence, kind_of, run_on_title, split_title
from referat.legacy.vocabulary import HEADER_FIELDS, phrase, read_label

_NAMED = re.compile(r"(?i)^(?P<label>(?:sak|punkt|tema|item|topic|ärende)\s?[:–-])\s*(?P<title>\S.*)$")

_TITLE_IN_CELL = re.compile(r"^\d{1,3}[.)]\s+[^\W\d_]{3}")
_OPENED = re.compile(r"^(?P<label>(?P<title>[A-ZÆØÅÄÖ][^:.!?]{3,45}):)\s+(?P<rest>\S.*)$")
_PUT_IN = re.compile(r"^(?P<label>(?P<number>[xX])[.)])\s+(?P<title>[A-ZÆØÅÄÖ].{3,80})$")  # an item that was put in: "x. Strategi"
_BROUGHT_BY = re.compile(r"^\[@?[\w .-]{1,25}\]\s+(?=\S)")  # "[kari] New tent": who brings it up


@cache
def _is_label() -> re.Pattern[str]:
    return phrase("closers")


def _item(line: Line, index: int, number: str, label: str, title: str, rest: str, has_kind: str, confidence: float) -> FoundItem:
    return FoundItem(number, title, has_kind or kind_of(title), Evidence(line.number, cut(line.raw, line.text), confidence), label, rest, start=index)


def _from_chain(lines: Sequence[Line], chain: Sequence[Candidate], roster: Roster) -> list[FoundItem]:
    starts = {candidate.index for candidate in chain}
    opened = [found for candidate in chain if (found := _OPENED.match(candidate.numbered.title)) and not is_sentence(found["title"])]
    if len(opened) >= max(3, len(chain) * 0.6):  # "3. Finance: Graham tabled the accounts"
        chain = [_split_at_colon(candidate) for candidate in chain]
    read = [_numbered_item(lines, candidate, starts, roster) for candidate in chain]
    if sum(not item.title for item in read) * 2 < len(read):
        return read
    # Where most items have no title, a short first sentence of another is prose too.
    return [
        replace(item, title="", rest=candidate.numbered.title, kind="") if item.rest and len(item.title.split()) > 2 else item
        for item, candidate in zip(read, chain, strict=True)
    ]


def _split_at_colon(candidate: Candidate) -> Candidate:
    """The candidate with a full stop where the colon after its title stands, so that the title ends there whatever follows."""
    found = _OPENED.match(candidate.numbered.title)
    if found is None or is_sentence(found["title"]):
        return candidate
    return replace(candidate, numbered=replace(candidate.numbered, title=found["title"]), rest=found["rest"])


def _numbered_item(lines: Sequence[Line], candidate: Candidate, starts: AbstractSet[int], roster: Roster) -> FoundItem:
    line, numbered = lines[candidate.index], candidate.numbered
    text, below = numbered.title, False
    following = next((i for i in range(candidate.index + 1, min(candidate.index + 4, len(lines))) if not lines[i].blank), None)
    if not text and following is not None and following not in starts and not numbered.ad and following - candidate.index <= 2:
        under = lines[following].text
        if len(under) < 90 and not is_sentence(under) and not is_outcome(under):  # the title on the line below the number
            text, below = under, True
    body = bool(candidate.rest) or (following is not None and following not in starts and not closer().match(lines[following].text))
    titled = len(line.cells) > 1 and _TITLE_IN_CELL.match(line.cells[0])
    cell = next((cell for cell in line.cells[0 if titled else 1 :] if re.search(r"[^\W\d_]{3}", cell)), "") if len(line.cells) > 1 else ""
    if titled:
        cell = text.partition("\t")[0]
    title, rest = _closing(cell or text) or (run_on_title(text, roster.pattern()) if line.part else split_title(cell or text, body or bool(cell)))
    title, rest = _next_off(title, candidate.rest or rest)
    title, kind = clean_title(_date_off(title))
    return _item(line, candidate.index, numbered.number, numbered.label, title, "" if below else rest, kind, 0.9 if candidate.worth > 0 else 0.6)


def _closing(text: str) -> tuple[str, str] | None:
    """“Evt. Nothing more”: a heading that ends agendas ends at its full stop, which elsewhere marks an abbreviation."""
    found = closer().match(text)
    rest = found["rest"].strip(" :;–-") if found else ""
    return (found["title"], rest) if found and rest and not rest.startswith("(") else None


def _next_off(title: str, rest: str) -> tuple[str, str]:
    """“Neste møte onsdag 27. juni” is titled by its first words; the day is what is told."""
    found = read_label(title, ("next",))
    if found is None or not found.rest or found.colon or not days(found.rest, short=True):
        return title, rest
    return found.words, f"{found.rest} {rest}".strip()


def _date_off(title: str) -> str:
    """A case number may go on with the meeting's date: "Sak 1 – 23.01.19 - Title"."""
    return re.sub(r"^\d{1,2}\.\d{1,2}\.\d{2,4}\s*[-–:]?\s*", "", title)


def _closers(lines: Sequence[Line], items: list[FoundItem], used: AbstractSet[int]) -> list[FoundItem]:
    """Unnumbered headings that end an agenda ("Eventuelt"), after the first numbered item."""
    if not items:
        return []
    taken = {item.start for item in items}
    put_in = [_put_in(lines[index], index) for index in range(items[0].start + 1, len(lines)) if index not in taken and index not in used]
    known = {item.title.casefold().rstrip(".") for item in items}
    found = []
    for index in range(items[0].start + 1, len(lines)):
        line = lines[index]
        if line.blank or index in taken or index in used:
            continue
        numbered = read_number(line.text)  # a closing item whose number began again
        match = closer().match(numbered.title if numbered else line.text)
        if match and not line.bullet and match["title"].casefold().rstrip(".") not in known and match["title"][:1].isupper():
            rest = match["rest"].strip(" :;–-")
            title = match["title"] + ("." if match["title"] + "." in line.text and not match["rest"].strip() else "")
            number, label = (numbered.number, numbered.label) if numbered else ("", "")
            found.append(_item(line, index, number, label, title, rest, "other", 0.8))
            known.add(match["title"].casefold().rstrip("."))
    return [*found, *(item for item in put_in if item)]


def _put_in(line: Line, index: int) -> FoundItem | None:
    found = _PUT_IN.match(line.text) if not line.blank and not line.bullet else None
    if found is None or is_sentence(found["title"]):
        return None
    title, kind = clean_title(found["title"])
    return _item(line, index, found["number"], found["label"], title, "", kind, 0.7)


def _heading_items(lines: Sequence[Line], used: AbstractSet[int], roster: Roster) -> list[FoundItem]:
    """Items that are headings of the document, at the level that holds most of them."""
    if below := _below_agenda_heading(lines, used):
        return [_unnumbered(lines[index], index, 0.8) for index in below]
    levels: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.heading and not line.blank and index not in used and not is_outcome(line.text) and not roster.knows(line.text.rstrip(" :")):
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


def _below_agenda_heading(lines: Sequence[Line], used: AbstractSet[int]) -> list[int]:
    """The headings one level under the last one that says "Agenda" or "Notes", where it has several."""
    heads = [index for index, line in enumerate(lines) if line.heading and not line.blank]
    best: list[int] = []
    for at, index in enumerate(heads):
        label = read_label(lines[index].text, ("agenda", "title"))
        if label is None or label.rest:
            continue
        under: list[int] = []
        for other in heads[at + 1 :]:
            if lines[other].heading <= lines[index].heading:
                break
            under.append(other)
        level = min((lines[other].heading for other in under), default=0)
        inner = [other for other in under if lines[other].heading == level and other not in used and not is_outcome(lines[other].text)]
        best = inner if len(inner) >= 2 else best
    return best


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
    if numbered and "." in numbered.number and numbered.title[:1].islower():
        numbered = None  # "3.0 deprecations" is a version
    crossed = re.match(r"^([xX])[.)]\s+", line.text)  # an item that was put in: "x. Strategi"
    if crossed:
        numbered = Numbered(PLAIN, crossed.group(0).strip(), crossed[1], line.text[crossed.end() :], (0,))
    text = _BROUGHT_BY.sub("", numbered.title if numbered else line.text)
    title, rest = split_title(text, True)
    if not title:
        title, rest = text, ""
    keep_dot = _is_label().fullmatch(title.rstrip(".")) and line.text.rstrip() == title
    cleaned, kind = clean_title(title)
    return _item(
        line, index, numbered.number if numbered else "", numbered.label if numbered else "", title if keep_dot else cleaned, rest, kind, confidence
    )


def _set_apart(lines: Sequence[Line], used: AbstractSet[int], first: int, roster: Roster) -> list[FoundItem]:
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
            not (text[:1].isupper() or re.match(r"\d{1,2}\.\s?[a-zæøå]", text))
            or is_sentence(text)
            or len(text.split()) > 9
            or is_outcome(line.text)
            or line.text.endswith((",", "!", "?"))
            or (":" in text and roster.knows(text.partition(":")[0]))
            or read_label(line.text, HEADER_FIELDS)
        ):
            continue
        if line.text.endswith(".") and not closer().match(line.text):
            continue
        if (
            looks_like_name(text)
            and (roster.knows(text) or (len(text.split()) in (2, 3) and text.istitle() and not line.text.endswith(":")))
            and not closer().match(line.text)
        ):
            continue
        following = next((i for i in range(index + 1, min(index + 3, len(lines))) if not lines[i].blank), None)
        if following is None or (following - index == 2 and line.text.endswith(",")):
            continue
        if not line.before_blank or following - index == 2:
            found.append(_unnumbered(line, index, 0.6))
    tight = [item for item in found if not lines[item.start].before_blank]
    if len(tight) >= 2:  # mostly "heading, text below at once": a lone short line between blanks is a heading only among such
        return found
    return found if len(found) >= 3 else tight


def _opened_paragraphs(lines: Sequence[Line], used: AbstractSet[int], first: int, roster: Roster) -> list[FoundItem]:
    """Items that are paragraphs, each opened by its title: “Old Business: The signs have come.”"""
    found = []
    for index in range(first, len(lines)):
        line = lines[index]
        apart = line.after_blank and index not in used and not (line.blank or line.bullet or line.cells)
        opened = _OPENED.match(line.text) if apart else None
        if opened is None or is_outcome(line.text) or is_sentence(opened["title"]):
            continue
        if roster.knows(opened["title"]) or is_given_name(opened["title"].split()[0]):
            continue
        title, kind = clean_title(opened["title"])
        found.append(_item(line, index, "", opened["label"], title, opened["rest"], kind, 0.5))
    return found


def _named_items(lines: Sequence[Line], used: AbstractSet[int]) -> list[FoundItem]:
    """Items that begin with a word and no number: "Sak: Lekeplass"."""
    found = []
    for index, line in enumerate(lines):
        match = _NAMED.match(line.text) if index not in used and not line.bullet else None
        if match:
            title, rest = split_title(match["title"], has_body=True)
            title, kind = clean_title(title)
            found.append(_item(line, index, "", match["label"], title, rest, kind, 0.7))
    return found


def _with_ends(items: list[FoundItem], count: int) -> list[FoundItem]:
    ordered = sorted(items, key=lambda item: item.start)
    return [replace(item, end=ordered[i + 1].start if i + 1 < len(ordered) else count) for i, item in enumerate(ordered)]


def _merge_agenda(listed: list[FoundItem], body: list[FoundItem]) -> list[FoundItem]:
    """The agenda's titles given to body items that only point back ("Ad. 1") or have none; items of the agenda with no body stay."""
    by_number = {item.number: item for item in listed}
    pairs = [(item, by_number.get(item.number)) for item in body]
    told = sum(1 for item, original in pairs if original and not (item.title and _alike(item.title, original.title)))
    numbers_only = listed and told * 2 >= len(body)  # the body has the numbers, and then what was said
    merged = []
    for item, original in pairs:
        if original is not None and numbers_only and item.title and not _alike(item.title, original.title):
            rest = item.evidence.quote[len(item.label) :].strip() if item.evidence.quote.startswith(item.label) else item.rest
            item = replace(item, title=original.title, kind=original.kind, rest=rest)
        elif original is not None and not item.title:
            item = replace(item, title=original.title, kind=original.kind)
        merged.append(item)
    return merged


def _alike(first: str, second: str) -> bool:
    a, b = first.casefold().rstrip("."), second.casefold().rstrip(".")
    return a.startswith(b[:12]) or b.startswith(a[:12])


def find_items(lines: Sequence[Line], used: AbstractSet[int], first: int, roster: Roster) -> list[FoundItem]:
    """The agenda items in the order of their bodies. `used`: lines read as attendance; `first`: where the header ends at the earliest."""
    span = agenda_block(lines)
    candidates = candidates_in(lines, used)
    listed = _listed(lines, span, candidates, roster) if span else []
    numbered, points_back = _numbered(lines, [c for c in candidates if not (span and span[0] <= c.index <= span[1])], roster)
    headings = _heading_items(lines, used, roster)
    if numbered and len(headings) >= 3 and not listed and not any(lines[item.start].heading for item in numbered):
        return _with_ends(headings, len(lines))  # the numbers are lists under headings
    if numbered and not (listed and len(numbered) < len(listed) / 2 and not points_back):
        numbered = _merge_agenda(listed, numbered)
        numbered = _without_list(lines, numbered)
        numbered += _headings_between(lines, numbered, headings, roster)
        return _with_ends([*numbered, *_closers(lines, numbered, used)], len(lines))
    if outer := nested_agenda(lines):
        return _with_ends([_unnumbered(lines[i], i, 0.7) for i in outer], len(lines))
    if listed or (span and not numbered):
        return _place(lines, listed or _plain_agenda(lines, span), span[1] if span else 0)
    named = _named_items(lines, used)
    if len(named) >= 2:
        return _with_ends(named, len(lines))
    apart = headings if len(headings) >= 2 else _set_apart(lines, used, first, roster)
    opened = _opened_paragraphs(lines, used, first, roster)
    return _with_ends(opened if len(opened) >= max(3, len(apart) + 1) else apart, len(lines))


def _without_list(lines: Sequence[Line], items: list[FoundItem]) -> list[FoundItem]:
    """The items without those that come again later: the first are the agenda's list. A number of a register comes again with any title."""
    later = {(item.number, item.title.casefold()): item.start for item in items}
    again = {item.number: item for item in items if "/" in item.number}
    registered = sum(again[item.number].start != item.start for item in items if item.number in again) >= 2
    kept = []
    for item in items:
        last = again.get(item.number) if registered else None
        if last is not None and last.start != item.start and (len(lines[item.start].cells) > 1 or not last.title):
            if not last.title:
                again[item.number] = replace(last, title=item.title, kind=item.kind)
        elif not item.number or later[item.number, item.title.casefold()] == item.start:
            kept.append(item)
    return [again[item.number] if item.number in again and again[item.number].start == item.start else item for item in kept]


def _listed(lines: Sequence[Line], span: tuple[int, int], candidates: list[Candidate], roster: Roster) -> list[FoundItem]:
    _, chain = best_series([c for c in candidates if span[0] <= c.index <= span[1]])
    return _from_chain(lines, chain, roster) if len(chain) >= 2 else []


def _plain_agenda(lines: Sequence[Line], span: tuple[int, int] | None) -> list[FoundItem]:
    """An agenda whose lines have no numbers."""
    return [_unnumbered(lines[i], i, 0.6) for i in range(span[0], span[1] + 1) if not lines[i].blank] if span else []


def _numbered(lines: Sequence[Line], candidates: list[Candidate], roster: Roster) -> tuple[list[FoundItem], bool]:
    """Items by their numbers, and whether they point back to an agenda ("Ad. 1")."""
    score, chain = best_series(candidates)
    enough = (len(chain) >= 2 and score > 0.8) or (len(chain) == 1 and score >= 1.4)
    return (_from_chain(lines, chain, roster), any(c.numbered.ad for c in chain)) if enough else ([], False)


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
