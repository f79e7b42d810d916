"""What was found, written as draft minutes in the book's format: a header, and the source's own text under its items.

Nothing of the source is left out: a word that the header does not say stands in the body, or in the header's record of the source.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from referat.legacy.groupfiles import group_stems
from referat.legacy.handles import Handles
from referat.legacy.lines import Line, plain, read_lines
from referat.legacy.result import FoundAction, FoundItem, Imported, KnownPerson, Person
from referat.legacy.unfold import unfold
from referat.legacy.yamltext import block, clean, scalar

# The words of the format's header in the languages a book may have (docs/format.md).
FIELDS = MappingProxyType(
    {
        "nb": [
            "tittel",
            "gruppe",
            "dato",
            "tid",
            "sted",
            "møteleder",
            "referent",
            "til_stede",
            "vara",
            "møtte_også",
            "forfall",
            "status",
            "utkast",
            "neste",
            "kilde",
            "frist",
            "neste",
        ],
        "nn": [
            "tittel",
            "gruppe",
            "dato",
            "tid",
            "stad",
            "møteleiar",
            "referent",
            "til_stades",
            "vara",
            "møtte_òg",
            "forfall",
            "status",
            "utkast",
            "neste",
            "kjelde",
            "frist",
            "neste",
        ],
        "en": [
            "title",
            "group",
            "date",
            "time",
            "place",
            "chair",
            "secretary",
            "present",
            "substitutes",
            "others",
            "absent",
            "status",
            "draft",
            "next",
            "source",
            "due",
            "next",
        ],
    }
)
_KEYS = [
    "title",
    "group",
    "date",
    "time",
    "place",
    "chair",
    "secretary",
    "present",
    "substitutes",
    "others",
    "absent",
    "status",
    "draft",
    "next",
    "source",
    "due",
    "upcoming",
]
_WORD = re.compile(r"[^\W_]+")
_BOX = re.compile(r"^(?P<lead>\s*(?:[-*+•]|\d+[.)])?\s*)\[(?P<state>[ xX/-]?)\]\s+")
_RULE = re.compile(r"^\s*[-=_*~]{3,}\s*$")
LARGEST_HEAD = 16_000  # characters of the source's own header kept in ours; the format allows 64 KiB in all


@dataclass(frozen=True, slots=True)
class _Writing:
    imported: Imported
    words: dict[str, str]
    handles: Handles
    stems: dict[str, str]


def to_draft(
    imported: Imported, *, group: str | None = None, language: str = "nb", known: Sequence[KnownPerson] = (), day: date | None = None
) -> str:
    """The draft's whole text. `day` answers for a source that does not say its day."""
    words = dict(zip(_KEYS, (word.replace("_", " ") for word in FIELDS.get(language, FIELDS["nb"])), strict=True))
    people = [person.name for person in (*imported.present, *imported.substitutes, *imported.others)]
    stems = {found.number or found.title: stem for found, stem in group_stems(imported.groups)}
    writing = _Writing(imported, words, Handles(people, known), stems)
    header = _header(writing, group, day)
    left, body = _body(writing, "\n".join(header))
    source = imported.source
    record = [f"{words['source']}:", f"  file: {scalar(source.name)}", f"  sha256: {source.sha256}"]
    if left:
        record += ["  text: |", *block(left, 4)]
    return "\n".join(["---", *header, *record, "", "---", "", *body]).rstrip("\n") + "\n"


def _header(writing: _Writing, group: str | None, day: date | None) -> list[str]:
    imported, words = writing.imported, writing.words
    when = day or imported.held_on
    lines: list[str] = []

    def put(key: str, value: str | None) -> None:
        if value:
            lines.append(f"{words[key]}: {scalar(value)}")

    put("title", imported.value("title") or re.sub(r"\.\w{2,5}$", "", imported.source.name))
    put("group", group)
    if when:
        lines.append(f"{words['date']}: {when.isoformat()}")
    start, end = imported.value("start"), imported.value("end")
    span = f"{start}–{end}" if start and end else start
    put("time", span if words["time"] == "time" or span is None else span.replace(":", "."))
    put("place", imported.value("place"))
    put("chair", imported.value("chair"))
    put("secretary", imported.secretary[0].value if imported.secretary else None)
    for key, people in (("present", imported.present), ("substitutes", imported.substitutes), ("others", imported.others)):
        if people:
            lines += [f"{words[key]}:", *(f"  - {scalar(_person(person))}" for person in people)]
    if imported.absent is not None:
        lines += (
            [f"{words['absent']}:", *(f"  - {scalar(_person(person))}" for person in imported.absent)]
            if imported.absent
            else [f"{words['absent']}: []"]
        )
    lines.append(f"{words['status']}: {words['draft']}")
    if imported.next and imported.next.date and len(imported.next.date) == 10:
        put("next", f"{imported.next.date} {imported.next.text}".strip())
    return lines


def _person(person: Person) -> str:
    parts = ", ".join([*person.roles, *([person.org] if person.org else [])])
    return f"{person.name} ({parts})" if parts else person.name


def _body(writing: _Writing, header: str) -> tuple[list[str], list[str]]:
    """The lines that only the record of the source can hold, and the body."""
    imported = writing.imported
    said = Counter(words_of(header))
    lines = unfold(read_lines(imported.source.lines, imported.source.first_line))
    items = {(item.start): item for item in imported.items}
    first_item = min(items, default=None)
    after: dict[int, list[FoundAction]] = {}
    for action in imported.actions:
        after.setdefault(action.evidence.line, []).append(action)
    left: list[str] = []
    body: list[str] = []
    size, skip = 0, -1
    for index, line in enumerate(lines):
        if index == skip:
            continue
        in_header = first_item is None or index < first_item
        if in_header and line.number in imported.header_lines and index not in items:
            need = Counter(words_of(line.raw))
            if need <= said:
                said -= need
                continue
            if size + len(line.raw) < LARGEST_HEAD:
                left.append(line.raw)
                size += len(line.raw)
                continue
        if index in items:
            written, skip = _heading(items[index], lines, index)
            if body and body[-1]:
                body.append("")
            body += written
        elif line.raw.strip():
            body += _line(line)
        elif body and body[-1]:
            body.append("")
        if line.number in after and (index + 1 >= len(lines) or lines[index + 1].number != line.number):
            body += [_action(action, writing) for action in after.pop(line.number)]
    for rest in after.values():  # a source line that the header took
        body += ["", *(_action(action, writing) for action in rest)]
    return left, body


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
    elif found := re.match(r"^(\d{1,3}(?:\.\d{1,2})*[.)])(?=\S)", text):
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
    stripped = raw.lstrip()
    if found := re.match(r"^#{1,2}(?=\s)", stripped):
        return [f"###{stripped[found.end() :]}"]
    return [raw]


def _safe(text: str) -> str:
    """Signs that would open a comment or a fence, or end a line, made harmless; the words are untouched."""
    text = clean(re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text))
    text = text.replace("<!--", "< !--").replace("-->", "-- >")
    return re.sub(r"^(\s*)(`{3,}|~{3,})", lambda found: f"{found[1]}\\{found[2]}", text)


def _action(action: FoundAction, writing: _Writing) -> str:
    owners = ", ".join(f"@{writing.handles[owner]}" for owner in action.owners)
    text = re.sub(r"(?<!\S)[@+^](?=\w)", "", plain(clean(action.text)))
    text = re.sub(r"(?i)(?<!\S)(due|frist):(?=\S)", r"\1 ", text)
    text = re.sub(r"\s+\^(?=[0-9a-z-]+$)", " ", " ".join(text.split()))
    text = re.sub(r"^\[[ xX/-]?\]\s*", "", text)
    stem = writing.stems.get(action.group or "", "")
    due = ""
    if action.due:
        due = f"{writing.words['due']}:{writing.words['upcoming'] if action.due == 'next' else action.due}"
    return " ".join(part for part in ("- [ ]", owners, text, f"+{stem}" if stem else "", due) if part)


def words_of(text: str) -> Iterable[str]:
    """The words of a text, folded, as they count for "nothing is lost"."""
    import unicodedata

    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text))
    return (word.casefold() for word in _WORD.findall(text))


def lost_words(source: str, draft: str) -> list[str]:
    """The words that stand more often in the source than in the draft; an empty list is the promise."""
    missing = Counter(words_of(source)) - Counter(words_of(draft))
    return sorted(missing.elements())
