"""Full-text search over the passages of the book: in the texts that are kept, else in texts made in memory for this question."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

from referat.book import Book
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.languages.mark import N_
from referat.model.meeting import Minutes
from referat.query.filters import fold
from referat.query.search import Hit, best_line
from referat.shelf.outline import VERSION
from referat.shelf.passages import passages_of
from referat.shelf.shelf import Shelf, Watcher
from referat.store.index import Damaged, Unusable
from referat.store.reading import read_bytes
from referat.store.texts import PASSAGES, FoundRow, NoFullText, TextRow, Texts, open_texts, remove_texts, texts_in_memory


class CannotSearch(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("This Python's SQLite cannot search in full text.")
    hint = N_("Another Python can, or one built with SQLite's FTS5.")


def search(
    shelf: Shelf,
    words: Sequence[str],
    *,
    groups: Collection[str] = (),
    since: str = "",
    until: str = "",
    kinds: Collection[str] = (),
    limit: int = 0,
    watcher: Watcher | None = None,
) -> tuple[list[Hit], int]:
    """The passages that hold all the words, the best first, newer ones first where they are equal; and how many there are in all.

    `groups` are the ids of groups, `since` and `until` days; `limit` 0 is no limit. Raises CannotSearch.
    """
    watcher = watcher or Watcher()
    try:
        rows = _found(shelf, watcher, words, [fold(group) for group in groups], since, until, kinds)
    except NoFullText:
        raise CannotSearch from None
    hits = _of_rows(rows, words)
    return (hits[:limit] if limit else hits), len(hits)


def _found(shelf: Shelf, watcher: Watcher, *asked: Any) -> list[FoundRow]:
    """What the kept texts answer; where none can be kept, what texts in memory do."""
    for attempt in range(2):
        try:
            texts = open_texts(shelf.places, VERSION)
        except Unusable:
            break
        try:
            _bring_up_to_date(texts, shelf, watcher)
            return texts.find(*asked)
        except Unusable:
            break
        except Damaged:
            if not attempt:
                watcher.remade()
                texts.close()
                with suppress(Unusable):
                    remove_texts(shelf.places)
        finally:
            texts.close()
    texts = texts_in_memory(VERSION)
    _bring_up_to_date(texts, shelf, watcher)
    return texts.find(*asked)


def _bring_up_to_date(texts: Texts, shelf: Shelf, watcher: Watcher) -> None:
    """Take in the text of the files that have changed since anybody searched: the first time, of all."""
    known = texts.known()
    now = {file[0]: file for file in shelf.look.files}
    gone = [number for path, (number, _) in known.items() if path not in now]
    numbers = count(max([number for number, _ in known.values()], default=0) + 1)
    fresh = {path for path, (_, seen) in known.items() if now.get(path) == seen}
    changed = [(known[path][0] if path in known else next(numbers), file) for path, file in now.items() if path not in fresh]
    if changed or gone:
        rows = _rows_of(shelf.book, [(number, file[0]) for number, file in changed], watcher)
        texts.change([(number, shelf.look.trusted(file)) for number, file in changed], rows, gone)


def _rows_of(book: Book, numbered: Sequence[tuple[int, str]], watcher: Watcher) -> list[TextRow]:
    rows: list[TextRow] = []
    for done, (number, path) in enumerate(numbered):
        watcher.progress(done, len(numbered))
        try:
            page, passages = passages_of(document.read(path, read_bytes(book.root, path)))
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


def _of_rows(rows: Sequence[FoundRow], words: Sequence[str]) -> list[Hit]:
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
        hits.append(
            Hit(
                kind=kind,
                id=file_id,
                path=path,
                line=line + further,
                day=day,
                group=group,
                title=title,
                heading=heading,
                text=shown,
                marks=marks,
                action=action,
            )
        )
    return hits
