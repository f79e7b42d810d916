"""The screen: how wide it is, what stands out on it, who may be asked, and how a long answer is turned over page by page.

Colour here is a handful of codes, so that a sentence does not load rich; `rich_console` is for tables.
"""

from __future__ import annotations

import os
import sys

from referat.cli.streams import is_terminal, screen_width, speak_utf8, to_stderr, to_stdout, to_stdout_wrapped, wants_colour
from referat.errors import Exit, ReferatError
from referat.languages.i18n import tr
from referat.languages.mark import N_

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console

__all__ = [
    "NeedsAnswer",
    "ask",
    "confirm",
    "is_terminal",
    "may_ask",
    "page",
    "rich_console",
    "screen_width",
    "speak_utf8",
    "styled",
    "to_stderr",
    "to_stdout",
    "to_stdout_wrapped",
    "wants_colour",
]

# What a piece of text is, to the code a terminal knows it by.
STYLES = {"problem": "1;31", "warning": "1;33", "good": "32", "place": "1", "faint": "2"}

# For translators: the letters that answer a question; the capital one is what is taken for an empty answer.
YES_OR_NO = N_("y/N")


class NeedsAnswer(ReferatError):
    exit = Exit.USAGE
    message = N_("This needs an answer, and there is nobody at the keyboard to give it: {question}")
    hint = N_("Give the answer in the command: {flag}")


def styled(text: str, style: str, stream: TextIO | None) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if wants_colour(stream) else text


def may_ask() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def confirm(question: str, *, flag: str) -> bool:
    """Ask, where somebody can answer; else end, naming the flag that answers. Only a yes in words is a yes."""
    if not may_ask():
        raise NeedsAnswer(question=question, flag=flag)
    sys.stderr.write(f"{question} [{tr(YES_OR_NO)}] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "j", "ja"}


def ask(question: str, *, flag: str) -> str:
    """Ask for a word, where somebody can answer; else end, naming the flag that answers. "" where nothing was answered."""
    if not may_ask():
        raise NeedsAnswer(question=question, flag=flag)
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def page(text: str) -> None:
    """The answer, through the person's pager where it is longer than the terminal; REFERAT_PAGER, then PAGER, then less."""
    import shutil

    screen = shutil.get_terminal_size()
    if not (is_terminal(sys.stdout) and is_terminal(sys.stdin)) or text.count("\n") < screen.lines:
        to_stdout(text)
        return
    import shlex
    import subprocess

    command = shlex.split(os.environ.get("REFERAT_PAGER", os.environ.get("PAGER", "less")))
    if not command or command == ["cat"] or not shutil.which(command[0]):
        to_stdout(text)
        return
    # -F: leave at once if it fits after all; -R: colours; -X: what was read stays on the screen. An own LESS is kept.
    surroundings = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | dict(os.environ)
    subprocess.run(command, input=text, text=True, encoding="utf-8", env=surroundings, check=False)  # noqa: S603 - the person's own choice


def rich_console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Rich for tables, with markup off: a title may hold `[/foo]`."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    colour = wants_colour(stream)
    return Console(
        file=stream,
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        width=width or screen_width(),
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if colour else None,
    )
