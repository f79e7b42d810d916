"""The checkpoint: the same for the same approvals in any order, another for any change, and able to tell what came in from what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.approvals.checkpoint import ApprovalEvent, NotACheckpoint, checkpoint, compare, read_checkpoint

events = st.lists(
    st.builds(
        ApprovalEvent,
        st.integers(10, 28).map(lambda day: f"2024-03-{day}T10:00:00Z"),
        st.sampled_from(["a", "b", "c", "d", "e", "f", "møte"]),
        st.integers(0, 9).map(lambda n: "sha256:" + f"{n}" * 64),
    ),
    max_size=12,
    unique=True,
)


def test_it_looks_as_promised_and_never_changes() -> None:
    point = checkpoint([ApprovalEvent("2024-03-10T10:00:00Z", "2024-02-14-styret", "sha256:" + "ab" * 32)])
    assert point.line == f"referat trail 1 approved · {point.signs} · 2024-03-10T10:00:00Z"
    assert point.short == "ZAYS-TSZX-Z7AV-C2RM@1"


def test_a_book_without_approvals_has_one_too() -> None:
    assert checkpoint([]).count == 0


@given(events, st.randoms())
def test_the_order_in_which_they_are_given_does_not_matter(found: list[ApprovalEvent], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert checkpoint(found) == checkpoint(shuffled)


@given(events, events)
def test_two_books_have_one_checkpoint_only_if_they_have_the_same_approvals(one: list[ApprovalEvent], other: list[ApprovalEvent]) -> None:
    assert (checkpoint(one).signs == checkpoint(other).signs) == (set(one) == set(other))


@given(events, st.data())
def test_an_old_checkpoint_holds_for_every_later_book(found: list[ApprovalEvent], data: st.DataObject) -> None:
    ordered = sorted(found)
    count = data.draw(st.integers(0, len(ordered)))
    point = checkpoint(ordered[:count])
    assert compare(found, point.signs, count).same
    assert compare(found, point.signs, None).same


@given(events.filter(lambda found: len(found) > 2), st.data())
def test_what_a_merge_put_in_before_it_is_named(found: list[ApprovalEvent], data: st.DataObject) -> None:
    ordered = sorted(found)
    late = data.draw(st.sampled_from(ordered[:-1]))
    old = checkpoint([event for event in ordered if event != late])
    compared = compare(found, old.signs, old.count)
    assert not compared.same
    assert compared.inserted == (late,)


@given(events.filter(bool), st.data())
def test_a_changed_approval_is_no_merge(found: list[ApprovalEvent], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(found))
    forged = [event for event in found if event != gone] + [ApprovalEvent(gone.recorded, gone.id, "sha256:" + "f" * 64)]
    compared = compare(forged, checkpoint(found).signs, len(found))
    assert not compared.same
    assert not compared.inserted


def test_a_checkpoint_with_fewer_approvals_than_it_counts() -> None:
    assert not compare([], "ZAYS-TSZX-Z7AV-C2RM", 1).same


@pytest.mark.parametrize(
    "typed",
    [
        "k7qd-94mx-tr2a-81pb@12",
        " K7QD94MXTR2A81PB @ 12",
        "K7QD-94MX-TR2A-8iPB@12",
        "K7QD-94MX-TR2A-8lPB@12",
        "referat trail 12 approved · K7QD-94MX-TR2A-81PB · 2024-03-28T10:00:00Z",
        "trail 12 approved · K7QD-94MX-TR2A-81PB",
        "Sjekkpunkt, godkjente referater: 12 · K7QD-94MX-TR2A-81PB · 2024-03-28T10:00:00Z",
        "referat trail 12 approved · K7QD-94MX-TR2A-81PB · 2024-03-28T10:00:00Z (K7QD-94MX-TR2A-81PB@12)",
    ],
)
def test_it_is_read_however_it_was_copied(typed: str) -> None:
    assert read_checkpoint(typed) == ("K7QD-94MX-TR2A-81PB", 12)


@pytest.mark.parametrize("typed", ["", "K7QD", "K7QD-94MX-TR2A-81PB@", "K7QD-94MX-TR2A-81PU@x", "K7QD-94MX-TR2A-81PB@12; rm"])
def test_anything_else_is_no_checkpoint(typed: str) -> None:
    with pytest.raises(NotACheckpoint):
        read_checkpoint(typed)
