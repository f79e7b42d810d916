"""The front door: the questions asked all day are answered without loading Typer, by a table that is made from Typer's own (`fast_path_table`).

It knows the plainest way of writing each option, and nothing else. Whatever it does not know at once, and whatever goes wrong, is left to the
command line proper, which gives the same answer, or says what was wrong.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

# What `fast_path_table` says that an option takes; a tuple lists the words it takes.
FLAG, TEXT, TEXTS, DAY = "flag", "text", "texts", "day"
COMPLETE = "_REFERAT_COMPLETE"
DEFAULT_WIDTH = 80


class NotHere(Exception):
    """A question for the command line proper."""


def answered(words: Sequence[str]) -> int | None:
    """The exit code of a run that could be answered here, else None: then nothing was said."""
    gc.disable()  # a run of a few hundredths of a second leaves nothing to collect
    try:
        if COMPLETE in os.environ:
            return _completed(os.environ)
        if words and words[-1] in ("--help", "-h"):
            return _helped(words)
        return _asked(words)
    except BrokenPipeError:
        from referat.cli.streams import left_alone

        return left_alone()
    except KeyboardInterrupt:
        raise
    except Exception:  # noqa: BLE001 - the other door says what it is, and in whose language
        gc.enable()
        return None


def read(words: Sequence[str], environ: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The command that was typed and its options, all of them by name. Raises NotHere."""
    from referat.cli.fast_path_table import ASKED

    name = words[0] if words else ""
    if name not in ASKED:
        raise NotHere
    options, surroundings, rest, given = ASKED[name]
    values: dict[str, Any] = dict(given)
    left = iter(words[1:])
    for word in left:
        if word[:1] == "-":
            option, value, is_one_of_several = _option(word, left, options)
        elif rest and word:
            option, value, is_one_of_several = rest, word, True
        else:
            raise NotHere
        values[option] = [*(values[option] or ()), value] if is_one_of_several else value
    for option, variable in surroundings.items():
        if values[option] is None and (said := environ.get(variable)):
            if option == "today" and not _is_day(said):
                raise NotHere
            values[option] = said
    if values.get("today", "") is None:
        from time import strftime

        values["today"] = strftime("%Y-%m-%d")
    return name, values


def _option(word: str, left: Iterator[str], options: Mapping[str, tuple[str, Any]]) -> tuple[str, Any, bool]:
    """The name of an option, its value, and whether it may have several. Raises NotHere."""
    word, equals, value = word.partition("=")
    if word not in options or (equals and word[:2] != "--"):
        raise NotHere
    option, kind = options[word]
    if kind == FLAG and not equals:
        return option, True, False
    if not equals:
        value = next(left, "")
    if kind == FLAG or not value or (kind == DAY and not _is_day(value)) or (isinstance(kind, tuple) and value not in kind):
        raise NotHere
    return option, value, kind == TEXTS


def _asked(words: Sequence[str]) -> int:
    name, values = read(words, os.environ)
    from referat.cli import streams
    from referat.languages import i18n as door

    streams.speak_utf8()
    door.use(door.choose(None, os.environ))
    code: int = question(name)(values)
    sys.stdout.flush()
    return code


def question(name: str) -> Callable[[Mapping[str, Any]], int]:
    """What answers a question of the table."""
    if name == "verify":  # it asks nothing of the shelf, which takes a while to load
        from referat.cli.verify_run import verify

        return verify
    from referat.cli import daily_questions as answers

    found: Callable[[Mapping[str, Any]], int] = getattr(answers, name)
    return found


def _helped(words: Sequence[str]) -> int:
    """The help as it was printed when the table was made, for the widths that it was printed for."""
    name = "-".join(words[:-1]) or "referat"
    columns = os.environ.get("COLUMNS", "")
    if not all(word.replace("-", "").isalpha() for word in words[:-1]) or not (columns.isdecimal() or not columns):
        raise NotHere
    width = int(columns or 0) or _width()
    folder = os.path.join(os.path.dirname(__file__), "help")
    with open(os.path.join(folder, f"{name}.{min(width, 100)}.txt"), encoding="utf-8") as file:
        text = file.read()
    from referat.cli.streams import answer, speak_utf8

    speak_utf8()
    answer(text)
    sys.stdout.flush()
    return 0


def _width() -> int:
    """As `shutil.get_terminal_size` measures, which takes longer to load than all else here."""
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or DEFAULT_WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return DEFAULT_WIDTH


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
    completer = _completer(before, word, *COMPLETED[before[0]])
    from referat.cli import completion
    from referat.cli.streams import answer, speak_utf8

    found = getattr(completion, completer)(word)
    speak_utf8()
    if shell == "zsh":
        answer("_arguments '*: :((" + "\n".join([f'"{_for_zsh(value)}"' for value in found]) + "))'" if found else "_files")
    else:
        answer("\n".join(found) + "\n")
    sys.stdout.flush()
    return 0


def _completer(before: Sequence[str], word: str, options: Mapping[str, str], flags: Sequence[str], rest: str) -> str:
    """Which values can stand here: those of the option just before, else those of the words that the command takes."""
    if word[:1] == "-" or "=" in word:
        raise NotHere
    last = before[-1] if len(before) > 1 else ""
    if last in options:
        return options[last]
    if not rest or any(one[:1] == "-" and one not in flags for one in before[1:]):
        raise NotHere
    return rest


def _for_zsh(value: str) -> str:
    for sign, written in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", r"\\:")):
        value = value.replace(sign, written)
    return value


def _is_day(text: str) -> bool:
    """Whether a text is a day as `--today` takes it."""
    from referat.model.isoday import is_day

    return is_day(text)
