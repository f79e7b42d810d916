"""What a reader hands over: a document as blocks in their order, each with what it is and where it stands."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from referat.documents.errors import DocumentTooLarge
from referat.languages.mark import N_

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_TEXT = 8 * 1024 * 1024  # characters of text taken from one document
MOST_LINES = 60_000
LONGEST_LINK = 2000  # characters of an address; no browser opens a longer one
LONGEST_MARK = 64  # characters that say how a list is numbered: "Sak %1.%2:"
MOST_LEVELS = 10  # of a numbered list or of headings
MOST_SPANNED = 100  # columns or rows of one merged cell, and columns of a table; more is nothing that people read
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Block:
    """One line, paragraph, heading, entry of a list or row of a table.

    `kind` is text, heading, entry, row, blank, aside (a comment or a quote: kept, and nothing is read out of it) or front (front matter).
    `text` is what it says without marks, `raw` the same as it stands in the document's text, from which quotes are cut.
    """

    kind: str
    text: str
    raw: str = ""
    level: int = 0  # of a heading from 1, of an entry from 0
    number: str = ""  # what stands before it: a number that the program counts, or the sign of an entry
    cells: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()  # the parts in bold
    links: tuple[tuple[str, str], ...] = ()  # words and the address they lead to
    place: int = 0  # line from 1
    indent: int = 0
    box: str = ""  # open or done
    paragraph: bool = False  # a whole paragraph, as word processors have them; else a line that may go on below

    @property
    def blank(self) -> bool:
        return self.kind == "blank" or not self.text

    @property
    def all_strong(self) -> bool:
        return bool(self.strong) and len(" ".join(self.strong)) >= len(self.text.rstrip(" :.")) - 2

    @property
    def said(self) -> str:
        """Its text with the number that a program counted before it."""
        return f"{self.number} {self.text}" if self.number and re.search(r"\w", self.number) else self.text


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the file itself that a person should know. `message` is a template in English, `facts` fill it."""

    code: str
    place: int
    message: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that the file's own form states outright: front matter of a note taker, who spoke in a recording."""

    field: str
    value: str
    place: int = 0
    owners: tuple[str, ...] = ()
    due: str = ""
    done: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A document as it was read. `form` says how: prose, sheet (rows whose days are deadlines), tasks, presence, recording or chat."""

    blocks: tuple[Block, ...]
    form: str = "prose"
    claims: tuple[Claim, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    machine: str = ""  # what wrote it, where that was no person


def tidy(text: str) -> str:
    """The text with plain spaces and without what is not seen."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def span(written: str) -> int:
    """How many columns or rows a cell says it covers, within reason."""
    return max(1, min(int(written), MOST_SPANNED)) if written.isdecimal() and len(written) < 6 else 1


@dataclass(slots=True)
class Amount:
    """How much text a document has come to. It is asked before text is put together, since a few bytes of a file can say a great deal of it."""

    name: str  # of the document
    size: int = 0

    def add(self, more: int) -> None:
        """So many characters more. Raises DocumentTooLarge."""
        self.size += more
        if self.size > LARGEST_TEXT:
            raise DocumentTooLarge(name=self.name, what=N_("the text"), limit=f"{LARGEST_TEXT // 1_000_000} MB", reason="")


def placed(blocks: Iterable[Block], name: str) -> tuple[Block, ...]:
    """The blocks with their lines counted and their text composed (NFC). Raises DocumentTooLarge."""
    out: list[Block] = []
    amount = Amount(name)
    for block in blocks:
        if block.kind == "blank" and (not out or out[-1].kind == "blank"):
            continue
        raw = unicodedata.normalize("NFC", " ".join(block.raw.split("\n")) if block.raw else line_of(block))
        amount.add(len(raw))
        text = unicodedata.normalize("NFC", tidy(block.text))
        out.append(replace(block, place=len(out) + 1, raw=raw, text=text, kind=block.kind if text or block.kind in ("row", "front") else "blank"))
        if len(out) > MOST_LINES:
            raise DocumentTooLarge(name=name, what=N_("the number of lines"), limit=str(MOST_LINES), reason="")
    while out and out[-1].kind == "blank":
        out.pop()
    return tuple(out)


def line_of(block: Block) -> str:
    """A block as a line of text."""
    if block.kind == "row":
        return "\t".join(" ".join(cell.split()) for cell in block.cells).rstrip()
    return f"{'  ' * block.level if block.kind == 'entry' else ''}{block.number + ' ' if block.number else ''}{block.text}"


@dataclass(frozen=True, slots=True)
class SourceRun:
    """A piece of a paragraph: its text, whether it is bold, and where it leads if it is a link."""

    text: str
    strong: bool = False
    link: str = ""


def paragraph(runs: Sequence[SourceRun], kind: str = "text", level: int = 0, number: str = "") -> list[Block]:
    """The blocks of one paragraph: the first is what it is, lines after a break in it are text."""
    blocks: list[Block] = []
    for index, line in enumerate(_lines(runs)):
        text = "".join(run.text for run in line).strip()
        strong = tuple(piece.strip() for piece in _joined(line) if piece.strip())
        links = tuple((run.text.strip(), run.link) for run in line if 0 < len(run.link) <= LONGEST_LINK and run.text.strip())
        if not text:
            blocks.append(Block("blank", ""))
            continue
        box = "open" if text[0] in "☐❑❏□" else "done" if text[0] in "☑☒✔✅" else ""
        text = text[1:].strip() if box else text
        cells = tuple(cell.strip() for cell in text.split("\t")) if "\t" in text else ()
        own = kind if index == 0 else "text"
        blocks.append(
            Block(
                own,
                text,
                level=level if index == 0 else 0,
                number=number if index == 0 else "",
                cells=cells,
                strong=strong,
                links=links,
                box=box,
                paragraph=True,
            )
        )
    return blocks or [Block("blank", "")]


def _lines(runs: Sequence[SourceRun]) -> list[list[SourceRun]]:
    lines: list[list[SourceRun]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        if first:
            lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=more)] if more else [] for more in rest]
    return lines


def _joined(runs: Sequence[SourceRun]) -> list[str]:
    """The bold parts of a line, neighbours as one."""
    parts: list[list[str]] = []
    open_part = was_open = False
    for run in runs:
        open_part = run.strong or (open_part and not run.text.strip())
        if open_part and was_open:
            parts[-1].append(run.text)
        elif open_part:
            parts.append([run.text])
        was_open = open_part
    return ["".join(part) for part in parts]


class SourceTable:
    """A table as it is read, row by row, its merged cells laid out: what stands in one holds for each row that it covers."""

    def __init__(self, amount: Amount) -> None:
        self.blocks: list[Block] = []
        self._amount = amount
        self._cells: list[list[Block]] = []
        self._puts = 0
        self._below: dict[int, tuple[int, list[Block]]] = {}  # column -> how many rows more, and what stands there

    def put(self, blocks: Sequence[Block], columns: int = 1, rows: int = 1) -> None:
        self._skip()
        own = [block for block in blocks if not block.blank]
        if len(self._cells) >= MOST_SPANNED and self._cells[-1] == own:  # the same again, out of sight
            return
        self._puts += 1
        at = len(self._cells)
        if at + columns > MOST_SPANNED:
            columns = rows = 1
        for column in range(at, at + columns):
            said = own if column == at else []
            self._cells.append(said)
            if rows > 1:
                self._below[column] = rows - 1, said

    def end_row(self) -> None:
        """The row is whole. One cell across all columns is no row: its blocks stand for themselves."""
        self._skip()
        if self._puts == 1 and not any(self._cells[1:]):
            self.blocks += self._cells[0]
        elif any(self._cells):
            self._amount.add(sum(len(block.text) + 1 for cell in self._cells for block in cell))
            cells = tuple("\n".join(block.said if block.kind != "row" else line_of(block) for block in cell) for cell in self._cells)
            boxes = [block.box for cell in self._cells for block in cell if block.box]
            strong = tuple(part for cell in self._cells for block in cell for part in block.strong)
            links = tuple(link for cell in self._cells for block in cell for link in block.links)
            self.blocks.append(Block("row", " ".join(filter(None, cells)), cells=cells, strong=strong, links=links, box=boxes[0] if boxes else ""))
        self._cells, self._puts = [], 0

    def _skip(self) -> None:
        while len(self._cells) in self._below:
            column = len(self._cells)
            left, said = self._below.pop(column)
            self._cells.append(said)
            if left > 1:
                self._below[column] = left - 1, said
