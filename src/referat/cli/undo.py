"""Commands that take back: undo the last change, restore a file that is missing."""

from __future__ import annotations

import sys

from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.opening import finish, open_transaction, say_saved
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli.options import BookPath, DryRun, NoSave, Today


def undo(
    *,
    list_: Annotated[bool, typer.Option("--list", help="Only list what can be taken back, the newest first.")] = False,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere; what is taken back hangs on no day
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Take back the last command that changed the book, exactly: its lines become what they were before. Run it again for the one before.

    What was saved in the history stays there; taking it back is an entry of its own. What has come since in other lines is left as it is;
    where it has come in the very lines that the command wrote, nothing is done, and you are told where. `save` changes no file, so there is
    nothing of it to take back: what you wrote yourself stays.

    \b
    referat undo
    referat undo --list
    """
    if list_:
        _list(book)
        return
    from referat.changes.undo_change import message_of, undo_change, write_undone
    from referat.errors import Exit, ReferatError

    with open_transaction(book, dry_run=dry_run) as transaction:
        undone = undo_change(transaction)
        if undone is None:
            to_stderr(tr(N_("There is nothing to take back.")))
            return
        words = message_of(undone)
        title, *more = filter(None, words.split("\n"))
        said = [safe(title), *(f"  {safe(line)}" for line in (*more, *undone.paths))]
        if dry_run:
            finish(transaction, words, dry_run=True, save=not no_save, said=said)
            return
        try:
            outcome = write_undone(transaction, undone, words, save=not no_save)
        except ReferatError as error:
            if error.exit is Exit.NOT_COMMITTED:
                to_stdout_wrapped("\n".join(said))
            raise
        to_stdout_wrapped("\n".join(said))
        say_saved(outcome, asked=not no_save)


def _list(book: BookPath) -> None:
    """Each change on record on a line: when, what it said, and its files."""
    from datetime import datetime

    from referat.changes.undo_change import changes_on_record, title_of
    from referat.cli.opening import open_book

    found = list(changes_on_record(open_book(book)))
    for one in found:
        when = datetime.fromtimestamp(one.at).astimezone().strftime("%Y-%m-%d %H:%M")
        what = tr(N_("{what} (cannot be taken back)"), what=title_of(one)) if one.is_final else title_of(one)
        to_stdout_wrapped(safe(f"{when}  {what}"))
        for file in one.files:
            to_stdout(safe(f"    {file.path}"))
    if not found:
        to_stderr(tr(N_("There is nothing to take back.")))


def restore(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The file that is missing: its path, its name, or any part that only it has.")],
    *,
    entry: Annotated[
        str, typer.Option("--from", metavar="ENTRY", help="The entry of the history to take it from, if not the newest that has it.")
    ] = "",
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere; what is taken back hangs on no day
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Bring back a file of the book that is missing: its newest saved version.

    \b
    referat restore meetings/2026-03-31-styret.md
    referat restore 2026-03-31-styret
    """
    from referat.changes.undo_change import restore_file

    with open_transaction(book, dry_run=dry_run) as transaction:
        restored = restore_file(transaction, path, entry)
        words = tr(D_("Brought back: {path}"), path=safe(restored.path))
        finish(transaction, words, dry_run=dry_run, save=not no_save, said=[words])
