"""What the shelf holds, in parts that are fetched one by one: a question about one group's open actions loads those, and nothing else.

A part is made of texts, numbers, tuples, lists and dicts, kept as `marshal` writes them: it is read only where a checksum says that it is
whole, and the stamps of the book's own files that it was made of them.
"""

from __future__ import annotations

from marshal import dumps, loads

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

    from referat.store.index import Index

# About the whole book: see Outline.
OUTLINE = "outline"
# The register of people: the fields of Person that are texts.
REGISTER = "register"
# All minutes in order, each as standins.MeetingTuple.
SERIES = "series"
# Rows that were added up again since the parts below were written, and what they stand in place of: see Delta.
DELTA = "delta"
# The rows of the actions by their group, open and closed apart; where the group is only a further one, they stand once more under TAGGED.
OPEN, OPEN_TAGGED, CLOSED, CLOSED_TAGGED = "open:", "open+:", "closed:", "closed+:"
# Kept only once somebody has asked for closed actions or the list of meetings.
MEETINGS = "meetings"
OWNERS = "owners"


class Segments:
    """The parts by name: those made in this run first, then those of the index."""

    def __init__(self, index: Index | None = None, made: dict[str, Any] | None = None) -> None:
        self.index = index
        self.made = made if made is not None else {}
        self.is_behind = False  # the index could not be changed to what was found out in this run

    def get(self, name: str, default: Any = None) -> Any:
        return self.several((name,)).get(name, default)

    def several(self, names: tuple[str, ...] | list[str]) -> dict[str, Any]:
        """Those of the parts that are there."""
        found = {name: self.made[name] for name in names if name in self.made}
        missing = [name for name in names if name not in found]
        if missing and self.index is not None:
            for name, data in self.index.segments(missing).items():
                found[name] = self.made[name] = opened(data)
        return found

    def names(self, prefix: str) -> list[str]:
        known = dict.fromkeys(self.made)
        if self.index is not None:
            known |= dict.fromkeys(self.index.segment_names())
        return [name for name in known if name.startswith(prefix)]


def closed(value: Any) -> bytes:
    """A part as it is kept; version 2 of the format is the fastest to read back."""
    return dumps(value, 2)


def opened(data: bytes) -> Any:
    from referat.store.index import Damaged

    try:
        return loads(data)  # noqa: S302 - checksum and stamps were right
    except (ValueError, EOFError, TypeError) as error:
        raise Damaged from error
