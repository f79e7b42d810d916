"""iCalendar (RFC 5545): a task (VTODO) for each action, with its due date where it has one, for a calendar to import or subscribe to."""

from hashlib import sha256

from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.render.action_sheet import owner_names
from referat.render.sheet import Sheet

END = "\r\n"
LINE = 75  # octets in a line, without its end (RFC 5545, 3.1)
STATUS = {"open": "NEEDS-ACTION", "in-progress": "IN-PROCESS", "done": "COMPLETED", "dropped": "CANCELLED"}
# A calendar must hold something: where there is no action, this says no more than that there is a time zone.
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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//referat//referat 1//EN"]
    for row in sheet.rows:
        lines += _task(row, today)
    lines += [*(() if sheet.rows else NOTHING), "END:VCALENDAR"]
    return "".join([_folded(line) + END for line in lines])


def _task(row: ActionRow, today: str) -> list[str]:
    about = [owner_names(row), row.place]
    lines = [
        "BEGIN:VTODO",
        f"UID:{_uid(row)}",
        f"DTSTAMP:{_day(today)}T000000Z",
        f"SUMMARY:{_text(row.text)}",
        f"DESCRIPTION:{_text(chr(10).join(part for part in about if part))}",
        *([f"DUE;VALUE=DATE:{_day(row.due)}"] if row.due else []),
        f"STATUS:{STATUS[row.state]}",
    ]
    if row.state == "done" and row.closed_on:
        lines.append(f"COMPLETED:{_day(row.closed_on)}T000000Z")
    if row.groups:
        lines.append("CATEGORIES:" + ",".join(_text(group) for group in row.groups))
    return [*lines, "END:VTODO"]


def _uid(row: ActionRow) -> str:
    """The same for as long as the action lives: its id and the day it was born; without an id, what it says and where."""
    told = row.id or sha256(f"{row.born_meeting}\n{row.text}".encode()).hexdigest()[:16]
    return f"{told}-{_day(row.born_on) or 'list'}@referat"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _text(text: str) -> str:
    lines = [safe(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in text.split("\n")]
    return "\\n".join(lines)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character split; what follows the first begins with a space."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return END.join([*pieces, piece])
