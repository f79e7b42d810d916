"""The questions asked all day, answered: `actions`, `followup` and `meetings`, the same whichever door they came through.

Each takes its options by their names. Both doors give the day as a text or a date, the book as a text or a path.
"""

from __future__ import annotations

from referat.cli.answering import give
from referat.cli.at_shelf import open_shelf
from referat.cli.question_options import day, texts, wanted_of
from referat.query.filters import SORT_KEYS, arrange, select, sum_up

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

BY_DUE = ("due", "born")
FINDINGS = 1  # Exit.FINDINGS, without loading it


def actions(options: Mapping[str, Any]) -> int:
    """Who follows up on what."""
    shelf, today = open_shelf(options["book"], group=options["group"] or ""), str(options["today"])
    asked: dict[str, object] = {name.replace("_", "-"): value for name, value in options.items()}
    if options["view"]:
        from referat.query.views import with_view

        asked = with_view(asked, options["view"], shelf.views)
    keys = sort_keys(texts(asked["sort"]))
    wanted = wanted_of(shelf, asked, today)
    rows = arrange(select(shelf.action_rows(wanted.groups, wanted.states), wanted, today), keys)
    shelf.close()
    tally = sum_up(rows, today)
    from referat.render.action_sheet import action_sheet

    give(action_sheet(rows, today, tally), options["format"], today)
    return FINDINGS if options["fail"] and tally.overdue else 0


def followup(options: Mapping[str, Any]) -> int:
    """The same as a report to read aloud."""
    from referat.query.followup import follow_up
    from referat.query.rows import STATES
    from referat.render.followup_report import followup_report

    shelf, today = open_shelf(options["book"]), str(options["today"])
    wanted = wanted_of(shelf, {"group": options["group"], "since": options["since"]}, today)
    start, wanted.since, wanted.states = wanted.since, "", STATES
    minutes = shelf.minutes
    within = shelf.minutes_for(wanted.groups)
    held = [m for m in within if (m.on_iso == start if start else m.on_iso < today)]
    last = max(held, key=lambda m: m.order, default=None)
    seats = [(g.id, g.title, g.seat_words) for g in shelf.groups if g.seat_words and not g.is_closed and (not wanted.groups or g.id in wanted.groups)]
    titles = {**{g.id: g.title for g in shelf.groups}, **{m.id: f"{m.on_iso} {m.title}" for m in minutes}}
    found = follow_up(
        select(shelf.action_rows(wanted.groups), wanted, today),
        options["by"],
        today,
        titles=titles,
        seats=seats,
        since=start or (last.on_iso if last else ""),
        since_meeting=last.id if last else "",
    )
    shelf.close()
    give(followup_report(found, today, titles.get(wanted.groups[0], wanted.groups[0]) if wanted.groups else ""), options["format"], today)
    return 0


def meetings(options: Mapping[str, Any]) -> int:
    """The meetings, and how far their minutes have come."""
    from referat.query.meetings import meetings_held
    from referat.render.meeting_sheet import meeting_sheet

    shelf, today = open_shelf(options["book"]), str(options["today"])
    within = shelf.groups_under(shelf.find_group(options["group"])) if options["group"] else []
    since = shelf.since(options["since"], within, day(today)) if options["since"] else ""
    rows = meetings_held(shelf.meeting_rows, options["words"] or (), within, since, options["status"] or "")
    shelf.close()
    give(meeting_sheet(rows), options["format"], today)
    return 0


def sort_keys(typed: Sequence[str]) -> list[str]:
    for key in typed:
        if key.removeprefix("-") not in SORT_KEYS:
            from referat.cli.owner_options import unknown_sort

            raise unknown_sort(key)
    return [*typed, *BY_DUE]
