"""What was found, written as draft minutes in the book's format: a header, and the source's own text under its items.

Nothing of the source is left out: a word that the header does not say stands in the body, or in the header's record of the source.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from referat.documents.block import Block
from referat.documents.days import days, without_days
from referat.documents.text import plain
from referat.intake.group_files import group_stems
from referat.intake.handles import Handles
from referat.intake.prepare import prepare
from referat.intake.result import RECORDING, FoundAction, FoundDecision, FoundItem, FoundPerson, Imported, KnownPerson
from referat.intake.yaml_text import block, clean, scalar
from referat.languages.words import DUE_WORDS, MINUTES_FIELDS, NEXT_WORDS, STATUS_WORDS, written

# The key of our own in the header: which file the minutes came from, and what of its header ours does not say.
SOURCE_WORDS = MappingProxyType({"nb": "kilde", "nn": "kjelde", "en": "source"})
# What stands for the day where the source does not say it: `check` asks for it until somebody has found out.
UNKNOWN_DAY = MappingProxyType({"nb": "ukjent", "nn": "ukjend", "en": "unknown"})
_WORD = re.compile(r"\d+|[^\W\d_]+")  # a number glued to a word ("2Status") is two
_BOX = re.compile(r"^(?P<lead>\s*(?:[-*+•]|\d+[.)])?\s*)\[(?P<state>[ xX/-]?)\]\s+")
_DRAWN = re.compile(r"^(?P<lead>\s*(?:(?:[-*+•–]|\d+[.)])\s+)?)(?P<sign>[☐☑☒])[ \t]*(?=\S)")  # what would look like a box of ours
_RULE = re.compile(r"^\s*[-=_*~]{3,}\s*$")
MACHINE_FIELD = "machine"  # in the record of the source: a program wrote it, and nobody has looked yet
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
    if source.machine:
        record.append(f"  {MACHINE_FIELD}: {scalar(source.machine)}")
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
    status = [f"{field('status')}: {written(STATUS_WORDS, 'draft', writing.language)}"] if imported.kind == "minutes" else []
    if imported.outcome == "text":
        return [*lines, *status]
    put("place", imported.value("place"))
    put("chair", imported.value("chair"))
    put("secretary", imported.secretary[0].value if imported.secretary else None)
    for key, people in (
        ("present", imported.present),
        ("substitutes", imported.substitutes),
        ("others", imported.others),
        ("absent", imported.absent),
    ):
        if people:
            lines += [f"{field(key)}:", *(f"  - {scalar(_person(person))}" for person in people)]
        elif key == "absent" and people is not None:
            lines.append(f"{field(key)}: []")
    lines += status
    if imported.next and imported.next.date and len(imported.next.date) == len("2023-08-31"):
        rest = without_days(imported.next.text, days(imported.next.text, short=True)).strip(" ,.–-")
        put("next", f"{imported.next.date} {rest}".strip())
    return lines


def _person(person: FoundPerson) -> str:
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
        self._source = prepare(imported.source.blocks)
        self._items = {item.start: item for item in imported.items}
        self._after: dict[int, list[FoundAction]] = {}
        for action in imported.actions:
            self._after.setdefault(action.evidence.line, []).append(action)
        self._tables: dict[int, int] = {}  # index of a row of a table -> how many columns its table has
        self._open = _open_lines(imported.decisions)
        self._held: list[FoundAction] = []  # tasks of what is not told to its end
        self._boxed = False  # the last line is a box, which an ordinary line after it would be drawn into
        self.left: list[str] = []
        self.lines: list[str] = []

    def write(self) -> None:
        source = self._source
        if self._writing.imported.source.machine == RECORDING:  # what was said word for word is no minutes, and stays in the file itself
            return
        if self._writing.imported.outcome == "text":
            self.lines += [f"## {_safe(self._writing.imported.value('title') or self._writing.imported.source.name)}", ""]
        first = min(self._items, default=len(source))
        skip = -1
        for index, one in enumerate(source):
            if index < skip or (index < first and self._is_said(one)):
                self._hold(index)
                continue
            if item := self._items.get(index):
                self._put_blank()
                self.lines += _heading(item, source)
                skip = item.body
            elif not one.blank or re.search(r"\w", one.raw):
                self._put_line(index)
            else:
                self._put_blank()
            self._hold(index)
        for rest in self._after.values():  # tasks from lines that the header took
            self._put_blank()
            self._held += rest
            self._put_actions(len(source))

    def _hold(self, index: int) -> None:
        """The tasks of a line wait until it is told to its end."""
        source = self._source
        if index + 1 >= len(source) or source[index + 1].place != source[index].place:
            self._held += self._after.pop(source[index].place, ())
            self._put_actions(index)

    def _put_line(self, index: int) -> None:
        one = self._source[index]
        if columns := self._columns(index):
            if index - 1 not in self._tables:
                self._put_blank()
            self.lines.append(_row(one, columns))
            if index - 1 not in self._tables:
                self.lines.append("|" + "---|" * columns)
            return
        said = list(_line(one))
        if (
            said
            and (self._boxed or (one.paragraph and one.kind != "entry") or index - 1 in self._tables)
            and not _goes_below(said[0], self.lines[-1:])
        ):
            self._put_blank()
        self.lines += said
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
                columns = max(len(self._source[at].cells) for at in rows)
                self._tables |= dict.fromkeys(rows, columns)
        return self._tables.get(index, 0)

    def _is_said(self, one: Block) -> bool:
        """The line is of the header, or a task of a list: ours says every word, or else it is kept word for word in the record of the source."""
        imported, need = self._writing.imported, Counter(words_of(one.raw))
        if imported.kind == "actions" and one.kind == "text" and (tasks := self._after.get(one.place)):
            if need <= Counter(words_of("\n".join(_action(task, self._writing) for task in tasks))):
                return True
        elif imported.outcome == "text" or one.place not in imported.header_lines:
            return False
        if need <= self._said:
            self._said -= need
            return True
        if self._size + len(one.raw) < LARGEST_HEAD:
            self.left.append(one.raw)
            self._size += len(one.raw)
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
        if below >= len(source) or source[below].blank or below in self._items or source[below].kind == "heading":
            return index in self._tables and below in self._tables
        if index in self._tables or source[index].kind == "row":
            return below in self._tables or source[below].kind == "row"
        if source[below].kind == "entry":
            return False
        unfinished = source[below].text[:1].islower() and not source[index].text.endswith((".", "!", "?", ":"))
        return source[index].place in self._open or unfinished


def _open_lines(decisions: Sequence[FoundDecision]) -> frozenset[int]:
    """The lines of each decision but its last: a box among them would end it."""
    return frozenset(line for one in decisions for line in range(one.evidence.line, one.evidence.line + one.text.count("\n")))


def _is_row(one: Block) -> bool:
    r"""A row, or a line with columns, but for a numbered one and a label: "1.\tEconomy", "Chair:\tKari"."""
    if one.kind == "row":
        return True
    cells = one.cells
    return "\t" in one.raw and len(cells) > 1 and not (len(cells) == 2 and re.fullmatch(r"(?:\d{1,3}|\w)[.)]|[-*+•]|.*:\**", cells[0].strip()))


def _row(one: Block, columns: int) -> str:
    cells = [" ".join(_linked(cell, one).split()).replace("|", "\\|") for cell in one.cells]
    return "| " + " | ".join([*cells, *[""] * (columns - len(cells))]) + " |"


_ENTRY = re.compile(r"^\s*(?:[-*+>]|\d{1,9}[.)])\s")


def _goes_below(line: str, above: Sequence[str]) -> bool:
    """Whether a line may stand right below another and still be a line of its own: an entry of a list."""
    if not _ENTRY.match(line) or (above and above[0].startswith("|")):
        return line.startswith("#")
    return not re.match(r"^\s*\d", line) or bool(re.match(r"^\s*1[.)]", line)) or bool(above and _ENTRY.match(above[0]))


def _heading(item: FoundItem, source: Sequence[Block]) -> list[str]:
    """An item's heading in the format's own way, and all other words of its lines below it."""
    label = re.sub(r"(\d)\s*/\s+(\d)", r"\1/\2", " ".join(item.label.split()))
    if re.fullmatch(r"\d{1,3}/\d{2,4}:?", label):
        label = f"Sak {label.rstrip(':')}"
    elif re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*", label):
        label = f"{label}."
    elif not label and item.number and re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*", item.number):
        label = f"{item.number}."
    heading = f"## {_safe(' '.join(filter(None, (label, item.title))))}".rstrip()
    own = source[item.start : max(item.body, item.start + 1)]
    told = Counter(words_of(heading))
    below: list[str] = []
    for one in own:
        need = Counter(words_of(one.raw))
        if need <= told:
            told -= need
            continue
        if one is own[0] and item.rest and Counter(words_of(item.rest)) + told >= need:
            below.append(_safe(_linked(item.rest, one)))
        elif len(one.cells) > 1 and one.kind == "row":
            below += [_safe(_linked(cell, one)) for cell in one.cells if cell.strip() and not Counter(words_of(cell)) <= told]
        else:
            below += _line(one)
    return [heading, "", *(line for text in below for line in text.split("\n"))]


def _line(one: Block) -> Iterator[str]:
    """A block as lines of the body, kept as it is unless our format would read more into it."""
    if not re.search(r"\w", one.raw):
        return
    if one.kind == "heading" and not Counter(words_of(one.raw)) - Counter(words_of(one.said)):
        yield f"### {_safe(_linked(one.said, one))}"
        return
    if one.paragraph or one.kind == "row":
        mark = "- " if one.kind == "entry" and not re.search(r"\w", one.number) else f"{one.number} " if one.number else ""
        box = {"done": "(x) ", "open": "( ) "}.get(one.box, "")
        quote = "> " if one.kind == "aside" else ""
        yield f"{quote}{'  ' * one.level if one.kind == 'entry' else ''}{mark}{box}{_safe(_linked(one.text, one))}"
        return
    raw = _safe(one.raw.rstrip())
    if _RULE.match(raw):
        return
    if boxed := _BOX.match(raw):
        mark = "(x) " if boxed["state"] in ("x", "X") else ""
        yield f"{boxed['lead'] if boxed['lead'].strip() else '- '}{mark}{raw[boxed.end() :]}"
    elif drawn := _DRAWN.match(raw):
        yield f"{drawn['lead']}({' ' if drawn['sign'] == '☐' else 'x'}) {raw[drawn.end() :]}"
    elif found := re.match(r"^\s*#{1,2}(?=\s)", raw):
        yield f"###{raw[found.end() :]}"
    else:
        yield raw


def _linked(text: str, one: Block) -> str:
    """The text with its links."""
    for words, address in one.links:
        if words in text and address and address not in text and re.match(r"(?:https?|mailto):[^\s()<>]+$", address):
            text = text.replace(words, f"[{words}]({address})", 1)
    return text


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
    return " ".join(part for part in ("- [x]" if action.state == "done" else "- [ ]", owners, text, f"+{stem}" if stem else "", due) if part)


def words_of(text: str) -> Iterable[str]:
    """The words of a text, folded, as they count for "nothing is lost"."""
    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text))
    return (word.casefold() for word in _WORD.findall(text))


def lost_words(source: str, draft: str) -> list[str]:
    """The words that stand more often in the source than in the draft; an empty list is the promise."""
    missing = Counter(words_of(source)) - Counter(words_of(draft))
    return sorted(missing.elements())
