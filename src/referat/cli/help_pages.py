r"""What --help says, in the book's language: made here from the commands, so that every version of Typer shows the same page.

The texts of help are no texts of the program: they stand in the commands' docstrings and options, are collected from there by the catalogue
maker (`texts_of_help`), and have a catalogue of their own that no other run reads.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.languages.values import shown

EXAMPLES = "\b\n"  # opens a paragraph whose lines stay as they are
NO_BRACKETS = str.maketrans("", "", "[]")  # the usage line puts its own
PLACEHOLDER = re.compile(r"[A-Z][A-Z]+")


def page(command: Any, context: Any) -> str:
    """The whole page of a command."""
    formatter = context.make_formatter()
    formatter.write_usage(context.command_path, " ".join(_usage(command, context)), tr(N_("Usage: ")))
    if command.help:
        _write_text(formatter, command.help)
    given = command.get_params(context)
    for heading, parameters in (
        (tr(N_("Arguments")), [one for one in given if one.param_type_name == "argument"]),
        (tr(N_("Options")), [one for one in given if one.param_type_name == "option"]),
    ):
        if parameters:
            with formatter.section(heading):
                formatter.write_dl([(called(one), _said_of(one)) for one in parameters])
    for heading, commands in _panels(command, context):
        with formatter.section(heading):
            formatter.write_dl(commands)
    if command.epilog:
        _write_text(formatter, command.epilog)
    return str(formatter.getvalue()).rstrip("\n")


def called(parameter: Any) -> str:
    """A parameter as help names it: an option by all its names and what it takes, another word by what stands for it."""
    if parameter.param_type_name == "argument":
        return placeholder(parameter)
    names = ", ".join(sorted((*parameter.opts, *parameter.secondary_opts), key=lambda name: name.startswith("--")))
    return names if parameter.is_flag else f"{names} {placeholder(parameter)}"


def placeholder(parameter: Any) -> str:
    """What stands for a value: MEETING, or MØTE."""
    if choices := [str(getattr(one, "value", one)) for one in getattr(parameter.type, "choices", ())]:
        return "|".join(shown(choices, i18n.in_use()))
    several = "..." if parameter.nargs != 1 and not parameter.metavar else ""
    return translated(str(parameter.metavar or str(parameter.name).upper()).translate(NO_BRACKETS)) + several


def translated(text: str) -> str:
    """A placeholder in the language in use, word by word."""
    return PLACEHOLDER.sub(lambda word: help_text(word[0]), text)


def help_text(text: str) -> str:
    """A text of help in the language in use."""
    language = i18n.in_use()
    return text if language == "en" or not text else _catalogue(language).get(text, text)


@cache
def _catalogue(language: str) -> i18n.Texts:
    return i18n.texts_of(language, "help")


def texts_of_help(command: Any, context: Any) -> Iterator[str]:
    """Every text that the page of a command holds, as `help_text` is asked for it."""
    for text in (command.help, command.epilog):
        for paragraph in (text or "").split("\n\n"):
            yield from paragraph.splitlines()[1:] if paragraph.startswith(EXAMPLES) else [" ".join(paragraph.split())]
    for parameter in command.get_params(context):
        yield parameter.help or ""
        if not getattr(parameter.type, "choices", ()) and not getattr(parameter, "is_flag", False):
            yield from PLACEHOLDER.findall(str(parameter.metavar or str(parameter.name).upper()))


def _usage(command: Any, context: Any) -> Iterator[str]:
    options = tr(N_("OPTIONS"))
    yield f"[{options}]"
    for parameter in command.get_params(context):
        if parameter.param_type_name == "argument":
            yield placeholder(parameter) if parameter.required else f"[{placeholder(parameter)}]"
    if hasattr(command, "list_commands"):
        yield tr(N_("COMMAND ..."))


def _write_text(formatter: Any, text: str) -> None:
    """Paragraphs, each translated as a whole; examples line by line."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(EXAMPLES):
            paragraphs.append(EXAMPLES + "\n".join(help_text(line) for line in paragraph.splitlines()[1:]))
        else:
            paragraphs.append(help_text(" ".join(paragraph.split())))
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text("\n\n".join(paragraphs))


def _said_of(parameter: Any) -> str:
    """The text of a parameter, and what holds where it is not given."""
    extra = []
    if variable := parameter.envvar:
        extra.append(tr(N_("or set {variable}"), variable=variable))
    standing = parameter.default
    if getattr(parameter, "show_default", False) and isinstance(standing, str | int) and standing and standing is not True:
        extra.append(tr(N_("if not given: {value}"), value=shown([str(standing)], i18n.in_use())[0]))
    if parameter.required:
        extra.append(tr(N_("must be given")))
    said = help_text(parameter.help or "")
    return f"{said}  [{'; '.join(extra)}]".strip() if extra else said


def _panels(command: Any, context: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The commands of a command, each with a line: by the headings of the table, or all under one."""
    if panels := getattr(command, "panels", None):
        for heading, commands in panels.items():
            yield tr(heading), [(name, tr(summary)) for name, (_, summary) in commands.items()]
    elif hasattr(command, "list_commands"):
        below = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
        yield tr(N_("Commands")), [(name, _first_sentence(one.help or "")) for name, one in below if not one.hidden]


def _first_sentence(text: str) -> str:
    said = help_text(" ".join(text.partition("\n\n")[0].split()))
    return said.partition(". ")[0].removesuffix(".") + "."
