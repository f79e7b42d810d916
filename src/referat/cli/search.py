"""The command `search`: full text over all that the book holds."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from enum import StrEnum
    from typing import Annotated

    import typer

    from referat.cli.list_options import Format, InGroup, Since
    from referat.cli.options import BookPath, Today
    from referat.query.search import KINDS

    # A list of choices has to be an enumeration to Typer.
    Kind = StrEnum("Kind", {kind: kind for kind in KINDS})  # type: ignore[misc]

    Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="Each of these, or the beginning of a word.")]

SHOWN = 50


def search(
    words: Words,
    *,
    group: InGroup = None,
    since: Since = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Only up to that day: a day, a meeting, or last.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option("--kind", "-k", help="Only this kind of text. May be repeated.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Show at most so many; 0 shows all.")] = SHOWN,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""Search minutes, groups, cases, notes, decisions and actions: the best places first, each with the line where the words stand.

    A word also finds longer words that begin with it; all words must be there, one of them in a heading is enough.

    \b
    referat search jernbane
    referat search kraft utredning --kind decision
    referat search bredbånd --group naering --since 2023-01-01
    """
    from referat.cli.answering import give
    from referat.cli.opening import open_book
    from referat.index.searching import search as found_in
    from referat.query.search import words_of
    from referat.render.hit_sheet import hit_sheet

    opened = open_book(book)
    wanted = words_of(words)
    within = opened.groups_under(opened.find_group(group)) if group else []
    first, last = (opened.since(day, within, today) for day in (since, until))
    hits, total = found_in(opened.index, wanted, groups=within, since=first, until=last, kinds=kind or (), limit=limit)
    opened.close()
    give(hit_sheet(hits, total), format, today)
