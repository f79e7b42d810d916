"""Taskwarrior: open tasks in pending.data, the others in completed.data, as it keeps them itself; asked through a report."""

from datetime import date
from pathlib import Path
from uuid import UUID

from benchmarks.corpus import ASKED, Task, tasks
from benchmarks.peers.peer import Peer

SETTINGS = """\
data.location={folder}
confirmation=no
news.version=9.9.9
verbose=nothing
defaultwidth=0
report.who.description=Who follows up on what
report.who.columns=due,tags,description
report.who.filter=status:pending
report.who.sort=due+
report.who.dateformat=Y-M-D
"""


def convert(size: int, folder: Path) -> None:
    (folder / "taskrc").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    with (folder / "pending.data").open("w", encoding="utf-8") as pending, (folder / "completed.data").open("w", encoding="utf-8") as completed:
        for number, task in enumerate(tasks(size), 1):
            (completed if task.closed else pending).write(_line(number, task))


def _line(number: int, task: Task) -> str:
    end = f' end:"{_seconds(task.closed)}"' if task.closed else ""
    status = "completed" if task.closed else "pending"
    return (
        f'[description:"{task.text} {task.id}" due:"{_seconds(task.due)}"{end} entry:"{_seconds(task.born)}" modified:"{_seconds(task.born)}" '
        f'project:"{task.group}" status:"{status}" tags:"{task.owner.replace(".", "_")}" uuid:"{UUID(int=number, version=4)}"]\n'
    )


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86400


PEER = Peer(
    name="taskwarrior",
    note=f"`task project:{ASKED} who`, a report of three columns by due date; done tasks in completed.data",
    largest=50_000,
    find=lambda shop: shop.from_apt("task", "taskwarrior"),
    convert=convert,
    ask=lambda program, _: (str(program), f"project:{ASKED}", "who"),
    env=lambda _, folder: {"TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder)},
)
