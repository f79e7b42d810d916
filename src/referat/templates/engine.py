"""Templates: Markdown with a front matter and `{{names}}` that are replaced once, by a table. There is no code in a template.

The built-in ones are read with python-frontmatter; a book's own are read by the format, as any file of hers, and never written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from referat.format.document import Document
from referat.format.header import plain
from referat.model.numbering import FROM_ONE, Numbering
from referat.model.people import fold
from referat.model.stems import stem_of

# What stands for one value, in the line it stands in.
VALUES = {
    "number": ("nummer",),
    "title": ("tittel",),
    "group": ("gruppe",),
    "date": ("dato",),
    "weekday": ("ukedag", "vekedag"),
    "time": ("tid",),
    "place": ("sted", "stad"),
    "chair": ("møteleder", "møteleiar"),
    "year": ("år",),
    "next": ("neste",),
}
# What stands for lines, alone on its line; a section with nothing else in it is left out when there are none.
BLOCKS = {
    "approvals": ("godkjenninger", "godkjenningar"),
    "actions": ("oppfølging",),
    "groups": ("arbeidsgrupper",),
}
# What stands for whole items of the agenda, each with a heading of its own.
ITEMS = {
    "postponed": ("utsatte", "utsette"),
    "cases": ("saker",),
    "standing": ("faste saker",),
}
FIELDS = {"title": ("tittel",), "item": ("sak",), "standing": ("faste saker",)}

ITEM_HEADING = "## {{number}}. {{title}}"

# The kinds of meetings there are templates for: what each is called in a language, which is also its file's name, and the words of a group's
# name that make it the one to take. The first that fits is taken, the last always fits.
KINDS: dict[str, dict[str, str]] = {
    "annual-meeting": {"nb": "arsmote", "nn": "arsmote", "en": "annual-meeting"},
    "board": {"nb": "styre", "nn": "styre", "en": "board"},
    "working-group": {"nb": "arbeidsgruppe", "nn": "arbeidsgruppe", "en": "working-group"},
    "committee": {"nb": "faggruppe", "nn": "faggruppe", "en": "committee"},
}
_KIND_WORDS = {
    "annual-meeting": ("årsmøte", "generalforsamling", "general assembly", "annual meeting"),
    "board": ("styre", "board"),
    "working-group": ("arbeidsgruppe", "prosjektgruppe", "working group", "task force"),
}

# What a word of a group's name ends in that makes it a committee, also where it stands under a board: "Styrets lønnsutvalg".
_COMMITTEES = (
    "utvalg", "utvalget", "utval", "utvalet", "komité", "komite", "komiteen", "komitéen", "nemnd", "nemnda", "nemnden", "faggruppe", "faggruppa",
    "faggruppen", "forum", "committee", "council", "panel",
)  # fmt: skip

_PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]+?)[ \t]*\}\}")
# The number of a heading with what belongs to it: a word before it, the year after it, the dot that ends it.
_NUMBERED = re.compile(r"(?:[^\W\d_]+\.?[ \t]+)?\{\{[ \t]*(?P<name>[^{}\n]+?)[ \t]*\}\}(?:[/-]\{\{[^{}\n]+\}\})?[.)]?")
_HEADING = re.compile(r"#{1,2}(?:[ \t]|\Z)")
_MEANINGS = {fold(word): name for table in (VALUES, BLOCKS, ITEMS) for name, words in table.items() for word in (name, *words)}
_FIELD_MEANINGS = {word: name for name, words in FIELDS.items() for word in (name, *words)}


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A section of a template with its heading ("" before the first one), or a place for whole items."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    items: str = ""

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that stand alone on a line here."""
        return tuple(name for line in self.lines if (name := lone_placeholder(line)) in BLOCKS)


@dataclass(frozen=True, slots=True)
class Template:
    """A layout of minutes. `item` is the heading of an item that is put in, `standing` are the titles of the fixed ones."""

    name: str
    title: str
    parts: tuple[TemplatePart, ...]
    item: str = ITEM_HEADING
    standing: tuple[str, ...] = ()

    def section_of(self, block: str) -> TemplatePart | None:
        return next((part for part in self.parts if block in part.blocks), None)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names in double braces that stand for nothing; they are left in the text."""
        texts = [self.title, self.item, *(line for part in self.parts for line in (part.heading, *part.lines))]
        return tuple(dict.fromkeys(match[0] for text in texts for match in _PLACEHOLDER.finditer(text) if fold(match[1]) not in _MEANINGS))


@dataclass(frozen=True, slots=True)
class AgendaSection:
    """An item to put on an agenda: its title, and the lines under it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a template: values by name, lines of the blocks, and entries of the places for items."""

    values: Mapping[str, str]
    blocks: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[AgendaSection]]
    numbering: Numbering = FROM_ONE


def fill(template: Template, filling: Filling) -> list[str]:
    """The body of new minutes. Items are numbered as they come."""
    lines: list[str] = []
    number = filling.numbering.first
    for part in template.parts:
        made = list(_filled(part, template, filling, number))
        lines += made
        number += sum(_numbers(line) for line in _headings_of(part, template, filling))
    return lines


def left_out(template: Template, filling: Filling) -> tuple[str, ...]:
    """What there is something of, and the template has no place for."""
    placed = {name for part in template.parts for name in (*part.blocks, part.items)}
    filled = [name for name, content in (*filling.blocks.items(), *filling.items.items()) if content]
    return tuple(name for name in filled if name not in placed)


def substituted(text: str, values: Mapping[str, str]) -> str:
    """`text` with its names replaced, once: what a value holds in braces is text."""
    return _PLACEHOLDER.sub(lambda match: values.get(_MEANINGS.get(fold(match[1]), ""), match[0]), text)


def lone_placeholder(line: str) -> str:
    """The name of the placeholder that fills a line, "" where there is none or more."""
    match = _PLACEHOLDER.fullmatch(line.strip())
    return _MEANINGS.get(fold(match[1]), "") if match else ""


def kind_named(name: str) -> str:
    """The kind of meeting that a template's name in any language means; "" where it is a name of the book's own."""
    wanted = stem_of(name)
    return next((kind for kind, names in KINDS.items() if wanted == kind or wanted in names.values()), "")


def kind_for(group_id: str, title: str, *, is_under: bool) -> str:
    """The kind of meeting a group holds, as far as its name tells; a group under another one is a working group."""
    if any(word.endswith(_COMMITTEES) for word in f"{fold(title)} {fold(group_id)}".split() if not word.startswith(_KIND_WORDS["working-group"])):
        first = next(
            (word for word in fold(title).split() if word.endswith(_COMMITTEES) or (word.startswith("styre") and not word.endswith("s"))), ""
        )
        if not first.startswith("styre"):
            return "committee"
    words = f" {fold(group_id)} {fold(title)}"
    for kind, marks in _KIND_WORDS.items():
        if any(f" {mark}" in words for mark in marks) or (kind == "working-group" and is_under):
            return kind
    return "committee"


def is_annual(title: str) -> bool:
    """Whether a title names an annual meeting."""
    return any(f" {mark}" in f" {fold(title)}" for mark in _KIND_WORDS["annual-meeting"])


def built_in(kind: str, language: str) -> Template:
    """A template that comes with the program."""
    import frontmatter

    name = KINDS[kind][language]
    text = resources.files("referat.templates").joinpath("builtin", language, f"{name}.md").read_text(encoding="utf-8")
    post = frontmatter.loads(text)
    return parsed(name, post.metadata, post.content)


def of_book(document: Document) -> Template:
    """A template of the book's own."""
    fields = plain(document.header) if document.header is not None else {}
    assert isinstance(fields, dict)
    name = document.path.rpartition("/")[2].removesuffix(".md")
    return parsed(name, fields, "\n".join(line.text for line in document.body))


def parsed(name: str, fields: Mapping[str, object], body: str) -> Template:
    known = {_FIELD_MEANINGS[fold(key)]: value for key, value in fields.items() if fold(key) in _FIELD_MEANINGS}
    standing = known.get("standing", ())
    titles = [standing] if isinstance(standing, str) else standing if isinstance(standing, list) else []
    return Template(
        name=name,
        title=str(known.get("title", "") or ""),
        parts=tuple(_parts(body.split("\n"))),
        item=str(known.get("item", "") or ITEM_HEADING),
        standing=tuple(str(one) for one in titles if str(one).strip()),
    )


def _parts(lines: Iterable[str]) -> Iterable[TemplatePart]:
    heading, held = "", list[str]()
    for line in lines:
        if _HEADING.match(line):
            yield TemplatePart(heading, tuple(held))
            heading, held = line.rstrip(), []
        elif lone_placeholder(line) in ITEMS:
            yield TemplatePart(heading, tuple(held))
            yield TemplatePart(items=lone_placeholder(line))
            heading, held = "", []
        else:
            held.append(line)
    yield TemplatePart(heading, tuple(held))


def _filled(part: TemplatePart, template: Template, filling: Filling, number: int) -> Iterable[str]:
    """The lines of one part, each item of it with the number that is its turn."""
    if part.items:
        for entry in filling.items.get(part.items, ()):
            yield from item_lines(template, entry, number, filling)
            number += _numbers(template.item)
        return
    if _is_empty(part, filling):
        return
    values = {**filling.values, "number": str(number)}
    if part.heading:
        yield from ("", headed(part.heading, number, filling.values, filling.numbering), "")
    for line in part.lines:
        name = lone_placeholder(line)
        if name in BLOCKS:
            yield from filling.blocks.get(name, ())
        else:
            yield substituted(line, values)


def item_lines(template: Template, entry: AgendaSection, number: int, filling: Filling) -> list[str]:
    """An item of the agenda with its heading."""
    return ["", headed(template.item, number, {**filling.values, "title": entry.title}, filling.numbering), "", *entry.lines, ""]


def headed(heading: str, number: int, values: Mapping[str, str], numbering: Numbering) -> str:
    """A heading with its number. One that goes on through the year takes the place of what the template writes around its own: `4.`, `Sak 4:`."""
    own = {**values, "number": str(number)}
    if numbering.year and (found := _NUMBERED.search(heading)) and _MEANINGS.get(fold(found["name"])) == "number":
        before, after = heading[: found.start()], heading[found.end() :]
        return substituted(before, own) + numbering.text(number) + substituted(after, own)
    return substituted(heading, own)


def _headings_of(part: TemplatePart, template: Template, filling: Filling) -> list[str]:
    if part.items:
        return [template.item] * len(filling.items.get(part.items, ()))
    return [part.heading] if part.heading and not _is_empty(part, filling) else []


def _is_empty(part: TemplatePart, filling: Filling) -> bool:
    """Whether a section has nothing but blocks, and they are empty."""
    if not part.blocks:
        return not part.heading and not any(line.strip() for line in part.lines)
    others = [line for line in part.lines if line.strip() and lone_placeholder(line) not in BLOCKS]
    return not others and not any(filling.blocks.get(name) for name in part.blocks)


def _numbers(heading: str) -> bool:
    """Whether a heading uses up a number."""
    return any(_MEANINGS.get(fold(match[1])) == "number" for match in _PLACEHOLDER.finditer(heading))
