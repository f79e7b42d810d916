"""Kills a command, or makes the system fail it, at each of its system calls. It takes any command line, and needs strace.

A first run tells which calls are made from the moment the book is locked; each later run stops at one of them. strace counts the calls of
one name in each process on its own, so a point is "the third write of whichever process comes to its third write first".
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
BEGIN = "referat.lock"
# At how many calls a command is stopped in one test. A few in `make test`, 20 in a step of .ci/run; `make soak` stops it at every call.
STOPS = int(os.environ.get("STOPS", "3"))

# Calls that can run into a full or a broken disk.
WRITING = (
    "write",
    "pwrite64",
    "writev",
    "open",
    "openat",
    "close",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "unlink",
    "unlinkat",
    "fchmod",
    "fchmodat",
    "fchown",
    "ftruncate",
    "fsetxattr",
    "read",
    "pread64",
)

# Calls that change what is on the disk: between two of them a kill finds the same state.
CHANGING = tuple(name for name in WRITING if name not in ("read", "pread64", "close", "fsync", "fdatasync"))

# Calls whose number depends on the machine's mood, not on what is done.
_MOODY = frozenset(
    ("futex", "rt_sigreturn", "restart_syscall", "sched_yield", "clock_nanosleep", "wait4", "poll", "mprotect", "brk", "mmap", "munmap", "madvise")
)

# A write to standard error that was made to fail.
_UNSAID = re.compile(rb'write\(2, "(.*)".* \(INJECTED\)')
# The files that a line of a trace names: by a path, or by a descriptor, which `-y` has it tell the path of.
_FILE = re.compile(r'(?<=<)(?:pipe|/[^>]*)|"/?[\w.-]+(?:/[^"]*)?"(?=[,)])')
_AN_ID = re.compile(r"(?<=objects/)[0-9a-f]{2}\b|(?:pack-|tmp_|incoming-)\w+|[0-9a-f]{7,}|[0-9]+")
# What lies in a folder that goes with the command.
_TEMPORARY = re.compile(r"/referat-(?:sync|merge)-\w+")
_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>[a-z_0-9]+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """The `number`-th call of this name, counted from 1."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


def surroundings() -> Mapping[str, str]:
    """What every run has alike, so that it makes the same calls."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONHASHSEED": "0"}


def need_strace(tmp_path: Path) -> None:
    """Skip where programs cannot be traced."""
    if STRACE is None or subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is missing, or may not trace here")


def points(command: Sequence[str], log: Path, names: Sequence[str] | None = None, begin: str = BEGIN) -> list[Point]:
    """All points of a command from the first call that speaks of `begin`, in their order; runs the command once."""
    return list(_points(command, log, names, begin))


def one_of_each(command: Sequence[str], log: Path, names: Sequence[str], begin: str = BEGIN) -> list[Point]:
    """The same, where of all calls of one name on one kind of file the first stands for the rest; ids and numbers in a path make no other kind."""
    kinds: dict[tuple[str, str], Point] = {}
    for point, line in _points(command, log, names, begin).items():
        files = " ".join(_AN_ID.sub("#", one) for one in _FILE.findall(line))
        kinds.setdefault((point.name, "temporary" if _TEMPORARY.search(line) else files), point)
    return list(kinds.values())


def _points(command: Sequence[str], log: Path, names: Sequence[str] | None, begin: str) -> dict[Point, str]:
    """The points, each with the line of the trace that shows it."""
    assert STRACE is not None
    # All others are left out of the log: to write each down takes longer than the command does. "?": not every machine has them all.
    traced = ["-e", "trace=" + ",".join(f"?{name}" for name in sorted({*names, "open", "openat"}))] if names else []
    done = subprocess.run([STRACE, "-f", "-qq", "-y", "-o", str(log), *traced, *command], env=surroundings(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    counts: dict[tuple[str, str], int] = {}
    found: dict[Point, str] = {}
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        begun = begun or begin in line
        match = _CALL.match(line)
        if match is None:
            continue
        pid, name = match["pid"], match["name"]
        counts[pid, name] = counts.get((pid, name), 0) + 1
        only_reads = names is CHANGING and name in ("open", "openat") and "O_CREAT" not in line
        if begun and not only_reads and name not in _MOODY and (names is None or name in names):
            found.setdefault(Point(name, counts[pid, name]), line)
    return found


def run_killed(command: Sequence[str], point: Point) -> "subprocess.CompletedProcess[bytes]":
    """Run the command; the process that comes to the point is killed there."""
    return _inject(command, point, "signal=SIGKILL")


def run_failing(command: Sequence[str], point: Point, error: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command; the call at the point does nothing and returns an error such as ENOSPC.

    Each process comes to a point of its own, so a message about the first failure may be the next: what it was to say is then taken from the trace.
    """
    with tempfile.NamedTemporaryFile() as log:
        done = _inject(command, point, f"error={error}", log.name)
        unsaid = _UNSAID.findall(log.read())
    done.stderr += b"\n".join(unsaid)
    return done


def a_share(every: list[Point], most: int = STOPS) -> list[Point]:
    """So many points at most, evenly from the first to the last: for a short run."""
    if len(every) <= most:
        return every
    return [every[at * (len(every) - 1) // (most - 1)] for at in range(most)]


def _inject(command: Sequence[str], point: Point, what: str, log: str = os.devnull) -> "subprocess.CompletedProcess[bytes]":
    assert STRACE is not None
    options = ["-f", "-qq", "-o", log, "-e", f"trace={point.name}", "-e", f"inject={point.name}:{what}:when={point.number}"]
    return subprocess.run([STRACE, *options, *command], env=surroundings(), capture_output=True, check=False, timeout=120)
