"""The commands hooks and trust: what git may start when something is saved in this book."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.app import family
from referat.cli.console import confirm, to_stderr, to_stdout
from referat.cli.opening import open_book
from referat.cli.options import BookPath, DryRun, Today
from referat.errors import Exit
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.book import Book
    from referat.changes.install_hooks import Hook

hooks = family("Have git look at approved minutes before it saves, and before it hands on.")


@hooks.command("install")
def install(
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
    dry_run: DryRun = False,
) -> None:
    r"""Put the hooks in place: approved text is looked at before each entry, and everything is verified before a push.

    A hook is a courtesy: it can be left out, and a merge made elsewhere never asks it. The guard is `referat verify` where everybody's
    entries come together; docs/trail.md has a recipe.

    \b
    referat hooks install
    referat hooks install --dry-run
    """
    from referat.changes.install_hooks import hooks_to_install

    opened = open_book(book, quiet=True)
    if _put(opened, hooks_to_install(opened), dry_run=dry_run):
        to_stderr(tr(N_("git looks at approved minutes before it saves, and verifies the book before it hands anything on.")))


@hooks.command("remove")
def remove(
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
    dry_run: DryRun = False,
) -> None:
    r"""Take the hooks away again.

    \b
    referat hooks remove
    """
    from referat.changes.install_hooks import hooks_to_remove

    opened = open_book(book, quiet=True)
    gone = hooks_to_remove(opened)
    _put(opened, gone, dry_run=dry_run)
    if not gone:
        to_stderr(tr(N_("There are no hooks of ours here.")))


def _put(opened: "Book", found: "list[Hook]", *, dry_run: bool) -> bool:
    """Write the hooks or take them away, and name them; or show what would be written."""
    from referat.changes.install_hooks import put
    from referat.changes.transaction import diff_of
    from referat.changes.undo_change import note_final

    if dry_run:
        for hook in found:
            for line in diff_of(hook.path, hook.old, hook.new).splitlines() or [hook.path]:
                to_stdout(safe(line.replace("\t", "    ")))
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
        return False
    put(opened, found)
    if found:
        note_final(opened, tr(D_("Changed the hooks of git")))
    for hook in found:
        to_stdout(safe(hook.path))
    return True


@hooks.command("run", hidden=True)
def run(hook: Annotated[str, typer.Argument(metavar="HOOK", help="pre-commit.")], *, book: BookPath = None) -> int | None:
    """What the hook runs: the entry that git is about to make is looked at."""
    from referat.changes.install_hooks import check_staged
    from referat.cli.verify_output import line_of

    if hook != "pre-commit":
        raise typer.BadParameter(N_("The only hook that is run so is pre-commit."))
    found = check_staged(open_book(book, quiet=True), os.environ.get("GIT_INDEX_FILE"))
    for one in found:
        to_stderr(line_of(one))
    if found:
        to_stderr(tr(N_("Nothing is saved: approved minutes would not be what was approved any more. To correct them: referat correct")))
    return Exit.FINDINGS if found else None


def trust(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Trust it without being asked.")] = False,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
) -> int | None:
    r"""Say that you trust this book's git repository with starting the programs that it names when something is saved.

    A repository from elsewhere can name programs of its own: hooks, filters, a signing program. Nothing is saved in it until you have said so.

    \b
    referat trust
    """
    from referat.changes.save_writing import repository
    from referat.changes.sync_place import programs_to_trust
    from referat.changes.undo_change import note_final
    from referat.git.trust import is_trusted, record_trust

    opened = open_book(book, quiet=True)
    git = repository(opened)
    programs = programs_to_trust(git)
    for program in programs:
        to_stdout(safe(program))
    if is_trusted(git):
        to_stderr(tr(N_("You trust this repository already.")))
        return None
    if not programs:
        to_stderr(tr(N_("This repository names no programs of its own, so there is nothing to trust it with.")))
        return None
    if not yes and not confirm(tr(N_("Do you know where this book comes from, and may it start these when something is saved?")), flag="--yes"):
        return Exit.REFUSED
    record_trust(git)
    note_final(opened, tr(D_("Trusted the repository")))
    to_stderr(tr(N_("This repository is trusted from now on, on this machine.")))
    return None
