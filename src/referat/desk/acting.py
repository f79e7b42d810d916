"""Changing actions at the desk: the event in the right lines of the right files, in each file's own style, and nothing else moved."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from referat.desk.desk import Desk
from referat.errors import Exit, ReferatError
from referat.format import edits, style
from referat.format.canon import digest
from referat.format.document import Document, Edit
from referat.format.reader import Reading, read_page
from referat.languages.mark import N_
from referat.model.action import Action, ActionLine, EventKind
from referat.model.ids import mint
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.place import Place
from referat.query.actions import two_births
from referat.query.changes import BOXES, Plan, TwoTasks, Verb, Wanted, plan, refuse_unless_held


class MovedMore(ReferatError):
    exit = Exit.REFUSED
    message = N_("Nothing was written: the change in {path} would also have changed something else ({what}).")
    hint = N_("Make the change in an editor, and please tell those who make referat.")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to one action: how it was and is, the lines that were written, and the id it was given, if it had none."""

    before: Action
    after: Action
    wanted: Wanted
    places: tuple[Place, ...] = ()
    minted: str = ""

    @property
    def already(self) -> bool:
        """It was as asked before; nothing was written."""
        return not self.places


def change_actions(desk: Desk, typed: Iterable[str], wanted: Callable[[Action], Wanted]) -> list[Done]:
    """Lay the change of every action named on the desk. All are changed, or an error is raised and none is to be written."""
    return [_change(desk, desk.read_changed().find_action(word), wanted) for word in dict.fromkeys(typed)]


def _change(desk: Desk, action: Action, make: Callable[[Action], Wanted]) -> Done:
    twice = two_births(action.lines)
    if twice:
        raise TwoTasks(id=action.id or "", first=str(twice[0].place), second=str(twice[1].place), place=twice[1].place)
    wanted = make(action)
    planned = plan(action, wanted)
    if planned is None:
        return Done(action, action, wanted)
    minted = "" if action.id else mint(desk.taken_ids(), secrets.choice)
    was = {path: desk.document(path) for path in {line.place.path for line in (*planned.writes, *(line for line, _ in planned.removals))}}
    numbers = {line.place: _box_number(was, line) for line in action.lines if line.place.path in was}
    for line, event in planned.removals:
        _remove(desk, numbers[line.place], line, event.place, event.kind)
    for line in planned.writes:
        _write(desk, numbers[line.place], line, planned, minted)
    action_id = action.id or minted
    for path, before in was.items():
        refuse_more(before, desk.document(path), action_id, [numbers[line.place] for line in action.lines if line.place.path == path])
    after = desk.read_changed().action(action_id)
    assert after is not None
    refuse_unless_held(after, wanted)
    now = {line.place.path: line.place for line in after.lines}
    return Done(action, after, wanted, tuple(now[line.place.path] for line in planned.writes), minted)


def refuse_more(before: Document, after: Document, action_id: str, numbers: Iterable[int]) -> None:
    """Raises MovedMore where anything but the boxes with these numbers, and their logs, reads differently than before."""
    old, new = read_page(before), read_page(after)
    touched = set(numbers)
    what = ""
    if before.text[: _body_start(before)] != after.text[: _body_start(after)]:
        what = "header"
    elif _others(before, old, touched) != _others(after, new, touched):
        what = "actions"
    elif _outline(old) != _outline(new):
        what = "items"
    elif isinstance(old.page, Minutes) and old.page.source.is_frozen and digest(before, old.page.on) != digest(after, old.page.on):
        what = "frozen text"
    if what:
        raise MovedMore(path=before.path, what=what, place=Place(before.path), id=action_id)


def _box_number(documents: dict[str, Document], line: ActionLine) -> int:
    there = documents[line.place.path]
    return edits.box_number(edits.boxes_of(there), there, line.place.line)


def _remove(desk: Desk, number: int, line: ActionLine, place: Place, kind: EventKind) -> None:
    """Take an event out of a log; earlier removals may have moved the line up, so it is found again by its day and kind."""
    there = desk.document(line.place.path)
    found = edits.boxes_of(there)
    box = found.boxes[number]
    dates = {event.on for event in line.events if event.place == place and event.kind is kind}
    for log in found.logs:
        if log.box is box and log.on in dates and any(event.kind is kind for event in log.events):
            desk.put(there.replaced(edits.drop_event(there, number, there.body[log.index].number, kind)))
            return


def _write(desk: Desk, number: int, line: ActionLine, planned: Plan, minted: str) -> None:
    there = desk.document(line.place.path)
    wanted = planned.wanted
    made: list[Edit] = []
    if minted:
        there = there.replaced(edits.give_id(there, number, minted))
    box = BOXES.get(wanted.verb)
    if box is not None:
        made += edits.tick(there, number, box)
    words = f"{wanted.on.isoformat()} {_event_words(wanted, style.language(there, desk.book.language))}"
    desk.put(there.replaced([*made, *edits.log_event(there, number, words)]))


def _event_words(wanted: Wanted, language: str) -> str:
    if wanted.verb is Verb.DEFER:
        return f"{style.due_word(language)}:{wanted.written}"
    if wanted.verb is Verb.ASSIGN:
        return ",".join("@" + handle for handle in wanted.owners)
    return style.event_word(wanted.kind.value, language)


def _body_start(there: Document) -> int:
    return there.lines[there.body_at].start if there.body_at < len(there.lines) else len(there.text)


def _others(there: Document, reading: Reading, touched: set[int]) -> list[tuple[object, ...]]:
    """Every action line but the touched ones, as it reads, without its place."""
    if reading.page is None or isinstance(reading.page, PreparedItem):
        return []
    numbers = {there.body[box.index].number: number for number, box in enumerate(edits.boxes_of(there).boxes)}
    return [
        (line.id, line.box, line.text, line.item, line.note, [(e.on, e.kind, e.value) for e in line.events])
        for line in reading.page.action_lines
        if numbers.get(line.place.line) not in touched
    ]


def _outline(reading: Reading) -> list[tuple[object, ...]]:
    page = reading.page
    if isinstance(page, Minutes):
        return [(i.number, i.title, i.is_postponed, [(d.word, d.text, d.vote) for d in i.decisions]) for i in page.items]
    return [(page.title,)] if isinstance(page, Note) else []


def day_of_next(desk: Desk, group: str, today: date) -> date | None:
    """The coming meeting of a group, for `--due "next kraft"`."""
    book = desk.book
    return book.meaning.next_meeting(book.find_group(group) if group else "", today)
