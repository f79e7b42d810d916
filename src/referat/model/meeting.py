"""A meeting's minutes: when, where, who, the agenda items, what was decided, and how far the text is on its way to approval."""

from collections.abc import Iterable
from datetime import date

from referat.model.action import ActionLine, Source, Status
from referat.model.approval import Approval, ApprovesEntry, Circulation
from referat.model.fact import Fact, Record
from referat.model.people import Participant
from referat.model.place import Place


class Decision(Fact):
    """What an item decided, as written. `word` is the decision word, `vote` the line on the vote where there is one."""

    __slots__ = ("is_proposal", "place", "text", "vote", "word")
    not_compared: frozenset[str] = frozenset()

    def __init__(self, place: Place, word: str, text: str, vote: str = "", is_proposal: bool = False) -> None:
        self.place = place
        self.word = word
        self.text = text
        self.vote = vote
        self.is_proposal = is_proposal


class Item(Fact):
    """An agenda item: a level-2 heading and what stands under it, to the next one.

    `number` is as written, without a trailing `.` or `)`, "" where there is none; `kind` is orientation, discussion, decision or "".
    `corrections` are what `Merknad:` and `Rettelse:` record; `postponed_to` is what follows
    `Utsatt til`; `came_from` is (id, item) of the minutes it was postponed in; `links` are the ids that its text links to.
    """

    __slots__ = (
        "came_from", "corrections", "decisions", "has_text", "is_postponed", "kind", "last_line", "links", "number", "place", "postponed_to",
        "proposals", "title",
    )  # fmt: skip
    not_compared: frozenset[str] = frozenset()

    def __init__(  # noqa: PLR0913 - a record written out takes its fields
        self,
        place: Place,
        number: str,
        title: str,
        *,
        kind: str = "",
        decisions: tuple[Decision, ...] = (),
        proposals: tuple[Decision, ...] = (),
        corrections: tuple[str, ...] = (),
        is_postponed: bool = False,
        postponed_to: str = "",
        came_from: tuple[tuple[str, str], ...] = (),
        links: tuple[str, ...] = (),
        last_line: int = 0,
        has_text: bool = False,
    ) -> None:
        self.place = place
        self.number = number
        self.title = title
        self.kind = kind
        self.decisions = decisions
        self.proposals = proposals
        self.corrections = corrections
        self.is_postponed = is_postponed
        self.postponed_to = postponed_to
        self.came_from = came_from
        self.links = links
        self.last_line = last_line
        self.has_text = has_text


class NewItem(Record):
    """`Ny sak:` in minutes: something for the waiting list, for a meeting or a group where it says so."""

    not_compared = frozenset()

    place: Place
    title: str
    target: str = ""


class Cancellation(Record):
    """That a meeting will not be held: the day it was cancelled, and why."""

    on: str = ""
    why: str = ""


class Moved(Record):
    """That a meeting was given another day: the id its minutes had before, and the day they were moved."""

    from_: str = ""
    on: str = ""


class Minutes(Record):
    """The minutes of one meeting. A list of people is None where the file does not say, and empty where it says nobody.

    `status` is None where the file's word for it is unknown. `next_on` and `next_text` are the header's `next`.
    """

    id: str
    path: str
    title: str
    group: str
    on: date
    source: Source
    start: str = ""
    end: str = ""
    time_text: str = ""
    venue: str = ""
    status: Status | None = Status.DRAFT
    chair: tuple[Participant, ...] = ()
    secretary: tuple[Participant, ...] = ()
    present: tuple[Participant, ...] | None = None
    substitutes: tuple[Participant, ...] | None = None
    others: tuple[Participant, ...] | None = None
    absent: tuple[Participant, ...] | None = None
    next_on: date | None = None
    next_text: str = ""
    items: tuple[Item, ...] = ()
    new_items: tuple[NewItem, ...] = ()
    action_lines: tuple[ActionLine, ...] = ()
    approves: tuple[ApprovesEntry, ...] = ()
    circulation: Circulation | None = None
    approval: Approval | None = None
    cancelled: Cancellation | None = None
    moved: tuple[Moved, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting was not held. Minutes that were sent out or approved are of one that was, whatever else they say."""
        return self.cancelled is not None and self.source.is_draft and self.circulation is None and self.approval is None

    @property
    def order(self) -> tuple[date, str, str]:
        """Sorts minutes by date, start time and id."""
        return (self.on, self.start, self.id)

    @property
    def is_draft(self) -> bool:
        return self.source.is_draft

    @property
    def attendance(self) -> tuple[Participant, ...]:
        """Everybody who was there, each once."""
        return attended(self.present or (), self.substitutes or (), self.others or (), self.chair, self.secretary)

    @property
    def items_from_elsewhere(self) -> tuple[Item, ...]:
        """The items that say which minutes they were postponed in."""
        return tuple([item for item in self.items if item.came_from])

    def item_named(self, number: str) -> Item | None:
        """The item with this number (a trailing `.` or `)` left out); None where there is none, or more than one."""
        hits = [item for item in self.items if item.number and item.number.casefold() == number.rstrip(".)").casefold()]
        return hits[0] if len(hits) == 1 else None


class PreparedItem(Record):
    """A case that waits in `items/`: for a meeting, a date or the next meeting. `handled` is (minutes, item) once it was taken."""

    id: str
    path: str
    title: str
    source: Source
    group: str = ""
    for_: str = ""
    by: str = ""
    kind: str = ""
    handled: tuple[str, str] | None = None
    proposals: tuple[Decision, ...] = ()
    has_text: bool = False


class Note(Record):
    """Any other Markdown file without a date: only its actions are read."""

    id: str
    path: str
    title: str
    source: Source
    action_lines: tuple[ActionLine, ...] = ()


def attended(
    present: Iterable[Participant],
    substitutes: Iterable[Participant],
    others: Iterable[Participant],
    chair: Iterable[Participant],
    secretary: Iterable[Participant],
) -> tuple[Participant, ...]:
    """Everybody who was at a meeting: chair, secretary, present, substitutes and others, each once."""
    found: dict[str, Participant] = {}
    for person in (*present, *substitutes, *others, *chair, *secretary):
        if person.name:
            found.setdefault(person.name.casefold(), person)
    return tuple(found.values())
