"""`python -m benchmarks`: lays out the books, gets the peers, measures, and writes docs/performance.md and its plot.

    python -m benchmarks                                     everything, as `make bench` does; the better part of an hour
    python -m benchmarks --size 100 --quick --no-install     does it work? with what is here, and no page is written
    python -m benchmarks --page                              the page and the plot again, from the figures of the last run

It ends with 1 if something did not work: a program failed, or referat or ripgrep gave another answer than the right one. Slow is not wrong.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import page, plot
from benchmarks.figures import keep, kept
from benchmarks.goals import RG, outcomes
from benchmarks.installed import ROOT, from_source, installed
from benchmarks.measuring import COMPLETING, REFERAT, Bench, Measured, changes, load, machine, question, starts
from benchmarks.stopwatch import WentWrong
from benchmarks.workshop import Workshop, usual_folder

SIZES = (100, 1_000, 10_000, 50_000)
CHANGED = 10_000
ROUNDS, QUICK_ROUNDS = 15, 2
# Who may not answer wrongly; a peer that does is said so on the page.
MUST_BE_RIGHT = (REFERAT, RG, COMPLETING)


def options(typed: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Referat beside its peers.")
    parser.add_argument("--size", type=int, action="append", help=f"minutes in the book; may be repeated (default {', '.join(map(str, SIZES))})")
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
    surroundings = machine()
    measured = Measured()
    try:
        say("getting referat ready")
        referat = from_source() if asked.quick else installed(shop)
        bench = Bench(shop, referat, asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS), say)
        sizes = sorted(asked.size or SIZES)
        starts(bench, measured, few=asked.quick)
        for size in sizes:
            question(bench, measured, size)
        if CHANGED in sizes:
            changes(bench, measured, CHANGED)
    except WentWrong as problem:
        say(f"stopped: {problem}")
        return 1
    surroundings |= {"load when it ended": load()}
    show(measured)
    if not asked.quick:
        keep(figures, measured, surroundings)
        write(measured, surroundings)
    return 1 if any(wrong.startswith(MUST_BE_RIGHT) for wrong in measured.wrong) else 0


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
