"""The header: every value is the text that stands in the file; the field decides what it means.

A header written as most are is read line by line (`_strict_rows`); whatever looks in any way special is left to YAML, and a test compares the two.
A guard looks at every event of YAML before anything is built: aliases, anchors, tags, merge keys, depth and size are bounded, so that no header
can make the reader slow, large or wrong (docs/format.md, "Header").
"""

from __future__ import annotations

import re
from functools import cache

from referat.format.nodes import DEEPEST, HeaderError, Mapping, Node, Scalar, Sequence

LARGEST_HEADER = 64 * 1024  # characters; what a header is held to
LONGEST_LINE = 1000  # beyond that the reader looks whether it is text at all
_MOST_KNOWN = 20_000  # lines that are remembered

# A word that YAML reads as itself: no indicator first, no ": " and no " #" inside, no blank last.
_PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\s:#]++|:(?=\S)|(?<=\S)#|[ ]++(?=[^\s#]))*+"
_KEY = r"[^\W\d_](?:[\w\-.]++|[ ](?=[\w\-.]))*+"
_LINE = re.compile(
    rf"(?:(?P<key>{_KEY}):(?: +(?=\S)|\Z)|(?P<dash>(?P<indent> *)- +))"
    rf"(?:(?P<plain>{_PLAIN})|\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'|(?P<none>\[\])|(?P<map>\{{[^\n]+\}}))?"
)
_QUOTES = {"double": '"', "single": "'"}
_IN_BRACES = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\s:#,\[\]{}]++|:(?=[^\s,\[\]{}])|[ ]++(?=[^\s#,\[\]{}]))*+"
# Compiled only when a record is met, for a compilation costs as much as a file.
_ENTRY = rf"(?P<key>{_KEY}): (?:(?P<plain>{_IN_BRACES})|\"(?P<double>[^\"\\]*)\")(?P<next>, |\}}\Z)"


# A text, a list, or fields: what `plain` makes of a node. What a line alone says is a text, an empty list, fields, or None where a list may follow.
Value = object
# A value in a list: what it says, and its line and column (from 0).
Entry = tuple[Value, int, int]


class HeaderRow:
    """A field of a header: its key as spelled, its line, its value, and the entries where that is a list on lines of its own."""

    __slots__ = ("column", "entries", "key", "line", "value")

    def __init__(self, key: str, line: int, value: Value, column: int, entries: list[Entry] | None = None) -> None:
        self.key = key
        self.line = line
        self.value = value
        self.column = column
        self.entries = entries


class Header:
    """The fields of a header, in the order of the file. The nodes, which know where everything stands, are made when they are asked for.

    `is_strict` says that it was read line by line; then no remark stands in it, and no value but a record is anything but a text or a list of them.
    """

    __slots__ = ("_nodes", "_rows", "is_strict", "text")

    def __init__(self, text: str, rows: list[HeaderRow] | None, nodes: Mapping | None) -> None:
        self.text = text
        self.is_strict = rows is not None
        self._rows = rows
        self._nodes = nodes

    @property
    def rows(self) -> list[HeaderRow]:
        if self._rows is None:
            self._rows = [HeaderRow(key.text, key.line, plain(node), node.column) for key, node in self.nodes.pairs]
        return self._rows

    @property
    def nodes(self) -> Mapping:
        if self._nodes is None:
            self._nodes = _placed(self.text)
        return self._nodes

    @property
    def values(self) -> dict[str, Value]:
        """The fields as Python's own strings, lists and dicts, as the canonical text has them."""
        return {row.key: row.value for row in self.rows}


def read_header(text: str, *, first_line: int = 2, largest: int = LARGEST_HEADER) -> Header:
    """The header that stands between the two `---` lines, or a settings file. Raises HeaderError where it may not be read.

    `first_line` is the number of its first line in the file, `largest` how many characters it may have.
    """
    if len(text) > largest:
        raise HeaderError("header-too-large", limit=f"{largest // 1024} KiB", depth=DEEPEST)
    rows = _strict_rows(text)
    if rows is not None:
        return Header(text, rows, None)
    if not text:
        return Header(text, None, Mapping((), 0, 0, 0, 0))
    from referat.format.yaml_parser import build

    node = build(text, first_line)
    if node is None or (isinstance(node, Scalar) and not node.text and not node.style):
        node = Mapping((), 0, 0, 0, 0)
    if not isinstance(node, Mapping):
        raise HeaderError("header-not-fields", node.line, node.column)
    return Header(text, None, node)


def compose(text: str, *, first_line: int = 2, largest: int = LARGEST_HEADER) -> Mapping:
    """The nodes of the same."""
    return read_header(text, first_line=first_line, largest=largest).nodes


def plain(node: Node) -> Value:
    """A header value as Python's own strings, lists and dicts, as the canonical text has it."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


# What a line says by itself: how far an entry of a list is indented, or -1 for a field; the field's key; the value, None where a field has
# none yet; and the value's column.
_Said = tuple[int, str, Value, int]
_known: dict[str, _Said | None] = {}


def _strict_rows(text: str) -> list[HeaderRow] | None:
    """The fields of a header written as most are; None where YAML must be asked.

    What a line says that stands in many headers just so is read once.
    """
    if text[:1] in {"", "\n", " "} or text[-1] != "\n":
        return None
    rows: list[HeaderRow] = []
    keys: set[str] = set()
    entries: list[Entry] | None = None  # of the list that is being read
    values: list[Value] = []
    indent = -1
    for number, line in enumerate(text.split("\n")):
        if not line:
            continue
        said = _known[line] if line in _known else _remembered(line)
        if said is None:
            return None
        depth, key, value, column = said
        if depth >= 0:
            if entries is None or (depth != indent and indent >= 0):
                return None
            indent = depth
            entries.append((value, number, column))
            values.append(value)
            continue
        if key in keys or entries == []:
            return None
        keys.add(key)
        indent = -1
        if value is None:
            values, entries = [], []
            rows.append(HeaderRow(key, number, values, column, entries))
        else:
            entries = None
            rows.append(HeaderRow(key, number, value, column))
    return rows if entries != [] else None


def _remembered(line: str) -> _Said | None:
    if line[-1] == "}":  # the tool's own records hold a digest, and stand in one file alone; what stands before them does so in many
        before, _, inside = line.partition("{")
        said = _known[before + "[]"] if before + "[]" in _known else _remembered(before + "[]")
        if said and said[2] == [] and inside != "}" and line.isprintable():
            record = _record("{" + inside)
            return None if record is None else (said[0], said[1], record, len(before))
        return read_line(line)
    said = read_line(line)
    if len(_known) < _MOST_KNOWN:
        _known[line] = said
    return said


def read_line(line: str) -> _Said | None:
    match = _LINE.fullmatch(line) if line.isprintable() and (len(line) <= LONGEST_LINE or line.isascii()) else None
    if match is None:
        return None
    name = match.lastgroup or ""
    value: Value = None
    if name == "plain" or name in _QUOTES:
        value = match[name]
    elif name == "none":
        value = []
    elif name == "map":
        value = _record(match["map"])
        if value is None:
            return None
    column = match.start(name) - (name in _QUOTES) if value is not None else 0
    if match["dash"]:
        return None if value is None else (len(match["indent"]), "", value, column)
    return -1, match["key"], value, column


def _record(text: str) -> dict[str, str] | None:
    """`{text: "sha256:…", on: 2023-09-05}`; None where it holds anything but plain or simply quoted values, or a key twice."""
    entries = _entry().findall(text, 1)
    found = {key: plain or double for key, plain, double, _ in entries}
    length = 1
    for key, plain_text, double, end in entries:
        length += len(key) + len(": ") + (len(plain_text) or len(double) + 2) + len(end)
    return found if length == len(text) and len(found) == len(entries) else None


@cache
def _entry() -> re.Pattern[str]:
    return re.compile(_ENTRY)


def _placed(text: str) -> Mapping:
    """The nodes of a header that was read line by line."""
    pairs: list[tuple[Scalar, Node]] = []
    items: list[Node] = []
    start = 0
    waiting: tuple[Scalar, int, int, int] | None = None  # the key of a list, and the offset, line and column of its first dash
    key: Scalar | None = None
    for number, line in enumerate(text.split("\n")[:-1]):
        match = _LINE.fullmatch(line) if line else None
        if match and match["key"] is not None:
            if waiting:
                pairs.append(_list(waiting, items, start))
                waiting, items = None, []
            key = Scalar(match["key"], start, start + len(match["key"]), number, 0)
            if match.lastgroup != "key":
                pairs.append((key, _node(match, start, number)))
        elif match:
            if waiting is None:
                assert key is not None
                indent = len(match["indent"])
                waiting = key, start + indent, number, indent
            items.append(_node(match, start, number))
        start += len(line) + 1
    if waiting:
        pairs.append(_list(waiting, items, start))
    return Mapping(tuple(pairs), 0, start, 0, 0)


def _list(waiting: tuple[Scalar, int, int, int], items: list[Node], end: int) -> tuple[Scalar, Node]:
    key, offset, line, column = waiting
    return key, Sequence(tuple(items), offset, end, line, column)


def _node(match: re.Match[str], start: int, number: int) -> Node:
    """The value of a line: a text, an empty list, or a record in braces."""
    name = match.lastgroup or ""
    first, last = match.span(name)
    if name == "plain":
        return Scalar(match[name], start + first, start + last, number, first)
    if name in _QUOTES:
        return Scalar(match[name], start + first - 1, start + last + 1, number, first - 1, _QUOTES[name])
    if name == "none":
        return Sequence((), start + first, start + last, number, first, flow=True)
    pairs = []
    for entry in _entry().finditer(match.string, first + 1):
        which = "plain" if entry["plain"] is not None else "double"
        quote = which == "double"
        key = Scalar(entry["key"], start + entry.start(), start + entry.end("key"), number, entry.start())
        begin, end = entry.start(which) - quote, entry.end(which) + quote
        pairs.append((key, Scalar(entry[which], start + begin, start + end, number, begin, '"' if quote else "")))
    return Mapping(tuple(pairs), start + first, start + last, number, first, flow=True)
