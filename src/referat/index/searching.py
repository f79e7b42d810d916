"""Full-text search over the passages of the book: their texts are taken into the index at the first search, later those of changed files."""

from __future__ import annotations

from contextlib import suppress

from referat.errors import Exit, ReferatError
from referat.format import document
from referat.index.database import Damaged
from referat.index.passages import passages_of
from referat.index.schema import FULL_TEXT, PASSAGES
from referat.languages.mark import N_
from referat.model.text import fold
from referat.query.search import Hit, bare, bare_words, best_line
from referat.store import reading

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from referat.index.database import Database
    from referat.index.index import Index

# text, heading, kind, line, action, and of its file: id, path, day, group, title
FoundRow = tuple[str, str, str, int, str, str, str, str, str, str]

# A word in the heading bears on all that stands under it, but less than one in the text itself.
_RANK = "bm25(texts, 1.0, 0.4, 0, 0, 0, 1.0, 0.4)"


class CannotSearch(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("This Python's SQLite cannot search in full text.")
    hint = N_("Another Python can, or one built with SQLite's FTS5.")


def search(
    index: Index,
    words: Sequence[str],
    *,
    groups: Collection[str] = (),
    since: str = "",
    until: str = "",
    kinds: Collection[str] = (),
    limit: int = 0,
) -> tuple[list[Hit], int]:
    """The passages that hold all the words, the best first, newer ones first where they are equal; and how many there are in all.

    `groups` are the ids of groups, `since` and `until` days; `limit` 0 is no limit. Raises CannotSearch.
    """
    if _is_behind(index):
        index.write(lambda database: _bring_up_to_date(database, index))
    hits = _of_rows(_found(index, words, [fold(group) for group in groups], since, until, kinds), words)
    return (hits[:limit] if limit else hits), len(hits)


def _is_behind(index: Index) -> bool:
    """Whether the texts are not those of the files."""
    if not index.value("SELECT 1 FROM sqlite_schema WHERE name = 'searched'"):
        return True
    return bool(index.value("SELECT 1 FROM searched WHERE is_stale")) or bool(
        index.value("SELECT 1 FROM files WHERE number NOT IN (SELECT file FROM searched) LIMIT 1")
    )


def _bring_up_to_date(database: Database, index: Index) -> None:
    """Take in the text of the files that have changed since anybody searched: the first time, of all."""
    if not database.value("SELECT 1 FROM sqlite_schema WHERE name = 'searched'"):
        for statement in FULL_TEXT:
            try:
                database.rows(statement)
            except Damaged:
                raise CannotSearch from None
    stale = database.rows("SELECT file * ?1, (file + 1) * ?1 FROM searched WHERE is_stale", (PASSAGES,))
    database.many("DELETE FROM texts WHERE rowid >= ? AND rowid < ?", stale)
    database.rows("DELETE FROM searched WHERE is_stale")
    fresh = database.rows("SELECT number, path FROM files WHERE number NOT IN (SELECT file FROM searched) ORDER BY number")
    database.many(
        "INSERT INTO texts (rowid, kind, line, heading, text, action, bare, bare_heading) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _passages(index, fresh)
    )
    database.many("INSERT INTO searched VALUES (?, 0)", [(number,) for number, _ in fresh])


def _passages(index: Index, files: Sequence[tuple[int, str]]) -> Iterable[tuple[object, ...]]:
    for done, (number, path) in enumerate(files):
        index.watcher.progress(done, len(files))
        with suppress(ReferatError):
            _, passages = passages_of(document.read(path, reading.read_bytes(index.root, path)))
            for place, passage in enumerate(passages[:PASSAGES]):
                yield (number * PASSAGES + place, *passage, bare_words(passage[3]), bare_words(passage[2]))
    index.watcher.progress(len(files), len(files))


def _found(index: Index, words: Sequence[str], groups: Sequence[str], since: str, until: str, kinds: Iterable[str]) -> list[FoundRow]:
    """The passages that hold a word beginning with each of these, one of them in the text itself; the best first, the newest of equals."""
    begun = [" OR ".join([f'"{form}"*' for form in dict.fromkeys((word, bare(word)))]) for word in words]
    conditions, values = ["texts MATCH ?"], [f"({' AND '.join(f'({forms})' for forms in begun)}) AND ({{text bare}} : ({' OR '.join(begun)}))"]
    for column, wanted in (("folded", list(groups)), ("texts.kind", list(kinds))):
        if wanted:
            conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
            values += wanted
    for condition, day in (("day >= ?", since), ("day != '' AND day <= ?", until)):
        if day:
            conditions.append(condition)
            values.append(day)
    return index.rows(
        f"SELECT text, heading, texts.kind, line, action, id, path, day, grp, title FROM texts JOIN files ON number = texts.rowid / {PASSAGES} "
        f"WHERE {' AND '.join(conditions)} ORDER BY round({_RANK}, 6), day DESC, path, line",
        values,
    )


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
