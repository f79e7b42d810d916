"""The first page: what is late and next; and the list of all that is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from referat.handouts.words import day_words
from referat.languages.i18n import tr, tr_n
from referat.languages.mark import D_
from referat.model.group import Group
from referat.query.rows import CANCELLED
from referat.site import figures
from referat.site.pages import FEW, SitePage, SitePart
from referat.site.views import (
    Link,
    action_views,
    coming_view,
    group_link,
    meeting_view,
    waiting_view,
)

SOON = timedelta(days=14)


@dataclass(frozen=True)
class FrontPages(SitePart):
    def pages(self) -> Iterator[SitePage]:
        yield self._front()
        yield self._actions()

    def _front(self) -> SitePage:
        site = self.site
        late = [row for row in self.maker.open_rows if row.is_overdue(site.today)]
        until = (site.facts.today + SOON).isoformat()
        soon = [row for row in self.maker.open_rows if site.today <= row.due <= until]
        held = [one for one in site.meetings if one.row.on < site.today and one.row.status != CANCELLED][-8:][::-1]
        coming = [*((row.on, row.start, row.id, row) for row in site.coming), *self._planned()]
        ahead = sorted(coming, key=lambda one: one[:3])[:10]
        terms = self._terms()
        key = (
            site.today,
            len(late),
            len(soon),
            len(self.maker.open_rows),
            site.keys_of((*late[-FEW:], *soon[:FEW])),
            [tuple(one.row) for one in held],
            [(*one[:3], tuple(one[3]) if isinstance(one[3], tuple) else str(one[3])) for one in ahead],
            [(one.title, one.came_from, one.times) for one in site.waiting[:FEW]],
            [(group.id, str(group.until)) for group, _ in terms],
            figures.key_of_front(site),
        )

        def facts() -> dict[str, Any]:
            return {
                "today": day_words(site.facts.today, site.facts.language, weekday=True),
                "late_count": len(late),
                "soon_count": len(soon),
                "open_count": len(self.maker.open_rows),
                "late": action_views(site, late[-FEW:][::-1]),
                "soon": action_views(site, soon[:FEW]),
                "coming": [self._ahead(one) for one in ahead],
                "held": [meeting_view(site, one) for one in held],
                "waiting": [waiting_view(site, one) for one in site.waiting[:FEW]],
                "terms": [(group_link(site, group.id), words) for group, words in terms],
                "chart": figures.front_chart(site),
                "late_words": tr_n("{n} action is late", "{n} actions are late", len(late)),
                "soon_words": tr_n("{n} is due within two weeks", "{n} are due within two weeks", len(soon)),
                "open_words": tr_n("{n} open action", "{n} open actions", len(self.maker.open_rows)),
            }

        return self.maker.page("index.html", key, "front.html", self.maker.words["front"], facts)

    def _planned(self) -> Iterator[tuple[str, str, str, Any]]:
        for group in self.site.groups:
            for day in self.site.planned(group)[:2]:
                yield day.isoformat(), "", group.id, group.id

    def _ahead(self, one: tuple[str, str, str, Any]) -> dict[str, Any]:
        on, _, _, what = one
        if isinstance(what, tuple):
            view = coming_view(self.site, what)  # type: ignore[arg-type]
            return {
                "link": Link(view.title, view.url),
                "day": view.weekday_day,
                "when": view.when,
                "where": view.where,
                "said": view.said if view.status == "cancelled" else "",
            }
        link = group_link(self.site, what)
        return {
            "link": link,
            "day": day_words(date.fromisoformat(on), self.site.facts.language, weekday=True),
            "when": "",
            "where": "",
            "said": tr(D_("planned")),
        }

    def _terms(self) -> list[tuple[Group, str]]:
        """The groups whose term has passed or ends within three months."""
        today = self.site.facts.today
        found = [group for group in self.site.groups if group.until and group.closed is None and group.until <= today + timedelta(days=92)]
        return [
            (group, day_words(group.until, self.site.facts.language)) for group in sorted(found, key=lambda one: one.until or today) if group.until
        ]

    def _actions(self) -> SitePage:
        site = self.site
        return self.maker.page(
            "actions/index.html",
            [site.keys_of(self.maker.open_rows)],
            "actions.html",
            self.maker.words["actions"],
            lambda: {
                "rows": action_views(site, self.maker.open_rows),
                "count": tr_n("{n} open action", "{n} open actions", len(self.maker.open_rows)),
            },
        )
