"""The earlier texts of corrected minutes, as they lie on the disk."""

import os
from collections.abc import Iterator

from referat.book import Book
from referat.errors import ReferatError
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from referat.trail.earlier import FOLDER, earlier_id, is_earlier


def earlier_paths(root: str) -> list[str]:
    try:
        names = sorted(os.listdir(os.path.join(root, *FOLDER.split("/"))))
    except OSError:
        return []
    return [path for name in names if is_earlier(path := f"{FOLDER}/{name}")]


def earlier_minutes(book: Book) -> Iterator[tuple[str, Minutes]]:
    """Each earlier text that can be read, with the id of its minutes."""
    for path in earlier_paths(book.root):
        try:
            page = read_page(book.document(path)).page
        except ReferatError:
            continue
        if isinstance(page, Minutes):
            yield earlier_id(path), page
