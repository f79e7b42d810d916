"""What belongs to the head and stands further down: lists of people under headings of their own, and who wrote and signed."""

from collections.abc import Sequence

from referat.documents.block import Block
from referat.intake.head import Head, LabelledSection
from referat.intake.labels import PEOPLE, read_label
from referat.intake.people_entry import is_people_line
from referat.intake.segments import is_head_cell, segments_of
from referat.intake.titles import is_sentence


def find_later_lists(blocks: Sequence[Block], head: Head) -> None:
    """Lists of people under a heading of their own further down."""
    for index in range(head.end, len(blocks)):
        block = blocks[index]
        if index in head.used or block.blank or block.kind not in ("heading", "text") or len(block.text) > 60:
            continue
        label = read_label(block.text.strip(" :*"), PEOPLE)
        if (
            label is None
            or not label.alone
            or label.field == "present_marked"
            or not (block.kind == "heading" or block.all_strong or block.text.endswith(":"))
        ):
            continue
        parts = []
        at = index + 1
        while at < len(blocks) and (
            blocks[at].blank or (blocks[at].kind != "heading" and (is_people_line(blocks[at].text) or blocks[at].kind == "row"))
        ):
            parts += [(at, blocks[at])] if not blocks[at].blank else []
            at += 1
        if parts:
            head.sections.append(LabelledSection(label.field, label.words, block.place, [one for _, one in parts], heading=block.level))
            head.used |= {index, *(number for number, _ in parts)}


def find_signatures(blocks: Sequence[Block], head: Head) -> None:
    """Who wrote and who signed, in the last lines."""
    told = [index for index, block in enumerate(blocks) if not block.blank and index not in head.used][-14:]
    for position, index in enumerate(told):
        block = blocks[index]
        found = [(label, text) for label, text in segments_of(block) if label is not None and label.field in ("secretary", "signers", "end", "next")]
        if not found or len(block.text) > 160 or (len(found) == 1 and is_sentence(found[0][0].rest)):
            continue
        cells = [cell for cell in block.cells if cell.strip()]
        if len(cells) > 1 and position + 1 < len(told) and all(is_head_cell(cell) for cell in cells):
            below = [cell for cell in blocks[told[position + 1]].cells if cell.strip()]
            for cell, name in zip(cells, below, strict=False):
                label = read_label(cell.strip(" :"))
                assert label
                head.sections.append(
                    LabelledSection(
                        label.field, label.words, block.place, [Block("text", name, blocks[told[position + 1]].raw, place=block.place + 1)]
                    )
                )
            continue
        for label, _ in found:
            section = LabelledSection(label.field, label.words, block.place, [], label.parted)
            if label.rest:
                section.parts.append(Block("text", label.rest, block.raw, place=block.place))
            elif position + 1 < len(told) and is_people_line(blocks[told[position + 1]].text):
                section.parts.append(blocks[told[position + 1]])
            elif position + 1 == len(told) and position and is_people_line(blocks[told[position - 1]].text):
                section.parts.append(blocks[told[position - 1]])
            if section.parts:
                head.sections.append(section)
