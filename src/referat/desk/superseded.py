"""The earlier texts of corrected minutes, kept byte for byte under meetings/.superseded/."""

import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from referat.book import Book
from referat.errors import ReferatError
from referat.format.reader import file_id, read_page
from referat.model.meeting import Minutes

FOLDER = "meetings/.superseded"
_NAME = re.compile(r"(?P<id>.+)\.(?P<digest>[0-9a-f]{12})\Z")


def superseded_path(minutes_id: str, text: str) -> str:
    """Where an earlier text is kept: its id, and the beginning of its digest."""
    return f"{FOLDER}/{minutes_id}.{text.partition(':')[2][:12]}.md"


def superseded_paths(root: str) -> list[str]:
    try:
        names = sorted(os.listdir(os.path.join(root, *FOLDER.split("/"))))
    except OSError:
        return []
    return [f"{FOLDER}/{name}" for name in names if name.endswith(".md") and _NAME.match(name[:-3])]


def superseded_id(path: str) -> str:
    """The id of the minutes that a superseded text was."""
    match = _NAME.match(file_id(path))
    return match["id"] if match else PurePosixPath(path).stem


def superseded_minutes(book: Book) -> Iterator[tuple[str, Minutes]]:
    """Each earlier text that can be read, with the id of its minutes."""
    for path in superseded_paths(book.root):
        try:
            page = read_page(book.document(path)).page
        except ReferatError:
            continue
        if isinstance(page, Minutes):
            yield superseded_id(path), page
