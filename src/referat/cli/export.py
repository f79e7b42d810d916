"""The command export: anything of the book as a document."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import is_terminal, to_stdout
from referat.cli.handouts import say_unshown
from referat.cli.opening import AtKeyboard, open_book
from referat.cli.options import BookPath, Today, as_handout_format
from referat.languages.mark import N_

if TYPE_CHECKING:
    from referat.book import Book
    from referat.handouts.content import Handout
    from referat.handouts.facts import BookFacts

_WHAT = "Any unique part of a meeting's, group's or person's name; or a list: actions, decisions, meetings, groups, people."
_PART = "Of a meeting: notice, minutes, or the number of one case."
_OUT = "A file or a folder; - for stdout. copies/ in the book's folder if not given."


def export(
    what: Annotated[list[str] | None, typer.Argument(metavar="WHAT...", autocompletion=completion.anything, help=_WHAT)] = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", parser=as_handout_format, help="html, pdf, docx, odt, md, txt or json.")],
    part: Annotated[str | None, typer.Option("--part", metavar="PART", help=_PART)] = None,
    all: Annotated[bool, typer.Option("--all", "-a", help="The minutes of every meeting; of a list, what is closed too.")] = False,  # noqa: A002
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only this group and those under it.")
    ] = None,
    owner: Annotated[
        list[str] | None, typer.Option("--owner", "-o", metavar="WHO", autocompletion=completion.handles, help="Of actions: only theirs.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only from that day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Only up to that day.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Of actions: only those whose due date has passed.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="The edition that everybody may read; nothing that is marked as not public is in it.")
    ] = False,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help=_OUT)] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    book: BookPath = None,
    today: Today,
) -> None:
    r"""A meeting, a group, a person's list or any list as a document to hand on. Nothing in the book is changed.

    \b
    referat export last --to html
    referat export 2023-08-31 --part 4 --to md
    referat export kraft --to txt --out -
    referat export actions --overdue --to html
    referat export --all --to html --out arkiv
    referat export last --public --to pdf
    """
    from referat.changes.copies import facts_of
    from referat.cli.export_what import Narrowed, handouts_of
    from referat.handouts.writers import require

    require(to)
    opened = open_book(book)
    facts = facts_of(opened, today, public=public)
    refuse = leak_check(facts) if public else None
    narrowed = Narrowed(group, tuple(owner or ()), since, until, overdue=overdue, closed=all)
    keyboard = AtKeyboard(N_("Making documents: {percent} %"))
    tell = None if is_terminal(sys.stdout) else keyboard.progress  # where the paths are seen to come, they tell enough
    for handout, name in handouts_of(opened, facts, what or [], part, narrowed, tell):
        write_one(opened, handout, f"{name}-offentlig" if public else name, to, out, force=force, refuse=refuse)


def leak_check(facts: "BookFacts") -> Callable[[str, str, bytes], None]:
    """What looks at a finished document of the public edition."""
    from referat.handouts.leaks import LeakCheck

    return LeakCheck(facts).refuse


def write_one(
    opened: "Book", handout: "Handout", name: str, to: str, out: str | None, *, force: bool, refuse: Callable[[str, str, bytes], None] | None = None
) -> None:
    """Write one document where it is wanted, and say where. `refuse` looks at the finished document first, and raises where it is not fit."""
    from referat.changes.copies import own_folder, put, refuse_other, shown_path
    from referat.handouts.writers import written

    data = written(handout, to)
    if refuse:
        refuse(name, to, data)
    say_unshown(handout, [to])
    if out == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    path = Path(out) if out else own_folder(opened) / f"{name}.{to}"
    if out and (path.is_dir() or not path.suffix):
        path.mkdir(parents=True, exist_ok=True)
        path /= f"{name}.{to}"
    if out and not force:
        refuse_other(path, data)
    put(path, data)
    to_stdout(shown_path(path))
