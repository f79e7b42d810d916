"""What referat is held to, as a table: what against what, at most how many times as much, and where it was measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.commands import MEMORY, ROWS, Row, compared
from benchmarks.measuring import IMPORT, PYTHON, REFERAT, Measured
from benchmarks.peers import PEERS
from benchmarks.stopwatch import Timed, ratio

RG = PEERS[0].name
NOT_TRACKERS = {"ripgrep", "ripgrep, unsorted", "git grep", "git status"}
ONE, TEN, FIFTY = "1000", "10000", "50000"
MANY, FEW = 50_000, 1_000


class NotMeasured(Exception):
    """A figure that a goal asks for is not there."""


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    at: str
    against: str
    most: float
    found: Callable[[Measured], float]
    unit: str = ""
    stretch: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    goal: Goal
    value: float | None

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        if self.goal.stretch is not None and self.value <= self.goal.stretch:
            return "met, and the stretch"
        return "met" if self.value <= self.goal.most else "**not met**"


def timed(measured: Measured, where: str, name: str) -> Timed:
    found = measured.times.get(where, {}).get(name)
    if not found or not found.runs:
        raise NotMeasured
    return found


def times(where: str, one: str, other: str) -> Callable[[Measured], float]:
    return lambda measured: ratio(timed(measured, where, one), timed(measured, where, other))


def seconds(measured: Measured, where: str, name: str) -> float:
    return timed(measured, where, name).seconds


def growth(measured: Measured) -> float:
    """How many times as long per file a warm answer takes in the large book as in the small one, the start taken off both."""
    start = seconds(measured, "start", "--version")
    return (seconds(measured, FIFTY, REFERAT) - start) / (seconds(measured, ONE, REFERAT) - start) / (MANY / FEW)


def through_typer(measured: Measured) -> list[float]:
    """Of each command's --help, how many times as long it takes as that of the smallest app."""
    smallest = timed(measured, "typer", "smallest")
    return [ratio(one, smallest) for name, one in measured.times["typer"].items() if name != "smallest" and one.runs]


def weight(measured: Measured) -> float:
    if not measured.sizes.get(f"index {TEN}"):
        raise NotMeasured
    return measured.sizes[f"index {TEN}"] / measured.sizes[f"tree {TEN}"]


def memory(where: str, name: str) -> Callable[[Measured], float]:
    return lambda measured: timed(measured, where, name).mebibytes


def command(row: Row, size: int) -> Callable[[Measured], float]:
    def found(measured: Measured) -> float:
        value = compared(measured, row, size)
        if value is None:
            raise NotMeasured
        return value

    return found


def of_commands() -> Iterator[Goal]:
    """What the table of commands says that each may take, and its memory."""
    for row in ROWS:
        for size, most in row.goals.items():
            yield Goal(f"`{row.name}`", str(size), row.against, most, command(row, size))
    for row in ROWS:
        if row.name in MEMORY:
            where = "rebuilding" if row.seldom else "commands"
            yield Goal(f"peak memory of `{row.name}`", TEN, "", MEMORY[row.name], memory(f"{where} {TEN}", row.name), unit="MiB")


TRACKERS = [peer for peer in PEERS if peer.name not in NOT_TRACKERS]
ASKED = "`actions --group kraft`, warm, in a pipe"
GOALS: tuple[Goal, ...] = (
    Goal("`--version`", "–", "`python -c pass`", 1.6, times("start", "--version", PYTHON)),
    Goal("completing a group", "100", "`python -c pass`", 1.6, times("start", "completion", PYTHON)),
    Goal("a start through Typer, the middle command", "–", "the smallest Typer app", 1.15, lambda measured: median(through_typer(measured))),
    Goal("a start through Typer, the slowest command", "–", "the smallest Typer app", 1.15, lambda measured: max(through_typer(measured))),
    Goal("loading the command line (`referat.cli.app`)", "–", "the smallest Typer app", 1.1, times("start", IMPORT, "smallest")),
    Goal(ASKED, ONE, "`python -c pass`", 2.2, times(ONE, REFERAT, PYTHON)),
    *(Goal(ASKED, ONE, peer.name, 0.4, times(ONE, REFERAT, peer.name)) for peer in TRACKERS),
    Goal(ASKED, TEN, RG, 1.0, times(TEN, REFERAT, RG), stretch=0.75),
    *(Goal(ASKED, TEN, peer.name, 0.1, times(TEN, REFERAT, peer.name)) for peer in TRACKERS if peer.largest >= 10_000),
    Goal(ASKED, FIFTY, RG, 0.7, times(FIFTY, REFERAT, RG)),
    Goal("growth per file, net of the start", f"{ONE} to {FIFTY}", "itself: linear", 1.0, growth),
    Goal("peak memory", FIFTY, "`python -c pass`", 4.0, lambda m: memory(FIFTY, REFERAT)(m) / memory(FIFTY, PYTHON)(m)),
    *of_commands(),
    Goal("size of the index, full text apart", TEN, "the tree", 0.5, weight),
)


def outcomes(measured: Measured) -> Iterator[Outcome]:
    for goal in GOALS:
        try:
            yield Outcome(goal, goal.found(measured))
        except (NotMeasured, KeyError, ValueError, ZeroDivisionError):
            yield Outcome(goal, None)
