"""sync killed and failing at its system calls: both sides' events are there in the end, nothing is half done, and running it again is the way on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from referat.git.trust import record_trust
from tests.faults.harness import CHANGING, WRITING, Point, a_share, need_strace, one_of_each, points, run_failing, run_killed, surroundings
from tests.format.test_merge import BASE, added, done
from tests.format.test_merge import PATH as PAGE
from tests.repositories import git, git_of, make_repository, put

FULL = tuple(name for name in WRITING if name not in {"open", "openat", "close", "read", "pread64"})
OURS, THEIRS = done(BASE, "aaaa1"), added(done(BASE, "aaaa2"), "- [ ] @tore Ringe ^bbbb1")
BOTH = added(done(done(BASE, "aaaa1"), "aaaa2"), "- [ ] @tore Ringe ^bbbb1")
OTHER = "meetings/2026-03-04-velforening.md"


class Pair:
    """A book and the place where it meets the others, both written in, laid down anew each time at one place."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept = folder / "now", folder / "kept"
        there = make_repository(self.kept / "there", {PAGE: BASE})
        git(there, "config", "receive.denyCurrentBranch", "ignore")
        git(self.kept, "clone", "-q", "--no-hardlinks", str(there), "book")
        git(self.kept / "book", "remote", "set-url", "origin", "../there")
        for root, text in ((there, THEIRS), (self.kept / "book", OURS)):
            put(root, {PAGE: text})
            git(root, "commit", "-qam", "skrevet")
        put(there, {OTHER: BASE.replace("aaaa", "cccc").replace("2026-03-03", "2026-03-04")})
        git(there, "add", "-A")
        git(there, "commit", "-qm", "et møte til")
        self.fresh()

    @property
    def book(self) -> Path:
        return self.folder / "book"

    def fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder)
        record_trust(git_of(self.book))

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "referat", "sync", "--book", str(self.book)]

    def points(self, names: tuple[str, ...]) -> list[Point]:
        return points(self.command, self.folder.parent / "log", names)

    def after(self, where: Point) -> None:
        assert (self.book / PAGE).read_text(encoding="utf-8") in {OURS, BOTH}, f"torn at {where}"
        assert git(self.book, "fsck", "--no-dangling") == "", where
        assert git(self.folder / "there", "fsck", "--no-dangling") == "", where
        again = subprocess.run(self.command, env=surroundings(), capture_output=True, check=False)
        assert again.returncode == 0, (where, again.stderr.decode())
        assert (self.book / PAGE).read_text(encoding="utf-8") == BOTH, where
        assert git(self.book, "status", "--porcelain") == "", where
        assert git(self.book, "rev-parse", "HEAD") == git(self.folder / "there", "rev-parse", "main"), where
        assert git(self.book, "show", f"HEAD:{PAGE}") == BOTH.rstrip("\n"), where


def kill_at(pair: Pair, some: list[Point]) -> None:
    for point in some:
        pair.fresh()
        run_killed(pair.command, point)
        pair.after(point)


def fail_at(pair: Pair, some: list[Point], error: str) -> None:
    for point in some:
        pair.fresh()
        told = run_failing(pair.command, point, error)
        assert b"Traceback" not in told.stderr, f"{point} {error}: {told.stderr.decode()}"
        assert told.returncode == 0 or told.stderr, f"silent at {point} {error}"
        pair.after(point)


def test_sync_killed_while_it_changes_the_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    pair = Pair(tmp_path)
    every = pair.points(CHANGING)
    assert len(every) > 20
    kill_at(pair, a_share(every))


def test_sync_on_a_full_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    pair = Pair(tmp_path)
    pair.fresh()
    fail_at(pair, a_share(pair.points(FULL)), "ENOSPC")


@pytest.mark.soak
@pytest.mark.parametrize("error", ["", "ENOSPC", "EIO"])
def test_sync_at_every_kind_of_call(home: Path, tmp_path: Path, error: str) -> None:
    need_strace(tmp_path)
    pair = Pair(tmp_path)
    some = one_of_each(pair.command, tmp_path / "log", FULL if error else CHANGING)
    assert 20 < len(some) < 150
    if error:
        fail_at(pair, some, error)
    else:
        kill_at(pair, some)
