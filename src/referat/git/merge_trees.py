"""Two commits put together file by file, without git's own merge: no driver, filter or hook of a repository is asked.

A file that one side alone changed is taken as it is. One that both changed is merged: pages of the book by actions and days
(`format.merge`), other text by lines. A file that one side moved and the other wrote in is merged under its new name.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import NamedTuple

from referat.format.merge import merge_file
from referat.format.merge_pieces import Disputed, Merged, all_disputed
from referat.git import git_errors
from referat.git.merge_lines import MarksInText, merge_lines
from referat.git.program import Git

_ORDINARY = ("100644", "100755")
_FSYNC = ("-c", "core.fsync=all")


class TreeEntry(NamedTuple):
    """What a tree holds under a path: git's mode, and the id of the blob."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class DisputedFile:
    """A file about which the sides disagree, with its name in the end. `merged` is None where only one side can be taken whole."""

    path: str
    merged: Merged | None
    ours: TreeEntry | None
    theirs: TreeEntry | None
    names: tuple[str, str] | None = None


@dataclass(slots=True)
class TreeMerge:
    """What two commits make together, by path from the top of the repository: files as they are to be (None: gone), and the disputed ones."""

    files: dict[str, TreeEntry | None]
    disputed: list[DisputedFile]


def merge_base(git: Git, ours: str, theirs: str) -> str | None:
    """The commit that both sides went out from; None where they have nothing in common."""
    answer = git.read("merge-base", "--end-of-options", ours, theirs)
    if answer.code > 1:
        raise git_errors.GitFailed(reason=answer.said)
    return answer.out.decode().split("\n")[0] if answer.code == 0 else None


def is_ancestor(git: Git, old: str, new: str) -> bool:
    """Whether everything in `old` is in `new` too."""
    answer = git.read("merge-base", "--is-ancestor", old, new)
    if answer.code > 1:
        raise git_errors.GitFailed(reason=answer.said)
    return answer.code == 0


def tree_of(git: Git, commit: str) -> dict[str, TreeEntry]:
    """Everything in a commit: path from the top of the repository -> entry."""
    answer = git.read("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    found = {}
    for line in answer.out.split(b"\0"):
        facts, _, path = line.partition(b"\t")
        if facts:
            mode, _, blob = facts.decode().split()
            found[os.fsdecode(path)] = TreeEntry(mode, blob)
    return found


def merge_trees(git: Git, base: str | None, ours: str, theirs: str) -> TreeMerge:
    """What two commits make together, as changes of `ours`. Raises GitFailed."""
    before, mine, other = (tree_of(git, commit) if commit else {} for commit in (base, ours, theirs))
    moved = [_moves(git, base, commit) if base else {} for commit in (ours, theirs)]
    made = TreeMerge({}, [])
    taken: set[str] = set()
    for path, entry in before.items():
        names = (moved[0].get(path, path), moved[1].get(path, path))
        name = _of_three(path, *names)
        taken.update(names)
        _put(git, made, name or names[0], (entry, mine.get(names[0]), other.get(names[1])), names if name is None else None)
    for path in sorted({*mine, *other} - taken - set(before)):
        _put(git, made, path, (None, mine.get(path), other.get(path)), None)
    gone = {path: None for path in mine if path not in made.files and not any(one.path == path for one in made.disputed)}
    made.files = {path: entry for path, entry in {**gone, **made.files}.items() if mine.get(path) != entry}
    return made


def write_blob(git: Git, data: bytes) -> str:
    """Put a text into the store, as it is; its id."""
    answer = git.read(*_FSYNC, "hash-object", "-w", "--no-filters", "--stdin", stdin=data)
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    return answer.out.decode().strip()


def write_merge(git: Git, files: Mapping[str, TreeEntry | None], parents: tuple[str, str], identity: tuple[str, str], message: str) -> str:
    """A commit with two parents: the first one's files but for these; signed where the user signs commits. No branch moves yet."""
    with TemporaryDirectory(prefix="referat-merge-") as folder:
        index = {"GIT_INDEX_FILE": os.path.join(folder, "index")}
        _told(git, "read-tree", "--end-of-options", parents[0], variables=index)
        lines = [f"{entry.mode} {entry.blob}\t{path}" if entry else f"0 {'0' * len(parents[0])}\t{path}" for path, entry in files.items()]
        _told(git, "update-index", "-z", "--index-info", stdin=b"".join(os.fsencode(line) + b"\0" for line in lines), variables=index)
        tree = _told(git, *_FSYNC, "write-tree", variables=index)
    name, address = identity
    who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER") for part, text in (("NAME", name), ("EMAIL", address))}
    words = (*_FSYNC, "-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-p", parents[0], "-p", parents[1], tree)
    if git.use("config", "--type=bool", "--get", "commit.gpgSign").out.strip() == b"true":
        signed = git.use(*words[:-1], "-S", tree, stdin=message.encode())
        if signed.code != 0:
            raise git_errors.GitFailed(reason=signed.said)
        return signed.out.decode().strip()
    return _told(git, *words, stdin=message.encode(), variables=who)


def _told(git: Git, *words: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> str:
    answer = git.read(*words, stdin=stdin, variables=variables)
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    return answer.out.decode().strip()


def _of_three(base: str, ours: str, theirs: str) -> str | None:
    """What one side alone changed, or both alike; None where they changed it differently."""
    if theirs in {ours, base}:
        return ours
    return theirs if ours == base else None


def _put(
    git: Git, made: TreeMerge, path: str, entries: tuple[TreeEntry | None, TreeEntry | None, TreeEntry | None], names: tuple[str, str] | None
) -> None:
    """File one path: as one side has it, merged, or in dispute."""
    base, ours, theirs = entries
    is_plain = ours == theirs or base in (ours, theirs)
    if is_plain and names is None and path not in made.files:
        made.files[path] = theirs if ours == base else ours
        return
    merged = None if is_plain else _merged(git, path, base, ours, theirs)
    if merged is None or merged.disputed or names or path in made.files:
        made.disputed.append(DisputedFile(path, merged, ours, theirs, names))
        return
    assert ours is not None
    made.files[path] = TreeEntry(ours.mode, write_blob(git, merged.text().encode("utf-8")))


def _merged(git: Git, path: str, base: TreeEntry | None, ours: TreeEntry | None, theirs: TreeEntry | None) -> Merged | None:
    """Both sides' text together; None where it is no text on all sides, or one side took the file away."""
    entries = [entry for entry in (base, ours, theirs) if entry is not None]
    if ours is None or theirs is None or any(entry.mode not in _ORDINARY for entry in entries):
        return None
    data = dict(git.texts(dict.fromkeys(entry.blob for entry in entries)))
    try:
        texts = ["" if entry is None else (data[entry.blob] or b"\xff").decode("utf-8") for entry in (base, ours, theirs)]
    except UnicodeDecodeError:
        return None
    if any("\0" in text for text in texts):
        return None
    before, mine, other = texts
    try:
        return merge_file(path.removeprefix(git.prefix), before, mine, other, merge_lines)
    except MarksInText:
        return all_disputed(before, mine, other)


def _moves(git: Git, old: str, new: str) -> dict[str, str]:
    """The files that a side gave another name: old path -> new."""
    answer = git.read("diff-tree", "-r", "-z", "--raw", "--full-index", "-M60%", "--no-ext-diff", "--no-textconv", "--end-of-options", old, new)
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    words = iter(answer.out.split(b"\0"))
    found = {}
    for facts in words:
        path = next(words, b"")
        if facts.split(b" ")[-1][:1] in (b"R", b"C"):
            to = next(words, b"")
            if facts.split(b" ")[-1][:1] == b"R":
                found[os.fsdecode(path)] = os.fsdecode(to)
    return found


def settled(file: DisputedFile, choose: Callable[[DisputedFile, Disputed | None], str]) -> tuple[str, TreeEntry | str | None]:
    """A disputed file as a person decided it: its path, and its entry or its text. `choose` answers "ours", "theirs" or "both"."""
    path = file.path
    if file.names:
        path = file.names[choose(file, None) == "theirs"]
    if file.merged is None:
        if file.names and file.ours and file.theirs:
            return path, file.ours
        return path, file.theirs if choose(file, None) == "theirs" else file.ours
    return path, file.merged.text(lambda place: {"ours": place.ours, "theirs": place.theirs, "both": place.ours + place.theirs}[choose(file, place)])
