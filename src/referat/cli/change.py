"""Commands that change actions: done, drop, start, reopen, defer, assign and add."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import to_stderr
from referat.cli.opening import finish, open_transaction
from referat.cli.options import BookPath, DryRun, NoSave, Today
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe
from referat.model.verb import Verb

if TYPE_CHECKING:
    from referat.changes.action_events import Done
    from referat.changes.transaction import Transaction
    from referat.model.action import Action

Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="Ids, or the beginnings of ids; for a line without one its place: MEETING:LINE.", autocompletion=completion.ids
    ),
]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it happened, if not today: 2026-03-31, friday, 12.10., yesterday.")]

# What was done, said to the person, and written in the book's history.
_SAID = {
    Verb.DONE: D_("Done: {text}"),
    Verb.DROP: D_("Dropped: {text}"),
    Verb.START: D_("Started: {text}"),
    Verb.REOPEN: D_("Opened again: {text}"),
    Verb.DEFER: D_("Due {due}: {text}"),
    Verb.ASSIGN: D_("Follows up: {owners}: {text}"),
}
_ALREADY = {
    Verb.DONE: N_("Was done already: {text}"),
    Verb.DROP: N_("Was dropped already: {text}"),
    Verb.START: N_("Was started already: {text}"),
    Verb.REOPEN: N_("Is open already: {text}"),
    Verb.DEFER: N_("Is due {due} already: {text}"),
    Verb.ASSIGN: N_("Is already followed up by {owners}: {text}"),
}


def done(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Tick actions off: the box and a dated line, where each action stands now.

    \b
    referat done 7qk2m
    referat done 7qk a4x9 --on friday
    """
    change(Verb.DONE, what, on, book, today, dry_run=dry_run, save=not no_save)


def drop(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Take actions off the list without doing them.

    \b
    referat drop 7qk2m
    """
    change(Verb.DROP, what, on, book, today, dry_run=dry_run, save=not no_save)


def start(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Say that somebody has begun on actions.

    \b
    referat start 7qk2m
    """
    change(Verb.START, what, on, book, today, dry_run=dry_run, save=not no_save)


def reopen(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Put closed actions back on the list.

    \b
    referat reopen 7qk2m
    """
    change(Verb.REOPEN, what, on, book, today, dry_run=dry_run, save=not no_save)


def defer(
    what: Ids,
    *,
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="The new due date: 2026-03-31, friday, 12.10., uke 42, next, next GROUP.")],
    on: On = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Move the due date of actions. How often it was moved is counted.

    \b
    referat defer 7qk2m --due friday
    referat defer 7qk2m --due "next naering"
    """
    change(Verb.DEFER, what, on, book, today, dry_run=dry_run, save=not no_save, due=due)


def assign(
    what: Annotated[
        list[str],
        typer.Argument(metavar="ID... @WHO...", help="Ids, and whom the actions go to; first the lead.", autocompletion=completion.ids_and_handles),
    ],
    *,
    on: On = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Hand actions over: those named are the only owners from then on, the first leads.

    \b
    referat assign 7qk2m @haakon
    referat assign 7qk2m @haakon @berte
    """
    owners = [word for word in what if word.startswith("@")]
    if not owners or len(owners) == len(what):
        raise typer.BadParameter(N_("Name at least one action and one @handle: referat assign 7qk2m @haakon"))
    change(Verb.ASSIGN, [word for word in what if word not in owners], on, book, today, dry_run=dry_run, save=not no_save, owners=owners)


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
    due: Annotated[str | None, typer.Option("--due", metavar="DAY", help="2026-03-31, friday, 12.10., uke 42, next, next GROUP.")] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", "-m", metavar="MEETING", autocompletion=completion.meetings, help="The draft it goes into.")
    ] = None,
    item: Annotated[str | None, typer.Option("--item", metavar="N", help="The agenda item it goes under.")] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Add an action to the group's newest draft, or to the group's own list.

    \b
    referat add "Book a room" --owner berte --group kraft --due friday
    referat add @berte Book a room +kraft due:2026-10-01
    """
    from referat.changes.add_action import NewAction, add_action
    from referat.changes.typed import read_due, read_people, text_of, with_own_handle, with_read_dues

    with open_transaction(book, dry_run=dry_run) as transaction:
        owners = read_people(transaction, owner or ())
        _warn_of_slips(transaction, owners)
        written = read_due(transaction, due, group or "", today)[1] if due else ""
        words = with_read_dues(transaction, with_own_handle(transaction, text_of(" ".join(text))), group or "", today)
        new = add_action(transaction, NewAction(words, owners, written, group or "", item or "", meeting or ""), today)
        said = tr(D_("New action: {text}"), text=safe(new.text))
        finish(transaction, f"{said} ({new.id})", dry_run=dry_run, save=not no_save, said=[f"{new.id}  {said}  ({safe(str(new.newest.place))})"])


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
) -> None:
    """Change every action named, or none, and say what was done and where."""
    from referat.changes.action_events import change_actions
    from referat.changes.typed import deferred, handed_over, read_on, read_people
    from referat.query.changes import Wanted, refuse_wrong_day

    with open_transaction(book, dry_run=dry_run) as transaction:
        day = read_on(on, today) if on else today
        people = read_people(transaction, owners)
        _warn_of_slips(transaction, people)

        def wanted(action: "Action") -> Wanted:
            if on:
                refuse_wrong_day(action, day, today)
            if verb is Verb.DEFER:
                return deferred(transaction, action, due, day, today)
            return handed_over(transaction, action, people, day) if people else Wanted(verb, day)

        made = change_actions(transaction, what, wanted)
        first, *more = [_words(_SAID[verb], one) + f" ({one.after.id})" for one in made if not one.already] or [""]
        finish(transaction, "\n".join([first, "", *more] if more else [first]), dry_run=dry_run, save=save, said=[said_of(verb, one) for one in made])


def _warn_of_slips(transaction: "Transaction", handles: Sequence[str]) -> None:
    """A handle that is new and nearly one that is known is written as it was typed, and said."""
    from referat.changes.typed import unknown_people

    for handle, meant in unknown_people(transaction, handles) if handles else ():
        to_stderr(tr(N_("@{handle} is new in this book; did you mean @{near}?"), handle=safe(handle), near=safe(meant)))


def said_of(verb: Verb, one: "Done") -> str:
    """What was done to one action, and where."""
    words = _words((_ALREADY if one.already else _SAID)[verb], one)
    places = ", ".join(safe(str(place)) for place in (one.places or (one.before.newest.place,)))
    return f"{one.after.id or '–'}  {words}  ({places})"


def _words(template: str, one: "Done") -> str:
    action = one.after
    due = action.due.day.isoformat() if action.due and action.due.day else action.due.written if action.due else "–"
    return tr(template, text=safe(action.text), due=due, owners=", ".join("@" + safe(handle) for handle in action.owners))
