"""sqlite3 is asked here: the database that an index lies in, on the disk or in memory, opened so that nothing in it runs or is believed unseen."""

from __future__ import annotations

import os
import sqlite3
from stat import S_ISDIR, S_ISREG
from zlib import crc32

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeVar

    from referat.store.places import Places

    Answer = TypeVar("Answer")

NAME = "index.sqlite"
PATIENCE = 0.5  # seconds that another run is waited for; then the answer is made in memory
# What the disk or another run is the reason of: the file is left alone. Anything else is wrong with the database itself.
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
MANY = 500  # values of one statement; SQLite takes 999 at least


class Unusable(Exception):
    """There is no database that can be used: the disk will not have it, another run is writing it, or it is somebody else's."""


class Damaged(Exception):
    """There is a database, and it is broken or of another version."""


class Database:
    """A connection. Raises Unusable and Damaged, and no error of sqlite3."""

    def __init__(self, path: str, patience: float = 0) -> None:
        try:
            self._connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise _ours(error) from error
        self.in_memory = path == ":memory:"
        if hasattr(self._connection, "setconfig"):  # from Python 3.12 on
            self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined,unused-ignore]
        # What is lost with the power is read again; a transaction that is never kept must not reach the file.
        for said in ("trusted_schema = OFF", "synchronous = OFF", "cache_spill = OFF"):
            self.rows(f"PRAGMA {said}")

    def surely(self, ask: Callable[[Database], Answer]) -> Answer:
        """As an index is asked (`Index.surely`)."""
        return ask(self)

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """What a statement answers, all of it."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise _ours(error) from error

    def each(self, statement: str, values: Iterable[object]) -> list[Any]:
        """What a statement answers whose last words are `IN (?)`, for these values in the place of `?`."""
        left = list(values)
        found: list[Any] = []
        for at in range(0, len(left), MANY):
            some = left[at : at + MANY]
            found += self.rows(statement.replace("IN (?)", f"IN ({','.join('?' * len(some))})"), some)
        return found

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """A statement that changes, for each of these."""
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _ours(error) from error

    def value(self, statement: str, values: Sequence[object] = ()) -> Any:
        """The one value that a statement answers, None where there is none."""
        found = self.rows(statement, values)
        return found[0][0] if found else None

    def end(self) -> None:
        """End the transaction that is under way, if any: what it wrote is kept."""
        if self._connection.in_transaction:
            self.rows("COMMIT")

    def undo(self) -> None:
        """End the transaction that is under way, if any: nothing of what it wrote is kept."""
        if self._connection.in_transaction:
            self.rows("ROLLBACK")

    @property
    def is_asked(self) -> bool:
        """Whether a transaction is under way."""
        return self._connection.in_transaction

    @property
    def written_elsewhere(self) -> int:
        """A number that moves when somebody else has written the database."""
        return int(self.value("PRAGMA data_version"))

    @property
    def version(self) -> int:
        return int(self.value("PRAGMA user_version"))

    def copy(self) -> Database:
        """All of it once more, in memory."""
        other = Database(":memory:")
        try:
            self.value("SELECT 1 FROM sqlite_schema")  # copying would wait for ever for somebody else who writes; this does not
            self._connection.backup(other._connection)
        except (sqlite3.Error, Unusable, Damaged) as error:
            other.close()
            raise (_ours(error) if isinstance(error, sqlite3.Error) else error) from error
        return other

    def close(self) -> None:
        self._connection.close()

    def __del__(self) -> None:
        """Whoever lets go of a book need not close it, whatever thread that falls to; Python from 3.13 on complains of a connection nobody closed."""
        if hasattr(self, "_connection"):
            self._connection.close()


def open_database(places: Places, patience: float | None = None) -> Database:
    """The database kept for the book, an empty one at first. Raises Unusable, Damaged."""
    path, wait = _path(places), PATIENCE if patience is None else patience
    try:
        facts = os.lstat(path)
    except FileNotFoundError:
        return Database(path, wait)
    except OSError:
        raise Unusable from None
    if not S_ISREG(facts.st_mode) or (hasattr(os, "getuid") and facts.st_uid != os.getuid()):
        raise Unusable  # a link would be followed to wherever it leads
    return Database(path, wait)


def remove_database(places: Places) -> None:
    """Throw the database away. Raises Unusable where that is not allowed."""
    path = _path(places)
    for one in (path + "-journal", path):
        try:
            os.unlink(one)
        except FileNotFoundError:
            pass
        except OSError:
            raise Unusable from None


def _path(places: Places) -> str:
    """The file; one repository may hold several books, each in a folder of its own."""
    folder, names = places.workshop
    for name in names:
        folder = os.path.join(folder, name)
        try:
            os.mkdir(folder, 0o700)
        except FileExistsError:
            if not S_ISDIR(os.lstat(folder).st_mode):
                raise Unusable from None
        except OSError:
            raise Unusable from None
    return os.path.join(folder, f"{NAME}-{crc32(os.fsencode(places.prefix)):08x}" if places.prefix else NAME)


def _ours(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    return Unusable(str(error)) if code is not None and code & 0xFF in _NOT_NOW else Damaged(str(error))
