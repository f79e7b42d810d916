"""Where in which file a fact stands."""

from referat.model.fact import Fact


class Place(Fact):
    """A position in the book. `path` is relative to the book's root, with `/`; `line` and `column` count from 1."""

    __slots__ = ("column", "line", "path")

    def __init__(self, path: str, line: int = 1, column: int = 1) -> None:
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    def __lt__(self, other: "Place") -> bool:
        return (self.path, self.line, self.column) < (other.path, other.line, other.column)


NOWHERE = Place("")
