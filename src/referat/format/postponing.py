"""What postponing writes: the line `Utsatt til …` in an agenda item, and what a prepared item says that it is for."""

from referat.format import edits, style
from referat.format.document import Document, Edit
from referat.format.fieldnames import field_meaning
from referat.format.nodes import Scalar
from referat.format.reader import Page, read_page
from referat.languages.mark import N_
from referat.languages.words import ITEM_FIELDS, NEXT_MEETING_WORDS, POSTPONED_WORDS, TO_WORDS, written
from referat.model.action import SourceKind
from referat.model.meeting import Item, Minutes
from referat.model.place import Place


def postpone(document: Document, item: Item, to: str, language: str) -> Document:
    """Minutes in which the item ends with `Utsatt til …`, as a paragraph of its own; `to` is empty for the next meeting, whenever it is."""
    words = line_of(document, to, language)
    last = next(line for line in reversed(document.lines[: item.last_line]) if not line.is_blank)
    changed = document.replaced(edits.append_block(document, [words], last))
    if not _only_postponed(read_page(document).page, read_page(changed).page, item):
        raise edits.NotExact(path=document.path, why=N_("the line would not be read as part of that item"), place=Place(document.path, last.number))
    return changed


def line_of(document: Document, to: str, language: str) -> str:
    """The line that says so, in the language of the document."""
    code = style.language(document, language)
    return f"{POSTPONED_WORDS[code][0].capitalize()} {TO_WORDS[code][0]} {to or NEXT_MEETING_WORDS[code][0]}."


def set_aim(document: Document, value: str, language: str) -> Document:
    """A prepared item that is for this meeting, day or group."""
    default = written(ITEM_FIELDS, "for", style.language(document, language))
    return document.replaced(edits.set_field(document, _spelled(document) or default, value))


def clear_aim(document: Document) -> Document:
    """A prepared item that is for nothing in particular. The field stays, to be filled in again; so does a remark beside it."""
    spelled = _spelled(document)
    header = document.header
    if not spelled or header is None:
        return document
    key, node = next((key, value) for key, value in header if key.text == spelled)
    if not isinstance(node, Scalar) or node.style in {"|", ">"} or header.flow:
        return document.replaced(edits.remove_field(document, spelled))
    start, end = document.header_at + key.end, document.header_at + node.end
    colon = document.text.index(":", start) + 1
    return document.replaced([Edit(colon, max(colon, end), "")])


def _spelled(document: Document) -> str:
    """How the file spells the field; "" where it has none."""
    return next((key.text for key, _ in document.header or () if field_meaning(key.text, SourceKind.ITEM) == "for"), "")


def _only_postponed(before: Page | None, after: Page | None, item: Item) -> bool:
    """Whether the item is postponed now, and the minutes say the same as before in all else (places move, and a note may end sooner)."""
    if not isinstance(before, Minutes) or not isinstance(after, Minutes) or len(before.items) != len(after.items):
        return False
    pairs = list(zip(before.items, after.items, strict=True))
    is_there = all(new.is_postponed == (old.is_postponed or old.place == item.place) for old, new in pairs)
    same_items = all(_bare(old) == _bare(new) for old, new in pairs)
    return is_there and same_items and _actions(before) == _actions(after)


def _bare(item: Item) -> tuple[object, ...]:
    said = [[(d.word, d.text, d.vote) for d in many] for many in (item.decisions, item.proposals)]
    return (item.number, item.title, item.kind, said, item.corrections, item.came_from, item.links)


def _actions(page: Minutes) -> list[tuple[object, ...]]:
    return [(line.id, line.box, line.text, [(e.on, e.kind, e.value) for e in line.events]) for line in page.action_lines]
