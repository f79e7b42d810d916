"""Who is expected, and which groups are to be heard."""

from datetime import date

from referat.query.carryover import MeetingToPrepare, agenda
from referat.query.seats import expected, reports_back
from tests.small_books import group, known, minutes

ON = date(2024, 6, 4)
STYRET = group(
    "Styret",
    "leder: Signe Haug (Elvdal)\nmedlemmer:\n  - Kåre Lind (turlaget, til 2024-05-31)\n  - Turid Æsøy (fra 2024-06-01)\n  - Per Aas?\n"
    "  - Maria? / Jonas? (Sagvollen)\n  - N.N. (Nordre)\n  - Odd Bru (fra 2024-07-01)\n",
)


def test_members_whose_term_covers_the_day_are_expected() -> None:
    styret = known({"groups/styret.md": STYRET}).groups[0]
    assert [(p.name, p.org) for p in expected(styret, ON, None)] == [("Signe Haug", "Elvdal"), ("Turid Æsøy", "")]
    assert [p.name for p in expected(styret, date(2024, 5, 31), None)] == ["Signe Haug", "Kåre Lind"]


def test_a_group_without_a_file_is_expected_as_it_last_met() -> None:
    there = "til stede:\n  - Signe Haug (møteleder, leder, Elvdal)\n  - N.N. (Nordre)\nforfall:\n  - Kåre Lind (syk, sak 3)\n"
    last = known({"2024-03-12-styret.md": minutes("2024-03-12", "", more=there)}).minutes[0]
    people = expected(None, ON, last)
    assert [(p.name, p.org, p.roles) for p in people] == [("Signe Haug", "Elvdal", ("lead: leder",)), ("Kåre Lind", "", ())]
    assert expected(None, ON, None) == ()


def test_open_seats_are_reported_and_so_are_those_whose_term_is_over() -> None:
    facts = known({"groups/styret.md": STYRET})
    (report,) = reports_back(facts.groups[0], facts.groups, (), ON, ON)
    assert [(s.name, s.alternatives, s.org) for s in report.seats] == [
        ("Kåre Lind", (), "turlaget"),
        ("Per Aas", (), ""),
        ("", ("Maria", "Jonas"), "Sagvollen"),
        ("", (), "Nordre"),
    ]


def heard(sti: str, *, on: date = ON, near: date = date(2024, 9, 10), body: str = "") -> list[tuple[str, tuple[date, ...], date | None]]:
    files = {"groups/styret.md": group("Styret"), "groups/sti.md": group("Stigruppa", f"under: styret\n{sti}")}
    if body:
        files["2024-04-23-styret.md"] = minutes("2024-04-23", body)
    facts = known(files)
    own = next(g for g in facts.groups if g.id == "styret")
    return [(r.group.id, r.reports, r.until) for r in reports_back(own, facts.groups, facts.minutes, on, near)]


def test_a_report_is_due_from_the_meeting_before_its_day_until_the_group_was_on_the_agenda() -> None:
    assert heard("rapport: [2024-08-01]\n") == [("sti", (date(2024, 8, 1),), None)]
    assert heard("rapport: [2024-10-01]\n") == []
    assert heard("rapport: [2024-04-20]\n") == [("sti", (date(2024, 4, 20),), None)]
    linking = minutes("2024-06-04", "## 1. Rapport\n\n- [Stigruppa](groups/sti.md)\n")
    files = {"groups/styret.md": group("Styret"), "groups/sti.md": group("Stigruppa", "under: styret\nrapport: [2024-04-20]\n")}
    meeting = MeetingToPrepare("styret", date(2024, 6, 4), "2024-06-04-styret")
    assert len(agenda(known(files), meeting).reports) == 1
    assert agenda(known({**files, "2024-06-04-styret.md": linking}), meeting).reports == ()
    assert heard("rapport: [2024-04-20]\n", body="## 1. Stier\n\n- [Stigruppa](groups/sti.md) la fram planen.\n") == []


def test_a_term_that_ends_is_brought_up_until_the_group_is_closed() -> None:
    assert heard("til: 2024-08-31\n") == [("sti", (), date(2024, 8, 31))]
    assert heard("til: 2024-01-31\n") == [("sti", (), date(2024, 1, 31))]
    assert heard("til: 2024-12-31\n") == []
    assert heard("til: 2024-01-31\navsluttet: {i: 2024-03-12-styret, sak: 2}\n") == []


def test_a_group_that_has_not_begun_is_not_heard() -> None:
    assert heard("fra: 2024-08-01\ntil: 2024-08-31\n") == []
