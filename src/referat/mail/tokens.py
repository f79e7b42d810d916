"""The Message-ID of what is sent: whoever answers to it has seen the message, for nobody can make one up.

It is a keyed digest (HMAC) of the book, the person, their address and the day; the key never leaves the user's state folder. It says nothing about
any of them to others, and the same message always has the same one.
"""

import hmac
import os
import re
from base64 import b32encode
from contextlib import suppress
from datetime import date
from hashlib import sha256

from referat.store.state_folder import put_private, read_private, state_folder

_TOKEN = re.compile(r"<referat\.(\d{4})(\d\d)(\d\d)\.([a-z2-7]{32})@[A-Za-z0-9.-]+>")


def message_id(book: str, handle: str, address: str, day: date, domain: str) -> str:
    """The Message-ID of a reminder to somebody on a day. Raises OSError where the key cannot be kept."""
    return f"<referat.{day:%Y%m%d}.{_mac(secret_key(), book, handle, address, day)}@{domain}>"


def answered_day(references: str, book: str, handle: str, address: str) -> date | None:
    """The day of the reminder to this person that a mail answers to; None where it answers to none that we have sent them."""
    key = _known_key()
    for year, month, number, mac in _TOKEN.findall(references) if key else ():
        with suppress(ValueError):
            day = date(int(year), int(month), int(number))
            if hmac.compare_digest(mac, _mac(key, book, handle, address, day)):
                return day
    return None


def secret_key() -> bytes:
    """The user's key, made the first time it is asked for."""
    if known := _known_key():
        return known
    path, made = _path(), f"{_path()}.{os.getpid()}"
    put_private(made, os.urandom(32).hex())
    try:
        os.link(made, path)  # of two runs that make one at the same time, one wins
    except FileExistsError:
        pass
    finally:
        os.unlink(made)
    return _known_key()


def _known_key() -> bytes:
    try:
        return bytes.fromhex(read_private(_path(), 256))
    except FileNotFoundError:
        return b""


def _path() -> str:
    return os.path.join(state_folder(), "mail-key")


def _mac(key: bytes, book: str, handle: str, address: str, day: date) -> str:
    told = f"reminder\n{book}\n{handle}\n{address.casefold()}\n{day.isoformat()}"
    return b32encode(hmac.digest(key, told.encode("utf-8", "surrogateescape"), sha256)[:20]).decode().lower()
