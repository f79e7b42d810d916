"""A header as it stands in the file: texts, lists and fields, each with its place."""

from collections.abc import Iterator

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.fact import Fact

DEEPEST = 16  # how many lists and fields may stand in each other


class HeaderError(ReferatError):
    """A header that cannot be read. `code` is the problem's; line and column count within the header's own text, from 0."""

    exit = Exit.CANNOT_READ
    message = N_("The header cannot be read: {reason}")

    def __init__(self, problem: str, line: int = 0, column: int = 0, **facts: object) -> None:
        super().__init__(**({"reason": problem} | facts))
        self.problem = problem
        self.line = line
        self.column = column


class Scalar(Fact):
    """A value as text. `start` and `end` are offsets in the header; `style` is "" for plain, else the quote, the | or the > it is written with."""

    __slots__ = ("column", "end", "line", "start", "style", "text")

    def __init__(self, text: str, start: int, end: int, line: int, column: int, style: str = "") -> None:
        self.text = text
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.style = style


class Sequence(Fact):
    """A list of values. `flow` says that it is written with brackets."""

    __slots__ = ("column", "end", "flow", "items", "line", "start")

    def __init__(self, items: tuple["Node", ...], start: int, end: int, line: int, column: int, flow: bool = False) -> None:
        self.items = items
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.flow = flow


class Mapping(Fact):
    """Fields with values, in the order of the file."""

    __slots__ = ("column", "end", "flow", "line", "pairs", "start")

    def __init__(self, pairs: tuple[tuple[Scalar, "Node"], ...], start: int, end: int, line: int, column: int, flow: bool = False) -> None:
        self.pairs = pairs
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.flow = flow

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        return iter(self.pairs)

    def get(self, key: str) -> "Node | None":
        """The value of a key as spelled in the file."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping
