"""Checking a book file by file: each is read, judged by itself and put away, and what the rest of the book must know of it is kept as its summary.

An action whose lines all stand in one file is judged with that file. What hangs on other files is judged when all have been read: actions with
lines in several, due dates and owners that other meetings decide, and groups that no file is of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from marshal import dumps, loads
from typing import Any, NamedTuple

from referat.checks.clearly_fine import is_clearly_fine
from referat.checks.context import CheckContext, listed
from referat.checks.people import There
from referat.checks.table import ACTION_CHECKS, FILE_CHECKS, found_by
from referat.format.document import Document
from referat.format.reader import Page, Reading
from referat.format.sheets import sheet_of
from referat.model.action import EVERYBODY, ActionLine, Event, EventKind, Source
from referat.model.approval import Approval, ApprovesEntry
from referat.model.dates import NEXT
from referat.model.group import Group
from referat.model.meeting import Item, Minutes, Moved, PreparedItem, attended
from referat.model.people import Participant, fold
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.state import Meaning, add_up

# The next meeting's day, what the minutes approve, where they are approved, whether items of them were postponed elsewhere,
# whether the meeting was cancelled, and the days it was moved from.
OfMinutes = tuple[date | None, tuple[ApprovesEntry, ...], tuple[str, str] | None, bool, bool, tuple[Moved, ...]]


class FileSummary(NamedTuple):
    """A file in few plain values, as they pass from one process to another. `packed` are those that are seldom asked for.

    `problems` are the file's own; `of_actions` those of each action, true if no other file has lines with its id. `open_keys` are the actions that
    this file alone cannot judge: their ids, or the numbers of their lines.
    """

    path: str
    problems: tuple[Problem, ...]
    source: tuple[Any, ...] = ()
    of_actions: dict[str, list[Problem]] = {}  # noqa: RUF012 - never changed
    ids: tuple[str, ...] = ()
    open_keys: tuple[str | int, ...] = ()
    names: tuple[str, ...] = ()
    minutes: OfMinutes | None = None
    item: PreparedItem | None = None
    packed: bytes = b""

    def lines(self, ids: set[str]) -> Iterator[ActionLine]:
        """The action lines with these ids, and those that are open for want of one."""
        if self.open_keys or not ids.isdisjoint(self.ids):
            source = Source(*self.source)
            for packed in loads(self.packed)[0]:  # noqa: S302 - packed by this run
                line = _unpacked(packed, source)
                if line.id in ids if line.id else line.place.line in self.open_keys:
                    yield line


def summary_of(reading: Reading, document: Document | None, context: CheckContext, meaning: Meaning) -> FileSummary:
    """The summary of a file; `context` and `meaning` are of the book as far as it is known before its minutes are read."""
    page = reading.page
    if page is None or document is None:
        return FileSummary(reading.path, reading.problems)
    all_lines = () if isinstance(page, PreparedItem) else page.action_lines
    held: dict[str | int, list[ActionLine]] = {}
    for line in all_lines:
        held.setdefault(line.id or line.place.line, []).append(line)
    open_keys = tuple([key for key, lines in held.items() if any(_is_relative(line) for line in lines) or _names_unknown_group(lines[0], context)])
    own = context.of_file(sheet_of(document, reading), page)
    there = There(own)
    problems = [*reading.problems, *found_by(FILE_CHECKS, own)]
    asked = [
        lines for key, lines in held.items() if key not in open_keys and not (len(lines) == 1 and is_clearly_fine(lines[0], context.today, there))
    ]
    actions = tuple([add_up(lines, meaning) for lines in asked])
    of_actions: dict[str, list[Problem]] = {}
    if actions and found_by(ACTION_CHECKS, replace(own, actions=actions)):  # seldom, so whose they are is asked only now
        for action in actions:
            found = found_by(ACTION_CHECKS, replace(own, actions=(action,)))
            if action.id is None:
                problems += found
            elif found:
                of_actions[action.id] = found
    source = page.source
    return FileSummary(
        page.path,
        tuple(problems),
        (page.path, source.id, source.kind, source.group, source.on, source.start, source.status),
        of_actions,
        tuple([key for key in held if isinstance(key, str)]),
        open_keys,
        tuple([person.name for person in listed(page)]) if isinstance(page, Minutes | Group) else (),
        _of_minutes(page) if isinstance(page, Minutes) else None,
        replace(page, proposals=()) if isinstance(page, PreparedItem) else None,
        dumps((tuple([_packed(line) for line in all_lines]), *_rest_of(page))),
    )


def _packed(line: ActionLine) -> tuple[Any, ...]:
    """A line without what no check looks at: its whole text, its indent, and its notes where it has an owner."""
    events = tuple([(event.on.toordinal(), event.kind._value_, event.value, event.place.line, event.place.column) for event in line.events])
    place = line.place
    return (
        place.line,
        place.column,
        line.item,
        line.box,
        line.task,
        line.id,
        line.owners,
        line.groups,
        line.due,
        events,
        () if line.owners else line.note,
    )


def _unpacked(packed: tuple[Any, ...], source: Source) -> ActionLine:
    line, column, item, box, task, action_id, owners, groups, due, events, note = packed
    return ActionLine(
        source,
        Place(source.path, line, column),
        item,
        box,
        task,
        task,
        action_id,
        owners,
        groups,
        due,
        tuple([Event(date.fromordinal(on), EventKind(kind), value, Place(source.path, at, col)) for on, kind, value, at, col in events]),
        note=note,
    )


def _is_relative(line: ActionLine) -> bool:
    """Whether a line means something else when meetings change: who everybody was, or when the next one is."""
    if (line.due and line.due.casefold() in NEXT) or (line.owners and _holds_everybody(line.owners)):
        return True
    for event in line.events:
        if event.kind is EventKind.DUE and event.value.casefold() in NEXT:
            return True
        if event.kind is EventKind.OWNERS and _holds_everybody(event.handles):
            return True
    return False


@lru_cache(maxsize=1000)  # the same few own most actions
def _holds_everybody(handles: tuple[str, ...]) -> bool:
    return not EVERYBODY.isdisjoint(map(fold, handles))


def _names_unknown_group(born: ActionLine, context: CheckContext) -> bool:
    return bool(context.groups and born.groups) and fold(born.groups[0]) not in context.group_names


def _of_minutes(page: Minutes) -> OfMinutes:
    approved = (page.approval.in_, page.approval.item) if page.approval else None
    return page.next_on, page.approves, approved, bool(page.items_from_elsewhere), page.is_cancelled, page.moved


def _rest_of(page: Page) -> tuple[Any, ...]:
    if not isinstance(page, Minutes):
        return ()
    lists = (page.present, page.substitutes, page.others, page.chair, page.secretary, page.absent)
    people = tuple([tuple([(person.name, person.org) for person in there or ()]) for there in lists])
    items = tuple([(one.place.line, one.last_line, one.number, one.title, one.came_from, one.links) for one in page.items])
    return (people, items)


class MinutesSummary:
    """Minutes, as far as the checks of the whole book ask for them; it answers to the names that Minutes do."""

    def __init__(self, summary: FileSummary) -> None:
        assert summary.minutes is not None
        self.source = source = Source(*summary.source)
        self.id, self.path, self.group, self.start, self.status = source.id, source.path, source.group, source.start, source.status
        self.on = source.on or date.min
        self.next_on, self.approves, approval, self._has_origins, self.is_cancelled, self.moved = summary.minutes
        self.approval = Approval("", *approval) if approval else None
        self._packed = summary.packed

    @property
    def order(self) -> tuple[date, str, str]:
        return (self.on, self.start, self.id)

    @property
    def is_draft(self) -> bool:
        return self.source.is_draft

    @property
    def items_from_elsewhere(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.came_from) if self._has_origins else ()

    item_named = Minutes.item_named

    @property
    def attendance(self) -> tuple[Participant, ...]:
        return self._people[0]

    @property
    def absent(self) -> tuple[Participant, ...]:
        return self._people[1]

    @cached_property
    def _people(self) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        packed = loads(self._packed)[1]  # noqa: S302 - packed by this run
        *there, absent = (tuple([Participant(*one) for one in people]) for people in packed)
        return attended(*there), absent

    @cached_property
    def items(self) -> tuple[Item, ...]:
        items = loads(self._packed)[2]  # noqa: S302 - packed by this run
        return tuple(
            Item(Place(self.path, line), number, title, came_from=came_from, links=links, last_line=last)
            for line, last, number, title, came_from, links in items
        )


def open_ids(summaries: Iterable[FileSummary]) -> set[str]:
    """The ids of the actions that no file can judge alone: those in several files, and those that hang on other meetings."""
    files = Counter(action_id for summary in summaries for action_id in summary.ids)
    found = {action_id for action_id, count in files.items() if count > 1}
    return found.union(key for summary in summaries for key in summary.open_keys if isinstance(key, str))


def judged_alone(summaries: Iterable[FileSummary], but: set[str]) -> Iterator[Problem]:
    """What the files said by themselves, but for the actions with these ids."""
    for summary in summaries:
        yield from summary.problems
        for action_id, found in summary.of_actions.items():
            if action_id not in but:
                yield from found
