"""The calendars of a book: one for each group, each person and each coming meeting, made of the files and of nothing else.

A meeting keeps its name in every calendar (its UID is of the first id it had), and each move, call and cancellation makes it a later version
(SEQUENCE), so that a calendar that read it before updates it and does not show it twice. What is exempt from public disclosure is not named:
calendars lie in other people's hands.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from referat.book import Book
from referat.changes.call_meeting import called_of
from referat.changes.copies import refuse_other
from referat.errors import Exit, ReferatError
from referat.format.marks import read_marks
from referat.handouts.body import heading_words
from referat.handouts.facts import BookFacts, MinutesPage
from referat.handouts.lists import task_words
from referat.handouts.notice import called_people
from referat.handouts.words import KINDS, speaking
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_, N_
from referat.mail.settings import mail_address
from referat.model.dates import read_times
from referat.model.meeting import Minutes
from referat.model.people import Participant, fold
from referat.model.text import file_word, safe
from referat.query.group_tree import groups_under
from referat.query.people import PersonStanding
from referat.query.rows import ActionRow
from referat.query.schedule import days_given_up, time_and_place
from referat.render import ics
from referat.render.ics_zone import zone_lines

KEPT_DAYS = timedelta(days=366)  # how far back a calendar goes
_ZONED = re.compile(r"DT(?:START|END);TZID=[^:]+:(\d{4})")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_OURS = ics.PRODUCT.encode()


class UnknownZone(ReferatError):
    exit = Exit.CANNOT_READ
    message = N_("“{zone}” is no time zone that this computer knows.")
    hint = N_("Write one such as Europe/Oslo at `timezone` in meetings/book.yaml.")


@dataclass(frozen=True)
class Calendars:
    """A book as calendars are made from it. `alarm` is how long before each meeting and due date one is reminded, None for never."""

    book: Book
    today: date
    alarm: timedelta | None = None

    @cached_property
    def facts(self) -> BookFacts:
        return BookFacts(self.book, self.today, public=True)

    @cached_property
    def _made(self) -> dict[object, list[str]]:
        """The lines of meetings and actions that stand in many calendars, made once."""
        return {}

    @cached_property
    def _ahead(self) -> dict[tuple[str, ...], list[Minutes]]:
        """The meetings to come of the groups that were asked for."""
        return {}

    @cached_property
    def _people_called(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Who is called to each meeting: the handles of those in the register, and the names of the others."""
        return {}

    @cached_property
    def _first_ids(self) -> set[str]:
        """The ids that meetings had before they were moved for the first time."""
        return {fold(one.moved[0].from_) for one in self.book.heads if one.moved}

    @cached_property
    def meetings(self) -> Sequence[Minutes]:
        return self.book.minutes_since((self.today - KEPT_DAYS).isoformat())

    @cached_property
    def rows(self) -> list[ActionRow]:
        """The actions that calendars hold: what is open, and what was closed not long ago, so that it goes from the calendars it is in."""
        since = (self.today - KEPT_DAYS).isoformat()
        return [row for row in self.book.action_rows if (row.is_open or row.closed_on >= since) and self._is_shown(row)]

    def _is_shown(self, row: ActionRow) -> bool:
        from referat.handouts.lists import is_public

        return is_public(self.facts, row)

    # ---------------------------------------------------------------- whole calendars

    def of_group(self, group_id: str) -> str:
        """The meetings of a group, the days it is to meet, and what is to be done in it."""
        own = [one for one in self.meetings if fold(one.group) == fold(group_id)]
        rows = [row for row in self.rows if any(fold(group) == fold(group_id) for group in row.groups)]
        return self._whole(self.facts.body_name(group_id), own, rows, self._planned(group_id))

    def of_person(self, person: PersonStanding) -> str:
        """The meetings that somebody is called to, and what they have to do."""
        own = [one for one in self.meetings if self._is_called(one, person)]
        rows = [row for row in self.rows if any(owner in person.owning for owner in row.owners)]
        return self._whole(person.name or person.handle, own, rows, ())

    def of_meeting(self, minutes: Minutes) -> str:
        """One meeting. Where it was called and the one who calls has an address, it is a request that a calendar answers to."""
        page = self.facts.page(minutes)
        organizer = self._organizer(page)
        if not organizer or not called_of(page.document):
            return self._calendar([self._event(minutes)])
        method = "CANCEL" if minutes.is_cancelled else "REQUEST"
        return self._calendar([self._event(minutes, [f"ORGANIZER{organizer}", *self._attendees(page)])], f"METHOD:{method}")

    def of_actions(self, rows: Iterable[ActionRow]) -> str:
        """Due dates alone, as days and as tasks."""
        return self._calendar([self._once(row, self._deadline, row) for row in rows if self._is_shown(row)])

    def meetings_of(self, person: PersonStanding, groups: Collection[str] = ()) -> list[Minutes]:
        """The meetings to come that somebody is called to, in these groups or in all."""
        asked = tuple(groups)
        if asked not in self._ahead:
            self._ahead[asked] = [one for one in self.book.minutes_since(self.today.isoformat(), groups) if not one.is_cancelled]
        return [one for one in self._ahead[asked] if self._is_called(one, person)]

    def _whole(self, name: str, meetings: Sequence[Minutes], rows: Iterable[ActionRow], planned: Iterable[list[str]]) -> str:
        events = [self._once(one.path, self._event, one) for one in meetings]
        deadlines = [self._once(row, self._deadline, row) for row in rows]
        return self._calendar([*events, *planned, *deadlines], f"X-WR-CALNAME:{ics.text_value(name)}")

    def _calendar(self, components: Sequence[list[str]], *head: str) -> str:
        """A calendar, with the time zone for the years that its events name it in."""
        years = [int(match[1]) for lines in components for line in lines if (match := _ZONED.match(line))]
        zone = self.book.settings.timezone
        try:
            zones = [zone_lines(zone, min(years), max(years))] if years else []
        except (KeyError, ValueError, OSError) as error:  # a zone that is not there is a KeyError
            raise UnknownZone(zone=zone) from error
        return ics.calendar_text([*zones, *components], head)

    # ---------------------------------------------------------------- what stands in them

    def _event(self, minutes: Minutes, people: Sequence[str] = ()) -> list[str]:
        page = self.facts.page(minutes)
        with speaking(page.language):
            title, agenda = minutes.title, "\n".join(self._agenda(page))
            if minutes.is_cancelled:
                title = tr(D_("Cancelled: {title}"), title=title)
        lines = [
            "BEGIN:VEVENT",
            f"UID:{self.uid(minutes)}",
            f"DTSTAMP:{self._stamp}",
            f"SEQUENCE:{self.sequence(minutes)}",
            *self._when(minutes.on, minutes.start, minutes.end),
            f"SUMMARY:{ics.text_value(title)}",
            f"STATUS:{'CANCELLED' if minutes.is_cancelled else 'CONFIRMED'}",
            *_texts(("DESCRIPTION", agenda), ("LOCATION", minutes.venue), ("CATEGORIES", minutes.group)),
        ]
        if link := _LINK.search(minutes.venue):
            lines.append(f"URL:{safe(link[0].rstrip('.,;)'))}")
        return [*lines, *people, *(() if minutes.is_cancelled else self._alarm(title)), "END:VEVENT"]

    def _when(self, on: date, start: str, end: str) -> list[str]:
        """From when to when; a meeting whose time nobody says is a whole day, in which one is still free."""
        if not start:
            return _all_day(on)
        zone = f";TZID={self.book.settings.timezone}"
        lines = [f"DTSTART{zone}:{_local(on, start)}"]
        if end and end != start:
            lines.append(f"DTEND{zone}:{_local(on + timedelta(days=int(end < start)), end)}")
        return lines

    def _agenda(self, page: MinutesPage) -> Iterator[str]:
        minutes = page.minutes
        if minutes.cancelled and minutes.cancelled.why and minutes.is_cancelled:
            yield minutes.cancelled.why
        for item in minutes.items:
            if item.place.line in page.withheld.items:
                exempt = tr(D_("Exempt from public disclosure"))
                yield f"{item.number} {exempt}".strip()
                continue
            marks = read_marks(heading_words(page.document.texts, item.place.line))
            said = [tr(KINDS[marks.kind])] if marks.kind else []
            said += [tr_n("{n} minute", "{n} minutes", marks.minutes)] if marks.minutes else []
            yield f"{item.number} {item.title}".strip() + (f" ({', '.join(said)})" if said else "")

    def _planned(self, group_id: str) -> Iterator[list[str]]:
        """The days that a group is to meet and for which nothing is prepared yet: those of its calendar, and what its last minutes say."""
        series = self.book.index.heads_of([group_id])
        group = self.facts.groups.get(fold(group_id))
        days = dict.fromkeys(group.calendar if group else (), "")
        if series and series[-1].next_on:
            days[series[-1].next_on] = getattr(self.book.page(series[-1].path), "next_text", "")
        gone = days_given_up(series) | {one.on for one in series}
        with speaking(self.book.language):
            title = tr(D_("{group}: meeting planned"), group=self.facts.body_name(group_id))
        for day, told in sorted(days.items()):
            if day >= self.today and day not in gone:
                time, venue = time_and_place(told)
                start, end = read_times(time)
                yield [
                    "BEGIN:VEVENT",
                    f"UID:{file_word(f'{day.isoformat()}-{group_id}')}@referat",
                    f"DTSTAMP:{self._stamp}",
                    "SEQUENCE:0",
                    *self._when(day, start or "", end or ""),
                    f"SUMMARY:{ics.text_value(title)}",
                    "STATUS:TENTATIVE",
                    *_texts(("DESCRIPTION", told), ("LOCATION", venue), ("CATEGORIES", group_id)),
                    "END:VEVENT",
                ]

    def _deadline(self, row: ActionRow) -> list[str]:
        """An action as a task; and its due date, where it has one, as a day in the calendar."""
        lines: list[str] = []
        words = task_words(self.facts, row, row.text)
        if row.due:
            with speaking(self.book.language):
                title = tr(D_("Due: {text}"), text=words)
            lines += [
                "BEGIN:VEVENT",
                f"UID:due-{ics.action_uid(row)}",
                f"DTSTAMP:{self._stamp}",
                f"SEQUENCE:{len(row.events)}",
                *_all_day(date.fromisoformat(row.due)),
                f"SUMMARY:{ics.text_value(title)}",
                f"STATUS:{'CONFIRMED' if row.is_open else 'CANCELLED'}",
                f"DESCRIPTION:{ics.about(row)}",
                *(self._alarm(title) if row.is_open else ()),
                "END:VEVENT",
            ]
        return lines + ics.task(row, self.today.isoformat(), words)

    def _alarm(self, words: str) -> list[str]:
        if self.alarm is None:
            return []
        trigger = f"TRIGGER:-PT{int(self.alarm.total_seconds()) // 60}M"
        return ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, f"DESCRIPTION:{ics.text_value(words)}", "END:VALARM"]

    @property
    def _stamp(self) -> str:
        return ics.day_stamp(self.today.isoformat()) + "T000000Z"

    def sequence(self, minutes: Minutes) -> int:
        """Which version of the meeting this is: each move, each notice and the cancellation is a new one."""
        return len(minutes.moved) + len(called_of(self.facts.page(minutes).document)) + minutes.is_cancelled

    def uid(self, minutes: Minutes) -> str:
        """Of the first id; where another meeting had this id before it was moved, this is the later one, and is told apart."""
        if minutes.moved:
            return f"{file_word(minutes.moved[0].from_)}@referat"
        return f"{file_word(minutes.id)}{'-later' if fold(minutes.id) in self._first_ids else ''}@referat"

    # ---------------------------------------------------------------- who is called

    def _is_called(self, minutes: Minutes, person: PersonStanding) -> bool:
        if minutes.path not in self._people_called:
            names = {one.name for one, _ in called_people(self.facts.page(minutes)) if one.name}
            known = {name: self.book.register.by_name(name) for name in names}
            handles = frozenset(fold(one.handle) for one in known.values() if one)
            self._people_called[minutes.path] = (handles, frozenset(fold(name) for name, one in known.items() if not one))
        handles, names_only = self._people_called[minutes.path]
        return fold(person.handle) in handles or fold(person.name) in names_only

    def _once(self, key: object, make: Callable[[Any], list[str]], one: object) -> list[str]:
        if key not in self._made:
            self._made[key] = make(one)
        return self._made[key]

    def _address(self, person: Participant, among: Iterable[Participant]) -> str:
        return mail_address(self.book.emails.get(self.book.register.handle_of(person, among), "")) if person.name else ""

    def _organizer(self, page: MinutesPage) -> str:
        """Who calls the meeting, as a value with its parameters: the secretary, else the chair, else who leads the group; "" without an address."""
        minutes = page.minutes
        group = self.facts.groups.get(fold(minutes.group))
        for person in (*minutes.secretary, *minutes.chair, *(group.lead if group else ())):
            if address := self._address(person, minutes.attendance):
                return f";CN={ics.parameter(person.name)}:mailto:{address}"
        return ""

    def _attendees(self, page: MinutesPage) -> Iterator[str]:
        people = called_people(page)
        for person, is_away in people:
            if address := self._address(person, [one for one, _ in people]):
                said = "PARTSTAT=DECLINED" if is_away else "PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
                yield f"ATTENDEE;CN={ics.parameter(person.name)};{said}:mailto:{address}"


def calendars_of(calendars: Calendars, group: str, people: Sequence[PersonStanding]) -> Iterator[tuple[str, str]]:
    """Each calendar by the name of its file: those of `people` alone; else of a group and those under it; else of everybody and everything."""
    book = calendars.book
    if not people:
        within = groups_under(group, book.groups) if group else [one.id for one in book.groups]
        folded = {fold(one) for one in within}
        yield from ((f"group-{file_word(one)}", calendars.of_group(one)) for one in within)
        ahead = book.minutes_since(calendars.today.isoformat())
        yield from ((f"meeting-{file_word(one.id)}", calendars.of_meeting(one)) for one in ahead if not group or fold(one.group) in folded)
    if not group:
        yield from ((f"person-{file_word(one.handle or one.name)}", calendars.of_person(one)) for one in people or book.people)


def outdated(book: Book) -> set[str]:
    """The names of files that told of meetings before they were moved."""
    now = {fold(one.id) for one in book.heads}
    return {f"meeting-{file_word(old.from_)}.ics" for one in book.heads for old in one.moved if fold(old.from_) not in now}


def refuse_foreign(path: Path, data: bytes) -> None:
    """Raises FileThere where a file that is no calendar of ours stands in the way."""
    if not is_ours(path):
        refuse_other(path, data)


def is_ours(path: Path) -> bool:
    try:
        return path.is_file() and _OURS in path.read_bytes()[:200]
    except OSError:
        return False


def _texts(*pairs: tuple[str, str]) -> list[str]:
    return [f"{name}:{ics.text_value(text)}" for name, text in pairs if text]


def _all_day(day: date) -> list[str]:
    return [
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def _local(day: date, clock: str) -> str:
    return f"{day:%Y%m%d}T{clock.replace(':', '')}00"
