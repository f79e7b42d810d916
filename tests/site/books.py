"""Invented books as sites, and what their pages say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from referat.book import Book
from referat.changes.site_folder import Written
from referat.cli.site import build, site_of
from tests.small_books import on_disk

TODAY = date(2024, 5, 20)
ELVDAL = Path(__file__).resolve().parents[1] / "books" / "elvdal"


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
