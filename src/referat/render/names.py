"""People, seats and terms in words, as every list and report writes them."""

from collections.abc import Iterable, Sequence

from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.people import Participant

SEAT_NAMES = {"lead": D_("lead"), "deputy": D_("deputy"), "member": D_("member")}
KIND_NAMES = {"orientation": D_("orientation"), "discussion": D_("discussion"), "decision": D_("decision")}


def person_words(person: Participant, *, org: bool = True) -> str:
    """Somebody in a list, or a seat that nobody has yet, as minutes write it: Per Aas? (Øvre Elvdal kommune)."""
    if person.name:
        name = person.name if person.confirmed else person.name + "?"
    else:
        name = " / ".join(name + "?" for name in person.alternatives) or "N.N."
    return f"{name} ({person.org})" if org and person.org else name


def people_words(people: Iterable[Participant], *, org: bool = False) -> str:
    return ", ".join(person_words(person, org=org) for person in people)


def reference_words(pair: tuple[str, str] | None) -> str:
    """Minutes, and the item in them where it is known."""
    if not pair:
        return ""
    return tr(D_("{meeting} item {item}"), meeting=pair[0], item=pair[1]) if pair[1] else pair[0]


def term_words(days_left: int | None, *, is_past: bool) -> str:
    """What is left of a term."""
    if days_left is None:
        return ""
    if is_past:
        return tr_n("{n} day over !", "{n} days over !", -days_left)
    return tr_n("{n} day left", "{n} days left", days_left) if days_left >= 0 else ""


def seat_texts(seats: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(person_words(seat) for seat in seats)
