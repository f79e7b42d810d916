import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import parse
from referat.format.reader import read_page
from referat.format.roster import read_person, written
from referat.model.meeting import Minutes

PEOPLE = [
    ("Kari Nes", ("Kari Nes", "", (), True)),
    ("Kari Nes (møteleder, Hamar kommune)", ("Kari Nes", "Hamar kommune", ("chair: møteleder",), True)),
    ("Kari Nes (leder) (Hamar kommune)", ("Kari Nes", "Hamar kommune", ("lead: leder",), True)),
    ("Kari Nes (Hamar kommune), leder", ("Kari Nes", "Hamar kommune", ("lead: leder",), True)),
    ("Kari (Kaia) Nes (Hamar)", ("Kari (Kaia) Nes", "Hamar", (), True)),
    ("Kari (Kaia) Nes", ("Kari (Kaia) Nes", "", (), True)),
    ("Per Lie (vara for Siv Moe, på Teams, sak 3–5, fra kl. 19.20)", ("Per Lie", "", ("substitute", "remote", "part", "part"), True)),
    ("Per Lie (observatør, Moss, avd. vest)", ("Per Lie", "Moss, avd. vest", ("observer: observatør",), True)),
    ("Siv Moe? (Moss)", ("Siv Moe", "Moss", (), False)),
    ("N.N. (Moss)", ("", "Moss", (), False)),
    ("vakant (Moss)", ("", "Moss", (), False)),
    ("Per Lie (Moss", ("Per Lie", "Moss", (), True)),
    ("", ("", "", (), True)),
]


@pytest.mark.parametrize(("text", "wanted"), PEOPLE)
def test_a_person_as_written(text: str, wanted: tuple[str, str, tuple[str, ...], bool]) -> None:
    person = read_person(text)
    name, org, roles, confirmed = wanted
    assert (person.name, person.org, person.confirmed) == (name, org, confirmed)
    assert [role.startswith(key) for role, key in zip(person.roles, roles, strict=True)] == [True] * len(roles)


def test_either_or_is_an_open_seat_with_its_names() -> None:
    person = read_person("Maria? / Jonas? (Lillesund kommune)")
    assert (person.is_open_seat, person.alternatives, person.org) == (True, ("Maria", "Jonas"), "Lillesund kommune")


def test_the_days_of_a_seat() -> None:
    person = read_person("Per Lie (fra 2023-01-01, til 2023-12-01, Moss)")
    assert (person.since, person.until, person.org, person.roles) == ("2023-01-01", "2023-12-01", "Moss", ())


names = st.sampled_from(("Kari Nes", "N.N.", "Siv Moe?", "Maria? / Jonas?"))
parts = st.lists(st.sampled_from(("leder", "Moss", "på Teams", "vara for Per")), max_size=3, unique=True)


@given(names, parts)
def test_a_person_written_out_is_read_back(name: str, said: list[str]) -> None:
    person = read_person(f"{name} ({', '.join(said)})" if said else name)
    assert read_person(written(person)) == person


def page(header: str) -> tuple[Minutes, list[tuple[str, int]]]:
    reading = read_page(parse("meetings/x.md", f"---\ndato: 2024-01-10\n{header}\n---\n"))
    assert isinstance(reading.page, Minutes)
    return reading.page, [(problem.code, problem.place.line) for problem in reading.problems]


LISTS = [
    ("til stede: []", [], []),
    ("til stede:\n  - Kari Nes (leder)\n  - Per Lie", ["Kari Nes", "Per Lie"], []),
    ("til stede: |\n  Kari Nes (leder)\n  - Per Lie", ["Kari Nes", "Per Lie"], []),
    ("til stede:\n  - {name: Kari Nes, org: Moss, role: leder}\n  - navn: Per Lie\n    for: Siv Moe", ["Kari Nes", "Per Lie"], []),
    ("til stede: Kari Nes", ["Kari Nes"], []),
    ("TIL STEDE: [Kari Nes]", ["Kari Nes"], []),
    ("present: [Kari Nes]", ["Kari Nes"], []),
    ("til stede: Kari Nes, Per Lie", ["Kari Nes, Per Lie"], [("bad-value", 3)]),
    ("til stede:\n  - Kari Nes: Moss\n  - Per Lie", ["Kari Nes: Moss", "Per Lie"], [("name-with-colon", 4)]),
    ("til stede:\n  - [Kari, Per]", [], [("bad-value", 4)]),
]


@pytest.mark.parametrize(("header", "present", "problems"), LISTS)
def test_a_list_of_people(header: str, present: list[str], problems: list[tuple[str, int]]) -> None:
    minutes, found = page(header)
    assert minutes.present is not None
    assert [person.name for person in minutes.present] == present
    assert found == problems


@pytest.mark.parametrize("header", ["", "til stede:", "til stede: ''"])
def test_what_is_not_filled_in_is_not_recorded(header: str) -> None:
    assert page(header)[0].present is None


def test_a_mapping_says_the_same_as_a_line() -> None:
    one = page("til stede: [{navn: Per Lie, org: Moss, rolle: leder, for: Siv Moe, fra: 2023-01-01, til: 2023-12-31}]")[0].present
    assert one is not None
    assert one[0] == read_person("Per Lie (Moss, leder, vara for Siv Moe, fra 2023-01-01, til 2023-12-31)")
