import errno
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from referat.errors import Exit
from referat.store import disk_errors, journal, lock
from referat.store.lock import hold_lock
from referat.store.places import Places, find_places
from tests.repositories import git, put

HOLD = """
import sys, time
from referat.store.lock import hold_lock
from referat.store.places import find_places
with hold_lock(find_places(sys.argv[1])) as held:
    print("held", flush=True)
    sys.stdin.read()
"""


def hold_elsewhere(root: Path) -> "subprocess.Popen[str]":
    """Another process that holds the book's lock until its standard input is closed."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", HOLD, str(root)]
    other = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def let_go(other: "subprocess.Popen[str]") -> None:
    other.communicate()


@pytest.fixture(params=["git", "no git"])
def places(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Places:
    put(tmp_path, {"meetings/a.md": "x\n"})
    if request.param == "git":
        git(tmp_path, "init", "--quiet")
    return find_places(str(tmp_path))


def test_one_at_a_time_and_the_holder_is_named(places: Places) -> None:
    other = hold_elsewhere(Path(places.root))
    try:
        begun = time.monotonic()
        with pytest.raises(disk_errors.BookLocked) as refused, hold_lock(places, wait=0.2):
            pass
        assert time.monotonic() - begun < 2
        assert f"process {other.pid} on " in str(refused.value)
        assert refused.value.exit == Exit.LOCKED
    finally:
        let_go(other)
    with hold_lock(places, wait=5):
        pass


def test_nobody_comes_before_those_who_stand_in_line(places: Places) -> None:
    base, names, _ = places.lock
    with hold_lock(places):
        pass  # the folder is there now
    line = os.open(Path(base, *names), os.O_RDONLY)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        with pytest.raises(disk_errors.BookLocked), hold_lock(places, wait=0.05):
            pass
    finally:
        os.close(line)
    with hold_lock(places, wait=5):
        pass


def test_who_waits_long_is_told_for_whom(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    other, told = hold_elsewhere(Path(places.root)), list[str]()

    def tell(holder: str) -> None:
        told.append(holder)
        let_go(other)

    with hold_lock(places, tell_holder=tell):
        pass
    assert [one.partition(" on ")[0] for one in told] == [f"process {other.pid}"]


def test_without_a_line_who_has_waited_long_looks_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, pauses = [0.0], list[tuple[float, float]]()

    def sleep(seconds: float) -> None:
        pauses.append((clock[0], seconds))
        clock[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", sleep)
    assert sum(1 for _ in lock._tries(20.0)) == len(pauses) + 1
    assert 19.99 < clock[0] < 20.1
    assert max(pause for at, pause in pauses if 0.5 < at < 1) > 5 * max(pause for at, pause in pauses if at > 15)


def test_the_next_in_line_gets_it_when_it_is_let_go(places: Places) -> None:
    other = hold_elsewhere(Path(places.root))
    other.stdin.close()  # type: ignore[union-attr]
    with hold_lock(places, wait=10):
        pass
    other.wait()
    other.stdout.close()  # type: ignore[union-attr]


def test_a_killed_holder_leaves_no_lock(places: Places) -> None:
    other = hold_elsewhere(Path(places.root))
    other.kill()
    let_go(other)
    with hold_lock(places, wait=0):
        pass


def test_a_child_that_was_given_the_lock_keeps_it(places: Places) -> None:
    with hold_lock(places) as held:
        assert held.fd is not None
        orphan = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(held.fd,))
    with pytest.raises(disk_errors.BookLocked), hold_lock(places, wait=0.1):
        pass
    orphan.communicate(b"\n")
    with hold_lock(places, wait=5):
        pass


@pytest.fixture
def no_system_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(fd: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)


def held_file(places: Places) -> Path:
    base, names, name = places.lock
    return Path(base, *names, name + ".held")


def test_without_system_locks_a_file_stands_in(places: Places, no_system_locks: None) -> None:
    with hold_lock(places) as held:
        assert held.fd is None
        assert held_file(places).exists()
        with pytest.raises(disk_errors.BookLocked) as refused, hold_lock(places, wait=0.05):
            pass
        assert f"process {os.getpid()} on " in str(refused.value)
    assert not held_file(places).exists()


def test_a_stand_in_that_could_not_be_written_is_taken_away_again(places: Places, no_system_locks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_all_bytes", full)
        with pytest.raises(disk_errors.CannotLock), hold_lock(places, wait=0):
            pass
    assert not held_file(places).exists()
    with hold_lock(places, wait=0):
        pass


def test_a_stand_in_of_a_dead_process_is_taken_away(places: Places, no_system_locks: None) -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    with hold_lock(places):
        content = held_file(places).read_text(encoding="utf-8")
    held_file(places).write_text(content.replace(f"process {os.getpid()} ", f"process {done.pid} "), encoding="utf-8")
    with hold_lock(places, wait=1):
        pass


def test_a_stand_in_of_a_later_process_with_the_same_number_is_taken_away(places: Places, no_system_locks: None) -> None:
    with hold_lock(places):
        words = held_file(places).read_text(encoding="utf-8").split()
    words[-1] = "1"
    held_file(places).write_text(" ".join(words) + "\n", encoding="utf-8")
    with hold_lock(places, wait=1):
        pass


@pytest.mark.parametrize("content", ["process 1 on elsewhere since 1\n", "", "nonsense\n"])
def test_a_stand_in_that_may_be_alive_is_waited_for(places: Places, no_system_locks: None, content: str) -> None:
    with hold_lock(places):
        pass
    held_file(places).write_text(content, encoding="utf-8")
    with pytest.raises(disk_errors.BookLocked), hold_lock(places, wait=0.05):
        pass
    assert held_file(places).read_text(encoding="utf-8") == content


def test_a_stand_in_whose_maker_was_killed_while_making_it_is_taken_away(places: Places, no_system_locks: None) -> None:
    with hold_lock(places):
        pass
    held_file(places).touch()
    os.utime(held_file(places), (1, 1))
    with hold_lock(places, wait=1):
        pass


def test_breaking_a_stale_lock_puts_back_one_that_was_taken_meanwhile(tmp_path: Path) -> None:
    from referat.store.within import folder

    (tmp_path / "lock.held").write_bytes(b"process 5 on here since 5\n")
    with folder(str(tmp_path), []) as here:
        lock._break_lock(here, "lock.held", b"process 4 on here since 4\n")
    assert (tmp_path / "lock.held").read_bytes() == b"process 5 on here since 5\n"
    assert [path.name for path in tmp_path.iterdir()] == ["lock.held"]


@pytest.mark.parametrize("plant", ["link", "folder", "pipe", "hard link"])
def test_a_planted_lock_is_not_followed(home: Path, tmp_path: Path, plant: str) -> None:
    put(tmp_path, {"book/meetings/a.md": "x\n", "precious": "mine"})
    git(tmp_path / "book", "init", "--quiet")
    target = tmp_path / "book/.git/referat.lock"
    if plant == "link":
        target.symlink_to(tmp_path / "precious")
    elif plant == "folder":
        target.mkdir()
    elif plant == "pipe":
        os.mkfifo(target)
    else:
        target.hardlink_to(tmp_path / "precious")
    with pytest.raises(disk_errors.CannotLock), hold_lock(find_places(str(tmp_path / "book")), wait=0.1):
        pass
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "mine"


def test_a_bare_repository_is_refused(home: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare")
    (tmp_path / "meetings").mkdir()
    with pytest.raises(disk_errors.BareRepository), hold_lock(find_places(str(tmp_path))):
        pass
