"""Makes the front door's table and its help texts from the command line itself; with --check it only says whether they are current."""

import sys
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from referat.cli import completion
from referat.cli.app import COMMANDS, made
from referat.cli.fast_path import DAY, FLAG, TEXT, TEXTS, question

ROOM = Path(__file__).resolve().parents[1] / "src" / "referat" / "cli"
TABLE = ROOM / "fast_path_table.py"
HELP = ROOM / "help"
# The questions that are asked all day; each has a function of its name that `door.question` finds.
HOT = ("actions", "followup", "meetings", "verify")
# What somebody may have to be asked about is left to the command line proper.
LEFT = frozenset({"accept", "yes"})
# A pipe, or a terminal as it opens; and one that is as wide as help ever gets.
WIDTHS = (80, 100)
MARGIN = 2  # what click leaves free at the right
HEAD = '''\
"""The front door's table, made from the commands by `make reference`; edit the commands, not this page."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import Any

# A command, to its options as (name of the value, what it takes), the surroundings that a value is else taken from, the value that takes
# all other words, and what holds where nothing is said.
ASKED: dict[str, tuple[dict[str, tuple[str, Any]], dict[str, str], str, dict[str, Any]]] = {asked}

# A command, to what completes the value of each option, its options without a value, and what completes all other words.
COMPLETED: dict[str, tuple[dict[str, str], tuple[str, ...], str]] = {completed}
'''


def commands() -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Every command by the words that name it, with the context that its help is printed in."""
    whole = made(COMMANDS)
    yield from _below((), whole, None)


def _below(path: tuple[str, ...], command: Any, parent: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    context = command.make_context(path[-1] if path else "referat", [], parent=parent, resilient_parsing=True)
    yield path, command, context
    if hasattr(command, "list_commands"):
        for name in command.list_commands(context):
            yield from _below((*path, name), command.get_command(context, name), context)


def asked(command: Any) -> tuple[dict[str, tuple[str, Any]], dict[str, str], str, dict[str, Any]]:
    options: dict[str, tuple[str, Any]] = {}
    surroundings: dict[str, str] = {}
    rest, given = "", {}
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            rest = parameter.name if parameter.nargs == -1 else rest  # a single word is left to the command line proper
        elif parameter.name not in LEFT | {"help"}:
            options |= {word: (parameter.name, _kind(parameter)) for word in parameter.opts}
            if parameter.envvar:
                surroundings[parameter.name] = parameter.envvar
        given[parameter.name] = None if callable(parameter.default) else parameter.default
    given.pop("help", None)
    return options, surroundings, rest, given


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


def completed(command: Any) -> tuple[dict[str, str], tuple[str, ...], str]:
    completers = _completers(command.callback)
    options: dict[str, str] = {}
    flags: list[str] = []
    rest = ""
    for parameter in command.params:
        completer = completers.get(parameter.name, "")
        if parameter.param_type_name == "argument":
            rest = completer if parameter.nargs == -1 else rest
        elif parameter.is_flag:
            flags += parameter.opts
        elif completer:
            options |= dict.fromkeys(parameter.opts, completer)
    return options, tuple(flags), rest


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


def pages() -> dict[Path, str]:
    """Every page that is made, with its text."""
    questions, completions, found = {}, {}, {}
    for path, command, _ in commands():
        if path and path[0] in HOT:
            assert callable(question(path[0]))
            questions[path[0]] = asked(command)
        if len(path) == 1 and not hasattr(command, "list_commands"):
            what = completed(command)
            if what[0] or what[2]:
                completions[path[0]] = what
        for width in WIDTHS:
            found[HELP / f"{'-'.join(path) or 'referat'}.{width}.txt"] = _help_of(path, width - MARGIN)
    found[TABLE] = HEAD.format(asked=_written(questions), completed=_written(completions))
    return found


def _written(table: Any) -> str:
    text = pformat(table, width=140, indent=1, sort_dicts=False)
    assert '"' not in text
    return text.replace("'", '"')


def _help_of(path: tuple[str, ...], width: int) -> str:
    command, context = made(COMMANDS), None
    context = command.make_context("referat", [], resilient_parsing=True, terminal_width=width)
    for name in path:
        command = command.get_command(context, name)
        context = command.make_context(name, [], parent=context, resilient_parsing=True, terminal_width=width)
    return str(command.get_help(context)).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    wanted = pages()
    there = {path: path.read_text(encoding="utf-8") for path in (*HELP.glob("*.txt"), TABLE) if path.exists()}
    if there == wanted:
        print("the front door is current")
        return 0
    if arguments == ["--check"]:
        print("the front door is not current (make reference)")
        return 1
    HELP.mkdir(exist_ok=True)
    for path in there.keys() - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    print(f"the front door: {len(wanted)} pages written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
