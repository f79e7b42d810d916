"""Markdown as blocks and runs: what a writer wrote, without any markup left in it.

Raw HTML is text, remarks are gone, a link leads to a page or an address that others can reach or is text with the file's name beside it.
A list item that `tasks` knows by its line becomes a task; a line that `openings` knows begins a box of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from referat.handouts.content import (
    Block,
    Boxed,
    Cell,
    Code,
    Heading,
    Listed,
    Paragraph,
    Picture,
    Quoted,
    Ruled,
    Run,
    Runs,
    Table,
    Task,
    Tasks,
    text_of,
    words_of,
)
from referat.model.text import safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# A list inside a list inside a list ... ends here; what is deeper stands on this level.
_DEEPEST = 12
_INDENT = 40
_MARKERS = re.compile(r" *(?:(?:>|[-*+](?= )|[0-9]{1,9}[.)](?= )) *){12}(?=[>*+\-]|[0-9]{1,9}[.)])")
_NUMBERED = re.compile(r"([0-9]{1,9})[.)]")


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a box: its kind, what it is called, and how many characters of the line the name takes.

    `takes_next` where the text may follow in the next block; `before` are the characters of a sentence that stands in front of it.
    """

    kind: str
    label: str
    length: int
    takes_next: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class BodyReading:
    """How a body is read: what is known of its lines (numbers from 0 in the text given), and where pictures and names come from."""

    tasks: Mapping[int, Callable[[tuple[Block, ...]], Task]] = field(default_factory=dict)
    openings: Mapping[int, Opening] = field(default_factory=dict)
    picture: Callable[[str, str], Picture | None] = lambda _path, _words: None
    named: Callable[[str], str] = lambda text: text


def read_blocks(lines: Sequence[str], reading: BodyReading) -> list[tuple[int, Block]]:
    """The blocks of a text, each with the line it begins on."""
    from markdown_it.tree import SyntaxTreeNode

    shown = "\n".join(_within_reason(safe(line.replace("\t", "    "))) for line in lines)
    tokens = _reader().parse(shown)
    for token in tokens:  # a tree is made of the blocks alone: inside a line there is no end to how deep it can go
        if token.type == "inline":
            token.meta["inside"], token.children = token.children or [], None
    return list(_Blocks(reading).of(SyntaxTreeNode(tokens).children, 0))


def _within_reason(line: str) -> str:
    """A line as deep inside lists and quotes as a page can show; what goes deeper stands at the deepest level, and none of it is lost."""
    if len(line) > _INDENT and not line[:_INDENT].strip(" "):
        line = " " * _INDENT + line.lstrip(" ")
    markers = _MARKERS.match(line)
    if not markers:
        return line
    rest = line[markers.end() :]
    number = _NUMBERED.match(rest)
    return f"{markers[0]}{number[1]}\\{rest[number.end(1) :]}" if number else f"{markers[0]}\\{rest}"


def read_text(text: str, reading: BodyReading | None = None) -> tuple[Block, ...]:
    """The blocks of a text that stands by itself."""
    return tuple(block for _, block in read_blocks(text.split("\n"), reading or BodyReading()))


def read_runs(text: str, named: Callable[[str], str] = lambda words: words) -> Runs:
    """The runs of a line: a title, a task."""
    tokens = [inside for token in _reader().parseInline(safe(" ".join(text.split()))) for inside in token.children or ()]
    return tuple(run for line in _Inline(BodyReading(named=named)).lines(tokens) for run in line)


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # An indented line is not code in a book, and a line of dashes under a paragraph no heading (docs/format.md).
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 120}).enable("table").disable(["code", "lheading"])
    reader.validateLink = bool  # type: ignore[assignment, method-assign]  # what a link may be is decided below
    return reader


class _Blocks:
    """Walks the tree of a text."""

    def __init__(self, reading: BodyReading) -> None:
        self._reading = reading
        self._inline = _Inline(reading)

    def of(self, nodes: Iterable["SyntaxTreeNode"], depth: int) -> Iterator[tuple[int, Block]]:
        awaiting: tuple[int, Opening] | None = None
        for node in nodes:
            line = node.map[0] if node.map else 0
            found = list(self._block(node, line, depth))
            if awaiting and found and not (line in self._reading.openings and node.type == "paragraph"):
                yield awaiting[0], Boxed(awaiting[1].kind, awaiting[1].label, tuple(block for _, block in found))
                awaiting = None
                continue
            if awaiting:
                yield awaiting[0], Boxed(awaiting[1].kind, awaiting[1].label, ())
                awaiting = None
            for at, block in found:
                opening = self._reading.openings.get(at)
                if opening and opening.takes_next and isinstance(block, Boxed) and not block.blocks and (at, block) == found[-1]:
                    awaiting = (at, opening)
                else:
                    yield at, block
        if awaiting:
            yield awaiting[0], Boxed(awaiting[1].kind, awaiting[1].label, ())

    def _block(self, node: "SyntaxTreeNode", line: int, depth: int) -> Iterator[tuple[int, Block]]:
        match node.type:
            case "heading":
                runs = tuple(run for part in self._inline.lines(node.children[0].meta["inside"]) for run in part)
                yield line, Heading(int(node.tag[1:]), runs) if not depth else Paragraph(tuple(replace(run, strong=True) for run in runs))
            case "paragraph":
                yield from self._paragraph(node, line)
            case "bullet_list" | "ordered_list":
                yield from self._list(node, line, depth)
            case "blockquote":
                yield line, Quoted(self._inside(node, depth))
            case "fence" | "code_block":
                yield line, Code(node.content.rstrip("\n"))
            case "html_block":
                words = _REMARK.sub("", node.content).strip()
                if words:
                    yield line, Paragraph((Run(" ".join(words.split())),))
            case "hr":
                yield line, Ruled()
            case "table":
                yield line, self._table(node)
            case _:
                if node.content:
                    yield line, Paragraph((Run(" ".join(node.content.split())),))

    def _inside(self, node: "SyntaxTreeNode", depth: int) -> tuple[Block, ...]:
        inside = tuple(block for _, block in self.of(node.children, depth + 1))
        return tuple(Paragraph((Run(said),)) for said in text_of(inside) if said) if depth == _DEEPEST else inside

    def _paragraph(self, node: "SyntaxTreeNode", line: int) -> Iterator[tuple[int, Block]]:
        """A paragraph; what a known line opens stands in a box of its own, to the next such line."""
        gathered: list[Run] = []
        begun = line
        opening: Opening | None = None
        for number, runs in enumerate(self._inline.lines(node.children[0].meta["inside"]), line):
            found = self._reading.openings.get(number)
            if found:
                gathered += [Run(" ")] if gathered and found.before else []
                gathered += _first_of(runs, found.before)
                runs = list(_without_start(runs, found.before))
                yield from self._ended(begun, opening, gathered)
                begun, opening, gathered = number, found, list(_without_start(runs, found.length))
                continue
            if gathered and runs:
                gathered.append(Run(" "))
            gathered += runs
        yield from self._ended(begun, opening, gathered)

    def _ended(self, line: int, opening: Opening | None, runs: Sequence[Run]) -> Iterator[tuple[int, Block]]:
        told = _joined(runs)
        if opening:
            yield line, Boxed(opening.kind, opening.label, (Paragraph(told),) if told else ())
        elif len(runs) == 1 and runs[0].text.startswith(_PICTURE):
            yield line, self._inline.pictures[int(runs[0].text[1:])]
        else:
            for part in _around_pictures(told):
                yield line, self._inline.pictures[part] if isinstance(part, int) else Paragraph(part)

    def _list(self, node: "SyntaxTreeNode", line: int, depth: int) -> Iterator[tuple[int, Block]]:
        """A list, cut where its items are tasks and where they are not."""
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        tasks: list[Task] = []
        items: list[tuple[Block, ...]] = []
        begun = line
        for number, item in enumerate(node.children):
            at = item.map[0] if item.map else line
            inside = self._inside(item, depth)
            make = self._reading.tasks.get(at)
            if bool(make) != bool(tasks) and (tasks or items):
                yield begun, Tasks(tuple(tasks)) if tasks else Listed(tuple(items), first)
                tasks, items, begun = [], [], at
                first = first if first is None else int(node.attrs.get("start", 1)) + number
            if make:
                tasks.append(make(inside[1:] if inside and isinstance(inside[0], Paragraph) else inside))
            else:
                items.append(inside or (Paragraph(()),))
        if tasks or items:
            yield begun, Tasks(tuple(tasks)) if tasks else Listed(tuple(items), first)

    def _table(self, node: "SyntaxTreeNode") -> Table:
        rows = [row for part in node.children for row in part.children]
        cells = [[tuple(run for part in self._inline.lines(one.children[0].meta["inside"]) for run in part) for one in row.children] for row in rows]
        head, *body = cells or [[]]
        width = max(1, len(head))
        filled = [[*row[:width], *([()] * (width - len(row)))] for row in body]
        shares = [max(1, min(12, max([len(words_of(row[at])) for row in [head, *filled] if at < len(row)] or [1]) // 6)) for at in range(width)]
        return Table(
            "",
            tuple(_plain_words(words_of(one)) for one in head) or ("",),
            tuple(tuple(Cell(_without_pictures(one)) for one in row) for row in filled),
            tuple(shares),
        )


# A picture in the middle of text, until its paragraph is cut up: this sign, which `safe` lets nobody write, and its number.
_PICTURE = "\ue000"


class _Inline:
    """Reads what stands inside a paragraph, line by line."""

    def __init__(self, reading: BodyReading) -> None:
        self._reading = reading
        self.pictures: list[Picture] = []

    def lines(self, tokens: Sequence["Token"]) -> list[list[Run]]:
        """The runs of each line of the source. `looks` is what holds where one reads, the outermost first."""
        found: list[list[Run]] = [[]]
        looks = [Run("")]
        links: list[str] = []
        for token in tokens:
            look = looks[-1]
            match token.type:
                case "text":
                    self._put(look, token.content if look.link else self._reading.named(token.content), found)
                case "softbreak":
                    found.append([])
                case "hardbreak":
                    self._put(look, "\n", found)
                    found.append([])
                case "strong_open":
                    looks.append(replace(look, strong=True))
                case "em_open":
                    looks.append(replace(look, emphasis=True))
                case "link_open":
                    links.append(self._not_followed(str(token.attrs.get("href", ""))))
                    looks.append(look if links[-1] else replace(look, link=str(token.attrs.get("href", ""))))
                case "strong_close" | "em_close" | "link_close":
                    looks.pop()
                    if (
                        token.type == "link_close"
                        and (name := links.pop()).strip()
                        and name not in words_of(run for line in found for run in line)[-200:]
                    ):
                        self._put(looks[-1], f" ({name})", found)
                case "code_inline":
                    self._put(replace(look, code=True), token.content, found)
                case "image":
                    self._picture(token, look, found)
                case "html_inline":
                    self._put(look, _REMARK.sub("", token.content).replace("\n", " "), found)
                case _:
                    self._put(look, token.content, found)
        return found

    def _not_followed(self, address: str) -> str:
        """What stands beside the words of a link that nobody can follow: the address, or of a file of the book its name; "" for one that can be."""
        if _LINK.match(address) and address == safe(address):
            return ""
        return safe(address if _SCHEME.match(address) else file_named(address)) or " "

    def _put(self, look: Run, text: str, found: list[list[Run]]) -> None:
        if text:
            found[-1].append(replace(look, text=text))

    def _picture(self, token: "Token", look: Run, found: list[list[Run]]) -> None:
        words, address = safe(token.content), str(token.attrs.get("src", ""))
        name = file_named(address)
        picture = None if _SCHEME.match(address) else self._reading.picture(unquote(address.partition("#")[0]), words or name)
        if picture:
            self.pictures.append(picture)
            found[-1].append(Run(f"{_PICTURE}{len(self.pictures) - 1}"))
        else:
            self._put(look, f"[{words}: {name}]" if words and name and words != name else f"[{words or name}]", found)


def file_named(address: str) -> str:
    """What a file of the book is called to whoever has not got the book: minutes by their id, anything else by its name."""
    name = unquote(address.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])
    return "" if _SCHEME.match(address) else safe(name.removesuffix(".md"))


def _first_of(runs: Sequence[Run], length: int) -> Iterator[Run]:
    """The runs as far as their first characters go."""
    left = length
    for run in runs:
        if left > 0:
            yield replace(run, text=run.text[:left])
        left -= len(run.text)


def _without_start(runs: Sequence[Run], length: int) -> Iterator[Run]:
    """The runs without their first characters: a label that is shown another way."""
    left = length
    started = False
    for run in runs:
        text = run.text[left:] if left < len(run.text) else ""
        left = max(0, left - len(run.text))
        if not started:
            text = text.lstrip()
        if text:
            started = True
            yield replace(run, text=text)


def _joined(runs: Iterable[Run]) -> Runs:
    """Neighbours that look the same as one run; no blanks at either end."""
    found: list[Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text="") and _PICTURE not in (run.text[0], found[-1].text[0]):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    while found and not found[0].text.lstrip():
        found.pop(0)
    while found and not found[-1].text.rstrip():
        found.pop()
    return tuple(found)


def _around_pictures(runs: Runs) -> Iterator[Runs | int]:
    """A paragraph with pictures in it as paragraphs and pictures by turns."""
    part: list[Run] = []
    for run in runs:
        if run.text.startswith(_PICTURE):
            if told := _joined(part):
                yield told
            part = []
            yield int(run.text[1:])
        else:
            part.append(run)
    if told := _joined(part):
        yield told


def _without_pictures(runs: Iterable[Run]) -> Runs:
    return tuple(run for run in _joined(runs) if not run.text.startswith(_PICTURE))


def _plain_words(text: str) -> str:
    return "".join(part for part in text if part != _PICTURE)


def whole_levels(blocks: Iterable[Block], above: int) -> list[Block]:
    """The blocks with headings under one of level `above`: none higher than the next level, and none skipped on the way down."""
    found = list(blocks)
    levels = [block.level for block in found if isinstance(block, Heading)]
    known: list[int] = []
    made: list[Block] = []
    for block in found:
        if isinstance(block, Heading):
            while known and known[-1] >= block.level:
                known.pop()
            known.append(block.level)
            made.append(replace(block, level=min(6, above + len(known))))
        else:
            made.append(block)
    return made if levels else found
