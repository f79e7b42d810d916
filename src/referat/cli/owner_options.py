"""Who was asked for, and by which word a state or a status was named: looked up where such an option is given."""

from collections.abc import Iterable

from referat.book import Book
from referat.errors import Exit, ReferatError
from referat.languages.i18n import in_use, tr
from referat.languages.mark import N_
from referat.languages.values import meant, shown
from referat.model.people import near
from referat.query.filters import SORT_KEYS, fold, matching_owners, same_person
from referat.query.identity import ME, own_handles
from referat.query.lookup import UnknownPerson
from referat.query.meetings import STATUSES
from referat.query.rows import DONE, DROPPED, IN_PROGRESS, OPEN, STATES, Owner
from referat.render.action_sheet import STATE_NAMES

STATE_WORDS = {
    **{state: state for state in STATES},
    **dict.fromkeys(("åpen", "åpne", "open", "opne"), OPEN),
    **dict.fromkeys(("i gang", "started", "startet", "starta", "in progress"), IN_PROGRESS),
    **dict.fromkeys(("ferdig", "ferdige"), DONE),
    **dict.fromkeys(("utgår", "utgått"), DROPPED),
}


class UnknownSort(ReferatError):
    exit = Exit.USAGE
    message = N_("Actions cannot be sorted by “{key}”; they can by {keys}.")
    hint = N_("Did you mean {near}?")


class UnknownState(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is no state of an action; the states are {states}.")
    hint = N_("Did you mean {near}?")


class UnknownStatus(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” does not say how far minutes have come; that can be {statuses}.")
    hint = N_("Did you mean {near}?")


def handles_of(book: Book, typed: Iterable[str]) -> set[str]:
    """The handles that owners are asked for by; a name that nobody in the book has is an error, one that owns nothing is not."""
    known = book.owners
    found: set[str] = set()
    for word in typed:
        hits = _mine(book, word, known) if word.casefold() in ME else matching_owners(word, known)
        if not hits and (registered := book.register.by_handle(word.removeprefix("@"))):  # an alias
            hits = frozenset({fold(registered.handle)})
        if not hits:
            raise UnknownPerson(name=word, near=near(word, [part for owner in known for part in owner[:2] if part]))
        found |= same_person(hits, known)
    return found


def _mine(book: Book, typed: str, owners: Iterable[Owner]) -> frozenset[str]:
    from referat.changes.transaction import identity_of

    return own_handles(identity_of(book), typed, book.register, book.emails, owners)


def state_named(typed: str) -> str:
    """A state by its name in any of our languages."""
    if state := STATE_WORDS.get(typed.casefold().replace("-", " ")):
        return state
    raise UnknownState(typed=typed, states=", ".join(tr(STATE_NAMES[state]) for state in STATES), near=near(typed, STATE_WORDS))


def status_named(typed: str) -> str:
    """How far minutes have come, by its name in any of our languages."""
    if (found := meant(typed, STATUSES)) in STATUSES:
        return found
    words = shown(STATUSES, in_use())
    raise UnknownStatus(typed=typed, statuses=", ".join(words), near=near(typed, words))


def unknown_sort(key: str) -> UnknownSort:
    return UnknownSort(key=key, keys=", ".join(shown(SORT_KEYS, in_use())), near=near(key.removeprefix("-"), SORT_KEYS))
