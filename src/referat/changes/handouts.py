"""Copies of minutes to hand out: what stands on them, and where they are put."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from referat.approvals.checkpoint import checkpoint, events_of
from referat.approvals.checkpoint_value import Checkpoint
from referat.book import Book
from referat.format import style
from referat.format.boxes import scan
from referat.format.document import Document
from referat.format.roster import written
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.action import ActionLine, Status
from referat.model.meeting import Minutes
from referat.model.people import Participant
from referat.render.copy import Copy
from referat.render.minutes_html import html
from referat.render.minutes_text import text

# In the book's folder, and out of git's sight by a file of its own: copies can be made again at any time.
FOLDER = "copies"
_IGNORE = "*\n"
_HANDLE = re.compile(r"@([\w.\-]*\w)")

FORMATS = {"html": html, "txt": text}

_LISTS = (
    (D_("Chair"), "chair"),
    (D_("Secretary"), "secretary"),
    (D_("Present"), "present"),
    (D_("Substitutes"), "substitutes"),
    (D_("Also there"), "others"),
    (D_("Absent"), "absent"),
)


def checkpoint_of(book: Book) -> Checkpoint:
    """The checkpoint of the book as it lies here."""
    now = ((minutes.id, minutes.approval) for minutes in book.minutes)
    earlier = ((minutes_id, old.approval) for minutes_id, old in book.earlier_minutes)
    return checkpoint(events_of((*now, *earlier), (entry for minutes in book.minutes for entry in minutes.approves)))


def copy_of(book: Book, document: Document, minutes: Minutes, version: int = 0) -> Copy:
    """A copy of minutes as they are sent out or approved."""
    body = "\n".join(_lines(book, document, minutes)).strip("\n")
    return Copy(
        language=style.language(document, book.language),
        title=minutes.title,
        notice=_notice(minutes, version),
        facts=tuple(_facts(book, minutes)),
        body=_without_title(body, minutes.title),
        marks=(*_digests(minutes), checkpoint_of(book).line),
    )


def write_copies(book: Book, copy: Copy, name: str, folder: Path | None) -> list[str]:
    """Write each format beside the others; returns the paths. Without a folder, into the book's own for copies."""
    place = folder or Path(book.root) / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    if folder is None and not (place / ".gitignore").exists():
        _put(place / ".gitignore", _IGNORE)
    made = []
    for ending, make in FORMATS.items():
        path = place / f"{name}.{ending}"
        _put(path, make(copy))
        made.append(os.fspath(path))
    return made


def _put(path: Path, content: str) -> None:
    """Write a file whole, beside what is there, and then in its place; a link that stands there is replaced, not followed."""
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=".referat-", suffix=".tmp")
    try:
        with os.fdopen(fd, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        mask = os.umask(0o077)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _lines(book: Book, document: Document, minutes: Minutes) -> Iterator[str]:
    """The lines of the text; actions say who by name, and by when, since whoever reads a copy does not know our signs."""
    actions = {line.place.line: line for line in minutes.action_lines}
    boxes = {document.body[box.index].number: box for box in scan(line.text for line in document.body).boxes}
    for line in document.body:
        action, box = actions.get(line.number), boxes.get(line.number)
        yield line.text[: box.text_at] + _told(book, action) if action and box else line.text


def _told(book: Book, line: ActionLine) -> str:
    """`Oddvar Bråten: Ask for a price (due 2024-12-01, 7qk2m)`."""
    names = {handle: book.name_of(handle, line) for handle in line.owners}
    task = _HANDLE.sub(lambda sign: names.get(sign[1], sign[0]), line.task)
    lead = "" if task != line.task else ", ".join(names.values())
    due = "" if not line.due else tr(D_("due {day}"), day=line.due) if line.due[0].isdecimal() else tr(D_("due at the next meeting"))
    tail = ", ".join(part for part in (due, *line.groups, line.id or "") if part)
    return (f"{lead}: {task}" if lead else task) + (f" ({tail})" if tail else "")


def _notice(minutes: Minutes, version: int) -> str:
    circulation, approval = minutes.circulation, minutes.approval
    if approval:
        item = tr(D_(" (item {item})"), item=approval.item) if approval.item else ""
        return tr(D_("Approved in {meeting}{item} on {on} by {by}."), meeting=approval.in_, item=item, on=approval.on, by=approval.by)
    if circulation is None or minutes.status is not Status.CIRCULATED:
        return tr(D_("Draft."))
    numbered = tr(D_("Version {n}. "), n=version) if version > 1 else ""
    comments = tr(D_(" Comments by {day}."), day=circulation.comments_by) if circulation.comments_by else ""
    return numbered + tr(D_("Sent out on {on}, not yet approved."), on=circulation.on) + comments


def _facts(book: Book, minutes: Minutes) -> Iterable[tuple[str, tuple[str, ...]]]:
    group = book.group(minutes.group)
    if minutes.group:
        yield tr(D_("Group")), (group.title if group else minutes.group,)
    yield tr(D_("Date")), (minutes.on.isoformat(),)
    if minutes.time_text:
        yield tr(D_("Time")), (minutes.time_text,)
    if minutes.venue:
        yield tr(D_("Place")), (minutes.venue,)
    for label, name in _LISTS:
        people: tuple[Participant, ...] | None = getattr(minutes, name)
        if people:
            yield tr(label), tuple(written(person) for person in people)
    following = " ".join(part for part in (minutes.next_on.isoformat() if minutes.next_on else "", minutes.next_text) if part)
    if following:
        yield tr(D_("Next meeting")), (following,)


def _digests(minutes: Minutes) -> Iterable[str]:
    record = minutes.approval or minutes.circulation
    if record:
        yield f"{minutes.id} · {record.text}"


def _without_title(body: str, title: str) -> str:
    """The body without a first heading that only says the title again."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if first.lstrip("#").strip() == title and first.startswith("# ") else body
