"""An action as it stands in the files: its lines and their dated events, and the one state they add up to."""

from datetime import date
from enum import StrEnum

from referat.languages.words import EVERYBODY_WORDS, spellings
from referat.model.fact import Fact
from referat.model.place import NOWHERE, Place

# A handle that stands for everybody who was at the meeting.
EVERYBODY = spellings(EVERYBODY_WORDS)


class _Word(StrEnum):
    """A word of a closed set. It is hashed as the text it is: Enum's own way is written in Python, and sets of these are asked all the time."""

    __hash__ = str.__hash__


class Status(_Word):
    """How far minutes have come. A group, an item or a note has none."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"


class SourceKind(_Word):
    """What kind of file something stands in."""

    MINUTES = "minutes"
    GROUP = "group"
    ITEM = "item"
    NOTE = "note"


class Source(Fact):
    """The file a line stands in: what the order and the meaning of its actions depend on.

    `on` is the meeting's date (minutes only), `start` its HH:MM. Files without a date come after all that have one.
    """

    __slots__ = ("group", "id", "kind", "on", "path", "start", "status")

    def __init__(
        self,
        path: str,
        id: str,
        kind: SourceKind,
        group: str = "",
        on: date | None = None,
        start: str = "",
        status: Status | None = None,
    ) -> None:
        self.path = path
        self.id = id
        self.kind = kind
        self.group = group
        self.on = on
        self.start = start
        self.status = status

    @property
    def is_draft(self) -> bool:
        return self.kind is SourceKind.MINUTES and self.status is Status.DRAFT

    @property
    def is_frozen(self) -> bool:
        """Circulated or approved minutes, or ones whose status nobody can tell: only what is dated after the meeting may still be written there."""
        return self.kind is SourceKind.MINUTES and self.status is not Status.DRAFT

    @property
    def order(self) -> tuple[bool, date, str, str, str]:
        """Sorts files as the state of an action reads them: by date, start and id; files without a date last, by path."""
        return (self.on is None, self.on or date.min, self.start, self.id if self.on else "", self.path)


class EventKind(_Word):
    """What can happen to an action on a day."""

    DUE = "due"
    OWNERS = "owners"
    DONE = "done"
    DROPPED = "dropped"
    STARTED = "started"
    REOPENED = "reopened"


CLOSING = frozenset({EventKind.DONE, EventKind.DROPPED})


class Event(Fact):
    """One word of a log line: what happened on that day. `value` is a due date as written, or handles joined by commas."""

    __slots__ = ("kind", "on", "place", "value")

    def __init__(self, on: date, kind: EventKind, value: str = "", place: Place = NOWHERE) -> None:
        self.on = on
        self.kind = kind
        self.value = value
        self.place = place

    @property
    def handles(self) -> tuple[str, ...]:
        return tuple(self.value.split(",")) if self.kind is EventKind.OWNERS else ()


class ActionLine(Fact):
    """A box in a file, as written.

    `text` is what is left of the line when the box and the id are taken away; `task` also leaves out owners, groups and due date.
    `owners` are handles as written, `due` the due date as written; `indent` is in columns. `more` is on how many lines below it the sentence
    goes on: a line that is broken so, and has no id at the end of its first part, is one sentence.
    """

    __slots__ = ("box", "due", "events", "groups", "id", "indent", "item", "more", "note", "owners", "place", "source", "task", "text")
    not_compared: frozenset[str] = frozenset()

    def __init__(
        self,
        source: Source,
        place: Place,
        item: str,
        box: str,
        text: str,
        task: str,
        id: str | None,
        owners: tuple[str, ...],
        groups: tuple[str, ...],
        due: str | None,
        events: tuple[Event, ...] = (),
        indent: int = 0,
        note: tuple[str, ...] = (),
        more: int = 0,
    ) -> None:
        self.source = source
        self.place = place
        self.item = item
        self.box = box
        self.text = text
        self.task = task
        self.id = id
        self.owners = owners
        self.groups = groups
        self.due = due
        self.events = events
        self.indent = indent
        self.note = note
        self.more = more

    @property
    def is_open_box(self) -> bool:
        return self.box in " /"

    @property
    def order(self) -> tuple[tuple[bool, date, str, str, str], int]:
        return (self.source.order, self.place.line)


class State(_Word):
    """Where an action stands (the words of the JSON contract)."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self._value_ in ("open", "in-progress")


class Due(Fact):
    """A due date: the day it runs out, and how it was written. `day` is None for a next meeting that has no date yet."""

    __slots__ = ("day", "written")

    def __init__(self, day: date | None, written: str) -> None:
        self.day = day
        self.written = written


class Change(Fact):
    """An event with its meaning read: the day, what happened, and the owners or due date it set."""

    __slots__ = ("due", "implied", "kind", "on", "owners", "place")
    not_compared = frozenset({"implied", "place"})

    def __init__(
        self,
        on: date,
        kind: EventKind,
        owners: tuple[str, ...] = (),
        due: Due | None = None,
        place: Place = NOWHERE,
        implied: bool = False,
    ) -> None:
        self.on = on
        self.kind = kind
        self.owners = owners
        self.due = due
        self.place = place
        self.implied = implied

    @property
    def words(self) -> str:
        """The event as the JSON contract has it: `done`, `due:2023-11-01`, `@haakon`."""
        if self.kind is EventKind.DUE and self.due:
            return f"due:{self.due.day.isoformat() if self.due.day else self.due.written}"
        if self.kind is EventKind.OWNERS:
            return ",".join("@" + owner for owner in self.owners)
        return self.kind.value


class Action(Fact):
    """One action over all its lines: the union of what happened to it (docs/format.md, "One action, several lines").

    `owners` are handles as the register spells them, the lead first. `lines` are in order; `newest` is where it stands now.
    """

    __slots__ = ("carried", "changes", "closed_on", "due", "groups", "id", "lines", "moved", "newest", "owners", "state", "text")

    def __init__(
        self,
        id: str | None,
        state: State,
        text: str,
        owners: tuple[str, ...],
        groups: tuple[str, ...],
        due: Due | None,
        carried: int,
        moved: int,
        changes: tuple[Change, ...],
        lines: tuple[ActionLine, ...],
        newest: ActionLine,
        closed_on: date | None = None,
    ) -> None:
        self.id = id
        self.state = state
        self.text = text
        self.owners = owners
        self.groups = groups
        self.due = due
        self.carried = carried
        self.moved = moved
        self.changes = changes
        self.lines = lines
        self.newest = newest
        self.closed_on = closed_on

    @property
    def born(self) -> ActionLine:
        return self.lines[0]

    @property
    def group(self) -> str:
        return self.groups[0] if self.groups else ""

    def is_overdue(self, today: date) -> bool:
        return self.state.is_open and self.due is not None and self.due.day is not None and self.due.day < today
