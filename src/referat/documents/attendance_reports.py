"""Attendance reports from online meetings: the names and the day. E-mail addresses, times and durations are dropped here and nowhere kept."""

import csv
import re
from collections.abc import Iterator
from datetime import date

from referat.documents.block import Block, Claim, Content, Doubt
from referat.documents.days import days as days_in
from referat.documents.days import full_year, make
from referat.documents.text import LONGEST_READ, first_lines
from referat.languages.mark import N_

_NAME_HEADS = frozenset(
    {"fullt navn", "navn", "full name", "name", "fullt namn", "namn", "fullständigt namn", "fulde navn", "deltaker", "participant"}
)
_TIME_HEADS = re.compile(
    r"(?i)join|bli med|sammenf[øo]yning|første|first|ble med|anslut|deltog|varighet|duration|leave|forlate|siste|vari?ghed|varaktighet|varigheit"
)
_TITLES = re.compile(r"(?i)^(?:møtetittel|meeting title|mötesrubrik|mødetitel|møtetittelen)$")
_STARTS = re.compile(r"(?i)^(?:starttidspunkt(?: for møtet)?|(?:meeting )?start time|starttid|mötets starttid|møtestart|mødestart)$")
_DATE = re.compile(r"(?<!\d)(?P<a>\d{1,4})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2,4})(?P<rest>[^\t;]*)")
_ASIDE = re.compile(r"\s*\((?:gjest|guest|gäst|gæst|ekstern|external|uverifisert|unverified|usikret)[^)]*\)\s*$", re.IGNORECASE)
_NOBODY = re.compile(r"(?i)^(?:uidentifisert|unidentified|unknown|ukjent|anonym|oidentifierad|deltaker \d+)")


def _rows(text: str) -> Iterator[list[str]]:
    """Each line's cells; what separates them is told by the line, since the summary above the list may be written otherwise."""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        sign = "\t" if "\t" in line else ";" if ";" in line else ","
        cells = next(csv.reader([line], delimiter=sign), []) if len(line) < LONGEST_READ else []
        yield [cell.strip() for cell in cells]


def _head(cells: list[str]) -> int | None:
    """The column of names, where a row is the heading of a list of participants."""
    at = next((index for index, cell in enumerate(cells) if cell.casefold() in _NAME_HEADS), None)
    return at if at is not None and any(_TIME_HEADS.search(cell) for cell in cells) and len(cells) >= 3 else None


def takes(text: str, _name: str) -> bool:
    return any(_head(cells) is not None for cells in _rows("\n".join(first_lines(text, 60))))


def read(text: str, _name: str) -> Content:
    people: dict[str, str] = {}
    title, days = "", []
    column: int | None = None
    for cells in _rows(text):
        first = cells[0] if cells else ""
        if people and re.match(r"^3\.\s", first):  # what each did in the meeting: the same names again
            break
        if column is None or not any(cells) or re.match(r"^\d\.\s", first):
            if len(cells) > 1 and _TITLES.match(first):
                title = cells[1]
            elif len(cells) > 1 and _STARTS.match(first):
                days.append(", ".join(cells[1:]))
            column = _head(cells)
        elif column < len(cells) and cells[column]:
            days.append("\t".join(cells[1:4]))
            if name := _tidy(cells[column]):
                people.setdefault(name.casefold(), name)
    day, doubt = _day(days)
    doubts = (Doubt("day-order", 1, N_("The day of the report can be read in two ways; say which."), {}),) if doubt else ()
    blocks = tuple(Block("text", name, name, place=at) for at, name in enumerate(people.values(), 1))
    claims = [Claim("present", name, at) for at, name in enumerate(people.values(), 1)]
    claims += [Claim("title", title, 1)] if title else []
    claims += [Claim("date", day.isoformat(), 1)] if day else []
    return Content(blocks, "presence", tuple(claims), doubts)


# Machines that sit in online meetings; nobody counts them.
_BOTS = re.compile(r"(?i)\b(?:\w*bot|zakim|rrsagent|trackbot|fireflies(?:\.ai)?|otter\.ai|read\.ai|notetaker|meeting notes|recording)\b")


def is_bot(text: str) -> bool:
    return bool(_BOTS.search(text))


def _tidy(cell: str) -> str:
    """A name in its usual order, without "(Guest)"; nothing for those nobody can name."""
    text = _ASIDE.sub("", cell).strip()
    if _NOBODY.match(text) or is_bot(text) or "@" in text or not any(char.isalpha() for char in text):  # a telephone is no name
        return ""
    family, comma, given = text.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given and not any(char.isdigit() for char in given) else text


def _day(rows: list[str]) -> tuple[date | None, bool]:
    """The day of the first times; month first where a 12-hour clock or the numbers say so. True where it stays in doubt."""
    dated = next((row for row in rows if days_in(row) or _DATE.search(row)), "")
    first = _DATE.search(dated)
    if first is None:  # some write the month's name
        return next((day.on for day in days_in(dated)), None), False
    found = [match for row in rows for match in [_DATE.search(row)] if match]
    if len(first["a"]) == 4:
        return make(int(first["a"]), int(first["b"]), int(first["c"])), False
    year = full_year(first["c"]) if len(first["c"]) in (2, 4) else 0
    a, b = int(first["a"]), int(first["b"])
    if first["sep"] != "/":
        return make(year, b, a), False
    month_first = b > 12 or any(re.search(r"(?i)\d\s?[ap]\.?m\b", match["rest"]) for match in found)
    if month_first:
        return make(year, a, b), False
    if a > 12:
        return make(year, b, a), False
    return None, True
