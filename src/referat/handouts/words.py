"""What hand-outs say of people, days and states, in the language of the document: names and not handles, days in words."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from referat.format.numbers import either
from referat.languages import i18n
from referat.languages.calendar import WEEKDAYS, long_day
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.languages.words import DUE_WORDS, NEXT_WORDS, ROLE_WORDS
from referat.model.dates import NEXT, iso_day
from referat.model.people import Participant
from referat.model.text import safe

STATES = {"open": D_("open"), "in-progress": D_("in progress"), "done": D_("done"), "dropped": D_("dropped")}
KINDS = {"orientation": D_("For information"), "discussion": D_("For discussion"), "decision": D_("For decision")}
_HANDLE = re.compile(r"(?<![\w@/.])@([^\W\d_][\w.\-]*\w|[^\W\d_])")
# What the format itself writes: only this is put into words.
_DUE = re.compile(
    rf"(?<![\w@])({either(DUE_WORDS)}):([0-9]{{4}}-(?:[0-9]{{2}}(?:-[0-9]{{2}})?|[Ww][0-9]{{2}})|{either(NEXT_WORDS)})(?![\w-])", re.IGNORECASE
)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_WEEK = re.compile(r"(\d{4})-[Ww](\d{2})\Z")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """The document's language, for as long as it is made; then the one spoken before."""
    before = i18n.in_use()
    i18n.use(language)
    try:
        yield
    finally:
        i18n.use(before)


def day_words(day: date, language: str, *, weekday: bool = False) -> str:
    """`31. august 2023`, or `torsdag 31. august 2023`."""
    words = long_day(day.year, day.month, day.day, language)
    return f"{WEEKDAYS[language][day.weekday()]} {words}" if weekday else words


def due_words(written: str, language: str) -> str:
    """A due date as written, in words: a day, a month, a week, the next meeting; anything else as it stands."""
    if day := iso_day(written):
        return day_words(day, language)
    if match := _MONTH.match(written):
        month = int(match[2])
        return long_day(int(match[1]), month, 1, language).split(" ", 1)[1] if 1 <= month <= 12 else written
    if match := _WEEK.match(written):
        return tr(D_("week {week} of {year}"), week=int(match[2]), year=match[1])
    if written.casefold() in NEXT:
        return tr(D_("the next meeting"))
    return safe(written)


def person_name(person: Participant) -> str:
    """The name, or what is known of who will come: alternatives, or an open seat."""
    if person.name:
        return safe(person.name) if person.confirmed else tr(D_("{name} (not confirmed)"), name=safe(person.name))
    return safe(tr(D_(" or ")).join(person.alternatives)) if person.alternatives else tr(D_("to be appointed"))


def roles_words(person: Participant, language: str) -> str:
    """What somebody was at the meeting, in words: `nestleder`, `vara for Per Lie`, `sak 3–5`."""
    said = []
    for role in person.roles:
        name, _, more = role.partition(":")
        word = (ROLE_WORDS.get(name, {}).get(language) or ("",))[0]
        said.append(safe(_in_language(name, more.strip())) or word or safe(name))
    return ", ".join(dict.fromkeys(said))


def _in_language(role: str, words: str) -> str:
    """`vara for Per Lie`, which a header with fields says in no language, in that of the document."""
    whom = words.removeprefix("vara for ")
    return tr(D_("substitute for {name}"), name=whom) if role == "substitute" and whom != words else words


def with_names(text: str, name_of: Callable[[str], str]) -> str:
    """A text in which each handle that somebody is known by is their name."""
    return _HANDLE.sub(lambda sign: name_of(sign[1]) or sign[0], text) if "@" in text else text


def with_dues(text: str, language: str) -> str:
    """A text in which a due date that is written for the machine (`frist:2026-03-01`) stands in words."""
    return _DUE.sub(lambda sign: f"{sign[1]} {due_words(sign[2], language)}", text) if ":" in text else text


def without_contacts(text: str, *, public: bool) -> str:
    """A text, for the public without telephone numbers, e-mail addresses and national identity numbers in it."""
    if not public:
        return text
    from referat.checks.privacy import personal_data_in

    for _, start, end in sorted(personal_data_in(text), key=lambda found: found[1], reverse=True):
        text = f"{text[:start]}[…]{text[end:]}"
    return text


def and_list(names: Iterable[str]) -> str:
    """`Ola, Kari og Per`."""
    *rest, last = [*names] or [""]
    return tr(D_("{names} and {last}"), names=", ".join(rest), last=last) if rest else last
