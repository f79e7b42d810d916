"""What is being written just now, noted before the first file changes, so that the next command can finish after a crash.

A file that is replaced goes through three states: its temporary file holds the new text (not begun), the old text (swapped in),
or a third text (another program saved between our last look and the swap). Recovery asks the files, never the clock.
"""

import json
import os
from contextlib import ExitStack, suppress
from hashlib import sha256

from referat.errors import ReferatError, reason_of
from referat.model.fact import Record
from referat.store import disk_errors
from referat.store.places import Places
from referat.store.swap import OLD, exchange, move_to_free_name
from referat.store.within import CREATE, Folder, folder, open_folder, parts_of, read_in

NAME = "journal"
MARK = ".referat-"  # in the name of every temporary file


class JournalEntry(Record):
    """One file of a change: digests are SHA-256 in hex, "" for no file."""

    path: str
    temp: str  # the temporary file's name
    beside: bool  # it lies beside the file, not in the workshop
    old: str
    new: str


class Recovered(Record):
    """What was found after a command that did not get to its end: its files taken back, or a copy kept aside."""

    path: str
    kept: str | None = None


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def note(workshop: Folder, entries: list[JournalEntry]) -> None:
    """Write down what is about to change; for several files so that it outlives a power cut, too. Raises OSError."""
    lasting = len(entries) > 1  # one file is swapped in one step, whatever becomes of the note
    data = json.dumps([{name: getattr(entry, name) for name in JournalEntry.__slots__} for entry in entries]).encode()
    with suppress(FileNotFoundError):
        workshop.unlink(NAME + ".part")
    fd = workshop.open(NAME + ".part", CREATE, 0o644)  # another user of the same book may have to finish
    try:
        write_all_bytes(fd, data)
        if lasting:
            os.fsync(fd)
    finally:
        os.close(fd)
    workshop.replace(NAME + ".part", workshop, NAME)
    if lasting:
        workshop.sync()


def clear(workshop: Folder) -> None:
    """Nothing is under way any more. Raises OSError."""
    workshop.unlink(NAME)


def write_all_bytes(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def recover(places: Places) -> list[Recovered]:
    """Under the lock: take back what a killed command left half done, and sweep away its temporary files."""
    try:
        return _recover(places)
    except OSError as error:
        raise disk_errors.LeftHalfDone(path=places.root, reason=reason_of(error)) from error


def _recover(places: Places) -> list[Recovered]:
    base, names = places.workshop
    with ExitStack() as stack:
        try:
            workshop = stack.enter_context(folder(base, names))
        except FileNotFoundError:  # nothing was ever written
            return []
        seats = [seat for entry in _read(workshop) if (seat := _seat(stack, places, workshop, entry)) is not None]
        found: list[Recovered] = []
        if any(not seat.swapped or seat.foreign for seat in seats if seat.telling):
            found = [seat.take_back() for seat in reversed(seats) if seat.swapped]
        for seat in seats:
            seat.sweep()
        for name in (NAME, NAME + ".part"):
            with suppress(FileNotFoundError):
                workshop.unlink(name)
        sweep(workshop)
        return found


def sweep(here: Folder) -> None:
    """Remove temporary files that no journal names; under the lock they can only be a dead command's."""
    for name in here.names():
        if MARK in name and (name.endswith((".tmp", ".tmp" + OLD))):
            with suppress(OSError):
                here.unlink(name)


def keep_aside(here: Folder, temp: str, there: Folder, path: str, data: bytes) -> str:
    """Keep another program's text beside the file under a name of its own; returns that name's path."""
    name = path.rpartition("/")[2]
    kept = f".{name}.conflict-{digest(data)[:12]}.md"
    with suppress(FileExistsError):  # the same text was kept before
        move_to_free_name(here, temp, there, kept)
    return path[: len(path) - len(name)] + kept


class _Seat(Record):
    """An entry as it is found on the disk."""

    entry: JournalEntry
    temps: Folder
    there: Folder
    name: str
    temp_text: bytes | None
    place_text: bytes | None

    @property
    def telling(self) -> bool:
        """Whether the temporary file says anything: a created file has none once it is in place."""
        return self.temp_text is not None or not self.entry.new

    @property
    def swapped(self) -> bool:
        if self.temp_text is None:
            return bool(self.entry.new) or self.place_text is None
        return digest(self.temp_text) != self.entry.new

    @property
    def foreign(self) -> bool:
        return self.swapped and self.temp_text is not None and digest(self.temp_text) != self.entry.old

    def take_back(self) -> Recovered:
        entry = self.entry
        ours = self.place_text is not None and digest(self.place_text) == entry.new
        if self.temp_text is None:  # a new file: it goes again
            if ours and not entry.old:
                self.there.unlink(self.name)
        elif ours:
            exchange(self.temps, entry.temp, self.there, self.name)
        elif self.place_text is None:
            move_to_free_name(self.temps, entry.temp, self.there, self.name)
        elif self.foreign:
            kept = keep_aside(self.temps, entry.temp, self.there, entry.path, self.temp_text)
            return Recovered(entry.path, kept)
        return Recovered(entry.path)

    def sweep(self) -> None:
        with suppress(OSError):
            self.temps.unlink(self.entry.temp)
        if self.entry.beside:
            sweep(self.temps)


def _read(workshop: Folder) -> list[JournalEntry]:
    """The journal's entries; one that makes no sense says nothing. Raises OSError where it cannot be read, for it may matter."""
    try:
        data, _ = read_in(workshop, NAME, NAME)
        return [JournalEntry(**entry) for entry in json.loads(data)]
    except (FileNotFoundError, ReferatError, ValueError, TypeError, RecursionError):
        return []


def _seat(stack: ExitStack, places: Places, workshop: Folder, entry: JournalEntry) -> _Seat | None:
    """The files that an entry speaks of, or None if it names none that a command of ours could have meant."""
    try:
        parts = parts_of(entry.path)
        if parts_of(entry.temp) != [entry.temp] or MARK not in entry.temp:
            return None
        there = open_folder(places.root, parts[:-1])
        stack.callback(there.close)
        temps = there if entry.beside else workshop
        if _text(temps, entry.temp) is None:  # perhaps killed between the steps of the fall-back
            with suppress(FileNotFoundError):
                temps.replace(entry.temp + OLD, temps, entry.temp)
        return _Seat(entry, temps, there, parts[-1], _text(temps, entry.temp), _text(there, parts[-1]))
    except (OSError, ReferatError, ValueError, TypeError, AttributeError):
        return None


def _text(here: Folder, name: str) -> bytes | None:
    try:
        return read_in(here, name, name)[0]
    except (OSError, ReferatError):
        return None
