"""The command notice: a coming meeting is called, with copies to hand on and mails that calendars answer to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.handouts import say_unshown
from referat.cli.opening import open_book, open_transaction, say_saved
from referat.cli.options import BookPath, DryRun, NoSave, Today, as_handout_format
from referat.cli.sending import by_server, name_without_address
from referat.languages.i18n import tr
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.call_meeting import Called
    from referat.changes.letters import Letter, Receiver
    from referat.changes.transaction import Transaction
    from referat.handouts.content import Handout
    from referat.handouts.facts import MinutesPage
    from referat.query.differences import Difference

_TO = "A format: html, pdf, docx, odt, md, txt, json, eml (a mail to open and send) or smtp (through your mail server). May be repeated."
_AGAIN = "Send theirs once more, where it is not known whether it came. May be repeated."
_MAIL = ("eml", "smtp")


def as_notice_format(value: str) -> str:
    """A format of notices, as --to takes it: those of hand-outs, and mails."""
    form = value.casefold().removeprefix(".")
    return form if form in _MAIL else as_handout_format(value)


@dataclass(frozen=True, slots=True)
class _Mail:
    """A call or a cancellation to mail: to whom, what, on which occasion, and the name of its file."""

    people: "Sequence[Receiver]"
    letter: "Letter"
    occasion: str
    name: str


def notice(
    meeting: Annotated[
        str, typer.Argument(metavar="MEETING", autocompletion=completion.meetings, help="Any unique part of the minutes' id, or next.")
    ] = "next",
    *,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="FORMAT", parser=as_notice_format, help=_TO)] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the copies go; copies/ in the book's folder if not given.")] = None,
    send: Annotated[bool, typer.Option("--send", help="With --to smtp: call the meeting and send the mails; without it they are shown.")] = False,
    again: Annotated[list[str] | None, typer.Option("--again", metavar="WHO", autocompletion=completion.handles, help=_AGAIN)] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> int | None:
    r"""Call a coming meeting: who is called, the agenda with what each case is for, papers, proposals, minutes to approve, and what those called
    have still to do. What was sent is recorded and saved; nothing is frozen, and nobody counts as present.

    After changes, run it again: it is a new version, and what changed is said on it. In a mail the meeting is something that calendars answer to,
    and a later version, or a cancellation, changes what they have.

    \b
    referat notice next
    referat notice 2023-10-12 --to pdf --to docx
    referat notice next --to smtp --send
    """
    if (send or again) and "smtp" not in (to or ()):
        raise typer.BadParameter(N_("Mail is sent with: --to smtp --send"))
    is_shown = "smtp" in (to or ()) and not send
    with open_transaction(book, dry_run=dry_run or is_shown) as transaction:
        transaction.is_final = send  # what was mailed cannot be taken back
        mail = _called(transaction, meeting, to, out, today, dry_run=dry_run or is_shown, save=not no_save)
    if mail is None or (dry_run and not is_shown):
        return None
    return _post(book, mail, to or (), out, today, again=again or (), send=send and not dry_run)


def _called(
    transaction: "Transaction", meeting: str, to: "Sequence[str] | None", out: Path | None, today: date, *, dry_run: bool, save: bool
) -> "_Mail | None":
    """Call the meeting and write its copies; returns what is to be mailed."""
    from referat.changes.approval_records import find_minutes
    from referat.changes.call_meeting import call_meeting, called_of, changes_of, write_called
    from referat.changes.copies import facts_of
    from referat.changes.send_mail import calling
    from referat.cli.save import said_differences
    from referat.format import style
    from referat.handouts.notice import cancelled_handout, notice_handout
    from referat.handouts.words import speaking
    from referat.handouts.writers import require

    wanted = list(to or transaction.book.settings.copies)
    formats = [form for form in wanted if form not in _MAIL]
    for form in formats:
        require(form)
    minutes = find_minutes(transaction.book, meeting, today)
    if minutes.is_cancelled and not formats and called_of(transaction.document(minutes.path)):
        page = facts_of(transaction.book, today).page(minutes)
        return _mail(transaction.book, page, cancelled_handout(page, today), calling(minutes.id, 0), f"{minutes.id}-avlysning", today)
    called = call_meeting(transaction, minutes, today)
    _tell(called)
    changed = changes_of(transaction, called)
    if not dry_run and not called.already:
        say_saved(write_called(transaction, called, save=save), asked=save)
    elif dry_run:
        to_stdout(transaction.diff())
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
    now = transaction.read_changed()
    page = facts_of(now, today).page(now.find_minutes(minutes.id, today))
    with speaking(style.language(page.document, now.language)):
        words = [said_differences([in_words(one, now.language)]) for one in changed]
    handout = notice_handout(page, version=called.version, on=called.on, changed=words)
    name = f"{minutes.id}-innkalling" + (f"-v{called.version}" if called.version > 1 else "")
    if not dry_run:
        _copy(now, handout, name, formats, out)
    return _mail(now, page, handout, calling(minutes.id, called.version), name, today) if set(wanted) & set(_MAIL) else None


def _tell(called: "Called") -> None:
    from referat.cli.save import said_differences

    meeting = called.minutes.id
    if called.already:
        to_stderr(tr(N_("{meeting} is as it was called; only the copies are made again."), meeting=meeting))
    elif called.version > 1:
        to_stdout_wrapped(tr(N_("{meeting} is called again: version {n}."), meeting=meeting, n=called.version))
    else:
        to_stdout_wrapped(tr(N_("{meeting} is called."), meeting=meeting))
    if called.changed:
        to_stdout_wrapped(tr(N_("Changed since the last notice: {what}"), what=said_differences(called.changed)))


def _copy(now: "Book", handout: "Handout", name: str, formats: "Sequence[str]", out: Path | None) -> None:
    from referat.changes.copies import write_copies

    say_unshown(handout, formats)
    for path in write_copies(now, handout, name, formats, out) if formats else ():
        to_stdout(path)


def _mail(now: "Book", page: "MinutesPage", handout: "Handout", occasion: str, name: str, today: date) -> "_Mail":
    from referat.changes.calendars import Calendars
    from referat.changes.notice_mail import call_letter, those_called

    return _Mail(those_called(page, now.emails), call_letter(Calendars(now, today), page, handout), occasion, name)


def _post(book: Path | None, mail: "_Mail", to: "Sequence[str]", out: Path | None, today: date, *, again: "Sequence[str]", send: bool) -> int | None:
    """The mail as a file to open and send, or through the user's server."""
    from referat.changes.copies import own_folder, put, shown_path
    from referat.changes.letters import mail_of

    opened = open_book(book, quiet=True)
    if "eml" in to:
        folder = out or own_folder(opened)
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / f"{mail.name}.eml", mail_of(mail.letter, mail.people, today))
        to_stdout(shown_path(folder / f"{mail.name}.eml"))
        name_without_address(mail.people)
    if "smtp" not in to:
        return None
    from referat.cli.calendar import find_person

    repeated = frozenset(find_person(opened, typed, today).handle for typed in again)
    letters = [(one, mail.letter) for one in mail.people]
    return by_server(opened, letters, mail.occasion, today, again=repeated, send=send, is_automatic=False)


def in_words(one: "Difference", language: str) -> "Difference":
    """A change with its days as a document says them."""
    from dataclasses import replace

    from referat.handouts.words import due_words

    return replace(one, facts={name: due_words(fact, language) if isinstance(fact, str) else fact for name, fact in one.facts.items()})
