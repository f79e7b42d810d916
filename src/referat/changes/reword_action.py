"""Other words for an action: its newest line, where that stands in a draft, with owners, groups, due date and id as they are."""

from dataclasses import dataclass

from referat.changes.transaction import Transaction
from referat.changes.typed import text_of
from referat.errors import Exit, ReferatError
from referat.format import edits
from referat.format.document import Edit
from referat.format.tasks import read_task
from referat.languages.mark import N_
from referat.model.action import Action, ActionLine
from referat.model.place import Place
from referat.query.changes import STATUS_WORDS


class NoWords(ReferatError):
    message = N_("The action needs words.")
    hint = N_('Say what is to be done: referat reword 7qk2m "Book a larger room"')


class WordsAreFrozen(ReferatError):
    exit = Exit.REFUSED
    message = N_("The minutes of {meeting} are {status}, so the words of the action may not change there.")
    hint = N_("Carry it into the group's next minutes with referat new, and reword it there.")


class OtherThanWords(ReferatError):
    exit = Exit.REFUSED
    message = N_("Nothing was written: with these words the action would have other owners, groups or due dates.")
    hint = N_("Owners and due dates are changed by referat assign and referat defer. Somebody named in the sentence stays named in it.")


@dataclass(frozen=True, slots=True)
class Reworded:
    """An action before and after, and where it stands; `already` says that its words were these."""

    before: Action
    text: str
    place: Place
    already: bool = False


def reword_action(transaction: Transaction, typed: str, words: str) -> Reworded:
    """Put the file with the action's new words into the transaction. Raises what forbids it."""
    action = transaction.book.find_action(typed)
    newest = action.newest
    wanted = text_of(words)
    if not any(char.isalnum() for char in wanted):
        raise NoWords
    if newest.source.is_frozen:
        raise WordsAreFrozen(meeting=newest.source.id, status=STATUS_WORDS[newest.source.status], place=newest.place)
    if newest.task == wanted:
        return Reworded(action, wanted, newest.place, already=True)
    there = transaction.document(newest.place.path)
    there = there.replaced(edits.join_lines(there, newest.place.line, newest.more))
    found = edits.boxes_of(there)
    number = edits.box_number(found, there, newest.place.line)
    box = found.boxes[number]
    line = there.body[box.index]
    changed = there.replaced([Edit(line.start + box.text_at, line.start + box.text_at + len(box.text), _with_words(box.text, wanted))])
    transaction.put(changed)
    page = transaction.reading(newest.place.path).page
    lines: tuple[ActionLine, ...] = getattr(page, "action_lines", ())
    after = next((one for one in lines if one.place.line == newest.place.line), None)
    if after is None or _rest(after) != _rest(newest) or len(edits.boxes_of(changed).boxes) != len(found.boxes):
        raise OtherThanWords(place=newest.place)
    return Reworded(action, after.task, newest.place)


def _with_words(text: str, wanted: str) -> str:
    """The text of a box with other words between its owners and the groups and due date it ends with."""
    task = read_task(text)
    start = 0
    for word in task.owner_words:
        if text[start : word.start].strip(" \t") not in {"", ",", "og", "and", "&"}:
            break
        start = word.end
    lead = text[:start].strip()
    if not lead and task.owner_words and "@" not in task.task:  # they stand at the end, parted from the sentence
        lead = ", ".join(f"@{owner}" for owner in task.owners)
    tail = [text[due.start : due.end] for due in task.dues]
    rest = text
    for due in tail:
        rest = rest.replace(due, "", 1)
    groups: list[str] = []
    while (last := rest.rstrip(" \t.,;").rpartition(" ")[2]).startswith("+") and last[1:] in task.groups:
        groups.insert(0, last)
        rest = rest[: rest.rindex(last)]
    return " ".join(part for part in (lead, wanted, *groups, *tail) if part)


def _rest(line: ActionLine) -> tuple[object, ...]:
    """What an action line says beside its words."""
    return (line.id, line.box, line.owners, line.groups, line.due, line.item, line.note, [(e.on, e.kind, e.value) for e in line.events])
