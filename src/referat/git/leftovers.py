"""What a killed git left behind: lock files that are surely from a save of ours, and its list of files where that lags behind the history."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from referat.git.blobs import blob_id
from referat.git.gitdir import read_git_file, way_of_head
from referat.git.program import Git

_NOTE = "saving"
# A pipe that somebody has laid where the note goes is not waited for.
_TO_NOTE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_SURELY_DEAD = 60.0  # seconds; only where the system does not show which programs run


@contextmanager
def noted(git: Git, paths: Iterable[str]) -> Iterator[None]:
    """Note that a save of ours is under way, and of which files; the note outlives us only if we are killed."""
    path = _note(git)
    with suppress(OSError):
        os.mkdir(os.path.dirname(path), 0o700)
    with suppress(OSError):
        fd = os.open(path, _TO_NOTE, 0o600)
        try:
            os.write(fd, "\0".join(paths).encode("utf-8", "surrogateescape"))
        finally:
            os.close(fd)
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(path)


def recover(git: Git) -> list[str]:
    """Under the book's lock, before another save: put right what a killed save of ours left; returns the names of the files removed.

    Killed after the history moved on and before git's own list of files followed, a later `git commit` would take the old text for a change.
    """
    removed = remove_locks(git)
    if os.path.lexists(_note(git)) and not locks(git):
        catch_up(git, _noted_paths(git))
        with suppress(OSError):
            os.unlink(_note(git))
    return removed


def remove_locks(git: Git) -> list[str]:
    """Under the book's lock: remove the lock files of a save of ours that nobody uses any more; returns their names."""
    if not os.path.lexists(_note(git)):
        return []
    removed = []
    for lock in locks(git):
        if not _in_use(git, lock):
            with suppress(OSError):
                os.unlink(lock)
                removed.append(os.path.basename(lock))
    return removed


def catch_up(git: Git, paths: list[str]) -> None:
    """Bring git's list of files up to the history for those of `paths` that are on the disk as the history holds them, or in neither of the two."""
    saved, staged = git.saved(paths), git.staged(paths)
    lagging = [path for path in paths if staged.get(path) != saved.get(path) and _is_as_saved(git, path, saved.get(path))]
    if lagging:
        git.use("reset", "--quiet", "--", *lagging)


def _is_as_saved(git: Git, path: str, saved: str | None) -> bool:
    """Whether a file's text is the one with this blob id; None is no file."""
    if saved is None:
        return not os.path.lexists(os.path.join(git.root, path))
    return _on_disk(git, path, saved) == saved


def _on_disk(git: Git, path: str, like: str) -> str:
    """The blob id that a file's text has, in the kind of digest of `like`; "" where it cannot be read."""
    data = read_git_file(os.path.join(git.root, path))
    return "" if data is None else blob_id(data, like)


def _noted_paths(git: Git) -> list[str]:
    noted = read_git_file(_note(git)) or b""
    return [path for path in noted.decode("utf-8", "surrogateescape").split("\0") if path]


def locks(git: Git) -> list[str]:
    """The lock files there are that would stop a commit."""
    return [name for name in _lock_files(git) if os.path.lexists(name)]


def tells_of_a_lock(git: Git, said: str) -> bool:
    """Whether git, in whichever language it speaks, names a lock file that stopped it; the file itself may be gone by now."""
    return any(os.path.basename(name) in said for name in _lock_files(git))


def _lock_files(git: Git) -> list[str]:
    """The lock files that can stop a commit: of the index, of HEAD and of the branch that it leads to."""
    names = [os.path.join(git.directory, "index.lock")]
    names += [os.path.join(git.common, name) for name in ("packed-refs.lock", "config.lock")]
    names += [f"{path}.lock" for path in way_of_head(git.directory, git.common)]
    with suppress(OSError):
        names += [
            os.path.join(git.directory, name) for name in os.listdir(git.directory) if name.startswith("next-index-") and name.endswith(".lock")
        ]
    return names


def _note(git: Git) -> str:
    return os.path.join(git.directory, "referat", _NOTE)


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
