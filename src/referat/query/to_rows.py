"""Actions and minutes made into the light rows that lists show."""

from collections.abc import Iterable, Sequence
from datetime import date

from referat.model.action import Action, ActionLine, SourceKind
from referat.model.group import Group
from referat.model.meeting import Minutes
from referat.model.people import Participant, Person, Register, fold
from referat.query.meaning import AllMeetings, Meetings
from referat.query.rows import CANCELLED, ActionRow, MeetingRow, Owner


class Names:
    """Who the handles of a book's actions are: by the register, else among those present at the birth, else among the group's members."""

    def __init__(self, minutes: Iterable[Minutes] | Meetings, groups: Iterable[Group], register: Register) -> None:
        self._register = register
        self._meetings: Meetings = AllMeetings(minutes) if isinstance(minutes, Iterable) else minutes
        self._groups = {fold(group.id): group for group in groups}
        self._found: dict[tuple[str, str, str], Owner] = {}

    def owner(self, handle: str, path: str, group: str) -> Owner:
        """The owner that a handle means in an action born in the file `path` and followed up by `group`."""
        known = self._register.by_handle(handle)
        if known and known.org:
            return (handle, known.name, known.org)
        key = (handle, path, group)
        if key not in self._found:
            self._found[key] = self._look_up(known, *key)
        return self._found[key]

    def _look_up(self, known: Person | None, handle: str, path: str, group: str) -> Owner:
        if owner := self.among_present(known, handle, path):
            return owner
        for seats in self._members(group):
            if person := self._register.find(handle, seats):
                return _owner(handle, person, seats)
        return (handle, "", "")

    def among_present(self, known: Person | None, handle: str, path: str) -> Owner | None:
        """The owner as the minutes in the file `path` know him; somebody in the register is looked up there only for what he stands for."""
        return present_owner(self._register, known, handle, self._meetings.present(path))

    def _members(self, group: str) -> Iterable[tuple[Participant, ...]]:
        """The members of the group, then of the group it stands under."""
        seen: set[str] = set()
        while (known := self._groups.get(fold(group))) and known.id not in seen:
            seen.add(known.id)
            yield known.seats
            group = known.parent


def present_owner(register: Register, known: Person | None, handle: str, present: Sequence[Participant]) -> Owner | None:
    """The owner that a handle means among those present, `known` where the register has it; None where it means none of them."""
    person = known or register.find(handle, present)
    return _owner(handle, person, present) if person else None


def _owner(handle: str, person: Person, among: Sequence[Participant]) -> Owner:
    return (handle, person.name, person.org or next((p.org for p in among if p.org and fold(p.name) == fold(person.name)), ""))


def action_row(action: Action, names: Names) -> ActionRow:
    """An action as lists show it; its fields in their order, for a book has a hundred thousand of them."""
    born, newest = action.born, action.newest
    path, due, meeting, on = born.place.path, action.due, _meeting(born), iso(born.source.on)
    is_one = len(action.lines) == 1
    owners = tuple([names.owner(handle, path, action.group) for handle in action.owners])
    events = tuple([(iso(change.on), change.words, change.place.path, change.place.line) for change in action.changes])
    return ActionRow.of(
        (
            action.id or "",
            action.text,
            str(action.state),
            owners,
            action.groups,
            iso(due.day) if due else "",
            due.written if due else "",
            action.carried,
            action.moved,
            iso(action.closed_on),
            on,
            born.source.start,
            meeting,
            born.item,
            path,
            born.place.line,
            on if is_one else iso(newest.source.on),
            meeting if is_one else _meeting(newest),
            newest.place.path,
            newest.place.line,
            ((meeting,) if meeting else ()) if is_one else _meetings(action),
            events,
        )
    )


def _meetings(action: Action) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.source.id for line in action.lines if line.source.kind is SourceKind.MINUTES))


def meeting_rows(minutes: Iterable[Minutes], actions: Iterable[Action]) -> list[MeetingRow]:
    """A row for each of the minutes; an action counts where it was born, open where it is still open."""
    born: dict[str, list[Action]] = {}
    for action in actions:
        born.setdefault(action.born.place.path, []).append(action)
    return [_meeting_row(m, born.get(m.path, ())) for m in minutes]


def shown_status(m: Minutes) -> str:
    """How far minutes have come, as lists show it; cancelled where the meeting was not held, "" where the file's word for it is unknown."""
    return CANCELLED if m.is_cancelled else m.status.value if m.status else ""


def iso(day: date | None) -> str:
    return "" if day is None or day == date.min else day.isoformat()


def _meeting(line: ActionLine) -> str:
    return line.source.id if line.source.kind is SourceKind.MINUTES else ""


def _meeting_row(m: Minutes, born: Sequence[Action]) -> MeetingRow:
    return MeetingRow(
        id=m.id,
        path=m.path,
        title=m.title,
        group=m.group,
        on=iso(m.on),
        start=m.start,
        end=m.end,
        venue=m.venue,
        status=shown_status(m),
        approved_in=m.approval.in_ if m.approval else "",
        present=-1 if m.present is None else len(m.attendance),
        absent=-1 if m.absent is None else sum(1 for p in m.absent if p.name),
        items=len(m.items),
        decisions=sum(len(item.decisions) for item in m.items),
        actions=len(born),
        open_actions=sum(1 for action in born if action.state.is_open),
        next_on=iso(m.next_on),
    )
