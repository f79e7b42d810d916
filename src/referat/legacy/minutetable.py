"""Minutes set out as one table: a row for each item, with its number, what was said, and who is to do it."""

import re
from collections.abc import Sequence
from functools import cache

from referat.legacy.lines import Line
from referat.legacy.vocabulary import alternatives, table

_NUMBER = re.compile(r"^(?:\D{1,4}\s?)?\d{1,4}(?:\s?[/.-]\s?\d{1,4})?(?:[.)]?$|[.)]\s)")


@cache
def _number_head() -> re.Pattern[str]:
    keys = "sak|saks?nr|saksnummer|nr|punkt|pkt|item|no|number|ärende|punkt nr|§|#"
    return re.compile(rf"^(?:{keys})?\.?(?:\s?(?:nr|no|nummer)\.?)?$", re.IGNORECASE)


@cache
def _owner_head() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(table('labels', 'owner'))})(?!\w)", re.IGNORECASE)


# What heads a column of tasks and of nothing else: such a table is a list of tasks, though its rows are numbered.
_TASK = re.compile(
    r"(?i)^(?:oppgaver?|oppgåver?|opgaver?|uppgift(?:er)?|aksjon(?:er|spunkt)?|action(?:s| items?)?"
    r"|tiltak|gjøremål|gjeremål|åtgärd(?:er)?|tasks?)(?!\w)"
)


def heads_minutes(cells: Sequence[str]) -> bool:
    """The cells are the heads of such a table: the number first, and a column for who is to do it."""
    heads = [cell.strip(" :*") for cell in cells]
    numbered = len(heads) >= 3 and bool(_number_head().match(heads[0]))
    return numbered and any(_owner_head().match(head) for head in heads[1:]) and not any(_TASK.match(head) for head in heads)


def is_numbered_row(cells: Sequence[str]) -> bool:
    return bool(cells) and bool(_NUMBER.match(cells[0].strip(" *")))


def minute_rows(lines: Sequence[Line]) -> set[int]:
    """The rows of such tables that begin an item."""
    found: set[int] = set()
    inside = False
    for index, line in enumerate(lines):
        if len(line.cells) > 1:
            inside = inside or heads_minutes(line.cells)
            if inside and is_numbered_row(line.cells):
                found.add(index)
        elif not line.blank and line.heading:
            inside = False
    return found
