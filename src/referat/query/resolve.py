"""What `show` was asked for: minutes, a group, a prepared item, a person or an action, by whatever part of its name is enough."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.people import fold, near
from referat.query.lookup import COMING, LAST, Ambiguous, AnyMinutes, Unknown, pick_minutes
from referat.query.people import PersonStanding

MEETING, GROUP, ITEM, PERSON, ACTION = "meeting", "group", "item", "person", "action"
# A sign before a word says what it names, as it does in the files.
SIGNS = {"@": PERSON, "+": GROUP, "^": ACTION}

# What something is, the names it goes by, and its key: (kind, key, names).
Known = tuple[str, str, tuple[str, ...]]


class UnknownThing(Unknown):
    message = N_("There is nothing called “{name}” in this book: no minutes, group, item, person or action.")


class NamesNothing(ReferatError):
    exit = Exit.USAGE
    message = N_("Name what to show: minutes, a group, an item, a person or an action.")


def names_of_person(person: PersonStanding) -> tuple[str, ...]:
    return tuple(name for name in (person.handle, person.name, *[alias.removeprefix("@") for alias in person.aliases]) if name)


def pick_anything(
    typed: str, known: Callable[[str], Iterable[Known]], minutes: Sequence[AnyMinutes], today: date, told: Callable[[str], str] = str
) -> tuple[str, str]:
    """The (kind, key) that was meant: an exact name first, then the beginning of one, then a part of one; within each only if it is the only one.

    An action is known by the beginning of its id alone: any part would hit the ids of others by chance. So `known` gives everything that has a name,
    but of the actions only those whose id begins with a word; with "" all. `told` says more of an action than its id.
    """
    if not typed.strip():
        raise NamesNothing
    kind = SIGNS.get(typed[0], "")
    word = fold(typed[1:] if kind else typed)
    if word in LAST or word in COMING:
        return MEETING, pick_minutes(typed, minutes, today).id
    candidates = [one for one in known(word) if not kind or one[0] == kind]
    for fits in (_is, _begins, _begins_a_word, _holds):
        hits = list(dict.fromkeys((one[0], one[1]) for one in candidates if any(fits(fold(name), word, one[0]) for name in one[2])))
        if len(hits) == 1:
            return hits[0]
        if hits:
            more = " …" if len(hits) > Ambiguous.shown else ""
            raise Ambiguous(name=typed, candidates=", ".join(told(key) if what == ACTION else key for what, key in hits[: Ambiguous.shown]) + more)
    raise UnknownThing(name=typed, near=near(word, [name for what, _, names in known("") if not kind or what == kind for name in names]))


Fits = Callable[[str, str, str], bool]


def _is(name: str, word: str, _kind: str) -> bool:
    return name == word


def _begins(name: str, word: str, _kind: str) -> bool:
    return name.startswith(word)


def _begins_a_word(name: str, word: str, kind: str) -> bool:
    return kind != ACTION and any(part.startswith(word) for part in name.split())


def _holds(name: str, word: str, kind: str) -> bool:
    return kind != ACTION and word in name
