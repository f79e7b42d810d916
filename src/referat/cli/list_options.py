"""The options that lists share: the words they hold, the days they lie between, their formats."""

from typing import Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.options import format_option

Formats = Literal["table", "plain", "json", "csv", "csv-excel", "md"]
Format = Annotated[Formats | None, format_option()]
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Only those that hold all these words.")]
InGroup = Annotated[
    str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only this group and those under it.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", autocompletion=completion.meetings, help="Only from that day on: a day, a meeting, or last.")
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", autocompletion=completion.meetings, help="Only up to that day: 2024-06, friday, a meeting."),
]
