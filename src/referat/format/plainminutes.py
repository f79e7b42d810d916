"""Minutes written as most are, read for their actions in one pass, and next to nothing loaded for it.

It is many times as fast as the reader, and may only say what the reader would say: a line that looks in any way special is read by the reader's
own functions, and a file that does is left to the reader (`read_plain_minutes` returns None). A test compares the two on minutes of every kind.
"""

from __future__ import annotations

from sys import intern

from referat.languages.words import EVENT_WORDS, MINUTES_FIELDS, STATUS_WORDS, meanings
from referat.model.ids import is_action_id
from referat.model.isoday import is_day

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from referat.format.plainheader import HeaderLine

# An event: its day, its kind, its value, its line and column.
EventTuple = tuple[str, str, str, int, int]
# A line: line, column, item, box, task, id, owners, groups, due (None where there is none), events.
LineTuple = tuple[int, int, str, str, str, str, tuple[str, ...], tuple[str, ...], "str | None", tuple[EventTuple, ...]]

LARGEST_HEADER = 64 * 1024  # characters; what a header is held to
_LONGEST_LINE = 1000  # beyond that the reader looks whether it is text at all
_MOST_KNOWN = 20_000  # lines that are remembered, of each kind

# Signs of what hides lines, is half merged, or ends lines otherwise; each after its first byte alone, which is quicker to look for.
_SPECIAL = {b"\r": (b"",), b"<": (b"<!--", b"<<<<<<< "), b"`": (b"```",), b"~": (b"~~~",), b">": (b">>>>>>> ",), b"|": (b"||||||| ",)}
# What a line begins with that may be a box, a log line, or what stands under one.
_MAY_MATTER = frozenset(" \t-*+0123456789")
# What YAML gives a meaning of its own at the beginning of a value.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_BOXES = frozenset([f"{bullet} [{state}] " for bullet in "-*+" for state in " xX/-"])
_DUE_WORDS = (" frist:", " due:")
_JOINERS = frozenset({"og", "and", "and/or", "og/eller"})
_LONGEST_HANDLE = 40

_FIELDS = meanings(MINUTES_FIELDS)
_ATTENDING = ("present", "substitutes", "others", "chair", "secretary")  # the fields whose people were there, in the order they count
_STATUS = meanings(STATUS_WORDS)
_EVENTS = meanings(EVENT_WORDS)

# What lines said that stand in many minutes just so.
_known_fields: dict[str, HeaderLine | None] = {}
_known_items: dict[str, str] = {}
_known_logs: dict[str, Sequence[tuple[str, str, str, int]]] = {}
_known_times: dict[str, str] = {}
_known_names: dict[str, bool] = {}


class PlainMinutes:
    """What the list of actions needs of minutes: days are ISO texts, "" where there is none; `status` is "" where it is no status.

    `people` are those who were there, as they are written; None where one of them is written in a way that the reader must be asked about.
    """

    __slots__ = ("group", "id", "lines", "next_on", "on", "path", "people", "start", "status", "title")

    def __init__(
        self, path: str, own_id: str, fields: dict[str, str], on: str, next_on: str, people: list[str] | None, lines: tuple[LineTuple, ...]
    ) -> None:
        self.path = path
        self.id = own_id
        self.group = fields.get("group", "")
        self.on = on
        self.start = _start(fields.get("time", ""))
        self.status = _STATUS.get(fields["status"].casefold(), "") if "status" in fields else "draft"
        self.next_on = next_on
        self.title = fields["title"]
        self.people = people
        self.lines = lines


def read_plain_minutes(path: str, data: bytes) -> PlainMinutes | None:
    """The minutes that a file outside groups/ and items/ is, or None where the reader must be asked."""
    for sign, whole in _SPECIAL.items():
        if sign in data and any(one in data for one in whole):
            return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if text[:4] != "---\n" or not _is_composed(text) or not _is_composed(path):
        return None
    lines = text.split("\n")
    try:
        closing = lines.index("---", 1)
    except ValueError:
        return None
    header = lines[1:closing]
    found = _header_fields(header) if sum(map(len, header)) + len(header) <= LARGEST_HEADER and max(map(len, lines)) <= _LONGEST_LINE else None
    if found is None:
        return None
    fields: dict[str, str] = {}
    lists: dict[str, list[str | None]] = {}
    for key, (value, entries) in found.items():
        folded = key.casefold()
        name = _FIELDS.get(folded, folded)
        if name not in fields:
            fields[name], lists[name] = value.strip(), entries
    on, next_on = fields.get("date", ""), fields.get("next", "").partition(" ")[0].rstrip(",")
    if not is_day(on) or not fields.get("title"):
        return None
    name = path.rpartition("/")[2].removesuffix(".md")
    return PlainMinutes(path, name, fields, on, next_on if is_day(next_on) else "", _people(fields, lists), _action_lines(lines, closing + 1))


def _people(fields: dict[str, str], lists: dict[str, list[str | None]]) -> list[str] | None:
    found: list[str | None] = []
    for name in _ATTENDING:
        if name in fields:
            found += [fields[name]] if fields[name] else lists[name]
    return None if None in found else found  # type: ignore[return-value]


def _header_fields(lines: Sequence[str]) -> dict[str, tuple[str, list[str | None]]] | None:
    """The fields in a header's lines: the text of each, and its list; in a list None for what is no text. None where the parser must be asked.

    Lines such as those that say who was present stand in many headers just so, and are looked at once.
    """
    fields: dict[str, tuple[str, list[str | None]]] = {}
    is_waiting, indent = False, -1
    entries: list[str | None] = []
    for number, line in enumerate(lines):
        if not line:
            if not number:
                return None
            continue
        found = _known_fields[line] if line in _known_fields else _header_line(line)
        if found is None:
            return None
        depth, key, value = found
        text = value if isinstance(value, str) else None
        if depth < 0:
            if key in fields:
                return None
            entries = list(value) if isinstance(value, tuple) else []
            fields[key], is_waiting, indent = (text or "", entries), value is None, -1
        else:
            if not is_waiting or (depth != indent and indent >= 0):
                return None
            indent = depth
            entries.append(text)
    return fields


def _header_line(line: str) -> HeaderLine | None:
    """As `plainheader.read_header_line`, which is asked where the line is not as plain as can be."""
    stripped = line.lstrip(" ")
    key, colon, value = line.partition(": ")
    if stripped[:2] == "- " and _is_plain(stripped[2:]):
        found: HeaderLine | None = (len(line) - len(stripped), "", stripped[2:])
    elif colon and _is_key(key) and (value == "[]" or _is_plain(value)):
        found = (-1, key, () if value == "[]" else value)
    elif line[-1] == ":" and _is_key(line[:-1]):
        found = (-1, line[:-1], None)
    else:
        from referat.format.plainheader import read_header_line

        found = read_header_line(line)
    if len(_known_fields) < _MOST_KNOWN:
        _known_fields[line] = found
    return found


def _is_plain(value: str) -> bool:
    """Whether YAML reads a value as itself."""
    if not value or value[0] in _INDICATORS or value[0] == " " or value[-1] in " :" or not value.isprintable():
        return False
    return ": " not in value and " #" not in value


def _is_key(text: str) -> bool:
    return text[:1].isalpha() and text.replace(" ", "").isalpha() and text[-1] != " "


def _is_composed(text: str) -> bool:
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


def _action_lines(lines: list[str], first: int) -> tuple[LineTuple, ...]:
    """The actions of a body, of which nothing is hidden but quotes. `first` is the index of its first line."""
    found: list[tuple[tuple[Any, ...], list[EventTuple]]] = []
    open_boxes: list[tuple[int, list[EventTuple] | None]] = []  # how far each is indented, and its log, if it may have one
    item = ""
    for number, line in enumerate(lines[first:], first + 1):
        if not line:
            continue
        if line[0] not in _MAY_MATTER:
            open_boxes.clear()
            if line[0] == "#":
                item = _item(line, item)
            continue
        stripped = line.lstrip(" \t")
        if not stripped:
            continue
        indent = _columns(line, len(line) - len(stripped))
        while open_boxes and open_boxes[-1][0] >= indent:
            open_boxes.pop()
        if stripped[0] in ">#":
            item = item if stripped[0] == ">" else _item(line, item)
        elif "[" in stripped and (box := _box(line, stripped, number, item)):
            log: list[EventTuple] = []
            action, can_log = box
            open_boxes.append((indent, log if can_log else None))
            if action:
                found.append((action, log))
        elif open_boxes and (log_here := open_boxes[-1][1]) is not None:
            logged = _known_logs[stripped] if stripped in _known_logs else _log(stripped)
            log_here += [(on, kind, value, number, column + len(line) - len(stripped)) for on, kind, value, column in logged]
    return tuple([(*action, tuple(log)) for action, log in found])


def _columns(line: str, signs: int) -> int:
    """How far a line is indented that begins with so many blanks and tabs."""
    if "\t" not in line[:signs]:
        return signs
    from referat.format.lines import columns

    return columns(line)


def _box(line: str, stripped: str, number: int, item: str) -> tuple[tuple[Any, ...] | None, bool] | None:
    """The action that a box is (None where it is none), and whether dated lines under it are its log; None where the line is no box.

    Most boxes are one owner or none, plain words with single blanks between them, at most one group, an ISO due date and an id.
    """
    if stripped[:6] not in _BOXES:
        return _any_box(line, stripped, number, item)
    box, rest = stripped[3], stripped[6:].rstrip(" \t")
    before, caret, action_id = rest.rpartition(" ^")
    rest = before if caret else rest
    due = None
    for word in _DUE_WORDS:
        before, has_due, value = rest.rpartition(word)
        if has_due:
            rest, due = before, value
            break
    before, plus, group = rest.rpartition(" +")
    rest = before if plus else rest
    has_owner = rest[:1] == "@"
    owner, _, task = rest[1:].partition(" ") if has_owner else ("", "", rest)
    if (
        not task or task[0] in " ,&" or task[-1] == " " or "  " in task or not task.isprintable()
        or "@" in task or "+" in task or ":" in task or "(" in task or ")" in task or "^" in task
        or (caret and not is_action_id(action_id)) or (due is not None and not is_day(due)) or (plus and not _is_name(group))
        or (has_owner and (len(owner) > _LONGEST_HANDLE or not _is_name(owner) or task.partition(" ")[0] in _JOINERS))
    ):
        return _any_box(line, stripped, number, item)
    if not caret:
        action_id = ""
    if not (has_owner or plus or due) and (not any(map(str.isalnum, task)) or (box in "xX-" and not caret)):
        return None, caret != ""
    owners, groups = ((owner,) if has_owner else ()), ((group,) if plus else ())
    due = due and intern(due)  # the same days stand in many files
    return (number, len(line) - len(stripped) + 3, item, box, task, action_id, owners, groups, due), caret != ""


def _is_name(text: str) -> bool:
    """Whether a text is a handle or the name of a group, with nothing that an eye might take for its end."""
    if not text:
        return False
    if (found := _known_names.get(text)) is None:
        first, rest = text[0], text.replace("-", "").replace("_", "").replace(".", "")
        found = first.isalnum() and not first.isdecimal() and rest.isalnum() and text[-1] != "." and ".." not in text
        if len(_known_names) < _MOST_KNOWN:
            _known_names[text] = found
    return found


def _any_box(line: str, stripped: str, number: int, item: str) -> tuple[tuple[Any, ...] | None, bool] | None:
    """The same for a line that may be a box, but not one written as most are."""
    before, _, after = stripped.partition("[")
    sign = after[: after.find("]", 1)]  # a letter may have its accents
    if len(before.split()) != 1 or any(not "\u0300" <= accent <= "\u036f" for accent in sign[1:]):
        return None
    from referat.format.boxes import read_box
    from referat.format.tasks import read_task

    box = read_box(line)
    if box is None:
        return None
    can_log = box.is_action and box.id is not None
    task = read_task(box.text)
    is_marked = box.id or task.owners or task.dues or task.groups
    if not box.is_action or not any(map(str.isalnum, box.text)) or (box.state not in " /" and not is_marked):
        return None, can_log
    due = task.dues[0].value if task.dues else None
    return (number, box.state_at, item, box.state, task.task, box.id or "", task.owners, task.groups, due), can_log


def _log(stripped: str) -> Sequence[tuple[str, str, str, int]]:
    """The events of a line without its indentation, if it is a dated one: day, kind, value and column of each."""
    found: Sequence[tuple[str, str, str, int]] = ()
    day, word = stripped[2:12], stripped[13:]
    if stripped[:2] == "- " and stripped[12:13] == " " and is_day(day) and (kind := _EVENTS.get(word.casefold())):
        found = [(day, kind, "", 14)]
    elif len(words := stripped.split(None, 2)) > 2 and words[1][4:5] == "-":
        from referat.format.boxes import read_log

        read = read_log(stripped)
        found = [(read[0].isoformat(), event.kind.value, event.value, event.start + 1) for event in read[1]] if read else ()
    if len(_known_logs) < _MOST_KNOWN:
        _known_logs[stripped] = found
    return found


def _item(line: str, item: str) -> str:
    """What an action after this heading says it stands in; `item` where the heading is no agenda item's, nor ends one."""
    number, dot, title = line[3:].partition(". ")
    if line[:3] == "## " and dot and number.isascii() and number.isdecimal() and title[:1].isalpha():
        return number
    words = line.lstrip(" ")
    if words[0] != "#" or len(line) - len(words) > 3 or words.lstrip("#")[:1] not in ("", " ", "\t") or words[:3] == "###":
        return item
    if line not in _known_items:
        from referat.format.items import heading_name

        found = heading_name(line)
        if len(_known_items) >= _MOST_KNOWN:
            return found
        _known_items[line] = found
    return _known_items[line]
