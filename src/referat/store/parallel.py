"""A list worked through in two halves, one of them by a second process where that is possible.

Loaded for the questions asked all day, so it imports next to nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from io import BufferedReader, FileIO
    from typing import Any, TypeVar

    One = TypeVar("One")
    Out = TypeVar("Out")
    Work = Callable[[Sequence[One], Callable[[int], None]], list[Out]]
    Pack = Callable[[list[Out]], bytes]

PORTION = 500  # what the child hands over in one go, so that not all of it stands in memory twice
_PREFIX = 8  # bytes; each portion has its length before it


def in_halves(
    work: Work[One, Out],
    over: Sequence[One],
    progress: Callable[[int], None],
    pack: Pack[Out] | None = None,
    unpack: Callable[[bytes], list[Out]] | None = None,
    ours: float = 0.5,
    worth: int = 2,
) -> list[Out]:
    """What `work` makes of all of them, in order; it is given a part of them and whom to tell how many are done.

    `pack` and `unpack` take what the second process has made through a pipe, `pickle` does so where they are not given. Where the second
    process does not get to its end, the rest is done here. `ours` is the share that is done here, where the halves are not to be alike.
    Fewer of them than `worth` are quicker done here than a second process is begun.
    """
    if len(over) < worth or not has_two():
        return work(over, progress)
    half = max(1, round(ours * len(over)))
    rest = Elsewhere(work, over[half:], pack, unpack)
    found = list(work(over[:half], lambda done: progress(min(len(over), int(done / ours)))))
    return found + rest.result(lambda done: progress(half + done))


def has_two() -> bool:
    """Whether a second process can do its share at the same time."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


class Elsewhere:
    """Work that a second process does from now on. `last` is what it reckons when it has handed over all else, while nobody waits for it."""

    def __init__(
        self,
        work: Work[One, Out],
        over: Sequence[One],
        pack: Pack[Out] | None = None,
        unpack: Callable[[bytes], list[Out]] | None = None,
        last: Callable[[], bytes] | None = None,
    ) -> None:
        self._work: Any = work
        self._over: Sequence[Any] = over
        self._unpack: Callable[[bytes], list[Any]] = unpack or _unpickled
        self._last = last
        self._pipe: BufferedReader | None = None
        try:
            reading, self._process = _begin(work, over, pack or _pickled, last)
        except OSError:  # no more processes or memory to be had
            return
        self._pipe = open(reading, "rb")  # noqa: SIM115 - closed when all has been read

    def result(self, progress: Callable[[int], None]) -> list[Any]:
        """What came of the work; what the other process did not get to is done here, and `progress` told how much of that."""
        found: list[Any] = []
        while len(found) < len(self._over) and (data := self._next()) is not None:
            found += self._unpack(data)
        if self._last is None:
            self.end()
        done_before = len(found)
        return found if done_before == len(self._over) else found + self._work(self._over[done_before:], lambda done: progress(done_before + done))

    def last(self) -> bytes:
        """What `last` gives, reckoned here if need be."""
        assert self._last is not None
        data = self._next()
        self.end()
        return self._last() if data is None else data

    def _next(self) -> bytes | None:
        """The next piece that the other process hands over; None where there is none."""
        if self._pipe is None:
            return None
        length = self._pipe.read(_PREFIX)
        data = self._pipe.read(int.from_bytes(length, "little"))
        return data if len(length) == _PREFIX and len(data) == int.from_bytes(length, "little") else None

    def end(self) -> None:
        """Let go of the other process; what it may still have to say is wanted no more."""
        if self._pipe is not None:
            self._pipe.close()
            os.waitpid(self._process, 0)
            self._pipe = None


def _pickled(found: list[Out]) -> bytes:
    import pickle

    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _unpickled(data: bytes) -> list[Out]:
    import pickle

    found: list[Out] = pickle.loads(data)  # noqa: S301 - from our own child
    return found


def _begin(work: Work[One, Out], over: Sequence[One], pack: Pack[Out], last: Callable[[], bytes] | None) -> tuple[int, int]:
    """Has them done in a child; returns the end of the pipe that its answer comes from, and its process id."""
    reading, writing = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if pid:
        os.close(writing)
        return reading, pid
    try:
        os.close(reading)
        portions = [pack(work(over[at : at + PORTION], lambda _: None)) for at in range(0, len(over), PORTION)]
        with open(writing, "wb", buffering=0) as pipe:  # only now, for the parent does not listen before it has done its own half
            for portion in portions:
                _hand_over(pipe, portion)
            if last is not None:
                _hand_over(pipe, last())
    finally:
        os._exit(0)  # the child must not run what the parent has to do on its way out


def _hand_over(pipe: FileIO, data: bytes) -> None:
    left = memoryview(len(data).to_bytes(_PREFIX, "little") + data)
    while left:
        left = left[pipe.write(left) :]
