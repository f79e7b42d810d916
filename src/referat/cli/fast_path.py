"""The fast path: what is typed all day is run without loading Typer, by a table that is made from the commands (`fast_path_table`).

It knows the plainest way of writing each option, and nothing else. Whatever it does not know at once, and whatever was typed wrongly, is left
to Typer. Both run the same function.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

# What `fast_path_table` says that an option takes; a tuple lists the words it takes. A DATE is handed on as a date, a DAY as its text.
FLAG, TEXT, TEXTS, DAY, DATE = "flag", "text", "texts", "day", "date"
WORD, WORDS = "+", "*"  # in the place of an option: the next word that is none, or all that are left
COMPLETE = "_REFERAT_COMPLETE"


class NotHere(Exception):
    """A question for Typer."""


def answered(words: Sequence[str]) -> int | None:
    """The exit code of a run that could be made here, else None: then nothing was done or said."""
    gc.disable()  # a run of a few hundredths of a second leaves nothing to collect
    try:
        if COMPLETE in os.environ:
            return _completed(os.environ)
        return _asked(words)
    except Exception:  # noqa: BLE001 - Typer says what it is, and in whose language
        gc.enable()
        return None


def read(words: Sequence[str], environ: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Where the function of the command that was typed is, and its options, all of them by name. Raises NotHere."""
    from referat.cli.fast_path_table import ASKED

    name = words[0] if words else ""
    if (longer := " ".join(words[:2])) in ASKED:
        name = longer
    if name not in ASKED:
        raise NotHere
    place, parameters = ASKED[name]
    spelled = {option: called for called, (options, *_) in parameters.items() for option in options.split()}
    single = [called for called, (options, *_) in parameters.items() if options == WORD]
    values: dict[str, Any] = {called: given for called, (*_, given) in parameters.items()}
    left = iter(words[1 + name.count(" ") :])
    for word in left:
        option, equals, said = word.partition("=") if word[:1] == "-" else (WORD if single else WORDS, "=", word)
        if option not in spelled or (equals and option[:2] not in ("--", WORD, WORDS)):
            raise NotHere
        called = single.pop(0) if option == WORD else spelled[option]
        kind = parameters[called][1]
        value: Any = not equals if kind == FLAG else said if equals else next(left, "")
        if not value or (kind in (DAY, DATE) and not _is_day(value)) or (isinstance(kind, tuple) and value not in kind):
            raise NotHere
        values[called] = [*(values[called] or ()), value] if kind == TEXTS and values[called] is not ... else [value] if kind == TEXTS else value
    for called, (_, kind, variable, _) in parameters.items():
        if variable and values[called] is None and (around := environ.get(variable)):
            if kind in (DAY, DATE) and not _is_day(around):
                raise NotHere
            values[called] = around
    if ... in values.values():  # something that has to be said was not
        raise NotHere
    if "today" in values:
        values["today"] = _today(values["today"], as_date=parameters["today"][1] == DATE)
    return place, values


def _today(said: str | None, *, as_date: bool) -> Any:
    if not said:
        from time import strftime

        said = strftime("%Y-%m-%d")
    if not as_date:
        return said
    from datetime import date

    return date.fromisoformat(said)


def _asked(words: Sequence[str]) -> int | None:
    place, values = read(words, os.environ)
    from referat.cli import streams
    from referat.languages import i18n

    streams.speak_utf8()
    i18n.use(i18n.choose(None, os.environ))
    function = found(place)
    try:
        code = function(**values) or 0
        sys.stdout.flush()
    except BaseException as problem:  # noqa: BLE001 - however it ends, it ends there
        if "typer" in sys.modules and isinstance(problem, sys.modules["typer"].BadParameter):
            raise NotHere from None  # what was typed does not go together: nothing is done yet
        from referat.cli.ending import ended_by

        code = ended_by(problem)
    return code


def found(place: str) -> Callable[..., int | None]:
    """The function at a place of the table."""
    module, _, name = place.partition(":")
    function: Callable[..., int | None] = getattr(__import__(module, fromlist=(name,)), name)
    return function


def _completed(environ: Mapping[str, str]) -> int:
    """The values that a shell asks for. Names of commands and options, and the words of a closed set, are Typer's to complete."""
    from referat.cli.fast_path_table import COMPLETED

    shell = environ[COMPLETE].partition("_")[2]
    if shell == "bash":
        typed = environ["COMP_WORDS"]
        words, at = typed.split(), int(environ["COMP_CWORD"])
        before, word = words[1:at], words[at] if at < len(words) else ""
    elif shell in ("zsh", "fish") and environ.get("_TYPER_COMPLETE_FISH_ACTION", "get-args") == "get-args":
        typed = environ["_TYPER_COMPLETE_ARGS"]
        words = typed.split()[1:]
        before, word = (words[:-1], words[-1]) if words and not typed.endswith(" ") else (words, "")
    else:
        raise NotHere
    if any(sign in typed for sign in "\"'\\$`") or len(before) < 1 or before[0] not in COMPLETED:
        raise NotHere
    completer = _completer(before, word, COMPLETED[before[0]])
    from referat.cli import completion
    from referat.cli.streams import speak_utf8, to_stdout

    found = getattr(completion, completer)(word)
    speak_utf8()
    if shell == "zsh":
        to_stdout("_arguments '*: :((" + "\n".join(map(_for_zsh, found)) + "))'" if found else "_files")
    else:
        between = "\t" if shell == "fish" else None
        to_stdout("\n".join([one if isinstance(one, str) else between.join(one) if between else one[0] for one in found]) + "\n")
    sys.stdout.flush()
    return 0


def _completer(before: Sequence[str], word: str, table: Mapping[str, str]) -> str:
    """Which values can stand here: those of the option just before, else those of the words that the command takes."""
    completers = {option: completer for options, completer in table.items() for option in options.split()}
    if word[:1] == "-" or "=" in word:
        raise NotHere
    if completer := completers.get(before[-1] if len(before) > 1 else ""):
        return completer
    if WORDS not in completers or any(one[:1] == "-" and completers.get(one, one) for one in before[1:]):
        raise NotHere
    return completers[WORDS]


def _for_zsh(offer: str | tuple[str, str]) -> str:
    """A value, and the words beside it where it has any."""
    if isinstance(offer, tuple):
        return ":".join(map(_for_zsh, offer))
    for sign, written in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", r"\\:")):
        offer = offer.replace(sign, written)
    return f'"{offer}"'


def _is_day(text: str) -> bool:
    """Whether a text is a day as `--today` takes it."""
    from referat.model.isoday import is_day

    return is_day(text)
