"""What git gets of our surroundings: nothing but what reading needs, or everything but what would lead it astray."""

import functools
import os
from collections.abc import Mapping

from referat.git import git_errors
from referat.git.hardening import LOCATION_VARIABLES, READ_ENVIRONMENT


def as_the_user_has_it() -> dict[str, str]:
    """The surroundings of a git that saves: the user's own, but for what would lead it to another repository."""
    return {name: value for name, value in os.environ.items() if name not in LOCATION_VARIABLES}


def nothing_but(variables: Mapping[str, str]) -> dict[str, str]:
    """The surroundings of a git that reads: nothing of our own but what reading needs. A program starts on Windows only with more of them."""
    kept = {"PATH": os.pathsep.join(_search_path()), "HOME": os.environ.get("HOME", "/"), **READ_ENVIRONMENT, **variables}
    return kept if os.name != "nt" else {**os.environ, **kept}


def _search_path() -> list[str]:
    """The folders of PATH that do not depend on where we stand: the current one may be a stranger's."""
    return [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder)]


def find_git() -> str:
    """The program, by its full path."""
    program = _find_in(os.pathsep.join(_search_path()))
    if program is None:
        raise git_errors.GitMissing
    return program


@functools.cache
def _find_in(path: str) -> str | None:
    name = "git.exe" if os.name == "nt" else "git"
    for folder in path.split(os.pathsep):
        program = os.path.join(folder, name)
        if os.path.isfile(program) and os.access(program, os.X_OK):
            return program
    return None
