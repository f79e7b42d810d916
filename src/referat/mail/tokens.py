"""The Message-ID of what is sent: whoever answers to it has seen the message, for nobody can make one up.

It is a keyed digest (HMAC) of the book, the person, their address and the occasion; the key never leaves the user's state folder. It says nothing
about any of them to others, and the same message always has the same one.
"""

import hmac
import os
import re
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256

from referat.store.state_folder import put_private, read_private, state_folder

_TOKEN = re.compile(r"<referat\.([a-z2-7]{32})@[A-Za-z0-9.-]+>")


def message_id(book: str, handle: str, address: str, occasion: str, domain: str) -> str:
    """The Message-ID of a mail to somebody on an occasion. Raises OSError where the key cannot be kept."""
    return f"<referat.{_mac(secret_key(), book, handle, address, occasion)}@{domain}>"


def answers_to(references: str, book: str, handle: str, address: str, occasions: Iterable[str]) -> str:
    """On which of the occasions we sent this person the mail that these references name; "" for none."""
    macs = _TOKEN.findall(references)
    key = _known_key() if macs else b""
    for occasion in occasions if key else ():
        own = _mac(key, book, handle, address, occasion)
        if any(hmac.compare_digest(mac, own) for mac in macs):
            return occasion
    return ""


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


def _mac(key: bytes, book: str, handle: str, address: str, occasion: str) -> str:
    told = f"{occasion}\n{book}\n{handle}\n{address.casefold()}"
    return b32encode(hmac.digest(key, told.encode("utf-8", "surrogateescape"), sha256)[:20]).decode().lower()
