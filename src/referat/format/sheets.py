"""From a document to the sheet that the checks look at."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

from referat.format.document import Document
from referat.format.fieldnames import field_meaning
from referat.format.nodes import Node, Scalar
from referat.format.reader import Reading
from referat.model.action import SourceKind
from referat.model.place import Place
from referat.model.sheet import FileSheet, HeaderField


def sheet_of(document: Document, reading: Reading) -> FileSheet:
    """The sheet of a document that was read as `reading`."""
    return FileSheet(
        path=document.path,
        id=reading.id,
        kind=reading.kind,
        text=document.text,
        body_at=document.body_start,
        fields=_HeaderFields(document, reading.kind),
        place_of=_places(document),
        line_text=lambda number: document.texts[number - 1] if number <= len(document.texts) else "",
    )


class _HeaderFields(Mapping[str, HeaderField]):
    """The fields of a header by their English names, each looked at when it is asked for. Of two with one meaning it is the first."""

    def __init__(self, document: Document, kind: SourceKind) -> None:
        self._document = document
        self._nodes: dict[str, tuple[Scalar, Node]] = {}
        self._found: dict[str, HeaderField] = {}
        for key, value in document.header or ():
            self._nodes.setdefault(field_meaning(key.text, kind), (key, value))

    def __getitem__(self, name: str) -> HeaderField:
        if name not in self._found:
            self._found[name] = self._field(*self._nodes[name])
        return self._found[name]

    def _field(self, key: Scalar, value: Node) -> HeaderField:
        document = self._document
        text = unicodedata.normalize("NFC", value.text).strip() if isinstance(value, Scalar) else ""
        places = document.header_place(key.line, key.column), document.header_place(value.line, value.column)
        return HeaderField(key.text, places[0], text, places[1], _length(document, value))

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


def _length(document: Document, value: Node) -> int:
    """How much of its first line a value takes up."""
    written = document.text[document.header_at + value.start : document.header_at + value.end]
    first = written.splitlines()[0].rstrip() if written.strip() else ""
    return max(1, len(first))


def _places(document: Document) -> Callable[[int], Place]:
    """Where an offset is, by halving: a file may hold very many things to mark."""
    starts: list[int] = []

    def place_of(offset: int) -> Place:
        if not starts:
            starts.extend(line.start for line in document.lines)
        number = max(1, bisect_right(starts, offset))
        return Place(document.path, number, offset - (starts[number - 1] if starts else 0) + 1)

    return place_of
