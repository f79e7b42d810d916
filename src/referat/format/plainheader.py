"""Headers written as most are, read without YAML: plain fields, lists of plain lines, and the tool's own records in braces.

It is four times as fast as the parser, and may only say what the parser would say: whatever looks in any way special is left to that
(`plain_header` returns None). A test compares the two on headers of every kind.
"""

import re
from functools import lru_cache

from referat.format.nodes import Mapping, Node, Scalar, Sequence

# A word that YAML reads as itself: no indicator first, no ": " and no " #" inside, no blank last.
_PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\s:#]++|:(?=\S)|(?<=\S)#|[ ]++(?=[^\s#]))*+"
_KEY = r"[^\W\d_](?:[\w\-]++|[ ](?=[\w\-]))*+"
_LINE = re.compile(
    rf"(?:(?P<key>{_KEY}):(?: +(?=\S)|\Z)|(?P<dash>(?P<indent> *)- +))"
    rf"(?:(?P<plain>{_PLAIN})|\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'|(?P<none>\[\])|(?P<map>\{{[^\n]+\}}))?"
)
_QUOTES = {"double": '"', "single": "'"}
_IN_BRACES = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\s:#,\[\]{}]++|:(?=[^\s,\[\]{}])|[ ]++(?=[^\s#,\[\]{}]))*+"
# Compiled only when a record is met, for a compilation costs as much as a file.
_ENTRY = rf"(?P<key>{_KEY}): (?:(?P<plain>{_IN_BRACES})|\"(?P<double>[^\"\\]*)\")(?P<next>, |\}}\Z)"


def plain_header(text: str) -> Mapping | None:
    """The fields of a header, or None where the parser must be asked."""
    if text[:1] in {"", "\n", " "} or not text.endswith("\n") or not text.replace("\n", "").isprintable():
        return None
    fields = _Fields()
    start = 0
    for number, line in enumerate(text.split("\n")[:-1]):
        if line:
            said = _said(line)
            if said is None or not (fields.take_field(said, start, number) if said[0] < 0 else fields.take_item(said, start, number)):
                return None
        start += len(line) + 1
    return Mapping(tuple(fields.pairs), 0, start, 0, 0) if fields.end(start) else None


# How far an entry of a list is indented, or -1 and the name of a field; the group of _LINE that the value is, "" where there is none; its text,
# and where that begins and ends in the line.
_Said = tuple[int, str, str, str, int, int]


@lru_cache(maxsize=10_000)  # the same people stand in header after header
def _said(line: str) -> _Said | None:
    """What a line says by itself, and where."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    indent = len(match["indent"]) if match["dash"] else -1
    name = match.lastgroup or ""
    if name in {"key", "dash"}:
        return (indent, match["key"] or "", "", "", 0, 0)
    return (indent, match["key"] or "", name, match[name], *match.span(name))


# How far an entry of a list is indented, or -1 and the name of a field; and its text, or the entries of its list, None for what is no text.
# A field alone on its line, after which a list may follow, has None instead.
HeaderLine = tuple[int, str, str | tuple[None, ...] | None]


def read_header_line(line: str) -> HeaderLine | None:
    """What a line of a header says by itself; None where the parser must be asked."""
    match = _LINE.fullmatch(line) if line.isprintable() else None
    if match is None or (match["map"] is not None and _record(match["map"], 0, 0, 0) is None):
        return None
    name = match.lastgroup or ""
    value = match[name] if name == "plain" or name in _QUOTES else () if name == "none" else (None,)
    if match["dash"]:
        return (len(match["indent"]), "", value) if match.end() > match.end("dash") else None
    return -1, match["key"], None if match.end() == match.end("key") + 1 else value


class _Fields:
    """The fields so far, with the list that is being read, or the field that waits for one."""

    def __init__(self) -> None:
        self.pairs: list[tuple[Scalar, Node]] = []
        self._seen: set[str] = set()
        self._waiting: Scalar | None = None
        self._items: list[Node] | None = None
        self._list_at = (0, 0, 0)  # offset, line and indent of its first dash

    def take_field(self, said: _Said, start: int, number: int) -> bool:
        """A line `key: value` or `key:`; False where it is not for us to read."""
        text = said[1]
        if not self.end(start) or text in self._seen:
            return False
        self._seen.add(text)
        key = Scalar(text, start, start + len(text), number, 0)
        if not said[2]:
            self._waiting = key
            return True
        value = _value(said, start, number)
        if value is not None:
            self.pairs.append((key, value))
        return value is not None

    def take_item(self, said: _Said, start: int, number: int) -> bool:
        """A line of a list."""
        indent = said[0]
        if self._waiting is not None and self._items is None:
            self._items, self._list_at = [], (start + indent, number, indent)
        if self._items is None or indent != self._list_at[2]:
            return False
        value = _value(said, start, number)
        if value is not None:
            self._items.append(value)
        return value is not None

    def end(self, start: int) -> bool:
        """Ends the list that is open; False where a field has neither a value nor a list, which the parser places in its own way."""
        if self._items is not None and self._waiting is not None:
            offset, line, column = self._list_at
            self.pairs.append((self._waiting, Sequence(tuple(self._items), offset, start, line, column)))
            self._waiting = self._items = None
        return self._waiting is None


def _value(said: _Said, start: int, number: int) -> Node | None:
    """The value of a line: a text, an empty list, or a record in braces."""
    _, _, name, text, first, last = said
    if name == "plain":
        return Scalar(text, start + first, start + last, number, first)
    if name in _QUOTES:
        return Scalar(text, start + first - 1, start + last + 1, number, first - 1, _QUOTES[name])
    if name == "none":
        return Sequence((), start + first, start + last, number, first, flow=True)
    return _record(text, start + first, number, first) if name == "map" else None


def _record(text: str, start: int, number: int, column: int) -> Mapping | None:
    """`{text: "sha256:…", on: 2023-09-05}`; None where it holds anything but plain or simply quoted values."""
    pairs: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    position, entry = 1, re.compile(_ENTRY)
    while position < len(text):
        match = entry.match(text, position)
        if match is None or match["key"] in seen:
            return None
        seen.add(match["key"])
        name = "plain" if match["plain"] is not None else "double"
        quote = 0 if name == "plain" else 1
        first, last = match.start(name) - quote, match.end(name) + quote
        key = Scalar(match["key"], start + match.start(), start + match.end("key"), number, column + match.start())
        pairs.append((key, Scalar(match[name], start + first, start + last, number, column + first, '"' if quote else "")))
        position = match.end()
    return Mapping(tuple(pairs), start, start + len(text), number, column, flow=True)
