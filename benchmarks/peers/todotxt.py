"""The two programs that keep a todo.txt: todo.txt-cli and topydo. What is done lies in done.txt, where both put it."""

from pathlib import Path

from benchmarks.corpus import ASKED, tasks
from benchmarks.peers.peer import Peer

# "12 Sende brev om ... +kraft @dina.bra ref:2a3456 due:2025-10-01": sorted by what follows the second colon.
BY_DUE = "sort -t: -k3"


def convert(size: int, folder: Path) -> None:
    with (folder / "todo.txt").open("w", encoding="utf-8") as todo, (folder / "done.txt").open("w", encoding="utf-8") as done:
        for task in tasks(size):
            line = f"{task.born} {task.text} +{task.group} @{task.owner} ref:{task.id} due:{task.due}\n"
            if task.closed:
                done.write(f"x {task.closed} {line}")
            else:
                todo.write(line)
    (folder / "config").write_text(
        f'export TODO_DIR="{folder}"\nexport TODO_FILE="$TODO_DIR/todo.txt"\nexport DONE_FILE="$TODO_DIR/done.txt"\n'
        f'export REPORT_FILE="$TODO_DIR/report.txt"\nexport TODOTXT_SORT_COMMAND="env LC_ALL=C {BY_DUE}"\n',
        encoding="utf-8",
    )
    settings = f"[topydo]\nfilename = {folder}/todo.txt\narchive_filename = {folder}/done.txt\ncolors = 0\n"
    (folder / "topydo.conf").write_text(settings, encoding="utf-8")


TODO_TXT_CLI = Peer(
    name="todo.txt-cli",
    note=f"`todo-txt ls +{ASKED}`, sorted by due date with its TODOTXT_SORT_COMMAND",
    largest=10_000,
    find=lambda shop: shop.from_apt("todo-txt", "todotxt-cli"),
    convert=convert,
    version_word="-V",
    ask=lambda program, folder: (str(program), "-p", "-d", str(folder / "config"), "ls", f"+{ASKED}"),
)
TOPYDO = Peer(
    name="topydo",
    note=f"`topydo ls -s due -F … +{ASKED}`",
    largest=1_000,
    find=lambda shop: shop.from_pip("topydo", "topydo"),
    convert=convert,
    ask=lambda program, folder: (str(program), "-c", str(folder / "topydo.conf"), "ls", "-s", "due", "-F", "%d %s %k", f"+{ASKED}"),
)
