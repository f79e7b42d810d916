"""What commands that send mail share: a dry run that shows each message and to whom, and what became of each that is sent."""

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from referat.cli.console import to_stderr, to_stdout
from referat.errors import Exit
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.letters import Letter, Receiver
    from referat.changes.send_mail import Delivery


def show_letters(letters: "Sequence[tuple[Receiver, Letter]]") -> None:
    """Each message as text, with to whom it goes and what it is called."""
    from referat.handouts import text

    for number, (to, letter) in enumerate(letters):
        for _ in range(2 * bool(number)):
            to_stdout("")
        to_stdout(tr(N_("To: {who}"), who=_who(to)))
        to_stdout(tr(N_("Subject: {subject}"), subject=safe(letter.subject)))
        to_stdout("")
        to_stdout(text.page(letter.handout).rstrip("\n"))


def name_without_address(people: "Sequence[Receiver]") -> None:
    if without := [one.name for one in people if not one.address]:
        to_stderr(tr(N_("No address in meetings/contacts.yaml: {names}"), names=safe(", ".join(without))))


def by_server(
    book: "Book",
    letters: "Sequence[tuple[Receiver, Letter]]",
    occasion: str,
    today: date,
    *,
    again: frozenset[str],
    send: bool,
    is_automatic: bool = True,
) -> int | None:
    """Through the user's mail server: a dry run that shows each message, or what became of each as it goes."""
    from dataclasses import replace

    from referat.changes.send_mail import Delivery, Sending, book_key, known_addresses, send_mails
    from referat.cli.clock import clock
    from referat.mail.server import Server
    from referat.mail.settings import password_of, read_mail_settings
    from referat.model.text import fold

    addresses = known_addresses(book)
    letters = [(replace(to, address=addresses.get(fold(to.handle), "")), letter) for to, letter in letters]
    key = book_key(book)
    book.close()
    if not send:
        _rehearse(key, letters, occasion, today, again)
        return None
    settings = read_mail_settings(os.environ)
    sending = Sending(key, occasion, today, settings, clock, again, is_automatic)
    told: list[Delivery] = []
    try:
        with Server(settings, password_of(settings, os.environ)) as server:
            for one in send_mails(letters, sending, server):
                told.append(one)
                _say(one)
    finally:
        _sum_up(told, len(letters))
    return _code(told)


def _rehearse(book: str, letters: "Sequence[tuple[Receiver, Letter]]", occasion: str, today: date, again: frozenset[str]) -> None:
    from referat.changes.send_mail import Delivery, MailOutcome, standing
    from referat.mail.sent import SentMail

    sent = SentMail(book, occasion, today)
    known = [(to, letter, standing(sent, to)) for to, letter in letters]
    goes = {to for to, _, outcome in known if outcome is None or (outcome is MailOutcome.UNKNOWN and to.handle in again)}
    show_letters([(to, letter) for to, letter, _ in known if to in goes])
    for to, _, outcome in known:
        if outcome is not None and to not in goes:
            _say(Delivery(to, outcome))
    to_stderr(tr(N_("Nothing is sent: this was a dry run. To send them, say --send as well.")))


def _who(to: "Receiver") -> str:
    return safe(f"{to.name} <{to.address}>" if to.address else to.name)


def _say(told: "Delivery") -> None:
    """What became of one, as a line; on stdout where it went."""
    from referat.changes.send_mail import MailOutcome

    who = _who(told.to)
    if told.outcome is MailOutcome.SENT:
        to_stdout(tr(N_("Sent: {who}"), who=who))
    elif told.outcome is MailOutcome.HAS_IT:
        to_stderr(tr(N_("Has got it already: {who}"), who=who))
    elif told.outcome is MailOutcome.REFUSED:
        to_stderr(tr(N_("Not taken by the server: {who} ({reason})"), who=who, reason=told.said))
    elif told.outcome is MailOutcome.NO_ADDRESS:
        to_stderr(tr(N_("No address in meetings/contacts.yaml: {names}"), names=who))
    else:
        handle = safe(told.to.handle)
        to_stderr(tr(N_("May have come or not, and is not sent again: {who}. If it did not come: --again {handle}"), who=who, handle=handle))


def _sum_up(told: "Sequence[Delivery]", number: int) -> None:
    from referat.changes.send_mail import MailOutcome

    sent = sum(one.outcome is MailOutcome.SENT for one in told)
    to_stderr(tr_n("{n} message is sent.", "{n} messages are sent.", sent))
    if number > len(told):
        left = number - len(told)
        to_stderr(tr_n("{n} is left; it goes with the same command.", "{n} are left; they go with the same command.", left))


def _code(told: "Sequence[Delivery]") -> int:
    from referat.changes.send_mail import MailOutcome

    in_part = any(one.outcome in {MailOutcome.REFUSED, MailOutcome.UNKNOWN} for one in told)
    return Exit.NETWORK if in_part else Exit.OK
