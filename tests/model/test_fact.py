"""Records are made, compared and shown as dataclasses are, without what those cost at a start."""

import pickle

import pytest

from referat.model.fact import Record


class Day(Record):
    """A record with a field that has a default, and one that is not compared."""

    on: str
    place: str
    words: tuple[str, ...] = ()


def test_a_record_is_made_by_place_or_by_name() -> None:
    assert Day("a", "here", ("x",)) == Day(on="a", words=("x",), place="here") == Day("a", place="there", words=("x",))
    assert Day("a", "here").words == ()
    assert Day("a", "here") != Day("b", "here")
    assert len({Day("a", "here"), Day("a", "there")}) == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("a",), {}), (("a", "b", (), "d"), {}), (("a", "b"), {"on": "c"}), (("a", "b"), {"other": "c"}), ((), {"place": "b"})],
)
def test_what_is_missing_twice_or_unknown_is_an_error(given: tuple[str, ...], named: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        Day(*given, **named)  # type: ignore[arg-type]


def test_a_record_can_be_changed_into_another_shown_and_handed_to_another_process() -> None:
    day = Day("a", "here", ("x",))
    assert day.but(on="b") == Day("b", "here", ("x",))
    assert repr(day) == "Day(on='a', place='here', words=('x',))"
    assert pickle.loads(pickle.dumps(day)) == day
    with pytest.raises(AttributeError):
        day.other = 1  # type: ignore[attr-defined]
