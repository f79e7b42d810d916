"""PDF with a text layer, read in a child process with limits on memory and processor time, so that no file can hold up the program."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from referat.documents.block import Block, Content, placed
from referat.documents.errors import (
    DangerousDocument,
    DocumentTooLarge,
    LockedDocument,
    MissingLibrary,
    NoTextInDocument,
    UnreadableDocument,
)
from referat.documents.text import block_of, is_page_number
from referat.languages.mark import N_

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
SECONDS = 60  # of processor time, and far more than the pages and characters that are taken can need
LARGEST_ANSWER = 24 * 1024 * 1024
_CHILD = Path(__file__).with_name("pdf_child.py")

Line = list[tuple[float, str, bool]]  # the pieces of a line: where each begins, its words, whether it is bold


def takes(data: bytes, _name: str) -> bool:
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str) -> Content:
    if find_spec("pypdfium2") is None:
        raise MissingLibrary(name=name, library="pypdfium2")
    try:
        run = subprocess.run(  # noqa: S603 - this Python, a file of ours, and three numbers
            [sys.executable, "-I", str(_CHILD), str(MOST_PAGES), str(MOST_CHARACTERS), str(SECONDS)],
            input=data,
            capture_output=True,
            timeout=SECONDS * 10,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DangerousDocument(name=name, reason=N_("reading it took too long")) from error
    try:
        answer = json.loads(run.stdout[:LARGEST_ANSWER])
    except ValueError as error:
        reason = N_("reading it took too long") if run.returncode < 0 else N_("the program that reads it gave up")
        raise UnreadableDocument(name=name, reason=reason) from error
    match answer.get("problem"):
        case "locked":
            raise LockedDocument(name=name, reason="")
        case "pages":
            raise DocumentTooLarge(name=name, what=N_("the number of pages"), limit=str(MOST_PAGES), reason="")
        case "characters":
            raise DocumentTooLarge(name=name, what=N_("the text"), limit=f"{MOST_CHARACTERS // 1_000_000} MB", reason="")
        case "broken":
            raise UnreadableDocument(name=name, reason=N_("the file is damaged"))
    pages = [[[(float(x), str(words), bool(strong)) for x, words, strong in line] for line in page] for page in answer["pages"]]
    if not any(words.strip() for page in pages for line in page for _, words, _ in line):
        raise NoTextInDocument(name=name, reason="")
    return Content(placed(_blocks(pages), name))


def _blocks(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The lines of all pages; the number of a page, and the line that each but the first begins with again, are said once."""
    first = next((_said(line) for page in pages for line in page if _said(line)), "")
    for number, page in enumerate(pages):
        lines = [line for line in page if not (_said(line) and is_page_number(_said(line)))]
        begins = next((at for at, line in enumerate(lines) if _said(line)), None)
        if number and begins is not None and _said(lines[begins]) == first:
            lines = lines[begins + 1 :]
        if number and _begins_anew(lines):
            yield Block("blank", "")
        rows = _rows(lines)
        for index, line in enumerate(lines):
            said = _said(line)
            if not said:
                yield Block("blank", "")
            elif index in rows:
                yield Block("row", " ".join(filter(None, rows[index])), cells=tuple(rows[index]))
            else:
                own = block_of(said, 0)
                strong = tuple(words.strip() for _, words, thick in line if thick and words.strip())
                yield Block(own.kind, own.text, said, own.level, own.number, own.cells, strong, indent=int(line[0][0] // 12), box=own.box)


def _begins_anew(lines: Sequence[Line]) -> bool:
    """Whether a page does not begin in the middle of a sentence."""
    begins = next((_said(line) for line in lines if _said(line)), "")
    return not begins[:1].islower()


def _said(line: Line) -> str:
    return re.sub(r"\s+", " ", " ".join(words.strip() for _, words, _ in line)).strip()


def _rows(lines: Sequence[Line]) -> dict[int, list[str]]:
    """The lines that are rows of a table: at least three running whose pieces begin at the same places, in columns."""
    rows: dict[int, list[str]] = {}
    at = 0
    while at < len(lines):
        end = at
        starts: list[float] = []
        held: list[list[str]] = []
        while end < len(lines) and (cells := _in_columns(lines[end], starts)):
            if len(lines[end]) > len(starts):
                starts = [x for x, _, _ in lines[end]]
                cells = [words.strip() for _, words, _ in lines[end]]
            if held and not cells[0] and len(lines[end]) < len(starts):
                held[-1] = [f"{above} {below}".strip() for above, below in zip(held[-1], cells, strict=False)]
                held.append([])
            else:
                held.append(cells)
            end += 1
        if sum(len(cells) > 1 for cells in held) >= 3:
            kept: list[str] = []
            for offset, cells in enumerate(held):
                if cells:
                    kept = rows[at + offset] = cells
                else:
                    rows[at + offset] = []
            del kept
        at = max(end, at + 1)
    return {index: cells for index, cells in rows.items() if cells} | _swallowed(rows, lines)


def _swallowed(rows: dict[int, list[str]], lines: Sequence[Line]) -> dict[int, list[str]]:
    """Lines that went into the cells above them are rows without words of their own: they are left out."""
    for index, cells in rows.items():
        if not cells:
            lines[index].clear()
    return {}


def _in_columns(line: Line, starts: Sequence[float]) -> list[str] | None:
    """The cells of a line by the columns that the first row began; None where it does not fit them."""
    if not starts:
        return [words.strip() for _, words, _ in line] if len(line) > 1 else None
    cells = [""] * len(starts)
    for x, words, _ in line:
        column = next((at for at, start in enumerate(starts) if abs(start - x) < 4), None)
        if column is None or cells[column]:
            return None
        cells[column] = words.strip()
    return cells if len(line) > 1 or cells[0] == "" else None
