"""What files a book has: one walk over meetings/, no file opened, imports kept to the bare system for the questions asked all day."""

import os
from operator import attrgetter

from referat.store.finding import MAX_FILE

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# ctime_ns, mtime_ns, size, inode: what changes whenever the file does
Facts = tuple[int, int, int, int]

# path from the book's root, and its facts
Found = tuple[str, int, int, int, int]

# path, and why it is named in a warning and not opened: "link", "not-a-file", "too-large", "unreadable" or "name"
Skipped = tuple[str, str]

facts_of: "Callable[[os.stat_result], Facts]" = attrgetter("st_ctime_ns", "st_mtime_ns", "st_size", "st_ino")
OTHER_ENDING = "ending"  # .MD and its like: named by whoever asks for it, and no file of the book
SIZE = 2  # the place of the size among the facts


class FolderListing:
    """What one folder holds: the names of its Markdown files and of the folders below it, and what is passed over.

    `otherwise` are names that end in .MD or the like. `is_settled` says that all of this can only change when the folder itself does.
    """

    __slots__ = ("below", "is_settled", "names", "otherwise", "skipped")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.below: list[str] = []
        self.skipped: list[Skipped] = []
        self.otherwise: list[str] = []
        self.is_settled = True


def list_files(root: str) -> tuple[list[Found], list[Skipped]]:
    """All Markdown files under meetings/, sorted by path; dotfiles and dot-folders are not the book's."""
    found: list[Found] = []
    skipped: list[Skipped] = []
    for folder, listed in _folders(root):
        names, facts = look_at(root, folder, listed.names, listed.skipped)
        skipped += [*listed.skipped, *too_large(folder, names, facts)]
        found += [(f"{folder}/{name}", *its) for name, its in zip(names, facts, strict=True) if its[SIZE] <= MAX_FILE]
    return sorted(found), sorted(skipped)


def list_paths(root: str) -> tuple[list[str], list[Skipped]]:
    """The same by their paths alone, and those with an ending like .MD; how large a file is, is seen by who reads it."""
    paths: list[str] = []
    skipped: list[Skipped] = []
    for folder, listed in _folders(root):
        paths += map(f"{folder}/".__add__, listed.names)
        skipped += [*listed.skipped, *((f"{folder}/{name}", OTHER_ENDING) for name in listed.otherwise)]
    return sorted(paths), sorted(skipped)


def _folders(root: str) -> "Iterator[tuple[str, FolderListing]]":
    waiting = ["meetings"]
    while waiting:
        folder = waiting.pop()
        listed = list_folder(root, folder)
        waiting += [f"{folder}/{name}" for name in listed.below]
        yield folder, listed


def list_folder(root: str, folder: str) -> FolderListing:
    """The Markdown files of a folder by their names, sorted, not looked at yet. Dotfiles and dot-folders are not the book's."""
    listed = FolderListing()
    try:
        entries = os.scandir(f"{root}/{folder}")
    except OSError:
        listed.skipped.append((folder, "unreadable"))
        listed.is_settled = False
        return listed
    is_plain = folder.isprintable()
    with entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            is_text = (is_plain and name.isprintable()) or _is_text(f"{folder}/{name}")
            if name[-3:] == ".md" and entry.is_file(follow_symlinks=False):
                if is_text:
                    listed.names.append(name)
                else:
                    listed.skipped.append((f"{folder}/{name}", "name"))
            elif entry.is_dir(follow_symlinks=False):
                listed.below.append(name)
            else:
                if name[-3:].lower() == ".md" != name[-3:]:
                    listed.otherwise.append(name)
                is_link = entry.is_symlink()
                if is_link:  # what it leads to may change, and with it what is said of it
                    listed.is_settled = False
                if name[-3:] == ".md" or (is_link and entry.is_dir()):
                    listed.skipped.append((f"{folder}/{name}", "link" if is_link else "not-a-file" if is_text else "name"))
    listed.names.sort()
    return listed


def look_at(root: str, folder: str, names: "Sequence[str]", skipped: list[Skipped]) -> "tuple[Sequence[str], list[Facts]]":
    """The facts of these files of a folder; one that cannot be looked at is added to `skipped`, and left out of the names."""
    beginning = f"{root}/{folder}/"
    try:
        return names, list(map(facts_of, map(os.lstat, map(beginning.__add__, names))))
    except OSError:
        pass
    there: list[str] = []
    facts: list[Facts] = []
    for name in names:
        try:
            facts.append(facts_of(os.lstat(beginning + name)))
        except OSError:
            skipped.append((f"{folder}/{name}", "unreadable"))
        else:
            there.append(name)
    return there, facts


def too_large(folder: str, names: "Sequence[str]", facts: "Sequence[Facts]") -> list[Skipped]:
    return [(f"{folder}/{name}", "too-large") for name, its in zip(names, facts, strict=True) if its[SIZE] > MAX_FILE]


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:  # bytes that are not UTF-8
        return False
    return True


def list_names(root: str, folder: str) -> list[str]:
    """The names of the ordinary files in one folder of the book, sorted; none where there is no such folder. Dotfiles are not the book's."""
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            return sorted(entry.name for entry in entries if entry.name[0] != "." and entry.is_file(follow_symlinks=False))
    except OSError:
        return []
