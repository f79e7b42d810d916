"""Invented books for hand-outs, small and odd."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from referat.book import Book
from referat.handouts.facts import BookFacts
from referat.model.meeting import Minutes

TODAY = date(2024, 5, 20)

ELVDAL = Path(__file__).resolve().parents[1] / "books" / "elvdal"


def elvdal() -> Book:
    return Book.open(ELVDAL)


def book(folder: Path, files: Mapping[str, str]) -> Book:
    """A book of these files under meetings/."""
    for name, text in files.items():
        path = folder / "meetings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Book.open(folder)


def facts(opened: Book, *, public: bool = False, today: date = TODAY) -> BookFacts:
    return BookFacts(opened, today, public, "" if public else "referat trail 1 approved · AAAA-BBBB-CCCC-DDDD")


def minutes(opened: Book, part: str) -> Minutes:
    return opened.find_minutes(part, TODAY)
