import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.query.actions import likeness, reworded, two_births
from tests.model.pages import actions, lines, pages

ONE = "- [ ] @eli Kalle inn gruppen til første møte frist:2024-02-01 ^t4k3t\n"


def test_a_copied_id_with_other_words_is_two_births() -> None:
    read = lines(pages({"2024-01-10": ONE, "2024-02-10": "- [ ] @per Male porten ^t4k3t\n"}))
    pair = two_births(read)
    assert pair is not None
    assert [line.source.path for line in pair] == ["meetings/2024-01-10.md", "meetings/2024-02-10.md"]
    assert two_births(read[::-1]) == pair
    assert reworded(read) == []


def test_slightly_other_words_are_reworded() -> None:
    read = lines(pages({"2024-01-10": ONE, "2024-02-10": ONE.replace("gruppen", "hele gruppen")}))
    assert two_births(read) is None
    assert len(reworded(read)) == 1


@pytest.mark.parametrize(
    "other",
    [
        ONE.replace("@eli", "@per, @siv"),
        ONE.replace("2024-02-01", "2024-05-01 +tak"),
        ONE.upper().replace("^T4K3T", "^t4k3t"),
        ONE.replace(" inn", "  inn,"),
    ],
)
def test_owner_due_date_group_and_signs_are_no_words(other: str) -> None:
    read = lines(pages({"2024-01-10": ONE, "2024-02-10": other}))
    assert two_births(read) is None
    assert reworded(read) == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_lines_without_an_id_are_actions_of_their_own_in_the_order_of_the_book() -> None:
    found = actions(
        {"notat": "- [ ] @eli c\n", "2024-02-10": "- [ ] b\n- [ ] b\n", "2024-01-10": "- [ ] a ^a1a1a\n", "groups/tun": "- [ ] d ^a1a1a\n"}
    )
    assert [action.text for action in found] == ["a", "b", "b", "c"]
    assert [len(action.lines) for action in found] == [2, 1, 1, 1]
