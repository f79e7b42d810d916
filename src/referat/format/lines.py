"""A text as lines with their own endings: joined again, they are the text, for every text."""

import re
from collections.abc import Sequence

from referat.model.fact import Fact

# Only these end a line, as in the canonical text: a form feed or U+2028 is part of the line it stands in.
WS = " \t"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(Fact):
    """A line: its number (from 1), its offset in the text, what it says, and the ending it was written with ("" at the end of the file)."""

    __slots__ = ("ending", "number", "start", "text")

    def __init__(self, number: int, start: int, text: str, ending: str) -> None:
        self.number = number
        self.start = start
        self.text = text
        self.ending = ending

    @property
    def end(self) -> int:
        """Offset of the first character after the line's text, where its ending begins."""
        return self.start + len(self.text)

    @property
    def next_start(self) -> int:
        return self.end + len(self.ending)

    @property
    def indent(self) -> int:
        return columns(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(" \t")


def split(text: str) -> list[Line]:
    """The lines of `text`. A text that ends with a line ending has no empty line after it."""
    lines: list[Line] = []
    if "\r" in text:
        for match in _LINE.finditer(text):
            if match.end() == match.start():
                break
            lines.append(Line(len(lines) + 1, match.start(), match[1], match[2]))
        return lines
    start = 0
    *whole, last = text.split("\n")
    for number, part in enumerate(whole, 1):
        lines.append(Line(number, start, part, "\n"))
        start += len(part) + 1
    return [*lines, Line(len(lines) + 1, start, last, "")] if last else lines


def texts_of(text: str) -> tuple[str, ...]:
    """What the lines of `text` say, as `split` has them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    texts = text.split("\n")
    if not texts[-1]:
        texts.pop()
    return tuple(texts)


def start_of(text: str, texts: Sequence[str], index: int) -> int:
    """The offset where the line with this index begins, the end of the text where there is no such line. `texts` are what its lines say."""
    if "\r" not in text:
        return min(sum(map(len, texts[:index])) + index, len(text))
    lines = split(text)
    return lines[index].start if index < len(lines) else len(text)


def columns(text: str) -> int:
    """How far a line is indented, in columns; a tab goes to the next multiple of four."""
    if text[:1] not in WS:
        return 0
    column = 0
    for char in text:
        if char == " ":
            column += 1
        elif char == "\t":
            column += 4 - column % 4
        else:
            break
    return column
