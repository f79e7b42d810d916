"""What looks like a person's name, and who is meant by a part of one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from referat.documents.attendance_reports import is_bot
from referat.intake.result import FoundPerson, KnownPerson
from referat.languages.lexicon import LANGUAGES, given_names, language_table, word_set

__all__ = ["Roster", "is_bot", "is_name", "is_organisation", "near_name", "titled"]

_STYLES = frozenset({"cllr", "mr", "mrs", "ms", "dr", "prof"})
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "da", "la", "el", "al", "bin", "ter", "af", "dos", "di", "du", "le", "ten"})
_PART = re.compile(r"[^\W\d_][\w'’´`.-]*")
# Scanned letters: a nought within a word was an o, a small l before a consonant at its beginning a capital I.
_SCANNED = re.compile(r"(?<![^\W\d_])(?:0(?=[a-zæøå]{2})|l(?=[bcdfghkmnpqrstvwxz][a-zæøå]))|(?<=[a-zæøå])0(?=[a-zæøå])")
_INITIALS = re.compile(r"^[A-ZÆØÅÄÖ]{2,4}$")
_LISTS = (
    "everyone", "nobody", "bodies", "titles", "closers", "organisations", "roles.office", "roles.chair", "roles.secretary", "roles.other",
    "roles.manner", "roles.absent", "roles.lead", "labels.members", "labels.present", "labels.absent", "labels.others", "labels.substitutes",
    "labels.agenda", "labels.date", "labels.time", "labels.place", "labels.title", "labels.next", "labels.todo", "labels.decision",
    "labels.proposal", "labels.todo_loose", "labels.owner", "labels.due", "labels.action", "labels.number", "labels.subject",
    "labels.text", "labels.secretary", "labels.chair",
)  # fmt: skip


@cache
def _not_names() -> frozenset[str]:
    """Words that stand where names stand and are not names, folded."""
    return word_set(*_LISTS) - given_names()


@cache
def _common() -> frozenset[str]:
    """Small words of all languages, verbs and names of days: no part of a name."""
    from referat.languages.calendar import MONTHS, WEEKDAYS

    found = {word for language in LANGUAGES for name in ("common", "finite", "conjunctions") for word in language_table(language).get(name, ())}
    found |= {word.casefold() for table in (MONTHS, WEEKDAYS) for row in table.values() for word in row}
    return frozenset(found - given_names() - _PARTICLES)


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """One to six words with capitals, and none that only a role or a label has."""
    text = _SCANNED.sub("O", text) if "0" in text or "l" in text[:1] else text
    parts = text.split()
    if not 1 <= len(parts) <= 6 or any(char.isdigit() for char in text) or text.casefold() in _not_names():
        return False
    if len(parts) > 1 and is_title(parts[0]) and parts[0].casefold() not in _STYLES and not is_given(parts[0]):
        return False
    if not all(_PART.fullmatch(part) for part in parts):
        return False
    small = [part for part in parts if not part[0].isupper()]
    if len(small) == len(parts) or not parts[0][0].isupper() or any(part.casefold() not in _PARTICLES for part in small):
        return False
    if any(piece[:1].islower() and piece not in _PARTICLES for part in parts for piece in part.split("-")[1:]):
        return False
    if parts[-1].casefold() in word_set("titles", "bodies", "roles.office") and not is_given(parts[-1]):
        return False
    if len(text) > 3 and text.isupper() and len(parts) == 1:
        return False
    return not any(part.casefold() in _common() for part in parts[:1]) and (len(parts) == 1 or not _in_words(parts))


def _in_words(parts: Sequence[str]) -> bool:
    """A part of it is a word of an organisation, a label or a small word."""
    folded = [part.casefold().rstrip(".") for part in parts]
    small = word_set("common", "conjunctions") - given_names() - _PARTICLES
    if folded[0] in _not_names() and not titled(" ".join(parts))[0]:
        return True
    initials = {index for index, part in enumerate(parts) if len(part) == 2 and part[0].isupper() and part[1] == "."}  # "Å." is no "å"
    return any(part in small for index, part in enumerate(folded) if index not in initials) or is_organisation(" ".join(parts))


def is_given(word: str) -> bool:
    return bool(word) and word[0].isupper() and all(part.casefold() in given_names() for part in word.split("-"))


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """A work title or an office, alone or at the end of a longer word ("Byrådsleder")."""
    folded = text.casefold().rstrip(".")
    if folded in word_set("titles", "roles.office", "roles.lead"):
        return True
    return (
        " " not in folded
        and "-" not in folded
        and any(len(word) > 3 and len(folded) > len(word) + 2 and folded.endswith(word) for word in word_set("titles"))
    )


@lru_cache(maxsize=4096)
def titled(text: str) -> tuple[str, str]:
    """The work title before a name, and the name: "Ordfører Olav Moe"; no title where none stands there."""
    parts = text.split()
    for count in (3, 2, 1):
        head, rest = " ".join(parts[:count]), " ".join(parts[count:])
        if count < len(parts) and is_title(head) and is_name(rest):
            return head, rest
    return "", text


@lru_cache(maxsize=8192)
def is_organisation(text: str) -> bool:
    """Holds a word of an organisation's name, or ends like one ("Gjøvikregionen", "Skolerådet")."""
    # "Freja Lo" is no LO: the short ones are written in one kind of letters
    parts = [part.strip(".,()").casefold() for part in text.split() if not (len(part) == 2 and part.istitle())]
    known = word_set("organisations")
    if any(part in known for part in parts):
        return True
    return any(len(part) > 8 and part.endswith(_endings()) for part in parts)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(word for word in word_set("organisations") if len(word) >= 5)


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
    if abs(len(first) - len(second)) > 3 or first.count(" ") != second.count(" "):
        return False
    a, b = first.casefold().split(), second.casefold().split()
    if a == b or len(a) != len(b) or (a[0][:1] != b[0][:1] and a[-1] != b[-1]):
        return False
    gaps = [distance(x, y) for x, y in zip(a, b, strict=True)]
    return all(gap <= (2 if min(len(x), len(y)) > 4 else 1) for gap, x, y in zip(gaps, a, b, strict=True)) and (
        sum(gaps) <= 2 or (len(a) > 2 and sum(gaps) <= 3)
    )


class Roster:
    """Everybody the document and the book name, and the forms by which each may be called."""

    __slots__ = ("_bodies", "_firsts", "_forms", "_full", "_near", "names")

    def __init__(
        self, people: Iterable[FoundPerson], known: Sequence[KnownPerson] = (), extra: Iterable[str] = (), bodies: Iterable[str] = ()
    ) -> None:
        self._forms: dict[str, set[str]] = {}
        self._full: dict[str, str] = {}
        self._bodies = {body.casefold(): body for body in bodies if len(body) > 1}
        self._near: dict[str, str] = {}
        self._firsts: frozenset[str] = frozenset()
        self.names: list[str] = []
        people = list(people)
        for person in people:
            self._add(person.name, (person.initials,) if person.initials else ())
        self._add_initials(people)
        for name in extra:
            self._add(name, ())
        for one in known:
            self._add(one.name, (*one.aliases, one.handle))

    def _add(self, name: str, others: Sequence[str]) -> None:
        others = (*others, name.rstrip(".")) if name.endswith(".") else others
        parts = name.split()
        if not parts:
            return
        if name.casefold() not in self._full:
            self._full[name.casefold()] = name
            self.names.append(name)
        forms = {name, parts[0], parts[-1], *others, *(part for part in parts if "-" in part)}
        if len(parts) > 1:
            forms |= {f"{parts[0]} {parts[-1][0]}", f"{parts[0]} {parts[-1][0]}."}
        if len(parts) > 2:
            forms |= {" ".join(parts[:2]), f"{parts[0]} {parts[-1]}", " ".join(parts[1:]), " ".join(parts[-2:])}
        for form in forms:
            if len(form) > 1 and (form[0].isupper() or form in others) and form.casefold().rstrip(".") not in _STYLES:
                self._forms.setdefault(form.casefold(), set()).add(name)

    def _add_initials(self, people: Sequence[FoundPerson]) -> None:
        """Initials that follow from one name only, where they are no word, no body and nobody's own."""
        taken = word_set("organisations", "bodies", "done", "closers") | {person.org.casefold() for person in people} | set(self._bodies)
        made: dict[str, set[str]] = {}
        for person in people:
            letters = "".join(part[0] for part in person.name.split() if part[0].isupper()).casefold()
            if 2 <= len(letters) <= 4 and letters.isalpha() and not person.initials:
                made.setdefault(letters, set()).add(person.name)
        for letters, names in made.items():
            if len(names) == 1 and letters not in taken and letters not in self._forms:
                self._forms[letters] = names

    def resolve(self, written: str) -> str:
        """The full name where exactly one is meant, else what was written."""
        folded = written.casefold()
        if folded in self._full:
            return self._full[folded]
        meant = self._forms.get(folded, set())
        if len(meant) > 1:  # a given name shared with somebody's surname means the given name
            meant = {name for name in meant if name.casefold().startswith(folded + " ")} or meant
        return next(iter(meant)) if len(meant) == 1 else written

    def knows(self, written: str) -> bool:
        """Somebody of that name, or of that part of one, is named elsewhere."""
        folded = written.casefold()
        if folded in self._full:
            return True
        if folded in self._forms:
            return not (written.islower() and len(written) < 5) and (written[0].isupper() or " " in written)
        return False

    def may_begin(self, word: str) -> bool:
        """Whether a word in small letters begins the name of somebody or of a body."""
        if not self._firsts:
            known = (*self._forms, *self._full, *self._bodies, *word_set("bodies", "own_bodies"))
            self._firsts = frozenset(name.split()[0].rstrip(".") for name in known)
        return word.casefold().rstrip(".") in self._firsts

    def is_body(self, written: str) -> bool:
        folded = written.casefold()
        return folded in self._bodies or folded in word_set("bodies", "own_bodies")

    def near(self, written: str) -> str:
        """The one name that may be meant by another spelling; "" where none is, or several are."""
        if len(written) < 4 or self.knows(written):
            return ""
        if written not in self._near:
            alone = " " not in written
            first = written[0].casefold()
            names = [name for name in self.names if not alone or name[0].casefold() == first]
            close = [name for name in names if near_name(written, name) or (alone and near_name(written, name.split()[0]))]
            self._near[written] = close[0] if len(close) == 1 else ""
        return self._near[written]


def posts_of(people: Iterable[FoundPerson]) -> Iterator[str]:
    """What people are by their posts, as a sentence says it: "förvaltningschefen" of somebody who is "förvaltningschef"."""
    for person in people:
        for role in person.roles:
            if " " not in role and is_title(role):
                yield from (f"{role}{ending}" for ending in word_set("definite_endings"))


def is_initials(text: str) -> bool:
    return bool(_INITIALS.match(text))
