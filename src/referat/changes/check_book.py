"""Checking the book: everything that is wrong with it as it lies here, and mending what cannot be mended wrongly."""

import os
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from referat.book import BOOK_FILE, CONTACTS_FILE, PEOPLE_FILE, Book
from referat.changes.file_summaries import FileSummary, MinutesSummary, judged_alone, open_ids, summary_of
from referat.changes.transaction import Transaction, git_of, without_collecting
from referat.checks.context import CheckContext, lay_out, listed
from referat.checks.table import ACTION_CHECKS, BOOK_CHECKS, check, found_by, in_order, shown
from referat.format.document import parse
from referat.format.fixes import Kit, mend
from referat.format.paths import kind_of_path
from referat.format.sheets import sheet_of
from referat.model.action import SourceKind
from referat.model.group import Group
from referat.model.ids import mint
from referat.model.meeting import Minutes
from referat.model.people import Participant
from referat.model.problems import Problem, Severity
from referat.model.sheet import Sheet
from referat.query.actions import actions_of
from referat.query.meaning import BookMeaning
from referat.store.parallel import in_halves

Finding = tuple[Problem, Severity]
# Told how many files have been read, of how many.
Progress = Callable[[int, int], None]

WORTH_GOING_THROUGH = 100  # files; fewer are held in memory, and looked at all at once


def _untold(_done: int, _of: int) -> None:
    """Nobody wants to know."""


def findings(book: Book, today: date, paths: Collection[str] | None = None, progress: Progress = _untold) -> tuple[Finding, ...]:
    """What is wrong with the book, by place, as severe as the book has it; `paths` are the files asked about, None all."""
    if book.is_read or len(book.page_paths) < WORTH_GOING_THROUGH:
        problems = check_at_once(book, today)
    else:
        problems = check_by_file(book, today, progress)
    return tuple(one for one in shown(problems, book.settings.severities) if paths is None or one[0].place.path in paths)


def check_at_once(book: Book, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong with the book, by place, with all of it in memory."""
    pages: dict[str, Any] = {"minutes": book.minutes, "groups": book.groups, "items": book.items, "notes": book.notes, "actions": book.actions}
    sheets = {reading.path: sheet_of(book.document(reading.path), reading) for reading in book.readings if reading.page is not None}
    return check(_lay_out(book, today, sheets=sheets, tracked=_tracked(book), **pages), book.problems)


def check_by_file(book: Book, today: date, progress: Progress = _untold) -> tuple[Problem, ...]:
    """The same with few facts in memory, file by file, by two processes where that is possible."""
    paths = book.page_paths
    groups = [page for path in paths if kind_of_path(path) is SourceKind.GROUP and isinstance(page := book.look_up(path)[0].page, Group)]
    before = _lay_out(book, today, groups=groups)
    meaning = BookMeaning((), groups, book.register)

    def read(some: Sequence[str], tell: Callable[[int], None]) -> list[FileSummary]:
        summaries = []
        for number, path in enumerate(some):
            summaries.append(summary_of(*book.look_up(path), before, meaning))
            if not number % 100:
                tell(number)
        return summaries

    with without_collecting():
        summaries = in_halves(read, paths, lambda done: progress(done, len(paths)))
        progress(len(paths), len(paths))
        return in_order([*book.problems_around, *_judged(book, today, summaries, groups)])


def _judged(book: Book, today: date, summaries: Sequence[FileSummary], groups: Sequence[Group]) -> Iterator[Problem]:
    """What the files say by themselves, and then about each other."""
    ids = open_ids(summaries)
    yield from judged_alone(summaries, ids)
    minutes: Any = sorted(
        (MinutesSummary(summary) for summary in summaries if summary.minutes), key=lambda one: one.order
    )  # they answer as Minutes do
    names = {summary.path: summary.names for summary in summaries}
    context = _lay_out(
        book,
        today,
        minutes=minutes,
        groups=groups,
        items=[summary.item for summary in summaries if summary.item],
        actions=actions_of((line for summary in summaries for line in summary.lines(ids)), BookMeaning(minutes, groups, book.register)),
        sheets=_Sheets(book, [summary.path for summary in summaries if summary.source]),
        names={one.path: names[one.path] for one in (*minutes, *groups)},
        people_of=lambda path: _people_in(book, path),
        tracked=_tracked(book),
    )
    yield from found_by((*ACTION_CHECKS, *BOOK_CHECKS), context)


def _lay_out(book: Book, today: date, **pages: Any) -> CheckContext:
    """Pages of the book, laid out for the checks with what else there is to know of it."""
    nothing: dict[str, Any] = {"minutes": (), "groups": (), "items": (), "notes": (), "actions": (), "sheets": {}, "tracked": ()}
    return lay_out(
        today,
        **nothing | pages,
        register=book.register,
        paths=book.page_paths,
        settings_texts={path: book.text_of(path) for path in (BOOK_FILE, PEOPLE_FILE)},
        is_there=lambda path: os.path.lexists(f"{book.places.root}/{path}"),
    )


def _tracked(book: Book) -> Collection[str]:
    """The paths that git has, asked where it may matter."""
    git = git_of(book) if book.has_file(CONTACTS_FILE) else None
    return git.staged() if git else ()


def _people_in(book: Book, path: str) -> tuple[Participant, ...]:
    page = book.look_up(path)[0].page
    return listed(page) if isinstance(page, Minutes | Group) else ()


class _Sheets(Mapping[str, Sheet]):
    """The sheets of a book's files, each made when a problem in it is to be placed: few are, so the files are not held but read again."""

    def __init__(self, book: Book, paths: Sequence[str]) -> None:
        self._paths = dict.fromkeys(paths)
        self._make = lru_cache(maxsize=64)(lambda path: _sheet(book, path))

    def __getitem__(self, path: str) -> Sheet:
        if path not in self._paths:
            raise KeyError(path)
        return self._make(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _sheet(book: Book, path: str) -> Sheet:
    """The sheet of a file; an empty one where the file went away meanwhile."""
    reading, read = book.look_up(path)
    return sheet_of(read or parse(path, ""), reading)


def mend_book(transaction: Transaction, paths: Collection[str] | None = None, choose: Callable[[str], str] = secrets.choice) -> Counter[str]:
    """Put the mended files into the transaction; how many problems of each code went. `choose` picks the characters of new ids."""
    taken: set[str] | None = None

    def new_id() -> str:
        nonlocal taken
        if taken is None:  # asking the history is not free, and most runs mint nothing
            taken = transaction.taken_ids()
        taken.add(minted := mint(taken, choose))
        return minted

    kit = Kit(new_id, transaction.book.language)
    gone: Counter[str] = Counter()
    for reading in transaction.book.readings:
        if paths is not None and reading.path not in paths:
            continue
        if reading.page is None and not any(problem.code in {"header-bare-at", "header-yaml"} for problem in reading.problems):
            continue
        mended = mend(transaction.document(reading.path), kit)
        if mended.codes:
            transaction.put(mended.document)
            gone.update(mended.codes)
    return gone
