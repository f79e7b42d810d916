"""What a fix must leave as it was: for each kind, the facts of the file before and after it, compared with exactly what was meant left out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from referat.format.document import Document
from referat.format.header import plain
from referat.format.reader import Page, Reading, read_page
from referat.model.action import CLOSING, ActionLine
from referat.model.dates import last_day
from referat.model.group import Group
from referat.model.ids import is_action_id
from referat.model.meeting import Decision, Item, Minutes, Note, PreparedItem
from referat.model.place import NOWHERE

# Once a line is read as an action, its words are looked at too.
_SEEN_IN_AN_ACTION = frozenset({"due-not-iso", "bad-due", "two-dues", "bad-id", "misplaced-id", "log-without-id", "log-not-read"})
_NO_CODES: frozenset[str] = frozenset()


def values_kept(old: Document, new: Document) -> bool:
    """A value that was cut short is whole, and nothing else in the header or the body moved."""

    def is_whole(before: object, after: object) -> bool:
        return isinstance(before, str) and isinstance(after, str) and after.startswith(before) and after[len(before) :].lstrip().startswith("#")

    return _only_header_values(old, new, "lost-in-yaml", is_whole)


def names_kept(old: Document, new: Document) -> bool:
    """A field in a list became the text it is written as."""

    def is_text(before: object, after: object) -> bool:
        if not isinstance(before, dict) or not isinstance(after, str) or len(before) != 1:
            return False
        ((key, value),) = before.items()
        return isinstance(value, str) and after.split() == f"{key}: {value}".split()

    return _only_header_values(old, new, "name-with-colon", is_text)


def bare_names_kept(old: Document, new: Document) -> bool:
    """Outside the quotes that were put round handles, the header reads as it stands, and the body is the same."""
    return _body_text(old) == _body_text(new) and old.text.replace('"', "") == new.text.replace('"', "")


def lines_kept(old: Document, new: Document) -> bool:
    """New actions came where lines looked like some; all others say what they said, but for notes and decisions that the lines had run on in."""
    before, after = _lines(old), _lines(new)
    now = iter(after)
    all_there = all(any(_same(line, other, "note") for other in now) for line in before)
    is_same = all_there and len(after) > len(before) and _same_page(old, new, shorter_decisions=True)
    return is_same and _fewer(old, new, "looks-like-action", _SEEN_IN_AN_ACTION)


def dues_kept(old: Document, new: Document) -> bool:
    """Due dates are written otherwise, and mean the day they meant."""
    lines = list(zip(_lines(old), _lines(new), strict=False))
    same = all(_same(a, b, "due", "text") and (a.due == b.due or last_day(b.due or "") is not None) for a, b in lines)
    return same and len(_lines(old)) == len(_lines(new)) and _same_page(old, new) and _fewer(old, new, "due-not-iso")


def ids_kept(old: Document, new: Document) -> bool:
    """Actions got ids; dated lines that waited for one now count, and are no note any more."""
    before, after = _lines(old), _lines(new)
    for a, b in zip(before, after, strict=False):
        if a.id == b.id:
            same = _same(a, b)
        else:
            same = a.id is None and b.id is not None and is_action_id(b.id) and not a.events and _same(a, b, "id", "events", "note")
        if not same:
            return False
    return len(before) == len(after) and _same_page(old, new) and _fewer(old, new, "", frozenset({"due-not-iso"}))


def dead_keys_kept(old: Document, new: Document) -> bool:
    """The last word of an action is its id now."""
    before, after = _lines(old), _lines(new)
    for a, b in zip(before, after, strict=False):
        if a.id == b.id:
            same = _same(a, b)
        else:
            words = a.text.rpartition(" ")[0].rstrip()
            same = a.id is None and b.id is not None and b.text == words and _same(a, b, "id", "events", "note", "text", "task")
        if not same:
            return False
    return len(before) == len(after) and _same_page(old, new) and _fewer(old, new, "looks-like-action", frozenset({"misplaced-id"}))


def closings_kept(old: Document, new: Document) -> bool:
    """Closed actions got the day they were closed on."""
    before, after = _lines(old), _lines(new)
    for a, b in zip(before, after, strict=False):
        added = [event for event in b.events if event not in a.events]
        is_closing = not added or (len(added) == 1 and added[0].kind in CLOSING)
        if not _same(a, b, "events") or not is_closing or len(b.events) != len(a.events) + len(added):
            return False
    return len(before) == len(after) and _same_page(old, new) and _fewer(old, new, "")


def _only_header_values(old: Document, new: Document, code: str, meant: Callable[[object, object], bool]) -> bool:
    if old.header is None or new.header is None or _body_text(old) != _body_text(new):
        return False
    changed = list(_differences(plain(old.header), plain(new.header)))
    return bool(changed) and all(meant(before, after) for before, after in changed) and _fewer(old, new, code)


def _differences(old: object, new: object) -> Iterator[tuple[object, object]]:
    """The values that differ between two headers, as deep down as they still have the same shape."""
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        for key in old:
            yield from _differences(old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from _differences(before, after)
    elif old != new:
        yield old, new


def _fewer(old: Document, new: Document, code: str, welcome: Collection[str] = _NO_CODES) -> bool:
    """Whether there are fewer problems of the code, and no more of any other but the `welcome` ones."""
    before, after = _codes(read_page(old)), _codes(read_page(new))
    if code and after[code] >= before[code]:
        return False
    return all(after[other] <= before[other] for other in after if other != code and other not in welcome)


def _codes(reading: Reading) -> Counter[str]:
    return Counter(problem.code for problem in reading.problems)


def _body_text(document: Document) -> str:
    return "".join(line.text + line.ending for line in document.body)


def _lines(document: Document) -> tuple[ActionLine, ...]:
    page = read_page(document).page
    return page.action_lines if isinstance(page, Minutes | Group | Note) else ()


def _same(one: ActionLine, other: ActionLine, *but: str) -> bool:
    """Whether two action lines say the same, wherever they stand; `but` are the fields that may differ."""
    names = ("source", "item", "box", "text", "task", "id", "owners", "groups", "due", "events", "indent", "note")
    return all(getattr(one, name) == getattr(other, name) for name in names if name not in but)


def _same_page(old: Document, new: Document, *, shorter_decisions: bool = False) -> bool:
    """Whether all but the actions is the same: the header's facts, the items, the decisions."""
    before, after = read_page(old).page, read_page(new).page
    if before is None or after is None or _bare(before) != _bare(after):
        return False
    if not isinstance(before, Minutes) or not isinstance(after, Minutes):
        return True
    if len(before.items) != len(after.items):
        return False
    return all(_same_item(a, b, shorter_decisions) for a, b in zip(before.items, after.items, strict=True))


def _bare(page: Page) -> Page:
    """A page without what is compared on its own, and without the text of which the actions are a part."""
    if isinstance(page, Minutes):
        return page.but(items=(), action_lines=(), new_items=tuple(new.but(place=NOWHERE) for new in page.new_items))
    if isinstance(page, Group):
        return page.but(mandate="", action_lines=())
    if isinstance(page, PreparedItem):
        return page
    return page.but(action_lines=())


def _same_item(one: Item, other: Item, shorter_decisions: bool) -> bool:
    def bare(item: Item) -> Item:
        return item.but(place=NOWHERE, last_line=0, decisions=(), proposals=())

    def same(a: Decision, b: Decision) -> bool:
        texts_agree = a.text.startswith(b.text) if shorter_decisions else a.text == b.text
        return (a.word, a.vote, a.is_proposal) == (b.word, b.vote, b.is_proposal) and texts_agree

    pairs = [(one.decisions, other.decisions), (one.proposals, other.proposals)]
    return bare(one) == bare(other) and all(len(a) == len(b) and all(map(same, a, b)) for a, b in pairs)
