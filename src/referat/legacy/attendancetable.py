"""Attendance set out in columns: a table of people with a row for each, or two lists side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from referat.legacy.attended import Attendance, found_person
from referat.legacy.entries import is_role, read_entry
from referat.legacy.lines import Line
from referat.legacy.people import COLUMNS, NEAR
from referat.legacy.vocabulary import PEOPLE_FIELDS, Label, read_label, words

_MARKED = re.compile(r"^(?:x|ja|yes|j|✓|✔|☑|1|ok|til ?stede|møtt|present|närvarande|n)$", re.IGNORECASE)
_COLUMN_TITLES = re.compile(r"^[A-ZÆØÅÄÖ /.]+$")


def header_row(cells: Sequence[str]) -> dict[str, int]:
    """Which column of an attendance table is the name, the organisation, the role, the mark."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        word = cell.casefold().strip(" :")
        for key, names in COLUMNS.items():
            if key not in found and any(name in word for name in names):
                found[key] = index
                break
    return found if "name" in found else {}


def heads_table(line: Line, label: Label | None, columns: dict[str, int]) -> bool:
    """The line is the heads of a table of people: of their attendance, or with a label such as "Deltakere" for one of its columns."""
    if label is None:
        return "mark" in columns or "absent" in columns
    return bool(label.rest) and len(columns) >= 2 and all(_is_head(cell) for cell in line.cells)


def _is_head(cell: str) -> bool:
    return len(cell.split()) <= 3 and "," not in cell and not cell.endswith(":")


def read_table(lines: Sequence[Line], rows: list[int], name: str, attendance: Attendance) -> None:
    """Read a table of people; a column of crosses says who was there."""
    columns = header_row(lines[rows[0]].cells)
    if columns:
        attendance.used.add(rows[0])
        rows = rows[1:]
    crosses = "mark" in columns and any(
        _MARKED.match(lines[row].cells[columns["mark"]].strip()) for row in rows if columns["mark"] < len(lines[row].cells)
    )
    for row in rows:
        line = lines[row]
        cells = line.cells or (line.text,)
        attendance.used.add(row)
        if all(_COLUMN_TITLES.match(cell) or not cell for cell in cells):
            continue
        entry = read_entry(cells[columns.get("name", 0)] if columns.get("name", 0) < len(cells) else "")
        if entry is None:
            continue
        rest = [
            (index, cell)
            for index, cell in enumerate(cells)
            if index != columns.get("name", 0) and cell and index not in (columns.get("mark"), columns.get("absent"))
        ]
        for index, cell in rest:
            if index == columns.get("role") or (index != columns.get("org") and is_role(cell)):
                entry = replace(entry, roles=(*entry.roles, cell))
            elif index == columns.get("org") or not entry.org:
                entry = replace(entry, org=cell)
        target = name
        if crosses:
            mark = cells[columns["mark"]].strip() if columns["mark"] < len(cells) else ""
            target = name if _MARKED.match(mark) else "absent"
        attendance.list_for(target).append(found_person(entry, line, line.raw.strip()))


def are_side_by_side(lines: Sequence[Line], index: int, last: int) -> bool:
    """Heads of two lists in columns: "Present    Apologies", and people below each."""
    cells = [cell for cell in lines[index].cells if cell]
    if len(cells) < 2 or (last >= 0 and index - last > NEAR) or index + 1 >= len(lines) or lines[index + 1].blank:
        return False
    return all((label := read_label(cell, PEOPLE_FIELDS)) is not None and not label.rest for cell in cells)


def read_sides(lines: Sequence[Line], start: int, attendance: Attendance) -> int:
    """Read lists that stand side by side; the last line of them."""
    labels = [label for cell in lines[start].cells if cell and (label := read_label(cell, PEOPLE_FIELDS))]
    attendance.used.add(start)
    index = start + 1
    while index < len(lines) and not lines[index].blank and not read_label(lines[index].text):
        line = lines[index]
        cells = [cell for cell in line.cells if cell] if line.cells else [line.text]
        first = 1 if line.indent >= 12 and len(cells) == 1 else 0
        read = [(label, read_entry(cell)) for label, cell in zip(labels[first:], cells, strict=False)]
        if not any(entry for _, entry in read):
            break
        for label, entry in read:
            if entry is not None and entry.name.casefold() not in words("nobody"):
                attendance.list_for(label.field).append(found_person(entry, line, line.raw.strip()))
        attendance.used.add(index)
        index += 1
    return index - 1
