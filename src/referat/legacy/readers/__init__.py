"""Documents of many kinds, read into lines of text. Which reader takes a file is told by its content, not by its name alone."""

from datetime import date

from referat.legacy.errors import DocumentTooLarge, OldWordDocument, UnreadableDocument
from referat.legacy.readers import text
from referat.legacy.readers.shape import LARGEST_FILE, Reader, Reading, Text, TextReader

READERS: tuple[Reader, ...] = ()
TEXT_READERS: tuple[TextReader, ...] = ()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, name: str, today: date) -> Reading:
    """The content of one file by the first reader that takes it; plain text where none does."""
    if len(data) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, what="the file", limit=f"{LARGEST_FILE // 1_000_000} MB", reason="")
    if data.startswith(_OLE):
        raise OldWordDocument(name=name, reason="")
    for reader in READERS:
        if reader.takes(data, name):
            return reader.read(data, name)
    decoded, problems = text.decode(data, name)
    for text_reader in TEXT_READERS:
        if text_reader.takes(decoded, name):
            return text_reader.read(decoded, name, today)
    if not decoded.strip():
        raise UnreadableDocument(name=name, reason="the file is empty")
    return Text(text.split_lines(decoded, name), problems=tuple(problems))
