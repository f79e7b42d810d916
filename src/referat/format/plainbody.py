"""Bodies of minutes written as most are, read in one pass: agenda items, paragraphs, decisions, and boxes with an id and dated lines under them.

It may only say what `items` and `actions` would say, and that nothing is wrong; a body with anything else in it is left to them. A test compares
the two.
"""

from referat.format.boxes import USUAL_BOXES, read_log, without_id
from referat.format.document import Document
from referat.format.items import ITEM_LEVEL, LEADS, POSTPONING, decision_alone, openings_of, postponed_to, read_heading, without_kind
from referat.format.lines import WS
from referat.format.numbers import read_number
from referat.format.tasks import ordinary_words
from referat.model.action import ActionLine, Event, Source
from referat.model.meeting import Decision, Item, NewItem
from referat.model.place import Place
from referat.model.problems import Problem

_HIDING = frozenset(">`~")  # what a line begins with that hides itself, or those below it
_SPECIAL = ("<!--", "☐", "☑", "☒")
_OF_BOXES = "[]^"  # each box has one of each, and other lines none, or they may be meant as boxes, or hold links


# The items and new items of minutes, their actions, and what is wrong with their lines.
Body = tuple[tuple[Item, ...], tuple[NewItem, ...], tuple[ActionLine, ...], tuple[Problem, ...]]


def read_plain_body(document: Document, source: Source) -> Body | None:
    """A body of which no line is wrong, hidden or a new item; None where the long way must be gone."""
    if any(sign in document.text for sign in _SPECIAL):
        return None
    body = _Body(document, source)
    texts = document.body_texts
    for index, text in enumerate(texts):
        if text and not body.take(text, index):
            return None
    body.end_item(len(texts))
    if any(document.text.count(sign, document.body_start) != len(body.lines) for sign in _OF_BOXES):
        return None
    return tuple(body.items), (), tuple(body.lines), ()


class _Body:
    """The items and actions so far, with the item and the action that stand open."""

    def __init__(self, document: Document, source: Source) -> None:
        self.items: list[Item] = []
        self.lines: list[ActionLine] = []
        self._texts = document.body_texts
        self._first = document.number(0)
        self._source = source
        self._path = source.path
        self._heading: tuple[int, str, str, str] | None = None  # the index of the open item's, its number, title and kind
        self._name = ""  # what an action in it says it stands in
        self._decisions: list[Decision] = []
        self._has_text = False
        self._logged = -1  # the index of the last line that was read with the box above it

    def take(self, text: str, index: int) -> bool:
        """Takes in the next line that is not empty; False where it is not for us to read."""
        if text[:6] in USUAL_BOXES:
            return self._take_box(text, index)
        if text[0] in WS:
            return index <= self._logged
        return self._take_heading(text, index) if text[0] == "#" else self._take_prose(text, index)

    def end_item(self, index: int) -> None:
        """Ends the item that is open, before the line with this index."""
        if self._heading is not None:
            at, number, title, kind = self._heading
            self.items.append(
                Item(
                    Place(self._path, self._first + at), number, title, kind=kind, decisions=tuple(self._decisions),
                    last_line=self._first + index - 1, has_text=self._has_text,
                )
            )  # fmt: skip
        self._heading, self._name, self._decisions, self._has_text = None, "", [], False

    def _take_heading(self, text: str, index: int) -> bool:
        heading = read_heading(text)
        if heading is None:
            return False
        level, words = heading
        if level > ITEM_LEVEL:
            self._has_text = True
            return True
        self.end_item(index)
        if level == ITEM_LEVEL:
            number, title = read_number(words)
            self._heading = index, number, *without_kind(title)
            self._name = number or self._heading[2]
        return True

    def _take_prose(self, text: str, index: int) -> bool:
        """A line at the margin: a paragraph's, a list's, or a decision."""
        first = text[0]
        if first in _HIDING or text.isspace():
            return False
        if first in LEADS:
            first = text.lstrip(LEADS)[:1]
        opened = openings_of(text) if ":" in text and first != "[" else ()
        if (opened or first in POSTPONING) and postponed_to(text) is not None:
            return False
        self._has_text = True
        return not opened or self._take_decision(text, index, opened)

    def _take_decision(self, text: str, index: int, opened: tuple[str, ...]) -> bool:
        """A decision on a line of its own, with an empty line to both sides or the item's heading before it."""
        texts = self._texts
        is_apart = (not index or not texts[index - 1] or texts[index - 1][0] == "#") and not any(texts[index + 1 : index + 2])
        decision = decision_alone(Place(self._path, self._first + index), text) if opened == ("decision",) and is_apart else None
        if decision is not None:
            self._decisions.append(decision)
        return decision is not None

    def _take_box(self, text: str, index: int) -> bool:
        """An action with an id, of which nothing is wrong, and the dated lines under it."""
        body, action_id = without_id(text[6:])
        words = ordinary_words(body) if action_id and text[6] not in WS else None
        if words is None or not (body[-1].isalnum() or any(map(str.isalnum, body))):
            return False
        owner, task, group, _, due = words
        events = self._log_below(index + 1)
        if events is None:
            return False
        self._has_text = True
        place = Place(self._path, self._first + index, 3)
        owners, groups = (owner,) if owner else (), (group,) if group else ()
        self.lines.append(ActionLine(self._source, place, self._name, text[3], body, task, action_id, owners, groups, due or None, tuple(events)))
        return True

    def _log_below(self, index: int) -> list[Event] | None:
        """The events of the indented lines from this index on, as far as they go; None where one of them is no dated line."""
        events: list[Event] = []
        for at in range(index, len(self._texts)):
            text = self._texts[at]
            if not text:
                continue
            if text[0] not in WS:
                break
            log = read_log(text)
            if log is None:
                return None
            number = self._first + at
            events += [Event(log[0], event.kind, event.value, Place(self._path, number, event.start + 1)) for event in log[1]]
            self._logged = at
        return events
