"""Bugs planted on purpose: each of tests/mutants/bugs.txt is put into a copy of the project, and one of the tests named with it must fail.

    python -m tools.mutants [WORD ...]

tries those whose file, lines or tests hold one of the words, else all. A bug is three lines or more: a file and the tests, what stands there (`-`,
once in the file), what is put instead (`+`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUGS = ROOT / "tests" / "mutants" / "bugs.txt"
SECONDS = 600
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*_cache", ".hypothesis")


@dataclass(frozen=True, slots=True)
class Bug:
    """One change of a file's text, and the tests that ought to see it."""

    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def bugs(text: str) -> Iterator[Bug]:
    for part in text.split("\n\n"):
        lines = [line for line in part.strip("\n").split("\n") if not line.startswith("#")]
        if not any(lines):
            continue
        path, _, tests = lines[0].partition(": ")
        old, new = ("\n".join(line[2:] for line in lines[1:] if line[:2] == sign) for sign in ("- ", "+ "))
        yield Bug(path, old, new, tuple(f"tests/{test}" for test in tests.split()))


def lives(bug: Bug, tree: Path) -> bool | None:
    """Whether no test sees the bug; None where the line it changes is not there, once."""
    file = tree / bug.path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if text.count(bug.old) != 1:
        return None
    file.write_text(text.replace(bug.old, bug.new), encoding="utf-8")
    _forget_compiled(file)
    try:
        surroundings = {**os.environ, "PYTHONPATH": str(tree / "src")}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # to compile all the rest for each bug anew takes longer than the tests
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *bug.tests]
        ran = subprocess.run(words, cwd=tree, env=surroundings, capture_output=True, timeout=SECONDS, check=False)
        if ran.returncode not in (0, 1):
            sys.stdout.write(ran.stdout.decode()[-2000:] + ran.stderr.decode()[-2000:])
        return ran.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        file.write_text(text, encoding="utf-8")
        _forget_compiled(file)


def _forget_compiled(file: Path) -> None:
    """A change of a few signs within a second leaves size and time of a file as they were, by which Python knows what it has compiled."""
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()


def main(words: list[str]) -> int:
    count = {True: 0, False: 0, None: 0}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=_LEFT_OUT)
        for bug in bugs(BUGS.read_text(encoding="utf-8")):
            if words and not any(word in f"{bug.path}\n{bug.old}\n{bug.new}\n{bug.tests}" for word in words):
                continue
            found = lives(bug, tree)
            count[found] += 1
            told = {True: "LIVES", False: "found", None: "GONE "}[found]
            sys.stdout.write(f"{told} {bug.path}: {bug.new.strip()}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count[False]} found, {count[True]} live, {count[None]} are of lines that are gone.\n")
    return 1 if count[True] or count[None] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
