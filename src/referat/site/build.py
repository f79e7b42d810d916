"""Every file of the site: where it lies, what it is made from, and how it is made."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b

from referat.handouts.html import in_look
from referat.handouts.words import speaking
from referat.site import figures, search
from referat.site.case_pages import CasePages
from referat.site.frame import ASSETS, speak
from referat.site.front_pages import FrontPages
from referat.site.group_pages import GroupPages
from referat.site.meeting_pages import MeetingPages
from referat.site.pages import Maker, SitePage
from referat.site.person_pages import PersonPages
from referat.site.site import Site
from referat.site.words import said

# What a folder with a site in it is known by.
MANIFEST = "referat-site.json"


def pages_of(site: Site) -> Iterator[SitePage]:
    """Every file of the site."""
    with speaking(site.facts.language):
        pages = list(_pages(Maker(site)))
    for page in pages:
        yield SitePage(page.path, page.key, partial(_in_language, site.facts.language, page.make))


def _in_language(language: str, make: Callable[[], bytes]) -> bytes:
    with speaking(language):
        return make()


def _pages(maker: Maker) -> Iterator[SitePage]:
    site = maker.site
    speak(said())
    yield _asset("site.css", in_look((ASSETS / "site.css").read_text(encoding="utf-8"), site.facts.look).encode())
    yield _asset("site.js", (ASSETS / "site.js").read_bytes())
    for part in (FrontPages, MeetingPages, CasePages, GroupPages, PersonPages):
        yield from part(maker).pages()
    yield maker.page("figures/index.html", [figures.key_of(site)], "figures.html", maker.words["figures"], lambda: {"charts": figures.charts(site)})
    for path, key, make in search.files_of(site, maker.frame):
        yield SitePage(path, key, make)


def _asset(name: str, data: bytes) -> SitePage:
    return SitePage(f"assets/{name}", blake2b(data, digest_size=12).hexdigest(), lambda: data)
