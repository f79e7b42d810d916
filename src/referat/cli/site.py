"""The command site: the book as pages that need no server."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from referat.cli import completion
from referat.cli.console import to_stderr, to_stdout
from referat.cli.opening import open_book
from referat.cli.options import NO_CHOICE, BookPath, DryRun, Today, WrongValue
from referat.cli.problem_output import show_error
from referat.errors import ReferatError
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import N_

if TYPE_CHECKING:
    from datetime import date

    from referat.book import Book
    from referat.changes.site_folder import Written
    from referat.site.site import Site

DOCUMENTS = ("pdf", "docx", "odt")


def as_document(value: str) -> str:
    """A format that may stand beside each meeting, as --with takes it."""
    form = value.casefold().removeprefix(".")
    if form not in DOCUMENTS:
        raise WrongValue(NO_CHOICE, value=value, choices=DOCUMENTS)
    return form


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty folder, or one that a site was put into before.")],
    *,
    public: Annotated[
        bool, typer.Option("--public", help="The edition that everybody may read: only minutes that are sent out or approved.")
    ] = False,
    group: Annotated[
        str | None, typer.Option("--group", "-g", metavar="GROUP", autocompletion=completion.groups, help="Only this group and those under it.")
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="FORMAT", parser=as_document, help="pdf, docx or odt of each meeting beside its page. May be repeated."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Show it in the browser of this computer, and make it anew while you write.")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="With --watch: the port; one is drawn if not given.")] = 0,
    book: BookPath = None,
    today: Today,
    dry_run: DryRun = False,
) -> None:
    r"""The book as a site: what is late and next first, then a page for each meeting, case, decision, group and person, with charts and a search.
    It needs no server and loads nothing from elsewhere: open index.html, or put the folder where people look. Made again, only what has changed is.

    \b
    referat site ~/nettsted
    referat site ~/nettsted --group kraft
    referat site public --public --with pdf
    referat site /tmp/nettsted --watch
    """
    from referat.changes.site_folder import refuse_in_book

    opened = open_book(book)
    refuse_in_book(folder, opened.root)
    made = site_of(opened, today, group, public=public, documents=tuple(dict.fromkeys(documents or ())))
    written = build(made, folder, dry_run=dry_run)
    if dry_run:
        for path in written.made:
            to_stdout(path)
        to_stderr(tr(N_("Nothing is written: this was a dry run.")))
        return
    tell(folder, written)
    if watch:
        keep_watch(opened.root, folder, lambda: site_of(open_book(book, quiet=True), today, group, public=public, documents=made.documents), port)


def keep_watch(root: str, folder: Path, make: "Callable[[], Site]", port: int) -> None:
    """Serve the site until Ctrl+C. What keeps it from being made is said, and the pages stay as they were."""
    from threading import Event

    from referat.changes.site_folder import manifest_of
    from referat.cli.site_server import Shown, watch

    def made() -> frozenset[str]:
        try:
            build(make(), folder)
        except ReferatError as error:
            show_error(error)
        return frozenset(manifest_of(folder))

    def begun(address: str) -> None:
        to_stdout(address)
        to_stderr(tr(N_("Ctrl+C ends it.")))
        sys.stdout.flush()

    with suppress(KeyboardInterrupt):
        watch(Shown(folder), root, made, port, begun, Event())


def site_of(book: "Book", today: "date", group: str | None, *, public: bool, documents: tuple[str, ...]) -> "Site":
    """The site of a book. Raises NeedsExtra where the libraries for it are not installed."""
    from importlib.util import find_spec

    from referat.changes.copies import facts_of
    from referat.handouts.writers import NeedsExtra, require
    from referat.model.people import fold

    if find_spec("jinja2") is None or find_spec("nh3") is None:
        raise NeedsExtra(format="site", extra="site")
    for form in documents:
        require(form)
    from referat.site.site import Site

    within = frozenset(fold(one) for one in book.groups_under(book.find_group(group))) if group else frozenset()
    return Site(book, facts_of(book, today, public=public), within, documents)


def build(made: "Site", folder: Path, *, dry_run: bool = False) -> "Written":
    import gc

    from referat.changes.site_folder import write_site
    from referat.changes.transaction import without_collecting
    from referat.site.build import pages_of
    from referat.site.public import refusing

    with without_collecting():
        pages = list(pages_of(made))
    gc.freeze()  # what the site is made from is needed to the end, and is not looked through for waste
    made.source.close()  # what is made by two processes has no index in common
    try:
        return write_site(folder, pages, refusing(made) if made.public else None, dry_run=dry_run)
    finally:
        made.source.close()
        gc.unfreeze()


def tell(folder: Path, written: "Written") -> None:
    """Where the first page is, and how much was made."""
    from referat.changes.copies import shown_path

    said = [tr_n("{n} file made", "{n} files made", len(written.made))]
    if written.kept:
        said.append(tr_n("{n} was right", "{n} were right", written.kept))
    if written.removed:
        said.append(tr_n("{n} removed", "{n} removed", len(written.removed)))
    to_stdout(shown_path(folder / "index.html"))
    to_stderr(", ".join(said))
