"""The full text of a book, kept to be searched: a SQLite database beside the index, and as disposable. This is the only door to sqlite3."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from stat import S_ISREG
from typing import Any

from referat.store.index import Damaged, Unusable, folder_of, name_of
from referat.store.listing import Found
from referat.store.places import Places

NAME = "texts.sqlite"
PATIENCE = 5.0  # seconds; another run takes in the changed files meanwhile

# number of the passage (its file's number comes first in it), text, heading, kind, line, action, and of its file: id, path, day, group as
# written, group as compared, title
TextRow = tuple[int, str, str, str, int, str, str, str, str, str, str, str]
# text, heading, kind, line, action, id, path, day, group, title
FoundRow = tuple[str, str, str, int, str, str, str, str, str, str]
PASSAGES = 1 << 16  # numbers for the passages of one file

_TABLES = (
    "CREATE TABLE searched (number INTEGER PRIMARY KEY, path TEXT UNIQUE, ctime INTEGER, mtime INTEGER, size INTEGER, inode INTEGER)",
    # Letters with accents stay letters of their own; beginnings of two and three letters have an index of theirs.
    """CREATE VIRTUAL TABLE texts USING fts5(
        text, heading, kind UNINDEXED, line UNINDEXED, action UNINDEXED, id UNINDEXED, path UNINDEXED, day UNINDEXED, grp UNINDEXED,
        folded UNINDEXED, title UNINDEXED, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')""",
)
# A word in the heading bears on all that stands under it, but less than one in the text itself.
_RANK = "bm25(texts, 1.0, 0.4)"
# What the disk or another run is the reason of: the texts are left alone. Anything else is wrong with the database itself.
_NOT_NOW = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_AUTH,
    }
)


class NoFullText(Exception):
    """SQLite was built without full-text search."""


class Texts:
    """The passages of a book. Raises Unusable where the disk or another run is in the way, Damaged where they are of no use."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self._connection = connection
        if self._rows("PRAGMA user_version") != [(version,)]:
            if self._rows("SELECT 1 FROM sqlite_schema"):
                raise Damaged
            self._make(version)

    def _make(self, version: int) -> None:
        self._rows("BEGIN IMMEDIATE")
        if not self._rows("SELECT 1 FROM sqlite_schema"):  # else another run was faster
            for statement in _TABLES:
                try:
                    self._rows(statement)
                except Damaged as error:
                    raise NoFullText from error
            self._rows(f"PRAGMA user_version = {version:d}")
        self._rows("COMMIT")

    def known(self) -> dict[str, tuple[int, Found]]:
        """The files whose text is here: their numbers, and what they looked like when it was read."""
        rows = self._rows("SELECT number, path, ctime, mtime, size, inode FROM searched")
        return {path: (number, (path, *seen)) for number, path, *seen in rows}

    def change(self, files: Iterable[tuple[int, Found]], rows: Iterable[TextRow], gone: Iterable[int]) -> None:
        """Put the passages of these files in place of those that were there, and forget the files that are gone."""
        files = list(files)
        self._rows("BEGIN IMMEDIATE")
        for number in (*(number for number, _ in files), *gone):
            self._rows("DELETE FROM texts WHERE rowid >= ? AND rowid < ?", (number * PASSAGES, (number + 1) * PASSAGES))
            self._rows("DELETE FROM searched WHERE number = ?", (number,))
        self._many(
            "INSERT INTO texts (rowid, text, heading, kind, line, action, id, path, day, grp, folded, title) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows
        )
        self._many("INSERT OR REPLACE INTO searched VALUES (?, ?, ?, ?, ?, ?)", ((number, *file) for number, file in files))
        self._rows("COMMIT")

    def find(self, words: Sequence[str], groups: Sequence[str], since: str, until: str, kinds: Iterable[str]) -> list[FoundRow]:
        """The passages that hold a word beginning with each of these, one of them in the text itself; the best first, the newest of equals."""
        begun = [f'"{word}"*' for word in words]
        conditions, values = ["texts MATCH ?"], [f"({' AND '.join(begun)}) AND ({{text}} : ({' OR '.join(begun)}))"]
        for column, wanted in (("folded", list(groups)), ("kind", list(kinds))):
            if wanted:
                conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        for condition, day in (("day >= ?", since), ("day != '' AND day <= ?", until)):
            if day:
                conditions.append(condition)
                values.append(day)
        return self._rows(
            f"SELECT text, heading, kind, line, action, id, path, day, grp, title FROM texts WHERE {' AND '.join(conditions)} "  # noqa: S608 - no value
            f"ORDER BY round({_RANK}, 6), day DESC, path, line",
            values,
        )

    def close(self) -> None:
        self._connection.close()

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise _ours(error) from error

    def _many(self, statement: str, rows: Iterable[Any]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _ours(error) from error


def open_texts(places: Places, version: int) -> Texts:
    """The texts kept for the book, none at first; those that are of no use are thrown away. Raises Unusable, NoFullText."""
    path = os.path.join(folder_of(places), name_of(places, NAME))
    for attempt in (1, 2):
        try:
            facts = os.lstat(path) if os.path.lexists(path) else None
            if facts and not S_ISREG(facts.st_mode):  # a link would be followed to wherever it leads
                raise Damaged
            return Texts(_connect(path), version)
        except Damaged:
            if attempt == 2:
                raise Unusable from None
            remove_texts(places)
        except OSError:
            raise Unusable from None
    raise Unusable


def texts_in_memory(version: int) -> Texts:
    """Empty texts for one question. Raises NoFullText."""
    return Texts(_connect(":memory:"), version)


def remove_texts(places: Places) -> None:
    """Throw the texts away. Raises Unusable where that is not allowed."""
    path = os.path.join(folder_of(places), name_of(places, NAME))
    for one in (path + "-journal", path):
        try:
            os.unlink(one)
        except FileNotFoundError:
            pass
        except OSError:
            raise Unusable from None


def _connect(path: str) -> sqlite3.Connection:
    """A connection that neither runs what a stranger's file may hold, nor waits for the disk: lost texts are only read again."""
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = OFF")
    except sqlite3.Error as error:
        raise _ours(error) from error
    return connection


def _ours(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    return Unusable(str(error)) if code is not None and code & 0xFF in _NOT_NOW else Damaged(str(error))
