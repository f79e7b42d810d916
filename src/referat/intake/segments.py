"""The labels of one line with their values, and whether a line names a meeting."""

import re

from referat.documents.block import Block
from referat.documents.days import days
from referat.intake.clock import read_clock
from referat.intake.labels import HEADER, PEOPLE, Label, inline_labels, read_label
from referat.intake.names import is_given, is_name
from referat.intake.people_entry import first_sentence, is_people_line
from referat.intake.titles import is_sentence
from referat.languages.lexicon import word_set

AHEAD = 8  # how many lines below prose a label of the head may stand


def is_person(text: str) -> bool:
    return is_name(text) and (" " in text or is_given(text))


def names_meeting(text: str, *, told: bool = False) -> bool:
    """Whether a line names a meeting or its minutes: a word for one, alone or at the end of another ("Rådsmøte", "styremøte").

    `told` takes those that are spoken of as well: "referatet fra styremøtet".
    """
    known = word_set("meeting_words", "meeting_told") if told else word_set("meeting_words")
    found = re.findall(r"[^\W\d_]+", text.casefold())[:16]
    return any(word in known or any(len(word) > len(end) and word.endswith(end) and len(end) > 3 for end in known) for word in found)


def segments_of(block: Block, weak: bool = True) -> list[tuple[Label | None, str]]:
    """The labels of a line with their values; words before the first one stand without a label. Nothing where the line has none."""
    text = block.text
    if block.kind == "row" and len(block.cells) > 1:
        return _cells(block)
    if len(block.cells) > 1 and "\t" in block.raw:
        text = "\t".join(block.cells)
    starts = inline_labels(text)
    first = read_label(text)
    if first and starts and text[: starts[0]].strip(" .)").isdecimal():
        starts = starts[1:]
    if first and (first.parted or (weak and _believable(first))):
        starts = sorted({0, *starts})
    elif not starts:
        return []
    out: list[tuple[Label | None, str]] = []
    if starts[0] > 0 and text[: starts[0]].strip():
        out.append((None, text[: starts[0]].strip()))
    for at, start in enumerate(starts):
        piece = text[start : starts[at + 1] if at + 1 < len(starts) else len(text)].strip()
        label = read_label(piece)
        if label is None:
            out.append((None, piece))
            continue
        out += absent_inside(label)
    return out


def _cells(block: Block) -> list[tuple[Label | None, str]]:
    """A row whose first cell is a label; four cells may hold two labels with their values."""
    cells = [cell for cell in block.cells if cell.strip()]
    out: list[tuple[Label | None, str]] = []
    if len(cells) in (2, 4, 6) and all(is_head_cell(cell) for cell in cells[::2]):
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            label = read_label(name.strip(" :*"))
            assert label
            out.append((Label(label.field, label.words, value, True, label.aside, True), value))
        return out
    label = read_label(cells[0].strip(" :")) if cells else None
    if label and label.alone and label.field in HEADER and label.field != "present_marked" and not any(is_head_cell(cell) for cell in cells[1:]):
        rest = " \t".join(block.cells[1:]).strip()
        return [(Label(label.field, label.words, rest, True, label.aside, True), rest)]
    if len(cells) == 1 and label and label.parted:
        return [(label, label.rest)]
    return []


def is_head_cell(cell: str) -> bool:
    label = read_label(cell.strip(" :"))
    return label is not None and label.alone


def absent_inside(label: Label) -> list[tuple[Label | None, str]]:
    """A list of those present, and after a full stop those absent, without a colon: "… og Vegard Lie. Forfall Tone Hagen"."""
    if label.field not in PEOPLE:
        return [(label, label.rest)]
    for found in re.finditer(r"(?<=[.;)\]])\s+|(?<=[a-zæøåäö]),\s+", label.rest):
        second = read_label(label.rest[found.end() :], PEOPLE)
        if second and second.field in ("absent", "others", "substitutes") and second.rest and is_people_line(second.rest):
            first = Label(label.field, label.words, label.rest[: found.start()].strip(), label.parted, label.aside, label.colon)
            return [(first, first.rest), (second, second.rest)]
    return [(label, label.rest)]


def _believable(label: Label) -> bool:
    """A label without a sign after it, judged by its value."""
    rest = label.rest
    match label.field:
        case "date":
            found = days(rest, short=True)
            return bool(found) and found[0].start < 14
        case "time":
            return read_clock(rest[:30], expected=True) is not None or bool(days(rest[:40], short=True))
        case "present" | "absent" | "others" | "substitutes":
            return is_people_line(rest) or is_people_line(first_sentence(rest))
        case "place":
            return len(rest.split()) <= 7 and rest[:1].isupper() and not is_sentence(rest) and len(label.words) > 3
        case "chair" | "secretary":
            return is_people_line(rest) and len(rest.split()) <= 4
        case _:
            return False
