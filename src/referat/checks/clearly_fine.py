"""Actions in good order, seen to be so from their line, as nearly all are: nothing needs to be added up to say nothing of them.

It may only be said of an action of which no check finds anything; a test compares the two.
"""

from datetime import date

from referat.checks.people import There
from referat.model.action import ActionLine, EventKind
from referat.model.dates import last_day


def is_clearly_fine(line: ActionLine, today: date, there: There) -> bool:
    """Whether an action is open with owner, due date and id, or closed with the day, where this is its one line, and it hangs on no other file."""
    on = line.source.on
    due = last_day(line.due) if line.due else None
    if due and on and due < on:
        return False
    if line.box in "xX" and len(line.events) == 1:
        event = line.events[0]
        return event.kind is EventKind.DONE and event.on <= today and (on is None or on <= event.on)
    if line.box != " " or line.events or not line.id or not line.owners or not due:
        return False
    group = line.groups[0] if line.groups else line.source.group
    return not any(there.trouble(handle, line.place.path, line.source.group, group) for handle in line.owners)
