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

# What can stand there, and, for a shell that shows it, the words beside it.
Offer = str | tuple[str, str]
# A shell redraws the line for each of them; nobody reads more.
MOST = 200


def ids(incomplete: str) -> list[Offer]:
    """Ids of the open actions, with their words beside them."""
    return _offered(lambda book: book.index.open_tasks, incomplete)


def ids_and_handles(incomplete: str) -> list[Offer]:
    """Ids of the open actions, or, after an @, handles."""
    return [f"@{handle}" for handle in handles(incomplete[1:])] if incomplete.startswith("@") else ids(incomplete)


def handles(incomplete: str) -> list[Offer]:
    """Handles of the register, and of those who own open actions."""
    return _offered(_handles, incomplete)


def groups(incomplete: str) -> list[Offer]:
    return _offered(lambda book: book.group_ids, incomplete)


def meetings(incomplete: str) -> list[Offer]:
    """The last and the next, then ids of minutes, the newest first."""
    return _offered(lambda book: [*_last_and_next(book), *(m.id for m in reversed(book.heads))], incomplete, ordered=True)


def items(incomplete: str) -> list[Offer]:
    """Ids of prepared items."""
    return _offered(lambda book: book.item_ids, incomplete)


def pages(incomplete: str) -> list[Offer]:
    """Ids of minutes, the newest first, of groups and of prepared items."""
    return _offered(_page_ids, incomplete, ordered=True)


def last_next_and_pages(incomplete: str) -> list[Offer]:
    """The last and the next meeting too."""
    return _offered(lambda book: [*_last_and_next(book), *_page_ids(book)], incomplete, ordered=True)


def _page_ids(book: Book) -> list[str]:
    return [*(m.id for m in reversed(book.heads)), *book.group_ids, *book.item_ids]


def days(incomplete: str) -> list[Offer]:
    """Days as they are typed: the next meeting, the days of the week, a week or two from now."""
    from referat.languages.calendar import WEEKDAYS

    return _offered(
        lambda book: [*_last_and_next(book)[1:], *map(str.lower, WEEKDAYS[_language(book)]), "+1w", "+2w", "+4w"], incomplete, ordered=True
    )


def ends(incomplete: str) -> list[Offer]:
    """Days that a list may end with: this week, this month, and the days there are."""
    words = {"nb": ("uke", "måned"), "nn": ("veke", "månad")}
    return [*_offered(lambda book: words.get(_language(book), ("week", "month")), incomplete, ordered=True), *days(incomplete)]


def templates(incomplete: str) -> list[Offer]:
    """The templates there are, as they are called in the book's language, and the book's own."""
    from referat.templates.engine import KINDS

    return _offered(lambda book: [*(names[_language(book)] for names in KINDS.values()), *_own_templates(book)], incomplete)


def views(incomplete: str) -> list[Offer]:
    return _offered(lambda book: book.views, incomplete)


def states(incomplete: str) -> list[Offer]:
    return [state for state in STATES if state.startswith(incomplete)]


def sorts(incomplete: str) -> list[Offer]:
    return [key for key in SORT_KEYS if key.startswith(incomplete)]


def anything(incomplete: str) -> list[Offer]:
    """Whatever `show` shows; of the actions, those that are open."""

    def known(book: Book) -> list[Offer]:
        minutes = [m.id for m in reversed(book.heads)]
        return [*_last_and_next(book), *book.group_ids, *minutes, *_handles(book), *book.index.open_tasks]

    return _offered(known, incomplete, ordered=True)


def _last_and_next(book: Book) -> list[str]:
    from referat.languages.values import shown

    return shown(("last", "next"), _language(book))


def _language(book: Book) -> str:
    from referat.languages import i18n

    return i18n.choose(book.own_language, os.environ)


def _own_templates(book: Book) -> list[str]:
    try:
        return [name.removesuffix(".md") for name in os.listdir(os.path.join(book.root, "templates")) if name.endswith(".md")]
    except OSError:
        return []


def _handles(book: Book) -> list[str]:
    return sorted({*book.registered, *(handle for handle, *_ in book.index.owners_of_open)})


def _offered(known: Callable[[Book], Iterable[Offer]], incomplete: str, *, ordered: bool = False) -> list[Offer]:
    """The known values that begin as the word does, letter case apart; the words beside one are in a line, and no markup."""
    try:
        from referat.book import Book

        book = Book.open(os.environ.get("REFERAT_BOOK") or None)
        offers = dict([one if isinstance(one, tuple) else (one, "") for one in known(book)])
        begun = [value for value in offers if value.casefold().startswith(incomplete.casefold()) and value.isprintable()]
        chosen = (begun if ordered else sorted(begun))[:MOST]
        return [(value, beside) if (beside := _beside(offers[value])) else value for value in chosen]
    except Exception:  # noqa: BLE001 - a shell that completes shows what we say in the middle of the line being typed
        return []


def _beside(words: str) -> str:
    """The words of a task as a shell can show them beside its id."""
    return " ".join("".join(sign for sign in words if sign.isprintable() and sign not in "[]").split())[:60]
