"""What was found in an old document: frozen facts, each with the line and the words it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from referat.documents.block import Block


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands in the source: line from 1, its words as written, and how sure the reading is (0 to 1)."""

    line: int
    quote: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundFact:
    """One value of the meeting ("place"), and where it was read."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person or body that the book already knows."""

    handle: str
    name: str
    org: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody in an attendance list. `stands_for` is whom a substitute replaced; `initials` as the document defines them."""

    name: str
    evidence: Evidence
    org: str = ""
    roles: tuple[str, ...] = ()
    initials: str = ""
    stands_for: str = ""

    @property
    def role(self) -> str:
        return ", ".join(self.roles)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An agenda item. `number` is as written without its last sign ("1/2012"), `label` all that stands before the title ("Sak 1/ 2012").

    `rest` is the text that follows the title on the same line; `start` and `body` are indexes of blocks: its own, and the first below its heading.
    """

    number: str
    title: str
    kind: str
    evidence: Evidence
    label: str = ""
    rest: str = ""
    start: int = 0
    body: int = 0

    @property
    def name(self) -> str:
        """What references call it: its number, else its title."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class FoundDecision:
    item: str
    text: str
    kind: str  # "decision" | "proposal" | "postponed"
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FoundAction:
    """A task. `due` is ISO (a day, a month, a week) or "next"; `due_words` is how the source says it. `state`: open | done."""

    owners: tuple[str, ...]
    text: str
    evidence: Evidence
    due: str | None = None
    due_words: str = ""
    item: str | None = None
    group: str | None = None
    state: str = "open"
    reason: str = ""  # which rule read it: "sentence", "label", "list", "table", "bold", "box"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a group: a person, an either/or, or open. `confirmed` is False where the source says that the name is to come."""

    name: str = ""
    org: str = ""
    alternatives: tuple[str, ...] = ()
    confirmed: bool = True
    lead: bool = False
    evidence: Evidence | None = None

    @property
    def open(self) -> bool:
        return not self.confirmed or not self.name


@dataclass(frozen=True, slots=True)
class FoundGroup:
    number: str
    title: str
    seats: tuple[Seat, ...]
    evidence: Evidence
    item: str | None = None
    until: str | None = None
    until_words: str = ""

    @property
    def lead(self) -> str | None:
        return next((seat.name for seat in self.seats if seat.lead), None)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    date: str | None
    time: str | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A conflict or a doubt, reported and not resolved. `message` is a template in English, `facts` fill it."""

    code: str
    line: int
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return self.message.format_map(self.facts)


@dataclass(frozen=True, slots=True)
class Near:
    """Two spellings that may be one person or body: proposed, never decided here."""

    written: str
    known: str
    evidence: Evidence
    handle: str = ""


RECORDING = "recording"  # the machine of a file with captions: who spoke, and a transcript, which is no minutes


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file: its name, the digest of its bytes, and its lines of text as the reader gave them."""

    name: str
    sha256: str
    lines: tuple[str, ...]
    first_line: int = 1  # where this meeting's part begins, when a file holds several
    blocks: tuple[Block, ...] = ()
    machine: str = ""  # what wrote it, where that was no person


@dataclass(frozen=True, slots=True)
class Imported:
    """One meeting (or action list, or attendance report) as read. What is absent in the source is absent here."""

    source: SourceFile
    kind: str  # "minutes" | "actions" | "attendance" | "notes"
    language: str
    held_on: date | None = None
    facts: Mapping[str, FoundFact] = field(default_factory=lambda: MappingProxyType({}))  # title, date, start, end, place, chair, body
    secretary: tuple[FoundFact, ...] = ()
    present: tuple[FoundPerson, ...] = ()
    substitutes: tuple[FoundPerson, ...] = ()
    others: tuple[FoundPerson, ...] = ()
    absent: tuple[FoundPerson, ...] | None = None  # None: not recorded; (): none
    items: tuple[FoundItem, ...] = ()
    decisions: tuple[FoundDecision, ...] = ()
    actions: tuple[FoundAction, ...] = ()
    suggestions: tuple[FoundAction, ...] = ()
    groups: tuple[FoundGroup, ...] = ()
    next: NextMeeting | None = None
    near: tuple[Near, ...] = ()
    problems: tuple[FoundProblem, ...] = ()
    header_lines: frozenset[int] = frozenset()  # source lines that the header of the draft stands for
    outcome: str = "questions"  # ready | questions | text: whether it can be taken as it is, asks something, or is only text
    reasons: tuple[FoundProblem, ...] = ()  # why it is not ready

    def value(self, name: str) -> str | None:
        fact = self.facts.get(name)
        return fact.value if fact else None
