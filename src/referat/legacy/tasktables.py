"""Tasks set out in a table with a column for who is to do them."""

import re
from collections.abc import Sequence
from datetime import date

from referat.legacy.dates import days
from referat.legacy.due import read_due
from referat.legacy.lines import Line
from referat.legacy.minutetable import heads_minutes, is_numbered_row
from referat.legacy.owners import Owners, Subject
from referat.legacy.result import Evidence, FoundAction
from referat.legacy.taskentry import Lists
from referat.legacy.titles import split_title
from referat.legacy.vocabulary import alternatives, table, words

_VALUE = re.compile(r":\s*[^\s*:|]")  # "Ansvarlig: Kari" is no head of a column


def task_columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column of a table holds the owner, the due date, the task, the status."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        word = cell.casefold().strip(" :*.") if not _VALUE.search(cell) else ""
        for field in ("owner", "due", "status", "task"):
            known = table("labels", field)
            if word and (word in known or any(word.startswith(name) for name in known if len(name) > 5)) and (field not in found or field == "task"):
                found[field] = index  # of several columns that may hold the task the last tells most: "Sak", "Beskrivelse"
                break
    return found if "owner" in found and len(cells) >= 2 else {}


def heads_tasks(line: Line) -> bool:
    """Whether a line is the header row of a table of tasks: a column says who, another what, when or how far."""
    return len(task_columns(line.cells)) > 1


def read_task_table(lines: Sequence[Line], start: int, columns: dict[str, int], owners: Owners, meeting: date | None, lists: Lists) -> int:
    """The tasks of a table whose header row stands at `start`; where the table ends."""
    index = start + 1
    minutes = heads_minutes(lines[start].cells)
    while index < len(lines):
        line = lines[index]
        if line.blank and index + 1 < len(lines) and len(lines[index + 1].cells) > 1:
            index += 1
            continue
        if len(line.cells) < 2 or heads_tasks(line):
            break
        cells = line.cells
        if minutes and len(cells) < len(lines[start].cells) and not is_numbered_row(cells):
            cells = ("", *cells)  # what was said, on a line under the number
        lists.used.add(index)
        index += 1
        who = cells[columns["owner"]] if columns["owner"] < len(cells) else ""
        others = [i for i in range(len(cells)) if i not in columns.values() or i == columns.get("task")]
        longest = max(others, key=lambda i: len(cells[i]), default=0)
        at = longest if minutes else columns.get("task", longest)
        text = cells[at] if at < len(cells) else ""
        if not text.strip(" -–"):
            continue
        subject = _in_owner_cell(who, owners)
        if minutes and subject is None:
            continue  # an item that gave nobody anything to do
        when = cells[columns["due"]] if "due" in columns and columns["due"] < len(cells) else who if days(who, short=True) else ""
        due = read_due(when, meeting, bare=True) or read_due(text, meeting)
        status = cells[columns["status"]] if "status" in columns and columns["status"] < len(cells) else ""
        text = split_title(text, False)[1] or text if minutes else text
        state = "done" if status and re.match(rf"(?i)(?:{alternatives(words('done'))}|lukket|closed)(?!\w)", status.strip()) else "open"
        action = FoundAction(
            subject.names if subject else (),
            text.strip(" ."),
            Evidence(line.number, line.raw.strip(), 0.95),
            due.value if due else None,
            due.words if due else "",
            state=state,
            reason="table",
        )
        lists.actions.append(action)
    return index


def _in_owner_cell(who: str, owners: Owners) -> Subject | None:
    """Who is named in the owner's cell of a table; a deadline may stand there as well: "KM 4.12"."""
    if not who.strip(" -–"):
        return None
    alone = re.split(r"\s*[,/]?\s+(?=\d|(?:innen|senest|frist|innan|inden|senast|by)\b)", who, maxsplit=1, flags=re.IGNORECASE)[0]
    return owners.whole(who) or owners.fits(alone)
