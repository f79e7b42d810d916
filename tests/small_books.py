"""Small invented books for tests: a few files as text, as facts, or as a folder on the disk."""

from collections.abc import Mapping
from pathlib import Path

from referat.book import Book
from referat.format.document import parse
from referat.format.reader import Page, read_page
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import Register
from referat.model.problems import Problem
from referat.query.actions import actions_of
from referat.query.carryover import Known
from referat.query.meaning import BookMeaning


def minutes(day: str, body: str, *, group: str = "styret", status: str = "utkast", more: str = "") -> str:
    """The text of minutes."""
    return f"---\ntittel: Møte\ngruppe: {group}\ndato: {day}\nstatus: {status}\n{more}\n---\n\n{body}"


def group(title: str, more: str = "", body: str = "") -> str:
    return f"---\ntittel: {title}\n{more}\n---\n\n{body}"


def page(path: str, text: str) -> Page:
    read = read_page(parse(path, text)).page
    assert read is not None
    return read


def known(files: Mapping[str, str]) -> Known:
    """The facts of a book of these files (paths within meetings/)."""
    pages = [page(f"meetings/{path}", text) for path, text in files.items()]
    all_minutes = sorted((p for p in pages if isinstance(p, Minutes)), key=lambda m: m.order)
    groups = [p for p in pages if isinstance(p, Group)]
    lines = [line for p in pages if not isinstance(p, PreparedItem) for line in p.action_lines]
    actions = actions_of(lines, BookMeaning(all_minutes, groups, Register()))
    return Known(all_minutes, groups, [p for p in pages if isinstance(p, PreparedItem)], actions)


def on_disk(root: Path, files: Mapping[str, str], language: str = "nb") -> Path:
    """A book of these files (paths within meetings/) in the folder `root`."""
    for path, text in {"book.yaml": f"språk: {language}\n", **files}.items():
        there = root / "meetings" / path
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(text, encoding="utf-8", newline="")
    return root


def problems_of(book: Book) -> tuple[Problem, ...]:
    """Everything that was wrong on the way in, file by file."""
    return (*book.problems_around, *(problem for reading in book.readings for problem in reading.problems))
