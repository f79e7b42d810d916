"""A mail that came in: who it says it is from, what it answers to, its text, and calendar answers in it.

Everything has a limit; attachments and mails inside the mail are not opened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from enum import Enum
from hashlib import sha256

from referat.languages.answer_words import AWAY_SUBJECT, FORWARDED_SUBJECT
from referat.mail.html_text import text_of_html
from referat.model.text import safe

LARGEST = 25 * 1024 * 1024  # bytes of a mail; those with more are sent by nobody
MOST_PARTS, DEEPEST, MOST_TEXT = 100, 10, 200_000
_RE = re.compile(r"\s*(?:re|sv|aw|antw)\s*(?:\[\d+\])?:\s*", re.IGNORECASE)
_AWAY = re.compile(rf"\s*(?:{'|'.join(map(re.escape, AWAY_SUBJECT))})\b", re.IGNORECASE)
_FORWARDED = re.compile(rf"\s*(?:{'|'.join(FORWARDED_SUBJECT)})\s*:", re.IGNORECASE)


class MailKind(Enum):
    """Whether somebody wrote the mail as an answer; of the others nothing is read."""

    ANSWER = "answer"
    AUTOMATIC = "automatic"
    LIST = "list"
    FORWARDED = "forwarded"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. `sender` is the one address it says it is from, "" where that is not one; `on` the day it says it was written.

    `answers_to` is its In-Reply-To, `results` the Authentication-Results that was put on last, `key` tells it from every other mail.
    """

    key: str
    kind: MailKind
    name: str = ""
    sender: str = ""
    on: date | None = None
    answers_to: str = ""
    references: str = ""
    results: str = ""
    text: str = ""
    calendars: tuple[str, ...] = ()


def read_mail(data: bytes) -> Mail:
    """What a mail says. It never raises: what cannot be read is of that kind."""
    key = sha256(data).hexdigest()
    if len(data) > LARGEST:
        return Mail(key, MailKind.UNREADABLE)
    try:
        message = message_from_bytes(data, policy=compat32)
        parts = list(_parts(message))
        name, sender = _sender(message)
        text, calendars = _texts(parts)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):  # a mail may be broken in more ways than its library foresees
        return Mail(key, MailKind.UNREADABLE)
    told = "\n".join((_header(message, "Message-ID"), sender, _header(message, "Date"), text, *calendars))
    return Mail(
        key=sha256(told.encode("utf-8", "replace")).hexdigest(),
        kind=_kind(message),
        name=name,
        sender=sender,
        on=_day(message),
        answers_to=_header(message, "In-Reply-To"),
        references=_header(message, "References"),
        results=_header(message, "Authentication-Results"),
        text=text,
        calendars=calendars,
    )


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are not made of others; mails inside a mail are not opened."""
    if depth > DEEPEST or message.get_content_maintype() == "message":
        return
    if not message.is_multipart():
        yield message
        return
    inner = message.get_payload()
    for part in inner[:MOST_PARTS] if isinstance(inner, list) else ():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _texts(parts: list[Message]) -> tuple[str, tuple[str, ...]]:
    """The text, out of the HTML where there is none beside it; and the calendars."""
    plain, pages, calendars = [], [], []
    for part in parts[:MOST_PARTS]:
        kind = part.get_content_type()
        if kind == "text/calendar":
            calendars.append(_text(part))
        elif part.get_content_disposition() != "attachment" and kind == "text/plain":
            plain.append(_text(part))
        elif part.get_content_disposition() != "attachment" and kind == "text/html":
            pages.append(_text(part))
    text = "\n".join(plain)
    if not text.strip():
        text = "\n".join(text_of_html(page) for page in pages)
    return text[:MOST_TEXT], tuple(calendars[:5])


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset("utf-8"))
    try:
        return data[: 4 * MOST_TEXT].decode(charset, "replace").replace("\r\n", "\n")
    except LookupError:
        return data[: 4 * MOST_TEXT].decode("utf-8", "replace").replace("\r\n", "\n")


def _header(message: Message, name: str) -> str:
    """The first header of that name, decoded, on one line."""
    value = message.get(name, "")
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (ValueError, LookupError):
        return " ".join(str(value).split())


def _sender(message: Message) -> tuple[str, str]:
    """The name and the address: of the one sender there is, for two are none."""
    found = message.get_all("From", [])
    if len(found) != 1:
        return "", ""
    addresses = getaddresses([str(found[0])])
    if len(addresses) != 1:
        return "", ""
    name, address = addresses[0]
    try:
        name = str(make_header(decode_header(name)))
    except (ValueError, LookupError):
        name = ""
    return safe(" ".join(name.split())), address.casefold()


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _kind(message: Message) -> MailKind:
    """Automatic replies, lists and forwarded mail answer nothing."""
    auto = _header(message, "Auto-Submitted").casefold()
    subject = _RE.sub("", _header(message, "Subject"))
    precedence = _header(message, "Precedence").casefold()
    if (auto and not auto.startswith("no")) or message.get("X-Autoreply") or message.get("X-Autorespond") or precedence == "auto_reply":
        return MailKind.AUTOMATIC
    if _AWAY.match(subject) or message.get_content_type() == "multipart/report" or _header(message, "Return-Path") == "<>":
        return MailKind.AUTOMATIC
    if message.get("List-Id") or message.get("List-Post") or precedence in {"list", "bulk", "junk"}:
        return MailKind.LIST
    if _FORWARDED.match(subject) or message.get("Resent-From"):
        return MailKind.FORWARDED
    return MailKind.ANSWER
