"""The waiting list: what comes back, what was raised, what was prepared, until some minutes take it up."""

from datetime import date

import pytest

from referat.query.backlog import Origin, cases_for, parked, raised_for
from referat.query.carryover import Known
from tests.small_books import group, known, minutes

ON = date(2024, 6, 4)
GROUPS = {"groups/styret.md": group("Styret i Elvdal"), "groups/sti.md": group("Stigruppa", "under: styret\n")}
FIRST = minutes("2024-03-12", "## 5. Budsjett\n\nSagt.\n\n## 6. Høring\n\nUtsatt til neste møte.\n")


def waiting(facts: Known, group_id: str = "styret", on: date = ON) -> list[tuple[str, str, tuple[str, str] | None, int]]:
    return [(c.title, str(c.origin), c.came_from, c.times) for c in cases_for(group_id, on, facts.minutes, facts.groups, facts.items)]


def test_a_postponed_item_comes_back_once() -> None:
    files = {**GROUPS, "2024-03-12-styret.md": FIRST}
    assert waiting(known(files)) == [("Høring", "postponed", ("2024-03-12-styret", "6"), 1)]
    taken = {**files, "2024-04-23-styret.md": minutes("2024-04-23", "## 2. Høringen vi utsatte\n\nFra: 2024-03-12-styret, sak 6\n\nVedtak: Ja.\n")}
    assert waiting(known(taken)) == []


def test_an_item_postponed_again_comes_back_from_the_later_meeting_and_is_counted() -> None:
    again = minutes("2024-04-23", "## 2. Høring\n\nFra: 2024-03-12-styret, sak 6\n\n**Vedtak:** Utsatt.\n")
    facts = known({**GROUPS, "2024-03-12-styret.md": FIRST, "2024-04-23-styret.md": again})
    assert waiting(facts) == [("Høring", "postponed", ("2024-04-23-styret", "2"), 2)]


def test_a_circle_of_references_ends() -> None:
    one = minutes("2024-03-12", "## 1. A\n\nFra: 2024-04-23-styret, sak 1\n\nUtsatt.\n")
    two = minutes("2024-04-23", "## 1. A\n\nFra: 2024-03-12-styret, sak 1\n\nUtsatt.\n")
    assert waiting(known({"2024-03-12-styret.md": one, "2024-04-23-styret.md": two})) == []


def test_a_postponed_item_of_another_group_or_a_later_meeting_does_not_come() -> None:
    files = {
        **GROUPS,
        "2024-03-12-sti.md": minutes("2024-03-12", "## 1. Skilt\n\nUtsatt.\n", group="sti"),
        "2024-09-10-styret.md": minutes("2024-09-10", "## 1. Senere\n\nUtsatt.\n"),
    }
    assert waiting(known(files)) == []
    assert waiting(known(files), "sti") == [("Skilt", "postponed", ("2024-03-12-sti", "1"), 1)]


def test_two_items_raised_under_one_number_are_told_apart() -> None:
    first = minutes("2024-03-12", "## 5. Eventuelt\n\nNy sak: Lavvo\n\nNy sak: Bru (styret)\n")
    files = {**GROUPS, "2024-03-12-styret.md": first}
    assert [title for title, *_ in waiting(known(files))] == ["Lavvo", "Bru"]
    one_taken = {**files, "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Lavvo\n\nFra: 2024-03-12-styret, sak 5\n")}
    assert [title for title, *_ in waiting(known(one_taken))] == ["Bru"]
    reworded = {**files, "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Leie av telt\n\nFra: 2024-03-12-styret, sak 5\n")}
    assert len(waiting(known(reworded))) == 1


@pytest.mark.parametrize(
    ("target", "due_for", "before"),
    [
        ("", "styret", None),
        ("neste møte", "styret", None),
        ("sti", "sti", None),
        ("Stigruppa", "sti", None),
        ("2024-05", "styret", date(2024, 5, 1)),
        ("2024-W20", "styret", date(2024, 5, 13)),
        ("2024-05-20", "styret", date(2024, 5, 20)),
        ("2024-05-20-sti", "sti", date(2024, 5, 20)),
        ("hos Per", "styret", None),
    ],
)
def test_a_raised_item_goes_where_its_words_say(target: str, due_for: str, before: date | None) -> None:
    words = f"Ny sak: Lavvo ({target})" if target else "Ny sak: Lavvo"
    facts = known({**GROUPS, "2024-03-12-styret.md": minutes("2024-03-12", f"## 1. Eventuelt\n\n{words}\n")})
    source = facts.minutes[0]
    aim = raised_for(source.new_items[0], source, facts.groups)
    assert (aim.group, aim.not_before, aim.is_parked) == (due_for, before, False)
    assert [title for title, *_ in waiting(facts, due_for)] == ["Lavvo"]
    if before:
        assert waiting(facts, due_for, date(2024, 4, 30)) == []


def prepared(fields: str) -> dict[str, str]:
    return {**GROUPS, "items/kart.md": f"---\ntittel: Nytt kart\ngruppe: styret\n{fields}\n---\n\nForslag til vedtak: Kjøp det.\n"}


@pytest.mark.parametrize("fields", ["til: neste\n", "til: 2024-06-04\n", "til: 2024-06\n", "til: 2024-06-04-styret\n", "til: 2024-05-01\n"])
def test_a_prepared_item_is_due_when_it_says_so(fields: str) -> None:
    facts = known(prepared(fields))
    (case,) = cases_for("styret", ON, facts.minutes, facts.groups, facts.items)
    assert (case.origin, case.links, case.proposals[0].text) == (Origin.PREPARED, ("kart",), "Kjøp det.")


@pytest.mark.parametrize("fields", ["", "til: 2024-09\n", "til: 2024-09-10-styret\n", "til: en gang\n", "til: sti\n"])
def test_and_waits_when_it_does_not(fields: str) -> None:
    facts = known(prepared(fields))
    assert waiting(facts) == []
    waits = parked("styret", ON, facts.minutes, facts.groups, facts.items)
    assert [item.id for item in waits] == ([] if "sti\n" in fields and "2024" not in fields else ["kart"])


def test_a_prepared_item_is_taken_while_minutes_link_it() -> None:
    facts = known({**prepared("til: neste\n"), "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Kart\n\n[Saken](items/kart.md)\n")})
    assert waiting(facts) == []
    assert parked("styret", ON, facts.minutes, facts.groups, facts.items) == ()


def test_a_postponed_item_keeps_its_paper() -> None:
    facts = known({**prepared("til: neste\n"), "2024-04-23-styret.md": minutes("2024-04-23", "## 1. Kart\n\n[Saken](items/kart.md)\n\nUtsatt.\n")})
    (case,) = cases_for("styret", ON, facts.minutes, facts.groups, facts.items)
    assert (case.origin, case.links) == (Origin.POSTPONED, ("kart",))
