"""What each command changed, noted in the user's own state folder before it is written, so that the last one can be taken back exactly.

A record holds the bytes that were there before, and what became of them; of a file that is no text of the book's own, the digest alone. It is
never read from the book or from its repository: whoever hands a book on cannot say what is put into it here. A record is begun before the files
are written and finished afterwards. What became of one that was only begun, the files tell: a command that was killed has changed all or none.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256

from referat.model.fact import Record
from referat.store.state_folder import put_private, state_folder

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEMA = "referat/undo/2"
_BEGUN, _WHOLE = ".begun", ".json"
MOST = 200  # records that are kept of a book
LARGEST = 64 * 1024 * 1024  # bytes of a record that is read; a change that would need more cannot be taken back


class FileBefore(Record):
    """A file of a change: the bytes before it (None: no file), and the digest of those after it ("" for no file).

    `left` are the bytes after it, where they are kept: those of a text.
    """

    path: str
    old: bytes | None
    new: str
    left: bytes | None = None


class RecordedChange(Record):
    """A command that changed files: what it said of it, and the trailers of its entry. `is_final` is one that cannot be taken back,
    `is_begun` one that may not have come to its end.

    `place` is the record's own file, `at` when it was written, in seconds since 1970.
    """

    message: str
    files: tuple[FileBefore, ...] = ()
    trailers: tuple[tuple[str, str], ...] = ()
    is_final: bool = False
    is_begun: bool = False
    place: str = ""
    at: float = 0.0


def begin(root: str, change: RecordedChange) -> str:
    """Keep a record of a change of the book in `root` that is about to be written; returns its place, "" where it cannot be kept."""
    files = [[one.path, _packed(one.old), one.new, *_middle(one.old or b"", one.left)] for one in change.files]
    facts = {"schema": SCHEMA, "root": root, "message": change.message, "trailers": change.trailers, "final": change.is_final, "files": files}
    with suppress(OSError):
        text = json.dumps(facts, ensure_ascii=False)
        there = _places(root)
        number = int(os.path.basename(there[-1]).partition(".")[0]) + 1 if there else 1
        put_private(place := os.path.join(_folder(root), f"{number:08d}{_BEGUN}"), text, lasting=False)
        for old in there[: max(0, len(there) + 1 - MOST)]:
            forget(old)
        return place
    return ""


def finish(place: str) -> None:
    """The files of a change that was begun are written."""
    if place:
        with suppress(OSError):
            os.replace(place, place.removesuffix(_BEGUN) + _WHOLE)


def changes(root: str) -> Iterator[RecordedChange]:
    """The changes of the book in `root` that are on record, the newest first; one that cannot be read ends them."""
    for place in reversed(_places(root)):
        found = _read(root, place)
        if found is None:
            return
        yield found


def forget(place: str) -> None:
    """Let a record go: its change was taken back, or never came about."""
    if place:
        with suppress(OSError):
            os.unlink(place)


def digest_of(data: bytes | None) -> str:
    """The digest of a file's bytes as a record has it; "" for no file."""
    return "" if data is None else sha256(data).hexdigest()


def _packed(data: bytes | None) -> str | None:
    from base64 import b64encode
    from zlib import compress

    return None if data is None else b64encode(compress(data)).decode()


def _unpacked(packed: str | None) -> bytes | None:
    from base64 import b64decode
    from zlib import decompressobj

    if packed is None:
        return None
    unpacking = decompressobj()
    data = unpacking.decompress(b64decode(packed), LARGEST)
    if not unpacking.eof:
        raise ValueError(packed[:20])
    return data


def _middle(old: bytes, left: bytes | None) -> tuple[int, int, str | None]:
    """How many bytes at both ends of a text a change left alone, and what stands between them now: a record holds no text twice."""
    if left is None:
        return 0, 0, None
    start = _shared(old, left)
    end = _shared(old[start:][::-1], left[start:][::-1])
    return start, end, _packed(left[start : len(left) - end])


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes two texts have in common at their beginning; halving lets whole stretches be compared at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _file(path: str, old: bytes | None, new: str, start: int, end: int, middle: bytes | None) -> FileBefore:
    """A file of a record. What the bytes do not bear out is not believed: then only the file as a whole can be taken back."""
    whole = old or b""
    left = None if middle is None else whole[:start] + middle + whole[len(whole) - end :]
    return FileBefore(path, old, new, left if left is not None and digest_of(left) == new else None)


def _read(root: str, place: str) -> RecordedChange | None:
    try:
        with open(place, encoding="utf-8", errors="surrogateescape") as file:
            facts = json.loads(file.read(LARGEST))
            at = os.fstat(file.fileno()).st_mtime
        if facts["schema"] != SCHEMA or facts["root"] != root:
            return None
        files = tuple(
            [
                _file(str(path), _unpacked(old), str(new), int(start), int(end), _unpacked(middle))
                for path, old, new, start, end, middle in facts["files"]
            ]
        )
        trailers = tuple([(str(key), str(value)) for key, value in facts["trailers"]])
        return RecordedChange(str(facts["message"]), files, trailers, facts["final"] is True, place.endswith(_BEGUN), place, at)
    except Exception:  # noqa: BLE001 - whatever is wrong with it (the bytes, the packing, the fields): it says nothing
        return None


def _folder(root: str) -> str:
    return os.path.join(state_folder(), "undo", sha256(os.fsencode(root)).hexdigest()[:24])


def _places(root: str) -> Sequence[str]:
    """The records of a book, the oldest first."""
    folder = _folder(root)
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [os.path.join(folder, name) for name in sorted(names) if name.endswith((_BEGUN, _WHOLE)) and name[:8].isdecimal()]
