"""The meetings: a list for each year, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from referat.handouts.minutes import minutes_handout
from referat.handouts.words import day_words
from referat.handouts.writers import written
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.meeting import Minutes
from referat.model.people import fold
from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.site.pages import SitePage, SitePart, by_year, views_of
from referat.site.things import AgendaPlace, MeetingWithPage, digest
from referat.site.views import (
    Link,
    action_views,
    decision_view,
    meeting_view,
    ordered,
    place_link,
)


@dataclass(frozen=True)
class MeetingPages(SitePart):
    def pages(self) -> Iterator[SitePage]:
        site = self.site
        for year, found in by_year(site.meetings, lambda one: one.row.on):
            key: list[object] = [[tuple(one.row) for one in found], [sum(row.is_open for row in site.rows_in(one)) for one in found]]
            yield self.maker.year_page(
                "meetings", year, key, "meetings.html", self.maker.words["meetings"], partial(views_of, meeting_view, site, found[::-1])
            )
        for group in site.by_group.values():
            for before, one, after in zip([None, *group], group, [*group[1:], None], strict=False):
                page = self._meeting(one, before, after)
                yield page
                yield from (SitePage(path, digest(page.key, form), partial(self._document, one, form)) for form, path in self._documents(one))

    def _meeting(self, meeting: MeetingWithPage, before: MeetingWithPage | None, after: MeetingWithPage | None) -> SitePage:
        site, row = self.site, meeting.row
        rows = site.rows_in(meeting)
        nodes = [AgendaPlace(meeting.at, place) for place in range(len(meeting.gathered.cases))]
        key = (
            tuple(row),
            meeting.gathered.text,
            site.tag,
            site.keys_of(rows),
            [(one.url, one.row.title, one.row.on) if one else None for one in (before, after)],
            [[(str(words), str(link.words), link.url) for words, link in self._thread_beside(node)] for node in nodes],
            [[one.outcome for one in site.decisions_of.get(node, ())] for node in nodes],
            [_size(Path(site.source.root) / path) for path in meeting.gathered.pictures],
            site.documents,
            tuple(self._approved(meeting)),
        )
        title = f"{safe(row.title)}, {day_words(meeting.on, site.facts.language)}"
        return self.maker.page(meeting.url, key, "meeting.html", title, partial(self._meeting_facts, meeting, before, after, rows))

    def _meeting_facts(
        self, meeting: MeetingWithPage, before: MeetingWithPage | None, after: MeetingWithPage | None, rows: list[ActionRow]
    ) -> dict[str, Any]:
        site = self.site
        content = site.content(meeting)
        sections = []
        for place, section in enumerate(content.sections):
            node = AgendaPlace(meeting.at, place)
            sections.append(
                {
                    "anchor": section.anchor,
                    "heading": Markup(section.heading),  # noqa: S704 - it has passed the wall
                    "body": Markup(section.body),  # noqa: S704 - as above
                    "decisions": [decision_view(site, one) for one in site.decisions_of.get(node, ())],
                    "thread": self._thread_beside(node),
                }
            )
        return {
            "meeting": meeting_view(site, meeting),
            "content_language": content.language,
            "status": content.status,
            "facts": content.facts,
            "before_text": Markup(content.before),  # noqa: S704 - as above
            "sections": sections,
            "attendance": Markup(content.attendance),  # noqa: S704 - as above
            "attachments": Markup(content.attachments),  # noqa: S704 - as above
            "there": len(meeting.gathered.there),
            "away": len(meeting.gathered.away),
            "rows": action_views(site, ordered(rows)),
            "before": meeting_view(site, before) if before else None,
            "after": meeting_view(site, after) if after else None,
            "documents": self._documents(meeting),
            "approved": self._approved(meeting),
        }

    def _documents(self, meeting: MeetingWithPage) -> list[tuple[str, str]]:
        """The formats that stand beside a meeting's page, each with its file."""
        return [(form, f"{meeting.url.removesuffix('.html')}.{form}") for form in self.site.documents]

    def _document(self, meeting: MeetingWithPage, form: str) -> bytes:
        """The minutes as a document. What it says of today is of the day it was made: it is made anew when anything in it has changed."""
        minutes = self.site.source.page(meeting.row.path)
        assert isinstance(minutes, Minutes)
        return written(minutes_handout(self.site.facts, minutes), form)

    def _approved(self, meeting: MeetingWithPage) -> Link:
        """The meeting that approved the minutes."""
        found = self.site.by_id.get(fold(meeting.row.approved_in)) if meeting.row.approved_in else None
        return Link(day_words(found.on, self.site.facts.language), found.url) if found else Link("")

    def _thread_beside(self, node: AgendaPlace) -> list[tuple[str, Link]]:
        """Where a case has been before, and comes up again."""
        site = self.site
        thread = site.thread_of.get(node)
        found = []
        if raised := site.raised_in.get(node):
            found.append((tr(D_("Raised in")), place_link(self.site, raised)))
        if thread and len(thread.nodes) > 1:
            at = thread.nodes.index(node)
            if at:
                found.append((tr(D_("Came from")), place_link(self.site, thread.nodes[at - 1])))
            if at + 1 < len(thread.nodes):
                found.append((tr(D_("Comes up again in")), place_link(self.site, thread.nodes[at + 1])))
        if thread and thread.has_page:
            found.append(("", Link(tr(D_("The whole case")), thread.url)))
        return found


def _size(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)
