"""Whether a meeting has been held, is still to come or was cancelled, and what cannot be done with it because of that."""

from datetime import date

from referat.errors import Exit, ReferatError
from referat.languages.mark import N_
from referat.model.meeting import Minutes
from referat.model.place import Place


class HeldAlready(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} was held on {on}; it can be neither moved nor cancelled any more.")
    hint = N_("If it never took place, write in the header of its draft: cancelled: {{on: {on}, why: the reason}}")


class SentOutAlready(ReferatError):
    exit = Exit.REFUSED
    message = N_("The minutes of {meeting} have been sent out or approved, so the meeting was held.")


class IsCancelled(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} was cancelled: {why}")
    hint = N_("If it is to be held after all, take the line that begins with cancelled out of its header. Another day: referat new --date DAY")


class NotHeldYet(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} has not been held: it is on {on}. Only minutes of a meeting that was held are sent out.")
    hint = N_("To call people to it, with its agenda: referat notice {meeting}. If it was moved forward: referat move {meeting} --date DAY")


class CannotCorrectYet(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} has not been held: it is on {on}, and nothing can have been corrected there.")
    hint = N_("Name with --in the meeting that made the correction, or wait until it has.")


class CannotApproveYet(ReferatError):
    exit = Exit.REFUSED
    message = N_("{meeting} has not been held: it is on {on}, and nothing can have been approved there.")
    hint = N_("Name with --in the meeting that approved the minutes, or wait until it has.")


def refuse_held(minutes: Minutes, today: date) -> None:
    """Raises SentOutAlready or HeldAlready where the meeting is over; the day itself is not."""
    if not minutes.source.is_draft or minutes.circulation or minutes.approval:
        raise SentOutAlready(meeting=minutes.id, place=Place(minutes.path))
    if minutes.on < today:
        raise HeldAlready(meeting=minutes.id, on=minutes.on.isoformat(), place=Place(minutes.path))


def refuse_cancelled(minutes: Minutes) -> None:
    """Raises IsCancelled where the meeting was cancelled."""
    if minutes.is_cancelled and minutes.cancelled:
        raise IsCancelled(meeting=minutes.id, why=minutes.cancelled.why or "–", place=Place(minutes.path))


def refuse_to_come(minutes: Minutes, today: date) -> None:
    """Raises NotHeldYet for a meeting that is still to come."""
    if minutes.on > today:
        raise NotHeldYet(meeting=minutes.id, on=minutes.on.isoformat(), place=Place(minutes.path))


def refuse_to_come_in(approving: Minutes, today: date) -> None:
    """Raises CannotCorrectYet where a correction is said to be of a meeting that is still to come."""
    if approving.on > today:
        raise CannotCorrectYet(meeting=approving.id, on=approving.on.isoformat(), place=Place(approving.path))


def refuse_to_come_to_approve(approving: Minutes, today: date) -> None:
    """Raises CannotApproveYet where minutes are said to be approved by a meeting that is still to come."""
    if approving.on > today:
        raise CannotApproveYet(meeting=approving.id, on=approving.on.isoformat(), place=Place(approving.path))
