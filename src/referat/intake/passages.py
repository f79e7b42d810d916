"""The text below the head in passages: wrapped lines as one, each with its item, the list of tasks it stands in, and its table's columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from referat.documents.block import Block
from referat.intake.columns import task_columns
from referat.intake.head import Head
from referat.intake.labels import BODY, read_label
from referat.intake.layout import Layout
from referat.intake.numbering import read_number
from referat.languages.lexicon import phrases, word_set, words

_LED = re.compile(r"^(?:[A-ZÆØÅÄÖ][\w .'’/-]{1,40}\s?:(?:\s|$)|[A-Z]{2,8}[-# ]?\d{1,4}\s*[:.)])")  # a word with a colon begins something of its own
_WRAPPED = 55  # a shorter line than this ends because its sentence does


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an entry or a row. `todo` is the kind of list of tasks it stands in, `row` which column of its table holds what."""

    text: str
    blocks: tuple[Block, ...]
    item: str | None
    todo: str = ""
    row: dict[str, int] | None = None
    language_en: bool = False

    @property
    def block(self) -> Block:
        return self.blocks[0] if self.blocks else Block("text", "")

    @property
    def single(self) -> bool:
        return len(self.blocks) == 1

    def block_of(self, quote: str) -> Block:
        """The block in which a quote begins."""
        at = self.text.find(quote[:40])
        passed = 0
        for block in self.blocks:
            passed += len(block.text) + 1
            if at < passed:
                return block
        return self.block


def passages_of(blocks: Sequence[Block], head: Head, layout: Layout, language: str = "") -> list[Passage]:
    """All passages in their order."""
    return list(_Reader(blocks, head, layout, language).run())


@cache
def _edges(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a longer title of a list of tasks begins or ends with."""
    long = [word for word in words(f"labels.{kind}") if len(word) > 6]
    return tuple(f"{word} " for word in long), tuple(f" {word}" for word in long)


class _Reader:
    def __init__(self, blocks: Sequence[Block], head: Head, layout: Layout, language: str) -> None:
        self._blocks = blocks
        self._head = head
        self._layout = layout
        self._starts = {item.start: item for item in layout.items}
        self._titles = {index for item in layout.items for index in range(item.start, item.body) if layout.kind != "table"}
        self._english = language == "en"
        self._todo = ""
        self._todo_level = 9
        self._row: dict[str, int] | None = None
        self._item: str | None = None

    def run(self) -> Iterator[Passage]:
        held: list[Block] = []
        for index, block in enumerate(self._blocks):
            if item := self._starts.get(index):
                yield from self._end(held)
                held = []
                self._item = item.number or item.title
                self._todo = self._heads_tasks(item.title or block.text)
                self._todo_level = block.level if block.kind == "heading" else 0
                if item.rest and self._layout.kind != "table":
                    yield Passage(item.rest, (block,), self._item, self._todo, language_en=self._english)
            if index in self._titles:
                if self._row and len(block.cells) > 1:  # an item that is a row of a table with owners
                    yield from self._table_row(block)
                else:
                    self._row = None
                continue
            if index in self._head.used or block.kind in ("aside", "front"):
                continue
            if block.blank:
                yield from self._end(held)
                held = []
                continue
            yield from self._take(block, held)
        yield from self._end(held)

    def _take(self, block: Block, held: list[Block]) -> Iterator[Passage]:
        if block.kind == "row":
            yield from self._end(held)
            held.clear()
            yield from self._table_row(block)
            return
        self._row = self._row if len(block.cells) > 1 else None
        if heads := self._opens_tasks(block):
            yield from self._end(held)
            held.clear()
            self._todo, self._todo_level = heads, block.level if block.kind == "heading" else 9
            return
        if block.kind == "heading":
            yield from self._end(held)
            held.clear()
            self._todo = ""
            return
        if len(block.cells) > 1 and (self._row or task_columns(block.cells)):
            yield from self._end(held)
            held.clear()
            yield from self._table_row(block)
            return
        if held and not self._goes_on(held[-1], block):
            yield from self._end(held)
            held.clear()
        if not held and self._ends_list(block):
            self._todo = ""
        held.append(block)

    def _end(self, held: Sequence[Block]) -> Iterator[Passage]:
        if held:
            yield Passage(" ".join(block.text for block in held), tuple(held), self._item, self._todo, language_en=self._english)

    def _table_row(self, block: Block) -> Iterator[Passage]:
        columns = task_columns(block.cells)
        if columns and sum(bool(cell.strip()) for cell in block.cells) <= len(columns) + 1:
            self._row = columns
        elif self._row:
            yield Passage(block.text, (block,), self._row_item(block), "", self._row)
        elif label := read_label(block.cells[0], BODY) if block.cells else None:
            yield Passage(f"{label.words}: {' '.join(block.cells[1:])}", (block,), self._item, self._todo, language_en=self._english)
        else:
            for cell in block.cells:
                if cell.strip():
                    yield Passage(cell, (block,), self._row_item(block), self._todo, language_en=self._english)

    def _row_item(self, block: Block) -> str | None:
        if self._layout.kind != "table":
            return self._item
        return next((item.number or item.title for item in self._layout.items if self._blocks[item.start] is block), self._item)

    def _goes_on(self, above: Block, block: Block) -> bool:
        """Whether a line is the rest of the one above it: a wrapped line is no sentence of its own."""
        if above.paragraph or block.paragraph or block.kind == "entry" or block.box or block.number:
            return False
        label = read_label(block.text, BODY)
        if (label and label.colon) or (read_number(block.text) and not block.text[:1].islower() and block.indent <= above.indent):
            return False
        if above.text.rstrip().endswith(":") or _LED.match(block.text):
            return False
        ended = above.text.rstrip().endswith((".", "!", "?"))
        if block.text[:1].islower() and not ended:
            return True
        if above.kind == "entry" or above.number:
            return block.indent > above.indent and (not ended or len(above.raw) > _WRAPPED)
        return len(above.raw.rstrip()) >= _WRAPPED and not (ended and len(above.raw.rstrip()) < 60)

    def _heads_tasks(self, title: str) -> str:
        """The kind of list of tasks that a title opens."""
        folded = re.sub(r"^[\d.)\s]+", "", title).strip(" :.*").casefold()
        for kind in ("todo_old", "todo", "todo_loose"):
            begins, ends = _edges(kind)
            if folded in word_set(f"labels.{kind}") or (kind != "todo_loose" and (folded.startswith(begins) or folded.endswith(ends))):
                return kind
        return ""

    def _opens_tasks(self, block: Block) -> str:
        if len(block.text) > 60 or block.box or not (block.kind == "heading" or block.text.endswith(":") or block.all_strong or block.kind == "text"):
            return ""
        kind = self._heads_tasks(block.text)
        if block.kind == "entry" and kind and not block.all_strong:
            return ""  # "oppgaver" inside a list heads no list of tasks
        return kind if kind != "todo_loose" or block.kind == "heading" or block.text.endswith(":") or block.all_strong else ""

    def _ends_list(self, block: Block) -> bool:
        """Prose after a list of tasks is no task, nor is what a closing label says."""
        if not self._todo or self._todo_level < 9:
            return False
        label = read_label(block.text)
        return (
            bool(label and label.parted and label.field in ("next", "secretary", "signers", "end", "chair", "copy"))
            or phrases("closed").first(block.text[:60]) is not None
        )
