"""The groups: a list, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from referat.handouts.content import Block, Heading
from referat.handouts.html import blocks_html
from referat.handouts.lists import group_handout
from referat.handouts.words import day_words, person_name
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.group import Group
from referat.model.people import fold
from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.site import figures
from referat.site.frame import cleaned
from referat.site.pages import SitePage, SitePart
from referat.site.things import MeetingWithPage, digest
from referat.site.views import (
    Link,
    action_views,
    coming_view,
    group_link,
    meeting_view,
    ordered,
    person_link,
)


@dataclass(frozen=True)
class GroupPages(SitePart):
    def pages(self) -> Iterator[SitePage]:
        site = self.site
        counts = {fold(group.id): self._rows_of_group(group) for group in site.groups}
        opened = {name: [row for row in rows if row.is_open] for name, rows in counts.items()}
        key: list[object] = [[(*self._group_key(group), site.keys_of(opened[fold(group.id)])) for group in site.groups]]
        yield self.maker.page(
            "groups/index.html",
            key,
            "groups.html",
            self.maker.words["groups"],
            lambda: {"rows": [self._group_row(g, opened[fold(g.id)]) for g in site.groups]},
        )
        for group in site.groups:
            rows = counts[fold(group.id)]
            held = site.by_group.get(fold(group.id), [])
            key = [
                self._group_key(group),
                site.keys_of(rows),
                [tuple(one.row) for one in held],
                [str(day) for day in site.planned(group)],
                site.tag,
                site.today[:7],
            ]
            if group.path:
                key.append(digest(site.source.text_of(group.path)))
            yield self.maker.page(
                site.group_urls[fold(group.id)], key, "group.html", safe(group.title or group.id), partial(self._group_facts, group, rows, held)
            )

    @cached_property
    def _by_group(self) -> dict[str, list[ActionRow]]:
        found: dict[str, list[ActionRow]] = {}
        for row in self.site.rows:
            for group in row.groups:
                found.setdefault(fold(group), []).append(row)
        return found

    def _rows_of_group(self, group: Group) -> list[ActionRow]:
        return self._by_group.get(fold(group.id), [])

    def _group_key(self, group: Group) -> tuple[object, ...]:
        return (
            group.id,
            group.title,
            group.parent,
            [seat.name for seat in group.seats],
            [seat.name for seat in group.lead],
            str(group.since),
            str(group.until),
            bool(group.closed),
        )

    def _group_row(self, group: Group, rows: list[ActionRow]) -> dict[str, Any]:
        site = self.site
        held = site.by_group.get(fold(group.id), [])
        late = sum(row.is_overdue(site.today) for row in rows)
        return {
            "link": group_link(site, group.id),
            "parent": group_link(site, group.parent),
            "lead": [person_link(self.site, seat.name, person_name(seat)) for seat in group.lead],
            "members": sum(1 for seat in group.seats if seat.name),
            "seats": len(group.open_seats),
            "until": day_words(group.until, site.facts.language) if group.until else "",
            "is_past": group.is_past_term(site.facts.today),
            "left": len(rows),
            "late": late,
            "last": Link(day_words(held[-1].on, site.facts.language), held[-1].url) if held else None,
            "is_closed": bool(group.closed),
        }

    def _group_facts(self, group: Group, rows: list[ActionRow], held: list[MeetingWithPage]) -> dict[str, Any]:
        site = self.site
        handout = group_handout(site.facts, group)
        mandate: list[Block] = []
        for block in handout.blocks:  # what follows it is shown in another way here
            if isinstance(block, Heading) and block.level == 2:
                if mandate or block.runs[0].text != tr(D_("Mandate")):
                    break
                continue
            mandate.append(block)
        coming = [coming_view(site, row) for row in site.coming if fold(row.group) == fold(group.id)]
        return {
            "facts": handout.facts,
            "mandate": Markup(cleaned(blocks_html(mandate))),  # noqa: S704 - it has passed the wall
            "seats": [
                {
                    "person": person_link(self.site, seat.name, person_name(seat)),
                    "org": safe(seat.org),
                    "role": self._role(group, seat.name),
                    "is_open": seat in group.open_seats,
                }
                for seat in group.seats
            ],
            "open": action_views(site, ordered(row for row in rows if row.is_open)),
            "closed": action_views(site, sorted((row for row in rows if not row.is_open), key=lambda row: row.closed_on, reverse=True)[:30]),
            "coming": coming,
            "planned": [day_words(day, site.facts.language, weekday=True) for day in site.planned(group)],
            "held": [meeting_view(site, one) for one in held if one.row.on < site.today][::-1][:40],
            "parent": group_link(site, group.parent),
            "below": [group_link(site, one.id) for one in site.groups if fold(one.parent) == fold(group.id)],
            "chart": figures.attendance_chart(site, held),
        }

    def _role(self, group: Group, name: str) -> str:
        if name and any(one.name == name for one in group.lead):
            return tr(D_("lead"))
        return tr(D_("deputy")) if name and any(one.name == name for one in group.deputy) else tr(D_("member"))
