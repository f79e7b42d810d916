"""The bytes of files that minutes list as attachments, by their digests: however large or odd a file is, it is read within bounds."""

import hashlib
import os
import re
import stat
import unicodedata

from referat.errors import ReferatError
from referat.store.within import READ, close_quietly, folder, parts_of

LARGEST_ATTACHMENT = 64 * 1024 * 1024
_PIECE = 1 << 20
_LONGEST_POINTER = 1024  # bytes
# What lies there where git keeps a large file elsewhere.
_POINTER = re.compile(rb"version https://git-lfs[^\n]*\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize [0-9]+\n?")


def digests_of(root: str, path: str) -> tuple[str, ...]:
    """The digests (SHA-256, in hexadecimal) that a file of the book may be known by, the one to put down first: without CR where no byte is NUL,
    of a large file that lies elsewhere the one that is named here, and that of its bytes as they are.

    Nothing where no such file is, or it is a link, leads out of the book, or is larger than an attachment may be.
    """
    for spelled in dict.fromkeys((path, unicodedata.normalize("NFD", path))):
        try:
            parts = parts_of(spelled)
            with folder(root, parts[:-1]) as here:
                fd = here.open(parts[-1], READ)
        except (OSError, ValueError, ReferatError):
            continue
        try:
            return _digests(fd)
        except OSError:
            return ()
        finally:
            close_quietly(fd)
    return ()


def _digests(fd: int) -> tuple[str, ...]:
    facts = os.fstat(fd)
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST_ATTACHMENT:
        return ()
    raw, plain = hashlib.sha256(), hashlib.sha256()
    is_text, first, left = True, b"", LARGEST_ATTACHMENT
    while left > 0 and (piece := os.read(fd, _PIECE)):
        left -= len(piece)
        first = first or piece
        raw.update(piece)
        is_text = is_text and b"\0" not in piece
        if is_text:
            plain.update(piece.replace(b"\r", b""))
    pointer = _POINTER.fullmatch(first.replace(b"\r", b"")) if facts.st_size <= _LONGEST_POINTER else None
    named = (pointer[1].decode(), plain.hexdigest()) if pointer else (plain.hexdigest(),) if is_text else ()
    return tuple(dict.fromkeys((*named, raw.hexdigest())))


def lies_elsewhere(root: str, path: str, digest: str) -> str:
    """Where under `meetings/` a file of the same name and digest lies now, "" where none does."""
    name = path.rpartition("/")[2]
    for here, folders, names in os.walk(os.path.join(root, "meetings")):
        folders[:] = [one for one in folders if not one.startswith(".")]
        if name in {unicodedata.normalize("NFC", one) for one in names}:
            found = os.path.relpath(os.path.join(here, name), root).replace(os.sep, "/")
            if digest in digests_of(root, found):
                return found
    return ""
