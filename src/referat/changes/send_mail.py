"""Sending mail: to each once, the server asked on a safe line, and what is not known said rather than sent again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from referat.book import CONTACTS_FILE, Book
from referat.changes.letters import Envelope, Letter, Receiver, mail_of
from referat.changes.transaction import git_of
from referat.errors import Exit, ReferatError
from referat.format.settings import read_contacts
from referat.git.git_errors import GitMissing
from referat.languages.mark import N_
from referat.mail.sent import Fate, SentMail
from referat.mail.server import MayBeTaken, NotTaken, Server
from referat.mail.settings import MailSettings, mail_address
from referat.mail.tokens import message_id
from referat.model.people import contacts, fold
from referat.model.place import Place

MOST_LOST = 3  # times in a row that the line may break before it is left for another day


class AddressesInGit(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is not left out of git, and whoever has the book has the addresses in it; nothing is sent to them.")
    hint = N_("Write {path} into .gitignore, and take it out of git: git rm --cached {path}")


class LineLost(ReferatError):
    exit = Exit.NETWORK
    message = N_("The line to {host} broke again and again ({reason}); the rest is not sent.")
    hint = N_("Run the same command again: it goes on where it stopped, and nobody gets two.")


class MailOutcome(Enum):
    """What became of a mail. HAS_IT: it went earlier; UNKNOWN: the server may have it; NO_ADDRESS: there is nowhere to send it."""

    SENT = "sent"
    HAS_IT = "has it"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NO_ADDRESS = "no address"


@dataclass(frozen=True, slots=True)
class Delivery:
    to: Receiver
    outcome: MailOutcome
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """One go of sending: for which book, on which occasion ("reminder 2024-05-20"), as whom. Nobody gets two mails on one occasion.

    `clock` is when each goes; `again` are handles of those whose may go once more; `is_automatic` as in an envelope.
    """

    book: str
    occasion: str
    today: date
    settings: MailSettings
    clock: Callable[[], datetime]
    again: frozenset[str] = frozenset()
    is_automatic: bool = True


def reminding(day: date) -> str:
    """The occasion of the reminders of a day."""
    return f"reminder {day.isoformat()}"


def calling(minutes_id: str, version: int) -> str:
    """The occasion of a version of a call to a meeting."""
    return f"notice {minutes_id} {version}"


def book_key(book: Book) -> str:
    """What tells this book from the user's others, in every copy of it: its first commit; its folder where it has no history."""
    git = git_of(book)
    if git is not None and git.head():
        roots = git.read("rev-list", "--max-parents=0", "HEAD").out.decode().split()
        if roots:
            return min(roots)
    return book.root


def known_addresses(book: Book) -> dict[str, str]:
    """The addresses of contacts.yaml alone, by handle. Raises AddressesInGit where git is not told to leave that out."""
    if book.has_file(CONTACTS_FILE) and book.places.git is not None:
        git = git_of(book)
        if git is None:
            raise GitMissing
        if CONTACTS_FILE not in git.ignored([CONTACTS_FILE]):
            raise AddressesInGit(path=CONTACTS_FILE, place=Place(CONTACTS_FILE))
    emails, _ = read_contacts(CONTACTS_FILE, book.text_of(CONTACTS_FILE))
    return {handle: mail_address(address) for handle, address in contacts(book.register, emails, only_given=True).items()}


def standing(sent: SentMail, to: Receiver) -> MailOutcome | None:
    """What became of a mail already; None where it may be sent."""
    if not to.address:
        return MailOutcome.NO_ADDRESS
    return {Fate.SENT: MailOutcome.HAS_IT, Fate.BEGUN: MailOutcome.UNKNOWN, Fate.NONE: None}[sent.fate(fold(to.handle))]


def send_mails(letters: Sequence[tuple[Receiver, Letter]], sending: Sending, server: Server) -> Iterator[Delivery]:
    """Send each, and tell of each as it is done. Raises LineLost and what the server's line raises; whoever was not told of has got nothing."""
    sent = SentMail(sending.book, sending.occasion, sending.today)
    sent.forget_old()
    broken = 0
    for to, letter in letters:
        told = None
        while told is None:
            try:
                told = _send(to, letter, sending, server, sent)
            except NotTaken as lost:
                broken += 1
                if broken >= MOST_LOST:
                    raise LineLost(host=sending.settings.host, reason=lost.reason) from lost
        yield told
        if told.outcome is MailOutcome.SENT:
            broken = 0
        elif told.outcome is MailOutcome.UNKNOWN and told.said:
            broken += 1
            if broken >= MOST_LOST:
                raise LineLost(host=sending.settings.host, reason=told.said)


def _send(to: Receiver, letter: Letter, sending: Sending, server: Server, sent: SentMail) -> Delivery:
    """Send one. Raises NotTaken where the line broke before the server had anything."""
    person = fold(to.handle)
    already = standing(sent, to)
    is_again = already is MailOutcome.UNKNOWN and person in sending.again
    if already is not None and not is_again:
        return Delivery(to, already)
    own_id = message_id(sending.book, person, to.address, sending.occasion, sending.settings.domain)
    mail = mail_of(letter, [to], sending.today, Envelope(sending.settings.sender, sending.clock(), own_id, sending.is_automatic))
    is_claimed = False

    def claim() -> None:
        nonlocal is_claimed
        if not is_again and not sent.begin(person, own_id):
            raise _Claimed
        is_claimed = True

    try:
        server.deliver(to.address, mail, claim)
    except _Claimed:
        return Delivery(to, standing(sent, to) or MailOutcome.UNKNOWN)
    except NotTaken as refusal:
        if is_claimed and not is_again:  # of an earlier try it is still not known
            sent.take_back(person)
        if refusal.is_lost:
            raise
        return Delivery(to, MailOutcome.REFUSED, refusal.reason)
    except MayBeTaken as broken:
        return Delivery(to, MailOutcome.UNKNOWN, str(broken))
    sent.finish(person, own_id)
    return Delivery(to, MailOutcome.SENT)


class _Claimed(Exception):
    """Another run is sending the same message."""
