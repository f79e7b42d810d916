"""The people: a list, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.text import safe
from referat.site.pages import FEW, SitePage, SitePart
from referat.site.things import Somebody
from referat.site.views import (
    Link,
    action_views,
    group_link,
    meeting_view,
    ordered,
)


@dataclass(frozen=True)
class PersonPages(SitePart):
    def pages(self) -> Iterator[SitePage]:
        site = self.site
        listed = [one for one in site.people if one.standing.called]
        key: list[object] = [[(one.url, one.standing.called, one.standing.org, one.standing.seats, self._counts(one)) for one in listed]]
        yield self.maker.page(
            "people/index.html", key, "people.html", self.maker.words["people"], lambda: {"rows": [self._person_row(one) for one in listed]}
        )
        for one in listed:
            met = [(site.meetings[at].url, site.meetings[at].row.title) for at in (*one.there[-FEW:], *one.away[-FEW:])]
            key = [one.standing.called, one.standing.org, one.standing.seats, self._counts(one), site.keys_of(one.rows), met]
            yield self.maker.page(one.url, key, "person.html", self._called(one), partial(self._person_facts, one))

    def _called(self, one: Somebody) -> str:
        return safe(one.standing.called)

    def _counts(self, one: Somebody) -> tuple[int, ...]:
        return (sum(row.is_open for row in one.rows), sum(row.is_overdue(self.site.today) for row in one.rows), len(one.there), len(one.away))

    def _org(self, one: Somebody) -> str:
        return self.site.facts.org_of(one.standing)

    def _person_row(self, one: Somebody) -> dict[str, Any]:
        left, late, there, away = self._counts(one)
        groups = list(dict.fromkeys(group for group, _ in one.standing.seats))
        return {
            "link": Link(self._called(one), one.url),
            "org": self._org(one),
            "groups": [group_link(self.site, group) for group in groups],
            "left": left,
            "late": late,
            "there": there,
            "away": away,
        }

    def _person_facts(self, one: Somebody) -> dict[str, Any]:
        site = self.site
        met = sorted([(at, True) for at in one.there[-FEW:]] + [(at, False) for at in one.away[-FEW:]], reverse=True)[:FEW]
        roles = {"lead": tr(D_("lead")), "deputy": tr(D_("deputy")), "member": tr(D_("member"))}
        closed = sorted((row for row in one.rows if not row.is_open), key=lambda row: row.closed_on, reverse=True)
        return {
            "org": self._org(one),
            "seats": [(group_link(site, group), roles.get(role, role)) for group, role in one.standing.seats],
            "open": action_views(site, ordered(row for row in one.rows if row.is_open)),
            "closed": action_views(site, closed[:30]),
            "met": [(meeting_view(site, site.meetings[at]), there) for at, there in met],
            "there": len(one.there),
            "away": len(one.away),
        }
