"""The command verify: proves that approved text is unchanged and that the chain of approvals is whole."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.approve import clock
from referat.cli.console import answer, confirm, is_terminal, say, tell
from referat.cli.opened import open_book
from referat.cli.options import BookPath, format_option
from referat.errors import Exit
from referat.languages import door
from referat.languages.door import tr, tr_n
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.desk.recalling import Gathered
    from referat.desk.verifying import Verification
    from referat.store.places import Places
    from referat.trail.findings import Report
    from referat.trail.verify import Verified

Shape = Literal["table", "plain", "json", "github"]
_ACCEPTED = N_("From now on this is what is compared with.")


def verify(
    meeting: Annotated[
        str | None,
        typer.Argument(
            metavar="[MEETING]", autocompletion=completion.meetings, help="Only what concerns these minutes; everything if not given."
        ),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Verify everything, as without a word.")] = False,
    against: Annotated[str, typer.Option("--against", metavar="CHECKPOINT", help="A checkpoint from a copy: K7QD-94MX-TR2A-81PB@12.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Look at what has moved since it was seen before, and accept it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --accept: accept without being asked.")] = False,
    book: BookPath = None,
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
    from referat.desk import recalling
    from referat.store.places import find_book

    if meeting and everything:
        raise typer.BadParameter(N_("Name one meeting or --all, not both."))
    if meeting and accept:
        raise typer.BadParameter(N_("Name one meeting or --accept, not both."))
    places = find_book(book=os.fspath(book) if book else None)
    gathered = recalling.gather(places)
    state = recalling.state_of(places, gathered)
    known = None if meeting or against or accept else recalling.recall(places, state)
    if known:
        report, language = known
        door.use(language)
        show(report, places, format)
        return None
    return _reckon(book, gathered, meeting=meeting, against=against, accept=accept, yes=yes, shape=format)


def _reckon(
    book: Path | None, gathered: "Gathered", *, meeting: str | None, against: str, accept: bool, yes: bool, shape: Shape | None
) -> int | None:
    """Verify from the beginning, and remember what came of it."""
    from referat.desk import recalling
    from referat.desk.verifying import against_checkpoint, verify_book
    from referat.query.lookup import UnknownMeeting, pick

    opened = open_book(book, quiet=True)
    done = verify_book(opened, gathered, clock())
    result = done.result.about(pick(meeting, (one.id for one in done.result.facts.minutes), UnknownMeeting)) if meeting else done.result
    if against:
        result = against_checkpoint(result, against)
    show(result.report, opened.places, shape)
    if accept and not result.ok:
        return _accept(done, result, yes=yes)
    if result.ok and done.result.ok:
        _remember(done)
        if done.git or opened.places.git is None:  # else git was missing, and the history is looked at when it is there
            recalling.remember(opened.places, recalling.state_of(opened.places, gathered), done.result.report, door.in_use())
    return None if result.ok else Exit.FINDINGS


def show(report: "Report", places: "Places", shape: Shape | None) -> None:
    """The result in the form asked for: the findings and the checkpoint to stdout, how many there are to stderr."""
    from referat.cli import verified as writing

    form = shape or ("table" if is_terminal(sys.stdout) else "plain")
    if form == "json":
        answer(writing.as_json(report))
        return
    text = writing.as_annotations(report, places.prefix) if form == "github" else writing.as_page(report)
    if text:
        (tell if form == "table" else answer)(text)
    if form != "github":
        answer(f"{report.checkpoint.line} ({report.checkpoint.short})")
    if report.ok:
        say(tr_n("One approved meeting; all is as it was approved.", "{n} approved meetings; all is as it was approved.", report.approved))
    else:
        say(tr_n("One finding.", "{n} findings.", len(report.findings)))


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


def _accept(done: "Verification", result: "Verified", *, yes: bool) -> int:
    if not result.can_be_accepted:
        say(tr(N_("This cannot be accepted: something in the book itself is wrong.")))
        return Exit.FINDINGS
    if done.new is None:
        say(tr(N_("This cannot be accepted: only a whole history can be remembered.")))
        return Exit.FINDINGS
    if not yes and not confirm(tr(N_("Is this as it should be, and to be compared with from now on?")), flag="--yes"):
        return Exit.FINDINGS
    done.remember()
    say(tr(_ACCEPTED))
    return Exit.OK
