"""Putting a finished file in place in one step: swapped with the old one, or under a name that was free."""

import errno
import functools
import os
import sys
from collections.abc import Callable

from referat.store.within import Folder

# (symbol in the C library, flag to swap two files, flag to refuse a name that is taken); renameat2(2), renameatx_np(2)
_CALLS: dict[str, tuple[str, int, int]] = {"linux": ("renameat2", 2, 1), "darwin": ("renameatx_np", 2, 4)}

# What a kernel or a file system says that does not know the flag, NFS and FAT among them.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}

OLD = ".old"  # added to the temporary file's name while the two steps of the fall-back are under way


def exchange(here: Folder, temp: str, there: Folder, name: str) -> None:
    """Swap the file `temp` with the file `name`: nobody ever sees the name missing or half written."""
    if _rename_with_flag(here, temp, there, name, swap=True):
        return
    there.link(name, here, temp + OLD)
    here.replace(temp, there, name)
    here.replace(temp + OLD, here, temp)


def move_to_free_name(here: Folder, temp: str, there: Folder, name: str) -> None:
    """Move the file `temp` to `name`; FileExistsError if something has that name."""
    if _rename_with_flag(here, temp, there, name, swap=False):
        return
    here.link(temp, there, name)
    here.unlink(temp)


def _rename_with_flag(here: Folder, temp: str, there: Folder, name: str, *, swap: bool) -> bool:
    """Whether the system could do it in one step; OSError if it could but would not."""
    call = _system_call()
    if call is None or here.fd is None or there.fd is None:
        return False
    code = call(here.fd, os.fsencode(temp), there.fd, os.fsencode(name), swap)
    if code == 0:
        return True
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), name)


@functools.cache
def _system_call() -> Callable[[int, bytes, int, bytes, bool], int] | None:
    """The system's rename with flags, returning the error number; None where there is none."""
    if sys.platform not in _CALLS:
        return None
    symbol, swap_flag, free_flag = _CALLS[sys.platform]
    try:
        import ctypes

        function = getattr(ctypes.CDLL(None, use_errno=True), symbol)
    except (ImportError, OSError, AttributeError):  # a Python without ctypes, an older C library, a disk that fails
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]

    def call(from_fd: int, from_name: bytes, to_fd: int, to_name: bytes, swap: bool) -> int:
        done = function(from_fd, from_name, to_fd, to_name, swap_flag if swap else free_flag)
        return 0 if done == 0 else ctypes.get_errno()

    return call
