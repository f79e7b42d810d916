"""What `check` keeps of a file: what is wrong with it by itself, and what the rest of the book must know of it, in few plain values.

An action whose lines all stand in one file is judged with that file. What hangs on other files is judged when all are known: actions with lines in
several, due dates and owners that other meetings decide, and groups that no file is of (`changes/shared_actions.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from marshal import dumps, loads
from typing import Any, NamedTuple
from zlib import crc32

from referat.checks.clearly_fine import is_clearly_fine
from referat.checks.context import CheckContext, listed
from referat.checks.people import There
from referat.checks.references import links_in
from referat.checks.table import ACTION_CHECKS, FILE_CHECKS, found_by
from referat.format.document import Document
from referat.format.reader import Page, Reading
from referat.format.sheets import sheet_of
from referat.languages.mark import Marked
from referat.model.action import ActionLine, Event, EventKind, Source, SourceKind, Status
from referat.model.approval import Approval, ApprovesEntry
from referat.model.dates import Weekday
from referat.model.group import Group
from referat.model.meeting import Item, Minutes, Moved, PreparedItem, attended
from referat.model.people import Participant, fold
from referat.model.place import Place
from referat.model.problems import Problem
from referat.model.state import Meaning, add_up, is_relative

# A problem, an action line, and what is asked of minutes, as marshal can write them.
Plain = tuple[Any, ...]


class FileSummary(NamedTuple):
    """A file in few plain values. `packed` are the people and the items, which are seldom asked for.

    `problems` are the file's own; `of_actions` those of each action, true if no other file has lines with its id. `marks` is a number for each
    action, of all that this file says of it. `open_keys` are the actions that this file alone cannot judge: their ids, or the numbers of their
    lines. `lines` are all lines of actions, and once it was kept only those of `open_keys`. `links` are what it leads to, each
    with the problem if nothing is there. From the day `settled` on it makes no difference to all this what day it is.
    """

    path: str
    problems: tuple[Plain, ...]
    source: Plain = ()
    of_actions: dict[str, list[Plain]] = {}  # noqa: RUF012 - never changed
    marks: dict[str, int] = {}  # noqa: RUF012 - as above
    open_keys: tuple[str | int, ...] = ()
    names: tuple[str, ...] = ()
    minutes: Plain | None = None
    packed: bytes = b""
    lines: tuple[Plain, ...] = ()
    links: tuple[tuple[tuple[str, ...], Plain], ...] = ()
    settled: int = 0
    has_all_lines: bool = True
    item: PreparedItem | None = None  # of a prepared item; they are few, and never kept

    @property
    def kind(self) -> SourceKind:
        """What the file is."""
        return SourceKind(self.source[2])

    def kept(self) -> bytes:
        """As it is kept until the file changes."""
        lines = [line for line in self.lines if (line[5] or line[0]) in self.open_keys]
        plain: Any = tuple(self._replace(lines=tuple(lines), has_all_lines=False))
        return dumps(plain)

    def action_lines(self, action_id: str | None) -> Iterator[ActionLine]:
        """The lines of one action, or those without an id, as far as they are at hand."""
        source = read_source(self.source)
        return (unpacked_line(line, source) for line in self.lines if line[5] == action_id)


def read_kept(data: bytes) -> FileSummary:
    """A summary as it was kept."""
    return FileSummary(*loads(data))  # noqa: S302 - from the index, which is the user's own


def summary_of(reading: Reading, document: Document | None, context: CheckContext, meaning: Meaning) -> FileSummary:
    """The summary of a file; `context` and `meaning` are of the book as far as it is known before its minutes are read."""
    page = reading.page
    if page is None or document is None:
        return FileSummary(reading.path, tuple(map(plain_problem, reading.problems)))
    all_lines = () if isinstance(page, PreparedItem) else page.action_lines
    held: dict[str | int, list[ActionLine]] = {}
    for line in all_lines:
        held.setdefault(line.id or line.place.line, []).append(line)
    open_keys = tuple([key for key, lines in held.items() if any(map(is_relative, lines)) or _names_unknown_group(lines[0], context)])
    sheet = sheet_of(document, reading)
    own = context.of_file(sheet, page)
    there = There(own)
    problems = [*reading.problems, *found_by(FILE_CHECKS, own)]
    judged = [lines for key, lines in held.items() if key not in open_keys]
    asked = [lines for lines in judged if len(lines) > 1 or not is_clearly_fine(lines[0], context.today, there)]
    actions = tuple([add_up(lines, meaning) for lines in asked])
    of_actions: dict[str, list[Plain]] = {}
    if actions and found_by(ACTION_CHECKS, replace(own, actions=actions)):  # seldom, so whose they are is asked only now
        for action in actions:
            found = found_by(ACTION_CHECKS, replace(own, actions=(action,)))
            if action.id is None:
                problems += found
            elif found:
                of_actions[action.id] = list(map(plain_problem, found))
    source = _plain_source(page.source)
    rest = dumps(_rest_of(page))
    lines_now = tuple([plain_line(line) for line in all_lines])
    return FileSummary(
        page.path,
        tuple(map(plain_problem, problems)),
        source,
        of_actions,
        _marks(lines_now, crc32(rest, crc32(dumps(source)))),
        open_keys,
        tuple([person.name for person in listed(page)]) if isinstance(page, Minutes | Group) else (),
        _of_minutes(page) if isinstance(page, Minutes) else None,
        rest,
        lines_now,
        tuple([(targets, plain_problem(problem)) for targets, problem in links_in(sheet)]),
        _settled(page, all_lines),
        item=page.but(proposals=()) if isinstance(page, PreparedItem) else None,
    )


def _marks(lines: Iterable[Plain], seed: int) -> dict[str, int]:
    marks: dict[str, int] = {}
    for line in lines:
        if line[5]:
            marks[line[5]] = crc32(dumps(line), marks.get(line[5], seed))
    return marks


def _settled(page: Page, lines: Iterable[ActionLine]) -> int:
    """The day from which on none of the days in a file is still to come."""
    held = page.source.on.toordinal() + 1 if page.source.on else 0
    return max([held, *(event.on.toordinal() for line in lines for event in line.events)])


def plain_problem(problem: Problem) -> Plain:
    """A problem as it is kept; the days and places in its facts are marked as such."""
    place = problem.place
    facts = [(name, _plain_fact(value)) for name, value in problem.facts.items()]
    return (problem.code, (place.path, place.line, place.column), tuple(facts), problem.length)


def unpacked_problem(plain: Plain) -> Problem:
    code, place, facts, length = plain
    return Problem(code, Place(*place), {name: _fact(value) for name, value in facts}, length)


# The kinds of facts that marshal cannot write, each with what it is made of and made from.
_KINDS: dict[str, tuple[type, Callable[[Any], tuple[Any, ...]], Callable[..., object]]] = {
    "day": (date, lambda day: (day.toordinal(),), date.fromordinal),
    "place": (Place, lambda place: (place.path, place.line, place.column), Place),
    "weekday": (Weekday, lambda weekday: (int(weekday),), Weekday),
    "marked": (Marked, lambda text: (str(text),), Marked),
}


def _plain_fact(value: object) -> object:
    return next(((name, *parts(value)) for name, (kind, parts, _) in _KINDS.items() if isinstance(value, kind)), value)


def _fact(value: Any) -> object:
    return _KINDS[value[0]][2](*value[1:]) if isinstance(value, tuple) else value


def _plain_source(source: Source) -> Plain:
    on = source.on.toordinal() if source.on else 0
    return (source.path, source.id, source.kind._value_, source.group, on, source.start, source.status._value_ if source.status else "")


def read_source(plain: Plain) -> Source:
    path, file_id, kind, group, on, start, status = plain
    return Source(path, file_id, SourceKind(kind), group, date.fromordinal(on) if on else None, start, Status(status) if status else None)


def plain_line(line: ActionLine) -> Plain:
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


def unpacked_line(plain: Plain, source: Source) -> ActionLine:
    line, column, item, box, task, action_id, owners, groups, due, events, note = plain
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


def _names_unknown_group(born: ActionLine, context: CheckContext) -> bool:
    return bool(context.groups and born.groups) and fold(born.groups[0]) not in context.group_names


def _of_minutes(page: Minutes) -> Plain:
    """What is asked of minutes beside their source, in the order that `MinutesSummary` takes it."""
    approved = (page.approval.in_, page.approval.item) if page.approval else None
    approves = tuple([(entry.id, entry.on, entry.text, entry.item, entry.result, entry.supersedes) for entry in page.approves])
    moved = tuple([(one.from_, one.on) for one in page.moved])
    next_on = page.next_on.toordinal() if page.next_on else 0
    return next_on, approves, approved, bool(page.items_from_elsewhere), page.is_cancelled, moved


def _rest_of(page: Page) -> Plain:
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
        self.source = source = read_source(summary.source)
        self.id, self.path, self.group, self.start, self.status = source.id, source.path, source.group, source.start, source.status
        self.on = source.on or date.min
        next_on, approves, approval, self._has_origins, self.is_cancelled, moved = summary.minutes
        self.next_on = date.fromordinal(next_on) if next_on else None
        self.approves = tuple([ApprovesEntry(*entry) for entry in approves])
        self.moved = tuple([Moved(*one) for one in moved])
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
        packed = loads(self._packed)[0]  # noqa: S302 - packed by this run, or kept
        *there, absent = (tuple([Participant(*one) for one in people]) for people in packed)
        return attended(*there), absent

    @cached_property
    def items(self) -> tuple[Item, ...]:
        items = loads(self._packed)[1]  # noqa: S302 - as above
        return tuple(
            Item(Place(self.path, line), number, title, came_from=came_from, links=links, last_line=last)
            for line, last, number, title, came_from, links in items
        )
