"""iCalendar (RFC 5545): the one writer of calendars, and actions as tasks in one, to import or subscribe to."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from referat.model.text import safe
from referat.render.action_sheet import owner_names

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from referat.query.rows import ActionRow
    from referat.render.sheet import Sheet

END = "\r\n"
LINE = 75  # octets in a line, without its end (RFC 5545, 3.1)
PRODUCT = "PRODID:-//referat//referat 1//EN"
STATUS = {"open": "NEEDS-ACTION", "in-progress": "IN-PROCESS", "done": "COMPLETED", "dropped": "CANCELLED"}
# A calendar must hold something: where there is nothing, this says no more than that there is a time zone.
NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def sheet_text(sheet: Sheet, today: str) -> str:
    return calendar_text([task(row, today) for row in sheet.rows])


def calendar_text(components: Sequence[Iterable[str]], head: Iterable[str] = ()) -> str:
    """A calendar of components, each the lines of one; `head` are lines about the whole: its name, a method."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", PRODUCT, *head]
    for component in components:
        lines += component
    lines += [*(() if components else NOTHING), "END:VCALENDAR"]
    return "".join([_folded(line) + END for line in lines])


def task(row: ActionRow, today: str, words: str = "") -> list[str]:
    """An action as a task (VTODO), with its due date where it has one; in these words, if they are others than the file's."""
    lines = [
        "BEGIN:VTODO",
        f"UID:{action_uid(row)}",
        f"DTSTAMP:{day_stamp(today)}T000000Z",
        f"SEQUENCE:{len(row.events)}",
        f"SUMMARY:{text_value(words or row.text)}",
        f"DESCRIPTION:{about(row)}",
        *([f"DUE;VALUE=DATE:{day_stamp(row.due)}"] if row.due else []),
        f"STATUS:{STATUS[row.state]}",
    ]
    if row.state == "done" and row.closed_on:
        lines.append(f"COMPLETED:{day_stamp(row.closed_on)}T000000Z")
    if row.groups:
        lines.append("CATEGORIES:" + ",".join(text_value(group) for group in row.groups))
    return [*lines, "END:VTODO"]


def about(row: ActionRow) -> str:
    """Whose an action is, and where it stands."""
    return text_value("\n".join(part for part in (owner_names(row), row.place) if part))


def action_uid(row: ActionRow) -> str:
    """The same for as long as the action lives: its id and the day it was born; without an id, what it says and where."""
    told = row.id or sha256(f"{row.born_meeting}\n{row.text}".encode()).hexdigest()[:16]
    return f"{told}-{day_stamp(row.born_on) or 'list'}@referat"


def day_stamp(iso: str) -> str:
    return iso.replace("-", "")


def text_value(text: str) -> str:
    """A text as the value of a property: nothing in it can end the line or begin another value."""
    lines = [safe(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in text.split("\n")]
    return "\\n".join(lines)


def parameter(text: str) -> str:
    """A text as the value of a parameter, in quotes, which nothing in it can end."""
    return '"' + safe(" ".join(text.split())).replace('"', "'") + '"'


@lru_cache(maxsize=10_000)
def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character split; what follows the first begins with a space."""
    if len(line) <= LINE and (line.isascii() or len(line.encode()) <= LINE):
        return line
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return END.join([*pieces, piece])
