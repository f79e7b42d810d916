"""A mail as this program writes it: a hand-out as text and as HTML, and a calendar with it. A draft to open and send, or one that is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from referat.handouts import html, text
from referat.handouts.content import Handout
from referat.model.text import safe

# The names that a mail has them by, whatever language the computer speaks.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody to write to. `address` is "" where no contact is known, or none that a mail can be sent to."""

    name: str
    handle: str
    address: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail that is sent has, and a draft has not yet: from whom, when, and its own id.

    `is_automatic` keeps notes of absence from coming back.
    """

    sender: Address
    at: datetime
    message_id: str
    is_automatic: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written. With a `method` the calendar is something to answer to, or to take note of (REQUEST, CANCEL); else it is an attachment
    called `calendar_name`, left out where it is "".
    """

    subject: str
    handout: Handout
    calendar: str = ""
    calendar_name: str = ""
    method: str = ""


def mail_of(letter: Letter, receivers: Sequence[Receiver], today: date, envelope: Envelope | None = None) -> bytes:
    """The mail; without an envelope most programs open it as a draft. The same facts give the same bytes."""
    message = EmailMessage(policy=SMTP)
    if envelope is None:
        message["X-Unsent"] = "1"
        message["Date"] = f"{_DAYS[today.weekday()]}, {today.day:02d} {_MONTHS[today.month - 1]} {today.year} 06:00:00 +0000"
    else:
        message["From"] = envelope.sender
        message["Date"] = format_datetime(envelope.at)
        message["Message-ID"] = envelope.message_id
        if envelope.is_automatic:
            message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = one_line(letter.subject)
    if addressed := [one for one in receivers if one.address]:
        message["To"] = [Address(one_line(one.name), *one.address.rsplit("@", 1)) for one in addressed]
    words = text.page(letter.handout)
    message.set_content(words, cte="quoted-printable")
    message.add_alternative(html.page(letter.handout), subtype="html", cte="base64")
    if letter.method:
        message.add_alternative(letter.calendar, subtype="calendar", cte="base64", params={"method": letter.method})
    elif letter.calendar:
        name, data = letter.calendar_name, letter.calendar.encode()
        message.add_attachment(data, maintype="text", subtype="calendar", filename=name, params={"charset": "utf-8"})
    who = "\n".join(one.handle for one in receivers)
    seed = sha256(f"{who}\n{today}\n{words}\n{letter.calendar}".encode()).hexdigest()
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"==referat-{seed[:32]}-{number}==")
    return message.as_bytes()


def one_line(words: str) -> str:
    """Words for a header: one line, whatever the book says, and nothing that reads as another line once it is decoded (RFC 2047)."""
    return safe(" ".join(words.split())).replace("=?", "= ?")
