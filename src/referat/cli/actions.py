"""The command `actions`: who follows up on what."""

from typing import Annotated, Literal

import typer

from referat.cli.completion import sorts
from referat.cli.filter_options import Due, InGroup, InMeeting, InState, NoDue, NoOwner, OfOrg, OfOwner, Overdue, Since, Until, View
from referat.cli.options import BookPath, Today, format_option
from referat.query.filters import SORT_KEYS

Formats = Literal["table", "plain", "json", "csv", "csv-excel", "md", "todotxt", "ics"]

_SORT = f"By {', '.join(SORT_KEYS)}; -KEY the other way. May be repeated."


def actions(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Only actions that hold all these words.")] = None,
    *,
    group: InGroup = None,
    owner: OfOwner = None,
    org: OfOrg = None,
    meeting: InMeeting = None,
    state: InState = None,
    overdue: Overdue = False,
    due: Due = None,
    no_owner: NoOwner = False,
    no_due: NoDue = False,
    since: Since = None,
    until: Until = None,
    sort: Annotated[list[str] | None, typer.Option("--sort", metavar="KEY", autocompletion=sorts, help=_SORT)] = None,
    all: Annotated[bool, typer.Option("--all", "-a", help="Closed ones too.")] = False,  # noqa: A002 - the option's own name
    view: View = None,
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

    return answers.actions(**given)
