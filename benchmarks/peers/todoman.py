"""Todoman: a list for each group, a calendar file for each task, and its own cache of them."""

from pathlib import Path

from benchmarks.corpus import ASKED, Task, tasks
from benchmarks.peers.peer import Peer


def convert(size: int, folder: Path) -> None:
    (folder / "config.py").write_text(
        f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache.sqlite3"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n',
        encoding="utf-8",
    )
    for task in tasks(size):
        path = folder / "lists" / task.group / f"{task.id}.ics"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_calendar(task), encoding="utf-8")


def _calendar(task: Task) -> str:
    closed = f"STATUS:COMPLETED\r\nCOMPLETED:{task.closed:%Y%m%d}T120000Z\r\nPERCENT-COMPLETE:100\r\n" if task.closed else "STATUS:NEEDS-ACTION\r\n"
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//prove//EN\r\nBEGIN:VTODO\r\n"
        f"UID:{task.id}\r\nDTSTAMP:{task.born:%Y%m%d}T120000Z\r\nCREATED:{task.born:%Y%m%d}T120000Z\r\nSUMMARY:{task.text} {task.id}\r\n"
        f"DUE;VALUE=DATE:{task.due:%Y%m%d}\r\nCATEGORIES:{task.owner}\r\n{closed}END:VTODO\r\nEND:VCALENDAR\r\n"
    )


PEER = Peer(
    name="todoman",
    note=f"`todo list --sort due {ASKED}`, its cache warm; a list for each group, a file for each task",
    largest=10_000,
    find=lambda shop: shop.from_pip("todo", "todoman"),
    convert=convert,
    remembers=True,
    ask=lambda program, folder: (str(program), "--config", str(folder / "config.py"), "list", "--no-reverse", "--sort", "due", ASKED),
)
