"""Opening the shelf for a question: the book's language spoken from then on, and what could not be read said once on stderr."""

from __future__ import annotations

import os
import sys

from referat.cli.streams import is_terminal, say
from referat.languages import door
from referat.languages.door import tr
from referat.languages.mark import N_
from referat.shelf.shelf import Shelf

PATIENCE = 1.0  # seconds that somebody at a terminal waits before being told what for


def open_shelf(path: str | os.PathLike[str] | None) -> Shelf:
    shelf = Shelf.open(path, progress=_Progress())
    door.use(door.choose(shelf.language or None, os.environ))
    if shelf.was_damaged:
        say(tr(N_("What was kept of the book to answer quickly was of no use any more; it has been made anew.")))
    if shelf.has_unread:
        from referat.cli.opened import warn_of_unread

        warn_of_unread(shelf.unread)
    return shelf


class _Progress:
    """How much of the book has been read, on a terminal, once it takes long."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        if not is_terminal(sys.stderr):
            return
        from time import monotonic

        self._begun = self._begun or monotonic()
        if done < of and monotonic() - self._begun > PATIENCE:
            self._shown = True
            sys.stderr.write("\r" + tr(N_("Reading the book: {percent} %"), percent=100 * done // of))
            sys.stderr.flush()
        elif done >= of and self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
