"""The command check: everything a person can write wrongly, and mending what cannot be mended wrongly."""

from __future__ import annotations

import os
import sys

from referat.cli.console import is_terminal, to_stderr, to_stdout
from referat.cli.opening import finish, open_book, open_transaction
from referat.cli.usage_errors import speak_as_the_book
from referat.errors import Exit
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_
from referat.query.lookup import Ambiguous, Unknown

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from referat.book import Book
    from referat.changes.check_book import Finding
    from referat.changes.transaction import Transaction
if TYPE_CHECKING or "typer" in sys.modules:  # what may be typed is for Typer to read; the fast path has it from its table
    from typing import Annotated, Literal

    import typer

    from referat.cli.options import BookPath, DryRun, Today, format_option

    Shape = Literal["table", "plain", "json", "github"]
    Format = Annotated[
        Shape | None, format_option("How the findings are written; table on a terminal, plain in a pipe, github for annotations in its workflows.")
    ]
    Fix = Annotated[bool, typer.Option("--fix", help="Mend drafts, and files without a date, where it cannot be wrong; nothing is saved in git.")]


class UnknownFile(Unknown):
    message = N_("There is no file “{name}” in this book.")


def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATHS]...", help="Only these: files, folders or ids.")] = None,
    *,
    fix: Fix = False,
    codes: Annotated[bool, typer.Option("--codes", help="List everything that is looked for.")] = False,
    book: BookPath = None,
    today: Today,
    format: Format = None,  # noqa: A002 - the option's name
    dry_run: DryRun = False,
) -> int | None:
    r"""Find what is written wrongly, and say what to do about it. Exits with 1 on errors and warnings; notes are for information.

    --fix gives open actions their ids, mends lines that look like actions, writes due dates as YYYY-MM-DD, puts quotes round what YAML would
    lose, and logs ticked boxes. How severe a code is can be set in meetings/book.yaml, under severities; off hides it.

    \b
    referat check
    referat check next
    referat check --fix --dry-run
    referat check meetings/groups --format json
    """
    from referat.changes.check_book import findings, mend_book
    from referat.checks.table import fails
    from referat.cli.opening import AtKeyboard

    if codes:
        speak_as_the_book(["--book", str(book)] if book else [])
        list_codes(format)
        return None
    if not fix:
        opened = open_book(book, quiet=True)
        found = findings(opened, today, chosen(opened, paths, today), AtKeyboard().progress)
        show(found, opened, format)
        return Exit.FINDINGS if fails(found) else None
    with open_transaction(book, dry_run=dry_run) as transaction:
        wanted = chosen(transaction.book, paths, today)
        gone = mend_book(transaction, wanted)
        count = tr_n("One thing mended.", "{n} things mended.", gone.total()) if gone else tr(N_("There was nothing to mend."))
        told = [*mended_lines(transaction), count]
        if transaction.changed or dry_run:
            finish(transaction, count, dry_run=dry_run, save=False, beside=told)
        else:
            to_stderr(count)
        if dry_run:
            return None
        after = transaction.read_again()
        found = findings(after, today, wanted)
        show(found, after, format)
    return Exit.FINDINGS if fails(found) else None


def show(found: tuple[Finding, ...], book: Book, format: Shape | None) -> None:  # noqa: A002 - as the option
    import sys

    from referat.cli import check_output as writing

    shape = format or ("table" if is_terminal(sys.stdout) else "plain")
    if shape == "json":
        to_stdout(writing.as_json(found))
        return
    if shape == "github":
        text = writing.as_annotations(found, prefix_of(book))
    else:
        text = writing.as_page(found, book.line_text) if shape == "table" else writing.as_lines(found)
    if text:
        to_stdout(text)
    to_stderr(writing.summary(found))


def mended_lines(transaction: Transaction) -> list[str]:
    """Each line as it now stands, with its place."""
    from difflib import SequenceMatcher

    from referat.model.text import safe

    told: list[str] = []
    for path, new in sorted(transaction.changed.items()):
        before = [line.text for line in transaction.book.document(path).lines]
        after = [line.text for line in new.lines] if new else []
        for kind, _, _, start, end in SequenceMatcher(None, before, after).get_opcodes():
            if kind != "equal":
                told += [safe(f"{path}:{number + 1}: {after[number].strip()}") for number in range(start, end)]
    return told


def chosen(book: Book, typed: list[str] | None, today: date) -> Collection[str] | None:
    """The paths in the book that the words name, `last` and `next` among them; None for all of it."""
    if not typed:
        return None
    from referat.book import BOOK_FILE, CONTACTS_FILE, PEOPLE_FILE
    from referat.model.people import fold
    from referat.query.lookup import COMING, LAST

    known = {*book.page_paths, *(path for path, _ in book.passed_over), BOOK_FILE, PEOPLE_FILE, CONTACTS_FILE}
    found: set[str] = set()
    for one in typed:
        found |= {book.find_head(one, today).path} if fold(one) in {*LAST, *COMING} else _named(book, one, known)
    return found


def _named(book: Book, typed: str, known: set[str]) -> set[str]:
    from referat.format.paths import file_id
    from referat.query.lookup import pick

    for path in (typed.rstrip("/"), os.path.relpath(typed, book.root).replace(os.sep, "/")):
        inside = {one for one in known if one == path or one.startswith(f"{path}/") or path == "."}
        if inside:
            return inside
    by_id: dict[str, str] = {}
    for path in book.page_paths:
        own_id = file_id(path)
        if by_id.setdefault(own_id, path) != path and own_id == typed:
            raise Ambiguous(name=typed, candidates=f"{by_id[own_id]}, {path}")
    return {by_id[pick(typed, by_id, UnknownFile)]}


def prefix_of(book: Book) -> str:
    """The book's folder in its repository, as annotations need it."""
    top = book.places.top
    prefix = os.path.relpath(book.root, top).replace(os.sep, "/") if top else "."
    return "" if prefix == "." else f"{prefix}/"


def list_codes(format: Shape | None) -> None:  # noqa: A002 - as the option
    from referat.model.problems import PROBLEMS

    if format == "json":
        import json

        entries = [{"code": code, "severity": entry.severity.value, "title": tr(entry.title)} for code, entry in PROBLEMS.items()]
        to_stdout(json.dumps({"schema": "referat/codes/1", "codes": entries}, ensure_ascii=False, indent=2))
        return
    widest = max(map(len, PROBLEMS))
    for code, entry in PROBLEMS.items():
        to_stdout(f"{code:<{widest}}  {entry.severity.value:<7}  {tr(entry.title)}")
