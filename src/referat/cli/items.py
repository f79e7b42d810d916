"""The command `items`: the waiting list of the agenda."""

import typer

from referat.cli.app import family
from referat.cli.lists import Format, InGroup
from referat.cli.options import BookPath, Today

items = family("")


# A family has a help text of its own, so this one's is said here and not in a docstring.
HELP = """The waiting list: what was postponed, raised in minutes, prepared or parked, until some minutes take it up.

\b
referat items
referat items --group naering
"""


@items.callback(invoke_without_command=True, help=HELP)
def waiting(
    context: typer.Context,
    *,
    group: InGroup = None,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    if context.invoked_subcommand:
        return
    from referat.cli.answering import give
    from referat.cli.opened import open_book
    from referat.model.people import fold
    from referat.query.waiting import waiting_list
    from referat.render.waiting_sheet import waiting_sheet

    opened = open_book(book)
    within = {fold(g) for g in opened.groups_under(opened.find_group(group))} if group else set()
    found = [w for w in waiting_list(opened.minutes, opened.groups, opened.items) if not within or fold(w.aim.group) in within]
    give(waiting_sheet(found), format, today)
