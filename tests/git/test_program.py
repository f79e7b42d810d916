import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.git import git_errors, program, runs
from referat.git.blobs import blob_id
from referat.git.setup import init_repository
from tests.repositories import git, git_of, make_repository, put


def test_head_before_and_after_the_first_commit(home: Path, tmp_path: Path) -> None:
    make_repository(tmp_path)
    assert git_of(tmp_path).head() is None
    assert git_of(tmp_path).saved() == {}
    assert git_of(tmp_path).states({"meetings/a.md": b"x"}) == {"meetings/a.md": "new"}
    put(tmp_path, {"meetings/a.md": "x\n"})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    assert git_of(tmp_path).head() == git(tmp_path, "rev-parse", "HEAD")


def test_identity_is_what_git_was_told_and_never_made_up(home: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git_of(repository).identity() == ("Åse Ødegård", "ase@example.org")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Eli")
    assert git_of(repository).identity() == ("Eli", "ase@example.org")
    monkeypatch.delenv("GIT_AUTHOR_NAME")
    (home / ".gitconfig").write_text("", encoding="utf-8")
    assert git_of(repository).identity() is None


@pytest.mark.parametrize("below", ["", "council/minutes"])
@pytest.mark.parametrize("name", ["a.md", "møte.md", "two words.md", "-n.md", ":(glob)*.md", "a\nb.md", '"q".md', "[a].md"])
def test_saved_files_by_their_path_in_the_book(home: Path, tmp_path: Path, below: str, name: str) -> None:
    path = f"meetings/{name}"
    make_repository(tmp_path, {os.path.join(below, path): "x\n", os.path.join(below, "meetings/other.md"): "y\n", "outside.md": "z\n"})
    book = git_of(tmp_path / below)
    x = git(tmp_path, "hash-object", "--stdin", stdin=b"x\n")
    assert book.saved([path]) == {path: x}
    assert book.staged([path]) == {path: x}
    assert book.saved([]) == book.staged([]) == {}
    assert set(book.saved()) == {path, "meetings/other.md"} | ({"outside.md"} if not below else set())
    assert book.text(path) == b"x\n"
    assert book.text("meetings/none.md") is None


def test_links_and_submodules_are_no_files(repository: Path) -> None:
    (repository / "meetings/link.md").symlink_to("a.md")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "link")
    assert set(git_of(repository).saved()) == {"meetings/a.md", "meetings/b.md"}


@pytest.mark.parametrize(
    ("data", "state"),
    [(b"one\n", "clean"), (b"one\r\n", "clean"), (b"one", "changed"), (None, "removed")],
)
def test_the_state_of_a_file_compares_bytes(repository: Path, data: bytes | None, state: str) -> None:
    assert git_of(repository).states({"meetings/a.md": data}) == {"meetings/a.md": state}


def test_a_file_that_git_is_told_to_overlook_is_still_seen(repository: Path) -> None:
    git(repository, "update-index", "--assume-unchanged", "meetings/a.md")
    git(repository, "update-index", "--skip-worktree", "meetings/b.md")
    put(repository, {"meetings/a.md": "tampered\n"})
    assert git(repository, "status", "--porcelain") == ""
    assert git_of(repository).states({"meetings/a.md": (repository / "meetings/a.md").read_bytes(), "meetings/x.md": None}) == {
        "meetings/a.md": "changed",
        "meetings/x.md": "absent",
    }


@settings(max_examples=30)
@given(data=st.binary(max_size=2000))
def test_a_blob_id_is_gits(data: bytes) -> None:
    theirs = subprocess.run(["git", "hash-object", "--stdin"], input=data, capture_output=True, check=True, cwd="/").stdout.decode().strip()
    assert blob_id(data, "0" * 40) == theirs


def test_texts_in_order_with_what_is_missing_or_no_text(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository, {"meetings/big.md": b"x" * 5000, "meetings/empty.md": b""})
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "more")
    book = git_of(repository)
    saved, commit = book.saved(), book.head()
    assert commit is not None
    monkeypatch.setattr(program, "MAX_TEXT", 4000)
    big = saved["meetings/big.md"]
    asked = [big, saved["meetings/a.md"], "0" * 40, commit, saved["meetings/empty.md"], big, saved["meetings/b.md"]]
    assert list(book.texts(asked)) == list(zip(asked, [None, b"one\n", None, None, b"", None, b"two\n"], strict=True))
    with pytest.raises(git_errors.TextTooLarge):
        book.text("meetings/big.md")


def test_many_texts_do_not_block_each_other(repository: Path) -> None:
    blob = git_of(repository).saved()["meetings/a.md"]
    assert [text for _, text in git_of(repository).texts([blob] * 20_000)] == [b"one\n"] * 20_000


def test_texts_may_be_left_half_read(repository: Path) -> None:
    blob = git_of(repository).saved()["meetings/a.md"]
    texts = git_of(repository).texts([blob] * 5000)
    assert next(texts) == (blob, b"one\n")
    texts.close()


def test_a_replacement_is_not_shown_but_told(repository: Path) -> None:
    book = git_of(repository)
    forged = git(repository, "hash-object", "-w", "--stdin", stdin=b"forged\n")
    assert book.stand_ins() == []
    git(repository, "replace", book.saved()["meetings/a.md"], forged)
    assert git(repository, "show", "HEAD:meetings/a.md") == "forged"
    assert book.text("meetings/a.md") == b"one\n"
    assert len(book.stand_ins()) == 1
    put(repository, {".git/info/grafts": ""})
    assert book.stand_ins()[1:] == ["info/grafts"]


def test_replacements_are_found_however_refs_are_kept(repository: Path) -> None:
    book = git_of(repository)
    forged = git(repository, "hash-object", "-w", "--stdin", stdin=b"forged\n")
    git(repository, "replace", book.saved()["meetings/a.md"], forged)
    git(repository, "pack-refs", "--all", "--prune")
    assert not any(path.is_file() for path in (repository / ".git/refs").rglob("*"))
    assert len(git_of(repository).stand_ins()) == 1


def test_the_branch_that_is_checked_out(repository: Path, tmp_path: Path) -> None:
    assert git_of(repository).branch() == git(repository, "symbolic-ref", "--short", "HEAD") == "main"
    git(repository, "checkout", "-q", "-b", "vår/møte")
    git(repository, "worktree", "add", "-q", str(tmp_path / "beside"), "main")
    assert (git_of(repository).branch(), git_of(tmp_path / "beside").branch()) == ("vår/møte", "main")
    git(repository, "checkout", "-q", "--detach")
    assert git_of(repository).branch() == ""
    git(repository, "checkout", "-q", "--orphan", "new")
    assert git_of(repository).branch() == "new"


def test_the_branch_is_asked_of_git_where_head_is_a_link(repository: Path) -> None:
    (repository / ".git/HEAD").unlink()
    (repository / ".git/HEAD").symlink_to("refs/heads/main")
    assert git_of(repository).branch() == git(repository, "symbolic-ref", "--short", "HEAD") == "main"


@pytest.mark.parametrize(
    ("name", "operation"),
    [("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase")],
)
def test_an_unfinished_operation_is_named(repository: Path, name: str, operation: str) -> None:
    book = git_of(repository)
    assert book.unfinished() is None
    book.refuse_unfinished()
    (repository / ".git" / name).touch()
    assert book.unfinished() == operation
    with pytest.raises(git_errors.UnfinishedMerge):
        book.refuse_unfinished()


def test_a_real_conflict_is_unfinished(repository: Path) -> None:
    git(repository, "checkout", "-qb", "side")
    put(repository, {"meetings/a.md": "side\n"})
    git(repository, "commit", "-qam", "side")
    git(repository, "checkout", "-q", "main")
    put(repository, {"meetings/a.md": "main\n"})
    git(repository, "commit", "-qam", "main")
    assert subprocess.run(["git", "merge", "-q", "side"], cwd=repository, capture_output=True, check=False).returncode != 0
    assert git_of(repository).unfinished() == "merge"


def test_a_hooks_own_variables_do_not_lead_to_another_repository(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_repository(tmp_path / "other", {"meetings/z.md": "z\n"})
    expected, head = git_of(repository).saved(), git_of(repository).head()
    for name, value in {"GIT_DIR": f"{other}/.git", "GIT_INDEX_FILE": f"{other}/.git/index", "GIT_WORK_TREE": str(other), "GIT_PREFIX": "x/"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", f"{other}/.git/objects")
    assert git_of(repository).saved() == expected
    assert git_of(repository).staged() == expected
    assert git_of(repository).use("rev-parse", "HEAD").out.decode().strip() == head


def test_the_index_that_git_hands_to_a_hook_can_be_read(repository: Path) -> None:
    put(repository, {"meetings/a.md": "staged\n"})
    git(repository, "add", ".", GIT_INDEX_FILE=str(repository / ".git/other-index"))
    book = git_of(repository)
    assert book.staged(index=str(repository / ".git/other-index"))["meetings/a.md"] == blob_id(b"staged\n", "0" * 40)
    assert book.staged()["meetings/a.md"] == blob_id(b"one\n", "0" * 40)


def test_no_git_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(git_errors.GitMissing):
        git_of(repository).staged()


def test_a_git_in_the_book_is_never_started(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = repository / "git"
    trap.write_text("#!/bin/sh\ntouch trapped\n", encoding="utf-8")
    trap.chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(repository)
    assert git_of(repository).head() is not None
    assert not (repository / "trapped").exists()


def test_what_hangs_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READ_SECONDS", 0.3)
    head = git(repository, "rev-parse", "HEAD")
    (repository / f".git/objects/{head[:2]}/{head[2:]}").unlink()
    os.mkfifo(repository / f".git/objects/{head[:2]}/{head[2:]}")
    with pytest.raises(git_errors.GitTooSlow):
        git_of(repository).head()


def test_the_users_language_reaches_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    git(repository, "config", "alias.say", "!echo $LC_ALL")
    assert git_of(repository).use("say").out == b"nb_NO.UTF-8\n"


def test_importing_the_runner_starts_no_git(tmp_path: Path) -> None:
    """GitPython asks for git's version twice when it is imported; nothing may start but what was asked for."""
    trap = tmp_path / "git"
    trap.write_text(f"#!/bin/sh\necho started >> {tmp_path}/log\n", encoding="utf-8")
    trap.chmod(0o755)
    code = (
        f"from referat.git.setup import init_repository; init_repository({str(tmp_path)!r}); import os; assert 'GIT_PYTHON_REFRESH' not in os.environ"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)})
    assert (tmp_path / "log").read_text(encoding="utf-8") == "started\n"


def test_a_repository_is_made_as_the_user_likes_it(home: Path, tmp_path: Path) -> None:
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = bok\n", encoding="utf-8")
    (tmp_path / "-book").mkdir()
    init_repository(str(tmp_path / "-book"))
    assert git(tmp_path / "-book", "symbolic-ref", "HEAD") == "refs/heads/bok"


def test_paths_and_shallowness(repository: Path, tmp_path: Path) -> None:
    assert not git_of(repository).is_shallow()
    put(repository, {"meetings/a.md": "new\n"})
    git(repository, "commit", "-qam", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    assert git_of(tmp_path / "shallow").is_shallow()
    assert git_of(tmp_path / "shallow").text("meetings/a.md") == b"new\n"


def test_a_git_that_is_killed_has_given_no_answer(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "gc", "--quiet")  # what lies loose is read without git
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    put(repository, {".git/refs/replace/x": ""})  # else git need not be asked for what lies there
    book = git_of(repository)
    others = (lambda: book.states({"meetings/a.md": b"one\n"}), lambda: list(book.texts(["0" * 40])))
    for read in (book.head, book.saved, book.staged, book.stand_ins, *others):
        with pytest.raises(git_errors.GitFailed):
            read()


def test_reading_says_nothing_on_the_side(repository: Path) -> None:
    book = git_of(repository)
    assert [book.read(*words).said for words in (["rev-parse", "HEAD"], ["log"], ["ls-tree", "HEAD"])] == ["", "", ""]


def test_a_damaged_repository_is_an_error_not_an_empty_book(repository: Path) -> None:
    blob = git_of(repository).head()
    assert blob is not None
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(git_errors.GitFailed):
        git_of(repository).saved(commit=blob)
