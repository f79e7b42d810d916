"""A file as text with a few marks: what a check looks at that the facts do not hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from referat.model.action import SourceKind
from referat.model.place import Place


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A field of a header: its name as spelled and where it stands, its value as text ("" for a list), where that begins, how long it is."""

    key: str
    key_place: Place
    text: str
    place: Place
    length: int


@dataclass(frozen=True, slots=True)
class FileSheet:
    """A file of the book. `fields` are those of its header by their English names, `body_at` the offset where the body begins.

    `place_of` tells where an offset in `text` is, `line_text` what stands on a line.
    """

    path: str
    id: str
    kind: SourceKind
    text: str
    body_at: int
    fields: Mapping[str, HeaderField]
    place_of: Callable[[int], Place]
    line_text: Callable[[int], str]

    def where(self, field: str) -> tuple[Place, int]:
        """Where a field's value stands, and how long it is; the file's first line where it has no such field."""
        found = self.fields.get(field)
        return (found.place, found.length) if found else (Place(self.path), 1)
