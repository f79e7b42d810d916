import secrets
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.ids import ALPHABET, is_action_id, mint, reads_as_number
from referat.model.people import Participant, Person, Register, apart, contacts, fold, near

ELI = Person("eli", "Eli Arnkværn Nes", "Moss", aliases=("Eli Nes", "@en"))
REGISTER = Register((ELI, Person("sekr", "Sekretariatet", is_body=True)))


@pytest.mark.parametrize("handle", ["eli", "ELI", "en", "Eli nes"])
def test_a_handle_or_alias_finds_its_person(handle: str) -> None:
    assert REGISTER.by_handle(handle) is ELI


@pytest.mark.parametrize("name", ["Eli Arnkværn Nes", "eli  arnkværn nes", "Eli Nes", "Eli Arnkværn Nes".replace("æ", "æ")])
def test_a_name_finds_its_person(name: str) -> None:
    assert REGISTER.by_name(name) is ELI


def test_a_given_name_counts_only_where_it_is_alone() -> None:
    among = (Participant("Per Lie", "Hamar"), Participant("Siv Moe"), Participant("Siv Dahl"), Participant("Eli Nes"))
    per = REGISTER.find("per", among)
    assert per is not None
    assert (per.name, per.org) == ("Per Lie", "Hamar")
    assert REGISTER.find("siv", among) is None
    dotted = REGISTER.find("siv.moe", among)
    assert dotted is not None
    assert dotted.name == "Siv Moe"
    assert [REGISTER.handle_of(person, among) for person in among] == ["per", "siv.moe", "siv.dahl", "eli"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("krat", "kraft"), ("karft", "kraft"), ("nering", "naering"), ("naer", "naering"), ("ida", ""), ("zzz", "")]
)
def test_the_nearest(typed: str, meant: str) -> None:
    assert near(typed, ["kraft", "naering", "per"]) == meant


@given(st.text(max_size=8))
def test_names_fold_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_an_address_stands_under_the_registers_own_handle() -> None:
    assert contacts(REGISTER, {"en": "eli@eksempel.no", "Ukjent": "u@eksempel.no"}) == {"eli": "eli@eksempel.no", "ukjent": "u@eksempel.no"}


@pytest.mark.parametrize(
    "text", ["09e02", "12345", "1e234", "12mar", "mar12", "5sep2", "dec05", "0x1f2", "apr24", "120am", "1234p", "0b101", "3d125", "99feb", "1jan5"]
)
def test_what_reads_as_a_number_or_a_day_is_not_given_out(text: str) -> None:
    letters = iter([*text, *"7qk2m"])
    assert mint((), lambda _: next(letters)) == "7qk2m"


@pytest.mark.parametrize("text", ["7qk2m", "abcd1", "x1e2z", "e1234", "12x34", "4dece", "9emar", "0x1g2"])
def test_other_ids_are(text: str) -> None:
    letters = iter(text)
    assert mint((), lambda _: next(letters)) == text


@given(st.integers())
def test_a_minted_id_is_new_and_well_formed(seed: int) -> None:
    taken: set[str] = set()
    for _ in range(20):
        new = mint(taken, Random(seed).choice)
        assert is_action_id(new)
        assert len(new) == 5
        assert not set(new) & set("ilou")
        assert not reads_as_number(new)
        taken.add(new)
        seed += 1
    assert mint(taken, secrets.choice) not in taken
    assert set(ALPHABET) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("abcd", True),
        ("a-b1", True),
        ("abc", False),
        ("-abc", False),
        ("abc-", False),
        ("Abcd", False),
        ("åbcd", False),
        ("", False),
        ("a" * 32, True),
        ("a" * 33, False),
    ],
)
def test_what_an_id_is(text: str, wanted: bool) -> None:
    assert is_action_id(text) is wanted


@given(st.text("aab", max_size=6), st.text("abc", max_size=6), st.integers(1, 3))
def test_how_far_words_are_apart_is_what_the_whole_table_says(one: str, other: str, limit: int) -> None:
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    assert apart(one, other, limit) == min(rows[len(one), len(other)], limit + 1)


def test_words_of_any_length_are_compared_in_no_time() -> None:
    begun = process_time()
    assert apart("a" * 50_000 + "b", "a" * 50_000 + "c", 2) == 1
    assert apart("ab" * 50_000, "ba" * 50_000, 2) == 3
    assert process_time() - begun < 1
