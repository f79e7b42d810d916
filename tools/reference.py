"""Makes docs/commands.md from what --help says, at a fixed width; with --check it only says whether the page is current."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from referat.cli.app import COMMANDS, made

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
WIDTH = 100
HEAD = """\
# The commands

Made from `--help` by `make reference`; edit the help, not this page.

The answer goes to stdout, everything else to stderr. Exit codes: 0 fine · 1 findings · 2 typed wrongly · 3 cannot read · 4 refused ·
5 locked by another run · 6 written but not kept in git · 70 a mistake of ours · 130 interrupted · 141 the reader of the answer left.

In a Norwegian book help is in Norwegian, and values can be typed so: `--status sendt`, `--sort frist`, `--by gruppe`, `--due uke`, `--format excel`.
"""


def help_of(command: Any, name: str, parent: Any = None) -> Iterator[tuple[str, str]]:
    """A command's heading and help, then those of its own commands. `terminal_width` is inherited by every context below."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True, terminal_width=WIDTH)
    lines = command.get_help(context).splitlines()
    yield context.command_path, "\n".join(line.rstrip() for line in lines).strip()
    if hasattr(command, "list_commands"):
        for below in command.list_commands(context):
            yield from help_of(command.get_command(context, below), below, context)


def page(commands: Any = COMMANDS) -> str:
    parts = [HEAD]
    for path, text in help_of(made(commands), "referat"):
        parts.append(f"{'#' * min(2 + path.count(' '), 4)} {path}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        print("docs/commands.md is current")
        return 0
    if arguments == ["--check"]:
        print("docs/commands.md is not current (make reference)")
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(wanted, encoding="utf-8")
    print("docs/commands.md: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
