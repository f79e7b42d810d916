"""Runs of git: each in surroundings of its own. One that reads is begun before its answer is needed, so that it works while we do."""

from __future__ import annotations

import os
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from referat.git import git_errors
from referat.model.fact import Fact

TYPE_CHECKING = False  # `typing` itself would keep git waiting
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

READ_SECONDS = 60.0  # far beyond the history of any minute book; a planted pipe would hang for ever


class GitAnswer(Fact):
    """What a run of git gave; `said` is what it wrote on its standard error, for people."""

    __slots__ = ("code", "out", "said")

    def __init__(self, code: int, out: bytes, said: str) -> None:
        self.code = code
        self.out = out
        self.said = said


class GitRun:
    """A run that has begun. What it writes goes to a file without a name, so that it never waits for us."""

    def __init__(self, command: Sequence[str], folder: str, surroundings: Mapping[str, str], stdin: bytes = b"", held: int | None = None) -> None:
        self._stdin = stdin
        self._out = _nameless_file()
        self._process = Popen(  # noqa: S603 - git by its full path, with words of our own
            command,
            cwd=folder,
            env=surroundings,
            stdin=PIPE if stdin else DEVNULL,
            stdout=self._out,
            stderr=PIPE,
            pass_fds=() if held is None else (held,),
        )

    def answer(self, seconds: float | None = None) -> GitAnswer:
        """What it gave, once it is done; waited for as long as it takes where no seconds are named. Raises GitTooSlow."""
        try:
            _, said = self._process.communicate(self._stdin or None, timeout=seconds)
        except TimeoutExpired:
            self.stop()
            raise git_errors.GitTooSlow(seconds=f"{seconds:g}") from None
        with self._out:
            self._out.seek(0)
            return GitAnswer(self._process.returncode, self._out.read(), said.decode(errors="replace").strip())

    def stop(self) -> None:
        """End it, if it still runs; nobody wants its answer."""
        self._process.kill()
        self._process.communicate()
        self._out.close()


def streaming(command: Sequence[str], folder: str, surroundings: Mapping[str, str], stdin: IO[bytes]) -> Popen[bytes]:
    """A run whose answer is read while it is given."""
    return Popen(command, cwd=folder, env=surroundings, stdin=stdin, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - as above


def _nameless_file() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("git"), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()
