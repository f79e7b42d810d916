"""Has anything changed? What the folders of a book hold now, as values that are compared with what they held when they were read.

A file is known by its name, both its times, its size and its inode. One that was touched in the moment it was read may be touched again in
the same tick of the clock, and look the same: it is distrusted, and read again the next time.
"""

import os
from marshal import dumps
from stat import S_ISREG
from time import time_ns

from referat.store.listing import Found, Skipped, list_folders

# What a book's lists depend on beside its Markdown files.
SETTINGS = "meetings/book.yaml"
PEOPLE = "meetings/people.yaml"
YOUNG = 2_000_000_000  # ns; FAT keeps times to two seconds, and no clock we know of ticks slower
# A mark of a file that is distrusted: no file looks so.
DISTRUSTED = (0, 0, 0, 0)


class Look:
    """What the folders hold at this moment, `now` in nanoseconds. The files of settings count as a folder each, with one file or none."""

    __slots__ = ("folders", "now", "skipped")

    def __init__(self, root: str) -> None:
        self.now = time_ns()
        self.folders: dict[str, list[Found]]
        self.skipped: list[Skipped]
        self.folders, self.skipped = list_folders(root)
        for path in (SETTINGS, PEOPLE):
            self.folders[path] = _settings(root, path)

    @property
    def stamps(self) -> dict[str, bytes]:
        """Each folder's contents as bytes; version 2 of the format has no references, so equal contents are equal bytes."""
        return {folder: dumps(found, 2) for folder, found in self.folders.items()}

    @property
    def kept_stamps(self) -> dict[str, bytes]:
        """The same to be kept: with what is distrusted marked so that it never matches."""
        return {folder: dumps([self.trusted(file) for file in found], 2) for folder, found in self.folders.items()}

    def trusted(self, file: Found) -> Found:
        """The file, marked where it is so young that it may change once more and look the same."""
        young = abs(self.now - file[1]) < YOUNG or abs(self.now - file[2]) < YOUNG
        return (file[0], *DISTRUSTED) if young else file

    @property
    def files(self) -> list[Found]:
        """Every Markdown file by its path, sorted."""
        pages = [(folder, found) for folder, found in self.folders.items() if folder not in (SETTINGS, PEOPLE)]
        return sorted([(f"{folder}/{file[0]}", *file[1:]) for folder, found in pages for file in found])


def _settings(root: str, path: str) -> list[Found]:
    try:
        facts = os.lstat(os.path.join(root, path))
    except OSError:
        return []
    kind = 0 if S_ISREG(facts.st_mode) else facts.st_mode
    return [(str(kind), facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino)]
