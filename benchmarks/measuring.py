"""What is measured: starts, and the question at every size beside the peers. The commands, one by one, are in `commands`."""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks import corpus
from benchmarks.answers import fault, right_answer
from benchmarks.installed import Referat
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer
from benchmarks.stopwatch import Command, Timed, once, side_by_side
from benchmarks.workshop import Missing, Workshop

QUESTION = ("actions", "--group", corpus.ASKED)
# A file changed within two seconds of its reading is read again next time, so a book is left in peace that long first.
PEACE = 2.5
REFERAT = "referat"
COMPLETING = "completing a group"
FEW = 3
PYTHON = "python -c pass"
IMPORT = "import referat.cli.app"
# What may take longer than an answer may: the peers' and our own first reading of a book.
LONGEST_FIRST = 600.0
# An open action's line up to its due date, and the date.
OPEN = re.compile(r"^(- \[ \] .* frist:)(\S+)", re.MULTILINE)
# Exit codes of `check`: fine, and findings.
CHECKED = (0, 1)


@dataclass(slots=True)
class Measured:
    """The figures, by what was measured and what it was called: `times["10000"]["ripgrep"]`."""

    times: dict[str, dict[str, Timed]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    sizes: dict[str, float] = field(default_factory=dict)  # bytes, by what


@dataclass(frozen=True, slots=True)
class Bench:
    shop: Workshop
    referat: Referat
    rounds: int
    say: Callable[[str], None]

    def book(self, size: int, purpose: str = "") -> Path:
        root = self.shop.folder("books") / f"{size}{purpose}"
        if not (root / ".git").exists():
            self.say(f"laying out {size} minutes{purpose.replace('-', ' ')}")
        corpus.lay_out(size, root)
        return root

    def ours(self, *words: str, book: Path, env: Mapping[str, str] | None = None) -> Command:
        return Command((*self.referat.words, *words), book, {**self.shop.env, **self.referat.env, **(env or {})})

    def settle(self, book: Path) -> None:
        """Ask until nothing is new to the index any more."""
        asked = self.ours(*QUESTION, book=book)
        once(replace(asked, longest=LONGEST_FIRST))
        time.sleep(PEACE)
        once(asked)


def starts(bench: Bench, measured: Measured, *, few: bool = False) -> None:
    """What it costs that a program begins at all; of `few` commands, when all is only tried."""
    bench.say("starts")
    book = bench.book(100)
    bench.settle(book)
    env = {**bench.shop.env, **bench.referat.env}
    half_typed = {"_REFERAT_COMPLETE": "complete_bash", "COMP_WORDS": f"referat actions --group {corpus.ASKED[:2]}", "COMP_CWORD": "3"}
    commands = {
        PYTHON: Command((*bench.referat.python, "-c", "pass"), book, env),
        IMPORT: Command((*bench.referat.python, "-c", IMPORT), book, env),
        "smallest": Command((*bench.referat.smallest, "greet"), book, env),
        "--version": bench.ours("--version", book=book),
        "completion": bench.ours(book=book, env=half_typed),
    }
    measured.times["start"] = side_by_side(commands, bench.rounds * 2)
    offered = measured.times["start"]["completion"]
    if not any(corpus.ASKED in run.output for run in offered.runs):
        measured.wrong.append(f"{COMPLETING}: {offered.trouble or 'the group is not offered'}")
    typer = {"smallest": Command((*bench.referat.smallest, "greet", "--help"), book, env)}
    typer |= {name: bench.ours(name, "--help", book=book) for name in command_names()[: FEW if few else None]}
    measured.times["typer"] = side_by_side(typer, bench.rounds)


def command_names() -> list[str]:
    """The commands of the source beside this; the installed referat has the same."""
    from referat.cli.app import COMMANDS

    return [name for panel in COMMANDS.values() for name in panel]


def question(bench: Bench, measured: Measured, size: int) -> None:
    """The question in a book of that size, beside every peer that can be had and asked so much."""
    book = bench.book(size)
    right = right_answer(size)
    bench.settle(book)
    commands = {
        PYTHON: Command((*bench.referat.python, "-c", "pass"), book, {**bench.shop.env, **bench.referat.env}),
        REFERAT: bench.ours(*QUESTION, book=book),
    }
    asked: dict[str, Peer] = {}
    for peer in PEERS:
        if size <= peer.largest and (command := _of_peer(bench, measured, peer, size, book)):
            commands[peer.name], asked[peer.name] = command, peer
    bench.say(f"asking in {size} minutes: {', '.join(commands)}")
    times = measured.times[str(size)] = side_by_side(commands, bench.rounds)
    for name, timed in times.items():
        if timed.trouble:
            measured.wrong.append(f"{name} at {size}: {timed.trouble}")
        elif name == REFERAT or (name in asked and asked[name].shows_ids):
            by_due = name == REFERAT or asked[name].by_due
            if wrong := fault(timed.runs[-1].output, right, by_due=by_due):
                measured.wrong.append(f"{name} at {size} answers otherwise: {wrong}")


def program_of(bench: Bench, measured: Measured, peer: Peer) -> Path | None:
    """Where a peer's program is, if it can be had."""
    try:
        program = peer.find(bench.shop)
        if peer.name not in measured.versions:
            measured.versions[peer.name] = peer.version(program, bench.shop)
    except Missing as why:
        measured.missing[peer.name] = str(why)
        bench.say(f"without {peer.name}: {why}")
        return None
    return program


def _of_peer(bench: Bench, measured: Measured, peer: Peer, size: int, book: Path) -> Command | None:
    """How a peer is asked, once it is here and has the tasks."""
    if peer.name in measured.missing:
        return None
    folder, done = book, None
    program = program_of(bench, measured, peer)
    if not program:
        return None
    if peer.convert:
        folder = bench.shop.root / "data" / peer.name.replace(" ", "-") / str(size)
        done = folder / f".converted-{corpus.recipe(peer.convert.__code__.co_filename)}"
        if not done.exists():
            bench.say(f"giving {peer.name} the tasks of {size} minutes")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            peer.convert(size, folder)
    command = Command(peer.ask(program, folder), folder, {**bench.shop.env, **peer.env(program, folder)})
    if done and not done.exists():
        if peer.remembers:
            once(replace(command, longest=LONGEST_FIRST))
        done.touch()
    return command


def edit(bench: Bench, book: Path) -> None:
    """The first open action in the middle minutes of the group is due a day later, after all earlier edits have healed."""
    bench.settle(book)
    paths = sorted((book / "meetings").glob(f"*/*-{corpus.ASKED}.md"))
    path = next(path for path in paths[len(paths) // 2 :] if OPEN.search(path.read_text(encoding="utf-8")))
    text = OPEN.sub(lambda found: f"{found[1]}{date.fromisoformat(found[2]) + timedelta(days=1)}", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")


def add(bench: Bench, book: Path) -> None:
    """The group meets once more."""
    bench.settle(book)
    path = max((book / "meetings").glob(f"*/*-{corpus.ASKED}.md"))
    day = date.fromisoformat(path.name[:10]) + timedelta(days=1)
    header = path.read_text(encoding="utf-8").split("\n## ", 1)[0].replace(path.name[:10], str(day))
    path.with_name(f"{day}-{corpus.ASKED}.md").write_text(f"{header}\n## 1. Orientering (O)\n\nDet var lite nytt.\n", encoding="utf-8")


def forget(book: Path) -> None:
    kept = book / ".git/referat"
    if kept.is_dir():
        shutil.rmtree(kept)


def bar(book: Path) -> None:
    """Nothing can be kept any more: a file stands where the folder for it would be, which stops root too."""
    forget(book)
    (book / ".git/referat").touch()


def weigh(measured: Measured, book: Path, size: int) -> None:
    """The bytes of the tree, and of what is kept beside it."""
    measured.sizes[f"tree {size}"] = sum(path.stat().st_size for path in (book / "meetings").rglob("*") if path.is_file())
    kept = book / ".git/referat"
    measured.sizes[f"index {size}"] = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file()) if kept.exists() else 0


def load() -> str:
    return f"{os.getloadavg()[0]:.1f} processes wanted a core"


def machine() -> dict[str, str]:
    """What it ran on, in words that name no place and nobody."""
    import platform

    model = "?"
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        model = platform.processor() or "?"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "CPU": f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": sys.version.split()[0],
        "load when it began": load(),
    }
