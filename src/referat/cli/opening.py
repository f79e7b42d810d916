"""Opening the book for a command: found, its language spoken from then on, and what could not be read said once on stderr."""

from __future__ import annotations

import os
import sys

from referat.book import Book
from referat.cli.streams import is_terminal, to_stderr, to_stdout, to_stdout_wrapped
from referat.index.index import Watcher
from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from referat.changes.transaction import Outcome, Transaction

PATIENCE = 1.0  # seconds that somebody at a terminal waits before being told what for


class AtKeyboard(Watcher):
    """Tells the person at the keyboard, in the book's language as soon as that is known."""

    def __init__(self, doing: str = N_("Reading the book: {percent} %")) -> None:
        self._doing = doing
        self._begun: float | None = None
        self._is_shown = self._has_news = self._may_speak = False

    def speak(self) -> None:
        self._may_speak = True
        if self._has_news:
            self.remade()

    def remade(self) -> None:
        self._has_news = True
        if self._may_speak:
            to_stderr(tr(N_("What was kept of the book to answer quickly was of no use any more; it has been made anew.")))

    def progress(self, done: int, of: int) -> None:
        """How much is done, on a terminal, once it takes long."""
        if not is_terminal(sys.stderr):
            return
        from time import monotonic

        self._begun = self._begun or monotonic()
        if done < of and monotonic() - self._begun > PATIENCE:
            self._is_shown = True
            sys.stderr.write("\r" + tr(self._doing, percent=100 * done // of))
        elif done >= of and self._is_shown:
            self._is_shown = False
            sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def open_book(path: str | os.PathLike[str] | None, *, quiet: bool = False) -> Book:
    """The book that a command reads; `quiet` for one that lists by itself what cannot be read."""
    watcher = AtKeyboard()
    book = Book.open(path, watcher=watcher)
    speak(book)
    watcher.speak()
    if not quiet:
        warn_of_unread(book)
    return book


def open_transaction(path: Path | None, *, dry_run: bool = False) -> AbstractContextManager[Transaction]:
    """The book that a command changes, locked while it does."""
    from contextlib import contextmanager

    return contextmanager(_transaction)(path, dry_run=dry_run)


def _transaction(path: Path | None, *, dry_run: bool) -> Iterator[Transaction]:
    from referat.changes.transaction import begin_transaction

    with begin_transaction(path, dry_run=dry_run, opened=welcome, tell_holder=_say_who_is_waited_for) as transaction:
        for found in transaction.recovered:
            to_stderr(tr(N_("An earlier command did not get to its end; {path} was put right again."), path=found.path))
        warn_of_other_branch(transaction.book)
        yield transaction


def _say_who_is_waited_for(holder: str) -> None:
    to_stderr(tr(N_("Another command is changing the book ({holder}); waiting until it is done."), holder=safe(holder)))


def warn_of_other_branch(book: Book) -> None:
    """Say so where what is saved will not be on the branch that the book is kept on."""
    from referat.changes.transaction import git_of
    from referat.git.home_branch import other_branch

    git = git_of(book)
    if git is not None and (branch := other_branch(git)):
        to_stderr(tr(N_("You stand on the branch {branch}, which is not the one that the book is kept on."), branch=safe(branch)))


def welcome(book: Book) -> None:
    """Speak the book's language, and warn of the files that cannot be read. The rest is listed all the same."""
    speak(book)
    warn_of_unread(book)


def warn_of_unread(book: Book) -> None:
    """Each file that cannot be read, once on stderr."""
    if not book.has_unread:
        return
    from referat.cli.problem_output import said, show_problem

    for problem in book.unreadable:
        facts = dict(problem.facts)
        show_problem(said(problem.entry.message, facts), place=problem.place, line_text=book.line_text(problem.place), length=problem.length)


def speak(book: Book) -> None:
    i18n.use(i18n.choose(book.own_language or None, os.environ))


def finish(
    transaction: Transaction,
    message: str,
    *,
    dry_run: bool,
    save: bool,
    said: Sequence[str] = (),
    beside: Sequence[str] = (),
    trailers: Mapping[str, str] | None = None,
    meant: Iterable[str] = (),
) -> None:
    """Write what lies in the transaction, or show it. `said` is what was done, and is told only once it is; then what became of it in the history.

    `beside` is told with it, on stderr, where the answer is to be something else. What has trailers, an approval, must be saved;
    `meant` are the files that were written by hand for it.
    """

    def tell_all() -> None:
        for line in said:
            to_stdout_wrapped(line)
        for line in beside:
            to_stderr(line)

    from referat.changes.transaction import Save
    from referat.errors import Exit, ReferatError

    if dry_run:
        tell_all()
        for line in transaction.diff().splitlines():
            to_stdout(safe(line.replace("\t", "    ")))
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
        return
    try:
        wanted = Save.NEVER if not save else Save.IF_CLEAN if trailers is None else Save.MUST
        outcome = transaction.write(message, wanted, trailers=trailers, meant=tuple(meant))
    except ReferatError as error:
        if error.exit is Exit.NOT_COMMITTED:  # the files stand; the error says how to finish
            tell_all()
        raise
    tell_all()
    say_saved(outcome, asked=save)


def say_saved(outcome: Outcome, *, asked: bool = True) -> None:
    """One line on what became of a change in the book's history, where there is something to know."""
    if outcome.unsaved and asked:
        paths = safe(", ".join(outcome.unsaved))
        to_stderr(tr(N_("{paths} held unsaved writing before, so nothing is saved yet; it goes with: referat save"), paths=paths))
    elif outcome.unsaved and outcome.has_history:
        to_stderr(tr(N_("Not saved in the book's history yet; it goes with: referat save")))
    elif outcome.paths and not outcome.commit:
        to_stderr(tr(N_("The book keeps no history, so nothing is saved beyond the file; start one with: referat init")))
