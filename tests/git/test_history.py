from pathlib import Path

import pytest

from referat.git.blobs import blob_id
from referat.git.history import CommittedFile, commits
from tests.repositories import git, git_of, make_repository, put

A, B = (blob_id(text, "0" * 40) for text in (b"one\n", b"two\n"))


def test_who_when_and_what(repository: Path) -> None:
    git(repository, "mv", "meetings/a.md", "meetings/å.md")
    author = {"GIT_AUTHOR_DATE": "2023-09-05T10:00:00Z", "GIT_AUTHOR_NAME": "Eli Bø", "GIT_AUTHOR_EMAIL": "eli@example.org"}
    git(repository, "commit", "-qm", "moved\n\nLong — text.\n", **author)
    second, first = commits(git_of(repository))
    assert (second.author, second.author_email, second.committer, second.authored) == ("Eli Bø", "eli@example.org", "Åse Ødegård", 1693908000)
    assert second.message == "moved\n\nLong — text."
    assert second.parents == (first.id,)
    assert second.changes == (CommittedFile("meetings/a.md", A, None), CommittedFile("meetings/å.md", None, A))
    assert first.parents == ()
    assert [change.new for change in first.changes] == [A, B]


def test_nothing_before_the_first_commit(home: Path, tmp_path: Path) -> None:
    assert list(commits(git_of(make_repository(tmp_path)))) == []


def test_only_the_books_folder_and_in_its_own_paths(home: Path, tmp_path: Path) -> None:
    make_repository(tmp_path, {"council/meetings/a.md": "one\n", "meetings/other.md": "x\n"})
    put(tmp_path, {"README": "x"})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "outside")
    (only,) = commits(git_of(tmp_path / "council"))
    assert only.changes == (CommittedFile("meetings/a.md", None, A),)


def test_since_leaves_out_what_is_known(repository: Path) -> None:
    known = git_of(repository).head()
    put(repository, {"meetings/a.md": "new\n"})
    git(repository, "commit", "-qam", "new")
    assert [commit.message for commit in commits(git_of(repository), since=known)] == ["new"]


@pytest.mark.parametrize("message", ["\x01commit\x01" + "a" * 40, ":100644 100644 a b M", "x\n\n:000000 100644 0 1 A\ttrick", "\n", "\x1b[2J", ""])
def test_no_message_makes_a_commit_of_its_own(repository: Path, message: str) -> None:
    put(repository, {"meetings/a.md": "new\n"})
    git(repository, "add", ".")
    git(repository, "commit", "-q", "--allow-empty-message", "--cleanup=verbatim", "-F-", stdin=message.encode())
    second, first = commits(git_of(repository))
    assert second.message == message.strip("\n")
    assert len(second.changes) == 1
    assert first.message == "the book"


def test_a_merge_tells_what_it_brought_and_hides_no_side_branch(repository: Path) -> None:
    git(repository, "checkout", "-qb", "side")
    put(repository, {"meetings/a.md": "side\n"})
    git(repository, "commit", "-qam", "side")
    put(repository, {"meetings/a.md": "one\n"})
    git(repository, "commit", "-qam", "back")
    git(repository, "checkout", "-q", "main")
    put(repository, {"meetings/b.md": "main\n"})
    git(repository, "commit", "-qam", "main")
    git(repository, "merge", "-q", "--no-ff", "--no-commit", "side")
    put(repository, {"meetings/a.md": "evil\n"})
    git(repository, "commit", "-qam", "merge")
    found = {commit.message: commit for commit in commits(git_of(repository))}
    assert set(found) == {"merge", "main", "back", "side", "the book"}
    assert found["merge"].changes == (CommittedFile("meetings/a.md", A, blob_id(b"evil\n", "0" * 40)),)


def test_a_mailmap_in_the_book_changes_no_name(repository: Path) -> None:
    put(repository, {".mailmap": "Chair Person <chair@example.org> <ase@example.org>\n"})
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "mailmap")
    assert {commit.author for commit in commits(git_of(repository))} == {"Åse Ødegård"}


def test_a_text_in_another_encoding_is_read(repository: Path) -> None:
    put(repository, {"meetings/a.md": "new\n"})
    git(repository, "-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-qaF-", stdin="møte".encode("latin-1"))
    assert next(commits(git_of(repository))).message == "møte"
