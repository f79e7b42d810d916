"""Who wrote a line of the book: the author of the first entry of the history in which it stood."""

import re
from collections.abc import Iterable

from referat.book import Book
from referat.changes.transaction import git_of
from referat.format.paths import file_id
from referat.git.history import commits
from referat.model.text import fold

Place = tuple[str, int]
_BOX = re.compile(r"\[.\]")


def who_wrote(book: Book, places: Iterable[Place]) -> dict[Place, str]:
    """The authors' names, by path and line; a line that was never saved has none. A box that was ticked since makes no other line."""
    git = git_of(book)
    wanted: dict[str, dict[str, Place]] = {}
    for path, line in places:
        texts = book.document(path).texts
        if 0 < line <= len(texts):
            wanted.setdefault(fold(file_id(path)), {})[_as_written(texts[line - 1])] = (path, line)
    if git is None or not wanted:
        return {}
    entries = [(fold(file_id(change.path)), change.new, commit.author) for commit in commits(git) for change in commit.changes if change.new]
    entries = [entry for entry in entries if entry[0] in wanted]
    held = dict(git.texts({blob for _, blob, _ in entries}))
    found: dict[Place, str] = {}
    for page, blob, author in entries:  # newest first: the oldest that holds a line has the last word
        for text in (held.get(blob) or b"").decode("utf-8", "replace").splitlines():
            if place := wanted[page].get(_as_written(text)):
                found[place] = author
    return found


def _as_written(text: str) -> str:
    return _BOX.sub("[ ]", text.strip(), count=1)
