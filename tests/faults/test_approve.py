"""approve, killed and failing at its system calls: both files are approved or neither, and the same words typed again finish the work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.approved_books import BOOK, M1, M2
from tests.faults.harness import CHANGING, WRITING, Point, a_share, need_strace, points, run_failing, run_killed, surroundings
from tests.repositories import git, make_repository

FULL = tuple(name for name in WRITING if name not in {"open", "openat", "close", "read", "pread64"})
PAGES = (f"meetings/{M1}.md", f"meetings/{M2}.md")


class Approving:
    """Fresh copies of one book in which the first minutes wait to be approved in the second."""

    def __init__(self, folder: Path) -> None:
        self.root, self.kept = folder / "book", make_repository(folder / "kept", BOOK)
        self.command = [
            sys.executable,
            "-m",
            "referat",
            "approve",
            M1,
            "--in",
            M2,
            "--item",
            "2",
            "--by",
            "Signe Haugstad",
            "--book",
            str(self.root),
            "--today",
            "2024-02-14",
        ]

    def fresh(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.kept, self.root)

    def points(self, names: tuple[str, ...]) -> list[Point]:
        self.fresh()
        return points(self.command, self.root.parent / "log", names)

    def approved(self) -> tuple[bool, bool]:
        """Whether each file says so now: the minutes, and those that approve them."""
        first, second = ((self.root / path).read_text(encoding="utf-8") for path in PAGES)
        assert first.endswith("\n"), "torn"
        assert second.endswith("\n"), "torn"
        return "\napproval: {" in first, "\napproves:" in second

    def after(self, where: str) -> None:
        """The same words again finish what was begun: both files, one entry in the history, a clean and whole repository."""
        again = subprocess.run(self.command, env=surroundings(), capture_output=True, check=False)
        assert b"Traceback" not in again.stderr, (where, again.stderr.decode())
        if git(self.root, "status", "--porcelain"):
            subprocess.run([*self.command[:3], "save", "--book", str(self.root)], env=surroundings(), capture_output=True, check=True)
        assert self.approved() == (True, True), (where, again.stderr.decode())
        assert git(self.root, "status", "--porcelain") == "", where
        assert git(self.root, "fsck", "--no-dangling") == "", where
        for path in PAGES:
            assert git(self.root, "show", f"HEAD:{path}").strip() == (self.root / path).read_text(encoding="utf-8").strip(), where


def kill_at(book: Approving, some: list[Point]) -> None:
    for point in some:
        book.fresh()
        said = run_killed(book.command, point).stdout
        assert not said or book.approved() == (True, True), f"said and not done at {point}"
        book.after(str(point))


def fail_at(book: Approving, some: list[Point], error: str) -> None:
    for point in some:
        book.fresh()
        run = run_failing(book.command, point, error)
        assert b"Traceback" not in run.stderr, f"{point} {error}: {run.stderr.decode()}"
        assert run.returncode != 0 or book.approved() == (True, True), f"silent at {point} {error}"
        book.after(f"{point} {error}")


def test_approve_killed_while_it_changes_the_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    book = Approving(tmp_path)
    every = book.points(CHANGING)
    assert len(every) > 20
    kill_at(book, a_share(every))


def test_approve_on_a_full_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    book = Approving(tmp_path)
    fail_at(book, a_share(book.points(FULL)), "ENOSPC")


@pytest.mark.soak
def test_approve_killed_at_every_call_that_changes_the_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    book = Approving(tmp_path)
    kill_at(book, book.points(CHANGING))


@pytest.mark.soak
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_approve_fails_at_every_call(home: Path, tmp_path: Path, error: str) -> None:
    need_strace(tmp_path)
    book = Approving(tmp_path)
    fail_at(book, book.points(FULL), error)
