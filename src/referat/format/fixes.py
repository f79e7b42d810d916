"""What `check --fix` mends: one function per kind of mistake, from a document to the edits that take it away and touch nothing else.

Only drafts and files without a date are mended, and only what cannot be wrong. Every fix is read again before it is kept: its problem must
be gone, no other may have come, and every fact that was not meant must be as before (`kept`); a fix that fails this is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from referat.format import edits, style
from referat.format.boxes import Scan
from referat.format.document import Document, Edit, EditsOverlap, late_header
from referat.format.fieldnames import field_meaning
from referat.format.kept import bare_names_kept, closings_kept, dead_keys_kept, dues_kept, ids_kept, lines_kept, names_kept, values_kept
from referat.format.lines import WS
from referat.format.lookalikes import dead_key_id, lookalike
from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.reader import Reading, read_page
from referat.model.action import ActionLine, SourceKind, Status
from referat.model.group import Group
from referat.model.meeting import Minutes, Note
from referat.model.problems import Problem
from referat.model.state import box_event

# A header with more bare handles than this was not written by hand.
MOST_BARE = 200
_COLON_IN_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)?[^\W\d_][^:\"']*:[ \t]+(?P<value>[^\s\"'\[{|>][^\"]*:(?:[ \t].*)?)")
# Each looks through the whole file; a draft that holds more gets the rest in the next run.
MOST_TICKS = 200
# Where some of what a fix found cannot be kept, it is tried half by half, so often and no more.
_MOST_TRIES = 60
# A dated line belongs to a box this near above it, or has been lost sight of by its writer too.
DEEPEST_LIST = 100
# Fields that make a file without a readable date something else than a note: nothing in it is mended.
_NOT_A_NOTE = frozenset({"date", "status", "circulation", "approval"})


@dataclass(frozen=True, slots=True)
class Kit:
    """What the fixes need beside the file: a new id each time it is asked, and the language to write in where the file does not show its own.

    `logs_ticks` is False for minutes sent out today already: a box ticked since means the meeting's own day, and a dated line would be new text.
    """

    new_id: Callable[[], str]
    language: str = "nb"
    logs_ticks: bool = True


@dataclass(frozen=True, slots=True)
class Mended:
    """A document after its fixes, and the code of the problem that each fix took away."""

    document: Document
    codes: tuple[str, ...] = ()


Fix = Callable[[Document, Reading, Kit], list[list[Edit]]]
Kept = Callable[[Document, Document], bool]


def mend(document: Document, kit: Kit) -> Mended:
    """The document with everything mended that can be; the same document where there is nothing."""
    codes: list[str] = []
    document, count = _begin_with_header(document)
    codes += ["header-late"] * count
    if document.has_broken_header:
        document, count = _quote_colons(document)
        codes += ["header-yaml"] * count
        document, count = _quote_bare_handles(document)
        codes += ["header-bare-at"] * count
    if not may_be_mended(document, read_page(document)):
        return Mended(document)
    for code, fix, kept in FIXES if kit.logs_ticks else FIXES[:-1]:
        document, count = _apply(document, kit, fix, kept)
        codes += [code] * count
    return Mended(document, tuple(codes))


def may_be_mended(document: Document, reading: Reading) -> bool:
    """Whether a file is a draft, or has no date and never had one."""
    page = reading.page
    if isinstance(page, Minutes):
        return page.status is Status.DRAFT and not page.circulation and not page.approval
    if isinstance(page, Note):
        return not any(field_meaning(key.text, SourceKind.MINUTES) in _NOT_A_NOTE for key, _ in document.header or ())
    return page is not None


def quote_lost_values(document: Document, reading: Reading, _: Kit) -> list[list[Edit]]:
    """A value that YAML cuts short at ` #`, whole and in quotes."""
    found = []
    for problem in _of(reading, "lost-in-yaml"):
        line = document.lines[problem.place.line - 1]
        for node in _leaves(document.header):
            if node.line + 2 == line.number and not node.style and node.column < problem.place.column - 1 and _is_before(document, node, problem):
                start = document.header_at + node.start
                written = document.text[start : line.end].rstrip(WS)
                found.append([Edit(start, start + len(written), style.value_text(written))])
    return found


def quote_names(document: Document, reading: Reading, _: Kit) -> list[list[Edit]]:
    """A name with a colon in a list of people, as the text it was meant to be."""
    places = {(problem.place.line, problem.place.column) for problem in _of(reading, "name-with-colon")}
    found = []
    for node in _mappings(document.header):
        if (node.line + 2, node.column + 1) in places and not node.flow and len(node.pairs) == 1:
            line = document.lines[node.line + 1]
            start = document.header_at + node.start
            written = document.text[start : line.end].rstrip(WS)
            if " #" not in written:
                found.append([Edit(start, start + len(written), style.value_text(written))])
    return found


def mend_lookalikes(document: Document, reading: Reading, _: Kit) -> list[list[Edit]]:
    """A line that was meant as an action, as one."""
    found = []
    for number in sorted({problem.place.line for problem in _of(reading, "looks-like-action")}):
        line = document.lines[number - 1]
        if mended := lookalike(line.text):
            found.append([Edit(line.start, line.start + len(line.text.rstrip(WS)), mended.line.rstrip(WS))])
    return found


def mend_dead_keys(document: Document, reading: Reading, _: Kit) -> list[list[Edit]]:
    """An id whose ^ went into its first letter, as an id."""
    found = []
    for problem in _of(reading, "looks-like-action"):
        line = document.lines[problem.place.line - 1]
        if lookalike(line.text) is None and (mended := dead_key_id(line.text)):
            found.append([Edit(line.start, line.start + len(line.text.rstrip(WS)), mended.line.rstrip(WS))])
    return found


def write_dues_as_iso(document: Document, reading: Reading, kit: Kit) -> list[list[Edit]]:
    """A due date as people write it, as YYYY-MM-DD; `innen fredag` gets the word that sets a due date too."""
    found = []
    own = style.due_word(style.language(document, kit.language))
    for problem in _of(reading, "due-not-iso"):
        start = document.lines[problem.place.line - 1].start + problem.place.column - 1
        word, has_word, _ = document.text[start : start + problem.length].partition(":")
        found.append([Edit(start, start + problem.length, f"{word if has_word else own}:{problem.facts['iso']}")])
    return found


def with_iso_dues(document: Document) -> Document:
    """The document with its due dates as ISO, as far as that is exact: they mean the same when the meeting gets another day."""
    return _apply(document, Kit(lambda: ""), write_dues_as_iso, dues_kept)[0]


def give_ids(document: Document, reading: Reading, kit: Kit) -> list[list[Edit]]:
    """Ids for the open actions that have none, and for closed ones whose dated lines wait for one."""
    unclear = {p.place.line for p in reading.problems if p.code in {"bad-id", "misplaced-id", "looks-like-action"}}
    waiting = _boxes_with_orphans(document, edits.boxes_of(document))
    found = []
    for line in _action_lines(reading):
        number = line.place.line
        if (line.id is None or line.more) and number not in unclear and (line.is_open_box or number in waiting):
            last = document.lines[number - 1 + line.more]
            end = last.start + len(last.text.rstrip(WS))
            given = [] if line.id else [Edit(end, end, f" ^{kit.new_id()}")]
            found.append([*edits.join_lines(document, number, line.more), *given])
    return found


def log_ticks(document: Document, reading: Reading, kit: Kit) -> list[list[Edit]]:
    """The closing day of each closed box of a draft whose dated lines do not say it."""
    scan = edits.boxes_of(document)
    language = style.language(document, kit.language)
    found: list[list[Edit]] = []
    for line in _action_lines(reading):
        if len(found) == MOST_TICKS:
            break
        if not line.is_open_box and line.id and line.source.on and (said := box_event(line)):
            words = f"{said[0].isoformat()} {style.event_word(said[1].value, language)}"
            found.append(edits.log_event(document, edits.box_number(scan, document, line.place.line), words))
    return found


# In the order they are made: what is mended first may bring something for those after it.
FIXES: tuple[tuple[str, Fix, Kept], ...] = (
    ("lost-in-yaml", quote_lost_values, values_kept),
    ("name-with-colon", quote_names, names_kept),
    ("looks-like-action", mend_lookalikes, lines_kept),
    ("looks-like-action", mend_dead_keys, dead_keys_kept),
    ("due-not-iso", write_dues_as_iso, dues_kept),
    ("no-id", give_ids, ids_kept),
    ("tick-without-day", log_ticks, closings_kept),
)


def _apply(document: Document, kit: Kit, fix: Fix, kept: Kept) -> tuple[Document, int]:
    """All that a fix finds, at once where that can be kept, else half by half from the last, which moves none of those before it."""
    found = fix(document, read_page(document), kit)
    if not found:
        return document, 0
    return _apply_all(document, found, kept, iter(range(_MOST_TRIES)))


def _apply_all(document: Document, found: list[list[Edit]], kept: Kept, tries: Iterator[int]) -> tuple[Document, int]:
    """Each try reads the document anew; what is not mended when there have been enough of them stays as it is, and is told."""
    if next(tries, None) is None:
        return document, 0
    if mended := _tried(document, [edit for one in found for edit in one], kept):
        return mended, len(found)
    if len(found) < 2:
        return document, 0
    half = len(found) // 2
    document, later = _apply_all(document, found[half:], kept, tries)
    document, earlier = _apply_all(document, found[:half], kept, tries)
    return document, later + earlier


def _tried(document: Document, changes: list[Edit], kept: Kept) -> Document | None:
    try:
        mended = document.replaced(changes)
    except EditsOverlap:
        return None
    return mended if mended.data != document.data and kept(document, mended) else None


def _begin_with_header(document: Document) -> tuple[Document, int]:
    """The document without the blank lines before its header, where it is a draft then."""
    late = late_header(document) if document.head is None and not document.problems else 0
    if not late:
        return document, 0
    tried = document.replaced([Edit(0, document.lines[late - 1].start, "")])
    return (tried, 1) if may_be_mended(tried, read_page(tried)) else (document, 0)


def _quote_colons(document: Document) -> tuple[Document, int]:
    """A header that a colon in a value made unreadable (`tittel: Møte: ekstra`), with that value in quotes; as it was where that does not help."""
    tried, count = document, 0
    while tried.head is None and count < MOST_BARE and (problem := next((p for p in tried.problems if p.code == "header-yaml"), None)):
        line = tried.lines[problem.place.line - 1]
        match = _COLON_IN_VALUE.fullmatch(line.text.rstrip(WS))
        if match is None:
            break
        start = line.start + match.start("value")
        tried = tried.replaced([Edit(start, line.start + match.end("value"), style.value_text(match["value"]))])
        count += 1
    readable = tried.head is not None and may_be_mended(tried, read_page(tried)) and bare_names_kept(document, tried)
    return (tried, count) if readable else (document, 0)


def _quote_bare_handles(document: Document) -> tuple[Document, int]:
    """A header that a bare @handle made unreadable, with each in quotes; the document as it was where that does not make it readable."""
    tried, count = document, 0
    while tried.header is None and count < MOST_BARE:
        problem = next((p for p in tried.problems if p.code == "header-bare-at"), None)
        if problem is None:
            break
        line = tried.lines[problem.place.line - 1]
        start = line.start + problem.place.column - 1
        written = tried.text[start : line.end].rstrip(WS)
        if not written.startswith("@") or " #" in written or ": " in written:
            break
        tried, count = tried.replaced([Edit(start, start + len(written), style.value_text(written))]), count + 1
    readable = tried.header is not None and may_be_mended(tried, read_page(tried)) and bare_names_kept(document, tried)
    return (tried, count) if readable else (document, 0)


def _of(reading: Reading, code: str) -> list[Problem]:
    return [problem for problem in reading.problems if problem.code == code]


def _action_lines(reading: Reading) -> tuple[ActionLine, ...]:
    return reading.page.action_lines if isinstance(reading.page, Minutes | Group | Note) else ()


def _boxes_with_orphans(document: Document, scan: Scan) -> set[int]:
    """The lines of boxes without an id that have dated lines under them."""
    found = set()
    starts = [box.index for box in scan.boxes]
    for orphan in scan.orphans:
        indent, before = document.body[orphan].indent, bisect_left(starts, orphan)
        above = reversed(scan.boxes[max(0, before - DEEPEST_LIST) : before])
        if box := next((box for box in above if box.indent < indent), None):
            found.add(document.body[box.index].number)
    return found


def _leaves(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _leaves(item)
    elif node is not None:
        for _, value in node:
            yield from _leaves(value)


def _mappings(node: Node | None) -> Iterator[Mapping]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _mappings(item)
    elif isinstance(node, Mapping):
        yield node
        for _, value in node:
            yield from _mappings(value)


def _is_before(document: Document, node: Scalar, problem: Problem) -> bool:
    """Whether nothing but blanks stands between a value and the # that the problem marks."""
    line = document.lines[problem.place.line - 1]
    return not document.text[document.header_at + node.end : line.start + problem.place.column - 1].strip(WS)
