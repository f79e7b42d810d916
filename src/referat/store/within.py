"""Opening files strictly inside a folder: no link is followed, no name leads out, nothing is waited for."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from referat.model.fact import Record
from referat.store import disk_errors
from referat.store.finding import MAX_FILE

# Windows lacks all of these; there a link is found by lstat before the file is opened.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # a pipe named x.md would otherwise be waited for, for ever
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)
_BINARY = getattr(os, "O_BINARY", 0)
READ = os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _BINARY
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
_HAS_FOLDER_HANDLES = {os.open, os.rename, os.unlink, os.mkdir, os.stat} <= os.supports_dir_fd


class Folder(Record):
    """An open folder; names are looked up in it even if the path above it is changed meanwhile."""

    path: str
    fd: int | None  # None where the system has no handles of folders

    def at(self, name: str) -> str:
        return name if self.fd is not None else os.path.join(self.path, name)

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        if not _NOFOLLOW and os.path.islink(self.at(name)):
            raise NotADirectoryError(20, os.strerror(20), name)
        return os.open(self.at(name), flags, mode, dir_fd=self.fd)

    def stat(self, name: str) -> os.stat_result:
        return os.stat(self.at(name), dir_fd=self.fd, follow_symlinks=False)

    def device(self) -> int:
        return (os.stat(self.path) if self.fd is None else os.fstat(self.fd)).st_dev

    def make(self, name: str) -> None:
        """Make a folder; where several people write in this one, they may write in it too."""
        os.mkdir(self.at(name), dir_fd=self.fd)
        mode = stat.S_IMODE((os.stat(self.path) if self.fd is None else os.fstat(self.fd)).st_mode)
        if mode & stat.S_IWGRP:
            os.chmod(self.at(name), mode, dir_fd=self.fd)

    def unlink(self, name: str) -> None:
        os.unlink(self.at(name), dir_fd=self.fd)

    def replace(self, name: str, to: "Folder", new: str) -> None:
        os.replace(self.at(name), to.at(new), src_dir_fd=self.fd, dst_dir_fd=to.fd)

    def link(self, name: str, to: "Folder", new: str) -> None:
        os.link(self.at(name), to.at(new), src_dir_fd=self.fd, dst_dir_fd=to.fd, follow_symlinks=False)

    def names(self) -> list[str]:
        return os.listdir(self.path if self.fd is None else self.fd)

    def sync(self) -> None:
        """Make the names in the folder outlive a power cut."""
        if self.fd is not None:
            os.fsync(self.fd)

    def close(self) -> None:
        if self.fd is not None:
            close_quietly(self.fd)


def close_quietly(fd: int) -> None:
    """Close what was only looked at: that it fails says nothing about any text, and the system has let go of it all the same."""
    with suppress(OSError):
        os.close(fd)


def parts_of(path: str) -> list[str]:
    """The names in a path of the book, with / between; refused if they could lead out of it."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part or (os.sep != "/" and os.sep in part) for part in parts):
        raise disk_errors.OutsideBook(place=path, path=path)
    return parts


@contextmanager
def folder(root: str, parts: list[str], *, make: bool = False) -> Iterator[Folder]:
    """The folder under `root` that `parts` name, reached one real folder at a time. Raises OSError."""
    here = open_folder(root, parts, make=make)
    try:
        yield here
    finally:
        here.close()


def open_folder(root: str, parts: list[str], *, make: bool = False) -> Folder:
    """As `folder`, but to be closed by the caller."""
    here = Folder(root, os.open(root, os.O_RDONLY | _DIRECTORY) if _HAS_FOLDER_HANDLES else None)
    for part in parts:
        try:
            below = _step(here, part, make=make)
        finally:
            here.close()
        here = below
    return here


def _step(here: Folder, part: str, *, make: bool) -> Folder:
    if make:
        try:
            here.make(part)
            here.sync()
        except FileExistsError:
            pass
    path = os.path.join(here.path, part)
    if here.fd is not None:
        return Folder(path, here.open(part, os.O_RDONLY | _DIRECTORY | _NOFOLLOW))
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        raise NotADirectoryError(20, os.strerror(20), path)
    return Folder(path, None)


def read_open_file(fd: int, path: str) -> tuple[bytes, os.stat_result]:
    """All bytes of an open file, and its facts; refused if it is not ordinary or too large."""
    facts = os.fstat(fd)
    if not stat.S_ISREG(facts.st_mode):
        raise disk_errors.NotOrdinaryFile(place=path, path=path)
    if facts.st_size > MAX_FILE:
        raise disk_errors.FileTooLarge(place=path, path=path, limit=MAX_FILE >> 20)
    data = os.read(fd, facts.st_size + 1)
    if len(data) == facts.st_size:
        return data, facts
    chunks = [data]
    read = len(data)
    while chunk := os.read(fd, 65536):
        chunks.append(chunk)
        read += len(chunk)
        if read > MAX_FILE:
            raise disk_errors.FileTooLarge(place=path, path=path, limit=MAX_FILE >> 20)
    return b"".join(chunks), facts


def read_in(here: Folder, name: str, path: str) -> tuple[bytes, os.stat_result]:
    """All bytes of the file `name` in an open folder; `path` is what errors call it. Raises OSError too."""
    fd = here.open(name, READ)
    try:
        return read_open_file(fd, path)
    finally:
        close_quietly(fd)
