"""Makes the table of the fast path from the commands themselves; with --check it only says whether it is current."""

import sys
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from referat.cli import completion
from referat.cli.app import COMMANDS, made
from referat.cli.fast_path import DATE, DAY, FLAG, TEXT, TEXTS, WORD, WORDS, found

TABLE = Path(__file__).resolve().parents[1] / "src/referat/cli/fast_path_table.py"
# The questions that are asked all day: what answers them loads not even what says what can be asked. All their options by name, the day as a text.
ASKED_ALL_DAY = {
    "actions": "referat.cli.daily_questions:actions",
    "followup": "referat.cli.daily_questions:followup",
    "meetings": "referat.cli.daily_questions:meetings",
    "verify": "referat.cli.verify_run:verify",
}
# The rest of a day's work, each with the module that holds its function; those not here are Typer's alone.
EVERY_DAY = (
    *("add", "done", "drop", "start", "reopen", "defer", "assign", "reword", "status"),
    *("show", "search", "decisions", "items", "groups", "people"),
    *("new", "move", "cancel", "agenda", "attend", "edit", "check", "save", "undo", "restore", "rename"),
    *("circulate", "approve", "withdraw", "correct", "trail"),
)
# Commands of a command's own, and the function of a command that has such.
OF_FAMILIES = {"items": "listed", "items add": "add", "items postpone": "postpone", "items park": "park"}
HEAD = '''\
"""The table of the fast path, made from the commands by `make reference`; edit the commands, not this page."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

# A command, to its function, and its values by their names: the options that give it (+ is the next word that is none, * all that are left), what
# it takes, the variable that else gives it, and what holds where nothing is said (... where something has to be).
'''


def asked(command: Any, day: str) -> dict[str, tuple[str, Any, str, Any]]:
    """Each value by its name. What is not plain has no option that gives it, and what has to be said is `...`."""
    found: dict[str, tuple[str, Any, str, Any]] = {}
    for parameter in command.params:
        default = ... if parameter.required else None if callable(parameter.default) else parameter.default
        if parameter.param_type_name == "argument":
            found[parameter.name] = (WORDS if parameter.nargs == -1 else WORD, TEXTS if parameter.nargs == -1 else TEXT, "", default)
        elif parameter.name != "help":
            kind = _kind(parameter, day)
            found[parameter.name] = (" ".join(parameter.opts) if kind else "", kind or TEXT, parameter.envvar or "", default)
    return found


def _kind(parameter: Any, day: str) -> Any:
    """What an option takes; None where only Typer can read it."""
    if parameter.is_flag:
        return None if parameter.secondary_opts else FLAG
    if parameter.name == "today":
        return day
    if parameter.name == "book":
        return TEXT
    if parameter.nargs != 1 or parameter.callback or (parameter.multiple and repr(parameter.type) != "STRING"):
        return None
    if choices := getattr(parameter.type, "choices", None):
        return tuple(choices)
    if repr(parameter.type) != "STRING":
        return None
    return TEXTS if parameter.multiple else TEXT


def completed(command: Any) -> dict[str, str]:
    """What completes each option's value, and the other words; nothing where an option takes none. Empty where nothing is ours to complete."""
    completers = _completers(command.callback)
    found: dict[str, str] = {}
    for parameter in command.params:
        completer = completers.get(parameter.name, "")
        if parameter.param_type_name == "argument":
            found |= {WORDS: completer} if completer and parameter.nargs == -1 else {}
        elif completer or (parameter.is_flag and parameter.name != "help"):
            found[" ".join(parameter.opts)] = completer
    return found if any(found.values()) else {}


def _completers(callback: Any) -> dict[str, str]:
    """The completing function of each parameter, where it is one of `referat.cli.completion`."""
    found = {}
    for name, hint in get_type_hints(getattr(callback, "__wrapped__", callback), include_extras=True).items():
        for info in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
            completer: Any = getattr(info, "autocompletion", None)
            called = getattr(completer, "__name__", "")
            if called and getattr(completion, called, None) is completer:
                found[name] = called
    return found


def places() -> dict[str, str]:
    """What the fast path runs, and where the function of each is."""
    modules = {name: module for panel in COMMANDS.values() for name, (module, _) in panel.items()}
    own = {name: f"{modules[name]}:{name}" for name in EVERY_DAY}
    return {**ASKED_ALL_DAY, **own, **{name: f"{modules[name.partition(' ')[0]]}:{function}" for name, function in OF_FAMILIES.items()}}


def table() -> str:
    whole = made(COMMANDS)
    context = whole.make_context("referat", [], resilient_parsing=True)
    commands = {name: whole.get_command(context, name) for name in whole.list_commands(context)}
    lines = ["ASKED: dict[str, tuple[str, dict[str, tuple[str, Any, str, Any]]]] = {"]
    for name, place in places().items():
        assert callable(found(place)), place
        first, _, second = name.partition(" ")
        command = commands[first].commands[second] if second else commands[first]
        values = asked(command, DAY if name in ASKED_ALL_DAY else DATE)
        lines += [f'    "{name}": (', f'        "{place}",', "        {"]
        lines += [f"            {_written(called)}: {_written(how)}," for called, how in values.items()]
        lines += ["        },", "    ),"]
    lines += ["}", "", "# A command, to what completes the value of each option, and all other words (*); nothing for an option without a value."]
    lines += ["COMPLETED: dict[str, dict[str, str]] = {"]
    for name, command in commands.items():
        if not hasattr(command, "list_commands") and (what := completed(command)):
            lines.append(f"    {_written(name)}: {_written(what)},")
    return HEAD + "\n".join([*lines, "}", ""])


def _written(value: object) -> str:
    assert '"' not in repr(value)
    return repr(value).replace("Ellipsis", "...").replace("'", '"')


def main(arguments: list[str]) -> int:
    wanted = table()
    if TABLE.read_text(encoding="utf-8") == wanted:
        print("the fast path is current")
        return 0
    if arguments == ["--check"]:
        print("the fast path is not current (make reference)")
        return 1
    TABLE.write_text(wanted, encoding="utf-8")
    print("the fast path: its table is written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
