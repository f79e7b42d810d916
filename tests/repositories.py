"""Real git repositories for tests, made in a home of their own so that the developer's settings do not reach them."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from referat.git.program import Git
from referat.store.places import find_places


def git(folder: Path, *words: str, stdin: bytes = b"", **variables: str) -> str:
    """Run plain git, as a person would at the prompt."""
    done = subprocess.run(["git", *words], cwd=folder, input=stdin, capture_output=True, check=False, env={**os.environ, **variables})
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr.decode()}"
    return done.stdout.decode(errors="replace").rstrip("\n")


def make_repository(folder: Path, files: Mapping[str, str | bytes] | None = None, *options: str) -> Path:
    """A repository with one commit that holds `files`; without files, one without a commit."""
    (folder / "meetings").mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", *options)
    if files:
        put(folder, files)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "the book")
    return folder


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def git_of(folder: Path) -> Git:
    """How git is started in the repository that the book in `folder` lies in."""
    places = find_places(str(folder))
    assert places.top is not None
    assert places.git is not None
    assert places.common is not None
    return Git(places.root, places.top, places.git, places.common)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder where git knows a name and nothing else is set up."""
    folder = tmp_path_factory.mktemp("home")
    (folder / ".gitconfig").write_text("[user]\n\tname = Åse Ødegård\n\temail = ase@example.org\n[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def repository(home: Path, tmp_path: Path) -> Path:
    """A book of two files in a repository."""
    return make_repository(tmp_path / "book", {"meetings/a.md": "one\n", "meetings/b.md": "two\n"})
