"""rename: another id for a draft, a group or an item, and for every reference to it."""

from pathlib import Path

import pytest

from tests.changes.bjorkerud import text_of
from tests.cli.prompt import run
from tests.repositories import git, home, make_repository, put

__all__ = ["home"]

OLD = "meetings/2024-03-13-styret.md"
NEW = "meetings/2024-03-20-styret.md"
NEXT = "meetings/2024-04-10-styret.md"
BOOK = {
    "meetings/book.yaml": "visninger:\n  park: {group: park, sort: due}  # hageutvalget\n  annet: {group: [sti, 'park']}\n",
    OLD: "---\ntittel: Møte\ngruppe: styret\ndato: 2024-03-13\nstatus: utkast\n---\n\n## 1. Sak\n\n- [ ] @berte Luk ugress +park ^luk3u\n",
    NEXT: "---\ndato: 2024-04-10\nstatus: utkast\napproves:\n  - {id: 2024-03-13-styret, item: '1'}\n---\n\n"
    "## 1. Sak\n\nFra: 2024-03-13-styret, sak 1\n\n"
    "Se [referatet](2024-03-13-styret.md#sak) og 2024-03-13-styret i løpende tekst.\n\n```\nFra: 2024-03-13-styret\n```\n",
    "meetings/groups/park.md": "---\ntittel: Park\noppnevnt: {i: 2024-03-13-styret, sak: 1}\n---\n\nOm +park i teksten.\n",
    "meetings/items/benk.md": "---\ntittel: Benk\ngruppe: park\nfor: 2024-03-13-styret\n---\n",
}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", BOOK)


def test_minutes_and_every_reference_to_them(book: Path) -> None:
    said = run(book, "rename", "2024-03-13", "2024-03-20-styret")
    assert said.code == 0, said.err
    assert not (book / OLD).exists()
    assert text_of(book, NEW) == BOOK[OLD]
    new = "2024-03-20-styret"
    text = BOOK[NEXT].replace("{id: 2024-03-13-styret", f"{{id: {new}").replace("\nFra: 2024-03-13-styret, sak", f"\nFra: {new}, sak")
    assert text_of(book, NEXT) == text.replace("](2024-03-13-styret.md", f"]({new}.md")
    assert f"{{i: {new}, sak: 1}}" in text_of(book, "meetings/groups/park.md")
    assert f"for: {new}\n" in text_of(book, "meetings/items/benk.md")
    assert git(book, "status", "--porcelain") == ""
    assert "2024-03-13-styret" in git(book, "log", "-1", "--format=%s")


def test_a_group_its_tags_and_the_saved_filters(book: Path) -> None:
    said = run(book, "rename", "park", "hage")
    assert said.code == 0, said.err
    assert text_of(book, OLD) == BOOK[OLD].replace("+park", "+hage")
    assert text_of(book, "meetings/groups/hage.md") == BOOK["meetings/groups/park.md"]
    assert text_of(book, "meetings/items/benk.md") == BOOK["meetings/items/benk.md"].replace("park", "hage")
    assert text_of(book, "meetings/book.yaml") == "visninger:\n  park: {group: hage, sort: due}  # hageutvalget\n  annet: {group: [sti, 'hage']}\n"
    assert run(book, "rename", "hage", "Hage").code == 0
    assert (book / "meetings/groups/Hage.md").exists()


def test_a_dry_run_renames_nothing(book: Path) -> None:
    said = run(book, "rename", "park", "hage", "--dry-run")
    assert said.code == 0
    assert "+++" in said.out
    assert {path: text_of(book, path) for path in BOOK} == BOOK


REFUSED = {
    "taken": (["park", "benk"], 4),
    "its own": (["park", "park"], 4),
    "up and away": (["park", "../../etc"], 2),
    "hidden": (["park", ".park"], 2),
    "an option": (["park", "-x"], 2),
    "of Windows": (["park", "con"], 2),
    "long": (["park", "x" * 81], 2),
    "control signs": (["park", "a\x1bb"], 2),
    "unknown": (["finnesikke", "park2"], 2),
}


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=REFUSED)
def test_names_that_are_refused(book: Path, words: list[str], code: int) -> None:
    said = run(book, "rename", *words)
    assert (said.code, said.out) == (code, "")
    assert "\x1b" not in said.err
    assert {path: text_of(book, path) for path in BOOK} == BOOK


@pytest.mark.parametrize("status", ["sendt", "godkjent"])
def test_text_that_was_sent_out_keeps_its_name_and_its_references(book: Path, status: str) -> None:
    put(book, {OLD: BOOK[OLD].replace("utkast", status), NEXT: BOOK[NEXT]})
    assert run(book, "rename", "2024-03-13", "2024-03-20-styret").code == 4
    assert run(book, "rename", "park", "hage").code == 4  # the tag +park stands in it
    assert (book / OLD).exists()
