"""An import that is written: its documents put into the transaction one by one, with what a person decides about all of them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from referat.book import Book
from referat.changes import register_people as registering
from referat.changes.attendance_report import fill_present, minutes_of
from referat.changes.import_minutes import MEETINGS, Intake, Wish, digests_in, folder_in, group_of, is_own
from referat.changes.new_minutes import choose_group
from referat.changes.transaction import Transaction
from referat.cli import import_rows as shown
from referat.cli import review as dialogue
from referat.cli.console import may_ask, to_stderr
from referat.cli.documents import ImportedDocument, read_all
from referat.cli.import_preview import ImportOptions, ImportSummary, known_in, reviewed
from referat.cli.opening import finish, open_book, open_transaction
from referat.errors import ReferatError
from referat.intake import Imported
from referat.intake.questions import LIKELY
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.model.text import safe
from referat.render.import_report import Read


def take_in(asked: ImportOptions, path: Path | None, *, dry_run: bool) -> int | None:
    """Write every meeting as a draft, and say what came of it."""
    book = open_book(path, quiet=True)
    before = digests_in(book)
    read = read_all(asked.what, language=asked.language, today=asked.today, known=known_in(book), skip=lambda data: _digest(data) in before)
    documents = [_with_tasks(document) if asked.tasks else document for document in reviewed(list(read), asked.review)]
    wish = _wish(asked, book, documents)
    wants_people = asked.people or (asked.review is not None and not asked.review.stopped and _wants_people(book, documents))
    told = ImportSummary()
    with open_transaction(path, dry_run=dry_run) as transaction:
        intake = Intake(transaction, wish)
        fresh = digests_in(transaction.book)
        for document in documents:
            _take(document, intake, transaction, told, fresh)
        for document in documents:
            _attend(document, transaction, told, asked)
        if wants_people:
            registering.register_people(transaction, registering.new_people(transaction, intake.met))
        names = registering.remember(transaction, asked.review.aliases) if asked.review else []
        said = [tr(N_("@{handle} is from now on known as “{name}” too."), handle=safe(handle), name=safe(name)) for handle, name in names]
        if transaction.changed:
            finish(transaction, tr(D_("Imported old minutes")), dry_run=dry_run, save=False, said=[])
        for line in said:
            to_stderr(line)
    _say_rest(transaction, wish, told)
    return told.give(asked, dry_run=dry_run)


def _with_tasks(document: ImportedDocument) -> ImportedDocument:
    """The document with what may be a task as tasks."""
    return replace(document, found=tuple(_all_tasks(one) for one in document.found))


def _all_tasks(imported: Imported) -> Imported:
    likely = [one for one in imported.suggestions if one.state == "open" and one.evidence.confidence >= LIKELY]
    if imported.outcome == "text" or not likely:
        return imported
    return replace(imported, actions=(*imported.actions, *likely), suggestions=tuple(one for one in imported.suggestions if one not in likely))


def _take(document: ImportedDocument, intake: Intake, transaction: Transaction, told: ImportSummary, before: dict[str, str]) -> None:
    if document.path and is_own(transaction.book, document.path):
        told.rows.append(Read(document.name, outcome=tr(N_("is in the book already"))))
        return
    digest = _digest(document.data)
    if digest in before:
        told.read += 1
        told.rows.append(Read(document.name, outcome=tr(N_("imported before: {path}"), path=safe(before[digest]))))
        return
    if not document.found:
        told.add_unread(document)
    for imported in document.found:
        if imported.kind == "attendance":
            continue
        try:
            taken = intake.take(imported)
        except ReferatError as error:
            told.add_unread(replace(document, error=error))
            continue
        if digest not in before:
            before[digest] = taken.path
            if transaction.book.settings.keeps_originals and not taken.personal and not _is_in(transaction.book, document.path):
                intake.keep_original(imported, document.data, taken.path)
        eyes = list(shown.eyes_for(document.name, imported, taken.known_groups, taken.personal))
        told.add(document.name, imported, eyes, path=taken.path)
        told.rows += [Read(document.name, title="", path=path) for path in taken.new_groups]


def _attend(document: ImportedDocument, transaction: Transaction, told: ImportSummary, asked: ImportOptions) -> None:
    for imported in document.found:
        if imported.kind != "attendance":
            continue
        try:
            minutes = minutes_of(transaction.read_changed(), imported, asked.into, asked.today)
            attended = fill_present(transaction, minutes, imported)
        except ReferatError as error:
            told.add_unread(replace(document, error=error))
            continue
        added = tr_n("{path}: one person added", "{path}: {n} people added", len(attended.added), path=attended.path)
        told.add(document.name, imported, list(shown.eyes_for_attended(document.name, attended)), outcome=added)


def _wish(asked: ImportOptions, book: Book, documents: Sequence[ImportedDocument]) -> Wish:
    """Which group each meeting is of, and where the drafts go. What nobody has said is asked once, for all of them."""
    all_found = [(document, one) for document in documents for one in document.found if one.kind != "attendance"]
    folder = folder_in(book, asked.into) if asked.into and all_found else MEETINGS
    if asked.group or not all_found:
        return Wish(choose_group(book, asked.group) if asked.group else "", folder)
    groups, unknown = {}, {}
    for document, one in all_found:
        key = one.source.sha256, one.source.first_line
        groups[key] = group_of(book, one, document.path.resolve().parent.name if document.path else "")
        if not groups[key]:
            unknown[key] = one.source.name
    if unknown and book.groups and may_ask():
        chosen = dialogue.which_group([(group.id, group.title) for group in book.groups], list(unknown.values()))
        groups |= dict.fromkeys(unknown, chosen)
    return Wish("", folder, groups)


def _wants_people(book: Book, documents: Sequence[ImportedDocument]) -> bool:
    names = [person.name for document in documents for one in document.found for person in (*one.present, *one.substitutes, *one.others)]
    new = [name for name in dict.fromkeys(names) if name and not book.register.by_name(name)]
    return bool(new) and dialogue.wants_people(new)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _is_in(book: Book, path: Path | None) -> bool:
    return path is not None and path.resolve().is_relative_to(Path(book.root).resolve())


def _say_rest(transaction: Transaction, wish: Wish, told: ImportSummary) -> None:
    """What is true of many drafts is said once."""
    for line in _rest(transaction, wish, told):
        to_stderr(line)


def _rest(transaction: Transaction, wish: Wish, told: ImportSummary) -> Iterator[str]:
    homeless = sum(not group for group in wish.by_source.values())
    if homeless and not wish.group:
        yield tr_n(
            "One draft says no group; it is not seen whose meeting it was. Give it with --group, or write it in the draft.",
            "{n} drafts say no group; it is not seen whose meetings they were. Give it with --group, or write it in the drafts.",
            homeless,
        )
    if wish.group and transaction.book.group(wish.group) is None and told.read:
        missing = N_("{path} is not there yet: write it with a title, a lead and members, and they are expected at the next meeting.")
        yield tr(missing, path=safe(f"meetings/groups/{wish.group}.md"))
