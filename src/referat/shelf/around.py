"""What there is to know of a book beside its minutes, groups and items, when its lists are made from nothing: its settings and its people."""

from __future__ import annotations

import os

from referat.format.plainsettings import plain_language, plain_people, plain_texts
from referat.shelf.gathered import People
from referat.shelf.stamps import PEOPLE, SETTINGS
from referat.store.reading import read_quickly

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.store.places import Places

CONTACTS = "meetings/contacts.yaml"


class Around:
    """`unread` are the settings files that cannot be read."""

    __slots__ = ("language", "people", "unread", "views")

    def __init__(self, language: str, views: dict[str, dict[str, str]], people: People, unread: list[str]) -> None:
        self.language = language
        self.views = views
        self.people = people
        self.unread = unread


def look_around(places: Places) -> Around:
    return _plainly(places.root) or _by_the_book(places)


def _plainly(root: str) -> Around | None:
    """What there is where it is written as most is; None where the book itself must read it, for which much is loaded."""
    settings, people, contacts = (_bytes(root, path) for path in (SETTINGS, PEOPLE, CONTACTS))
    if settings is None or people is None or contacts is None or plain_texts(contacts) is None:
        return None
    language, known = plain_language(settings), plain_people(people)
    if language is None or known is None:
        return None
    return Around(language, {}, People([(handle, name, org, (), (), False, "") for handle, name, org in known]), [])


def _bytes(root: str, path: str) -> bytes | None:
    """The bytes of a file, of which there are none where there is no such file; None where they are not to be had without ado."""
    return read_quickly(root, path) if os.path.lexists(f"{root}/{path}") else b""


def _by_the_book(places: Places) -> Around:
    from referat.book import Book

    book = Book(places)
    views = {name: dict(options) for name, options in book.settings.views.items()}
    people = People([(one.handle, one.name, one.org, one.aliases, one.roles, one.is_body, one.email) for one in book.register.people])
    return Around(book.settings.language, views, people, [problem.place.path for problem in book.unread_settings])
