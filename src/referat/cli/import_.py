"""The command that reads in the minutes people already have."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from referat.cli.console import answer
from referat.cli.options import BookPath, DryRun, Today
from referat.errors import NoBook

if TYPE_CHECKING:
    from referat.book import Book
    from referat.cli.documents import Document
    from referat.legacy import KnownPerson


def import_(
    what: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER|-...", help="Files, whole folders, or - for text pasted or piped in.")],
    *,
    language: Annotated[
        Literal["nb", "nn", "en", "sv", "da"] | None, typer.Option("--language", help="What the documents are written in, if it is not seen right.")
    ] = None,
    format: Annotated[  # noqa: A002 - named after its option
        Literal["table", "plain", "json", "diff"] | None, typer.Option("--format", "-f", help="How what was found is shown.")
    ] = None,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> int | None:
    r"""Read in minutes you already have, as drafts: text, Word, OpenDocument, HTML, PDF, task lists, attendance reports.

    \b
    referat import old-minutes/ --dry-run
    referat import 2019-03-04.docx --group styret
    referat import attendance.csv --into 2023-10-12-naering
    """
    from referat.cli.documents import read_all

    there = _book_if_any(book)
    documents = list(read_all(what, language=language, today=today, known=_known(there)))
    answer(_json(documents))
    return None


def _book_if_any(path: Path | None) -> "Book | None":
    """The book, where there is one: to look at what is in a document none is needed."""
    from referat.book import Book

    try:
        return Book.open(path)
    except NoBook:
        if path is not None:
            raise
        return None


def _known(book: "Book | None") -> "list[KnownPerson]":
    from referat.legacy import KnownPerson

    return [KnownPerson(p.handle, p.name, p.org, p.aliases) for p in book.register.people] if book else []


def _json(documents: "Sequence[Document]") -> str:
    """One object for one meeting, a list for several."""
    from referat.cli.documents import as_unread
    from referat.legacy import to_json

    found = [to_json(one) for document in documents for one in document.found or (as_unread(document),)]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)
