"""A change is whole or not there, wherever the command is killed and wherever the disk fails; and it never says done when it is not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from referat.store.lock import hold_lock
from referat.store.places import find_places
from tests.faults import harness
from tests.faults.harness import CHANGING, WRITING, Point, a_share, need_strace, points, run_failing, run_killed, surroundings
from tests.repositories import git, git_of, make_repository

OLD = {"meetings/replaced.md": b"old text\n" * 1500, "meetings/removed.md": b"removed\n"}
NEW = {"meetings/replaced.md": b"new text\n" * 2000, "meetings/made.md": b"made\n"}
OPERATIONS = str(Path(__file__).with_name("operations.py"))


def three(root: Path) -> list[str]:
    return [sys.executable, OPERATIONS, "three", str(root)]


def texts(root: Path) -> dict[str, bytes]:
    """All files under meetings/, hidden ones too."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "meetings").rglob("*") if path.is_file()}


def next_command(root: Path) -> None:
    with hold_lock(find_places(str(root)), wait=5):
        pass


class Books:
    """Fresh copies of one book, at one place."""

    def __init__(self, folder: Path, *, git: bool) -> None:
        self.root, self.kept = folder / "book", folder / "kept"
        if git:
            make_repository(self.kept, OLD)
        else:
            (self.kept / "meetings").mkdir(parents=True)
            for path, text in OLD.items():
                (self.kept / path).write_bytes(text)

    def fresh(self) -> Path:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.kept, self.root)
        return self.root

    def points(self, names: tuple[str, ...] | None = None) -> list[Point]:
        begin = harness.BEGIN if (self.kept / ".git").exists() else "/.cache"
        return points(three(self.fresh()), self.root.parent / "log", names, begin)


def whole(root: Path, said: bytes, where: Point) -> bool:
    """Whether the change stands; anything but all or nothing fails."""
    now = texts(root)
    assert now in (OLD, NEW), f"torn at {where}: {sorted(now)}"
    assert b"done" not in said or now == NEW, f"said done and was not at {where}"
    return now == NEW


def killed_at(books: Books, some: list[Point]) -> list[bool]:
    stands = []
    for point in some:
        root = books.fresh()
        done = run_killed(three(root), point)
        # a reader sees whole files at once, even before the next command puts several files in step
        assert set(texts(root).values()) <= {*OLD.values(), *NEW.values()}, point
        next_command(root)
        stands.append(whole(root, done.stdout, point))
        left = [path.name for path in (root / ".git/referat").glob("*")] if (root / ".git/referat").exists() else []
        assert left == [], f"left behind at {point}: {left}"
    return stands


def failing_at(books: Books, some: list[Point], error: str) -> list[bool]:
    stands = []
    for point in some:
        root = books.fresh()
        done = run_failing(three(root), point, error)
        next_command(root)
        stands.append(whole(root, done.stdout, point))
        assert stands[-1] or (done.returncode != 0 and done.stderr), f"silent at {point} {error}"
        assert b"/src/referat/" not in done.stderr, f"an error that nobody has worded at {point} {error}: {done.stderr.decode()}"
    return stands


def test_killed_in_a_change_of_three_files(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path, git=True)
    every = books.points()
    assert len(every) > 80
    assert set(killed_at(books, a_share(every))) == {True, False}


def test_a_full_disk_in_a_change_of_three_files(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path, git=True)
    assert set(failing_at(books, a_share(books.points(WRITING)), "ENOSPC")) == {True, False}


@pytest.mark.soak
def test_killed_at_every_call_of_a_change_of_three_files(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path, git=True)
    killed_at(books, books.points())


@pytest.mark.soak
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "ENOMEM"])
def test_every_error_at_every_call(home: Path, tmp_path: Path, error: str) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path, git=True)
    failing_at(books, books.points(WRITING), error)


@pytest.mark.soak
@pytest.mark.parametrize("error", ["killed", "ENOSPC", "EIO"])
def test_every_call_without_git(home: Path, tmp_path: Path, error: str) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path, git=False)
    if error == "killed":
        killed_at(books, books.points())
    else:
        failing_at(books, books.points(WRITING), error)


def test_the_order_of_calls_outlives_a_power_cut(home: Path, tmp_path: Path) -> None:
    """Texts and journal to the disk before the first swap, the folders before "done": else a power cut shows an empty file."""
    need_strace(tmp_path)
    books = Books(tmp_path, git=True)
    order = [point.name for point in books.points(("write", "fsync", "renameat2"))]
    swaps = [at for at, name in enumerate(order) if name == "renameat2"]
    assert len(swaps) == 3
    assert order[: swaps[0]].count("fsync") >= 2 + 2  # two new texts; the journal and its name
    assert order[swaps[-1] : len(order) - 1 - order[::-1].index("write")].count("fsync") >= 1


def test_one_file_is_on_the_disk_before_it_is_swapped_in(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    root = make_repository(tmp_path / "book", {"meetings/a.md": "one\n"})
    command = [sys.executable, OPERATIONS, "add", str(root), "meetings/a.md", "two"]
    order = [point.name for point in points(command, tmp_path / "log", ("write", "fsync", "renameat2"))]
    swap = order.index("renameat2")
    assert "fsync" in order[:swap]
    assert "fsync" in order[swap : len(order) - 1 - order[::-1].index("write")]


@pytest.mark.soak
def test_killed_at_every_call_while_saving(home: Path, tmp_path: Path) -> None:
    """At every call that changes the disk, git's own too: HEAD is the old or the new commit, and the next command saves without help."""
    need_strace(tmp_path)
    kept = make_repository(tmp_path / "kept", {"meetings/a.md": "one\n"})
    root = tmp_path / "book"
    command = [sys.executable, OPERATIONS, "save", str(root), "meetings/a.md", "two"]
    shutil.copytree(kept, root)
    for point in points(command, tmp_path / "log", CHANGING):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        done = run_killed(command, point)
        text = (root / "meetings/a.md").read_text(encoding="utf-8")
        assert text in ("one\n", "one\ntwo\n"), point
        saved = git_of(root).text("meetings/a.md")
        assert saved in (b"one\n", b"one\ntwo\n"), point
        if b"done" in done.stdout:
            assert (text, saved) == ("one\ntwo\n", b"one\ntwo\n"), point
        again = subprocess.run([*command[:-1], "three"], env=surroundings(), capture_output=True, check=False)
        assert again.returncode == 0, (point, again.stderr)
        assert git(root, "fsck", "--no-dangling") == "", point
        assert git(root, "status", "--porcelain") == "", point
