"""Has anything changed? What the folders of a book hold now, as one value that is compared with what they held when they were read.

A file is known by its name, both its times, its size and its inode. One that was touched in the moment it was read may be touched again in
the same tick of the clock, and look the same: it is distrusted, and read again the next time.
"""

from __future__ import annotations

import os
from marshal import dumps, loads
from stat import S_ISREG
from time import time_ns

from referat.store.listing import list_folders

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.store.listing import Found, Skipped

# What a book's lists depend on beside its Markdown files; each counts as a folder with one file, or none.
SETTINGS = "meetings/book.yaml"
PEOPLE = "meetings/people.yaml"
YOUNG = 2_000_000_000  # ns; FAT keeps times to two seconds, and no clock we know of ticks slower
# A mark of a file that is distrusted: no file looks so.
DISTRUSTED = (0, 0, 0, 0)
# So many files are compared one by one before what was kept is opened.
SAMPLE = 16


class Look:
    """What the folders hold at this moment, `now` in nanoseconds. In `folders` files go by their names, in `files` by their paths."""

    __slots__ = ("folders", "now", "skipped")

    def __init__(self, root: str) -> None:
        self.now = time_ns()
        self.folders: dict[str, list[Found]]
        self.skipped: list[Skipped]
        self.folders, self.skipped = list_folders(root)
        for path in (SETTINGS, PEOPLE):
            self.folders[path] = _settings(root, path)

    @property
    def stamp(self) -> bytes:
        """All of it as bytes; version 2 of the format has no references, so equal contents are equal bytes."""
        return dumps([(folder, dumps(self.folders[folder], 2)) for folder in sorted(self.folders)], 2)

    @property
    def kept_stamp(self) -> bytes:
        """The same to be kept: with what is distrusted marked so that it never matches."""
        return dumps([(folder, dumps([self.trusted(file) for file in self.folders[folder]], 2)) for folder in sorted(self.folders)], 2)

    def trusted(self, file: Found) -> Found:
        """The file, marked where it is so young that it may change once more and look the same."""
        young = abs(self.now - file[1]) < YOUNG or abs(self.now - file[2]) < YOUNG
        return (file[0], *DISTRUSTED) if young else file

    @property
    def files(self) -> list[Found]:
        """Every Markdown file by its path, sorted."""
        pages = [(folder, found) for folder, found in self.folders.items() if folder not in (SETTINGS, PEOPLE)]
        return sorted([(f"{folder}/{file[0]}", *file[1:]) for folder, found in pages for file in found])

    def knows(self, kept: bytes) -> bool:
        """Whether a kept stamp is of these very files: at least one of some is just as it was, to the nanosecond.

        Only then is what was kept unpacked; an index that came with a stranger's archive cannot know when it would be unpacked.
        """
        files = [file for found in self.folders.values() for file in found]
        step = max(1, len(files) // SAMPLE)
        return any(dumps(file, 2) in kept for file in files[::step])

    def differences(self, kept: bytes) -> tuple[dict[str, Found], list[str]]:
        """The files that came or changed since, as they are now, by path; and the paths of those that went. Settings count as files here."""
        before: dict[str, bytes] = dict(loads(kept))  # noqa: S302 - `knows` was asked
        found: dict[str, Found] = {}
        gone: list[str] = []
        for folder in before.keys() | self.folders.keys():
            now = self.folders.get(folder, [])
            then: list[Found] = loads(before[folder]) if folder in before else []  # noqa: S302 - as above
            if now == then:
                continue
            old = {file[0]: file for file in then}
            for file in now:
                if old.pop(file[0], None) != file:
                    path = f"{folder}/{file[0]}"
                    found[path] = (path, *file[1:])
            gone += [f"{folder}/{name}" for name in old]
        return found, gone


def _settings(root: str, path: str) -> list[Found]:
    try:
        facts = os.lstat(os.path.join(root, path))
    except OSError:
        return []
    kind = "" if S_ISREG(facts.st_mode) else str(facts.st_mode)
    return [(kind, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino)]
