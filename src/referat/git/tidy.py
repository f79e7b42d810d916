"""Tidying the store after many small saves: loose objects are packed, nothing is ever thrown away, and nothing that settings name is started."""

import os
from contextlib import suppress

from referat.git.program import Git

MOST_LOOSE = 2000  # git's own default is 6,700, at which a status takes noticeably longer
_FOLDERS = 256


def tidy(git: Git) -> bool:
    """Pack loose objects once there are more than 2,000; whether it was done. What stands in the way is left for the next time."""
    if _about_loose(git) <= MOST_LOOSE:
        return False
    return git.read("-c", "core.fsync=all", "-c", "repack.writeBitmaps=false", "repack", "-d", "-l", "-q").code == 0


def _about_loose(git: Git) -> int:
    """About how many loose objects there are, from one folder of 256, as git itself estimates them."""
    with suppress(OSError):
        return len(os.listdir(os.path.join(git.common, "objects", "17"))) * _FOLDERS
    return 0
