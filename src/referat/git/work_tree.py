"""The work tree, git's own list of files and the branch brought from one commit to another, without git's checkout where the book's files are."""

import os
from collections.abc import Mapping
from contextlib import suppress

from referat.git.blobs import blob_id
from referat.git.git_errors import GitFailed
from referat.git.merge_trees import TreeEntry
from referat.git.program import Git

_SUBMODULE = "160000"


def is_own(git: Git, path: str, entry: TreeEntry | None) -> bool:
    """Whether a file, by its path from the top of the repository, is an ordinary one in the book's folder (or is gone from there)."""
    return path.startswith(git.prefix) and (entry is None or entry.mode.startswith("100"))


def large_blob(git: Git, blob: str) -> bytes:
    """A text of any size. Raises GitFailed where it is not there."""
    answer = git.read("cat-file", "blob", blob)
    if answer.code != 0:
        raise GitFailed(reason=answer.said)
    return answer.out


def in_the_way(git: Git, before: Mapping[str, TreeEntry], changed: Mapping[str, TreeEntry | None]) -> list[str]:
    """The files that hold what neither state does, by their paths from the top: somebody's writing, which a new state must not be laid over."""
    return [path for path, entry in changed.items() if _holds_another(git, path, [one for one in (before.get(path), entry) if one])]


def _holds_another(git: Git, path: str, known: list[TreeEntry]) -> bool:
    full = os.path.join(git.top, path)
    if os.path.isdir(full) and not os.path.islink(full):
        return all(one.mode != _SUBMODULE for one in known)
    try:
        if os.path.islink(full):
            data = os.fsencode(os.readlink(full))
        else:
            with open(full, "rb") as file:
                data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if any(one.blob in (blob_id(data, one.blob), blob_id(data.replace(b"\r\n", b"\n"), one.blob)) for one in known):
        return False
    kept = git.use("hash-object", "--stdin", f"--path={os.path.relpath(full, git.root)}", stdin=data).out.decode().strip()
    return all(one.blob != kept for one in known)


def follow(git: Git, old: str | None, new: str, changed: Mapping[str, TreeEntry | None]) -> None:
    """Bring git's list and the branch to `new`, once the book's own files are there. Doing it again changes nothing. Raises GitFailed."""
    others = {path: entry for path, entry in changed.items() if not is_own(git, path, entry)}
    if there := [path for path, entry in others.items() if entry]:
        _put_in_place(git, new, there)
    for path in (path for path, entry in others.items() if entry is None):
        with suppress(OSError):
            os.unlink(os.path.join(git.top, path))
    trees = [old, new] if old else [new]
    for words in (("read-tree", "-i", "-m", *trees), ("update-ref", "-m", "referat sync", "HEAD", new, old or "0" * len(new))):
        answer = git.read("-c", "core.fsync=all", *words)
        if answer.code != 0:
            raise GitFailed(reason=answer.said)


def _put_in_place(git: Git, commit: str, paths: list[str]) -> None:
    """Files that are not the book's, or no ordinary ones, as git itself lays them down."""
    named = [f":(top,literal){path}" for path in paths]
    answer = git.use("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "checkout", "--quiet", commit, "--", *named, literal=False)
    if answer.code != 0:
        raise GitFailed(reason=answer.said)
