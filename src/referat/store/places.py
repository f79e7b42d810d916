"""Where a book is, and where the tool keeps its own files for it."""

import os
from zlib import crc32

from referat.model.fact import Fact
from referat.store.finding import find_git, find_root, is_folder


class Places(Fact):
    """The folders of one book. All paths are absolute and without links.

    `root` holds meetings/. `top` is the top of git's work tree (the book may lie deeper in it), `git` the git directory of this very work
    tree, `common` the one that all its work trees share. `bare` says that the book lies inside a repository without work tree: nothing can
    be written.
    """

    __slots__ = ("bare", "common", "git", "root", "top")

    def __init__(self, root: str, top: str | None = None, git: str | None = None, common: str | None = None, bare: bool = False) -> None:
        self.root = root
        self.top = top
        self.git = git
        self.common = common
        self.bare = bare

    @property
    def prefix(self) -> str:
        """What git writes before a path of the book: "" or "folder/"."""
        if self.top is None or self.top == self.root:
            return ""
        return os.path.relpath(self.root, self.top).replace(os.sep, "/") + "/"

    @property
    def workshop(self) -> tuple[str, list[str]]:
        """Where temporary files and the journal live: a folder that exists, and the names to make under it."""
        if self.git is not None:
            return self.git, ["referat"]
        return user_folder("XDG_CACHE_HOME", ".cache"), ["referat", _fingerprint(self.root)]

    @property
    def lock(self) -> tuple[str, list[str], str]:
        """Where the lock lives: a folder that exists, the names to make under it, and the file's name."""
        if self.common is not None:
            return self.common, [], "referat.lock"
        base, names = self.workshop
        return base, names, "lock"


def find_book(start: str = ".", book: str | None = None) -> Places:
    """The book that `start` lies in, or the one that the user named."""
    if book is None:
        root = find_root(start)
        if root is None:
            raise _no_book(os.path.realpath(start))
        return find_places(root)
    here = os.path.realpath(book)
    if os.path.basename(here) == "meetings" and not is_folder(os.path.join(here, "meetings")):
        here = os.path.dirname(here)
    if not is_folder(os.path.join(here, "meetings")):
        raise _no_book(book)
    return find_places(here)


def find_places(root: str) -> Places:
    """The places of the book at `root`, which need not hold a book yet."""
    root = os.path.realpath(root)
    top, git, common = find_git(root)
    return Places(root, top, git, common, bare=git is None and common is not None)


def user_folder(variable: str, default: str) -> str:
    """A folder of the user's own, made if need be; the environment may move it."""
    named = os.environ.get(variable, "")
    base = named if os.path.isabs(named) else os.path.join(os.path.expanduser("~"), default)
    try:
        os.makedirs(base, mode=0o700, exist_ok=True)
    except OSError:
        return base
    return base


def _fingerprint(root: str) -> str:
    """A name for a book that has no git directory; a folder put in its place later gets another name."""
    path = crc32(os.fsencode(root))
    try:
        facts = os.stat(root)
    except OSError:
        return f"{path:08x}"
    return f"{path:08x}-{facts.st_dev:x}-{facts.st_ino:x}"


def _no_book(path: str) -> Exception:
    from referat.errors import BookIsLink, NoBook  # only a run that ends here needs it

    here = os.path.realpath(path)
    while here != os.path.dirname(here):
        meetings = os.path.join(here, "meetings")
        if os.path.islink(meetings) and os.path.isdir(meetings):
            target = os.path.realpath(meetings)
            return BookIsLink(path=meetings, target=os.path.dirname(target) if os.path.basename(target) == "meetings" else target)
        here = os.path.dirname(here)
    return NoBook(path=path)
