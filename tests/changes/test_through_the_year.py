"""Case numbers that go on through the year, minutes that approved others, and the days that are chosen for the person who types."""

from datetime import date
from pathlib import Path

import pytest

from referat.model.numbering import number_in_year, numbering_like
from tests.approved_books import M3, M4, M5, chain, commit, done, fast_disk, page, put, referat, template
from tests.cli.prompt import run
from tests.repositories import home, make_repository
from tests.small_books import group, minutes

__all__ = ["chain", "fast_disk", "home", "template"]


@pytest.mark.parametrize(
    ("example", "used", "expected"),
    [
        ("Sak 1/26", ["1/26", "2/26", "9/25"], "Sak 3/26"),
        ("sak 7/2026", [], "sak 1/2026"),
        ("12-26", ["4-26", "PS 6/26", "x"], "7-26"),
        ("PS 1/2026", ["PS 11/2026", "12/26"], "PS 13/2026"),
        ("KS-sak 1/26", ["3"], "KS-sak 1/26"),
    ],
)
def test_numbers_go_on_from_the_last_of_the_year(example: str, used: list[str], expected: str) -> None:
    numbering = numbering_like(example, 2026, used)
    assert numbering is not None
    assert numbering.text(numbering.first) == expected


@pytest.mark.parametrize("example", ["", "år", "Sak 1", "1", "26/", "Sak 1/261"])
def test_what_is_no_example_is_none(example: str) -> None:
    assert numbering_like(example, 2026, ()) is None
    assert number_in_year(example, 2026) is None


def headings(book: Path, name: str) -> list[str]:
    return [line[3:] for line in (book / "meetings" / name).read_text(encoding="utf-8").splitlines() if line.startswith("## ")]


def test_new_minutes_number_on_through_the_year_and_begin_anew_in_the_next(home: Path, tmp_path: Path) -> None:
    files = {
        "meetings/groups/laget.md": group("Laget", "saksnummer: 'Sak 1/24'\nfaste saker: [Orientering, Eventuelt]\n"),
        "meetings/2024-04-02-laget.md": minutes("2024-04-02", "## Sak 6/24 Brua\n\nUtsatt.\n\n## Sak 7/24 Eventuelt\n", group="laget"),
        "templates/laget.md": "---\ntittel: Møte\nsak: 'Sak {{nummer}}: {{tittel}}'\n---\n\n## {{nummer}}. Godkjenning\n\n"
        "{{utsatte}}\n\n{{faste saker}}\n",
    }
    book = make_repository(tmp_path / "book", files)
    assert run(book, "new", "laget", "--date", "2024-05-07").code == 0
    assert headings(book, "2024-05-07-laget.md") == ["Sak 8/24 Godkjenning"]
    assert "Sak 9/24: Brua" in (book / "meetings/2024-05-07-laget.md").read_text(encoding="utf-8")
    (book / "templates/laget.md").unlink()
    assert run(book, "new", "laget", "--date", "2024-06-04").code == 0
    assert headings(book, "2024-06-04-laget.md")[0].startswith("Sak 9/24 ") or headings(book, "2024-06-04-laget.md")[0].startswith("Sak 1")
    assert run(book, "new", "laget", "--date", "2025-01-07").code == 0
    assert headings(book, "2025-01-07-laget.md")[0].startswith("Sak 1/25 ")
    assert run(book, "items", "add", "Nytt tak").code == 0
    assert run(book, "new", "laget", "--refresh").code in {0, 4}


def test_a_bad_example_of_a_number_is_named(home: Path, tmp_path: Path) -> None:
    book = make_repository(tmp_path / "book", {"meetings/groups/laget.md": group("Laget", "saksnummer: hvert år\n")})
    assert "bad-value" in run(book, "check").out


def test_minutes_that_approved_others_are_not_removed(chain: Path) -> None:
    page(chain, M4).unlink()
    ran = referat(chain, "save")
    assert ran.code == 4
    done(referat(chain, "restore", f"meetings/{M4}.md"))
    page(chain, M4).rename(chain / "meetings/2024-04-10-styremote.md")  # another name takes nothing away
    done(referat(chain, "save"))


def test_a_correction_in_a_meeting_to_come_is_refused(chain: Path) -> None:
    put(chain, {"meetings/2024-09-04-styret.md": page(chain, M5).read_text("utf-8").replace("2024-05-08", "2024-09-04").replace("05k08", "09k04")})
    commit(chain)
    page(chain, M3).write_text(page(chain, M3).read_text("utf-8").replace("enighet", "full enighet"), encoding="utf-8")
    ran = referat(chain, "correct", M3, "--in", "2024-09-04", "--by", "Signe Haugstad")
    assert (ran.code, "has not been held" in ran.err) == (4, True)


@pytest.mark.parametrize("what", [(M4,), ("2024-04-10",), ("--date", "2023-12-06")], ids=" ".join)
def test_an_approval_by_a_meeting_to_come_is_refused(chain: Path, what: tuple[str, ...]) -> None:
    put(chain, {"meetings/2024-09-04-styret.md": page(chain, M5).read_text("utf-8").replace("2024-05-08", "2024-09-04").replace("05k08", "09k04")})
    commit(chain)
    ran = referat(chain, "approve", *what, "--in", "2024-09-04", "--by", "Signe Haugstad")
    assert (ran.code, "has not been held" in ran.err) == (4, True), ran.err


@pytest.mark.parametrize(
    ("typed", "code", "day"), [("15.1.", 0, date(2025, 1, 15)), ("15.7.", 4, None), ("29.2.", 4, None), ("2025-07-15", 0, date(2025, 7, 15))]
)
def test_a_day_without_a_year_that_is_far_off_is_refused(home: Path, tmp_path: Path, typed: str, code: int, day: date | None) -> None:
    book = make_repository(tmp_path / "book", {"meetings/groups/laget.md": group("Laget")})
    said = run(book, "new", "laget", "--date", typed, "--today", "2024-08-20")
    assert said.code == code
    assert day is None or str(day) in said.out


def test_since_leaves_out_what_was_only_carried(home: Path, tmp_path: Path) -> None:
    files = {
        "meetings/2024-02-06-laget.md": minutes("2024-02-06", "- [ ] @ada Ring ^r1ng\n", group="laget"),
        "meetings/2024-03-05-laget.md": minutes("2024-03-05", "- [ ] @ada Ring ^r1ng\n- [ ] @bo Skriv ^skr1v\n", group="laget"),
    }
    book = make_repository(tmp_path / "book", files)
    found = run(book, "actions", "--since", "2024-03-01").out
    assert ("skr1v" in found, "r1ng" in found) == (True, False)
