"""What was typed in a question, as the values the query works on.

Days, people, and whatever is typed wrongly, are looked at only where they are asked for.
"""

from __future__ import annotations

from referat.query.filters import ActionFilter
from referat.query.rows import STATES

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from referat.book import Book


def wanted_of(book: Book, asked: Mapping[str, object], today: str) -> ActionFilter:
    """The options of `actions`, each by its name, as a filter."""
    wanted = ActionFilter()
    wanted.words = texts(asked.get("words"))
    if typed := text(asked.get("group")):
        wanted.groups = book.groups_under(book.find_group(typed))
    if typed := text(asked.get("meeting")):
        wanted.meetings = [book.find_minutes(typed, day(today)).id]
    if typed := text(asked.get("due")):
        from referat.query.days import due_by

        wanted.due_by = due_by(typed, day(today), lambda group: book.next_meeting(group, day(today))).isoformat()
    if typed := text(asked.get("since")):
        wanted.since = book.since(typed, wanted.groups, day(today))
    if typed := text(asked.get("until")):
        wanted.until = last_day_of(book, typed, wanted.groups, day(today))
    if owners := texts(asked.get("owner")):
        from referat.cli.owner_options import handles_of

        wanted.owners = sorted(handles_of(book, owners))
    wanted.orgs = [org for org in [text(asked.get("org"))] if org]
    if typed_states := texts(asked.get("state")):
        wanted.states = [_state(word) for word in typed_states]
    elif asked.get("all"):
        wanted.states = STATES
    wanted.overdue, wanted.no_owner, wanted.no_due = bool(asked.get("overdue")), bool(asked.get("no-owner")), bool(asked.get("no-due"))
    return wanted


def last_day_of(book: Book, typed: str | None, groups: Collection[str], today: date) -> str:
    """The ISO day that `--until` means, "" where it is not said."""
    if not typed:
        return ""
    from referat.query import days

    return days.until(typed, today, book.minutes_for(groups), lambda group: book.next_meeting(group, today)).isoformat()


def day(iso: str) -> date:
    from datetime import date

    return date.fromisoformat(iso)


def _state(typed: str) -> str:
    if typed in STATES:
        return typed
    from referat.cli.owner_options import state_named

    return state_named(typed)


def status_meant(typed: str) -> str:
    from referat.query.meetings import STATUSES

    if typed in STATUSES:
        return typed
    from referat.cli.owner_options import status_named

    return status_named(typed)


def text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def texts(value: object) -> Sequence[str]:
    """The values of an option that may be given several times, or with commas."""
    if isinstance(value, str):
        value = [value]
    return [part.strip() for one in value for part in str(one).split(",") if part.strip()] if isinstance(value, list | tuple) else []
