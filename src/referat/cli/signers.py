"""The command signers: whose keys count where a book asks for signed approvals."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli.app import family
from referat.cli.approve import conclude
from referat.cli.console import to_stderr, to_stdout
from referat.cli.opening import open_book, open_transaction
from referat.cli.options import BookPath, DryRun, NoSave, Today
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe

if TYPE_CHECKING:
    from referat.changes.transaction import Transaction

signers = family("Whose keys count where a book asks for signed approvals.")


@signers.command("add")
def add(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A handle or a name, as it stands in the minutes.")],
    key: Annotated[Path, typer.Argument(metavar="KEY.PUB", help="The public half of the person's SSH key.")],
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Put a person's key in the list of signers. From the second key on the new list is signed with yours, so that others accept it.

    \b
    referat signers add signe ~/keys/signe.pub
    """
    from referat.changes.sign_approvals import add_signer

    with open_transaction(book, dry_run=dry_run) as transaction:
        name = _name(transaction, who)
        _say_if_unsigned(add_signer(transaction, name, str(key)))
        transaction.is_final = True
        conclude(transaction, tr(D_("The key of {name} counts for approvals"), name=safe(name)), {}, dry_run=dry_run, save=not no_save)


@signers.command("end")
def end(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A handle or a name, as it stands in the minutes.")],
    *,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day from which they do not count.")] = "",
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
    no_save: NoSave = False,
) -> None:
    r"""Let a person's keys count no more, from today or another day on. What was signed before that day still holds.

    \b
    referat signers end signe
    """
    from referat.changes.sign_approvals import end_signer
    from referat.model.dates import read_day
    from referat.query.days import NotADay

    with open_transaction(book, dry_run=dry_run) as transaction:
        day = read_day(on, today) if on else today
        if day is None:
            raise NotADay(typed=on)
        name = _name(transaction, who)
        _say_if_unsigned(end_signer(transaction, name, day))
        transaction.is_final = True
        words = tr(D_("The keys of {name} count for approvals until {day}"), name=safe(name), day=day.isoformat())
        conclude(transaction, words, {}, dry_run=dry_run, save=not no_save)


def _name(transaction: "Transaction", who: str) -> str:
    register = transaction.book.register
    person = register.by_handle(who.removeprefix("@")) or register.by_name(who)
    return person.name if person else who


def _say_if_unsigned(signed: bool) -> None:
    if not signed:
        to_stderr(tr(N_("The new list is not signed by anybody on the old one, so everybody else will have to accept it: referat verify --accept")))


@signers.command("list")
def list_(
    *,
    book: BookPath = None,
    today: Today,  # noqa: ARG001 - taken everywhere
) -> None:
    r"""Show the list of signers as it stands.

    \b
    referat signers list
    """
    from referat.changes.verify_cache import SIGNERS
    from referat.store.disk_errors import FileMissing
    from referat.store.reading import read_bytes

    opened = open_book(book, quiet=True)
    try:
        text = read_bytes(opened.root, SIGNERS).decode("utf-8", "replace")
    except FileMissing:
        to_stderr(tr(N_("This book has no list of signers.")))
        return
    for line in text.splitlines():
        to_stdout(safe(line))
