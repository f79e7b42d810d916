"""Pages of a PDF made into lines: tables, which stand there as columns of words, get their rows back; heads and feet of pages are said once.

A page comes in two ways: `plain`, in the order in which it was written, and `laid`, as it looks, with spaces where the gaps are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from referat.legacy.lines import classify
from referat.legacy.readers.marks import row

_CELL = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r" {3,}")
_NUMBERED = re.compile(r"^((?:\d{1,3}(?:\.\d{1,3})*[.)]?|[a-zA-Z][.)]))\s{2,}")  # the gap after a number is no column's
_BULLET = re.compile(r"^\s*[•◦▪■●·‣]\s*(?=\S)")
_ENDS = (".", "!", "?", ":")
NEAR = 2  # how many places a cell may begin beside its column
MOST_FOOTNOTES = 3
MOST_TORN = 5  # lines of a page that only look as if they were one: then it is set in columns, and read as it was written


@dataclass(frozen=True, slots=True)
class Page:
    plain: str
    laid: str


@dataclass(slots=True)
class _Table:
    starts: list[int]  # where its columns begin
    rows: list[list[str]] = field(default_factory=list)  # the first is its header

    def continues(self, above: "_Table") -> bool:
        """Whether this is the rest of a table on the page before: one with its header, or with its columns."""
        pairs = zip(self.starts, above.starts, strict=False)
        alike = len(self.starts) == len(above.starts) and all(abs(one - other) <= 2 * NEAR for one, other in pairs)
        return self.rows[0] == above.rows[0] or alike

    def put(self, cells: list[str]) -> None:
        """One line of the table: a row, or what did not fit into the cells of the row above. Only the first row under a header has none above."""
        goes_on = not cells[0] and 2 * sum(map(bool, cells)) <= len(cells) and len(self.rows) > 1
        if goes_on:
            self.rows[-1] = [f"{above} {below}".strip() for above, below in zip(self.rows[-1], cells, strict=True)]
        else:
            self.rows.append(cells)


def lines_of(pages: Sequence[Page]) -> list[str]:
    """The lines of all pages, a row of a table each with tabs between its cells."""
    blocks: list[str | _Table] = []
    for page in _without_running_heads([_blocks(page) for page in pages]):
        begins = next((block for block in page if _says(block)), "")
        table = _still_open(blocks)
        if isinstance(begins, _Table) and table and begins.continues(table):
            for cells in begins.rows[begins.rows[0] == table.rows[0] :]:  # without the header that each page has again
                table.put(cells)
            blocks += page[page.index(begins) + 1 :]
        elif _goes_on(blocks, begins):
            while not _says(blocks[-1]):
                blocks.pop()
            blocks += page[page.index(begins) :]
        else:
            blocks += ["", *page]
    return [line for block in blocks for line in (["", *map(row, block.rows), ""] if isinstance(block, _Table) else [block])]


def _says(block: "str | _Table") -> bool:
    return isinstance(block, _Table) or bool(block.strip())


def _still_open(blocks: Sequence["str | _Table"]) -> "_Table | None":
    """The table at the foot of a page, with no more than footnotes below it."""
    told = [block for block in blocks if _says(block)][-1 - MOST_FOOTNOTES :]
    return next((block for block in reversed(told) if isinstance(block, _Table)), None)


def _goes_on(blocks: Sequence["str | _Table"], begins: "str | _Table") -> bool:
    """Whether a page begins in the middle of a sentence."""
    above = next((block for block in reversed(blocks) if _says(block)), None)
    return isinstance(above, str) and isinstance(begins, str) and begins[:1].islower() and not above.endswith(_ENDS)


def _without_running_heads(pages: list[list[str | _Table]]) -> Iterator[list[str | _Table]]:
    """The pages without their numbers, and without the line that each but the first begins with again."""
    first = next((block for page in pages[:1] for block in page if not isinstance(block, _Table) and block.strip()), None)
    for number, page in enumerate(pages):
        kept = [block for block in page if isinstance(block, _Table) or not (block.strip() and classify(0, block).blank)]
        begins = next((at for at, block in enumerate(kept) if isinstance(block, _Table) or block.strip()), None)
        if number and begins is not None and kept[begins] == first:
            del kept[: begins + 1]
        yield kept


def _blocks(page: Page) -> list[str | _Table]:
    """A page in its parts: lines and tables."""
    written = _without_spaces(page.plain)  # where a space stands is a guess in both ways of reading
    as_written = {_without_spaces(line): " ".join(line.split()) for line in page.plain.split("\n")}
    laid = page.laid.split("\n")
    blocks: list[str | _Table] = []
    torn, at = 0, 0
    while at < len(laid):
        table, end = _table(laid, at, written)
        if table is not None:
            blocks.append(table)
            at = end
            continue
        cells = _CELL.findall(laid[at])
        if len(cells) > 1 and _without_spaces("".join(cells)) not in written:
            torn += 1
            blocks += cells
        else:
            line = laid[at].rstrip()
            if len(cells) > 1:
                apart = _GAP.sub("\t", _NUMBERED.sub(r"\1 ", line.strip())).replace("  ", " ")
                line = as_written.get(_without_spaces(line), apart)
            blocks.append(_BULLET.sub("- ", line))
        at += 1
    if torn > MOST_TORN or _signs(page.plain) - _signs(page.laid):
        return [_BULLET.sub("- ", line) for line in page.plain.split("\n")]
    return blocks


def _signs(text: str) -> Counter[str]:
    return Counter(_without_spaces(text))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _table(lines: Sequence[str], at: int, written: str) -> tuple[_Table | None, int]:
    """The table that begins at a line, and where it ends: rows whose cells begin where those of the first one do.

    A table is written row by row; of prose in columns each column is written to its end.
    """
    head = _places(lines[at])
    if len(head) < 2:
        return None, at
    # A header cell may stand over several columns: then the lines below tell where they begin.
    below = [[start for start, _ in _places(line)] for line in lines[at : at + 4]]
    table = _Table(max((starts for starts in below if _in_columns(head, starts)), key=len))
    seen: list[list[str]] = []
    end = at
    while end < len(lines):
        cells = _in_columns(_places(lines[end]), table.starts)
        if cells is None or (seen and sum(map(bool, cells)) == 1 and cells[0]):
            break
        if any(cells):
            table.put(cells)
            seen.append(cells)
        end += 1
    whole = [[cell for cell in cells if cell] for cells in seen if sum(map(bool, cells)) > 1]
    few = len(whole) < (3 if len(head) == 2 else 2)
    by_row = sum(_without_spaces(cells[0] + cells[1]) in written for cells in whole)
    return (None, at) if few or 2 * by_row < len(whole) else (table, end)


def _places(line: str) -> list[tuple[int, str]]:
    return [(found.start(), found.group()) for found in _CELL.finditer(line)]


def _in_columns(places: Sequence[tuple[int, str]], starts: Sequence[int]) -> list[str] | None:
    """The cells of a line by the columns they stand in; None where one stands in none."""
    cells = [""] * len(starts)
    for start, text in places:
        column = next((column for column, begins in enumerate(starts) if abs(start - begins) <= NEAR), None)
        if column is None or cells[column]:
            return None
        cells[column] = text
    return cells
