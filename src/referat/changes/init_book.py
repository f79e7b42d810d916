"""Starting a book: its folders, its first files and its history, made where they are missing and left alone where they are not."""

import os
from dataclasses import dataclass

from referat.book import Book
from referat.changes.save_writing import IGNORE_FILE
from referat.changes.transaction import identity_of
from referat.errors import Exit, ReferatError
from referat.format.compose import field_lines
from referat.format.document import Document, read
from referat.format.edits import insert_after
from referat.git import driver
from referat.git.git_errors import GitMissing
from referat.git.home_branch import record_home_branch
from referat.git.program import Git
from referat.git.trust import record_trust
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.languages.words import BOOK_FIELDS, PERSON_FIELDS
from referat.languages.words import written as spelled
from referat.store import files, undo_records
from referat.store.disk_errors import FileMissing
from referat.store.finding import find_root
from referat.store.lock import hold_lock
from referat.store.places import Places, find_places
from referat.store.reading import read_bytes
from referat.store.within import folder

BOOK_FILE = "meetings/book.yaml"
PEOPLE_FILE = "meetings/people.yaml"
IGNORED = "meetings/contacts.yaml"
# Any of these lines keeps the contacts out of git already.
_IGNORED_SO = {IGNORED, f"/{IGNORED}", "contacts.yaml", "**/contacts.yaml", "meetings/*.yaml"}
FOLDERS = ("meetings", "meetings/groups", "meetings/items")


class InsideMeetings(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} lies in the meetings of a book already.")
    hint = N_("Start the new book in another folder: referat init FOLDER")


class NotAFolder(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is a file; a book is a folder.")


@dataclass(frozen=True, slots=True)
class Started:
    """What was made: paths of files and folders, and whether the book has a history, and got it now."""

    root: str
    made: tuple[str, ...]
    has_history: bool
    made_history: bool = False
    git_missing: bool = False


def start_book(where: str, title: str, language: str, *, with_git: bool = True, dry_run: bool = False) -> Started:
    """Start a book in a folder, or complete one that is begun. Texts are in the language that is spoken."""
    root = os.path.realpath(where)
    if os.path.lexists(root) and not os.path.isdir(root):
        raise NotAFolder(path=where)
    _refuse_inside_meetings(root)
    if dry_run:
        changes, folders = _missing(root, title, language)
        return Started(root, (*folders, *(change.path for change in changes)), with_git)
    os.makedirs(root, exist_ok=True)
    places, made_history, git_missing = find_places(root), False, False
    if with_git and places.git is None and not places.bare:
        try:
            from referat.git.setup import init_repository

            init_repository(root)
            made_history, places = True, find_places(root)
        except GitMissing:
            git_missing = True
    with hold_lock(places) as lock:
        changes, folders = _missing(root, title, language)
        for path in folders:
            with folder(root, path.split("/"), make=True):
                pass
        written = files.write_all(lock, changes)
    if folders or written or made_history:
        undo_records.finish(undo_records.begin(places.root, undo_records.RecordedChange(tr(D_("Began the book")), is_final=True)))
    if made_history:
        git = _git(places)
        driver.install(git)
        record_trust(git)
        record_home_branch(git, git.branch())
    return Started(root, (*folders, *written), places.git is not None, made_history, git_missing)


def has_no_name(started: Started) -> bool:
    """Whether the history would not know yet who writes in it."""
    return started.has_history and identity_of(Book(find_places(started.root))) is None


def language_there(where: str) -> str:
    """The language of the book that is in a folder already; "" where there is none, or it does not say."""
    root = os.path.realpath(where)
    return Book(find_places(root)).settings.language if os.path.isfile(os.path.join(root, BOOK_FILE)) else ""


def _missing(root: str, title: str, language: str) -> tuple[list[files.FileChange], list[str]]:
    """The files and folders of a book that are not there."""
    folders = [path for path in FOLDERS if not os.path.lexists(os.path.join(root, path))]
    changes = []
    for path, text in ((BOOK_FILE, _book_text(root, title, language)), (PEOPLE_FILE, _people_text(language))):
        if not os.path.lexists(os.path.join(root, path)):
            changes.append(files.FileChange(path, text.encode(), None))
    changes += _ignore(root)
    return changes, folders


def _book_text(root: str, title: str, language: str) -> str:
    lines = [
        *field_lines(spelled(BOOK_FIELDS, "title", language), title or os.path.basename(root)),
        *field_lines(spelled(BOOK_FIELDS, "language", language), language),
    ]
    return "\n".join(lines) + "\n"


def _people_text(language: str) -> str:
    name, org, aliases, kind = (spelled(PERSON_FIELDS, field, language) for field in ("name", "org", "aliases", "kind"))
    body = "organ" if kind == "type" else "body"
    lines = (
        tr(D_("# Who is who: the short name that stands after @ in an action, the name, and where the person comes from.")),
        tr(D_("# Take away the # before a line to use it. E-mail addresses belong in contacts.yaml, which stays out of the history.")),
        "#",
        "# kari: Kari Moen (Fjordvik kommune)",
        f"# per: {{{name}: Per Olav Lie, {org}: Elvdal kommune, {aliases}: [Per Lie]}}",
        f"# sekretariatet: {{{name}: Sekretariatet, {kind}: {body}}}",
    )
    return "\n".join(lines) + "\n"


def _ignore(root: str) -> list[files.FileChange]:
    """The line that keeps the contacts out of the history, added to what is there."""
    there = _text_of(root)
    if there is None:
        return [files.FileChange(IGNORE_FILE, f"{IGNORED}\n".encode(), None)]
    if any(line.text.strip() in _IGNORED_SO for line in there.lines):
        return []
    changed = there.replaced(insert_after(there, there.lines[-1] if there.lines else None, [IGNORED]))
    return [files.FileChange(IGNORE_FILE, changed.data, files.digest(there.data))]


def _text_of(root: str) -> Document | None:
    try:
        return read(IGNORE_FILE, read_bytes(root, IGNORE_FILE))
    except (FileMissing, FileNotFoundError):
        return None


def _refuse_inside_meetings(root: str) -> None:
    above = root
    while not os.path.isdir(above):
        above = os.path.dirname(above)
    book = find_root(above)
    if book is not None and os.path.commonpath([root, os.path.join(book, "meetings")]) == os.path.join(book, "meetings"):
        raise InsideMeetings(path=root)


def _git(places: Places) -> Git:
    assert places.git is not None
    assert places.top is not None
    assert places.common is not None
    return Git(places.root, places.top, places.git, places.common)
