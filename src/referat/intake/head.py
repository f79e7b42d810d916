"""What the head of minutes holds: labels with their values, and lines without a label."""

import dataclasses
from dataclasses import dataclass

from referat.documents.block import Block


@dataclass(slots=True)
class LabelledSection:
    """A label and the lines of its value. `heading` is the level where the label is a heading."""

    field: str
    words: str
    place: int
    parts: list[Block] = dataclasses.field(default_factory=list)
    parted: bool = True
    aside: str = ""
    heading: int = 0

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts).strip()


@dataclass(slots=True)
class Head:
    """The sections of the head, its lines without a label, and the indexes of all blocks that are of it."""

    sections: list[LabelledSection] = dataclasses.field(default_factory=list)
    loose: list[Block] = dataclasses.field(default_factory=list)
    used: set[int] = dataclasses.field(default_factory=set)
    agenda: list[int] = dataclasses.field(default_factory=list)  # where labels of an agenda stand
    end: int = 0

    def of(self, *fields: str) -> list[LabelledSection]:
        return [section for section in self.sections if section.field in fields]
