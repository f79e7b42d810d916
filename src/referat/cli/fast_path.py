"""The fast path: the questions asked all day are answered without loading Typer, by a table that is made from the commands (`fast_path_table`).

It knows the plainest way of writing each option, and nothing else. Whatever it does not know at once, and whatever goes wrong, is left to
Typer, which gives the same answer, or says what was wrong.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

# What `fast_path_table` says that an option takes; a tuple lists the words it takes.
FLAG, TEXT, TEXTS, DAY = "flag", "text", "texts", "day"
WORDS = "*"  # in the place of an option: every word that is none
COMPLETE = "_REFERAT_COMPLETE"


class NotHere(Exception):
    """A question for Typer."""


def answered(words: Sequence[str]) -> int | None:
    """The exit code of a run that could be answered here, else None: then nothing was said."""
    gc.disable()  # a run of a few hundredths of a second leaves nothing to collect
    try:
        if COMPLETE in os.environ:
            return _completed(os.environ)
        return _asked(words)
    except BrokenPipeError:
        from referat.cli.streams import left_alone

        return left_alone()
    except KeyboardInterrupt:
        raise
    except Exception:  # noqa: BLE001 - Typer says what it is, and in whose language
        gc.enable()
        return None


def read(words: Sequence[str], environ: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The command that was typed and its options, all of them by name. Raises NotHere."""
    from referat.cli.fast_path_table import ASKED

    name = words[0] if words else ""
    if name not in ASKED:
        raise NotHere
    parameters = ASKED[name]
    spelled = {option: called for called, (options, *_) in parameters.items() for option in options.split()}
    values: dict[str, Any] = {called: given for called, (*_, given) in parameters.items()}
    left = iter(words[1:])
    for word in left:
        option, equals, said = word.partition("=") if word[:1] == "-" else (WORDS, "=", word)
        if option not in spelled or (equals and option[:2] not in ("--", WORDS)):
            raise NotHere
        called = spelled[option]
        kind = parameters[called][1]
        value: Any = not equals if kind == FLAG else said if equals else next(left, "")
        if not value or (kind == DAY and not _is_day(value)) or (isinstance(kind, tuple) and value not in kind):
            raise NotHere
        values[called] = [*(values[called] or ()), value] if kind == TEXTS else value
    for called, (_, kind, variable, _) in parameters.items():
        if variable and values[called] is None and (around := environ.get(variable)):
            if kind == DAY and not _is_day(around):
                raise NotHere
            values[called] = around
    if values.get("today", "") is None:
        from time import strftime

        values["today"] = strftime("%Y-%m-%d")
    return name, values


def _asked(words: Sequence[str]) -> int:
    name, values = read(words, os.environ)
    from referat.cli import streams
    from referat.languages import i18n

    streams.speak_utf8()
    i18n.use(i18n.choose(None, os.environ))
    code: int = question(name)(values)
    sys.stdout.flush()
    return code


def question(name: str) -> Callable[[Mapping[str, Any]], int]:
    """What answers a question of the table."""
    if name == "verify":  # it asks nothing of the index, which takes a while to load
        from referat.cli.verify_run import verify

        return verify
    from referat.cli import daily_questions as answers

    found: Callable[[Mapping[str, Any]], int] = getattr(answers, name)
    return found


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
        to_stdout("_arguments '*: :((" + "\n".join([f'"{_for_zsh(value)}"' for value in found]) + "))'" if found else "_files")
    else:
        to_stdout("\n".join(found) + "\n")
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


def _for_zsh(value: str) -> str:
    for sign, written in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", r"\\:")):
        value = value.replace(sign, written)
    return value


def _is_day(text: str) -> bool:
    """Whether a text is a day as `--today` takes it."""
    from referat.model.isoday import is_day

    return is_day(text)
