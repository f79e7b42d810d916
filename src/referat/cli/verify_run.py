"""Verifying, asked for through the fast path or through Typer: a book that is as it was is known again, any other is verified from the beginning."""

from __future__ import annotations

import os
import sys

from referat.changes import verify_cache as recalling
from referat.cli.streams import is_terminal, to_stderr, to_stdout, to_stdout_wrapped
from referat.errors import reason_of
from referat.languages import i18n
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.store.places import find_book

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

    from referat.approvals.findings import VerifyReport
    from referat.approvals.verify import Verified
    from referat.changes.verify_book import Verification
    from referat.changes.verify_cache import BookBytes
    from referat.git.program import Git
    from referat.store.places import Places

FINDINGS = 1  # Exit.FINDINGS, without loading it
_kept: list[object] = []  # what a run has read goes with the process; to let go of it piece by piece takes a while
_ACCEPTED = N_("From now on this is what is compared with.")


def verify(**options: Any) -> int:
    """The command `verify`, by its options."""
    book, meeting, accept = options["book"], options["meeting"], options["accept"]
    if meeting and (options["everything"] or accept):
        from referat.cli.ending import misused

        both = N_("Name one meeting or --accept, not both.") if accept else N_("Name one meeting or --all, not both.")
        raise misused(both)
    shown = options["format"]
    return _prove(os.fspath(book) if book else None, meeting=meeting, against=options["against"], accept=accept, yes=options["yes"], shape=shown) or 0


def _prove(book: str | None, *, meeting: str | None, against: str, accept: bool, yes: bool, shape: str | None) -> int | None:
    places = find_book(book=book)
    standing = recalling.standing_of(places)
    if recalling.has_record(places) and not (meeting or against or accept):
        known = recalling.recall(places, recalling.state_now(standing, places))
        if known:
            report, language = known
            i18n.use(language)
            show(report, places, shape)
            return None
    git = _begin(places)
    try:
        gathered = recalling.gather(places)
        done = _reckon(git, places, gathered)
    finally:
        if git:
            git.stop()
    try:
        result = _asked_for(done.result, meeting, against)
        show(result.report, places, shape)
        if accept and not result.ok:
            return _accept(done, result, yes=yes)
        if result.ok and done.result.ok:
            moved = _remember(done)
            is_whole = done.git or places.git is None  # else git was missing, and the history is looked at when it is there
            is_news = moved and done.old and done.result.notes  # what is said of a pin that has moved on since is not said again
            if is_whole and not is_news and recalling.standing_of(places) == standing:
                recalling.remember(places, recalling.state_of(standing, gathered), gathered, done.result.report, i18n.in_use())
    finally:
        gathered.let_go()
    _kept.extend((gathered, done, result))
    return None if result.ok else FINDINGS


def _begin(places: Places) -> Git | None:
    from referat.changes.git_ahead import git_at

    return git_at(places)


def _reckon(git: Git | None, places: Places, gathered: BookBytes) -> Verification:
    """Verify from the beginning, in the language of the book."""
    from referat.changes.verify_book import settings_of, verify_book
    from referat.cli.clock import clock

    language, _ = settings_of(gathered)
    i18n.use(i18n.choose(language or None, os.environ))
    return verify_book(git, places, gathered, clock())


def _asked_for(result: Verified, meeting: str | None, against: str) -> Verified:
    """The part of the result that concerns one meeting, and what an old checkpoint says of it."""
    if meeting:
        from referat.query.lookup import UnknownMeeting, pick

        result = result.about(pick(meeting, (one.id for one in result.facts.minutes), UnknownMeeting))
    if against:
        from referat.changes.verify_book import against_checkpoint

        result = against_checkpoint(result, against)
    return result


def show(report: VerifyReport, places: Places, shape: str | None) -> None:
    """The result in the form asked for: the findings and the checkpoint to stdout, how many there are to stderr."""
    from referat.cli import verify_output as writing

    form = shape or ("table" if is_terminal(sys.stdout) else "plain")
    if form == "json":
        to_stdout(writing.as_json(report))
        return
    text = writing.as_annotations(report, places.prefix) if form == "github" else writing.as_page(report)
    if text:
        (to_stdout_wrapped if form == "table" else to_stdout)(text)
    if form != "github":
        line = report.checkpoint.shown if form == "table" else report.checkpoint.line
        to_stdout(f"{line} ({report.checkpoint.short})")
    if report.ok and not report.approved:
        to_stderr(tr(N_("Nothing is approved yet, and nothing is wrong.")))
    elif report.ok:
        to_stderr(tr_n("One approved meeting; all is as it was approved.", "{n} approved meetings; all is as it was approved.", report.approved))
    else:
        to_stderr(tr_n("One finding.", "{n} findings.", len(report.findings)))


def _remember(done: Verification) -> bool:
    """Put down what was seen, and whether it was something else; that it cannot be put down is said, and no fault of the book."""
    first = done.old is None
    try:
        kept = done.remember()
    except OSError as trouble:
        to_stderr(tr(N_("What was seen could not be put down for next time: {reason}"), reason=reason_of(trouble)))
        return False
    if kept and first:
        to_stderr(tr(N_("This book is verified here for the first time; compare the line above with a copy you trust. {next}"), next=tr(_ACCEPTED)))
    return kept


def _accept(done: Verification, result: Verified, *, yes: bool) -> int:
    from referat.cli.console import confirm

    if not result.can_be_accepted:
        to_stderr(tr(N_("This cannot be accepted: something in the book itself is wrong.")))
        return FINDINGS
    if done.new is None:
        to_stderr(tr(N_("This cannot be accepted: only a whole history can be remembered.")))
        return FINDINGS
    if not yes and not confirm(tr(N_("Is this as it should be, and to be compared with from now on?")), flag="--yes"):
        return FINDINGS
    done.remember()
    to_stderr(tr(_ACCEPTED))
    return 0
