"""The rest of a meeting's header: title, place, body, next meeting, and which lines the header stands for."""

import re
from collections.abc import Sequence

from referat.legacy.dates import days
from referat.legacy.lines import Line
from referat.legacy.numbers import read_number
from referat.legacy.result import Evidence, Fact
from referat.legacy.titles import is_sentence
from referat.legacy.vocabulary import HEADER_FIELDS, read_label
from referat.legacy.when import phrase_title

_OF_BEFORE = re.compile(r"(?i)(?<!\w)(?:forrige|førre|sist|sidste|last|previous|föregående|förra)(?!\w)")  # "Referat forrige møte: ok"


def find_title(lines: Sequence[Line], stop: int) -> Fact | None:
    """The line that names the meeting: one with a word like "referat", else the first heading."""
    near = [line for line in lines[: min(stop, 25)] if not line.blank and len(line.text) < 220]
    near = [line for line in near if read_number(line.text) is None and not _OF_BEFORE.search(line.text[:40])]
    labelled = [
        line
        for line in near
        if (label := read_label(line.text, ("title",))) and not (label.rest == "" and len(near) > 1 and len(line.text.split()) == 1)
    ]
    meeting = [line for line in near if phrase_title(line.text) and not _is_field(line.text) and len(line.text.split()) > 1]
    head = [line for line in near if line.heading == 1]
    for group, confidence in ((labelled, 0.9), (head, 0.8), (meeting, 0.75)):
        if group:
            line = group[0]
            return Fact(line.text.rstrip(" :"), Evidence(line.number, line.raw.strip(), confidence))
    lone = [line for line in near if read_label(line.text, ("title",))]
    if (
        not lone
        and near
        and len(near[0].text.split()) <= 12
        and not is_sentence(near[0].text)
        and not _is_field(near[0].text)
        and not days(near[0].text)
        and near[0].text[:1].isupper()
    ):
        lone = near[:1]
    if lone:
        return Fact(lone[0].text.rstrip(" :"), Evidence(lone[0].number, lone[0].raw.strip(), 0.5))
    return None


def _is_field(text: str) -> bool:
    label = read_label(text, HEADER_FIELDS)
    return text.rstrip().endswith(":") or (label is not None and (label.colon or not label.rest))


def find_body(lines: Sequence[Line], stop: int) -> Fact | None:
    """The body that met, where a label names it."""
    for line in lines[:stop]:
        label = read_label(line.text, ("body",)) if not line.blank else None
        if label and label.colon and label.rest and len(label.rest) < 90:
            return Fact(label.rest.strip(" ."), Evidence(line.number, line.raw.strip(), 0.9))
    return None


def header_used(lines: Sequence[Line], stop: int, facts: Sequence[Evidence], attendance: set[int]) -> frozenset[int]:
    """The lines of the header that the draft's own header stands for: those that facts were read from, labels, and lists of people."""
    from_facts = {evidence.line for evidence in facts}
    found = set()
    for index, line in enumerate(lines[:stop]):
        if line.blank:
            continue
        label = read_label("\t".join(line.cells) if len(line.cells) > 1 else line.text, (*HEADER_FIELDS, "title"))
        if (
            index in attendance
            or line.number in from_facts
            or (
                label
                and label.field in ("date", "time", "place", "chair", "secretary", "present", "absent", "others", "substitutes", "body")
                and (label.colon or not label.rest)
            )
        ):
            found.add(line.number)
    return frozenset(found)
