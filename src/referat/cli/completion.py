"""What a shell can complete: ids, handles, groups, meetings and views of the book one stands in. Loads next to nothing.

A completion never fails and never says anything: where there is no book, or it cannot be read, there is nothing to offer.
"""

from __future__ import annotations

import os

from referat.query.filters import SORT_KEYS
from referat.query.rows import STATES

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from referat.book import Book

# A shell redraws the line for each of them; nobody reads more.
MOST = 200


def ids(incomplete: str) -> list[str]:
    """Ids of the open actions."""
    return _offered(_open_ids, incomplete)


def ids_and_handles(incomplete: str) -> list[str]:
    """Ids of the open actions, or, after an @, handles."""
    return [f"@{handle}" for handle in handles(incomplete[1:])] if incomplete.startswith("@") else ids(incomplete)


def handles(incomplete: str) -> list[str]:
    """Handles of the register, and of those who own open actions."""
    return _offered(_handles, incomplete)


def groups(incomplete: str) -> list[str]:
    return _offered(lambda book: book.group_ids, incomplete)


def meetings(incomplete: str) -> list[str]:
    """Ids of minutes, the newest first."""
    return _offered(lambda book: [m.id for m in reversed(book.heads)], incomplete, ordered=True)


def items(incomplete: str) -> list[str]:
    """Ids of prepared items."""
    return _offered(lambda book: book.item_ids, incomplete)


def pages(incomplete: str) -> list[str]:
    """Ids of minutes, the newest first, of groups and of prepared items."""
    return _offered(lambda book: [*(m.id for m in reversed(book.heads)), *book.group_ids, *book.item_ids], incomplete, ordered=True)


def views(incomplete: str) -> list[str]:
    return _offered(lambda book: book.views, incomplete)


def states(incomplete: str) -> list[str]:
    return [state for state in STATES if state.startswith(incomplete)]


def sorts(incomplete: str) -> list[str]:
    return [key for key in SORT_KEYS if key.startswith(incomplete)]


def anything(incomplete: str) -> list[str]:
    """Whatever `show` shows; of the actions, those that are open."""
    return _offered(
        lambda book: [*book.group_ids, *(m.id for m in reversed(book.heads)), *_handles(book), *_open_ids(book)], incomplete, ordered=True
    )


def _open_ids(book: Book) -> list[str]:
    return book.index.open_ids


def _handles(book: Book) -> list[str]:
    return sorted({*book.registered, *(handle for handle, *_ in book.index.owners_of_open)})


def _offered(known: Callable[[Book], Iterable[str]], incomplete: str, *, ordered: bool = False) -> list[str]:
    """The known values that begin as the word does, letter case apart."""
    try:
        from referat.book import Book

        book = Book.open(os.environ.get("REFERAT_BOOK") or None)
        begun = [value for value in dict.fromkeys(known(book)) if value.casefold().startswith(incomplete.casefold()) and value.isprintable()]
        return (begun if ordered else sorted(begun))[:MOST]
    except Exception:  # noqa: BLE001 - a shell that completes shows what we say in the middle of the line being typed
        return []
