"""The head of minutes written as most are: their header read without YAML, and where their body begins.

It may only say what the reader would say: a file that looks in any way special is left to the reader (`cut_plainly` and `plain_head` return None).
"""

from __future__ import annotations

from referat.languages.words import MINUTES_FIELDS, STATUS_WORDS, meanings
from referat.model.isoday import is_day

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence

    from referat.format.plainheader import HeaderLine

LARGEST_HEADER = 64 * 1024  # characters; what a header is held to
LONGEST_LINE = 1000  # beyond that the reader looks whether it is text at all
_MOST_KNOWN = 20_000  # lines that are remembered, of each kind

# Signs of what hides lines, is half merged, or ends lines otherwise; each after its first byte alone, which is quicker to look for.
_SPECIAL = {b"\r": (b"",), b"<": (b"<!--", b"<<<<<<< "), b"`": (b"```",), b"~": (b"~~~",), b">": (b">>>>>>> ",), b"|": (b"||||||| ",)}
# What YAML gives a meaning of its own at the beginning of a value.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")

_FIELDS = meanings(MINUTES_FIELDS)
_ATTENDING = ("present", "substitutes", "others", "chair", "secretary")  # the fields whose people were there, in the order they count
_STATUS = meanings(STATUS_WORDS)

# What lines said that stand in many minutes just so.
_known_fields: dict[str, HeaderLine | None] = {}
_known_times: dict[str, str] = {}


class PlainHead:
    """What a list needs of the head of minutes: days are ISO texts, "" where there is none; `status` is "" where it is no status.

    `people` are those who were there, as they are written; None where one of them is written in a way that the reader must be asked about.
    """

    __slots__ = ("group", "id", "next_on", "on", "path", "people", "start", "status", "title")

    def __init__(self, path: str, fields: dict[str, str], on: str, next_on: str, people: list[str] | None) -> None:
        self.path = path
        self.id = path.rpartition("/")[2].removesuffix(".md")
        self.group = fields.get("group", "")
        self.on = on
        self.start = _start(fields.get("time", ""))
        self.status = _STATUS.get(fields["status"].casefold(), "") if "status" in fields else "draft"
        self.next_on = next_on
        self.title = fields["title"]
        self.people = people


def cut_plainly(data: bytes) -> tuple[str, list[str], int] | None:
    """The text of a file of which nothing is hidden but quotes, its lines, and the index of the one that closes its header."""
    for sign, whole in _SPECIAL.items():
        if sign in data and any(one in data for one in whole):
            return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if text[:4] != "---\n":
        return None
    lines = text.split("\n")
    try:
        closing = lines.index("---", 1)
    except ValueError:
        return None
    return (text, lines, closing) if max(map(len, lines)) <= LONGEST_LINE else None


def plain_head(path: str, header: Sequence[str]) -> PlainHead | None:
    """The head of the minutes that a file outside groups/ and items/ is, from the lines of its header."""
    found = _header_fields(header) if sum(map(len, header)) + len(header) <= LARGEST_HEADER else None
    if found is None:
        return None
    fields, lists = found
    on, next_on = fields.get("date", ""), fields.get("next", "").partition(" ")[0].rstrip(",")
    if not is_day(on) or not fields.get("title") or "cancelled" in fields:
        return None
    return PlainHead(path, fields, on, next_on if is_day(next_on) else "", _people(fields, lists))


def _people(fields: dict[str, str], lists: dict[str, Sequence[str | None]]) -> list[str] | None:
    found: list[str | None] = []
    for name in _ATTENDING:
        if name in fields:
            found += [fields[name]] if fields[name] else lists.get(name, ())
    return None if None in found else found  # type: ignore[return-value]


def _header_fields(lines: Sequence[str]) -> tuple[dict[str, str], dict[str, Sequence[str | None]]] | None:
    """The fields in a header's lines by their English names, and the list of each that has no text; in a list None stands for what is no text.

    None where the parser must be asked. Lines such as those that say who was present stand in many headers just so, and are looked at once.
    """
    fields: dict[str, str] = {}
    lists: dict[str, Sequence[str | None]] = {}
    entries: list[str | None] | None = None  # of the field that may still have some
    indent = -1
    if not lines or not lines[0]:
        return None
    for line in lines:
        if not line:
            continue
        found = _known_fields[line] if line in _known_fields else _header_line(line)
        if found is None:
            return None
        depth, name, value = found
        if depth >= 0:
            if entries is None or (depth != indent and indent >= 0):
                return None
            indent = depth
            entries.append(value)  # type: ignore[arg-type]
        elif name in fields:
            return None
        elif value.__class__ is str:
            fields[name], entries = value, None
        elif value is None:
            fields[name], indent = "", -1
            lists[name] = entries = []
        else:
            fields[name], lists[name], entries = "", value, None
    return fields, lists


def _header_line(line: str) -> HeaderLine | None:
    """As `plainheader.read_header_line`, which is asked where the line is not as plain as can be; but the field is called by its English name."""
    stripped = line.lstrip(" ")
    key, colon, value = line.partition(": ")
    if stripped[:2] == "- " and is_plain_value(stripped[2:]):
        found: HeaderLine | None = (len(line) - len(stripped), "", stripped[2:])
    elif colon and _is_key(key) and (value == "[]" or is_plain_value(value)):
        found = (-1, key, () if value == "[]" else value)
    elif line[-1] == ":" and _is_key(line[:-1]):
        found = (-1, line[:-1], None)
    else:
        from referat.format.plainheader import read_header_line

        found = read_header_line(line)
    if not is_composed(line):
        found = None
    if found is not None:
        depth, key, said = found
        if depth >= 0:
            found = (depth, "", said if isinstance(said, str) else None)
        else:
            folded = key.casefold()
            found = (depth, _FIELDS.get(folded, folded), said.strip() if isinstance(said, str) else said)
    if len(_known_fields) < _MOST_KNOWN:
        _known_fields[line] = found
    return found


def is_plain_value(value: str) -> bool:
    """Whether YAML reads a value as itself."""
    if not value or value[0] in _INDICATORS or value[0] == " " or value[-1] in " :" or not value.isprintable():
        return False
    return ": " not in value and " #" not in value


def _is_key(text: str) -> bool:
    return text[:1].isalpha() and text.replace(" ", "").isalpha() and text[-1] != " "


def is_composed(text: str) -> bool:
    """Whether letters and their accents are single signs (NFC)."""
    if text.isascii():
        return True
    from unicodedata import is_normalized

    return is_normalized("NFC", text)


def _start(time: str) -> str:
    """The hour that a time begins with, as HH:MM."""
    if time not in _known_times:
        hour, sign, minute, rest = time[:2], time[2:3], time[3:5], time[5:]
        has_end = len(rest) == 6 and rest[0] in "-–" and rest[3] in ".:"
        is_clock = sign in {".", ":"} and (hour + minute).isdecimal() and hour.isascii() and hour < "24" and minute < "60"
        if is_clock and (not rest or has_end):
            found = f"{hour}:{minute}"
        elif time:
            from referat.model.dates import read_times

            found = read_times(time)[0] or ""
        else:
            found = ""
        if len(_known_times) >= _MOST_KNOWN:
            return found
        _known_times[time] = found
    return _known_times[time]
