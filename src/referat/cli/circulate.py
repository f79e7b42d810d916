"""The command circulate: minutes are sent out, with copies to hand on."""

from __future__ import annotations

import sys

from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.handouts import say_unshown
from referat.cli.opening import open_transaction, say_saved
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.model.text import safe
from referat.query.days import NotADay

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.changes.circulate_minutes import Circulated
    from referat.changes.transaction import Transaction
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from pathlib import Path
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, DryRun, NoSave, Today


def circulate(
    meeting: Annotated[
        str, typer.Argument(metavar="MEETING", autocompletion=completion.meetings, help="Any unique part of the minutes' id, or last.")
    ],
    *,
    comments_by: Annotated[str | None, typer.Option("--comments-by", metavar="DAY", help="The last day for comments: 2026-03-31, +2w.")] = None,
    force: Annotated[str, typer.Option("--force", metavar="REASON", help="Send out although check finds something; the reason is recorded.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the copies go; copies/ in the book's folder if not given.")] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Send minutes out: actions get their ids, handles become names, ticked boxes get their day, check must find nothing,
    and what was sent is recorded and saved. Copies to hand on are made in the formats that `copies` in book.yaml names (HTML and plain text
    where it names none), with the book's checkpoint on them.

    After changes, run it again: it is a new version, and what changed is said.

    \b
    referat circulate last
    referat circulate 2023-08-31 --comments-by "next friday"
    referat circulate 2023-08-31 --force "the chair wants it out today"
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.circulate_minutes import NotFit, circulate_minutes, write_circulated
    from referat.changes.copies import checkpoint_of, facts_of, write_copies
    from referat.handouts.minutes import minutes_handout
    from referat.model.dates import read_day

    with open_transaction(book, dry_run=dry_run) as transaction:
        minutes = find_minutes(transaction.book, meeting, today)
        last_day = read_day(comments_by, today) if comments_by else None
        if comments_by and last_day is None:
            raise NotADay(typed=comments_by)
        try:
            sent = circulate_minutes(transaction, minutes, today, comments_by=last_day, force=force)
        except NotFit as refusal:
            show_findings(transaction, refusal)
            raise
        show_sent(sent)
        if dry_run:
            to_stdout(transaction.diff())
            to_stderr(tr(N_("Nothing is written: this was a dry run.")))
            return
        if not sent.already:
            say_saved(write_circulated(transaction, sent, save=not no_save), asked=not no_save)
        now = transaction.read_again()
        point = checkpoint_of(now)
        handout = minutes_handout(facts_of(now, today), now.find_minutes(sent.minutes.id, today), sent.version)
        say_unshown(handout, now.settings.copies)
        for path in write_copies(now, handout, sent.minutes.id, now.settings.copies, out):
            to_stdout(path)
        to_stderr(f"{point.shown} ({point.short})")


def show_sent(sent: Circulated) -> None:
    """What was written out, what changed since the last version, and that it is sent out."""
    from referat.cli.save import said_differences

    for minted in sent.minted:
        to_stdout_wrapped(f"^{minted.id}  {safe(minted.text)}  ({minted.place})")
    for name in sent.names:
        to_stdout_wrapped(f"{safe(name.handle)} → {safe(name.text)}")
    meeting = sent.minutes.id
    if sent.already:
        to_stderr(tr(N_("{meeting} is as it was sent out; only the copies are made again."), meeting=meeting))
        return
    if sent.version == 1:
        to_stdout_wrapped(tr(N_("{meeting} is sent out."), meeting=meeting))
    else:
        to_stdout_wrapped(tr(N_("{meeting} is sent out again: version {n}."), meeting=meeting, n=sent.version))
    if sent.changed:
        to_stdout_wrapped(tr(N_("Changed since it was last sent out: {what}"), what=said_differences(sent.changed)))
    elif sent.changed == ():
        to_stdout_wrapped(tr(N_("Only other text has changed since it was last sent out.")))
    if sent.forced:
        to_stderr(tr(N_("Sent out although check finds something, with the reason: {reason}"), reason=safe(sent.forced)))
    if sent.minutes.circulation and sent.minutes.circulation.comments_by:
        to_stderr(tr(N_("Comments by {day}."), day=sent.minutes.circulation.comments_by))


def show_findings(transaction: Transaction, refusal: Exception) -> None:
    from referat.changes.circulate_minutes import NotFit
    from referat.cli import check_output as writing

    assert isinstance(refusal, NotFit)
    now = transaction.read_changed()
    to_stderr(writing.as_page(refusal.findings, now.line_text))
    to_stderr(tr_n("One thing to put right.", "{n} things to put right.", len(refusal.findings)))
