"""The command that prepares the next minutes of a group, or brings their draft up to date."""

from __future__ import annotations

import os
import sys

from referat.cli.console import ask, may_ask, to_stderr, to_stdout_wrapped
from referat.cli.editor import open_in_editor
from referat.cli.opening import finish, open_transaction
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from referat.changes.new_minutes import NewOptions, Prepared
    from referat.query.carryover import Agenda
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, DryRun, Today

# What the template had no place for, in a person's words.
LEFT_OUT = {
    "approvals": N_("minutes to approve"),
    "actions": N_("open actions"),
    "groups": N_("working groups"),
    "postponed": N_("postponed items"),
    "cases": N_("new items"),
    "standing": N_("standing items"),
}


def new(
    group: Annotated[
        str | None, typer.Argument(metavar="GROUP", help="Whose meeting it is; any unique part of the name.", autocompletion=completion.groups)
    ] = None,
    *,
    date: Annotated[
        str,
        typer.Option("--date", metavar="DAY", help="2026-03-31, friday, yesterday, 12.10. or next; else what the last minutes or the calendar say."),
    ] = "",
    time: Annotated[str, typer.Option("--time", metavar="TIME", help="09.00 or 09.00-10.30.")] = "",
    place: Annotated[str | None, typer.Option("--place", metavar="PLACE", help="Where it is.")] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the minutes are called.")] = "",
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME",
            autocompletion=completion.templates,
            help="committee, board, annual-meeting, working-group, or one of the book's own.",
        ),
    ] = "",
    extra: Annotated[
        str, typer.Option("--extra", metavar="WORD", help="Another meeting on a day that has one: its minutes are named with this word.")
    ] = "",
    refresh: Annotated[bool, typer.Option("--refresh", help="Put what is new into the draft that is there; nothing in it is changed.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the minutes in your editor (VISUAL or EDITOR).")] = False,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> None:
    r"""Prepare the next minutes of a group: attendance, minutes to approve, open actions, and the items that wait.

    \b
    referat new naering --date 2023-10-12
    referat new naering --date friday --time 09.00 --place Teams --open
    referat new styret --template annual-meeting --date 12.3.
    referat new styret --date 2026-03-31 --time 20.00 --extra budsjett
    referat new naering --refresh
    """
    from referat.changes.new_minutes import NewOptions, WhichDay

    asked = NewOptions(group, date, time, place, title, template, refresh, extra)
    try:
        path = prepare_minutes(asked, book, today, dry_run=dry_run)
    except WhichDay:
        if not may_ask():
            raise
        typed = ask(tr(N_("Which day is the meeting?")), flag="--date")
        path = prepare_minutes(NewOptions(group, typed or "next", time, place, title, template, refresh, extra), book, today, dry_run=dry_run)
    if open_ and not dry_run:
        open_in_editor(path)


def prepare_minutes(asked: NewOptions, book: Path | None, today: date, *, dry_run: bool) -> str:
    """The minutes prepared, written and told of; returns their path on the disk."""
    from referat.changes.new_minutes import prepare

    with open_transaction(book, dry_run=dry_run) as transaction:
        prepared = prepare(transaction, asked, today)
        done = told(prepared, refresh=asked.refresh)
        if transaction.changed:
            finish(transaction, tr(D_("Prepared: {path}"), path=prepared.path), dry_run=dry_run, save=False, said=done)
        else:
            for line in done:
                to_stdout_wrapped(line)
        for line in warnings(prepared, first=not prepared.was_there):
            to_stderr(line)
        return os.path.join(transaction.book.root, prepared.path)


def told(prepared: Prepared, *, refresh: bool) -> list[str]:
    """What was done, and what was put in."""
    path, people = safe(prepared.path), len(prepared.agenda.present)
    expected = [tr_n("one person expected", "{n} people expected", people)] if people else []
    taken_in = [*expected, *contents(prepared.agenda, prepared.left_out)]
    if prepared.was_there and not refresh:
        again = tr(N_("Bring it up to date with: referat new --refresh. For another meeting, give its day with --date, or a name with --extra."))
        return [tr(N_("{path} is there already, and is left as it is."), path=path), again]
    if prepared.was_there and not taken_in:
        return [tr(N_("{path} is up to date; nothing was added."), path=path)]
    if prepared.was_there:
        return [tr(N_("{path} is brought up to date:"), path=path), *indented(taken_in)]
    if not taken_in:
        return [tr(N_("{path} is prepared; nothing waited for it."), path=path)]
    return [tr(N_("{path} is prepared:"), path=path), *indented(taken_in)]


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def contents(agenda: Agenda, left_out: tuple[str, ...]) -> list[str]:
    """What an agenda holds, a line a kind, without what the template left out."""
    from referat.query.backlog import Origin

    postponed = [case for case in agenda.cases if case.origin is Origin.POSTPONED]
    cases = [case for case in agenda.cases if case.origin is not Origin.POSTPONED]
    seats = sum(len(report.seats) for report in agenda.reports)
    reports = sum(bool(report.reports or report.until) for report in agenda.reports)
    lines = (
        ("approvals", agenda.approvals, tr(N_("to approve: {ids}"), ids=", ".join(safe(m.id) for m in agenda.approvals))),
        ("actions", agenda.actions, tr_n("one open action carried", "{n} open actions carried", len(agenda.actions))),
        ("groups", reports, tr_n("one working group to hear from", "{n} working groups to hear from", reports)),
        ("groups", seats, tr_n("one seat to fill", "{n} seats to fill", seats)),
        ("postponed", postponed, tr_n("one postponed item", "{n} postponed items", len(postponed))),
        ("cases", cases, tr_n("one new item", "{n} new items", len(cases))),
    )
    return [line for name, what, line in lines if what and name not in left_out]


def warnings(prepared: Prepared, *, first: bool) -> list[str]:
    """What could not be put in, and why."""
    lines = []
    if prepared.left_out:
        what = ", ".join(tr(LEFT_OUT[name]) for name in prepared.left_out)
        lines.append(tr(N_("The template {name} has no place for: {what}"), name=safe(prepared.template), what=what))
    if prepared.unknown:
        what = safe(", ".join(prepared.unknown))
        lines.append(tr(N_("The template {name} has names that mean nothing: {what}"), name=safe(prepared.template), what=what))
    unnamed = prepared.agenda.unnamed
    if unnamed:
        where = ", ".join(safe(str(line.place)) for line in unnamed[:3]) + (" …" if len(unnamed) > 3 else "")
        lines.append(
            tr_n(
                "One open action has no id and is not carried: {where}. "
                "In a draft, referat check --fix gives it one; from minutes that are sent out, write it anew.",
                "{n} open actions have no id and are not carried: {where}. "
                "In drafts, referat check --fix gives them one; from minutes that are sent out, write them anew.",
                len(unnamed),
                where=where,
            )
        )
    waiting = len(prepared.agenda.parked)
    if waiting and first:
        lines.append(tr_n("One prepared item waits for later: referat items", "{n} prepared items wait for later: referat items", waiting))
    if prepared.lacks_group_file:
        missing = N_("{path} is not there yet: write it with a title, a lead and members, and referat new --refresh puts them into the minutes.")
        lines.append(tr(missing, path=safe(prepared.lacks_group_file)))
    return lines
