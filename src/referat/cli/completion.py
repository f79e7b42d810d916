"""What a shell can complete: ids, handles, groups, meetings and views of the book one stands in.

A completion never fails and never says anything: where there is no book, or it cannot be read, there is nothing to offer.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from referat.query.filters import SORT_KEYS
from referat.query.rows import STATES

if TYPE_CHECKING:
    from referat.book import Book

# A shell redraws the line for each of them; nobody reads more.
MOST = 200


def ids(incomplete: str) -> list[str]:
    """Ids of the open actions."""
    return _offered(lambda book: [row.id for row in book.action_rows if row.id and row.is_open], incomplete)


def handles(incomplete: str) -> list[str]:
    """Handles of the register, and of those who own actions."""
    return _offered(_handles, incomplete)


def groups(incomplete: str) -> list[str]:
    return _offered(lambda book: book.group_ids, incomplete)


def meetings(incomplete: str) -> list[str]:
    """Ids of minutes, the newest first."""
    return _offered(lambda book: [m.id for m in reversed(book.minutes)], incomplete, ordered=True)


def items(incomplete: str) -> list[str]:
    """Ids of prepared items."""
    return _offered(lambda book: [item.id for item in book.items], incomplete)


def views(incomplete: str) -> list[str]:
    return _offered(lambda book: book.settings.views, incomplete)


def states(incomplete: str) -> list[str]:
    return [state for state in STATES if state.startswith(incomplete)]


def sorts(incomplete: str) -> list[str]:
    return [key for key in SORT_KEYS if key.startswith(incomplete)]


def anything(incomplete: str) -> list[str]:
    """Whatever `show` shows."""
    return _offered(
        lambda book: [*book.group_ids, *(m.id for m in reversed(book.minutes)), *_handles(book), *(row.id for row in book.action_rows if row.id)],
        incomplete, ordered=True,
    )


def _handles(book: "Book") -> list[str]:
    return sorted({p.handle for p in book.register.people} | {handle for row in book.action_rows for handle, *_ in row.owners})


def _offered(known: "Callable[[Book], Iterable[str]]", incomplete: str, *, ordered: bool = False) -> list[str]:
    """The known values that begin as the word does, letter case apart."""
    try:
        from referat.book import Book

        book = Book.open(os.environ.get("REFERAT_BOOK") or None)
        begun = [value for value in dict.fromkeys(known(book)) if value.casefold().startswith(incomplete.casefold()) and value.isprintable()]
        return (begun if ordered else sorted(begun))[:MOST]
    except Exception:  # noqa: BLE001 - a shell that completes shows what we say in the middle of the line being typed
        return []
