"""A list worked through in two halves, one of them by a second process where that is possible."""

import os
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

One = TypeVar("One")
Out = TypeVar("Out")
Work = Callable[[Sequence[One], Callable[[int], None]], list[Out]]


def in_halves(work: Work[One, Out], over: Sequence[One], progress: Callable[[int], None]) -> list[Out]:
    """What `work` makes of all of them, in order; it is given a part of them and whom to tell how many are done.

    What the second process answers comes through a pipe from a child of our own, so it may be unpickled. Where it does not get to
    its end, its half is done here.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work(over, progress)
    half = (len(over) + 1) // 2
    try:
        other_end, pid = _begin(work, over[half:])
    except OSError:  # no more processes or memory to be had
        return work(over, progress)
    first = work(over[:half], lambda done: progress(2 * done))
    with open(other_end, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    with suppress(pickle.UnpicklingError, EOFError):
        second: list[Out] = pickle.loads(data)  # noqa: S301 - from our own child
        return first + second
    return first + work(over[half:], lambda done: progress(half + done))


def _begin(work: Work[One, Out], over: Sequence[One]) -> tuple[int, int]:
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
        data = pickle.dumps(work(over, lambda _: None), pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)  # the child must not run what the parent has to do on its way out
