"""Fetching from another repository and sending to it, in a git directory of our own that shares the book's objects and nothing else.

So neither the book's settings nor its hooks are heeded, whatever they name: only the user's own settings are (for passwords, proxies, ssh).
What git may start is in `_SETTINGS` and `_ENVIRONMENT`; addresses are https, ssh and files alone.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from referat.errors import Exit, ReferatError, reason_of
from referat.git import git_errors
from referat.git.environment import as_the_user_has_it, find_git
from referat.git.program import Git
from referat.git.runs import GitAnswer, GitRun
from referat.languages.i18n import tr
from referat.languages.mark import N_

_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsync=all",
    "core.fsmonitor=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "fetch.writeCommitGraph=false",
    "transfer.credentialsInUrl=allow",
)
_ENVIRONMENT = {"GIT_ALLOW_PROTOCOL": "https:ssh:file", "LC_ALL": "C.UTF-8", "LANGUAGE": "", "GIT_PROTOCOL_FROM_USER": "1"}
_INCOMING = "refs/incoming"
_LONG_ID = 64  # hexadecimal signs of an object's id in a repository with SHA-256

_URL = re.compile(r"(https|ssh|file)://[^\x00-\x20]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:/|:)")
_SCP = re.compile(r"(?:[A-Za-z0-9_.\-]+@)?[A-Za-z0-9_.\-\[\]]{2,}:[^\x00-\x1f:][^\x00-\x1f]*\Z")
_PASSWORD = re.compile(r"(?<=//)([^/@:]*):[^/@]*@")


class UnfitAddress(ReferatError):
    exit = Exit.REFUSED
    message = N_("The book is told to be exchanged with “{address}”, which is no address that sync goes to.")
    hint = N_("Give one that begins with https:// or ssh://, or a folder: git remote set-url {remote} ADDRESS")


class Unreachable(ReferatError):
    exit = Exit.NETWORK
    message = N_("{address} could not be reached: {reason}")
    hint = N_("Nothing was changed. Try again when it can be reached.")


class NotTaken(ReferatError):
    exit = Exit.NETWORK
    message = N_("What others wrote is here now, but {address} did not take yours: {reason}")
    hint = N_("Nothing is lost. When that is put right, run again: referat sync")


@dataclass(frozen=True, slots=True)
class Address:
    """Where another repository of the book is. `shown` has no password."""

    url: str
    is_local: bool

    @property
    def shown(self) -> str:
        return _PASSWORD.sub(r"\1@", self.url)

    @property
    def is_bundle(self) -> bool:
        """Whether it is a file that carries the book, which can hold no programs."""
        return self.is_local and self.url.endswith(".bundle") and not os.path.isdir(self.url)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A git directory of our own, for as long as one exchange takes."""

    git: Git
    folder: str
    settings: tuple[str, ...]
    asking: Mapping[str, str]

    def fetch(self, address: Address, branch: str) -> str | None:
        """The commit that the branch stands at there, with all that belongs to it; None where there is no such branch yet. Raises Unreachable."""
        words = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules", "--refmap=")
        answer = self._run(*words, "--", address.url, f"+refs/heads/{branch}:{_INCOMING}")
        if answer.code != 0:
            if "couldn't find remote ref" in answer.said:
                return None
            raise Unreachable(address=address.shown, reason=_reason(answer, address))
        told = self._run("rev-parse", "--verify", "--quiet", f"{_INCOMING}^{{commit}}")
        if told.code != 0:
            raise Unreachable(address=address.shown, reason=tr(N_("what it holds is no history")))
        return told.out.decode().strip()

    def push(self, address: Address, commit: str, branch: str) -> bool:
        """Have the branch stand at this commit there; False where others have sent something meanwhile. Raises NotTaken and Unreachable."""
        words = ("push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no")
        answer = self._run(*words, "--", address.url, f"{commit}:refs/heads/{branch}")
        if answer.code == 0:
            return True
        refused = [line.split("\t")[-1] for line in answer.out.decode(errors="replace").splitlines() if line.startswith("!")]
        if not refused:
            raise NotTaken(address=address.shown, reason=_reason(answer, address))
        if any(reason.startswith("[rejected]") for reason in refused):
            return False
        raise NotTaken(address=address.shown, reason=" ".join(refused))

    def _run(self, *words: str) -> GitAnswer:
        settings = [word for setting in (*_SETTINGS, *self.settings) for word in ("-c", setting)]
        objects = {"GIT_OBJECT_DIRECTORY": os.path.join(self.git.common, "objects")}
        environment = {**as_the_user_has_it(), **_ENVIRONMENT, **self.asking, **objects}
        if self.git.is_shallow():
            environment["GIT_SHALLOW_FILE"] = os.path.join(self.git.common, "shallow")
        self.git.refuse_traps()
        return GitRun([find_git(), "--no-pager", f"--git-dir={self.folder}", *settings, *words], self.folder, environment).answer()


def address_of(written: str, git: Git, remote: str) -> Address:
    """An address as it is written in the settings. A folder that is named from where the repository lies is made whole. Raises UnfitAddress."""
    if _URL.match(written):
        return Address(written, written[:5].casefold() == "file:")
    is_path = not _SCHEME.match(written) and (os.path.isabs(written) or not _SCP.match(written) or written.startswith("."))
    if not written or written.startswith("-") or any(ord(letter) < ord(" ") for letter in written) or _SCHEME.match(written):
        raise UnfitAddress(address=_PASSWORD.sub(r"\1@", written), remote=remote)
    if is_path:
        return Address(os.path.normpath(os.path.join(git.top, os.path.expanduser(written))), is_local=True)
    return Address(written, is_local=False)


@contextmanager
def exchange(git: Git, known: Iterable[str], settings: Iterable[str] = ()) -> Iterator[Exchange]:
    """A directory of our own to exchange with another repository. `known` are commits that are here, so that they need not be sent.

    `settings` are those of the book's own (`name=value`) that count because the user trusts the book. Raises GitFailed.
    """
    commits = list(known)
    is_long = any(len(commit) == _LONG_ID for commit in commits)
    with TemporaryDirectory(prefix="referat-sync-") as folder:
        words = [find_git(), "init", "--quiet", "--bare", "--template=", *(["--object-format=sha256"] if is_long else []), folder]
        made = GitRun(words, folder, as_the_user_has_it()).answer()
        if made.code != 0:
            raise git_errors.GitFailed(reason=made.said)
        with open(os.path.join(folder, "packed-refs"), "w", encoding="utf-8") as file:
            file.writelines(f"{commit} refs/known/{number}\n" for number, commit in enumerate(dict.fromkeys(commits)))
        told = tuple(settings)
        yield Exchange(git, folder, told, _asking(folder, told))


def _asking(folder: str, settings: tuple[str, ...]) -> dict[str, str]:
    """Where nobody sits at a terminal, nobody is asked for a password, neither by git nor by the ssh that git starts of itself."""
    if sys.stdin is not None and sys.stdin.isatty():
        return {}
    is_told = "GIT_SSH_COMMAND" in os.environ or "GIT_SSH" in os.environ or any(one.lower().startswith("core.sshcommand=") for one in settings)
    if is_told or GitRun([find_git(), f"--git-dir={folder}", "config", "--get", "core.sshCommand"], folder, as_the_user_has_it()).answer().code == 0:
        return {"GIT_TERMINAL_PROMPT": "0"}
    return {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}


def write_bundle(git: Git, address: Address, branch: str) -> None:
    """The whole history of the branch as a file, put in place in one step. Raises NotTaken."""
    new = f"{address.url}.new"
    answer = git.read("bundle", "create", "--quiet", new, "HEAD", f"refs/heads/{branch}")  # HEAD: what a clone of the file checks out
    try:
        if answer.code != 0:
            raise NotTaken(address=address.shown, reason=_reason(answer, address))
        os.replace(new, address.url)
    except OSError as error:
        raise NotTaken(address=address.shown, reason=reason_of(error)) from None
    finally:
        with suppress(OSError):
            os.unlink(new)


def _reason(answer: GitAnswer, address: Address) -> str:
    """What git said, on one line, without its advice and without a password."""
    told = [line for line in answer.said.splitlines() if not line.startswith("hint:")]
    lines = [line.removeprefix("fatal: ").removeprefix("error: ").strip() for line in told]
    said = "; ".join(dict.fromkeys(line for line in lines if line)) or f"git: {answer.code}"
    return _PASSWORD.sub(r"\1@", said.replace(address.url, address.shown))
