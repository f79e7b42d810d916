"""What two versions of a file make together: text, and places that both sides wrote differently."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disputed:
    """A place where both sides say different things: whole lines with their endings, `base` as they were before.

    `frozen` is the side, "ours" or "theirs", that has been sent out or approved while the other was written on as a draft: that text alone may stay.
    """

    base: str
    ours: str
    theirs: str
    frozen: str = ""


Piece = str | Disputed
MergeLines = Callable[[str, str, str], Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Merged:
    """What two versions make together: text, and places that a person must decide."""

    pieces: tuple[Piece, ...]

    @property
    def disputed(self) -> tuple[Disputed, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Disputed))

    def text(self, choose: Callable[[Disputed], str] = lambda piece: piece.ours) -> str:
        """The whole text, each disputed place as `choose` has it."""
        return "".join(piece if isinstance(piece, str) else choose(piece) for piece in self.pieces)


def all_disputed(base: str, ours: str, theirs: str, frozen: str = "") -> Merged:
    """One disputed place from the first line that differs to the last."""
    cut = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    start = next((n for n, lines in enumerate(zip(*cut, strict=False)) if len(set(lines)) > 1), min(map(len, cut)))
    rest = min(map(len, cut)) - start
    backwards = zip(*map(reversed, cut), strict=False)
    end = min(rest, next((n for n, lines in enumerate(backwards) if len(set(lines)) > 1), rest))
    before, mine, other = ["".join(lines[start : len(lines) - end]) for lines in cut]
    pieces: tuple[Piece, ...] = ("".join(cut[0][:start]), Disputed(before, mine, other, frozen), "".join(cut[0][len(cut[0]) - end :]))
    return Merged(tuple(joined(pieces)))


def joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """The pieces with texts that follow each other in one."""
    run = ""
    for piece in pieces:
        if isinstance(piece, str):
            run += piece
            continue
        if run:
            yield run
        run = ""
        yield piece
    if run:
        yield run


def of_three(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """What two sides make of a value: what they agree on, or what one of them changed; None where both did, differently."""
    if theirs in {ours, base}:
        return ours
    return theirs if ours == base else None
