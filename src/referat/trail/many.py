"""Many texts read for the trail: a child takes the larger share, while the parent asks git for the history and reads the rest."""

import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from typing import BinaryIO

from referat.trail.filed import Filed, read_filed

WORTH_TWO = 200  # texts; below that a second process costs more than it reads
_SHARE = 0.6  # of the child: the parent has git's history to read beside


class Reading:
    """The texts of a book, being read. `all` waits for those that the child reads."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = list(texts.items())
        self._own = len(self._texts)
        if self._own >= WORTH_TWO and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
            self._own -= int(self._own * _SHARE)
            self._child, self._pipe = _begin(self._texts[self._own :])

    def all(self) -> list[Filed]:
        found = [read_filed(path, data) for path, data in self._texts[: self._own]]
        if self._own == len(self._texts):
            return found
        with self._pipe:
            answer = self._pipe.read()
        os.waitpid(self._child, 0)
        rest: list[Filed] = []
        with suppress(pickle.UnpicklingError, EOFError):
            rest = pickle.loads(answer)  # noqa: S301 - from our own child
        return found + (rest or [read_filed(path, data) for path, data in self._texts[self._own :]])  # it was killed, or had no memory


def _begin(texts: list[tuple[str, bytes]]) -> tuple[int, BinaryIO]:
    """Start a child that reads the texts; returns its process id, and the pipe that its answer comes from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, open(reading, "rb")
    try:
        os.close(reading)
        answer = pickle.dumps([read_filed(path, data) for path, data in texts], pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)  # the child must not run what the parent has to do on its way out
