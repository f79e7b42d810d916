"""The questions asked all day, answered: `actions`, `followup` and `meetings`, the same through the fast path as through Typer.

Each takes its options by their names. Both give the day as a text or a date, the book as a text or a path.
"""

from __future__ import annotations

from referat.cli.answering import give
from referat.cli.opening import open_book
from referat.cli.question_options import day, last_day_of, status_meant, texts, wanted_of
from referat.query.filters import SORT_KEYS, arrange, openness, select, sum_up, with_orgs

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from referat.book import Book
    from referat.query.rows import ActionRow

BY_DUE = ("due", "born")
FINDINGS = 1  # Exit.FINDINGS, without loading it


def actions(**options: Any) -> int:
    """Who follows up on what."""
    book, today = open_book(options["book"]), str(options["today"])
    rows = rows_asked(book, {name.replace("_", "-"): value for name, value in options.items()}, today)
    book.close()
    tally = sum_up(rows, today)
    from referat.render.action_sheet import action_sheet

    give(action_sheet(rows, today, tally), options["format"], today)
    return FINDINGS if options["fail"] and tally.overdue else 0


def rows_asked(book: Book, asked: Mapping[str, object], today: str) -> list[ActionRow]:
    """The actions that the options of `actions` ask for, in order."""
    if view := asked.get("view"):
        from referat.query.views import with_view

        asked = with_view(asked, str(view), book.views)
    keys = sort_keys(texts(asked.get("sort")))
    wanted = wanted_of(book, asked, today)
    is_open = openness(wanted.states)
    found = book.rows_of_handles(wanted.owners, is_open=is_open) if wanted.owners else book.rows(wanted.groups, is_open=is_open)
    return arrange(select(with_orgs(found, book.newest_orgs), wanted, today), keys)


def followup(**options: Any) -> int:
    """The same as a report to read aloud."""
    from referat.query.followup import MEETING, follow_up
    from referat.query.rows import STATES, in_order
    from referat.render.followup_report import followup_report

    book, today = open_book(options["book"]), str(options["today"])
    wanted = wanted_of(book, {"group": options["group"], "since": options["since"]}, today)
    start, wanted.since, wanted.states = wanted.since, "", STATES
    held = [m for m in book.minutes_for(wanted.groups) if (m.on_iso == start if start else m.on_iso < today)]
    last = max(held, key=lambda m: m.order, default=None)
    titles = {g.id: g.title for g in book.group_heads}
    if options["by"] == MEETING:
        titles |= {m.id: f"{m.on_iso} {m.title}" for m in book.heads}
    since = start or (last.on_iso if last else "")
    rows = [*book.rows(wanted.groups, is_open=True), *(book.closed_since(since, wanted.groups) if since else ())]
    found = follow_up(
        with_orgs(select(in_order(rows), wanted, today), book.newest_orgs),
        options["by"],
        today,
        titles=titles,
        seats=_seats_to_fill(book, wanted.groups),
        since=since,
        since_meeting=last.id if last else "",
    )
    book.close()
    give(followup_report(found, today, titles.get(wanted.groups[0], wanted.groups[0]) if wanted.groups else ""), options["format"], today)
    return 0


def _seats_to_fill(book: Book, groups: Collection[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """The open seats of these groups, or of all, in words."""
    heads = [g for g in book.group_heads if g.open_seats and not g.is_closed and (not groups or g.id in groups)]
    if not heads:
        return []
    from referat.render.names import seat_texts

    return [(head.id, head.title, seat_texts(group.open_seats)) for head in heads if (group := book.group(head.id))]


def meetings(**options: Any) -> int:
    """The meetings, and how far their minutes have come."""
    from referat.query.meetings import meetings_held
    from referat.render.meeting_sheet import meeting_sheet

    book, today = open_book(options["book"]), str(options["today"])
    within = book.groups_under(book.find_group(options["group"])) if options["group"] else []
    since = book.since(options["since"], within, day(today)) if options["since"] else ""
    until = last_day_of(book, options["until"], within, day(today)) if options["until"] else ""
    statuses = [status_meant(word) for word in texts(options["status"])]
    rows = meetings_held(book.meeting_rows, options["words"] or (), within, since, until, statuses)
    book.close()
    give(meeting_sheet(rows), options["format"], today)
    return 0


def sort_keys(typed: Sequence[str]) -> list[str]:
    keys = []
    for word in typed:
        name = key = word.removeprefix("-")
        if name not in SORT_KEYS:
            from referat.cli.owner_options import unknown_sort
            from referat.languages.values import meant

            key = meant(name, SORT_KEYS)
            if key not in SORT_KEYS:
                raise unknown_sort(word)
        keys.append(word[: len(word) - len(name)] + key)
    return [*keys, *BY_DUE]
