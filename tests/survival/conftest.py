"""The chain of approvals, for histories that it must survive."""

from tests.approved_books import chain, fast_disk, template
from tests.repositories import home

__all__ = ["chain", "fast_disk", "home", "template"]
