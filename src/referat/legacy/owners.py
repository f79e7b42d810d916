"""Who owns a task: the run of names, initials or bodies at a given place in a sentence, written as full names where that is certain."""

import re
from dataclasses import dataclass
from functools import cache

from referat.legacy.names import Roster, is_given_name
from referat.legacy.vocabulary import alternatives, words

_UNKNOWN = r"[A-ZÆØÅÄÖÉ][a-zæøåäöé]+(?:-[A-ZÆØÅÄÖ][a-zæøåäö]+)?(?:\s[A-ZÆØÅÄÖÉ][a-zæøåäöé]+){0,2}"
_ADDRESS = r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Rev|Prof)\.?\s"
_JOIN = r"(?:\s*(?:,|/|&|\+|;)\s*(?:og\s|and\s|och\s)?|\s+(?:og|and|och|samt|eg|with|sammen med|saman med|tillsammans med|sammen med)\s+)"


_ASIDE = re.compile(r"\s\([^()]{2,40}\)(?=\s[a-zæøåäö])")
_NOUN_ENDINGS = (
    "en",
    "et",
    "ene",
    "ane",
    "erne",
    "ingen",
    "ingar",
    "inger",
    "ar",
    "else",
    "heten",
    "sjon",
    "tion",
    "gruppa",
    "avisa",
    "laget",
    "liste",
    "lista",
    "partiet",
    "gruppen",
    "utvalget",
    "utvalet",
    "komiteen",
    "klubben",
    "itet",
)
_PRONOUNS = frozenset(
    [
        "vi",
        "det",
        "den",
        "de",
        "dette",
        "disse",
        "denne",
        "man",
        "han",
        "hun",
        "ho",
        "dei",
        "vår",
        "våre",
        "hvem",
        "hva",
        "noen",
        "ingen",
        "andre",
        "we",
        "they",
        "it",
        "this",
        "these",
        "there",
        "he",
        "she",
        "you",
        "i",
        "who",
        "some",
        "det",
        "där",
        "som",
        "när",
        "alle",
        "ein",
        "en",
        "et",
        "den",
        "der",
        "her",
        "nye",
        "flere",
        "mange",
        "første",
        "neste",
        "også",
        "så",
        "men",
        "og",
        "to",
        "tre",
        "fire",
        "fem",
        "seks",
        "två",
        "three",
        "four",
        "motion",
        "proposal",
        "discussion",
        "need",
        "plan",
        "plans",
        "decision",
        "request",
        "invitation",
        "thanks",
        "reminder",
        "agreed",
        "nothing",
        "hvis",
        "når",
        "etter",
        "før",
    ]
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Owners found: `names` resolved, `written` as they stand, `end` where the text goes on. `sure`: each is known or has a known given name."""

    names: tuple[str, ...]
    written: str
    end: int
    sure: bool
    people: bool  # at least one is a person, not only a body


@cache
def _bodies() -> str:
    return alternatives(words("bodies"))


@cache
def _everyone() -> str:
    return alternatives(words("everyone"))


class Owners:
    """Reads owners in one document; compiled once from its roster."""

    __slots__ = ("_body", "_everyone", "_lower", "_one", "_roster", "_run", "_uses_initials")

    def __init__(self, roster: Roster, uses_initials: bool, lower: frozenset[str] = frozenset(), posts: frozenset[str] = frozenset()) -> None:
        """`lower`: every word that the document writes with a small letter; a name is never among them. `posts`: whose holders are named."""
        self._lower = lower
        self._roster = roster
        self._uses_initials = uses_initials
        known = roster.pattern()
        body_words = alternatives({*words("bodies"), *posts}) if posts else _bodies()
        initials = r"|[A-ZÆØÅ]{2,3}(?![\w])" if uses_initials else ""
        everyone = _everyone()
        self._one = (
            rf"@?(?:(?:{_ADDRESS})*(?:{known})(?:\s[A-ZÆØÅÄÖ](?![\w])\.?|(?<=\s[A-ZÆØÅÄÖ])\.)?(?![\w-])|(?i:{body_words})(?![\w-])|(?i:{everyone})(?![\w-])"
            rf"{initials}|{_UNKNOWN}(?![\w-]))"
        )
        self._run = re.compile(rf"(?P<run>{self._one}(?:{_JOIN}{self._one})*)")
        self._body = re.compile(rf"(?i:{body_words})")
        self._everyone = re.compile(rf"(?i:{everyone})")

    def at(self, text: str, start: int = 0) -> Subject | None:
        """The run of owners that begins exactly at `start`."""
        found = self._run.match(text, start)
        if found is None:
            return None
        names: list[str] = []
        sure, people = True, False
        for piece in re.split(_JOIN, found["run"]):
            one = piece.strip(" @")
            if not one:
                continue
            resolved, certain, person = self._read(one)
            names.append(resolved)
            sure, people = sure and certain, people or person
        aside = _ASIDE.match(text, found.end())  # "Trine (mor til Jonas) sender ut ..."
        end = aside.end() if aside else found.end()
        return Subject(tuple(dict.fromkeys(names)), found["run"], end, sure, people) if names else None

    def _read(self, one: str) -> tuple[str, bool, bool]:
        roster = self._roster
        one = re.sub(rf"^(?:{_ADDRESS})+", "", one) or one
        if roster.knows(one):
            return roster.resolve(one), True, True
        if self._everyone.fullmatch(one):
            return one, True, False
        if self._body.fullmatch(one):
            return one, True, False
        if self._uses_initials and one.isupper() and len(one) <= 3:
            return one, True, True
        if roster.near(one):
            return one, True, True
        tokens = one.split()
        if is_given_name(tokens[0]):
            return one, True, True
        if not roster.listed and len(tokens) == 1 and self._seems_name(one):
            return one, True, True
        return one, False, len(tokens) <= 3 and self._seems_name(tokens[0])

    def _seems_name(self, word: str) -> bool:
        """In minutes without an attendance list: a capitalised word that is no common word of the document and has no noun's ending."""
        folded = word.casefold()
        return (
            folded not in self._lower
            and folded not in words("common")
            and not (len(word) > 6 and folded.endswith(_NOUN_ENDINGS))
            and folded not in _PRONOUNS
        )

    def is_everyone(self, subject: Subject) -> bool:
        return all(self._everyone.fullmatch(name) for name in subject.names)

    def is_own_body(self, subject: Subject) -> bool:
        """The body that met, as such: what it "does" is what it decided, not a task somebody took on."""
        return all(name.casefold() in words("own_bodies") for name in subject.names)

    def knows(self, subject: Subject) -> bool:
        """Each of them is on the document's or the book's list of people."""
        return all(self._roster.knows(name) for name in subject.names)

    def whole(self, text: str) -> Subject | None:
        """The text is nothing but owners."""
        text = text.strip(" .:;-–—*()")
        found = self.at(text)
        return found if found and found.end >= len(text) else None

    def fits(self, text: str) -> Subject | None:
        """As `whole`, for a place where only an owner can stand: a capitalised word or a short body is taken as written."""
        text = text.strip(" .:;-–—*()")
        found = self.whole(text)
        if found or not text or len(text) > 60:
            return found
        pieces = [piece.strip(" @") for piece in re.split(_JOIN, text) if piece.strip()]
        if pieces and all(re.match(r"^[A-ZÆØÅÄÖ@]", piece) and len(piece.split()) <= 4 for piece in pieces):
            return Subject(tuple(self._roster.resolve(piece) for piece in pieces), text, len(text), False, False)
        return None
