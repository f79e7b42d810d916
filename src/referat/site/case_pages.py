"""Decisions and cases: lists by year, and a page for each, with where it came from and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from referat.handouts.words import day_words
from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.site.pages import SitePage, SitePart, by_year, views_of
from referat.site.things import AgendaPlace, DecisionWithPage, Thread
from referat.site.views import (
    Link,
    action_views,
    case_anchor,
    decision_view,
    group_link,
    line,
    meeting_view,
    ordered,
    place_link,
    step_view,
    thread_link,
    thread_words,
    waiting_view,
    waits_of,
)


@dataclass(frozen=True)
class CasePages(SitePart):
    def pages(self) -> Iterator[SitePage]:
        yield from self._decisions()
        yield from self._cases()

    def _decisions(self) -> Iterator[SitePage]:
        site = self.site
        for year, found in by_year(site.decisions, lambda one: site.meetings[one.node.meeting].row.on):
            key: list[object] = [[(tuple(one.said), one.url, one.outcome, *self._place(one.node)) for one in found]]
            yield self.maker.year_page(
                "decisions", year, key, "decisions.html", self.maker.words["decisions"], partial(views_of, decision_view, site, found[::-1])
            )
        for one in site.decisions:
            thread = site.thread_of.get(one.node)
            key = [tuple(one.said), one.outcome, self._place(one.node), site.keys_of(one.rows), self._thread_key(thread)]
            yield self.maker.page(one.url, key, "decision.html", self.maker.words["decision"], partial(self._decision_facts, one, thread))

    def _place(self, node: AgendaPlace) -> tuple[str, ...]:
        found = self._places.get(node)
        if found is None:
            meeting, case = self.site.meetings[node.meeting], self.site.case_at(node)
            found = self._places[node] = (meeting.row.title, meeting.row.on, meeting.url, meeting.anchors[node.case], case.number, case.title)
        return found

    @cached_property
    def _places(self) -> dict[AgendaPlace, tuple[str, ...]]:
        return {}

    def _thread_key(self, thread: Thread | None) -> object:
        if thread is None or (len(thread.nodes) == 1 and not thread.has_page):
            return None
        return [thread.url, [(*self._place(node), self.site.case_at(node).postponed_to) for node in thread.nodes]]

    def _decision_facts(self, one: DecisionWithPage, thread: Thread | None) -> dict[str, Any]:
        site = self.site
        return {
            "decision": decision_view(site, one),
            "vote": line(site, one.said.vote),
            "rows": action_views(site, ordered(one.rows)),
            "steps": [step_view(site, node) for node in thread.nodes] if thread and len(thread.nodes) > 1 else [],
            "thread": thread_link(site, thread) if thread and thread.has_page else None,
            "meeting": meeting_view(site, site.meetings[one.node.meeting]),
        }

    def _cases(self) -> Iterator[SitePage]:
        site = self.site
        waits = [(one.title, str(one.origin), one.aim.group, one.times, one.came_from) for one in site.waiting]
        years = by_year(site.threads, lambda one: site.meetings[one.nodes[-1].meeting].row.on)
        for year, found in years:
            key: list[object] = [
                [(one.url, [self._place(node) for node in one.nodes], self._outcome_of(one)) for one in found],
                waits if year == years[-1][0] else None,
            ]
            make = partial(views_of, CasePages._case_row, self, found[::-1])
            more = (lambda: {"waiting": [waiting_view(site, one) for one in site.waiting]}) if year == years[-1][0] else (lambda: {"waiting": []})
            yield self.maker.year_page("cases", year, key, "cases.html", self.maker.words["cases"], make, more)
        for thread in site.threads:
            if thread.has_page:
                rows = self._thread_rows(thread)
                decisions = [(tuple(one.said), one.url, one.outcome) for node in thread.nodes for one in site.decisions_of.get(node, ())]
                raised = site.raised_in.get(thread.nodes[0])
                key = [self._thread_key(thread), site.keys_of(rows), decisions, self._place(raised) if raised else None, waits_of(self.site, thread)]
                key.append((thread.prepared.title, thread.prepared.by) if thread.prepared else None)
                yield self.maker.page(thread.url, key, "case.html", thread_words(site, thread), partial(self._case_facts, thread, rows))

    def _outcome_of(self, thread: Thread) -> str:
        found = [one.outcome for node in thread.nodes for one in self.site.decisions_of.get(node, ())]
        return found[-1] if found else ""

    def _case_row(self, thread: Thread) -> dict[str, Any]:
        site = self.site
        last = thread.nodes[-1]
        decided = [one for node in thread.nodes for one in site.decisions_of.get(node, ())]
        meeting = site.meetings[last.meeting]
        return {
            "link": thread_link(site, thread),
            "times": len(thread.nodes),
            "last": Link(day_words(meeting.on, site.facts.language), case_anchor(site, last)),
            "on": meeting.row.on,
            "said": decision_view(site, decided[-1]).said if decided else waits_of(self.site, thread),
            "outcome": decided[-1].outcome if decided else "",
            "group": group_link(site, meeting.row.group),
        }

    def _thread_rows(self, thread: Thread) -> list[ActionRow]:
        site = self.site
        found = {id(row): row for node in thread.nodes for row in site.rows_of_case(site.meetings[node.meeting], site.case_at(node))}
        return list(found.values())

    def _case_facts(self, thread: Thread, rows: list[ActionRow]) -> dict[str, Any]:
        site = self.site
        raised = site.raised_in.get(thread.nodes[0])
        return {
            "steps": [step_view(site, node) for node in thread.nodes],
            "rows": action_views(site, ordered(rows)),
            "raised": place_link(self.site, raised) if raised else None,
            "prepared": {"title": safe(thread.prepared.title), "by": safe(thread.prepared.by)} if thread.prepared else None,
            "waits": waits_of(self.site, thread),
            "group": group_link(site, site.meetings[thread.nodes[0].meeting].row.group),
        }
