"""Where a run ends, the quick way or Typer's: each way it can end, as an exit code. Typer itself is loaded for none of them."""

from __future__ import annotations

import os
import sys

from referat import __version__
from referat.errors import Exit, ReferatError, reason_of
from referat.languages.mark import N_

INTERRUPTED = 130  # 128 + SIGINT


class OurMistake(ReferatError):
    exit = Exit.BUG
    message = N_("This is a mistake in referat {version}, not in your book: {what}")
    hint = N_(
        "Set REFERAT_DEBUG=1, run the command again, and send what it prints, with what you typed, to those who make referat. "
        "Look it through first: it may hold names."
    )


class ComputerSaysNo(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("The computer would not do it: {what}")


class ComputerRefusesFile(ComputerSaysNo):
    message = N_("The computer would not do it: {file}: {what}")


def misused(words: str) -> Exception:
    """What was typed does not go together: to be raised before anything is done, for Typer to say with the command's usage."""
    import typer

    return typer.BadParameter(words)


def ended_by(problem: BaseException) -> int:
    """The exit code of a run that ended so, once what is to be said is said."""
    from referat.cli.streams import left_alone, to_stderr

    if isinstance(problem, ReferatError):
        return said(problem)
    if isinstance(problem, BrokenPipeError):
        return left_alone()
    if isinstance(problem, OSError):
        return refused(problem)
    if isinstance(problem, KeyboardInterrupt):
        to_stderr("")  # the shell's next prompt gets a line of its own
        return INTERRUPTED
    if isinstance(problem, Exception):
        return our_mistake(problem)  # what nobody foresaw ends here, without a traceback on the secretary's screen
    raise problem


def said(error: ReferatError) -> int:
    from referat.cli.problem_output import show_error

    show_error(error)
    return error.exit


def refused(trouble: OSError) -> int:
    """A full disk, a folder without permission: not a mistake of ours, and nothing that we foresaw either."""
    show_traceback(trouble)
    try:
        sys.stdout.flush()
    except OSError:
        from referat.cli.streams import left_alone

        left_alone()
    if trouble.filename:
        return said(ComputerRefusesFile(file=str(trouble.filename), what=reason_of(trouble)))
    return said(ComputerSaysNo(what=reason_of(trouble)))


def show_traceback(problem: Exception) -> None:
    if os.environ.get("REFERAT_DEBUG"):
        import traceback

        traceback.print_exception(problem)


def our_mistake(problem: Exception) -> int:
    show_traceback(problem)
    return said(OurMistake(version=__version__, what=f"{type(problem).__name__}: {problem}"))
