"""The options that commands share: each is written once here, as a type that a command's parameter takes.

`today` is made here and nowhere else: everything below gets it as a parameter.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from referat.languages.mark import N_, Marked


class WrongValue(typer.BadParameter):
    """A value that an option does not take, in our words: `option` is filled in where it is said, and `choices` are listed."""

    def __init__(self, message: Marked, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts


NO_DAY = N_("“{value}” cannot stand after {option}; it takes a day such as 2026-03-31.")
NO_CHOICE = N_("“{value}” cannot stand after {option}; it takes {choices}.")


def as_day(value: str | date) -> date:
    """A day as --today takes it: YYYY-MM-DD."""
    if isinstance(value, date):
        return value
    try:
        if len(value) != 10 or value[4] + value[7] != "--":  # fromisoformat also takes 20260331 and 2026-W14-2
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError:
        raise WrongValue(NO_DAY, value=value) from None


HANDOUT_FORMATS = ("html", "pdf", "docx", "odt", "md", "txt", "json")


def as_handout_format(value: str) -> str:
    """A format of hand-outs, as --to takes it."""
    form = value.casefold().removeprefix(".")
    if form not in HANDOUT_FORMATS:
        raise WrongValue(NO_CHOICE, value=value, choices=HANDOUT_FORMATS)
    return form


def format_option(help: str = "How the answer is written; a table on a terminal, plain in a pipe.") -> Any:  # noqa: A002 - typer's own name
    """--format, for a parameter whose type lists the command's formats: Annotated[Literal["table", "json"] | None, format_option()]."""
    return typer.Option("--format", "-f", help=help)


BookPath = Annotated[
    Path | None,
    typer.Option("--book", envvar="REFERAT_BOOK", metavar="PATH", help="The book's folder, if it is not this one or one above."),
]
Today = Annotated[
    date,
    typer.Option(
        "--today",
        envvar="REFERAT_TODAY",
        metavar="DAY",
        parser=as_day,
        default_factory=date.today,
        show_default=False,
        help="Take this day for today.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be changed, and change nothing.")]
NoSave = Annotated[bool, typer.Option("--no-save", help="Write the file, and leave it to `referat save` to keep it in git.")]
Group = Annotated[str | None, typer.Option("--group", "-g", metavar="GROUP", help="Only this group; any unique part of its name.")]
