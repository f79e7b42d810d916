"""The one place where git is started: how it is started, and what is read from it. Saving is `commit`, the commits themselves are `history`.

Two ways in. Reading looks at objects alone, in an empty environment, so that a stranger's repository runs nothing (`hardening`).
Saving is git as the user has set it up: identity, signing, hooks and filters are respected, once the repository is trusted (`trust`).
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from referat.git import git_errors, runs
from referat.git.environment import as_the_user_has_it, find_git, nothing_but
from referat.git.gitdir import LARGEST, branch_in, commit_at_head, may_hold, way_of_head
from referat.git.hardening import READ_SETTINGS
from referat.git.objects import files_of, is_commit, is_id
from referat.git.runs import GitAnswer, GitRun, streaming
from referat.model.fact import Fact

TYPE_CHECKING = False  # `typing` itself would keep git waiting
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal

    State = Literal["clean", "changed", "new", "removed", "absent"]

MAX_TEXT = 4 * 1024 * 1024  # bytes; what the book's files are held to

# What git leaves in its directory while two histories are being put together, and what git calls it.
_UNFINISHED: dict[str, str] = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


# What git opens at every start; a pipe planted there would be waited for until the time is up, and a file without end read.
_ALWAYS_OPENED = ("HEAD", "config", "config.worktree", "commondir", "packed-refs", "index", "shallow", "info/grafts", "objects/info/alternates")


_ASK_HEAD = ("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
_ASK_IDENTITY = ("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")


class Git(Fact):
    """A book's repository. `directory` is this work tree's own git directory, `common` the one that all its work trees share."""

    __slots__ = ("_begun", "common", "directory", "root", "top")
    not_compared = frozenset({"_begun"})

    def __init__(self, root: str, top: str, directory: str, common: str) -> None:
        self.root = root
        self.top = top
        self.directory = directory
        self.common = common
        self._begun: dict[tuple[str, ...], GitRun] = {}

    @property
    def prefix(self) -> str:
        """What git writes before a path of the book: "" or "folder/"."""
        return "" if self.top == self.root else os.path.relpath(self.root, self.top).replace(os.sep, "/") + "/"

    def read(self, *words: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> GitAnswer:
        """Run a command that looks at objects, hardened. Its exit code is the caller's to judge; a git that was killed has given no answer."""
        begun = self._begun.pop(words, None) if not stdin and not variables else None
        answer = (begun or self._run(words, stdin, variables or {})).answer(runs.READ_SECONDS)
        if answer.code < 0:
            raise git_errors.GitFailed(reason=f"git {words[0]}: {answer.code}")
        return answer

    def begin(self, *words: str) -> None:
        """Begin a command whose answer will be read soon, with the very same words."""
        self._begun[words] = self._run(words)

    def stop(self) -> None:
        """End what was begun and not read."""
        while self._begun:
            self._begun.popitem()[1].stop()

    def use(self, *words: str, stdin: bytes = b"", held: int | None = None, literal: bool = True) -> GitAnswer:
        """Run a command as the user's own git would; `held` is a descriptor that it keeps open, so that the book's lock outlives us.

        `literal` is False for paths that say themselves how they are meant.
        """
        return self._as_the_user([*(["--literal-pathspecs"] if literal else []), *words], stdin, held)

    def ignored(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths that git is told to leave alone, by the repository or by the user's own settings."""
        asked = {os.path.join(self.root, path): path for path in paths}  # from the root of the disk, so that none reads as a pattern
        if not asked:
            return set()
        stdin = b"".join(os.fsencode(name) + b"\0" for name in asked)
        answer = self._as_the_user(["check-ignore", "-z", "--stdin"], stdin)  # it takes no --literal-pathspecs
        if answer.code not in {0, 1}:  # 1: none of them is
            raise git_errors.GitFailed(reason=answer.said)
        return {asked[os.fsdecode(name)] for name in answer.out.split(b"\0") if name}

    def head(self) -> str | None:
        """The commit that HEAD stands at, in hex; None before the first."""
        told = commit_at_head(self.directory, self.common)
        if told is not None and is_commit(self.common, told):
            return told
        answer = self.read(*_ASK_HEAD)
        if answer.code > 1:
            raise git_errors.GitFailed(reason=answer.said)
        return answer.out.decode().strip() if answer.code == 0 else None

    def identity(self) -> tuple[str, str] | None:
        """The name and e-mail address that git would save under; None where nobody has told it."""
        return _identity(self.use(*_ASK_IDENTITY))

    def saved(self, paths: Iterable[str] | None = None, commit: str = "HEAD") -> dict[str, str]:
        """Path of the book -> blob id in a commit, for the files named or for all; links and submodules are no files."""
        asked = self._asked(paths)
        if asked is None:
            return {}
        told = self._told_of(asked, commit) if paths is not None else None
        if told is not None:
            return told
        answer = self.read(*_ask_tree(commit, asked))
        if answer.code != 0:
            if commit == "HEAD" and self.head() is None:
                return {}
            raise git_errors.GitFailed(reason=answer.said)
        return self._blob_ids(answer.out)

    def saved_under(self, paths: Iterable[str], commit: str) -> dict[str, str]:
        """The same for files and for all that lies in folders; nothing where the commit cannot be read."""
        answer = self.read(*_ask_tree(commit, self._asked(paths) or []))
        return self._blob_ids(answer.out) if answer.code == 0 else {}

    def staged(self, paths: Iterable[str] | None = None, index: str | None = None) -> dict[str, str]:
        """Path of the book -> blob id in the index, or in the index file that git names to a hook of its own."""
        asked = self._asked(paths)
        if asked is None:
            return {}
        answer = self.read("ls-files", "-z", "--stage", "--", *asked, variables={"GIT_INDEX_FILE": index} if index else None)
        if answer.code != 0:
            raise git_errors.GitFailed(reason=answer.said)
        return self._blob_ids(answer.out)

    def texts(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Each blob's id and bytes, in the order asked; None for one that is missing, no blob, or larger than 4 MiB."""
        left = list(blobs)
        while left:
            done = 0
            for blob, text, large in self._batch(left):
                done += 1
                yield blob, text
                if large:  # a new git is quicker than reading over what a stranger has made large
                    break
            if not done:
                raise git_errors.GitFailed(reason="git cat-file ended early")
            left = left[done:]

    def text(self, path: str, commit: str = "HEAD") -> bytes | None:
        """A file of the book as it was saved; None if it was not there."""
        blob = self.saved([path], commit).get(path)
        if blob is None:
            return None
        text = next(self.texts([blob]))[1]
        if text is None:
            raise git_errors.TextTooLarge(place=path, path=path, limit=MAX_TEXT >> 20)
        return text

    def states(self, files: Mapping[str, bytes | None], saved: Mapping[str, str] | None = None) -> dict[str, State]:
        """How each file, given as it is on the disk, stands to HEAD. `git status` is not asked: it can be told to look away.

        `saved` is what HEAD holds, where that is known already.
        """
        saved = self.saved(files) if saved is None else saved
        return {path: _state(data, saved.get(path)) for path, data in files.items()}

    def unfinished(self) -> str | None:
        """What git is in the middle of: "merge", "rebase" and so on."""
        return next((word for name, word in _UNFINISHED.items() if os.path.lexists(os.path.join(self.directory, name))), None)

    def refuse_unfinished(self) -> None:
        operation = self.unfinished()
        if operation is not None:
            raise (git_errors.MergeWaits if operation == "merge" else git_errors.UnfinishedMerge)(operation=operation)

    def stand_ins(self) -> list[str]:
        """Replace refs and grafts, which show other commits and texts than the ones that were saved."""
        found = []
        if may_hold(self.common, "refs/replace/"):
            answer = self.read("for-each-ref", "--format=%(refname)", "refs/replace/")
            if answer.code != 0:
                raise git_errors.GitFailed(reason=answer.said)
            found = answer.out.decode(errors="replace").split()
        return found + ["info/grafts"] * os.path.lexists(os.path.join(self.common, "info", "grafts"))

    def entry_at(self, path: str, commit: str) -> tuple[Literal["file", "other"] | None, str]:
        """What a commit holds under a path of the book: None for nothing, "other" for a link or anything else that is no file; and its id."""
        answer = self.read(*_ask_tree(commit, [self.prefix + path]))
        if answer.code != 0:
            return "other", ""  # a folder on the way to it is lost
        mode, _, blob = [*answer.out.split(b"\t")[0].decode().split(), "", "", ""][:3]
        return ("file" if mode.startswith("100") else "other" if mode else None), blob

    def is_partial(self) -> bool:
        """Whether the repository says that it was fetched without all of its texts."""
        return self.read("config", "--no-includes", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$").code == 0

    def branch(self) -> str:
        """The branch that is checked out, "" where it is none."""
        found = branch_in(self.directory, self.common)
        if found is not None:
            return found
        answer = self.read("symbolic-ref", "--quiet", "HEAD")
        name = answer.out.decode(errors="replace").strip()
        return name.removeprefix("refs/heads/") if answer.code == 0 else ""

    def is_shallow(self) -> bool:
        """Whether the history was fetched without its beginning."""
        return os.path.lexists(os.path.join(self.common, "shallow"))

    def begin_saved(self) -> None:
        """Begin what `saved` will ask of the whole book."""
        self.begin(*_ask_tree("HEAD", self._asked(None) or []))

    def _told_of(self, asked: Sequence[str], commit: str) -> dict[str, str] | None:
        """What the store itself tells of files in a commit; None where git must be asked."""
        name = commit_at_head(self.directory, self.common) if commit == "HEAD" else commit
        if name is None or not is_id(name):
            return None
        paths = {os.fsencode(path): path.removeprefix(self.prefix) for path in asked}
        found = files_of(self.common, name, paths)
        return None if found is None else {paths[path]: blob for path, blob in found.items()}

    def _as_the_user(self, words: Sequence[str], stdin: bytes = b"", held: int | None = None) -> GitAnswer:
        self.refuse_traps()
        return GitRun([find_git(), "--no-pager", *words], self.root, as_the_user_has_it(), stdin, held).answer()

    def _run(self, words: Sequence[str], stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> GitRun:
        self.refuse_traps()
        return GitRun(self._reading(words), self.top, nothing_but(variables or {}), stdin)

    def _reading(self, words: Sequence[str]) -> list[str]:
        settings = [word for setting in READ_SETTINGS for word in ("-c", setting)]
        return [find_git(), "--no-pager", *settings, f"--git-dir={self.directory}", f"--work-tree={self.top}", *words]

    def refuse_traps(self) -> None:
        """Raise GitFailed where git would wait for a pipe, or read a file without end."""
        opened = {os.path.join(folder, name): f".git/{name}" for folder in (self.directory, self.common) for name in _ALWAYS_OPENED}
        for path in (*opened, *way_of_head(self.directory, self.common)):
            with suppress(OSError, ValueError):
                facts = os.stat(path)
                is_large = facts.st_size > LARGEST and not path.endswith(f"{os.sep}index")  # of which git reads only what it needs
                if is_large or not (stat.S_ISREG(facts.st_mode) or (stat.S_ISDIR(facts.st_mode) and path not in opened)):
                    raise git_errors.GitFailed(reason=opened.get(path, path))

    def _asked(self, paths: Iterable[str] | None) -> list[str] | None:
        """The files named, or the whole book, as git names them from the top of its work tree; None for no file, which git takes for all."""
        if paths is None:
            return [self.prefix] if self.prefix else []
        return [self.prefix + path for path in paths] or None

    def _blob_ids(self, listed: bytes) -> dict[str, str]:
        """Read `MODE [TYPE] ID [STAGE]<tab>PATH` entries of ls-tree and ls-files."""
        found = {}
        for entry in listed.split(b"\0"):
            facts, _, path = entry.partition(b"\t")
            if facts.startswith(b"100"):
                words = facts.split()
                found[os.fsdecode(path).removeprefix(self.prefix)] = words[2 if words[1] == b"blob" else 1].decode()
        return found

    def _batch(self, blobs: list[str]) -> Iterator[tuple[str, bytes | None, bool]]:
        """Blob, bytes, and whether it was too large, after which nothing more can be read."""
        from tempfile import TemporaryFile
        from threading import Timer

        with TemporaryFile() as asked:
            asked.write("".join(f"{blob}\n" for blob in blobs).encode())
            asked.seek(0)
            running = streaming(self._reading(["cat-file", "--batch", "--buffer"]), self.top, nothing_but({}), asked)
            assert running.stdout is not None
            clock = Timer(runs.READ_SECONDS, running.kill)
            clock.start()
            try:
                for blob in blobs:
                    facts = running.stdout.readline().split()
                    if not facts:
                        return
                    if len(facts) != 3 or facts[1] != b"blob":
                        if len(facts) == 3:
                            _skip(running.stdout, int(facts[2]) + 1)
                        yield blob, None, False
                    elif int(facts[2]) > MAX_TEXT:
                        yield blob, None, True
                    else:
                        yield blob, running.stdout.read(int(facts[2]) + 1)[:-1], False
            finally:
                clock.cancel()
                running.kill()
                running.communicate()


def _state(data: bytes | None, saved: str | None) -> State:
    from referat.git.blobs import blob_id

    if data is None:
        return "absent" if saved is None else "removed"
    if saved is None:
        return "new"
    # git may keep LF for a file that has CRLF on the disk (core.autocrlf)
    return "clean" if saved in (blob_id(data, saved), blob_id(data.replace(b"\r\n", b"\n"), saved)) else "changed"


def identity_outside(folder: str) -> tuple[str, str] | None:
    """The same in a folder without a repository: what git was told for all of them. Raises GitMissing."""
    return _identity(GitRun([find_git(), "--no-pager", *_ASK_IDENTITY], folder, as_the_user_has_it()).answer())


def _identity(answer: GitAnswer) -> tuple[str, str] | None:
    name, opening, rest = answer.out.decode(errors="replace").partition(" <")
    return (name, rest.partition(">")[0]) if answer.code == 0 and opening else None


def _ask_tree(commit: str, asked: Sequence[str]) -> tuple[str, ...]:
    return ("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, *asked)  # after these, -- would be a path


def _skip(stream: Any, count: int) -> None:
    while count > 0 and (chunk := stream.read(min(count, 1 << 16))):
        count -= len(chunk)
