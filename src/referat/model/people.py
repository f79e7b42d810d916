"""People and bodies: as they stand in a list, as the register knows them, and how a typed name or handle finds one."""

from collections.abc import Iterable, Mapping

from referat.model.fact import Fact, Record
from referat.model.place import NOWHERE, Place
from referat.model.text import fold

__all__ = ["Participant", "Person", "Register", "contacts", "fold", "given_name", "near"]


class Participant(Fact):
    """A person in a list of minutes or a group, or a seat nobody has taken yet.

    `confirmed` is False for `Name?`; `alternatives` are the names of an either/or; an open seat has no name.
    `roles` are keys of the role table, with what follows them ("substitute: Per Lie", "part: sak 3–5").
    """

    __slots__ = ("alternatives", "confirmed", "name", "org", "place", "roles", "since", "until")

    def __init__(
        self,
        name: str,
        org: str = "",
        roles: tuple[str, ...] = (),
        confirmed: bool = True,
        alternatives: tuple[str, ...] = (),
        since: str = "",
        until: str = "",
        place: Place = NOWHERE,
    ) -> None:
        self.name = name
        self.org = org
        self.roles = roles
        self.confirmed = confirmed
        self.alternatives = alternatives
        self.since = since
        self.until = until
        self.place = place

    @property
    def is_open_seat(self) -> bool:
        """Nobody sits here yet: no name, or a choice between several."""
        return not self.name

    def has_role(self, role: str) -> bool:
        return any(r == role or r.startswith(role + ":") for r in self.roles)


class Person(Record):
    """A person or body in the register (`people.yaml`). A body is a secretariat or a municipality that may own actions.

    `is_reminded` is whether they get reminders: who wants none is left alone.
    """

    handle: str
    name: str
    org: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    is_body: bool = False
    email: str = ""
    is_reminded: bool = True
    place: Place = NOWHERE


class Register:
    """The people a book knows by handle. Finds a person by handle, name or alias, exactly; a guess is never made here."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people: tuple[Person, ...] = tuple(people)
        self._by_handle: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        for person in self.people:
            self._by_handle.setdefault(fold(person.handle), person)
            self._by_name.setdefault(fold(person.name), person)
        for person in self.people:
            for alias in person.aliases:
                self._by_handle.setdefault(fold(alias.removeprefix("@")), person)
                self._by_name.setdefault(fold(alias), person)

    def by_handle(self, handle: str) -> Person | None:
        return self._by_handle.get(fold(handle))

    def by_name(self, name: str) -> Person | None:
        return self._by_name.get(fold(name))

    def _names_of(self, name: str) -> tuple[str, ...]:
        """A name, and the others that the register has for whoever bears it."""
        known = self.by_name(name)
        return (name, known.name, *known.aliases) if known else (name,)

    def handle_of(self, participant: Participant, among: Iterable[Participant]) -> str:
        """The handle that stands for someone in a list: the register's, else a given name unique in the list, else the whole name."""
        person = self.by_name(participant.name)
        if person:
            return fold(person.handle)
        given = given_name(participant.name)
        if given and sum(given_name(other.name) == given for other in among) == 1:
            return given
        return fold(participant.name).replace(" ", ".")

    def find(self, handle: str, among: Iterable[Participant] = ()) -> Person | None:
        """Who a handle stands for: the register first, else the one in `among` whose given name, or dotted name, it is."""
        person = self.by_handle(handle)
        if person:
            return person
        wanted = fold(handle)
        hits = {fold(p.name): p for p in among if p.name and any(_goes_by(name, wanted) for name in self._names_of(p.name))}
        if len(hits) != 1:
            return None
        (hit,) = hits.values()
        known = self.by_name(hit.name)
        return known or Person(handle=wanted, name=hit.name, org=hit.org)


def _goes_by(name: str, handle: str) -> bool:
    """Whether a handle is the given name, or the whole name with dots."""
    return given_name(name) == handle or fold(name).replace(" ", ".") == handle


def given_name(name: str) -> str:
    """The first word of a name, as a handle would be written."""
    return fold(name).partition(" ")[0]


def near(wanted: str, known: Iterable[str], limit: int = 2) -> str:
    """The nearest of `known` within `limit` edits (letters added, dropped, changed or swapped), or "" where none is near.

    Short words allow fewer edits, so that "ida" is not offered for "per".
    """
    best, least = "", limit + 1
    target = fold(wanted)
    for candidate in known:
        other = fold(candidate)
        allowed = min(limit, max(len(target), len(other)) // 3)
        distance = 0 if target == other else apart(target, other, allowed)
        if (distance <= allowed or (len(target) >= 3 and other.startswith(target))) and distance < least:
            best, least = candidate, distance
        elif not best and len(target) >= 3 and target in other:
            best = candidate
    return best


_LONGEST_COMPARED = 200  # letters from the first to the last in which two words differ


def apart(a: str, b: str, limit: int) -> int:
    """How many letters were added, dropped, changed or swapped between two words; given up (limit + 1) once it must pass `limit`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    a, b = _without_same_ends(a, b)
    if not a or not b or max(len(a), len(b)) > _LONGEST_COMPARED:
        return limit + 1 if a and b else len(a) + len(b)
    older: list[int] = []
    previous = list(range(len(b) + 1))  # of which only what lies within `limit` of the diagonal counts
    for i, x in enumerate(a, 1):
        row = [limit + 1] * (len(b) + 1)
        row[0] = i
        for j in range(max(1, i - limit), min(len(b), i + limit) + 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != b[j - 1]))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return limit + 1
        older, previous = previous, row
    return min(previous[-1], limit + 1)


def _without_same_ends(a: str, b: str) -> tuple[str, str]:
    """What is left of two words without the letters that they begin and end with alike."""
    shorter = min(len(a), len(b))
    start = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    end = next((at for at in range(shorter - start) if a[-1 - at] != b[-1 - at]), shorter - start)
    return a[start : len(a) - end], b[start : len(b) - end]


def contacts(register: Register, emails: Mapping[str, str], *, only_given: bool = False) -> dict[str, str]:
    """E-mail addresses by the register's own handles; `emails` is the contacts file, whose keys may be aliases.

    `only_given` leaves out what the register itself says.
    """
    found = {} if only_given else {fold(p.handle): p.email for p in register.people if p.email}
    for handle, email in emails.items():
        person = register.by_handle(handle)
        found[fold(person.handle) if person else fold(handle)] = email
    return found
