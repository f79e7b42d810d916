"""The command `followup`: the report one reads aloud."""

from typing import Annotated, Literal

import typer

from referat.cli.answering import give
from referat.cli.asking import wanted_of
from referat.cli.completion import groups, meetings
from referat.cli.opened import open_book
from referat.cli.options import BookPath, Today, format_option

Formats = Literal["table", "plain", "json", "md"]


def followup(
    *,
    by: Annotated[Literal["person", "group", "org", "meeting"], typer.Option("--by", help="Under whom the actions are read out.")] = "person",
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=groups, help="Only this group and those under it.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", autocompletion=meetings, help="A day or a meeting; the last meeting before today if not said."),
    ] = None,
    format: Annotated[Formats | None, format_option()] = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""Who follows up on what, to read aloud: what is open, and was done or moved since the last meeting; what nobody owns; seats to fill.

    \b
    referat followup
    referat followup --group naering
    referat followup --by org --since 2023-08-31
    referat followup --format md > oppfølging.md
    """
    from referat.query.days import last_held
    from referat.query.filters import select
    from referat.query.followup import follow_up
    from referat.query.rows import STATES
    from referat.render.followup_report import followup_report
    from referat.render.names import seat_texts

    opened = open_book(book)
    wanted = wanted_of(opened, {"group": group, "since": since}, today)
    start, wanted.since, wanted.states = wanted.since, "", STATES
    within = opened.minutes_for(wanted.groups)
    last = last_held(within, today) if not start else next((m for m in reversed(within) if m.on.isoformat() == start), None)
    seats = [
        (g.id, g.title, seat_texts(g.open_seats)) for g in opened.groups
        if g.open_seats and g.closed is None and (not wanted.groups or g.id in wanted.groups)
    ]
    titles = {**{g.id: g.title for g in opened.groups}, **{m.id: f"{m.on} {m.title}" for m in opened.minutes}}
    found = follow_up(
        select(opened.action_rows, wanted, today.isoformat()), by, today.isoformat(), titles=titles, seats=seats,
        since=start or (last.on.isoformat() if last else ""), since_meeting=last.id if last else "",
    )
    give(followup_report(found, today.isoformat(), titles.get(wanted.groups[0], wanted.groups[0]) if wanted.groups else ""), format, today)
