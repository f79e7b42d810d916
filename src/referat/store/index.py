"""The index on the disk: what was read last time, as named blobs in one file. It may be deleted at any time; nothing a person types comes from it.

A question opens the file and fetches the blobs it needs, each with its checksum. What has changed since is in a second, small file, which names
the one it belongs to. Both are only ever put in place whole, so that whoever reads needs no lock, on any file system. It is not a database,
because loading SQLite takes half as long as starting Python; the full text, which nobody asks for all day, is in one (`texts`).
"""

import os
from stat import S_ISDIR, S_ISREG
from zlib import crc32

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from referat.store.places import Places

BASE, DELTA = "index", "index.delta"
_MAGIC = b"referat-index"
_AT_ONCE = 1 << 16  # bytes read first; the list of blobs nearly always fits
_LARGEST_LIST = 1 << 24
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Unusable(Exception):
    """There is no index that can be used: none yet, or the disk will not have it, or it is somebody else's."""


class Damaged(Exception):
    """There is an index, and it is broken or of another version."""


class Index:
    """An index opened for reading: its blobs by name, those of the delta before those of the base. Raises Damaged where one is not whole."""

    def __init__(self, base: "_File", delta: "_File | None") -> None:
        self._files = [file for file in (delta, base) if file is not None]
        self.id = base.id

    def blob(self, name: str) -> bytes | None:
        return next((data for file in self._files if (data := file.blob(name)) is not None), None)

    def blob_of_base(self, name: str) -> bytes | None:
        return self._files[-1].blob(name)

    def has_changed(self, name: str) -> bool:
        """Whether a blob of the base is another one now."""
        return len(self._files) > 1 and name in self._files[0].blobs

    def names(self) -> "Iterable[str]":
        return dict.fromkeys(name for file in self._files for name in file.blobs)

    def close(self) -> None:
        for file in self._files:
            file.close()


class _File:
    """One file of blobs. It begins with a line of its own facts, and a list with a line for each blob: its place, length, checksum and name."""

    def __init__(self, path: str, version: int) -> None:
        self._fd = _opened(path)
        try:
            facts = os.fstat(self._fd)
            if not S_ISREG(facts.st_mode) or (hasattr(os, "getuid") and facts.st_uid != os.getuid()):
                raise Unusable
            data = os.read(self._fd, _AT_ONCE)
            head, _, rest = data.partition(b"\n")
            self.id, self.of, self.blobs = self._listed(head.split(b" "), rest, len(head) + 1, version)
        except (ValueError, OSError, UnicodeDecodeError):
            self.close()
            raise Damaged from None
        except Exception:
            self.close()
            raise

    def _listed(self, head: list[bytes], rest: bytes, start: int, version: int) -> tuple[bytes, bytes, dict[str, tuple[int, int, int]]]:
        magic, made_by, own_id, of, length, checksum = head
        size = int(length)
        if magic != _MAGIC or int(made_by) != version or size > _LARGEST_LIST:
            raise Damaged
        if len(rest) < size:
            rest = self._read(start, size)
        if crc32(rest[:size]) != int(checksum):
            raise Damaged
        blobs = {}
        for line in rest[:size].decode().splitlines():
            at, long, check, name = line.split(" ", 3)
            blobs[name] = (start + size + int(at), int(long), int(check))
        return own_id, of, blobs

    def blob(self, name: str) -> bytes | None:
        if name not in self.blobs:
            return None
        at, length, checksum = self.blobs[name]
        try:
            data = self._read(at, length)
        except OSError:
            raise Damaged from None
        if crc32(data) != checksum:
            raise Damaged
        return data

    def _read(self, at: int, length: int) -> bytes:
        os.lseek(self._fd, at, os.SEEK_SET)
        data = os.read(self._fd, length)
        while len(data) < length and (more := os.read(self._fd, length - len(data))):
            data += more
        return data

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def open_index(places: "Places", version: int) -> Index:
    """The index that was kept for the book. Raises Unusable where there is none, Damaged where it is of no use."""
    base = _File(_path(places, BASE), version)
    try:
        delta = _File(_path(places, DELTA), version)
    except Unusable:
        return Index(base, None)
    except Damaged:
        base.close()
        raise
    if delta.of == base.id:
        return Index(base, delta)
    delta.close()  # of a base that is no more
    return Index(base, None)


def write_base(places: "Places", version: int, blobs: "Mapping[str, bytes]") -> None:
    """Put a whole new index in place, and with it away with what had changed since the last one. Raises Unusable where none can be kept."""
    _write(places, BASE, version, os.urandom(8).hex().encode(), b"-", blobs)
    _forget(_path(places, DELTA))  # of another version, or damaged, it would be stumbled over at every question


def write_delta(places: "Places", version: int, base: bytes, blobs: "Mapping[str, bytes]") -> None:
    """Put what has changed since the base with this id was written in place, instead of what was said of it before. Raises Unusable."""
    _write(places, DELTA, version, b"-", base, blobs)


def remove_index(places: "Places") -> None:
    """Throw the index away. Raises Unusable where that is not allowed."""
    for name in (BASE, DELTA):
        try:
            os.unlink(_path(places, name))
        except FileNotFoundError:
            pass
        except OSError:
            raise Unusable from None


def folder_of(places: "Places") -> str:
    """The folder of the tool's own files, made if need be. Raises Unusable."""
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
    return folder


def name_of(places: "Places", what: str) -> str:
    """The name of a file; one repository may hold several books, each in a folder of its own."""
    return f"{what}-{crc32(os.fsencode(places.prefix)):08x}" if places.prefix else what


def _path(places: "Places", what: str) -> str:
    base, names = places.workshop
    return os.path.join(base, *names, name_of(places, what))


def _opened(path: str) -> int:
    try:
        return os.open(path, os.O_RDONLY | _NO_LINKS)
    except OSError:
        raise Unusable from None


def _write(places: "Places", what: str, version: int, own_id: bytes, of: bytes, blobs: "Mapping[str, bytes]") -> None:
    lines, at = [], 0
    for name, data in blobs.items():
        lines.append(f"{at} {len(data)} {crc32(data)} {name}\n")
        at += len(data)
    listed = "".join(lines).encode()
    head = b" ".join((_MAGIC, b"%d" % version, own_id, of, b"%d" % len(listed), b"%d" % crc32(listed)))
    path = os.path.join(folder_of(places), name_of(places, what))
    temp = f"{path}.{os.getpid()}.tmp"
    try:
        _refuse_others(path)
        fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINKS, 0o600)
        try:
            for data in (head + b"\n" + listed, *blobs.values()):
                _write_all(fd, data)
        finally:
            os.close(fd)
        os.replace(temp, path)  # not made to last: what is lost with the power is only read again
    except OSError:
        _forget(temp)
        raise Unusable from None


def _refuse_others(path: str) -> None:
    """An index that belongs to somebody else is left alone, also by who could write it."""
    try:
        facts = os.lstat(path)
    except FileNotFoundError:
        return
    if hasattr(os, "getuid") and facts.st_uid != os.getuid():
        raise PermissionError


def _write_all(fd: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def _forget(path: str) -> None:
    try:  # noqa: SIM105 - contextlib takes longer to load than all else here
        os.unlink(path)
    except OSError:
        pass
