"""Changing actions: the event in the right lines of the right files, in each file's own style, and nothing else moved."""

from collections.abc import Callable, Iterable

from referat.book import Book
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import edits, style
from referat.format.boxes import LogEvent
from referat.format.canon import digest
from referat.format.document import Document, Edit
from referat.format.reader import Reading, read_page
from referat.languages.mark import N_
from referat.model.action import CLOSING, Action, ActionLine, Event
from referat.model.dates import NEXT
from referat.model.fact import Record
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.place import Place
from referat.model.state import add_up
from referat.model.verb import Verb
from referat.query.actions import two_births
from referat.query.changes import BOXES, LONE_BOXES, TwoTasks, Wanted, plan, refuse_unless_held, says
from referat.query.lookup import UnknownAction
from referat.store.disk_errors import ConflictMarkers


class MovedMore(ReferatError):
    exit = Exit.REFUSED
    message = N_("Nothing was written: the change in {path} would also have changed something else ({what}).")
    hint = N_("Make the change in an editor, and please tell those who make referat.")


class Done(Record):
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


def change_actions(transaction: Transaction, typed: Iterable[str], wanted: Callable[[Action], Wanted]) -> list[Done]:
    """Put the change of every action named into the transaction. All are changed, or an error is raised and none is to be written.

    Everything is found before anything is changed, so that a place (`MEETING:LINE`) means the line that the person saw there.
    """
    found = {(action.id or action.newest.place): action for action in (_find(transaction, word) for word in typed)}
    boxes = {key: _box_number(transaction.document(action.newest.place.path), action.newest) for key, action in found.items() if not action.id}
    _join_sentences(transaction, found.values())
    return [_change(transaction, _as_now(transaction, action, boxes.get(key)), wanted) for key, action in found.items()]


def _join_sentences(transaction: Transaction, actions: Iterable[Action]) -> None:
    """Puts every action that stands on several lines, with its id on the last, on one line, so that its dated lines are read; sent text stays."""
    wrapped = [line for action in actions for line in action.lines if line.more and line.id and not line.source.is_frozen]
    for line in sorted(wrapped, key=lambda line: line.place.line, reverse=True):  # from below, so that the places of those above hold
        there = transaction.document(line.place.path)
        transaction.put(there.replaced(edits.join_lines(there, line.place.line, line.more)))


def _find(transaction: Transaction, word: str) -> Action:
    book = transaction.book
    try:
        action = book.find_action(word)
    except UnknownAction:
        _refuse_half_merged(book, word.removeprefix("^").casefold())
        raise
    _refuse_half_merged(book, action.id or "")
    twice = two_births(action.lines)
    if twice:
        raise TwoTasks(id=action.id or "", first=str(twice[0].place), second=str(twice[1].place), place=twice[1].place)
    return action


def _refuse_half_merged(book: Book, begun: str) -> None:
    """A file that holds two versions may hold the line that decides; until it is put right, what it says of the action is not known."""
    for path in book.unread_paths if begun else ():
        problems = [problem for problem in book.reading(path).problems if problem.code == "conflict-markers"]
        if problems and any((box.id or "").startswith(begun) for box in edits.boxes_of(book.document(path)).boxes):
            line = problems[0].place.line
            raise ConflictMarkers(path=path, line=line, place=Place(path, line))


def _as_now(transaction: Transaction, action: Action, box: int | None) -> Action:
    """The action after the changes so far. One without an id is known by its box, which keeps its number when lines move."""
    if action.id:
        now = transaction.action(action.id)
        assert now is not None
        return now
    assert box is not None
    path = action.newest.place.path
    there = transaction.document(path)
    number = there.body[edits.boxes_of(there).boxes[box].index].number
    (line,) = (line for line in transaction.lines_in(path) if line.place.line == number)
    if line.id and (now := transaction.action(line.id)):  # given one meanwhile
        return now
    return add_up([line], transaction.book.meaning)


def _change(transaction: Transaction, action: Action, make: Callable[[Action], Wanted]) -> Done:
    wanted = make(action)
    planned = plan(action, wanted)
    if planned is None:
        return Done(action, action, wanted)
    minted = "" if action.id else transaction.new_id()
    action_id = action.id or minted
    paths = {line.place.path for line in (*planned.writes, *planned.ticks, *(line for line, _ in planned.removals))}
    was = {path: transaction.document(path) for path in paths}
    numbers = {line.place: _box_number(was[line.place.path], line) for line in action.lines if line.place.path in paths}
    for line, event in planned.removals:
        _remove(transaction, numbers[line.place], event, is_written=any(line.place == other.place for other in planned.writes))
    for line in planned.ticks:
        there = transaction.document(line.place.path)
        transaction.put(there.replaced(edits.tick(there, numbers[line.place], LONE_BOXES[planned.wanted.verb])))
    for line in planned.writes:
        _write(transaction, numbers[line.place], line, planned.wanted, minted)
    for path, before in was.items():
        touched = [number for place, number in numbers.items() if place.path == path]
        if minted:  # dated lines that stood under it without an id are its log from now on
            before = before.replaced(edits.give_id(before, touched[0], minted))
        refuse_more(before, transaction.document(path), action_id, touched, wanted)
    after = transaction.action(action_id)
    assert after is not None
    refuse_unless_held(after, wanted)
    now = {line.place.path: line.place for line in after.lines}
    return Done(action, after, wanted, tuple(now[line.place.path] for line in (*planned.writes, *planned.ticks)), minted)


def refuse_more(before: Document, after: Document, action_id: str, numbers: Iterable[int], wanted: Wanted) -> None:
    """Raises MovedMore where anything but the state and the log of the boxes with these numbers reads differently than before.

    In those logs, only what is wanted may have come, and only what is of the same day may have gone.
    """
    old, new = read_page(before), read_page(after)
    touched = set(numbers)
    what = None
    if before.text[: _body_start(before)] != after.text[: _body_start(after)]:
        what = N_("the header")
    elif _facts(before, old, touched, wanted) != _facts(after, new, touched, wanted):
        what = N_("another action, or more of this one")
    elif _outline(old) != _outline(new):
        what = N_("the agenda items or decisions")
    elif isinstance(old.page, Minutes) and old.page.source.is_frozen and digest(before, old.page.on) != digest(after, old.page.on):
        what = N_("text that may not change any more")
    if what:
        raise MovedMore(path=before.path, what=what, place=Place(before.path), id=action_id)


def _box_number(there: Document, line: ActionLine) -> int:
    return edits.box_number(edits.boxes_of(there), there, line.place.line)


def _remove(transaction: Transaction, number: int, event: Event, *, is_written: bool) -> None:
    """Take an event out of a log, and the tick with it where that line gets no new event; earlier removals may have moved the line up."""
    there = transaction.document(event.place.path)
    found = edits.boxes_of(there)
    box = found.boxes[number]
    log = next((log for log in found.logs if log.box is box and log.on == event.on and any(_is(event, one) for one in log.events)), None)
    if log is None:  # gone with another event of its line
        return
    there = there.replaced(edits.drop_event(there, number, there.body[log.index].number, event.kind))
    if event.kind in CLOSING and not is_written:
        there = there.replaced(edits.tick(there, number, BOXES[Verb.REOPEN]))
    transaction.put(there)


def _is(event: Event, written: LogEvent) -> bool:
    return (event.kind, event.value) == (written.kind, written.value)


def _write(transaction: Transaction, number: int, line: ActionLine, wanted: Wanted, minted: str) -> None:
    there = transaction.document(line.place.path)
    if minted:
        there = there.replaced(edits.give_id(there, number, minted))
    made: list[Edit] = []
    box = BOXES.get(wanted.verb)
    if box is not None:
        made += edits.tick(there, number, box)
    if not any(says(event, wanted) for event in line.events):
        words = f"{wanted.on.isoformat()} {_event_words(wanted, style.language(there, transaction.book.language))}"
        made += edits.log_event(there, number, words)
    transaction.put(there.replaced(made))


def _event_words(wanted: Wanted, language: str) -> str:
    if wanted.verb is Verb.DEFER:
        return f"{style.due_word(language)}:{style.next_word(language) if wanted.written in NEXT else wanted.written}"
    if wanted.verb is Verb.ASSIGN:
        return ",".join("@" + handle for handle in wanted.written.split(","))
    return style.event_word(wanted.kind.value, language)


def _body_start(there: Document) -> int:
    return there.lines[there.body_at].start if there.body_at < len(there.lines) else len(there.text)


def _facts(there: Document, reading: Reading, touched: set[int], wanted: Wanted) -> list[tuple[object, ...]]:
    """Every action line as it reads, without its place; of the touched ones the log of other days, and neither state nor what is wanted."""
    if reading.page is None or isinstance(reading.page, PreparedItem):
        return []
    numbers = {there.body[box.index].number: number for number, box in enumerate(edits.boxes_of(there).boxes)}
    found: list[tuple[object, ...]] = []
    for line in reading.page.action_lines:
        mine = numbers.get(line.place.line) in touched
        log = [(e.on, e.kind, e.value) for e in line.events if not (mine and e.on == wanted.on and (e.kind is wanted.kind or wanted.verb in BOXES))]
        found.append((line.id, "" if mine else line.box, line.text, line.item, line.note, log))
    return found


def _outline(reading: Reading) -> list[tuple[object, ...]]:
    page = reading.page
    if isinstance(page, Minutes):
        return [(i.number, i.title, i.is_postponed, [(d.word, d.text, d.vote) for d in i.decisions]) for i in page.items]
    return [(page.title,)] if isinstance(page, Note) else []
