"""The text of a new file: a header in a language, with quotes where YAML needs them, and a body of paragraphs."""

from collections.abc import Iterable, Sequence

from referat.format import style
from referat.languages.words import DUE_WORDS, FROM_WORDS, ITEM_WORDS
from referat.model.text import safe

# A field's name, and its value: one text, or a list of texts.
Field = tuple[str, str | Sequence[str]]

# What would end a link's address, or mean something else in it. Letters of any alphabet stay readable.
_ESCAPED = {char: f"%{ord(char):02X}" for char in " ()<>[]%#?\\\"'`|&*"}


def page(fields: Iterable[Field], body: Sequence[str]) -> str:
    """A whole file. The blank line before the closing `---` keeps plain renderers from making a heading of the last field."""
    lines = ["---", *(line for name, value in fields for line in field_lines(name, value)), "", "---", "", *body]
    return "\n".join(_single_spaced(lines)) + "\n"


def field_lines(name: str, value: str | Sequence[str]) -> list[str]:
    """A field of a header; a list has one value a line, an empty one is `[]`, an empty text leaves the field to be filled in."""
    if isinstance(value, str):
        return [f"{name}: {style.value_text(value)}" if value else f"{name}:"]
    if not value:
        return [f"{name}: []"]
    return [f"{name}:", *(f"  - {style.value_text(one)}" for one in value)]


def action_lines(text: str, action_id: str, log: Iterable[str] = ()) -> list[str]:
    """An open action with its log; `text` is the words between the box and the id, as they stand elsewhere."""
    return [f"- [ ] {text} ^{action_id}", *(f"  - {words}" for words in log)]


def due_words(value: str, language: str) -> str:
    return f"{DUE_WORDS[language][0]}:{value}"


def came_from(minutes: str, item: str, language: str) -> str:
    """The line that says which earlier item a case comes from: `Fra: 2023-08-31-naering, sak 4`."""
    return f"{FROM_WORDS[language][0].capitalize()}: {minutes}, {ITEM_WORDS[language][0]} {item}"


def link(text: str, path: str) -> str:
    """A Markdown link from minutes in `meetings/` to another file of the book (a path from the book's root)."""
    name = plain_line(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    address = "".join(_ESCAPED.get(char, char) for char in path.removeprefix("meetings/"))
    return f"[{name}]({address})"


def plain_line(text: str) -> str:
    """Words that came from another file as one line that can neither hide nor break anything."""
    return safe(" ".join(text.split()))


def _single_spaced(lines: Sequence[str]) -> list[str]:
    """At most one blank line after another, and none at the end."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
