"""What there is to know of a book beside its minutes, groups and items, when its lists are made from nothing: its settings and its people."""

from __future__ import annotations

from referat.shelf.gathered import People

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.store.places import Places


class Around:
    """`unread` are the settings files that cannot be read."""

    __slots__ = ("language", "people", "unread", "views")

    def __init__(self, language: str, views: dict[str, dict[str, str]], people: People, unread: list[str]) -> None:
        self.language = language
        self.views = views
        self.people = people
        self.unread = unread


def look_around(places: Places) -> Around:
    from referat.book import Book

    book = Book(places)
    views = {name: dict(options) for name, options in book.settings.views.items()}
    people = People([(one.handle, one.name, one.org, one.aliases, one.roles, one.is_body, one.email) for one in book.register.people])
    return Around(book.settings.language, views, people, [problem.place.path for problem in book.unread_settings])
