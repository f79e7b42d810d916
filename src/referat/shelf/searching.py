"""Full-text search over the passages of the book: in the index where there is one, else in one that is made in memory for this question."""

from collections.abc import Collection, Sequence

from referat.book import Book
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.languages.mark import N_
from referat.model.meeting import Minutes
from referat.query.filters import fold
from referat.query.search import Hit, best_line
from referat.shelf.passages import passages_of
from referat.shelf.shelf import Shelf, Watcher
from referat.store import files
from referat.store.index import PASSAGES, Damaged, Index, NoFullText, TextRow, Unusable, index_in_memory


class CannotSearch(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("This Python's SQLite cannot search in full text.")
    hint = N_("Another Python can, or one built with SQLite's FTS5.")


def search(
    shelf: Shelf, words: Sequence[str], *, groups: Collection[str] = (), since: str = "", until: str = "", kinds: Collection[str] = (),
    limit: int = 0, watcher: Watcher | None = None,
) -> tuple[list[Hit], int]:
    """The passages that hold all the words, the best first, newer ones first where they are equal; and how many there are in all.

    `groups` are the ids of groups, `since` and `until` days; `limit` 0 is no limit. Raises CannotSearch.
    """
    def ask(index: Index) -> tuple[list[Hit], int]:
        rows = index.find_texts(words, [fold(group) for group in groups], since, until, kinds)
        hits = _of_rows(rows, words)
        return (hits[:limit] if limit else hits), len(hits)

    watcher = watcher or Watcher()
    try:
        index = shelf.index
        if index is not None:
            try:
                _bring_up_to_date(index, shelf.book, shelf.stamps, watcher)
                return ask(index)
            except (Unusable, Damaged):
                pass  # then as if there were none
        index = index_in_memory()
        index.put_texts(_rows_of(shelf.book, list(enumerate(shelf.paths, 1)), watcher))
        return ask(index)
    except NoFullText:
        raise CannotSearch from None


def _bring_up_to_date(index: Index, book: Book, seen: dict[str, bytes], watcher: Watcher) -> None:
    """Take in the text of the files that have changed since anybody searched: the first time, of all."""
    missing = index.files_without_text()
    if missing:
        rows = _rows_of(book, missing, watcher)
        index.begin_change(seen)
        index.put_texts(rows, [number for number, _ in missing])
        index.end_change(seen)


def _rows_of(book: Book, numbered: Sequence[tuple[int, str]], watcher: Watcher) -> list[TextRow]:
    rows: list[TextRow] = []
    for count, (number, path) in enumerate(numbered):
        watcher.progress(count, len(numbered))
        try:
            page, passages = passages_of(document.read(path, files.read_bytes(book.root, path)))
        except ReferatError:
            continue
        if page is None:
            continue
        day = page.on.isoformat() if isinstance(page, Minutes) else ""
        about = (page.id, path, day, page.source.group, fold(page.source.group), page.title)
        rows += [
            (number * PASSAGES + place, text, heading, kind, line, action, *about)
            for place, (kind, line, heading, text, action) in enumerate(passages[:PASSAGES])
        ]
    watcher.progress(len(numbered), len(numbered))
    return rows


def _of_rows(rows: Sequence[tuple[str, str, str, int, str, str, str, str, str, str]], words: Sequence[str]) -> list[Hit]:
    """Passages as lines with marks. A carried action stands in several minutes; it is shown where it was found newest."""
    newest: dict[str, str] = {}
    for _, _, _, _, action, _, _, day, *_ in rows:
        if action:
            newest[action] = max(newest.get(action, ""), day)
    hits = []
    for text, heading, kind, line, action, file_id, path, day, group, title in rows:
        if action and newest.get(action) != day:
            continue
        newest.pop(action, None)
        further, shown, marks = best_line(text, words)
        hits.append(Hit(
            kind=kind, id=file_id, path=path, line=line + further, day=day, group=group, title=title, heading=heading, text=shown, marks=marks,
            action=action,
        ))
    return hits
