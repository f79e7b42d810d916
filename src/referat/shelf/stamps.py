"""Has anything changed? What the folders of a book hold now, as one value that is compared with what they held when they were read.

A file is known by its name, both its times, its size and its inode. One that was touched in the moment it was read may be touched again in
the same tick of the clock, and look the same: it is distrusted, and read again the next time.
"""

from __future__ import annotations

import os
from marshal import dumps, loads
from stat import S_ISREG
from time import time_ns

from referat.store.listing import list_entries, stat_entries

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.store.listing import Found, Skipped

# What a book's lists depend on beside its Markdown files; each counts as a folder with one file, or none.
SETTINGS = "meetings/book.yaml"
PEOPLE = "meetings/people.yaml"
YOUNG = 2_000_000_000  # ns; FAT keeps times to two seconds, and no clock we know of ticks slower
# A mark of a file that is distrusted: no file looks so.
DISTRUSTED = (0, 0, 0, 0)
# Files; below that a second process costs more than it looks at.
WORTH_TWO = 5000
# So many files are compared one by one before what was kept is opened.
SAMPLE = 16


class Look:
    """What the folders hold at this moment, `now` in nanoseconds. In `folders` files go by their names, in `files` by their paths."""

    __slots__ = ("_folders", "_parts", "now", "skipped")

    def __init__(self, root: str) -> None:
        self.now = time_ns()
        self._folders: dict[str, list[Found]] | None = None
        self._parts, self.skipped = _look_around(root)
        for path in (SETTINGS, PEOPLE):
            self._parts.append((path, dumps(_settings(root, path), 2)))
        self._parts.sort()

    @property
    def folders(self) -> dict[str, list[Found]]:
        """The files of each folder, each by its name."""
        if self._folders is None:
            self._folders = _opened(self._parts)
        return self._folders

    @property
    def stamp(self) -> bytes:
        """All of it as bytes; version 2 of the format has no references, so equal contents are equal bytes."""
        return dumps(self._parts, 2)

    @property
    def kept_stamp(self) -> bytes:
        """The same to be kept: with what is distrusted marked so that it never matches."""
        return dumps([(folder, dumps([self.trusted(file) for file in loads(part)], 2)) for folder, part in self._parts], 2)  # noqa: S302 - our own

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
        before = _opened(loads(kept))  # noqa: S302 - `knows` was asked
        found: dict[str, Found] = {}
        gone: list[str] = []
        for folder in before.keys() | self.folders.keys():
            now, then = self.folders.get(folder, []), before.get(folder, [])
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


def _opened(parts: list[tuple[str, bytes]]) -> dict[str, list[Found]]:
    folders: dict[str, list[Found]] = {}
    for folder, part in parts:
        folders.setdefault(folder, []).extend(loads(part))  # noqa: S302 - as above
    return folders


def _look_around(root: str) -> tuple[list[tuple[str, bytes]], list[Skipped]]:
    """Each folder with what it holds, closed up; a folder may come in two parts. Beyond some thousands of files, two processes look."""
    folders, skipped = list_entries(root)
    total = sum(map(len, folders.values()))
    if total < WORTH_TWO or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return [(folder, dumps(stat_entries(folder, entries, skipped), 2)) for folder, entries in folders.items()], sorted(skipped)
    mine, others, left = [], [], total // 2
    for folder, entries in folders.items():
        mine.append((folder, entries[:left]))
        if left < len(entries):
            others.append((folder, entries[left:]))
        left = max(0, left - len(entries))
    reading, writing = os.pipe()
    if not (child := os.fork()):
        _look_for_parent(writing, others)
    os.close(writing)
    found = [(folder, dumps(stat_entries(folder, entries, skipped), 2)) for folder, entries in mine if entries]
    with open(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    try:
        found_there, skipped_there = loads(data)  # noqa: S302 - from our own child
    except (ValueError, EOFError, TypeError):  # which was killed
        found_there = [(folder, dumps(stat_entries(folder, entries, skipped), 2)) for folder, entries in others]
        skipped_there = []
    return found + found_there, sorted(skipped + skipped_there)


def _look_for_parent(writing: int, others: list[tuple[str, list[os.DirEntry[str]]]]) -> None:
    """What a child does: look, tell, and go without any of what the parent has to do at its end."""
    try:
        skipped: list[Skipped] = []
        found = [(folder, dumps(stat_entries(folder, entries, skipped), 2)) for folder, entries in others]
        with open(writing, "wb") as pipe:
            pipe.write(dumps((found, skipped), 2))
    finally:
        os._exit(0)
