"""What a calendar answers to a meeting that it was called to (RFC 5546, METHOD:REPLY)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATTENDEE = re.compile(r"mailto:\s*(\S+)", re.IGNORECASE)
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: to which event, in which version of it, whose, and what (ACCEPTED, DECLINED, TENTATIVE)."""

    uid: str
    sequence: int
    address: str
    said: str


def read_replies(calendar: str) -> Iterator[Reply]:
    """The answers in a calendar; nothing where it is no answer, or of more than one person."""
    lines = _unfolded(calendar)
    if not any(name == "METHOD" and value.upper() == "REPLY" for name, _, value in lines):
        return
    event: list[tuple[str, str, str]] | None = None
    for name, parameters, value in lines:
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            event = []
        elif (name, value.upper()) == ("END", "VEVENT") and event is not None:
            if reply := _reply(event):
                yield reply
            event = None
        elif event is not None:
            event.append((name, parameters, value))


def _reply(event: list[tuple[str, str, str]]) -> Reply | None:
    people = [(parameters, value) for name, parameters, value in event if name == "ATTENDEE"]
    uids = [value for name, _, value in event if name == "UID"]
    if len(people) != 1 or len(uids) != 1 or any(name == "RECURRENCE-ID" for name, _, _ in event):
        return None
    parameters, value = people[0]
    said = re.search(r";PARTSTAT=\"?([A-Z-]+)", parameters, re.IGNORECASE)
    address = _ATTENDEE.match(value.strip())
    if said is None or address is None or re.search(r";(?:SENT-BY|DELEGATED-)", parameters, re.IGNORECASE):
        return None
    number = next((value for name, _, value in event if name == "SEQUENCE"), "0").strip()
    return Reply(uids[0].strip(), int(number) if number.isascii() and number[:9].isdecimal() else 0, address[1].casefold(), said[1].upper())


def _unfolded(calendar: str) -> list[tuple[str, str, str]]:
    """Each property as its name, its parameters and its value."""
    text = re.sub(r"\r?\n[ \t]", "", calendar)
    found = []
    for line in text.splitlines()[:_MOST_LINES]:
        match = re.match(r'([A-Za-z0-9-]+)((?:;[^=:;]+=(?:"[^"]*"|[^":;])*)*):(.*)', line)
        if match:
            found.append((match[1].upper(), match[2], match[3].strip()))
    return found
