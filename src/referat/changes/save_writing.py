"""Keeping the day's writing: which of the book's files differ from its history, what changed in each, and saving exactly those."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from referat.approvals import pending
from referat.approvals.pending import ApprovedStep
from referat.approvals.superseded import FOLDER, earlier_id
from referat.book import CONTACTS_FILE, Book, is_page
from referat.changes.blob_ids import blob_ids
from referat.changes.transaction import Transaction, git_of
from referat.checks.privacy import personal_data_in
from referat.errors import Exit, ReferatError, reason_of
from referat.format import document
from referat.format.canon import digest
from referat.format.paths import file_id
from referat.format.reader import Page, read_page
from referat.git import commit as saving
from referat.git.blobs import blob_id
from referat.git.git_errors import GitMissing, NoRepository
from referat.git.program import Git
from referat.git.tidy import tidy
from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.action import Status
from referat.model.approval import ApprovesEntry
from referat.model.meeting import Minutes
from referat.model.place import Place
from referat.model.problems import Problem, Severity
from referat.model.text import fold
from referat.query.differences import Difference, differences
from referat.store.attached_files import LARGEST_ATTACHMENT
from referat.store.disk_errors import CannotRead, FileTooLarge
from referat.store.reading import read_bytes

# The folders of a book; everything in them that git is not told to ignore is the book's.
FOLDERS = ("meetings", "templates")
IGNORE_FILE = ".gitignore"
EARLIER = FOLDER.rpartition("/")[2]


class ApprovedTextChanged(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is approved, and its text is not what was approved any more.")
    hint = N_("Take the change back, or correct the minutes in a later meeting: referat correct")


class HalfMerged(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} still holds the marks of two versions that were not joined.")
    hint = N_("Keep the right lines, take the marks away, then save again.")


class ApprovedTextRemoved(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} is approved, and is not there any more.")
    hint = N_("Put the file back, under whatever name; approved minutes stay in the book.")


class HalfTakenBack(ReferatError):
    exit = Exit.REFUSED
    message = N_("What was written of the approval of {meeting} is not whole any more. {what}")
    hint = N_("Put what was changed since back as the command wrote it, then save; or take all of it back with git, and run the command again.")


class ApprovingRemoved(ReferatError):
    exit = Exit.REFUSED
    message = N_("{path} says that other minutes were approved there ({meetings}), and is not there any more.")
    hint = N_("Put the file back: referat restore {path}")


class PersonalData(ReferatError):
    exit = Exit.REFUSED
    message = N_("Nothing is saved: there is personal data in {places}, and what is once in the history stays there.")
    hint = N_("Take it out, and save again. If it is meant to be kept: referat save --anyway")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A file that differs from the history: its texts then and now (None: not there), and what a person changed in it.

    `before` is its path then, where it was only given another name.
    """

    path: str
    old: bytes | None
    new: bytes | None
    what: tuple[Difference, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """The day's writing: the files that differ from the history, and those that are left out of it, each with the reason."""

    files: tuple[Unsaved, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def repository(book: Book) -> Git:
    """The book's history. Raises NoRepository where it keeps none, GitMissing where git is not installed."""
    if book.places.git is None:
        raise NoRepository(path=book.root)
    git = git_of(book)
    if git is None:
        raise GitMissing
    return git


def ready_repository(book: Book) -> Git:
    """The book's history, where nothing stands in the way of saving in it."""
    git = repository(book)
    saving.prepare_commit(git)
    return git


def unsaved(book: Book, git: Git) -> Writing:
    """Every file of the book that differs from what the history holds, by path."""
    everything = git.saved()
    clean = {path for path, blob in blob_ids(book, next(iter(everything.values()), "")).items() if everything.get(path) == blob}
    besides = _besides(book.root, git, everything.get(IGNORE_FILE))
    saved = {path: blob for path, blob in everything.items() if path not in clean and (_is_book_file(path) or path in besides)}
    there: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    for path in _files(book.root, git, {*saved, *besides}, clean, left_out):
        try:
            there[path] = _bytes(book.root, path)
        except ReferatError:
            left_out[path] = _reason_of(book.root, path)
    states = git.states({path: there.get(path) for path in {*saved, *there} - set(left_out)}, saved)
    changed = sorted(path for path, state in states.items() if state not in {"clean", "absent"})
    texts = dict(git.texts([saved[path] for path in changed if path in saved]))
    found = [Unsaved(path, texts.get(saved[path], b"") if path in saved else None, there.get(path)) for path in changed]
    return Writing(tuple(map(told, _renamed(found))), tuple(sorted(left_out.items())))


def steps_taken(found: Sequence[Unsaved], noted: Sequence[ApprovedStep]) -> tuple[ApprovedStep, ...]:
    """Those of the steps noted by a command that was not saved, which lead from what the history holds to what lies here."""
    taken: dict[ApprovedStep, None] = {}
    for one in found:
        if is_page(one.path):
            was, now = _approved(one.before or one.path, one.old), _approved(one.path, one.new)
            if was != now:
                taken |= dict.fromkeys(pending.way(noted, fold(file_id(one.before or one.path)), was, now))
    return tuple(taken)


def refuse_unfit(book: Book, found: Sequence[Unsaved], taken: Sequence[ApprovedStep] = ()) -> None:
    """Refuse to save what must not enter the history: marks of an unfinished merge, and approved text that was changed or is gone.

    `taken` are the steps of a command that could not be saved itself: they go from one approved text to another, and may.
    """
    for one in found:
        if not is_page(one.path):
            continue
        was = _approved(one.before or one.path, one.old)
        if was and pending.way(taken, fold(file_id(one.before or one.path)), was, _approved(one.path, one.new)):
            was = ""
        if one.new is None:
            if was and not any(_digest(other) == was for other in found):
                raise ApprovedTextRemoved(path=one.path, place=Place(one.path))
            _refuse_without_approvals(one, found, book)
            continue
        try:
            now = document.read(one.path, one.new)
        except document.NotText:
            if was:
                raise ApprovedTextChanged(path=one.path, place=Place(one.path)) from None
            continue
        if any(problem.code == "conflict-markers" for problem in now.problems):
            raise HalfMerged(path=one.path, place=now.problems[0].place)
        page = read_page(now).page
        approved = _approved(one.path, one.new)
        if (was and was != approved) or (approved and isinstance(page, Minutes) and digest(now, page.on) != approved):
            raise ApprovedTextChanged(path=one.path, place=Place(one.path))


def _refuse_without_approvals(gone: Unsaved, found: Sequence[Unsaved], book: Book) -> None:
    """Raises ApprovingRemoved where minutes that approved others are gone, unless they lie under another name: moved, or they were a copy."""
    entries = _approves(gone.path, gone.old)
    if entries and not any(other.new is not None and _approves(other.path, other.new) == entries for other in found):
        approved = (book.minutes_called(entry.id) for entry in entries)
        if all(one and one.approval and fold(one.approval.in_) != fold(file_id(gone.path)) for one in approved):
            return
        raise ApprovingRemoved(path=gone.path, meetings=", ".join(entry.id or entry.on for entry in entries), place=Place(gone.path))


def _approves(path: str, data: bytes | None) -> tuple[ApprovesEntry, ...]:
    """What the minutes in a file say that they approved."""
    try:
        page = read_page(document.read(path, data or b"")).page
    except document.NotText:
        return ()
    return tuple(entry for entry in page.approves if entry.result or entry.text) if isinstance(page, Minutes) else ()


def refuse_half(book: Book, taken: Sequence[ApprovedStep]) -> None:
    """Refuse to finish steps of which only a part lies here still: the records in both files, and the earlier text, must agree."""
    if not taken:
        return
    from referat.approvals.facts import Facts
    from referat.approvals.filing import read_filed
    from referat.approvals.verify import BEFORE_SAVING, verify
    from referat.changes.verify_cache import gather

    gathered = gather(book.places)
    files = tuple(read_filed(path, data) for path, data in gathered.texts.items())
    earlier = tuple(read_filed(path, data).but(id=earlier_id(path)) for path, data in gathered.earlier.items())
    keys = {step.key for step in taken}
    for found in verify(Facts(files, earlier=earlier), BEFORE_SAVING).findings:
        if fold(found.meeting) in keys:
            raise HalfTakenBack(meeting=found.meeting, what=tr(found.words, **found.facts), place=Place(found.path, found.line))


def personal_data(book: Book, found: Sequence[Unsaved]) -> list[Problem]:
    """What of national identity numbers, e-mail addresses and telephone numbers the history does not hold yet, and would from now on."""
    wanted = [one for one in found if one.new and one.path.endswith((".md", ".yaml"))]
    return [problem for one in wanted for problem in _personal_data(one) if book.settings.severities.get(problem.code) is not Severity.OFF]


def _personal_data(one: Unsaved) -> Iterator[Problem]:
    try:
        there = document.read(one.path, one.new or b"")
    except document.NotText:
        return
    before = (one.old or b"").decode("utf-8", "replace")
    for code, start, end in personal_data_in(there.text):
        if there.text[start:end] not in before:
            yield Problem(code, there.place(start), {}, end - start)


def _approved(path: str, data: bytes | None) -> str:
    """The digest that a text was approved with, "" where it is not approved."""
    page = _page(path, data)
    return page.approval.text if isinstance(page, Minutes) and page.status is Status.APPROVED and page.approval else ""


def _digest(one: Unsaved) -> str:
    page = _page(one.path, one.new) if is_page(one.path) else None
    return digest(document.read(one.path, one.new or b""), page.on) if isinstance(page, Minutes) else ""


def keep(transaction: Transaction, found: Sequence[Unsaved], message: str, taken: Sequence[ApprovedStep] = ()) -> str | None:
    """Save exactly these files, and with them the steps that a command had taken; returns the commit."""
    assert transaction.lock is not None
    files_now = {one.path: one.new for one in found} | {one.before: None for one in found if one.before}
    trailers = tuple(dict.fromkeys(trailer for step in taken for trailer in step.trailers))
    git = ready_repository(transaction.book)
    commit = saving.commit(git, files_now, message, trailers=trailers, held=transaction.lock.fd)
    tidy(git)
    return commit


def _renamed(found: list[Unsaved]) -> list[Unsaved]:
    """Where a file went and one with the same bytes came, it was given another name."""
    gone = {one.old: one for one in found if one.new is None}
    given: list[Unsaved] = []
    for one in found:
        was = gone.pop(one.new, None) if one.old is None and one.new else None
        given.append(Unsaved(one.path, was.old, one.new, before=was.path) if was else one)
    names = {one.before for one in given}
    return [one for one in given if one.path not in names]


def told(one: Unsaved) -> Unsaved:
    """The file with what a person changed in it, in words."""
    if one.before:
        return replace(one, what=(Difference(D_("was called {old}"), {"old": one.before}),))
    if not is_page(one.path):
        return one
    old, new = _page(one.path, one.old), _page(one.path, one.new)
    if (one.old is None) != (old is None) or (one.new is None) != (new is None):
        return one  # a text that cannot be read is there all the same: what it says is not known, and it is neither new nor gone
    return replace(one, what=tuple(differences(old, new)))


def _page(path: str, data: bytes | None) -> Page | None:
    if data is None:
        return None
    try:
        return read_page(document.read(path, data)).page
    except document.NotText:
        return None


def _besides(root: str, git: Git, saved: str | None) -> set[str]:
    """The ignore file, where `init` wrote it, or its line in one that was there; what else is in it is whoever's wrote it."""
    if saved is None:
        return {IGNORE_FILE}
    try:
        now = read_bytes(root, IGNORE_FILE)
    except ReferatError:
        return set()
    if blob_id(now, saved) == saved:
        return set()
    then = dict(git.texts([saved]))[saved] or b""
    return {IGNORE_FILE} if _but_for_ours(now) == _but_for_ours(then) else set()


def _but_for_ours(ignored: bytes) -> list[bytes]:
    return [line for line in ignored.splitlines() if line != CONTACTS_FILE.encode()]


def _is_book_file(path: str) -> bool:
    """Whether a path is the book's: in its folders, and not in a folder or file that begins with a dot."""
    folder, *parts = path.split("/")
    return folder in FOLDERS and not any(part.startswith(".") and part != EARLIER for part in parts)


def _files(root: str, git: Git, saved: Collection[str], clean: Collection[str], left_out: dict[str, str]) -> list[str]:
    """Every ordinary file in the book's folders that git is not told to ignore, but for those that are clean.

    What cannot be saved is put into `left_out`.
    """
    walked = {path for folder in FOLDERS for path in _walk(root, folder) if path not in clean}
    found = sorted(walked | {path for path in saved if _lies_there(root, path)})
    ignored = git.ignored(found)
    if CONTACTS_FILE in found and CONTACTS_FILE not in {*ignored, *saved}:
        left_out[CONTACTS_FILE] = N_("e-mail addresses stay out of the history")
    for path in found:
        full = os.path.join(root, path)
        if path not in ignored and (os.path.islink(full) or not os.path.isfile(full)):
            left_out[path] = N_("not an ordinary file")
    return [path for path in found if path not in ignored and path not in left_out]


def _walk(root: str, folder: str) -> Iterator[str]:
    start = os.path.join(root, folder)
    for here, folders, names in os.walk(start):
        within = (folder + here[len(start) :]).replace(os.sep, "/")
        folders[:] = [name for name in folders if _is_own_folder(os.path.join(here, name))]
        for name in names:
            if not name.startswith("."):
                yield f"{within}/{name}"


def _is_own_folder(folder: str) -> bool:
    """Dot-folders are not the book's, nor is another repository that lies in it."""
    name = os.path.basename(folder)
    return (name == EARLIER or not name.startswith(".")) and not os.path.lexists(os.path.join(folder, ".git"))


def _lies_there(root: str, path: str) -> bool:
    return os.path.lexists(os.path.join(root, path))


def _bytes(root: str, path: str) -> bytes:
    """A file's bytes; an attachment may be larger than minutes may, but not without bound."""
    if path.endswith((".md", ".yaml")):
        return read_bytes(root, path)
    full = os.path.join(root, path)
    if os.path.getsize(full) > LARGEST_ATTACHMENT:
        raise FileTooLarge(path=path, limit=LARGEST_ATTACHMENT >> 20, place=Place(path))
    try:
        with open(full, "rb") as file:
            return file.read()
    except OSError as error:
        raise CannotRead(path=path, reason=reason_of(error), place=Place(path)) from error


def _reason_of(root: str, path: str) -> str:
    return N_("it cannot be read") if not os.access(os.path.join(root, path), os.R_OK) else N_("it is too large")
