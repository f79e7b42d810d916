"""A book as its site shows it: the meetings, cases, decisions, people and actions that may be shown, and how they hang together."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from marshal import dumps
from typing import Any

from referat import __version__
from referat.format.numbers import read_reference
from referat.handouts.facts import BookFacts
from referat.handouts.lists import is_public
from referat.handouts.outcomes import cases_named, numbers_of, outcome
from referat.model.group import Group
from referat.model.meeting import Minutes, PreparedItem
from referat.model.people import fold
from referat.query.backlog import Waiting, waiting_list
from referat.query.rows import ActionRow, MeetingRow, Owner
from referat.query.schedule import days_given_up
from referat.site.content import MinutesHtml, content_of
from referat.site.gathered import AgendaItem, GatheredMinutes, place_of
from referat.site.source import SiteSource
from referat.site.things import SENT, AgendaPlace, DecisionWithPage, Joined, MeetingWithPage, Somebody, Thread, digest, names_of_files, stem
from referat.store.parallel import in_halves

_KEPT = "site"
WORTH_TWO = 64  # as many files as are worth a second process
_MEANING = 1  # moves when what is gathered of a file does


@dataclass(frozen=True)
class Site:
    """`within` are the only groups that are shown, as compared; none where all are. `documents` are the formats that stand beside each meeting."""

    source: SiteSource
    facts: BookFacts
    within: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()

    @property
    def public(self) -> bool:
        return self.facts.public

    @cached_property
    def today(self) -> str:
        return self.facts.today.isoformat()

    @cached_property
    def contents(self) -> dict[str, MinutesHtml]:
        """The minutes that had to be read, by their paths, until their page is made."""
        return {}

    def content(self, meeting: MeetingWithPage) -> MinutesHtml:
        found = self.contents.pop(meeting.row.path, None)
        if found is None:
            page = self.source.page(meeting.row.path)
            assert isinstance(page, Minutes)
            found = content_of(self.facts, page)
        return found

    # ---------------------------------------------------------------- meetings

    @cached_property
    def meetings(self) -> list[MeetingWithPage]:
        """The meetings that have a page, in order."""
        found: list[MeetingWithPage] = []
        rows = [row for row in self.source.meeting_rows if self._has_page(row)]
        names = names_of_files(row.id for row in rows)
        for row, (gathered, name) in zip(rows, zip(self._gathered(rows), names, strict=True), strict=True):
            if gathered is not None:
                found.append(MeetingWithPage(len(found), row, gathered, f"meetings/{name}.html"))
        return found

    def _has_page(self, row: MeetingRow) -> bool:
        return self._is_within(row.group) and (not self.public or row.status in SENT)

    def _is_within(self, group: str) -> bool:
        return not self.within or fold(group) in self.within

    def _gathered(self, rows: Sequence[MeetingRow]) -> Iterator[GatheredMinutes | None]:
        """What was gathered of each file; what is new is kept, but of the public edition, which depends on more than the file."""
        kept = {} if self.public else self.source.kept(_KEPT)
        known = {path: found for path, data in kept.items() if (found := GatheredMinutes.of_bytes(data, self.tag))}
        new = [row.path for row in rows if row.path not in known]
        read = dict(zip(new, self._read(new), strict=True))
        self.contents.update({path: content for path, content in read.items() if content})
        if new and not self.public:
            self.source.keep(_KEPT, {path: content.gathered.as_bytes(self.tag) for path, content in read.items() if content})
        for row in rows:
            content = read.get(row.path)
            yield content.gathered if content else known.get(row.path)

    def _read(self, paths: Sequence[str]) -> list[MinutesHtml | None]:
        """The minutes of these files; None of one that cannot be read any more. Many are read by two processes, which share no index."""

        def read(some: Sequence[str], _told: Callable[[int], None]) -> list[MinutesHtml | None]:
            found = ((self.source.page(path)) for path in some)
            return [content_of(self.facts, page) if isinstance(page, Minutes) else None for page in found]

        if not is_worth_two(len(paths)):
            return read(paths, lambda _: None)
        self.source.close()
        return in_halves(read, paths, lambda _: None)

    @cached_property
    def tag(self) -> str:
        """What decides how a file is read, beside the file."""
        return digest(_MEANING, __version__, self.facts.language, self.source.text_of("meetings/people.yaml"), self.public)

    @cached_property
    def coming(self) -> list[MeetingRow]:
        """The meetings that are called or prepared, from today on."""
        return [row for row in self.source.meeting_rows if row.on >= self.today and self._is_within(row.group)]

    @cached_property
    def by_id(self) -> dict[str, MeetingWithPage]:
        found = {fold(old): one for one in self.meetings for old in one.gathered.moved}
        return found | {fold(one.row.id): one for one in self.meetings}

    @cached_property
    def by_group(self) -> dict[str, list[MeetingWithPage]]:
        found: dict[str, list[MeetingWithPage]] = {}
        for one in self.meetings:
            found.setdefault(fold(one.row.group), []).append(one)
        return found

    def planned(self, group: Group) -> list[date]:
        """The days that a group is to meet, and for which nothing is prepared yet."""
        series = [head for head in self.source.heads if fold(head.group) == fold(group.id)]
        days = {*group.calendar, *([series[-1].next_on] if series and series[-1].next_on else [])}
        taken = days_given_up(series) | {head.on for head in series}
        return sorted(day for day in days - taken if day.isoformat() >= self.today)

    # ---------------------------------------------------------------- actions

    @cached_property
    def rows(self) -> list[ActionRow]:
        """The actions that are shown."""
        paths = {one.row.path for one in self.meetings}
        return [row for row in self.source.action_rows if self._is_shown(row, paths)]

    def _is_shown(self, row: ActionRow, paths: set[str]) -> bool:
        if self.within and not any(fold(group) in self.within for group in row.groups):
            return False
        return not self.public or ((row.born_path in paths or not row.born_meeting) and is_public(self.facts, row))

    @cached_property
    def rows_by_meeting(self) -> dict[str, list[ActionRow]]:
        found: dict[str, list[ActionRow]] = {}
        for row in self.rows:
            for meeting in row.meetings:
                found.setdefault(fold(meeting), []).append(row)
        return found

    def rows_in(self, meeting: MeetingWithPage) -> list[ActionRow]:
        return self.rows_by_meeting.get(fold(meeting.row.id), [])

    @cached_property
    def rows_by_place(self) -> dict[str, ActionRow]:
        return {place_of(row.id, row.born_path, row.born_line): row for row in self.rows}

    @cached_property
    def row_keys(self) -> dict[int, bytes]:
        """All that pages say of an action, as one word, by the row's own identity."""
        today, urls = self.today, self.people_urls
        fields: Any = tuple
        return {id(row): dumps((fields(row), row.is_overdue(today), [urls.get(owner, "") for owner in row.owners]), 2) for row in self.rows}

    @cached_property
    def first_dues(self) -> dict[str, str]:
        """The day that each action was due when it was born, as far as a day was said."""
        found: dict[str, str] = {}
        for meeting in self.meetings:
            for place, due in meeting.gathered.dues:
                found.setdefault(place, due)
        return found

    def keys_of(self, rows: Iterable[ActionRow]) -> list[bytes]:
        keys = self.row_keys
        return [keys[id(row)] for row in rows]

    @cached_property
    def _rows_for(self) -> dict[tuple[str, str], list[ActionRow]]:
        """The actions that say on their own line which case they are for."""
        found: dict[tuple[str, str], list[ActionRow]] = {}
        for row in self.rows:
            if "(" in row.text:
                for case in cases_named(row.text):
                    found.setdefault(case, []).append(row)
        return found

    def rows_of_case(self, meeting: MeetingWithPage, case: AgendaItem) -> tuple[ActionRow, ...]:
        """The actions that carry out what a case decided."""
        known = self.rows_by_place
        found = {key: known[key] for key in (*case.actions, *case.names) if key in known}
        if self._rows_for:
            for number in numbers_of(case.number):
                found |= {place_of(row.id, row.born_path, row.born_line): row for row in self._rows_for.get((fold(meeting.row.id), number), ())}
        return tuple(found.values())

    # ---------------------------------------------------------------- cases and decisions

    @cached_property
    def decisions(self) -> list[DecisionWithPage]:
        """Every decision, in order."""
        found = []
        for meeting in self.meetings:
            for place, case in enumerate(meeting.gathered.cases):
                if not case.decisions:
                    continue
                rows = self.rows_of_case(meeting, case)
                came = outcome((row.state for row in rows), is_closed=case.needs_none, is_postponed=case.is_postponed)
                name = f"decisions/{stem(meeting.url)}-{meeting.anchors[place]}"
                for number, said in enumerate(case.decisions, 1):
                    url = f"{name}-{number}.html" if number > 1 else f"{name}.html"
                    found.append(DecisionWithPage(AgendaPlace(meeting.at, place), said, url, rows, came))
        return found

    @cached_property
    def decisions_of(self) -> dict[AgendaPlace, list[DecisionWithPage]]:
        found: dict[AgendaPlace, list[DecisionWithPage]] = {}
        for one in self.decisions:
            found.setdefault(one.node, []).append(one)
        return found

    @cached_property
    def raised_in(self) -> dict[AgendaPlace, AgendaPlace]:
        """Where a case was raised: the case of an earlier meeting that it says it comes from, and is not the same as."""
        return {}

    @cached_property
    def threads(self) -> list[Thread]:
        """Every case, by its first meeting. What has no text, decision or action is only a line of an agenda."""
        joined = Joined()
        numbered: dict[tuple[str, str], AgendaPlace] = {}
        for meeting in self.meetings:
            for place, case in enumerate(meeting.gathered.cases):
                node = AgendaPlace(meeting.at, place)
                for source, is_same in self._sources(case):
                    if is_same:
                        joined.join(source, node)
                    else:
                        self.raised_in[node] = source
                if "/" in case.number and not case.is_hidden:
                    joined.join(numbered.setdefault((fold(meeting.row.group), fold(read_reference(case.number))), node), node)
        every = (AgendaPlace(one.at, place) for one in self.meetings for place, case in enumerate(one.gathered.cases) if not case.is_hidden)
        together = joined.together(every)
        return [thread for nodes in together if (thread := self._thread(nodes))]

    def _sources(self, case: AgendaItem) -> Iterator[tuple[AgendaPlace, bool]]:
        for meeting_id, ref in case.came_from:
            source = self.by_id.get(fold(meeting_id))
            for place, one in enumerate(source.gathered.cases if source else ()):
                if source and fold(one.number or one.title.strip().rstrip(".)")) == fold(ref) and not one.is_hidden:
                    yield AgendaPlace(source.at, place), one.is_postponed or fold(one.title) == fold(case.title)

    def _thread(self, nodes: tuple[AgendaPlace, ...]) -> Thread | None:
        cases = [self.case_at(node) for node in nodes]
        prepared = (
            None
            if self.public
            else next((self._prepared[key] for case in cases for link in case.links if (key := fold(link)) in self._prepared), None)
        )
        decisions = [one for node in nodes for one in self.decisions_of.get(node, ())]
        first = nodes[0]
        meeting = self.meetings[first.meeting]
        anchor = meeting.anchors[first.case]
        if len(nodes) == 1 and not prepared and not cases[0].is_postponed:
            if not (cases[0].has_text or decisions or cases[0].actions):
                return None
            if len(decisions) == 1:  # the page of the decision says all of it
                return Thread(nodes, decisions[0].url, has_page=False)
        return Thread(nodes, f"cases/{stem(meeting.url)}-{anchor}.html", has_page=True, prepared=prepared)

    @cached_property
    def thread_of(self) -> dict[AgendaPlace, Thread]:
        return {node: thread for thread in self.threads for node in thread.nodes}

    @cached_property
    def _prepared(self) -> dict[str, PreparedItem]:
        return {fold(item.id): item for item in self.source.items}

    @cached_property
    def waiting(self) -> list[Waiting]:
        """The cases that wait for a meeting; for everybody, those that stand in what they may read."""
        found = waiting_list(self.source.minutes_with_cases, self.source.groups, () if self.public else self.source.items)
        shown = [one for one in found if self._is_within(one.aim.group)]
        if not self.public:
            return shown
        paths = {one.row.path for one in self.meetings}
        return [one for one in shown if one.place.path in paths and not self.facts.withheld(one.place.path).hides(one.place.line)]

    def case_at(self, node: AgendaPlace) -> AgendaItem:
        return self.meetings[node.meeting].gathered.cases[node.case]

    # ---------------------------------------------------------------- people and groups

    @cached_property
    def groups(self) -> list[Group]:
        """The groups that have a file, or that minutes name."""
        named = {fold(group.id): group for group in self.source.groups}
        for row in self.source.meeting_rows:
            if row.group and fold(row.group) not in named:
                from referat.query.groups import GroupStanding

                named[fold(row.group)] = GroupStanding.of_name(row.group).group
        return [group for group in named.values() if self._is_within(group.id)]

    @cached_property
    def group_urls(self) -> dict[str, str]:
        ids = [group.id for group in self.groups]
        return {fold(one): f"groups/{name}.html" for one, name in zip(ids, names_of_files(ids), strict=True)}

    @cached_property
    def people(self) -> list[Somebody]:
        """Everybody with something to show: a seat, an action, a meeting."""
        standing = [one for one in self.source.people if one.name or not self.public]
        names = names_of_files(one.name or one.handle for one in standing)
        found = [Somebody(one, f"people/{name}.html") for one, name in zip(standing, names, strict=True)]
        by_owner = {owner: one for one in found for owner in one.standing.owning}
        by_name = {fold(name): one for one in found for name, _ in one.standing.met}
        for row in self.rows:
            for one in {id(one): one for owner in row.owners if (one := by_owner.get(owner))}.values():
                one.rows.append(row)
        for meeting in self.meetings:
            if meeting.row.status not in SENT:
                continue
            for listed, at in ((meeting.gathered.there, 0), (meeting.gathered.away, 1)):
                for name in listed:
                    if one := by_name.get(fold(name)):
                        (one.away if at else one.there).append(meeting.at)
        return [one for one in found if one.rows or one.there or one.away or any(self._is_within(group) for group, _ in one.standing.seats)]

    @cached_property
    def people_urls(self) -> dict[Owner, str]:
        """The pages of those who own actions, by the ways in which actions name them."""
        return {owner: one.url for one in self.people for owner in one.standing.owning}

    @cached_property
    def people_by_name(self) -> dict[str, str]:
        return {fold(one.standing.name): one.url for one in self.people if one.standing.name}


def is_worth_two(files: int) -> bool:
    """Whether so many files are worth a second process; one that has threads of its own cannot be doubled safely."""
    return files >= WORTH_TWO and threading.active_count() == 1
