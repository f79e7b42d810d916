"""The command that starts a book."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.console import to_stderr, to_stdout, to_stdout_wrapped
from referat.cli.options import DryRun, Today
from referat.errors import Exit, ReferatError
from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.changes.init_book import Started

# What people call the languages, to the codes a book knows them by.
LANGUAGES = {
    "nb": "nb", "no": "nb", "bokmål": "nb", "bokmal": "nb", "norsk": "nb", "norwegian": "nb",
    "nn": "nn", "nynorsk": "nn",
    "en": "en", "engelsk": "en", "english": "en",
}  # fmt: skip


class NoSuchLanguage(ReferatError):
    exit = Exit.USAGE
    message = N_("A book cannot be written in “{typed}” yet.")
    hint = N_("There is nb (bokmål), nn (nynorsk) and en (English).")


def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder; made if it is not there.")] = ".",
    *,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the book is called; else as its folder.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="nb|nn|en", help="The book's language; else that of your computer.")] = "",
    git: Annotated[bool, typer.Option("--git/--no-git", help="Keep the book's history with git.")] = True,
    today: Today,  # noqa: ARG001 - taken everywhere
    dry_run: DryRun = False,
) -> None:
    r"""Start a minute book: its folders, its settings, and its history.

    What is there already is left as it is, so it can be run in a folder that is in use, and twice.

    \b
    referat init styret
    referat init --title "Elvdal friluftsråd" --language nn
    """
    from referat.changes.init_book import has_no_name, language_there, start_book

    code = LANGUAGES.get(language.casefold(), "") if language else i18n.choose(language_there(folder) or None, os.environ)
    if not code:
        raise NoSuchLanguage(typed=language)
    i18n.use(code)
    started = start_book(folder, title, code, with_git=git, dry_run=dry_run)
    first, *rest = told(started, dry_run=dry_run)
    to_stdout(first)  # it ends in a path, which is to stand whole
    for line in rest:
        to_stdout_wrapped(line)
    if started.git_missing:
        to_stderr(tr(N_("Git is not installed, so the book keeps no history yet. Install git, and run referat init again.")))
    elif not started.has_history:
        to_stderr(tr(N_("The book keeps no history, as you asked. To start one later, run referat init again.")))
    elif not dry_run and has_no_name(started):
        to_stderr(
            tr(
                N_(
                    "git does not know your name yet, which the history needs. Tell it once: "
                    'git config --global user.name "Your Name" and git config --global user.email you@example.org'
                )
            )
        )
    if dry_run:
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))


def told(started: "Started", *, dry_run: bool) -> list[str]:
    """What was made, and what to do next."""
    root = safe(started.root)
    if not started.made and not started.made_history:
        return [tr(N_("{path} is a minute book already; nothing was changed."), path=root)]
    first = tr(N_("Would be made in {path}:") if dry_run else N_("A minute book is started in {path}:"), path=root)
    files = [f"  {path}" for path in started.made if not any(other.startswith(path + "/") for other in started.made)]
    if started.made_history:
        files.append("  " + tr(N_("a history of its own (.git)")))
    return [first, *files, "", *next_steps()]


def next_steps() -> list[str]:
    steps = (
        N_("Write who is who in meetings/people.yaml."),
        N_("Describe the group in a file such as meetings/groups/styret.md: title, lead and members."),
        N_("Prepare its first meeting: referat new styret --date friday"),
        N_("Keep what you have written: referat save"),
    )
    return [tr(N_("Next:")), *(f"  {number}. {tr(step)}" for number, step in enumerate(steps, 1))]
