"""How a problem is shown: what is wrong, where (file:line:column, the line itself, a marker under it), and what to do.

meetings/2023-08-31-naering.md:41:24: There is no group “krat”.
    - [ ] @berte Call the first meeting +krat
                                        ^^^^^
Did you mean kraft?
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from string import Formatter

from referat.cli.console import screen_width, styled, to_stderr
from referat.cli.streams import fit
from referat.errors import ReferatError
from referat.languages.i18n import tr
from referat.languages.mark import Marked
from referat.model.place import Place
from referat.model.text import safe, shorten, width

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from typing import TextIO

INDENT = "    "


def show_error(error: ReferatError) -> None:
    """An error that ended the run, on stderr. The facts `line_text` and `length` are the line it is about and how much of it."""
    length = error.facts.get("length", 0)
    hint = error.hint if has_all(error.hint, error.facts) else error.otherwise
    to_stderr(
        problem_text(
            said(error.message, error.facts),
            hint=said(hint, error.facts),
            place=error.place,
            line_text=str(error.facts.get("line_text", "")),
            length=length if isinstance(length, int) else 0,
        )
    )


def show_problem(message: str, *, hint: str = "", place: object = None, line_text: str = "", length: int = 0) -> None:
    """A problem that did not end the run, on stderr."""
    to_stderr(problem_text(message, hint=hint, place=place, line_text=line_text, length=length))


def problem_text(message: str, *, hint: str = "", place: object = None, line_text: str = "", length: int = 0, stream: TextIO | None = None) -> str:
    """The lines that show a problem, for stderr or another stream. `length` is how many characters of the line it is about; 0 is not known."""
    where, stream = located(place), stream or sys.stderr
    where = "" if where in message else where  # a message that names the file says it once
    begin = styled(f"{where}:" if where else "referat:", "place" if where else "problem", stream)
    lines = [fit(f"{begin} {message}", stream)]
    if isinstance(place, Place) and line_text.strip():
        lines += [INDENT + shown for shown in marked_line(line_text, place.column, length, screen_width(stream) - len(INDENT))]
    if hint:
        lines.append(fit(hint, stream))
    return "\n".join(lines)


def located(place: object) -> str:
    """file:line:column; the column only where it says something."""
    if place is None:
        return ""
    column = f":{place.column}" if isinstance(place, Place) and place.column > 1 else ""
    return safe(f"{place}{column}")


def marked_line(line: str, column: int, length: int, cells: int) -> list[str]:
    """The line, and under it a marker; no marker where neither a column nor a length says what it would stand under.

    A line that is too long is cut at both ends, so that what the marker stands under is seen.
    """
    line = line.rstrip("\r\n")
    before, about = shown(line[: column - 1]), shown(line[column - 1 : column - 1 + max(length, 1)])
    after = shown(line[column - 1 + max(length, 1) :])
    if column <= 1 and not length:
        return [shorten(before + about + after, cells)]
    room = max(10, cells - 2)
    about = shorten(about, room)
    lead = max(room - width(about) - min(width(after), room // 3), 0)
    if width(before) > lead:
        while before and width(before) >= lead:
            before = before[1:]
        before = "…" + before
    marker = " " * width(before) + "^" * max(width(about), 1)
    return [shorten(before + about + after, cells), marker]


def shown(text: str) -> str:
    """Tabs as four spaces: a marker must stand under what it means on every terminal."""
    return safe(text.replace("\t", "    "))


def said(message: str, facts: dict[str, object]) -> str:
    """A template in the language in use, filled from facts that are fit for a screen."""
    return tr(message, **{name: fact(value) for name, value in facts.items()}) if message else ""


def fact(value: object) -> str:
    if isinstance(value, Marked):
        return tr(value)
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, Iterable):
        return ", ".join(fact(one) for one in value)
    return safe(str(value))


def has_all(message: str, facts: dict[str, object]) -> bool:
    """Is every fact that the template names there, and not empty?"""
    return all(facts.get(name) not in (None, "", (), []) for _, name, _, _ in Formatter().parse(message) if name)
