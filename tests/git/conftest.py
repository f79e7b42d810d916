"""The shared repositories, for the tests of this room."""

from tests.approved_books import chain, template
from tests.repositories import home, repository

__all__ = ["chain", "home", "repository", "template"]
