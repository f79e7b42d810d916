"""Emacs' org agenda in batch: one file, a heading for each meeting, the tasks under it with the group as a tag."""

from pathlib import Path

from benchmarks.corpus import ASKED, sheets
from benchmarks.peers.peer import Peer

SCRIPT = """\
(require 'org-agenda)
(setq org-agenda-files '("{folder}/minutes.org")
      org-todo-keywords '((sequence "TODO" "|" "DONE"))
      org-agenda-custom-commands
      '(("k" tags-todo "{group}" ((org-agenda-sorting-strategy '(deadline-up))
                                  (org-agenda-prefix-format "%(or (org-entry-get nil \\"DEADLINE\\") \\"\\") ")))))
(org-batch-agenda "k")
"""


def convert(size: int, folder: Path) -> None:
    with (folder / "minutes.org").open("w", encoding="utf-8") as file:
        for sheet in sheets(size):
            file.write(f"* {sheet.path}\n")
            for task in sheet.tasks:
                state, closed = ("DONE", f"CLOSED: [{task.closed}] ") if task.closed else ("TODO", "")
                file.write(f"** {state} {task.text} {task.id} :{task.group}:\n{closed}DEADLINE: <{task.due}>\n")
    (folder / "agenda.el").write_text(SCRIPT.format(folder=folder, group=ASKED), encoding="utf-8")


def surroundings(program: Path, _: Path) -> dict[str, str]:
    """Where an Emacs that was unpacked, not installed, finds its own parts."""
    root = program.parents[2]
    if not root.name.startswith("emacs"):
        return {}
    versions = sorted(path.name for path in (root / "usr/share/emacs").iterdir() if path.name[0].isdigit())
    share, own = root / "usr/share/emacs" / versions[-1], root / "usr/lib/emacs" / versions[-1]
    machine = next((path for path in own.iterdir() if path.is_dir()), own)
    lisp = [share / "lisp", *sorted(path for path in (share / "lisp").rglob("*") if path.is_dir())]
    return {
        "EMACSLOADPATH": ":".join(map(str, lisp)),
        "EMACSDATA": str(share / "etc"),
        "EMACSDOC": str(share / "etc"),
        "EMACSPATH": str(machine),
        "LD_LIBRARY_PATH": ":".join(str(path) for path in sorted((root / "usr/lib").glob("*-linux-gnu*"))),
    }


PEER = Peer(
    name="emacs org agenda",
    note=f"`emacs -Q --batch`, a tags-todo agenda of `{ASKED}` by deadline over one file",
    largest=1_000,
    find=lambda shop: shop.from_apt("emacs-nox", "emacs-nox"),
    convert=convert,
    ask=lambda program, folder: (str(program), "-Q", "--batch", "-l", str(folder / "agenda.el")),
    env=surroundings,
)
