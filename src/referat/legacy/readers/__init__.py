"""Documents of many kinds, read into lines of text. Which reader takes a file is told by its content, not by its name alone."""

from datetime import date

from referat.languages.mark import N_
from referat.legacy.errors import (
    DocumentTooLarge,
    LockedDocument,
    OldExcelDocument,
    OldWordDocument,
    UnknownDocument,
    UnreadableDocument,
)
from referat.legacy.readers import attendance, docx, html, logs, odt, pdf, sheets, tasklists, text
from referat.legacy.readers.shape import LARGEST_FILE, Reader, Reading, Text, TextReader

# In the order they are asked. To read one more kind of document: write a module with `takes` and `read`, and name it here.
READERS: tuple[Reader, ...] = (
    Reader("Word (.docx)", docx.takes, docx.read),
    Reader("OpenDocument (.odt)", odt.takes, odt.read),
    Reader("Excel (.xlsx)", sheets.takes_xlsx, sheets.read_xlsx),
    Reader("PDF", pdf.takes, pdf.read),
)
TEXT_READERS: tuple[TextReader, ...] = (
    TextReader("HTML", html.takes, html.read),
    TextReader("attendance report", attendance.takes, attendance.read),
    TextReader("Taskwarrior", tasklists.takes_taskwarrior, tasklists.read_taskwarrior),
    TextReader("todo.txt", tasklists.takes_todo, tasklists.read_todo),
    TextReader("org", tasklists.takes_org, tasklists.read_org),
    TextReader("Obsidian Tasks", tasklists.takes_obsidian, tasklists.read_obsidian),
    TextReader("MeetBot and W3C logs", logs.takes, logs.read),
    TextReader("CSV", sheets.takes_csv, sheets.read_csv),
)
_OLD_PARTS = (("EncryptedPackage", LockedDocument), ("WordDocument", OldWordDocument), ("Workbook", OldExcelDocument))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, name: str, today: date) -> Reading:
    """The content of one file by the first reader that takes it; plain text where none does."""
    if len(data) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, what=N_("the file"), limit=f"{LARGEST_FILE // 1_000_000} MB", reason="")
    if data.startswith(_OLE):
        raise _old_office(data, name)(name=name, reason="")
    for reader in READERS:
        if reader.takes(data, name):
            return reader.read(data, name)
    if data.startswith((b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise UnknownDocument(name=name, reason="")
    decoded, problems = text.decode(data, name)
    for text_reader in TEXT_READERS:
        if text_reader.takes(decoded, name):
            return text_reader.read(decoded, name, today)
    if decoded.lstrip()[:5] == "<?xml":  # some program's own form: words would drown in its tags
        raise UnknownDocument(name=name, reason="")
    if not decoded.strip():
        raise UnreadableDocument(name=name, reason=N_("the file is empty"))
    return Text(text.split_lines(decoded, name), problems=tuple(problems))


def _old_office(data: bytes, name: str) -> type[UnreadableDocument]:
    """What a file in the old container of Microsoft's programs is: it names its parts in plain sight; else by its name."""
    by_name = OldWordDocument if name.casefold().endswith((".doc", ".dot")) else UnknownDocument
    return next((error for part, error in _OLD_PARTS if part.encode("utf-16-le") in data), by_name)
