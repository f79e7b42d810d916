"""An attendance report: who was there is written into the draft of that meeting; nobody is ever taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from referat.book import Book
from referat.changes.add_action import NotDraft
from referat.changes.transaction import Transaction
from referat.errors import Exit, ReferatError
from referat.format import style
from referat.format.fieldnames import field_meaning
from referat.format.lists import add_to_list
from referat.intake import Imported
from referat.languages.mark import N_
from referat.languages.words import MINUTES_FIELDS, written
from referat.model.action import SourceKind
from referat.model.meeting import Minutes
from referat.model.people import Participant, Register, fold
from referat.model.place import Place


class WhichMeeting(ReferatError):
    exit = Exit.USAGE
    message = N_("“{name}” does not say which meeting it is of, or the book has no draft of that day, or several.")
    hint = N_("Name the minutes: referat import {name} --into 2023-10-12-naering")


@dataclass(frozen=True, slots=True)
class AttendanceTaken:
    """What came of a report: the minutes it went into, who was added, who may be there in another spelling, who is listed as absent."""

    path: str
    added: tuple[str, ...]
    near: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()


def minutes_of(book: Book, report: Imported, into: str, today: date) -> Minutes:
    """The draft that a report belongs to: the one named, else the only one of its day. Raises WhichMeeting, NotDraft."""
    if into:
        minutes = book.find_minutes(into, today)
        if not minutes.source.is_draft:
            raise NotDraft(meeting=minutes.id, place=Place(minutes.path))
        return minutes
    that_day = [m for m in book.minutes if m.source.is_draft and not m.is_cancelled and m.on == report.held_on]
    if len(that_day) != 1:
        raise WhichMeeting(name=report.source.name)
    return that_day[0]


def fill_present(transaction: Transaction, minutes: Minutes, report: Imported) -> AttendanceTaken:
    """Put the draft with the missing people into the transaction. A name that is nearly one in the minutes is not added, but told."""
    now = transaction.reading(minutes.path).page
    assert isinstance(now, Minutes)
    listed = [p for people in (now.present, now.substitutes, now.others, now.chair, now.secretary) for p in people or ()]
    absent = [*(now.absent or ())]
    register = transaction.book.register
    there, away = _forms(listed, register), _forms(absent, register)
    likeness = _Likeness(there)
    added, alike, gone = [], [], []
    for person in report.present:
        form = _form(person.name, register)
        if form in there:
            continue
        if form in away:
            gone.append(person.name)
        elif like := likeness.find(form):
            alike.append((person.name, there[like]))
        else:
            added.append(f"{person.name} ({person.org})" if person.org else person.name)
            there[form] = person.name
            likeness.add(form)
    _add(transaction, minutes.path, added)
    return AttendanceTaken(minutes.path, tuple(added), tuple(alike), tuple(gone))


def _add(transaction: Transaction, path: str, added: Sequence[str]) -> None:
    if not added:
        return
    there = transaction.document(path)
    language = style.language(there, transaction.book.language)
    own = next((key.text for key, _ in there.header or () if field_meaning(key.text, SourceKind.MINUTES) == "present"), None)
    transaction.put(there.replaced(add_to_list(there, own or written(MINUTES_FIELDS, "present", language), added)))


def _forms(people: Sequence[Participant], register: Register) -> dict[str, str]:
    """Everybody by one form of the name: the register's where it knows the person."""
    return {_form(p.name, register): p.name for p in people if p.name}


def _form(name: str, register: Register) -> str:
    known = register.by_name(name) or register.by_handle(name.removeprefix("@"))
    return fold(known.name if known else name)


class _Likeness:
    """Whom of the minutes a name may stand for: found by its first and last word, and only so many are compared letter by letter."""

    def __init__(self, forms: Iterable[str]) -> None:
        from referat.checks.context import Guesses

        self._guesses = Guesses()
        self._whole: list[str] = []
        self._by_ends: dict[tuple[str, str], str] = {}
        for form in forms:
            self.add(form)

    def add(self, form: str) -> None:
        words = form.split()
        if words:
            self._by_ends.setdefault((words[0], words[-1] if len(words) > 1 else ""), form)
        if len(words) > 1:
            self._whole.append(form)

    def find(self, form: str) -> str:
        """A name that may be the same person: first and last name with another between, the first alone, or nearly the same letters; or ""."""
        words = form.split()
        if not words:
            return ""
        likely = self._by_ends.get((words[0], words[-1]), "") if len(words) > 1 else ""
        return likely or self._by_ends.get((words[0], ""), "") or (self._guesses.near(form, self._whole) if len(words) > 1 else "")
