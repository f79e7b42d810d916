"""The list of the agenda that stands before the body: where it begins and ends."""

from collections.abc import Sequence

from referat.legacy.lines import Line
from referat.legacy.numbers import read_number
from referat.legacy.people import people_label
from referat.legacy.titles import is_sentence
from referat.legacy.vocabulary import BODY_FIELDS, HEADER_FIELDS, read_label


def is_outcome(text: str) -> bool:
    """The line is a label of what came of an item, or of the meeting itself, and so no item."""
    found = read_label(text, (*BODY_FIELDS, *HEADER_FIELDS)) or read_label(text, ("title",))
    return found is not None and (found.colon or not found.rest)


def agenda_block(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a list of the agenda stands: from after its label to the last line of the list. Only where a body follows it."""
    for index, line in enumerate(lines[:120]):
        label = read_label(line.text, ("agenda",)) if not line.blank else None
        if label is None or (label.rest and not label.colon):
            continue
        end, blanks, listed, by_number = index, 0, 0, False
        for following in range(index + 1, len(lines)):
            text = lines[following]
            if text.blank:
                blanks += 1
                if blanks > 1 or listed > 1:
                    break
                continue
            blanks = 0
            short = len(text.text) < 120 and not is_sentence(text.text)
            table_head = listed == 0 and len(text.cells) > 1
            if text.heading or people_label(text) or (is_outcome(text.text) and not table_head) or (not short and not read_number(text.text)):
                break
            numbered = read_number(text.text) is not None
            if by_number and not numbered:
                break  # a list of numbers ends where prose begins
            by_number = numbered
            listed += 1
            end = following
        if listed >= 2:
            return index + 1, end
    return None


def nested_agenda(lines: Sequence[Line]) -> list[int]:
    """Where the points of an agenda stand that was filled in under each: the outer bullets below its label."""
    for index, line in enumerate(lines[:120]):
        label = read_label(line.text, ("agenda",)) if not line.blank else None
        if label is None or label.rest:
            continue
        rows = _bullets_below(lines, index)
        outer = [row for row in rows if lines[row].indent <= lines[rows[0]].indent]
        if 2 <= len(outer) < len(rows):
            return outer
    return []


def _bullets_below(lines: Sequence[Line], index: int) -> list[int]:
    rows: list[int] = []
    for row in range(index + 1, len(lines)):
        if lines[row].bullet:
            rows.append(row)
        elif not lines[row].blank and not (rows and lines[row].indent > lines[rows[0]].indent):
            break
    return rows
