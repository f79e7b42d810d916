"""Where the earlier texts of corrected minutes are kept: byte for byte, under a name that holds their id and the beginning of their digest."""

import os
import re
import unicodedata

FOLDER = "meetings/.superseded"
_NAME = re.compile(r"(?P<id>.+)\.(?P<digest>[0-9a-f]{12})\Z")


def earlier_path(minutes_id: str, text: str) -> str:
    """Where an earlier text is kept."""
    return f"{FOLDER}/{minutes_id}.{text.partition(':')[2][:12]}.md"


def earlier_id(path: str) -> str:
    """The id of the minutes that an earlier text was."""
    name = unicodedata.normalize("NFC", path.rpartition("/")[2].removesuffix(".md"))
    match = _NAME.match(name)
    return match["id"] if match else name


def is_earlier(path: str) -> bool:
    """Whether a path is that of an earlier text."""
    return path.endswith(".md") and path.rpartition("/")[0] == FOLDER


def earlier_paths(root: str) -> list[str]:
    """The earlier texts that lie in a book."""
    try:
        names = sorted(os.listdir(os.path.join(root, *FOLDER.split("/"))))
    except OSError:
        return []
    return [path for name in names if is_earlier(path := f"{FOLDER}/{name}")]
