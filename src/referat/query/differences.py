"""What a person changed between two readings of a file, in a secretary's words: new actions, ticked boxes, another date, a new decision."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from referat.languages.mark import D_
from referat.model.action import ActionLine, Event
from referat.model.group import Group
from referat.model.meeting import Minutes, Note, PreparedItem
from referat.model.people import Participant
from referat.query.changes import STATUS_WORDS

Page = Minutes | Group | PreparedItem | Note

# What a file is called where it is new, and where it is gone.
_NEW = {Minutes: D_("new minutes"), Group: D_("new group"), PreparedItem: D_("new item"), Note: D_("new note")}
_LISTS = {
    "present": D_("attendance changed"),
    "substitutes": D_("attendance changed"),
    "others": D_("attendance changed"),
    "absent": D_("absences changed"),
    "members": D_("members changed"),
    "lead": D_("lead changed"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: a text with placeholders, and what fills them."""

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)


def differences(old: Page | None, new: Page | None) -> list[Difference]:
    """What changed from `old` to `new`; one of them is None where the file came or went. Empty where only other text changed."""
    if new is None:
        return [Difference(D_("removed"))]
    if old is None or type(old) is not type(new):
        return [Difference(_NEW[type(new)]), *_counts(new)]
    found = dict.fromkeys((d.words, tuple(d.facts.items())) for d in (*_header(old, new), *_items(old, new), *_actions(old, new)))
    return [Difference(words, dict(facts)) for words, facts in found]


def _counts(page: Page) -> Iterator[Difference]:
    lines = _lines(page)
    if lines:
        yield Difference(D_("{n} actions"), {"n": len(lines)}) if len(lines) > 1 else Difference(D_("one action"))


def _header(old: Page, new: Page) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference(D_("title now “{title}”"), {"title": new.title})
    if isinstance(old, Minutes) and isinstance(new, Minutes):
        if old.on != new.on:
            yield Difference(D_("date now {date}"), {"date": new.on.isoformat()})
        if (old.time_text, old.venue) != (new.time_text, new.venue):
            yield Difference(D_("time or place changed"))
        if old.status != new.status:
            yield Difference(D_("status now {status}"), {"status": STATUS_WORDS[new.status]})
    for name, words in _LISTS.items():
        if _people(getattr(old, name, None)) != _people(getattr(new, name, None)):
            yield Difference(words)


def _items(old: Page, new: Page) -> Iterator[Difference]:
    if not (isinstance(old, Minutes) and isinstance(new, Minutes)):
        return
    before = {(i.number, i.title): i for i in old.items}
    for item in new.items:
        was = before.pop((item.number, item.title), None)
        named = {"item": f"{item.number} {item.title}".strip()}
        if was is None:
            yield Difference(D_("new agenda item: {item}"), named)
        elif {d.text for d in item.decisions} - {d.text for d in was.decisions}:
            yield Difference(D_("decision in item {item}"), named)
    for gone in before.values():
        yield Difference(D_("agenda item gone: {item}"), {"item": f"{gone.number} {gone.title}".strip()})


def _actions(old: Page, new: Page) -> Iterator[Difference]:
    pairs, come, gone = _matched(_lines(old), _lines(new))
    for was, line in pairs:
        if was.is_open_box != line.is_open_box:
            yield Difference(D_("opened again: {text}") if line.is_open_box else D_("ticked off: {text}"), {"text": line.task})
        elif Counter(map(_event, line.events)) != Counter(map(_event, was.events)):
            yield Difference(D_("followed up: {text}"), {"text": line.task})
        if was.task != line.task:
            yield Difference(D_("reworded: {text}"), {"text": line.task})
        elif (was.owners, was.due) != (line.owners, line.due):
            yield Difference(D_("other owner or due date: {text}"), {"text": line.task})
    if come:
        yield Difference(D_("{n} new actions"), {"n": len(come)}) if len(come) > 1 else Difference(D_("one new action"))
    for line in gone:
        yield Difference(D_("action gone: {text}"), {"text": line.task})


def _matched(old: Sequence[ActionLine], new: Sequence[ActionLine]) -> tuple[list[tuple[ActionLine, ActionLine]], list[ActionLine], list[ActionLine]]:
    """The lines that are one action then and now, by id, else by their words; and those that came and went."""
    pairs, come, rest = [], [], list(old)
    by_id = [(line, was) for line in new if line.id and (was := next((one for one in old if one.id == line.id), None))]
    taken = {line.place for line, _ in by_id}
    for line, was in by_id:
        if was in rest:
            rest.remove(was)
            pairs.append((was, line))
    for line in new:
        if line.place in taken:
            continue
        same = next((one for one in rest if not (one.id and line.id) and one.task.casefold() == line.task.casefold()), None)
        if same is None:
            come.append(line)
        else:
            rest.remove(same)
            pairs.append((same, line))
    return pairs, come, rest


def _lines(page: Page) -> tuple[ActionLine, ...]:
    return () if isinstance(page, PreparedItem) else page.action_lines


def _event(event: Event) -> tuple[object, ...]:
    return (event.on, event.kind, event.value)


def _people(people: tuple[Participant, ...] | None) -> list[tuple[object, ...]] | None:
    return None if people is None else [(p.name, p.org, p.roles, p.confirmed, p.alternatives) for p in people]
