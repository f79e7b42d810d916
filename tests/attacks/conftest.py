"""The chain of approvals, and clones of it as somebody else gets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.approved_books import chain, fast_disk, template
from tests.repositories import git, home

__all__ = ["chain", "fast_disk", "home", "template"]


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[Path], Path]:
    """A clone of a book, as somebody else gets it."""

    def clone(book: Path) -> Path:
        git(tmp_path, "clone", "--quiet", "--no-local", str(book), str(tmp_path / "clone"))
        return tmp_path / "clone"

    return clone
