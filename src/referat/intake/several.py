"""Several meetings in one file: where each begins."""

from collections.abc import Sequence

from referat.documents.block import Block
from referat.documents.days import days
from referat.intake.labels import read_label
from referat.intake.meeting_day import is_foreign
from referat.intake.segments import names_meeting

_NEAR = 12  # lines within which a new head shows its list of people or its place


def meeting_starts(blocks: Sequence[Block]) -> list[int]:
    """The index of each line that begins a meeting of its own; the first is 0."""
    heads = [index for index, block in enumerate(blocks) if _names_a_day(block)]
    starts: list[int] = []
    for index in heads:
        days_here = _day_of(blocks[index])
        if starts and (days_here == _day_of(blocks[starts[-1]]) or not _has_own_head(blocks, index)):
            continue
        if starts and blocks[index].kind != blocks[starts[0]].kind:
            continue
        starts.append(index)
    if len(starts) < 2 or not _has_own_head(blocks, starts[0]):
        return [0]
    return [0, *starts[1:]]


def _names_a_day(block: Block) -> bool:
    """A heading or a short line that names a meeting and its day."""
    if block.blank or len(block.text) > 140 or block.kind not in ("text", "heading") or block.indent > 3:
        return False
    found = days(block.text, short=False)
    ours = bool(found) and not is_foreign(block.text, found[0])
    return ours and (
        (block.kind == "heading" and len(block.text) < 60) or (names_meeting(block.text.split(found[0].words)[0]) and read_label(block.text) is None)
    )


def _day_of(block: Block) -> tuple[int, int]:
    found = days(block.text, short=False)[0]
    return found.month, found.day


def _has_own_head(blocks: Sequence[Block], index: int) -> bool:
    """A label of people, place or time stands near below."""
    told = [block for block in blocks[index + 1 : index + 1 + 2 * _NEAR] if not block.blank][:_NEAR]
    for block in told:
        label = read_label(block.text)
        if label and label.parted and label.field in ("present", "absent", "place", "time", "secretary", "chair"):
            return True
    return False
