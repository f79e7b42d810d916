"""The front of the importer: a file or its bytes in, what was found out. Nothing is written here, and nothing in a document is ever run."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from referat.legacy.lines import Line, read_lines
from referat.legacy.minutes import read_minutes, read_task_sheet
from referat.legacy.people import people_label
from referat.legacy.readers import read
from referat.legacy.readers.shape import Presence, Tasks, Text
from referat.legacy.result import Evidence, Fact, Imported, KnownPerson, Source
from referat.legacy.unfold import unfold
from referat.legacy.vocabulary import detect_language, read_label
from referat.legacy.when import claims


def read_document(
    source: Path | bytes, *, name: str | None = None, language: str | None = None, today: date, known: Sequence[KnownPerson] = ()
) -> list[Imported]:
    """Every meeting, task list or attendance report in one document.

    `name` is the file's name as the person knows it; `language` one of nb, nn, en, sv, da where she says so.
    Raises an UnreadableDocument for a file that cannot be read, MissingLibrary where a library is not installed.
    """
    data = source.read_bytes() if isinstance(source, Path) else source
    name = name if name is not None else source.name if isinstance(source, Path) else "-"
    digest = hashlib.sha256(data).hexdigest()
    reading = read(data, name, today)
    match reading:
        case Tasks(lines=lines, actions=actions):
            origin = Source(name, digest, lines)
            return [
                Imported(
                    origin,
                    "actions",
                    language or detect_language("\n".join(lines)),
                    actions=tuple(a for a in actions if a.state != "done"),
                    suggestions=tuple(a for a in actions if a.state == "done"),
                )
            ]
        case Presence():
            return [_presence(reading, name, digest, language)]
        case Text():
            return _minutes(reading, name, digest, language, known)


def _presence(reading: Presence, name: str, digest: str, language: str | None) -> Imported:
    facts = {}
    if reading.title:
        facts["title"] = Fact(reading.title, Evidence(1, reading.title, 0.9))
    if reading.held_on:
        facts["date"] = Fact(reading.held_on.isoformat(), Evidence(1, reading.held_on.isoformat(), 0.9))
    return Imported(
        Source(name, digest, reading.lines),
        "attendance",
        language or "nb",
        reading.held_on,
        MappingProxyType(facts),
        present=reading.people,
        problems=reading.problems,
        header_lines=frozenset(range(1, len(reading.lines) + 1)),
    )


def _minutes(reading: Text, name: str, digest: str, language: str | None, known: Sequence[KnownPerson]) -> list[Imported]:
    seen = reading.seen or reading.lines
    lines = read_lines(seen)
    if reading.sheet and (tasks := read_task_sheet(lines, Source(name, digest, reading.lines), known, language)):
        return [tasks]
    starts = meeting_starts(lines)
    edges = [0, *starts[1:], len(lines)]
    found = []
    for first, end in pairwise(edges):
        part = unfold(lines[first:end] if len(starts) > 1 else lines)
        origin = Source(name, digest, reading.lines[first:end], first + 1, reading.paragraphs)
        meeting = read_minutes(part, origin, known, language)
        found.append(_as_written(meeting, seen[first:end]) if reading.seen else meeting)
    if reading.problems:
        found[0] = replace(found[0], problems=(*reading.problems, *found[0].problems))
    return found


def _as_written(imported: Imported, seen: Sequence[str]) -> Imported:
    """The quotes taken from the source's own lines where the recognisers saw others: those of a log without time stamps."""
    source = imported.source

    def own(evidence: Evidence) -> Evidence:
        at = evidence.line - source.first_line
        return replace(evidence, quote=source.lines[at].strip()) if 0 <= at < len(source.lines) and seen[at] != source.lines[at] else evidence

    return replace(
        imported,
        items=tuple(replace(item, evidence=own(item.evidence)) for item in imported.items),
        decisions=tuple(replace(decision, evidence=own(decision.evidence)) for decision in imported.decisions),
        actions=tuple(replace(action, evidence=own(action.evidence)) for action in imported.actions),
        suggestions=tuple(replace(action, evidence=own(action.evidence)) for action in imported.suggestions),
    )


def meeting_starts(lines: Sequence[Line]) -> list[int]:
    """Where each meeting of a file begins: at lines that name minutes with a date, each with its own list of people, on different days."""
    starts: list[int] = []
    days_seen = set()
    candidates = [
        index
        for index, line in enumerate(lines)
        if not line.blank
        and len(line.text) < 160
        and (line.after_blank or line.heading)
        and not line.bullet
        and any(char.isdigit() for char in line.text)
        and (label := read_label(line.text, ("title",)))
        and (label.rest or label.colon)
    ]
    for at, index in enumerate(candidates):
        end = candidates[at + 1] if at + 1 < len(candidates) else len(lines)
        stretch = lines[index : min(end, index + 15)]
        named = [claim.day.on for claim in claims([lines[index]], 1) if claim.day.on]
        if not named or named[0] in days_seen or not any(people_label(line) for line in stretch if not line.blank):
            continue
        days_seen.add(named[0])
        starts.append(index)
    return starts if len(starts) > 1 else [0]
