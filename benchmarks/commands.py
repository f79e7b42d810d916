"""Every command as a row: how it is asked, in a book with a history, and what it is compared with in the same run.

A command that changes the book finds a new victim for each run, and what it needs done first is not timed. Changes happen in a book of their own,
which grows by a few entries with every run and is laid out anew when its open actions run out; questions are asked of one that lies still.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from benchmarks import corpus
from benchmarks.measuring import CHECKED, LONGEST_FIRST, PYTHON, QUESTION, Bench, Measured, add, bar, edit, forget, program_of, weigh
from benchmarks.peers import taskwarrior
from benchmarks.peers.grep import RG
from benchmarks.peers.peer import in_shell
from benchmarks.stopwatch import Command, Run, Timed, must, once, side_by_side
from benchmarks.victims import Victims

# What a row is compared with. T is a run of the smallest Typer app, G a `git commit --only` of one file in the same book.
TYPER, COMMIT, TYPER_AND_COMMIT = "T", "G", "T + G"
RIPGREP, RIPGREP_MEETINGS, WARM, BUILT = "rg", "rg of the meetings", "actions --group", "first build"
TODAY = "2025-01-15"  # after everything in the books, so that nothing in them lies ahead
TASK_DONE, TASK_ADD = "task done", "task add"
PARTS = {TYPER_AND_COMMIT: (TYPER, COMMIT), f"{TASK_DONE} + G": (TASK_DONE, COMMIT), f"{TASK_ADD} + G": (TASK_ADD, COMMIT)}
ACTIONS_A_ROUND = 9
QUICK = ("actions --group", "groups", "done")  # when all is only tried


def nothing_more(_: Victims) -> Sequence[str]:
    return ()


def nothing_first(_bench: Bench, _book: Path, _victims: Victims) -> None:
    pass


def three_changes(bench: Bench, book: Path, victims: Victims) -> None:
    for words in (("done",), ("start",), ("defer", "--due", "2026-03-31")):
        once(bench.ours(*words, *victims.action(), book=book, env={"REFERAT_TODAY": TODAY}))


def written(_bench: Bench, _book: Path, victims: Victims) -> None:
    victims.write()


def met(bench: Bench, book: Path, _victims: Victims) -> None:
    """The book and its place, a bare repository beside it, hold the same."""
    place = book.with_name(f"{book.name}.git")
    if "[remote" not in (book / ".git/config").read_text(encoding="utf-8"):
        shutil.rmtree(place, ignore_errors=True)
        must(("git", "clone", "--quiet", "--bare", str(book), str(place)), env=bench.shop.env)
        must(("git", "remote", "add", "origin", str(place)), folder=book, env=bench.shop.env)
        once(bench.ours("trust", "--yes", book=book))
    must(("git", "commit", "--quiet", "--allow-empty", "-am", "by hand"), folder=book, env=bench.shop.env)
    once(replace(bench.ours("sync", book=book), longest=LONGEST_FIRST))


def both_wrote(bench: Bench, book: Path, victims: Victims) -> None:
    """One entry here, and another there."""
    met(bench, book, victims)
    colleague = book.with_name(f"{book.name}-colleague")
    shutil.rmtree(colleague, ignore_errors=True)
    place = must(("git", "remote", "get-url", "origin"), folder=book, env=bench.shop.env).strip()
    must(("git", "clone", "--quiet", place, str(colleague)), env=bench.shop.env)
    for root, path in ((book, victims.write()), (colleague, "meetings/book.yaml")):
        with open(root / path, "a", encoding="utf-8") as file:
            file.write("# \n")
        must(("git", "commit", "--quiet", "-m", "by hand", "--only", "--", path), folder=root, env=bench.shop.env)
    must(("git", "push", "--quiet"), folder=colleague, env=bench.shop.env)


def prepared(bench: Bench, book: Path, victims: Victims) -> None:
    """The group that meets has a meeting ahead, and its minutes are saved."""
    for words in (("new", *victims.meet_next()), ("save",)):
        once(bench.ours(*words, book=book, env={"REFERAT_TODAY": TODAY}))


def ticked(bench: Bench, book: Path, victims: Victims) -> None:
    """There is something to take back."""
    once(bench.ours("done", *victims.action(), book=book, env={"REFERAT_TODAY": TODAY}))


def handed_in(_bench: Bench, book: Path, _victims: Victims) -> None:
    """Somebody's old minutes lie beside the book's folder."""
    path = book.with_name("old.txt")
    path.write_text("Referat fra møte i kulturgruppa 12. mars 2019\n\nSak 1 Tak\n\nAda Askeland skaffer pris innen 1. april.\n", encoding="utf-8")


def edited(bench: Bench, book: Path, _victims: Victims) -> None:
    edit(bench, book)


def added(bench: Bench, book: Path, _victims: Victims) -> None:
    add(bench, book)


def shown_and_edited(bench: Bench, book: Path, _victims: Victims) -> None:
    once(replace(bench.ours(*SITE, book=book), longest=LONGEST_FIRST))
    edit(bench, book)


def edited_and_checked(bench: Bench, book: Path, _victims: Victims) -> None:
    """All earlier edits are judged, and then there is one more."""
    once(replace(bench.ours("check", book=book, env={"REFERAT_TODAY": TODAY}), fine=CHECKED, longest=LONGEST_FIRST))
    edit(bench, book)


def forgotten(_bench: Bench, book: Path, _victims: Victims) -> None:
    forget(book)


def forgotten_and_built(bench: Bench, book: Path, _victims: Victims) -> None:
    forget(book)
    once(replace(bench.ours(*QUESTION, book=book), longest=LONGEST_FIRST))


@dataclass(frozen=True, slots=True)
class Row:
    """One command: its words, what it is compared with, and at most how many times as much it may take, by size."""

    name: str
    words: tuple[str, ...]
    against: str
    goals: Mapping[int, float] = field(default_factory=dict)
    then: Callable[[Victims], Sequence[str]] = nothing_more  # words that differ from run to run
    first: Callable[[Bench, Path, Victims], None] = nothing_first  # what is done ahead of each run
    purpose: str = ""  # of the book it is run in; "" is the one that lies still
    fine: tuple[int, ...] = (0,)
    seldom: bool = False  # what takes long is run a few times only


LIST = {1_000: 1.6, 10_000: 3.0}
CHANGE = {100: 2.0, 1_000: 2.0, 10_000: 2.0}
PAPER = {1_000: 2.5, 10_000: 3.0}
CHANGED, REBUILT, UNKEPT = "-changed", "-built", "-unkept"
OF_GROUP = ("--group", corpus.ASKED)
LAST = "2023-12-12-kraft"
SITE = ("site", "pages", "--today", TODAY)
ROWS: tuple[Row, ...] = (
    Row("actions --group", QUESTION, RIPGREP, {10_000: 1.0}),
    Row("actions --group, small", QUESTION, PYTHON, {1_000: 2.2}),
    Row("followup --group", ("followup", *OF_GROUP), RIPGREP, {10_000: 1.0}),
    Row("meetings", ("meetings",), RIPGREP_MEETINGS, {10_000: 1.0}),
    Row("actions --owner", ("actions", "--owner", "ada.ask"), TYPER, LIST),
    Row("show MEETING", ("show", LAST), TYPER, LIST),
    Row("show GROUP", ("show", "kraft"), TYPER, LIST),
    Row("show PERSON", ("show", "ada.ask"), TYPER, LIST),
    Row("show ACTION", ("show",), TYPER, LIST, then=Victims.any_action),
    Row("groups", ("groups",), TYPER, LIST),
    Row("people", ("people",), TYPER, LIST),
    Row("items", ("items",), TYPER, LIST),
    Row("decisions --group", ("decisions", *OF_GROUP), TYPER, LIST),
    Row("trail MEETING", ("trail", LAST), TYPER, LIST),
    Row("search", ("search", "kraftlinja"), TYPER, LIST),
    Row("decisions", ("decisions",), TYPER),
    Row("agenda", ("agenda", "kultur"), TYPER),
    Row("status", ("status",), TYPER),
    Row("trail", ("trail",), TYPER, seldom=True),
    Row("report year", ("report", "year", "--since", "2023-01-01"), TYPER, seldom=True),
    Row("calendar", ("calendar", "--group", "kultur", "--out", "../calendar"), TYPER, seldom=True),
    Row("remind", ("remind", "--owner", "ada.ask"), TYPER, seldom=True),
    Row("export, HTML", ("export", LAST, "--to", "html", "--out", "-"), TYPER),
    Row("export, Word", ("export", LAST, "--to", "docx", "--out", "-"), TYPER),
    Row("export, OpenDocument", ("export", LAST, "--to", "odt", "--out", "-"), TYPER),
    Row("completing an id", (), TYPER, LIST),
    Row("done", ("done",), TYPER_AND_COMMIT, CHANGE, then=Victims.to_close, purpose=CHANGED),
    Row("reopen", ("reopen",), TYPER_AND_COMMIT, CHANGE, then=Victims.closed, purpose=CHANGED),
    Row("start", ("start",), TYPER_AND_COMMIT, CHANGE, then=Victims.action, purpose=CHANGED),
    Row("defer", ("defer", "--due", "2026-03-31"), TYPER_AND_COMMIT, CHANGE, then=Victims.action, purpose=CHANGED),
    Row("assign", ("assign", "@ada.ask"), TYPER_AND_COMMIT, CHANGE, then=Victims.action, purpose=CHANGED),
    Row("drop", ("drop",), TYPER_AND_COMMIT, CHANGE, then=Victims.action, purpose=CHANGED),
    Row("add", ("add", "Se på taket", "--owner", "ada.ask", *OF_GROUP), TYPER_AND_COMMIT, CHANGE, purpose=CHANGED),
    Row("done, beside taskwarrior", ("done",), f"{TASK_DONE} + G", {10_000: 1.0}, then=Victims.action, purpose=CHANGED),
    Row("add, beside taskwarrior", ("add", "Se på veien", "--owner", "ada.ask", *OF_GROUP), f"{TASK_ADD} + G", {10_000: 1.0}, purpose=CHANGED),
    Row("items add", ("items", "add", "--group", "klima"), TYPER_AND_COMMIT, PAPER, then=Victims.title, purpose=CHANGED),
    Row("new", ("new", "areal"), TYPER_AND_COMMIT, PAPER, then=Victims.day, purpose=CHANGED),
    Row("move", ("move",), TYPER_AND_COMMIT, CHANGE, first=prepared, then=Victims.moved, purpose=CHANGED),
    Row("attend", ("attend", "--present", "Ada Askeland"), TYPER_AND_COMMIT, CHANGE, first=prepared, then=Victims.coming, purpose=CHANGED),
    Row("notice", ("notice",), TYPER_AND_COMMIT, first=prepared, then=Victims.coming, purpose=CHANGED),
    Row("cancel", ("cancel", "--why", "syk"), TYPER_AND_COMMIT, CHANGE, first=prepared, then=Victims.coming, purpose=CHANGED),
    Row("reword", ("reword",), TYPER_AND_COMMIT, CHANGE, then=Victims.reworded, purpose=CHANGED),
    Row("undo", ("undo",), TYPER_AND_COMMIT, CHANGE, first=ticked, purpose=CHANGED),
    Row("import, looked at", ("import", "../old.txt", "--dry-run"), TYPER, first=handed_in),
    Row("save", ("save",), TYPER_AND_COMMIT, PAPER, first=written, purpose=CHANGED),
    Row("circulate", ("circulate",), TYPER_AND_COMMIT, PAPER, then=Victims.to_send, purpose=CHANGED),
    Row("approve", ("approve",), TYPER_AND_COMMIT, PAPER, then=Victims.to_approve, purpose=CHANGED),
    Row("withdraw", ("withdraw",), TYPER_AND_COMMIT, PAPER, then=Victims.approved, purpose=CHANGED),
    Row("sync, nothing new", ("sync",), TYPER_AND_COMMIT, {1_000: 3.0}, first=met, purpose=CHANGED),
    Row("sync, one entry each way", ("sync",), TYPER_AND_COMMIT, {1_000: 5.0}, first=both_wrote, purpose=CHANGED),
    Row("export to Word", ("export", LAST, "--to", "docx", "--out", "-"), TYPER, {1_000: 5.0}),
    Row("export to PDF", ("export", LAST, "--to", "pdf", "--out", "-"), TYPER, {1_000: 6.0}),
    Row("site after an edit", SITE, TYPER, {1_000: 10.0}, first=shown_and_edited, purpose="-site"),
    Row("verify, unchanged", ("verify",), TYPER),
    Row("asked after three changes", QUESTION, WARM, {10_000: 1.4}, first=three_changes, purpose="-three"),
    Row("asked after an edit", QUESTION, WARM, {10_000: 1.4}, first=edited, purpose="-edited"),
    Row("asked after a file was added", QUESTION, WARM, {10_000: 1.4}, first=added, purpose="-added"),
    Row("check after an edit", ("check",), TYPER, {1_000: 2.0, 10_000: 5.0}, first=edited_and_checked, purpose="-edited", fine=CHECKED),
    Row("first build", QUESTION, RIPGREP, {10_000: 55.0}, first=forgotten, purpose=REBUILT, seldom=True),
    Row("no index possible", QUESTION, RIPGREP, {10_000: 55.0}, purpose=UNKEPT, seldom=True),
    Row("first search", ("search", "kraftlinja"), RIPGREP, {10_000: 25.0}, first=forgotten_and_built, purpose=REBUILT, seldom=True),
    Row("check of everything", ("check",), BUILT, {10_000: 2.0}, first=forgotten, purpose=REBUILT, fine=CHECKED, seldom=True),
)
# At most so many MiB, in a book of 10,000.
MEMORY = {"done": 48.0, "groups": 48.0, "first build": 150.0}
SELDOM = 3
# A task of taskwarrior that is still to be done.
PENDING = re.compile(r'status:"pending".*uuid:"([^"]+)"')


def chosen(names: Iterable[str]) -> list[Row]:
    """The rows of these names, or beginnings of names, in the order of the table; all when none is named."""
    wanted = tuple(names)
    return [row for row in ROWS if not wanted or row.name.startswith(wanted)]


def every_command(bench: Bench, measured: Measured, size: int, rows: Sequence[Row] = ROWS) -> None:
    """The rows in a book of that size, in turns with what they are compared with; what takes long by itself."""
    books = {purpose: _book(bench, size, purpose, rows) for purpose in {"", *(row.purpose for row in rows)}}
    victims = {purpose: Victims(book) for purpose, book in books.items()}
    yardsticks = _yardsticks(bench, measured, books, victims)
    if any(TASK_DONE in row.against or TASK_ADD in row.against for row in rows):
        yardsticks |= _taskwarrior(bench, measured, size)
    for where, rounds, some in (
        (f"commands {size}", bench.rounds, [row for row in rows if not row.seldom]),
        (f"rebuilding {size}", min(bench.rounds, SELDOM), [row for row in rows if row.seldom]),
    ):
        if some:
            needed = {name for row in some for name in PARTS.get(row.against, (row.against,))}
            bench.say(f"in {size} minutes: {', '.join(row.name for row in some)}")
            commands = {name: command for name, command in yardsticks.items() if name in needed}
            commands |= {row.name: _command(bench, row, books[row.purpose], victims[row.purpose]) for row in some}
            measured.times[where] = side_by_side(commands, rounds)
            measured.wrong += [f"{name} at {size}: {timed.trouble}" for name, timed in measured.times[where].items() if timed.trouble]
    if REBUILT in books:
        forgotten_and_built(bench, books[REBUILT], victims[REBUILT])
        weigh(measured, books[REBUILT], size)


def seconds(run: Run) -> float:
    return run.seconds


def on_core(run: Run) -> float:
    return run.on_core


def timed_row(measured: Measured, row: Row, size: int) -> Timed | None:
    return measured.times.get(f"{'rebuilding' if row.seldom else 'commands'} {size}", {}).get(row.name)


def compared(measured: Measured, row: Row, size: int, by: Callable[[Run], float] = seconds) -> float | None:
    """How many times as long as what it is compared with, as the median over the rounds; None where one of them was not measured."""
    times = measured.times.get(f"{'rebuilding' if row.seldom else 'commands'} {size}", {})
    parts = [times[name].runs for name in (row.name, *PARTS.get(row.against, (row.against,))) if name in times]
    if len(parts) <= len(PARTS.get(row.against, (row.against,))) or not all(parts):
        return None
    return median(by(ours) / sum(map(by, others)) for ours, *others in zip(*parts, strict=False))


def _book(bench: Bench, size: int, purpose: str, rows: Sequence[Row]) -> Path:
    """The book of a purpose, with victims enough, and known to the index."""
    book = bench.book(size, purpose)
    rounds = bench.rounds + 1
    if purpose == CHANGED and not Victims(book).are_enough(rounds * ACTIONS_A_ROUND, rounds):
        shutil.rmtree(book)
        book = bench.book(size, purpose)
    if purpose == UNKEPT:
        bar(book)
    elif not purpose or any(row.purpose == purpose and not row.seldom for row in rows):
        bench.settle(book)
    return book


def _command(bench: Bench, row: Row, book: Path, victims: Victims) -> Command:
    env = {"REFERAT_TODAY": TODAY}
    if not row.words:
        env |= {"_REFERAT_COMPLETE": "complete_bash", "COMP_WORDS": "referat done 7", "COMP_CWORD": "2"}
    if row.purpose == UNKEPT:
        env["XDG_CACHE_HOME"] = os.devnull
    return replace(
        bench.ours(*row.words, book=book, env=env),
        before=lambda: row.first(bench, book, victims),
        then=lambda: row.then(victims),
        fine=row.fine,
        longest=LONGEST_FIRST,
    )


def _yardsticks(bench: Bench, measured: Measured, books: Mapping[str, Path], victims: Mapping[str, Victims]) -> dict[str, Command]:
    """What rows are compared with, as far as it can be had."""
    still, env = books[""], {**bench.shop.env, **bench.referat.env}
    found = {
        PYTHON: Command((*bench.referat.python, "-c", "pass"), still, env),
        TYPER: Command((*bench.referat.smallest, "greet"), still, env),
        WARM: bench.ours(*QUESTION, book=still),
    }
    if CHANGED in books:
        of_book = victims[CHANGED]
        by_hand = Command(("git", "commit", "--quiet", "-m", "by hand", "--only"), books[CHANGED], env)
        found[COMMIT] = replace(by_hand, then=lambda: (of_book.write(),))
    if program := program_of(bench, measured, RG):
        found[RIPGREP] = Command(RG.ask(program, still), still, env)
        found[RIPGREP_MEETINGS] = Command(in_shell("\"$1\" -n '^(tittel|dato|gruppe|status): ' meetings | sort", str(program)), still, env)
    return found


def _taskwarrior(bench: Bench, measured: Measured, size: int) -> dict[str, Command]:
    """The same changes in the store of another program that keeps no history, with as many tasks; nothing where it cannot be had."""
    program = program_of(bench, measured, taskwarrior.PEER)
    if not program:
        return {}
    folder = bench.shop.folder("data", "taskwarrior-changed", str(size))
    if not (folder / "taskrc").exists():
        taskwarrior.convert(size, folder)
    env = {**bench.shop.env, **taskwarrior.PEER.env(program, folder)}
    pending = PENDING.findall((folder / "pending.data").read_text(encoding="utf-8"))
    return {
        TASK_DONE: Command((str(program),), folder, env, then=lambda: (pending.pop(), "done")),
        TASK_ADD: Command((str(program), "add", f"project:{corpus.ASKED}", "due:2026-03-31", "Se på veien"), folder, env),
    }
