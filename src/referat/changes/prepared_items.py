"""Cases: a new one for the waiting list, and one that is put off or parked."""

from dataclasses import dataclass
from datetime import date

from referat.book import Book
from referat.changes.add_action import NoItem
from referat.changes.new_minutes import choose_group
from referat.changes.transaction import Transaction
from referat.changes.typed import FAR_OFF_DUE, own_handle, refuse_far_off, text_of
from referat.errors import Exit, ReferatError
from referat.format import compose, postponing, record_writing, style
from referat.format.reader import read_page
from referat.languages.mark import N_
from referat.languages.words import ITEM_FIELDS, ITEM_KINDS, KIND_WORDS, NEXT_MEETING_WORDS, meanings, spellings, written
from referat.model.dates import NEXT, last_day, read_day
from referat.model.meeting import Item, Minutes, PreparedItem
from referat.model.place import Place
from referat.model.stems import stem_of
from referat.model.text import fold
from referat.query import lookup
from referat.query.backlog import Aim, aim_of, is_taken, postponed_for, reference
from referat.query.held import refuse_cancelled
from referat.query.identity import ME

ITEMS = "meetings/items"
# What a file is called whose title has no letters of its own.
CASE_WORD = {"nb": "sak", "nn": "sak", "en": "item"}
_NEXT = NEXT | spellings(NEXT_MEETING_WORDS)


class NoTitle(ReferatError):
    exit = Exit.USAGE
    message = N_("The item has no title.")
    hint = N_('Say what it is about: referat items add "New map of the paths"')


class UnknownKind(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is no kind of item.")
    hint = N_("It is one of: {kinds}")


class NoSuchMeeting(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is neither a meeting, a day nor a group.")
    hint = N_("Write it as next, 2026-03-31, 2026-04, friday, the name of a meeting or the name of a group.")


class MeetingIsOver(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} is no draft any more: nothing can be put on its agenda, or put off from it.")
    hint = N_("What is to come up again goes on the waiting list: referat items add")


class PutOffOtherwise(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{title}” is put off already, to another time.")
    hint = N_("Change the line that says so: {words}")


class OnTheAgenda(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{item}” is on the agenda of {meeting}.")
    hint = N_("Put it off there: referat items postpone {meeting} {number}")


class TakenUp(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{item}” was taken up in {meeting}, and does not wait any more.")
    hint = N_("For something new on the same subject: referat items add")


class NotWaiting(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{item}” would not come up then: the book's other files read that otherwise.")
    hint = N_("Look at what stands in {path}.")


@dataclass(frozen=True, slots=True)
class NewCase:
    """What to put on the waiting list, as typed; `aim` is "" for the next meeting and None for a case that is parked."""

    title: str
    group: str = ""
    aim: str | None = ""
    by: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A case and where it stands now; `already` says that it stood so before. `number` is the item's in minutes."""

    title: str
    place: Place
    aim: Aim
    number: str = ""
    already: bool = False


def add_case(transaction: Transaction, new: NewCase, today: date) -> Put:
    """Put a new file in `items/` into the transaction."""
    book = transaction.book
    title = text_of(new.title)
    if not any(char.isalnum() for char in title):
        raise NoTitle
    meeting = None if new.group or not new.aim else _meeting_named(book, new.aim, today)
    group = meeting.group if meeting else choose_group(book, new.group)
    aim = None if new.aim is None else read_aim(transaction, new.aim, group, today) or style.next_word(book.language)
    values = {"title": title, "group": group, "for": aim or "", "by": _person(transaction, new.by), "kind": _kind(new.kind, book.language)}
    fields = [(written(ITEM_FIELDS, name, book.language), value) for name, value in values.items() if value]
    path = f"{ITEMS}/{_free_stem(book, title)}.md"
    transaction.create(path, compose.page(fields, [line.rstrip() for line in new.text.splitlines()]))
    return _put(transaction, path, parked=aim is None)


def postpone_case(transaction: Transaction, typed: str, aim: str, today: date) -> Put:
    """Put a prepared item into the transaction that is for another meeting; one that a draft holds is put off there."""
    book = transaction.book
    item = _case_named(book, typed)
    taker = _taker(book, item)
    if taker and taker[0].source.is_draft:
        return postpone_entry(transaction, *taker, aim, today)
    _refuse_taken(item, taker)
    there = transaction.document(item.path)
    group = aim_of(item, book.groups).group
    value = read_aim(transaction, aim, group, today) or style.next_word(style.language(there, book.language))
    transaction.put(record_writing.clear_handled(postponing.set_aim(there, value, book.language)))
    return _put(transaction, item.path)


def postpone_at(transaction: Transaction, meeting: str, number: str, aim: str, today: date) -> Put:
    """Put a draft into the transaction in which an agenda item is put off."""
    minutes = transaction.book.find_minutes(meeting, today)
    item = minutes.item_named(number) or _by_title(minutes, number)
    if item is None:
        items = ", ".join(reference(i) for i in minutes.items)
        raise NoItem(meeting=minutes.id, number=number, items=items, place=Place(minutes.path))
    return postpone_entry(transaction, minutes, item, aim, today)


def postpone_entry(transaction: Transaction, minutes: Minutes, item: Item, aim: str, today: date) -> Put:
    """Put the draft into the transaction in which this item is put off; a case paper it links waits again."""
    book = transaction.book
    if not minutes.source.is_draft:
        raise MeetingIsOver(meeting=minutes.id, place=Place(minutes.path))
    there, to = transaction.document(minutes.path), read_aim(transaction, aim, minutes.group, today)
    if item.is_postponed:
        was = postponed_for(item, minutes, book.groups)
        if aim and was != postponed_for(item.but(postponed_to=to), minutes, book.groups):
            raise PutOffOtherwise(title=item.title, words=postponing.line_of(there, to, book.language), place=item.place)
        return Put(item.title, item.place, was, reference(item), already=True)
    changed = postponing.postpone(there, item, to, book.language)
    transaction.put(changed)
    for prepared in book.items:
        if prepared.handled and fold(prepared.handled[0]) == fold(minutes.id) and any(fold(link) == fold(prepared.id) for link in item.links):
            transaction.put(record_writing.clear_handled(transaction.document(prepared.path)))
    page = read_page(changed).page
    assert isinstance(page, Minutes)
    now = next(entry for entry in page.items if entry.place == item.place)
    return Put(item.title, item.place, postponed_for(now, page, book.groups), reference(item))


def park_case(transaction: Transaction, typed: str) -> Put:
    """Put a prepared item into the transaction that waits until somebody says when."""
    book = transaction.book
    item = _case_named(book, typed)
    taker = _taker(book, item)
    if taker and taker[0].source.is_draft:
        raise OnTheAgenda(item=item.id, meeting=taker[0].id, number=reference(taker[1]), place=taker[1].place)
    _refuse_taken(item, taker)
    transaction.put(record_writing.clear_handled(postponing.clear_aim(transaction.document(item.path))))
    return _put(transaction, item.path, parked=True)


def read_aim(transaction: Transaction, typed: str, group: str, today: date) -> str:
    """The meeting, day or group that was typed, as a file has it; "" for the next meeting of the group."""
    book = transaction.book
    word = text_of(typed)
    if not word or fold(word) in _NEXT:
        return ""
    if meeting := _meeting_named(book, word, today):
        if not meeting.source.is_draft:
            raise MeetingIsOver(meeting=meeting.id, place=Place(meeting.path))
        refuse_cancelled(meeting)
        return _written(meeting, group)
    if last_day(word):
        return word.upper()
    first, _, rest = word.partition(" ")
    named = rest if fold(first) in NEXT else word
    if known := next((known for known in book.group_ids if fold(known) == fold(named)), None):
        return "" if fold(known) == fold(group) else known
    if day := read_day(word, today):
        refuse_far_off(typed, day, today, FAR_OFF_DUE)
        return day.isoformat()
    raise NoSuchMeeting(typed=typed)


def _meeting_named(book: Book, typed: str, today: date) -> Minutes | None:
    """The minutes that were typed: by their whole name, or by any unique part of it that is neither a day nor a group."""
    if whole := next((m for m in book.heads if fold(m.id) == fold(typed)), None):
        page = book.page(whole.path)
        return page if isinstance(page, Minutes) else None
    if fold(typed) in _NEXT or last_day(typed) or any(fold(known) == fold(typed) for known in book.group_ids) or read_day(typed, today):
        return None
    try:
        return book.find_minutes(typed, today)
    except lookup.UnknownMeeting:
        return None


def _written(meeting: Minutes, group: str) -> str:
    """A meeting as `for` and `Utsatt til` name it: by its id where that holds its day and its group, else by the day."""
    day, rest = meeting.id[:10], meeting.id[11:]
    is_plain = day == meeting.on.isoformat() and meeting.id[10:11] == "-" and fold(meeting.group) in {fold(rest), fold(group)}
    return meeting.id if is_plain else meeting.on.isoformat()


def _taker(book: Book, item: PreparedItem) -> tuple[Minutes, Item] | None:
    """The newest minutes that link the item, and where in them, if it was not put off there."""
    entries = [
        (m, entry)
        for m in book.minutes_with_cases
        if not m.is_cancelled
        for entry in m.items
        if any(fold(link) == fold(item.id) for link in entry.links)
    ]
    return entries[-1] if entries else None


def _refuse_taken(item: PreparedItem, taker: tuple[Minutes, Item] | None) -> None:
    """Raises TakenUp for a case that minutes which were sent out hold."""
    if taker:
        raise TakenUp(item=item.id, meeting=taker[0].id, place=taker[1].place)


def _put(transaction: Transaction, path: str, *, parked: bool = False) -> Put:
    """The item at this path as it will be read. Raises NotWaiting where it would not wait as was asked."""
    changed = transaction.read_changed()
    item = next(item for item in changed.items if item.path == path)
    aim = aim_of(item, changed.groups)
    if is_taken(item, changed.minutes_with_cases) or aim.is_parked != parked:
        raise NotWaiting(item=item.id, path=path, place=Place(path))
    return Put(item.title, Place(path), aim, already=path not in transaction.changed)


def _case_named(book: Book, typed: str) -> PreparedItem:
    """A prepared item by any unique part of its id, else of its title."""
    try:
        return book.find_item(typed)
    except lookup.UnknownItem:
        hits = [item for item in book.items if fold(typed) in fold(item.title)]
        if len(hits) != 1:
            raise
        return hits[0]


def _by_title(minutes: Minutes, typed: str) -> Item | None:
    hits = [item for item in minutes.items if fold(typed) in fold(item.title)]
    return hits[0] if len(hits) == 1 else None


def _person(transaction: Transaction, typed: str) -> str:
    """A person's name, for a handle that the register has, or for oneself; else what was typed."""
    words = text_of(typed)
    if words.casefold() in ME:
        words = own_handle(transaction, words)
    known = transaction.book.register.by_handle(words.removeprefix("@"))
    return known.name if known else words


def _kind(typed: str, language: str) -> str:
    if not typed:
        return ""
    kind = ITEM_KINDS.get(fold(typed)) or meanings(KIND_WORDS).get(fold(typed))
    if kind is None:
        raise UnknownKind(typed=typed, kinds=", ".join(written(KIND_WORDS, kind, language) for kind in KIND_WORDS))
    return written(KIND_WORDS, kind, language)


def _free_stem(book: Book, title: str) -> str:
    """A name for the file that no file of the book has, of whatever kind."""
    taken = {fold(one) for one in book.file_ids.values()}
    base = stem_of(title)[:50].rstrip("-") or CASE_WORD[book.language]
    own, count = base, 1
    while fold(own) in taken or book.has_file(f"{ITEMS}/{own}.md"):
        count += 1
        own = f"{base}-{count}"
    return own
