"""The head of minutes: labels and their values, told apart from the text by what each line is, not by how far down it stands."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from referat.documents.block import Block
from referat.documents.days import days
from referat.intake.clock import read_clock
from referat.intake.head import Head, LabelledSection
from referat.intake.head_below import find_later_lists, find_signatures
from referat.intake.labels import PEOPLE, Label, read_label
from referat.intake.names import is_name
from referat.intake.numbering import BARE, PLAIN, Numbered, read_number
from referat.intake.people import heads_attendance, is_column_of_names, role_word
from referat.intake.people_entry import is_people_line, read_entry, split_list
from referat.intake.segments import AHEAD, absent_inside, is_person, names_meeting, segments_of
from referat.intake.titles import begins_topic, is_sentence
from referat.languages.lexicon import phrases, tokens, word_set

_LONGEST_LOOSE = 130


def read_head(blocks: Sequence[Block]) -> Head:
    """Everything above the first item or the first prose, and the labels that sign off at the end."""
    head = Head()
    reader = _Reader(blocks, head)
    reader.run()
    _columns_apart(head)
    _absent_below(head)
    find_later_lists(blocks, head)
    find_signatures(blocks, head)
    return head


class _Reader:
    def __init__(self, blocks: Sequence[Block], head: Head) -> None:
        self._blocks = blocks
        self._head = head
        self._open: LabelledSection | None = None
        self._gap = False
        self._labelled = False  # a label was met

    def run(self) -> None:
        index = 0
        while index < len(self._blocks):
            block = self._blocks[index]
            if block.kind in ("front", "aside"):
                self._head.used.add(index)
            elif block.blank:
                self._gap = True
            elif not self._take(index, block):
                break
            else:
                self._gap = False
                self._head.used.add(index)
            index += 1
        self._head.end = index

    def _take(self, index: int, block: Block) -> bool:
        """Whether the block is of the head; then it is put where it belongs."""
        if begins_topic(block.text):
            return False
        if block.kind != "row" and (found := read_number(block.said)) and found.style == PLAIN and self._numbered_list(index, found):
            return False
        segments = segments_of(block, weak=self._labelled or index < 25)
        if len(block.cells) > 1 and heads_attendance(block.cells):
            self._begin(LabelledSection("present", block.text, block.place, [block]))
            return True
        if segments and self._labels(index, block, segments):
            return True
        if self._role(block) or self._column_value(block):
            return True
        if self._open and self._open.field in PEOPLE and self._continues(index, block):
            self._open.parts.append(block)
            return True
        if self._open and self._open.field not in PEOPLE and not self._open.parts and not self._gap and self._is_value(block):
            self._open.parts.append(block)
            return True
        return self._loose(index, block)

    def _numbered_list(self, index: int, first: Numbered) -> bool:
        """“1. Apologies: Ivor, Mike” with a number two below that is no label: the first of the items."""
        label = read_label(first.title, PEOPLE)
        if not (label and label.colon and first.order == (1,)):
            return False
        below = (read_number(one.said) for one in islice(self._blocks, index + 1, index + 40) if not one.blank)
        numbers = [one for one in below if one and one.order in ((2,), (3,), (4,))]
        return len(numbers) > 1 and sum(read_label(one.title) is None for one in numbers) * 2 >= len(numbers)

    def _labels(self, index: int, block: Block, segments: list[tuple[Label | None, str]]) -> bool:
        first = segments[0][0]
        if first and first.field == "secretary_marked" and not (first.colon and is_people_line(first.rest) and len(first.rest.split()) < 4):
            return False
        if (
            first
            and len(segments) == 1
            and first.field in ("next", "end", "attachments")
            and self._labelled
            and self._gap
            and first.alone
            and not first.colon
        ):
            return False  # an item called "Next meeting"
        for label, text in segments:
            if label and label.field == "secretary_marked":
                label = replace(label, field="secretary")
            if label is None:
                self._value(block, text)
                continue
            if label.field == "agenda":
                self._head.agenda.append(index)
            self._labelled = True
            self._open = LabelledSection(
                label.field, label.words, block.place, [], label.parted, label.aside, block.level if block.kind == "heading" else 0
            )
            self._head.sections.append(self._open)
            if label.rest:
                cells = block.cells[1:] if len(block.cells) > 1 and len(segments) == 1 else ()
                self._open.parts.append(
                    Block(
                        "row" if block.kind == "row" else "text",
                        label.rest,
                        block.raw,
                        cells=cells,
                        place=block.place,
                        strong=block.strong,
                        indent=block.indent,
                    )
                )
        return True

    def _role(self, block: Block) -> bool:
        """A list under the name of a role alone: "Ordførere: A og B", "Ledamöter  Närvarande"."""
        if self._open and self._open.field in PEOPLE and not self._open.parts:
            return False
        if block.kind == "heading" and read_number(block.said):
            return False
        if (kind := role_word(block.text)) and len(block.text) < 60:
            self._begin(LabelledSection(kind, block.text, block.place, heading=block.level))
            return True
        found = re.match(r"^(?P<role>[A-ZÆØÅÄÖ][\w .-]{2,30}?)\s?:\s+(?P<rest>\S.*)$", block.text)
        if (
            not found
            or not self._labelled
            or not is_people_line(found["rest"])
            or not ((first := read_entry(split_list(found["rest"])[0])) and is_person(first.person.name))
            or is_person(found["role"])
        ):
            return False
        if any(word in word_set("not_words") for word, _, _ in tokens(found["role"])):  # "Ikke her: Frode"
            self._begin(LabelledSection("absent", found["role"], block.place, [Block("text", found["rest"], block.raw, place=block.place)]))
            return True
        if self._open and self._open.field in ("present", "others", "absent") and self._open.parts:
            self._open.parts.append(block)
            return True
        self._begin(LabelledSection("role", found["role"], block.place, [Block("text", block.text, block.raw, place=block.place)]))
        return True

    def _begin(self, section: LabelledSection) -> None:
        self._open, self._labelled = section, True
        self._head.sections.append(section)

    def _column_value(self, block: Block) -> bool:
        """A value below labels that all stand above it, as two columns are read one by one."""
        waiting = 0
        for section in islice(reversed(self._head.sections), 1, 12):
            if section.parts:
                break
            waiting += 1
        if waiting < 3 or not self._open or (read_number(block.said) and not days(block.text[:14], short=True)) or len(self._open.parts) > 24:
            return False
        self._open.parts.append(block)
        return True

    def _value(self, block: Block, text: str) -> None:
        """Words before the first label of a line: more of what is open, or a line of its own."""
        part = Block("text", text, block.raw, place=block.place)
        if self._open and self._open.field in PEOPLE and is_people_line(text):
            self._open.parts.append(part)
        else:
            self._head.loose.append(part)

    def _continues(self, index: int, block: Block) -> bool:
        """Whether a line is one more of the people that a label began."""
        assert self._open
        if block.kind == "heading":
            return False
        if len(block.cells) > 1 and (is_column_of_names(block.cells) or is_people_line(block.cells[0])):
            return True
        if block.kind == "row":
            return False
        before = self._open.parts[-1] if self._open.parts else None
        if before and before.text.rstrip().endswith((",", " og", " och", " and", "&")) and not self._gap:
            return True
        numbered = read_number(block.text)
        if numbered and before and not (read_number(before.text) or before.number[:1].isdigit()):
            return False
        if not self._gap and len(block.text.split()) == 1 and is_name(block.text) and (block.kind == "entry" or not before):
            return True  # "- Aurora": any name will do in a list that is said to be of people
        if is_people_line(block.text):
            following = next((one for one in islice(self._blocks, index + 1, index + 60) if not one.blank), None)
            lone = self._gap and not block.paragraph and following is not None and before is not None and "," in before.text and "," not in block.text
            return not (lone and is_sentence(following.text)) if following else True
        return bool(numbered and not self._gap and is_people_line(numbered.title) and numbered.style in ("plain", "bare"))

    def _is_value(self, block: Block) -> bool:
        return (
            len(block.text) < 120
            and not (read_number(block.said) and not days(block.text[:14], short=True))
            and block.kind in ("text", "entry", "row")
        )

    def _loose(self, index: int, block: Block) -> bool:
        """Whether a line without a label is of the head: the name of the meeting, its day, words that lead to the list of items."""
        if block.kind in ("heading", "row"):
            return block.kind == "heading" and self._loose_heading(index, block)
        if not self._is_loose(index, block):
            return False
        self._head.loose.append(block)
        if not is_sentence(block.text):
            self._open = None
        return True

    def _loose_heading(self, index: int, block: Block) -> bool:
        first = all(one.kind == "heading" for one in self._head.loose) and len(self._head.loose) < 3 and not read_number(block.said)
        first = first or not (any(one.kind == "heading" for one in self._head.loose) or read_number(block.said))
        early = not self._labelled or (bool(days(block.text)) and not self._head.loose)
        if not (first and early and self._first_heading(index)):
            return False
        self._head.loose.append(block)
        self._open = None
        return True

    def _is_loose(self, index: int, block: Block) -> bool:
        text = block.text
        dated = bool(days(text[:200], short=True) or read_clock(text[:200]))
        numbered = read_number(block.said)
        if numbered and not (dated and numbered.style in (PLAIN, BARE) and days(text[:14], short=True)):
            return numbered.style == "bare" and not self._labelled and self._label_ahead(index, 3)
        told = is_sentence(text)
        if dated and not self._labelled and len(text) < 300 and index < 12 and days(text) and names_meeting(text[:90], told=True):
            return True  # "Her er referatet fra styremøtet mandag 8. september"
        if phrases("led_by").first(text) or ((told or len(text) > _LONGEST_LOOSE) and not self._labelled and self._label_ahead(index, AHEAD)):
            return True
        if len(text) > _LONGEST_LOOSE or (told and not (dated and len(text) < 90)):
            return False
        if self._labelled:
            return dated or self._label_ahead(index, 2)
        if index > 12 and not self._label_ahead(index, 4):
            return False
        return dated or names_meeting(text) or not self._gap or not self._head.loose or self._label_ahead(index, 6)

    def _first_heading(self, index: int) -> bool:
        """A heading that names the meeting: higher than those below it, or with its name or day in it."""
        block = self._blocks[index]
        if names_meeting(block.text) or days(block.text):
            return True
        below = [one for one in islice(self._blocks, index + 1, None) if not one.blank]
        while below and below[0].kind == "heading" and names_meeting(below[0].text):
            below = below[1:]
        levels = [one.level for one in below if one.kind == "heading" and not _is_head_label(one)]
        return not levels or min(levels) > block.level

    def _label_ahead(self, index: int, most: int) -> bool:
        seen = 0
        for block in islice(self._blocks, index + 1, index + 60):
            if block.blank:
                continue
            seen += 1
            if seen > most:
                return False
            label = read_label(block.text)
            if label and label.parted and label.field not in ("next", "end", "agenda", "attachments") and (label.alone or len(label.rest) < 200):
                return True
            if read_number(block.said):
                return False
        return False


def _is_head_label(block: Block) -> bool:
    label = read_label(block.text.strip(" :"))
    return label is not None and label.alone and label.field in (*PEOPLE, "agenda", "date", "time", "place", "chair", "secretary")


def _absent_below(head: Head) -> None:
    """The same, where the list goes over several lines."""
    for section in list(head.sections):
        if section.field != "present" or len(section.parts) < 2 or any(part.cells for part in section.parts):
            continue
        last = section.parts[-1]
        found = absent_inside(Label("present", "", last.text, True))
        if len(found) == 2 and found[0][0] and found[1][0]:
            section.parts[-1] = Block("text", found[0][0].rest, last.raw, place=last.place)
            head.sections.append(
                LabelledSection(found[1][0].field, found[1][0].words, last.place, [Block("text", found[1][0].rest, last.raw, place=last.place)])
            )


def _columns_apart(head: Head) -> None:
    """Labels one after the other, and their values below in the same order: two columns that were read one by one."""
    empty: list[LabelledSection] = []
    runs: list[list[LabelledSection]] = []
    for section in head.sections:
        if section.parts and not (empty and section is head.sections[-1]):
            runs.append(empty)
            empty = []
        else:
            empty.append(section)
    runs.append(empty)
    run = max(runs, key=len)
    if len(run) < 4:
        return
    last = run[-1]
    values = [*last.parts, *(block for block in head.loose if block.place > last.place)]
    values = sorted(values, key=lambda block: block.place)
    joined: list[list[Block]] = []
    for block in values:
        if joined and (joined[-1][-1].text.rstrip().endswith(",") or block.text[:1].islower() or block.text[:1] == "("):
            joined[-1].append(block)
        else:
            joined.append([block])
    if len(joined) < len(run):
        return
    for section, blocks in zip(run, joined, strict=False):
        section.parts = blocks
    taken = {block.place for blocks in joined[: len(run)] for block in blocks}
    head.loose = [block for block in head.loose if block.place not in taken]
