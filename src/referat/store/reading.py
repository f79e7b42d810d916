"""Reading a file of the book within bounds: as the questions asked all day do it, with next to nothing loaded, and so that it says what is wrong."""

import os
from stat import S_ISREG

from referat.store.finding import MAX_FILE

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_quickly(root: str, path: str) -> bytes | None:
    """The bytes of a file that a listing has named: no link, and at most 4 MiB; None where that is not plain sailing."""
    return regular_bytes(f"{root}/{path}", MAX_FILE) if hasattr(os, "O_NOFOLLOW") else None


def regular_bytes(path: str, most: int) -> bytes | None:
    """The bytes of a regular file; None where there is none that can be read whole. No link is followed, and no pipe waited for."""
    try:
        fd = os.open(path, _READ)
    except (OSError, ValueError):
        return None
    try:
        facts = os.fstat(fd)
        if not S_ISREG(facts.st_mode) or facts.st_size > most:
            return None
        data = os.read(fd, facts.st_size + 1)
    except OSError:
        return None
    finally:
        os.close(fd)
    return data if len(data) == facts.st_size else None  # that of a file in /proc is not told, and may have no end


def read_bytes(root: str, path: str) -> bytes:
    """The bytes of one file of the book, at most 4 MiB, reached without following any link; raises FileMissing and its kin."""
    from referat.store import disk_errors
    from referat.store.within import folder, parts_of, read_in

    parts = parts_of(path)
    try:
        with folder(root, parts[:-1]) as here:
            return read_in(here, parts[-1], path)[0]
    except OSError as error:
        raise disk_errors.for_reading(path, error) from error
