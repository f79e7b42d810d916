"""The command remind: what each person has to do, as a message to them."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.calendar import as_span, find_person
from referat.cli.console import to_stderr, to_stdout
from referat.cli.opening import open_book
from referat.cli.options import BookPath, DryRun, Today
from referat.languages.i18n import tr
from referat.languages.mark import N_

_OUT = "Where the mails go; copies/remind/ in the book's folder if not given."
_BEFORE = "Also of what is due within that time: 7d if not given."


def remind(
    *,
    owner: Annotated[
        list[str] | None, typer.Option("--owner", "-o", metavar="WHO", autocompletion=completion.handles, help="Only them. May be repeated.")
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only of this group and those under it.")
    ] = None,
    before: Annotated[timedelta | None, typer.Option("--before", metavar="SPAN", parser=as_span, help=_BEFORE)] = None,
    late: Annotated[bool, typer.Option("--late", help="Only of what is late.")] = False,
    to: Annotated[Literal["text", "eml"], typer.Option("--to", help="text on the screen, or eml: a mail for each to open and send.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=_OUT)] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> None:
    r"""Remind people, each in one message over all groups: what is late, what is due, what has no date, and their next meetings.

    Nothing is sent. Addresses come from meetings/contacts.yaml; who has none is named. Who wants no reminders writes `reminders: no` in
    meetings/people.yaml.

    \b
    referat remind
    referat remind --owner berte --before 14d
    referat remind --late --to eml
    """
    from referat.changes.calendars import Calendars, file_word
    from referat.changes.copies import own_folder, put, shown_path
    from referat.changes.reminders import Wanted, mail_of, reminders_of

    opened = open_book(book)
    people = [find_person(opened, typed, today) for typed in owner] if owner else opened.people
    wanted = Wanted(opened.groups_under(opened.find_group(group)) if group else (), before or timedelta(days=7), late)
    found = list(reminders_of(Calendars(opened, today), people, wanted))
    if not found:
        to_stderr(tr(N_("Nobody has anything to be reminded of.")))
        return
    folder = out or (own_folder(opened) / "remind" if to == "eml" and not dry_run else Path())
    for number, one in enumerate(found):
        if to == "text" or dry_run:
            receiver = f"{one.name} <{one.address}>" if one.address else one.name
            to_stdout(("\n\n" if number else "") + tr(N_("To: {who}"), who=receiver))
            to_stdout(tr(N_("Subject: {subject}"), subject=one.subject) + "\n")
            to_stdout(one.text.rstrip("\n"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{file_word(one.handle)}.eml"
            put(path, mail_of(one, today))
            to_stdout(shown_path(path))
    if without := [one.name for one in found if not one.address]:
        to_stderr(tr(N_("No address in meetings/contacts.yaml: {names}"), names=", ".join(without)))
