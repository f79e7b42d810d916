"""The people of a book: everybody in the register, in a group, at a meeting or with an action, each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant, Person, Register, fold
from referat.query.rows import ActionRow


@dataclass(slots=True)
class PersonStanding:
    """Somebody, and what they have to do. `seats` are (group, role: lead, deputy or member).

    `attended` and `absent` are ids of minutes that were sent out.
    """

    handle: str = ""
    name: str = ""
    org: str = ""
    is_body: bool = False
    seats: list[tuple[str, str]] = field(default_factory=list)
    attended: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    actions: list[ActionRow] = field(default_factory=list)

    @property
    def open_actions(self) -> list[ActionRow]:
        return [row for row in self.actions if row.is_open]

    @property
    def called(self) -> str:
        """The name, or the handle where that is all there is."""
        return self.name or "@" + self.handle

    def overdue(self, today: str) -> int:
        return sum(row.is_overdue(today) for row in self.actions)


def everybody(register: Register, groups: Iterable[Group], minutes: Sequence[Minutes], rows: Iterable[ActionRow]) -> list[PersonStanding]:
    """Everybody by name. Who they are is the register's to say; without it a name is one person, however often it is written."""
    crowd = _Crowd(register)
    for person in register.people:
        crowd.known(person)
    for group in groups:
        for role, participant in _seats(group):
            crowd.named(participant).seats.append((group.id, role))
    for one in minutes:
        if one.source.is_draft:  # an agenda says who is expected, and nobody has agreed yet to what a draft says of who came
            for participant in (*one.attendance, *(p for p in one.absent or () if p.name)):
                crowd.named(participant)
            continue
        for participant in one.attendance:
            crowd.named(participant).attended.append(one.id)
        for participant in one.absent or ():
            if participant.name:
                crowd.named(participant).absent.append(one.id)
    for row in rows:
        for handle, name, org in row.owners:
            crowd.owner(handle, name, org).actions.append(row)
    return sorted(crowd.people, key=lambda p: (fold(p.called), p.handle))


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
            self._add(PersonStanding(handle, person.name, person.org, person.is_body))
        return self._by_handle[handle]

    def named(self, participant: Participant) -> PersonStanding:
        if person := self._register.by_name(participant.name):
            found = self.known(person)
        elif fold(participant.name) in self._by_name:
            found = self._by_name[fold(participant.name)]
        else:
            found = self._add(PersonStanding("", participant.name, participant.org))
        found.org = found.org or participant.org
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


def matching(people: Iterable[PersonStanding], words: Iterable[str] = (), groups: Iterable[str] = ()) -> list[PersonStanding]:
    """The people whose name, handle or organisation holds all the words, and who sit in any of the groups."""
    wanted, within = [fold(word) for word in words], {fold(group) for group in groups}
    return [
        p
        for p in people
        if all(word in fold(f"@{p.handle} {p.name} {p.org}") for word in wanted)
        and (not within or any(fold(group) in within for group, _ in p.seats))
    ]
