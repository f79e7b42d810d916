"""The chain of approvals and the shared repositories, for the tests of this room."""

from tests.approved_books import chain, fast_disk, template
from tests.repositories import home, repository

__all__ = ["chain", "fast_disk", "home", "repository", "template"]
