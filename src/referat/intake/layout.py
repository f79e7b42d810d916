"""What the items of minutes are, and the text below the head that they are looked for in."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from referat.documents.block import Block
from referat.intake.head import Head


@dataclass(frozen=True, slots=True)
class LaidOutItem:
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

    items: tuple[LaidOutItem, ...] = ()
    kind: str = ""
    coverage: float = 0.0
    agenda: tuple[LaidOutItem, ...] = ()
    near: str = ""  # a second way of reading that is almost as good


@dataclass(slots=True)
class Series:
    kind: str
    members: list[LaidOutItem]
    score: float = 0.0
    coverage: float = 0.0
    ends: list[int] = field(default_factory=list)


class ItemText:
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
