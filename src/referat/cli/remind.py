"""The command remind: what each person has to do, as a message to them."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.calendar import as_span, find_person
from referat.cli.console import to_stderr, to_stdout
from referat.cli.opening import open_book
from referat.cli.options import BookPath, DryRun, Today
from referat.cli.sending import by_server, name_without_address, show_letters
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.reminders import Reminder

_OUT = "Where the mails go; copies/remind/ in the book's folder if not given."
_TO = "text on the screen; mailto: a link for each; eml: a mail for each to open and send; smtp: through your mail server."
_AGAIN = "Send theirs once more, where it is not known whether it came. May be repeated."
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
    to: Annotated[Literal["text", "mailto", "eml", "smtp"], typer.Option("--to", help=_TO)] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help=_OUT)] = None,
    send: Annotated[bool, typer.Option("--send", help="With --to smtp: send them. Nobody gets two on a day.")] = False,
    again: Annotated[list[str] | None, typer.Option("--again", metavar="WHO", autocompletion=completion.handles, help=_AGAIN)] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> int | None:
    r"""Remind people, each in one message over all groups: what is late, what is due, what has no date, and their next meetings.

    Nothing is sent without --send. Addresses come from meetings/contacts.yaml; who has none is named. Who wants no reminders writes
    `reminders: no` in meetings/people.yaml. With --to smtp each message is shown, and --send sends it, through the server that mail.yaml in
    your own settings folder names (~/.config/referat); the password comes from the keyring, or from REFERAT_MAIL_PASSWORD.

    \b
    referat remind
    referat remind --owner berte --before 14d
    referat remind --late --to eml
    referat remind --to smtp --send
    """
    from referat.changes.calendars import Calendars
    from referat.changes.reminders import ReminderScope, letter_of, reminders_of
    from referat.changes.send_mail import reminding

    if (send or again) and to != "smtp":
        raise typer.BadParameter(N_("Mail is sent with: referat remind --to smtp --send"))
    opened = open_book(book)
    people = [find_person(opened, typed, today) for typed in owner] if owner else opened.people
    wanted = ReminderScope(opened.groups_under(opened.find_group(group)) if group else (), before or timedelta(days=7), late)
    found = list(reminders_of(Calendars(opened, today), people, wanted))
    if not found:
        to_stderr(tr(N_("Nobody has anything to be reminded of.")))
        return None
    if to == "smtp":
        repeated = frozenset(find_person(opened, typed, today).handle for typed in again or ())
        letters = [(one.to, letter_of(one)) for one in found]
        return by_server(opened, letters, reminding(today), today, again=repeated, send=send and not dry_run)
    elif to == "eml" and not dry_run:
        _write(opened, found, today, out)
    elif to == "mailto":
        _link(found)
    else:
        show_letters([(one.to, letter_of(one)) for one in found])
    name_without_address([one.to for one in found])
    return None


def _link(found: "Sequence[Reminder]") -> None:
    from referat.changes.reminders import mail_link

    cut = []
    for one in found:
        link, is_whole = mail_link(one)
        to_stdout(link)
        cut += [] if is_whole else [one.to.name]
    if cut:
        to_stderr(tr(N_("Too long for a link, so only its beginning is in it: {names}"), names=safe(", ".join(cut))))


def _write(opened: "Book", found: "Sequence[Reminder]", today: date, out: Path | None) -> None:
    from referat.changes.copies import own_folder, put, shown_path
    from referat.changes.letters import mail_of
    from referat.changes.reminders import letter_of
    from referat.model.text import file_word

    folder = out or own_folder(opened) / "remind"
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        path = folder / f"{file_word(one.to.handle)}.eml"
        put(path, mail_of(letter_of(one), [one.to], today))
        to_stdout(shown_path(path))
