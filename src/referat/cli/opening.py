"""Opening the book for a command: found, its language spoken from then on, and what could not be read said once on stderr."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.problem_output import said, show_problem
from referat.errors import Exit, ReferatError
from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.transaction import Outcome, Transaction


def open_book(path: Path | None, *, quiet: bool = False) -> "Book":
    """The book that a command reads; `quiet` for one that lists by itself what cannot be read."""
    from referat.book import Book

    book = Book.open(path)
    if quiet:
        speak(book)
    else:
        welcome(book)
    return book


@contextmanager
def open_transaction(path: Path | None, *, dry_run: bool = False) -> Iterator["Transaction"]:
    """The book that a command changes, locked while it does."""
    from referat.changes.transaction import begin_transaction

    with begin_transaction(path, dry_run=dry_run, opened=welcome) as transaction:
        for found in transaction.recovered:
            to_stderr(tr(N_("An earlier command did not get to its end; {path} was put right again."), path=found.path))
        yield transaction


def welcome(book: "Book") -> None:
    """Speak the book's language, and warn of the files that cannot be read. The rest is listed all the same."""
    speak(book)
    warn_of_unread(book)


def warn_of_unread(book: "Book") -> None:
    """Each file that cannot be read, once on stderr."""
    for problem in book.unreadable:
        facts = dict(problem.facts)
        show_problem(said(problem.entry.message, facts), place=problem.place, line_text=book.line_text(problem.place), length=problem.length)


def speak(book: "Book") -> None:
    i18n.use(i18n.choose(book.settings.language or None, os.environ))


def finish(transaction: "Transaction", message: str, *, dry_run: bool, save: bool, said: Sequence[str] = (), beside: Sequence[str] = ()) -> None:
    """Write what lies in the transaction, or show it. `said` is what was done, and is told only once it is; then what became of it in the history.

    `beside` is told with it, on stderr, where the answer is to be something else.
    """

    def tell_all() -> None:
        for line in said:
            to_stdout_wrapped(line)
        for line in beside:
            to_stderr(line)

    from referat.changes.transaction import Save

    if dry_run:
        tell_all()
        for line in transaction.diff().splitlines():
            to_stdout(safe(line.replace("\t", "    ")))
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
        return
    try:
        outcome = transaction.write(message, Save.IF_CLEAN if save else Save.NEVER)
    except ReferatError as error:
        if error.exit is Exit.NOT_COMMITTED:  # the files stand; the error says how to finish
            tell_all()
        raise
    tell_all()
    say_saved(outcome, asked=save)


def say_saved(outcome: "Outcome", *, asked: bool = True) -> None:
    """One line on what became of a change in the book's history, where there is something to know."""
    if outcome.unsaved and asked:
        paths = safe(", ".join(outcome.unsaved))
        to_stderr(tr(N_("{paths} held unsaved writing before, so nothing is saved yet; it goes with: referat save"), paths=paths))
    elif outcome.unsaved and outcome.has_history:
        to_stderr(tr(N_("Not saved in the book's history yet; it goes with: referat save")))
    elif outcome.paths and not outcome.commit:
        to_stderr(tr(N_("The book keeps no history, so nothing is saved beyond the file; start one with: referat init")))
