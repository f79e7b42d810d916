"""Copies to hand on: the facts of a book that documents are made from, and where the files are put."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from referat.approvals.checkpoint import checkpoint, events_of
from referat.approvals.checkpoint_value import Checkpoint
from referat.book import Book
from referat.errors import Exit, ReferatError
from referat.handouts.content import Handout
from referat.handouts.facts import BookFacts
from referat.handouts.look import look_of
from referat.handouts.writers import require, written
from referat.languages.mark import N_
from referat.store.state_folder import TRUSTED_TEMPLATES, read_private, settings_file

# In the book's folder, and out of git's sight by a file of its own: copies can be made again at any time.
FOLDER = "copies"
_LARGEST_LIST = 64 * 1024
_IGNORE = "*\n"


class FileThere(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is there already, and holds something else.")
    hint = N_("Give another name with --out, or write over it with --force.")


def checkpoint_of(book: Book) -> Checkpoint:
    """The checkpoint of the book as it lies here."""
    earlier = ((minutes_id, old.approval) for minutes_id, old in book.earlier_minutes)
    return checkpoint(events_of((*book.approvals, *earlier), (entry for entries in book.approves.values() for entry in entries)))


def facts_of(book: Book, today: date, *, public: bool = False) -> BookFacts:
    """The book as hand-outs are made from it."""
    look = look_of(book.settings.look, book.attached, book.settings.title, is_trusted_template)
    return BookFacts(book, today, public, "" if public else checkpoint_of(book).shown, look)


def is_trusted_template(digest: str) -> bool:
    """Whether the user's own settings, outside every book, name a template by its digest: a line each, what stands after # is a note."""
    try:
        lines = read_private(settings_file(TRUSTED_TEMPLATES, os.environ), _LARGEST_LIST).splitlines()
    except (OSError, ValueError):
        return False
    return digest in {line.partition("#")[0].strip().removeprefix("sha256:") for line in lines}


def write_copies(book: Book, handout: Handout, name: str, formats: Iterable[str], folder: Path | None) -> list[str]:
    """Write each format beside the others, over earlier copies of the same name; returns the paths. Without a folder, into the book's own."""
    wanted = list(formats)
    for form in wanted:
        require(form)
    made = {form: written(handout, form) for form in wanted}
    place = folder or own_folder(book)
    place.mkdir(parents=True, exist_ok=True)
    paths = []
    for form, data in made.items():
        put(place / f"{name}.{form}", data)
        paths.append(shown_path(place / f"{name}.{form}"))
    return paths


def shown_path(path: Path) -> str:
    """A path as seen from where one stands; whole where it lies nowhere near."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return os.fspath(path)


def own_folder(book: Book) -> Path:
    """The book's folder for copies, made where it is not there."""
    place = Path(book.root) / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    if not (place / ".gitignore").exists():
        put(place / ".gitignore", _IGNORE.encode())
    return place


def refuse_other(path: Path, data: bytes) -> None:
    """Raises FileThere where another file stands in the way."""
    if not path.exists():
        return
    if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
        raise FileThere(path=os.fspath(path))


def put(path: Path, data: bytes) -> None:
    """Write a file whole, beside what is there, and then in its place; a link that stands there is replaced, not followed."""
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=".referat-", suffix=".tmp")
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
        mask = os.umask(0o077)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
