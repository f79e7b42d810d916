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

    from referat.query.rows import ActionRow
    from referat.shelf.shelf import Shelf

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
    return _offered(lambda shelf: shelf.group_ids, incomplete)


def meetings(incomplete: str) -> list[str]:
    """Ids of minutes, the newest first."""
    return _offered(lambda shelf: [m.id for m in reversed(shelf.minutes)], incomplete, ordered=True)


def items(incomplete: str) -> list[str]:
    """Ids of prepared items."""
    return _offered(lambda shelf: shelf.item_ids, incomplete)


def pages(incomplete: str) -> list[str]:
    """Ids of minutes, the newest first, of groups and of prepared items."""
    return _offered(lambda shelf: [*(m.id for m in reversed(shelf.minutes)), *shelf.group_ids, *shelf.item_ids], incomplete, ordered=True)


def views(incomplete: str) -> list[str]:
    return _offered(lambda shelf: shelf.views, incomplete)


def states(incomplete: str) -> list[str]:
    return [state for state in STATES if state.startswith(incomplete)]


def sorts(incomplete: str) -> list[str]:
    return [key for key in SORT_KEYS if key.startswith(incomplete)]


def anything(incomplete: str) -> list[str]:
    """Whatever `show` shows; of the actions, those that are open."""
    return _offered(
        lambda shelf: [*shelf.group_ids, *(m.id for m in reversed(shelf.minutes)), *_handles(shelf), *_open_ids(shelf)], incomplete, ordered=True
    )


def _open_rows(shelf: Shelf) -> list[ActionRow]:
    return shelf.action_rows(states=STATES[:2])


def _open_ids(shelf: Shelf) -> list[str]:
    return [row.id for row in _open_rows(shelf) if row.id]


def _handles(shelf: Shelf) -> list[str]:
    return sorted({*shelf.registered, *(handle for row in _open_rows(shelf) for handle, *_ in row.owners)})


def _offered(known: Callable[[Shelf], Iterable[str]], incomplete: str, *, ordered: bool = False) -> list[str]:
    """The known values that begin as the word does, letter case apart."""
    try:
        from referat.shelf.shelf import Shelf

        shelf = Shelf.open(os.environ.get("REFERAT_BOOK") or None)
        begun = [value for value in dict.fromkeys(known(shelf)) if value.casefold().startswith(incomplete.casefold()) and value.isprintable()]
        return (begun if ordered else sorted(begun))[:MOST]
    except Exception:  # noqa: BLE001 - a shell that completes shows what we say in the middle of the line being typed
        return []
