"""What of a file is not public, by its lines: items, passages and attachments that are marked, and what `meetings/public.yaml` names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from referat.format.boxes import read_heading
from referat.format.document import Document
from referat.format.marks import ground_at_end, hidden_lines, read_marks
from referat.format.numbers import read_reference
from referat.format.public import Kept
from referat.model.meeting import Item, Minutes
from referat.model.text import fold

AllKept = Mapping[str, tuple[Kept, ...]]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is kept from the public in a file: the grounds by the line an item or a passage begins on, every line they cover, and attachments."""

    items: dict[int, str] = field(default_factory=dict)
    passages: dict[int, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    attachments: dict[str, str] = field(default_factory=dict)

    def hides(self, line: int) -> bool:
        return line in self.lines


def withheld_of(document: Document, minutes: Minutes | None = None, kept: AllKept | None = None) -> Withheld:
    """What is not public in a file, be it minutes, a group's file or a note. A mark counts wherever it stands, in code and remarks too."""
    items: dict[int, str] = {}
    passages: dict[int, str] = {}
    lines: set[int] = set()
    named = (kept or {}).get(fold(minutes.id), ()) if minutes else ()
    numbers = {item.place.line: item for item in minutes.items} if minutes else {}
    for item in numbers.values():
        if (ground := _ground_named(item, named)) is not None:
            items[item.place.line] = ground
            lines.update(range(item.place.line, item.last_line + 1))
    for first, end, ground in _marked_parts(document.body_texts):
        number = document.number(first)
        (items if number in numbers else passages)[number] = ground
        lines.update(range(number, document.number(end - 1) + 1))
    return Withheld(items, passages, frozenset(lines), {fold(one.attachment): one.ground for one in named if one.attachment})


def _marked_parts(texts: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """What a mark hides: under a heading to the next of its level or above, under a line to the next blank one; (first, end, ground)."""
    headings = [(index, *found) for index, text in enumerate(texts) if (found := read_heading(text))]
    for place, (index, level, words) in enumerate(headings):
        ground = read_marks(words).ground
        if ground is not None:
            yield index, next((at for at, other, _ in headings[place + 1 :] if other <= level), len(texts)), ground
    yield from hidden_lines(texts)


def _ground_named(item: Item, named: tuple[Kept, ...]) -> str | None:
    names = {fold(name) for name in (item.number, item.title, read_reference(item.number)) if name}
    return next((one.ground for one in named if one.item and (fold(one.item) in names or fold(read_reference(one.item)) in names)), None)


def attachments_of(texts: tuple[str, ...], withheld: Withheld) -> Iterator[tuple[str, str | None]]:
    """Each attachment as it is named, and the ground it is kept back on, None where it is public."""
    for text in texts:
        name, ground = ground_at_end(text)
        if ground is None:
            ground = next((one for what, one in withheld.attachments.items() if what in {fold(name), fold(name.rpartition("/")[2])}), None)
        yield name, ground
