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

    An encoding chosen with PYTHONIOENCODING is kept, and so is what it says of letters that cannot be said, unless that is to fail.
    """
    if sys.stdout is None:  # closed by the caller (`>&-`): what is said is dropped
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    chosen = bool(os.environ.get("PYTHONIOENCODING"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if chosen:
                if stream.errors in ("strict", "surrogateescape"):
                    stream.reconfigure(errors="replace" if is_terminal(stream) else "backslashreplace")
            elif is_terminal(stream):
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


def screen_width(stream: TextIO | None = None) -> int:
    """Cells in a line: COLUMNS if it is set, else what the stream's own terminal says, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return max(20, int(columns))
    try:
        return max(20, os.get_terminal_size((stream or sys.stdout).fileno()).columns or 80)
    except (AttributeError, OSError, ValueError):
        return 80


def to_stdout(text: str) -> None:
    """Part of what was asked for, as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def to_stdout_wrapped(text: str) -> None:
    """A sentence that is the answer: on a terminal, broken between words."""
    to_stdout(fit(text, sys.stdout))


def fit(text: str, stream: TextIO | None) -> str:
    """Sentences as they stand on the stream: a terminal would break a long line in the middle of a word."""
    if not is_terminal(stream):
        return text
    from referat.model.text import at_words

    cells = screen_width(stream)
    return "\n".join([part for line in text.split("\n") for part in at_words(line, cells)])


def to_stderr(text: str) -> None:
    """Part of the conversation: what was done, what to know. Where nobody listens any more, the exit code still speaks."""
    try:  # noqa: SIM105 - contextlib takes longer to load than all else here
        sys.stdout.flush()  # so that on a terminal the two stand in the order they were said
    except OSError:
        pass  # who ends the run flushes again, and says so
    try:
        text = fit(text, sys.stderr)
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def left_alone() -> int:
    """Whoever read our answer has gone: nothing more can be said on stdout, the interpreter's own last flush included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_LEFT
