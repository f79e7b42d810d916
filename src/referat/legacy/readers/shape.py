"""What a reader gives: the text of a document line by line, or tasks or people that its format states outright."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from referat.legacy.result import FoundAction, FoundProblem, Person

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_TEXT = 8 * 1024 * 1024  # characters of text taken from one document
MOST_LINES = 60_000


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text. `seen`, where given, is each line as the recognisers should see it: a chat log without its time stamps, no comments."""

    lines: tuple[str, ...]
    seen: tuple[str, ...] | None = None
    paragraphs: bool = False  # each line is a paragraph of its own, as a word processor has them
    sheet: bool = False  # rows and columns: its days are deadlines, unless it says that it is minutes
    problems: tuple[FoundProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Tasks:
    """A list of tasks, with the lines they stand on."""

    lines: tuple[str, ...]
    actions: tuple[FoundAction, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """An attendance report: who was there and when, nothing else of it kept."""

    lines: tuple[str, ...]
    people: tuple[Person, ...]
    title: str
    held_on: date | None
    problems: tuple[FoundProblem, ...] = ()


Reading = Text | Tasks | Presence


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of document. Readers of bytes are asked before the text is decoded, readers of text after."""

    name: str
    takes: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Reading]


@dataclass(frozen=True, slots=True)
class TextReader:
    name: str
    takes: Callable[[str, str], bool]
    read: Callable[[str, str, date], Reading]


def first_lines(text: str, count: int) -> list[str]:
    """The beginnings of a text's first lines: enough to tell what kind of document it is, and never much to look through."""
    return [line[:400] for line in text[: count * 400].split("\n", count)[:count]]
