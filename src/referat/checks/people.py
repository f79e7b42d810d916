"""Checks of people: in the lists of minutes and groups, and as owners of actions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from referat.checks.context import CheckContext
from referat.format.person import may_be_several
from referat.model.action import EVERYBODY, Action, EventKind
from referat.model.people import Participant, Person, apart, fold, given_name
from referat.model.place import Place
from referat.model.problems import Problem

# The people who may own a task, their names, and whether the file says who was there.
_Among = tuple[tuple[Participant, ...], frozenset[str], bool]
# A name seen in this many files is taken for right where it stands against one seen once.
FREQUENT = 3


def attendance(context: CheckContext) -> Iterator[Problem]:
    """A person who is both present and absent, stands twice in one list, or may be several."""
    for minutes in context.minutes:
        lists = (minutes.present or (), minutes.substitutes or (), minutes.others or ())
        names_there = {fold(person.name) for people in lists for person in people} if minutes.absent else ()
        for person in minutes.absent or ():
            came_for_a_part = person.has_role("part") or person.has_role("from") or person.has_role("until")
            if person.name and fold(person.name) in names_there and not came_for_a_part:
                yield context.word_at("present-and-absent", person.place, person.name, name=person.name)
        for people in (*lists, minutes.absent or ()):
            yield from _twice(context, people)
            yield from _several(context, people)


_MOST_ALIKE = 60  # names with one pair of initials that a name is compared with; the largest of registers has hardly more


def seated_twice(context: CheckContext) -> Iterator[Problem]:
    """A person who is twice among the members of a group."""
    for group in context.groups:
        yield from _twice(context, group.members)
        yield from _several(context, group.members)


def near_names(context: CheckContext) -> Iterator[Problem]:
    """A name that nobody has, but that is nearly the name of somebody known."""
    lists = context.names.values()
    folded = {name: fold(name) for name in set(chain.from_iterable(lists))}
    as_compared = folded.__getitem__  # each name stands in hundreds of files, so what is done for each of them is left to what runs fastest
    files = Counter(chain.from_iterable(set(map(as_compared, names)) for names in lists))
    newest: dict[str, str] = {}
    for names in lists:
        newest.update(zip(map(as_compared, names), names, strict=True))
    registered = {fold(name): name for person in context.register.people for name in (person.name, *person.aliases)}
    seated = {fold(seat.name): seat.name for group in context.groups for seat in group.seats if seat.name}
    handles = {fold(person.handle) for person in context.register.people}
    frequent = {name: spelled for name, spelled in newest.items() if files[name] >= FREQUENT}
    nearest: dict[str, str] = {}
    by_initials = _by_initials(frequent | seated | registered)
    for name in files.keys() - registered.keys() - frequent.keys() - handles:
        alike = by_initials.get(_initials(name), ())[:_MOST_ALIKE]
        likely = [other for other in alike if fold(other) in registered or (name not in seated)]
        if found := next((other for other in likely if _is_near(name, fold(other))), ""):
            nearest[name] = found
    wanted = {name for name in folded if folded[name] in nearest}
    for path, names in context.names.items():
        if wanted.isdisjoint(names):
            continue
        for person in context.people_of(path):
            if likely_name := nearest.get(fold(person.name)):
                yield context.word_at("name-near-known", person.place, person.name, name=person.name, near=likely_name)


def owners(context: CheckContext) -> Iterator[Problem]:
    """An owner of an open action whom nobody knows, who could be several, or who was not there."""
    there = There(context)
    for action in context.actions:
        if action.state.is_open:
            yield from _owners(context, action, there)


class There:
    """Who may own a task that stands in a file of one group and belongs to another, each looked up once: most tasks of a file ask for the same."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self.handles = [person.handle for person in context.register.people]
        self._among: dict[tuple[str, str, str], _Among] = {}
        self._troubles: dict[tuple[str, str, str, str], str] = {}

    def trouble(self, handle: str, path: str, group: str, other: str) -> str:
        """The code of what is wrong with an owner, "" where nothing is."""
        key = (handle, path, group, other)
        if key not in self._troubles:
            self._troubles[key] = self._trouble(handle, self._known(path, group, other))
        return self._troubles[key]

    def among(self, path: str, group: str, other: str) -> tuple[Participant, ...]:
        return self._known(path, group, other)[0]

    def _trouble(self, handle: str, known: "_Among") -> str:
        register = self._context.register
        among, names, is_told = known
        registered = register.by_handle(handle)
        if registered is None:
            return "unknown-owner" if register.find(handle, among) is None and (among or register.people) else ""
        is_missed = not registered.is_body and is_told and names.isdisjoint(_names_of(registered))
        return "owner-not-there" if is_missed else ""

    def _known(self, path: str, group: str, other: str) -> "_Among":
        key = (path, group, other)
        if key not in self._among:
            minutes = self._context.minutes_by_path.get(path)
            there, absent = (minutes.attendance, minutes.absent or ()) if minutes else ((), ())
            people = (*there, *absent, *self._context.seats_of(group), *self._context.seats_of(other))
            self._among[key] = people, frozenset([fold(person.name) for person in people]), bool(there)
        return self._among[key]


def _owners(context: CheckContext, action: Action, there: There) -> Iterator[Problem]:
    seen = set(EVERYBODY)
    for handle, place, group in _handles(action):
        if fold(handle) in seen:
            continue
        seen.add(fold(handle))
        trouble = there.trouble(handle, place.path, group, action.group)
        if trouble == "unknown-owner":
            yield _unknown(context, handle, place, there, (group, action.group))
        elif trouble and (registered := context.register.by_handle(handle)):
            yield context.word_at(trouble, place, f"@{handle}", name=registered.name)


def _names_of(person: Person) -> list[str]:
    return [fold(name) for name in (person.name, person.handle, *person.aliases)]


def _unknown(context: CheckContext, handle: str, place: Place, there: There, groups: tuple[str, str]) -> Problem:
    wanted, among = fold(handle), there.among(place.path, *groups)
    same = sorted({person.name for person in among if given_name(person.name) == wanted})
    if len(same) > 1:
        dotted = fold(same[0]).replace(" ", ".")
        return context.word_at("ambiguous-owner", place, f"@{handle}", handle=handle, candidates=", ".join(same), dotted=dotted)
    likely = context.guesses.near(handle, there.handles, [given_name(person.name) for person in among if person.name])
    return context.word_at("unknown-owner", place, f"@{handle}", handle=handle, near=likely)


def _handles(action: Action) -> Iterator[tuple[str, Place, str]]:
    """Every handle that owns or has owned the action, where it stands first, and the group of that file."""
    for line in action.lines:
        for handle in line.owners:
            yield handle, line.place, line.source.group
        for event in line.events:
            if event.kind is EventKind.OWNERS:
                for handle in event.handles:
                    yield handle, event.place, line.source.group


def _several(context: CheckContext, people: Sequence[Participant]) -> Iterator[Problem]:
    for person in people:
        if ("," in person.name or " " in person.name) and may_be_several(person.name):
            yield context.word_at("several-people", person.place, person.name, name=person.name)


def _twice(context: CheckContext, people: Sequence[Participant]) -> Iterator[Problem]:
    if len({fold(person.name) for person in people}) == len(people):
        return
    seen: set[tuple[str, str]] = set()
    for person in people:
        key = (fold(person.name), fold(person.org))
        if person.name and key in seen:
            yield context.word_at("person-twice", person.place, person.name, name=person.name)
        seen.add(key)


def _initials(name: str) -> tuple[str, str]:
    """The first letters of the first and the last word: only names that share them are compared, so that a large register stays quick."""
    words = name.split()
    return (words[0][:1], words[-1][:1]) if words else ("", "")


def _by_initials(names: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for folded, name in names.items():
        found.setdefault(_initials(folded), []).append(name)
    return found


def _is_near(one: str, other: str) -> bool:
    """Whether two names may be one: a middle name more, or a letter or two wrong, in words long enough for it."""
    ours, theirs = one.split(), other.split()
    if one == other or len(ours) < 2 or len(theirs) < 2:
        return False
    if len(ours) != len(theirs):
        shorter, longer = sorted((ours, theirs), key=len)
        return shorter[0] == longer[0] and shorter[-1] == longer[-1] and set(shorter) <= set(longer)
    distances = [apart(a, b, 2) for a, b in zip(ours, theirs, strict=True)]
    allowed = [0 if min(len(a), len(b)) < 4 else 1 if min(len(a), len(b)) < 7 else 2 for a, b in zip(ours, theirs, strict=True)]
    return sum(distances) <= 2 and all(d <= limit for d, limit in zip(distances, allowed, strict=True))
