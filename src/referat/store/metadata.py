"""What a file has besides its text: owner, rights and extended attributes, which writing must neither lose nor widen."""

import errno
import os
from contextlib import suppress

from referat.store import disk_errors
from referat.store.within import READ, Folder, close_quietly

_MUST_KEEP = ("user.", "system.posix_acl_")  # the rest (security labels) is the system's to set
_ACL = "system.posix_acl_access"
_ABSENT = {errno.ENODATA, errno.ENOTSUP, errno.EOPNOTSUPP} if hasattr(errno, "ENODATA") else {errno.ENOTSUP}


def refuse_unwritable(here: Folder, name: str, facts: os.stat_result, path: str) -> None:
    """Refuse a file that would be replaced although its owner has protected it, or that has a second name."""
    if facts.st_nlink > 1:
        raise disk_errors.HardLinked(place=path, path=path)
    # the folder's rights alone would let a protected file be replaced; root may do anything, so its bits are asked too
    allowed = os.access(here.at(name), os.W_OK, dir_fd=here.fd) if os.access in os.supports_dir_fd else os.access(here.at(name), os.W_OK)
    if not allowed or not facts.st_mode & 0o222:
        raise disk_errors.ReadOnlyFile(place=path, path=path)


def copy_metadata(here: Folder, name: str, facts: os.stat_result, fd: int, path: str) -> None:
    """Give the open temporary file what the file `name` has; refused where that cannot be. Raises OSError."""
    if hasattr(os, "fchown"):
        made = os.fstat(fd)
        if (made.st_uid, made.st_gid) != (facts.st_uid, facts.st_gid):
            try:
                os.fchown(fd, facts.st_uid, facts.st_gid)
            except PermissionError:
                raise disk_errors.ReadOnlyFile(place=path, path=path) from None
        os.fchmod(fd, facts.st_mode & 0o7777)
    if hasattr(os, "listxattr"):
        _copy_attributes(here, name, fd)


def _copy_attributes(here: Folder, name: str, fd: int) -> None:
    source = here.open(name, READ)
    try:
        names = os.listxattr(source)
        for attribute in names:
            try:
                os.setxattr(fd, attribute, os.getxattr(source, attribute))
            except OSError:
                if attribute.startswith(_MUST_KEEP):
                    raise
        if _ACL not in names:
            _drop_inherited_rights(fd)
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
    finally:
        close_quietly(source)


def _drop_inherited_rights(fd: int) -> None:
    """The temporary file's folder may hand its own list of rights to every file made in it."""
    with suppress(OSError):
        os.removexattr(fd, _ACL)
