"""Checks of people: in the lists of minutes and groups, and as owners of actions."""

from collections import Counter
from collections.abc import Iterable, Iterator

from referat.model.action import EVERYBODY, Action, EventKind
from referat.model.people import Participant, apart, fold, given_name, near
from referat.model.place import Place
from referat.model.problems import Problem
from referat.query.papers import Papers

# A name seen in this many files is taken for right where it stands against one seen once.
FREQUENT = 3


def attendance(papers: Papers) -> Iterator[Problem]:
    """A person who is both present and absent, or stands twice in one list."""
    for minutes in papers.minutes:
        there = {(fold(p.name), fold(p.org)) for p in (*(minutes.present or ()), *(minutes.substitutes or ()), *(minutes.others or ()))}
        names_there = {name for name, _ in there}
        for person in minutes.absent or ():
            came_for_a_part = person.has_role("part") or person.has_role("from") or person.has_role("until")
            if person.name and fold(person.name) in names_there and not came_for_a_part:
                yield papers.word_at("present-and-absent", person.place, person.name, name=person.name)
        for people in (minutes.present, minutes.substitutes, minutes.others, minutes.absent):
            yield from _twice(papers, people or ())
    for group in papers.groups:
        yield from _twice(papers, group.members)


def near_names(papers: Papers) -> Iterator[Problem]:
    """A name that nobody has, but that is nearly the name of somebody known."""
    listed = list(_listed(papers))
    files = Counter(name for name, _ in {(fold(person.name), person.place.path) for person in listed})
    registered = {fold(name): name for person in papers.register.people for name in (person.name, *person.aliases)}
    seated = {fold(seat.name): seat.name for group in papers.groups for seat in group.seats if seat.name}
    handles = {fold(person.handle) for person in papers.register.people}
    frequent = {fold(p.name): p.name for p in listed if files[fold(p.name)] >= FREQUENT}
    nearest: dict[str, str] = {}
    by_initials = _by_initials(frequent | seated | registered)
    for person in listed:
        name = fold(person.name)
        if name in registered or name in handles or name in frequent:
            continue
        if name not in nearest:
            likely = [other for other in by_initials.get(_initials(name), ()) if fold(other) in registered or (name not in seated)]
            nearest[name] = next((other for other in likely if _is_near(name, fold(other))), "")
        if nearest[name]:
            yield papers.word_at("name-near-known", person.place, person.name, name=person.name, near=nearest[name])


def owners(papers: Papers) -> Iterator[Problem]:
    """An owner of an open action whom nobody knows, who could be several, or who was not there."""
    for action in papers.actions:
        if action.state.is_open:
            yield from _owners(papers, action)


def _owners(papers: Papers, action: Action) -> Iterator[Problem]:
    seen: set[str] = set()
    for handle, place, group in _handles(action):
        if fold(handle) in seen | EVERYBODY:
            continue
        seen.add(fold(handle))
        among = papers.known_at(place.path, group) + papers.known_at("", action.group)
        found = papers.register.find(handle, among)
        registered = papers.register.by_handle(handle)
        if found is None and (among or papers.register.people):
            yield _unknown(papers, handle, place, among)
        elif registered and not registered.is_body and _attendance_known(papers, place.path):
            names = {fold(name) for name in (registered.name, registered.handle, *registered.aliases)}
            if not names & {fold(person.name) for person in among}:
                yield papers.word_at("owner-not-there", place, f"@{handle}", name=registered.name)


def _unknown(papers: Papers, handle: str, place: Place, among: Iterable[Participant]) -> Problem:
    wanted = fold(handle)
    same = sorted({person.name for person in among if given_name(person.name) == wanted})
    if len(same) > 1:
        dotted = fold(same[0]).replace(" ", ".")
        return papers.word_at("ambiguous-owner", place, f"@{handle}", handle=handle, candidates=", ".join(same), dotted=dotted)
    known = [person.handle for person in papers.register.people] + [given_name(person.name) for person in among if person.name]
    return papers.word_at("unknown-owner", place, f"@{handle}", handle=handle, near=near(handle, known))


def _handles(action: Action) -> Iterator[tuple[str, Place, str]]:
    """Every handle that owns or has owned the action, where it stands first, and the group of that file."""
    for line in action.lines:
        for handle in line.owners:
            yield handle, line.place, line.source.group
        for event in line.events:
            if event.kind is EventKind.OWNERS:
                for handle in event.handles:
                    yield handle, event.place, line.source.group


def _attendance_known(papers: Papers, path: str) -> bool:
    minutes = papers.minutes_by_path.get(path)
    return minutes is not None and bool(minutes.attendance)


def _listed(papers: Papers) -> Iterator[Participant]:
    """Everybody with a name in the lists of minutes and groups."""
    for minutes in papers.minutes:
        lists = (minutes.chair, minutes.secretary, minutes.present, minutes.substitutes, minutes.others, minutes.absent)
        yield from (person for people in lists for person in people or () if person.name)
    for group in papers.groups:
        yield from (person for person in (*group.lead, *group.deputy, *group.members) if person.name)


def _twice(papers: Papers, people: Iterable[Participant]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for person in people:
        key = fold(person.name), fold(person.org)
        if person.name and key in seen:
            yield papers.word_at("person-twice", person.place, person.name, name=person.name)
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
