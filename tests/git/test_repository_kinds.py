"""Reading and saving in every kind of repository that a book may lie in."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.git.commit import commit
from referat.git.history import commits
from referat.store.files import FileChange as Edit
from referat.store.files import digest, write_all
from referat.store.lock import hold_lock
from referat.store.places import find_places
from referat.store.reading import read_bytes
from tests.repositories import git, git_of, make_repository

FILES = {"meetings/a.md": "one\n", "meetings/b.md": "two\n"}


def plain(folder: Path) -> Path:
    return make_repository(folder, FILES)


def sha256(folder: Path) -> Path:
    return make_repository(folder, FILES, "--object-format=sha256")


def reftable(folder: Path) -> Path:
    folder.mkdir()
    if subprocess.run(["git", "init", "-q", "--ref-format=reftable"], cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("this git has no reftable")
    return make_repository(folder, FILES)


def worktree(folder: Path) -> Path:
    plain(folder / "first")
    git(folder / "first", "worktree", "add", "-q", "-b", "side", str(folder / "second"))
    return folder / "second"


def submodule(folder: Path) -> Path:
    plain(folder / "inner")
    make_repository(folder / "outer", {"meetings/x.md": "x\n"})
    git(folder / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(folder / "inner"), "book")
    return folder / "outer/book"


def shallow(folder: Path) -> Path:
    plain(folder / "full")
    git(folder / "full", "commit", "-q", "--allow-empty", "-m", "second")
    git(folder, "clone", "-q", "--depth", "1", f"file://{folder / 'full'}", "shallow")
    return folder / "shallow"


def partial(folder: Path) -> Path:
    plain(folder / "full")
    git(folder / "full", "config", "uploadpack.allowFilter", "true")
    git(folder, "clone", "-q", "--filter=blob:none", f"file://{folder / 'full'}", "partial")
    return folder / "partial"


def split_index(folder: Path) -> Path:
    plain(folder)
    git(folder, "config", "core.splitIndex", "true")
    git(folder, "update-index", "--split-index")
    return folder


def index_version_4(folder: Path) -> Path:
    plain(folder)
    git(folder, "update-index", "--index-version", "4")
    return folder


def sparse(folder: Path) -> Path:
    make_repository(folder, {**FILES, "elsewhere/x.md": "x\n"})
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "meetings")
    return folder


def detached(folder: Path) -> Path:
    plain(folder)
    git(folder, "checkout", "-q", "--detach")
    return folder


def packed(folder: Path) -> Path:
    plain(folder)
    git(folder, "gc", "-q", "--aggressive", "--prune=now")
    return folder


def line_ends(folder: Path) -> Path:
    plain(folder)
    git(folder, "config", "core.autocrlf", "true")
    return folder


def git_directory_elsewhere(folder: Path) -> Path:
    folder.mkdir()
    return make_repository(folder / "book", FILES, f"--separate-git-dir={folder / 'kept'}")


def linked(folder: Path) -> Path:
    plain(folder / "real")
    (folder / "link").symlink_to("real")
    return folder / "link"


KINDS = [
    plain,
    sha256,
    reftable,
    worktree,
    submodule,
    shallow,
    partial,
    split_index,
    index_version_4,
    sparse,
    detached,
    packed,
    line_ends,
    git_directory_elsewhere,
    linked,
]


@pytest.mark.parametrize("kind", KINDS)
def test_write_save_and_read(home: Path, tmp_path: Path, kind: Callable[[Path], Path]) -> None:
    root = kind(tmp_path / "x")
    book, places = git_of(root), find_places(str(root))
    assert book.states({"meetings/a.md": read_bytes(str(root), "meetings/a.md")}) == {"meetings/a.md": "clean"}
    before = book.head()
    edits = [
        Edit("meetings/a.md", b"edited\n", digest(b"one\n")),
        Edit("meetings/b.md", None, digest(b"two\n")),
        Edit("meetings/c.md", b"new\n", None),
    ]
    with hold_lock(places) as held:
        write_all(held, edits)
        made = commit(book, {edit.path: edit.new for edit in edits}, "three files", held=held.fd)
    assert made not in (None, before)
    assert set(book.saved()) >= {"meetings/a.md", "meetings/c.md"}
    assert book.text("meetings/a.md") == b"edited\n"
    assert book.text("meetings/b.md") is None
    newest = next(commits(book))
    assert (newest.id, newest.parents, len(newest.changes)) == (made, (before,), 3)
    assert git(root, "status", "--porcelain") == ""
    git(root, "fsck", "--connectivity-only") if kind is not partial else None


def test_a_repository_of_another_owner_can_be_read_but_saving_is_gits_to_refuse(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    from referat.git.git_errors import NotCommitted

    assert git_of(repository).text("meetings/a.md") == b"one\n"
    (repository / "meetings/a.md").write_bytes(b"new\n")
    with pytest.raises(NotCommitted) as refused:
        commit(git_of(repository), {"meetings/a.md": b"new\n"}, "x")
    assert "ownership" in str(refused.value)
