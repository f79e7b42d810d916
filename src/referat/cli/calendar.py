"""The command calendar: meetings and due dates as files that any calendar reads."""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import to_stderr, to_stdout
from referat.cli.opening import open_book
from referat.cli.options import BookPath, DryRun, Today, WrongValue
from referat.languages.i18n import tr
from referat.languages.mark import N_

if TYPE_CHECKING:
    from datetime import date

    from referat.book import Book
    from referat.query.people import PersonStanding

_OUT = "Where they go; copies/calendar/ in the book's folder if not given."
_SPAN = re.compile(r"(\d{1,4})\s*([mhtd])[a-zæøå]*\Z", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "t": timedelta(hours=1), "d": timedelta(days=1)}


def as_span(value: str) -> timedelta:
    """A length of time, as --alarm takes it: 30m, 2h, 1d."""
    match = _SPAN.match(value.strip())
    if match is None:
        raise WrongValue(N_("“{value}” is no length of time; write it like 30m, 2h or 1d."), value=value)
    return int(match[1]) * _UNITS[match[2].lower()]


def calendar(
    *,
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only this group and those under it.")
    ] = None,
    person: Annotated[
        list[str] | None, typer.Option("--person", "-p", metavar="WHO", autocompletion=completion.handles, help="Only theirs. May be repeated.")
    ] = None,
    alarm: Annotated[
        timedelta | None, typer.Option("--alarm", metavar="SPAN", parser=as_span, help="An alarm so long before each: 30m, 2h, 1d.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=_OUT)] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are something else.")] = False,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> None:
    r"""Calendars (.ics) to import or subscribe to: one for each group, each person, and each meeting to come, with time, place and agenda,
    and due dates as days and tasks. Made again after a move or a cancellation they change the meeting that is there, and add none.

    \b
    referat calendar
    referat calendar --group kraft --alarm 1d
    referat calendar --person berte --out ~/Nextcloud
    """
    from referat.changes.calendars import Calendars, calendars_of, is_ours, outdated, refuse_foreign
    from referat.changes.copies import own_folder, put, shown_path

    opened = open_book(book)
    calendars = Calendars(opened, today, alarm)
    people = [find_person(opened, typed, today) for typed in person or ()]
    made = {f"{name}.ics": text.encode() for name, text in calendars_of(calendars, opened.find_group(group) if group else "", people)}
    if dry_run:
        for name in made:
            to_stdout(name)
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
        return
    folder = out or own_folder(opened) / "calendar"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        if not force:
            refuse_foreign(folder / name, data)
    for name, data in made.items():
        put(folder / name, data)
        to_stdout(shown_path(folder / name))
    for name in sorted(outdated(opened) - set(made)):
        if is_ours(folder / name):
            (folder / name).unlink()


def find_person(book: "Book", typed: str, today: "date") -> "PersonStanding":
    """Somebody of the book, by any unique part of a handle or a name. Raises UnknownPerson."""
    from referat.query import resolve
    from referat.query.lookup import UnknownPerson

    kind, key = resolve.pick_anything(f"@{typed.removeprefix('@')}", book.names, book.heads, today)
    found = next((one for one in book.people if kind == resolve.PERSON and key in {one.handle, one.name}), None)
    if found is None:
        raise UnknownPerson(name=typed, near="")
    return found
