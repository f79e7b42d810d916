"""Commands for approval: approve, withdraw and correct."""

from __future__ import annotations

import sys
from datetime import date as day

from referat.cli.clock import clock
from referat.cli.console import to_stderr, to_stdout_wrapped
from referat.cli.ending import misused
from referat.cli.opening import finish, open_transaction
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from referat.changes.approve_minutes import ApprovalOptions, Approved, Warned
    from referat.changes.transaction import Transaction
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, DryRun, NoSave, Today

    Meeting = Annotated[str, typer.Argument(metavar="MEETING", autocompletion=completion.meetings, help="Any unique part of the minutes' id.")]
    In = Annotated[str, typer.Option("--in", metavar="MEETING", autocompletion=completion.meetings, help="The later meeting that did it.")]
    ItemNumber = Annotated[str, typer.Option("--item", metavar="N", help="The item of that meeting, if it cannot be seen from the titles.")]
    By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who approves, of those present there; who git says you are if not given.")]

_APPROVED = D_("{meeting} is approved in {approving}{item}, by {by}")
_AMENDED = D_("{meeting} is approved as amended in {approving}{item}, by {by}")
_CORRECTED = D_("{meeting} is corrected in {approving}{item}, by {by}")
_APPROVAL_WITHDRAWN = D_("The approval of {meeting} in {approving} is withdrawn")
_CORRECTION_WITHDRAWN = D_("The correction of {meeting} in {approving} is withdrawn")


def approve(
    meeting: Annotated[
        str | None, typer.Argument(metavar="[MEETING]", autocompletion=completion.meetings, help="Any unique part of the minutes' id.")
    ] = None,
    *,
    approving: In,
    item: ItemNumber = "",
    by: By = "",
    as_amended: Annotated[bool, typer.Option("--as-amended", help="The text was changed since it was sent out, and approved as it stands.")] = False,
    date: Annotated[str, typer.Option("--date", metavar="DAY", help="Approve minutes that are not in the book, held on this day.")] = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Record that a later meeting approved minutes. From then on their text is locked by its digest, in both files; actions go on moving.

    \b
    referat approve 2023-08-31 --in 2023-10-12
    referat approve 2023-08-31 --in 2023-10-12 --item 2 --by "Eli Arnkværn Bryhni"
    referat approve 2023-08-31 --in 2023-10-12 --as-amended
    referat approve --date 2023-05-23 --in 2023-08-31 --item 2
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.approve_minutes import ApprovalOptions, approve_minutes

    if bool(meeting) == bool(date):
        raise misused(N_("Name the minutes, or with --date the day of minutes that are not in the book."))
    wish = ApprovalOptions(item, by, as_amended)
    with open_transaction(book, dry_run=dry_run) as transaction:
        if date:
            _by_date(transaction, date, approving, wish, today, dry_run=dry_run, save=not no_save)
            return
        one, other = find_minutes(transaction.book, meeting or "", today), find_minutes(transaction.book, approving, today)
        done = approve_minutes(transaction, one, other, wish, today, clock())
        show_warnings(done.warnings)
        for minted in done.minted:
            to_stdout_wrapped(f"^{minted.id}  {safe(minted.text)}  ({minted.place})")
        words = _APPROVED if done.result == "approved" else _AMENDED
        trailers = {"Referat-Approve": f"{one.id} {done.text}", "Referat-In": other.id}
        conclude(transaction, _said(words, done), trailers, dry_run=dry_run, save=not no_save)


def withdraw(meeting: Meeting, *, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Take an approval, or a correction, back: possible while the meeting that recorded it is not approved itself.

    \b
    referat withdraw 2023-08-31
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.approve_minutes import withdraw_approval
    from referat.changes.correct_minutes import withdraw_correction
    from referat.changes.verify_book import remember_withdrawal

    with open_transaction(book, dry_run=dry_run) as transaction:
        one = find_minutes(transaction.book, meeting, today)
        text = one.approval.text if one.approval else ""
        corrected = bool(one.approval and one.approval.supersedes)
        other = withdraw_correction(transaction, one, today) if corrected else withdraw_approval(transaction, one, today)
        words = _CORRECTION_WITHDRAWN if corrected else _APPROVAL_WITHDRAWN
        trailers = {"Referat-Withdraw": f"{one.id} {text}", "Referat-In": other.id}
        if not dry_run:  # first, for whoever is killed in between need not be told of it either
            remember_withdrawal(transaction.read_changed(), one.id)
        conclude(transaction, tr(words, meeting=one.id, approving=other.id), trailers, dry_run=dry_run, save=not no_save)


def correct(
    meeting: Meeting,
    *,
    approving: In,
    item: ItemNumber = "",
    by: By = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Record that a later meeting corrected approved minutes. Make the correction in the file, do not save it, and run this:
    the text that was approved is kept byte for byte, and the new one says which it takes the place of.

    \b
    referat correct 2023-08-31 --in 2023-11-30 --item 3
    """
    from referat.changes.approval_records import find_minutes
    from referat.changes.approve_minutes import ApprovalOptions
    from referat.changes.correct_minutes import correct_minutes

    with open_transaction(book, dry_run=dry_run) as transaction:
        one, other = find_minutes(transaction.book, meeting, today), find_minutes(transaction.book, approving, today)
        done, kept = correct_minutes(transaction, one, other, ApprovalOptions(item, by), today, clock())
        show_warnings(done.warnings)
        trailers = {"Referat-Correct": f"{one.id} {done.text}", "Referat-In": other.id}
        told = tr(N_("The text that was approved is kept in {path}."), path=kept.path)
        conclude(transaction, _said(_CORRECTED, done), trailers, dry_run=dry_run, save=not no_save, meant={one.path}, beside=told)


def conclude(
    transaction: Transaction, words: str, trailers: Mapping[str, str], *, dry_run: bool, save: bool, meant: Iterable[str] = (), beside: str = ""
) -> None:
    """Write and save, or show; say in one line what was done, and `beside` it, once the files stand."""
    said = [] if dry_run else [f"{safe(words)}."]
    finish(
        transaction, words, dry_run=dry_run, save=save, said=said, beside=[beside] if beside and not dry_run else [], trailers=trailers, meant=meant
    )


def show_warnings(warnings: Iterable[Warned]) -> None:
    for warning in warnings:
        to_stderr(tr(N_("Note: {what}"), what=tr(warning.words, **warning.facts)))


def _by_date(transaction: Transaction, typed: str, approving: str, wish: ApprovalOptions, today: day, *, dry_run: bool, save: bool) -> None:
    from referat.changes.approval_records import find_minutes
    from referat.changes.approve_minutes import approve_by_date
    from referat.model.dates import iso_day
    from referat.query.days import NotADay

    on = iso_day(typed)
    if on is None:
        raise NotADay(typed=typed)
    other = find_minutes(transaction.book, approving, today)
    item = approve_by_date(transaction, on, other, wish, today)
    facts = {"date": on.isoformat(), "approving": other.id, "item": tr(D_(", item {item}"), item=item) if item else ""}
    trailers = {"Referat-Approve": on.isoformat(), "Referat-In": other.id}
    words = tr(D_("The minutes of {date}, which are not in the book, are approved in {approving}{item}"), **facts)
    conclude(transaction, words, trailers, dry_run=dry_run, save=save)


def _said(words: str, done: Approved) -> str:
    item = tr(D_(", item {item}"), item=done.item) if done.item else ""
    return tr(words, meeting=done.minutes.id, approving=done.approving.id, item=item, by=safe(done.by))
