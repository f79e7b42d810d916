"""Which actions are meant: the filters of `actions`, written once, which the commands that change many actions at once take too."""

from typing import Annotated

import typer

from referat.cli.completion import ends, groups, handles, meetings, states, views

_DUE = "Only those due by then: today, week, month, 2026-03-31, friday."

InGroup = Annotated[
    str | None,
    typer.Option("--group", "-g", metavar="GROUP", autocompletion=groups, help="Only this group and those under it; any unique part of its name."),
]
OfOwner = Annotated[
    list[str] | None,
    typer.Option("--owner", "-o", metavar="WHO", autocompletion=handles, help="Only theirs; a handle or part of a name, or me. May be repeated."),
]
OfOrg = Annotated[str | None, typer.Option("--org", metavar="WORDS", help="Only those of an organisation; part of its name.")]
InMeeting = Annotated[
    str | None,
    typer.Option("--meeting", "-m", metavar="MEETING", autocompletion=meetings, help="Only those in these minutes; part of the name, last or next."),
]
InState = Annotated[
    list[str] | None,
    typer.Option(
        "--state", "-s", metavar="STATE", autocompletion=states, help="Only in this state: open, in-progress, done or dropped. May be repeated."
    ),
]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only those whose due date has passed.")]
Due = Annotated[str | None, typer.Option("--due", "--due-by", metavar="DAY", autocompletion=ends, help=_DUE)]
DueBy = Annotated[str | None, typer.Option("--due-by", metavar="DAY", autocompletion=ends, help=_DUE)]  # where --due is the new day
NoOwner = Annotated[bool, typer.Option("--no-owner", help="Only those that nobody owns.")]
NoDue = Annotated[bool, typer.Option("--no-due", help="Only those without a due date.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", autocompletion=meetings, help="Only what was new or changed since: a day, a meeting, or last."),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        autocompletion=meetings,
        help="Only what was new or changed up to that day; with --since, within those days: 2024-06, friday, a meeting.",
    ),
]
View = Annotated[
    str | None,
    typer.Option("--view", metavar="NAME", autocompletion=views, help="The options saved under this name in book.yaml; what is typed too wins."),
]
Holding = Annotated[
    list[str] | None, typer.Option("--words", metavar="WORDS", help="Only actions that hold all these words.")
]  # ids stand in their place
