"""Opening the shelf for a question: the book's language spoken from then on, and what could not be read said once on stderr."""

from __future__ import annotations

import os
import sys

from referat.cli.streams import is_terminal, to_stderr
from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.shelf.shelf import Shelf, Watcher

PATIENCE = 1.0  # seconds that somebody at a terminal waits before being told what for


def open_shelf(path: str | os.PathLike[str] | None, *, group: str = "") -> Shelf:
    """The shelf; `group` is the group that will be asked about, as it was typed, where only one will."""
    watcher = AtKeyboard()
    shelf = Shelf.open(path, watcher=watcher, group=group)
    i18n.use(i18n.choose(shelf.language or None, os.environ))
    watcher.speak()
    if shelf.has_unread:
        from referat.cli.opening import warn_of_unread

        warn_of_unread(shelf.unread)
    return shelf


class AtKeyboard(Watcher):
    """Tells the person at the keyboard, in the book's language as soon as that is known."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._is_shown = self._has_news = self._may_speak = False

    def speak(self) -> None:
        self._may_speak = True
        if self._has_news:
            self.remade()

    def remade(self) -> None:
        self._has_news = True
        if self._may_speak:
            to_stderr(tr(N_("What was kept of the book to answer quickly was of no use any more; it has been made anew.")))

    def progress(self, done: int, of: int) -> None:
        """How much has been read, on a terminal, once it takes long."""
        if not is_terminal(sys.stderr):
            return
        from time import monotonic

        self._begun = self._begun or monotonic()
        if done < of and monotonic() - self._begun > PATIENCE:
            self._is_shown = True
            sys.stderr.write("\r" + tr(N_("Reading the book: {percent} %"), percent=100 * done // of))
        elif done >= of and self._is_shown:
            self._is_shown = False
            sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
