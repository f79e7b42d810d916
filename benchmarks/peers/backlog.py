"""Backlog.md: a Markdown file for each task in a git repository. It has no due dates, so they begin the titles and `sort` reads them."""

from pathlib import Path

from benchmarks.corpus import ASKED, Task, tasks
from benchmarks.peers.peer import Peer, in_shell
from benchmarks.stopwatch import must

SETTINGS = """\
project_name: "prove"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
max_column_width: 20
auto_open_browser: false
remote_operations: false
auto_commit: false
filesystem_only: false
bypass_git_hooks: false
check_active_branches: true
active_branch_days: 30
task_prefix: "task"
"""


def convert(size: int, folder: Path) -> None:
    for name in ("tasks", "completed"):
        (folder / "backlog" / name).mkdir(parents=True)
    (folder / "backlog/config.yml").write_text(SETTINGS, encoding="utf-8")
    for number, task in enumerate(tasks(size), 1):
        place = "completed" if task.closed else "tasks"
        title = f"{task.due} {task.text} {task.id}"
        (folder / "backlog" / place / f"task-{number} - {title.replace(' ', '-')}.md").write_text(_page(number, title, task), encoding="utf-8")
    must(["git", "-c", "init.defaultBranch=main", "init", "-q"], folder=folder)
    must(["git", "add", "--all"], folder=folder)
    must(["git", "-c", "user.name=Ada Askeland", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "tasks"], folder=folder)


def _page(number: int, title: str, task: Task) -> str:
    return (
        f"---\nid: TASK-{number}\ntitle: '{title}'\nstatus: {'Done' if task.closed else 'To Do'}\nassignee:\n  - '@{task.owner}'\n"
        f"created_date: '{task.born} 12:00'\nlabels:\n  - {task.group}\ndependencies: []\nordinal: {number * 1000}\n---\n"
    )


PEER = Peer(
    name="Backlog.md",
    note=f"`backlog task list --plain -s 'To Do' -l {ASKED} | sort -k4`; it has no due dates, so these begin the titles; done tasks in completed/",
    largest=1_000,
    find=lambda shop: shop.from_npm("backlog", "backlog.md"),
    convert=convert,
    ask=lambda program, _: in_shell(f"\"$1\" task list --plain -s 'To Do' -l {ASKED} | grep TASK- | sort -k3", str(program)),
)
