"""Makes the table of the fast path from the commands themselves; with --check it only says whether it is current."""

import sys
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from referat.cli import completion
from referat.cli.app import COMMANDS, made
from referat.cli.fast_path import DAY, FLAG, TEXT, TEXTS, WORDS, question

TABLE = Path(__file__).resolve().parents[1] / "src/referat/cli/fast_path_table.py"
# The questions that are asked all day; each has a function of its name that `question` finds.
ASKED_ALL_DAY = ("actions", "followup", "meetings", "verify")
# What somebody may have to be asked about is left to Typer.
LEFT = frozenset({"accept", "yes"})
HEAD = '''\
"""The table of the fast path, made from the commands by `make reference`; edit the commands, not this page."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

# A command, to its values by their names: the options that give it (* is every other word), what it takes, the variable that else gives it,
# and what holds where nothing is said.
'''


def asked(command: Any) -> dict[str, tuple[str, Any, str, Any]]:
    found: dict[str, tuple[str, Any, str, Any]] = {}
    for parameter in command.params:
        default = None if callable(parameter.default) else parameter.default
        if parameter.param_type_name == "argument":  # a single word is left to Typer
            found[parameter.name] = (WORDS if parameter.nargs == -1 else "", TEXTS, "", default)
        elif parameter.name in LEFT:
            found[parameter.name] = ("", FLAG, "", default)
        elif parameter.name != "help":
            found[parameter.name] = (" ".join(parameter.opts), _kind(parameter), parameter.envvar or "", default)
    return found


def _kind(parameter: Any) -> Any:
    assert parameter.nargs == 1, parameter.name
    if parameter.is_flag:
        assert not parameter.secondary_opts, parameter.name
        return FLAG
    if choices := getattr(parameter.type, "choices", None):
        return tuple(choices)
    if parameter.name == "today":
        return DAY
    assert parameter.name == "book" or repr(parameter.type) == "STRING", parameter.name
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


def table() -> str:
    whole = made(COMMANDS)
    context = whole.make_context("referat", [], resilient_parsing=True)
    commands = {name: whole.get_command(context, name) for name in whole.list_commands(context)}
    assert all(callable(question(name)) for name in ASKED_ALL_DAY)
    lines = ["ASKED: dict[str, dict[str, tuple[str, Any, str, Any]]] = {"]
    for name in ASKED_ALL_DAY:
        lines += [f'    "{name}": {{', *(f"        {_written(called)}: {_written(how)}," for called, how in asked(commands[name]).items()), "    },"]
    lines += ["}", "", "# A command, to what completes the value of each option, and all other words (*); nothing for an option without a value."]
    lines += ["COMPLETED: dict[str, dict[str, str]] = {"]
    for name, command in commands.items():
        if not hasattr(command, "list_commands") and (what := completed(command)):
            lines.append(f"    {_written(name)}: {_written(what)},")
    return HEAD + "\n".join([*lines, "}", ""])


def _written(value: object) -> str:
    assert '"' not in repr(value)
    return repr(value).replace("'", '"')


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
