"""The few marks that formatted documents are turned into, so that headings, bold and lists survive as text."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from referat.legacy.lines import classify
from referat.legacy.readers.shape import Text
from referat.legacy.readers.text import split_lines


def bold(pieces: Iterable[tuple[str, bool]]) -> str:
    """Runs of text, those in bold between double asterisks; neighbours in bold are one, and spaces stay outside."""
    merged: list[tuple[list[str], bool]] = []
    for text, strong in pieces:
        if merged and (merged[-1][1] == strong or not text.strip()):
            merged[-1][0].append(text)
        elif text:
            merged.append(([text], strong))
    parts = []
    for said, strong in merged:
        text = "".join(said)
        if not strong or not re.search(r"\w", text):
            parts.append(text)
            continue
        inner = text.strip()
        start = text.find(inner)
        parts.append(f"{text[:start]}**{inner}**{text[start + len(inner) :]}" if "\n" not in inner and "\t" not in inner else text)
    return "".join(parts)


def heading(level: int, text: str) -> str:
    """A heading's text with its level; the bold that a heading has anyway is taken off."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", " ".join(text.split()))
    return f"{'#' * max(1, min(level, 6))} {text}" if text else ""


def comment(author: str, words: str) -> str:
    """A comment in the margin, as a line that is no text of the document: a quote of the one who made it."""
    return " ".join(f"> {f'{author}: ' if author.strip() else ''}{words}".split())


def as_text(lines: Iterable[str], name: str, *, asides: Container[str] = (), notes: bool, paragraphs: bool) -> Text:
    """The lines of a document; nothing is read out of its asides, nor out of the signs of its `notes`, which are kept all the same."""
    kept = split_lines("\n".join(lines), name)
    seen = tuple("" if line in asides else NOTE_SIGN.sub("", line) if notes else line for line in kept)
    return Text(kept, seen if seen != kept else None, paragraphs=paragraphs)


def without_page_numbers(lines: Iterable[str]) -> list[str]:
    """What a page's head or foot says, but for the number of the page."""
    return [line for line in lines if line.strip() and not classify(0, line).blank]


NOTE_SIGN = re.compile(r"(?<=\S)\[(?:\d{1,3}|[a-z]{1,4}|\*{1,3})\](?!\()")  # the number of a footnote after what it is about
MOST_SPANNED = 100  # columns or rows of one merged cell, and columns of a table; more is nothing that people read
EMPTY = "–"


def row(cells: Sequence[str]) -> str:
    """A table row: its cells with tabs between. An empty first cell is written as a dash, which keeps the others in their columns;
    a row in which only the first cell says anything ends with a tab, so that it is seen to be one.
    """
    told = [" ".join(cell.split()) for cell in cells]
    text = "\t".join(told).rstrip()
    if text.startswith("\t"):
        text = EMPTY + text
    return f"{text}\t" if len(told) > 1 and text and "\t" not in text else text


def span(written: str) -> int:
    """How many columns or rows a cell says it covers, within reason."""
    return max(1, min(int(written), MOST_SPANNED)) if written.isdecimal() and len(written) < 6 else 1


@dataclass(slots=True)
class Table:
    """A table as it is read, row by row, its merged cells laid out: what stands in one holds for each row that it covers."""

    lines: list[str] = field(default_factory=list)
    _cells: list[list[str]] = field(default_factory=list)  # each with its lines
    _puts: int = 0
    _below: dict[int, tuple[int, list[str]]] = field(default_factory=dict)  # column -> how many rows more, and what stands there

    def put(self, text: list[str], columns: int = 1, rows: int = 1) -> None:
        self._skip()
        if len(self._cells) >= MOST_SPANNED and self._cells[-1] == text:  # the same again, out of sight
            return
        self._puts += 1
        at = len(self._cells)
        if at + columns > MOST_SPANNED:
            columns = rows = 1
        for column in range(at, at + columns):
            said = [line.strip() for line in text if line.strip()] if column == at else []
            self._cells.append(said)
            if rows > 1:
                self._below[column] = rows - 1, said

    def end_row(self) -> None:
        """The row is whole. One cell across all columns is no row: its lines stand for themselves."""
        self._skip()
        if self._puts == 1 and not any(self._cells[1:]):
            self.lines += self._cells[0]
        elif self._cells:
            self.lines.append(row([" ".join(cell) for cell in self._cells]))
        self._cells, self._puts = [], 0

    def _skip(self) -> None:
        while len(self._cells) in self._below:
            column = len(self._cells)
            left, said = self._below.pop(column)
            self._cells.append(said)
            if left > 1:
                self._below[column] = left - 1, said
