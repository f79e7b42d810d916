"""Headers written as most are, read without YAML: plain fields, lists of plain lines, and the tool's own records in braces.

It is four times as fast as the parser, and may only say what the parser would say: whatever looks in any way special is left to that
(`plain_header` returns None). A test compares the two on headers of every kind.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from referat.format.nodes import Mapping, Node, Scalar, Sequence
from referat.format.plainhead import LONGEST_LINE
from referat.format.record_patterns import read_stamped

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
            said = _placed(line)
            if said is None or not (fields.take_field(said, start, number) if said[0] < 0 else fields.take_item(said, start, number)):
                return None
        start += len(line) + 1
    return Mapping(tuple(fields.pairs), 0, start, 0, 0) if fields.end(start) else None


# How far an entry of a list is indented, or -1 and the name of a field; the group of _LINE that the value is, "" where there is none; its text,
# and where that begins and ends in the line.
_Placed = tuple[int, str, str, str, int, int]


@lru_cache(maxsize=10_000)  # the same people stand in header after header
def _placed(line: str) -> _Placed | None:
    """What a line says by itself, and where."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    indent = len(match["indent"]) if match["dash"] else -1
    name = match.lastgroup or ""
    if name in {"key", "dash"}:
        return (indent, match["key"] or "", "", "", 0, 0)
    return (indent, match["key"] or "", name, match[name], *match.span(name))


# A value as `header.plain` gives it: a text, an empty list, or a record; or a list of those.
Entry = str | tuple[()] | dict[str, str]
Value = Entry | list[Entry]
Said = tuple[int, str, Entry | None]
_known: dict[str, Said | None] = {}
_MOST_KNOWN = 20_000
# How far an entry of a list is indented, or -1 and the name of a field; and its text, or the entries of its list, None for what is no text.
# A field alone on its line, after which a list may follow, has None instead.
HeaderLine = tuple[int, str, str | tuple[None, ...] | None]


def read_header_line(line: str) -> HeaderLine | None:
    """What a line of a header says by itself; None where the parser must be asked."""
    found = _read_line(line)
    return (found[0], found[1], (None,)) if found and isinstance(found[2], dict) else found  # type: ignore[return-value]


def plain_values(text: str) -> tuple[dict[str, Value], dict[str, int]] | None:
    """The fields of a header as `header.plain` gives them, and the number of the line (from 0) of each; None where the parser must be asked.

    It is as quick again as `plain_header`: what a line says that stands in many headers just so is read once, and no value knows its place.
    """
    if text[:1] in {"", "\n", " "} or not text.endswith("\n"):
        return None
    fields: dict[str, Value] = {}
    numbers: dict[str, int] = {}
    entries: list[Entry] | None = None  # of the list that is being read
    indent = -1
    for number, line in enumerate(text.split("\n")):
        if not line:
            continue
        found = _known[line] if line in _known else _remembered(line)
        if found is None:
            return None
        depth, key, value = found
        if depth >= 0:
            if entries is None or (depth != indent and indent >= 0):
                return None
            indent = depth
            entries.append(value)  # type: ignore[arg-type]
            continue
        if key in fields or entries == []:
            return None
        numbers[key] = number
        indent = -1
        if value is None:
            fields[key] = entries = []
        else:
            fields[key], entries = value, None
    return (fields, numbers) if entries != [] else None


def _remembered(line: str) -> Said | None:
    if line[-1] == "}":  # the tool's own records hold a digest, and stand in one file alone; what stands before them does so in many
        before, _, inside = line.partition("{")
        found = _known[before + "[]"] if before + "[]" in _known else _remembered(before + "[]")
        if found and found[2] == () and inside != "}" and line.isprintable():
            values = read_stamped("{" + inside) or _record_values("{" + inside)
            return None if values is None else (found[0], found[1], values)
        return _read_line(line)
    found = _read_line(line)
    if len(_known) < _MOST_KNOWN:
        _known[line] = found
    return found


def _read_line(line: str) -> Said | None:
    match = _LINE.fullmatch(line) if line.isprintable() and (len(line) <= LONGEST_LINE or line.isascii()) else None
    if match is None:
        return None
    name = match.lastgroup or ""
    value: Entry | None = None
    if name == "plain" or name in _QUOTES:
        value = match[name]
    elif name == "none":
        value = ()
    elif name == "map":
        value = _record_values(match["map"])
        if value is None:
            return None
    if match["dash"]:
        return None if value is None else (len(match["indent"]), "", value)
    return -1, match["key"], value


def _record_values(text: str) -> dict[str, str] | None:
    """As `_record`, without places: the entries that are found must be all there is."""
    entries = _entries()(text, 1)
    found = {key: plain or double for key, plain, double, _ in entries}
    length = 1
    for key, plain, double, end in entries:
        length += len(key) + len(": ") + (len(plain) or len(double) + 2) + len(end)
    return found if length == len(text) and len(found) == len(entries) else None


@cache
def _entries() -> Callable[[str, int], list[tuple[str, str, str, str]]]:
    return re.compile(_ENTRY).findall


class _Fields:
    """The fields so far, with the list that is being read, or the field that waits for one."""

    def __init__(self) -> None:
        self.pairs: list[tuple[Scalar, Node]] = []
        self._seen: set[str] = set()
        self._waiting: Scalar | None = None
        self._items: list[Node] | None = None
        self._list_at = (0, 0, 0)  # offset, line and indent of its first dash

    def take_field(self, said: _Placed, start: int, number: int) -> bool:
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

    def take_item(self, said: _Placed, start: int, number: int) -> bool:
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


def _value(said: _Placed, start: int, number: int) -> Node | None:
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
