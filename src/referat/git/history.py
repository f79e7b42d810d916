"""The commits that touched the book's files, as git tells them: who, when, and which text went in."""

import os
from collections.abc import Iterator

from referat.git import git_errors
from referat.git.program import Git
from referat.model.fact import Fact, Record

# Everything is parted by NUL, which no name, path or message can hold: nine fields, then git's raw lines, each with its path.
_FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B")


class CommittedFile(Fact):
    """A file in a commit, against its first parent: blob ids, None where there was no file."""

    __slots__ = ("new", "old", "path")

    def __init__(self, path: str, old: str | None, new: str | None) -> None:
        self.path = path
        self.old = old
        self.new = new


class Commit(Record):
    """One commit. Names and times are claims of whoever made it; times are seconds since 1970."""

    id: str
    parents: tuple[str, ...]
    author: str
    author_email: str
    authored: int
    committer: str
    committer_email: str
    committed: int
    message: str
    changes: tuple[CommittedFile, ...]


def commits(git: Git, *, tip: str = "HEAD", since: str | None = None) -> Iterator[Commit]:
    """The commits up to `tip` that changed the book's folder, newest first; with `since`, only those it does not hold."""
    if tip == "HEAD" and git.head() is None:
        return
    span = ["--end-of-options", tip, *([f"^{since}"] if since else [])]
    answer = git.read(
        "log",
        "--topo-order",
        "--full-history",  # else a side branch whose end result is the same is left out
        "--diff-merges=first-parent",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--no-renames",
        "--no-abbrev",
        "--no-color",
        "--no-notes",
        "--no-mailmap",
        "--encoding=UTF-8",
        "--raw",
        "-z",
        f"--format={'%x00'.join(_FIELDS)}",
        *span,
        "--",
        f"{git.prefix}meetings",
    )
    if answer.code != 0:
        raise git_errors.GitFailed(reason=answer.said)
    pieces = answer.out.split(b"\0")
    at = 0
    while at + len(_FIELDS) <= len(pieces):
        fields = pieces[at : at + len(_FIELDS)]
        at += len(_FIELDS)
        changes = []
        while at + 1 < len(pieces) and pieces[at].lstrip(b"\n").startswith(b":"):
            changes.append(_change(pieces[at], pieces[at + 1], git.prefix))
            at += 2
        yield _commit(fields, tuple(changes))


def _commit(fields: list[bytes], changes: tuple[CommittedFile, ...]) -> Commit:
    text = [field.decode(errors="replace") for field in fields]
    return Commit(
        id=text[0],
        parents=tuple(text[1].split()),
        author=text[2],
        author_email=text[3],
        authored=_number(text[4]),
        committer=text[5],
        committer_email=text[6],
        committed=_number(text[7]),
        message=text[8].strip("\n"),
        changes=changes,
    )


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else 0


def _change(facts: bytes, path: bytes, prefix: str) -> CommittedFile:
    """Read `:MODE MODE OLD NEW STATUS` and its path; an id of zeros is no file."""
    old, new = (word.decode() if word.strip(b"0") else None for word in facts.split()[2:4])
    return CommittedFile(os.fsdecode(path).removeprefix(prefix), old, new)
