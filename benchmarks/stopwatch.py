"""Times commands side by side: each is run once to warm up, and then all take turns, so that a slow moment hits them alike."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ONE_RUN = Path(__file__).with_name("one_run.py")
LONGEST = 60.0  # seconds; what takes longer is no answer at a prompt
# One that needs this long is asked twice more at most: its figure does not hang on milliseconds.
SLOW = 4.0
SLOW_ROUNDS = 2


class WentWrong(Exception):
    """A command that had to work did not."""


class TooSlow(WentWrong):
    """A command had not ended when its time was up."""


def nothing() -> None:
    """What most commands need done before each run."""


def no_words() -> Sequence[str]:
    """What most commands are given anew for each run."""
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and from where. `before` is done ahead of each run and not timed; `then` gives the words that differ from run to run;
    `fine` are the exit codes it may end with.
    """

    words: tuple[str, ...]
    folder: Path
    env: Mapping[str, str]
    before: Callable[[], None] = nothing
    then: Callable[[], Sequence[str]] = no_words
    fine: tuple[int, ...] = (0,)
    longest: float = LONGEST


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    kib: int
    output: str
    on_core: float = 0.0  # seconds of all cores together, which a busy machine changes little


@dataclass(slots=True)
class Timed:
    """What one command needed, run by run; `trouble` says why it has no figures."""

    runs: list[Run] = field(default_factory=list)
    trouble: str = ""

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def mebibytes(self) -> float:
        return max(run.kib for run in self.runs) / 1024


def once(command: Command) -> Run:
    command.before()
    run = (*command.words, *command.then())
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        for path in (out, err):
            path.touch()
        words = [sys.executable, "-I", "-S", str(ONE_RUN), str(out), str(err), *run]
        process = subprocess.Popen(words, cwd=command.folder, env=command.env, stdout=subprocess.PIPE, text=True, start_new_session=True)
        try:
            figures, _ = process.communicate(timeout=command.longest)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise TooSlow(f"over {command.longest:.0f} s") from None
        nanoseconds, on_core, kib, code = (int(figure) for figure in figures.split())
        if code not in command.fine:
            said = (err.read_text(errors="replace") or out.read_text(errors="replace")).strip().splitlines()
            raise WentWrong(f"{' '.join(run)[:200]} ended with {code}: {' / '.join(said[-3:])}")
        return Run(nanoseconds / 1e9, kib, out.read_text(encoding="utf-8", errors="replace"), on_core / 1e9)


def side_by_side(commands: Mapping[str, Command], rounds: int) -> dict[str, Timed]:
    """Every command's runs, in turns: A B C A B C. One that fails or takes too long says so, and does not stop the others."""
    found = {name: Timed() for name in commands}
    slow: set[str] = set()
    for number in range(rounds + 1):  # the first is the warm-up
        for name, command in commands.items():
            timed = found[name]
            if timed.trouble or (name in slow and number > SLOW_ROUNDS):
                continue
            try:
                run = once(command)
            except WentWrong as problem:
                timed.trouble = str(problem)
                timed.runs.clear()
                continue
            if run.seconds > SLOW:
                slow.add(name)
            if number:
                timed.runs.append(run)
    return found


def ratio(of: Timed, to: Timed) -> float:
    """How many times as long, as the median over the rounds: the two runs of a round stood next to each other."""
    return median(one.seconds / other.seconds for one, other in zip(of.runs, to.runs, strict=False))


def must(words: Sequence[str], *, folder: Path | None = None, env: Mapping[str, str] | None = None, said: str = "") -> str:
    """The output of a command on the way to the measuring, which has to work."""
    try:
        done = subprocess.run(words, cwd=folder, env=env, input=said, capture_output=True, text=True, check=False)
    except OSError as problem:
        raise WentWrong(f"{words[0]}: {problem.strerror}") from None
    if done.returncode:
        raise WentWrong(f"{' '.join(words)[:200]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout
