"""What was sent to whom on an occasion, in the user's state folder: a file for each message, made before the server is given it.

Making the file is the claim to send: of two runs one makes it. It is there as long as the server may have taken the message, so a run that is killed
at any moment leaves behind that somebody has the message, that nobody has, or that it is not known.
"""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from hashlib import sha256

from referat.store.state_folder import put_private, read_private, state_folder

_KEPT = timedelta(days=90)  # how long it is remembered what was sent
_LARGEST = 1024 * 1024


class Fate(Enum):
    """What is known of a message: nothing, that the server may have it, or that it has."""

    NONE = "none"
    BEGUN = "begun"
    SENT = "sent"


class SentMail:
    """The messages of one book on one occasion: the reminders of a day, the call to a meeting."""

    def __init__(self, book: str, occasion: str, day: date) -> None:
        self._of_book = os.path.join(state_folder(), "sent", _name(book))
        self._folder = os.path.join(self._of_book, _name(occasion))
        self._day = day

    def fate(self, person: str) -> Fate:
        try:
            text = read_private(self._path(person), _LARGEST)
        except FileNotFoundError:
            return Fate.NONE
        except (OSError, ValueError):
            return Fate.BEGUN
        return Fate.SENT if _facts(text).get("sent") is True else Fate.BEGUN

    def begin(self, person: str, message_id: str) -> bool:
        """Claim the message, before the server is given it; False where somebody else has. Raises OSError."""
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        try:
            fd = os.open(self._path(person), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return False
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(json.dumps({"message": message_id}))
            file.flush()
            os.fsync(file.fileno())
        self._settle()
        return True

    def finish(self, person: str, message_id: str) -> None:
        """The server has it."""
        put_private(self._path(person), json.dumps({"message": message_id, "sent": True}))

    def take_back(self, person: str) -> None:
        """The server has not taken it: it may be sent later."""
        with suppress(FileNotFoundError):
            os.unlink(self._path(person))
        self._settle()

    def forget_old(self) -> None:
        """What was sent long ago is nobody's business any more."""
        with suppress(OSError):
            for folder in os.scandir(self._of_book):
                if datetime.fromtimestamp(folder.stat().st_mtime, UTC).date() < self._day - _KEPT:
                    shutil.rmtree(folder.path, ignore_errors=True)

    def _settle(self) -> None:
        """Have the disk keep the folder's list of files, where it can."""
        with suppress(OSError):
            fd = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)

    def _path(self, person: str) -> str:
        return os.path.join(self._folder, _name(person))


def _name(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _facts(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
