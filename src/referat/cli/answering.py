"""Giving an answer: a sheet or a report on stdout, in the format asked for or the one that suits where it goes."""

import sys
from datetime import date
from typing import TYPE_CHECKING

from referat.cli.console import answer, is_terminal, page, say, screen_width, wants_colour
from referat.model.text import safe
from referat.render.formats import EXACT, IN_PIPE, ON_SCREEN, written

if TYPE_CHECKING:
    from referat.render.sheet import Report, Sheet


def give(what: "Sheet | Report", name: str | None, today: date) -> None:
    """A table sums up in its last line; plain text, which has only rows, does so on stderr."""
    name = name or (ON_SCREEN if is_terminal(sys.stdout) else IN_PIPE)
    text = written(what, name, screen=screen_width(), colour=wants_colour(sys.stdout), today=today.isoformat())
    if name in EXACT and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    if name == ON_SCREEN:
        page(text)
    elif text:
        answer(text)
    if name == IN_PIPE and what.summary:
        say(safe(what.summary))
