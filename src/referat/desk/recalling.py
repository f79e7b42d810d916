"""A state of the book that has been verified already, known again by its bytes: every file, what git stands at, and what was seen before.

Everything is read and hashed anew; only the reckoning is spared. What is remembered lies beside the pins, outside every repository.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b

from referat import __version__
from referat.errors import ReferatError
from referat.store.listing import Skipped, list_files
from referat.store.places import Places
from referat.store.reading import read_bytes
from referat.trail.earlier import earlier_paths
from referat.trail.findings import Finding, Report
from referat.trail.private import pin_folder, put_private
from referat.trail.signs import Checkpoint

SCHEMA = "referat/verified/1"
# Beside the minutes, what a result depends on.
_SETTINGS = ("meetings/book.yaml", "meetings/signers", "meetings/signers.sig")
# What tells where HEAD stands, and whether git shows something else than what was saved.
_GIT_FILES = ("packed-refs", "shallow", "info/grafts", "reftable/tables.list")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The bytes of everything that is verified, by path; `lost` are the files that cannot be read, with the reason."""

    texts: Mapping[str, bytes]
    earlier: Mapping[str, bytes]
    settings: Mapping[str, bytes]
    lost: tuple[Skipped, ...]


def gather(places: Places) -> Gathered:
    """Read everything from the disk."""
    listed, passed_over = list_files(places.root)
    lost: list[Skipped] = list(passed_over)
    texts = dict(_read(places.root, [path for path, *_ in listed], lost))
    earlier = dict(_read(places.root, earlier_paths(places.root), []))
    return Gathered(texts, earlier, dict(_read(places.root, _SETTINGS, [])), tuple(lost))


def state_of(places: Places, gathered: Gathered) -> str:
    """A digest of all that a result depends on, the time of day alone left out."""
    parts = blake2b(f"{SCHEMA} {__version__}\n".encode(), digest_size=32)
    for group in (gathered.texts, gathered.earlier, gathered.settings):
        for path, data in group.items():
            parts.update(_framed(os.fsencode(path)) + blake2b(data, digest_size=32).digest())
        parts.update(b"\n")
    for skipped in gathered.lost:
        parts.update(_framed(os.fsencode(repr(skipped))))
    for piece in _git_state(places):
        parts.update(_framed(piece))
    for name in sorted(_pins()):
        parts.update(_framed(name.encode()) + _framed(_bytes(os.path.join(pin_folder(), name))))
    return parts.hexdigest()


def recall(places: Places, state: str) -> tuple[Report, str] | None:
    """What came of verifying this very state, and the language to say it in; None where it has not been verified."""
    with suppress(OSError, ValueError, KeyError, TypeError), open(_record_path(places), encoding="utf-8") as file:
        facts = json.load(file)
        if facts["state"] != state:
            return None
        notes = tuple(Finding(rule, words, meeting, path, line, said, is_note=True) for rule, words, meeting, path, line, said in facts["notes"])
        return Report((), notes, Checkpoint(*facts["checkpoint"]), facts["approved"]), facts["language"]
    return None


def remember(places: Places, state: str, report: Report, language: str) -> None:
    """Put down what came of it. A result that depends on the clock, or that is not good, is reckoned again each time."""
    if not report.ok or any(one.rule == "R15" for one in report.notes):
        return
    point = report.checkpoint
    facts = {
        "state": state,
        "language": language,
        "approved": report.approved,
        "checkpoint": [point.count, point.last, point.signs],
        "notes": [[one.rule, one.words, one.meeting, one.path, one.line, dict(one.facts)] for one in report.notes],
    }
    with suppress(OSError):
        put_private(_record_path(places), json.dumps(facts, ensure_ascii=False))


def _read(root: str, paths: "Iterator[str] | tuple[str, ...] | list[str]", lost: list[Skipped]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield path, read_bytes(root, path)
        except ReferatError as error:
            lost.append((path, error.code))


def _git_state(places: Places) -> Iterator[bytes]:
    """The files of git's own that say where HEAD stands. They are only compared, never understood: that is left to git."""
    if places.git is None or places.common is None:
        return
    head = _bytes(os.path.join(places.git, "HEAD"))
    yield head
    name = head.decode(errors="surrogateescape").strip().removeprefix("+ref: ")
    if name.startswith("refs/") and ".." not in name:
        yield _bytes(os.path.join(places.common, *name.split("/")))
    for name in _GIT_FILES:
        yield _bytes(os.path.join(places.common, *name.split("/")))
    for folder, _, names in os.walk(os.path.join(places.common, "refs", "replace")):
        yield os.fsencode(f"{folder} {sorted(names)!r}")


def _pins() -> list[str]:
    try:
        return [name for name in os.listdir(pin_folder()) if not name.startswith((".", "verified-"))]
    except OSError:
        return []


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return b"+" + file.read()
    except OSError:
        return b"-"


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(8) + data


def _record_path(places: Places) -> str:
    return os.path.join(pin_folder(), "verified-" + blake2b(os.fsencode(places.root), digest_size=12).hexdigest() + ".json")
