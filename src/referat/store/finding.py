"""Finding a book and its git directory by looking at the disk alone: imports nothing else, for the questions asked all day."""

import os
import stat

MAX_FILE = 4 * 1024 * 1024  # bytes; fifty times the longest minutes seen, small enough to read whole
_POINTER_LIMIT = 4096  # bytes; a .git file holds one path


def find_root(start: str) -> str | None:
    """The folder at or above `start` that holds meetings/, without links; None if there is none."""
    here = os.path.realpath(start)
    while not is_folder(os.path.join(here, "meetings")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def find_git(root: str) -> tuple[str | None, str | None, str | None]:
    """(top of the work tree, its git directory, the one all its work trees share) for a folder without links.

    Without git all three are None; inside a bare repository only the last one is there.
    """
    here = root
    while True:
        git = _git_directory(os.path.join(here, ".git"))
        if git is not None:
            return here, git, _common_directory(git)
        if _looks_like_git(here):
            return None, None, here
        above = os.path.dirname(here)
        if above == here:
            return None, None, None
        here = above


def is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _git_directory(dot_git: str) -> str | None:
    """What `.git` leads to: itself as a folder, or the folder that a work tree's or submodule's `.git` file names."""
    try:
        facts = os.stat(dot_git)
    except OSError:
        return None
    if stat.S_ISDIR(facts.st_mode):
        target = dot_git
    else:
        line = _first_line(dot_git)
        if line is None or not line.startswith("gitdir: "):
            return None
        target = os.path.join(os.path.dirname(dot_git), line.removeprefix("gitdir: "))
    target = os.path.realpath(target)
    return target if _looks_like_git(target) else None


def _looks_like_git(path: str) -> bool:
    """As git itself tests: a HEAD, and objects and refs here or in the shared directory."""
    if not os.path.lexists(os.path.join(path, "HEAD")):
        return False
    common = _common_directory(path)
    return all(os.path.isdir(os.path.join(common, name)) for name in ("objects", "refs"))


def _common_directory(git: str) -> str:
    line = _first_line(os.path.join(git, "commondir"))
    return os.path.realpath(os.path.join(git, line)) if line else git


def _first_line(path: str) -> str | None:
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None
        line = os.fsdecode(os.read(fd, _POINTER_LIMIT)).rstrip("\r\n")
        return None if "\0" in line else line
    except OSError:
        return None
    finally:
        os.close(fd)
