"""From a document to the facts it states: minutes, a group, a prepared item or a note, by tables of fields.

A value that cannot be read becomes a Problem and the field stays empty; nothing here raises for what a person wrote.
"""

import unicodedata
from collections.abc import Callable

from referat.format.actions import read_actions
from referat.format.boxes import Scan, scan
from referat.format.document import Document, late_header
from referat.format.fields import Fields
from referat.format.items import headings_of, read_items, read_proposals
from referat.format.paths import file_id, kind_of_path
from referat.format.records import read_approval, read_approves, read_cancelled, read_circulation, read_moved
from referat.model.action import Source, SourceKind
from referat.model.fact import Record
from referat.model.group import Group
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.place import Place
from referat.model.problems import Problem

Page = Minutes | Group | PreparedItem | Note


class Reading(Record):
    """What a file says: its page, or None where it cannot be read at all, and every problem found on the way."""

    path: str
    id: str
    kind: SourceKind
    page: Page | None
    problems: tuple[Problem, ...] = ()


def read_page(document: Document) -> Reading:
    """Reads a document as what its place and its header make it. A date that is no day is said, and keeps a file from being minutes."""
    kind = kind_of_path(document.path)
    own_id = file_id(document.path)
    if document.has_broken_header:
        return Reading(document.path, own_id, kind or SourceKind.NOTE, None, document.problems)
    document = _composed(document)
    fields = Fields(document, kind or SourceKind.MINUTES)
    if kind is None:
        kind = SourceKind.MINUTES if fields.day("date") else SourceKind.NOTE
    page = _READERS[kind](document, own_id, fields)
    late = late_header(document) if document.head is None else 0
    problems = (*document.problems, *fields.problems, *([Problem("header-late", Place(document.path, late), length=3)] if late else ()))
    return Reading(document.path, own_id, kind, page, tuple(sorted(problems, key=lambda p: (p.place.line, p.place.column, p.code))))


def _composed(document: Document) -> Document:
    """The document with the texts of its body in composed letters (NFC), as facts are stated. Only for reading: its `lines` are still the file's."""
    if unicodedata.is_normalized("NFC", document.text):
        return document
    body = tuple([unicodedata.normalize("NFC", text) for text in document.body_texts])
    texts = document.texts[: document.body_at] + body
    at, closing, problems = document.header_at, document.closing, document.problems
    return Document(document.path, document.text, document.has_bom, texts, document.head, header_at=at, closing=closing, problems=problems)


def _minutes(document: Document, own_id: str, fields: Fields) -> Minutes:
    on = fields.day("date")
    assert on is not None
    start, end, time_text = fields.times()
    status = fields.status()
    group = fields.text("group")
    source = Source(document.path, own_id, SourceKind.MINUTES, group, on, start, status)
    found = scan(document.body_texts)
    items, new_items, unsure = read_items(document, found, on.year)
    lines, problems = read_actions(document, source, headings_of(items), found)
    fields.problems += (*unsure, *problems)
    next_on, next_text = fields.next_meeting()
    return Minutes(
        id=own_id,
        path=document.path,
        title=fields.text("title") or _first_heading(found) or own_id,
        group=group,
        on=on,
        start=start,
        end=end,
        time_text=time_text,
        venue=fields.text("place"),
        status=status,
        chair=fields.people("chair") or (),
        secretary=fields.people("secretary") or (),
        present=fields.people("present"),
        substitutes=fields.people("substitutes"),
        others=fields.people("others"),
        absent=fields.people("absent"),
        next_on=next_on,
        next_text=next_text,
        items=items,
        new_items=new_items,
        action_lines=lines,
        approves=read_approves(fields),
        circulation=read_circulation(fields),
        approval=read_approval(fields),
        cancelled=read_cancelled(fields),
        moved=read_moved(fields),
        source=source,
    )


def _group(document: Document, own_id: str, fields: Fields) -> Group:
    source = Source(document.path, own_id, SourceKind.GROUP, own_id)
    lines, problems = read_actions(document, source, (), scan(document.body_texts))
    fields.problems += problems
    return Group(
        id=own_id,
        path=document.path,
        title=fields.text("title") or own_id,
        parent=fields.text("parent"),
        appointed=fields.reference("appointed"),
        since=fields.day("from"),
        until=fields.day("until"),
        report=fields.days("report"),
        lead=fields.people("lead") or (),
        deputy=fields.people("deputy") or (),
        members=fields.people("members") or (),
        closed=fields.reference("closed"),
        calendar=fields.days("calendar"),
        standing=fields.texts("standing"),
        numbering=fields.numbering(),
        mandate="\n".join(document.body_texts).strip(),
        action_lines=lines,
        source=source,
    )


def _item(document: Document, own_id: str, fields: Fields) -> PreparedItem:
    source = Source(document.path, own_id, SourceKind.ITEM, fields.text("group"))
    found = scan(document.body_texts)
    return PreparedItem(
        id=own_id,
        path=document.path,
        title=fields.text("title") or _first_heading(found) or own_id,
        group=fields.text("group"),
        for_=fields.text("for"),
        by=fields.text("by"),
        kind=fields.text("kind"),
        handled=fields.reference("handled"),
        proposals=read_proposals(document, found),
        has_text=any(map(str.strip, document.body_texts)),
        source=source,
    )


def _note(document: Document, own_id: str, fields: Fields) -> Note:
    source = Source(document.path, own_id, SourceKind.NOTE, fields.text("group"))
    found = scan(document.body_texts)
    lines, problems = read_actions(document, source, (), found)
    fields.problems += problems
    return Note(own_id, document.path, fields.text("title") or _first_heading(found) or own_id, source, lines)


_READERS: dict[SourceKind, Callable[[Document, str, Fields], Page]] = {
    SourceKind.MINUTES: _minutes,
    SourceKind.GROUP: _group,
    SourceKind.ITEM: _item,
    SourceKind.NOTE: _note,
}


def _first_heading(found: Scan) -> str:
    """The title that a body gives itself."""
    return next((words for _, level, words in found.headings if level == 1), "")
