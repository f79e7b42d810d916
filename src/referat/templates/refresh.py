"""Bringing a draft up to date: what it lacks is put where its likes stand, found by ids and links, and nothing that stands there is touched."""

from collections import Counter
from collections.abc import Iterable, Sequence

from referat.format.boxes import Box, read_heading
from referat.format.document import Document
from referat.format.edits import NotExact, append_block, boxes_of, insert_after
from referat.format.items import read_links
from referat.format.lines import Line
from referat.format.numbers import read_number
from referat.format.reader import read_page
from referat.languages.mark import N_
from referat.model.meeting import Item, Minutes
from referat.model.numbering import number_in_year
from referat.model.people import fold
from referat.model.place import Place
from referat.query.backlog import Origin
from referat.query.carryover import Agenda
from referat.templates import engine
from referat.templates.engine import Filling, Template


def refreshed(document: Document, template: Template, filling: Filling, agenda: Agenda, likes: "Likes") -> Document:
    """The draft with what the agenda says it lacks. Raises NotExact where that cannot be put in without changing what is there."""
    before = document
    document = _with_lines(document, template, filling, "approvals", likes.approvals)
    document = _with_actions(document, template, filling, likes.actions)
    document = _with_lines(document, template, filling, "groups", likes.groups)
    placed = {part.items for part in template.parts}
    for name in ("postponed", "cases"):
        for entry in filling.items.get(name, ()) if name in placed else ():
            document = document.replaced(
                append_block(document, _trimmed(engine.item_lines(template, entry, _next_number(document, filling), filling)))
            )
    _refuse_other_change(before, document, template, agenda)
    return document


class Likes:
    """What tells the sections of a draft: ids of minutes to approve, of actions from earlier minutes, and of groups."""

    def __init__(self, approvals: Iterable[str], actions: Iterable[str], groups: Iterable[str]) -> None:
        self.approvals = frozenset(fold(one) for one in approvals)
        self.actions = frozenset(actions)
        self.groups = frozenset(fold(one) for one in groups)


def _with_lines(document: Document, template: Template, filling: Filling, block: str, likes: frozenset[str]) -> Document:
    """Lines of a list put after the last line of the section that links to one of `likes`."""
    lines = filling.blocks.get(block, ())
    if not lines or template.section_of(block) is None:
        return document
    last = None
    for item in _page(document).items:
        for line in document.lines[item.place.line : item.last_line]:
            if line.indent == 0 and line.text.startswith(("-", "*", "+")) and {fold(link) for link in read_links(line.text)} & likes:
                last = line
    if last is None:
        return _with_section(document, template, filling, block, lines)
    bullet = last.text[0]
    return document.replaced(insert_after(document, _paragraph_end(document, last), [bullet + line[1:] for line in lines]))


def _with_actions(document: Document, template: Template, filling: Filling, likes: frozenset[str]) -> Document:
    """Boxes put after the last carried one, in the item that holds most of them."""
    lines = filling.blocks.get("actions", ())
    if not lines or template.section_of("actions") is None:
        return document
    found = boxes_of(document)
    carried = [box for box in found.boxes if box.id in likes]
    if not carried:
        return _with_section(document, template, filling, "actions", lines)
    items = _page(document).items

    def item_of(box: Box) -> int:
        return sum(item.place.line < document.body[box.index].number for item in items)

    homes = [item_of(box) for box in carried]
    home = max(dict.fromkeys(homes), key=homes.count)
    last = [box for box in carried if item_of(box) == home][-1]
    return document.replaced(append_block(document, lines, _list_end(document, last)))


def _with_section(document: Document, template: Template, filling: Filling, block: str, lines: Sequence[str]) -> Document:
    """Lines put at the end of the item that has the template's heading for them, else in a new item at the end of the draft."""
    part = template.section_of(block)
    assert part is not None
    heading = engine.headed(part.heading, _next_number(document, filling), filling.values, filling.numbering)
    title = fold(_title(heading))
    there = [item for item in _page(document).items if fold(item.title) == title]
    if there:
        last = next(line for line in reversed(document.lines[: there[-1].last_line]) if not line.is_blank)
        return document.replaced(append_block(document, lines, last))
    return document.replaced(append_block(document, _trimmed([heading, "", *lines])))


def _list_end(document: Document, box: Box) -> Line:
    """The last line before the list that a box stands in goes on at the margin: what follows cannot become a part of a new box there."""
    body = document.body
    last = body[box.index]
    for line in body[box.index + 1 :]:
        if line.is_blank:
            continue
        if line.indent == 0:
            break
        last = line
    return last


def _paragraph_end(document: Document, start: Line) -> Line:
    """The last line of the list item that begins on `start`."""
    last = start
    for line in document.lines[start.number :]:
        if line.is_blank or line.indent == 0:
            break
        last = line
    return last


def _next_number(document: Document, filling: Filling) -> int:
    """The number of the next item: after those of the draft, or after all of the year where they go on through it."""
    items = _page(document).items
    if filling.numbering.year:
        own = [number for item in items if (number := number_in_year(item.number, _page(document).on.year)) is not None]
        return max([*own, filling.numbering.first - 1]) + 1
    return max((int(item.number) for item in items if item.number.isdecimal()), default=0) + 1


def _title(heading: str) -> str:
    found = read_heading(heading)
    return read_number(found[1])[1] if found else heading


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Lines without blank ones at either end."""
    kept = list(lines)
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _page(document: Document) -> Minutes:
    page = read_page(document).page
    if not isinstance(page, Minutes):
        raise NotExact(path=document.path, why=N_("it is not read as minutes any more"), place=Place(document.path))
    return page


def _refuse_other_change(before: Document, after: Document, template: Template, agenda: Agenda) -> None:
    """Raises NotExact unless all facts of the draft are as they were, and what was added is read as what it is."""
    old, new = _page(before), _page(after)
    added = {one.id for one in agenda.actions} if template.section_of("actions") else set()
    checks: tuple[tuple[bool, str], ...] = (
        (added <= {line.id for line in new.action_lines}, N_("the new actions would not be read as actions there")),
        (_is_told(new, old, template, agenda), N_("what is new would not be read there")),
        (_told(old, set()) == _told(new, added), N_("an action would change")),
        ([_facts(item) for item in old.items] == [_facts(item) for item in new.items[: len(old.items)]], N_("an item would change")),
    )
    for holds, why in checks:
        if not holds:
            raise NotExact(path=before.path, why=why, place=Place(before.path))


def _is_told(new: Minutes, old: Minutes, template: Template, agenda: Agenda) -> bool:
    """Whether the links and references of what was added are read in the new text."""
    placed = {part.items for part in template.parts}
    cases = [case for case in agenda.cases if ("postponed" if case.origin is Origin.POSTPONED else "cases") in placed]
    wanted = {link for case in cases for link in case.links}
    if template.section_of("approvals"):
        wanted |= {m.id for m in agenda.approvals}
    if template.section_of("groups"):
        wanted |= {report.group.id for report in agenda.reports}
    links = {fold(link) for item in new.items for link in item.links}
    came = Counter(case.came_from for case in cases if case.came_from)
    return {fold(link) for link in wanted} <= links and came + _references(old) <= _references(new)


def _references(page: Minutes) -> Counter[tuple[str, str]]:
    return Counter(reference for item in page.items for reference in item.came_from)


def _told(page: Minutes, added: set[str]) -> list[tuple[object, ...]]:
    """Every action but those added, without its place."""
    return [(line.id, line.box, line.text, line.note, line.events) for line in page.action_lines if line.id not in added]


def _facts(item: Item) -> tuple[object, ...]:
    decisions = tuple((d.word, d.text, d.vote) for d in (*item.decisions, *item.proposals))
    return (item.number, item.title, item.kind, decisions, item.is_postponed, item.came_from)
