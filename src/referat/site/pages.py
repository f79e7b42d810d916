"""How a page of the site comes to be: its key, its frame, and what all parts of the site share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from referat import __version__
from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.text import safe
from referat.query.rows import ActionRow
from referat.site.frame import CONTENT, TITLE, framed, own_text, rendered
from referat.site.site import Site
from referat.site.things import digest
from referat.site.views import Link, ordered
from referat.site.words import said

FEW = 12  # as many as a page shows of what has a list of its own


@dataclass(frozen=True, slots=True)
class SitePage:
    """A file of the site. `key` says what it is made from; where that is what it was before, it need not be made."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Maker:
    """What makes the pages of one site."""

    site: Site

    @cached_property
    def frame(self) -> str:
        """What every page shows or is made with."""
        site = self.site
        titles = [(group.id, group.title) for group in site.groups]
        return digest(__version__, own_text(), site.facts.language, self.title, site.facts.look.colour, site.public, titles, sorted(site.within))

    @cached_property
    def title(self) -> str:
        return safe(self.site.source.settings.title) or tr(D_("Minute book"))

    @cached_property
    def words(self) -> dict[str, str]:
        return said()

    @cached_property
    def open_rows(self) -> list[ActionRow]:
        return ordered(row for row in self.site.rows if row.is_open)

    def page(self, path: str, key: Iterable[object], template: str, title: str, facts: Callable[[], dict[str, Any]]) -> SitePage:
        return SitePage(path, digest(self.frame, template, str(title), *key), partial(self._made, path, template, title, facts))

    def _made(self, path: str, template: str, title: str, facts: Callable[[], dict[str, Any]]) -> bytes:
        content = rendered(template, {"title": title, "site_title": self.title, "language": self.site.facts.language, **facts()})
        return framed(self._frame(path), title, content, path.count("/")).encode()

    def _frame(self, path: str) -> str:
        """What stands around the content of a page, the same for all of its folder but the first."""
        part, _, name = path.partition("/")
        key = (part, name in {"", "index.html"})
        if key not in self._frames:
            facts = {"title": TITLE, "content": CONTENT, "part": part, "is_first": key[1], "is_public": self.site.public}
            self._frames[key] = rendered("base.html", {**facts, "site_title": self.title, "language": self.site.facts.language})
        return self._frames[key]

    @cached_property
    def _frames(self) -> dict[tuple[str, bool], str]:
        return {}

    @cached_property
    def _years(self) -> dict[str, list[str]]:
        site = self.site
        days = {
            "meetings": {one.row.on[:4] for one in site.meetings},
            "decisions": {site.meetings[one.node.meeting].row.on[:4] for one in site.decisions},
            "cases": {site.meetings[one.nodes[-1].meeting].row.on[:4] for one in site.threads},
        }
        return {name: sorted(found, reverse=True) for name, found in days.items()}

    def year_page(
        self,
        folder: str,
        year: str,
        key: Sequence[object],
        template: str,
        title: str,
        rows: Callable[[], list[Any]],
        more: Callable[[], dict[str, Any]] = dict,
    ) -> SitePage:
        """A list of one year; the newest is the first page of its folder."""
        years = self._years[folder]
        newest = not years or year == years[0]
        path = f"{folder}/index.html" if newest else f"{folder}/{year}.html"
        links = [Link(one, f"{folder}/index.html" if one == years[0] else f"{folder}/{one}.html") for one in years]
        heading = f"{title} {year}".strip()
        return self.page(path, [key, years], template, heading, lambda: {"rows": rows(), "years": links, "year": year, **more()})


@dataclass(frozen=True)
class SitePart:
    """A part of the site: some kinds of pages."""

    maker: Maker

    @property
    def site(self) -> Site:
        return self.maker.site


def by_year(found: Iterable[Any], day: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
    """By year, the first first; one year without anything where there is nothing."""
    years: dict[str, list[Any]] = {}
    for one in found:
        years.setdefault(day(one)[:4], []).append(one)
    return sorted(years.items()) or [("", [])]


def views_of(view: Callable[..., Any], site: Any, found: Iterable[Any]) -> list[Any]:
    return [view(site, one) for one in found]
