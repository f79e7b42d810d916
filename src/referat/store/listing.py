"""What files a book has: one walk over meetings/, no file opened, imports kept to the bare system for the questions asked all day."""

import os
from stat import S_ISREG

from referat.store.finding import MAX_FILE

# path from the book's root, ctime_ns, mtime_ns, size, inode: the last four change whenever the file does
Found = tuple[str, int, int, int, int]

# path, and why it is named in a warning and not opened: "link", "not-a-file", "too-large", "unreadable" or "name"
Skipped = tuple[str, str]


def list_files(root: str) -> tuple[list[Found], list[Skipped]]:
    """All Markdown files under meetings/, sorted by path; dotfiles and dot-folders are not the book's."""
    files: list[Found] = []
    skipped: list[Skipped] = []
    folders = ["meetings"]
    while folders:
        _list_folder(root, folders.pop(), folders, files, skipped)
    files.sort()
    skipped.sort()
    return files, skipped


def _list_folder(root: str, folder: str, folders: list[str], files: list[Found], skipped: list[Skipped]) -> None:
    try:
        entries = os.scandir(os.path.join(root, folder))
    except OSError:
        skipped.append((folder, "unreadable"))
        return
    with entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            path = f"{folder}/{name}"
            if name.endswith(".md"):
                _list_file(entry, path, folders, files, skipped)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.is_symlink() and entry.is_dir():
                skipped.append((path, "link"))


def _list_file(entry: "os.DirEntry[str]", path: str, folders: list[str], files: list[Found], skipped: list[Skipped]) -> None:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        skipped.append((path, "unreadable"))
        return
    if not path.isprintable() and not _is_text(path):
        skipped.append((path, "name"))
    elif S_ISREG(facts.st_mode):
        if facts.st_size > MAX_FILE:
            skipped.append((path, "too-large"))
        else:
            files.append((path, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino))
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
