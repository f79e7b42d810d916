"""Commands for the day's writing: save keeps it in the book's history, rename gives a draft another id."""

from __future__ import annotations

import sys

from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.opening import finish, open_transaction
from referat.cli.problem_output import said, show_problem
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from referat.book import Book
    from referat.changes.save_writing import Unsaved
    from referat.query.differences import Difference
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, DryRun, NoSave, Today

# More than this many files, and the entry in the history only counts them.
_NAMED = 3


def save(
    *,
    message: Annotated[str | None, typer.Option("--message", "-m", metavar="TEXT", help="What it was about, in your own words.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where personal data would enter the history, which keeps it.")] = False,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere; what is kept hangs on no day
    dry_run: DryRun = False,
) -> None:
    r"""Keep the day's writing in the book's history: every file that changed, and nothing outside the book.

    \b
    referat save
    referat save -m "Attendance put right after the call"
    referat save --dry-run
    """
    from referat.approvals import pending
    from referat.changes.finish_merge import finish_merge, is_merging
    from referat.changes.save_writing import keep, ready_repository, refuse_half, refuse_unfit, steps_taken, unsaved
    from referat.changes.typed import text_of

    with open_transaction(book, dry_run=dry_run) as transaction:
        if not dry_run and is_merging(transaction.book):
            for path in finish_merge(transaction):
                to_stdout(safe(path))
            to_stderr(tr(N_("The merge is finished and saved.")))
            return
        writing = unsaved(transaction.book, ready_repository(transaction.book))
        for path, reason in writing.left_out:
            to_stderr(tr(N_("{path} is left out: {reason}."), path=safe(path), reason=reason))
        if not writing.files:
            to_stderr(tr(N_("Everything is saved already.")))
            if not dry_run:
                pending.forget(transaction.book.places)
            return
        taken = steps_taken(writing.files, pending.noted(transaction.book.places))
        refuse_unfit(transaction.book, writing.files, taken)
        refuse_half(transaction.book, taken)
        if not anyway:
            refuse_personal(transaction.book, writing.files)
        told = [f"{safe(one.path)}: {what_changed(one)}" for one in writing.files]
        if dry_run:
            to_stdout_wrapped("\n".join(told))
            to_stderr(tr(N_("Nothing is saved: this was a dry run.")))
            return
        keep(transaction, writing.files, text_of(message or "") or entry(writing.files), taken)
        pending.forget(transaction.book.places)
        to_stdout_wrapped("\n".join(told))
        to_stderr(tr_n("One file saved.", "{n} files saved.", len(told)))


def refuse_personal(book: Book, found: Sequence[Unsaved]) -> None:
    """Name the places where personal data stands, without repeating it, and save nothing."""
    from referat.changes.save_writing import PersonalData, personal_data

    problems = personal_data(book, found)
    for problem in problems:
        show_problem(said(problem.entry.message, dict(problem.facts)), place=problem.place)
    if problems:
        raise PersonalData(places=", ".join(dict.fromkeys(problem.place.path for problem in problems)))


def rename(
    old: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.pages, help="Minutes that are drafts, a group or a prepared item.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new id; the file gets this name.")],
    *,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Give minutes, a group or an item another id, and change every reference to it.

    \b
    referat rename 2023-08-31-naering 2023-09-07-naering
    """
    from referat.changes.rename_page import rename_page

    with open_transaction(book, dry_run=dry_run) as transaction:
        renamed = rename_page(transaction, old, new, today)
        words = tr(D_("{old} is now called {new}"), old=safe(renamed.old), new=safe(renamed.new))
        references = ["  " + tr(N_("reference changed in {path}"), path=safe(path)) for path in renamed.references]
        finish(transaction, words, dry_run=dry_run, save=not no_save, said=[f"{words} ({safe(renamed.path)})", *references])


def what_changed(one: Unsaved) -> str:
    """What a person changed in a file, in one line."""
    if not one.what:
        return tr(D_("new file")) if one.old is None else tr(D_("removed")) if one.new is None else tr(D_("text changed"))
    return said_differences(one.what)


def said_differences(what: Iterable[Difference]) -> str:
    """What changed, one thing after the other; facts are fit for a screen."""
    return "; ".join(said(one.words, dict(one.facts)) for one in what)


def entry(found: Sequence[Unsaved]) -> str:
    """The entry in the book's history where the secretary gave none."""
    named = [f"{safe(one.path)}: {what_changed(one)}" for one in found]
    if len(found) == 1:
        return named[0]
    first = ", ".join(safe(one.path.rpartition("/")[2]) for one in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    return tr(D_("The day's writing: {files}"), files=first) + "\n\n" + "\n".join(named)
