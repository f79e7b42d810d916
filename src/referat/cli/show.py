"""The command `show`: one meeting, group, item, person or action, with all that hangs on it."""

from __future__ import annotations

import sys

from referat.cli.answering import give
from referat.cli.opening import open_book

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from referat.book import Book
    from referat.render.sheet import Report
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated, Literal

    import typer

    from referat.cli import completion
    from referat.cli.options import BookPath, Today, format_option

    Formats = Literal["table", "plain", "json", "md"]


def show(
    what: Annotated[
        list[str],
        typer.Argument(metavar="WHAT", autocompletion=completion.anything, help="Any unique part of its name; an id for an action; last or next."),
    ],
    *,
    format: Annotated[Formats | None, format_option()] = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""Show a meeting, a group, a prepared item, a person, or an action with its whole history.

    \b
    referat show last
    referat show kraft
    referat show berte
    referat show 7qk2m
    referat show 2023-08-31-naering:93
    """
    from referat.query.resolve import UnknownThing, pick_anything

    opened = open_book(book)
    typed = " ".join(what)
    path, colon, line = typed.rpartition(":")
    if path and colon and line.isdecimal():
        kind, key = "action", typed
    else:
        try:
            kind, key = pick_anything(named(typed), opened.names, opened.heads, today, opened.id_and_words)
        except UnknownThing:
            refuse_unreadable(opened, named(typed))
            raise
    give(_REPORTS[kind](opened, key, today), format, today)


def named(typed: str) -> str:
    """The name in what was typed: of a file, the file's own."""
    return typed.removesuffix(".md").rpartition("/")[2] if typed.endswith(".md") else typed


def refuse_unreadable(book: Book, typed: str) -> None:
    """Raises Unreadable where the name is that of a file which cannot be read."""
    from referat.changes.approval_records import Unreadable
    from referat.format.paths import file_id
    from referat.model.text import fold

    meant = [path for path in book.index.paths("") if fold(file_id(path)) == fold(typed)]
    if meant:
        raise Unreadable(path=meant[0])


def _meeting(book: Book, key: str, today: date) -> Report:
    from referat.render.show import meeting_report

    minutes = book.find_minutes(key, today)
    row = next(row for row in book.meetings_of_group(minutes.group) if row.path == minutes.path)
    return meeting_report(minutes, row, book.rows_in(key), today.isoformat())


def _group(book: Book, key: str, today: date) -> Report:
    from referat.query.groups import GroupStanding, stand
    from referat.render.show import group_report

    under = book.groups_under(key)
    actions = [row for row in book.rows([key], is_open=True) if key in row.groups]
    standing = next((g for g in stand(book.groups, book.open_counts(today), today) if g.group.id == key), None) or GroupStanding.of_name(key)
    meetings = list(reversed(book.meetings_of_group(key)))
    return group_report(standing, [g for g in book.groups if g.id in under[1:]], meetings, actions, today.isoformat())


def _item(book: Book, key: str, _today: date) -> Report:
    from referat.render.show import item_report

    item = book.find_item(key)
    return item_report(item, [line.text for line in book.document(item.path).body])


def _person(book: Book, key: str, today: date) -> Report:
    from referat.render.show import person_report

    person = next(p for p in book.people if key in {p.handle, p.name})
    return person_report(person, *book.meetings_of(person), book.rows_owned(person), today.isoformat())


def _action(book: Book, key: str, today: date) -> Report:
    from referat.render.action_report import action_report

    action = book.find_action(key)
    return action_report(action, book.row_of(action), today.isoformat())


_REPORTS: dict[str, Callable[[Book, str, date], Report]] = {
    "meeting": _meeting,
    "group": _group,
    "item": _item,
    "person": _person,
    "action": _action,
}
