"""Which answers were taken into a book already, in the user's state folder: a mail that is read again proposes nothing anew."""

import os
from collections.abc import Iterable
from hashlib import sha256

from referat.store.state_folder import read_private, state_folder

_LARGEST = 64 * 1024 * 1024


def taken_answers(book: str) -> frozenset[str]:
    try:
        return frozenset(read_private(_path(book), _LARGEST).split())
    except FileNotFoundError:
        return frozenset()


def note_taken(book: str, keys: Iterable[str]) -> None:
    """Note answers, after they are written. Raises OSError."""
    text = "".join(f"{key}\n" for key in keys)
    if not text:
        return
    path = _path(book)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(fd, ("\n" + text).encode())
        os.fsync(fd)
    finally:
        os.close(fd)


def _path(book: str) -> str:
    return os.path.join(state_folder(), "inbox", sha256(book.encode("utf-8", "surrogateescape")).hexdigest()[:32])
