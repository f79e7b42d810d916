"""Giving an answer: a sheet or a report on stdout, in the format asked for or the one that suits where it goes."""

from __future__ import annotations

import sys

from referat.cli.streams import is_terminal, to_stderr, to_stdout, wants_colour
from referat.model.text import safe
from referat.render.formats import EXACT, IN_PIPE, ON_SCREEN, written

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from datetime import date

    from referat.render.sheet import Report, Sheet


def give(what: Sheet | Report, name: str | None, today: date | str) -> None:
    """A table sums up in its last line; plain text, which has only rows, does so on stderr. `today` may be its ISO text."""
    name = name or (ON_SCREEN if is_terminal(sys.stdout) else IN_PIPE)
    if name == ON_SCREEN:
        from referat.cli.console import page, screen_width

        page(written(what, name, screen=screen_width(), colour=wants_colour(sys.stdout)))
        return
    text = written(what, name, today=today if isinstance(today, str) else today.isoformat())
    if name in EXACT and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    if text:
        to_stdout(text)
    if name == IN_PIPE and what.summary:
        to_stderr(safe(what.summary))
