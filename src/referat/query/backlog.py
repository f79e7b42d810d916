"""The waiting list: cases that were postponed, raised in minutes (`Ny sak:`) or prepared in `items/`, until some minutes take them up.

A case that comes back says where it comes from (`Fra: ID, sak N`), a prepared one is linked: by that, and not by its heading, it is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from referat.languages.standing_headings import STANDING_HEADINGS
from referat.languages.words import NEXT_MEETING_WORDS, spellings
from referat.model.dates import NEXT, day_of_meeting, iso_day, last_day, read_due
from referat.model.fact import Record
from referat.model.group import Group
from referat.model.meeting import Decision, Item, Minutes, NewItem, PreparedItem
from referat.model.people import fold
from referat.model.place import Place
from referat.query.schedule import days_before

_NEXT_MEETING = NEXT | {f"{word} møte" for word in NEXT} | spellings(NEXT_MEETING_WORDS)


class Origin(StrEnum):
    """How a case came onto the waiting list."""

    POSTPONED = "postponed"
    RAISED = "raised"
    PREPARED = "prepared"


class Case(Record):
    """A case that waits for a meeting. `came_from` is (minutes, item) as `Fra:` writes it; `links` are ids of files in `items/`."""

    title: str
    origin: Origin
    kind: str = ""
    came_from: tuple[str, str] | None = None
    links: tuple[str, ...] = ()
    times: int = 0
    by: str = ""
    proposals: tuple[Decision, ...] = ()


class Aim(Record):
    """The group a case is meant for, and the first day it may come up; `is_parked` waits for somebody to say when."""

    group: str
    not_before: date | None = None
    is_parked: bool = False

    def moved(self, days: Mapping[tuple[str, date], date]) -> "Aim":
        """The same where the meeting it names was moved: it comes up there, also where that is earlier."""
        now = days.get((fold(self.group), self.not_before)) if self.not_before else None
        return self.but(not_before=now) if now else self

    def is_due(self, group: str, on: date) -> bool:
        return not self.is_parked and fold(self.group) == fold(group) and (self.not_before is None or self.not_before <= on)


class Waiting(Record):
    """Something on the waiting list, whatever group it is for. `item` is the prepared item's id, else "" and `came_from` says where it stands."""

    title: str
    origin: Origin
    aim: Aim
    place: Place
    item: str = ""
    came_from: tuple[str, str] | None = None
    times: int = 0
    by: str = ""
    kind: str = ""


def waiting_list(minutes: Sequence[Minutes], groups: Sequence[Group], items: Sequence[PreparedItem]) -> tuple[Waiting, ...]:
    """All that waits in the book: postponed and raised cases, oldest first, then the prepared ones."""
    found: list[Waiting] = []
    taken, days = _Taken(minutes), moved_days(minutes)
    for source in sorted(minutes, key=lambda m: m.order):
        for item in _postponed(source, taken, minutes):
            times = times_postponed(source, item, minutes)
            where = (source.id, reference(item))
            aim = postponed_for(item, source, groups).moved(days)
            found.append(Waiting(item.title, Origin.POSTPONED, aim, item.place, came_from=where, times=times, kind=item.kind))
        for new in _raised(source, taken):
            aim = raised_for(new, source, groups).moved(days)
            found.append(Waiting(new.title, Origin.RAISED, aim, new.place, came_from=(source.id, _raised_in(new, source))))
    for prepared in items:
        if not is_taken(prepared, minutes):
            aim, place = aim_of(prepared, groups).moved(days), Place(prepared.path)
            found.append(Waiting(prepared.title, Origin.PREPARED, aim, place, prepared.id, by=prepared.by, kind=prepared.kind))
    return tuple(found)


def cases_for(group: str, on: date, minutes: Sequence[Minutes], groups: Sequence[Group], items: Sequence[PreparedItem]) -> tuple[Case, ...]:
    """What the group's meeting on a day must take up: postponed cases first, oldest first, then those raised, then those prepared."""
    postponed: list[Case] = []
    raised: list[Case] = []
    taken, days = _Taken(minutes), moved_days(minutes)
    for source in sorted(minutes, key=lambda m: m.order):
        if source.on >= on:
            continue
        for item in _postponed(source, taken, minutes):
            if postponed_for(item, source, groups).moved(days).is_due(group, on):
                links = tuple(link for link in item.links if any(fold(link) == fold(known.id) for known in items))
                times = times_postponed(source, item, minutes)
                postponed.append(Case(item.title, Origin.POSTPONED, item.kind, (source.id, reference(item)), links, times, proposals=item.proposals))
        raised += [
            Case(new.title, Origin.RAISED, came_from=(source.id, _raised_in(new, source)))
            for new in _raised(source, taken)
            if raised_for(new, source, groups).moved(days).is_due(group, on)
        ]
    prepared = [case for item in items if (case := _prepared(item, aim_of(item, groups).moved(days), group, on, minutes))]
    return (*postponed, *raised, *prepared)


def parked(group: str, on: date, minutes: Sequence[Minutes], groups: Sequence[Group], items: Sequence[PreparedItem]) -> tuple[PreparedItem, ...]:
    """The prepared items of the group that wait for a later day, or for somebody to say when."""
    days = moved_days(minutes)
    return tuple(
        item
        for item in items
        if fold(aim_of(item, groups).group) == fold(group) and not aim_of(item, groups).moved(days).is_due(group, on) and not is_taken(item, minutes)
    )


def moved_days(minutes: Iterable[Minutes]) -> dict[tuple[str, date], date]:
    """Where the meetings of each group were moved: (group, the day before) -> the day they are on now."""
    return {(fold(m.group), day): m.on for m in minutes for day in days_before(m)}


def is_taken(item: PreparedItem, minutes: Sequence[Minutes]) -> bool:
    """Whether a prepared item has been on an agenda: it is recorded as handled, or some minutes link it."""
    called_off = {fold(m.id) for m in minutes if m.is_cancelled}
    if item.handled is not None and fold(item.handled[0]) not in called_off:
        return True
    return any(fold(link) == fold(item.id) for m in minutes if not m.is_cancelled for entry in m.items for link in entry.links)


def reference(item: Item) -> str:
    """What `Fra: ID, sak …` says of an item: its number, or its title where it has none."""
    return item.number or item.title.strip().rstrip(".)")


def times_postponed(source: Minutes, item: Item, minutes: Iterable[Minutes]) -> int:
    """How often a case has been postponed, followed back through where it came from."""
    by_id = {fold(m.id): m for m in minutes}
    times, seen, now = 0, {(fold(source.id), item.place.line)}, item
    while now.is_postponed:
        times += 1
        earlier = [(m, i) for ref in now.came_from if (m := by_id.get(fold(ref[0]))) for i in m.items if is_meant(i, ref[1])]
        step = next(((m, i) for m, i in earlier if (fold(m.id), i.place.line) not in seen), None)
        if step is None:
            break
        seen.add((fold(step[0].id), step[1].place.line))
        now = step[1]
    return times


def postponed_for(item: Item, source: Minutes, groups: Sequence[Group]) -> Aim:
    """Where a postponed item comes back; words that cannot be read mean the next meeting of the group."""
    return _aim(item.postponed_to, source.group, groups, source.on) or Aim(source.group)


def is_until_read(item: Item, source: Minutes, groups: Sequence[Group]) -> bool:
    """Whether it can be told when a postponed item comes back, where it says so."""
    return not item.postponed_to or _aim(item.postponed_to, source.group, groups, source.on) is not None


def raised_for(new: NewItem, source: Minutes, groups: Sequence[Group]) -> Aim:
    """Where a case raised in minutes is to come up; what cannot be read as a meeting or a group stays with the group that wrote it."""
    return _aim(new.target, source.group, groups) or Aim(source.group)


def aim_of(item: PreparedItem, groups: Sequence[Group]) -> Aim:
    """Where a prepared item is to come up; one without `for`, or with words we cannot read there, is parked."""
    standing = [group.id for group in groups if not group.parent]
    home = item.group or (standing[0] if len(standing) == 1 else "")
    found = _aim(item.for_, home, groups) if item.for_ else None
    return found or Aim(home, is_parked=True)


def _aim(target: str, home: str, groups: Sequence[Group], on: date | None = None) -> Aim | None:
    """`2023-10`, `2023-10-12-naering`, `neste møte`, `styret`: the group and the first day that the words mean.

    In minutes of the day `on` also `15. mai`, `august 2026` and `møtet 15. mai`.
    """
    word = fold(target)
    if not word:
        return Aim(home) if not target else None
    if word in _NEXT_MEETING:
        return Aim(home)
    if last := last_day(word):
        return Aim(home, iso_day(word) or (last.replace(day=1) if "w" not in word else date.fromisocalendar(*last.isocalendar()[:2], 1)))
    if (day := iso_day(word[:10])) and word[10:11] == "-":
        named = next((g.id for g in groups if fold(g.id) == word[11:]), home)
        return Aim(named, day)
    named = next((g.id for g in groups if word in {fold(g.id), fold(g.title)}), "")
    if named:
        return Aim(named)
    written = read_due(day_of_meeting(word), on) if on else None
    return _aim(written, home, groups) if written else None


def _prepared(item: PreparedItem, aim: Aim, group: str, on: date, minutes: Sequence[Minutes]) -> Case | None:
    if not aim.is_due(group, on) or is_taken(item, minutes):
        return None
    return Case(item.title, Origin.PREPARED, item.kind, links=(item.id,), by=item.by, proposals=item.proposals)


class _Taken:
    """Which minutes have taken up what: the headings that say `Fra: ID, sak N`, by (ID, N)."""

    def __init__(self, minutes: Iterable[Minutes]) -> None:
        self._titles: dict[tuple[str, str], list[str]] = {}
        for m in minutes:
            for item in m.items if not m.is_cancelled else ():  # what a cancelled meeting was to take up still waits
                for origin, ref in item.came_from:
                    self._titles.setdefault((fold(origin), fold(ref)), []).append(fold(item.title))

    def left_of(self, source: Minutes, ref: str, titles: Sequence[str]) -> list[bool]:
        """For each title waiting in one item of the minutes, whether it still waits. A case whose heading was reworded counts as taken too."""
        takers = list(self._titles.get((fold(source.id), fold(ref)), ()))
        waits = [True] * len(titles)
        for exactly in (True, False):
            for i, title in enumerate(titles):
                if waits[i] and takers and (not exactly or fold(title) in takers):
                    takers.remove(fold(title) if exactly else takers[0])
                    waits[i] = False
        return waits


def _postponed(source: Minutes, taken: _Taken, minutes: Iterable[Minutes]) -> Iterator[Item]:
    if source.is_cancelled:
        yield from (item for item in own_items(source, minutes) if taken.left_of(source, reference(item), [item.title])[0])
    for item in source.items:
        if item.is_postponed:
            twins = [other for other in source.items if other.is_postponed and is_meant(other, reference(item))]
            if _waits(source, taken, reference(item))[twins.index(item)]:
                yield item


def own_items(source: Minutes, minutes: Iterable[Minutes]) -> list[Item]:
    """The items that only the agenda of a cancelled meeting holds: neither taken up from elsewhere, nor what stands on every agenda."""
    usual = set(map(fold, spellings(STANDING_HEADINGS)))
    usual |= {fold(item.title) for m in minutes if m.id != source.id and fold(m.group) == fold(source.group) for item in m.items}
    return [
        item for item in source.items if item.has_text and not (item.is_postponed or item.came_from or item.links) and fold(item.title) not in usual
    ]


def _raised(source: Minutes, taken: _Taken) -> Iterator[NewItem]:
    for ref in dict.fromkeys(_raised_in(new, source) for new in source.new_items):
        mine = [new for new in source.new_items if _raised_in(new, source) == ref]
        waits = _waits(source, taken, ref)[-len(mine) :]
        yield from (new for new, still in zip(mine, waits, strict=True) if still)


def _waits(source: Minutes, taken: _Taken, ref: str) -> list[bool]:
    """What one item of the minutes left for later - itself, where it was postponed, then what it raised - and whether each still waits."""
    titles = [item.title for item in source.items if item.is_postponed and is_meant(item, ref)]
    titles += [new.title for new in source.new_items if _raised_in(new, source) == ref]
    return taken.left_of(source, ref, titles)


def _raised_in(new: NewItem, source: Minutes) -> str:
    inside = [item for item in source.items if item.place.line < new.place.line <= item.last_line]
    return reference(inside[-1]) if inside else new.title.strip().rstrip(".)")


def is_meant(item: Item, ref: str) -> bool:
    """Whether a reference as `reference` writes it is to this item."""
    return fold(reference(item)) == fold(ref)
