"""The two streams: stdout is the answer, stderr the conversation. Loads next to nothing: every run speaks through it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import TextIO

# The reader went away (`referat actions | head`): 128 + SIGPIPE, as the shell says for every program.
READER_LEFT = 141


def speak_utf8() -> None:
    """A pipe or a file gets UTF-8 whatever the locale; a terminal keeps its own encoding. Neither ever fails on a character.

    An encoding chosen with PYTHONIOENCODING is left alone.
    """
    if sys.stdout is None:  # closed by the caller (`>&-`): what is said is dropped
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if os.environ.get("PYTHONIOENCODING"):
        return
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if is_terminal(stream):
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def wants_colour(stream: TextIO | None) -> bool:
    """NO_COLOR says no, FORCE_COLOR yes, TERM=dumb no; else colour is for terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    if force := os.environ.get("FORCE_COLOR"):
        return force != "0"
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def answer(text: str) -> None:
    """Part of what was asked for."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def say(text: str) -> None:
    """Part of the conversation: what was done, what to know. Where nobody listens any more, the exit code still speaks."""
    try:  # noqa: SIM105 - contextlib takes longer to load than all else here
        sys.stdout.flush()  # so that on a terminal the two stand in the order they were said
    except OSError:
        pass  # who ends the run flushes again, and says so
    try:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def left_alone() -> int:
    """Whoever read our answer has gone: nothing more can be said on stdout, the interpreter's own last flush included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_LEFT
