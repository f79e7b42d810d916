"""Another id for a draft, a group or a prepared item, and for every reference to it in the book."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referat.book import BOOK_FILE, Book
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import style
from referat.format.boxes import scan
from referat.format.document import Document, Edit
from referat.format.header import compose
from referat.format.nodes import HeaderError, Mapping, Node, Scalar, Sequence
from referat.format.settings import LARGEST_SETTINGS
from referat.languages.mark import N_
from referat.languages.words import BOOK_FIELDS, GROUP_FIELDS, ITEM_FIELDS, MINUTES_FIELDS, REFERENCE_FIELDS, meanings
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.place import Place
from referat.model.text import fold
from referat.query import lookup

# Header fields that hold the id of a group, or of minutes.
_FIELDS = {**meanings(MINUTES_FIELDS), **meanings(GROUP_FIELDS), **meanings(ITEM_FIELDS), **meanings(REFERENCE_FIELDS), "id": "id"}
_GROUP_FIELDS = frozenset({"group", "parent"})
_MEETING_FIELDS = frozenset({"in", "id", "for", "appointed", "closed", "handled"})

_LONGEST_LINK = 1000  # characters of an address, with what stands around it
_LINK = re.compile(r"(\]\(\s*<?(?:[^)\s>]*/)?)([^)\s>/#]+?)(?=(?:\.md)(?:#[^)\s]*)?>?\s*\))")
_WORDS_BEFORE_ID = re.compile(r"(^[ \t]*[*_]{0,2}(?:fra|frå|from)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*\[?)([^,\]\s]+)", re.IGNORECASE)
_NAME = re.compile(r"[^\W_][\w.\-]{0,79}\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)


class BadId(ReferatError):
    exit = Exit.USAGE
    message = N_("“{id}” cannot be the name of a file in the book.")
    hint = N_("Use letters, digits, hyphens and dots, at most 80, beginning with a letter or digit: 2023-09-07-naering")


class IdTaken(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{id}” is in use already: {path}.")


class SentOut(ReferatError):
    exit = Exit.REFUSED
    message = N_("This text has been sent out or approved, and names “{id}”; it may not change.")


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was renamed: the ids, the file's new path, and the other files in which a reference was changed."""

    old: str
    new: str
    path: str
    references: tuple[str, ...]


def rename_page(transaction: Transaction, typed: str, new: str, today: date) -> Renamed:
    """Put the new name and every changed reference into the transaction. Refused where that would touch text that has been sent out."""
    book = transaction.book
    page = _named(book, typed, today)
    new = unicodedata.normalize("NFC", new.removesuffix(".md"))
    if not _NAME.match(new) or _RESERVED.match(new) or ".." in new:
        raise BadId(id=new)
    if new == page.id:
        raise IdTaken(id=new, path=page.path)
    taken = next((path for path, file_id in book.file_ids.items() if fold(file_id) == fold(new) and path != page.path), None)
    if taken:
        raise IdTaken(id=new, path=taken)
    if isinstance(page, Minutes) and page.source.is_frozen:
        raise SentOut(path=page.path, id=page.id, place=Place(page.path))
    references = rename_references(transaction, page, new)
    path = give_name(transaction, page.path, new)
    if isinstance(page, Group) and (views := _views(book, page.id, new)):
        transaction.put(views)
        references.append(BOOK_FILE)
    return Renamed(page.id, new, path, tuple(references))


def rename_references(transaction: Transaction, page: Minutes | Group | PreparedItem, new: str, *, leave_sent: bool = False) -> list[str]:
    """Name the page anew wherever the book names it; returns the other files that changed.

    Text that was sent out is left where `leave_sent`, else SentOut is raised.
    """
    book, references = transaction.book, []
    for path in book.page_paths:
        there = transaction.document(path)
        edits = list(_references(there, page, new))
        if not edits:
            continue
        naming = book.page(path)
        is_sent = isinstance(naming, Minutes) and naming.source.is_frozen
        if is_sent and leave_sent:
            continue
        if is_sent:
            raise SentOut(path=path, id=page.id, place=there.place(edits[0].start))
        transaction.put(there.replaced(edits))
        if path != page.path:
            references.append(path)
    return references


def give_name(transaction: Transaction, path: str, new: str) -> str:
    """Give a file another name in its folder; returns its new path."""
    moved = transaction.document(path).called(f"{path.rpartition('/')[0]}/{new}.md")
    transaction.remove(path)
    transaction.changed[moved.path] = moved
    return moved.path


def _views(book: Book, old: str, new: str) -> Document | None:
    """book.yaml with the group's new name in the saved filters that name it; None where none does."""
    if not book.has_file(BOOK_FILE):
        return None
    there = book.document(BOOK_FILE)
    try:
        settings = compose(there.text, first_line=1, largest=LARGEST_SETTINGS)
    except HeaderError:
        return None
    names = meanings(BOOK_FIELDS)
    views = (value for key, value in settings if names.get(key.text.casefold()) == "views" and isinstance(value, Mapping))
    options = (pair for view in views for _, value in view if isinstance(value, Mapping) for pair in value)
    named = [node for key, value in options if key.text == "group" for node in scalars(value) if fold(node.text) == fold(old)]
    changed = there.replaced(Edit(node.start, node.end, style.value_text(new, inside_list=True, like=node)) for node in named)
    return changed if named else None


def scalars(node: Node) -> Iterator[Scalar]:
    """A value that is one text, or each of a list."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, Scalar))


def _named(book: Book, typed: str, today: date) -> Minutes | Group | PreparedItem:
    pages: list[Minutes | Group | PreparedItem] = [*book.minutes, *book.groups, *book.items]
    if typed.casefold() in lookup.LAST | lookup.COMING:
        return book.find_minutes(typed, today)
    wanted = lookup.pick(typed, (p.id for p in pages), lookup.UnknownMeeting)
    return next(p for p in pages if p.id == wanted)


def _references(there: Document, page: Minutes | Group | PreparedItem, new: str) -> Iterator[Edit]:
    """Every place of a file that names the page, as the edit that names it anew."""
    old = fold(page.id)
    fields = _GROUP_FIELDS if isinstance(page, Group) else _MEETING_FIELDS
    for node in _values(there.header, fields):
        if fold(node.text) == old:
            start, end = there.header_at + node.start, there.header_at + node.end
            yield Edit(start, end, style.value_text(new, inside_list=True, like=node))
    found = scan(line.text for line in there.body)
    boxes = {box.index: box for box in found.boxes}
    for index, line in enumerate(there.body):
        if index in found.hidden:
            continue
        if isinstance(page, Group):
            if index in boxes:
                for tag in re.finditer(r"(?<![^\s(])\+([^\W\d_][\w.\-]*)", line.text):
                    if fold(tag[1].rstrip(".,;:")) == old:
                        yield Edit(line.start + tag.start(1), line.start + tag.start(1) + len(tag[1].rstrip(".,;:")), new)
            continue
        for match in (*_links(line.text, old), *_WORDS_BEFORE_ID.finditer(line.text)):
            if fold(match[2]) == old:
                yield Edit(line.start + match.start(2), line.start + match.end(2), new)


def _links(text: str, old: str) -> Iterator[re.Match[str]]:
    """The links of a line that may lead to the page, each looked at by itself: one that is never closed is none, however often it begins."""
    if old not in fold(text):
        return
    start = text.find("](")
    while start >= 0:
        end, following = text.find(")", start), text.find("](", start + 2)
        if 0 < end < (following if following >= 0 else end + 1) and end - start < _LONGEST_LINK and (match := _LINK.match(text, start, end + 1)):
            yield match
        start = following


def _values(node: Node | None, fields: frozenset[str], name: str = "") -> Iterator[Scalar]:
    """The plain values of these fields, at any depth."""
    if isinstance(node, Mapping):
        for key, value in node:
            yield from _values(value, fields, _FIELDS.get(key.text.casefold(), ""))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item, fields, name)
    elif isinstance(node, Scalar) and name in fields:
        yield node
