"""Several commands at once, an editor beside them, and commands that are killed: nothing that was said to be done is ever lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.harness import STOPS, surroundings
from tests.repositories import git, git_of, make_repository

OPERATIONS = str(Path(__file__).with_name("operations.py"))
WRITERS = 8
# How many changes each of them makes: with few stops also few of these.
CHANGES, ROUNDS = (100, 5) if STOPS >= 20 else (25, 2)


def start(*words: str) -> "subprocess.Popen[bytes]":
    """Begin a command in a process group of its own."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, OPERATIONS, *words], env=surroundings(), stdout=pipe, stderr=pipe, start_new_session=True)


def finish(running: "list[subprocess.Popen[bytes]]") -> None:
    for one in running:
        _, said = one.communicate(timeout=300)
        assert one.returncode == 0, said.decode()


def lines(root: Path, path: str) -> list[str]:
    return (root / path).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("files", "kept"),
    [(1, "git"), (WRITERS, "no git"), pytest.param(1, "no git", marks=pytest.mark.soak), pytest.param(WRITERS, "git", marks=pytest.mark.soak)],
)
def test_eight_writers_of_many_changes_each(home: Path, tmp_path: Path, files: int, kept: str) -> None:
    root = tmp_path / "book"
    paths = [f"meetings/{number % files}.md" for number in range(WRITERS)]
    if kept == "git":
        make_repository(root, dict.fromkeys(paths, "first\n"))
    else:
        (root / "meetings").mkdir(parents=True)
        for path in paths:
            (root / path).write_text("first\n", encoding="utf-8")
    finish([start("many", str(root), path, str(number), str(CHANGES)) for number, path in enumerate(paths)])
    written = [line for path in set(paths) for line in lines(root, path) if line != "first"]
    assert sorted(written) == sorted(f"{writer}-{number}" for writer in range(WRITERS) for number in range(CHANGES))
    assert sorted(path.name for path in (root / "meetings").iterdir()) == sorted(Path(path).name for path in set(paths))


def saves_at_once(root: Path, changes: int) -> None:
    """Eight commands at a time that each save one line; all lines and all commits must be there."""
    make_repository(root, {"meetings/a.md": "first\n", "other.txt": "x\n"})
    (root / "other.txt").write_text("staged\n", encoding="utf-8")
    git(root, "add", "other.txt")
    words = [f"w{number}" for number in range(changes)]
    for first in range(0, changes, WRITERS):
        finish([start("save", str(root), "meetings/a.md", word) for word in words[first : first + WRITERS]])
    assert sorted(lines(root, "meetings/a.md")) == sorted(["first", *words])
    assert sorted(git(root, "log", "--format=%s", "HEAD~" + str(changes) + "..").splitlines()) == sorted(f"add {word}" for word in words)
    assert git(root, "status", "--porcelain") == "M  other.txt"
    git(root, "fsck", "--strict")


def test_eight_at_once_save_in_the_history(home: Path, tmp_path: Path) -> None:
    saves_at_once(tmp_path / "book", WRITERS)


@pytest.mark.soak
def test_eight_at_once_save_a_hundred_times_each(home: Path, tmp_path: Path) -> None:
    saves_at_once(tmp_path / "book", 100 * WRITERS)


def stands(file: Path, mine: list[str]) -> bool:
    return set(mine) <= set(file.read_text(encoding="utf-8").splitlines())


def edit_beside_a_writer(root: Path, saves: int) -> None:
    """An editor saves its own text by renaming, as editors do; each save must stand, or be built upon, until the next."""
    file = make_repository(root, {"meetings/a.md": ""}) / "meetings/a.md"
    writers = [start("many", str(root), "meetings/a.md", f"w{number}", "100000") for number in range(2)]
    mine: list[str] = []
    lost = []
    try:
        while len(mine) < saves:
            mine.append(f"e{len(mine)}")
            other = root / "meetings/.a.md.swp"
            other.write_text("".join(f"{line}\n" for line in mine), encoding="utf-8")
            other.replace(file)
            time.sleep(random.uniform(0, 0.004))
            if not stands(file, mine):
                time.sleep(0.2)  # a writer that came too late is putting the save back just now
                lost += [] if stands(file, mine) else [mine[-1]]
        for _ in range(200):
            if any(line.startswith("w") for line in lines(root, "meetings/a.md")):
                break
            time.sleep(0.05)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert lost == []
    assert any(line.startswith("w") for line in lines(root, "meetings/a.md")), "the writers never got a word in"


def test_an_editor_that_saves_at_the_same_time_loses_nothing(home: Path, tmp_path: Path) -> None:
    edit_beside_a_writer(tmp_path / "book", 2 * CHANGES)


@pytest.mark.soak
def test_an_editor_that_saves_five_thousand_times_loses_nothing(home: Path, tmp_path: Path) -> None:
    edit_beside_a_writer(tmp_path / "book", 5000)


def kill_storm(root: Path, changes: int, seed: int) -> None:
    """Eight commands at a time, a third of them killed at any moment, alone or with their git; what said done must be there."""
    make_repository(root, {"meetings/a.md": "first\n"})
    chance = random.Random(seed)
    done: list[str] = []
    killed = 0
    for first in range(0, changes, WRITERS):
        running = [(f"w{number}", start("save", str(root), "meetings/a.md", f"w{number}")) for number in range(first, min(first + WRITERS, changes))]
        for _, one in running:
            if chance.random() < 0.35:
                time.sleep(chance.uniform(0, 0.12))
                killed += 1
                if chance.random() < 0.5:
                    one.kill()
                else:
                    os.killpg(one.pid, signal.SIGKILL)
        for word, one in running:
            said, error = one.communicate(timeout=120)
            assert one.returncode in (0, -signal.SIGKILL), (word, error.decode())
            if f"done {word}".encode() in said:
                done.append(word)
    finish([start("save", str(root), "meetings/a.md", "last")])
    there = lines(root, "meetings/a.md")
    assert killed
    assert len(there) == len(set(there)), "a line twice"
    assert [word for word in [*done, "last"] if word not in there] == []
    assert (git_of(root).text("meetings/a.md") or b"").decode().splitlines() == there
    git(root, "fsck", "--connectivity-only")
    assert git(root, "status", "--porcelain") == ""


def test_a_storm_of_kills_loses_nothing_that_was_done(home: Path, tmp_path: Path) -> None:
    kill_storm(tmp_path / "book", ROUNDS * WRITERS, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_a_long_storm_of_kills_loses_nothing_that_was_done(home: Path, tmp_path: Path, seed: int) -> None:
    kill_storm(tmp_path / "book", 100 * WRITERS, seed)
