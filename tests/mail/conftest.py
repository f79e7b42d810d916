"""The shared repositories, for the tests of this room."""

from tests.approved_books import fast_disk
from tests.repositories import home

__all__ = ["fast_disk", "home"]
