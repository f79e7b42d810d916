"""What the benchmark knows of a program it compares with."""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.stopwatch import LONGEST
from benchmarks.workshop import Workshop

VERSION = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, and how it is given the tasks and asked for the open ones of one group, by due date.

    find     the program, got from where it is got; raises `Missing`
    convert  writes the tasks of a book of a size where the program reads them; None where it reads the book itself
    ask      the words of its command, given the program and the folder of `convert`
    """

    name: str
    note: str  # how it is asked, for the page
    largest: int  # the largest book it is asked about: above, it would take minutes
    find: Callable[[Workshop], Path]
    ask: Callable[[Path, Path], tuple[str, ...]]
    convert: Callable[[int, Path], None] | None = None
    env: Callable[[Path, Path], Mapping[str, str]] = field(default=lambda _program, _folder: {})
    version_word: str = "--version"
    remembers: bool = False  # it keeps a cache of its own, and its first answer may take minutes
    by_due: bool = True
    shows_ids: bool = True

    def version(self, program: Path, workshop: Workshop) -> str:
        folder = workshop.folder("home")
        done = subprocess.run(
            (str(program), self.version_word),
            cwd=folder,
            env={**workshop.env, **self.env(program, folder)},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST,
        )
        found = VERSION.search(done.stdout + done.stderr)
        return found.group() if found else "of a version it does not say"


def in_shell(script: str, *words: str) -> tuple[str, ...]:
    """A command with a pipe in it; `words` are $1, $2 ... of the script."""
    return ("sh", "-c", script, "sh", *words)
