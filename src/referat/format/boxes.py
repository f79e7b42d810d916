"""The grammar of boxes: which lines of a body are boxes, which are dated lines of their logs, and which are out of reach.

Both the reader and the canonical text go by this one scan, so what counts as live and what counts as an event can never differ
(docs/format.md, "An action").
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from referat.format.lines import WS, columns
from referat.languages.words import DUE_WORDS, EVENT_WORDS, NEXT_WORDS, meanings, spellings
from referat.model.action import EventKind
from referat.model.dates import iso_day, last_day
from referat.model.fact import Fact
from referat.model.ids import is_action_id

STATES = " xX/-"
USUAL_BOXES = frozenset([f"{bullet} [{state}] " for bullet in "-*+" for state in STATES])
# What a line begins with that may be a box or a log line, be blank, or hide what follows.
_MAY_MATTER = frozenset(" \t-*+0123456789>`~<")

# The sign in a box may be any letter with its accents, so that a text means the same composed (NFC) and decomposed.
_SIGN = r"\[(.[\u0300-\u036f]*+)\]"
BOX = re.compile(r"([ \t]*+)([-*+]|[0-9]{1,9}[.)])([ \t]++)" + _SIGN + r"([ \t]++)(.+)\Z", re.DOTALL)
_ANY_BOX = re.compile(r"[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++" + _SIGN + r"(?:[ \t]|\Z)", re.DOTALL)
_LOG = re.compile(r"[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]++(.+)\Z", re.DOTALL)
# What a line begins with that hides itself, or the lines below it; a remark may begin anywhere.
_HIDING = frozenset(">`~")
_LONGEST_KNOWN = 100  # characters of a log line that is remembered
_BULLETS = frozenset("-*+0123456789")  # what a log line begins with
_MOST_INDENTED = 3  # blanks before a heading
_DEEPEST_HEADING = 6
_FENCE = re.compile(r"(`{3,}(?=[^`]*\Z)|~{3,})")
_WORD = re.compile(r"[^ \t]+")
_BACKTICKS = re.compile(r"`+")
HANDLE = re.compile(r"@([^\W\d_][\w.\-]{0,39})\Z")

_EVENT_WORDS = {word: EventKind(key) for word, key in meanings(EVENT_WORDS).items()}
_DUE_WORDS = spellings(DUE_WORDS)
_NEXT_WORDS = spellings(NEXT_WORDS)


class Box(Fact):
    """A box line. `index` counts lines of the body from 0; `state_at` is where in the line its state stands, `text_at` where its text begins.

    `text` is the rest of the line without the id; an action's `state` is one of STATES, any other sign makes the line text that owns its log.
    """

    __slots__ = ("id", "indent", "index", "state", "state_at", "text", "text_at")

    def __init__(self, index: int, indent: int, state: str, state_at: int, text: str, id: str | None = None, text_at: int = 6) -> None:
        self.index = index
        self.indent = indent
        self.state = state
        self.state_at = state_at
        self.text = text
        self.text_at = text_at
        self.id = id

    @property
    def is_action(self) -> bool:
        return self.state in STATES

    @property
    def can_log(self) -> bool:
        """Whether dated lines under it are its log."""
        return self.id is not None and self.state in STATES


class LogEvent(Fact):
    """One event of a dated line: `value` is a due date or comma-joined handles as written; start and end are columns in the line."""

    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, kind: EventKind, value: str, start: int, end: int) -> None:
        self.kind = kind
        self.value = value
        self.start = start
        self.end = end


class Log(Fact):
    """A dated line under an action with an id. `box` is the box it belongs to."""

    __slots__ = ("box", "events", "index", "on")

    def __init__(self, index: int, box: Box, on: date, events: tuple[LogEvent, ...]) -> None:
        self.index = index
        self.box = box
        self.on = on
        self.events = events


class Scan:
    """What a body holds.

    `orphans` are dated lines under a box without an id; `hidden` are the lines inside code, quotes and remarks, `quotes` those of them that are
    quotes; `headings` are the index, the level and the words of each, `prose` the indexes of all other lines that are not blank. `is_loose` says that
    some line may be indented that is neither a box nor of a box's log.
    """

    __slots__ = ("boxes", "headings", "hidden", "is_loose", "logs", "orphans", "prose", "quotes", "unclosed_comment", "unclosed_fence")

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.logs: list[Log] = []
        self.orphans: list[int] = []
        self.hidden: set[int] = set()
        self.headings: list[tuple[int, int, str]] = []
        self.prose: list[int] = []
        self.quotes: list[int] = []
        self.is_loose = False
        self.unclosed_fence: tuple[int, str] | None = None
        self.unclosed_comment: int | None = None


def scan(lines: Iterable[str]) -> Scan:
    """Finds what the lines of a body (without their endings) are, in one pass.

    Most lines are empty, text at the margin, or boxes with nothing before them, and are known by their first signs; the others are looked at.
    """
    found = Scan()
    boxes, prose = found.boxes, found.prose
    scanner = _Scanner(found)
    open_boxes, look_at = scanner.open_boxes, scanner.look_at
    is_closing = False
    for index, text in enumerate(lines):
        if is_closing or (text and "<!--" in text):
            is_closing = look_at(index, text)
        elif not text:
            continue
        elif text[0] not in _MAY_MATTER or text[:2] == "**":
            open_boxes.clear()
            if text[0] == "#" and (heading := read_heading(text)):
                found.headings.append((index, *heading))
            else:
                prose.append(index)
        elif text[:6] in USUAL_BOXES and text[6:7] not in WS:
            box = Box(index, 0, text[3], 3, *without_id(text[6:]))
            boxes.append(box)
            open_boxes[:] = [box]
        elif len(open_boxes) == 1 and text[0] == " " and not (box := open_boxes[0]).indent and box.can_log and (log := read_log(text)):
            found.logs.append(Log(index, box, *log))
        else:
            is_closing = look_at(index, text)
    found.unclosed_fence, found.unclosed_comment = scanner.reach.unclosed
    return found


class _Scanner:
    """Looks at the lines that are not known by their first signs. `open_boxes` are those that the next line may stand under."""

    def __init__(self, found: Scan) -> None:
        self._found = found
        self.open_boxes: list[Box] = []
        self.reach = _Reach()

    def look_at(self, index: int, text: str) -> bool:
        """Takes in a line, and says whether something is open that the next lines may close."""
        found, stripped = self._found, text.lstrip(WS)
        reach = self.reach
        was_open = reach.is_closing
        is_hidden = (was_open or stripped[:1] in _HIDING or "<!--" in stripped) and reach.hides(index, text, stripped)
        if is_hidden:
            found.hidden.add(index)
            found.is_loose = True
            if stripped[:1] == ">" and not was_open:
                found.quotes.append(index)
        if not stripped:
            return reach.is_closing
        indent = len(text) - len(stripped)
        if indent and "\t" in text:
            indent = columns(text)
        while self.open_boxes and self.open_boxes[-1].indent >= indent:
            self.open_boxes.pop()
        if not is_hidden:
            self._file(index, text, stripped)
        return reach.is_closing

    def _file(self, index: int, text: str, stripped: str) -> None:
        """Files a line that can be seen."""
        found, open_boxes = self._found, self.open_boxes
        if "[" in stripped and (box := read_box(text, index)):
            found.boxes.append(box)
            open_boxes.append(box)
            return
        if open_boxes and stripped[0] in _BULLETS and (log := read_log(text)):
            if open_boxes[-1].can_log:
                found.logs.append(Log(index, open_boxes[-1], *log))
                return
            found.orphans.append(index)
        elif stripped[0] == "#" and (heading := read_heading(text)):
            found.headings.append((index, *heading))
        else:
            found.prose.append(index)
        found.is_loose = found.is_loose or text[0] in WS


def read_heading(text: str) -> tuple[int, str] | None:
    """The level and the words of a Markdown heading (`## Title ##`), or None."""
    bare = text.lstrip(" ") if text[:1] == " " else text
    if bare[:1] != "#" or len(text) - len(bare) > _MOST_INDENTED:
        return None
    words = bare.lstrip("#")
    level = len(bare) - len(words)
    if level > _DEEPEST_HEADING or words[:1] not in WS:
        return None
    words = words.strip(WS)
    if words[-1:] == "#":
        bare = words.rstrip("#")
        words = bare.rstrip(WS) if not bare or bare[-1] in WS else words
    return level, words


def read_box(text: str, index: int = 0) -> Box | None:
    """The box a line is, or None. A box with an unknown sign is found too: it is no action, but dated lines under it are its own."""
    if text[:6] in USUAL_BOXES and text[6:7] not in WS:  # no blanks but one to each side of the box, and something after it
        return Box(index, 0, text[3], 3, *without_id(text[6:]))
    match = BOX.match(text)
    if not match:
        if _ANY_BOX.match(text):  # an empty box is no action, but lines below it are still below a box
            at = text.index("[")
            return Box(index, columns(text), "\0", at + 1, "", text_at=len(text))
        return None
    return Box(index, columns(text), match[4], match.start(4), *without_id(match[6]), match.start(6))


def without_id(text: str) -> tuple[str, str | None]:
    """What a box says without the id at its end, and the id."""
    body = text.rstrip(WS) if text[-1:] in WS else text
    before, caret, last = body.rpartition("^")
    if caret and before[-1:] in {" ", "\t"} and is_action_id(last):
        return before.rstrip(WS), last
    return body, None


def read_log(text: str) -> tuple[date, tuple[LogEvent, ...]] | None:
    """The day and events of a dated line, or None where any word of it is not one of the closed set."""
    return _known_log(text) if len(text) <= _LONGEST_KNOWN else _log_in(text)


def _log_in(text: str) -> tuple[date, tuple[LogEvent, ...]] | None:
    match = _LOG.match(text)
    if not match:
        return None
    on = iso_day(match[1])
    if on is None:
        return None
    events = read_events(text, match.start(2))
    return (on, events) if events else None


_known_log = lru_cache(maxsize=1000)(_log_in)  # the same days, and what happened on them, stand in many files


def read_events(text: str, start: int) -> tuple[LogEvent, ...] | None:
    """The events written in `text` from `start` on; None where a word is not an event."""
    events = []
    for word in _WORD.finditer(text, start):
        event = _read_event(word[0])
        if event is None:
            return None
        events.append(LogEvent(event[0], event[1], word.start(), word.end()))
    return tuple(events)


def is_due(text: str) -> bool:
    """Whether `text` is a due date in the file's own forms: a day, a month, a week, or the next meeting."""
    return last_day(text) is not None or text.casefold() in _NEXT_WORDS


def split_due(word: str) -> str | None:
    """What stands after `due:` or `frist:`, or None where the word is something else."""
    key, colon, value = word.partition(":")
    return value if colon and key.casefold() in _DUE_WORDS else None


def handles(word: str) -> tuple[str, ...] | None:
    """The handles of `@a,@b`, or None where the word is something else. A full stop at the end is not part of a handle."""
    found = [HANDLE.match(part) for part in word.split(",")]
    return tuple(m[1].removesuffix(".") for m in found if m) if all(found) else None


def _read_event(written: str) -> tuple[EventKind, str] | None:
    word = unicodedata.normalize("NFC", written)
    kind = _EVENT_WORDS.get(word.casefold())
    if kind:
        return kind, ""
    due = split_due(word)
    if due is not None:
        return (EventKind.DUE, due) if is_due(due) else None
    names = handles(word) if word.startswith("@") else None
    return (EventKind.OWNERS, ",".join(names)) if names else None


class _Reach:
    """What is open at a point of the body: a code block, or a hidden remark. A quote is open for its own line alone."""

    def __init__(self) -> None:
        self._fence = ""
        self._fence_at = 0
        self._comment: int | None = None

    def hides(self, index: int, text: str, stripped: str) -> bool:
        """Takes in the next line, and says whether it is out of reach."""
        if self._fence:
            if _closes(stripped, self._fence):
                self._fence = ""
            return True
        if self._comment is not None:
            self._comment = _comment_after(text, index, self._comment)
            return True
        if stripped.startswith(">"):
            return True
        if match := _FENCE.match(stripped):
            self._fence, self._fence_at = match[1], index
            return True
        if "<!--" in stripped:
            self._comment = _comment_after(text, index, None)
        return stripped.startswith("<!--")

    @property
    def is_closing(self) -> bool:
        """Whether something is open that the next lines may close."""
        return bool(self._fence) or self._comment is not None

    @property
    def unclosed(self) -> tuple[tuple[int, str] | None, int | None]:
        """The fence (line index and sign) and the remark (line index) that were never closed."""
        return ((self._fence_at, self._fence) if self._fence else None), self._comment


def _closes(stripped: str, fence: str) -> bool:
    mark = stripped.rstrip(WS)
    return len(mark) >= len(fence) and mark == fence[0] * len(mark)


def _comment_after(text: str, index: int, opened: int | None) -> int | None:
    """The line on which a remark is open at the end of this line, if one is. What stands in code on the line opens none."""
    rest = text if opened is not None else _without_code(text)
    position = 0
    while True:
        sign = "<!--" if opened is None else "-->"
        at = rest.find(sign, position)
        if at < 0:
            return opened
        opened = index if opened is None else None
        position = at + len(sign)


def _without_code(text: str) -> str:
    """The line with blanks for what stands between two equally long runs of backticks."""
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text)]
    closing: dict[int, int] = {}  # to each run the next one as long, found from the right so that no line takes more than one pass
    last: dict[int, int] = {}
    for number in reversed(range(len(runs))):
        length = runs[number][1] - runs[number][0]
        if length in last:
            closing[number] = last[length]
        last[length] = number
    pieces, position, number = [], 0, 0
    while number < len(runs):
        if number in closing:
            start, end = runs[number][0], runs[closing[number]][1]
            pieces += [text[position:start], " " * (end - start)]
            position, number = end, closing[number]
        number += 1
    return "".join(pieces) + text[position:]


def hidden_boxes(lines: Sequence[str], first: int) -> int:
    """How many boxes stand from line index `first` on: what an unclosed code block or remark hides."""
    return sum(read_box(text) is not None for text in lines[first:])
