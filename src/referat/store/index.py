"""The index on the disk: a small SQLite database of what was read last time. It may be deleted at any time; nothing a person types comes from it.

It holds sealed blobs that only the shelf can read, and the few columns by which they are found. This is the only door to sqlite3. One file
holds it all, its journal stands beside it while it changes, and it is never renamed, so that no journal can be taken for another's.
"""

import os
import sqlite3
from stat import S_ISDIR, S_ISREG
from zlib import crc32

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from referat.store.places import Places

PATIENCE = 2.0  # seconds; another run writes for a fraction of one, and without an index the answer is only slower

_TABLES = (
    # What each folder held, as one value to compare; what each file was, and what it said in short.
    "CREATE TABLE folders (path TEXT PRIMARY KEY, stamp BLOB) WITHOUT ROWID",
    "CREATE TABLE files (number INTEGER PRIMARY KEY, path TEXT UNIQUE, ctime INTEGER, mtime INTEGER, size INTEGER, inode INTEGER, facts BLOB)",
    # Which files hold which action.
    "CREATE TABLE lines (key TEXT, file INTEGER, marks INTEGER, PRIMARY KEY (key, file)) WITHOUT ROWID",
    "CREATE TABLE segments (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID",
)
_NAMES = ("folders", "files", "lines", "segments")
# What the disk or another run is the reason of: the index is left alone. Anything else is wrong with the index itself.
_NOT_NOW = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_AUTH,
})

# number of the file in the index, ctime_ns, mtime_ns, size, inode
Kept = tuple[int, int, int, int, int]
# number, path, ctime_ns, mtime_ns, size, inode, facts
FileRow = tuple[int, str, int, int, int, int, bytes]
# key of an action, number of a file that holds it, marks
LineRow = tuple[str, int, int]
# number of the passage (its file's number comes first in it), text, heading, kind, line, action, and of its file: id, path, day, group as
# written, group as compared, title
TextRow = tuple[int, str, str, str, int, str, str, str, str, str, str, str]
PASSAGES = 1 << 16  # numbers for the passages of one file

# Created by the first who searches. Letters with accents stay letters of their own; beginnings of two and three letters have an index of theirs.
_TEXTS = (
    "CREATE VIRTUAL TABLE texts USING fts5(text, heading, kind UNINDEXED, line UNINDEXED, action UNINDEXED, id UNINDEXED, path UNINDEXED, "
    "day UNINDEXED, grp UNINDEXED, folded UNINDEXED, title UNINDEXED, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
)
# A word in the heading bears on all that stands under it, but less than one in the text itself.
_RANK = "bm25(texts, 1.0, 0.4)"


class Unusable(Exception):
    """There is no index that can be used now: none yet, another run writes it, or the disk will not have it."""


class NoFullText(Exception):
    """SQLite was built without full-text search."""


class Damaged(Exception):
    """There is an index, and it is broken or of another version."""


def seal(data: bytes) -> bytes:
    """A blob with its checksum: SQLite does not notice a bit that has flipped."""
    return crc32(data).to_bytes(4, "little") + data


def unseal(sealed: bytes) -> bytes:
    data = sealed[4:]
    if crc32(data).to_bytes(4, "little") != sealed[:4]:
        raise Damaged
    return data


class Index:
    """An open index. Raises Unusable and Damaged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # ---------------------------------------------------------------- reading

    def folders(self) -> "dict[str, bytes]":
        return dict(self._rows("SELECT path, stamp FROM folders"))

    def segments(self, names: "Sequence[str]") -> "dict[str, bytes]":
        """Those of the segments that are there."""
        marks = ",".join("?" * len(names))
        return {name: unseal(data) for name, data in self._rows(f"SELECT name, data FROM segments WHERE name IN ({marks})", names)}  # noqa: S608

    def segment_names(self) -> "list[str]":
        return [name for (name,) in self._rows("SELECT name FROM segments")]

    def files_in(self, folder: str) -> "dict[str, Kept]":
        """The files of one folder by name."""
        start = len(folder) + 1
        rows = self._rows("SELECT path, number, ctime, mtime, size, inode FROM files WHERE path > ? AND path < ?", (folder + "/", folder + "0"))
        return {path[start:]: kept for path, *kept in rows if "/" not in path[start:]}

    def facts(self, paths: "Iterable[str]") -> "dict[str, tuple[int, bytes]]":
        """The number and the facts of files by path."""
        found: dict[str, tuple[int, bytes]] = {}
        for path in paths:
            for number, facts in self._rows("SELECT number, facts FROM files WHERE path = ?", (path,)):
                found[path] = (number, unseal(facts))
        return found

    def all_facts(self) -> "list[tuple[int, str, bytes]]":
        return [(number, path, unseal(facts)) for number, path, facts in self._rows("SELECT number, path, facts FROM files ORDER BY path")]

    def holders(self, keys: "Iterable[str]") -> "list[tuple[str, str, int]]":
        """(key, path, marks) of every file that holds one of these actions."""
        found: list[tuple[str, str, int]] = []
        for key in keys:
            found += self._rows("SELECT key, path, marks FROM lines JOIN files ON number = file WHERE key = ?", (key,))
        return found

    def marked(self, marks: int) -> "list[tuple[str, str]]":
        """(key, path) of every line with one of these marks."""
        return self._rows("SELECT key, path FROM lines JOIN files ON number = file WHERE marks & ?", (marks,))

    def counts(self, born: int, still_open: int) -> "list[tuple[str, int, int]]":
        """(path, actions born there, those of them still open), by the marks that say so."""
        return self._rows(
            "SELECT path, count(*), sum(marks & ? > 0) FROM lines JOIN files ON number = file WHERE marks & ? GROUP BY file", (still_open, born)
        )

    def last_number(self) -> int:
        return int(self._rows("SELECT coalesce(max(number), 0) FROM files")[0][0])

    def files_without_text(self) -> "list[tuple[int, str]]":
        """(number, path) of the files whose text is not there to be searched, or not as it is now."""
        if not self._has_texts():
            return self._rows("SELECT number, path FROM files ORDER BY path")
        return self._rows("SELECT number, path FROM files WHERE number NOT IN (SELECT number FROM searched) ORDER BY path")

    def find_texts(
        self, words: "Sequence[str]", groups: "Sequence[str]", since: str, until: str, kinds: "Iterable[str]"
    ) -> "list[tuple[str, str, str, int, str, str, str, str, str, str]]":
        """The passages that hold a word beginning with each of these, the best first, the newest of equals first."""
        conditions, values = ["texts MATCH ?"], [" AND ".join(f'"{word}"*' for word in words)]
        # At least one of the words must stand in the passage itself.
        values[0] = f"({values[0]}) AND ({{text}} : ({' OR '.join(f'{chr(34)}{word}{chr(34)}*' for word in words)}))"
        for column, wanted in (("folded", list(groups)), ("kind", list(kinds))):
            if wanted:
                conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        for column, wanted_day in (("day >= ?", since), ("day != '' AND day <= ?", until)):
            if wanted_day:
                conditions.append(column)
                values.append(wanted_day)
        return self._rows(
            f"SELECT text, heading, kind, line, action, id, path, day, grp, title FROM texts WHERE {' AND '.join(conditions)} "  # noqa: S608 - no value
            f"ORDER BY round({_RANK}, 6), day DESC, path, line",
            values,
        )

    def _has_texts(self) -> bool:
        return bool(self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'searched'"))

    # ---------------------------------------------------------------- writing

    def fill(
        self, folders: "dict[str, bytes]", files: "Iterable[FileRow]", lines: "Iterable[LineRow]", segments: "dict[str, bytes]", version: int
    ) -> None:
        """Write everything anew."""
        self._do("BEGIN EXCLUSIVE")
        for name in (*_NAMES, "texts", "searched"):
            self._do(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES:
            self._do(statement)
        self._many("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", ((*row[:6], seal(row[6])) for row in files))
        self._many("INSERT INTO lines VALUES (?, ?, ?)", lines)
        self.keep_folders(folders)
        self.keep(segments)
        self._do(f"PRAGMA user_version = {version:d}")
        self._do("COMMIT")

    def begin_change(self, seen: "dict[str, bytes]") -> None:
        """Begin to change what was read as `seen`; where another run has changed it since, it is left alone."""
        self._do("ROLLBACK")
        self._do("BEGIN IMMEDIATE")
        if self.folders() != seen:
            self._do("ROLLBACK")
            raise Unusable

    def end_change(self, made: "dict[str, bytes]") -> None:
        """Let others see the change, and go on reading; Unusable where another run has changed it again in between."""
        self._do("COMMIT")
        self._do("BEGIN")
        if self.folders() != made:
            raise Unusable

    def keep_folders(self, stamps: "dict[str, bytes]", gone: "Iterable[str]" = ()) -> None:
        self._many("INSERT OR REPLACE INTO folders VALUES (?, ?)", stamps.items())
        self._many("DELETE FROM folders WHERE path = ?", ((path,) for path in gone))

    def keep_files(self, rows: "Iterable[FileRow]", gone: "Iterable[int]") -> None:
        rows, gone = list(rows), list(gone)
        if self._has_texts():
            self._forget_texts([*gone, *(number for number, *_ in rows)])
        self._many("DELETE FROM files WHERE number = ?", ((number,) for number in gone))
        self._many("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", ((*row[:6], seal(row[6])) for row in rows))

    def put_texts(self, rows: "Iterable[TextRow]", numbers: "Iterable[int]" = ()) -> None:
        """Let passages be searched, in place of those that were there of their files. Raises NoFullText."""
        if not self._has_texts():
            self._do("CREATE TABLE searched (number INTEGER PRIMARY KEY)")
            try:
                self._do(_TEXTS)
            except Damaged as error:  # no other way to ask is as sure
                raise NoFullText from error
        self._forget_texts(numbers)
        self._many(
            "INSERT INTO texts (rowid, text, heading, kind, line, action, id, path, day, grp, folded, title) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows
        )
        self._many("INSERT OR REPLACE INTO searched VALUES (?)", ((number,) for number in numbers))

    def _forget_texts(self, numbers: "Iterable[int]") -> None:
        for number in numbers:
            self._rows("DELETE FROM texts WHERE rowid >= ? AND rowid < ?", (number * PASSAGES, (number + 1) * PASSAGES))
            self._rows("DELETE FROM searched WHERE number = ?", (number,))

    def keep_lines(self, rows: "Iterable[LineRow]", gone: "Iterable[str]") -> None:
        """Put the lines of these actions in place of those that were there; `gone` are the keys of all of them."""
        self._many("DELETE FROM lines WHERE key = ?", ((key,) for key in gone))
        self._many("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", rows)

    def keep(self, segments: "dict[str, bytes]", gone: "Iterable[str]" = ()) -> None:
        self._many("DELETE FROM segments WHERE name = ?", ((name,) for name in gone))
        self._many("INSERT OR REPLACE INTO segments VALUES (?, ?)", ((name, seal(data)) for name, data in segments.items()))

    def close(self) -> None:
        self._connection.close()

    def _rows(self, statement: str, values: "Sequence[object]" = ()) -> "list[Any]":
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise _ours(error) from error

    def _do(self, statement: str) -> None:
        self._rows(statement)

    def _many(self, statement: str, rows: "Iterable[Any]") -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _ours(error) from error


def open_index(places: "Places", version: int) -> Index:
    """The index that was kept for the book. Raises Unusable where there is none, Damaged where it is of no use."""
    path = _path(places)
    try:
        facts = os.lstat(path)
    except OSError:
        raise Unusable from None
    if not S_ISREG(facts.st_mode):  # a link would be followed to wherever it leads
        raise Damaged
    index = Index(_connect(path))
    index._do("BEGIN")  # noqa: SLF001 - one state of the index for all that is read from it
    if index._rows("PRAGMA user_version") != [(version,)]:  # noqa: SLF001
        index.close()
        raise Damaged
    return index


def index_in_memory() -> Index:
    """An empty index for one question."""
    return Index(_connect(":memory:", make=True))


def make_index(places: "Places") -> Index:
    """An index to write, with whatever was there before. Raises Unusable where none can be kept."""
    base, names = places.workshop
    folder = base
    for name in names:
        folder = os.path.join(folder, name)
        try:
            os.mkdir(folder, 0o700)
        except FileExistsError:
            if not S_ISDIR(os.lstat(folder).st_mode):
                raise Unusable from None
        except OSError:
            raise Unusable from None
    return Index(_connect(os.path.join(folder, _name(places)), make=True))


def remove_index(places: "Places") -> None:
    """Throw the index away. Raises Unusable where that is not allowed."""
    path = _path(places)
    for one in (path + "-journal", path):
        try:
            os.unlink(one)
        except FileNotFoundError:
            pass
        except OSError:
            raise Unusable from None


def _path(places: "Places") -> str:
    base, names = places.workshop
    return os.path.join(base, *names, _name(places))


def _name(places: "Places") -> str:
    """The name of the file: one repository may hold several books, each in a folder of its own."""
    return f"index-{crc32(os.fsencode(places.prefix)):08x}.sqlite" if places.prefix else "index.sqlite"


def _connect(path: str, *, make: bool = False) -> sqlite3.Connection:
    """A connection that neither runs what a stranger's file may hold, nor waits for the disk: a lost index is only made again."""
    try:
        if make:
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        else:
            quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
            connection = sqlite3.connect(f"file:{quoted}?mode=rw", timeout=PATIENCE, isolation_level=None, uri=True)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = OFF")
    except sqlite3.Error as error:
        raise _ours(error) from error
    return connection


def _ours(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    return Unusable(str(error)) if code is not None and code & 0xFF in _NOT_NOW else Damaged(str(error))
