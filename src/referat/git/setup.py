"""What is done once in a repository's life: begun through GitPython, which is imported for nothing else."""

from __future__ import annotations

import os
from contextlib import contextmanager
from subprocess import PIPE

from referat.git import git_errors
from referat.git.environment import find_git
from referat.git.hardening import LOCATION_VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from referat.git.program import Git

# At its import GitPython starts git twice to ask its version; pointed at nothing, it does not.
_POINTED_AT_NOTHING = {"GIT_PYTHON_GIT_EXECUTABLE": os.path.join(os.sep, "nonexistent", "git"), "GIT_PYTHON_REFRESH": "quiet"}


def init_repository(root: str) -> None:
    """Make `root` a repository as the user's git would."""
    _ask(root, "init", "--quiet", "--end-of-options", root)


def hooks_folder(git: Git) -> str:
    """Where git looks for the hooks of a book's repository, as the user has set it."""
    git.refuse_traps()
    return os.path.realpath(os.path.join(git.root, _ask(git.root, "rev-parse", "--git-path", "hooks").removesuffix("\n")))


def _ask(folder: str, *words: str) -> str:
    """What the user's own git answers in a folder. Raises GitFailed."""
    with _surroundings(_POINTED_AT_NOTHING):
        from git.cmd import Git as Runner
    # GitPython would have git speak ASCII, and leaves what a hook of git's own tells of another repository
    language = {name: os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL")}
    with _surroundings(dict.fromkeys(LOCATION_VARIABLES)):
        running = Runner(folder).execute([find_git(), "--no-pager", *words], istream=PIPE, as_process=True, env=language)
    out, said = running.communicate()
    if running.returncode != 0:
        raise git_errors.GitFailed(reason=said.decode(errors="replace").strip())
    return os.fsdecode(out)


@contextmanager
def _surroundings(changed: Mapping[str, str | None]) -> Iterator[None]:
    """Our own environment with these variables, or without them where None, for as long as it is needed."""
    before = {name: os.environ.get(name) for name in changed}
    _set(changed)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is not None:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
