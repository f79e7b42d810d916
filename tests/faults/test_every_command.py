"""Every command that writes, killed at any moment and on a disk that is full: nothing is lost or torn, and there is a way on in the tool.

STOPS says how often each command is killed: 3 times if not given; .ci/run has it done 20 times, `make soak` 200 times.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from referat.changes import taken_ids
from tests.approved_books import M1, M2, M3, M4, M5, Ran, change, copy, done, fast_disk, referat, template
from tests.repositories import git, home

__all__ = ["fast_disk", "home", "template"]

KILLS = int(os.environ.get("STOPS", "3"))
BY = ("--by", "Signe Haugstad")
DAY = "2024-06-01"
NEW_DAY = "2024-06-12"
OLD_MINUTES = "Møte i styret 10.05.2023\nTil stede: Signe Haugstad, Oddvar Bråten\n\nSak 1 Brua\nOddvar ringer kommunen.\n"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7s0mKeyThatNobodyHasAndNobodyEverHad0abcdefg signe@example.org\n"


def nothing(book: Path) -> None:
    pass


def put_beside(name: str, text: str) -> Callable[[Path], None]:
    def put(book: Path) -> None:
        (book.parent / name).write_text(text, encoding="utf-8")

    return put


@dataclass(frozen=True)
class Command:
    """What is typed, after what has been done by hand; {beside} is the folder in which the book lies."""

    words: tuple[str, ...]
    before: Callable[[Path], None] = nothing


def some_writing(book: Path) -> None:
    change(book, M5, "retningen", "retningen og farten")


def a_box_without_id(book: Path) -> None:
    change(book, M5, "## 3.", "- [ ] @signe Bestill kart frist:1.9\n\n## 3.")


def a_correction(book: Path) -> None:
    change(book, M2, "retningen", "retningen og farten")


COMMANDS: dict[str, Command] = {
    "done": Command(("done", "02k14a", "03k13a")),
    "defer": Command(("defer", "02k14a", "--due", "2025-01-15")),
    "assign": Command(("assign", "02k14a", "@signe")),
    "drop": Command(("drop", "02k14b")),
    "start": Command(("start", "02k14b")),
    "add": Command(("add", "Ring snekkeren", "--owner", "signe", "--group", "styret")),
    "new": Command(("new", "styret", "--date", NEW_DAY)),
    "rename": Command(("rename", M5, "2024-05-09-styret")),
    "check --fix": Command(("check", "--fix"), a_box_without_id),
    "save": Command(("save",), some_writing),
    "import": Command(("import", "{beside}/gammelt.txt", "--group", "styret"), put_beside("gammelt.txt", OLD_MINUTES)),
    "circulate": Command(("circulate", M5, "--force", "en prøve", "--out", "{beside}/copies"), some_writing),
    "approve": Command(("approve", M4, "--in", M5, *BY)),
    "withdraw": Command(("withdraw", M3)),
    "withdraw a correction": Command(("withdraw", M1)),
    "correct": Command(("correct", M2, "--in", M5, *BY), a_correction),
    "signers add": Command(("signers", "add", "Signe Haugstad", "{beside}/key.pub"), put_beside("key.pub", KEY)),
}


def a_meeting_to_come(book: Path) -> None:
    done(referat(book, "new", "styret", "--date", NEW_DAY, day=DAY))
    done(referat(book, "save", day=DAY))


def a_renamed_one(book: Path) -> None:
    done(referat(book, "rename", M5, "2024-05-09-styret", day=DAY))


# Those that take a name away.
MOVING: dict[str, Command] = {
    **{name: COMMANDS[name] for name in ("rename", "withdraw a correction")},
    "move": Command(("move", NEW_DAY, "--date", "2024-06-19"), a_meeting_to_come),
    "undo": Command(("undo",), a_renamed_one),
}


class Books:
    """Fresh copies of one book at one place, ready for a command; and the command, in a process of its own that can be killed."""

    def __init__(self, template: Path, folder: Path, command: Command) -> None:
        self.root, self.command = folder / "book", command
        self.kept, self.home = folder / "kept", Path(os.environ["HOME"])
        copy(template, self.root)
        done(referat(self.root, "verify", day=DAY))
        command.before(self.root)
        self.root.rename(self.kept)
        self.kept_home = folder / "kept home"
        shutil.copytree(self.home, self.kept_home, symlinks=True)

    def fresh(self) -> None:
        for there, kept in ((self.root, self.kept), (self.home, self.kept_home)):
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(kept, there, symlinks=True)

    def texts(self) -> dict[str, bytes]:
        """All files of the book, but those that only we or git look at."""
        files = (path for path in self.root.rglob("*") if path.is_file() and path.relative_to(self.root).parts[0] != ".git")
        return {str(path.relative_to(self.root)): path.read_bytes() for path in files if ".referat-" not in path.name}

    def run(self) -> Ran:
        """The command, where the ids that it makes up are the same every time."""
        words = [word.format(beside=self.root.parent) for word in self.command.words]
        with patch.object(taken_ids, "random_sign", random.Random(1).choice):
            return referat(self.root, *words, day=DAY)

    def started(self) -> tuple[int, Path]:
        """The command in a process group of its own; what it says goes to a file as soon as it is said."""
        said = self.root.parent / "said"
        said.write_bytes(b"")
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                os.setsid()
                ran = self.run()
                said.write_text(ran.out, encoding="utf-8")
                code = ran.code
            finally:
                os._exit(code)
        return pid, said


def killed(books: Books, moment: float, *, whole: bool) -> str:
    """Run the command and kill it, alone or with the git that it has started, after so many seconds; returns what it said."""
    pid, said = books.started()
    time.sleep(moment)
    if whole:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:  # it has no group of its own yet
            os.kill(pid, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return said.read_text(encoding="utf-8")


def goes_on(books: Books, old: Mapping[str, bytes], new: Mapping[str, bytes], said: str, where: str) -> None:
    """All or nothing stands, `save` or the same words again finish it, and the book is then whole, saved and verified."""
    torn = [path for path, data in books.texts().items() if data not in (old.get(path), new.get(path))]
    assert not torn, f"torn {where}: {torn}"
    saved = referat(books.root, "save", day=DAY)
    now = books.texts()
    assert now in (old, new), f"a part is there {where}: {sorted(path for path in {*old, *now} if old.get(path) != now.get(path))}"
    assert not said or now == new, f"said and not done {where}: {said}"
    if saved.code != 0:
        assert now == old, f"a dead end {where}: {saved.err}"
        again = books.run()
        assert again.code == 0, f"a dead end {where}: {saved.err}{again.err}"
        done(referat(books.root, "save", day=DAY))
    assert git(books.root, "status", "--porcelain") == "", where
    assert git(books.root, "fsck", "--connectivity-only", "--no-dangling") == "", where
    ran = referat(books.root, "verify", day=DAY)
    assert ran.code == 0, f"{where}: {ran.out}"


def both(books: Books) -> tuple[dict[str, bytes], dict[str, bytes], float]:
    """The book as it was, as the command makes it, and how long that takes."""
    books.fresh()
    old, begun = books.texts(), time.monotonic()
    pid, _ = books.started()
    _, status = os.waitpid(pid, 0)
    took = time.monotonic() - begun
    assert os.waitstatus_to_exitcode(status) == 0, done(books.run())
    return old, books.texts(), took


def kill_often(books: Books, times: int) -> None:
    old, new, took = both(books)
    chance = random.Random(times)
    for number in range(times):
        moment, whole = chance.uniform(0, took), bool(number % 2)
        books.fresh()
        said = killed(books, moment, whole=whole)
        goes_on(books, old, new, said, f"{number}: killed after {moment:.3f} of {took:.3f} s")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_can_be_finished(name: str, template: Path, home: Path, tmp_path: Path) -> None:
    kill_often(Books(template, tmp_path, COMMANDS[name]), KILLS)


@pytest.mark.parametrize("name", MOVING)
def test_a_command_that_is_killed_with_its_git_once_the_entry_stands_leaves_nothing_in_gits_list(
    name: str, template: Path, home: Path, tmp_path: Path
) -> None:
    """Git moves the branch first and its list of files after that: in between, the list still has the name that went."""
    books = Books(template, tmp_path, MOVING[name])
    books.fresh()
    hook = home / "hooks" / "reference-transaction"
    hook.parent.mkdir()
    hook.write_text('#!/bin/sh\n[ "$1" != committed ] || kill -9 0\n', encoding="utf-8")
    hook.chmod(0o755)
    old, before = books.texts(), git(books.root, "rev-parse", "HEAD")
    git(books.root, "config", "--global", "core.hooksPath", str(hook.parent))
    pid, said = books.started()
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    git(books.root, "config", "--global", "--unset", "core.hooksPath")
    assert git(books.root, "rev-parse", "HEAD") != before
    goes_on(books, old, books.texts(), said.read_text(encoding="utf-8"), "killed once the entry stands")


@pytest.mark.soak
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_two_hundred_times_can_be_finished(name: str, template: Path, home: Path, tmp_path: Path) -> None:
    kill_often(Books(template, tmp_path, COMMANDS[name]), 200)


# ---------------------------------------------------------------- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes; skips where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free."""
    with open(disk / "ballast", "wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    os.truncate(disk / "ballast", (disk / "ballast").stat().st_size - left)


def fill_at_every_step(books: Books, steps: range) -> None:
    old, new, _ = both(books)
    for left in steps:
        books.fresh()
        fill(books.root.parent, left)
        ran = books.run()
        assert "Traceback" not in ran.err, f"{left} bytes left: {ran.err}"
        assert ran.code != 70, f"{left} bytes left: {ran.err}"
        assert ran.code == 0 or ran.err, f"silent with {left} bytes left"
        (books.root.parent / "ballast").unlink()
        goes_on(books, old, new, "" if ran.code else "done", f"with {left} bytes left, {ran.code}: {ran.err}")


@pytest.fixture
def home_there(small_disk: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home folder, and with it what is kept outside the book, on the same small disk."""
    shutil.copytree(home, small_disk / "home")
    monkeypatch.setenv("HOME", str(small_disk / "home"))


@pytest.mark.parametrize("name", ["done", "correct", "withdraw"])
def test_a_command_on_a_full_disk_can_be_finished(name: str, template: Path, small_disk: Path, home_there: None) -> None:
    fill_at_every_step(Books(template, small_disk, COMMANDS[name]), range(0, 40_960, 8192))


@pytest.mark.soak
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_on_a_full_disk_can_be_finished(name: str, template: Path, small_disk: Path, home_there: None) -> None:
    fill_at_every_step(Books(template, small_disk, COMMANDS[name]), range(0, 163_840, 4096))
