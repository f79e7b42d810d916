"""What was typed in a question, as the values the query works on: groups, days, owners, and who is asking."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.people import near
from referat.query.filters import matching_owners
from referat.query.lookup import UnknownPerson
from referat.query.rows import DONE, DROPPED, IN_PROGRESS, OPEN, STATES

if TYPE_CHECKING:
    from referat.book import Book
    from referat.query.filters import Wanted
    from referat.query.rows import Owner

STATE_WORDS = {
    **{state: state for state in STATES},
    **dict.fromkeys(("åpen", "åpne", "open", "opne"), OPEN),
    **dict.fromkeys(("i gang", "started", "startet", "starta", "in progress"), IN_PROGRESS),
    **dict.fromkeys(("ferdig", "ferdige"), DONE),
    **dict.fromkeys(("utgår", "utgått"), DROPPED),
}
ME = frozenset({"me", "@me", "meg", "@meg"})


class WhoAreYou(ReferatError):
    exit = Exit.USAGE
    message = N_("git does not know your name, so nobody can be found for “{typed}”.")
    hint = N_('Name yourself with --owner, or tell git once: git config --global user.name "Your Name"')


class UnknownState(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is no state of an action; the states are {states}.")
    hint = N_("Did you mean {near}?")


def wanted_of(book: "Book", asked: dict[str, object], today: date) -> "Wanted":
    """The options of `actions`, each by its name, as a filter."""
    from referat.query.days import due_by
    from referat.query.filters import Wanted
    wanted = Wanted()
    wanted.words = texts(asked.get("words"))
    if typed := text(asked.get("group")):
        wanted.groups = book.groups_under(book.find_group(typed))
    if typed := text(asked.get("meeting")):
        wanted.meetings = [book.find_minutes(typed, today).id]
    if typed := text(asked.get("due")):
        wanted.due_by = due_by(typed, today, lambda group: book.next_meeting(group, today)).isoformat()
    wanted.since = book.since(text(asked.get("since")), wanted.groups, today)
    if owners := texts(asked.get("owner")):
        wanted.owners = sorted(handles_of(book, owners))
    wanted.orgs = [org for org in [text(asked.get("org"))] if org]
    if typed_states := texts(asked.get("state")):
        wanted.states = [state_named(word) for word in typed_states]
    elif asked.get("all"):
        wanted.states = STATES
    wanted.overdue, wanted.no_owner, wanted.no_due = bool(asked.get("overdue")), bool(asked.get("no-owner")), bool(asked.get("no-due"))
    return wanted


def handles_of(book: "Book", typed: Iterable[str]) -> set[str]:
    """The handles that owners are asked for by; a name that nobody in the book has is an error, one that owns nothing is not."""
    known: dict[str, Owner] = {owner[0]: owner for row in book.action_rows for owner in row.owners}
    for person in book.register.people:
        known.setdefault(person.handle.casefold(), (person.handle.casefold(), person.name, person.org))
    found: set[str] = set()
    for word in typed:
        hits = own_handles(book, word, known.values()) if word.casefold() in ME else matching_owners(word, known.values())
        if not hits:
            raise UnknownPerson(name=word, near=near(word, [part for owner in known.values() for part in owner[:2] if part]))
        found |= hits
    return found


def own_handles(book: "Book", typed: str, owners: Iterable["Owner"]) -> frozenset[str]:
    """The handles of the person whom git says is at the keyboard: by the register, else the owner who has that name or given name."""
    from referat.desk.desk import git_of
    from referat.query.identity import handles_of_identity

    git = git_of(book)
    identity = git.identity() if git else None
    if identity is None:
        raise WhoAreYou(typed=typed)
    hits = handles_of_identity(identity, book.register, book.emails, owners)
    if not hits:
        raise UnknownPerson(name=identity[0], near="")
    return hits


def state_named(typed: str) -> str:
    """A state by its name in any of our languages."""
    if state := STATE_WORDS.get(typed.casefold()):
        return state
    raise UnknownState(typed=typed, states=", ".join(STATES), near=near(typed, STATE_WORDS))


def text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def texts(value: object) -> Sequence[str]:
    """The values of an option that may be given several times, or with commas."""
    if isinstance(value, str):
        value = [value]
    return [part.strip() for one in value for part in str(one).split(",") if part.strip()] if isinstance(value, list | tuple) else []
