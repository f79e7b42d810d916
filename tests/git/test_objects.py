"""What lies loose in git's store says what git would say, and is not believed where it is not what its name says."""

import os
import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.git.commit import commit
from referat.git.gitdir import commit_at_head, plain_settings
from referat.git.objects import files_of, is_commit
from tests.repositories import git, git_of, make_repository, put

FILES = {"meetings/a.md": "one\n", "meetings/2023/møte.md": "two\n", "meetings/2023/x/deep.md": "", "top.txt": "x"}


def loose(root: Path, name: str) -> Path:
    return root / ".git/objects" / name[:2] / name[2:]


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_files_are_those_that_git_lists(home: Path, tmp_path: Path, kind: str) -> None:
    root = make_repository(tmp_path / "book", FILES, f"--object-format={kind}")
    os.symlink("a.md", root / "meetings/link.md")
    git(root, "add", ".")
    git(root, "commit", "-qm", "link")
    head = git(root, "rev-parse", "HEAD")
    listed = git(root, "ls-tree", "-r", "-z", "HEAD").split("\0")
    expected = {entry.partition("\t")[2]: entry.split()[2] for entry in listed if entry.startswith("100")}
    asked = [*expected, "meetings/link.md", "meetings", "meetings/2023", "meetings/a.md/below", "nothing", "meetings/", ""]
    found = files_of(str(root / ".git"), head, map(os.fsencode, asked))
    assert found == {os.fsencode(path): blob for path, blob in expected.items()}
    assert is_commit(str(root / ".git"), head)
    assert not is_commit(str(root / ".git"), expected["top.txt"])


def test_where_it_does_not_lie_loose_git_is_to_be_asked(repository: Path) -> None:
    head, common = git(repository, "rev-parse", "HEAD"), str(repository / ".git")
    git(repository, "gc", "--quiet")
    assert files_of(common, head, [b"meetings/a.md"]) is None
    assert not is_commit(common, head)
    assert git_of(repository).head() == head
    assert set(git_of(repository).saved(["meetings/a.md", "meetings/none.md"])) == {"meetings/a.md"}


@pytest.mark.parametrize("what", ["HEAD", "HEAD^{tree}", "HEAD:meetings"])
def test_an_object_that_is_not_what_its_name_says_is_not_believed(repository: Path, what: str) -> None:
    """A folder that shows another text under the name of the saved one would hide a change."""
    head, name, common = git(repository, "rev-parse", "HEAD"), git(repository, "rev-parse", what), str(repository / ".git")
    git(repository, "rm", "-q", "meetings/b.md")
    git(repository, "commit", "-qm", "another")
    file = loose(repository, name)
    file.chmod(0o644)
    file.write_bytes(loose(repository, git(repository, "rev-parse", what)).read_bytes())
    assert files_of(common, head, [b"meetings/b.md"]) is None
    for data in (b"", b"no zlib", zlib.compress(b"tree 3\0x y"), zlib.compress(b"")):
        file.write_bytes(data)
        assert files_of(common, head, [b"meetings/b.md"]) is None
    file.unlink()
    os.mkfifo(file)
    assert files_of(common, head, [b"meetings/b.md"]) is None


def test_where_head_stands_is_told_loose_packed_and_detached(repository: Path) -> None:
    book = git_of(repository)
    for words in ([], ["pack-refs", "--all"], ["checkout", "-q", "--detach"], ["checkout", "-q", "-b", "vår/møte"], ["pack-refs", "--all"]):
        if words:
            git(repository, *words)
        assert commit_at_head(book.directory, book.common) == git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "--orphan", "new")
    assert commit_at_head(book.directory, book.common) is None
    assert book.head() is None


def test_a_branch_whose_name_ends_as_anothers_is_no_other(repository: Path) -> None:
    git(repository, "branch", "refs/heads/main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "more")
    git(repository, "pack-refs", "--all")
    book = git_of(repository)
    assert commit_at_head(book.directory, book.common) == git(repository, "rev-parse", "HEAD") != git(repository, "rev-parse", "HEAD~")


_WORDS = st.sampled_from(("core", "Filter", "x", "clean", "bare", "sub.sub", "includeIf", "a-b", "é", "9", "_"))
_VALUES = st.text(st.sampled_from("ab =\t\"\\#;.[]é'\r"), max_size=8)
_SECTIONS = st.builds("[{}{}]".format, _WORDS, st.sampled_from(("", ' "x"', ' "x y.Z"', '"x"', ' "a\\"b"', "\t\t" + '"Æ"', " ")))
_LINES = st.one_of(_SECTIONS, st.builds("{}{}={}".format, _WORDS, st.sampled_from(("", " ", "\t ")), _VALUES), _VALUES, _WORDS, st.just("# x"))


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(_LINES, max_size=6), end=st.sampled_from(("\n", "\r\n")))
def test_plain_settings_are_read_as_git_reads_them(lines: list[str], end: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    config = end.join(["[core]", "\tbare = false", *lines, ""]).encode()
    read = plain_settings(config)
    if read is None:
        return
    file = tmp_path_factory.mktemp("config") / "config"
    file.write_bytes(config)
    listed = subprocess.run(["git", "config", "--list", "-z", "--no-includes", "--file", str(file)], capture_output=True, check=False)
    assert listed.returncode == 0, config
    theirs = [line.partition("\n") for line in listed.stdout.decode(errors="replace").split("\0")[:-1]]
    assert read == [(name, value) for name, _, value in theirs]


def test_the_usual_configuration_is_plain(repository: Path) -> None:
    git(repository, "remote", "add", "origin", "https://example.org/book.git")
    git(repository, "config", "branch.main.merge", "refs/heads/main")
    read = dict(plain_settings((repository / ".git/config").read_bytes()) or ())
    assert (read["remote.origin.url"], read["branch.main.merge"]) == ("https://example.org/book.git", "refs/heads/main")


def test_one_saved_change_starts_git_once(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = tmp_path / "started"
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, check=True, text=True).stdout.strip()
    put(tmp_path, {"bin/git": f'#!/bin/sh\necho "$*" >> {started}\nexec {real} "$@"\n'})
    (tmp_path / "bin/git").chmod(0o755)
    book = git_of(repository)
    put(repository, {"meetings/a.md": "new\n"})
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
        commit(book, {"meetings/a.md": b"new\n"}, "a change")
    assert len(started.read_text(encoding="utf-8").splitlines()) == 1
    assert git(repository, "status", "--porcelain") == ""


def test_a_saved_file_that_git_has_taken_off_its_list_is_saved_again(repository: Path) -> None:
    git(repository, "rm", "-q", "--cached", "meetings/a.md")
    put(repository, {"meetings/a.md": "new\n"})
    assert commit(git_of(repository), {"meetings/a.md": b"new\n"}, "a change") == git(repository, "rev-parse", "HEAD")
    assert git(repository, "status", "--porcelain") == ""
    assert git_of(repository).text("meetings/a.md") == b"new\n"
