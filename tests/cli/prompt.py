"""Commands as at the prompt: `run` in this very process, `run_alone` in a process of its own, as a shell would."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from referat.cli.app import main
from referat.languages import i18n

TODAY = "2024-03-20"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered, what it said beside the answer, and its exit code."""

    code: int
    out: str
    err: str


def run(book: Path, *words: str) -> Said:
    """A command in this process, on a fixed day."""
    out, err = io.StringIO(), io.StringIO()
    command, *rest = words
    day = [] if "--today" in rest or command == "save" or words[:2] == ("items", "park") else ["--today", TODAY]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main([command, *rest, "--book", str(book), *day])
    finally:
        i18n.use("en")
    return Said(int(code), out.getvalue(), err.getvalue())


def run_alone(book: Path, *words: str, **variables: str | None) -> Said:
    """A command in its own process, with its answer in a pipe; a variable that is None is taken away."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "REFERAT_TODAY": TODAY, **variables}
    done = subprocess.run(
        [sys.executable, "-m", "referat", *words],
        cwd=book,
        env={name: value for name, value in surroundings.items() if value is not None},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
