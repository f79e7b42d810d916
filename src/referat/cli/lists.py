"""The commands that list what the book holds: meetings, groups, people and decisions."""

from __future__ import annotations

import sys

from referat.cli.answering import give
from referat.cli.opening import open_book
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated

    import typer

    from referat.cli import completion
    from referat.cli.list_options import Format, InGroup, Since, Until, Words
    from referat.cli.options import BookPath, DryRun, NoSave, Today


def meetings(
    words: Words = None,
    *,
    group: InGroup = None,
    since: Since = None,
    until: Until = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status", "-s", metavar="STATUS", help="Only minutes that have come this far: draft, circulated, approved, cancelled. Repeatable."
        ),
    ] = None,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""The meetings, the newest first: how far their minutes have come, and how many actions from them are still open.

    \b
    referat meetings
    referat meetings --group naering --status draft
    referat meetings --status draft --status circulated
    """
    given = locals()
    from referat.cli import daily_questions as answers  # what answers need not be loaded to say what can be asked

    answers.meetings(**given)


def groups(
    words: Words = None,
    *,
    all: Annotated[bool, typer.Option("--all", "-a", help="Closed ones too.")] = False,  # noqa: A002 - the option's own name
    format: Format = None,  # noqa: A002
    book: BookPath = None,
    today: Today,
) -> None:
    r"""The groups: who leads them, seats to fill, what is left of their term, and how many actions they have open.

    \b
    referat groups
    referat groups --format json
    """
    from referat.query.groups import holding, stand
    from referat.render.group_sheet import group_sheet

    opened = open_book(book)
    standing = [g for g in stand(opened.groups, opened.open_counts(today), today) if all or not g.is_closed]
    give(group_sheet(holding(standing, words or ())), format, today)


def people(
    words: Words = None,
    *,
    group: InGroup = None,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""The people: their groups, the meetings they were at (of those whose minutes were sent out), and how many actions they have open.

    `people merge OLD NEW` makes two of them one: in people.yaml, where the old handle stays as a spelling of the new, and in drafts.

    \b
    referat people
    referat people hamar
    referat people --group kraft
    referat people merge kari-m kari
    """
    if words and words[0] == "merge" and len(words) == 3:
        _merge(words[1], words[2], book, dry_run=dry_run, save=not no_save)
        return
    from referat.query.people import matching
    from referat.render.people_sheet import people_sheet

    opened = open_book(book)
    within = opened.groups_under(opened.find_group(group)) if group else []
    give(people_sheet(matching(opened.people, words or (), within), today.isoformat()), format, today)


def _merge(old: str, new: str, book: BookPath, *, dry_run: bool, save: bool) -> None:
    """Two handles that are one person: said where each changed, and where the old one stays."""
    from referat.changes.merge_people import merge_people
    from referat.cli.opening import finish, open_transaction

    with open_transaction(book, dry_run=dry_run) as transaction:
        done = merge_people(transaction, old, new)
        words = tr(D_("@{old} is now @{new}, {name}"), old=safe(done.old), new=safe(done.new.handle), name=safe(done.new.name))
        said = [words, *("  " + tr(N_("changed with it: {path}"), path=safe(path)) for path in done.paths)]
        left = [
            tr(N_("{path} was sent out, and keeps @{old}; it is read as @{new}."), path=safe(p), old=done.old, new=done.new.handle) for p in done.left
        ]
        finish(transaction, words, dry_run=dry_run, save=save, said=said, beside=left)


def decisions(
    words: Words = None,
    *,
    group: InGroup = None,
    since: Since = None,
    until: Until = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", "-m", metavar="MEETING", autocompletion=completion.meetings, help="Only of this meeting.")
    ] = None,
    format: Format = None,  # noqa: A002 - the option's own name
    book: BookPath = None,
    today: Today,
) -> None:
    r"""What was decided, the newest meeting first.

    \b
    referat decisions
    referat decisions budsjett --since 2023-01-01
    referat decisions --meeting last
    """
    from referat.cli.question_options import last_day_of
    from referat.query.decisions import holding
    from referat.render.decision_sheet import decision_sheet

    opened = open_book(book)
    within = opened.groups_under(opened.find_group(group)) if group else []
    first, final = opened.since(since, within, today), last_day_of(opened, until, within, today)
    rows = opened.index.decisions(within, opened.find_head(meeting, today).path if meeting else "")
    opened.close()
    give(decision_sheet(holding(rows, words or (), first, final)), format, today)
