"""Checking the book: everything that is wrong with it as it lies here, and mending what cannot be mended wrongly."""

import secrets
from collections import Counter
from collections.abc import Callable, Collection
from datetime import date

from referat.book import BOOK_FILE, CONTACTS_FILE, PEOPLE_FILE, Book
from referat.desk.desk import Desk, git_of
from referat.format.fixes import Kit, mend
from referat.format.sheets import sheet_of
from referat.model.ids import mint
from referat.model.problems import Problem, Severity
from referat.query.checks import check, shown
from referat.query.papers import Papers, lay_out

Finding = tuple[Problem, Severity]


def findings(book: Book, today: date, paths: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What is wrong with the book, by place, as severe as the book has it; `paths` are the files asked about, None all."""
    found = shown(check(papers(book, today), book.problems), book.settings.severities)
    return tuple(one for one in found if paths is None or one[0].place.path in paths)


def papers(book: Book, today: date) -> Papers:
    """The book laid out for the checks."""
    readable = [reading for reading in book.readings if reading.page is not None]
    git = git_of(book)
    return lay_out(
        today,
        minutes=book.minutes,
        groups=book.groups,
        items=book.items,
        notes=book.notes,
        actions=book.actions,
        register=book.register,
        sheets=(sheet_of(book.document(reading.path), reading) for reading in readable),
        paths=(reading.path for reading in book.readings),
        settings_texts={path: book.text_of(path) for path in (BOOK_FILE, PEOPLE_FILE)},
        tracked=git.staged() if git and book.has_file(CONTACTS_FILE) else (),
    )


def mend_book(desk: Desk, paths: Collection[str] | None = None, choose: Callable[[str], str] = secrets.choice) -> Counter[str]:
    """Lay the mended files on the desk; how many problems of each code went. `choose` picks the characters of new ids."""
    taken: set[str] | None = None

    def new_id() -> str:
        nonlocal taken
        if taken is None:  # asking the history is not free, and most runs mint nothing
            taken = desk.taken_ids()
        taken.add(minted := mint(taken, choose))
        return minted

    kit = Kit(new_id, desk.book.language)
    gone: Counter[str] = Counter()
    for reading in desk.book.readings:
        if paths is not None and reading.path not in paths:
            continue
        if reading.page is None and not any(problem.code == "header-bare-at" for problem in reading.problems):
            continue
        mended = mend(desk.document(reading.path), kit)
        if mended.codes:
            desk.put(mended.document)
            gone.update(mended.codes)
    return gone
