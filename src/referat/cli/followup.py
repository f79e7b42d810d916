"""The command `followup`: the report one reads aloud."""

from typing import Annotated, Literal

import typer

from referat.cli.completion import groups, meetings
from referat.cli.options import BookPath, Today, format_option

Formats = Literal["table", "plain", "json", "md"]


def followup(
    *,
    by: Annotated[Literal["person", "group", "org", "meeting"], typer.Option("--by", help="Under whom the actions are read out.")] = "person",
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=groups, help="Only this group and those under it.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", autocompletion=meetings, help="A day or a meeting; the last meeting before today if not said."),
    ] = None,
    format: Annotated[Formats | None, format_option()] = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""Who follows up on what, to read aloud: what is open, and was done or moved since the last meeting; what nobody owns; seats to fill.

    \b
    referat followup
    referat followup --group naering
    referat followup --by org --since 2023-08-31
    referat followup --format md > oppfølging.md
    """
    given = locals()
    from referat.cli import daily_questions as answers  # what answers need not be loaded to say what can be asked

    answers.followup(**given)
