"""What the disk can refuse: one error a case, each with its words and its exit code."""

import errno

from referat.errors import Exit, ReferatError, reason_of
from referat.languages.mark import N_


class FileMissing(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("There is no file “{path}” in the book.")


class FileTooLarge(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{path}” is larger than {limit} MiB, which is more than any minutes; it is left alone.")


class NotOrdinaryFile(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” is a link, a folder, a pipe or a device, not an ordinary file; it is left alone.")
    hint = N_("Put the file itself where the link is.")


class OutsideBook(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” does not name a file inside the book.")


class CannotRead(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{path}” could not be read: {reason}.")


class HardLinked(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” has a second name elsewhere on the disk (a hard link), and writing would part the two.")
    hint = N_("Make a copy of the file, put the copy in its place, and run the command again.")


class ReadOnlyFile(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” is write-protected, or belongs to somebody else; it is left as it was.")


class FileAlreadyThere(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” is there already, and is never written over.")


class ChangedMeanwhile(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” was changed by another program in the meantime; that version stands, and nothing was written.")
    hint = N_("Look at the file, and run the command again.")


class KeptAside(ReferatError):
    exit = Exit.REFUSED
    message = N_(
        "“{path}” was saved by another program several times while it was being written; the newest version stands, an earlier one is in “{kept}”."
    )
    hint = N_("Compare the two, keep what you need, and delete “{kept}”.")


class DiskFull(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” could not be written: the disk is full. The file is as it was.")
    hint = N_("Make room on the disk, and run the command again.")


class NotAllowed(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” could not be written: you are not allowed to write there. The file is as it was.")


class CannotWrite(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” could not be written: {reason}. The file is as it was.")


class LeftHalfDone(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” could not be written ({reason}), and what had been written could not be taken back at once.")
    hint = N_("Nothing is lost: the next command that writes takes it back. See that the disk is in order first.")


class BookLocked(ReferatError):
    exit = Exit.LOCKED
    message = N_("Another command is writing in this book ({holder}); gave up after {seconds} seconds.")
    hint = N_("Wait until it is done, and run the command again.")


class CannotLock(ReferatError):
    exit = Exit.LOCKED
    message = N_("The book could not be locked for writing at “{path}”: {reason}.")


class ConflictMarkers(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” holds two versions that were not put together: a conflict begins at line {line}.")
    hint = N_("Keep the right text, delete the lines of <<<<<<<, ======= and >>>>>>>, and run the command again.")


class BareRepository(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{path}” is the inside of a bare git repository, which holds no files to write.")
    hint = N_("Make a working copy with git clone, and keep the book there.")


_WRITE_ERRORS: dict[int, type[ReferatError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EACCES: NotAllowed,
    errno.EPERM: NotAllowed,
    errno.EROFS: NotAllowed,
    errno.ELOOP: NotOrdinaryFile,
    errno.ENOTDIR: NotOrdinaryFile,
    errno.ENXIO: NotOrdinaryFile,
    errno.EISDIR: NotOrdinaryFile,
}


def for_reading(path: str, error: OSError) -> ReferatError:
    """The error to raise for a failed system call while reading `path`."""
    if error.errno == errno.ENOENT:
        return FileMissing(place=path, path=path)
    if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO, errno.EISDIR):
        return NotOrdinaryFile(place=path, path=path)
    return CannotRead(place=path, path=path, reason=reason_of(error))


def for_writing(path: str, error: OSError) -> ReferatError:
    """The error to raise for a failed system call while writing `path`."""
    kind = _WRITE_ERRORS.get(error.errno or 0, CannotWrite)
    return kind(place=path, path=path, reason=reason_of(error))
