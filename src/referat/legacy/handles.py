"""Short names for files and owners in a draft: handles of people and stems of groups."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from referat.legacy.result import KnownPerson

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ð": "d", "þ": "th", "ß": "ss"})
LONGEST_HANDLE = 40
LONGEST_STEM = 40


def slug(text: str, longest: int = LONGEST_STEM) -> str:
    """Lower-case words of a text joined by hyphens, in plain letters, cut at a word."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    stem = ""
    for word in re.findall(r"[a-z0-9]+", folded):
        if stem and len(stem) + 1 + len(word) > longest:
            break
        stem = f"{stem}-{word}" if stem else word[:longest]
    return stem


def handle(name: str) -> str:
    """A name as a handle: letters of any alphabet, digits and hyphens, beginning with a letter."""
    text = unicodedata.normalize("NFC", name.casefold())
    text = re.sub(r"[^\w-]+|_", "-", text).strip("-")
    text = re.sub(r"^[\d-]+", "", text)
    return text[:LONGEST_HANDLE].rstrip("-") or "ukjent"


class Handles:
    """Which handle stands for whom in one draft."""

    __slots__ = ("_known", "_people")

    def __init__(self, people: Iterable[str], known: Sequence[KnownPerson] = ()) -> None:
        self._people = list(dict.fromkeys(people))
        self._known: dict[str, str] = {}
        for person in known:
            for form in (person.name, *person.aliases):
                self._known.setdefault(form.casefold(), person.handle)

    def __getitem__(self, owner: str) -> str:
        """The book's handle for a known person; the given name where only one person present has it; else the whole name."""
        if owner.casefold() in self._known:
            return self._known[owner.casefold()]
        given = owner.split(maxsplit=1)[0]
        same = [name for name in self._people if name.split()[0].casefold() == given.casefold()]
        return handle(given) if (owner in self._people and len(same) == 1) or " " not in owner else handle(owner)
