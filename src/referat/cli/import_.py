"""The command that reads in the minutes people already have."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from referat.cli import completion
from referat.cli.options import BookPath, DryRun, Today
from referat.errors import NoBook

if TYPE_CHECKING:
    from referat.book import Book


def import_(
    what: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER|-...", help="Files, whole folders, or - for text pasted or piped in.")],
    *,
    group: Annotated[
        str | None,
        typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Whose minutes they are, if not seen in them."),
    ] = None,
    language: Annotated[
        Literal["nb", "nn", "en", "sv", "da"] | None, typer.Option("--language", help="What the documents are written in, if not seen right.")
    ] = None,
    into: Annotated[
        str, typer.Option("--into", metavar="FOLDER|MINUTES", help="The folder below meetings for the drafts; for an attendance report, the minutes.")
    ] = "",
    review: Annotated[bool, typer.Option("--review", help="Ask about what is uncertain, one question at a time.")] = False,
    people: Annotated[bool, typer.Option("--people", help="Put people who are new into people.yaml.")] = False,
    tasks: Annotated[bool, typer.Option("--tasks", help="Write what may be a task as a task too, also where nobody is named.")] = False,
    format: Annotated[  # noqa: A002 - named after its option
        Literal["table", "plain", "json", "diff"] | None,
        typer.Option("--format", "-f", help="How what was found is shown; a table on a terminal, plain in a pipe, diff to see the drafts."),
    ] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> int | None:
    r"""Read in minutes you already have, as drafts: text, Word, OpenDocument, HTML, PDF, task lists, attendance reports.

    What was not understood stands in the draft as it was written; what is uncertain is listed, and asked about with --review.
    The document itself is kept in meetings/originals, unless book.yaml says import: {originals: no}. Nothing is saved in git.

    \b
    referat import old-minutes/ --dry-run
    referat import 2019-03-04.docx --group styret --review
    referat import attendance.csv --into 2023-10-12-naering
    """
    from referat.cli import review as dialogue
    from referat.cli.import_preview import ImportOptions, look

    asked = ImportOptions(tuple(what), group or "", language, into, people, tasks, format, today, dialogue.begin(today) if review else None)
    if dry_run and format != "diff":
        return look(asked, _book_if_any(book))
    from referat.cli.import_write import take_in

    return take_in(asked, book, dry_run=dry_run)


def _book_if_any(path: Path | None) -> "Book | None":
    """The book, where there is one: to look at what is in a document none is needed."""
    from referat.book import Book

    try:
        return Book.open(path)
    except NoBook:
        if path is not None:
            raise
        return None
