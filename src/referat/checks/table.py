"""The checks of a book, by how much of it they look at. Each is a function from the context to the problems it finds.

They can be made of everything at once (`check`), or of one file after the other and then of what is left (query/summaries.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from referat.checks.actions import (
    boxes_without_day,
    due_dates,
    event_days,
    missing_ids,
    missing_owners_and_dues,
    one_id_two_tasks,
    unknown_action_groups,
)
from referat.checks.context import CheckContext
from referat.checks.days import days_of_the_meeting, order_of_days, weekdays
from referat.checks.files import (
    double_ids,
    garbled_letters,
    hidden_characters,
    machine_written,
    minutes_without_date,
    near_fields,
    signs_that_compose,
)
from referat.checks.groups import loops, open_seats, reports, terms, unknown_groups
from referat.checks.items import approvals_left_out, numbers, outcomes, postponements, told_in_words
from referat.checks.logs import boxes_against_logs, logs_against_logs
from referat.checks.named_owners import owners_by_name
from referat.checks.people import attendance, near_names, owners, seated_twice
from referat.checks.privacy import absences, contact_file, personal_data, personal_data_in_settings
from referat.checks.references import approval_marks, links, pictures, references
from referat.model.problems import Problem, Severity

Check = Callable[[CheckContext], Iterable[Problem]]

# What one file says by itself.
FILE_CHECKS: tuple[Check, ...] = (
    minutes_without_date,
    machine_written,
    near_fields,
    hidden_characters,
    signs_that_compose,
    garbled_letters,
    pictures,
    days_of_the_meeting,
    order_of_days,
    weekdays,
    numbers,
    outcomes,
    postponements,
    told_in_words,
    attendance,
    approval_marks,
    personal_data,
    absences,
)
# What the lines of an action say, wherever they stand.
ACTION_CHECKS: tuple[Check, ...] = (
    missing_owners_and_dues,
    missing_ids,
    owners,
    owners_by_name,
    unknown_action_groups,
    one_id_two_tasks,
    boxes_against_logs,
    logs_against_logs,
    boxes_without_day,
    event_days,
    due_dates,
)
# What files say about each other.
BOOK_CHECKS: tuple[Check, ...] = (
    double_ids,
    approvals_left_out,
    seated_twice,
    near_names,
    unknown_groups,
    terms,
    open_seats,
    reports,
    loops,
    references,
    links,
    personal_data_in_settings,
    contact_file,
)

# A problem that says nothing more where one of the others is on the same line.
SAID_BY: Mapping[str, frozenset[str]] = {
    "no-id": frozenset({"bad-id", "misplaced-id", "looks-like-action"}),
    "no-due": frozenset({"bad-due", "unread-due"}),
    "no-owner": frozenset({"unread-owner"}),
    "wrong-weekday": frozenset({"other-date"}),
    "several-people": frozenset({"bad-value"}),
}
_NO_CODES: frozenset[str] = frozenset()


def found_by(checks: Iterable[Check], context: CheckContext) -> list[Problem]:
    """What these checks find."""
    return [problem for one in checks for problem in one(context)]


def in_order(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems by place, each once, without those that say nothing more."""
    on_line: dict[tuple[str, int], set[str]] = {}
    for problem in found:
        on_line.setdefault((problem.place.path, problem.place.line), set()).add(problem.code)
    once = {(p.code, p.place, str(p.facts)): p for p in found if not SAID_BY.get(p.code, _NO_CODES) & on_line[p.place.path, p.place.line]}
    return tuple(sorted(once.values(), key=lambda p: (p.place, p.code)))


def severity_of(problem: Problem, severities: Mapping[str, Severity]) -> Severity:
    """How severe a problem is in this book."""
    return severities.get(problem.code, problem.entry.severity)


def shown(problems: Iterable[Problem], severities: Mapping[str, Severity]) -> Iterator[tuple[Problem, Severity]]:
    """The problems that the book wants to hear of, each with its severity."""
    for problem in problems:
        severity = severity_of(problem, severities)
        if severity is not Severity.OFF:
            yield problem, severity


def fails(found: Iterable[tuple[Problem, Severity]]) -> bool:
    """Whether something is wrong; notes never are."""
    return any(severity in {Severity.ERROR, Severity.WARNING} for _, severity in found)
