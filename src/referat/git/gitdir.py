"""What git's own files tell without starting git, which is to be asked wherever they leave a doubt (gitrepository-layout(5))."""

import os
import re

from referat.store.reading import regular_bytes

LARGEST = 64 * 1024 * 1024  # bytes; the refs of hundreds of thousands of branches
_TO_BRANCH = "ref: refs/heads/"  # how HEAD says which branch is checked out
_ELSEWHERE = "ref: refs/heads/.invalid"  # what HEAD says where refs do not lie in files
_LONGEST_WAY = 9  # from ref to ref; git does not follow so far
_OF_ONE_WORK_TREE = frozenset(("worktree", "bisect", "rewritten"))  # refs that no other work tree has
# What tells, beside HEAD and where it leads, what git shows as the history.
_SHARED = ("packed-refs", "shallow", "info/grafts", "reftable/tables.list")
# A section and a setting of git's configuration, written without quotes, escapes, comments or lines that go on.
_SECTION = re.compile(rb'[ \t]*\[([A-Za-z0-9-]+)(?:[ \t]+"([^"\\\n\0]*)")?\][ \t]*\r?')
_SETTING = re.compile(rb"[ \t]*([A-Za-z][A-Za-z0-9-]*)[ \t]*=[ \t]*([^\"\\#;\r\n\0\v\f]*?)[ \t]*\r?")


def read_git_file(path: str) -> bytes | None:
    """The bytes of one of git's files; None where there is none that can be read whole."""
    return regular_bytes(path, LARGEST)


def contents(path: str) -> bytes | None:
    """The bytes of a file after a plus, a minus where there is nothing; None where something is there that cannot be read."""
    data = read_git_file(path)
    if data is not None:
        return b"+" + data
    return None if os.path.lexists(path) else b"-"


def where_head_stands(directory: str, common: str) -> list[bytes] | None:
    """The files that say where HEAD stands and how much of the history git shows, to be compared and not understood.

    None where they leave a doubt: one is there and cannot be read, a ref is a link, or git may be told to show something else.
    """
    beside = [os.path.join(common, *name.split("/")) for name in _SHARED]
    if directory != common:
        beside.append(os.path.join(directory, "reftable", "tables.list"))
    found: list[bytes] = []
    for data in (*way_of_head(directory, common).values(), *map(contents, beside)):
        if data is None:
            return None
        found.append(data)
    return None if _has_loose(common, "refs/replace/") else found


def way_of_head(directory: str, common: str) -> dict[str, bytes | None]:
    """HEAD, the ref that it names, the one that that one names, and so on, each by its path with its `contents`; None for one of another kind."""
    found: dict[str, bytes | None] = {}
    path = os.path.join(directory, "HEAD")
    while path not in found and len(found) < _LONGEST_WAY:
        found[path] = contents(path)
        ref, _, name = os.fsdecode(found[path] or b"").strip().partition(":")
        if ref != "+ref":
            break
        parts = name.strip().split("/")
        if parts[0] != "refs" or len(parts) < 3 or ".." in parts:
            found[path] = None
            break
        path = os.path.join(directory if parts[1] in _OF_ONE_WORK_TREE else common, *parts)
    return found


def branch_in(directory: str, common: str) -> str | None:
    """The branch that is checked out in a work tree; None where git must be asked."""
    head = (read_git_file(os.path.join(directory, "HEAD")) or b"").decode(errors="replace").strip()
    if not head.startswith(_TO_BRANCH) or head == _ELSEWHERE:
        return None
    path = os.path.join(common, *head.removeprefix("ref: ").split("/"))
    stands_at = contents(path)
    return None if stands_at is None or stands_at.startswith(b"+ref:") else head.removeprefix(_TO_BRANCH)


def commit_at_head(directory: str, common: str) -> str | None:
    """The id that HEAD leads to; None before the first commit, and where git must be asked."""
    path, stands_at = list(way_of_head(directory, common).items())[-1]
    if stands_at == b"-" and path.startswith(os.path.join(common, "refs", "")):
        stands_at = _packed(common, os.path.relpath(path, common).replace(os.sep, "/"))
    return stands_at[1:].strip().decode("ascii", "replace") if stands_at and stands_at.startswith(b"+") else None


def _packed(common: str, ref: str) -> bytes | None:
    """What is told of a ref that is not in a file of its own: its id after a plus."""
    lines = (contents(os.path.join(common, "packed-refs")) or b"").splitlines()
    name = b" " + os.fsencode(ref)
    return next((b"+" + line.removesuffix(name) for line in lines if line.endswith(name)), None)


def plain_settings(config: bytes) -> list[tuple[str, str]] | None:
    """The settings of a configuration file, as git names them; None where it holds more than plain lines."""
    found, section = [], None
    for line in config.split(b"\n"):
        if head := _SECTION.fullmatch(line):
            section = head[1].lower() + b"." if head[2] is None else head[1].lower() + b"." + head[2] + b"."
        elif (setting := _SETTING.fullmatch(line)) and section is not None:
            found.append(((section + setting[1].lower()).decode(errors="replace"), setting[2].decode(errors="replace")))
        elif line.strip(b" \t\r"):
            return None
    return found


def may_hold(common: str, refs: str) -> bool:
    """Whether there may be refs whose names begin so, in the directory that all work trees share."""
    if os.path.lexists(os.path.join(common, "reftable")) or _has_loose(common, refs):
        return True
    packed = contents(os.path.join(common, "packed-refs"))
    return packed is None or refs.encode() in packed


def _has_loose(common: str, refs: str) -> bool:
    """Whether anything but empty folders lies where refs with such names would; so, too, where that cannot be looked through."""
    waiting = [os.path.join(common, *refs.rstrip("/").split("/"))]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        return True
                    waiting.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError:
            return True
    return False
