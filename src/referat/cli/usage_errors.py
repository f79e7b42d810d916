"""A command typed wrongly, said in the book's language: what is wrong, what was perhaps meant, where to read more.

What is wrong is known by the kind of click's exception, which has no public name in typer. What is none of the kinds below keeps
click's own words.
"""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from referat.cli.options import NO_CHOICE
from referat.errors import Exit, ReferatError
from referat.languages import i18n
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_, Marked
from referat.languages.values import shown
from referat.model.text import safe

_CHOICE = re.compile(r"['\"](.*)['\"] is not one of ", re.DOTALL)
_COMMAND = re.compile(r"No such command ['\"](.*?)['\"](?:\.|\Z)", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)\Z", re.DOTALL)


class UnknownCommand(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no command “{name}”; referat --help lists what there is.")
    hint = N_("Did you mean: referat {near}")


class Misused(ReferatError):
    exit = Exit.USAGE
    message = "{problem}"
    hint = "{remedy}"


def unknown_command(name: str, known: Sequence[str]) -> UnknownCommand:
    speak_as_the_book(())
    return UnknownCommand(name=name, near=near(name, known))


def misused(problem: Any, typed: Sequence[str]) -> Misused:
    """The exception as ours, in the language of the book one stands in."""
    speak_as_the_book(typed)
    context = problem.ctx
    # Some of click's own know no context; the first word typed is then the best guess of what was meant to run.
    command = context.command_path if context else " ".join(["referat", *(word for word in typed[:1] if not word.startswith("-"))])
    remedy = tr(N_("{command} --help says what there is."), command=safe(command))
    option = str(getattr(problem, "option_name", "") or "")
    known = [name for parameter in context.command.get_params(context) for name in parameter.opts if name.startswith("-")] if context else []
    if option and option not in known and (meant := near(option, known)):
        remedy = tr(N_("Did you mean {meant}? {more}"), meant=meant[0], more=remedy)
    return Misused(problem=_what(problem, safe(command).removeprefix("referat "), option), remedy=remedy)


def speak_as_the_book(typed: Sequence[str]) -> None:
    """Speak the language of the book that the command was for, as far as it can be seen before the command is understood."""
    from referat.changes.init_book import language_there
    from referat.store.places import find_book

    words = [word for given in typed for word in given.split("=", 1)]
    named = next((value for option, value in pairwise(words) if option == "--book"), os.environ.get("REFERAT_BOOK"))
    with suppress(ReferatError, OSError, ValueError):
        i18n.use(i18n.choose(language_there(find_book(".", named or None).root) or None, os.environ))


def near(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    return tuple(get_close_matches(typed, known, n=1))


def _what(problem: Any, command: str, option: str) -> str:
    """What is wrong, in our words where the exception is of a kind we know."""
    message = problem.message
    parameter = getattr(problem, "param", None)
    if isinstance(message, Marked):
        return tr(message, **_facts(problem, parameter))
    message = str(message or "")
    if type(problem).__name__ == "NoSuchOption":
        return tr(N_("{command} has no option {option}."), command=command, option=safe(option))
    if option and "requires" in message:
        return tr(N_("{option} needs a value."), option=safe(option))
    if parameter is not None:
        return _about(parameter, type(problem).__name__, message, command) or safe(str(problem.format_message()))
    return _about_words(problem, message, command) or safe(message)


def _facts(problem: Any, parameter: Any) -> dict[str, object]:
    """What a text of ours is filled from, fit for a screen."""
    facts: dict[str, object] = {"option": _called(parameter) if parameter is not None else ""}
    for name, fact in getattr(problem, "facts", {}).items():
        facts[name] = either(shown(fact, i18n.in_use())) if isinstance(fact, tuple) else safe(str(fact))
    return facts


def _about(parameter: Any, kind: str, message: str, command: str) -> str:
    if kind == "MissingParameter":
        if _called(parameter) == "ID":
            return tr(N_("Which action? referat {command} ID"), command=command)
        return tr(N_("{command} needs {what}."), command=command, what=_called(parameter))
    if choice := _CHOICE.match(message):
        choices = either(shown([str(getattr(one, "value", one)) for one in getattr(parameter.type, "choices", ())], i18n.in_use()))
        return tr(NO_CHOICE, value=safe(choice[1]), option=_called(parameter), choices=choices)
    return ""


def either(words: Sequence[str]) -> str:
    """Words to choose among: a, b or c."""
    return ", ".join(words[:-1]) + tr(D_(" or ")) + words[-1] if len(words) > 1 else "".join(words)


def _about_words(problem: Any, message: str, command: str) -> str:
    if extra := _EXTRA.match(message):
        return tr(N_("{command} takes no more words: {words}"), command=command, words=safe(extra[1]))
    words = ", ".join(problem.ctx.command.list_commands(problem.ctx)) if hasattr(getattr(problem.ctx, "command", None), "list_commands") else ""
    if words and message.rstrip(".") == "Missing command":
        return tr(N_("{command} needs a word more: {words}"), command=command, words=words)
    if words and (named := _COMMAND.match(message)):
        return tr(N_("{command} has no command “{name}”; it has {words}."), command=command, name=safe(named[1]), words=words)
    return ""


def _called(parameter: Any) -> str:
    """An option by its longest name, another word by what stands for it in --help."""
    from referat.cli.help_pages import placeholder

    options = [name for name in parameter.opts if name.startswith("-")]
    return max(options, key=len) if options else placeholder(parameter).rstrip(".")
