"""The command sync: what others have saved comes here, what is saved here goes there, and where both disagree a person is asked."""

from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import may_ask
from referat.cli.opening import welcome
from referat.cli.options import BookPath, Today
from referat.cli.save import what_changed
from referat.cli.streams import to_stderr, to_stdout
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from referat.changes.save_writing import Unsaved
    from referat.changes.sync_book import MergeQuestion

# More files than this are counted, and not named.
_NAMED = 12


def sync(
    bundle: Annotated[
        str | None, typer.Argument(metavar="[FILE.bundle]", help="A file that carries the book, on a stick or in a shared folder.")
    ] = None,
    *,
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="BRANCH", help="The branch the book is kept on, where that is to be another.")
    ] = None,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
) -> None:
    r"""Bring the book together with a colleague's: fetch what was saved there, merge it by actions and days, and send what was saved here.

    \b
    referat sync
    referat sync /media/stick/styret.bundle
    """
    from referat.changes.sync_book import sync as bring_together

    done = bring_together(book, _asked, branch=branch or "", bundle=bundle or "", opened=welcome)
    for heading, found in ((N_("Came from {where}:"), done.came), (N_("Went to {where}:"), done.went)):
        if found:
            to_stdout(tr(heading, where=safe(done.where)))
            _tell(found)
    if done.merged:
        to_stdout(tr(N_("Both had written; it is brought together.")))
    if not done.came and not done.went:
        to_stdout(tr(N_("Nothing new, here or there ({where})."), where=safe(done.where)))


def _tell(found: "Sequence[Unsaved]") -> None:
    for one in found[:_NAMED]:
        to_stdout(f"  {safe(one.path)}: {what_changed(one)}")
    if len(found) > _NAMED:
        to_stdout("  " + tr_n("and one file more", "and {n} files more", len(found) - _NAMED))


_ONLY_FROZEN = {
    "ours": N_("Yours has been sent out or approved, and stays as it is: 1 keeps it. What the others wrote stays in the history alone."),
    "theirs": N_(
        "Theirs has been sent out or approved, and stays as it is: 2 takes it. "
        "What you wrote stays in the history alone; write it in a later meeting."
    ),
}


def _asked(question: "MergeQuestion") -> str:
    """What a person decides: ours, theirs or both. Raises NobodyToDecide where nobody is there, or nobody wants to."""
    from referat.changes.sync_book import NobodyToDecide
    from referat.cli.review import Stopped, read_line

    if not may_ask():
        raise NobodyToDecide(path=question.path, place=question.path)
    to_stderr("")
    to_stderr(tr(N_("Both have written in {path}, and not the same:"), path=safe(question.path)))
    answers = {"1": "ours", "2": "theirs"}
    for number, heading, text in (("1", N_("yours"), question.ours), ("2", N_("theirs"), question.theirs)):
        to_stderr(f"  {number}  {tr(heading)}")
        for line in (text if text is not None else tr(N_("(taken away)"))).splitlines() or [tr(N_("(nothing)"))]:
            to_stderr("     " + safe(line))
    if question.frozen:
        answers = {number: side for number, side in answers.items() if side == question.frozen}
        to_stderr(tr(_ONLY_FROZEN[question.frozen]))
    if question.may_keep_both:
        answers["3"] = "both"
        to_stderr("  3  " + tr(N_("both, yours first")))
    while True:
        try:
            typed = read_line(tr(N_("Number, q to stop and change nothing:")))
        except Stopped:
            raise NobodyToDecide(path=question.path, place=question.path) from None
        if typed in answers:
            return answers[typed]
        to_stderr(tr(N_("That is none of the answers.")))
