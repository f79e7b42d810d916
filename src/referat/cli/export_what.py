"""What `export` was asked for, as documents, each with the name of its file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from referat.errors import Exit, ReferatError
from referat.handouts.content import Handout
from referat.handouts.facts import BookFacts
from referat.languages.mark import N_
from referat.model.meeting import Item, Minutes
from referat.model.people import fold
from referat.query import resolve

if TYPE_CHECKING:
    from referat.book import Book

NOTICE_PART, MINUTES_PART = frozenset({"notice", "innkalling"}), frozenset({"minutes", "referat", "protokoll"})
# What a list is called, in any language.
LISTS = {
    **dict.fromkeys(("actions", "oppgaver", "oppgåver", "aksjoner"), "actions"),
    **dict.fromkeys(("decisions", "vedtak"), "decisions"),
    **dict.fromkeys(("meetings", "møter", "møte"), "meetings"),
    **dict.fromkeys(("groups", "grupper"), "groups"),
    **dict.fromkeys(("people", "personer", "personar"), "people"),
}


class UnknownPart(ReferatError):
    exit = Exit.USAGE
    message = N_("{meeting} has no case “{part}”.")
    hint = N_("--part is notice, minutes, or the number of a case.")


class NotExported(ReferatError):
    exit = Exit.USAGE
    message = N_("“{name}” is no meeting, group or person, and no list.")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The options that make a list shorter, as typed."""

    group: str | None
    owners: tuple[str, ...]
    since: str | None
    until: str | None
    overdue: bool
    closed: bool


def handouts_of(
    book: "Book", facts: BookFacts, what: Sequence[str], part: str | None, narrowed: Narrowed, progress: Callable[[int, int], None] | None
) -> Iterator[tuple[Handout, str]]:
    """The documents, made one by one. Without a name, the minutes of every meeting, with word of how many are made."""
    typed = " ".join(what)
    if not typed:
        if not narrowed.closed:
            raise resolve.NamesNothing
        within = _groups(book, narrowed)
        wanted = book.minutes_since("", within)
        for number, minutes in enumerate(wanted):
            if progress:
                progress(number, len(wanted))
            yield part_of(facts, minutes, part)
        if progress:
            progress(len(wanted), len(wanted))
        return
    if typed.casefold() in LISTS:
        made = _LISTED[LISTS[typed.casefold()]](book, facts, narrowed)
        yield made, typed.casefold()
        return
    kind, key = resolve.pick_anything(typed, book.names, book.heads, facts.today, book.id_and_words)
    if kind == resolve.MEETING:
        yield part_of(facts, book.find_minutes(key, facts.today), part)
    elif kind == resolve.GROUP:
        yield _group(book, facts, key), key
    elif kind == resolve.PERSON:
        from referat.handouts.lists import person_handout

        person = next(p for p in book.people if key in {p.handle, p.name})
        made = person_handout(facts, person, book.rows_owned(person))
        yield made, made.id.removeprefix("@").replace(" ", "-").replace("/", "-")
    else:
        raise NotExported(name=typed)


def _group(book: "Book", facts: BookFacts, key: str) -> Handout:
    from referat.handouts.lists import group_handout
    from referat.query.groups import GroupStanding

    return group_handout(facts, book.group(key) or GroupStanding.of_name(key).group)


def _groups(book: "Book", narrowed: Narrowed) -> set[str]:
    return {fold(one) for one in book.groups_under(book.find_group(narrowed.group))} if narrowed.group else set()


def _within(book: "Book", facts: BookFacts, narrowed: Narrowed) -> tuple[str, str]:
    """The days from and to which, "" where it is not said."""
    from referat.cli.question_options import last_day_of

    within = tuple(_groups(book, narrowed))
    return book.since(narrowed.since, within, facts.today), last_day_of(book, narrowed.until, within, facts.today)


def _actions(book: "Book", facts: BookFacts, narrowed: Narrowed) -> Handout:
    from referat.cli.owner_options import handles_of
    from referat.handouts.lists import actions_list
    from referat.query.filters import ActionFilter, arrange, select
    from referat.query.rows import STATES

    within, (since, until) = _groups(book, narrowed), _within(book, facts, narrowed)
    owners = handles_of(book, narrowed.owners)
    wanted = ActionFilter()
    wanted.groups, wanted.owners, wanted.overdue = sorted(within), sorted(owners), narrowed.overdue
    wanted.since, wanted.until = since, until
    if narrowed.closed:
        wanted.states = STATES
    return actions_list(facts, arrange(select(book.action_rows, wanted, facts.today.isoformat()), ["due", "born"]))


def _decisions(book: "Book", facts: BookFacts, narrowed: Narrowed) -> Handout:
    from referat.handouts.lists import decisions_list
    from referat.query.decisions import decided

    within, (since, until) = _groups(book, narrowed), _within(book, facts, narrowed)
    return decisions_list(facts, decided(book.minutes_since(since, within), within, since, until))


def _meetings(book: "Book", facts: BookFacts, narrowed: Narrowed) -> Handout:
    from referat.handouts.lists import meetings_list
    from referat.query.meetings import meetings_held

    since, until = _within(book, facts, narrowed)
    return meetings_list(facts, meetings_held(book.meeting_rows, (), list(_groups(book, narrowed)), since, until))


def _all_groups(book: "Book", facts: BookFacts, narrowed: Narrowed) -> Handout:
    from referat.handouts.lists import groups_list
    from referat.query.groups import stand

    within = _groups(book, narrowed)
    standing = stand(book.groups, book.open_counts(facts.today), facts.today)
    return groups_list(facts, [g for g in standing if (narrowed.closed or not g.is_closed) and (not within or fold(g.group.id) in within)])


def _people(book: "Book", facts: BookFacts, narrowed: Narrowed) -> Handout:
    from referat.handouts.lists import people_list
    from referat.query.people import matching

    return people_list(facts, matching(book.people, (), _groups(book, narrowed)))


_LISTED = {"actions": _actions, "decisions": _decisions, "meetings": _meetings, "groups": _all_groups, "people": _people}


def part_of(facts: BookFacts, minutes: Minutes, part: str | None) -> tuple[Handout, str]:
    """The notice, the minutes, or the extract of one case; with what its file is called."""
    from referat.handouts.minutes import extract_handout, minutes_handout
    from referat.handouts.notice import notice_handout

    wanted = (part or "minutes").casefold().strip()
    if wanted in MINUTES_PART:
        return minutes_handout(facts, minutes), minutes.id
    if wanted in NOTICE_PART:
        version, on = last_call(facts, minutes)
        return notice_handout(facts.page(minutes), version=version, on=on), f"{minutes.id}-innkalling"
    item = item_named(minutes, part or "")
    if item is None:
        raise UnknownPart(meeting=minutes.id, part=part)
    number = "".join(letter if letter.isalnum() else "-" for letter in item.number or item.title)[:40].strip("-")
    return extract_handout(facts, minutes, item), f"{minutes.id}-{number}"


def last_call(facts: BookFacts, minutes: Minutes) -> tuple[int, date | None]:
    """The version of the notice that was sent out last, and its day."""
    from referat.changes.call_meeting import called_of

    records = called_of(facts.source.document(minutes.path))
    try:
        return max(1, len(records)), date.fromisoformat(records[-1]["on"])
    except (ValueError, KeyError, IndexError):
        return max(1, len(records)), None


def item_named(minutes: Minutes, typed: str) -> Item | None:
    from referat.format.numbers import read_reference
    from referat.model.text import fold

    word = read_reference(typed)
    return minutes.item_named(word) or next((item for item in minutes.items if fold(typed) in {fold(item.number), fold(item.title)}), None)
