"""The command `actions`: who follows up on what."""

from typing import Annotated, Literal

import typer

from referat.cli.completion import groups, handles, meetings, sorts, states, views
from referat.cli.options import BookPath, Today, format_option
from referat.query.filters import SORT_KEYS

Formats = Literal["table", "plain", "json", "csv", "csv-excel", "md", "todotxt", "ics"]

_GROUP = "Only this group and those under it; any unique part of its name."
_OWNER = "Only theirs; a handle or part of a name, or me. May be repeated."
_MEETING = "Only those in these minutes; part of the name, last or next."
_STATE = "Only in this state: open, in-progress, done or dropped. May be repeated."
_SINCE = "Only what was new or changed since: a day, a meeting, or last."
_UNTIL = "Only what was new or changed up to that day; with --since, within those days: 2024-06, friday, a meeting."
_SORT = f"By {', '.join(SORT_KEYS)}; -KEY the other way. May be repeated."
_VIEW = "The options saved under this name in book.yaml; what is typed too wins."


def actions(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Only actions that hold all these words.")] = None,
    *,
    group: Annotated[str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=groups, help=_GROUP)] = None,
    owner: Annotated[list[str] | None, typer.Option("--owner", "-o", metavar="WHO", autocompletion=handles, help=_OWNER)] = None,
    org: Annotated[str | None, typer.Option("--org", metavar="WORDS", help="Only those of an organisation; part of its name.")] = None,
    meeting: Annotated[str | None, typer.Option("--meeting", "-m", metavar="MEETING", autocompletion=meetings, help=_MEETING)] = None,
    state: Annotated[list[str] | None, typer.Option("--state", "-s", metavar="STATE", autocompletion=states, help=_STATE)] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose due date has passed.")] = False,
    due: Annotated[str | None, typer.Option("--due", metavar="DAY", help="Only those due by then: today, week, month, 2026-03-31, friday.")] = None,
    no_owner: Annotated[bool, typer.Option("--no-owner", help="Only those that nobody owns.")] = False,
    no_due: Annotated[bool, typer.Option("--no-due", help="Only those without a due date.")] = False,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", autocompletion=meetings, help=_SINCE)] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", autocompletion=meetings, help=_UNTIL)] = None,
    sort: Annotated[list[str] | None, typer.Option("--sort", metavar="KEY", autocompletion=sorts, help=_SORT)] = None,
    all: Annotated[bool, typer.Option("--all", "-a", help="Closed ones too.")] = False,  # noqa: A002 - the option's own name
    view: Annotated[str | None, typer.Option("--view", metavar="NAME", autocompletion=views, help=_VIEW)] = None,
    fail: Annotated[bool, typer.Option("--fail", help="End with exit code 1 if any shown is overdue.")] = False,
    format: Annotated[Formats | None, format_option()] = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> int | None:
    r"""Who follows up on what: the actions that are open, by due date. One whose date has passed is marked with !

    In a pipe each action is a line, its values parted by tabs: id, state, due, overdue, owners, groups, task, carried, moved, place.

    \b
    referat actions
    referat actions --group kraft
    referat actions --owner berte --overdue
    referat actions --due week --sort owner
    referat actions rekkverk --all
    referat actions --owner me --since 2024-06 --until 2024-06 --all
    referat actions --format csv-excel > oppgaver.csv
    """
    given = locals()
    from referat.cli import daily_questions as answers  # what answers need not be loaded to say what can be asked

    return answers.actions(given)
