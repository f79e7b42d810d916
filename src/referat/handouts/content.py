"""The one tree that every hand-out is, before it becomes HTML, PDF, Word or anything else.

Frozen values; text is plain text, and no writer may take any of it for markup. A block says what it is (a decision, a task, a table with a header
row), never how it looks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from referat.handouts.look import PLAIN_LOOK, Look

# What kind of document a hand-out is.
NOTICE, MINUTES, EXTRACT, GROUP, PERSON, LIST, REPORT = "notice", "minutes", "extract", "group", "person", "list", "report"

# What a box set apart from the text holds.
DECISION, PROPOSAL, VOTE, REMARK, WITHHELD = "decision", "proposal", "vote", "remark", "withheld"

_WIDE = 7  # columns from which a table wants the long side of a page
_NUMBER = re.compile(r"[-+−–]?[0-9][0-9 \u00a0\u202f.,]*(?:[ \u00a0]?(?:%|kr|mill\.?))?\Z")
# A task's state as a sign for the eye; whoever hears a document read is given the word.
SIGNS = {"open": "☐", "in-progress": "◐", "done": "☑", "dropped": "☒"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text that looks one way. `link` is an address others can reach (http, https, mailto), "" for none; a line break is a line feed."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 2 is a part of the document (an agenda item); levels are whole: none is left out on the way down."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Listed:
    """A list. `first` is the number of its first item, None where the items have no numbers."""

    items: tuple[tuple["Block", ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An action where the minutes have it: what the meeting said. `state` is as in `model.state` ("open"), `said` that in words."""

    state: str
    said: str
    runs: Runs
    facts: tuple[tuple[str, str], ...] = ()
    below: tuple["Block", ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether its state is worth a word: a task that is simply open has an empty box, and that says it."""
        return self.state != "open"

    @property
    def told(self) -> str:
        """The word for its state as it stands after the task."""
        return f" ({self.said})" if self.is_told else ""


@dataclass(frozen=True, slots=True)
class Tasks:
    items: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Boxed:
    """Text set apart: a decision, a proposal, a vote, a remark, or the place of something that is not public. `label` says which, in words."""

    kind: str
    label: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the book, checked and without anything but its pixels. `kind` is png or jpeg, the size is in pixels."""

    words: str
    data: bytes
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `value` is the day or the number that it says, for formats that know the difference; `is_late` wants attention."""

    runs: Runs
    value: date | int | None = None
    is_late: bool = False

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int) or (self.value is None and _NUMBER.match(words_of(self.runs)) is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. `caption` says what it holds, "" where the heading above it does; `widths` are each column's share of the page."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]

    @property
    def numbers(self) -> tuple[bool, ...]:
        """For each column but the first, which names the rows, whether it holds numbers alone: they stand under each other by their last digit."""
        columns = [[row[at] for row in self.rows if row[at].runs] for at in range(len(self.head))]
        return tuple(at > 0 and bool(cells) and all(cell.is_number for cell in cells) for at, cells in enumerate(columns))

    @property
    def label(self) -> str:
        """What it is called where it is read aloud."""
        return self.caption or ", ".join(self.head)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: who, and as what."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A line across the page."""


Block = Heading | Paragraph | Listed | Tasks | Boxed | Quoted | Code | Picture | Table | Signatures | Ruled


@dataclass(frozen=True, slots=True)
class Handout:
    """A document. `genre` says what it is ("Møtereferat"), `title` of what, `body` whose it is; `status` is the sentence on how far it has come.

    `running` stands at the top of every page of paper. `day` is the document's own day, which all that wants a time is given.
    `marks` are the lines at the foot, the checkpoint last.
    """

    kind: str
    id: str
    language: str
    genre: str
    title: str
    day: date
    body: str = ""
    status: str = ""
    running: str = ""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    blocks: tuple[Block, ...] = ()
    marks: tuple[str, ...] = ()
    look: Look = field(default=PLAIN_LOOK)

    @property
    def is_wide(self) -> bool:
        """Whether it is set on pages that lie: a list or a report of which a table has many columns."""
        return self.kind in {LIST, REPORT} and any(isinstance(block, Table) and len(block.head) >= _WIDE for block in self.blocks)

    @property
    def name(self) -> str:
        """What the document is called in its own properties: `Møtereferat: Styremøte i Elvdal`."""
        return f"{self.genre}: {self.title}" if self.genre else self.title


def plain(text: str) -> Runs:
    """Text without any look of its own."""
    return (Run(text),) if text else ()


def cell(text: str, value: date | int | None = None, *, is_late: bool = False) -> Cell:
    return Cell(plain(text), value, is_late)


def words_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def all_text(handout: Handout) -> Iterator[str]:
    """Every text of a document in the order it is read, each as one string. What a writer puts out must say all of it."""
    yield from filter(None, (handout.genre, handout.title, handout.body, handout.status))
    for label, values in handout.facts:
        yield label
        yield from values
    yield from text_of(handout.blocks)
    yield from handout.marks


def text_of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield words_of(block.runs)
            case Listed():
                for item in block.items:
                    yield from text_of(item)
            case Tasks():
                for task in block.items:
                    yield from _task_text(task)
            case Boxed():
                yield block.label
                yield from text_of(block.blocks)
            case Quoted():
                yield from text_of(block.blocks)
            case Code():
                yield from block.text.split("\n")
            case Picture():
                yield block.words
            case Table():
                yield from filter(None, (block.caption, *block.head))
                yield from (words_of(one.runs) for row in block.rows for one in row)
            case Signatures():
                yield block.label
                yield from (part for line in block.lines for part in line)
            case Ruled():
                pass


def _task_text(task: Task) -> Iterator[str]:
    if task.is_told:
        yield task.said
    yield words_of(task.runs)
    for label, text in task.facts:
        yield label
        yield text
    yield from text_of(task.below)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside others too."""
    for block in blocks:
        yield block
        match block:
            case Boxed() | Quoted():
                yield from walk(block.blocks)
            case Listed():
                for item in block.items:
                    yield from walk(item)
            case Tasks():
                for task in block.items:
                    yield from walk(task.below)
            case _:
                pass
