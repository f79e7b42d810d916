"""The attachments of minutes: those that the header lists, and the digests that the tool puts down of them in `attached`."""

import re
from collections.abc import Iterator

from referat.format.document import Document
from referat.format.fields import Fields
from referat.format.paths import within
from referat.model.action import SourceKind
from referat.model.approval import AttachedFile

_NOTE = re.compile(r"\s*\([^()]*\)\s*\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def read_attached(fields: Fields) -> tuple[AttachedFile, ...]:
    """What is put down of attachments; an entry that has not the form that the tool gives it says nothing."""
    found = []
    for record in fields.records("attached") if "attached" in fields.rows else ():
        file, digest = record.get("file"), record.get("sha256")
        if isinstance(file, str) and isinstance(digest, str) and _DIGEST.fullmatch(digest):
            found.append(AttachedFile(file, digest))
    return tuple(found)


def attached_of(document: Document) -> tuple[AttachedFile, ...]:
    return read_attached(Fields(document, SourceKind.MINUTES))


def places_of_listed(document: Document) -> Iterator[tuple[str, ...]]:
    """For each attachment that the header lists, the paths of the book that it may mean, the likeliest first: seen from the file, from
    `meetings/`, and from the book's root. Pages of the book go on being written in, and are none.
    """
    for written in Fields(document, SourceKind.MINUTES).texts("attachments"):
        name = _NOTE.sub("", written)
        if name and "://" not in name and not name.startswith("/") and not name.endswith(".md"):
            folders = (document.path.rpartition("/")[0], "meetings", "")
            yield tuple(dict.fromkeys(path for folder in folders if (path := within(folder, name))))
