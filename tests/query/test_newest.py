"""What is newest of a person: where they work, and who sits in a seat now."""

from datetime import date
from pathlib import Path

from referat.book import Book
from referat.cli.daily_questions import rows_asked
from referat.query.filters import with_orgs
from referat.query.followup import PERSON, follow_up
from referat.query.seats import seats_to_fill
from tests.small_books import minutes, on_disk

ON = date(2026, 3, 1)
BOOK = {
    "people.yaml": "vilma: {navn: Vilma Eik, kallenavn: [Ville]}\n",
    "groups/rad.md": (
        "---\ntittel: Rådet\nmedlemmer:\n"
        "  - {navn: Per Lie, organisasjon: Hamar, til: 2025-12-31}\n  - {navn: Eva Li, organisasjon: Hamar, fra: 2026-01-01}\n"
        "  - {navn: Jon Dal, organisasjon: Moss, til: 2025-12-31}\n  - {navn: Una Ek, organisasjon: Moss, fra: 2026-04-01}\n---\n"
    ),
    "2026-01-10-rad.md": minutes(
        "2026-01-10", "## 1. Sak\n\n- [ ] @nils Male ^aa05\n- [ ] @ville Ringe ^aa06\n", more="til stede: [Nils Aas (Gamle)]"
    ),
    "2026-02-10-rad.md": minutes("2026-02-10", "## 1. Sak\n", more="til stede: [Nils Aas (Nye), Liv Sol (Oslo)]"),
}


def test_a_person_stands_with_the_newest_organisation(tmp_path: Path) -> None:
    book = Book.open(on_disk(tmp_path, BOOK))
    found = follow_up(with_orgs(book.action_rows, book.newest_orgs), PERSON, "2026-03-01")
    assert [(part.name, part.org) for part in found.parts] == [("Nils Aas", "Nye"), ("Vilma Eik", "")]
    assert {person.name: person.org for person in book.people if person.name}["Nils Aas"] == "Nye"


def test_actions_lists_and_filters_by_the_newest_organisation(tmp_path: Path) -> None:
    book = Book.open(on_disk(tmp_path, BOOK))
    asked = [rows_asked(book, {"org": org}, "2026-03-01") for org in ("nye", "gamle")]
    assert [[row.owners for row in rows] for rows in asked] == [[(("nils", "Nils Aas", "Nye"),)], []]


def test_a_seat_that_somebody_followed_in_is_filled(tmp_path: Path) -> None:
    (group,) = Book.open(on_disk(tmp_path, BOOK)).groups
    assert [seat.name for seat in seats_to_fill(group, ON)] == ["Jon Dal"]
    assert [seat.name for seat in seats_to_fill(group, date(2026, 5, 1))] == []
