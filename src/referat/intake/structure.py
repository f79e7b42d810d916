"""Which lines begin an item: headings if any, else the run of numbers that covers most of the text, else bold words or lines of their own."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from referat.documents.block import Block
from referat.documents.days import days
from referat.intake.columns import columns_of
from referat.intake.head import Head
from referat.intake.item_numbers import family_of, is_amount, number_runs
from referat.intake.labels import BODY, HEADER, PEOPLE, read_label
from referat.intake.layout import ItemText, LaidOutItem, Layout, Series
from referat.intake.names import is_name
from referat.intake.numbering import BARE, CASE, KEYED, PLAIN, SECTION, Numbered, read_number
from referat.intake.people_entry import is_people_line
from referat.intake.titles import begins_topic, clean_title, is_sentence, run_on_title, split_title
from referat.languages.lexicon import word_set

# What a way of marking items is worth before its coverage is looked at.
_PRIOR = {
    "heading": 0.22,
    "case": 0.24,
    "section": 0.24,
    "keyed": 0.24,
    "plain": 0.14,
    "letter": 0.04,
    "topic": 0.2,
    "bold": 0.08,
    "line": 0.0,
    "table": 0.3,
}
_LONGEST_LINE = 64
_CLOSER = re.compile(r"(?P<label>.{3,30}?)\s*(?:[.:]\s*(?P<rest>.{0,120}))?$")
MOST_RUNS = 60  # of numbers of one kind that are looked at


def find_items(blocks: Sequence[Block], head: Head) -> Layout:
    """The items of minutes, judged by what they cover."""
    text = ItemText(blocks, head)
    if not text.total:
        return Layout()
    tables = list(_tables(text))
    rows = {item.start for series in tables for item in series.members}
    found = [*tables, *_headings(text), *_numbers(text, rows), *_topics(text), *_bold(text), *_own_lines(text)]
    for series in found:
        _judge(series, text)
    best = max(found, key=lambda series: series.score, default=None)
    if best is None or best.score <= 0.3:
        return Layout()
    agenda = _agenda(best, found)
    members = _with_closers(best, text)
    if agenda is not None and any(re.match(r"(?i)ad\b", item.label) or not item.title for item in members):
        named = {item.number: item for item in agenda.members}
        bare = sum(not item.title for item in members) > len(members) / 3 or any(re.match(r"(?i)ad\b", item.label) for item in members)
        members = [_named(item, named.get(item.number), bare) for item in members]
    second = max((series for series in found if series is not best and series is not agenda), key=lambda series: series.score, default=None)
    near = second.kind if second and second.score > best.score - 0.04 and len(second.members) != len(best.members) else ""
    items = tuple(_ended(members, len(blocks)))
    covered = sum(text.between(item.start, item.end) for item in items)
    agenda_size = text.between(agenda.members[0].start, best.members[0].start) if agenda else 0
    return Layout(items, best.kind, min(1.0, covered / max(1, text.total - agenda_size)), tuple(agenda.members) if agenda else (), near)


def _named(item: LaidOutItem, other: LaidOutItem | None, bare: bool) -> LaidOutItem:
    """An item with the title that the agenda gives its number; what stood on its own line is its text."""
    if other is None or (item.title and not bare) or item.title.casefold() == other.title.casefold():
        return item
    said = " ".join(filter(None, (item.title, item.rest)))
    return LaidOutItem(item.number, other.title, item.label, said, item.start, item.body, item.end)


def _ended(members: Sequence[LaidOutItem], last: int) -> Iterator[LaidOutItem]:
    for item, following in zip(members, [*members[1:], None], strict=True):
        yield LaidOutItem(item.number, item.title, item.label, item.rest, item.start, item.body, following.start if following else last, item.closing)


# ---------------------------------------------------------------- judging


def _judge(series: Series, text: ItemText) -> None:
    members = series.members
    series.ends = [*(item.start for item in members[1:]), series.ends[0] if series.ends else len(text.blocks)]
    covered = text.between(members[0].start, series.ends[-1])
    series.coverage = covered / text.total
    with_body = sum(bool(item.rest) or text.between(min(item.body, end), end) > 0 for item, end in zip(members, series.ends, strict=True))
    told = sum(bool(item.title) and is_sentence(item.title) and len(item.title.split()) > 5 for item in members)
    people = sum(bool(item.title) and is_people_line(item.title) and not item.rest and " " in item.title for item in members)
    dull = sum(not item.title for item in members)
    count = len(members)
    score = series.coverage + 0.2 * with_body / count + 0.08 * min(count, 6) / 6 + _PRIOR[series.kind]
    score -= 0.8 * people / count + (0.35 if series.kind in ("bold", "line", "heading") else 0.1) * told / count
    score -= 0.1 * dull / count if series.kind not in ("keyed", "case", "section") else 0.0
    if count == 1:
        score -= 0.1 if series.kind in ("case", "keyed", "section") else 0.3 if series.kind != "heading" else 0.15
    series.score = score


def _agenda(best: Series, found: Sequence[Series]) -> Series | None:
    """The list above the items that names them."""
    numbers = {item.number for item in best.members if item.number}
    titles = {item.title.casefold() for item in best.members if item.title}
    for series in found:
        if series is best or not series.members or series.members[-1].start >= best.members[0].start:
            continue
        same = sum(item.number in numbers for item in series.members) + sum(item.title.casefold() in titles for item in series.members)
        if same >= max(2, len(series.members) * 0.5):
            return series
    return None


def _with_closers(series: Series, text: ItemText) -> list[LaidOutItem]:
    """The items with those that end the numbered ones without a number: "Eventuelt"."""
    if series.kind in ("line", "bold", "table", "topic"):
        return series.members
    starts = {item.start for item in series.members}
    added = []
    for index in range(series.members[0].start + 1, len(text.blocks)):
        block = text.blocks[index]
        if index in starts or not text.says(index) or block.kind not in ("text", "heading"):
            continue
        found = _CLOSER.match(block.text)
        if found is None:
            continue
        label, rest = found["label"], found["rest"]
        if label.strip(" .").casefold() in word_set("closers") and not any(
            item.title.casefold() == label.strip(" .").casefold() for item in series.members
        ):
            added.append(LaidOutItem("", label.strip(" ."), "", (rest or "").strip(), index, index + 1, closing=True))
    return sorted([*series.members, *added], key=lambda item: item.start)


# ---------------------------------------------------------------- headings


def _headings(text: ItemText) -> Iterator[Series]:
    heads = [index for index, block in enumerate(text.blocks) if block.kind == "heading" and text.says(index)]
    kept = [index for index in heads if not _is_part_label(text.blocks[index])]
    for level in sorted({text.blocks[index].level for index in kept}):
        members = [_heading_item(text, index) for index in kept if text.blocks[index].level == level]
        yield Series("heading", members, ends=[_level_end(text, heads, members[-1].start, level)])
        numbered = [item for item in members if item.number]
        if 1 < len(numbered) < len(members) and len(numbered) >= len(members) * 0.6 and not all(item.closing for item in members):
            continue
    if len({text.blocks[index].level for index in kept}) > 1:
        numbered = [item for index in kept for item in [_heading_item(text, index)] if item.number]
        if len(numbered) > 1 and len({item.number for item in numbered}) == len(numbered) and not any("." in item.number for item in numbered):
            yield Series("heading", numbered)


def _level_end(text: ItemText, heads: Sequence[int], last: int, level: int) -> int:
    return next((index for index in heads if index > last and text.blocks[index].level < level), len(text.blocks))


def _is_part_label(block: Block) -> bool:
    """A heading that is a label of the head or of the agenda, no item."""
    label = read_label(block.text.strip(" :"), HEADER)
    return label is not None and label.alone and label.field not in ("next", "end", "attachments", "body", "present_marked", "secretary_marked")


def _heading_item(text: ItemText, index: int) -> LaidOutItem:
    block = text.blocks[index]
    found = read_number(block.said)
    if found:
        title, _ = clean_title(found.title)
        if title or found.style in (KEYED, CASE, SECTION):
            return _item(text, index, found, title, "")
    marked = re.match(r"^(?P<sign>[xX])\s+(?P<title>[A-ZÆØÅÄÖ].*)$", block.text)
    title, _ = clean_title(marked["title"] if marked else block.text)
    return LaidOutItem(marked["sign"] if marked else "", title, "", "", index, index + 1)


def _item(text: ItemText, index: int, found: Numbered, title: str, rest: str) -> LaidOutItem:
    """A numbered item; where its number stands alone the line below may be its title."""
    below = index + 1
    if not title and not rest:
        following = text.next(index)
        if following < len(text.blocks) and following - index <= 2 and _is_lone_title(text, following, gap=following - index > 1):
            title, _ = clean_title(text.blocks[following].text)
            below = following + 1
    return LaidOutItem(found.number, title, found.label, rest, index, below)


def _is_lone_title(text: ItemText, index: int, gap: bool) -> bool:
    """A line that names and does not tell, below a number."""
    block = text.blocks[index]
    line = block.text
    label = read_label(line, BODY)
    if block.kind not in ("text", "heading") or (label and (label.parted or label.alone)) or read_number(line) or (is_name(line) and gap):
        return False
    if line.isupper() or block.all_strong:
        return len(line) < 140
    return (
        len(line.split()) <= 6
        and not line.rstrip().endswith(("!", ":"))
        and not (line.endswith(".") and len(line.split()) > 3)
        and not is_sentence(line)
        and (line[:1].isupper() or bool(days(line)))
    )


# ---------------------------------------------------------------- numbers


def _numbers(text: ItemText, rows: set[int]) -> Iterator[Series]:
    found: dict[str, list[tuple[int, Numbered]]] = {}
    for index, block in enumerate(text.blocks):
        if index in rows or not text.says(index) or (block.kind == "row" and not block.raw.lstrip()[:1].isalnum()):
            continue
        numbered = read_number(block.said)
        inner = block.level > 0 and block.kind == "entry" and numbered is not None and family_of(numbered) in ("plain", "letter")
        if numbered and not inner and not is_amount(numbered):
            found.setdefault(family_of(numbered), []).append((index, numbered))
    for family, marks in found.items():
        least = min(text.blocks[index].indent for index, _ in marks)
        groups = [marks]
        if family == "plain":
            outer = [mark for mark in marks if text.blocks[mark[0]].indent <= least + 1]
            groups = [outer] if len(outer) == len(marks) else [outer, marks]
        for group in groups:
            for run in islice(number_runs(group), MOST_RUNS):
                yield from _number_series(text, family, run, marks)


def _number_series(text: ItemText, family: str, run: list[tuple[int, Numbered]], marks: Sequence[tuple[int, Numbered]]) -> Iterator[Series]:
    members = []
    for (index, numbered), following in zip(run, [*(mark[0] for mark in run[1:]), len(text.blocks)], strict=True):
        block = text.blocks[index]
        has_body = text.between(index + 1, following) > 0
        if block.kind == "heading" or (len(block.cells) > 1 and "\t" in block.raw and "\t" in numbered.title):
            title, rest = clean_title(numbered.title)[0], ""
        elif (label := read_label(numbered.title, PEOPLE)) and label.colon and label.rest:
            title, rest = label.words, label.rest
        elif block.place in text.cut:
            title, rest = run_on_title(numbered.title, r"[A-ZÆØÅÄÖ][\w.-]+(?: [A-ZÆØÅÄÖ][\w.-]+){1,2}")
        else:
            title, rest = split_title(numbered.title, has_body)
            if rest.endswith("?") and len(numbered.title) < 90:
                title, rest = numbered.title, ""
        title, _ = clean_title(title)
        members.append(_item(text, index, numbered, title, rest))
    last = next((index for index, _ in marks if index > run[-1][0]), len(text.blocks))
    yield Series(family, members, ends=[last] if family == "plain" or len(members) > 1 else [])


# ---------------------------------------------------------------- other marks


def _topics(text: ItemText) -> Iterator[Series]:
    members = []
    for index, block in enumerate(text.blocks):
        if text.says(index) and begins_topic(block.text):
            label, _, title = block.text.partition(":")
            members.append(LaidOutItem("", clean_title(title.strip())[0], label, "", index, index + 1))
    if members:
        yield Series("topic", members)


def _bold(text: ItemText) -> Iterator[Series]:
    members = []
    for index, block in enumerate(text.blocks):
        if not text.says(index) or not block.strong or block.kind not in ("text", "entry") or block.number.strip("-*•"):
            continue
        bold = block.strong[0].strip(" :.")
        if not block.text.startswith(bold) or len(bold) > 100 or (is_name(bold) and not block.all_strong):
            continue
        rest = block.text[len(bold) :].lstrip(" :.–-")
        label = read_label(bold, (*HEADER, *BODY))
        if (label and label.alone and label.field not in ("next", "present_marked", "secretary_marked")) or (
            rest and block.text[len(bold) :].lstrip()[:1] not in (":", ".", "")
        ):
            continue
        if rest and not block.strong[0].endswith((":", ".")) and block.text[len(bold) : len(bold) + 1] not in (":", "."):
            continue
        numbered = read_number(bold)
        if (is_people_line(bold) and " " in bold and not numbered) or (is_sentence(bold) and len(bold.split()) > 8):
            continue
        number, written, bold = (numbered.number, numbered.label, numbered.title) if numbered else ("", "", bold)
        members.append(LaidOutItem(number, clean_title(bold)[0], written, rest, index, index + 1))
    alone = [item for item in members if not item.rest]
    if alone:
        yield Series("bold", alone)
    if len(alone) != len(members) and members:
        yield Series("bold", members)


def _own_lines(text: ItemText) -> Iterator[Series]:
    """Lines of their own above text: short, naming and not telling, after a blank line or with a colon at the end."""
    with_colon: list[LaidOutItem] = []
    without: list[LaidOutItem] = []
    for index, block in enumerate(text.blocks):
        if not text.says(index) or not _may_head(text, index):
            continue
        title, _ = clean_title(block.text.rstrip(" :"))
        item = LaidOutItem("", title, "", "", index, index + 1)
        (with_colon if block.text.endswith(":") else without).append(item)
    for members in (with_colon, without, sorted([*with_colon, *without], key=lambda item: item.start)):
        if members and (len(members) > 1 or not (with_colon and without)):
            yield Series("line", members)


def _may_head(text: ItemText, index: int) -> bool:
    block = text.blocks[index]
    line = block.text
    following = text.next(index)
    if block.kind != "text" or len(line) > _LONGEST_LINE or len(line.split()) > 8 or following >= len(text.blocks) or block.cells:
        return False
    gap = index == 0 or text.blocks[index - 1].blank or index - 1 in text.head.used
    if (
        not gap
        or not (line[:1].isupper() or line[:1].isdigit())
        or (line.endswith((".", "!", "?", ",", ";")) and line.rstrip(".").casefold() not in word_set("closers"))
    ):
        return False
    numbered = read_number(line)
    if numbered and numbered.style != BARE:
        return False
    label = read_label(line.rstrip(" :"), (*BODY, *HEADER))
    if (
        label
        and label.alone
        and label.field not in ("next", "body", "present_marked", "secretary_marked", "todo", "todo_loose", "todo_old", "comment")
    ) or is_sentence(line):
        return False
    if is_people_line(line) and " " in line:
        return False
    return following == index + 1 or text.blocks[following].kind != "text" or not _same_look(text, index, following)


def _same_look(text: ItemText, index: int, following: int) -> bool:
    """The next line after a gap is one that could head as well: then neither is told to have text below it."""
    line = text.blocks[following].text
    return (
        len(line) < _LONGEST_LINE
        and not line.endswith(".")
        and not is_sentence(line)
        and following - index > 1
        and text.next(following) - following > 1
    )


def _tables(text: ItemText) -> Iterator[Series]:
    """Minutes set out as a table: a column of subjects, one of what was said."""
    index = 0
    while index < len(text.blocks):
        block = text.blocks[index]
        if not (text.says(index) and len(block.cells) > 1 and {"subject", "text"} <= (columns := columns_of(block.cells)).keys()):
            index += 1
            continue
        members = []
        at = index + 1
        while at < len(text.blocks) and text.blocks[at].kind == block.kind and len(text.blocks[at].cells) > 1 and text.says(at):
            if item := _row_item(text.blocks[at], columns, at):
                members.append(item)
            at += 1
        if members:
            yield Series("table", members, ends=[at])
        index = max(at, index + 1)


def _row_item(block: Block, columns: dict[str, int], index: int) -> LaidOutItem | None:
    cells = block.cells
    subject = cells[columns["subject"]].strip() if columns["subject"] < len(cells) else ""
    if not subject:
        return None
    first, _, rest = subject.partition("\n")
    number = cells[columns["number"]].strip(" .") if columns.get("number", 99) < len(cells) else ""
    if not number and (found := read_number(first)):
        number, first = found.number, found.title
    return LaidOutItem(number, clean_title(first)[0], "", rest, index, index)


__all__ = ["PLAIN", "LaidOutItem", "Layout", "find_items"]
