"""Reports: what came of decisions, the year, attendance, groups and what slips."""

from pathlib import Path

import pytest

from referat.book import Book
from referat.handouts.content import Handout, Table, walk, words_of
from referat.handouts.leaks import LeakCheck
from referat.handouts.lists import actions_list
from referat.handouts.reports import KINDS, ReportScope, report
from referat.handouts.writers import WRITERS, written
from tests.handouts.books import book, elvdal, facts
from tests.handouts.test_commands import elvdal as folder
from tests.handouts.test_commands import run
from tests.repositories import git

__all__ = ["folder"]

PAGE = """---
tittel: Rådsmøte
gruppe: råd
dato: 2024-03-01
til stede: [Eli Nes (Moss), Per Lie (Hamar)]
forfall: [Siv Moe (Hamar)]
status: sendt

---

## Sak 1/24. Utført

**Vedtak:** Dette gjøres.

- [x] @eli Gjør det ^aaaa1
  - 2024-03-05 ferdig

## Sak 2/24. I arbeid

**Vedtak:** Dette følges opp et annet sted.

Følges opp: ^bbbb1

## Sak 3/24. Intet

**Vedtak:** Ingen gjør noe.

## Sak 4/24. Trengs ikke

**Vedtak:** Saken tas til orientering.

Ingen oppfølging.

## Sak 5/24. Herfra

**Vedtak:** Lenket fra oppgaven.

## Sak 6/24. Bortfalt

**Vedtak:** Dette falt bort.

- [-] @per La det være ^cccc1
  - 2024-03-06 utgår
"""
LATER = """---
status: sendt
tittel: Rådsmøte
gruppe: råd
dato: 2024-04-01
til stede: [Eli Nes (Moss)]
forfall: [Siv Moe (Hamar), Per Lie]

---

## Sak 7/24. Oppfølging

- [ ] @per Annet sted frist:2024-04-10 ^bbbb1
  - 2024-04-12 frist:2024-05-10
- [x] @eli Skriv brev (sak 5/24, 2024-03-01-raad) ^dddd1
"""


@pytest.fixture
def council(tmp_path: Path) -> Book:
    return book(tmp_path, {"book.yaml": "språk: nb\n", "2024-03-01-raad.md": PAGE, "2024-04-01-raad.md": LATER})


def rows(made: Handout, number: int = 0) -> list[list[str]]:
    table = [block for block in walk(made.blocks) if isinstance(block, Table)][number]
    return [[words_of(cell.runs) for cell in row] for row in table.rows]


def test_each_decision_with_what_came_of_it(council: Book) -> None:
    made = report(facts(council), "decisions", ReportScope())
    found = {row[2].split(" ")[0].rstrip("."): row[-2:] for row in rows(made)}
    assert {case: row[0] for case, row in found.items()} == {
        "1/24": "Gjennomført",
        "2/24": "Under arbeid",
        "3/24": "Ikke fulgt opp",
        "4/24": "Trenger ikke oppfølging",
        "5/24": "Gjennomført",
        "6/24": "Bortfalt",
    }
    assert found["1/24"][1] == "Gjør det: ferdig 5. mars 2024"


def test_what_a_meeting_approves_of_its_own_needs_no_follow_up_and_what_is_postponed_comes_back() -> None:
    opened = elvdal()
    found = {row[2]: row[5] for row in rows(report(facts(opened), "decisions", ReportScope(until="2024-03-31")))}
    assert found["1 Godkjenning av innkalling"] == "Trenger ikke oppfølging"
    assert found["3 Budsjett for 2024"] == "Ikke fulgt opp"


def test_a_report_with_many_columns_lies(council: Book) -> None:
    assert [report(facts(council), kind, ReportScope()).is_wide for kind in ("decisions", "attendance")] == [True, False]


def test_days_are_counted_in_and_groups_narrow(council: Book) -> None:
    assert len(rows(report(facts(council), "year", ReportScope("2024-03-01", "2024-03-01")))) == 1
    assert len(rows(report(facts(council), "year", ReportScope("2024-03-01", "2024-04-01")))) == 2
    assert not [block for block in report(facts(council), "year", ReportScope(groups=frozenset({"annen"}))).blocks if isinstance(block, Table)]


def test_attendance_by_person_and_organisation_and_those_who_were_often_absent(council: Book) -> None:
    made = report(facts(council), "attendance", ReportScope())
    assert rows(made) == [["Eli Nes", "Moss", "2", "0"], ["Per Lie", "Hamar", "1", "1"], ["Siv Moe", "Hamar", "0", "2"]]
    assert rows(made, 1) == [["Hamar", "1", "3"], ["Moss", "2", "0"]]
    assert [row[0] for row in rows(report(facts(council), "attendance", ReportScope(at_least=2)))] == ["Siv Moe"]


def test_attendance_counts_what_was_sent_out_and_nothing_of_a_draft(tmp_path: Path) -> None:
    draft = LATER.replace("status: sendt", "status: utkast")
    drafted = book(tmp_path, {"book.yaml": "språk: nb\n", "2024-03-01-raad.md": PAGE, "2024-04-01-raad.md": draft})
    assert rows(report(facts(drafted), "attendance", ReportScope())) == [
        ["Eli Nes", "Moss", "1", "0"],
        ["Per Lie", "Hamar", "1", "0"],
        ["Siv Moe", "Hamar", "0", "1"],
    ]


def test_what_slips_with_how_often_and_when(council: Book) -> None:
    assert rows(report(facts(council), "slip", ReportScope())) == [["Annet sted", "per", "1", "12. april 2024", "10. mai 2024 (over fristen)"]]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("form", [form for form in WRITERS if form != "odt"])
def test_every_report_in_every_format_and_for_the_public(kind: str, form: str) -> None:
    opened = elvdal()
    known = facts(opened, public=True)
    data = written(report(known, kind, ReportScope()), form)
    assert data == written(report(known, kind, ReportScope()), form)
    LeakCheck(known).refuse(kind, form, data)


def test_a_formula_in_a_table_is_text_in_csv(tmp_path: Path) -> None:
    opened = book(tmp_path, {"2024-03-01-a.md": "---\ntitle: '=1+1'\ndate: 2024-03-01\n\n---\n\n## =SUM(A1)\n\nDecision: @SUM(A1)\n"})
    text = written(report(facts(opened), "year", ReportScope()), "csv").decode()
    assert "'=1+1" in text
    assert "\n=" not in text
    assert ",=" not in text
    assert ",@" not in text


def test_the_command(folder: Path) -> None:
    assert "Brua over Stilleelva" in run(folder, "report", "år", "--until", "2024-03-31").out
    made = run(folder, "report", "oppmøte", "--to", "xlsx", "--since", "2024-01-01")
    assert made.out.strip().replace("\\", "/").endswith("copies/report-attendance-2024-01-01.xlsx")
    assert run(folder, "report", "ukjent").code == 2


def test_who_moved_a_due_date_is_the_author_of_the_entry(folder: Path) -> None:
    assert "Åse Ødegård" in run(folder, "report", "slip", "--to", "csv").out
    later = folder / "meetings/2024-06-04-styret.md"
    for author, before, after in (
        ("Kari Nes", "rekkverk frist:2024-04-15", "rekkverk frist:2024-07-01"),
        ("Somebody Else", "- [ ] @oddvar", "- [/] @oddvar"),  # who ticks a box wrote no due date
    ):
        text = later.read_text(encoding="utf-8")
        later.write_text(text.replace(before, after), encoding="utf-8")
        assert before in text
        git(folder, "-c", f"user.name={author}", "commit", "--quiet", "--all", "--message", "later")
    said = run(folder, "report", "slip", "--to", "csv").out
    assert "Kari Nes" in said
    assert "Somebody Else" not in said
    assert "Åse Ødegård" not in run(folder, "report", "slip", "--to", "csv", "--public").out


def test_an_action_calls_the_minutes_of_its_case_by_their_day(council: Book) -> None:
    (action,) = [row for row in council.action_rows if row.id == "dddd1"]
    made = actions_list(facts(council), [action])
    assert rows(made)[0][0] == "Skriv brev (sak 5/24, 1. mars 2024)"
