"""Commands of every day: agenda says what the next meeting holds, status what is left to do, edit opens a file in the person's editor."""

from __future__ import annotations

import os
import sys

from referat.cli.answering import give
from referat.cli.opening import open_book

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from referat.book import Book
    from referat.model.meeting import PreparedItem
    from referat.query.rows import GroupHead, MeetingHead
    from referat.query.unsettled import Matter
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.list_options import Format
    from referat.cli.options import BookPath, Today


def agenda(
    group: Annotated[
        str | None, typer.Argument(metavar="[GROUP]", help="Whose meeting it is; any unique part of the name.", autocompletion=completion.groups)
    ] = None,
    *,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""What the next meeting already holds, and why: to approve, postponed, raised, prepared, due, seats to fill, standing.
    Before `new` has prepared it, and after.

    \b
    referat agenda
    referat agenda styret
    """
    from referat.changes.agenda_facts import coming_facts
    from referat.changes.new_minutes import choose_group
    from referat.query.coming import coming_meeting
    from referat.render.coming_sheet import coming_sheet

    opened = open_book(book)
    wanted = choose_group(opened, group)
    give(coming_sheet(coming_meeting(coming_facts(opened, wanted, today), wanted, today)), format, today)


def status(*, format: Format = None, book: BookPath = None, today: Today) -> None:  # noqa: A002 - the option's own name
    r"""What is left to do, on one screen: not saved, held without minutes, not sent out, not approved, late, owned by somebody who has
    left, and owners without an address.

    \b
    referat status
    """
    from referat.render.unsettled_sheet import unsettled_sheet

    opened = open_book(book)
    give(unsettled_sheet(_unsettled(opened, today), today), format, today)


def _unsettled(opened: Book, today: date) -> list[Matter]:
    from referat.changes.agenda_facts import headed_minutes
    from referat.changes.save_writing import unsaved
    from referat.changes.transaction import git_of
    from referat.query.unsettled import Matter, MatterKind, actions_unsettled, meetings_unsettled

    git = git_of(opened)
    waiting = [Matter(MatterKind.NOT_SAVED, one.path) for one in unsaved(opened, git).files] if git else []
    meetings = meetings_unsettled(headed_minutes(opened), opened.groups, today)
    return [*waiting, *meetings, *actions_unsettled(opened.action_rows, opened.groups, opened.emails, today)]


def edit(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT", autocompletion=completion.last_next_and_pages, help="Minutes, a group or a prepared item by any part; last or next."
        ),
    ],
    *,
    book: BookPath = None,
    today: Today,
) -> None:
    r"""Open a file of the book in your editor (VISUAL or EDITOR): minutes, a group or a prepared item.

    \b
    referat edit next
    referat edit styret
    """
    from referat.cli.editor import open_in_editor
    from referat.cli.show import named
    from referat.query import resolve

    opened = open_book(book)
    kinds = {resolve.MEETING, resolve.GROUP, resolve.ITEM}
    kind, key = resolve.pick_anything(named(" ".join(what)), lambda word: [one for one in opened.names(word) if one[0] in kinds], opened.heads, today)
    pages: Sequence[MeetingHead | GroupHead | PreparedItem] = opened.items
    if kind != resolve.ITEM:
        pages = opened.heads if kind == resolve.MEETING else opened.group_heads
    path = next((page.path for page in pages if page.id == key), "")
    if not path:  # a group that minutes name, and that has no file
        raise resolve.UnknownThing(name=key, near="")
    open_in_editor(os.path.join(opened.root, path))
