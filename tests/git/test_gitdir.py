"""What git's own files tell: what is there is read whole or not at all, and where they leave a doubt it is said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from referat.git.gitdir import LARGEST, branch_in, contents, may_hold, read_git_file, where_head_stands
from tests.repositories import git, git_of, put


def test_only_a_file_that_can_be_read_whole_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"file": b"x", "empty": b""})
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LARGEST + 1)
    before = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
    read = {name: read_git_file(str(tmp_path / name)) for name in ("file", "empty", "folder", "link", "pipe", "large", "nothing", "file/below", "\0")}
    assert read == {"file": b"x", "empty": b""} | dict.fromkeys(("folder", "link", "pipe", "large", "nothing", "file/below", "\0"))
    assert contents(str(tmp_path / "nothing")) == b"-"
    assert contents(str(tmp_path / "folder")) is None
    assert before == (len(os.listdir("/dev/fd")) if before else 0)


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="there is no such file here")
@pytest.mark.parametrize("path", ["/proc/self/mem", "/proc/self/status"])
def test_a_file_whose_length_is_not_told_is_not_read(path: str) -> None:
    assert read_git_file(path) is None


def stands(folder: Path) -> list[bytes] | None:
    book = git_of(folder)
    return where_head_stands(book.directory, book.common)


def test_where_head_stands_is_followed_from_ref_to_ref(repository: Path) -> None:
    git(repository, "symbolic-ref", "refs/heads/master", "refs/heads/main")
    git(repository, "symbolic-ref", "HEAD", "refs/heads/master")
    before = stands(repository)
    git(repository, "commit", "-q", "--allow-empty", "-m", "more")
    assert before != stands(repository) is not None
    assert git_of(repository).branch() == git(repository, "symbolic-ref", "--short", "HEAD")


def test_a_work_tree_has_refs_of_its_own(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    book = git_of(tmp_path / "beside")
    put(Path(book.directory), {"HEAD": "ref: refs/worktree/mine\n", "refs/worktree/mine": git(repository, "rev-parse", "HEAD") + "\n"})
    before = stands(tmp_path / "beside")
    put(Path(book.directory), {"refs/worktree/mine": "0" * 40 + "\n"})
    assert before != stands(tmp_path / "beside") is not None
    put(Path(book.directory), {"reftable/tables.list": "0x000000000001-0x000000000002-0.ref\n"})
    before = stands(tmp_path / "beside")
    put(Path(book.directory), {"reftable/tables.list": "0x000000000001-0x000000000003-1.ref\n"})
    assert before != stands(tmp_path / "beside") is not None


def head_is_a_link(git_folder: Path) -> None:
    (git_folder / "HEAD").unlink()
    (git_folder / "HEAD").symlink_to("refs/heads/main")


def the_branch_is_a_link(git_folder: Path) -> None:
    (git_folder / "refs/heads/main").rename(git_folder / "refs/heads/other")
    (git_folder / "refs/heads/main").symlink_to("refs/heads/other")


def the_branch_leads_out_of_refs(git_folder: Path) -> None:
    put(git_folder, {"refs/heads/main": "ref: ORIG_HEAD\n"})


def head_leads_out_of_git(git_folder: Path) -> None:
    put(git_folder, {"HEAD": "ref: refs/../../main\n"})


def shallow_leads_nowhere(git_folder: Path) -> None:
    (git_folder / "shallow").symlink_to("nowhere")


def a_ref_in_place_of_others(git_folder: Path) -> None:
    put(git_folder, {"refs/replace/a/b": ""})


DOUBTS = (head_is_a_link, the_branch_is_a_link, the_branch_leads_out_of_refs, head_leads_out_of_git, shallow_leads_nowhere, a_ref_in_place_of_others)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_cannot_be_compared_is_in_doubt(doubt: Callable[[Path], None], repository: Path) -> None:
    assert stands(repository) is not None
    doubt(repository / ".git")
    assert stands(repository) is None


def test_a_ref_that_leads_to_itself_ends(repository: Path) -> None:
    put(repository, {".git/refs/heads/main": "ref: refs/heads/main\n"})
    assert stands(repository)


def test_git_is_asked_for_the_branch_where_its_file_is_no_ordinary_one(repository: Path) -> None:
    book = git_of(repository)
    assert branch_in(book.directory, book.common) == "main"
    for doubt in (the_branch_leads_out_of_refs, the_branch_is_a_link):
        doubt(repository / ".git")
        assert branch_in(book.directory, book.common) is None


def test_empty_folders_hold_no_refs(repository: Path) -> None:
    common = git_of(repository).common
    (repository / ".git/refs/replace/a/b").mkdir(parents=True)
    assert not may_hold(common, "refs/replace/")
    (repository / ".git/refs/replace/a/b/c").symlink_to("nowhere")
    assert may_hold(common, "refs/replace/")
