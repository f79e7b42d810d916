"""What git gets of our surroundings: nothing but what reading needs, or everything but what would lead it astray."""

import functools
import os
from collections.abc import Iterable, Mapping

from referat.git import git_errors as refusals
from referat.git.hardening import READ_ENVIRONMENT

_ENV = "/usr/bin/env"  # takes variables away, which GitPython cannot; Windows lacks it, and the options of the command line must do there


def language() -> dict[str, str]:
    """GitPython would have git and the user's hooks speak ASCII; they get what the user has."""
    return {name: os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL")}


def nothing_but(variables: Mapping[str, str]) -> dict[str, str]:
    """The surroundings of a git that reads: nothing of our own but what reading needs. A program starts on Windows only with more of them."""
    kept = {"PATH": os.pathsep.join(_search_path()), "HOME": os.environ.get("HOME", "/"), **READ_ENVIRONMENT, **variables}
    return kept if os.name != "nt" else {**os.environ, **kept}


def without(names: Iterable[str]) -> list[str]:
    """The words before git that take variables away."""
    return [_ENV, *(word for name in names for word in ("-u", name))] if os.path.exists(_ENV) else []


def _search_path() -> list[str]:
    """The folders of PATH that do not depend on where we stand: the current one may be a stranger's."""
    return [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder)]


def find_git() -> str:
    """The program, by its full path."""
    program = _find_in(os.pathsep.join(_search_path()))
    if program is None:
        raise refusals.GitMissing
    return program


@functools.cache
def _find_in(path: str) -> str | None:
    name = "git.exe" if os.name == "nt" else "git"
    for folder in path.split(os.pathsep):
        program = os.path.join(folder, name)
        if os.path.isfile(program) and os.access(program, os.X_OK):
            return program
    return None
