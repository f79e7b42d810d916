"""Taking back the last command that changed files, exactly, by its own record; and bringing back a file that is missing, from the history."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from referat.approvals.policy import CannotWithdraw
from referat.book import Book
from referat.changes.save_writing import FOLDERS, repository
from referat.changes.transaction import Outcome, Save, Transaction
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.format.canon import digest
from referat.format.paths import file_id
from referat.format.reader import read_page
from referat.format.take_back import LineInTheWay, take_back
from referat.git.git_errors import GitFailed
from referat.git.program import Git
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.approval import Approval
from referat.model.meeting import Minutes
from referat.model.people import near
from referat.model.place import Place
from referat.query.partial_match import fitting
from referat.store import undo_records
from referat.store.disk_errors import FileAlreadyThere, FileMissing
from referat.store.reading import read_bytes
from referat.store.undo_records import FileBefore, RecordedChange, digest_of
from referat.store.within import parts_of


class InTheWay(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} has changed since “{what}”, in the lines that it wrote; so that cannot be taken back exactly.")
    hint = N_("Put what has come since back as it was, or mend the lines by hand. What the command changed: referat undo --list")


class CannotUndo(ReferatError):
    exit = Exit.REFUSED
    message = N_("This cannot be taken back: {what}")
    hint = N_("What came before it cannot be taken back either; mend it by hand, or bring a missing file back with: referat restore PATH")


class NothingMissing(ReferatError):
    exit = Exit.USAGE
    message = N_("The history holds no missing file called “{path}”.")
    hint = N_("Did you mean {near}?")


class WhichFile(ReferatError):
    exit = Exit.USAGE
    message = N_("“{path}” could be more than one missing file: {paths}.")
    hint = N_("Write more of the path.")


class NotInEntry(ReferatError):
    exit = Exit.USAGE
    message = N_("The entry {entry} does not hold {path}, or there is no such entry.")


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: what the command had said of it, and the files that are as before; `what` is the whole record."""

    message: str
    paths: tuple[str, ...]
    what: RecordedChange


@dataclass(frozen=True, slots=True)
class Restored:
    """A file that is there again, and the entry of the history it came from."""

    path: str
    entry: str


def changes_on_record(book: Book) -> Iterator[RecordedChange]:
    """The changes of this book that can still be asked to be taken back, the newest first, without those that never came about
    or whose lines are as they were before.
    """
    for change in undo_records.changes(book.root):
        if change.is_final or _stands(book, change):
            yield change


def undo_change(transaction: Transaction) -> Undone | None:
    """Put the files without the last change into the transaction; None where there is nothing to take back."""
    change = next(changes_on_record(transaction.book), None)
    if change is None:
        return None
    what = title_of(change)
    if change.is_final:
        raise CannotUndo(what=what)
    _refuse_later_approval(transaction.book, change)
    for one in change.files:
        _refuse_foreign(one.path)
    found = _as_before(transaction.book, change)
    if isinstance(found, Place):
        raise InTheWay(path=found.path, what=what, place=found)
    transaction.is_undo = True
    for path, data in found.items():
        _put_back(transaction, path, data)
    return Undone(what, tuple(one.path for one in change.files), change)


def write_undone(transaction: Transaction, undone: Undone, message: str, *, save: bool) -> Outcome:
    """Write the files back and save them as a new entry; then the record is let go. Until then, the files tell that it is of no use any more."""
    trailers = _turned(undone.what.trailers)
    outcome = transaction.write(message, Save.IF_CLEAN if save else Save.NEVER, trailers=trailers)
    undo_records.forget(undone.what.place)
    _remember(transaction, undone)
    return outcome


def _remember(transaction: Transaction, undone: Undone) -> None:
    """Whoever took an approval back, or a withdrawal, knows of it."""
    minutes = [value.partition(" ")[0] for key, value in undone.what.trailers if key in _TURNED]
    if minutes:
        from referat.changes.verify_book import remember_withdrawal

        remember_withdrawal(transaction.read_again(), minutes[0])


def note_final(book: Book, message: str) -> None:
    """Keep on record that something was done which cannot be taken back, so that nobody takes back what was before it instead."""
    undo_records.finish(undo_records.begin(book.root, RecordedChange(message, is_final=True)))


def restore_file(transaction: Transaction, typed: str, entry: str = "") -> Restored:
    """Put a missing file into the transaction as the history has it: its newest saved version, or the one of an entry."""
    book = transaction.book
    git = repository(book)
    path = _missing_path(book, git, typed)
    parts_of(path)
    _refuse_foreign(path)
    if book.has_file(path):
        raise FileAlreadyThere(path=path, place=path)
    commit = _entry_named(git, entry, path) if entry else _last_with(git, path)
    data = git.text(path, commit)
    if data is None:
        raise NotInEntry(entry=entry or commit, path=path)
    _put_back(transaction, path, data)
    return Restored(path, commit)


# What the entry of an undo says of an approval, by what the entry of the change said.
_TURNED = {"Referat-Approve": "Referat-Withdraw", "Referat-Correct": "Referat-Withdraw", "Referat-Withdraw": "Referat-Approve"}


def _turned(trailers: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """`approve` taken back is a withdrawal, and the other way round; what was sent out leaves no mark."""
    if not any(key in _TURNED for key, _ in trailers):
        return {}
    return {_TURNED.get(key, key): value for key, value in trailers}


def _refuse_later_approval(book: Book, change: RecordedChange) -> None:
    """Raises CannotWithdraw for an approval whose approving minutes are approved themselves, as `withdraw` does."""
    said = dict(change.trailers)
    if "Referat-Approve" not in said and "Referat-Correct" not in said:
        return
    approving = book.minutes_called(said.get("Referat-In", ""))
    approved: Approval | None = approving.approval if approving else None
    if approving and approved:
        meeting = said.get("Referat-Approve", said.get("Referat-Correct", "")).partition(" ")[0]
        raise CannotWithdraw(meeting=meeting, approving=approving.id, place=Place(approving.path))


def _refuse_foreign(path: str) -> None:
    """Only files of the book: raises OutsideBook for a path that leads elsewhere."""
    if parts_of(path)[0] not in FOLDERS:
        from referat.store.disk_errors import OutsideBook

        raise OutsideBook(path=path, place=path)


def _bytes(book: Book, path: str) -> bytes | None:
    with suppress(FileMissing):
        return read_bytes(book.root, path)
    return None


def _put_back(transaction: Transaction, path: str, old: bytes | None) -> None:
    """The file as it was: as a document, so that the book as it will be can be read; byte for byte where it is no text."""
    now = _bytes(transaction.book, path)
    if now == old:
        return
    for data in (now, old):
        if data is None:
            continue
        with suppress(document.NotText):
            if document.read(path, data).data == data:
                continue
        transaction.put_back[path] = (now, old)
        return
    transaction.changed[path] = None if old is None else document.read(path, old)


def _stands(book: Book, change: RecordedChange) -> bool:
    """Whether the files hold what the change wrote. One that was begun may not have come about; one that was finished is gone only where
    its lines are as before it, by whoever's hand.
    """
    now = {one.path: _bytes(book, one.path) for one in change.files}
    if all(digest_of(now[one.path]) == one.new for one in change.files):
        return True
    if all(now[one.path] == one.old or _is_gone(one, now[one.path]) for one in change.files):
        return False
    return not change.is_begun or not isinstance(_as_before(book, change), Place)


def _is_gone(one: FileBefore, now: bytes | None) -> bool:
    """Whether a file is without what a change wrote in it, though it is not as it was before."""
    if one.old is None or now is None or one.left is None:
        return one.new == "" and now is not None
    return not isinstance(take_back(one.left, one.old, now), LineInTheWay)


def _as_before(book: Book, change: RecordedChange) -> Mapping[str, bytes | None] | Place:
    """The files without what the change wrote, and with all that has come since in other lines; else the place that stands in the way."""
    back: dict[str, bytes | None] = {}
    renamed = _renamed(change)
    for one in change.files:
        now = _bytes(book, one.path)
        if one is renamed and now is not None and digest_of(now) != one.new:
            (gone,) = (other for other in change.files if other.new == "")
            was, back[one.path] = gone, None
        elif digest_of(now) == one.new:
            back.setdefault(one.path, one.old)
            continue
        else:
            was = one
        if was.old is None or now is None or one.left is None:
            return Place(one.path)
        found = take_back(was.old, one.left, now)
        if isinstance(found, LineInTheWay):
            return Place(one.path, found.line)
        if _breaks_frozen(was.path, was.old, now, found):
            return Place(one.path)
        back[was.path] = found
    return back


def _renamed(change: RecordedChange) -> FileBefore | None:
    """The file that a change gave another name: the one that came where one went."""
    came = [one for one in change.files if one.old is None]
    return came[0] if len(came) == 1 and [one.new for one in change.files].count("") == 1 else None


def _breaks_frozen(path: str, old: bytes, now: bytes, back: bytes) -> bool:
    """Whether the header would say again that a text was sent out or approved, which is another by now."""
    (said, holds), (said_now, _) = _frozen(path, back), _frozen(path, now)
    return not holds and said != said_now and _frozen(path, old)[1]


def _frozen(path: str, data: bytes) -> tuple[tuple[object, str] | None, bool]:
    """How a text is frozen by its own header, with the digest given there, and whether that is its digest."""
    with suppress(document.NotText):
        there = document.read(path, data)
        page = read_page(there).page
        if isinstance(page, Minutes) and page.source.is_frozen and (recorded := page.approval or page.circulation) and recorded.text:
            return (page.status, recorded.text), digest(there, page.on) == recorded.text
    return None, True


def _missing_path(book: Book, git: Git, typed: str) -> str:
    """The missing file that was typed: by its path from here or from the book, by its name, or by any part of it that only one has."""
    gone = sorted(path for path in _known_paths(git) if path.split("/")[0] in FOLDERS and not book.has_file(path))
    from_here = os.path.relpath(os.path.abspath(typed), book.root).replace(os.sep, "/")
    for path in (typed.removeprefix("./"), from_here):
        if book.has_file(path) and path.split("/")[0] in FOLDERS:
            return path
        if path in gone:
            return path
    names = {file_id(path) if path.endswith(".md") else path: path for path in gone}
    hits = fitting(typed.rpartition("/")[2].removesuffix(".md"), sorted(names))
    if len(hits) > 1:
        raise WhichFile(path=typed, paths=", ".join(names[hit] for hit in hits[:6]))
    if not hits:
        raise NothingMissing(path=typed, near=near(typed, gone))
    return names[hits[0]]


def _known_paths(git: Git) -> set[str]:
    """Every path that an entry of the history took away, or that the newest one holds."""
    answer = git.read(
        "log", "--full-history", "--no-renames", "--diff-filter=D", "--diff-merges=first-parent", "--name-only", "-z", "--format=", "HEAD"
    )
    if answer.code != 0:
        raise GitFailed(reason=answer.said)
    removed = {os.fsdecode(path).strip("\n") for path in answer.out.split(b"\0") if path.strip()}
    return {path.removeprefix(git.prefix) for path in removed if path.startswith(git.prefix)} | set(git.saved())


def _last_with(git: Git, path: str) -> str:
    """The newest entry that holds a file: the last one, or the one before the file was taken away."""
    if path in git.saved([path]):
        return git.head() or "HEAD"
    words = (
        "log",
        "--full-history",
        "--no-renames",
        "--diff-merges=first-parent",
        "--diff-filter=D",
        "-1",
        "--no-patch",
        "--format=%H",
        "HEAD",
        "--",
    )
    answer = git.read(*words, git.prefix + path, variables={"GIT_LITERAL_PATHSPECS": "1"})
    taken_away = answer.out.decode().strip()
    if answer.code != 0 or not taken_away:
        raise NothingMissing(path=path, near="")
    return f"{taken_away}^"


def _entry_named(git: Git, typed: str, path: str) -> str:
    answer = git.read("rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}")
    commit = answer.out.decode().strip()
    if answer.code != 0 or not commit or path not in git.saved([path], commit):
        raise NotInEntry(entry=typed, path=path)
    return commit


def title_of(change: RecordedChange) -> str:
    """What a change said of itself on one line, and how much more it did."""
    first, *more = list(filter(None, change.message.split("\n"))) or [""]
    return tr(N_("{what}, and {n} more"), what=first, n=len(more)) if more else first


def message_of(undone: Undone) -> str:
    """The entry in the history."""
    more = "".join(f"{line}\n" for line in undone.what.message.split("\n")[1:] if line)
    first = tr(D_("Taken back: {what}"), what=undone.message)
    return f"{first}\n\n{more}".rstrip("\n")
