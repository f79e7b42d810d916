"""Where the earlier texts of corrected minutes are kept: byte for byte, under a name that holds their id and the beginning of their digest."""

import re
from pathlib import PurePosixPath

from referat.format.reader import file_id

FOLDER = "meetings/.superseded"
_NAME = re.compile(r"(?P<id>.+)\.(?P<digest>[0-9a-f]{12})\Z")


def earlier_path(minutes_id: str, text: str) -> str:
    """Where an earlier text is kept."""
    return f"{FOLDER}/{minutes_id}.{text.partition(':')[2][:12]}.md"


def earlier_id(path: str) -> str:
    """The id of the minutes that an earlier text was."""
    match = _NAME.match(file_id(path))
    return match["id"] if match else PurePosixPath(path).stem


def is_earlier(path: str) -> bool:
    """Whether a path is that of an earlier text."""
    return path.endswith(".md") and path.rpartition("/")[0] == FOLDER
