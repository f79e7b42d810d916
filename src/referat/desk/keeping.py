"""Keeping the day's writing: which of the book's files differ from its history, what changed in each, and saving exactly those."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from referat.book import Book, is_page
from referat.desk.desk import Desk, git_of
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.format.canon import digest
from referat.format.reader import Page, read_page
from referat.languages.mark import N_
from referat.model.action import Status
from referat.model.meeting import Minutes
from referat.model.place import Place
from referat.query.differences import Difference, differences
from referat.store import files
from referat.store.refusals import FileTooLarge
from referat.trail import commit as saving
from referat.trail.git import Git
from referat.trail.refusals import GitMissing, NoRepository

# The folders of a book; everything in them that git is not told to ignore is the book's.
FOLDERS = ("meetings", "templates")
LARGEST_ATTACHMENT = 64 * 1024 * 1024


class ApprovedTextChanged(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is approved, and its text is not what was approved any more.")
    hint = N_("Take the change back, or correct the minutes in a later meeting: referat correct")


class HalfMerged(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} still holds the marks of two versions that were not joined.")
    hint = N_("Keep the right lines, take the marks away, then save again.")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A file that differs from the history: its texts then and now (None: not there), and what a person changed in it."""

    path: str
    old: bytes | None
    new: bytes | None
    what: tuple[Difference, ...]


def repository(book: Book) -> Git:
    """The book's history. Raises NoRepository where it keeps none, GitMissing where git is not installed."""
    if book.places.git is None:
        raise NoRepository(path=book.root)
    git = git_of(book)
    if git is None:
        raise GitMissing
    return git


def unsaved(book: Book, git: Git) -> list[Unsaved]:
    """Every file of the book that differs from what the history holds, by path."""
    saved = {path: blob for path, blob in git.saved().items() if path.split("/")[0] in FOLDERS}
    there = {path: _bytes(book.root, path) for path in _files(book.root, git)}
    states = git.states({path: there.get(path) for path in {*saved, *there}}, saved)
    changed = sorted(path for path, state in states.items() if state not in {"clean", "absent"})
    texts = dict(git.texts([saved[path] for path in changed if path in saved]))
    return [_unsaved(path, texts.get(saved[path]) if path in saved else None, there.get(path)) for path in changed]


def refuse_unfit(found: list[Unsaved]) -> None:
    """Refuse to save what must not enter the history: marks of an unfinished merge, and approved text that was changed."""
    for one in found:
        if not is_page(one.path) or one.new is None:
            continue
        now = document.read(one.path, one.new)
        if any(problem.code == "conflict-markers" for problem in now.problems):
            raise HalfMerged(path=one.path, place=now.problems[0].place)
        page = read_page(now).page
        if isinstance(page, Minutes) and page.status is Status.APPROVED and page.approval and digest(now, page.on) != page.approval.text:
            raise ApprovedTextChanged(path=one.path, place=Place(one.path))


def keep(desk: Desk, found: list[Unsaved], message: str) -> str | None:
    """Save exactly these files; returns the commit."""
    assert desk.lock is not None
    git = repository(desk.book)
    saving.prepare_commit(git)
    return saving.commit(git, {one.path: one.new for one in found}, message, held=desk.lock.fd)


def _unsaved(path: str, old: bytes | None, new: bytes | None) -> Unsaved:
    what = differences(_page(path, old), _page(path, new)) if is_page(path) else ()
    return Unsaved(path, old, new, tuple(what))


def _page(path: str, data: bytes | None) -> Page | None:
    if data is None:
        return None
    try:
        return read_page(document.read(path, data)).page
    except document.NotText:
        return None


def _files(root: str, git: Git) -> list[str]:
    """Every ordinary file in the book's folders that git is not told to ignore; what the tool itself works in is left out."""
    found = sorted(path for folder in FOLDERS for path in _walk(root, folder))
    if not found:
        return []
    answer = git.use("check-ignore", "-z", "--stdin", stdin=b"".join(os.fsencode(os.path.join(root, path)) + b"\0" for path in found))
    ignored = {os.path.relpath(os.fsdecode(name), root).replace(os.sep, "/") for name in answer.out.split(b"\0") if name}
    return [path for path in found if path not in ignored]


def _walk(root: str, folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(os.path.join(root, folder)):
        folders[:] = [name for name in folders if name == ".superseded" or not name.startswith(".")]
        for name in names:
            path = os.path.join(here, name)
            if not name.startswith(".") and os.path.isfile(path) and not os.path.islink(path):
                yield os.path.relpath(path, root).replace(os.sep, "/")


def _bytes(root: str, path: str) -> bytes:
    """A file's bytes; an attachment may be larger than minutes may, but not without bound."""
    if path.endswith((".md", ".yaml")):
        return files.read_bytes(root, path)
    full = os.path.join(root, path)
    if os.path.getsize(full) > LARGEST_ATTACHMENT:
        raise FileTooLarge(path=path, limit=LARGEST_ATTACHMENT >> 20, place=Place(path))
    with open(full, "rb") as file:
        return file.read()
