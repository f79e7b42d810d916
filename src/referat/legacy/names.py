"""What looks like a person's name, and who is meant by a part of one."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from referat.languages.legacy_given_names import GIVEN_NAMES
from referat.legacy.result import KnownPerson, Person
from referat.legacy.vocabulary import alternatives, phrase, table, words

_PARTICLES = frozenset({"von", "van", "de", "der", "den", "da", "la", "el", "al", "bin", "ter", "af", "dos", "di", "du", "le", "ten"})
_PART = r"[^\W\d_][\w'’´`.-]*"
_INITIALS = re.compile(r"^[A-ZÆØÅÄÖ]{2,4}$")
# These end the name of a company and never stand alone, so alone they may be initials.
_ENDS_OF_NAMES = frozenset({"sa", "ba", "da", "asa"})
# Machines that sit in online meetings; nobody counts them.
_BOTS = re.compile(r"(?i)\b(?:\w*bot|zakim|rrsagent|trackbot|fireflies(?:\.ai)?|otter\.ai|read\.ai|notetaker|meeting notes|recording)\b")


@cache
def _not_names() -> frozenset[str]:
    """Words that stand where names stand and are not names, folded."""
    found = {*words("everyone"), *words("nobody"), *words("bodies"), *words("titles"), *words("closers"), *words("organisations")}
    for name in ("office", "chair", "secretary", "other", "manner", "absent"):
        found |= set(table("roles", name))
    for field in (
        "members",
        "present",
        "absent",
        "others",
        "substitutes",
        "agenda",
        "date",
        "time",
        "place",
        "title",
        "next",
        "todo",
        "decision",
        "proposal",
        "todo_loose",
        "owner",
        "due",
        "action",
    ):
        found |= set(table("labels", field))
    return frozenset(found - GIVEN_NAMES)  # "anna" is a heading in one language and a name in all


def is_initials(text: str) -> bool:
    return bool(_INITIALS.match(text))


def is_bot(text: str) -> bool:
    return bool(_BOTS.search(text))


# Scanned letters: a nought within a word was an o, a small l before a consonant at its beginning a capital I.
_SCANNED = re.compile(r"(?<![^\W\d_])(?:0(?=[a-zæøå]{2})|l(?=[bcdfghkmnpqrstvwxz][a-zæøå]))|(?<=[a-zæøå])0(?=[a-zæøå])")


def looks_like_name(text: str) -> bool:
    """One to six words with capitals, and none that only a role or a label has."""
    text = _SCANNED.sub("O", text) if "0" in text or "l" in text else text
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or any(char.isdigit() for char in text) or text.casefold() in _not_names():
        return False
    if not re.fullmatch(rf"{_PART}(?: {_PART})*", " ".join(tokens)):
        return False
    capitals = [token for token in tokens if token[0].isupper()]
    others = [token for token in tokens if not token[0].isupper()]
    return bool(capitals) and tokens[0] in capitals and all(token.casefold() in _PARTICLES for token in others)


def is_given_name(token: str) -> bool:
    return bool(token) and token[0].isupper() and all(part.casefold() in GIVEN_NAMES for part in token.split("-"))


def looks_like_organisation(text: str) -> bool:
    """Holds a word of an organisation's name, or ends like one ("Gjøvikregionen", "Skolerådet")."""
    # "Freja Lo" is no LO: the short ones are written in one kind of letters
    tokens = [token.strip(".,").casefold() for token in text.split() if not (len(token) == 2 and token.istitle())]
    known = set(words("organisations"))
    if any(token in known for token in tokens):
        return True
    long_endings = tuple(word for word in known if len(word) >= 6)
    return any(len(token) > 8 and token.endswith(long_endings) for token in tokens)


def distance(first: str, second: str, most: int = 2) -> int:
    """Edits between two words, cut off above `most`."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]


def near_name(first: str, second: str) -> bool:
    """Two spellings of what may be one name: as many words, each almost the same, and not the same."""
    a, b = first.casefold().split(), second.casefold().split()
    if a == b or len(a) != len(b):
        return False
    gaps = [distance(x, y) for x, y in zip(a, b, strict=True)]
    return all(gap <= (2 if min(len(x), len(y)) > 4 else 1) for gap, x, y in zip(gaps, a, b, strict=True)) and (
        sum(gaps) <= 2 or (len(a) > 2 and sum(gaps) <= 3)
    )


class Roster:
    """Everybody the document and the book name, and the forms by which each may be called."""

    __slots__ = ("_forms", "_full", "bodies", "everyone", "listed", "names")

    def __init__(self, people: Iterable[Person], known: Sequence[KnownPerson] = (), extra: Iterable[str] = ()) -> None:
        self._forms: dict[str, set[str]] = {}
        self._full: dict[str, str] = {}
        self.names: list[str] = []
        people, extra = list(people), list(extra)
        self.listed = bool(people or extra)  # the document itself names somebody
        for person in people:
            self._add(person.name, (person.initials,) if person.initials else ())
        self._add_initials(people)
        for name in extra:
            self._add(name, ())
        for one in known:
            self._add(one.name, (*one.aliases, one.handle))
        self.everyone = phrase("everyone")
        self.bodies = phrase("bodies")

    def _add(self, name: str, others: Sequence[str]) -> None:
        others = (*others, name.rstrip(".")) if name.endswith(".") else others
        tokens = name.split()
        if not tokens:
            return
        if name.casefold() not in self._full:
            self._full[name.casefold()] = name
            self.names.append(name)
        forms = {name, tokens[0], tokens[-1], *others}
        if len(tokens) > 1:
            forms |= {f"{tokens[0]} {tokens[-1][0]}", f"{tokens[0]} {tokens[-1][0]}."}
        if len(tokens) > 2:
            forms |= {" ".join(tokens[:2]), f"{tokens[0]} {tokens[-1]}", " ".join(tokens[1:])}
        for form in forms:
            if len(form) > 1:
                self._forms.setdefault(form.casefold(), set()).add(name)

    def _add_initials(self, people: Sequence[Person]) -> None:
        """Initials that follow from one name only, where they are no word, no party and nobody's own."""
        taken = set(words("organisations")) - _ENDS_OF_NAMES
        taken |= {*words("bodies"), *words("done"), *words("closers"), *(person.org.casefold() for person in people)}
        made: dict[str, set[str]] = {}
        for person in people:
            letters = "".join(token[0] for token in person.name.split() if token[0].isupper()).casefold()
            if 2 <= len(letters) <= 4 and letters.isalpha() and not person.initials:
                made.setdefault(letters, set()).add(person.name)
        for letters, names in made.items():
            if len(names) == 1 and letters not in taken and letters not in self._forms:
                self._forms[letters] = names

    def __bool__(self) -> bool:
        return bool(self._full)

    def resolve(self, written: str) -> str:
        """The full name where exactly one is meant, else what was written."""
        folded = written.casefold()
        if folded in self._full:
            return self._full[folded]
        meant = self._forms.get(folded, set())
        if len(meant) > 1:  # a given name shared with somebody's surname means the given name
            first = {name for name in meant if name.casefold().startswith(folded + " ")}
            meant = first or meant
        return next(iter(meant)) if len(meant) == 1 else written

    def knows(self, written: str) -> bool:
        return written.casefold() in self._forms or written.casefold() in self._full

    def near(self, written: str) -> str | None:
        """The one known name that `written` almost spells, by whole name or by given name."""
        if self.knows(written):
            return None
        hits = {name for name in self.names if near_name(written, name)}
        if not hits and " " not in written and len(written) > 3:
            hits = {name for name in self.names if name.split()[0][:1] == written[:1] and near_name(written, name.split()[0])}
        return hits.pop() if len(hits) == 1 else None

    def pattern(self) -> str:
        """A regular expression for every form of every name, the longest first; capitals as written decide."""
        forms = {form for name in self.names for form in self._written_forms(name)}
        return alternatives(forms) if forms else r"(?!)"

    def _written_forms(self, name: str) -> set[str]:
        words_too = _not_names() - _ENDS_OF_NAMES
        return {form for form in self._forms_of(name) if (form[:1].isupper() or form == name) and form.casefold() not in words_too}

    def _forms_of(self, name: str) -> set[str]:
        tokens = name.split()
        forms = {name, name.rstrip("."), tokens[0], tokens[-1], f"{tokens[0]} {tokens[-1]}", " ".join(tokens[:2])}
        forms |= {
            form.upper() for form, meant in self._forms.items() if meant == {name} and 2 <= len(form) <= 4 and form.isalpha() and " " not in form
        }
        return {form for form in forms if len(form) > 1}
