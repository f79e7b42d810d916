"""Commands for a meeting: move gives it another day, cancel says that it will not be held, attend who came."""

from __future__ import annotations

import sys

from referat.cli.opening import finish, open_transaction
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, DryRun, NoSave, Today

    Meeting = Annotated[
        str, typer.Argument(metavar="MEETING", autocompletion=completion.meetings, help="Any unique part of the minutes' id, last or next.")
    ]


def move(
    meeting: Meeting,
    *,
    date: Annotated[str, typer.Option("--date", metavar="DAY", help="The new day: 2026-03-31, friday, 12.10.")],
    time: Annotated[str, typer.Option("--time", metavar="TIME", help="The new time: 09.00 or 09.00-10.30.")] = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Give a meeting that is still to come another day. Its file gets the new name, and what names the meeting or its day follows:
    references, the group's calendar, items that wait for it. The old id still finds it.

    \b
    referat move next --date 2026-04-07
    referat move 2026-03-31-styret --date friday --time 18.00
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.move_meeting import move_meeting
    from referat.changes.typed import read_meeting_day

    with open_transaction(book, dry_run=dry_run) as transaction:
        one = find_minutes(transaction.book, meeting, today)
        done = move_meeting(transaction, one, read_meeting_day(date, today), time, today)
        if done.already:
            words = tr(N_("{meeting} is on {day} already."), meeting=safe(done.new), day=done.on.isoformat())
        else:
            words = tr(D_("{meeting} is moved to {day}"), meeting=safe(done.old), day=done.on.isoformat())
        references = ["  " + tr(N_("changed with it: {path}"), path=safe(path)) for path in done.references]
        said = words if done.already else f"{words} ({safe(done.path)})"
        finish(
            transaction, words, dry_run=dry_run, save=not no_save, said=[said, *references], beside=_call_again(done.new) if done.was_called else []
        )


def cancel(
    meeting: Meeting,
    *,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is not held; it stands in the minutes' header.")],
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Say that a meeting will not be held. Its items wait for the next one, its actions go on there, and nobody is asked to approve it.

    \b
    referat cancel next --why "The chair is ill"
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.move_meeting import cancel_meeting

    with open_transaction(book, dry_run=dry_run) as transaction:
        one = find_minutes(transaction.book, meeting, today)
        done = cancel_meeting(transaction, one, why, today)
        words = tr(N_("Was cancelled already: {meeting}") if done.already else D_("Cancelled: {meeting}"), meeting=safe(one.id))
        waiting = [f"  {safe(item.title)}" for item in done.items]
        if waiting:
            waiting.insert(
                0, tr_n("One item that only its agenda held waits again:", "{n} items that only its agenda held wait again:", len(waiting))
            )
        told = _call_again(one.id) if done.was_called else []
        finish(transaction, words, dry_run=dry_run, save=not no_save, said=[f"{words} ({safe(one.path)})", *waiting], beside=told)


def _call_again(meeting: str) -> list[str]:
    """What tells those who expect the meeting."""
    return [tr(N_("Those who were called can be told with: referat notice {meeting} --to eml"), meeting=safe(meeting))]


def attend(
    meeting: Meeting,
    *,
    present: Annotated[
        list[str] | None, typer.Option("--present", metavar="WHO", autocompletion=completion.handles, help="Was there; a handle or part of a name.")
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option("--absent", metavar="WHO", autocompletion=completion.handles, help="Was not there. Both may be repeated.")
    ] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Write into a draft who came and who did not. Names move from one list to the other; the rest of the file stays as it is.

    \b
    referat attend last --absent kari --present per
    referat attend last --absent kari,oddvar
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.attend_meeting import attend_meeting

    with open_transaction(book, dry_run=dry_run) as transaction:
        one = find_minutes(transaction.book, meeting, today)
        came, away = ([name for names in typed or () for name in names.split(",") if name.strip()] for typed in (present, absent))
        done = attend_meeting(transaction, one, came, away)
        lines = [tr(N_("Present: {names}"), names=safe(", ".join(done.present)))] if done.present else []
        lines += [tr(N_("Absent: {names}"), names=safe(", ".join(done.absent)))] if done.absent else []
        lines = lines or [tr(N_("The lists say so already."))]
        beside = [tr(N_("{name} is named as the one who leads the meeting; write who did."), name=safe(done.chair))] if done.chair else []
        words = tr(D_("{meeting}: who came"), meeting=safe(one.id))
        finish(transaction, words, dry_run=dry_run, save=not no_save, said=[f"{line} ({safe(done.path)})" for line in lines], beside=beside)
