"""Which lines begin an item: headings if any, else the run of numbers that covers most of the text, else bold words or lines of their own."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from referat.documents.block import Block
from referat.intake.header import Head
from referat.intake.labels import BODY, HEADER, read_label
from referat.intake.names import is_name
from referat.intake.numbering import BARE, CASE, KEYED, LETTER, PLAIN, SECTION, Numbered, read_number
from referat.intake.people import is_people_line
from referat.intake.titles import clean_title, is_sentence, run_on_title, split_title
from referat.languages.lexicon import phrases, word_set

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
MOST_RUNS = 60  # of numbers of one kind that are looked at


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its number and title, the words before the title, what follows the title on its line, and the blocks that are under it."""

    number: str
    title: str
    label: str
    rest: str
    start: int
    body: int  # the first block below its heading
    end: int = 0
    closing: bool = False  # without a number among numbered ones


@dataclass(frozen=True, slots=True)
class Layout:
    """The items, how they are marked, and how much of the text below the head lies in them (0 to 1)."""

    items: tuple[Item, ...] = ()
    kind: str = ""
    coverage: float = 0.0
    agenda: tuple[Item, ...] = ()
    near: str = ""  # a second way of reading that is almost as good

    def item_at(self, index: int) -> Item | None:
        return next((item for item in self.items if item.start <= index < item.end), None)


@dataclass(slots=True)
class _Series:
    kind: str
    members: list[Item]
    score: float = 0.0
    coverage: float = 0.0
    ends: list[int] = field(default_factory=list)


class _Text:
    """The blocks below the head, with how long each is."""

    def __init__(self, blocks: Sequence[Block], head: Head) -> None:
        self.blocks = blocks
        self.head = head
        self.sizes = [0 if index in head.used or block.blank or block.kind == "aside" else len(block.text) for index, block in enumerate(blocks)]
        self.total = sum(self.sizes)
        places = [block.place for block in blocks]
        self.cut = {place for place, after in itertools.pairwise(places) if place == after}  # lines that held several
        self.sums = [0]
        for size in self.sizes:
            self.sums.append(self.sums[-1] + size)

    def between(self, start: int, end: int) -> int:
        return self.sums[end] - self.sums[start]

    def says(self, index: int) -> bool:
        return self.sizes[index] > 0

    def next(self, index: int) -> int:
        """The next block that says something."""
        return next((at for at in range(index + 1, len(self.blocks)) if self.says(at)), len(self.blocks))


def find_items(blocks: Sequence[Block], head: Head) -> Layout:
    """The items of minutes, judged by what they cover."""
    text = _Text(blocks, head)
    if not text.total:
        return Layout()
    found = [*_tables(text), *_headings(text), *_numbers(text), *_topics(text), *_bold(text), *_own_lines(text)]
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


def _named(item: Item, other: Item | None, bare: bool) -> Item:
    """An item with the title that the agenda gives its number; what stood on its own line is its text."""
    if other is None or (item.title and not bare) or item.title.casefold() == other.title.casefold():
        return item
    said = " ".join(filter(None, (item.title, item.rest)))
    return Item(item.number, other.title, item.label, said, item.start, item.body, item.end)


def _ended(members: Sequence[Item], last: int) -> Iterator[Item]:
    for item, following in zip(members, [*members[1:], None], strict=True):
        yield Item(item.number, item.title, item.label, item.rest, item.start, item.body, following.start if following else last, item.closing)


# ---------------------------------------------------------------- judging


def _judge(series: _Series, text: _Text) -> None:
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


def _agenda(best: _Series, found: Sequence[_Series]) -> _Series | None:
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


def _with_closers(series: _Series, text: _Text) -> list[Item]:
    """The items with those that end the numbered ones without a number: "Eventuelt"."""
    if series.kind in ("line", "bold", "table", "topic"):
        return series.members
    starts = {item.start for item in series.members}
    added = []
    for index in range(series.members[0].start + 1, len(text.blocks)):
        block = text.blocks[index]
        if index in starts or not text.says(index) or len(block.text) > 40 or block.kind not in ("text", "heading"):
            continue
        label, _, rest = block.text.partition(":")
        if label.strip(" .").casefold() in word_set("closers") and not any(
            item.title.casefold() == label.strip(" .").casefold() for item in series.members
        ):
            added.append(Item("", label.strip(" ."), "", rest.strip(), index, index + 1, closing=True))
    return sorted([*series.members, *added], key=lambda item: item.start)


# ---------------------------------------------------------------- headings


def _headings(text: _Text) -> Iterator[_Series]:
    heads = [index for index, block in enumerate(text.blocks) if block.kind == "heading" and text.says(index)]
    kept = [index for index in heads if not _is_part_label(text.blocks[index])]
    for level in sorted({text.blocks[index].level for index in kept}):
        members = [_heading_item(text, index) for index in kept if text.blocks[index].level == level]
        yield _Series("heading", members, ends=[_level_end(text, heads, members[-1].start, level)])
        numbered = [item for item in members if item.number]
        if 1 < len(numbered) < len(members) and len(numbered) >= len(members) * 0.6 and not all(item.closing for item in members):
            continue
    if len({text.blocks[index].level for index in kept}) > 1:
        numbered = [item for index in kept for item in [_heading_item(text, index)] if item.number]
        if len(numbered) > 1 and len({item.number for item in numbered}) == len(numbered) and not any("." in item.number for item in numbered):
            yield _Series("heading", numbered)


def _level_end(text: _Text, heads: Sequence[int], last: int, level: int) -> int:
    return next((index for index in heads if index > last and text.blocks[index].level < level), len(text.blocks))


def _is_part_label(block: Block) -> bool:
    """A heading that is a label of the head or of the agenda, no item."""
    label = read_label(block.text.strip(" :"), HEADER)
    return label is not None and label.alone and label.field not in ("next", "end", "attachments", "body", "present_marked", "secretary_marked")


def _heading_item(text: _Text, index: int) -> Item:
    block = text.blocks[index]
    found = read_number(block.said)
    if found:
        title, _ = clean_title(found.title)
        if title or found.style in (KEYED, CASE, SECTION):
            return _item(text, index, found, title, "")
    marked = re.match(r"^(?P<sign>[xX])\s+(?P<title>[A-ZÆØÅÄÖ].*)$", block.text)
    title, _ = clean_title(marked["title"] if marked else block.text)
    return Item(marked["sign"] if marked else "", title, "", "", index, index + 1)


def _item(text: _Text, index: int, found: Numbered, title: str, rest: str) -> Item:
    """A numbered item; where its number stands alone the line below may be its title."""
    below = index + 1
    if not title and not rest:
        following = text.next(index)
        if following < len(text.blocks) and following - index <= 2 and _is_lone_title(text, following, gap=following - index > 1):
            title, _ = clean_title(text.blocks[following].text)
            below = following + 1
    return Item(found.number, title, found.label, rest, index, below)


def _is_lone_title(text: _Text, index: int, gap: bool) -> bool:
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
        and line[:1].isupper()
    )


# ---------------------------------------------------------------- numbers


def _numbers(text: _Text) -> Iterator[_Series]:
    found: dict[str, list[tuple[int, Numbered]]] = {}
    for index, block in enumerate(text.blocks):
        if not text.says(index) or (block.kind == "row" and not block.raw.lstrip()[:1].isalnum()):
            continue
        numbered = read_number(block.said)
        inner = block.level > 0 and block.kind == "entry" and numbered is not None and _family(numbered) in ("plain", "letter")
        if numbered and not inner and not _is_value(numbered):
            found.setdefault(_family(numbered), []).append((index, numbered))
    for family, marks in found.items():
        least = min(text.blocks[index].indent for index, _ in marks)
        groups = [marks]
        if family == "plain":
            outer = [mark for mark in marks if text.blocks[mark[0]].indent <= least + 1]
            groups = [outer] if len(outer) == len(marks) else [outer, marks]
        for group in groups:
            for run in islice(_runs(group), MOST_RUNS):
                yield from _number_series(text, family, run, marks)


def _number_series(text: _Text, family: str, run: list[tuple[int, Numbered]], marks: Sequence[tuple[int, Numbered]]) -> Iterator[_Series]:
    members = []
    for (index, numbered), following in zip(run, [*(mark[0] for mark in run[1:]), len(text.blocks)], strict=True):
        block = text.blocks[index]
        has_body = text.between(index + 1, following) > 0
        if block.kind == "heading" or (len(block.cells) > 1 and "\t" in block.raw and "\t" in numbered.title):
            title, rest = clean_title(numbered.title)[0], ""
        elif block.place in text.cut:
            title, rest = run_on_title(numbered.title, r"[A-ZÆØÅÄÖ][\w.-]+(?: [A-ZÆØÅÄÖ][\w.-]+){1,2}")
        else:
            title, rest = split_title(numbered.title, has_body)
            if rest.endswith("?") and len(numbered.title) < 90:
                title, rest = numbered.title, ""
        title, _ = clean_title(title)
        members.append(_item(text, index, numbered, title, rest))
    last = next((index for index, _ in marks if index > run[-1][0]), len(text.blocks))
    yield _Series(family, members, ends=[last] if family == "plain" or len(members) > 1 else [])


def _family(numbered: Numbered) -> str:
    if numbered.style in (SECTION, LETTER):
        return numbered.style
    if numbered.style in (CASE, KEYED):
        return "keyed" if numbered.style == KEYED and "/" not in numbered.number else "case"
    return "plain"


def _is_value(numbered: Numbered) -> bool:
    """A number that begins a sum or a hint, no item: "500 kroner", "2 Sider"."""
    return numbered.style == BARE and ((numbered.order[0] > 400 and not numbered.title[:1].isupper()) or len(numbered.title.split()) > 14)


def _runs(marks: Sequence[tuple[int, Numbered]]) -> Iterator[list[tuple[int, Numbered]]]:
    """The series of rising numbers; one that begins anew is another, unless it only stands inside an item."""
    taken: set[int] = set()
    for start in range(len(marks)):
        if start in taken:
            continue
        run = [start]
        at = start + 1
        while at < len(marks):
            step = _step(marks[run[-1]][1], marks[at][1])
            if at in taken:
                at += 1
                continue
            if 0 < step <= 30 and not _is_inner(marks, run, at):
                run.append(at)
            elif step <= 0 and len(marks[at][1].order) == len(marks[run[0]][1].order) and not _goes_on(marks, run[-1], at):
                break
            at += 1
        taken |= set(run)
        yield [marks[index] for index in run]
        stepped = [start]
        for index in range(start + 1, len(marks)):
            if _step(marks[stepped[-1]][1], marks[index][1]) == 1:
                stepped.append(index)
        if len(stepped) > max(1, len(run)) and start == 0:
            yield [marks[index] for index in stepped]


def _step(before: Numbered, after: Numbered) -> int:
    if len(before.order) != len(after.order):
        return 0
    if len(before.order) > 1 and before.order[:-1] != after.order[:-1]:
        return 1 if after.order > before.order else 0
    return after.order[-1] - before.order[-1]


def _is_inner(marks: Sequence[tuple[int, Numbered]], run: Sequence[int], at: int) -> bool:
    """A jump of more than one, where the number that should follow comes later."""
    step = _step(marks[run[-1]][1], marks[at][1])
    return step > 1 and any(_step(marks[run[-1]][1], later) == 1 for _, later in marks[at + 1 : at + 40])


def _goes_on(marks: Sequence[tuple[int, Numbered]], last: int, at: int) -> bool:
    """Whether the number after the last one comes later, and the new list does not reach it by itself."""
    reached = marks[at][1]
    for _, later in marks[at + 1 : at + 400]:
        onward = _step(marks[last][1], later)
        if onward == 1:
            return _step(reached, later) != 1
        if _step(reached, later) == 1:
            reached = later
    return False


# ---------------------------------------------------------------- other marks


def _topics(text: _Text) -> Iterator[_Series]:
    members = []
    for index, block in enumerate(text.blocks):
        hit = phrases("topic_words").first(block.text[:20]) if text.says(index) and ":" in block.text[:20] else None
        if hit and hit[0] == 0 and block.text[hit[1] :].lstrip().startswith(":"):
            title = block.text[hit[1] :].lstrip(" :").strip()
            members.append(Item("", clean_title(title)[0], block.text[: hit[1]], "", index, index + 1))
    if members:
        yield _Series("topic", members)


def _bold(text: _Text) -> Iterator[_Series]:
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
        if (is_people_line(bold) and " " in bold) or (is_sentence(bold) and len(bold.split()) > 8):
            continue
        members.append(Item("", clean_title(bold)[0], "", rest, index, index + 1))
    alone = [item for item in members if not item.rest]
    if alone:
        yield _Series("bold", alone)
    if len(alone) != len(members) and members:
        yield _Series("bold", members)


def _own_lines(text: _Text) -> Iterator[_Series]:
    """Lines of their own above text: short, naming and not telling, after a blank line or with a colon at the end."""
    with_colon: list[Item] = []
    without: list[Item] = []
    for index, block in enumerate(text.blocks):
        if not text.says(index) or not _may_head(text, index):
            continue
        title, _ = clean_title(block.text.rstrip(" :"))
        item = Item("", title, "", "", index, index + 1)
        (with_colon if block.text.endswith(":") else without).append(item)
    for members in (with_colon, without, sorted([*with_colon, *without], key=lambda item: item.start)):
        if members and (len(members) > 1 or not (with_colon and without)):
            yield _Series("line", members)


def _may_head(text: _Text, index: int) -> bool:
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


def _same_look(text: _Text, index: int, following: int) -> bool:
    """The next line after a gap is one that could head as well: then neither is told to have text below it."""
    line = text.blocks[following].text
    return (
        len(line) < _LONGEST_LINE
        and not line.endswith(".")
        and not is_sentence(line)
        and following - index > 1
        and text.next(following) - following > 1
    )


def _tables(text: _Text) -> Iterator[_Series]:
    """Minutes set out as a table: a column of subjects, one of what was said."""
    index = 0
    while index < len(text.blocks):
        block = text.blocks[index]
        if not (text.says(index) and len(block.cells) > 1 and (columns := _columns(block))):
            index += 1
            continue
        members = []
        at = index + 1
        while at < len(text.blocks) and text.blocks[at].kind == block.kind and len(text.blocks[at].cells) > 1 and text.says(at):
            if item := _row_item(text.blocks[at], columns, at):
                members.append(item)
            at += 1
        if len(members) > 1 or (members and "text" in columns):
            yield _Series("table", members, ends=[at])
        index = max(at, index + 1)


def _columns(block: Block) -> dict[str, int]:
    """Which column holds what, where a row heads minutes in a table: a subject, and a text or a decision."""
    found: dict[str, int] = {}
    for at, cell in enumerate(block.cells):
        folded = cell.casefold().strip(" :.*")
        for field_name in ("number", "subject", "text", "owner", "due"):
            if folded in word_set(f"labels.{field_name}") and field_name not in found:
                found[field_name] = at
                break
    return found if "subject" in found and "text" in found else {}


def _row_item(block: Block, columns: dict[str, int], index: int) -> Item | None:
    cells = block.cells
    subject = cells[columns["subject"]].strip() if columns["subject"] < len(cells) else ""
    if not subject:
        return None
    first, _, rest = subject.partition("\n")
    number = cells[columns["number"]].strip(" .") if columns.get("number", 99) < len(cells) else ""
    if not number and (found := read_number(first)):
        number, first = found.number, found.title
    return Item(number, clean_title(first)[0], "", rest, index, index)


__all__ = ["PLAIN", "Item", "Layout", "find_items"]
