"""Two handles that are one person: the register keeps one with the other as a spelling of it, and drafts say the one that is kept.

Text that was sent out or approved is left; there the old handle is read through the spelling.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from referat.book import PEOPLE_FILE, Book
from referat.changes.register_people import register_people
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import register
from referat.format.boxes import scan
from referat.format.document import Document, Edit
from referat.format.header import compose
from referat.format.settings import LARGEST_SETTINGS
from referat.languages.mark import N_
from referat.model.group import Group
from referat.model.meeting import Minutes, Note
from referat.model.people import Person, fold, near
from referat.query.lookup import UnknownPerson


class SamePerson(ReferatError):
    exit = Exit.REFUSED
    message = N_("@{old} and @{new} are one person in people.yaml already.")


@dataclass(frozen=True, slots=True)
class MergedPerson:
    """Who was merged into whom, and the files in which the handle changed; `left` are those that were sent out and keep it."""

    old: str
    new: Person
    paths: tuple[str, ...]
    left: tuple[str, ...]


def merge_people(transaction: Transaction, old: str, new: str) -> MergedPerson:
    """Put the register and the drafts into the transaction. Whom only lists name comes into the register; `old` may be a handle in use."""
    book = transaction.book
    kept = _kept(transaction, new)
    gone = book.register.by_handle(old.removeprefix("@")) or book.register.by_name(old)
    handle = gone.handle if gone else old.removeprefix("@")
    if gone and fold(gone.handle) == fold(kept.handle):
        raise SamePerson(old=old.removeprefix("@"), new=kept.handle)
    used = {fold(owner) for line in book.action_lines for owner in (*line.owners, *(h for e in line.events for h in e.handles))}
    if gone is None and fold(handle) not in used:
        raise UnknownPerson(name=old, near=near(old, [*(p.handle for p in book.register.people), *sorted(used)]))
    there = transaction.document(PEOPLE_FILE)
    there = _without_person(there, handle) if gone else there
    names = [handle, *([gone.name, *gone.aliases] if gone else [])]
    for name in dict.fromkeys(name for name in names if fold(name) not in {fold(form) for form in (kept.name, kept.handle, *kept.aliases)}):
        there = there.replaced(register.add_alias(there, kept.handle, name, book.language))
    transaction.put(there)
    paths, left = [], []
    for path, document, is_sent in _files(book, transaction):
        made = list(_handles(document, handle, kept.handle))
        if made and is_sent:
            left.append(path)
        elif made:
            transaction.put(document.replaced(made))
            paths.append(path)
    return MergedPerson(handle, kept, tuple(paths), tuple(left))


def _kept(transaction: Transaction, new: str) -> Person:
    """Who is meant: somebody in the register, or whom a group or minutes name, who comes into it."""
    book, handle = transaction.book, new.removeprefix("@")
    if kept := book.register.by_handle(handle) or book.register.by_name(new):
        return kept
    found = [one for one in book.people if one.name and fold(new) in {fold(one.handle), fold(one.name), f"@{fold(one.handle)}"}]
    if len(found) != 1:
        raise UnknownPerson(name=new, near=near(new, [p.handle for p in book.people]))
    kept = Person(found[0].handle, found[0].name, found[0].org)
    register_people(transaction, [kept])
    return kept


def _files(book: Book, transaction: Transaction) -> Iterator[tuple[str, Document, bool]]:
    pages: tuple[Minutes | Group | Note, ...] = (*book.minutes, *book.groups, *book.notes)
    for page in pages:
        yield page.path, transaction.document(page.path), isinstance(page, Minutes) and page.source.is_frozen


def _handles(there: Document, old: str, new: str) -> Iterator[Edit]:
    """Every place of a box or a log line that says the handle."""
    sign = re.compile(rf"(?<![\w@])@{re.escape(old)}(?![\w\-@]|\.\w)", re.IGNORECASE)
    found = scan(line.text for line in there.body)
    for index in sorted({box.index for box in found.boxes} | {log.index for log in found.logs}):
        line = there.body[index]
        for match in sign.finditer(line.text):
            yield Edit(line.start + match.start() + 1, line.start + match.end(), new)


def _without_person(there: Document, handle: str) -> Document:
    """The register without the lines of one person."""
    top = compose(there.text, first_line=1, largest=LARGEST_SETTINGS)
    pairs = list(top)
    at = next(number for number, (key, _) in enumerate(pairs) if fold(key.text.removeprefix("@")) == fold(handle))
    start = there.lines[pairs[at][0].line].start
    end = there.lines[pairs[at + 1][0].line].start if at + 1 < len(pairs) else len(there.text)
    return there.replaced([Edit(start, end, "")])
