"""Checks of what one file says about another: references, links, and the marks of circulation and approval."""

import posixpath
import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from referat.checks.context import CheckContext
from referat.model.action import Status
from referat.model.meeting import Item, Minutes
from referat.model.pattern import lazily
from referat.model.people import fold
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.sheet import FileSheet
from referat.query.backlog import aim_of, is_meant

# A link or a picture, in Markdown and in HTML, a reference that is defined, and a page by its id.
_TARGET = lazily(
    r"\]\(\s*<?(?P<target>[^)>\n\"]{1,400}?)>?(?:[ \t]+\"[^\"\n]*\")?\s*\)"
    r"|^[ ]{0,3}\[[^\]\n]{1,100}\]:[ \t]*<?(?P<defined>[^\s>]{1,400})>?"
    r"|<(?:img|a)\b[^>\n]{0,400}?\b(?:src|href)[ \t]*=[ \t]*[\"'](?P<html>[^\"'>\n]{1,400})[\"']"
    r"|\[\[(?P<page>[^\[\]|#\n]{1,100})(?:[|#][^\[\]\n]{0,100})?\]\]",
    re.MULTILINE,
)
_PICTURE = lazily(r"!\[([^\]\n]{0,200})\]\([ \t]*<?([^)>\n\"]{1,400}?)>?[ \t]*(?:\"[^\"\n]*\"[ \t]*)?\)")
_CODE = lazily(
    r"^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)|(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_FILE_NAME = lazily(r"\.[A-Za-z0-9]{2,5}\Z")
_ATTACHMENTS = lazily(
    r"^(?:vedlegg|attachments)[ \t]*:[ \t]*(?:\[(?P<flow>[^\]\n]*)\]|\r?\n(?P<lines>(?:[ \t]*-[^\n]*\n)+))", re.MULTILINE | re.IGNORECASE
)
# How a page is named that is linked to by its id.
_PAGE = "[["
# Where something may lie, and the problem if it lies in none of these.
Link = tuple[tuple[str, ...], Problem]


def references(context: CheckContext) -> Iterator[Problem]:
    """Minutes and items that a header or a line names, and that are not there."""
    lost = {fold(path.rpartition("/")[2].removesuffix(".md")) for path in context.paths} - set(context.minutes_by_id)
    for path, field, meeting, item in _named(context):
        if fold(meeting) in lost:  # the file is there; that it cannot be read is said once
            continue
        found = context.minutes_called(meeting)
        if found is None:
            likely = context.guesses.near(meeting, [m.id for m in context.minutes])
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
    """A link, a picture, a reference or an attachment that leads to a file of the book which is not there. What stands in code leads nowhere."""
    ids = {path.rpartition("/")[2].removesuffix(".md").casefold() for path in context.composed_paths}

    def is_there(target: str) -> bool:
        if target.startswith(_PAGE):
            return target.removeprefix(_PAGE) in ids
        return target in context.composed_paths if target.endswith(".md") else context.is_there(target)

    for found in context.links.values():
        yield from (problem for targets, problem in found if not any(map(is_there, targets)))


def links_in(sheet: FileSheet) -> Iterator[Link]:
    """What a file leads to, each with the problem if nothing is there."""
    if "](" in sheet.text or "]:" in sheet.text or "[[" in sheet.text or "<img" in sheet.text or "<a " in sheet.text:
        for match in _TARGET.finditer(without_code(sheet.text)):
            part = match.lastgroup or "target"
            target = match[part].strip() if part == "page" else match[part]
            leads_to = _PAGE + target.casefold() if part == "page" else _leads_to(sheet.path, target)
            if leads_to:
                facts = {"target": target if part == "page" else unquote(target.partition("#")[0])}
                yield (leads_to,), Problem("broken-link", sheet.place_of(match.start(part)), facts, len(target))
    if "attachments" in sheet.fields:
        yield from _attachments_in(sheet)


def pictures(context: CheckContext) -> Iterator[Problem]:
    """A picture in a draft, a group's file or a note without words in place of it; what was sent out stays as it is."""
    for sheet in context.sheets.values():
        minutes = context.minutes_by_path.get(sheet.path)
        if "![" not in sheet.text or (minutes is not None and not minutes.source.is_draft):
            continue
        for match in _PICTURE.finditer(without_code(sheet.text)):
            words, target = match[1].strip(), unquote(match[2].strip())
            if not words or words == target or words == target.rpartition("/")[2]:
                yield Problem("picture-without-words", sheet.place_of(match.start()), {"target": target}, match.end() - match.start())


def _leads_to(path: str, target: str) -> str:
    """The path that a link from one file to another of the book leads to; "" where it leads elsewhere, or to none that could be asked for."""
    bare = unquote(target.partition("#")[0]).strip()
    if not bare or "://" in bare or bare.startswith(("/", "mailto:", "tel:", "\\")) or "/." in f"/{bare}".replace("/../", "/").replace("/./", "/"):
        return ""
    whole = normalize("NFC", posixpath.normpath(posixpath.join(posixpath.dirname(path), bare)))
    if whole.endswith(".md"):
        return whole if whole.startswith("meetings/") else ""
    return whole if "." in whole.rpartition("/")[2] and not whole.startswith("..") else ""


def _attachments_in(sheet: FileSheet) -> Iterator[Link]:
    place, length = sheet.where("attachments")
    for written in attachments_of(sheet.fields["attachments"].text, sheet.text[: sheet.body_at]):
        name = re.sub(r"\s*\([^()]*\)\s*\Z", "", written)
        folders = (posixpath.dirname(sheet.path), "meetings", "")
        targets = tuple([_leads_to(f"{folder}/x" if folder else "x", name) for folder in folders])
        if _FILE_NAME.search(name) and all(targets):
            yield targets, Problem("broken-link", place, {"target": name}, length)


def attachments_of(text: str, header: str) -> list[str]:
    """The attachments that a header lists, as written: in the field itself, or a line each."""
    if text:
        return [part.strip() for part in text.split("\n") if part.strip()]
    match = _ATTACHMENTS.search(header)
    if match is None:
        return []
    if match["flow"] is not None:
        return [part.strip(" \"'") for part in match["flow"].split(",") if part.strip()]
    return [line.strip().removeprefix("-").strip(" \"'") for line in match["lines"].splitlines() if line.strip()]


def without_code(text: str) -> str:
    """A text with blanks for what stands in code; every sign stays where it was."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text) if "`" in text or "~~~" in text else text


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
            likely = context.guesses.near(meeting, [m.id for m in context.minutes]) if found is None else ""
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
