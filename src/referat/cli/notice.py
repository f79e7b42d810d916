"""The command notice: a coming meeting is called, with copies to hand on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.handouts import say_unshown
from referat.cli.opening import open_transaction, say_saved
from referat.cli.options import BookPath, DryRun, NoSave, Today, as_handout_format
from referat.languages.i18n import tr
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.query.differences import Difference

_TO = "A format: html, pdf, docx, odt, md, txt or json; may be repeated. As `copies` in book.yaml says if not given."


def notice(
    meeting: Annotated[
        str, typer.Argument(metavar="MEETING", autocompletion=completion.meetings, help="Any unique part of the minutes' id, or next.")
    ] = "next",
    *,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="FORMAT", parser=as_handout_format, help=_TO)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the copies go; copies/ in the book's folder if not given.")] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Call a coming meeting: who is called, the agenda with what each case is for, papers, proposals, minutes to approve, and what those called
    have still to do. What was sent is recorded and saved; nothing is frozen, and nobody counts as present.

    After changes, run it again: it is a new version, and what changed is said on it.

    \b
    referat notice next
    referat notice 2023-10-12 --to pdf --to docx
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.call_meeting import call_meeting, changes_of, write_called
    from referat.changes.copies import facts_of, write_copies
    from referat.cli.save import said_differences
    from referat.format import style
    from referat.handouts.notice import notice_handout
    from referat.handouts.words import speaking
    from referat.handouts.writers import require

    with open_transaction(book, dry_run=dry_run) as transaction:
        formats = list(to or transaction.book.settings.copies)
        for form in formats:
            require(form)
        minutes = find_minutes(transaction.book, meeting, today)
        called = call_meeting(transaction, minutes, today)
        if called.already:
            to_stderr(tr(N_("{meeting} is as it was called; only the copies are made again."), meeting=minutes.id))
        elif called.version > 1:
            to_stdout_wrapped(tr(N_("{meeting} is called again: version {n}."), meeting=minutes.id, n=called.version))
        else:
            to_stdout_wrapped(tr(N_("{meeting} is called."), meeting=minutes.id))
        if called.changed:
            to_stdout_wrapped(tr(N_("Changed since the last notice: {what}"), what=said_differences(called.changed)))
        if dry_run:
            to_stdout(transaction.diff())
            to_stderr(tr(N_("Nothing is written: this was a dry run.")))
            return
        changed = changes_of(transaction, called)
        if not called.already:
            say_saved(write_called(transaction, called, save=not no_save), asked=not no_save)
        now = transaction.read_again()
        page = facts_of(now, today).page(now.find_minutes(minutes.id, today))
        with speaking(style.language(page.document, now.language)):
            words = [said_differences([in_words(one, now.language)]) for one in changed]
        handout = notice_handout(page, version=called.version, on=called.on, changed=words)
        version = f"-v{called.version}" if called.version > 1 else ""
        say_unshown(handout, formats)
        for path in write_copies(now, handout, f"{minutes.id}-innkalling{version}", formats, out):
            to_stdout(path)


def in_words(one: "Difference", language: str) -> "Difference":
    """A change with its days as a document says them."""
    from dataclasses import replace

    from referat.handouts.words import due_words

    return replace(one, facts={name: due_words(fact, language) if isinstance(fact, str) else fact for name, fact in one.facts.items()})
