"""The command `items`: the waiting list of the agenda, and what goes onto it, is put off or parked."""

from __future__ import annotations

import sys

from referat.cli.ending import misused
from referat.languages.mark import D_, N_

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from referat.changes.prepared_items import Put
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.list_options import Format, InGroup
    from referat.cli.options import BookPath, DryRun, NoSave, Today

    _FOR = "next, a day (2026-03-31, friday), a month (2026-04), a meeting or a group; the next meeting if it is left out."
    For = Annotated[str, typer.Option("--for", metavar="WHEN", autocompletion=completion.meetings, help=_FOR)]


# A family has a help text of its own, so this one's is said here and not in a docstring.
HELP = """The waiting list: what was postponed, raised in minutes, prepared or parked, until some minutes take it up.

\b
referat items
referat items --group naering
referat items add "New map of the paths" --for next
referat items postpone kart --for 2026-04
"""


def waiting(
    context: typer.Context,
    *,
    group: InGroup = None,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    if context.invoked_subcommand:
        # So that `referat items --book PATH add …` means that book too.
        context.default_map = {name: {"book": book, "today": today, "group": group} for name in ("add", "postpone", "park")}
        return
    listed(group=group, format=format, book=book, today=today)


def listed(*, group: str | None, format: str | None, book: str | PathLike[str] | None, today: date) -> None:  # noqa: A002 - the option's own name
    """The list itself."""
    from referat.cli.answering import give
    from referat.cli.opening import open_book
    from referat.model.people import fold
    from referat.query.backlog import waiting_list
    from referat.render.waiting_sheet import waiting_sheet

    opened = open_book(book)
    within = {fold(g) for g in opened.groups_under(opened.find_group(group))} if group else set()
    found = [w for w in waiting_list(opened.minutes_with_cases, opened.groups, opened.items) if not within or fold(w.aim.group) in within]
    give(waiting_sheet(found), format, today)


def add(
    title: Annotated[list[str], typer.Argument(metavar="TITLE...", help="What it is about; it becomes the heading on the agenda.")],
    *,
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Whose agenda it is for.")
    ] = None,
    for_: For = "",
    park: Annotated[bool, typer.Option("--park", help="It waits until you say when.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="WHO", autocompletion=completion.handles, help="Who raised it: a name or a handle.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="orientation, discussion or decision; O, D or V.")] = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="The case itself, as Markdown.")] = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Put an item on the waiting list. It is a file in items/, and the next minutes link to it.

    \b
    referat items add "New map of the paths"
    referat items add "Power to the lift" --group kraft --for 2026-04 --by berte --kind decision
    referat items add "A new cabin" --park
    """
    from referat.changes.prepared_items import NewCase, add_case
    from referat.cli.opening import finish, open_transaction

    if park and for_:
        raise misused(N_("An item is either parked or for a meeting: leave out --park or --for."))
    with open_transaction(book, dry_run=dry_run) as transaction:
        new = NewCase(" ".join(title), group or "", None if park else for_, by, kind, text)
        put = add_case(transaction, new, today)
        message, said = words(D_("New item: {title}"), put)
        finish(transaction, message, dry_run=dry_run, save=not no_save, said=[said])


def _waiting_or_minutes(incomplete: str) -> list[completion.Offer]:
    return [*completion.items(incomplete), *completion.meetings(incomplete)]


def postpone(
    what: Annotated[
        str, typer.Argument(metavar="ITEM|MEETING", autocompletion=_waiting_or_minutes, help="A prepared item, or the draft whose item it is.")
    ],
    number: Annotated[str, typer.Argument(metavar="[N]", help="The agenda item in that draft: its number, or words of its title.")] = "",
    *,
    for_: For = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Put an item off to another meeting. One on the agenda of a draft says so there, and comes back by itself.

    \b
    referat items postpone kart --for 2026-04
    referat items postpone 2026-03-12-styret 6
    referat items postpone next 6 --for "next kraft"
    """
    from referat.changes.prepared_items import postpone_at, postpone_case
    from referat.cli.opening import finish, open_transaction

    with open_transaction(book, dry_run=dry_run) as transaction:
        put = postpone_at(transaction, what, number, for_, today) if number else postpone_case(transaction, what, for_, today)
        message, said = words(N_("Was postponed already: {title}") if put.already else D_("Postponed: {title}"), put)
        finish(transaction, message, dry_run=dry_run, save=not no_save, said=[said])


def park(
    item: Annotated[str, typer.Argument(metavar="ITEM", autocompletion=completion.items, help="A prepared item.")],
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere; what is parked waits for no day
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Park a prepared item. It waits until you say when: items postpone ITEM --for WHEN

    \b
    referat items park kart
    """
    from referat.changes.prepared_items import park_case
    from referat.cli.opening import finish, open_transaction

    with open_transaction(book, dry_run=dry_run) as transaction:
        put = park_case(transaction, item)
        message, said = words(N_("Was parked already: {title}") if put.already else D_("Parked: {title}"), put)
        finish(transaction, message, dry_run=dry_run, save=not no_save, said=[said])


def words(template: str, put: Put) -> tuple[str, str]:
    """What was done, for the book's history, and for the screen: with when it comes up, and where it stands."""
    from referat.languages.i18n import tr
    from referat.model.text import safe

    done = tr(template, title=safe(put.title))
    aim = put.aim
    if aim.is_parked:
        when = tr(N_("waits until you say when"))
    elif aim.not_before:
        when = tr(N_("comes up from {day}"), day=aim.not_before.isoformat())
    else:
        when = tr(N_("comes up at the next meeting"))
    where = f"{aim.group}: {when}" if aim.group else when
    return done, f"{done} – {safe(where)} ({safe(str(put.place))})"


if TYPE_CHECKING or "typer" in sys.modules:
    from referat.cli.app import family

    items = family("")
    items.callback(invoke_without_command=True, help=HELP)(waiting)
    for command in (add, postpone, park):
        items.command()(command)
