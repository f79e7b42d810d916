"""The book's own merge driver, told to git in this clone alone: in its config and in info/attributes. No file of the book changes."""

import os
import shlex
import sys
from contextlib import suppress

from referat.git.program import Git

NAME = "referat"
_TITLE = "the actions of a minute book, by id and day"
_PATTERNS = ("**/*.md", "*.yaml")  # pages wherever they lie, and the registers
MARK = "# Made by: referat hooks install"


def command() -> str:
    """What git is to start, with its own words for the files."""
    return f"{shlex.quote(sys.executable)} -m referat.cli.merge_driver %O %A %B %L %P"


def install(git: Git) -> None:
    """Have plain git merge the book's pages and registers by it."""
    for setting, value in ((f"merge.{NAME}.name", _TITLE), (f"merge.{NAME}.driver", command())):
        git.use("config", "--local", setting, value)
    lines = [line for line in _attributes(git) if not _is_ours(line)]
    _write(git, [*lines, MARK, *(f"/{git.prefix}meetings/{pattern} merge={NAME}" for pattern in _PATTERNS)])


def remove(git: Git) -> bool:
    """Take it away again; whether it was there."""
    lines = _attributes(git)
    kept = [line for line in lines if not _is_ours(line) and line != MARK]
    if kept == lines:
        return False
    _write(git, kept)
    git.use("config", "--local", "--remove-section", f"merge.{NAME}")
    return True


def _is_ours(line: str) -> bool:
    return line.endswith(f" merge={NAME}")


def _path(git: Git) -> str:
    return os.path.join(git.common, "info", "attributes")


def _attributes(git: Git) -> list[str]:
    with suppress(FileNotFoundError), open(_path(git), encoding="utf-8", errors="surrogateescape") as file:
        return file.read().splitlines()
    return []


def _write(git: Git, lines: list[str]) -> None:
    path = _path(git)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.referat"
    with open(new, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.writelines(line + "\n" for line in lines)
    os.replace(new, path)
