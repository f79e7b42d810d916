"""One writer at a time: the lock that every command holds from its first look at a file until it is saved.

The system lets go of it when its holder dies, and a git that was started under it inherits it, so that an orphaned git is waited for too.
Where the disk has no such locks (some network disks), a file that says who holds it stands in.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from referat.errors import reason_of
from referat.model.fact import Record
from referat.store import disk_errors, journal
from referat.store.places import Places
from referat.store.within import CREATE, READ, Folder, close_quietly, folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_HAS_LOCKS: bool = fcntl is not None

WAIT = 30.0  # seconds; an approval with signing and slow hooks takes a few
PATIENCE = 1.0  # seconds until somebody who waits is told for whom
_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.02  # seconds between two tries; a change takes 2 ms, so longer naps would be most of the wait
_NO_SUCH_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
_BIRTH = 10.0  # seconds that a stand-in may stay empty: its maker was killed between making and writing it
_HOLDER_LIMIT = 512  # bytes; one line


Mark = tuple[bytes, int]  # what the lock's file says of whoever held it last, and when that was written


class Lock(Record):
    """Proof that the book is locked: whoever has it may write."""

    places: Places
    fd: int | None  # to hand on to git; None where a file stands in for the lock
    recovered: tuple[journal.Recovered, ...] = ()  # what an earlier command that was killed had left half done
    is_first_since: bool = False  # nobody has held it since the mark was taken that was given


@contextmanager
def hold_lock(
    places: Places,
    *,
    wait: float = WAIT,
    since: Mark | None = None,
    before_waiting: Callable[[], None] = lambda: None,
    tell_holder: Callable[[str], None] = lambda _: None,
) -> Iterator[Lock]:
    """Hold the book's lock; BookLocked after `wait` seconds.

    `since` is a mark taken before (`mark`), `before_waiting` is done where the lock is not free; `tell_holder` is told who has it, where that lasts.
    """
    if places.bare:
        raise disk_errors.BareRepository(path=places.root)
    base, names, name = places.lock
    with ExitStack() as stack:
        try:
            here = stack.enter_context(folder(base, names, make=True))
            fd, last = _take_system_lock(here, name, wait, before_waiting, tell_holder)
            if fd is None:
                name += ".held"
                _take_file_lock(here, name, wait)
        except OSError as error:
            raise disk_errors.CannotLock(path=os.path.join(base, *names, name), reason=reason_of(error)) from error
        stack.callback(_let_go, here, name, fd)
        yield Lock(places, fd, tuple(journal.recover(places)), since is not None and since == last)


def mark(places: Places) -> Mark | None:
    """What tells, when the lock is held later, whether somebody has held it meanwhile; None where nothing does."""
    base, names, name = places.lock
    try:
        with folder(base, names) as here:
            fd = here.open(name, READ)
            try:
                return _mark(fd)
            finally:
                close_quietly(fd)
    except OSError:
        return None


def _mark(fd: int) -> Mark:
    return os.pread(fd, _HOLDER_LIMIT, 0), os.fstat(fd).st_mtime_ns


def _let_go(here: Folder, name: str, fd: int | None) -> None:
    if fd is not None:
        close_quietly(fd)
        return
    with suppress(OSError):
        here.unlink(name)


def _take_system_lock(
    here: Folder, name: str, wait: float, before_waiting: Callable[[], None], tell_holder: Callable[[str], None]
) -> tuple[int | None, Mark | None]:
    """The descriptor that holds the lock, or None where the disk has no locks, and the mark of whoever held it last. Raises OSError."""
    if not _HAS_LOCKS:
        return None, None
    try:
        fd = here.open(name, os.O_RDWR | os.O_CREAT | READ, 0o666)
    except PermissionError:  # made by another user of the same book: to lock it, reading is enough
        fd = here.open(name, READ)
    try:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink > 1:
            raise OSError(errno.EPERM, "it is not an ordinary file")
        if not _take_if_free(here, fd):
            before_waiting()
            _stand_in_line(here, fd, wait, tell_holder)
        last = _mark(fd)
        with suppress(OSError):  # only the next one's message needs it, and the lock must hold on a full disk too
            os.ftruncate(fd, 0)
            os.pwrite(fd, _holder().encode(), 0)
        return fd, last
    except OSError as error:
        close_quietly(fd)
        if error.errno in _NO_SUCH_LOCKS:
            return None, None
        raise
    except BaseException:
        close_quietly(fd)
        raise


def _take_if_free(here: Folder, fd: int) -> bool:
    """Take the lock, unless somebody has it or stands in line for it. Raises OSError."""
    try:
        with _front_of_line(here.fd, fcntl.LOCK_NB):
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stand_in_line(here: Folder, fd: int, wait: float, tell_holder: Callable[[str], None]) -> None:
    """Wait for the lock behind those who came before. Raises OSError, and BookLocked when the time is over.

    The system keeps the line, and wakes one after the other: whoever looks again now and then may find somebody else there each time.
    It cannot be told when to give up, so a thread stands there. The thread has descriptors of its own: when it gets what nobody waits for any
    more, it lets go of it.
    """
    from threading import Thread

    failed: list[OSError] = []
    mine, line = os.dup(fd), None if here.fd is None else os.dup(here.fd)

    def stand() -> None:
        try:
            with _front_of_line(line):
                fcntl.flock(mine, fcntl.LOCK_EX)
        except OSError as error:
            failed.append(error)
        finally:
            for one in (mine, line):
                if one is not None:
                    close_quietly(one)

    waiting = Thread(target=stand, name="waits for the book", daemon=True)
    waiting.start()
    waiting.join(min(wait, PATIENCE))
    if waiting.is_alive() and wait > PATIENCE:
        tell_holder(_said(os.pread(fd, _HOLDER_LIMIT, 0)))
        waiting.join(wait - PATIENCE)
    if waiting.is_alive():
        raise disk_errors.BookLocked(holder=_said(os.pread(fd, _HOLDER_LIMIT, 0)), seconds=f"{wait:g}")
    if failed:
        raise failed[0]


@contextmanager
def _front_of_line(line: int | None, how: int = 0) -> Iterator[None]:
    """Stand first in the line, which is a lock on the folder that the lock lies in. Where a disk knows no locks on folders there is no line."""
    if line is not None and not _holds_line(line, how):
        line = None
    try:
        yield
    finally:
        if line is not None:
            fcntl.flock(line, fcntl.LOCK_UN)


def _holds_line(line: int, how: int) -> bool:
    try:
        fcntl.flock(line, fcntl.LOCK_EX | how)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True


def _take_file_lock(here: Folder, name: str, wait: float) -> None:
    """Make the file that stands in for the lock; one left by a process that is dead is taken away. Raises OSError."""
    seen = b""
    for _ in _tries(wait):
        try:
            fd = here.open(name, CREATE)
        except FileExistsError:
            seen = _content(here, name)
            if not _alive(seen.decode(errors="replace")) or (not seen and _age(here, name) > _BIRTH):
                _break_lock(here, name, seen)
            continue
        try:
            journal.write_all_bytes(fd, _holder().encode())
        except OSError:
            here.unlink(name)
            raise
        finally:
            close_quietly(fd)
        return
    raise disk_errors.BookLocked(holder=_said(seen), seconds=f"{wait:g}")


def _age(here: Folder, name: str) -> float:
    try:
        return time.time() - here.stat(name).st_mtime
    except OSError:
        return 0.0


def _break_lock(here: Folder, name: str, seen: bytes) -> None:
    """Take away a dead process's lock file, unless another command did so first and now holds a new one."""
    aside = f"{name}-{os.getpid()}"
    with suppress(OSError):
        here.replace(name, here, aside)
        if _content(here, aside) != seen:
            here.link(aside, here, name)
        here.unlink(aside)


def _tries(wait: float) -> Iterator[None]:
    """Now, and again until `wait` seconds are over."""
    begun = time.monotonic()
    until, pause = begun + wait, _FIRST_PAUSE
    while True:
        yield
        now = time.monotonic()
        if now >= until:
            return
        time.sleep(min(pause, until - now))
        # Who has waited long looks more often than those who came later, so that of many nobody waits for ever.
        pause = min(pause * 1.5, _LONGEST_PAUSE / (1 + now - begun))


def _machine() -> str:
    """What this machine is called."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    from socket import gethostname

    return gethostname()


def _holder() -> str:
    return f"process {os.getpid()} on {_machine()} since {_started(os.getpid())}\n"


def _content(here: Folder, name: str) -> bytes:
    try:
        fd = here.open(name, READ)
    except OSError:
        return b""
    try:
        return os.read(fd, _HOLDER_LIMIT)
    finally:
        os.close(fd)


def _said(holder: bytes) -> str:
    """The part of the lock's line that helps a person: process 4711 on kontor."""
    return holder.decode(errors="replace").partition(" since ")[0].strip() or "?"


def _alive(holder: str) -> bool:
    """Whether the process of a lock's line may still be at work; one on another machine may."""
    words = holder.split()
    if len(words) != 6 or words[3] != _machine() or not words[1].isdecimal():
        return True
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return _started(int(words[1])) in (words[5], "?")


def _started(pid: int) -> str:
    """When a process began, in the system's own ticks: tells it from a later one with the same number."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[19].decode()
    except (OSError, IndexError):
        return "?"
