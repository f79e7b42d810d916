"""What was done to actions, in words: for the screen, and for the book's history."""

from __future__ import annotations

from referat.languages.i18n import tr
from referat.languages.mark import D_, N_
from referat.model.text import safe
from referat.model.verb import Verb

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from referat.changes.action_events import Done
    from referat.model.people import Register

# What was done, said to the person, and written in the book's history.
_SAID = {
    Verb.DONE: D_("Done: {text}"),
    Verb.DROP: D_("Dropped: {text}"),
    Verb.START: D_("Started: {text}"),
    Verb.REOPEN: D_("Opened again: {text}"),
    Verb.DEFER: D_("Due {due}: {text}"),
    Verb.ASSIGN: D_("Follows up: {owners}: {text}"),
}
_ALREADY = {
    Verb.DONE: N_("Was done already: {text}"),
    Verb.DROP: N_("Was dropped already: {text}"),
    Verb.START: N_("Was started already: {text}"),
    Verb.REOPEN: N_("Is open already: {text}"),
    Verb.DEFER: N_("Is due {due} already: {text}"),
    Verb.ASSIGN: N_("Is already followed up by {owners}: {text}"),
}


def entry_of(verb: Verb, one: Done) -> str:
    """What was done to one action, as the history has it."""
    return _words(_SAID[verb], one) + f" ({one.after.id})"


def said_of(verb: Verb, one: Done, register: Register) -> str:
    """What was done to one action, and where; its owners by their names."""
    words = _words((_ALREADY if one.already else _SAID)[verb], one, register)
    places = ", ".join(safe(str(place)) for place in (one.places or (one.before.newest.place,)))
    return f"{one.after.id or '–'}  {words}  ({places})"


def _words(template: str, one: Done, register: Register | None = None) -> str:
    action = one.after
    known = [(handle, register.by_handle(handle) if register else None) for handle in action.owners]
    owners = ", ".join(safe(person.name) if person and person.name else "@" + safe(handle) for handle, person in known)
    due = action.due.day.isoformat() if action.due and action.due.day else action.due.written if action.due else "–"
    return tr(template, text=safe(action.text), due=due, owners=owners)
