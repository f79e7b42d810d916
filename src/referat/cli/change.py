"""Commands that change actions: done, drop, start, reopen, defer, assign and add."""

from __future__ import annotations

import sys

from referat.cli.changed_words import entry_of, said_of
from referat.cli.console import confirm, to_stderr
from referat.cli.ending import misused
from referat.cli.opening import finish, open_transaction
from referat.errors import Exit
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.fact import Record
from referat.model.text import safe
from referat.model.verb import Verb

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from referat.changes.transaction import Transaction
    from referat.model.action import Action
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.filter_options import (
        Due,
        DueBy,
        Holding,
        InGroup,
        InMeeting,
        InState,
        NoDue,
        NoOwner,
        OfOrg,
        OfOwner,
        Overdue,
        Since,
        Until,
        View,
    )
    from referat.cli.options import BookPath, DryRun, NoSave, Today

    Ids = Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="Ids, or the beginnings of ids; for a line without one its place: MEETING:LINE.", autocompletion=completion.ids
        ),
    ]
    SomeIds = Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", autocompletion=completion.ids, help="Ids, or the beginnings of ids; without any, those that the filters find."
        ),
    ]
    Yes = Annotated[bool, typer.Option("--yes", "-y", help="Change those found without being asked.")]
    On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it happened, if not today: 2026-03-31, friday, 12.10., yesterday.")]


class Filters(Record):
    """Which actions are meant where no ids are given: the options of `actions`, by their names there."""

    asked: Mapping[str, object]
    yes: bool = False

    @property
    def any(self) -> bool:
        return any(self.asked.values())


NO_FILTERS = Filters({})
_FILTERS = ("words", "group", "owner", "org", "meeting", "state", "overdue", "due-by", "no-owner", "no-due", "since", "until", "view")


def filters_of(given: Mapping[str, object], *, yes: bool) -> Filters:
    """The filters among what was typed."""
    typed = {name.replace("_", "-"): value for name, value in given.items()}
    return Filters({name.removesuffix("-by"): typed[name] for name in _FILTERS}, yes)


def done(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> int | None:
    r"""Tick actions off: the box and a dated line, where each action stands now.

    \b
    referat done 7qk2m
    referat done 7qk a4x9 --on friday
    """
    return change(Verb.DONE, what, on, book, today, dry_run=dry_run, save=not no_save)


def drop(
    what: SomeIds = None,
    *,
    words: Holding = None,
    group: InGroup = None,
    owner: OfOwner = None,
    org: OfOrg = None,
    meeting: InMeeting = None,
    state: InState = None,
    overdue: Overdue = False,
    due_by: Due = None,
    no_owner: NoOwner = False,
    no_due: NoDue = False,
    since: Since = None,
    until: Until = None,
    view: View = None,
    yes: Yes = False,
    on: On = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> int | None:
    r"""Take actions off the list without doing them. Without ids, those that the filters find are shown, and changed once you say yes.

    \b
    referat drop 7qk2m
    referat drop --meeting 2025-03-04 --no-owner
    """
    given = locals()
    filters = filters_of(given, yes=yes)
    return change(Verb.DROP, what or (), on, book, today, dry_run=dry_run, save=not no_save, filters=filters)


def start(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> int | None:
    r"""Say that somebody has begun on actions.

    \b
    referat start 7qk2m
    """
    return change(Verb.START, what, on, book, today, dry_run=dry_run, save=not no_save)


def reopen(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> int | None:
    r"""Put closed actions back on the list.

    \b
    referat reopen 7qk2m
    """
    return change(Verb.REOPEN, what, on, book, today, dry_run=dry_run, save=not no_save)


def defer(
    what: SomeIds = None,
    *,
    due: Annotated[
        str,
        typer.Option(
            "--due", metavar="DAY", autocompletion=completion.days, help="The new due date: 2026-03-31, friday, 12.10., uke 42, next, next GROUP."
        ),
    ],
    words: Holding = None,
    group: InGroup = None,
    owner: OfOwner = None,
    org: OfOrg = None,
    meeting: InMeeting = None,
    state: InState = None,
    overdue: Overdue = False,
    due_by: DueBy = None,
    no_owner: NoOwner = False,
    no_due: NoDue = False,
    since: Since = None,
    until: Until = None,
    view: View = None,
    yes: Yes = False,
    on: On = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> int | None:
    r"""Move the due date of actions. How often it was moved is counted. Without ids, those that the filters find are shown, and changed once
    you say yes.

    \b
    referat defer 7qk2m --due friday
    referat defer 7qk2m --due "next naering"
    referat defer --group kraft --overdue --due 2026-04-30
    """
    given = locals()
    filters = filters_of(given, yes=yes)
    return change(Verb.DEFER, what or (), on, book, today, dry_run=dry_run, save=not no_save, due=due, filters=filters)


def assign(
    what: Annotated[
        list[str],
        typer.Argument(metavar="ID... @WHO...", help="Ids, and whom the actions go to; first the lead.", autocompletion=completion.ids_and_handles),
    ],
    *,
    words: Holding = None,
    group: InGroup = None,
    owner: OfOwner = None,
    org: OfOrg = None,
    meeting: InMeeting = None,
    state: InState = None,
    overdue: Overdue = False,
    due_by: Due = None,
    no_owner: NoOwner = False,
    no_due: NoDue = False,
    since: Since = None,
    until: Until = None,
    view: View = None,
    yes: Yes = False,
    on: On = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> int | None:
    r"""Hand actions over: those named are the only owners from then on, the first leads. Without ids, those that the filters find are shown,
    and handed over once you say yes: all that somebody who left still owns, say.

    \b
    referat assign 7qk2m @haakon
    referat assign 7qk2m @haakon @berte
    referat assign --owner kari @haakon
    """
    given = locals()
    filters = filters_of(given, yes=yes)
    owners = [word for word in what if word.startswith("@")]
    if not owners or (len(owners) == len(what) and not filters.any):
        raise misused(N_("Name at least one action and one @handle: referat assign 7qk2m @haakon"))
    return change(
        Verb.ASSIGN, [word for word in what if word not in owners], on, book, today, dry_run=dry_run, save=not no_save, owners=owners, filters=filters
    )


def reword(
    action: Annotated[str, typer.Argument(metavar="ID", help="The action, by its id or the beginning of it.", autocompletion=completion.ids)],
    text: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What is to be done; owners, groups and due date stay as they are.")],
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere; words hang on no day
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Mend the words of an action where it stands in a draft.

    \b
    referat reword 7qk2m "Book a larger room"
    """
    from referat.changes.reword_action import reword_action

    with open_transaction(book, dry_run=dry_run) as transaction:
        done = reword_action(transaction, action, " ".join(text))
        words = tr(N_("Says so already: {text}") if done.already else D_("Reworded: {text}"), text=safe(done.text))
        shown = done.before.id or "–"
        finish(transaction, f"{words} ({shown})", dry_run=dry_run, save=not no_save, said=[f"{shown}  {words}  ({safe(str(done.place))})"])


def add(
    text: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What is to be done; may hold @owner, +group and due:DAY.")],
    *,
    owner: Annotated[
        list[str] | None,
        typer.Option("--owner", "-o", metavar="WHO", autocompletion=completion.handles, help="A handle, or me; once for each, the lead first."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Its newest draft gets the action, else its list."),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DAY", autocompletion=completion.days, help="2026-03-31, friday, 12.10., uke 42, next, next GROUP.")
    ] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", "-m", metavar="MEETING", autocompletion=completion.meetings, help="The draft it goes into.")
    ] = None,
    item: Annotated[str | None, typer.Option("--item", metavar="N", help="The agenda item it goes under.")] = None,
    carries_out: Annotated[
        str | None, typer.Option("--for", metavar="MEETING#CASE", help="The case whose decision it carries out: last#4, 2024-06-04#12/24.")
    ] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Add an action to the group's newest draft, or to the group's own list.

    \b
    referat add "Book a room" --owner berte --group kraft --due friday
    referat add @berte Book a room +kraft due:2026-10-01
    referat add "Sign the contract" --owner berte --for last#12/26
    """
    from referat.changes.add_action import NewAction, add_action
    from referat.changes.typed import due_in, read_due, read_people, text_of, with_own_handle, with_read_dues

    with open_transaction(book, dry_run=dry_run) as transaction:
        owners = read_people(transaction, owner or ())
        _warn_of_slips(transaction, owners)
        written = read_due(transaction, due, group or "", today)[1] if due else ""
        as_typed = with_own_handle(transaction, text_of(" ".join(text)))
        words = with_read_dues(transaction, as_typed, group or "", today)
        new = add_action(transaction, NewAction(words, owners, written, group or "", item or "", meeting or "", carries_out or ""), today)
        said = tr(D_("New action: {text}"), text=safe(new.text))
        done = f"{new.id}  {said}  ({safe(str(new.newest.place))})"
        finish(transaction, f"{said} ({new.id})", dry_run=dry_run, save=not no_save, said=[done], beside=_chosen_day(new, due or due_in(as_typed)))


def _chosen_day(action: Action, typed: str) -> list[str]:
    """The due date, where its year was chosen for the person."""
    from referat.model.dates import has_year

    day = action.due.day if action.due else None
    return [tr(N_("“{typed}” is read as {day}."), typed=safe(typed), day=day.isoformat())] if day and not has_year(typed) else []


def change(
    verb: Verb,
    what: Sequence[str],
    on: str | None,
    book: Path | None,
    today: date,
    *,
    dry_run: bool,
    save: bool,
    due: str = "",
    owners: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
) -> int | None:
    """Change every action named or found, or none, and say what was done and where."""
    from referat.changes.action_events import change_actions
    from referat.changes.typed import deferred, handed_over, read_on, read_people
    from referat.query.changes import Wanted, refuse_wrong_day

    with open_transaction(book, dry_run=dry_run) as transaction:
        day = read_on(on, today) if on else today
        people = read_people(transaction, owners)
        _warn_of_slips(transaction, people)
        if filters.any:
            what = found_by(transaction, filters, what, today)
            if not what:
                to_stderr(tr(N_("No open action is found so; nothing is changed.")))
                return None
            if not dry_run and not filters.yes and not confirm(tr(N_("Change these?")), flag="--yes"):
                return Exit.REFUSED
        elif not what:
            raise misused(N_("Name at least one action, or say which with --owner, --group, --overdue or any other filter of referat actions."))

        def wanted(action: Action) -> Wanted:
            if on:
                refuse_wrong_day(action, day, today)
            if verb is Verb.DEFER:
                return deferred(transaction, action, due, day, today)
            return handed_over(transaction, action, people, day) if people else Wanted(verb, day)

        made = change_actions(transaction, what, wanted)
        first, *more = [entry_of(verb, one) for one in made if not one.already] or [""]
        finish(
            transaction,
            "\n".join([first, "", *more] if more else [first]),
            dry_run=dry_run,
            save=save,
            said=[said_of(verb, one, transaction.book.register) for one in made],
        )
    return None


def found_by(transaction: Transaction, filters: Filters, ids: Sequence[str], today: date) -> list[str]:
    """The open actions that the filters find, each shown on a line; ids given beside filters leave nothing sure, and are refused."""
    from referat.cli.daily_questions import rows_asked
    from referat.render.action_sheet import due_shown, owner_names

    if ids:
        raise misused(N_("Give either ids or filters, not both."))
    found = rows_asked(transaction.book, filters.asked, today.isoformat())
    for row in found:
        parts = (row.id or "–", due_shown(row, today.isoformat()), owner_names(row), row.text)
        to_stderr(safe("  ".join(part for part in parts if part)))
    return [row.id or row.place for row in found]


def _warn_of_slips(transaction: Transaction, handles: Sequence[str]) -> None:
    """A handle that is new and nearly one that is known is written as it was typed, and said."""
    from referat.changes.typed import unknown_people

    for handle, meant in unknown_people(transaction, handles) if handles else ():
        to_stderr(tr(N_("@{handle} is new in this book; did you mean @{near}?"), handle=safe(handle), near=safe(meant)))
