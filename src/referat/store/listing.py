"""What files a book has: one walk over meetings/, no file opened, imports kept to the bare system for the questions asked all day."""

import os

from referat.store.finding import MAX_FILE

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable


# path from the book's root, ctime_ns, mtime_ns, size, inode: the last four change whenever the file does
Found = tuple[str, int, int, int, int]

# path, and why it is named in a warning and not opened: "link", "not-a-file", "too-large", "unreadable" or "name"
Skipped = tuple[str, str]


def list_files(root: str) -> tuple[list[Found], list[Skipped]]:
    """All Markdown files under meetings/, sorted by path; dotfiles and dot-folders are not the book's."""
    folders, skipped = list_entries(root)
    found = [(f"{folder}/{file[0]}", *file[1:]) for folder, entries in folders.items() for file in stat_entries(folder, entries, skipped)]
    return sorted(found), sorted(skipped)


def list_entries(root: str) -> tuple[dict[str, "list[os.DirEntry[str]]"], list[Skipped]]:
    """The files of each folder, not looked at yet; and what is passed over."""
    folders: dict[str, list[os.DirEntry[str]]] = {}
    skipped: list[Skipped] = []
    waiting = ["meetings"]
    while waiting:
        folder = waiting.pop()
        folders[folder] = _entries_of(root, folder, waiting, skipped)
    return folders, skipped


def stat_entries(folder: str, entries: "Iterable[os.DirEntry[str]]", skipped: list[Skipped]) -> list[Found]:
    """What these files look like, each by its name, sorted; those that are passed over are added to `skipped`."""
    found: list[Found] = []
    is_plain, add = folder.isprintable(), found.append
    for entry in entries:
        name = entry.name
        try:
            facts = entry.stat(follow_symlinks=False)
        except OSError:
            skipped.append((f"{folder}/{name}", "unreadable"))
            continue
        if facts.st_size > MAX_FILE:
            skipped.append((f"{folder}/{name}", "too-large"))
        elif (is_plain and name.isprintable()) or _is_text(f"{folder}/{name}"):
            add((name, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size, facts.st_ino))
        else:
            skipped.append((f"{folder}/{name}", "name"))
    found.sort()
    return found


def _entries_of(root: str, folder: str, folders: list[str], skipped: list[Skipped]) -> "list[os.DirEntry[str]]":
    found: list[os.DirEntry[str]] = []
    try:
        entries = os.scandir(f"{root}/{folder}")
    except OSError:
        skipped.append((folder, "unreadable"))
        return found
    with entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if name[-3:] == ".md" and entry.is_file(follow_symlinks=False):
                found.append(entry)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(f"{folder}/{name}")
            elif name[-3:] == ".md" or (entry.is_symlink() and entry.is_dir()):
                path = f"{folder}/{name}"
                skipped.append((path, "link" if entry.is_symlink() else "not-a-file" if _is_text(path) else "name"))
    return found


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
