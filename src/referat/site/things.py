"""What a site is about: meetings, cases, decisions and people as pages know them, and what their files are called."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from marshal import dumps
from typing import Any, NamedTuple

from referat.model.meeting import PreparedItem
from referat.model.text import file_word
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow, MeetingRow
from referat.site.content import anchors_of
from referat.site.gathered import DecisionText, GatheredMinutes

SENT = ("circulated", "approved")


@dataclass(frozen=True)
class MeetingWithPage:
    """A meeting with a page: its place among the others, and what was gathered of its minutes."""

    at: int
    row: MeetingRow
    gathered: GatheredMinutes
    url: str

    @property
    def on(self) -> date:
        return date.fromisoformat(self.row.on)

    @cached_property
    def anchors(self) -> list[str]:
        return anchors_of(case.number for case in self.gathered.cases)

    @cached_property
    def urls(self) -> dict[str, str]:
        """Where each case is, by what an action says of it: its number, or its title."""
        pairs = zip(self.gathered.cases, self.anchors, strict=True)
        return {name: f"{self.url}#{anchor}" for case, anchor in pairs for name in (case.title, case.number) if name}


class AgendaPlace(NamedTuple):
    """An item of one meeting's agenda, by the meeting's place and its own."""

    meeting: int
    case: int


@dataclass(frozen=True)
class Thread:
    """A case through its meetings, the first first. `url` is its own page, or where the one meeting or decision is that says all of it."""

    nodes: tuple[AgendaPlace, ...]
    url: str
    has_page: bool
    prepared: PreparedItem | None = None


@dataclass(frozen=True)
class DecisionWithPage:
    """A decision with a page of its own: where it was made, and what came of it."""

    node: AgendaPlace
    said: DecisionText
    url: str
    rows: tuple[ActionRow, ...]
    outcome: str


@dataclass
class Somebody:
    """A person with a page. `there` and `away` are the places of the meetings they were at and were not."""

    standing: PersonStanding
    url: str
    rows: list[ActionRow] = field(default_factory=list)
    there: list[int] = field(default_factory=list)
    away: list[int] = field(default_factory=list)


class Joined:
    """Items that are the same case, joined two by two."""

    def __init__(self) -> None:
        self._first: dict[AgendaPlace, AgendaPlace] = {}

    def _root(self, node: AgendaPlace) -> AgendaPlace:
        while (up := self._first.get(node, node)) != node:
            node = up
        return node

    def join(self, one: AgendaPlace, other: AgendaPlace) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self._first[second] = first

    def together(self, every: Iterable[AgendaPlace]) -> list[tuple[AgendaPlace, ...]]:
        found: dict[AgendaPlace, list[AgendaPlace]] = {}
        for node in every:
            found.setdefault(self._root(node), []).append(node)
        return [tuple(nodes) for nodes in found.values()]


def names_of_files(ids: Iterable[str]) -> list[str]:
    """What each is called as a file: no two alike, whatever the letter case."""
    found: list[str] = []
    taken: set[str] = {"index"}
    for one in ids:
        name = base = file_word(one).strip("-.")[:100] or "x"
        number = 2
        while name.casefold() in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def stem(url: str) -> str:
    return url.rpartition("/")[2].removesuffix(".html")


def digest(*facts: object) -> str:
    """Facts as one short word: other facts, another word. Texts, numbers, and tuples and lists of them."""
    given: Any = facts
    try:
        plain = dumps(given, 2)  # the second version says the same each time
    except ValueError:  # a text of a kind of its own
        plain = dumps(_plain(given), 2)
    return blake2b(plain, digest_size=12).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value)) if isinstance(value, tuple) else list(map(_plain, value))
    return str(value) if isinstance(value, str) else value
