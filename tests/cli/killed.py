"""A command that ends in the middle, as if it had been killed: in a copy of this very process, which is made in a moment.

`tests.faults.harness` kills at system calls, git's own too, and takes a new process and strace for each; this is for many kills in little time.
"""

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from tests.cli.prompt import run

# What Python tells of before it does it, and that changes what lies on the disk; an opened file counts where it may be written.
_CHANGING = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "subprocess.Popen"}
_KILLED = 9


def run_killed(number: int, book: Path, *words: str) -> bool:
    """The command, ended before its `number`-th change of the disk (from 1) since it asked for the book's lock; whether it came so far."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads of the test runner are of no concern to the copy
        child = os.fork()
    if not child:
        try:
            sys.addaudithook(_ended_at(number))
            run(book, *words)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _KILLED


def _ended_at(number: int) -> Callable[[str, tuple[object, ...]], None]:
    left, begun = number, False

    def hook(event: str, facts: tuple[object, ...]) -> None:
        nonlocal left, begun
        is_opened = event == "open" and isinstance(facts[2], int) and facts[2] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR)
        begun = begun or (event == "open" and "referat.lock" in str(facts[0]))
        if begun and (is_opened or event in _CHANGING):
            left -= 1
            if not left:
                os._exit(_KILLED)

    return hook
