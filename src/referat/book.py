"""The book: the only place where disk, format, questions and trail meet. It holds no rule of the field itself."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from referat.approvals.superseded import earlier_id, earlier_paths
from referat.errors import ReferatError
from referat.format import document
from referat.format.document import Document
from referat.format.paths import file_id, kind_of_path
from referat.format.reader import Reading, read_page
from referat.format.settings import STRICTEST, Settings, read_contacts, read_people, read_settings
from referat.model.action import Action, ActionLine, SourceKind
from referat.model.group import Group
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.people import Person, Register, contacts, fold
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.state import add_up
from referat.query import days, lookup, to_rows
from referat.query import resolve as anything
from referat.query.actions import actions_of
from referat.query.group_tree import groups_under, known_groups, minutes_for
from referat.query.meaning import BookMeaning
from referat.query.people import PersonStanding, everybody
from referat.query.resolve import Known
from referat.query.rows import ActionRow, MeetingRow, Owner
from referat.store.disk_errors import FileMissing
from referat.store.listing import Found, Skipped, list_files
from referat.store.places import Places, find_book
from referat.store.reading import read_bytes, read_quickly

BOOK_FILE = "meetings/book.yaml"
PEOPLE_FILE = "meetings/people.yaml"
CONTACTS_FILE = "meetings/contacts.yaml"

LARGEST_FILE = "4 MiB"
# Why the listing passed a file over, to the problem that says so.
SKIPPED = {
    "link": "file-is-link",
    "not-a-file": "file-not-ordinary",
    "too-large": "file-too-large",
    "unreadable": "unreadable-file",
    "name": "file-name",
}


# What leaves nothing of a settings file.
UNREAD = frozenset({"unreadable-file", "not-text", "header-yaml", "header-bare-at", "header-feature", "header-not-fields", "header-too-large"})


def is_page(path: str) -> bool:
    """Whether a path is a Markdown file of the book; what begins with a dot is not."""
    return path.startswith("meetings/") and path.endswith(".md") and not any(part.startswith(".") for part in path.split("/"))


class Book:
    """A minute book on the disk, read once: every question is answered from the same state of its files."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._documents: dict[str, Document] = {}
        self._laid_over: dict[str, Document | None] = {}
        self._readings_before: dict[str, Reading] = {}

    @classmethod
    def open(cls, book: str | os.PathLike[str] | None = None, start: str = ".") -> "Book":
        """The book named, or the one that the folder `start` lies in. Raises NoBook."""
        return cls(find_book(start, os.fspath(book) if book is not None else None))

    @classmethod
    def of_files(cls, places: Places, found: Iterable[Found], skipped: Iterable[Skipped]) -> "Book":
        """The book as if it held these files only, and passed over those."""
        book = cls(places)
        book._listing = (list(found), list(skipped))
        return book

    @property
    def root(self) -> str:
        return self.places.root

    # ---------------------------------------------------------------- what the files say

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every file of the book, read; one that cannot be read has no page and says why."""
        return tuple(self._read(path) for path in self.page_paths)

    @property
    def is_read(self) -> bool:
        """Whether the files have been read already, and are held."""
        return "readings" in self.__dict__

    @cached_property
    def page_paths(self) -> tuple[str, ...]:
        """The files that readings are of, sorted: as the disk lists them and a change would have them."""
        listed = {path for path, *_ in self._listing[0]} | {path for path in self._laid_over if is_page(path)}
        return tuple(path for path in sorted(listed) if self._laid_over.get(path, True))

    def look_up(self, path: str) -> tuple[Reading, Document | None]:
        """What one file says, and the file cut up, None where it cannot be. Neither is held: a large book can be gone through in little memory."""
        try:
            read = self._documents.get(path) or document.read(path, read_quickly(self.root, path) or read_bytes(self.root, path))
        except ReferatError as error:
            return _unread(path, error), None
        return self._readings_before.get(path) or read_page(read), read

    @cached_property
    def minutes(self) -> tuple[Minutes, ...]:
        """All minutes, by date, start time and id."""
        return tuple(sorted((r.page for r in self.readings if isinstance(r.page, Minutes)), key=lambda m: m.order))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(r.page for r in self.readings if isinstance(r.page, Group))

    @cached_property
    def items(self) -> tuple[PreparedItem, ...]:
        return tuple(r.page for r in self.readings if isinstance(r.page, PreparedItem))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        return tuple(r.page for r in self.readings if isinstance(r.page, Note))

    @cached_property
    def earlier_minutes(self) -> tuple[tuple[str, Minutes], ...]:
        """The earlier texts of corrected minutes, as far as they can be read, each with the id of its minutes."""
        pages = ((path, self._read(path).page) for path in earlier_paths(self.root))
        return tuple((earlier_id(path), page) for path, page in pages if isinstance(page, Minutes))

    @property
    def action_lines(self) -> Iterable[ActionLine]:
        pages: tuple[Minutes | Group | Note, ...] = (*self.minutes, *self.groups, *self.notes)
        for page in pages:
            yield from page.action_lines

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action of the book, open or closed, in the order they were born."""
        return actions_of(self.action_lines, self.meaning)

    @cached_property
    def action_rows(self) -> list[ActionRow]:
        """Every action as lists show it."""
        return [self.row_of(action) for action in self.actions]

    def row_of(self, action: Action) -> ActionRow:
        """One action as lists show it."""
        return to_rows.action_row(action, self._names)

    def name_of(self, handle: str, line: ActionLine) -> str:
        """The name of somebody who owns an action; the handle where nobody knows it."""
        return self._names.owner(handle, line.place.path, line.source.group)[1] or f"@{handle}"

    @cached_property
    def _names(self) -> to_rows.Names:
        return to_rows.Names(self.minutes, self.groups, self.register)

    @cached_property
    def people(self) -> list[PersonStanding]:
        """Everybody in the register, a group, at a meeting or with an action."""
        return everybody(self.register, self.groups, self.minutes, self.action_rows)

    @cached_property
    def meeting_rows(self) -> list[MeetingRow]:
        """All minutes as lists show them."""
        return to_rows.meeting_rows(self.minutes, self.actions)

    @property
    def owners(self) -> list[Owner]:
        """Everybody who owns an action, or is in the register."""
        owning = sorted({owner for row in self.action_rows for owner in row.owners})
        return [*owning, *((fold(person.handle), person.name, person.org) for person in self.register.people)]

    @cached_property
    def meaning(self) -> BookMeaning:
        return BookMeaning(self.minutes, self.groups, self.register)

    @cached_property
    def settings(self) -> Settings:
        return self._settings[0]

    @cached_property
    def register(self) -> Register:
        return Register(self._people[0])

    @cached_property
    def emails(self) -> dict[str, str]:
        """E-mail addresses by handle, from contacts.yaml and the register."""
        return contacts(self.register, self._contacts[0])

    @property
    def language(self) -> str:
        """The language the book is written in; bokmål where it does not say."""
        return self.settings.language or "nb"

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was wrong on the way in, file by file."""
        return (*self.problems_around, *(problem for reading in self.readings for problem in reading.problems))

    @property
    def problems_around(self) -> tuple[Problem, ...]:
        """What is wrong with the settings, and with what was not opened."""
        skipped = [Problem(SKIPPED[why], Place(path), {"limit": LARGEST_FILE}) for path, why in self._listing[1]]
        return (*self._settings[1], *self._people[1], *self._contacts[1], *skipped)

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """The problems that keep a whole file from being read."""
        lost = {reading.path for reading in self.readings if reading.page is None} | {path for path, _ in self._listing[1]}
        return (*self.unread_settings, *(problem for problem in self.problems if problem.place.path in lost))

    @property
    def unread_settings(self) -> tuple[Problem, ...]:
        """The problems that leave nothing of book.yaml, people.yaml or contacts.yaml."""
        return tuple(problem for problem in (*self._settings[1], *self._people[1], *self._contacts[1]) if problem.code in UNREAD)

    @property
    def paths(self) -> tuple[str, ...]:
        """The Markdown files of the book, sorted, as the disk lists them."""
        return tuple(path for path, *_ in self._listing[0])

    @property
    def passed_over(self) -> tuple[Skipped, ...]:
        """What lies where a file of the book would, and is not opened, with the reason."""
        return tuple(self._listing[1])

    def document(self, path: str) -> Document:
        """A file of the book as it was read."""
        if path not in self._documents:
            self._documents[path] = document.read(path, read_bytes(self.root, path))
        return self._documents[path]

    def line_text(self, place: Place) -> str:
        """The line that a problem is about, "" where it cannot be shown."""
        try:
            texts = self.document(place.path).texts
        except ReferatError:
            return ""
        return texts[place.line - 1] if place.line <= len(texts) else ""

    def has_file(self, path: str) -> bool:
        """Whether the book has this file now."""
        return os.path.lexists(os.path.join(self.root, path))

    def with_documents(self, changed: Mapping[str, Document | None]) -> "Book":
        """The book as it would be with these files changed, or removed where None."""
        other = Book(self.places)
        other._documents = {**self._documents, **{path: new for path, new in changed.items() if new is not None}}
        other._laid_over = dict(changed)
        other._readings_before = {r.path: r for r in self.readings if r.path not in changed}
        return other

    # ---------------------------------------------------------------- what was typed

    def find_minutes(self, typed: str, today: date) -> Minutes:
        return lookup.pick_minutes(typed, self.minutes, today)

    def find_group(self, typed: str) -> str:
        """The id of a group that has a file, or that minutes or actions name."""
        return lookup.pick(typed, self.group_ids, lookup.UnknownGroup)

    @property
    def group_ids(self) -> tuple[str, ...]:
        """Every group that has a file, or that minutes or actions name."""
        named = {m.group for m in self.minutes if m.group} | {tag for line in self.action_lines for tag in line.groups}
        return known_groups((g.id for g in self.groups), named)

    def names(self) -> Iterable[Known]:
        """Everything that can be shown, by the names it goes by."""
        yield from ((anything.MEETING, m.id, (m.id, *[one.from_ for one in m.moved])) for m in self.minutes)
        yield from ((anything.GROUP, group_id, (group_id,)) for group_id in self.group_ids)
        yield from ((anything.ITEM, item.id, (item.id,)) for item in self.items)
        yield from ((anything.PERSON, p.handle or p.name, anything.names_of_person(p)) for p in self.people)
        yield from ((anything.ACTION, row.id, (row.id,)) for row in self.action_rows if row.id)

    def groups_under(self, group_id: str) -> list[str]:
        """The group, and every group under it."""
        return groups_under(group_id, self.groups)

    def since(self, typed: str | None, groups: Collection[str], today: date) -> str:
        """The ISO day that `--since` means, "" where it is not said; `last` is the last meeting of these groups, where they have met."""
        if not typed:
            return ""
        return days.since(typed, today, self.minutes_for(groups)).isoformat()

    def minutes_for(self, groups: Collection[str]) -> Sequence[Minutes]:
        """The minutes that these groups, the first of them above the others, hear their news from: their own, else those of the group above."""
        return minutes_for(groups, self.minutes, self.groups)

    def next_meeting(self, typed: str, today: date) -> date | None:
        """The coming meeting of a group, by any unique part of its id; of any group where none is named."""
        if typed:
            return self.meaning.next_meeting(self.find_group(typed), today)
        coming = [m.on for m in self.minutes if m.on > today] or [m.next_on for m in self.minutes if m.next_on and m.next_on > today]
        return min(coming, default=None)

    def find_item(self, typed: str) -> PreparedItem:
        wanted = lookup.pick(typed, (item.id for item in self.items), lookup.UnknownItem)
        return next(item for item in self.items if item.id == wanted)

    def find_action(self, typed: str) -> Action:
        """An action by any unique beginning of its id, or by the place of a line."""
        return add_up(lookup.pick_action_lines(typed, tuple(self.action_lines)), self.meaning)

    def action(self, action_id: str) -> Action | None:
        """The action with exactly this id."""
        lines = [line for line in self.action_lines if line.id == action_id]
        return add_up(lines, self.meaning) if lines else None

    def group(self, group_id: str) -> Group | None:
        return next((g for g in self.groups if fold(g.id) == fold(group_id)), None)

    # ---------------------------------------------------------------- reading

    @cached_property
    def _listing(self) -> tuple[list[Found], list[Skipped]]:
        return list_files(self.root)

    @cached_property
    def _settings(self) -> tuple[Settings, tuple[Problem, ...]]:
        text, unread = self._optional_text(BOOK_FILE)
        return (STRICTEST, unread) if unread else read_settings(BOOK_FILE, text)

    @cached_property
    def _people(self) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
        text, unread = self._optional_text(PEOPLE_FILE)
        people, problems = read_people(PEOPLE_FILE, text)
        return people, (*unread, *problems)

    @cached_property
    def _contacts(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        text, unread = self._optional_text(CONTACTS_FILE)
        emails, problems = read_contacts(CONTACTS_FILE, text)
        return emails, (*unread, *problems)

    def text_of(self, path: str) -> str:
        """The text of a file that need not be there, "" where it is not or cannot be read."""
        return self._optional_text(path)[0]

    def attached(self, path: str) -> bytes | None:
        """A file of the book that is no page of it: a picture, a logo; None where it is not there, is a link, or is too large."""
        try:
            return read_bytes(self.root, path)
        except ReferatError:
            return None

    def _optional_text(self, path: str) -> tuple[str, tuple[Problem, ...]]:
        """The text of a file that need not be there, "" where it is not; one that cannot be read is a problem, and does not end the run."""
        try:
            return document.read(path, read_bytes(self.root, path)).text, ()
        except FileMissing:
            return "", ()
        except ReferatError as error:
            return "", (_why_unread(path, error),)

    def _read(self, path: str) -> Reading:
        if path in self._readings_before:
            return self._readings_before[path]
        try:
            return read_page(self.document(path))
        except ReferatError as error:
            return _unread(path, error)


def _unread(path: str, error: ReferatError) -> Reading:
    return Reading(path, file_id(path), kind_of_path(path) or SourceKind.NOTE, None, (_why_unread(path, error),))


def _why_unread(path: str, error: ReferatError) -> Problem:
    if isinstance(error, document.NotText):
        return Problem("not-text", Place(path, int(str(error.facts["line"]))), error.facts)
    return Problem("unreadable-file", Place(path), {"limit": LARGEST_FILE})
