"""The chain of approvals, made once for all tests here; each gets a copy of its own, and a home and a memory of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.trail import commit as saving
from tests.approved_books import copy, make_chain
from tests.repositories import home

__all__ = ["home"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    (folder / "home").mkdir()
    (folder / "home" / ".gitconfig").write_text("[user]\n\tname = Åse Ødegård\n\temail = ase@example.org\n[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("GIT_", "REFERAT_", "XDG_"))]:
        del os.environ[name]
    os.environ.update({"HOME": str(folder / "home"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"})
    try:
        return make_chain(folder / "book")
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def without_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens in a power cut is tested elsewhere; hundreds of repositories need not be made to last."""
    monkeypatch.setattr(saving, "_SETTINGS", tuple(one for one in saving._SETTINGS if not one.startswith("core.fsync")))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def chain(template: Path, home: Path, tmp_path: Path) -> Path:
    return copy(template, tmp_path / "book")


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[Path], Path]:
    """A clone of a book, as somebody else gets it."""
    from tests.repositories import git

    def clone(book: Path) -> Path:
        git(tmp_path, "clone", "--quiet", "--no-local", str(book), str(tmp_path / "clone"))
        return tmp_path / "clone"

    return clone
