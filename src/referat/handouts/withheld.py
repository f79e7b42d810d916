"""What of a file is not public, by its lines: items, passages and attachments that are marked, and what `meetings/public.yaml` names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from referat.format.boxes import read_heading, scan
from referat.format.document import Document
from referat.format.lines import columns
from referat.format.marks import ground_at_end, hidden_lines, is_almost_mark, read_marks
from referat.format.numbers import read_reference
from referat.format.public import KeptFromPublic
from referat.model.meeting import Item, Minutes
from referat.model.text import fold

AllKept = Mapping[str, tuple[KeptFromPublic, ...]]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is kept from the public in a file: the grounds by the line an item or a passage begins on, every line they cover, and attachments."""

    items: dict[int, str] = field(default_factory=dict)
    passages: dict[int, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    attachments: dict[str, str] = field(default_factory=dict)

    def hides(self, line: int) -> bool:
        return line in self.lines


def kept_of(minutes: Minutes, kept: AllKept) -> tuple[KeptFromPublic, ...]:
    """What `meetings/public.yaml` keeps back of these minutes, under the name they have or had."""
    return tuple(one for name in (minutes.id, *(old.from_ for old in minutes.moved)) for one in kept.get(fold(name), ()))


def withheld_of(document: Document, minutes: Minutes | None = None, named: Iterable[KeptFromPublic] = ()) -> Withheld:
    """What is not public in a file, be it minutes, a group's file or a note. A mark counts wherever it stands, in code and remarks too."""
    items: dict[int, str] = {}
    passages: dict[int, str] = {}
    lines: set[int] = set()
    named = tuple(named)
    numbers = {item.place.line: item for item in minutes.items} if minutes else {}
    for item in numbers.values():
        ground = _ground_named(item, named)
        if ground is None:  # a case may be written as no heading that Markdown knows: ##Sak 4, underlined, in bold
            ground = read_marks(case_words(document.texts[item.place.line - 1])).ground
        if ground is not None:
            items[item.place.line] = ground
            lines.update(range(item.place.line, item.last_line + 1))
    for first, end, ground in _marked_parts(document.body_texts):
        number = document.number(first)
        (items if number in numbers else passages)[number] = ground
        lines.update(range(number, document.number(end - 1) + 1))
    return Withheld(items, passages, frozenset(lines), {fold(one.attachment): one.ground for one in named if one.attachment})


def case_words(line: str) -> str:
    """What the heading of a case says with its marks, however it is written: `## Sak 4`, `##Sak 4`, underlined, in bold."""
    return line.strip().lstrip("#").strip("*_ \t").rstrip("#").rstrip()


def _marked_parts(texts: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """What a mark hides: under a heading to the next of its level or above, under a line to the next blank one; (first, end, ground)."""
    headings = [(index, *found) for index, text in enumerate(texts) if (found := read_heading(text))]
    for place, (index, level, words) in enumerate(headings):
        ground = read_marks(words).ground
        if ground is not None:
            yield index, next((at for at, other, _ in headings[place + 1 :] if other <= level), len(texts)), ground
    yield from hidden_lines(texts)


def _ground_named(item: Item, named: tuple[KeptFromPublic, ...]) -> str | None:
    return next((one.ground for one in named if names_item(one, item)), None)


def names_item(kept: KeptFromPublic, item: Item) -> bool:
    """Whether this is what is kept back: by its number, with or without a word before it, or by its title."""
    names = {fold(name) for name in (item.number, item.title, read_reference(item.number)) if name}
    return bool(kept.item) and (fold(kept.item) in names or fold(read_reference(kept.item)) in names)


def unclear_lines(document: Document, withheld: Withheld) -> set[int]:
    """The lines of a body, by index, that are shown and were perhaps meant to hide something; nobody but who wrote them can tell."""
    lines = enumerate(document.body_texts)
    return {index for index, text in lines if is_almost_mark(text) and not withheld.hides(document.number(index))}


def note_lines(document: Document) -> set[int]:
    """The lines of a body, by index, that stand under a box and are neither boxes nor dated lines of its log."""
    found = scan(document.body_texts)
    known = {box.index for box in found.boxes} | {log.index for log in found.logs}
    notes: set[int] = set()
    for box in found.boxes:
        for index in range(box.index + 1, len(document.body_texts)):
            text = document.body_texts[index]
            if text.strip() and columns(text) <= box.indent:
                break
            if text.strip() and index not in known:
                notes.add(index)
    return notes


def attachments_of(texts: tuple[str, ...], withheld: Withheld) -> Iterator[tuple[str, str | None]]:
    """Each attachment as it is named, and the ground it is kept back on, None where it is public."""
    for text in texts:
        name, ground = ground_at_end(text)
        if ground is None:
            ground = next((one for what, one in withheld.attachments.items() if what in {fold(name), fold(name.rpartition("/")[2])}), None)
        yield name, ground
