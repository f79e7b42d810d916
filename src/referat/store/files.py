"""The book's files on the disk, written in one way only, so that nothing is ever torn or lost.

A change says what the file held when it was read. It is written to a temporary file, made to last, and swapped with the file in one step;
what comes out must be what was read, else it is swapped back. Several files change together or not at all, also across a crash (`journal`).
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress

from referat.errors import ReferatError, reason_of
from referat.model.fact import Record
from referat.store import disk_errors, journal
from referat.store.journal import digest
from referat.store.lock import Lock
from referat.store.metadata import copy_metadata, refuse_unwritable
from referat.store.swap import exchange, move_to_free_name
from referat.store.within import CREATE, READ, Folder, close_quietly, folder, open_folder, parts_of, read_in, read_open_file

__all__ = ["FileChange", "digest", "write", "write_all"]


class FileChange(Record):
    """A file's next text. `expected` is the digest of the text it replaces, None for a new file; `new` None removes the file."""

    path: str
    new: bytes | None
    expected: str | None


def write(lock: Lock, path: str, new: bytes | None, *, expected: str | None) -> None:
    """Write one file; see `write_all`."""
    write_all(lock, [FileChange(path, new, expected)])


def write_all(lock: Lock, changes: Sequence[FileChange]) -> list[str]:
    """Make all changes, or none; returns the paths that changed.

    Raises ChangedMeanwhile where a file does not hold what was expected, FileAlreadyThere where a new one has a name that is taken.
    """
    with ExitStack() as stack:
        workshop = _workshop(stack, lock)
        seats = [_take_seat(stack, lock, workshop, change) for change in changes]
        seats = [seat for seat in seats if seat.change.new is None or digest(seat.change.new) != seat.change.expected]
        if not seats:
            return []
        keep = False
        try:
            for seat in seats:
                seat.fill()
            _place_all(workshop, seats)
        except disk_errors.LeftHalfDone:
            keep = True
            raise
        finally:
            if not keep:
                for seat in seats:
                    with suppress(OSError):  # swept away by the next command
                        seat.temps.unlink(seat.temp)
        return [seat.change.path for seat in seats]


def _workshop(stack: ExitStack, lock: Lock) -> Folder:
    base, names = lock.places.workshop
    try:
        return stack.enter_context(folder(base, names, make=True))
    except OSError as error:
        raise disk_errors.for_writing(os.path.join(base, *names), error) from error


def _place_all(workshop: Folder, seats: list["_Seat"]) -> None:
    """Swap every file in, look again at what came out, and only then forget the old texts."""
    begun: list[_Seat] = []
    path = seats[0].change.path
    try:
        journal.note(workshop, [seat.entry() for seat in seats])
        for seat in seats:
            path = seat.change.path
            begun.append(seat)
            seat.place()
        for seat in seats:
            path = seat.change.path
            seat.here.sync()
            seat.look_again()
        journal.clear(workshop)
    except BaseException as error:
        _take_all_back(workshop, begun, path, error)
        if isinstance(error, OSError):
            raise disk_errors.for_writing(path, error) from error
        raise


def _take_all_back(workshop: Folder, begun: list["_Seat"], path: str, error: BaseException) -> None:
    kept = None
    try:
        for seat in reversed(begun):
            kept = seat.take_back() or kept
        with suppress(FileNotFoundError):
            journal.clear(workshop)
    except OSError as second:
        raise disk_errors.LeftHalfDone(place=path, path=path, reason=reason_of(second)) from error
    if kept is not None:
        raise disk_errors.KeptAside(place=path, path=path, kept=kept) from error


class _Seat:
    """One change on its way to the disk, with the folders it needs held open."""

    def __init__(self, change: FileChange, here: Folder, name: str, workshop: Folder | None, facts: os.stat_result | None) -> None:
        self.change = change
        self.here = here
        self.name = name
        self.beside = workshop is None
        self.temps = here if workshop is None else workshop
        self.temp = f"{journal.MARK}{os.getpid()}-{os.urandom(4).hex()}.tmp"
        self.facts = facts
        self.placed = False

    def entry(self) -> journal.JournalEntry:
        new = "" if self.change.new is None else digest(self.change.new)
        return journal.JournalEntry(self.change.path, self.temp, self.beside, self.change.expected or "", new)

    def fill(self) -> None:
        """Write the new text to the temporary file, with the old file's rights, and make it last."""
        if self.change.new is None:
            return
        try:
            fd = self.temps.open(self.temp, CREATE, 0o666 if self.facts is None else 0o600)  # a new file gets what the user's files get
            try:
                journal.write_all_bytes(fd, self.change.new)
                if self.facts is not None:
                    copy_metadata(self.here, self.name, self.facts, fd, self.change.path)
                os.fsync(fd)
            finally:
                os.close(fd)
        except OSError as error:
            raise disk_errors.for_writing(self.change.path, error) from error

    def place(self) -> None:
        """Put the new text in place. Raises OSError, ChangedMeanwhile, FileAlreadyThere."""
        path = self.change.path
        if self.change.expected is None:
            try:
                move_to_free_name(self.temps, self.temp, self.here, self.name)
            except FileExistsError:
                raise disk_errors.FileAlreadyThere(place=path, path=path) from None
            self.placed = True
            return
        try:
            if digest(read_in(self.here, self.name, path)[0]) != self.change.expected:
                raise disk_errors.ChangedMeanwhile(place=path, path=path)
            if self.change.new is None:
                move_to_free_name(self.here, self.name, self.temps, self.temp)
            else:
                exchange(self.temps, self.temp, self.here, self.name)
        except FileNotFoundError:
            raise disk_errors.ChangedMeanwhile(place=path, path=path) from None
        self.placed = True
        self.look_again()

    def look_again(self) -> None:
        """What came out must be what was read: a program that wrote to the old file in place has written there."""
        if self.change.expected is not None and self._taken_out() != self.change.expected:
            raise disk_errors.ChangedMeanwhile(place=self.change.path, path=self.change.path)

    def take_back(self) -> str | None:
        """Put what was there in its place again; the path of a copy kept aside, if there had to be one."""
        if not self.placed:
            return None
        self.placed = False
        if self.change.new is None:
            return self._move_back()
        new = digest(self.change.new)
        if self.change.expected is None:
            self.here.replace(self.name, self.temps, self.temp)
            return None if self._taken_out() == new else self._move_back()
        exchange(self.temps, self.temp, self.here, self.name)
        if self._taken_out() == new:
            return None
        exchange(self.temps, self.temp, self.here, self.name)  # saved once more by the other program: the newest stands
        return None if self._taken_out() in (new, self.change.expected) else self._keep_aside()

    def _move_back(self) -> str | None:
        try:
            move_to_free_name(self.temps, self.temp, self.here, self.name)
        except FileExistsError:
            return None if self._taken_out() == self.change.expected else self._keep_aside()
        return None

    def _keep_aside(self) -> str:
        data, _ = read_in(self.temps, self.temp, self.change.path)
        return journal.keep_aside(self.temps, self.temp, self.here, self.change.path, data)

    def _taken_out(self) -> str:
        try:
            return digest(read_in(self.temps, self.temp, self.change.path)[0])
        except ReferatError:  # grown beyond all bounds, or no file any more: at any rate not what was read
            return ""


def _take_seat(stack: ExitStack, lock: Lock, workshop: Folder, change: FileChange) -> _Seat:
    """Open the folders, and refuse what must not be written, before anything is."""
    path, parts = change.path, parts_of(change.path)
    try:
        here = open_folder(lock.places.root, parts[:-1], make=change.expected is None)
        stack.callback(here.close)
        facts = None if change.expected is None else _expect(here, parts[-1], change)
        if change.expected is None and _taken(here, parts[-1]):
            raise disk_errors.FileAlreadyThere(place=path, path=path)
        beside = workshop.device() != here.device()
        if beside:
            journal.sweep(here)
    except FileNotFoundError as error:
        raise disk_errors.ChangedMeanwhile(place=path, path=path) from error
    except OSError as error:
        raise disk_errors.for_writing(path, error) from error
    return _Seat(change, here, parts[-1], None if beside else workshop, facts)


def _expect(here: Folder, name: str, change: FileChange) -> os.stat_result:
    """The file's facts, once it is sure that it holds what was read and may be written."""
    fd = here.open(name, READ)
    try:
        data, facts = read_open_file(fd, change.path)
    finally:
        close_quietly(fd)
    refuse_unwritable(here, name, facts, change.path)
    if digest(data) != change.expected:
        raise disk_errors.ChangedMeanwhile(place=change.path, path=change.path)
    return facts


def _taken(here: Folder, name: str) -> bool:
    try:
        here.stat(name)
    except FileNotFoundError:
        return False
    return True
