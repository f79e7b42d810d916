"""Which branch a book is kept on: recorded in the user's state folder by `init` and the first `sync`, so that nothing in the book can say another."""

import os

from referat.git.program import Git
from referat.git.trust import mark_of
from referat.store.state_folder import put_private, state_folder


def home_branch(git: Git) -> str:
    """The branch that was recorded; "" where none was."""
    mark = mark_of(git)
    return next((branch for branch, of in _records() if of == mark), "")


def record_home_branch(git: Git, branch: str) -> None:
    """Remember the branch. Raises OSError."""
    mark = mark_of(git)
    if mark is None or home_branch(git) == branch:
        return
    kept = [(name, of) for name, of in _records() if of != mark]
    put_private(_record_file(), "".join(f"{name}\t{of}\n" for name, of in [*kept, (branch, mark)]))


def other_branch(git: Git) -> str:
    """The branch that is checked out, where it is not the book's own; "" where it is, or none was recorded."""
    home = home_branch(git)
    now = git.branch() if home else ""
    return now if now != home else ""


def _record_file() -> str:
    return os.path.join(state_folder(), "branches")


def _records() -> list[tuple[str, str]]:
    try:
        with open(_record_file(), encoding="utf-8", errors="surrogateescape") as file:
            lines = [line.partition("\t") for line in file.read().splitlines()]
    except FileNotFoundError:
        return []
    return [(branch, mark) for branch, _, mark in lines]
