"""The example of each problem, tests/problems/CODE.txt: a small book, what check finds in it, and its files after check --fix.

A file begins with `-- PATH`, or `-- PATH [how it is made]`; after the book's files come `-- findings`, a line each, and `-- after PATH` for every
file that --fix changes. A first line `today: DAY` sets the day.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from referat.book import Book
from referat.changes import taken_ids
from referat.changes.check_book import Finding, findings, mend_book
from referat.changes.transaction import begin_transaction
from referat.store.disk_errors import FileMissing
from referat.store.reading import read_bytes

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "problems"
TODAY = date(2024, 6, 10)
LARGE = 5 * 1024 * 1024


@dataclass(slots=True)
class Example:
    """An example as its file has it. `made` says of a path how it is made, where it is not just written."""

    code: str
    today: date = TODAY
    files: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    after: dict[str, str] = field(default_factory=dict)


def example(code: str) -> Example:
    """The example of a code."""
    found = Example(code)
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (FOLDER / f"{code}.txt").read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("-- "):
            current = parts.setdefault(line[3:].rstrip("\n"), [])
        elif not parts and line.startswith("today: "):
            found.today = date.fromisoformat(line.removeprefix("today: ").strip())
        else:
            current.append(line)
    for name, lines in parts.items():
        text = "".join(lines)
        if name == "findings":
            found.findings = [line.rstrip("\n") for line in lines]
        elif name.startswith("after "):
            found.after[name.removeprefix("after ")] = text
        else:
            path, _, made = name.partition(" [")
            found.files[path] = text
            found.made[path] = made.rstrip("]")
    return found


@contextmanager
def laid_out(one: Example) -> Iterator[Path]:
    """A folder that holds the example's book."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "meetings").mkdir()
        for path, text in one.files.items():
            _make(root, path, text, one.made[path])
        unreadable = {path for path, made in one.made.items() if made == "unreadable"}
        with _not_readable(unreadable) if unreadable else nullcontext():
            yield root


def found_in(root: Path, today: date) -> tuple[Book, tuple[Finding, ...]]:
    """The book in a folder, and what check finds in it."""
    book = Book.open(root)
    return book, findings(book, today)


def mended(root: Path) -> dict[str, str]:
    """The files that --fix changes, as they are then; nothing is written."""
    same_ids = patch.object(taken_ids, "random_sign", Random(0).choice)  # noqa: S311 - the same ones each time
    with same_ids, begin_transaction(root, dry_run=True) as transaction:
        mend_book(transaction)
        return {path: document.text for path, document in transaction.changed.items() if document}


def _make(root: Path, path: str, text: str, made: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if made == "latin-1":
        file.write_bytes(text.encode("latin-1"))
    elif made == "link":
        file.symlink_to(root / "elsewhere.md")
    elif made == "pipe":
        os.mkfifo(file)
    elif made == "large":
        with file.open("wb") as sparse:
            sparse.truncate(LARGE)
    elif made == "name":
        os.close(os.open(os.fsencode(root) + b"/" + path.encode().replace(b"\\xf8", b"\xf8"), os.O_CREAT | os.O_WRONLY))
    else:
        file.write_text(text, encoding="utf-8", newline="")
    if made == "tracked":
        for words in (["init", "--quiet"], ["add", "--all"]):
            subprocess.run(["git", *words], cwd=root, check=True)


@contextmanager
def _not_readable(paths: set[str]) -> Iterator[None]:
    """Files that cannot be opened; said by a stand-in, since an administrator may read everything."""

    def refuse(root: str, path: str) -> bytes:
        if path in paths:
            raise FileMissing(path=path)
        return read_bytes(root, path)

    with patch("referat.store.reading.read_bytes", refuse), patch("referat.store.reading.read_quickly", return_value=None):
        yield
