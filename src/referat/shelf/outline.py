"""What every question needs to know of a book: its language and views, its groups, and which files could not be read."""

from __future__ import annotations

from zlib import crc32

from referat import __version__
from referat.query.rows import ActionRow, MeetingRow, Row

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.shelf.standins import GroupTuple


class Outline(Row):
    """The book in outline. `spellings` says in how many files each group is named just so; `is_whole` that closed actions and meetings are kept."""

    __slots__ = ()
    language: str
    views: dict[str, dict[str, str]]
    groups: tuple[GroupTuple, ...]
    items: tuple[str, ...]
    spellings: dict[str, int]
    unread: tuple[str, ...]
    is_whole: bool


class Delta(Row):
    """What has changed since the rows were written: the ids whose rows no longer hold, the files whose actions without id do not, the new rows."""

    __slots__ = ()
    ids: tuple[str, ...]
    paths: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


NO_DELTA = Delta(ids=(), paths=(), rows=())

# It moves whenever the meaning of a kept value does, while its name stays.
_MEANING = 3
# What an index must be of to be read: it moves with every version of the program, and with the shape of all that is kept.
VERSION = crc32(repr((_MEANING, __version__, ActionRow.fields, MeetingRow.fields, Outline.fields, Delta.fields)).encode()) & 0x7FFFFFFF
