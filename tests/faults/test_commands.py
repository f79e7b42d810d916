"""The real commands, killed and failing at their system calls, many at once, and beside an editor: nothing that was said is lost."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from referat.book import Book
from referat.model.action import State
from tests.changes.bjorkerud import CIRCULATED, FILES, text_of
from tests.faults.harness import CHANGING, WRITING, Point, a_share, need_strace, points, run_failing, run_killed, surroundings
from tests.repositories import git, git_of, make_repository

WRITERS = 8
# Opening and reading also load the interpreter's own modules, long before the book: the writer's own test fails those.
FULL = tuple(name for name in WRITING if name not in {"open", "openat", "close", "read", "pread64"})
CHANGES = str(Path(__file__).with_name("changes.py"))
OLD = FILES[CIRCULATED]
NEW = OLD.replace("- [ ] @haakon Skift strømleverandør ^str0m\n", "- [x] @haakon Skift strømleverandør ^str0m\n  - 2024-03-20 ferdig\n")


class Books:
    """Fresh copies of one book, at one place."""

    def __init__(self, folder: Path) -> None:
        self.root, self.kept = folder / "book", make_repository(folder / "kept", FILES)

    def fresh(self) -> Path:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.kept, self.root)
        return self.root

    @property
    def done(self) -> list[str]:
        return [sys.executable, "-m", "referat", "done", "str0m", "--book", str(self.root), "--today", "2024-03-20"]

    def points(self, names: tuple[str, ...]) -> list[Point]:
        self.fresh()
        return points(self.done, self.root.parent / "log", names)


def after(books: Books, where: Point, said: bytes) -> None:
    """The file is old or new, its history too, nothing else has moved, and the same command finishes the work."""
    root = books.root
    now, saved = text_of(root, CIRCULATED), git_of(root).text(CIRCULATED)
    assert now in (OLD, NEW), f"torn at {where}"
    assert saved in (OLD.encode(), NEW.encode()), f"torn in the history at {where}"
    assert b"str0m" not in said or now == NEW, f"said done and was not at {where}"
    assert {path: text_of(root, path) for path in FILES if path != CIRCULATED} == {path: text for path, text in FILES.items() if path != CIRCULATED}
    again = subprocess.run(books.done, env=surroundings(), capture_output=True, check=False)
    assert again.returncode == 0, (where, again.stderr.decode())
    assert text_of(root, CIRCULATED) == NEW, where
    if git(root, "status", "--porcelain"):
        subprocess.run([*books.done[:3], "save", "--book", str(root)], env=surroundings(), capture_output=True, check=True)
    assert git_of(root).text(CIRCULATED) == NEW.encode(), where
    assert git(root, "status", "--porcelain") == "", where
    assert git(root, "fsck", "--no-dangling") == "", where


def kill_at(books: Books, some: list[Point]) -> None:
    for point in some:
        books.fresh()
        after(books, point, run_killed(books.done, point).stdout)


def fail_at(books: Books, some: list[Point], error: str) -> None:
    for point in some:
        books.fresh()
        done = run_failing(books.done, point, error)
        stands = text_of(books.root, CIRCULATED) == NEW
        assert done.returncode != 0 or stands, f"silent at {point} {error}"
        assert done.returncode == 0 or done.stderr, f"silent at {point} {error}"
        assert b"Traceback" not in done.stderr, f"{point} {error}: {done.stderr.decode()}"
        after(books, point, done.stdout)


def test_done_killed_while_it_changes_the_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    every = books.points(CHANGING)
    assert len(every) > 20
    kill_at(books, a_share(every))


def test_done_on_a_full_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    fail_at(books, a_share(books.points(FULL)), "ENOSPC")


@pytest.mark.soak
def test_done_killed_at_every_call_that_changes_the_disk(home: Path, tmp_path: Path) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    kill_at(books, books.points(CHANGING))


@pytest.mark.soak
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_done_fails_at_every_call(home: Path, tmp_path: Path, error: str) -> None:
    need_strace(tmp_path)
    books = Books(tmp_path)
    fail_at(books, books.points(FULL), error)


# ---------------------------------------------------------------- many at once


def minutes_of(ids: list[str]) -> str:
    lines = "\n".join(f"- [ ] @berte Gjør oppgave nummer {number} ^{action_id}" for number, action_id in enumerate(ids))
    return f"---\ntittel: Møte\ndato: 2024-03-13\nstatus: utkast\n---\n\n{lines}\n"


def write_at_once(root: Path, files: int, changes: int, save: str) -> None:
    """Eight writers, each with its own actions, in one file or in a file each."""
    ids = [[f"w{writer}-{number:03}" for number in range(changes)] for writer in range(WRITERS)]
    shares = [[one for mine in ids for one in mine]] if files == 1 else ids
    book = {f"meetings/2024-03-13-{number}.md": minutes_of(share) for number, share in enumerate(shares)}
    make_repository(root, {"meetings/book.yaml": "språk: nb\n", **book})
    pipe = subprocess.PIPE
    running = [subprocess.Popen([sys.executable, CHANGES, str(root), save, *mine], env=surroundings(), stdout=pipe, stderr=pipe) for mine in ids]
    for one, mine in zip(running, ids, strict=True):
        out, error = one.communicate(timeout=500)
        assert one.returncode == 0, error.decode()
        assert out.decode().split() == mine
    actions = Book.open(root).actions
    assert len(actions) == WRITERS * changes
    assert all(action.state is State.DONE for action in actions)
    assert all([event.words for event in action.changes] == ["done"] for action in actions)
    if save == "yes":
        assert len(git(root, "log", "--format=%s").splitlines()) == 1 + WRITERS * changes
        assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(("files", "save"), [(1, "yes"), (WRITERS, "no")])
def test_eight_at_once(home: Path, tmp_path: Path, files: int, save: str) -> None:
    write_at_once(tmp_path / "book", files, 4, save)


@pytest.mark.soak
@pytest.mark.parametrize(("files", "save"), [(1, "no"), (WRITERS, "no"), (1, "yes"), (WRITERS, "yes")])
def test_eight_at_once_a_hundred_times_each(home: Path, tmp_path: Path, files: int, save: str) -> None:
    write_at_once(tmp_path / "book", files, 100, save)


def test_an_editor_that_saves_at_the_same_time_loses_nothing(home: Path, tmp_path: Path) -> None:
    """She writes notes in the file while commands tick its actions; her editor reads the file again before each save, as editors offer to."""
    ids = [f"w0-{number:03}" for number in range(20)]
    path = "meetings/2024-03-13-0.md"
    root = make_repository(tmp_path / "book", {path: minutes_of(ids)})
    running = subprocess.Popen([sys.executable, CHANGES, str(root), "no", *ids], env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    notes: list[str] = []
    while running.poll() is None:
        text = (root / path).read_text(encoding="utf-8")
        notes.append(f"Notat {len(notes)}.")
        other = root / "meetings/.kladd"
        other.write_text(text + notes[-1] + "\n", encoding="utf-8")
        other.replace(root / path)
        time.sleep(0.02 * 1.05 ** len(notes))  # ever longer: on a busy machine a change that has to be made again each time would never be made
    assert running.returncode == 0, running.stderr.read().decode() if running.stderr else ""
    for stream in (running.stdout, running.stderr):
        if stream:
            stream.close()
    lines = text_of(root, path).splitlines()
    assert [note for note in notes if note not in lines] == []
