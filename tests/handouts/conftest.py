"""A home where git knows a name, and a book in a repository."""

from tests.approved_books import fast_disk
from tests.repositories import home

__all__ = ["fast_disk", "home"]
