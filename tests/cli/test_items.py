"""items add, postpone and park at the prompt: what is written, saved and said."""

import json
from pathlib import Path

import pytest

from tests.cli.prompt import run
from tests.repositories import git, home, make_repository
from tests.small_books import group, minutes

__all__ = ["home"]

DRAFT = "meetings/2024-04-09-styret.md"
FILES = {
    "meetings/book.yaml": "språk: nb\n",
    "meetings/groups/styret.md": group("Styret"),
    "meetings/2024-02-06-styret.md": minutes("2024-02-06", "## 1. Godkjenning\n", status="godkjent"),
    DRAFT: minutes("2024-04-09", "## 4. Brøyting\n\nSagt.\n"),
}


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    return make_repository(tmp_path / "book", FILES)


def test_a_case_goes_from_the_list_to_an_agenda_and_back(book: Path) -> None:
    added = run(book, "items", "add", "Ny", "gapahuk", "--for", "2024-04-09-styret", "--kind", "V")
    assert (added.code, added.err) == (0, "")
    assert added.out.endswith("(meetings/items/ny-gapahuk.md:1)\n")
    assert "Ny gapahuk – styret: " in added.out
    assert "2024-04-09" in added.out
    assert git(book, "status", "--porcelain") == ""
    assert git(book, "show", "--format=", "--name-only", "HEAD") == "meetings/items/ny-gapahuk.md"
    assert run(book, "new", "styret", "--refresh", "--date", "2024-04-09").code == 0
    assert "ny-gapahuk.md" in (book / DRAFT).read_text(encoding="utf-8")
    git(book, "add", "-A")
    git(book, "commit", "-qm", "draft")
    put_off = run(book, "items", "postpone", "gapahuk")
    assert (put_off.code, put_off.err) == (0, "")
    assert DRAFT in put_off.out
    assert git(book, "show", "--format=", "--name-only", "HEAD") == DRAFT
    waiting = json.loads(run(book, "items", "--format", "json").out)
    assert [(w["title"], w["origin"], w["from"]["meeting"]) for w in waiting["items"]] == [("Ny gapahuk", "postponed", "2024-04-09-styret")]
    assert run(book, "new", "styret", "--date", "2024-06-04").code == 0
    again = (book / "meetings/2024-06-04-styret.md").read_text(encoding="utf-8")
    assert "Fra: 2024-04-09-styret, sak" in again
    assert "items/ny-gapahuk.md" in again


@pytest.mark.parametrize(
    "words",
    [["add", "Kart"], ["postpone", "next", "4"], ["postpone", "next", "Brøyt", "--for", "2024-09"]],
)
def test_a_dry_run_shows_the_change_and_writes_nothing(book: Path, words: list[str]) -> None:
    said = run(book, "items", *words, "--dry-run")
    assert said.code == 0
    assert "\n+" in said.out
    assert git(book, "status", "--porcelain") == ""
    assert len(git(book, "rev-list", "HEAD").splitlines()) == 1


def test_no_save_leaves_it_to_save(book: Path) -> None:
    said = run(book, "items", "add", "Kart", "--no-save", "--park")
    assert (said.code, bool(said.err)) == (0, True)
    assert git(book, "status", "--porcelain", "-uall") == "?? meetings/items/kart.md"
    assert "til:" not in (book / "meetings/items/kart.md").read_text(encoding="utf-8")


def test_unsaved_writing_in_the_draft_is_left_to_save(book: Path) -> None:
    with (book / DRAFT).open("a", encoding="utf-8") as draft:
        draft.write("\nUnderveis.\n")
    said = run(book, "items", "postpone", "next", "4")
    assert said.code == 0
    assert "referat save" in said.err
    assert len(git(book, "rev-list", "HEAD").splitlines()) == 1
    assert (book / DRAFT).read_text(encoding="utf-8").endswith("Underveis.\n\nUtsatt til neste møte.\n")


def test_parking_and_saying_when(book: Path) -> None:
    run(book, "items", "add", "Kart")
    assert run(book, "items", "park", "kart").code == 0
    assert [w["parked"] for w in json.loads(run(book, "items", "--format", "json").out)["items"]] == [True]
    again = run(book, "items", "park", "kart")
    assert (again.code, len(git(book, "rev-list", "HEAD").splitlines())) == (0, 3)
    assert run(book, "items", "postpone", "kart", "--for", "next").code == 0
    assert [w["parked"] for w in json.loads(run(book, "items", "--format", "json").out)["items"]] == [False]


def test_the_book_may_be_named_before_the_word(book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from referat.cli.app import main

    monkeypatch.chdir(tmp_path)
    assert main(["items", "--book", str(book), "--today", "2024-03-20", "add", "Kart"]) == 0
    assert (book / "meetings/items/kart.md").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "--for", "next"], 2),
        (["add", "…"], 2),
        (["add", "Kart", "--park", "--for", "next"], 2),
        (["add", "Kart", "--group", "kor"], 2),
        (["add", "Kart", "--for", "2024-02-06-styret"], 4),
        (["postpone", "kart"], 2),
        (["postpone", "2024-02-06-styret", "1"], 4),
        (["postpone", "next", "9"], 2),
        (["park", "kart"], 2),
        (["prak"], 2),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(book: Path, words: list[str], code: int) -> None:
    said = run(book, "items", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert git(book, "status", "--porcelain") == ""
