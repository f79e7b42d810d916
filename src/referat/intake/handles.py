"""Short names for files and owners in a draft: handles of people and stems of groups."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from referat.intake.result import KnownPerson

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
    """A name as a handle, its words joined by dots as the book finds people by; letters of any alphabet, digits, hyphens, a letter first."""
    words = (re.sub(r"[^\w-]+|_", "-", word).strip("-") for word in unicodedata.normalize("NFC", name.casefold()).split())
    text = re.sub(r"^[\d.-]+", "", ".".join(filter(None, words)))
    return text[:LONGEST_HANDLE].rstrip("-.") or "ukjent"


class Handles:
    """Which handle stands for whom in one draft."""

    __slots__ = ("_known", "_people", "_taken")

    def __init__(self, people: Iterable[str], known: Sequence[KnownPerson] = ()) -> None:
        self._people = list(dict.fromkeys(people))
        self._known: dict[str, str] = {}
        self._taken = {person.handle.casefold() for person in known}
        for person in known:
            for form in (person.name, *person.aliases):
                self._known.setdefault(form.casefold(), person.handle)

    def __getitem__(self, owner: str) -> str:
        """The book's handle for a known person; the given name where one person present has it and it is no one's handle; else the whole name."""
        if owner.casefold() in self._known:
            return self._known[owner.casefold()]
        given = owner.split(maxsplit=1)[0]
        same = [name for name in self._people if name.split()[0].casefold() == given.casefold()]
        is_enough = (owner in self._people and len(same) == 1 and handle(given) not in self._taken) or " " not in owner
        return handle(given if is_enough else owner)
