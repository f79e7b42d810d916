"""Checks of what one file says about another: references, links, and the marks of circulation and approval."""

import posixpath
import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from referat.checks.context import CheckContext
from referat.model.action import Status
from referat.model.meeting import Item, Minutes
from referat.model.people import fold, near
from referat.model.place import Place
from referat.model.problems import Problem
from referat.query.backlog import aim_of, is_meant

_LINK = re.compile(r"\]\(\s*<?([^)>\n]{1,400}?\.md)(?:#[^)>\n]{0,400})?>?\s*\)")


def references(context: CheckContext) -> Iterator[Problem]:
    """Minutes and items that a header or a line names, and that are not there."""
    lost = {fold(path.rpartition("/")[2].removesuffix(".md")) for path in context.paths} - set(context.minutes_by_id)
    for path, field, meeting, item in _named(context):
        if fold(meeting) in lost:  # the file is there; that it cannot be read is said once
            continue
        found = context.minutes_called(meeting)
        if found is None:
            likely = near(meeting, (m.id for m in context.minutes))
            yield context.at("broken-reference", path, field, field=_spelled(context, path, field), what=meeting, near=likely)
        elif item and not _has(found, item):
            yield context.at("broken-reference", path, field, field=_spelled(context, path, field), what=f"{meeting}: {item}")
    for minutes in context.minutes:
        yield from _sources(context, minutes, lost)
        for entry in minutes.approves:
            approved = context.minutes_called(entry.id) if entry.id else None
            if approved and approved.is_cancelled:
                yield context.at("cancelled-but-held", approved.path, "cancelled", where=minutes.id)


def links(context: CheckContext) -> Iterator[Problem]:
    """A link to a file of the book that is not there."""
    for path, sheet in context.sheets.items():
        for match in _LINK.finditer(sheet.text):
            target = unquote(match[1])
            whole = normalize("NFC", posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
            is_ours = whole.startswith("meetings/") and "://" not in target and "/." not in whole
            if is_ours and whole not in context.composed_paths:
                yield Problem("broken-link", sheet.place_of(match.start(1)), {"target": target}, len(match[1]))


def approval_marks(context: CheckContext) -> Iterator[Problem]:
    """A status without the record that belongs to it, a record without its status, and what does not belong in a record."""
    for minutes in context.minutes:
        if minutes.status is Status.APPROVED and not minutes.approval:
            yield context.at("approved-without-record", minutes.path, "status")
        elif minutes.status is Status.CIRCULATED and not minutes.circulation:
            yield context.at("sent-without-record", minutes.path, "status")
        elif minutes.approval and minutes.status is not Status.APPROVED:
            status = context.sheets[minutes.path].fields.get("status")
            yield context.at("record-without-status", minutes.path, "status" if status else "approval", status=status.text if status else "draft")
        if minutes.cancelled and not minutes.is_cancelled:
            yield context.at("cancelled-but-held", minutes.path, "cancelled", where=minutes.approval.in_ if minutes.approval else minutes.id)
        for field in minutes.approval.unknown if minutes.approval else ():
            yield context.at("unknown-approval-field", minutes.path, "approval", field=field)


def _named(context: CheckContext) -> Iterator[tuple[str, str, str, str]]:
    """Every reference in a header: path, field, the id of minutes, an item's number or ""."""
    for group in context.groups:
        for field, reference in (("appointed", group.appointed), ("closed", group.closed)):
            if reference:
                yield group.path, field, *reference
    for waiting in context.items:
        if waiting.handled:
            yield waiting.path, "handled", *waiting.handled
        if waiting.for_ and aim_of(waiting, context.groups).is_parked:  # neither a day, a month or a week, nor a meeting or a group
            yield waiting.path, "for", waiting.for_, ""
    for minutes in context.minutes:
        for entry in minutes.approves:
            if entry.id:
                yield minutes.path, "approves", entry.id, ""
            if entry.item:
                yield minutes.path, "approves", minutes.id, entry.item
        if minutes.approval and minutes.approval.in_:
            yield minutes.path, "approval", minutes.approval.in_, minutes.approval.item


def _sources(context: CheckContext, minutes: Minutes, lost: set[str]) -> Iterator[Problem]:
    """Where postponed items say that they come from."""
    for item in minutes.items_from_elsewhere:
        for meeting, number in item.came_from:
            found = context.minutes_called(meeting)
            if fold(meeting) in lost or (found and (not number or _has(found, number))):
                continue
            what = meeting if found is None else f"{meeting}: {number}"
            likely = near(meeting, (m.id for m in context.minutes)) if found is None else ""
            place = _place_of(context, item, meeting)
            yield context.word_at("broken-reference", place, meeting, field="Fra", what=what, near=likely)


def _has(minutes: Minutes, item: str) -> bool:
    """Whether there is one item of this number, or one without a number that is called so."""
    return minutes.item_named(item) is not None or any(not one.number and is_meant(one, item) for one in minutes.items)


def _place_of(context: CheckContext, item: Item, word: str) -> Place:
    """The first line of an item that holds a word."""
    sheet = context.sheets[item.place.path]
    return next((Place(sheet.path, line) for line in range(item.place.line + 1, item.last_line + 1) if word in sheet.line_text(line)), item.place)


def _spelled(context: CheckContext, path: str, field: str) -> str:
    """A field as the file itself calls it."""
    sheet = context.sheets[path]
    return sheet.fields[field].key if field in sheet.fields else field
