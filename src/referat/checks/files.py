"""Checks of files as such: ids that two files share, fields nobody reads, and characters that do not belong in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from referat.checks.context import CheckContext
from referat.format.alike import ALIKE
from referat.languages.words import (
    GROUP_FIELDS,
    ITEM_FIELDS,
    MEANT_FIELDS,
    MEANT_GROUP_FIELDS,
    MINUTES_FIELDS,
    Spellings,
    meanings,
    spellings,
)
from referat.model.action import SourceKind, Status
from referat.model.pattern import lazily
from referat.model.people import apart, fold
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.sheet import FileSheet

# Fields that make it plain that minutes were meant, in the order they are named.
_OF_MINUTES = ("present", "absent", "substitutes", "others", "chair", "secretary", "status", "next")
_TABLES: dict[SourceKind, dict[str, Spellings]] = {
    SourceKind.MINUTES: MINUTES_FIELDS,
    SourceKind.GROUP: GROUP_FIELDS,
    SourceKind.ITEM: ITEM_FIELDS,
}
_KNOWN = {kind: sorted(frozenset().union(*map(spellings, table.values())) | set(table)) for kind, table in _TABLES.items()}
# What people call a field that is called otherwise here, in the same kind of file.
_MEANT: dict[SourceKind, dict[str, str]] = {
    SourceKind.MINUTES: meanings(MEANT_FIELDS),
    SourceKind.GROUP: meanings(MEANT_GROUP_FIELDS),
    SourceKind.ITEM: {},
}

# In the record of an imported draft's source.
_MACHINE = lazily(r"^[ \t]+(?P<field>machine)[ \t]*:[ \t]*(?P<machine>[^\r\n]*[^\s])", re.MULTILINE)
_LOOKED = lazily(r"^[ \t]+looked[ \t]*:[ \t]*\S", re.MULTILINE)

# Controls, and the signs that turn the direction of a line: nowhere. The invisible ones only where names and titles stand,
# for pasted text is full of them and they do no harm there.
_TURNING = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff\ufff9-\ufffb"
_HIDDEN = lazily(f"[{_TURNING}{_UNSEEN}]")
_ALWAYS = lazily(f"[{_TURNING}]")
_TITLE_OR_ACTION = lazily(r" {0,3}#{1,6}[ \t]|[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[")

# UTF-8 read as Windows-1252, the way Norwegian letters, quotes and dashes come out of it; or given up as a question mark.
_GARBLED = lazily(r"Ã[¦¸¥†˜…©¶¤¼\x85\x86\x98]|â€[“”™œ˜¦\x9d]|ï¿½|\ufffd")
_GARBLED_SIGNS = ("Ã", "â", "ï", "\ufffd")  # one of these is in whatever _GARBLED finds; single letters are looked for fastest
_WORD = lazily(r"\S+")


def double_ids(context: CheckContext) -> Iterator[Problem]:
    """Two files whose names without folder and .md are one."""
    first: dict[str, str] = {}
    for path in sorted(context.paths):
        if not path.endswith(".md"):
            continue
        stem = path.rpartition("/")[2].removesuffix(".md")
        other = first.setdefault(fold(stem), path)
        if other != path:
            yield Problem("double-id", Place(path), {"id": stem, "other": other})


def minutes_without_date(context: CheckContext) -> Iterator[Problem]:
    """A file that says who was there, and not when."""
    for note in context.notes:
        sheet = context.sheets[note.path]
        telling = next((field for field in _OF_MINUTES if field in sheet.fields), None)
        if telling and "date" not in sheet.fields:
            field = sheet.fields[telling]
            yield Problem("minutes-without-date", field.key_place, {"field": field.key}, len(field.key))


def machine_written(context: CheckContext) -> Iterator[Problem]:
    """A draft that a program wrote, and that nobody says they have looked at: its `kilde` names the machine and holds no `looked`."""
    for minutes in context.minutes:
        sheet = context.sheets[minutes.path]
        header = sheet.text[: sheet.body_at]
        found = _MACHINE.search(header) if minutes.is_draft and "machine:" in header else None
        if found and not _LOOKED.search(header):
            yield Problem(
                "machine-written",
                sheet.place_of(found.start("field")),
                {"machine": found["machine"].strip("\"'"), "looked": "looked"},
                len(found["field"]),
            )


def near_fields(context: CheckContext) -> Iterator[Problem]:
    """A field that nobody reads, because a letter or two of its name are wrong."""
    for sheet in context.sheets.values():
        if sheet.kind not in _TABLES:
            continue
        for name in sheet.fields:
            if name in _TABLES[sheet.kind]:
                continue
            if near := _nearest(name, sheet.kind):
                field = sheet.fields[name]
                yield Problem("near-field", field.key_place, {"field": field.key, "near": near}, len(field.key))


def hidden_characters(context: CheckContext) -> Iterator[Problem]:
    """The first character of a line that cannot be seen and changes how it looks, and a file's name with such a one."""
    for path, sheet in context.sheets.items():
        if found := _HIDDEN.search(path):
            yield Problem("hidden-characters", Place(path), {"character": _named(found[0])})
        if sheet.text.replace("\n", "").isprintable():
            continue
        told: set[int] = set()
        for match in _HIDDEN.finditer(sheet.text):
            place = sheet.place_of(match.start())
            if place.line not in told and (_ALWAYS.match(match[0]) or _matters(sheet, match.start(), place.line)):
                told.add(place.line)
                yield Problem("hidden-characters", place, {"character": _named(match[0])})


def signs_that_compose(context: CheckContext) -> Iterator[Problem]:
    """The first sign of a line that the digest would take for another, in minutes that are still to be sent out."""
    for minutes in context.minutes:
        sheet = context.sheets.get(minutes.path)
        if sheet is None or sheet.text.isascii() or minutes.status is not Status.DRAFT or minutes.approval:
            continue
        told: set[int] = set()
        for match in ALIKE.finditer(sheet.text):
            place = sheet.place_of(match.start())
            if place.line not in told:
                told.add(place.line)
                facts = {"character": ", ".join(map(_named, match[0])), "other": normalize("NFC", match[0])}
                yield Problem("sign-that-composes", place, facts, len(match[0]))


def garbled_letters(context: CheckContext) -> Iterator[Problem]:
    """The first word of a line whose letters were broken."""
    for sheet in context.sheets.values():
        if not any(sign in sheet.text for sign in _GARBLED_SIGNS):
            continue
        told: set[int] = set()
        for match in _GARBLED.finditer(sheet.text):
            place = sheet.place_of(match.start())
            if place.line in told:
                continue
            told.add(place.line)
            line = sheet.line_text(place.line)
            word = next(found for found in _WORD.finditer(line) if found.end() >= place.column)
            facts = {"value": word[0], "meant": _mended(word[0])}
            yield Problem("garbled-letters", Place(sheet.path, place.line, word.start() + 1), facts, len(word[0]))


@lru_cache(maxsize=1000)  # the same few stand in file after file
def _nearest(name: str, kind: SourceKind) -> str:
    if meant := _MEANT[kind].get(name):
        return meant

    def allowed(candidate: str) -> int:
        shortest = min(len(name), len(candidate))
        return 0 if shortest < 4 else 1 if shortest < 6 else 2

    near = [(apart(name, candidate, allowed(candidate)), candidate) for candidate in _KNOWN[kind] if abs(len(candidate) - len(name)) <= 2]
    return min(((distance, candidate) for distance, candidate in near if 0 < distance <= allowed(candidate)), default=(0, ""))[1]


def _matters(sheet: FileSheet, offset: int, line: int) -> bool:
    return offset < sheet.body_at or bool(_TITLE_OR_ACTION.match(sheet.line_text(line)))


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _mended(word: str) -> str:
    """The word as it was, if turning the mistake round gives one."""
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
