"""What git's own files tell without starting git, which is to be asked wherever they leave a doubt (gitrepository-layout(5))."""

import os
from stat import S_ISREG

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_TO_BRANCH = "ref: refs/heads/"  # how HEAD says which branch is checked out
_ELSEWHERE = "ref: refs/heads/.invalid"  # what HEAD says where refs do not lie in files


def read_git_file(path: str) -> bytes | None:
    """The bytes of a regular file; None where there is none. A pipe that was planted there is not waited for."""
    try:
        fd = os.open(path, _READ)
    except (OSError, ValueError):
        return None
    with open(fd, "rb", buffering=0) as file:
        return file.read() if S_ISREG(os.fstat(fd).st_mode) else None


def branch_in(directory: str) -> str | None:
    """The branch that is checked out in a work tree; None where git must be asked."""
    head = (read_git_file(os.path.join(directory, "HEAD")) or b"").decode(errors="replace").strip()
    return head.removeprefix(_TO_BRANCH) if head.startswith(_TO_BRANCH) and head != _ELSEWHERE else None


def may_hold(common: str, refs: str) -> bool:
    """Whether there may be refs whose names begin so, in the directory that all work trees share."""
    if any(os.path.lexists(os.path.join(common, name)) for name in (refs.rstrip("/"), "reftable")):
        return True
    packed = os.path.join(common, "packed-refs")
    return os.path.lexists(packed) and refs.encode() in (read_git_file(packed) or refs.encode())
