"""The book's own settings and registers written as most are, a plain text for each name, read without YAML.

It may only say what `settings` would say: whatever looks in any way special is left to that (then each of these returns None).
"""

from __future__ import annotations

from referat.format.person import person_parts
from referat.format.plainhead import LONGEST_LINE, is_composed, is_plain_value
from referat.format.plainminutes import is_name
from referat.languages.words import BOOK_FIELDS, BOOK_LANGUAGES, meanings

_FIELDS = meanings(BOOK_FIELDS)
_LARGEST = 256 * 1024  # bytes; a register of a thousand people is a fifth of it


def plain_texts(data: bytes) -> dict[str, str] | None:
    """The values of a file that has a name and a plain text on each line, but for empty lines and remarks."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if len(data) > _LARGEST or not is_composed(text):
        return None
    found: dict[str, str] = {}
    for line in text.split("\n"):
        key, _, value = line.partition(": ")
        if line and line[0] != "#":
            if key in found or not is_name(key) or not is_plain_value(value):
                return None
            found[key] = value
        if len(line) > LONGEST_LINE or not line.isprintable():
            return None
    return found


def plain_people(data: bytes) -> list[tuple[str, str, str]] | None:
    """The handle, the name and the organisation of everybody in people.yaml, who then have nothing else."""
    values = plain_texts(data)
    if values is None:
        return None
    parts = [(handle, *person_parts(value)[:2]) for handle, value in values.items()]
    return [(handle, name or handle, org) for handle, name, org in parts]


def plain_language(data: bytes) -> str | None:
    """The language that book.yaml names, "" for none, where it says nothing else but the title."""
    values = plain_texts(data)
    names = None if values is None else [_FIELDS.get(key.casefold(), "") for key in values]
    if values is None or names is None or not {"title", "language"}.issuperset(names) or len(set(names)) < len(names):
        return None
    language = dict(zip(names, values.values(), strict=True)).get("language", "").casefold()
    return language if language in BOOK_LANGUAGES else "" if not language else None
