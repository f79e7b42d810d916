"""Checks of the agenda: numbers, outcomes, and earlier minutes that nobody has approved."""

from collections.abc import Iterator

from referat.checks.context import CheckContext
from referat.format.told import tells_decision
from referat.model.action import Status
from referat.model.meeting import Item, Minutes
from referat.model.place import Place
from referat.model.problems import Problem
from referat.query.backlog import is_until_read

_NO_SENTENCE = frozenset((">", "|", "#", "[", "<", ""))  # what a quote, a table, a heading, a link or nothing begins with
_LONGEST_PLAIN = 4  # digits of a number that may be left out of a row


def numbers(context: CheckContext) -> Iterator[Problem]:
    """A number that stands twice, and one that is left out."""
    for minutes in context.minutes:
        first: dict[str, Item] = {}
        before: int | None = None
        for item in minutes.items:
            if not item.number:
                continue
            key = item.number.casefold()
            if key in first:
                yield _at(context, "repeated-number", item, number=item.number, first=first[key].place.line)
            first.setdefault(key, item)
            if len(item.number) <= _LONGEST_PLAIN and item.number.isascii() and item.number.isdecimal():
                number = int(item.number)
                if before is not None and number > before + 1:
                    yield _at(context, "number-gap", item, number=item.number, before=before)
                before = number


def outcomes(context: CheckContext) -> Iterator[Problem]:
    """An item that asks for a decision and has none, and one with nothing under it; not while the meeting is still to come."""
    for minutes in context.minutes:
        if context.about_to_be_held(minutes):
            continue
        for item in minutes.items:
            asks = item.kind == "decision" or bool(item.proposals)
            if asks and not item.decisions and not item.is_postponed:
                yield _at(context, "item-without-outcome", item)
            elif not item.has_text:
                yield _at(context, "empty-item", item)


def told_in_words(context: CheckContext) -> Iterator[Problem]:
    """The first sentence of an item without a decision that tells one: whoever asks for decisions will not find it."""
    for minutes in context.minutes:
        for item in minutes.items:
            if item.decisions or item.is_postponed:
                continue
            sheet = context.sheets[minutes.path]
            for line in range(item.place.line + 1, item.last_line + 1):
                text = sheet.line_text(line)
                if text.lstrip()[:1] not in _NO_SENTENCE and tells_decision(text):
                    column = len(text) - len(text.lstrip()) + 1
                    yield context.rest_of_line("looks-like-decision-in-words", Place(minutes.path, line, column))
                    break


def postponements(context: CheckContext) -> Iterator[Problem]:
    """A case that is postponed until a time from which no day can be told."""
    for minutes in context.minutes:
        for item in minutes.items:
            if item.is_postponed and not is_until_read(item, minutes, context.groups):
                yield _at(context, "unread-until", item, value=item.postponed_to)


def approvals_left_out(context: CheckContext) -> Iterator[Problem]:
    """Minutes that are not approved though the group has met and sent out minutes since."""
    approved_elsewhere = {entry.id.casefold() for minutes in context.minutes for entry in minutes.approves if entry.id}
    for held in context.series.values():
        sent_later: Minutes | None = None
        newest = next((m for m in reversed(held) if not m.is_cancelled), None)
        for minutes in reversed(held):
            if minutes.is_cancelled:
                continue
            is_open = minutes.status in {Status.DRAFT, Status.CIRCULATED} and minutes.id.casefold() not in approved_elsewhere
            if sent_later and newest and is_open:
                field = "status" if "status" in context.sheets[minutes.path].fields else "date"
                yield context.at("earlier-not-approved", minutes.path, field, later=sent_later.on, id=minutes.id, newest=newest.id)
            if minutes.source.is_frozen:
                sent_later = minutes


def _at(context: CheckContext, code: str, item: Item, **facts: object) -> Problem:
    """A problem with an item, at its heading's words."""
    heading = context.sheets[item.place.path].line_text(item.place.line)
    column = len(heading) - len(heading.lstrip(" #\t")) + 1
    return context.rest_of_line(code, Place(item.place.path, item.place.line, column), **facts)
