"""Attendance reports from online meetings: the names and the day. E-mail addresses, times and durations are dropped here and nowhere kept."""

import re
from datetime import date

from referat.languages.mark import N_
from referat.legacy.dates import full_year, make
from referat.legacy.names import is_bot
from referat.legacy.readers.shape import Presence, Reading, first_lines
from referat.legacy.result import Evidence, FoundProblem, Person

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


def _split(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in re.split(r"\t" if "\t" in line else r";" if ";" in line else r",(?=\S)|,\s(?=\d)", line)]


def _head(cells: list[str]) -> int | None:
    """The column of names, where a row is the heading of a list of participants."""
    at = next((index for index, cell in enumerate(cells) if cell.casefold() in _NAME_HEADS), None)
    return at if at is not None and any(_TIME_HEADS.search(cell) for cell in cells) and len(cells) >= 3 else None


def takes(text: str, _name: str) -> bool:
    return any(_head(_split(line)) is not None for line in first_lines(text, 60) if "\t" in line or ";" in line or line.count(",") > 2)


def read(text: str, _name: str, _today: date) -> Reading:
    people: list[Person] = []
    title, day, days = "", None, []
    column: int | None = None
    seen: set[str] = set()
    for line in text.replace("\r", "\n").split("\n"):
        cells = _split(line)
        if column is None or not line.strip() or re.match(r"^\d\.\s", line):
            if len(cells) > 1 and _TITLES.match(cells[0]):
                title = cells[1]
            elif len(cells) > 1 and _STARTS.match(cells[0]):
                days.append(line)
            column = _head(cells) if not re.match(r"^3\.", line) else None
            if not line.strip() or re.match(r"^\d\.\s", line):
                column = _head(cells)
            continue
        if column >= len(cells) or not cells[column]:
            continue
        name_cell = _tidy(cells[column])
        if len(cells) > 1:
            days.append("\t".join(cells[1:4]))
        if name_cell and name_cell.casefold() not in seen:
            seen.add(name_cell.casefold())
            people.append(Person(name_cell, Evidence(len(people) + 1, name_cell, 0.95)))
    day, doubt = _day(days)
    problems = (FoundProblem("day-order", 1, N_("The day of the report can be read in two ways; say which."), {}),) if doubt else ()
    return Presence(tuple(person.name for person in people), tuple(people), title, day, problems)


def _tidy(cell: str) -> str:
    """A name in its usual order, without "(Guest)"; nothing for those nobody can name."""
    text = _ASIDE.sub("", cell).strip()
    if _NOBODY.match(text) or is_bot(text) or "@" in text:
        return ""
    family, comma, given = text.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given and not any(char.isdigit() for char in given) else text


def _day(rows: list[str]) -> tuple[date | None, bool]:
    """The day of the first times; month first where a 12-hour clock or the numbers say so. True where it stays in doubt."""
    found = [match for row in rows for match in [_DATE.search(row)] if match]
    if not found:
        return None, False
    first = found[0]
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
