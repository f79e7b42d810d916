"""`python -m benchmarks`: lays out the books, gets the peers, measures, and writes docs/performance.md and its plot.

    python -m benchmarks                                     everything, as `make bench` does
    python -m benchmarks --only done groups --size 1000      these commands alone, beside what they are held to; from the source, no page is written
    python -m benchmarks --only list                         the names of the commands that have a row
    python -m benchmarks --size 100 --quick --no-install     does it work? with what is here, and no page is written
    python -m benchmarks --page                              the page and the plot again, from the figures of the last run

It ends with 1 if something did not work: a program failed, or referat or ripgrep gave another answer than the right one. Slow is not wrong.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import page, plot
from benchmarks.commands import QUICK, ROWS, chosen, compared, every_command, on_core
from benchmarks.figures import keep, kept
from benchmarks.goals import RG, outcomes
from benchmarks.installed import ROOT, from_source, installed
from benchmarks.measuring import COMPLETING, REFERAT, Bench, Measured, load, machine, question, starts
from benchmarks.stopwatch import WentWrong
from benchmarks.workshop import Workshop, usual_folder

SIZES = (100, 1_000, 10_000, 50_000)
# Where the commands are measured one by one.
LARGEST = 10_000
ROUNDS, FEW_ROUNDS, QUICK_ROUNDS = 7, 5, 2
SMALL = 1_000
# Who may not answer wrongly; a peer that does is said so on the page.
MUST_BE_RIGHT = (REFERAT, RG, COMPLETING)


def options(typed: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Referat beside its peers.")
    parser.add_argument("--size", type=int, action="append", help=f"minutes in the book; may be repeated (default {', '.join(map(str, SIZES))})")
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help="only the commands whose rows begin so, beside T, G or rg; a few seconds each in a small book"
    )
    parser.add_argument("--rounds", type=int, help=f"how often each is asked (default {ROUNDS})")
    parser.add_argument("--quick", action="store_true", help="few rounds, referat as it stands in the source, no page: only to see that all works")
    parser.add_argument("--no-install", action="store_true", help="only the peers that are here already")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page again from the last run's figures")
    parser.add_argument("--folder", type=Path, default=usual_folder(), help="where books and peers are kept between runs")
    return parser.parse_args(typed)


def main(typed: list[str] | None = None) -> int:
    asked = options(typed)
    shop = Workshop(asked.folder.resolve(), may_install=not asked.no_install)
    figures = shop.folder() / "figures.json"
    if asked.page:
        write(*kept(figures))
        return 0
    if asked.only == ["list"]:
        print("\n".join(row.name for row in ROWS))
        return 0
    surroundings = machine()
    measured = Measured()
    try:
        say("getting referat ready")
        referat = from_source() if asked.quick or asked.only else installed(shop)
        bench = Bench(shop, referat, asked.rounds or (FEW_ROUNDS if asked.only else QUICK_ROUNDS if asked.quick else ROUNDS), say)
        sizes = sorted(asked.size or (SMALL,) if asked.only else asked.size or SIZES)
        measure(bench, measured, sizes, asked)
    except WentWrong as problem:
        say(f"stopped: {problem}")
        return 1
    surroundings |= {"load when it ended": load()}
    show(measured)
    if not asked.quick and not asked.only:
        keep(figures, measured, surroundings)
        write(measured, surroundings)
    return 1 if any(wrong.startswith(MUST_BE_RIGHT) for wrong in measured.wrong) else 0


def measure(bench: Bench, measured: Measured, sizes: list[int], asked: argparse.Namespace) -> None:
    if not asked.only:
        starts(bench, measured, few=asked.quick)
        for size in sizes:
            question(bench, measured, size)
    rows = chosen(asked.only or (QUICK if asked.quick else ()))
    for size in sizes:
        if size <= LARGEST:
            every_command(bench, measured, size, rows)


def write(measured: Measured, surroundings: Mapping[str, str]) -> None:
    page.write(ROOT / "docs/performance.md", measured, surroundings)
    (ROOT / "docs/performance.svg").write_text(plot.plot(measured), encoding="utf-8")
    say("written: docs/performance.md, docs/performance.svg")


def show(measured: Measured) -> None:
    """The figures and what is held against them, in short."""
    for where, times in measured.times.items():
        print(f"\n{where}")
        for name, one in times.items():
            print(f"  {name:34} " + (f"{one.seconds * 1000:10.1f} ms {one.mebibytes:7.1f} MiB  ({len(one.runs)} runs)" if one.runs else one.trouble))
    for where in [where for where in measured.times if where.startswith("commands ")]:
        size = int(where.split()[1])
        print(f"\n{size} minutes, times as long as ...              as the clock has it   as the cores have it")
        for row in ROWS:
            if (value := compared(measured, row, size)) is not None:
                print(f"  {row.name:32} {row.against:20} {value:8.2f} {compared(measured, row, size, on_core):20.2f}")
    print()
    for outcome in outcomes(measured):
        if outcome.value is not None:
            goal = outcome.goal
            print(f"  {goal.what:44} {goal.at:14} {goal.against:28} {outcome.value:8.2f} of {goal.most:<6g} {outcome.verdict}")
    for wrong in measured.wrong:
        say(wrong)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
