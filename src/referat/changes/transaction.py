"""The one place where files of the book change: the book is locked, read, changed in memory, looked at again, written and saved.

A change is a function from documents to documents; nothing is on the disk before `write`, and then all of it or none.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum

from referat.approvals import pending
from referat.book import Book
from referat.changes import taken_ids
from referat.changes.taken_ids import TakenIds
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.format.document import Document
from referat.format.reader import Reading, read_page
from referat.git import commit as saving
from referat.git import leftovers
from referat.git.environment import find_git
from referat.git.git_errors import GitMissing
from referat.git.program import Git, identity_outside
from referat.languages.mark import N_
from referat.model.action import Action, ActionLine
from referat.model.fact import Record
from referat.model.ids import mint
from referat.model.state import add_up
from referat.store import files, undo_records
from referat.store.journal import Recovered
from referat.store.lock import Lock, hold_lock, mark


class Save(Enum):
    """What becomes of a change in the book's history."""

    MUST = "must"  # saved, and refused beforehand where a file holds unsaved writing
    IF_CLEAN = "if clean"  # saved where the file held nothing unsaved; else left for `referat save`
    NEVER = "never"


class UnsavedWriting(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} holds writing that is not saved yet.")
    hint = N_("Look at it, then save it with: referat save")


class WrittenWithoutGit(ReferatError):
    exit = Exit.NOT_COMMITTED
    message = N_("“{path}” is written, but not saved in the book's history: the program git was not found on this machine.")
    hint = N_("Install git and run: referat save. Or leave saving out with --no-save.")


class Outcome(Record):
    """What came of a change. `commit` is where it was saved; `unsaved` are the paths that are written and left for `referat save`."""

    paths: tuple[str, ...]
    commit: str | None = None
    unsaved: tuple[str, ...] = ()
    has_history: bool = True


def diff_of(path: str, old: str | None, new: str | None) -> str:
    """How a text becomes another, as a unified diff; None is no file."""
    from difflib import unified_diff

    before, after = (text.splitlines(keepends=True) if text else [] for text in (old, new))
    lines = unified_diff(before, after, "/dev/null" if old is None else path, "/dev/null" if new is None else path)
    return "".join([line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines])


class Transaction:
    """The book, locked, with what is to become of its files. `changed` holds the new documents by path; None removes a file.

    `attached` holds new files that are kept byte for byte and never read: what came with the minutes. `put_back` holds files that are not text,
    as they are and as they are to be again. What is written is kept on record for `undo`, unless `is_undo`; `is_final` says that it cannot be
    taken back.
    """

    def __init__(self, book: Book, lock: Lock | None) -> None:
        self.book = book
        self.lock = lock
        self.changed: dict[str, Document | None] = {}
        self.attached: dict[str, bytes] = {}
        self._readings: dict[str, tuple[Document, Reading]] = {}
        self._taken: TakenIds | None = None
        self.put_back: dict[str, tuple[bytes | None, bytes | None]] = {}
        self.is_undo = False
        self.is_final = False

    @property
    def recovered(self) -> tuple[Recovered, ...]:
        """What an earlier run that was killed had left half done, and what became of it."""
        return self.lock.recovered if self.lock else ()

    def document(self, path: str) -> Document:
        """A file as it would be after the changes so far."""
        there = self.changed.get(path)
        return there if there is not None else self.book.document(path)

    def reading(self, path: str) -> Reading:
        """The facts of a file as it would be after the changes so far."""
        there = self.changed.get(path)
        if there is None:
            return self.book.reading(path)
        known = self._readings.get(path)
        if known is None or known[0] is not there:
            known = self._readings[path] = (there, read_page(there))
        return known[1]

    def lines_in(self, path: str) -> Sequence[ActionLine]:
        """The action lines of a file as it would be after the changes so far."""
        if self.changed.get(path, path) is None:
            return ()
        return getattr(self.reading(path).page, "action_lines", ())

    def action(self, action_id: str) -> Action | None:
        """The action with exactly this id, after changes so far that leave the meetings as they are. Only the files that hold it are read."""
        paths = sorted({*self.book.files_of(action_id), *self.changed})
        lines = [line for path in paths for line in self.lines_in(path) if line.id == action_id]
        return add_up(lines, self.book.meaning) if lines else None

    def put(self, changed: Document) -> None:
        """Put a changed document into the transaction; one that is as it was is taken out of it again."""
        if self.book.has_file(changed.path) and changed.data == self.book.document(changed.path).data:
            self.changed.pop(changed.path, None)
        else:
            self.changed[changed.path] = changed

    def create(self, path: str, text: str) -> None:
        """Put a new file into the transaction."""
        self.changed[path] = document.parse(path, text)

    def attach(self, path: str, data: bytes) -> None:
        """Put a new file into the transaction that is no text of the book's own."""
        self.attached[path] = data

    def remove(self, path: str) -> None:
        self.changed[path] = None

    def read_changed(self) -> Book:
        """The whole book as it would be after the changes so far."""
        return self.book.with_documents(self.changed)

    def read_again(self) -> Book:
        """The whole book as it is, after all that was written."""
        return Book(self.book.places)

    def new_id(self) -> str:
        """An id for an action that no other has: not here, not in what is to be changed, and not in the texts that the history holds instead."""
        if self._taken is None:
            self._taken = TakenIds(self.book, _door(self.book))
        self._taken.add_those_in(document for document in self.changed.values() if document)
        new = mint(self._taken, taken_ids.random_sign)
        self._taken.add(new)
        return new

    def diff(self) -> str:
        """The changes so far, as a unified diff of text lines."""
        changes = ((path, self._old(path), new) for path, new in sorted(self.changed.items()))
        return "".join([diff_of(path, old.text if old else None, new.text if new else None) for path, old, new in changes])

    def write(self, message: str, save: Save, *, trailers: Mapping[str, str] | None = None, meant: Collection[str] = ()) -> Outcome:
        """Write all changes, or none, and save them as `save` says. `message` is the entry in the book's history.

        `meant` are paths whose unsaved writing is part of what is to be saved.
        """
        if not self.changed and not self.attached and not self.put_back:
            return Outcome(())
        assert self.lock is not None
        self.book.close()  # all is asked; other commands may bring the index up to date
        git = self._git(save)
        dirty = tuple(path for path in self._dirty(git) if path not in meant) if git is not None else ()
        if dirty and save is Save.MUST:
            raise UnsavedWriting(path=", ".join(dirty), place=dirty[0])
        changes = [
            files.FileChange(path, new.data if new else None, files.digest(old.data) if (old := self._old(path)) else None)
            for path, new in sorted(self.changed.items())
        ]
        changes += [files.FileChange(path, data, None) for path, data in sorted(self.attached.items())]
        changes += [files.FileChange(path, new, None if old is None else files.digest(old)) for path, (old, new) in sorted(self.put_back.items())]
        steps = pending.steps_between(((self._old(path), new) for path, new in self.changed.items()), trailers) if trailers else ()
        if self.book.places.git is not None:
            pending.note(self.book.places, steps)
        self._write_all(changes, message, trailers or {})
        paths = tuple(change.path for change in changes)
        if git is None and save is Save.IF_CLEAN and self.book.places.git is not None:
            raise WrittenWithoutGit(path=", ".join(paths), place=paths[0])
        if git is None or dirty:
            has_history = self.book.places.git is not None
            return Outcome(paths, None, paths if has_history else (), has_history)
        commit = saving.commit(git, {c.path: c.new for c in changes}, message, trailers=tuple((trailers or {}).items()), held=self.lock.fd)
        if steps:
            pending.forget(self.book.places, steps)
        return Outcome(paths, commit)

    def _write_all(self, changes: list[files.FileChange], message: str, trailers: Mapping[str, str]) -> None:
        """Write the files, with a record of what was there before; a record of what was not written says nothing."""
        assert self.lock is not None
        place = ""
        if not self.is_undo:
            before = {path: old.data if (old := self._old(path)) else None for path in self.changed}
            left = {path: new.data for path, new in self.changed.items() if new}
            kept = tuple(undo_records.FileBefore(c.path, before.get(c.path), undo_records.digest_of(c.new), left.get(c.path)) for c in changes)
            said = undo_records.RecordedChange(message, () if self.is_final else kept, tuple(trailers.items()), self.is_final)
            place = undo_records.begin(self.book.root, said)
        try:
            files.write_all(self.lock, changes)
        except BaseException:
            undo_records.forget(place)
            raise
        undo_records.finish(place)

    def _git(self, save: Save) -> Git | None:
        """The history to save in, once nothing stands in the way. A half-done merge stops every change, also one that is not to be saved."""
        git = _door(self.book)
        if git is None:
            return None
        git.refuse_unfinished()
        if save is Save.NEVER:
            return None
        if not _is_installed():
            if save is Save.MUST:
                raise GitMissing
            return None
        saving.prepare_commit(git)
        return git

    def _dirty(self, git: Git) -> tuple[str, ...]:
        """The files to change that hold something the history does not."""
        now = {path: old.data for path in self.changed if (old := self._old(path))}
        now |= {path: old for path, (old, _) in self.put_back.items() if old is not None}
        return tuple(path for path, state in git.states(now).items() if state not in {"clean", "absent"})

    def _old(self, path: str) -> Document | None:
        return self.book.document(path) if self.book.has_file(path) else None


@contextmanager
def begin_transaction(
    book: str | os.PathLike[str] | None = None,
    *,
    start: str = ".",
    dry_run: bool = False,
    opened: Callable[[Book], None] | None = None,
    tell_holder: Callable[[str], None] = lambda _: None,
) -> Iterator[Transaction]:
    """The book, locked, so that nobody else's change falls between. A dry run needs no lock, and writes nothing.

    What takes long, bringing the index up to date with a book that has changed, is done before; if another command has changed it since, the book is
    looked at again. `opened` is told of the book before the lock is asked for: the command line uses it to speak the book's language.
    `tell_holder` is told for whom we wait, where it takes long.
    """
    known = Book.open(book, start)
    since = mark(known.places)
    if opened:
        opened(known)
    if dry_run:
        yield Transaction(known, None)
        return
    with hold_lock(known.places, since=since, before_waiting=known.close, tell_holder=tell_holder) as lock:
        if (git := _door(known)) is not None:
            with suppress(GitMissing):
                leftovers.recover(git)
        is_as_it_was = lock.is_first_since and not lock.recovered
        if not is_as_it_was:
            known.close()
        yield Transaction(known if is_as_it_was else Book(known.places), lock)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Reading a book makes many facts and no waste: looking for some takes a quarter of the time in a book of thousands of files."""
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def git_of(book: Book) -> Git | None:
    """The book's history, or None where it keeps none or git is not installed."""
    git = _door(book)
    return git if git is not None and _is_installed() else None


def identity_of(book: Book) -> tuple[str, str] | None:
    """The name and e-mail address of the person at the keyboard, as git knows them; None where nobody has told it, or it is not installed."""
    git = _door(book)
    try:
        return git.identity() if git else identity_outside(book.root)
    except GitMissing:
        return None


def _door(book: Book) -> Git | None:
    places = book.places
    if places.git is None or places.top is None or places.common is None:
        return None
    return Git(places.root, places.top, places.git, places.common)


def _is_installed() -> bool:
    try:
        find_git()
    except GitMissing:
        return False
    return True
