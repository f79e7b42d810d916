"""The real `referat done`, killed and failed on its way: the file and the history are old or new, and what it said is true."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.harness import CHANGING, Point, need_strace, points, run_failing, run_killed, surroundings
from tests.repositories import door, git, make_repository
from tests.small_books import minutes

PATH = "meetings/2026-03-02-styret.md"
OLD = minutes("2026-03-02", "## 1. Saker\n\n- [ ] @ola ringer banken ^7qk2m\n\n- [ ] @kari skriver brev ^a4x9p\n")


def referat(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "referat", *words, "--book", str(root)]


def done(root: Path, action: str) -> list[str]:
    return referat(root, "done", action, "--today", "2026-03-31")


class Books:
    """Fresh copies of one book, and what it is after the change."""

    def __init__(self, folder: Path) -> None:
        self.root, self.kept = folder / "book", make_repository(folder / "kept", {PATH: OLD})
        self.log = folder / "log"
        subprocess.run(done(self.fresh(), "7qk2m"), env=surroundings(), check=True, capture_output=True)
        self.new = self.text()
        assert self.new != OLD
        assert door(self.root).text(PATH) == self.new.encode()

    def fresh(self) -> Path:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.kept, self.root)
        return self.root

    def text(self) -> str:
        return (self.root / PATH).read_text(encoding="utf-8")

    def points(self) -> list[Point]:
        return points(done(self.fresh(), "7qk2m"), self.log, CHANGING)

    def check(self, code: int, point: Point) -> None:
        """The state after a run that ended with `code` (negative: killed), and that the next commands need no help."""
        text, saved = self.text(), door(self.root).text(PATH)
        assert text in (OLD, self.new), f"torn at {point}"
        assert saved in (OLD.encode(), self.new.encode()), f"torn in the history at {point}"
        if code == 0:
            assert (text, saved) == (self.new, self.new.encode()), f"said done and was not at {point}"
        after = subprocess.run(done(self.root, "a4x9p"), env=surroundings(), capture_output=True, check=False)
        assert after.returncode == 0, (point, after.stderr.decode())
        subprocess.run(referat(self.root, "save"), env=surroundings(), capture_output=True, check=False)
        assert git(self.root, "status", "--porcelain") == "", point
        assert git(self.root, "fsck", "--no-dangling") == "", point


def killed(books: Books, some: list[Point]) -> None:
    for point in some:
        books.check(run_killed(done(books.fresh(), "7qk2m"), point).returncode, point)


def failing(books: Books, some: list[Point], error: str) -> None:
    for point in some:
        books.check(run_failing(done(books.fresh(), "7qk2m"), point, error).returncode, point)


def test_done_is_killed(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    killed(books, books.points()[::10])


def test_done_on_a_full_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    failing(books, books.points()[5::15], "ENOSPC")


@pytest.mark.soak
@pytest.mark.parametrize("what", ["killed", "ENOSPC", "EIO"])
def test_done_at_every_call(home: Path, tmp_path: Path, what: str) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    if what == "killed":
        killed(books, books.points())
    else:
        failing(books, books.points(), what)
