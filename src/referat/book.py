"""The book: the one face of what its files say. It holds no rule of the field itself, and loads next to nothing before it is asked.

How it answers, for whoever builds on it:

* Lists and look-ups come from the index (`index/`), which is brought up to date with the files when it is first asked; no file is read for them:
  `heads`, `group_heads`, `group_ids`, `rows`, `action_rows`, `meeting_rows`, `people`, `owners`, `views`, `own_language`, `find_group`, `since` …
* A page is read from its file when it is asked for, and held: `page(path)`, `find_minutes`, `find_item`, `group`, `minutes_of(group)`,
  `lines_in(path)`. `action_lines_of(id)`, `action(id)` and `find_action` read the files that hold the action, and no others.
* `minutes`, `notes`, `readings`, `action_lines`, `actions` and `problems` read *every* file. Ask for less where less will do.
* `settings`, `register`, `emails` read their own files alone.
* `with_documents(changed)` is the book as it would be, lists and all: the index with the changed pages taken in, which is never kept.
* `kept(name)` and `keep(name, …)` are for what else can be found out of a file by itself: it is held in the index until the file changes.
* What callers get is frozen. The files are looked at for the first question; where another run brings the index further, later ones are of then.
* Where no index can be kept the same is answered from one in memory. `close()` lets go of it all; a later question looks at the files anew.
"""

from __future__ import annotations

import os
from functools import cached_property

from referat.index.lists import Lists
from referat.index.questions import Questions

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from referat.format.document import Document
    from referat.format.reader import Page, Reading
    from referat.format.settings import Settings
    from referat.index.index import Watcher
    from referat.index.settings_files import SettingsFiles
    from referat.model.action import Action, ActionLine
    from referat.model.group import Group
    from referat.model.meeting import Minutes, Note, PreparedItem
    from referat.model.people import Register
    from referat.model.place import Place
    from referat.model.problems import Problem
    from referat.query.meaning import BookMeaning
    from referat.query.people import PersonStanding
    from referat.query.resolve import Known
    from referat.query.rows import ActionRow, MeetingHead
    from referat.query.to_rows import Names
    from referat.store.places import Places

BOOK_FILE = "meetings/book.yaml"
PEOPLE_FILE = "meetings/people.yaml"
CONTACTS_FILE = "meetings/contacts.yaml"


def is_page(path: str) -> bool:
    """Whether a path is a Markdown file of the book; what begins with a dot is not."""
    return path.startswith("meetings/") and path.endswith(".md") and not any(part.startswith(".") for part in path.split("/"))


class Book(Lists):
    """A minute book on the disk (the module says how it answers)."""

    def __init__(self, places: Places, watcher: Watcher | None = None, index: Questions | None = None) -> None:
        super().__init__(places, index or Questions(places, watcher))
        self._documents: dict[str, Document] = {}
        self._laid_over: Mapping[str, Document | None] = {}
        self._known_readings: dict[str, Reading] = {}

    @classmethod
    def open(cls, book: str | os.PathLike[str] | None = None, start: str = ".", watcher: Watcher | None = None) -> Book:
        """The book named, or the one that the folder `start` lies in. Raises NoBook."""
        from referat.store.places import find_book

        return cls(find_book(start, os.fspath(book) if book is not None else None), watcher)

    def with_documents(self, changed: Mapping[str, Document | None]) -> Book:
        """The book as it would be with these files changed, or removed where None."""
        other = Book(self.places, index=self.index.with_documents(changed))
        other._documents = {**self._documents, **{path: new for path, new in changed.items() if new is not None}}
        other._laid_over = dict(changed)
        other._known_readings = {path: reading for path, reading in self._known_readings.items() if path not in changed}
        return other

    @cached_property
    def people(self) -> list[PersonStanding]:
        """Everybody in the register, a group, at a meeting or with an action."""
        from referat.query.people import everybody

        return everybody(self.register, self.groups, self.index.presence, self.index.owned)

    @cached_property
    def newest_orgs(self) -> dict[str, str]:
        """The organisation of whoever stands with several in minutes, by the folded name: the newest, where the register says nothing."""
        if not (found := self.index.newest_orgs()):
            return found
        from referat.query.people import orgs_by_name

        return orgs_by_name(found, self.register)

    def page(self, path: str) -> Page | None:
        """What one file says; None where it cannot be read."""
        return self.reading(path).page

    def reading(self, path: str) -> Reading:
        """The same with every problem found on the way."""
        if path not in self._known_readings:
            from referat.errors import ReferatError
            from referat.format.reader import read_page
            from referat.index.settings_files import unread_reading

            try:
                self._known_readings[path] = read_page(self.document(path))
            except ReferatError as error:
                self._known_readings[path] = unread_reading(path, error)
        return self._known_readings[path]

    def document(self, path: str) -> Document:
        """A file of the book as it was read."""
        if path not in self._documents:
            from referat.format import document
            from referat.store import reading

            self._documents[path] = document.read(path, reading.read_bytes(self.root, path))
        return self._documents[path]

    def glance(self, path: str) -> Document:
        """A file of the book as it is read, and not held where it was not."""
        from referat.format import document
        from referat.store import reading

        return self._documents.get(path) or document.read(path, reading.read_quickly(self.root, path) or reading.read_bytes(self.root, path))

    def look_up(self, path: str) -> tuple[Reading, Document | None]:
        """What one file says, and the file cut up, None where it cannot be. Neither is held: a large book can be gone through in little memory."""
        from referat.errors import ReferatError
        from referat.format.reader import read_page
        from referat.index.settings_files import unread_reading

        try:
            read = self.glance(path)
        except ReferatError as error:
            return unread_reading(path, error), None
        return self._known_readings.get(path) or read_page(read), read

    def lines_in(self, path: str) -> tuple[ActionLine, ...]:
        """The action lines of a file."""
        return getattr(self.page(path), "action_lines", ())

    def action_lines_of(self, action_id: str) -> list[ActionLine]:
        """The lines of the action with exactly this id, from all files that hold it."""
        return [line for path in self.files_of(action_id) for line in self.lines_in(path) if line.id == action_id]

    def minutes_of(self, group_id: str) -> tuple[Minutes, ...]:
        """The minutes of a group, in order."""
        return self._minutes_of(self.index.heads_of([group_id]))

    def minutes_called(self, minutes_id: str) -> Minutes | None:
        """The minutes with exactly this id, whatever its case."""
        return next(iter(self._minutes_of(self.heads_called(minutes_id))), None)

    def minutes_since(self, day: str, groups: Collection[str] = ()) -> tuple[Minutes, ...]:
        """The minutes of these groups, or of all where none is named, from a day on ("" for all days), in order."""
        heads = self.index.heads_of(groups) if groups else self.heads
        return self._minutes_of(head for head in heads if head.on_iso >= day)

    @cached_property
    def minutes(self) -> tuple[Minutes, ...]:
        """All minutes, by date, start time and id."""
        return self._minutes_of(self.heads)

    @cached_property
    def minutes_with_cases(self) -> tuple[Minutes, ...]:
        """Those minutes that bear on the waiting list: they put a case off, raise one or take one up; and all of a group that cancelled a meeting."""
        return self._minutes_of(self.index.heads("AND (bears_on_cases OR folded IN (SELECT folded FROM files WHERE status = 'cancelled'))"))

    def _minutes_of(self, heads: Iterable[MeetingHead]) -> tuple[Minutes, ...]:
        from referat.model.meeting import Minutes

        return tuple(page for head in heads if isinstance(page := self.page(head.path), Minutes))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        from referat.model.group import Group

        return tuple(page for group in self.group_heads if isinstance(page := self.page(group.path), Group))

    def _each_group(self) -> Iterable[Group]:
        """The groups, not read before somebody asks for the first."""
        yield from self.groups

    @cached_property
    def items(self) -> tuple[PreparedItem, ...]:
        from referat.model.meeting import PreparedItem

        return tuple(page for path in self.index.paths("item") if isinstance(page := self.page(path), PreparedItem))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        from referat.model.meeting import Note

        return tuple(page for path in self.index.paths("note") if isinstance(page := self.page(path), Note))

    @cached_property
    def earlier_minutes(self) -> tuple[tuple[str, Minutes], ...]:
        """The earlier texts of corrected minutes, as far as they can be read, each with the id of its minutes."""
        from referat.approvals.superseded import earlier_id, earlier_paths
        from referat.model.meeting import Minutes

        pages = ((path, self.page(path)) for path in earlier_paths(self.root))
        return tuple((earlier_id(path), page) for path, page in pages if isinstance(page, Minutes))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every file of the book, read; one that cannot be read has no page and says why."""
        return tuple(self.reading(path) for path in self.page_paths)

    @property
    def action_lines(self) -> Iterable[ActionLine]:
        pages: tuple[Minutes | Group | Note, ...] = (*self.minutes, *self.groups, *self.notes)
        for page in pages:
            yield from page.action_lines

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action of the book, open or closed, in the order they were born."""
        from referat.query.actions import actions_of

        return actions_of(self.action_lines, self.meaning)

    def row_of(self, action: Action) -> ActionRow:
        """One action as lists show it."""
        from referat.query.to_rows import action_row

        return action_row(action, self._names)

    def name_of(self, handle: str, line: ActionLine) -> str:
        """The name of somebody who owns an action; the handle where nobody knows it."""
        return self._names.owner(handle, line.place.path, line.source.group)[1] or f"@{handle}"

    @cached_property
    def meaning(self) -> BookMeaning:
        from referat.index.updating import KeptMeetings
        from referat.query.meaning import BookMeaning

        return BookMeaning(KeptMeetings(self.index), self._each_group(), self.register)

    @cached_property
    def _names(self) -> Names:
        from referat.index.updating import KeptMeetings
        from referat.query.to_rows import Names

        return Names(KeptMeetings(self.index), self.groups, self.register)

    @property
    def settings(self) -> Settings:
        return self._around.settings

    @property
    def register(self) -> Register:
        return self._around.register

    @cached_property
    def emails(self) -> dict[str, str]:
        """E-mail addresses by handle, from contacts.yaml and the register."""
        from referat.model.people import contacts

        return contacts(self.register, self._around.emails)

    @cached_property
    def _around(self) -> SettingsFiles:
        from referat.index.settings_files import SettingsFiles

        return SettingsFiles(self.root)

    def text_of(self, path: str) -> str:
        """The text of a file that need not be there, "" where it is not or cannot be read."""
        return self._around.text(path)[0]

    def attached(self, path: str) -> bytes | None:
        """A file of the book that is no page of it: a picture, a logo; None where it is not there, is a link, or is too large."""
        from referat.errors import ReferatError
        from referat.store import reading

        try:
            return reading.read_bytes(self.root, path)
        except ReferatError:
            return None

    def line_text(self, place: Place) -> str:
        """The line that a problem is about, "" where it cannot be shown."""
        from referat.errors import ReferatError

        try:
            texts = self.document(place.path).texts
        except ReferatError:
            return ""
        return texts[place.line - 1] if place.line <= len(texts) else ""

    @cached_property
    def page_paths(self) -> tuple[str, ...]:
        """The files that readings are of, sorted: as the disk lists them and a change would have them."""
        listed = {*self.paths, *(path for path in self._laid_over if is_page(path))}
        return tuple(path for path in sorted(listed) if self._laid_over.get(path, True))

    def has_file(self, path: str) -> bool:
        """Whether the book has this file now."""
        return os.path.lexists(os.path.join(self.root, path))

    @property
    def problems_around(self) -> tuple[Problem, ...]:
        """What is wrong with the settings, and with what was not opened."""
        from referat.index.settings_files import problems_of_skipped

        return (*self._around.problems, *problems_of_skipped(self.passed_over))

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """The problems that keep a whole file from being read."""
        from referat.index.settings_files import problems_of_skipped

        lost = (problem for path in self.index.paths("") for problem in self.reading(path).problems)
        return (*self.unread_settings, *problems_of_skipped(self.passed_over), *lost)

    @property
    def unread_settings(self) -> tuple[Problem, ...]:
        """The problems that leave nothing of book.yaml, people.yaml or contacts.yaml."""
        return self._around.unread

    def find_minutes(self, typed: str, today: date) -> Minutes:
        found = self.page(self.find_head(typed, today).path)
        from referat.model.meeting import Minutes
        from referat.query.lookup import UnknownMeeting

        if not isinstance(found, Minutes):  # it has changed since it was looked at
            raise UnknownMeeting(name=typed, near="")
        return found

    def names(self, word: str = "") -> Iterable[Known]:
        """Everything that can be shown, by the names it goes by; of the actions those whose ids begin with a word."""
        from referat.query import resolve

        yield from ((resolve.MEETING, m.id, (m.id, *[one.from_ for one in m.moved])) for m in self.heads)
        yield from ((resolve.GROUP, group_id, (group_id,)) for group_id in self.group_ids)
        yield from ((resolve.ITEM, item_id, (item_id,)) for item_id in self.item_ids)
        yield from ((resolve.PERSON, p.handle or p.name, resolve.names_of_person(p)) for p in self.people)
        yield from ((resolve.ACTION, action_id, (action_id,)) for action_id in self.index.ids_beginning(word))

    def next_meeting(self, typed: str, today: date) -> date | None:
        """The coming meeting of a group, by any unique part of its id; of any group where none is named."""
        if typed:
            return self.meaning.next_meeting(self.find_group(typed), today)
        coming = [m.on for m in self.heads if m.on > today and not m.is_cancelled] or [
            m.next_on for m in self.heads if m.next_on and m.next_on > today
        ]
        return min(coming, default=None)

    def find_item(self, typed: str) -> PreparedItem:
        from referat.query import lookup

        wanted = lookup.pick(typed, (item.id for item in self.items), lookup.UnknownItem)
        return next(item for item in self.items if item.id == wanted)

    def find_action(self, typed: str) -> Action:
        """An action by any unique beginning of its id, or by the place of a line."""
        from referat.model.people import near
        from referat.model.state import add_up
        from referat.query import lookup

        word = lookup.id_word(typed)
        wanted = lookup.pick_action_id(typed, self.index.ids_beginning(word), self.id_and_words) if word else ""
        lines = self.action_lines_of(wanted) if wanted else self._lines_at(typed)
        if not lines:
            raise lookup.UnknownAction(name=typed, near=near(word, self.index.ids_beginning("")))
        return add_up(lines, self.meaning)

    def _lines_at(self, typed: str) -> list[ActionLine]:
        """The lines of the action that stands in the place that was typed; none where that is no place of one."""
        from referat.query import lookup

        name, number = lookup.file_and_line(typed)
        paths = [path for path, file_id in self.index.files if number and lookup.is_file(name, file_id, path)]
        line = next((line for path in paths for line in self.lines_in(path) if line.place.line == number), None)
        return [] if line is None else self.action_lines_of(line.id) if line.id else [line]

    def action_of(self, row: ActionRow) -> Action:
        """The action that a row shows."""
        from referat.model.state import add_up

        lines = self.action_lines_of(row.id) or [line for line in self.lines_in(row.born_path) if line.place.line == row.born_line]
        return add_up(lines, self.meaning)

    def action(self, action_id: str) -> Action | None:
        """The action with exactly this id."""
        from referat.model.state import add_up

        lines = self.action_lines_of(action_id)
        return add_up(lines, self.meaning) if lines else None

    def group(self, group_id: str) -> Group | None:
        from referat.model.text import fold

        return next((g for g in self.groups if fold(g.id) == fold(group_id)), None)
