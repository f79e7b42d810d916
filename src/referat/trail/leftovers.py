"""Lock files that a killed git left behind: taken away where it is sure that they are from a save of ours and that nobody uses them."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from referat.trail.git import Git

_NOTE = "saving"
_SURELY_DEAD = 60.0  # seconds; only where the system does not show which programs run


@contextmanager
def noted(git: Git) -> Iterator[None]:
    """Note that a save of ours is under way; the note outlives us only if we are killed."""
    path = _note(git)
    with suppress(OSError):
        os.mkdir(os.path.dirname(path), 0o700)
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(path)


def recover(git: Git) -> list[str]:
    """Under the book's lock: remove what a killed save of ours left; returns the names of the files removed."""
    if not os.path.lexists(_note(git)):
        return []
    removed = []
    for lock in locks(git):
        if not _in_use(git, lock):
            with suppress(OSError):
                os.unlink(lock)
                removed.append(os.path.basename(lock))
    return removed


def locks(git: Git) -> list[str]:
    """The lock files that would stop a commit: of the index, of HEAD and of the branch."""
    names = [os.path.join(git.directory, name) for name in ("index.lock", "HEAD.lock")]
    names += [os.path.join(git.common, name) for name in ("packed-refs.lock", "config.lock")]
    branch = _branch(git)
    if branch is not None:
        names.append(os.path.join(git.common, *branch.split("/")) + ".lock")
    with suppress(OSError):
        names += [
            os.path.join(git.directory, name) for name in os.listdir(git.directory) if name.startswith("next-index-") and name.endswith(".lock")
        ]
    return [name for name in names if os.path.lexists(name)]


def _note(git: Git) -> str:
    return os.path.join(git.directory, "referat", _NOTE)


def _branch(git: Git) -> str | None:
    try:
        with open(os.path.join(git.directory, "HEAD"), "rb") as file:
            line = file.read(1024).decode(errors="replace").strip()
    except OSError:
        return None
    name = line.removeprefix("ref: ")
    return name if name != line and name.startswith("refs/") and ".." not in name else None


def _in_use(git: Git, lock: str) -> bool:
    """Whether any program has the lock file open, or a git is at work in this repository."""
    try:
        processes = [name for name in os.listdir("/proc") if name.isdecimal()]
    except OSError:
        processes = []
    if not processes:
        with suppress(OSError):
            return time.time() - os.lstat(lock).st_mtime < _SURELY_DEAD
        return False
    return any(_uses(f"/proc/{process}", git, lock) for process in processes)


def _uses(process: str, git: Git, lock: str) -> bool:
    is_git = False
    try:
        with open(f"{process}/comm", "rb") as file:
            is_git = file.read().startswith(b"git")
        if is_git and _is_in(os.readlink(f"{process}/cwd"), git):
            return True
        return any(_link(f"{process}/fd/{number}") == lock for number in os.listdir(f"{process}/fd"))
    except PermissionError:
        return is_git  # another user's git: where it is at work cannot be seen
    except OSError:
        return False  # it ended while we looked


def _link(path: str) -> str:
    with suppress(OSError):
        return os.readlink(path)
    return ""


def _is_in(folder: str, git: Git) -> bool:
    return any(folder == top or folder.startswith(top + os.sep) for top in (git.top, git.directory, git.common))
