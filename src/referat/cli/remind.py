"""The command remind: what each person has to do, as a message to them."""

import os
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
from referat.errors import Exit
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.reminders import Reminder
    from referat.changes.send_reminders import Told

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
    from referat.changes.reminders import Wanted, reminders_of

    if (send or again) and to != "smtp":
        raise typer.BadParameter(N_("Mail is sent with: referat remind --to smtp --send"))
    opened = open_book(book)
    people = [find_person(opened, typed, today) for typed in owner] if owner else opened.people
    wanted = Wanted(opened.groups_under(opened.find_group(group)) if group else (), before or timedelta(days=7), late)
    found = list(reminders_of(Calendars(opened, today), people, wanted))
    if not found:
        to_stderr(tr(N_("Nobody has anything to be reminded of.")))
        return None
    if to == "smtp":
        repeated = frozenset(find_person(opened, typed, today).handle for typed in again or ())
        return _by_server(opened, found, today, repeated, send=send and not dry_run)
    elif to == "eml" and not dry_run:
        _write(opened, found, today, out)
    elif to == "mailto":
        _link(found)
    else:
        _show(found)
    _name_without_address(found)
    return None


def _show(found: "Sequence[Reminder]") -> None:
    for number, one in enumerate(found):
        receiver = f"{one.name} <{one.address}>" if one.address else one.name
        to_stdout(("\n\n" if number else "") + tr(N_("To: {who}"), who=safe(receiver)))
        to_stdout(tr(N_("Subject: {subject}"), subject=one.subject) + "\n")
        to_stdout(one.text.rstrip("\n"))


def _link(found: "Sequence[Reminder]") -> None:
    from referat.changes.reminders import mail_link

    cut = []
    for one in found:
        link, is_whole = mail_link(one)
        to_stdout(link)
        cut += [] if is_whole else [one.name]
    if cut:
        to_stderr(tr(N_("Too long for a link, so only its beginning is in it: {names}"), names=safe(", ".join(cut))))


def _write(opened: "Book", found: "Sequence[Reminder]", today: date, out: Path | None) -> None:
    from referat.changes.calendars import file_word
    from referat.changes.copies import own_folder, put, shown_path
    from referat.changes.reminders import mail_of

    folder = out or own_folder(opened) / "remind"
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        path = folder / f"{file_word(one.handle)}.eml"
        put(path, mail_of(one, today))
        to_stdout(shown_path(path))


def _name_without_address(found: "Sequence[Reminder]") -> None:
    if without := [one.name for one in found if not one.address]:
        to_stderr(tr(N_("No address in meetings/contacts.yaml: {names}"), names=safe(", ".join(without))))


def _by_server(opened: "Book", found: "Sequence[Reminder]", today: date, again: frozenset[str], *, send: bool) -> int | None:
    """Through the user's mail server: a dry run that shows each message, or what became of each as it goes."""
    from referat.changes.send_reminders import Sending, book_key, send_reminders, with_contacts
    from referat.cli.clock import clock
    from referat.mail.server import Server
    from referat.mail.settings import password_of, read_mail_settings

    found = with_contacts(opened, found)
    book = book_key(opened)
    opened.close()
    if not send:
        _rehearse(book, found, today, again)
        return None
    settings = read_mail_settings(os.environ)
    told: list[Told] = []
    try:
        with Server(settings, password_of(settings, os.environ)) as server:
            for one in send_reminders(found, Sending(book, today, settings, clock, again), server):
                told.append(one)
                _say(one)
    finally:
        _sum_up(told, len(found))
    return _code(told)


def _rehearse(book: str, found: "Sequence[Reminder]", today: date, again: frozenset[str]) -> None:
    from referat.changes.send_reminders import Outcome, Told, standing
    from referat.mail.sent import SentMail

    sent = SentMail(book, today)
    known = [(one, standing(sent, one)) for one in found]
    _show([one for one, outcome in known if outcome is None or (outcome is Outcome.UNKNOWN and one.handle in again)])
    for one, outcome in known:
        if outcome is not None and not (outcome is Outcome.UNKNOWN and one.handle in again):
            _say(Told(one, outcome))
    to_stderr(tr(N_("Nothing is sent: this was a dry run. They go with: referat remind --to smtp --send")))


def _say(told: "Told") -> None:
    """What became of one, as a line; on stdout where it went."""
    from referat.changes.send_reminders import Outcome

    one = told.reminder
    who = safe(f"{one.name} <{one.address}>" if one.address else one.name)
    if told.outcome is Outcome.SENT:
        to_stdout(tr(N_("Sent: {who}"), who=who))
    elif told.outcome is Outcome.HAS_IT:
        to_stderr(tr(N_("Has got it already today: {who}"), who=who))
    elif told.outcome is Outcome.REFUSED:
        to_stderr(tr(N_("Not taken by the server: {who} ({reason})"), who=who, reason=told.said))
    elif told.outcome is Outcome.NO_ADDRESS:
        to_stderr(tr(N_("No address in meetings/contacts.yaml: {names}"), names=who))
    else:
        handle = safe(one.handle)
        to_stderr(tr(N_("May have come or not, and is not sent again: {who}. If it did not come: --again {handle}"), who=who, handle=handle))


def _sum_up(told: "Sequence[Told]", number: int) -> None:
    from referat.changes.send_reminders import Outcome

    sent = sum(one.outcome is Outcome.SENT for one in told)
    to_stderr(tr_n("{n} message is sent.", "{n} messages are sent.", sent))
    if number > len(told):
        left = number - len(told)
        to_stderr(tr_n("{n} is left; it goes with the same command.", "{n} are left; they go with the same command.", left))


def _code(told: "Sequence[Told]") -> int:
    from referat.changes.send_reminders import Outcome

    in_part = any(one.outcome in {Outcome.REFUSED, Outcome.UNKNOWN} for one in told)
    return Exit.NETWORK if in_part else Exit.OK
