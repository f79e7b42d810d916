"""The entries of a book's history, as one run of git lists them; no text is looked into."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from referat.git import git_errors
from referat.git.questions import TOLD


class Entry(NamedTuple):
    """An entry that speaks of approvals: the (id, digest) pairs that its trailers name as approved, and likewise as withdrawn.

    The time is what whoever saved it claims, in seconds since 1970.
    """

    id: str
    committed: int
    approved: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


class Entries:
    """Entries, newest first: of each its id, those of its parents in one text, and when it says it was saved.

    They are kept in columns, for a history has many, and most say nothing more.
    """

    def __init__(self, ids: Sequence[str] = (), parents: Sequence[str] = (), times: Sequence[int] = (), trailers: Sequence[str] = ()) -> None:
        self.ids = ids
        self.parents = parents
        self.times = times
        self._trailers = trailers

    @property
    def newest(self) -> str | None:
        return self.ids[0] if self.ids else None

    @property
    def roots(self) -> list[str]:
        """Those that build on none."""
        return [entry for entry, parents in zip(self.ids, self.parents, strict=True) if not parents] if "" in self.parents else []

    @cached_property
    def speaking(self) -> tuple[Entry, ...]:
        """Those that say something of approvals."""
        said = self._trailers
        return tuple(map(_spoken, compress(self.ids, said), compress(self.times, said), compress(said, said)))


def read_entries(told: bytes) -> Entries:
    """The answer to `ask_entries`. Raises GitFailed where it is not whole."""
    pieces = told.decode(errors="replace").split("\0")
    if len(pieces) % TOLD != 1:  # each ends with NUL
        raise git_errors.GitFailed(reason="git log")
    pieces.pop()
    ids, parents, times, trailers = (pieces[number::TOLD] for number in range(TOLD))
    return Entries(ids, parents, list(map(_moment, times)), trailers)


def _moment(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _spoken(entry: str, committed: int, trailers: str) -> Entry:
    said = [(key.strip().casefold(), value) for key, _, value in (trailer.partition(":") for trailer in trailers.split("\x02"))]
    approved = (*_pairs(said, "referat-approve"), *_pairs(said, "referat-correct"))
    return Entry(entry, committed, approved, tuple(_pairs(said, "referat-withdraw")))


def _pairs(said: list[tuple[str, str]], wanted: str) -> Iterator[tuple[str, str]]:
    """`ID sha256:...`, as the trailers have it; anything else is no approval of ours."""
    for key, value in said:
        minutes_id, _, text = value.strip().rpartition(" ")
        if key == wanted and minutes_id and text.startswith("sha256:"):
            yield minutes_id, text
