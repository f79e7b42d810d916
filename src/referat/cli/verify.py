"""The command verify: proves that approved text is unchanged and that the chain of approvals is whole."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from referat.cli.approve import clock
from referat.cli.console import answer, confirm, is_terminal, say
from referat.cli.opened import open_book
from referat.cli.options import BookPath, Today, format_option
from referat.errors import Exit
from referat.languages.door import tr, tr_n
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.book import Book
    from referat.desk.verifying import Verification
    from referat.trail.verify import Verified

Shape = Literal["table", "plain", "json", "github"]
_ACCEPTED = N_("From now on this is what is compared with.")


def verify(
    meeting: Annotated[str | None, typer.Argument(metavar="[MEETING]", help="Only what concerns these minutes; everything if not given.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Verify everything, as without a word.")] = False,
    against: Annotated[str, typer.Option("--against", metavar="CHECKPOINT", help="A checkpoint from a copy: K7QD-94MX-TR2A-81PB@12.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Look at what has moved since it was seen before, and accept it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --accept: accept without being asked.")] = False,
    book: BookPath = None,
    today: Today,
    format: Annotated[Shape | None, format_option()] = None,  # noqa: A002 - the option's name
) -> int | None:
    r"""Prove that approved text is unchanged and that the chain of approvals is whole. Exits with 1 on findings; notes are for information.

    What is seen is remembered outside the book, so that a history which was exchanged as a whole is noticed next time. The line at the end
    is the checkpoint: every copy that carries it is a witness.

    \b
    referat verify
    referat verify 2023-08-31
    referat verify --against K7QD-94MX-TR2A-81PB@12
    referat verify --format github
    """
    from referat.desk.verifying import against_checkpoint, verify_book

    if meeting and everything:
        raise typer.BadParameter("Name one meeting or --all, not both.")
    opened = open_book(book)
    done = verify_book(opened, clock())
    result = done.result.about(opened.find_minutes(meeting, today).id) if meeting else done.result
    if against:
        result = against_checkpoint(result, against)
    show(result, opened, format)
    if accept and not done.result.ok:
        return _accept(done, yes=yes)
    if done.result.ok:
        _remember(done)
    return None if result.ok else Exit.FINDINGS


def show(result: "Verified", book: "Book", shape: Shape | None) -> None:
    """The result in the form asked for: the findings and the checkpoint to stdout, how many there are to stderr."""
    from referat.cli import verified as writing
    from referat.cli.check import prefix_of

    form = shape or ("table" if is_terminal(sys.stdout) else "plain")
    if form == "json":
        answer(writing.as_json(result))
        return
    text = writing.as_annotations(result, prefix_of(book)) if form == "github" else writing.as_page(result)
    if text:
        answer(text)
    if form != "github":
        answer(f"{result.checkpoint.line} ({result.checkpoint.short})")
    approved = len(result.facts.approved)
    if result.ok:
        say(tr_n("One approved meeting; all is as it was approved.", "{n} approved meetings; all is as it was approved.", approved))
    else:
        say(tr_n("One finding.", "{n} findings.", len(result.findings)))


def _remember(done: "Verification") -> None:
    """Put down what was seen; that it cannot be put down is said, and no fault of the book."""
    first = done.old is None
    try:
        kept = done.remember()
    except OSError as trouble:
        say(tr(N_("What was seen could not be put down for next time: {reason}"), reason=trouble.strerror or str(trouble)))
        return
    if kept and first:
        say(tr(N_("This book is verified here for the first time; compare the line above with a copy you trust. {next}"), next=tr(_ACCEPTED)))


def _accept(done: "Verification", *, yes: bool) -> int:
    if not done.result.can_be_accepted or done.new is None:
        say(tr(N_("This cannot be accepted: something in the book itself is wrong.")))
        return Exit.FINDINGS
    if not yes and not confirm(tr(N_("Is this as it should be, and to be compared with from now on?")), flag="--yes"):
        return Exit.FINDINGS
    done.remember()
    say(tr(_ACCEPTED))
    return Exit.OK
