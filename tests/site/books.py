"""Invented books as sites, and what their pages say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from referat.book import Book
from referat.changes.site_folder import Written
from referat.cli.site import build, site_of
from tests.small_books import group, minutes, on_disk

TODAY = date(2024, 5, 20)
ELVDAL = Path(__file__).resolve().parents[1] / "books" / "elvdal"

# Whatever stands in a book is text.
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'><svg onload=alert(3)> {{ 7*7 }} {% raw %} [x](javascript:alert(4)) \u202e</title>"
)
HOSTILE_BOOK = {
    "book.yaml": f"tittel: {json.dumps(HOSTILE)}\nspråk: nb\n",
    "people.yaml": f"eve: {json.dumps('Eve <b onclick=x()> (' + HOSTILE + ')')}\n",
    "groups/styret.md": group(json.dumps(HOSTILE), f"medlemmer:\n  - {json.dumps(HOSTILE)}\n", HOSTILE),
    "2024-01-10-styret.md": minutes(
        "2024-01-10",
        f"## 1. {HOSTILE}\n\n{HOSTILE}\n\nVedtak: {HOSTILE}\n\n- [ ] @eve {HOSTILE} frist:2024-02-01 ^a1b2\n\n</main><base href='//evil.example/'>\n",
        more=f"sted: {json.dumps(HOSTILE)}\ntil stede: [{json.dumps(HOSTILE)}]\n",
    ),
    "2024-02-10-../x.md".replace("/", "-"): minutes("2024-02-10", "## 1. Brua\n\nTekst.\n", group='"../../x"'),
}


def made(book: Path, folder: Path, *, public: bool = False, group: str | None = None, documents: tuple[str, ...] = ()) -> Written:
    """The site of the book at `book`, in `folder`."""
    return build(site_of(Book.open(book), TODAY, group, public=public, documents=documents), folder)


def small(tmp_path: Path, files: Mapping[str, str], *, language: str = "nb", public: bool = False) -> Path:
    """The folder of a site of these files (paths within meetings/)."""
    made(on_disk(tmp_path / "book", files, language), tmp_path / "site", public=public)
    return tmp_path / "site"


@dataclass
class Read(HTMLParser):
    """A page as a reader has it: its text, and what it leads to."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [value for name in ("href", "src") if (value := known.get(name))]

    def handle_data(self, data: str) -> None:
        self.text += " " + data


def read(path: Path) -> Read:
    page = Read()
    page.feed(path.read_text("utf-8"))
    page.text = " ".join(page.text.split())
    return page


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))
