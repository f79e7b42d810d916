"""A list worked through in two halves, one of them by a second process where that is possible.

Loaded for the questions asked all day, so it imports next to nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    One = TypeVar("One")
    Out = TypeVar("Out")
    Work = Callable[[Sequence[One], Callable[[int], None]], list[Out]]
    Pack = Callable[[list[Out]], bytes]

PORTION = 500  # what the child hands over in one go, so that not all of it stands in memory twice
_PREFIX = 8  # bytes; each portion has its length before it


def in_halves(
    work: Work[One, Out], over: Sequence[One], progress: Callable[[int], None], pack: Pack[Out] | None = None,
    unpack: Callable[[bytes], list[Out]] | None = None, ours: float = 0.5,
) -> list[Out]:
    """What `work` makes of all of them, in order; it is given a part of them and whom to tell how many are done.

    `pack` and `unpack` take what the second process has made through a pipe, `pickle` does so where they are not given. Where the second
    process does not get to its end, the rest is done here. `ours` is the share that is done here, where the halves are not to be alike.
    """
    if not has_two():
        return work(over, progress)
    half = max(1, round(ours * len(over)))
    rest = elsewhere(work, over[half:], pack, unpack)
    found = list(work(over[:half], lambda done: progress(min(len(over), int(done / ours)))))
    return found + rest(lambda done: progress(half + done))


def has_two() -> bool:
    """Whether a second process can do its share at the same time."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def elsewhere(
    work: Work[One, Out], over: Sequence[One], pack: Pack[Out] | None = None, unpack: Callable[[bytes], list[Out]] | None = None
) -> Callable[[Callable[[int], None]], list[Out]]:
    """Has work done by a second process from now on; what is returned waits for the result, and does here what the other did not get to.

    It is given whom to tell how many were done here.
    """
    try:
        begun: tuple[int, int] | None = _begin(work, over, pack or _pickled)
    except OSError:  # no more processes or memory to be had
        begun = None

    def result(progress: Callable[[int], None]) -> list[Out]:
        found: list[Out] = []
        if begun:
            other_end, pid = begun
            with open(other_end, "rb") as pipe:
                while len(length := pipe.read(_PREFIX)) == _PREFIX:
                    data = pipe.read(int.from_bytes(length, "little"))
                    if len(data) < int.from_bytes(length, "little"):
                        break
                    found += (unpack or _unpickled)(data)
            os.waitpid(pid, 0)
        done_before = len(found)
        return found if done_before == len(over) else found + work(over[done_before:], lambda done: progress(done_before + done))

    return result


def _pickled(found: list[Out]) -> bytes:
    import pickle

    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _unpickled(data: bytes) -> list[Out]:
    import pickle

    found: list[Out] = pickle.loads(data)  # noqa: S301 - from our own child
    return found


def _begin(work: Work[One, Out], over: Sequence[One], pack: Pack[Out]) -> tuple[int, int]:
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
        with open(writing, "wb") as pipe:  # only now, for the parent does not listen before it has done its own half
            pipe.writelines(len(portion).to_bytes(_PREFIX, "little") + portion for portion in portions)
    finally:
        os._exit(0)  # the child must not run what the parent has to do on its way out
