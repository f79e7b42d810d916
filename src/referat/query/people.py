"""The people of a book: everybody in the register, in a group, at a meeting or with an action, each once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from referat.model.fact import Fact
from referat.model.group import Group
from referat.model.people import Participant, Person, Register, fold
from referat.model.text import alphabetical
from referat.query.rows import Owner

# Somebody as minutes name them: the name and the organisation; and how many meetings they were at, and stayed away from.
Named = tuple[str, str]
Presence = tuple[Named, int, int]


class PersonStanding(Fact):
    """Somebody, and what they have to do. `seats` are (group, role: lead, deputy or member); `dues` are the due dates of their open actions.

    `attended` and `absent` count the meetings whose minutes were sent out: an agenda says who is expected, and nobody has agreed yet to what a
    draft says of who came. `met` and `owning` are the ways in which minutes and actions name them.
    """

    __slots__ = ("absent", "aliases", "attended", "dues", "handle", "is_body", "met", "name", "org", "owning", "seats")

    def __init__(self, handle: str = "", name: str = "", org: str = "", *, is_body: bool = False, aliases: tuple[str, ...] = ()) -> None:
        self.handle, self.name, self.org, self.is_body, self.aliases = handle, name, org, is_body, aliases
        self.seats: list[tuple[str, str]] = []
        self.attended = 0
        self.absent = 0
        self.dues: list[str] = []
        self.met: list[Named] = []
        self.owning: list[Owner] = []

    @property
    def open_actions(self) -> int:
        return len(self.dues)

    @property
    def called(self) -> str:
        """The name, or the handle where that is all there is."""
        return self.name or "@" + self.handle

    def overdue(self, today: str) -> int:
        return sum("" < due < today for due in self.dues)


def everybody(
    register: Register, groups: Iterable[Group], present: Iterable[Presence], owners: Iterable[tuple[Owner, Sequence[str]]]
) -> list[PersonStanding]:
    """Everybody by name. Who they are is the register's to say; without it a name is one person, however often it is written.

    `present` are those at meetings, the last met last; `owners` those who own actions, each with the due dates of the open ones.
    """
    crowd = _Crowd(register)
    for person in register.people:
        crowd.known(person)
    for group in groups:
        for role, participant in _seats(group):
            crowd.named(participant.name, participant.org).seats.append((group.id, role))
    for (name, org), attended, absent in present:
        found = crowd.named(name, org)
        found.attended += attended
        found.absent += absent
        found.met.append((name, org))
        registered = register.by_name(name)
        if org and not (registered and registered.org):
            found.org = org  # people change where they work: the newest minutes know best
    for owner, dues in owners:
        found = crowd.owner(*owner)
        found.dues += dues
        found.owning.append(owner)
    return sorted(crowd.people, key=lambda p: (alphabetical(p.called), fold(p.called), p.handle))


def _seats(group: Group) -> Iterator[tuple[str, Participant]]:
    """Who sits in a group, by their first role there."""
    seen: set[str] = set()
    for role, people in (("lead", group.lead), ("deputy", group.deputy), ("member", group.members)):
        for person in people:
            if person.name and fold(person.name) not in seen:
                seen.add(fold(person.name))
                yield role, person


class _Crowd:
    """The people found so far, by handle and by name."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_handle: dict[str, PersonStanding] = {}
        self._by_name: dict[str, PersonStanding] = {}
        self.people: list[PersonStanding] = []

    def known(self, person: Person) -> PersonStanding:
        handle = fold(person.handle)
        if handle not in self._by_handle:
            self._add(PersonStanding(handle, person.name, person.org, is_body=person.is_body, aliases=person.aliases))
        return self._by_handle[handle]

    def named(self, name: str, org: str) -> PersonStanding:
        if person := self._register.by_name(name):
            found = self.known(person)
        elif fold(name) in self._by_name:
            found = self._by_name[fold(name)]
        else:
            found = self._add(PersonStanding("", name, org))
        found.org = found.org or org
        return found

    def owner(self, handle: str, name: str, org: str) -> PersonStanding:
        found = self._by_handle.get(fold(handle)) or (self._by_name.get(fold(name)) if name else None)
        if found is None:
            return self._add(PersonStanding(fold(handle), name, org))
        if not found.handle:
            found.handle = fold(handle)
            self._by_handle.setdefault(found.handle, found)
        return found

    def _add(self, person: PersonStanding) -> PersonStanding:
        self.people.append(person)
        if person.handle:
            self._by_handle.setdefault(person.handle, person)
        if person.name:
            self._by_name.setdefault(fold(person.name), person)
        return person


def orgs_by_name(orgs: Mapping[str, str], register: Register) -> dict[str, str]:
    """Organisations by the name that lists show, of those for whom the register has none; `orgs` are by any name of theirs, folded."""
    found: dict[str, str] = {}
    for name, org in orgs.items():
        known = register.by_name(name)
        if not (known and known.org):
            found[fold(known.name) if known else name] = org
    return found


def matching(people: Iterable[PersonStanding], words: Iterable[str] = (), groups: Iterable[str] = ()) -> list[PersonStanding]:
    """The people whose name, handle or organisation holds all the words, and who sit in any of the groups."""
    wanted, within = [fold(word) for word in words], {fold(group) for group in groups}
    return [
        p
        for p in people
        if all(word in fold(f"@{p.handle} {p.name} {p.org}") for word in wanted)
        and (not within or any(fold(group) in within for group, _ in p.seats))
    ]
