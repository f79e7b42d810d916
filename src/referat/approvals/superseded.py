"""Where the earlier texts of corrected minutes are kept: byte for byte, under a name that holds their id and the beginning of their digest."""

import os

FOLDER = "meetings/.superseded"
_DIGITS = 12  # of the digest, in the name


def earlier_path(minutes_id: str, text: str) -> str:
    """Where an earlier text is kept."""
    return f"{FOLDER}/{minutes_id}.{text.partition(':')[2][:_DIGITS]}.md"


def earlier_id(path: str) -> str:
    """The id of the minutes that an earlier text was."""
    from unicodedata import normalize

    name = normalize("NFC", path.rpartition("/")[2].removesuffix(".md"))
    minutes_id, _, digits = name.rpartition(".")
    return minutes_id if minutes_id and len(digits) == _DIGITS and set(digits) <= set("0123456789abcdef") else name


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
