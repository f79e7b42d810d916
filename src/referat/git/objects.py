"""Commits and folders as they lie loose in git's store, read without starting git, each compared with the name that its text gives it.

What was saved last mostly lies so. Where an object does not, or is not what its name says, git is to be asked.
"""

import os
import zlib
from collections.abc import Iterable

from referat.git.blobs import object_id
from referat.git.gitdir import read_git_file

_LARGEST = 16 * 1024 * 1024  # bytes; a folder of some 300,000 files
_HEX = frozenset("0123456789abcdef")
_FOLDER = b"40000"  # a folder's mode in the folder above; an ordinary file's begins with 100


def is_id(text: str) -> bool:
    """Whether a text is the whole id of an object, by SHA-1 or SHA-256."""
    return len(text) in {40, 64} and _HEX.issuperset(text)


def is_commit(common: str, name: str) -> bool:
    """Whether a commit of this id lies loose in the store."""
    return _loose(common, name, b"commit") is not None


def files_of(common: str, commit: str, paths: Iterable[bytes]) -> dict[bytes, str] | None:
    """Blob id of each of the paths that is an ordinary file in a commit; None where git must be asked."""
    text = _loose(common, commit, b"commit")
    if text is None or not text.startswith(b"tree "):
        return None
    root = text.partition(b"\n")[0][5:].decode("ascii", "replace")
    folders: dict[str, dict[bytes, tuple[bytes, str]] | None] = {}
    found = {}
    for path in paths:
        mode, name = _FOLDER, root
        for part in path.split(b"/"):
            if mode != _FOLDER:
                mode = b""
                break
            if name not in folders:
                folders[name] = _folder(common, name)
            entries = folders[name]
            if entries is None:
                return None
            mode, name = entries.get(part, (b"", ""))
        if mode.startswith(b"100"):
            found[path] = name
    return found


def _folder(common: str, name: str) -> dict[bytes, tuple[bytes, str]] | None:
    """What a folder holds: `MODE NAME<nul>ID` for each entry, the id in bytes."""
    text = _loose(common, name, b"tree")
    if text is None:
        return None
    width, at, found = len(name) // 2, 0, {}
    while at < len(text):
        end = text.find(b"\0", at)
        if end < 0:
            return None
        mode, _, entry = text[at:end].partition(b" ")
        at = end + 1 + width
        found[entry] = (mode, text[end + 1 : at].hex())
    return found


def _loose(common: str, name: str, kind: bytes) -> bytes | None:
    """The text of an object; None where it does not lie loose, is of another kind, or does not have that name."""
    packed = read_git_file(os.path.join(common, "objects", name[:2], name[2:])) if is_id(name) else None
    if packed is None:
        return None
    try:
        whole = zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return None
    head, _, text = whole.partition(b"\0")
    return text if head.startswith(kind + b" ") and object_id(whole, name) == name else None
