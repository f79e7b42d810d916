"""Whether a program gave the right answer: all the open actions of the group that was asked about, in the order of their due dates."""

import re
from collections.abc import Mapping
from datetime import date

from benchmarks.corpus import ASKED, tasks

ID = re.compile(r"(?<![0-9a-z])[0-9][a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{4}(?![0-9a-z])")


def right_answer(size: int) -> dict[str, date]:
    """The ids of what should be listed, each with its due date."""
    return {task.id: task.due for task in tasks(size) if task.group == ASKED and not task.closed}


def fault(output: str, right: Mapping[str, date], *, by_due: bool = True) -> str:
    """What is wrong with an answer; nothing when it is right."""
    ids = ID.findall(output)
    if missing := right.keys() - set(ids):
        return f"{len(missing)} of {len(right)} are missing, {min(missing)} among them"
    if extra := set(ids) - right.keys():
        return f"{len(extra)} do not belong there, {min(extra)} among them"
    if len(ids) != len(right):
        return f"{len(ids) - len(right)} are listed twice"
    dues = [right[id_] for id_ in ids]
    return "they are not in the order of their due dates" if by_due and dues != sorted(dues) else ""
