"""A new action: in the group's newest draft, else in the group's own list."""

from datetime import date

from referat.book import Book
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import edits, style
from referat.format.boxes import Scan
from referat.format.document import Document
from referat.format.lines import Line
from referat.format.numbers import read_reference
from referat.format.tasks import ActionText, read_task
from referat.languages.mark import N_
from referat.languages.words import ITEM_WORDS
from referat.model.action import Action
from referat.model.dates import NEXT
from referat.model.fact import Record
from referat.model.group import Group
from referat.model.ids import is_action_id
from referat.model.meeting import Item, Minutes
from referat.model.place import Place
from referat.model.text import fold
from referat.query.held import refuse_cancelled
from referat.query.lookup import UnknownGroup

# Headings under which minutes gather their actions.
_ACTION_HEADINGS = ("aksjon", "oppfølging", "gjøremål", "tiltak", "oppgåver", "oppgaver", "action", "follow-up", "follow up")


class NowhereToAdd(ReferatError):
    exit = Exit.USAGE
    message = N_("There is no draft and no list to put the action in.")
    hint = N_("Name the group with --group, or prepare the next minutes first: referat new")


class NoItem(ReferatError):
    exit = Exit.USAGE
    message = N_("{meeting} has no item {number}, or more than one.")
    hint = N_("It has: {items}")


class NoCase(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” names no case of a meeting.")
    hint = N_("Write the meeting and the number of the case: --for last#4, --for 2024-06-04#12/24")


class NothingToDo(ReferatError):
    exit = Exit.USAGE
    message = N_("The action has no words.")
    hint = N_('Say what is to be done: referat add "Call the first meeting" --owner berte')


class HasId(ReferatError):
    exit = Exit.USAGE
    message = N_("The words hold “^{id}”, which reads as the id of an action; a new action is given one of its own.")
    hint = N_("Leave it out.")


class TwoDueDates(ReferatError):
    exit = Exit.USAGE
    message = N_("The action would have two due dates: {first} and {second}.")


class NotDraft(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} is no draft any more; new actions go into a draft.")
    hint = N_("Prepare the next minutes: referat new")


class NewAction(Record):
    """What to add: the words, and what the options say beyond them. `carries_out` is the case whose decision it carries out, as MEETING#CASE."""

    text: str
    owners: tuple[str, ...] = ()
    due: str = ""
    group: str = ""
    item: str = ""
    meeting: str = ""
    carries_out: str = ""


def add_action(transaction: Transaction, new: NewAction, today: date) -> Action:
    """Put a new action into the transaction, and return it as it will be read."""
    book = transaction.book
    said = read_task(new.text)
    if not any(char.isalnum() for char in said.task):
        raise NothingToDo
    if named := next((word for word in new.text.split() if word.startswith("^") and is_action_id(word[1:])), None):
        raise HasId(id=named[1:])
    dues = [*(due.value for due in said.dues), *([new.due] if new.due else [])]
    if len(dues) > 1:
        raise TwoDueDates(first=dues[0], second=dues[1])
    case = _case_named(book, new.carries_out, today) if new.carries_out else None
    group = _group(book, new, said) or (case[0].group if case else "")
    path, minutes = _where(book, new.meeting, group, today)
    there = transaction.document(path)
    action_id = transaction.new_id()
    language = style.language(there, book.language)
    after = _after(there, minutes, new.item)
    found = edits.boxes_of(there)
    said_group = group if _must_be_said(minutes, group) and not said.groups else ""
    line = f"{style.box_bullet(there, found)} [ ] {_words(new, said_group, language, _case_words(case, language))} ^{action_id}"
    last = after or next((entry for entry in reversed(there.lines) if not entry.is_blank), None)
    is_tight = last is not None and _is_tight(there, found, last)
    made = edits.insert_after(there, last, [line]) if is_tight else edits.append_block(there, [line], last)
    changed = there.replaced(made)
    transaction.put(changed)
    added = transaction.action(action_id)
    if added is None or not added.born.task.startswith(said.task) or len(edits.boxes_of(changed).boxes) != len(found.boxes) + 1:
        raise edits.NotExact(path=path, why=N_("the new line would not be read as an action there"), place=Place(path, len(there.lines)))
    return added


def _where(book: Book, meeting: str, group: str, today: date) -> tuple[str, Minutes | None]:
    if meeting:
        minutes = book.find_minutes(meeting, today)
        if not minutes.source.is_draft:
            raise NotDraft(meeting=minutes.id, place=Place(minutes.path))
        refuse_cancelled(minutes)
        return minutes.path, minutes
    for head in reversed(book.heads):
        if head.is_draft and not head.is_cancelled and (not group or fold(head.group) == fold(group)):
            page = book.page(head.path)
            if isinstance(page, Minutes):
                return page.path, page
    known = book.group(group) if group else _only_group(book)
    if known is None:
        raise NowhereToAdd
    return known.path, None


def _only_group(book: Book) -> Group | None:
    """The one group that meets by itself, where there is no other it could be."""
    standing = [one for one in book.groups if not one.parent and one.closed is None]
    return standing[0] if len(standing) == 1 else None


def _must_be_said(minutes: Minutes | None, group: str) -> bool:
    """Whether the line itself must name the group, since its file is another's."""
    return bool(group) and minutes is not None and fold(minutes.group) != fold(group)


def _group(book: Book, new: NewAction, said: ActionText) -> str:
    """The group it is for, "" if nobody said. Any part of its name will do in an option; in the words it stands as it is spelled."""
    if new.group:
        return book.find_group(new.group)
    if not said.groups:
        return ""
    group = book.find_group(said.groups[0])
    if fold(group) != fold(said.groups[0]):
        raise UnknownGroup(name=said.groups[0], near=group)
    return group


def _case_named(book: Book, typed: str, today: date) -> tuple[Minutes, Item]:
    """The case that an action carries the decision of out, as `--for` names it: MEETING#CASE."""
    meeting, _, number = typed.rpartition("#")
    if not meeting.strip() or not number.strip():
        raise NoCase(typed=typed)
    minutes = book.find_minutes(meeting.strip(), today)
    item = minutes.item_named(read_reference(number)) or minutes.item_named(number.strip())
    if item is None:
        raise NoItem(meeting=minutes.id, number=number, items=", ".join(i.number for i in minutes.items if i.number), place=Place(minutes.path))
    return minutes, item


def _case_words(case: tuple[Minutes, Item] | None, language: str) -> str:
    if case is None:
        return ""
    minutes, item = case
    return f"({ITEM_WORDS[language][0]} {read_reference(item.number)}, {minutes.id})"


def _words(new: NewAction, group: str, language: str, case: str) -> str:
    words = [f"@{owner.removeprefix('@')}" for owner in new.owners]
    words.append(" ".join(new.text.split()))
    if case:
        words.append(case)
    if group:
        words.append(f"+{group}")
    if new.due:
        words.append(f"{style.due_word(language)}:{style.next_word(language) if new.due in NEXT else new.due}")
    return " ".join(words)


def _is_tight(there: Document, found: Scan, last: Line) -> bool:
    """Whether it follows a list whose actions stand without blank lines between; a lone action does not tell, and gets one."""
    outer = [there.body[box.index] for box in found.boxes if box.indent == 0]
    above = [line for line in outer if line.number <= last.number][-2:]
    block = there.lines[above[0].number - 1 : last.number] if len(above) == 2 else ()
    return bool(block) and all(not line.is_blank and (line.indent or line in above) for line in block)


def _after(there: Document, minutes: Minutes | None, number: str) -> Line | None:
    """The line the action goes after: the end of its item, of the section that gathers actions, or of the file (None)."""
    if minutes is None:
        return None
    if number:
        item = minutes.item_named(number)
        if item is None:
            raise NoItem(meeting=minutes.id, number=number, items=", ".join(i.number for i in minutes.items if i.number), place=Place(minutes.path))
        last = item.last_line
    else:
        gathering = [i for i in minutes.items if fold(i.title).startswith(_ACTION_HEADINGS)]
        if not gathering:
            return None
        last = gathering[-1].last_line
    return next(line for line in reversed(there.lines[:last]) if not line.is_blank)
