"""Finishing a merge that git has begun and left to a person: once no mark stands in any file, it is looked at and saved."""

import os
import stat
from contextlib import suppress

from referat.book import Book
from referat.changes.install_hooks import check_staged
from referat.changes.save_writing import HalfMerged, repository
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import document
from referat.git.commit import commit_merge, stage
from referat.git.git_errors import GitFailed, UnfinishedMerge
from referat.git.program import Git
from referat.languages.i18n import tr
from referat.languages.mark import N_
from referat.model.place import Place
from referat.store.disk_errors import FileTooLarge
from referat.store.reading import read_bytes


class MergeOfFrozen(ReferatError):
    exit = Exit.REFUSED
    message = N_("The merge would change minutes that are approved: {meeting}. {what}")
    hint = N_("Put the approved text back as it was on one side, and save again. Or undo the merge with: git merge --abort")


def is_merging(book: Book) -> bool:
    """Whether git waits for somebody to finish a merge."""
    return book.places.git is not None and repository(book).unfinished() == "merge"


def finish_merge(transaction: Transaction) -> tuple[str, ...]:
    """Save the merge with the book's files as they lie here; returns the files that were in dispute. Raises HalfMerged, MergeOfFrozen."""
    book = transaction.book
    git = repository(book)
    unmerged = _unmerged(git)
    if any(not path.startswith(git.prefix) for path in unmerged):
        raise UnfinishedMerge(operation="merge")
    paths = tuple(path.removeprefix(git.prefix) for path in unmerged)
    for path in (path for path in paths if stat.S_ISREG(_mode(book, path))):
        with suppress(document.NotText, FileTooLarge):
            for problem in document.read(path, read_bytes(book.root, path)).problems:
                if problem.code == "conflict-markers":
                    raise HalfMerged(path=path, place=Place(path, problem.place.line))
    assert transaction.lock is not None
    stage(git, paths)
    for found in check_staged(book, None):
        raise MergeOfFrozen(meeting=found.meeting, what=tr(found.words, **found.facts), place=Place(found.path, found.line))
    commit_merge(git, paths, transaction.lock.fd)
    return paths


def _mode(book: Book, path: str) -> int:
    """What lies under a path, as the system tells it; 0 for nothing."""
    with suppress(OSError):
        return os.lstat(os.path.join(book.root, path)).st_mode
    return 0


def _unmerged(git: Git) -> list[str]:
    """The files, from the top of the repository, that git could not put together."""
    answer = git.read("ls-files", "-u", "-z", "--full-name")
    if answer.code != 0:
        raise GitFailed(reason=answer.said)
    return list(dict.fromkeys(line.partition("\t")[2] for line in answer.out.decode("utf-8", "surrogateescape").split("\0") if line))
