"""Finding what a person typed: any unique part of an id, with the nearest ones named where nothing fits."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.languages.words import NEXT_WORDS, spellings
from referat.model.meeting import Moved
from referat.model.people import fold, near
from referat.query.partial_match import fitting

LAST = frozenset({"last", "siste", "forrige", "førre"})
COMING = spellings(NEXT_WORDS)


class Unknown(ReferatError):
    """Something typed that the book does not hold."""

    exit = Exit.USAGE
    hint = N_("Did you mean {near}?")


class UnknownGroup(Unknown):
    message = N_("There is no group “{name}”.")
    otherwise = N_("Those there are: referat groups. A new one is a file in meetings/groups/.")


class UnknownMeeting(Unknown):
    message = N_("There are no minutes “{name}”.")
    otherwise = N_("Those there are: referat meetings")


class UnknownItem(Unknown):
    message = N_("There is no prepared item “{name}”.")
    otherwise = N_("Those there are: referat items")


class UnknownAction(Unknown):
    message = N_("There is no action “{name}”.")
    otherwise = N_("Those there are: referat actions")


class UnknownPerson(Unknown):
    message = N_("There is nobody called “{name}” in this book.")
    otherwise = N_("Those there are: referat people")


class UnknownView(Unknown):
    message = N_("This book has no view “{name}”.")
    otherwise = N_("Views are written in meetings/book.yaml.")


class Ambiguous(ReferatError):
    exit = Exit.USAGE
    message = N_("“{name}” could be more than one: {candidates}.")
    hint = N_("Write more of it.")
    shown: ClassVar[int] = 6


class NoneHeld(ReferatError):
    exit = Exit.USAGE
    message = N_("No meeting has been held yet.")
    hint = N_("The one to come: referat show next")


class NoneToCome(ReferatError):
    exit = Exit.USAGE
    message = N_("There are no minutes of a meeting to come.")
    hint = N_("Prepare them with: referat new")


def pick(typed: str, ids: Iterable[str], unknown: type[Unknown]) -> str:
    """The one of `ids` that `typed` names: exactly, as its beginning, or as any part of it."""
    known = sorted(set(ids))
    hits = fitting(typed, known)
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise Ambiguous(name=typed, candidates=", ".join(hits[: Ambiguous.shown]) + (" …" if len(hits) > Ambiguous.shown else ""))
    raise unknown(name=typed, near=near(typed, known))


class Held(Protocol):
    """Minutes, or what stands for them: when they are from, what they are called, and whether the meeting was cancelled."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def order(self) -> Any: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def moved(self) -> Sequence[Moved]: ...


AnyMinutes = TypeVar("AnyMinutes", bound=Held)


def pick_minutes(typed: str, minutes: Sequence[AnyMinutes], today: date) -> AnyMinutes:
    """Minutes by any unique part of their id, by date, or `last` (the newest not after today) or `next` (the first after today)."""
    ordered = sorted(minutes, key=lambda m: m.order)
    word = fold(typed)
    if word in LAST or word in COMING:
        held = [m for m in ordered if m.on <= today and not m.is_cancelled]
        coming = [m for m in ordered if m.on > today and not m.is_cancelled]
        found = held[-1:] if word in LAST else coming[:1]
        if not found:
            raise NoneHeld if word in LAST else NoneToCome
        return found[0]
    try:
        wanted = pick(typed, (m.id for m in ordered), UnknownMeeting)
    except UnknownMeeting:
        moved = {before: m for m in ordered for before in ids_before(m)}
        if fold(typed) not in moved:
            raise
        return moved[fold(typed)]
    return next(m for m in ordered if m.id == wanted)


def ids_before(minutes: Held) -> list[str]:
    """What minutes were called before their meeting was moved, folded."""
    return [fold(one.from_) for one in minutes.moved]


def pick_action_id(typed: str, ids: Sequence[str], told: Callable[[str], str] = str) -> str:
    """The id that was meant, of those that begin as `typed` does: an exact one wins; "" where there is none. `told` says more of an id."""
    word = id_word(typed)
    hits = [word] if word in ids else sorted(ids) if word else []
    if len(hits) > 1:
        raise Ambiguous(name=typed, candidates=", ".join(map(told, hits[: Ambiguous.shown])) + (" …" if len(hits) > Ambiguous.shown else ""))
    return hits[0] if hits else ""


def id_word(typed: str) -> str:
    """What was typed, as ids are written."""
    return typed.removeprefix("^").casefold()


def file_and_line(typed: str) -> tuple[str, int]:
    """The place of a line, as it is typed: `2023-08-31-naering:41`; the line is 0 where it is none."""
    path, colon, number = typed.rpartition(":")
    return path, int(number) if colon and number.isdecimal() else 0


def is_file(typed: str, file_id: str, path: str) -> bool:
    """Whether a file is the one that was typed in a place."""
    return fold(typed) == fold(file_id) or (bool(typed) and path.endswith(typed))
