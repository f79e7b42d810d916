"""The lives of all minutes: the files, with what the history tells of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from referat.approvals.lookback import is_filed
from referat.book import Book
from referat.changes.transaction import git_of
from referat.format.paths import file_id
from referat.git.history import commits
from referat.git.trailers import read_trailers
from referat.model.approval import Approval
from referat.model.meeting import Minutes
from referat.model.text import fold
from referat.query.timeline import Between, Life, SavedHistory, between, life_of


def lives(book: Book) -> list[Life]:
    """The life of all minutes, in the order of the meetings."""
    told, earlier = _told(book), _earlier(book)
    return [life_of(m, told.get(fold(m.id), SavedHistory()), earlier.get(fold(m.id), ())) for m in book.minutes]


def life(book: Book, minutes: Minutes) -> Life:
    """The life of one meeting's minutes."""
    return life_of(minutes, _told(book).get(fold(minutes.id), SavedHistory()), _earlier(book).get(fold(minutes.id), ()))


def since_last_meeting(book: Book, minutes: Minutes) -> Between:
    """What happened to the group's actions from its meeting before this one up to this one."""
    series = book.index.heads_of([minutes.group])
    own = next(head for head in series if head.path == minutes.path)
    before = next((head for head in reversed(series) if head.order < own.order), None)
    rows = book.index.rows_born_in(minutes.group, before.on_iso if before else "", minutes.on.isoformat())
    return between(map(book.action_of, rows), before.on if before else None, minutes.on)


def _told(book: Book) -> Mapping[str, SavedHistory]:
    """What the history tells, by folded id: the oldest entry with the file is the draft, the trailers say when it was sent out."""
    git = git_of(book)
    found: dict[str, SavedHistory] = {}
    for commit in commits(git) if git else ():  # newest first
        on = _day(commit.authored)  # which a rebase leaves as it was
        for change in commit.changes:
            if change.new and is_filed(change.path):
                key = fold(file_id(change.path))
                found[key] = SavedHistory(on, commit.author, found[key].sent if key in found else ())
        for value in read_trailers(commit.message).get("Referat-Circulate", ()):
            key = fold(value.rpartition(" ")[0])
            if key in found:
                was = found[key]
                found[key] = SavedHistory(was.drafted, was.by, (on, *was.sent))
    return found


def _earlier(book: Book) -> Mapping[str, tuple[Approval, ...]]:
    found: dict[str, tuple[Approval, ...]] = {}
    for minutes_id, old in book.earlier_minutes:
        if old.approval:
            found[fold(minutes_id)] = (*found.get(fold(minutes_id), ()), old.approval)
    return found


def _day(seconds: int) -> date:
    """The day of a moment, kept within what a calendar holds: a stranger's entry may claim any."""
    return datetime.fromtimestamp(min(max(seconds, 0), 253_402_300_799), UTC).date()
