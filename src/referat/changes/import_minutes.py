"""Old minutes: each meeting as a draft with its groups, and the document it came from kept beside it."""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from referat.book import BOOK_FILE, CONTACTS_FILE, PEOPLE_FILE, Book, is_page
from referat.changes.transaction import Transaction
from referat.checks.privacy import personal_data_in
from referat.errors import Exit, ReferatError
from referat.format.document import parse
from referat.format.header import plain
from referat.format.reader import read_page
from referat.intake import Imported, KnownPerson, lost_words, to_draft, to_groups
from referat.intake.draft import SOURCE_WORDS, handles_of
from referat.intake.result import RECORDING, FoundPerson
from referat.languages.mark import N_
from referat.model.meeting import Minutes, Note
from referat.model.problems import Severity
from referat.model.stems import stem_of
from referat.model.text import fold
from referat.store.finding import MAX_FILE

MEETINGS = "meetings"
GROUPS = "meetings/groups"
ORIGINALS = "meetings/originals"
# What a file of minutes is called where the group is not known, and before the name of what has no day.
MEETING_WORD = {"nb": "mote", "nn": "mote", "en": "meeting"}
UNDATED_WORD = {"nb": "udatert", "nn": "udatert", "en": "undated"}
LONGEST_STEM = 60
_UNFIT = re.compile(r'[/\\:*?"<>|]')


class NotInBook(ReferatError):
    exit = Exit.USAGE
    message = N_("“{folder}” is no folder that minutes of this book can lie in.")
    hint = N_("Give a folder below meetings, but not groups, items or originals: --into meetings/2019")


class WordsLost(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{name}” was left alone: words of it would not have come into the draft ({words}).")
    hint = N_("Save it as plain text and import that, and please tell those who make referat.")


class UnfitDraft(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{name}” was left alone: its draft could not be read back.")
    hint = N_("It may be too large for one file of minutes: split it, and import the parts.")


@dataclass(frozen=True, slots=True)
class Wish:
    """How documents are to be taken in. `group` is an id or "", `by_source` that of single meetings, by digest and first line."""

    group: str = ""
    folder: str = MEETINGS
    by_source: dict[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """One meeting of a document as it lies in the transaction: its file, its groups that are new, and those the book has already, by title and id."""

    imported: Imported
    path: str
    new_groups: tuple[str, ...] = ()
    known_groups: tuple[tuple[str, str], ...] = ()
    personal: tuple[int, ...] = ()  # the lines with personal data


def digests_in(book: Book) -> dict[str, str]:
    """Where each document that was imported before is, by the digest of its bytes."""
    found: dict[str, str] = {}
    for path in book.paths:
        try:
            header = book.document(path).header
        except ReferatError:
            continue
        for word in SOURCE_WORDS.values():
            source = plain(node) if header and (node := header.get(word)) else None
            if isinstance(source, dict) and isinstance(source.get("sha256"), str):
                found.setdefault(source["sha256"], path)
    return found


def is_own(book: Book, path: Path) -> bool:
    """Whether a file is one the book reads already: a page or a setting of it, or an original it keeps."""
    try:
        own = path.resolve().relative_to(Path(book.root).resolve()).as_posix()
    except ValueError:
        return False
    return is_page(own) or own in {BOOK_FILE, PEOPLE_FILE, CONTACTS_FILE} or own.startswith(f"{ORIGINALS}/")


def folder_in(book: Book, typed: str) -> str:
    """A folder that was named, as a path in the book. Raises NotInBook."""
    path = typed
    if os.path.isabs(typed):
        path = os.path.relpath(os.path.realpath(typed), os.path.realpath(book.root)).replace(os.sep, "/")
    parts = [part for part in unicodedata.normalize("NFC", path).split("/") if part not in {"", "."}]
    parts = parts if parts[:1] == [MEETINGS] else [MEETINGS, *parts]
    special = {"groups", "items", "originals"}
    if any(part.startswith((".", "-")) or part.endswith(".md") or _UNFIT.search(part) or not part.isprintable() for part in parts):
        raise NotInBook(folder=typed)
    if (parts[1:2] and parts[1] in special) or any(fold(parts[-1]) == fold(minutes.id) for minutes in book.heads):
        raise NotInBook(folder=typed)
    return "/".join(parts)


def group_of(book: Book, imported: Imported, folder: str = "") -> str:
    """The group whose title or id stands in a meeting's title, in the file's name or that of its folder; "" where none does, or several do."""
    words = [imported.value("body") or "", imported.value("title") or "", imported.source.name.rpartition(".")[0], folder]
    text = f"-{'--'.join(map(stem_of, words))}-"
    hits: dict[str, str] = {}
    for group in book.groups:
        named = [name for name in (stem_of(group.title), stem_of(group.id)) if len(name) > 2 and f"-{name}-" in text]
        if named:
            hits[group.id] = max(named, key=len)
    best = max(hits, key=lambda group_id: len(hits[group_id]), default="")
    # "Styret" is part of the name "Styret for idrett"; two names of which neither is part of the other are two groups.
    return best if all(hits[best].find(name) >= 0 and (name != hits[best] or group_id == best) for group_id, name in hits.items()) else ""


class Intake:
    """Takes in one document after the other: hands out names that are free, and the same handle for the same person in all of them."""

    def __init__(self, transaction: Transaction, wish: Wish) -> None:
        self._transaction = transaction
        self._wish = wish
        self._ids = {fold(file_id) for file_id in transaction.book.file_ids.values()}
        self._groups = {fold(group.title): group.id for group in transaction.book.groups} | {
            fold(group.id): group.id for group in transaction.book.groups
        }
        self._met = {fold(p.name): KnownPerson(p.handle, p.name, p.org, p.aliases) for p in transaction.book.register.people}
        self._originals: set[str] = set()

    @property
    def met(self) -> Sequence[KnownPerson]:
        """Everybody in the register or in what was taken in, with the handle that the drafts use."""
        return tuple(self._met.values())

    def take(self, imported: Imported) -> Taken:
        """Put one meeting into the transaction as a draft. Raises WordsLost, UnfitDraft; then nothing of it lies there."""
        language = self._transaction.book.language
        group = self._wish.by_source.get((imported.source.sha256, imported.source.first_line), self._wish.group)
        own_id = self._free_id(self._stem(imported, group))
        path = f"{self._wish.folder}/{own_id}.md"
        stems = dict(self._stems(imported))
        handles, people = handles_of(imported, self.met), list(_people(imported))
        text = to_draft(imported, group=group or None, language=language, known=self.met, stems={key: stem for key, (stem, _) in stems.items()})
        self._prove(imported, path, text)
        self._ids.add(fold(own_id))
        self._transaction.create(path, text)
        files = to_groups(imported, parent=group or None, meeting=own_id, language=language)
        new, known = [], []
        for (stem, is_new), (_, group_text), found in zip(stems.values(), files, imported.groups, strict=True):
            if is_new:
                new.append(f"{GROUPS}/{stem}.md")
                self._transaction.create(new[-1], group_text)
                self._ids.add(fold(stem))
                self._groups.setdefault(fold(found.title), stem)
            else:
                known.append((found.title, stem))
        for person in people:
            self._met.setdefault(fold(person.name), KnownPerson(handles[person.name], person.name, person.org))
        return Taken(imported, path, tuple(new), tuple(known), self._private(imported))

    def keep_original(self, imported: Imported, data: bytes, beside: str) -> str:
        """Put the document itself into the transaction, byte for byte; one that came without a name is named after its draft."""
        name = unicodedata.normalize("NFC", imported.source.name).lstrip(".- ")
        name = "".join(char if char.isprintable() and not _UNFIT.match(char) else "-" for char in name)[-100:]
        name = name or f"{beside.rpartition('/')[2].removesuffix('.md')}.txt"
        name = f"{name}.txt" if name.casefold().endswith((".md", ".markdown")) else name  # else the book would read it as a page of its own
        stem, dot, ending = name.rpartition(".")
        stem, count, free = stem or ending, 1, name
        while fold(free) in self._originals or self._transaction.book.has_file(f"{ORIGINALS}/{free}"):
            count += 1
            free = f"{stem}-{count}{dot}{ending if dot else ''}"
        self._originals.add(fold(free))
        self._transaction.attach(f"{ORIGINALS}/{free}", data)
        return f"{ORIGINALS}/{free}"

    def _stem(self, imported: Imported, group: str) -> str:
        language = self._transaction.book.language
        own = stem_of(imported.source.name.rpartition(".")[0] or imported.value("title") or "")[:LONGEST_STEM].rstrip("-")
        if imported.held_on:
            return f"{imported.held_on.isoformat()}-{stem_of(group) or MEETING_WORD[language]}"
        if imported.kind == "minutes":
            return f"{UNDATED_WORD[language]}-{own or MEETING_WORD[language]}"
        return own or MEETING_WORD[language]

    def _free_id(self, base: str) -> str:
        """A name that no file of the book has, of whatever kind."""
        own_id, count = base, 1
        while fold(own_id) in self._ids or self._transaction.book.has_file(f"{self._wish.folder}/{own_id}.md"):
            count += 1
            own_id = f"{base}-{count}"
        return own_id

    def _stems(self, imported: Imported) -> Iterator[tuple[str, tuple[str, bool]]]:
        """The id of each group that was found, and whether it is new, by what the recognisers call it."""
        taken: set[str] = set()
        for (stem, _), found in zip(to_groups(imported), imported.groups, strict=True):
            there = self._groups.get(fold(found.title)) or self._groups.get(fold(stem))
            free, count = stem, 1
            while not there and (fold(free) in self._ids or free in taken):
                count += 1
                free = f"{stem}-{count}"
            taken.add(free)
            yield found.number or found.title, (there or free, not there)

    def _prove(self, imported: Imported, path: str, text: str) -> None:
        """Nothing is put into the transaction that would lose a word, or that the book could not read back as what it is meant to be."""
        name = imported.source.name
        lost = lost_words("\n".join(imported.source.lines), text) if imported.source.machine != RECORDING else []
        if lost:
            raise WordsLost(name=name, words=", ".join(lost[:5]) + (" …" if len(lost) > 5 else ""))
        reading = read_page(parse(path, text))
        wanted = Minutes if imported.held_on and imported.kind == "minutes" else Note | Minutes
        if not isinstance(reading.page, wanted) or len(text.encode()) > MAX_FILE:
            raise UnfitDraft(name=name)

    def _private(self, imported: Imported) -> tuple[int, ...]:
        """The lines with personal data in them, of the kinds that the book looks for."""
        source, severities = imported.source, self._transaction.book.settings.severities
        lines = enumerate(source.lines, source.first_line)
        return tuple(number for number, line in lines if any(severities.get(code) is not Severity.OFF for code, *_ in personal_data_in(line)))


def _people(imported: Imported) -> Iterator[FoundPerson]:
    seen: set[str] = set()
    for person in (*imported.present, *imported.substitutes, *imported.others, *(imported.absent or ())):
        if person.name and fold(person.name) not in seen:
            seen.add(fold(person.name))
            yield person
