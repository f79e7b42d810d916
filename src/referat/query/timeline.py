"""The life of minutes: from draft to approval and beyond, and what happened to the actions from one meeting to the next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from referat.model.action import CLOSING, Action, ActionLine, Change, EventKind
from referat.model.approval import Approval
from referat.model.fact import Record
from referat.model.meeting import Minutes

_NO_FACTS: Mapping[str, object] = {}


class SavedHistory(Record):
    """What the history tells of minutes: when and by whom they were first saved, and the days on which they were sent out, first to last."""

    drafted: date | None = None
    by: str = ""
    sent: tuple[date, ...] = ()


class Step(Record):
    """One step of a life: the day, what kind it was, and the facts that belong to it."""

    on: str
    kind: str
    facts: Mapping[str, object] = _NO_FACTS


class Life(Record):
    """The life of one meeting's minutes. `earlier` are the approvals of corrected texts, `followed_up` the dated lines from after the meeting."""

    minutes: Minutes
    told: SavedHistory
    earlier: tuple[Approval, ...]
    followed_up: tuple[tuple[ActionLine, date, str], ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that happened, in order of days."""
        minutes, circulation, approval = self.minutes, self.minutes.circulation, self.minutes.approval
        found = [Step(minutes.on.isoformat(), "held")]
        if self.told.drafted:
            found.append(Step(self.told.drafted.isoformat(), "drafted", {"by": self.told.by}))
        days = [day.isoformat() for day in self.told.sent] or ([circulation.on] if circulation else [])
        found += [Step(day, "circulated", {"version": number}) for number, day in enumerate(days, 1)]
        links = [*self.earlier, *([approval] if approval else [])]
        for number, link in enumerate(sorted(links, key=lambda a: a.recorded)):
            found.append(Step(link.on, "corrected" if number else "approved", {"in": link.in_, "item": link.item, "by": link.by, "text": link.text}))
        for line, on, event in self.followed_up:
            found.append(Step(on.isoformat(), "followed up", {"action": line.task, "id": line.id or "", "event": event}))
        return tuple(sorted(found, key=lambda step: (step.on, _ORDER.index(step.kind))))


_ORDER = ("held", "drafted", "circulated", "approved", "corrected", "followed up")


class Between(Record):
    """What happened to actions after one day and up to another: opened, closed, moved and handed over, each with the change where there is one."""

    after: date | None
    until: date
    opened: tuple[Action, ...] = ()
    closed: tuple[tuple[Action, Change], ...] = ()
    moved: tuple[tuple[Action, Change], ...] = ()
    handed_over: tuple[tuple[Action, Change], ...] = ()


def life_of(minutes: Minutes, told: SavedHistory, earlier: Sequence[Approval] = ()) -> Life:
    """The life of minutes, given what the history tells of them and the approvals of their corrected texts."""
    later = [(line, event.on, event.kind.value) for line in minutes.action_lines for event in line.events if event.on > minutes.on]
    return Life(minutes, told, tuple(earlier), tuple(sorted(later, key=lambda entry: (entry[1], entry[0].place.line))))


def between(actions: Iterable[Action], after: date | None, until: date) -> Between:
    """What happened to these actions after `after` (from the beginning where None) and up to `until`."""
    first = after or date.min
    opened: list[Action] = []
    found: dict[str, list[tuple[Action, Change]]] = {"closed": [], "moved": [], "handed over": []}
    for action in actions:
        born = action.born.source.on
        if born and first < born <= until:
            opened.append(action)
        for change in action.changes:
            if first < change.on <= until and (kind := _KINDS.get(change.kind)):
                found[kind].append((action, change))
    return Between(after, until, tuple(opened), tuple(found["closed"]), tuple(found["moved"]), tuple(found["handed over"]))


_KINDS = {**dict.fromkeys(CLOSING, "closed"), EventKind.DUE: "moved", EventKind.OWNERS: "handed over"}
