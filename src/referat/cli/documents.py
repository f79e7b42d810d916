"""The documents to import: the files that were named, folders whole, and what comes on standard input, each read by itself.

One that cannot be read never hides the others: what stopped it is kept beside its name.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from referat.cli.console import is_terminal, screen_width, to_stderr
from referat.documents.block import LARGEST_FILE
from referat.documents.errors import DocumentTooLarge, UnreadableDocument
from referat.errors import Exit, ReferatError, reason_of
from referat.intake import Imported, KnownPerson, read_document
from referat.intake.result import FoundProblem, SourceFile
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe, shorten

PASTED = "-"
_LITTER = frozenset({"thumbs.db", "desktop.ini"})  # what Windows leaves in folders, as ~$ is what Word locks a file with
SLOW = 1.0  # seconds before progress is shown


class NoSuchFile(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("There is no file or folder “{name}”.")
    hint = N_("Nothing was imported. Look at how it is spelled.")


class NotOrdinary(UnreadableDocument):
    message = N_("“{name}” is not an ordinary file.")


class NotAllowed(UnreadableDocument):
    message = N_("“{name}” could not be opened: {reason}.")


class ReaderFailed(UnreadableDocument):
    message = N_("“{name}” could not be read because of a mistake in referat, not in your document: {reason}")
    hint = N_("Save it as plain text and import that.")


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """One document as it was read. `name` tells it from the others: that in the folder which was named.

    `path` is None for what came on standard input; `error` says why nothing was found in it.
    """

    name: str
    path: Path | None
    data: bytes
    found: tuple[Imported, ...]
    error: ReferatError | None = None


def read_all(
    named: Sequence[str], *, language: str | None, today: date, known: Sequence[KnownPerson], skip: Callable[[bytes], bool] = lambda _: False
) -> Iterator[ImportedDocument]:
    """Every document, read one at a time. One whose bytes `skip` says yes to is passed on unread. Raises NoSuchFile before anything is read."""
    sources = list(_sources(named))
    began = time.monotonic()
    for number, (path, name) in enumerate(sources, 1):
        _progress(began, number, len(sources), name)
        yield _read(path, name, language, today, known, skip)
    _progress(began, 0, len(sources), "")


def _sources(named: Sequence[str]) -> Iterator[tuple[Path | None, str]]:
    """Each file once, with its name as a person knows it, in the order named; of a folder all files that are neither hidden nor links, by name."""
    for one in named:
        if one != PASTED and not os.path.lexists(one):
            raise NoSuchFile(name=one)
    seen: set[str] = set()
    for one in named:
        for path in [None] if one == PASTED else _files(Path(one)):
            own = os.path.realpath(path) if path else PASTED
            if own not in seen:
                seen.add(own)
                yield path, PASTED if path is None else path.relative_to(one).as_posix() if Path(one).is_dir() else path.name


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        paths = (Path(folder, name) for name in sorted(names) if not name.startswith((".", "~$")) and name.casefold() not in _LITTER)
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def _read(
    path: Path | None, name: str, language: str | None, today: date, known: Sequence[KnownPerson], skip: Callable[[bytes], bool]
) -> ImportedDocument:
    data = b""
    try:
        data = _bytes(path, name)
        found = () if skip(data) else tuple(read_document(data, name=path.name if path else name, language=language, today=today, known=known))
    except ReferatError as error:
        return ImportedDocument(name, path, data, (), error)
    except OSError as trouble:
        return ImportedDocument(name, path, data, (), NotAllowed(name=name, reason=reason_of(trouble)))
    except Exception as mistake:  # a reader that stumbles over one strange file must not stop the hundred others
        if os.environ.get("REFERAT_DEBUG"):
            raise
        return ImportedDocument(name, path, data, (), ReaderFailed(name=name, reason=f"{type(mistake).__name__}: {mistake}"))
    return ImportedDocument(name, path, data, found)


def _bytes(path: Path | None, name: str) -> bytes:
    """The bytes of an ordinary file, or of standard input, within bounds."""
    if path is None:
        if is_terminal(sys.stdin):
            to_stderr(tr(N_("Paste the text, and end with Ctrl-D on a line of its own.")))
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for whoever writes into it
            raise NotOrdinary(name=name, reason="")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, what=N_("the file"), limit=f"{LARGEST_FILE // 1_000_000} MB", reason="")
    return data


def as_unread(document: ImportedDocument) -> Imported:
    """A document in which nothing could be found, as a result that says why."""
    error = document.error
    facts = {key: str(value) for key, value in error.facts.items()} if error else {}
    problems = (FoundProblem(error.code, 0, error.message, facts),) if error else ()
    return Imported(SourceFile(document.name, "", ()), "unread", "", problems=problems)


def _progress(began: float, number: int, of: int, name: str) -> None:
    """On a terminal, after a second: how far it has come, on one line that is wiped at the end."""
    if of < 2 or time.monotonic() - began < SLOW or not is_terminal(sys.stderr):
        return
    text = shorten(tr(N_("{number} of {of}: {name}"), number=number, of=of, name=safe(name)), screen_width(sys.stderr) - 1) if number else ""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
