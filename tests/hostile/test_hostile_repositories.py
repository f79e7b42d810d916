"""No command that reads runs anything that a stranger's repository plants; saving in it is refused with the setting named."""

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from referat.changes.verify_cache import standing_of
from referat.git import git_errors
from referat.git.commit import commit, prepare_commit
from referat.git.gitdir import LARGEST
from referat.git.history import commits
from referat.git.program import Git
from referat.git.trust import own_programs, refuse_untrusted
from referat.store.listing import list_files
from referat.store.lock import hold_lock
from referat.store.places import find_places
from referat.store.reading import read_bytes
from tests.hostile.corpus import VECTORS, plant, sign_commit
from tests.repositories import git, git_of, make_repository, put

READS: dict[str, Callable[[Git], object]] = {
    "head": Git.head,
    "saved": Git.saved,
    "saved, some": lambda book: book.saved(["meetings/a.md"]),
    "staged": Git.staged,
    "texts": lambda book: list(book.texts(book.saved().values())),
    "text": lambda book: book.text("meetings/a.md"),
    "states": lambda book: book.states({"meetings/a.md": b"changed\n", "notes.txt": b"x\n", "meetings/b.md": None}),
    "stand_ins": Git.stand_ins,
    "unfinished": Git.unfinished,
    "is_shallow": Git.is_shallow,
    "identity": Git.identity,
    "commits": lambda book: list(commits(book)),
    "own_programs": own_programs,
    "list_files": lambda book: list_files(book.root),
    "read_bytes": lambda book: read_bytes(book.root, "meetings/a.md"),
    "find_places": lambda book: find_places(book.root),
}


@pytest.fixture
def fired(tmp_path: Path) -> Path:
    folder = tmp_path / "fired"
    folder.mkdir()
    return folder


@pytest.fixture
def hostile(home: Path, tmp_path: Path, fired: Path) -> Path:
    """All vectors in one repository, with a changed file so that git has reason to look."""
    repository = make_repository(tmp_path / "book", {"meetings/a.md": "one\n", "meetings/b.md": "two\n", "notes.txt": "three\n", "list.csv": "x\n"})
    put(repository, {"meetings/a.md": "more\n"})
    git(repository, "commit", "-qam", "second")
    sign_commit(repository)
    plant(repository, fired)
    put(repository, {"meetings/a.md": "changed\n", "notes.txt": "changed\n"})
    return repository


def which(fired: Path) -> set[str]:
    return {path.name for path in fired.iterdir()}


def test_the_corpus_is_large_enough() -> None:
    assert len(VECTORS) >= 39
    assert len(set(VECTORS)) == len(VECTORS)


PLAIN = [
    ["status"],
    ["diff"],
    ["log", "-p"],
    ["blame", "meetings/a.md"],
    ["add", "--all"],
    ["commit", "-m", "x"],
    ["commit", "-S", "-m", "x"],
    ["checkout", "--", "."],
    ["archive", "--format=tgz", "HEAD"],
    ["update-ref", "refs/heads/x", "HEAD"],
    ["fetch"],
    ["evil"],
    ["-p", "show"],
    ["tag", "-as", "x", "-m", "x"],
    ["interpret-trailers", "--trailer", "evil: x"],
    ["commit", "--amend"],
    ["checkout", "-q", "-b", "side"],
    ["gc", "--auto"],
    ["push", "origin", "side"],
    ["credential", "fill"],
    ["merge", "side", "--no-ff", "-m", "x"],
    ["rebase", "-f", "HEAD~"],
    ["web--browse", "--browser=evil", "x"],
    ["difftool", "-y", "--tool=evil", "HEAD~"],
    ["add", "-p"],
]


# Taken away before each round, so that what comes after it gets its turn.
ROUNDS: list[list[str]] = [
    [],
    ["core.fsmonitor"],
    ["filter.evil2.process"],
    ["diff.external"],
    ["gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "commit.gpgSign"],
    ["gpg.format"],
]


def test_the_corpus_is_live(hostile: Path, fired: Path) -> None:
    """Git as a person uses it does fire: else the tests below would hold for nothing."""
    git(hostile, "config", "--unset", "core.worktree")
    for unset in ROUNDS:
        for setting in unset:
            subprocess.run(["git", "config", "--unset", setting], cwd=hostile, check=False)
        for words in PLAIN:
            put(hostile, {"meetings/a.md": f"{words}{unset}\n", "notes.txt": f"{words}{unset}\n", "list.csv": f"{words}{unset}\n"})
            subprocess.run(["git", *words], cwd=hostile, capture_output=True, check=False, timeout=20, input=b"q\n")
    assert len(which(fired)) >= 20, which(fired)
    surely = ["hook pre-commit", *(f"setting {name}" for name in ("core.fsmonitor", "filter.evil.clean", "diff.external", "gpg.ssh.program"))]
    assert set(surely) <= which(fired), sorted(which(fired))


@pytest.mark.parametrize("read", READS)
def test_reading_fires_nothing(hostile: Path, fired: Path, read: str) -> None:
    READS[read](git_of(hostile))
    assert which(fired) == set()


def test_reading_says_what_is_there(hostile: Path) -> None:
    book = git_of(hostile)
    assert book.text("meetings/a.md") == b"more\n"
    assert book.states({"meetings/a.md": b"changed\n"}) == {"meetings/a.md": "changed"}
    assert {commit.author for commit in commits(book)} == {"Åse Ødegård"}


def test_saving_is_refused_and_fires_nothing(hostile: Path, fired: Path) -> None:
    book = git_of(hostile)
    for refuse in (lambda: refuse_untrusted(book), lambda: prepare_commit(book), lambda: commit(book, {"meetings/a.md": b"changed\n"}, "x")):
        with pytest.raises(git_errors.UntrustedRepository):
            refuse()
    assert which(fired) == set()


def saves(root: Path) -> None:
    with hold_lock(find_places(str(root))) as held:
        commit(git_of(root), {"meetings/a.md": (root / "meetings/a.md").read_bytes()}, "x", held=held.fd)


@pytest.mark.parametrize("vector", VECTORS)
def test_each_alone_is_refused_or_harmless(home: Path, tmp_path: Path, fired: Path, vector: str) -> None:
    """One vector at a time: either saving is refused before it fires, or saving does not fire it."""
    repository = make_repository(tmp_path / "book", {"meetings/a.md": "one\n", "notes.txt": "x\n"})
    plant(repository, fired, lambda one: one == vector)
    put(repository, {"meetings/a.md": "changed\n"})
    named = {name.removeprefix("hooks/").lower() for name in own_programs(git_of(repository))}
    if named:
        with pytest.raises(git_errors.UntrustedRepository):
            saves(repository)
    else:
        saves(repository)
    assert named <= {vector.partition(" ")[2].lower()}
    assert which(fired) == set()


def pipe_for(name: str) -> Callable[[Path], None]:
    def plant_pipe(repository: Path) -> None:
        (repository / name).unlink(missing_ok=True)
        os.mkfifo(repository / name)

    return plant_pipe


OF_GIT = ("HEAD", "config", "commondir", "referat.lock", "info/grafts", "index", "packed-refs", "refs/heads/main", "shallow")
PIPES = ["meetings/a.md", *(f".git/{name}" for name in OF_GIT)]


@pytest.mark.parametrize("name", PIPES)
def test_a_planted_pipe_is_not_waited_for(repository: Path, name: str) -> None:
    begun = time.monotonic()
    pipe_for(name)(repository)
    list_files(str(repository))
    find_places(str(repository))
    if name == "meetings/a.md":
        with pytest.raises(Exception, match="ordinary"):
            read_bytes(str(repository), name)
    else:
        with suppress(git_errors.GitFailed):
            git_of(repository).head()
        with suppress(git_errors.GitFailed):
            git_of(repository).branch()
        with suppress(git_errors.GitFailed):
            git_of(repository).stand_ins()
        standing_of(find_places(str(repository)))
    assert time.monotonic() - begun < 2


def test_where_head_stands_is_looked_at_without_waiting_for_a_pipe(repository: Path) -> None:
    before = standing_of(find_places(str(repository)))
    pipe_for(".git/refs/heads/main")(repository)
    assert standing_of(find_places(str(repository))) != before


@pytest.mark.parametrize("name", ["HEAD", "packed-refs", "refs/heads/main"])
def test_a_file_of_gits_that_fills_the_memory_is_not_read(repository: Path, name: str) -> None:
    with (repository / ".git" / name).open("wb") as file:
        file.truncate(LARGEST + 1)  # it takes up nothing on the disk
    assert standing_of(find_places(str(repository))) is None
    with pytest.raises(git_errors.GitFailed, match=name):
        git_of(repository).read("rev-parse", "HEAD")


def test_a_git_file_in_place_of_the_folder_leads_only_to_git(home: Path, tmp_path: Path) -> None:
    put(tmp_path, {"book/meetings/a.md": "x\n", "precious/x": "mine\n"})
    put(tmp_path, {"book/.git": f"gitdir: {tmp_path}/precious\n"})
    assert find_places(str(tmp_path / "book")).git is None


def test_a_link_in_the_git_directory_is_not_written_through(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (repository / ".git/referat").symlink_to(tmp_path / "precious")
    from referat.errors import ReferatError
    from referat.store.files import digest, write

    with pytest.raises(ReferatError), hold_lock(find_places(str(repository))) as held:
        write(held, "meetings/a.md", b"new\n", expected=digest(b"one\n"))
    assert list((tmp_path / "precious").iterdir()) == []
    assert (repository / "meetings/a.md").read_bytes() == b"one\n"
