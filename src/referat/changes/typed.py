"""What a person types, read against the book: days, due dates, people, and words that go into a file."""

from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import category

from referat.changes.transaction import Transaction, identity_of
from referat.errors import Exit, ReferatError
from referat.format.boxes import HANDLE, is_due
from referat.format.tasks import read_task
from referat.languages.mark import N_
from referat.model.action import Action, Source, SourceKind
from referat.model.dates import NEXT, has_year, is_period, last_day, read_day, read_past_day
from referat.model.people import fold, near
from referat.model.verb import Verb
from referat.query.changes import Wanted
from referat.query.days import NotADay, NotADayThatWas, due_by
from referat.query.identity import ME, own_handles
from referat.query.lookup import Ambiguous

# A day without a year is the next such day; one more than half a year off is more often a slip than meant.
FAR_OFF = timedelta(days=184)
FAR_OFF_DUE = timedelta(days=270)  # what is to be done in autumn is agreed on in spring; mails are read by the same measure
_MARKED = frozenset(word for word in ME if word.startswith("@"))


class NoHandle(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” is neither a handle nor somebody in this book's people.yaml.")
    hint = N_("Did you mean {near}?")


class FarOff(ReferatError):
    exit = Exit.REFUSED
    message = N_("“{typed}” would be {day}, which is far off.")
    hint = N_("Write the day that you mean in full: {days}")


class NotText(ReferatError):
    exit = Exit.USAGE
    message = N_("“{typed}” holds bytes that are not text.")
    hint = N_("Set the terminal to UTF-8, and type it again.")


def read_on(typed: str, today: date) -> date:
    """The day something happened, as typed after --on."""
    day = read_past_day(typed, today)
    if day is None:
        raise NotADayThatWas(typed=typed)
    return day


def read_meeting_day(typed: str, today: date) -> date:
    """The day a meeting is on, as typed; `yesterday` and `last friday` too, since minutes are also begun when it has been.

    Raises NotADay, and FarOff where a day without a year would be one nobody means.
    """
    day = None if is_period(typed) else read_day(typed, today) or read_past_day(typed, today)
    if day is None:
        raise NotADay(typed=typed)
    refuse_far_off(typed, day, today)
    return day


def refuse_far_off(typed: str, day: date, today: date, far_off: timedelta = FAR_OFF) -> None:
    """Raises FarOff where a year was chosen for a day typed without one, and the day is so far off that another was meant."""
    if not has_year(typed) and day - today > far_off:
        days = [one.isoformat() for one in (read_past_day(typed, today), day) if one]
        raise FarOff(typed=typed, day=day.isoformat(), days=", ".join(days))


def read_due(transaction: Transaction, typed: str, group: str, today: date) -> tuple[date | None, str]:
    """The day a due date means, and how it is written: ISO, or the word for the next meeting where that has no date yet.

    Raises NotADay, and FarOff where a day without a year would be one nobody means.
    """
    word = typed.strip()
    if word.casefold() in NEXT:
        day = _next_of(transaction, group, today)
        return day, day.isoformat() if day else "next"
    if found := last_day(word):  # a month or a week keeps its form
        return found, word.upper()
    day = due_by(word, today, lambda named: _next_of(transaction, named, today))
    refuse_far_off(word, day, today, FAR_OFF_DUE)
    return day, day.isoformat()


def with_read_dues(transaction: Transaction, text: str, group: str, today: date) -> str:
    """An action's words with its due dates as a file has them: `due:12.10.` becomes `due:2026-10-12`. Raises NotADay."""
    for due in reversed(read_task(text).dues):
        if not is_due(due.value):
            text = text[: due.value_at] + read_due(transaction, due.value, group, today)[1] + text[due.end :]
    return text


def due_in(text: str) -> str:
    """The due date among an action's words, as it stands there."""
    return next((due.value for due in read_task(text).dues), "")


def with_own_handle(transaction: Transaction, text: str) -> str:
    """An action's words with the handle of the person at the keyboard for `@me`."""

    def meant(word: str) -> str:
        handle = word.rstrip(",.;:")
        return f"@{own_handle(transaction, handle)}{word[len(handle) :]}" if handle.casefold() in _MARKED else word

    return " ".join(meant(word) for word in text.split())


def own_handle(transaction: Transaction, typed: str) -> str:
    """The handle of the person at the keyboard, as git knows them: a file says who, never "me"."""
    book = transaction.book
    seats = [person for group in book.groups for person in (*group.lead, *group.deputy, *group.members)]
    met = {fold(one.name): one for one in (*seats, *book.people_met) if one.name}
    named = [(book.register.handle_of(one, met.values()), one.name, one.org) for one in met.values()]
    hits = own_handles(identity_of(book), typed, book.register, book.emails, [*book.owners, *named])
    if len(hits) > 1:
        raise Ambiguous(name=typed, candidates=", ".join(sorted(hits)))
    (hit,) = hits
    known = book.register.by_handle(hit)
    return known.handle if known else hit


def read_people(transaction: Transaction, typed: Iterable[str]) -> tuple[str, ...]:
    """Handles for whom was typed, `@a,@b` too: as they are, by the register's names and aliases, or one's own for `me`."""
    return tuple(dict.fromkeys(_handle(transaction, word) for words in typed for word in words.split(",") if word.strip(" @")))


def unknown_people(transaction: Transaction, handles: Iterable[str]) -> list[tuple[str, str]]:
    """Handles that the book has not seen so far and that are nearly one it has, each with that one: perhaps a slip of the hand."""
    book = transaction.book
    seen = {fold(person.handle) for person in book.register.people} | {handle for handle, *_ in book.owners}
    return [(handle, meant) for handle in handles if fold(handle) not in seen and (meant := near(handle, sorted(seen)))]


def handed_over(transaction: Transaction, action: Action, handles: tuple[str, ...], on: date) -> Wanted:
    """The wish that these people, and only they, follow up on an action; `@alle` is whoever it will be read as."""
    source = action.born.source
    meant = transaction.book.meaning.owners(handles, _as_group(source), on)
    return Wanted(Verb.ASSIGN, on, owners=meant, written=",".join(handles))


def deferred(transaction: Transaction, action: Action, typed: str, on: date, today: date) -> Wanted:
    """The wish that an action be due on another day."""
    source = action.born.source
    day, written = read_due(transaction, typed, source.group or action.group, today)
    if day is None and (due := transaction.book.meaning.due(written, _as_group(source), on)):
        day = due.day
    return Wanted(Verb.DEFER, on, due=day, written=written)


def text_of(typed: str) -> str:
    """What was typed, fit for a file: one line, without control characters. Raises NotText where it is no text at all."""
    if any(category(char) == "Cs" for char in typed):
        raise NotText(typed=typed)
    return "".join(char for char in " ".join(typed.split()) if category(char) != "Cc")


def _as_group(source: Source) -> Source:
    """As a log line is read: by its own day, wherever it stands."""
    return source.but(kind=SourceKind.GROUP)


def _next_of(transaction: Transaction, group: str, today: date) -> date | None:
    """The coming meeting of a group, for `--due "next kraft"`."""
    book = transaction.book
    return book.meaning.next_meeting(book.find_group(group) if group else "", today)


def _handle(transaction: Transaction, typed: str) -> str:
    word = text_of(typed).removeprefix("@")
    if word.casefold() in ME:
        return own_handle(transaction, word)
    register = transaction.book.register
    known = register.by_handle(word) or register.by_name(word)
    if known:
        return known.handle
    if not HANDLE.fullmatch("@" + word):
        raise NoHandle(typed=typed, near=near(word, [p.handle for p in register.people] + [p.name for p in register.people]))
    return word
