"""What becomes of attachments when minutes are sent out or approved: their digests go into the header, and stay what they were."""

from collections.abc import Iterable

from referat.approvals import policy as rules
from referat.book import Book
from referat.changes.transaction import git_of
from referat.format import record_writing
from referat.format.attachments import attached_of, places_of_listed
from referat.format.document import Document
from referat.languages.mark import N_
from referat.model.approval import AttachedFile
from referat.model.place import Place
from referat.store.attached_files import digests_of


class AttachmentChanged(rules.Refused):
    message = N_("{file} is not the attachment any more that {path} was sent out or approved with.")
    hint = N_("Put the file back as it was. Another file goes under another name, and that name into the header.")


def refuse_changed_attachments(book: Book, document: Document) -> None:
    """Raises AttachmentChanged where an attachment is not what the minutes put down of it."""
    for entry in attached_of(document):
        _refuse_changed(book, document, entry)


def with_attached(book: Book, document: Document) -> Document:
    """The document with the digests of the attachments that it lists, as far as they are files of the book that its history takes.

    What is put down already is never replaced; what the header does not list any more goes. Raises AttachmentChanged.
    """
    known = {entry.file: entry for entry in attached_of(document)}
    listed: dict[str, AttachedFile] = {}
    for paths in places_of_listed(document):
        there = next((path for path in paths if path in known), None)
        if there:
            _refuse_changed(book, document, known[there])
            listed[there] = known[there]
            continue
        found = next(((path, digests) for path in paths if (digests := digests_of(book.root, path))), None)
        if found:
            listed[found[0]] = AttachedFile(found[0], found[1][0])
    left_out = _left_out(book, listed.keys() - known.keys())
    entries = [entry for file, entry in listed.items() if file not in left_out]
    return document if entries == list(known.values()) else record_writing.write_attached(document, entries)


def _refuse_changed(book: Book, document: Document, entry: AttachedFile) -> None:
    if entry.sha256 not in digests_of(book.root, entry.file):
        raise AttachmentChanged(file=entry.file, path=document.path, place=Place(document.path))


def _left_out(book: Book, paths: Iterable[str]) -> set[str]:
    """Those that git is told to leave alone: another copy of the book lacks them."""
    git = git_of(book) if paths else None
    return git.ignored(paths) if git else set()
