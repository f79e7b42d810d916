"""The command verify: proves that approved text is unchanged and that the chain of approvals is whole."""

from typing import Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.options import BookPath, Today, format_option

Shape = Literal["table", "plain", "json", "github"]


def verify(
    meeting: Annotated[
        str | None,
        typer.Argument(metavar="[MEETING]", autocompletion=completion.meetings, help="Only what concerns these minutes; everything if not given."),
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Verify everything, as without a word.")] = False,
    against: Annotated[str, typer.Option("--against", metavar="CHECKPOINT", help="A checkpoint from a copy: K7QD-94MX-TR2A-81PB@12.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Look at what has moved since it was seen before, and accept it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --accept: accept without being asked.")] = False,
    book: BookPath = None,
    today: Today,
    format: Annotated[Shape | None, format_option()] = None,  # noqa: A002 - the option's name
) -> int | None:
    r"""Prove that approved text is unchanged and that the chain of approvals is whole. Exits with 1 on findings; notes are for information.

    What is seen is remembered outside the book, so that a history which was exchanged as a whole is noticed next time. The line at the end
    is the checkpoint: every copy that carries it is a witness.

    \b
    referat verify
    referat verify 2023-08-31
    referat verify --against K7QD-94MX-TR2A-81PB@12
    referat verify --format github
    """
    given = locals()
    from referat.cli.verify_run import verify as answer  # what answers need not be loaded to say what can be asked

    return answer(**given)
