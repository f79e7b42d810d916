"""Commands that change actions: done, drop, start, reopen, defer, assign and add."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import answer
from referat.cli.opened import finish, open_desk
from referat.cli.options import BookPath, DryRun, NoSave, Today
from referat.errors import Exit, ReferatError
from referat.languages.door import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.desk.acting import Done
    from referat.desk.desk import Desk
    from referat.model.action import Action
    from referat.query.changes import Verb, Wanted

def _ids(incomplete: str) -> list[str]:
    from referat.cli import completion

    return list(completion.ids(incomplete))


Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Ids, or the beginnings of ids; for a line without one its place: MEETING:LINE.", autocompletion=_ids),
]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day it happened, if not today: 2026-03-31, friday, 12.10.")]

# What was done, said to the person, and written in the book's history.
_SAID = {
    "done": D_("Done: {text}"),
    "drop": D_("Dropped: {text}"),
    "start": D_("Started: {text}"),
    "reopen": D_("Opened again: {text}"),
    "defer": D_("Due {due}: {text}"),
    "assign": D_("Follows up: {owners}: {text}"),
}
_ALREADY = {
    "done": N_("Was done already: {text}"),
    "drop": N_("Was dropped already: {text}"),
    "start": N_("Was started already: {text}"),
    "reopen": N_("Is open already: {text}"),
    "defer": N_("Is due {due} already: {text}"),
    "assign": N_("Is already followed up by {owners}: {text}"),
}


class NotADay(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is not a day we can read.")
    hint = N_("Write it as 2026-03-31, friday, 12.10., uke 42, +2w or next GROUP.")


class NoHandle(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is neither a handle nor somebody in this book's people.yaml.")
    hint = N_("Did you mean {near}?")


def done(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Tick actions off: the box and a dated line, where each action stands now.

    \b
    referat done 7qk2m
    referat done 7qk a4x9 --on friday
    """
    change("done", what, on, book, today, dry_run=dry_run, save=not no_save)


def drop(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Take actions off the list without doing them.

    \b
    referat drop 7qk2m
    """
    change("drop", what, on, book, today, dry_run=dry_run, save=not no_save)


def start(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Say that somebody has begun on actions.

    \b
    referat start 7qk2m
    """
    change("start", what, on, book, today, dry_run=dry_run, save=not no_save)


def reopen(what: Ids, *, on: On = None, book: BookPath = None, today: Today, dry_run: DryRun = False, no_save: NoSave = False) -> None:
    r"""Put closed actions back on the list.

    \b
    referat reopen 7qk2m
    """
    change("reopen", what, on, book, today, dry_run=dry_run, save=not no_save)


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
    change("defer", what, on, book, today, dry_run=dry_run, save=not no_save, due=due)


def assign(
    what: Annotated[list[str], typer.Argument(metavar="ID... @WHO...", help="Ids, and whom the actions go to; first the lead.", autocompletion=_ids)],
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
        raise typer.BadParameter("Name at least one action and one @handle: referat assign 7qk2m @haakon")
    change("assign", [word for word in what if word not in owners], on, book, today, dry_run=dry_run, save=not no_save, owners=owners)


def add(
    text: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What is to be done; may hold @owner, +group and due:DAY.")],
    *,
    owner: Annotated[list[str] | None, typer.Option("--owner", "-o", metavar="WHO", help="A handle; several times for several, first the lead.")] = None,
    group: Annotated[str | None, typer.Option("--group", "-g", metavar="GROUP", help="Its newest draft gets the action, else its list.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DAY", help="2026-03-31, friday, 12.10., uke 42, next, next GROUP.")] = None,
    meeting: Annotated[str | None, typer.Option("--meeting", "-m", metavar="MEETING", help="The draft it goes into.")] = None,
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
    from referat.desk.adding import NewAction, add_action

    with open_desk(book, dry_run=dry_run) as desk:
        owners = tuple(_handle(desk, who) for who in owner or ())
        written = _due(desk, due, group or "", today)[1] if due else ""
        new = add_action(desk, NewAction(" ".join(text), owners, written, group or "", item or "", meeting or ""), today)
        words = tr(D_("New action: {text}"), text=safe(new.text))
        answer(f"{new.id}  {words}  ({new.newest.place})")
        finish(desk, f"{words} ({new.id})", dry_run=dry_run, save=not no_save)


def change(
    name: str,
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
    from referat.desk.acting import change_actions
    from referat.query.changes import Verb

    with open_desk(book, dry_run=dry_run) as desk:
        day = _day(desk, on, today) if on else today
        handles = tuple(_handle(desk, who) for who in owners)
        made = change_actions(desk, what, _wanted(desk, Verb(name), day, due, handles, today))
        for one in made:
            answer(said_of(name, one))
        message = "\n".join(_words(_SAID[name], one) + f" ({one.after.id})" for one in made if not one.already)
        finish(desk, message, dry_run=dry_run, save=save)


def said_of(name: str, one: "Done") -> str:
    """What was done to one action, and where."""
    words = _words((_ALREADY if one.already else _SAID)[name], one)
    places = ", ".join(str(place) for place in (one.places or (one.before.newest.place,)))
    return f"{one.after.id or '–'}  {words}  ({places})"


def _words(template: str, one: "Done") -> str:
    action = one.after
    due = action.due.day.isoformat() if action.due and action.due.day else action.due.written if action.due else "–"
    return tr(template, text=safe(action.text), due=due, owners=", ".join("@" + safe(handle) for handle in action.owners))


def _wanted(desk: "Desk", verb: "Verb", on: date, due: str, owners: tuple[str, ...], today: date) -> "Callable[[Action], Wanted]":
    from referat.query.changes import Wanted

    def make(action: "Action") -> Wanted:
        if not due:
            return Wanted(verb, on, owners)
        day, written = _due(desk, due, action.born.source.group or action.group, today)
        return Wanted(verb, on, due=day, written=written)

    return make


def _day(desk: "Desk", typed: str, today: date) -> date:
    from referat.desk.acting import day_of_next
    from referat.model.dates import read_day

    day = read_day(typed, today, lambda group: day_of_next(desk, group, today))
    if day is None:
        raise NotADay(typed=typed)
    return day


def _due(desk: "Desk", typed: str, group: str, today: date) -> tuple[date | None, str]:
    """The day a due date means, and how it is written: ISO, or the word for the next meeting where that has no date yet."""
    from referat.desk.acting import day_of_next
    from referat.model.dates import NEXT, last_day, read_day

    word = typed.strip()
    if word.casefold() in NEXT:
        day = day_of_next(desk, group, today)
        return day, day.isoformat() if day else "next"
    if found := last_day(word):  # a month or a week keeps its form
        return found, word.upper()
    day = read_day(word, today, lambda named: day_of_next(desk, named, today))
    if day is None:
        raise NotADay(typed=typed)
    return day, day.isoformat()


def _handle(desk: "Desk", typed: str) -> str:
    """A handle for whom was typed: as it is, or by the register's name or alias."""
    from referat.format.boxes import HANDLE
    from referat.model.people import near

    word = typed.strip().removeprefix("@")
    register = desk.book.register
    known = register.by_handle(word) or register.by_name(word)
    if known:
        return known.handle
    if not HANDLE.fullmatch("@" + word):
        raise NoHandle(typed=typed, near=near(word, [p.handle for p in register.people] + [p.name for p in register.people]))
    return word
