"""What was found, written as draft minutes in the book's format: a header, and the source's own text under its items.

Nothing of the source is left out: a word that the header does not say stands in the body, or in the header's record of the source.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from referat.languages.words import DUE_WORDS, MINUTES_FIELDS, NEXT_WORDS, STATUS_WORDS, written
from referat.legacy.dates import days, without_days
from referat.legacy.groupfiles import group_stems
from referat.legacy.handles import Handles
from referat.legacy.lines import Line, plain, read_lines
from referat.legacy.result import FoundAction, FoundDecision, FoundItem, Imported, KnownPerson, Person
from referat.legacy.unfold import unfold
from referat.legacy.yamltext import block, clean, scalar

# The key of our own in the header: which file the minutes came from, and what of its header ours does not say.
SOURCE_WORDS = MappingProxyType({"nb": "kilde", "nn": "kjelde", "en": "source"})
# What stands for the day where the source does not say it: `check` asks for it until somebody has found out.
UNKNOWN_DAY = MappingProxyType({"nb": "ukjent", "nn": "ukjend", "en": "unknown"})
_WORD = re.compile(r"\d+|[^\W\d_]+")  # a number glued to a word ("2Status") is two
_BOX = re.compile(r"^(?P<lead>\s*(?:[-*+•]|\d+[.)])?\s*)\[(?P<state>[ xX/-]?)\]\s+")
_DRAWN = re.compile(r"^(?P<lead>\s*(?:(?:[-*+•–]|\d+[.)])\s+)?)(?P<sign>[☐☑☒])[ \t]*(?=\S)")  # what would look like a box of ours
_RULE = re.compile(r"^\s*[-=_*~]{3,}\s*$")
LARGEST_HEAD = 16_000  # characters of the source's own header kept in ours; the format allows 64 KiB in all


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the parts of one draft are written with."""

    imported: Imported
    language: str
    handles: Handles
    stems: dict[str, str]

    def field(self, key: str) -> str:
        return written(MINUTES_FIELDS, key, self.language)


def to_draft(
    imported: Imported,
    *,
    group: str | None = None,
    language: str = "nb",
    known: Sequence[KnownPerson] = (),
    day: date | None = None,
    stems: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The draft's whole text; what is no minutes becomes a note, which has neither date nor status.

    `day` answers for a source that does not say its day, `stems` for groups that go by another id in the book, by number or title.
    """
    stems = {found.number or found.title: stem for found, stem in group_stems(imported.groups)} | dict(stems)
    writing = _Writing(imported, language, handles_of(imported, known), stems)
    header = _header(writing, group, day)
    body = _Body(writing, Counter(words_of("\n".join(header))))
    body.write()
    source = imported.source
    record = [f"{SOURCE_WORDS.get(language, 'source')}:", f"  file: {scalar(source.name)}", f"  sha256: {source.sha256}"]
    if body.left:
        record += ["  text: |", *block(body.left, 4)]
    return "\n".join(["---", *header, *record, "", "---", "", *body.lines]).rstrip("\n") + "\n"


def handles_of(imported: Imported, known: Sequence[KnownPerson] = ()) -> Handles:
    """Which handle stands for whom in the draft."""
    return Handles([person.name for person in (*imported.present, *imported.substitutes, *imported.others)], known)


def _header(writing: _Writing, group: str | None, day: date | None) -> list[str]:
    imported, field = writing.imported, writing.field
    when = day or imported.held_on
    lines: list[str] = []

    def put(key: str, value: str | None) -> None:
        if value:
            lines.append(f"{field(key)}: {scalar(value)}")

    put("title", imported.value("title") or re.sub(r"\.\w{2,5}$", "", imported.source.name))
    put("group", group)
    if when:
        lines.append(f"{field('date')}: {when.isoformat()}")
    elif imported.kind == "minutes":
        lines.append(f"{field('date')}: {UNKNOWN_DAY.get(writing.language, UNKNOWN_DAY['en'])}")
    start, end = imported.value("start"), imported.value("end")
    span = f"{start}–{end}" if start and end else start
    put("time", span if writing.language == "en" or span is None else span.replace(":", "."))
    put("place", imported.value("place"))
    put("chair", imported.value("chair"))
    put("secretary", imported.secretary[0].value if imported.secretary else None)
    for key, people in (("present", imported.present), ("substitutes", imported.substitutes), ("others", imported.others)):
        if people:
            lines += [f"{field(key)}:", *(f"  - {scalar(_person(person))}" for person in people)]
    if imported.absent:
        lines += [f"{field('absent')}:", *(f"  - {scalar(_person(person))}" for person in imported.absent)]
    elif imported.absent is not None:
        lines.append(f"{field('absent')}: []")
    if imported.kind == "minutes":
        lines.append(f"{field('status')}: {written(STATUS_WORDS, 'draft', writing.language)}")
    if imported.next and imported.next.date and len(imported.next.date) == len("2023-08-31"):
        rest = without_days(imported.next.text, days(imported.next.text, short=True)).strip(" ,.–-")
        put("next", f"{imported.next.date} {rest}".strip())
    return lines


def _person(person: Person) -> str:
    parts = ", ".join([*person.roles, *([person.org] if person.org else [])])
    return f"{person.name} ({parts})" if parts else person.name


class _Body:
    """The body as it grows, and the lines of the source's header that our header does not say in full."""

    __slots__ = ("_after", "_boxed", "_held", "_items", "_open", "_said", "_size", "_source", "_tables", "_writing", "left", "lines")

    def __init__(self, writing: _Writing, said: Counter[str]) -> None:
        imported = writing.imported
        self._writing = writing
        self._said = said
        self._size = 0
        self._source = unfold(read_lines(imported.source.lines, imported.source.first_line))
        self._items = _item_lines(imported.items, self._source)
        self._after: dict[int, list[FoundAction]] = {}
        for action in imported.actions:
            self._after.setdefault(action.evidence.line, []).append(action)
        self._tables: dict[int, int] = {}  # index of a table row -> how many columns its table has
        self._open = _open_lines(imported.decisions)
        self._held: list[FoundAction] = []  # tasks of what is not told to its end
        self._boxed = False  # the last line is a box, which an ordinary line after it would be drawn into
        self.left: list[str] = []
        self.lines: list[str] = []

    def write(self) -> None:
        source = self._source
        first_item = min(self._items, default=len(source))
        skip = -1
        for index, line in enumerate(source):
            if index == skip or (index < first_item and self._is_said(line)):
                continue
            if index in self._items:
                heading, skip = _heading(self._items[index], source, index)
                self._put_blank()
                self.lines += heading
                if Counter(words_of(line.raw)) - Counter(words_of("\n".join(heading))):  # what was read is not all that stands there
                    self.lines += ["", *_line(line)]
            elif line.raw.strip():
                self._put_line(index)
            else:
                self._put_blank()
            if index + 1 >= len(source) or source[index + 1].number != line.number:
                self._held += self._after.pop(line.number, ())
                self._put_actions(index)
        for rest in self._after.values():  # tasks from lines that the header took
            self._put_blank()
            self._held += rest
            self._put_actions(len(source))

    def _put_line(self, index: int) -> None:
        line = self._source[index]
        if columns := self._columns(index):
            if index - 1 not in self._tables:
                self._put_blank()
            self.lines.append(_row(line, columns))
            if index - 1 not in self._tables:
                self.lines.append("|" + "---|" * columns)
            return
        written = _line(line)
        paragraphs = self._writing.imported.source.paragraphs
        if written and (self._boxed or paragraphs or index - 1 in self._tables) and not _goes_below(written[0], self.lines[-1:]):
            self._put_blank()
        self.lines += written
        self._boxed = False

    def _columns(self, index: int) -> int:
        """How many columns the table has that a line is a row of; 0 where it is none. A table has two rows or more."""
        if index not in self._tables:
            rows = []
            for at in range(index, len(self._source)):
                if at in self._items or not _is_row(self._source[at]):
                    break
                rows.append(at)
            if len(rows) > 1 and index - 1 not in self._tables:
                columns = max(self._source[at].raw.lstrip().rstrip(" ").count("\t") + 1 for at in rows)
                self._tables |= dict.fromkeys(rows, columns)
        return self._tables.get(index, 0)

    def _is_said(self, line: Line) -> bool:
        """The line is of the header: our own says every word of it, or else it is kept word for word in the record of the source."""
        if line.number not in self._writing.imported.header_lines:
            return False
        need = Counter(words_of(line.raw))
        if need <= self._said:
            self._said -= need
            return True
        if self._size + len(line.raw) < LARGEST_HEAD:
            self.left.append(line.raw)
            self._size += len(line.raw)
            return True
        return False

    def _put_blank(self) -> None:
        self._boxed = False
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _put_actions(self, index: int) -> None:
        """Set the boxes of what has been told, unless the next line goes on with it: a sentence, a table, a decision."""
        if not self._held or self._goes_on(index):
            return
        if index in self._tables or (self.lines and self.lines[-1].startswith("|")):
            self._put_blank()
        self.lines += [_action(action, self._writing) for action in self._held]
        self._held, self._boxed = [], True

    def _goes_on(self, index: int) -> bool:
        source, below = self._source, index + 1
        if below >= len(source) or source[below].blank or below in self._items or source[below].heading:
            return index in self._tables and below in self._tables
        if index in self._tables or source[index].raw.lstrip().startswith("|"):
            return below in self._tables or source[below].raw.lstrip().startswith("|")
        if source[below].bullet:
            return False
        unfinished = source[below].text[:1].islower() and not source[index].text.endswith((".", "!", "?", ":"))
        return source[index].number in self._open or unfinished


def _open_lines(decisions: Sequence[FoundDecision]) -> frozenset[int]:
    """The lines of each decision but its last: a box among them would end it."""
    return frozenset(line for one in decisions for line in range(one.evidence.line, one.evidence.line + one.text.count("\n")))


def _is_row(line: Line) -> bool:
    r"""A line with columns, but for a numbered one and a label: "1.\tEconomy", "Chair:\tKari"."""
    cells = line.raw.lstrip().rstrip(" ").split("\t")
    return len(cells) > 1 and not (len(cells) == 2 and re.fullmatch(r"(?:\d{1,3}|\w)[.)]|[-*+•]|.*:\**", cells[0].strip()))


def _row(line: Line, columns: int) -> str:
    cells = [" ".join(_safe(cell).split()).replace("|", "\\|") for cell in line.raw.lstrip().rstrip(" ").split("\t")]
    return "| " + " | ".join([*cells, *[""] * (columns - len(cells))]) + " |"


_ENTRY = re.compile(r"^\s*(?:[-*+>]|\d{1,9}[.)])\s")


def _goes_below(line: str, above: Sequence[str]) -> bool:
    """Whether a line may stand right below another and still be a line of its own: an entry of a list."""
    if not _ENTRY.match(line) or (above and above[0].startswith("|")):
        return line.startswith("#")
    return not re.match(r"^\s*\d", line) or bool(re.match(r"^\s*1[.)]", line)) or bool(above and _ENTRY.match(above[0]))


def _item_lines(items: Sequence[FoundItem], source: Sequence[Line]) -> dict[int, FoundItem]:
    """Which line begins which item; where a source line was cut into parts, the part that the item was read from."""
    found: dict[int, FoundItem] = {}
    at_number: dict[int, list[int]] = {}
    for index, line in enumerate(source):
        at_number.setdefault(line.number, []).append(index)
    for item in items:
        parts = [index for index in at_number.get(item.evidence.line, []) if index not in found]
        at = next((index for index in parts if source[index].text.startswith(item.label or item.title)), parts[0] if parts else None)
        if at is not None:
            found[at] = item
    return found


def _heading(item: FoundItem, lines: Sequence[Line], index: int) -> tuple[list[str], int]:
    """An item's heading and what followed it on its line; the index of a line below that held its title, or -1."""
    line = lines[index]
    text, skip = line.text, -1
    rest = item.rest
    if rest and rest in text:
        text = text[: text.rfind(rest)].rstrip(" :;–-") if text.rfind(rest) > 0 else ""
    below: list[str] = []
    if re.match(r"(?i)ad\b", item.label):
        text, below = f"{item.number}. {item.title}".strip(), [line.text if not rest else item.label]
    elif item.title and item.title not in text:
        following = next((at for at in range(index + 1, min(index + 3, len(lines))) if not lines[at].blank), None)
        if following is not None and item.title in lines[following].text:
            text, skip = f"{text} {lines[following].text}".strip(), following
    text = re.sub(r"(\d)\s*/\s+(\d)", r"\1/\2", " ".join(text.split()))
    if re.match(r"^\d{1,3}/\d", text):
        text = f"Sak {text}"
    elif found := re.match(r"^(\d{1,3}(?:\.\d{1,2})*)(?![\d.)/:])\s*[-–]?\s*(?=[^\W\d_]|[\"“«(])", text):
        text = f"{found[1]}. {text[found.end() :]}" if item.number == found[1] else text
    elif found := re.match(r"^(\d{1,3}(?:\.\d{1,2})*[.)])(?=[^\s\d])", text):
        text = f"{found[1]} {text[found.end() :]}"
    written = [f"## {_safe(text)}".rstrip(), ""]
    return [*written, *(_safe(one) for one in below), *([_safe(rest)] if rest else [])], skip


def _line(line: Line) -> list[str]:
    """A line of the source as a line of the body, kept as it is unless our format would read more into it."""
    raw = _safe(line.raw.rstrip())
    if not re.search(r"\w", raw) and not raw.lstrip().startswith("|"):
        return []
    if _RULE.match(raw):
        return []
    if boxed := _BOX.match(raw):
        mark = "(x) " if boxed["state"] in ("x", "X") else ""
        return [f"{boxed['lead'] if boxed['lead'].strip() else '- '}{mark}{raw[boxed.end() :]}"]
    if drawn := _DRAWN.match(raw):
        return [f"{drawn['lead']}({' ' if drawn['sign'] == '☐' else 'x'}) {raw[drawn.end() :]}"]
    stripped = raw.lstrip()
    if found := re.match(r"^#{1,2}(?=\s)", stripped):
        return [f"###{stripped[found.end() :]}"]
    return [raw]


def _safe(text: str) -> str:
    """Signs that would open a comment or a fence, or end a line, made harmless; the words are untouched."""
    text = clean(re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text))
    text = text.replace("<!--", "< !--").replace("-->", "-- >")
    text = re.sub(r"(?<!\S)\^(?=[0-9a-z])", "^ ", text)  # what would look like an action's id
    return re.sub(r"^(\s*)(`{3,}|~{3,})", lambda found: f"{found[1]}\\{found[2]}", text)


def _action(action: FoundAction, writing: _Writing) -> str:
    owners = ", ".join(f"@{writing.handles[owner]}" for owner in action.owners)
    text = re.sub(r"(?<=\S)\[\d{1,3}\]", "", plain(_safe(action.text)))  # the sign of a footnote
    text = re.sub(r"(?<!\S)[@+^](?=\w)", "", text)
    text = re.sub(r"(?i)(?<!\S)(due|frist):(?=\S)", r"\1 ", text)
    text = re.sub(r"\s+\^(?=[0-9a-z-]+$)", " ", " ".join(text.split()))
    text = re.sub(r"^\[[ xX/-]?\]\s*", "", text)
    stem = writing.stems.get(action.group or "", "")
    due = ""
    if action.due:
        upcoming = NEXT_WORDS.get(writing.language, NEXT_WORDS["en"])[0]
        due = f"{DUE_WORDS.get(writing.language, DUE_WORDS['en'])[0]}:{upcoming if action.due == 'next' else action.due}"
    return " ".join(part for part in ("- [ ]", owners, text, f"+{stem}" if stem else "", due) if part)


def words_of(text: str) -> Iterable[str]:
    """The words of a text, folded, as they count for "nothing is lost"."""
    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text))
    return (word.casefold() for word in _WORD.findall(text))


def lost_words(source: str, draft: str) -> list[str]:
    """The words that stand more often in the source than in the draft; an empty list is the promise."""
    missing = Counter(words_of(source)) - Counter(words_of(draft))
    return sorted(missing.elements())
