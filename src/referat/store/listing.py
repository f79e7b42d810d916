"""What files a book has: one walk over meetings/, no file opened, imports kept to the bare system for the questions asked all day."""

import os
from stat import S_IFREG, S_ISREG

from referat.store.finding import MAX_FILE

_KIND = 0o170000  # the bits of a mode that say what kind of file it is

# path from the book's root, ctime_ns, mtime_ns, size, inode: the last four change whenever the file does
Found = tuple[str, int, int, int, int]

# path, and why it is named in a warning and not opened: "link", "not-a-file", "too-large", "unreadable" or "name"
Skipped = tuple[str, str]


def list_files(root: str) -> tuple[list[Found], list[Skipped]]:
    """All Markdown files under meetings/, sorted by path; dotfiles and dot-folders are not the book's."""
    folders, skipped = list_folders(root)
    return sorted([(f"{folder}/{file[0]}", *file[1:]) for folder, found in folders.items() for file in found]), skipped


def list_folders(root: str) -> tuple[dict[str, list[Found]], list[Skipped]]:
    """The same by folder, each file by its name alone, sorted: what a folder held can be compared as one value."""
    folders: dict[str, list[Found]] = {}
    skipped: list[Skipped] = []
    waiting = ["meetings"]
    while waiting:
        folder = waiting.pop()
        found: list[Found] = []
        folders[folder] = found
        _list_folder(root, folder, waiting, found, skipped)
        found.sort()
    skipped.sort()
    return folders, skipped


def _list_folder(root: str, folder: str, folders: list[str], files: list[Found], skipped: list[Skipped]) -> None:
    """What one folder holds, added to the lists: the folders below it, its files by name, and what is passed over.

    The first test is for what nearly all entries are; it is made ten thousand times for each question.
    """
    try:
        entries = os.scandir(f"{root}/{folder}")
    except OSError:
        skipped.append((folder, "unreadable"))
        return
    is_plain, found = folder.isprintable(), files.append
    with entries:
        for entry in entries:
            name = entry.name
            if name[-3:] == ".md" and name[0] != ".":
                try:
                    facts = entry.stat(follow_symlinks=False)
                except OSError:
                    skipped.append((f"{folder}/{name}", "unreadable"))
                    continue
                if facts.st_mode & _KIND == S_IFREG and facts.st_size <= MAX_FILE and is_plain and name.isprintable():
                    found((name, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino))
                else:
                    _list_odd(entry, facts, folder, folders, files, skipped)
            elif name[0] == ".":
                continue
            elif entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}/{name}")
            elif entry.is_symlink() and entry.is_dir():
                skipped.append((f"{folder}/{name}", "link"))


def _list_odd(
    entry: "os.DirEntry[str]", facts: os.stat_result, folder: str, folders: list[str], files: list[Found], skipped: list[Skipped]
) -> None:
    """A name that ends as a file of the book does, and is perhaps none."""
    path = f"{folder}/{entry.name}"
    if not _is_text(path):
        skipped.append((path, "name"))
    elif S_ISREG(facts.st_mode):
        if facts.st_size > MAX_FILE:
            skipped.append((path, "too-large"))
        else:
            files.append((entry.name, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino))
    elif entry.is_dir(follow_symlinks=False):
        folders.append(path)
    else:
        skipped.append((path, "link" if entry.is_symlink() else "not-a-file"))


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
