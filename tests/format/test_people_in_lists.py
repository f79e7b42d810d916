"""Lists of people as they are written by hand: two on a line, nobody, everybody, and commas where none was meant."""

import pytest

from referat.format.document import parse
from referat.format.person import may_be_several, people_in
from referat.format.reader import read_page
from referat.model.meeting import Minutes

SEVERAL = [
    ("Per Moe og Eva Li", ("Per Moe", "Eva Li")),
    ("Bo Vik & Kim Ek", ("Bo Vik", "Kim Ek")),
    ("Tor Ness (Moss) og Liv Sol (Hamar)", ("Tor Ness (Moss)", "Liv Sol (Hamar)")),
    ("Ida de la Cruz samt Ole van der Berg", ("Ida de la Cruz", "Ole van der Berg")),
    ("Per Moe, Oslo og Eva Li", ("Per Moe, Oslo og Eva Li",)),
    ("Per og Eva Li", ("Per og Eva Li",)),
    ("Lie og Sønner AS", ("Lie og Sønner AS",)),
    ("Hans Lie og Sønner AS", ("Hans Lie og Sønner AS",)),
    ("Barne- og ungdomsrådet", ("Barne- og ungdomsrådet",)),
    ("Nordre og søndre krets", ("Nordre og søndre krets",)),
    ("Eva Li (Moss og omegn)", ("Eva Li (Moss og omegn)",)),
    ("Eva Li (Moss Vest og Hamar Øst)", ("Eva Li (Moss Vest og Hamar Øst)",)),
]


@pytest.mark.parametrize(("entry", "people"), SEVERAL)
def test_people_whose_whole_names_are_joined_are_several(entry: str, people: tuple[str, ...]) -> None:
    assert people_in(entry) == people


@pytest.mark.parametrize(
    ("name", "may_be"), [("Per og Eva Li", True), ("Per Lie, Eva Li", True), ("Barne- og ungdomsrådet", False), ("Lie og Sønner AS", False)]
)
def test_a_name_that_may_be_two_is_named(name: str, may_be: bool) -> None:
    assert may_be_several(name) == may_be


def present(field: str) -> tuple[list[tuple[str, str]], list[str]]:
    reading = read_page(parse("meetings/2026-02-10-x.md", f"---\ndato: 2026-02-10\ntil stede:{field}\n---\n"))
    assert isinstance(reading.page, Minutes)
    return [(person.name, person.org) for person in reading.page.present or ()], [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("\n  - Eva Li – Moss kommune", [("Eva Li", "Moss kommune")]),
        ("\n  - Eva Li - leder, Moss kommune", [("Eva Li", "Moss kommune")]),
        ("\n  - Eva Li-Moe (Moss – Rygge)", [("Eva Li-Moe", "Moss – Rygge")]),
        ("\n  - Per Moe (Moss) og Eva Li (Hamar)", [("Per Moe", "Moss"), ("Eva Li", "Hamar")]),
        (" [Ida Ås (gjest, sak 6), Unn Ro]", [("Ida Ås", ""), ("Unn Ro", "")]),
        (" [Ida Ås (vara, Moss), Unn Ro (Oslo, observatør)]", [("Ida Ås", "Moss"), ("Unn Ro", "Oslo")]),
        ("\n  - Eva Li, leder, Moss kommune", [("Eva Li", "Moss kommune")]),
        (" |\n  Per Moe og Eva Li\n  Unn Ro", [("Per Moe", ""), ("Eva Li", ""), ("Unn Ro", "")]),
        ("\n  - Ingen meldt", []),
        ("\n  - Ingen forfall.", []),
        (" nei", []),
    ],
)
def test_a_list_says_who_was_there(field: str, people: list[tuple[str, str]]) -> None:
    assert present(field) == (people, [])


@pytest.mark.parametrize("field", [" alle", "\n  - Hele styret", "\n  - Alle medlemmer", " Samtlige"])
def test_everybody_is_nobody_who_could_be_asked(field: str) -> None:
    assert present(field) == ([], ["bad-value"])
