"""The rules of approval as facts and refusals: who may approve what in which meeting, and what the two records say.

Nothing here reads a file or writes one; `referat.changes.approve_minutes` does both, and `verify` asks the same questions afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.languages.words import MINUTES_FIELDS, ROLE_WORDS, meanings
from referat.model.text import fold

if TYPE_CHECKING:
    from referat.model.meeting import Item, Minutes
    from referat.model.people import Participant

_POLICY_ROLES = {**meanings(ROLE_WORDS), **{word: key for word, key in meanings(MINUTES_FIELDS).items() if key in {"chair", "secretary"}}}
# Not compiled before somebody approves: `verify` loads this too.
_APPROVING_WORD = r"\b(?:godkjen|godtak|approv|adopt)\w*"
_MINUTES_WORD = r"\b(?:møte)?(?:referat|møtebok|møtebøk|protokoll)\w*|\bminutes\b"


class Refused(ReferatError):
    """Something that the rules of approval do not allow."""

    exit = Exit.REFUSED


class AlreadyApproved(Refused):
    message = N_("{meeting} is approved; its text does not change any more.")
    hint = N_("Correct it in a later meeting: referat correct {meeting} --in MEETING")


class NotApproved(Refused):
    message = N_("{meeting} is not approved.")


class StatusUnknown(Refused):
    message = N_("The status of {meeting} is not one we know, so it is left alone.")
    hint = N_("Write draft, circulated or approved (utkast, sendt, godkjent).")


class NotLater(Refused):
    message = N_("{approving} was not held after {meeting}, so it cannot approve it.")
    hint = N_("Name a later meeting with --in. Two meetings on one day need their times written.")


class ApprovingIsApproved(Refused):
    message = N_("{approving} is approved itself, so nothing can be added to it.")
    hint = N_("Name a later meeting with --in.")


class AlreadyIn(Refused):
    message = N_("{meeting} is approved already, in {approving}.")


class NotThere(Refused):
    message = N_("“{name}” was not at {approving}, and cannot approve there.")
    hint = N_("Name somebody who was, with --by: {present}")


class NoApprover(Refused):
    message = N_("Nobody is named as the one who approves, and git does not know who you are.")
    hint = N_("Name somebody who was at {approving}, with --by: {present}")


class MayNotApprove(Refused):
    message = N_("This book lets only these approve: {allowed}. “{name}” was none of them at {approving}.")
    hint = N_("Name one who was, with --by; the rule stands in meetings/book.yaml, under approval.")


class RulesUnread(Refused):
    message = N_("The book's rules for approval cannot be read, so nobody is known to be allowed to approve.")
    hint = N_("Put meetings/book.yaml right first: referat check")


class TextChanged(Refused):
    message = N_("{meeting} is not as it was sent out on {on}.")
    hint = N_("If the meeting approved it with these changes, add --as-amended; else send it out again: referat circulate {meeting}")


class ApprovingChanged(Refused):
    message = N_("{approving} has changed since it was sent out on {on}.")
    hint = N_("Send it out again first: referat circulate {approving}")


class DoubleId(Refused):
    message = N_("More than one file is called “{meeting}”: {paths}.")
    hint = N_("Give one of them another name; minutes need a name of their own to be approved.")


class TwiceHere(Refused):
    message = N_("The action ^{id} stands twice in {meeting}, on lines {first} and {second}.")
    hint = N_("Keep one of the lines, or give one another id.")


class BoxWithoutId(Refused):
    message = N_("An action in {meeting} has no id, and the text has been sent out.")
    hint = N_("Send it out again, which gives it one: referat circulate {meeting}. Or write one at the end of the line: ^{suggested}")


class NoSuchItem(ReferatError):
    exit = Exit.USAGE
    message = N_("{approving} has no item {number}, or more than one.")
    hint = N_("It has: {items}")


class WhichItem(ReferatError):
    exit = Exit.USAGE
    message = N_("More than one item of {approving} could be the one that approved it: {items}.")
    hint = N_("Say which with --item.")


class InTheBook(Refused):
    message = N_("The minutes of {on} are in this book, as {meeting}.")
    hint = N_("Approve them by name: referat approve {meeting} --in {approving}")


class CannotWithdraw(Refused):
    message = N_("{approving}, which approved {meeting}, is approved itself; what it says does not change any more.")
    hint = N_("Correct the minutes in a later meeting: referat correct {meeting} --in MEETING")


class NothingCorrected(Refused):
    message = N_("{meeting} is as it was approved; there is nothing to correct.")
    hint = N_("Make the correction in the file first, then run this again.")


class OldTextLost(Refused):
    message = N_("The text of {meeting} that was approved cannot be found in the book's history, so it cannot be kept.")
    hint = N_("Put the approved file back first.")


def is_later(approving: Minutes, minutes: Minutes) -> bool:
    """Whether a meeting was held after another: on a later day, or later on the same day where both say when."""
    if approving.on != minutes.on:
        return approving.on > minutes.on
    return bool(approving.start and minutes.start) and approving.start > minutes.start


def roles_at(minutes: Minutes, name: str) -> frozenset[str]:
    """What somebody was at a meeting: keys of the role table, from the lists and from chair and secretary."""
    wanted = fold(name)
    roles = {"chair" for p in minutes.chair if fold(p.name) == wanted} | {"secretary" for p in minutes.secretary if fold(p.name) == wanted}
    people = (*(minutes.present or ()), *(minutes.substitutes or ()), *(minutes.others or ()), *minutes.chair, *minutes.secretary)
    return frozenset(roles | {role.partition(":")[0] for p in people if fold(p.name) == wanted for role in p.roles})


def was_there(minutes: Minutes, name: str) -> Participant | None:
    return next((p for p in minutes.attendance if fold(p.name) == fold(name)), None)


def is_allowed(minutes: Minutes, name: str, allowed: Sequence[str]) -> bool:
    """Whether the book's policy lets this person approve at that meeting; without a policy everybody present may."""
    return allows(name, roles_at(minutes, name), allowed)


def allows(name: str, roles: Collection[str], allowed: Sequence[str]) -> bool:
    """Whether a policy lets somebody with this name and these roles approve."""
    return not allowed or any(fold(word) == fold(name) or _POLICY_ROLES.get(fold(word), fold(word)) in roles for word in allowed)


def approving_items(approving: Minutes, minutes_id: str) -> list[Item]:
    """The items that may be where minutes were approved: by a title that speaks of minutes, best if they are linked there; a link alone may be
    made in passing, so it counts only where no title speaks of minutes.
    """
    linked = [item for item in approving.items if any(fold(link) == fold(minutes_id) for link in item.links)]
    named = [item for item in approving.items if re.search(_MINUTES_WORD, fold(item.title))]
    approves = [item for item in named if re.search(_APPROVING_WORD, fold(item.title))]
    return [item for item in named if item in linked] or approves or named or linked


def timestamp(now: datetime) -> str:
    """A moment as the records have it: `2023-10-12T11:04:00Z`."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
