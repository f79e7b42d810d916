"""Checking the book: everything that is wrong with it as it lies here, and mending what cannot be mended wrongly."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from referat.book import BOOK_FILE, CONTACTS_FILE, PEOPLE_FILE, Book
from referat.changes.file_summaries import FileSummary, MinutesSummary, read_kept, summary_of, unpacked_problem
from referat.changes.shared_actions import SharedActions
from referat.changes.transaction import Transaction, git_of, without_collecting
from referat.checks.context import CheckContext, lay_out, listed
from referat.checks.table import BOOK_CHECKS, found_by, in_order, shown
from referat.errors import ReferatError
from referat.format.document import parse
from referat.format.fixes import Kit, mend
from referat.format.paths import file_id
from referat.format.reader import Reading
from referat.format.sheets import sheet_of
from referat.model.action import SourceKind
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant
from referat.model.problems import Problem, Severity
from referat.model.sheet import FileSheet
from referat.query.meaning import BookMeaning
from referat.store.parallel import in_halves

WORTH_TWO = 40  # files; fewer are checked before a second process has begun
Finding = tuple[Problem, Severity]
# Told how many files have been read, of how many.
Progress = Callable[[int, int], None]


def _untold(_done: int, _of: int) -> None:
    """Nobody wants to know."""


def findings(book: Book, today: date, paths: Collection[str] | None = None, progress: Progress = _untold) -> tuple[Finding, ...]:
    """What is wrong with the book, by place, as severe as the book has it; `paths` are the files asked about, None all."""
    found = shown(check_book(book, today, progress, paths), book.settings.severities)
    return tuple(one for one in found if paths is None or one[0].place.path in paths)


def check_book(book: Book, today: date, progress: Progress = _untold, paths: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with the book, by place: what each file says by itself, and then what they say about each other.

    Where only some `paths` are asked about, what is wrong with others is found without its exact place, for their text is not looked at.
    """
    groups = book.groups
    with without_collecting():
        beside = _what_files_hang_on(book, groups)
        summaries = _summaries(book, today, groups, beside, progress)
        shared = SharedActions(summaries, _usable(book, "actions", beside), book.lines_in)
        found = [*book.problems_around, *_alone(summaries, shared), *_about_each_other(book, today, summaries, shared, paths)]
        _keep(book, "actions", beside, shared.to_keep)
    return in_order(found)


def _summaries(book: Book, today: date, groups: Sequence[Group], beside: bytes, progress: Progress) -> list[FileSummary]:
    """The summary of every file: those that were kept, and the others made, by two processes where that is worth it."""
    day = today.toordinal()
    kept = {path: one for path, data in _usable(book, "summary", beside).items() if (one := read_kept(data)).settled <= day}
    context, meaning = _lay_out(book, today, groups=groups), BookMeaning((), groups, book.register)

    def make(some: Sequence[str], tell: Callable[[int], None]) -> list[FileSummary]:
        made = []
        for number, path in enumerate(some):
            made.append(summary_of(*book.look_up(path), context, meaning))
            if not number % 100:
                tell(number)
        return made

    new = [path for path in book.page_paths if path not in kept]
    made = {one.path: one for one in in_halves(make, new, lambda done: progress(done, len(new)), worth=WORTH_TWO)}
    progress(len(new), len(new))
    _keep(book, "summary", beside, {path: one.kept() for path, one in made.items() if one.item is None and one.settled <= day})
    return [kept.get(path) or made[path] for path in book.page_paths]


def _what_files_hang_on(book: Book, groups: Sequence[Group]) -> bytes:
    """A digest of what a file's own findings depend on beside the file: the register, and the headers of the groups."""
    headers = [document.text[: document.body_start] for document in (book.document(group.path) for group in groups)]
    return sha256("\0".join([book.text_of(PEOPLE_FILE), *headers]).encode("utf-8", "surrogateescape")).digest()


def _usable(book: Book, name: str, beside: bytes) -> dict[str, bytes]:
    """What was kept under a name while all that it depends on was as it is now."""
    return {path: data[len(beside) :] for path, data in book.kept(name).items() if data.startswith(beside)}


def _keep(book: Book, name: str, beside: bytes, data: Mapping[str, bytes]) -> None:
    if data:
        book.keep(name, {path: beside + one for path, one in data.items()})


def _alone(summaries: Sequence[FileSummary], shared: SharedActions) -> Iterator[Problem]:
    """What the files say by themselves."""
    for summary in summaries:
        yield from map(unpacked_problem, summary.problems)
        for action_id, found in summary.of_actions.items():
            if action_id not in shared:
                yield from map(unpacked_problem, found)


def _about_each_other(
    book: Book, today: date, summaries: Sequence[FileSummary], shared: SharedActions, paths: Collection[str] | None
) -> Iterator[Problem]:
    """What the files say about each other, and of actions that stand in several."""
    groups = book.groups
    minutes: Any = [MinutesSummary(summary) for summary in summaries if summary.minutes]  # they answer as Minutes do
    minutes.sort(key=lambda one: one.order)
    names = {summary.path: summary.names for summary in summaries}
    context = _lay_out(
        book,
        today,
        minutes=minutes,
        groups=groups,
        items=[summary.item for summary in summaries if summary.item],
        sheets=_Sheets(book, {summary.path: summary.kind for summary in summaries if summary.source}, paths),
        links={summary.path: [(targets, unpacked_problem(plain)) for targets, plain in summary.links] for summary in summaries if summary.links},
        names={one.path: names[one.path] for one in (*minutes, *groups)},
        people_of=lambda path: _people_in(book, path),
        tracked=_tracked(book),
    )
    yield from shared.problems(context, BookMeaning(minutes, groups, book.register))
    yield from found_by(BOOK_CHECKS, context)


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


class _Sheets(Mapping[str, FileSheet]):
    """The sheets of a book's files, each made when a problem in it is to be placed: few are, so the files are not held but read again.

    Those of files that nobody asks about are empty.
    """

    def __init__(self, book: Book, kinds: Mapping[str, SourceKind], asked: Collection[str] | None) -> None:
        self._kinds = kinds
        self._make = lru_cache(maxsize=64)(lambda path: _sheet(book, path, kinds[path], is_asked=asked is None or path in asked))

    def __getitem__(self, path: str) -> FileSheet:
        return self._make(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def _sheet(book: Book, path: str, kind: SourceKind, *, is_asked: bool) -> FileSheet:
    """The sheet of a file; an empty one where nobody asks about it, or where it went away meanwhile."""
    try:
        read = book.glance(path) if is_asked else parse(path, "")
    except ReferatError:
        read = parse(path, "")
    return sheet_of(read, Reading(path, file_id(path), kind, None))


def mend_book(transaction: Transaction, paths: Collection[str] | None = None) -> Counter[str]:
    """Put the mended files into the transaction; how many problems of each code went."""
    kit = Kit(transaction.new_id, transaction.book.language)
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
