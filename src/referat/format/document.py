"""A file as its bytes, its lines, and its header and body: the one place that cuts a file up and puts it together again.

Nothing here rewrites: `replaced` puts new text in place of spans, and all other characters are the file's own.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from referat.errors import Exit, ReferatError
from referat.format.header import Header, read_header
from referat.format.lines import WS, Line, split, start_of, texts_of
from referat.format.nodes import HeaderError, Mapping
from referat.languages.mark import N_
from referat.model.fact import Record
from referat.model.place import Place
from referat.model.problems import Problem

_BOM = "\ufeff"
# No letter has so many accents; sorting them, as comparing composed texts does, takes time by the square of their number.
_LONGEST_KNOT = 1000
_CONFLICT = ("<<<<<<< ", ">>>>>>> ", "||||||| ")


class NotText(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("{path} is not UTF-8 text: line {line}.")
    hint = N_("Save the file as UTF-8 in your editor, or convert it: iconv -f latin1 -t utf-8")


class EditsOverlap(ReferatError):
    exit = Exit.BUG
    message = N_("Two changes of {path} touch the same characters.")


class Edit(Record):
    """New text for the characters from `start` up to `end`; an insertion where the two are equal. Offsets count in Document.text."""

    start: int
    end: int
    text: str


class Document:
    """A file of the book, cut up. `path` is relative to the book; `text` is all of it but a byte order mark, `texts` what its lines say.

    `head` is its header, None where there is none or it cannot be read (then `problems` says why). `header_at` is the offset of its own text,
    `closing` the index in `lines` of the --- that ends it, `body_at` the index of the first line of the body.
    """

    def __init__(
        self,
        path: str,
        text: str,
        has_bom: bool,
        texts: tuple[str, ...],
        head: Header | None = None,
        *,
        header_at: int = 0,
        closing: int | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.path, self.text, self.has_bom, self.texts = path, text, has_bom, texts
        self.head, self.header_at, self.closing, self.problems = head, header_at, closing, problems
        self.body_at = 0 if closing is None else closing + 1

    def __eq__(self, other: object) -> bool:
        """All else follows from what is compared."""
        return isinstance(other, Document) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        return (self.path, self.text, self.has_bom, self.texts)

    @cached_property
    def header(self) -> Mapping | None:
        """The nodes of the header, which know where they stand."""
        return self.head.nodes if self.head else None

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return ((_BOM if self.has_bom else "") + self.text).encode("utf-8")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines with their places and endings, which only who changes the file asks for."""
        return tuple(split(self.text))

    @cached_property
    def body(self) -> tuple[Line, ...]:
        return self.lines[self.body_at :]

    @cached_property
    def body_texts(self) -> tuple[str, ...]:
        return self.texts[self.body_at :]

    @cached_property
    def body_start(self) -> int:
        """The offset where the body begins."""
        return start_of(self.text, self.texts, self.body_at)

    def number(self, index: int) -> int:
        """The number in the file of the body's line with this index."""
        return self.body_at + index + 1

    @property
    def has_broken_header(self) -> bool:
        return bool(self.problems) and self.head is None

    def place(self, offset: int) -> Place:
        """Where in the file an offset in `text` is."""
        number = max(1, bisect_right(self.lines, offset, key=lambda line: line.start))
        if self.lines and self.lines[number - 1].ending and offset >= self.lines[number - 1].next_start:
            return Place(self.path, number + 1)  # after the last line's own ending
        return Place(self.path, number, offset - (self.lines[number - 1].start if self.lines else 0) + 1)

    def header_place(self, line: int, column: int) -> Place:
        """Where in the file a line and column of the header (from 0) are."""
        return Place(self.path, line + 2, column + 1)

    def called(self, path: str) -> "Document":
        """The same text in a file of another name."""
        return parse(path, self.text, has_bom=self.has_bom)

    def replaced(self, edits: Iterable[Edit]) -> "Document":
        """The document with all `edits` made, read anew. They may come in any order but may not overlap."""
        pieces: list[str] = []
        position = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if edit.start < position:
                raise EditsOverlap(path=self.path)
            pieces += (self.text[position : edit.start], edit.text)
            position = edit.end
        pieces.append(self.text[position:])
        return parse(self.path, "".join(pieces), has_bom=self.has_bom)


def read(path: str, data: bytes) -> Document:
    """The document that `data` is. Raises NotText where it is not UTF-8."""
    text = decoded(path, data)
    return parse(path, text.removeprefix(_BOM), has_bom=text.startswith(_BOM))


def decoded(path: str, data: bytes) -> str:
    """The bytes as text. Raises NotText where they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotText(path=path, line=line, place=Place(path, line)) from None


def parse(path: str, text: str, *, has_bom: bool = False) -> Document:
    """The document that `text` is, with its header read as far as it can be."""
    texts = texts_of(text)
    if any(mark[0] in text and mark in text for mark in _CONFLICT) and (conflict := _first(texts, lambda line: line.startswith(_CONFLICT))):
        return Document(path, text, has_bom, texts, problems=(Problem("conflict-markers", Place(path, conflict), length=7),))
    if max(map(len, texts), default=0) > _LONGEST_KNOT and (knot := _first(texts, _is_knotted)):
        return Document(path, text, has_bom, texts, problems=(Problem("not-text", Place(path, knot), {"line": knot}),))
    if not text.startswith("---") or texts[0].rstrip(WS) != "---":
        return Document(path, text, has_bom, texts)
    closing = _closing(texts)
    if closing is None:
        return Document(path, text, has_bom, texts, problems=(Problem("header-unclosed", Place(path, 1), length=3),))
    start = start_of(text, texts, 1)
    try:
        head = read_header(text[start : start_of(text, texts, closing)])
    except HeaderError as error:
        place = Place(path, error.line + 2, error.column + 1)
        problem = Problem(error.problem, place, error.facts)
        return Document(path, text, has_bom, texts, header_at=start, closing=closing, problems=(problem,))
    return Document(path, text, has_bom, texts, head, header_at=start, closing=closing)


def late_header(document: Document) -> int:
    """The number of the line where a header begins that has nothing but blank lines before it; 0 where there is none."""
    number = _first(document.texts, lambda text: bool(text.strip(WS)))
    if number < 2 or document.texts[number - 1].rstrip(WS) != "---":
        return 0
    moved = parse(document.path, "\n".join(document.texts[number - 1 :]))
    return number if moved.head is not None and moved.head.rows else 0


def _closing(texts: Sequence[str]) -> int | None:
    """The index of the line that closes the header."""
    try:
        plain = texts.index("---", 1)
    except ValueError:
        plain = len(texts)
    return next((i for i in range(1, plain) if texts[i][:3] == "---" and texts[i].rstrip(WS) == "---"), plain if plain < len(texts) else None)


def _first(texts: Iterable[str], is_so: Callable[[str], bool]) -> int:
    """The number of the first line that is so, 0 where none is."""
    return next((number for number, text in enumerate(texts, 1) if is_so(text)), 0)


def _is_knotted(text: str) -> bool:
    """Whether more accents than any writing knows stand on one letter."""
    run = 0
    for character in "" if len(text) <= _LONGEST_KNOT or text.isascii() else text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _LONGEST_KNOT:
            return True
    return False
