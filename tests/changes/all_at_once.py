"""A book checked with all of it in memory and nothing kept: what `check` must find, however it comes by it."""

import os
from datetime import date
from typing import Any

from referat.book import BOOK_FILE, PEOPLE_FILE, Book
from referat.changes.transaction import git_of
from referat.checks.context import lay_out
from referat.checks.references import links_in
from referat.checks.table import ACTION_CHECKS, BOOK_CHECKS, FILE_CHECKS, found_by, in_order
from referat.format.sheets import sheet_of
from referat.model.problems import Problem
from tests.small_books import problems_of


def check_at_once(book: Book, today: date) -> tuple[Problem, ...]:
    sheets = {reading.path: sheet_of(book.document(reading.path), reading) for reading in book.readings if reading.page is not None}
    pages: dict[str, Any] = {"minutes": book.minutes, "groups": book.groups, "items": book.items, "notes": book.notes, "actions": book.actions}
    git = git_of(book)
    context = lay_out(
        today,
        **pages,
        register=book.register,
        sheets=sheets,
        paths=book.page_paths,
        settings_texts={path: book.text_of(path) for path in (BOOK_FILE, PEOPLE_FILE)},
        is_there=lambda path: os.path.lexists(f"{book.places.root}/{path}"),
        tracked=git.staged() if git else (),
        links={path: tuple(links_in(sheet)) for path, sheet in sheets.items()},
    )
    return in_order([*problems_of(book), *found_by((*FILE_CHECKS, *ACTION_CHECKS, *BOOK_CHECKS), context)])
