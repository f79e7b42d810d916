"""A person is one, whatever handle, alias or spelling names them."""

from referat.format.document import parse
from referat.format.reader import read_page
from referat.model.meeting import Minutes
from referat.model.people import Participant, Person, Register
from referat.query.filters import matching_owners, same_person
from referat.query.people import everybody

OWNERS = [
    ("wilma", "Vilma Eik", ""),
    ("vilma", "Vilma Eik", "Moss"),
    ("ville", "Vilma Eik", ""),
    ("jon", "Jon Eik", ""),
    ("x", "", ""),
    ("y", "", ""),
]


def test_all_the_handles_of_a_person_are_found_by_any_of_them() -> None:
    for typed in ("wilma", "@vilma", "ville", "Vilma Eik"):
        assert same_person(matching_owners(typed, OWNERS), OWNERS) == {"wilma", "vilma", "ville"}
    assert same_person({"x"}, OWNERS) == {"x"}


def test_the_newest_organisation_is_shown_where_the_register_has_none() -> None:
    met = [(("Berit Lia", "Gamlevik"), 1, 0), (("Berit Lia", "Nyvik"), 1, 0)]
    assert [person.org for person in everybody(Register(), (), met, ())] == ["Nyvik"]
    assert [person.org for person in everybody(Register([Person("berit", "Berit Lia", "Fastvik")]), (), met, ())] == ["Fastvik"]


def test_nobody_is_no_person_and_everybody_is_named() -> None:
    head = "---\ndato: 2026-02-10\nforfall:\n  - Ingen\nmøtte også: –\ntil stede: alle\n---\n"
    reading = read_page(parse("meetings/m.md", head))
    assert isinstance(reading.page, Minutes)
    assert (reading.page.absent, reading.page.others, reading.page.present) == ((), (), ())
    assert [(problem.code, problem.place.line) for problem in reading.problems] == [("bad-value", 6)]


def test_a_handle_that_is_the_given_name_of_an_alias_is_who_was_there() -> None:
    register = Register([Person("vilma", "Vilma Eik", aliases=("Wilma Eik",))])
    there = [Participant("Vilma Eik"), Participant("Jon Eik")]
    assert [found.name if (found := register.find(handle, there)) else "" for handle in ("wilma", "wilma.eik", "jon", "eik")] == [
        *("Vilma Eik", "Vilma Eik", "Jon Eik", ""),
    ]
