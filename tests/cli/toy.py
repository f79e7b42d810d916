"""A module of toy commands, for tests of the frame that runs them."""

import os
from typing import Annotated, Literal

import typer

from referat.cli.app import family
from referat.cli.console import to_stdout
from referat.cli.options import BookPath, DryRun, Group, Today, format_option
from referat.errors import Exit, ReferatError
from referat.model.place import Place


class NoSuchGroup(ReferatError):
    exit = Exit.CANNOT_READ
    message = "There is no group “{name}”."
    hint = "Did you mean {near}?"


def ask(
    words: Annotated[list[str] | None, typer.Argument()] = None,
    *,
    book: BookPath = None,
    group: Group = None,
    today: Today,
    dry_run: DryRun = False,
    format: Annotated[Literal["table", "json"] | None, format_option()] = None,  # noqa: A002 - the option's name
) -> None:
    """Answer with what was asked.

    \b
    Examples:
      referat ask kraft
    """
    to_stdout(f"{words} {book} {group} {today} {dry_run} {format}")


def find(name: str) -> int:
    """Find nothing, and say so by the exit code."""
    to_stdout(f"nothing called {name}")
    return Exit.FINDINGS


def beginning(incomplete: str) -> list[str]:
    return [name for name in ("kraft", "klima") if name.startswith(incomplete)]


def import_(name: Annotated[str, typer.Argument(autocompletion=beginning)]) -> None:
    """A command whose name Python keeps for itself."""
    to_stdout(name)


def look_up(name: str) -> None:
    """Fail with a place."""
    line = "- [ ] @berte Kall inn til møte +krat"
    raise NoSuchGroup(name=name, near="kraft", place=Place("meetings/a.md", 41, 32), line_text=line, length=5)


def fall(how: str) -> None:
    """Fail in another way."""
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "abort":
        raise typer.Abort
    if how == "disk":
        raise OSError(28, "No space left on device", "meetings/a.md")
    if how == "reader":
        os.write(1, b"")
        raise BrokenPipeError
    raise LookupError("the \x1b[2J moon")


items = family("Items that wait.")


@items.command("list")
def list_items() -> None:
    """List them."""
    to_stdout("kraftloft")


@items.command()
def park(name: str) -> None:
    """Put one aside."""
    to_stdout(f"parked {name}")
