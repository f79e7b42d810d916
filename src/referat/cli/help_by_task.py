"""The command `help`: what to type for what one wants to do, in the book's language; and the page of one command."""

from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.options import BookPath
from referat.languages.mark import N_

if TYPE_CHECKING:
    from collections.abc import Callable

# What somebody wants to do, to the commands for it in their order. What a command does is said by the table of commands.
TASKS: dict[str, tuple[str, ...]] = {
    N_("Begin a book"): ("init DIR", "import FOLDER --dry-run", "hooks install", "sync"),
    N_("Call a meeting"): ("agenda", "new GROUP --date DAY", 'items add "TITLE" --for next', "edit next", "notice next", "calendar"),
    N_("Write the minutes"): ("edit last", "attend last --absent WHO", 'add "TEXT" --owner WHO --due DAY', "check last", "save"),
    N_("Send out and approve"): ("circulate last", "approve last --in MEETING", "correct MEETING --in MEETING", "trail MEETING", "verify"),
    N_("Follow up"): ("actions --overdue", "followup", "done ID", "defer ID --due DAY", "assign ID @WHO", "remind", "inbox FILE", "status"),
    N_("Find again"): ("search WORD", "show last", "decisions WORD", "items", "groups", "people"),
    N_("Hand on and publish"): ("export last --to pdf", "report decisions", "calendar --group GROUP", "site DIR", "site DIR --public"),
    N_("Share the book"): ("sync", "inbox FILE", "hooks install", "signers list"),
    N_("Something went wrong"): (
        "undo", "undo --list", "restore FILE", "check", "move MEETING --date DAY", 'cancel MEETING --why "REASON"', "withdraw MEETING",
        "rename MEETING NEW",
    ),
}  # fmt: skip
# Where the table of commands says less than what is typed does.
OF_THEIR_OWN = {
    "items add": N_("Put an item on the waiting list, for the next agenda."),
    "edit next": N_("Prepare the agenda in your editor."),
    "edit last": N_("Write the minutes in your editor."),
    "undo --list": N_("List what can be taken back."),
    "site DIR --public": N_("The pages that everybody may read."),
}
BEGUN = 3  # letters of a word that must agree: "boka" finds "boken"
BESIDE = 44  # cells that the longest line takes, with its gap


def help(  # noqa: A001 - the command's own name
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Only what is about this: a command, or a word of a task.")] = None,
    *,
    book: BookPath = None,
) -> int | None:
    r"""What to type for what you want to do. With the name of a command: all it can do.

    \b
    referat help
    referat help approve
    """
    from referat.cli.app import COMMANDS, OTHER_NAMES, made, run
    from referat.cli.console import to_stdout
    from referat.cli.usage_errors import speak_as_the_book
    from referat.languages.i18n import tr
    from referat.model.people import fold

    speak_as_the_book(["--book", str(book)] if book else [])
    typed = words or []
    named = OTHER_NAMES.get(typed[0], typed[0]) if typed else ""
    if any(named in panel for panel in COMMANDS.values()):
        return run(made(), [named, *typed[1:], "--help"])
    begun = [fold(word)[:BEGUN] for word in typed]
    for number, task in enumerate(about(begun, tr) or about(begun, task_text) or TASKS):
        to_stdout(("\n" if number else "") + task_text(task))
    to_stdout("\n" + tr(N_("More about a command, with examples: referat help COMMAND")))
    return None


def about(begun: list[str], said: "Callable[[str], str]") -> list[str]:
    """The tasks of which what is said holds words that begin so."""
    from referat.model.people import fold

    return [task for task in TASKS if all(word in fold(said(task)) for word in begun)]


def task_text(task: str) -> str:
    """A task and its commands, each with what it does: beside it, or under it where the screen is narrow."""
    from referat.cli.console import screen_width, styled
    from referat.languages.i18n import tr
    from referat.model.text import at_words

    room = screen_width()
    lines = [styled(tr(task), "place", None)]
    for command in TASKS[task]:
        line = f"  referat {in_words(command)}"
        beside = room - BESIDE >= BESIDE // 2
        said = at_words(summary_of(command), room - BESIDE if beside else room - 6)
        if beside and len(line) < BESIDE - 1:
            lines.append(line.ljust(BESIDE) + said[0])
            said = said[1:]
        else:
            lines.append(line)
        lines += [" " * (BESIDE if beside else 6) + part for part in said]
    return "\n".join(lines)


def in_words(command: str) -> str:
    """A command as it is typed in the language in use."""
    from referat.cli.help_pages import translated
    from referat.languages import i18n
    from referat.languages.values import shown

    name, *words = command.split(" ")
    return " ".join([name, *(translated(word) if word.isupper() else shown([word], i18n.in_use())[0] for word in words)])


def summary_of(command: str) -> str:
    from referat.cli.app import COMMANDS
    from referat.languages.i18n import tr

    if own := next((said for begin, said in OF_THEIR_OWN.items() if command.startswith(begin)), ""):
        return tr(own)
    name = command.partition(" ")[0]
    return next(tr(panel[name][1]) for panel in COMMANDS.values() if name in panel)
