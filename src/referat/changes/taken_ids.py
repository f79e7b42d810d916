"""The ids of actions that are in use, asked one by one: nobody needs to have read a book to know that an id is new."""

from __future__ import annotations

import os
from functools import cached_property

from referat.changes.blob_ids import blob_ids
from referat.git.git_errors import GitMissing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from referat.book import Book
    from referat.format.document import Document
    from referat.git.program import Git


def random_sign(signs: str) -> str:
    """One of the signs of an id, by the system's own chance; there are 32 of them, so that each is as likely as the others."""
    return signs[os.urandom(1)[0] % len(signs)]


class TakenIds:
    """Ids in the book, in documents that are to change, in the texts that its history holds instead of the files, and those given out since."""

    def __init__(self, book: Book, git: Git | None) -> None:
        self._book = book
        self._git = git
        self._others: set[str] = set()

    def __contains__(self, action_id: object) -> bool:
        return action_id in self._others or bool(self._book.files_of(str(action_id))) or action_id in self._only_in_history

    def add(self, action_id: str) -> None:
        self._others.add(action_id)

    def add_those_in(self, documents: Iterable[Document]) -> None:
        """Also the ids in these."""
        for document in documents:
            self._others |= _ids_in(document.texts)

    @cached_property
    def _only_in_history(self) -> frozenset[str]:
        """The ids in saved texts that are not those of the files."""
        try:
            saved = self._git.saved() if self._git and self._git.head() else {}
        except GitMissing:
            return frozenset()
        now = blob_ids(self._book, next(iter(saved.values()), ""))
        other = [blob for path, blob in saved.items() if path.endswith(".md") and now.get(path) != blob]
        texts = self._git.texts(other) if self._git and other else ()
        return frozenset(found for _, data in texts for found in _ids_in((data or b"").decode("utf-8", "replace").splitlines()))


def _ids_in(lines: Iterable[str]) -> set[str]:
    from referat.format.boxes import scan

    return {box.id for box in scan(list(lines)).boxes if box.id}
