"""What the shelf holds, in parts that are fetched one by one: a question about one group's open actions loads those, and nothing else.

A part is made of texts, numbers, tuples, lists and dicts, kept as `marshal` writes them: it is read only where a checksum says that it is
whole, and the stamp that it was made of the book's own files.
"""

from __future__ import annotations

from marshal import dumps, loads

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from referat.shelf.standins import MeetingTuple
    from referat.store.index import Index

# What the folders held, and the facts of the files of each stretch of it by its id; kept as they are.
STAMP, FACTS = "stamp", "facts:"
# About the whole book: see Outline.
OUTLINE = "outline"
# The register of people: the fields of Person that are texts.
REGISTER = "register"
# All minutes in order, each as standins.MeetingTuple; and what has changed of them since: the paths that went or changed, the minutes as they are.
SERIES, NEW_SERIES = "series", "new series"
# Rows that were added up again since the parts below were written, and what they stand in place of: see Delta.
DELTA = "delta"
# The rows of the actions by their group, open and closed apart; where the group is only a further one, they stand once more under TAGGED.
OPEN, OPEN_TAGGED, CLOSED, CLOSED_TAGGED = "open:", "open+:", "closed:", "closed+:"
# Kept only once somebody has asked for closed actions or the list of meetings; None while they have to be made anew.
MEETINGS = "meetings"
OWNERS = "owners"
# What is known of each file, see `records`: in many small parts; the paths in the order of the files' numbers, and how many there are; the table of
# the files that hold an action; the keys of the actions that mean something else when meetings change; and over all of them what is new:
# path -> Record or None, key -> holders or None.
FILES, PATHS, NUMBERED, HOLDERS, HANGING = "files:", "paths", "numbered", "holders", "hanging"
NEW_FILES, NEW_LINES = "new files", "new lines"


class Segments:
    """The parts by name: those made in this run first, then those of the index."""

    def __init__(self, index: Index | None = None, made: dict[str, Any] | None = None) -> None:
        self.index = index
        self.made = made if made is not None else {}
        self._fetched: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        if name in self.made:
            return self.made[name]
        if name not in self._fetched:
            data = self.index.blob(name) if self.index is not None else None
            self._fetched[name] = None if data is None else opened(data)
        found = self._fetched[name]
        return default if found is None else found

    def of_base(self, name: str, default: Any) -> Any:
        """A part as the base has it, whatever has changed since."""
        key = "\n" + name  # no part is called so
        if key not in self._fetched:
            data = self.index.blob_of_base(name) if self.index is not None else None
            self._fetched[key] = default if data is None else opened(data)
        return self._fetched[key]

    def names(self, prefix: str) -> list[str]:
        known: Iterable[str] = [*self.made, *(self.index.names() if self.index is not None else ())]
        return [name for name in dict.fromkeys(known) if name.startswith(prefix)]


def closed(value: Any) -> bytes:
    """A part as it is kept. What is one object in it is kept once, and read back once."""
    return dumps(value, 4)


def series(parts: Segments) -> list[MeetingTuple]:
    """All minutes in order, as they are now."""
    kept: list[MeetingTuple] = parts.get(SERIES, [])
    gone, there = parts.get(NEW_SERIES, ((), ()))
    if not gone:
        return kept
    out = frozenset(gone)
    return sorted([*[one for one in kept if one[3] not in out], *there])


def opened(data: bytes) -> Any:
    from referat.store.index import Damaged

    try:
        return loads(data)  # noqa: S302 - checksum and stamp were right
    except (ValueError, EOFError, TypeError) as error:
        raise Damaged from error
