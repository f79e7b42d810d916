"""The folder that a site lies in: only what is new is made and written, and only what its own manifest lists is removed."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from referat.changes.copies import put
from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.site.build import MANIFEST
from referat.site.pages import SitePage
from referat.site.site import is_worth_two
from referat.store.parallel import in_halves

_MARK = "referat site 1"
_LARGEST = 64 * 1024 * 1024


class NotOurs(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} holds files that referat did not put there.")
    hint = N_("Give an empty folder, or one that does not exist yet.")


class InTheWay(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is not a file of this site, and is in its way.")
    hint = N_("Move it, or give another folder.")


class InTheBook(ReferatError):
    exit = Exit.REFUSED
    message = N_("A site cannot lie in meetings/, among the files of the book.")


@dataclass
class Written:
    """What became of each file of a site."""

    made: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: int = 0


Known = dict[str, tuple[str, int]]


def write_site(folder: Path, pages: Iterable[SitePage], refuse: Callable[[str, bytes], None] | None = None, *, dry_run: bool = False) -> Written:
    """Bring the folder up to date. `refuse` looks at every file first, and raises where one is not fit: then nothing is written.

    A site that is looked through so is made whole each time, and its manifest says nothing of what its pages were made from.
    """
    known = manifest_of(folder)
    wanted = list(pages)
    data: dict[str, bytes] = {}
    if refuse:
        for page in wanted:
            data[page.path] = page.make()
            refuse(page.path, data[page.path])
    sizes = _sizes(folder, known)
    for page in wanted:
        if page.path not in known and os.path.lexists(folder / page.path):
            raise InTheWay(path=os.fspath(folder / page.path))
    new = [page for page in wanted if refuse or known.get(page.path, ("", -1)) != (page.key, sizes.get(page.path, -2))]
    told = Written(removed=sorted(set(known) - {page.path for page in wanted}), kept=len(wanted) - len(new))
    if dry_run:
        told.made = [page.path for page in new]
        return told
    folder.mkdir(parents=True, exist_ok=True)
    listed: Known = {**known, **{page.path: ("", 0) for page in new}}
    if new or told.removed:
        _write_manifest(folder, listed)  # what a run that is cut short leaves is known to the next

    def write(some: Sequence[SitePage], _told: Callable[[int], None]) -> list[tuple[bool, int]]:
        found = ((page.path, data.pop(page.path, b"") or page.make()) for page in some)
        return [(_write(folder / path, made, is_known=path in sizes), len(made)) for path, made in found]

    for page, (is_new, size) in zip(
        new, in_halves(write, new, lambda _: None) if is_worth_two(len(new)) else write(new, lambda _: None), strict=True
    ):
        listed[page.path] = ("" if refuse else page.key, size)
        if is_new:
            told.made.append(page.path)
    told.kept = len(wanted) - len(told.made)
    for path in told.removed:
        _remove(folder, path)
        del listed[path]
    if new or told.removed or not known:
        _write_manifest(folder, listed)
    return told


def refuse_in_book(folder: Path, root: str) -> None:
    """Raises InTheBook for a folder that the book's own files lie in."""
    meetings, place = (Path(root) / "meetings").resolve(), folder.resolve()
    if place == meetings or meetings in place.parents:
        raise InTheBook


def manifest_of(folder: Path) -> Known:
    """The files of the site that lies in a folder, with what each was made from and its size. Raises NotOurs."""
    try:
        there = [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        raise NotOurs(path=os.fspath(folder)) from None
    if not there:
        return {}
    try:
        path = folder / MANIFEST
        if not S_ISREG(path.lstat().st_mode) or path.lstat().st_size > _LARGEST:
            raise ValueError(MANIFEST)
        read = json.loads(path.read_bytes())
        if read["site"] != _MARK:
            raise ValueError(MANIFEST)
        return {str(name): (str(key), int(size)) for name, (key, size) in read["files"].items() if _is_inside(str(name))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotOurs(path=os.fspath(folder)) from None


def _is_inside(path: str) -> bool:
    """Whether a path leads to a file at most one folder down, and to no other place."""
    parts = path.split("/")
    return len(parts) <= 2 and all(part not in {"", ".", ".."} and "\\" not in part and "\0" not in part and ":" not in part for part in parts)


def _sizes(folder: Path, known: Iterable[str]) -> dict[str, int]:
    """The sizes of the files that are there, of those that are known; links are none."""
    wanted = set(known)
    found = {}
    for below in {path.rpartition("/")[0] for path in wanted}:
        with suppress(OSError):
            if not S_ISDIR((folder / below).lstat().st_mode):
                continue
            for entry in os.scandir(folder / below):
                path = f"{below}/{entry.name}" if below else entry.name
                if path in wanted and entry.is_file(follow_symlinks=False):
                    found[path] = entry.stat(follow_symlinks=False).st_size
    return found


def _write(path: Path, data: bytes, *, is_known: bool) -> bool:
    """Write a file where it says something else than before."""
    if is_known and path.read_bytes() == data:
        return False
    if path.parent.is_symlink():
        raise InTheWay(path=os.fspath(path.parent))
    if is_known:
        put(path, data)
        return True
    try:
        _create(path, data)
    except FileNotFoundError:
        path.parent.mkdir(exist_ok=True)
        _create(path, data)
    return True


def _create(path: Path, data: bytes) -> None:
    """Write a file where none is. If it is cut short, the manifest does not yet say that it is whole."""
    try:
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:  # by a second process of ours that did not get to its end
        put(path, data)


def _remove(folder: Path, path: str) -> None:
    place = folder / path
    with suppress(FileNotFoundError):
        if not place.parent.is_symlink() and S_ISREG(place.lstat().st_mode):
            place.unlink()
    with suppress(OSError):
        if place.parent != folder:
            place.parent.rmdir()  # only where nothing is left in it


def _write_manifest(folder: Path, listed: Known) -> None:
    text = json.dumps({"site": _MARK, "files": dict(sorted(listed.items()))}, ensure_ascii=False, separators=(",", ":"))
    put(folder / MANIFEST, text.replace("],", "],\n").encode() + b"\n")
