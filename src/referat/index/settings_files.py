"""What a book says of itself beside its pages: its settings, its register and its addresses. One that cannot be read does not end the run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from referat.errors import ReferatError
from referat.format import document
from referat.format.paths import file_id, kind_of_path
from referat.format.reader import Reading
from referat.format.settings import STRICTEST, Settings, read_contacts, read_people, read_settings
from referat.index.signatures import CONTACTS, PEOPLE, SETTINGS
from referat.model.action import SourceKind
from referat.model.people import Person, Register
from referat.model.place import Place
from referat.model.problems import Problem
from referat.store import reading
from referat.store.disk_errors import FileMissing
from referat.store.listing import Skipped

LARGEST_FILE = "4 MiB"
# What leaves nothing of a settings file.
UNREAD = frozenset({"unreadable-file", "not-text", "header-yaml", "header-bare-at", "header-feature", "header-not-fields", "header-too-large"})

# Why the listing passed a file over, to the problem that says so.
SKIPPED = {
    "link": "file-is-link",
    "not-a-file": "file-not-ordinary",
    "too-large": "file-too-large",
    "unreadable": "unreadable-file",
    "name": "file-name",
}


class SettingsFiles:
    """The settings of the book at `root`, each file read when it is asked for."""

    def __init__(self, root: str) -> None:
        self.root = root

    @property
    def settings(self) -> Settings:
        return self._settings[0]

    @cached_property
    def register(self) -> Register:
        return Register(self._people[0])

    @property
    def emails(self) -> dict[str, str]:
        """The addresses of contacts.yaml, by handle."""
        return self._contacts[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self._settings[1], *self._people[1], *self._contacts[1])

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The problems that leave nothing of a file."""
        return tuple(problem for problem in self.problems if problem.code in UNREAD)

    def text(self, path: str) -> tuple[str, tuple[Problem, ...]]:
        """The text of a file that need not be there, "" where it is not, and why it cannot be read."""
        try:
            return document.read(path, reading.read_bytes(self.root, path)).text, ()
        except FileMissing:
            return "", ()
        except ReferatError as error:
            return "", (why_unread(path, error),)

    @cached_property
    def _settings(self) -> tuple[Settings, tuple[Problem, ...]]:
        text, unread = self.text(SETTINGS)
        return (STRICTEST, unread) if unread else read_settings(SETTINGS, text)

    @cached_property
    def _people(self) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
        text, unread = self.text(PEOPLE)
        people, problems = read_people(PEOPLE, text)
        return people, (*unread, *problems)

    @cached_property
    def _contacts(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        text, unread = self.text(CONTACTS)
        emails, problems = read_contacts(CONTACTS, text)
        return emails, (*unread, *problems)


def problems_of_skipped(skipped: Iterable[Skipped]) -> list[Problem]:
    """Why files were passed over, as problems."""
    return [Problem(SKIPPED[why], Place(path), {"limit": LARGEST_FILE}) for path, why in skipped]


def why_unread(path: str, error: ReferatError) -> Problem:
    """Why a file cannot be read, as a problem."""
    if isinstance(error, document.NotText):
        return Problem("not-text", Place(path, int(str(error.facts["line"]))), error.facts)
    return Problem("unreadable-file", Place(path), {"limit": LARGEST_FILE})


def unread_reading(path: str, error: ReferatError) -> Reading:
    """What a file says that cannot be read: nothing, and why."""
    return Reading(path, file_id(path), kind_of_path(path) or SourceKind.NOTE, None, (why_unread(path, error),))
