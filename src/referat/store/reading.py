"""Reading a file of the book with the bare system alone, for the questions asked all day. Who wants to know why it cannot be read asks `files`."""

import os
from stat import S_ISREG

from referat.store.finding import MAX_FILE

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_quickly(root: str, path: str) -> bytes | None:
    """The bytes of a file that a listing has named: no link, and at most 4 MiB; None where that is not plain sailing."""
    if not hasattr(os, "O_NOFOLLOW"):
        return None
    try:
        fd = os.open(f"{root}/{path}", _READ)
    except (OSError, ValueError):
        return None
    try:
        facts = os.fstat(fd)
        if not S_ISREG(facts.st_mode) or facts.st_size > MAX_FILE:
            return None
        data = os.read(fd, facts.st_size + 1)
    except OSError:
        return None
    finally:
        os.close(fd)
    return data if len(data) == facts.st_size else None
