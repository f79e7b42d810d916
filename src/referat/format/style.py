"""How a file is written: its line ending, its bullets and indents, its language - so that what is added looks as if its writer had added it."""

from collections.abc import Sequence

from referat.format.boxes import Box, Scan
from referat.format.document import Document
from referat.format.header import Scalar
from referat.format.lines import WS
from referat.languages.words import BOOK_LANGUAGES, DUE_WORDS, EVENT_WORDS, GROUP_FIELDS, ITEM_FIELDS, MINUTES_FIELDS, NEXT_WORDS, Spellings, written
from referat.model.text import KEPT

# Blanks between a bullet and its words, beyond which Markdown reads code.
_WIDEST_GAP = 4

# What YAML may take for something else than text, or cut short, at the start of a plain value.
_SPECIAL_STARTS = "-?:,[]{}#&*!|>'\"%@`= "


def newline(document: Document) -> str:
    """The line ending most of the file's lines have; LF in a file of one line."""
    endings = [line.ending for line in document.lines if line.ending]
    return max(("\n", "\r\n", "\r"), key=endings.count) if endings else "\n"


def language(document: Document, default: str) -> str:
    """The language whose field names the header is written with; `default` where it does not tell."""
    keys = {key.text.casefold() for key, _ in document.header or ()}
    scores = {code: sum(_spells(table, code, keys) for table in (MINUTES_FIELDS, GROUP_FIELDS, ITEM_FIELDS)) for code in BOOK_LANGUAGES}
    best = max(scores.values(), default=0)
    winners = [code for code, score in scores.items() if score == best]
    return default if default in winners or not best else winners[0]


def log_indent(document: Document, found: Scan, box: Box) -> str:
    """What a new log line under `box` begins with: as the log it has, else as other logs, else under the text of the box."""
    body = document.body
    own = [log for log in found.logs if log.box.index == box.index]
    if own:
        return _lead(body[own[-1].index].text)
    text = body[box.index].text
    base, bullet = _lead(text), _bullet(text)
    for log in found.logs:
        parent = _lead(body[log.box.index].text)
        lead = _lead(body[log.index].text)
        if lead.startswith(parent) and _bullet(body[log.box.index].text) == bullet:
            return base + lead.removeprefix(parent)
    gap = text[len(base) + len(bullet) : box.state_at - 1]
    if "\t" in base + gap:
        return base + "\t"
    # Under the words of the item, where Markdown counts it to the item; more than four blanks begin code, so one counts.
    return base + " " * (len(bullet) + (len(gap) if len(gap) <= _WIDEST_GAP else 1))


def log_bullet(document: Document, found: Scan, box: Box) -> str:
    """The bullet of a new log line under `box`."""
    own = [log for log in found.logs if log.box.index == box.index]
    bullet = _bullet(document.body[(own[-1].index if own else box.index)].text)
    return bullet if bullet in {"-", "*", "+"} else "-"


def box_bullet(document: Document, found: Scan) -> str:
    """The bullet of a new action: as the last one that stands by itself in the file has it, numbers apart."""
    bullets = [_bullet(document.body[box.index].text) for box in found.boxes if box.indent == 0]
    return bullets[-1] if bullets and bullets[-1] in {"-", "*", "+"} else "-"


def event_word(key: str, code: str) -> str:
    """`done`, `ferdig` ...: an event's word in a language."""
    return written(EVENT_WORDS, key, code)


def due_word(code: str) -> str:
    """`due` or `frist`."""
    return DUE_WORDS[code][0]


def next_word(code: str) -> str:
    """`next` or `neste`: a due date that is the next meeting, whenever it is."""
    return NEXT_WORDS[code][0]


def value_text(value: str, *, inside_list: bool = False, like: Scalar | None = None) -> str:
    """A header value as it is written: plain where YAML reads it back as it is, else in quotes. Control characters are escaped."""
    quote = like.style if like and like.style in {"'", '"'} else ""
    if not quote and _is_plain(value, inside_list=inside_list):
        return value
    if quote == "'" and _is_printable(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(char) for char in value) + '"'


def _is_plain(value: str, *, inside_list: bool) -> bool:
    if not value or value != value.strip() or value[0] in _SPECIAL_STARTS or not _is_printable(value):
        return False
    if ": " in value or " #" in value or value.endswith(":"):
        return False
    return not (inside_list and any(sign in value for sign in ",[]{}"))


def _is_printable(text: str) -> bool:
    """Nothing that YAML or a reader of the plain file would trip over; the spaces of typography and the joiner inside emoji may stand."""
    return text.isprintable() or all(char.isprintable() or char in KEPT for char in text)


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if _is_printable(char):
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _lead(text: str) -> str:
    return text[: len(text) - len(text.lstrip(WS))]


def _bullet(text: str) -> str:
    words: Sequence[str] = text.split(None, 1)
    return words[0] if words else "-"


def _spells(table: dict[str, Spellings], code: str, keys: set[str]) -> int:
    return sum(any(word in keys for word in row.get(code, ())) for row in table.values())
