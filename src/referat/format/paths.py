"""What a path says of a file of the book: its id, and the kind of file where the folder decides."""

import unicodedata

from referat.model.action import SourceKind


def file_id(path: str) -> str:
    """The id of what a file holds: its stem, composed (NFC) and as spelled."""
    name = path.rpartition("/")[2]
    return unicodedata.normalize("NFC", name.rpartition(".")[0] or name)


def kind_of_path(path: str) -> SourceKind | None:
    """The kind of file a path below the book makes it, where the folder decides; None where the header does."""
    parts = path.split("/")
    if len(parts) > 2 and parts[0] == "meetings":
        return {"groups": SourceKind.GROUP, "items": SourceKind.ITEM}.get(parts[1])
    return None


def within(folder: str, name: str) -> str:
    """A path in the book, written in a file of `folder`, without `.` and `..`; "" where it leads out of the book."""
    parts = folder.split("/") if folder else []
    for part in name.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def beside(path: str, address: str) -> str:
    """An address in a file as a path in the book; "" where it leads out of it."""
    return within("" if address.startswith("/") else path.rpartition("/")[0], address)
