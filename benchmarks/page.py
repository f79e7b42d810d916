"""The page docs/performance.md: the figures of one run as tables. What stands below its last rule is written by hand and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.commands import ROWS, compared, timed_row
from benchmarks.goals import outcomes
from benchmarks.measuring import IMPORT, PYTHON, REFERAT, Measured
from benchmarks.peers import PEERS
from benchmarks.stopwatch import Timed, ratio

BY_HAND = "<!-- What stands below is written by hand, and `make bench` leaves it alone. -->"
HEAD = """\
# How fast it is, beside others

Made by `make bench` on the machine below. Medians of runs that took turns (A B C, A B C, ...), after a warm-up, with the files in the page
cache; milliseconds change from machine to machine, ratios much less. A ratio is the median over the rounds, in each of which the two stood next
to each other. Times are of whole runs, from the start of the process to its end. Memory is the peak of the largest process; what needs under 6 MiB
is shown with 6, for what starts and measures it is that large itself.

**The question**: the open actions of one group of ten, by due date. **The books**: minutes of one shape, each about 25 lines of header with 18
people present and 60 to 120 lines of body with ten actions, a fifth of them open; 10,000 minutes hold 100,000 actions. Each peer got the same
tasks in its own format, and its answer was compared with the right one.
"""
GROWTH = """\
Growth is how many times as long the largest book asked about takes as the smallest, starts and all; in brackets how many times as many minutes
it holds. The memory is that at the largest size.
"""
COMMANDS = """\
How many times as long as what stands beside it: T is the smallest Typer app, G a `git commit --only` of one file in the same book, rg a search of the
text for the same thing. Milliseconds and memory are those in the largest book. A book that is asked lies still; changes fall on a new action or
meeting each time, and are saved in git.
"""


def page(measured: Measured, machine: Mapping[str, str], old: str) -> str:
    parts = [
        HEAD,
        "![The question at each size](performance.svg)\n",
        "## What referat is held to\n",
        *table(("what", "minutes", "against", "goal: at most", "found", ""), goal_rows(measured)),
        "## The question at each size, in milliseconds\n",
        *table(("", *(f"{int(size):,}" for size in sizes(measured)), "growth", "peak MiB"), peer_rows(measured)),
        GROWTH,
        "## How many times as long the others need\n",
        *table(("", *(f"{int(size):,}" for size in sizes(measured))), ratio_rows(measured)),
        "## Every command\n",
        COMMANDS,
        *table(("", "against", *(f"{size:,}" for size in command_sizes(measured)), "ms", "peak MiB"), command_rows(measured)),
        "## Starts, in milliseconds\n",
        *table(("", "ms", "peak MiB"), other_rows(measured)),
        "## What ran\n",
        *table(("", "version", "asked with"), version_rows(measured)),
        *table(("", ""), list(machine.items())),
    ]
    if measured.wrong:
        parts += ["What went wrong in this run:\n", *(f"* {wrong}" for wrong in measured.wrong), ""]
    below = old.partition(BY_HAND)[2]
    return "\n".join([*parts, BY_HAND]) + (below or "\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def sizes(measured: Measured) -> list[str]:
    return sorted((name for name in measured.times if name.isdigit()), key=int)


def named(measured: Measured) -> list[str]:
    """Everything that was asked the question, in the order of the table."""
    names = [REFERAT, *(peer.name for peer in PEERS), PYTHON]
    return [name for name in names if any(name in measured.times[size] for size in sizes(measured))]


def goal_rows(measured: Measured) -> Iterator[Sequence[str]]:
    for outcome in outcomes(measured):
        goal = outcome.goal
        stretch = f" (stretch {goal.stretch:g})" if goal.stretch else ""
        unit = f" {goal.unit}" if goal.unit else ""
        found = "–" if outcome.value is None else f"{outcome.value:.{2 if outcome.value < 10 else 1}f}{unit}"
        yield goal.what, _with_commas(goal.at), goal.against, f"{goal.most:g}{unit}{stretch}", found, outcome.verdict


def _with_commas(words: str) -> str:
    return " ".join(f"{int(word):,}" if word.isdigit() else word for word in words.split())


def peer_rows(measured: Measured) -> Iterator[Sequence[str]]:
    for name in named(measured):
        of_sizes = {size: measured.times[size].get(name) for size in sizes(measured)}
        known = {size: one for size, one in of_sizes.items() if one and one.runs}
        yield name, *(in_ms(one) for one in of_sizes.values()), grown(known), f"{max(6.0, list(known.values())[-1].mebibytes):.0f}" if known else "–"


def grown(known: Mapping[str, Timed]) -> str:
    if len(known) < 2:
        return "–"
    *_, last = known
    first = next(iter(known))
    return f"{known[last].seconds / known[first].seconds:.1f} ({int(last) // int(first)})"


def in_ms(one: Timed | None) -> str:
    if one is None:
        return "–"
    if not one.runs:
        return one.trouble if one.trouble.startswith("over ") else "failed"
    ms = one.seconds * 1000
    return f"{ms:,.1f}" if ms < 10 else f"{ms:,.0f}"


def ratio_rows(measured: Measured) -> Iterator[Sequence[str]]:
    for name in named(measured):
        if name == REFERAT:
            continue
        cells = []
        for size in sizes(measured):
            one, ours = measured.times[size].get(name), measured.times[size][REFERAT]
            cells.append(f"{ratio(one, ours):.2f}" if one and one.runs and ours.runs else "–")
        yield name, *cells


OTHERS = (
    ("start", PYTHON, PYTHON),
    ("start", "--version", "`referat --version`"),
    ("start", "completion", "completing a group"),
    ("typer", "smallest", "the smallest Typer app"),
    ("start", IMPORT, "loading the command line"),
)


def command_sizes(measured: Measured) -> list[int]:
    return sorted(int(name.removeprefix("commands ")) for name in measured.times if name.startswith("commands "))


def command_rows(measured: Measured) -> Iterator[Sequence[str]]:
    known = command_sizes(measured)
    for row in ROWS:
        found = [compared(measured, row, size) for size in known]
        last = next((one for size in reversed(known) if (one := timed_row(measured, row, size)) and one.runs), None)
        if last:
            cells = ("–" if value is None else f"{value:.2f}" for value in found)
            yield f"`{row.name}`", row.against, *cells, in_ms(last), f"{max(6.0, last.mebibytes):.0f}"


def other_rows(measured: Measured) -> Iterator[Sequence[str]]:
    for where, name, said in OTHERS:
        one = measured.times.get(where, {}).get(name)
        if one and one.runs:
            yield said, in_ms(one), f"{max(6.0, one.mebibytes):.0f}"


def version_rows(measured: Measured) -> Iterator[Sequence[str]]:
    for peer in PEERS:
        if peer.name in measured.missing:
            yield peer.name, "not measured", measured.missing[peer.name]
        elif peer.name in measured.versions:
            yield peer.name, measured.versions[peer.name], peer.note


def write(path: Path, measured: Measured, machine: Mapping[str, str]) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(page(measured, machine, old), encoding="utf-8")
