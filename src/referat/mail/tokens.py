"""The Message-ID of what is sent: whoever answers to it has seen the message, for nobody can make one up.

It is a keyed digest (HMAC) of the book, the person, their address and the day; the key never leaves the user's state folder. It says nothing about
any of them to others, and the same message always has the same one.
"""

import hmac
import os
from base64 import b32encode
from datetime import date
from hashlib import sha256

from referat.store.state_folder import put_private, read_private, state_folder


def message_id(book: str, handle: str, address: str, day: date, domain: str) -> str:
    """The Message-ID of a reminder to somebody on a day. Raises OSError where the key cannot be kept."""
    return f"<referat.{day:%Y%m%d}.{_mac(secret_key(), book, handle, address, day)}@{domain}>"


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
