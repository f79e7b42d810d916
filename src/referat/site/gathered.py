"""What the site knows of a file of minutes without reading it: its cases, decisions and who was there. Kept in the index until the file changes."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from marshal import dumps, loads
from typing import NamedTuple, Self
from urllib.parse import unquote

from referat.format.paths import beside
from referat.handouts.facts import MinutesPage
from referat.handouts.outcomes import actions_named, needs_none
from referat.handouts.words import without_contacts
from referat.model.dates import iso_day
from referat.model.meeting import Item
from referat.model.people import Participant

_PICTURE = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")


class DecisionText(NamedTuple):
    """A decision, as written."""

    text: str
    vote: str


class AgendaItem(NamedTuple):
    """An item of an agenda. `actions` are the ids of those written under it, or their places; `names` are ids that it says carry it out.

    `is_hidden` is not public; `words` are what a search finds it by.
    """

    number: str
    title: str
    line: int
    kind: str
    has_text: bool
    is_hidden: bool
    is_postponed: bool
    postponed_to: str
    came_from: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    decisions: tuple[DecisionText, ...]
    actions: tuple[str, ...]
    names: tuple[str, ...]
    needs_none: bool
    words: str


class GatheredMinutes(NamedTuple):
    """A file of minutes: its cases, who was there and who was not, the ids its meeting had before, the pictures it shows, and
    the day that each action was due.

    `text` is a digest of the whole file.
    """

    cases: tuple[AgendaItem, ...]
    there: tuple[str, ...]
    away: tuple[str, ...]
    moved: tuple[str, ...]
    pictures: tuple[str, ...]
    dues: tuple[tuple[str, str], ...]
    text: str

    def as_bytes(self, tag: str) -> bytes:
        """For keeping; `tag` says what else it was made from."""
        plain = tuple(
            tuple(tuple(map(tuple, field)) if name == "decisions" else field for name, field in case._asdict().items()) for case in self.cases
        )
        return dumps((tag, plain, *self[1:]))

    @classmethod
    def of_bytes(cls, data: bytes, tag: str) -> Self | None:
        """What was kept; None where it was made from something else."""
        kept_tag, cases, *rest = loads(data)  # noqa: S302 - of our own index
        if kept_tag != tag:
            return None
        at = AgendaItem._fields.index("decisions")
        made = [AgendaItem._make([*case[:at], tuple(map(DecisionText._make, case[at])), *case[at + 1 :]]) for case in cases]
        return cls(tuple(made), *rest)


def gather(page: MinutesPage, words: Iterable[str]) -> GatheredMinutes:
    """The record of a file; `words` are those of its cases, in order."""
    minutes = page.minutes
    shown = [line for line in minutes.action_lines if line.due and iso_day(line.due) and not page.withheld.hides(line.place.line)]
    return GatheredMinutes(
        cases=tuple(_case(page, item, said) for item, said in zip(minutes.items, words, strict=True)),
        there=_names(minutes.attendance),
        away=_names(minutes.absent or ()),
        moved=tuple(one.from_ for one in minutes.moved),
        pictures=tuple(beside(page.minutes.path, unquote(found)) for text in page.document.body_texts for found in _PICTURE.findall(text)),
        dues=tuple((place_of(line.id, line.place.path, line.place.line), line.due or "") for line in shown),
        text=blake2b("\n".join(page.document.texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(),
    )


def place_of(action_id: str | None, path: str, line: int) -> str:
    """An action by its id, or by where it was written first."""
    return action_id or f"{path}:{line}"


def _case(page: MinutesPage, item: Item, words: str) -> AgendaItem:
    hidden, public = page.withheld, page.facts.public
    is_hidden = hidden.hides(item.place.line)
    texts = page.document.texts[item.place.line - 1 : item.last_line]
    shown = [text for number, text in enumerate(texts, item.place.line) if not hidden.hides(number)]
    said = [DecisionText(without_contacts(one.text, public=public), one.vote) for one in item.decisions if not hidden.hides(one.place.line)]
    lines = [line for line in page.minutes.action_lines if item.place.line <= line.place.line <= item.last_line]
    return AgendaItem(
        number=item.number,
        title="" if is_hidden else without_contacts(item.title, public=public),
        line=item.place.line,
        kind=item.kind,
        has_text=item.has_text,
        is_hidden=is_hidden,
        is_postponed=item.is_postponed,
        postponed_to=item.postponed_to,
        came_from=item.came_from,
        links=item.links,
        decisions=tuple(said),
        actions=tuple(place_of(line.id, line.place.path, line.place.line) for line in lines if not hidden.hides(line.place.line)),
        names=tuple(actions_named(shown)),
        needs_none=needs_none("" if is_hidden else item.title, shown),
        words=words,
    )


def _names(people: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in people if person.name))
