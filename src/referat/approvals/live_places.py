"""What approved text says where the digest does not reach: dated lines from after the meeting, and signs that compose to others.

Frozen text must read the same with every live line taken out; else whoever may add such a line could move what the meeting froze.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from referat.approvals.filed import NOTHING, Live
from referat.format.alike import ALIKE
from referat.format.boxes import Scan, scan
from referat.format.document import Document
from referat.format.lines import WS
from referat.model.action import EventKind

_DATED = re.compile(r"^[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]", re.MULTILINE)
_NESTED = re.compile(r"^[ \t]++(?:[-*+]|[0-9]{1,9}[.)])[ \t]++\[", re.MULTILINE)
_NUMBER = re.compile(r"[ \t]*+([0-9]++)")
_LARGEST_NUMBER = 3  # digits; no list of ours is longer


def live_places(there: Document, meeting: date) -> Live:
    """What of it a text holds."""
    latest = meeting.isoformat()
    is_live = any(match[1] > latest for match in _DATED.finditer(there.text))
    is_alike = not there.text.isascii() and ALIKE.search(there.text) is not None
    if not is_live and not is_alike:  # as most
        return NOTHING
    lines, first = [line.text.rstrip(WS) for line in there.body], there.body_at + 1
    found = scan(lines)
    moved: tuple[int, ...] = ()
    if is_live and _NESTED.search(there.text):
        moved = tuple(first + index for index in _moved(lines, found, meeting))
    named = tuple((first + index, name) for index, name in _named(lines, found, meeting)) if is_live else ()
    return Live(moved, named, tuple(_alike(there, lines, found)) if is_alike else ())


def _moved(lines: Sequence[str], found: Scan, meeting: date) -> list[int]:
    """The frozen lines whose place depends on a live one."""
    live = {log.index for log in found.logs if log.on > meeting}
    kept = [index for index in range(len(lines)) if index not in live]
    alone = scan([lines[index] for index in kept])
    with_them = {log.index: log.box.index for log in found.logs if log.index not in live} | dict.fromkeys(found.orphans, -1)
    without = {kept[log.index]: kept[log.box.index] for log in alone.logs} | {kept[index]: -1 for index in alone.orphans}
    return sorted(index for index in {*with_them, *without} if with_them.get(index) != without.get(index))


def _named(lines: Sequence[str], found: Scan, meeting: date) -> Iterator[tuple[int, str]]:
    for log in found.logs:
        if log.on <= meeting:
            continue
        number = _NUMBER.match(lines[log.index])
        if number and len(number[1]) > _LARGEST_NUMBER:
            yield log.index, number[1]
        for event in log.events:
            if event.kind is EventKind.OWNERS:
                yield from ((log.index, f"@{handle}") for handle in event.value.split(","))


def _alike(there: Document, lines: Sequence[str], found: Scan) -> Iterator[tuple[int, bool]]:
    composed = scan([unicodedata.normalize("NFC", text) for text in lines])
    is_read_otherwise = _shape(found) != _shape(composed)
    for line in there.lines:
        if ALIKE.search(line.text):
            yield line.number, is_read_otherwise


def _shape(found: Scan) -> tuple[object, ...]:
    """What lines are, without what they say."""
    return [(box.index, box.id) for box in found.boxes], [(log.index, log.box.index) for log in found.logs], found.hidden, found.orphans
