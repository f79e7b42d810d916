"""Documents of many kinds, read into blocks. Which reader takes a file is told by its content, not by its name alone."""

from collections.abc import Callable

from referat.documents import attendance_reports, captions, chat_logs, docx, html, odt, pdf, rtf, sheets, task_lists, text
from referat.documents.block import LARGEST_FILE, Content
from referat.documents.errors import (
    DocumentTooLarge,
    LockedDocument,
    OldExcelDocument,
    OldWordDocument,
    UnknownDocument,
    UnreadableDocument,
)
from referat.languages.mark import N_

# In the order they are asked. To read one more kind of document: write a module with `takes` and `read`, and name it here.
_READERS: tuple[tuple[Callable[[bytes, str], bool], Callable[[bytes, str], Content]], ...] = (
    (docx.takes, docx.read),
    (odt.takes, odt.read),
    (sheets.takes_xlsx, sheets.read_xlsx),
    (pdf.takes, pdf.read),
    (rtf.takes, rtf.read),
)
_TEXT_READERS: tuple[tuple[Callable[[str, str], bool], Callable[[str, str], Content]], ...] = (
    (captions.takes, captions.read),
    (html.takes, html.read),
    (attendance_reports.takes, attendance_reports.read),
    (task_lists.takes_taskwarrior, task_lists.read_taskwarrior),
    (task_lists.takes_todo, task_lists.read_todo),
    (task_lists.takes_org, task_lists.read_org),
    (task_lists.takes_obsidian, task_lists.read_obsidian),
    (chat_logs.takes, chat_logs.read),
    (sheets.takes_csv, sheets.read_csv),
)
_OLD_PARTS = (("EncryptedPackage", LockedDocument), ("WordDocument", OldWordDocument), ("Workbook", OldExcelDocument))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_content(data: bytes, name: str) -> Content:
    """The content of one file by the first reader that takes it; plain text where none does."""
    if len(data) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, what=N_("the file"), limit=f"{LARGEST_FILE // 1_000_000} MB", reason="")
    if data.startswith(_OLE):
        raise _old_office(data, name)(name=name, reason="")
    for takes, read in _READERS:
        if takes(data, name):
            return read(data, name)
    if data.startswith((b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise UnknownDocument(name=name, reason="")
    decoded, doubts = text.decode(data, name)
    for takes_text, read_text in _TEXT_READERS:
        if takes_text(decoded, name):
            return read_text(decoded, name)
    if decoded.lstrip()[:5] == "<?xml":  # some program's own form: words would drown in its tags
        raise UnknownDocument(name=name, reason="")
    if not decoded.strip():
        raise UnreadableDocument(name=name, reason=N_("the file is empty"))
    return text.read_text(decoded, name, tuple(doubts))


def _old_office(data: bytes, name: str) -> type[UnreadableDocument]:
    """What a file in the old container of Microsoft's programs is: it names its parts in plain sight; else by its name."""
    by_name = OldWordDocument if name.casefold().endswith((".doc", ".dot")) else UnknownDocument
    return next((error for part, error in _OLD_PARTS if part.encode("utf-16-le") in data), by_name)
