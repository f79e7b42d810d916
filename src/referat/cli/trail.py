"""The command trail: the life of minutes as a table that a board can read."""

from __future__ import annotations

import sys

from referat.cli.answering import give
from referat.cli.opening import open_book

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated, Literal

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, Today, format_option

    Formats = Literal["table", "plain", "json", "csv", "csv-excel", "md"]


def trail(
    meeting: Annotated[
        str | None, typer.Argument(metavar="[MEETING]", help="The minutes whose life is told; all if not given.", autocompletion=completion.meetings)
    ] = None,
    *,
    format: Annotated[Formats | None, format_option()] = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""How minutes came to be approved: written, sent out, approved in which item of which meeting and by whom, corrected, followed up since.
    For one meeting also what happened to the group's actions since the meeting before: new, closed, moved, handed over.

    \b
    referat trail
    referat trail 2023-08-31
    """
    from referat.changes.timelines import life, lives, since_last_meeting
    from referat.render.trail_sheet import life_report, trail_sheet

    opened = open_book(book)
    if not meeting:
        give(trail_sheet(reversed(lives(opened))), format, today)
        return
    wanted = opened.find_minutes(meeting, today)
    give(life_report(life(opened, wanted), since_last_meeting(opened, wanted)), format, today)
