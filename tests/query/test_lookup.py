from datetime import date

import pytest

from referat.model.meeting import Minutes
from referat.query.lookup import Ambiguous, NoneHeld, NoneToCome, Unknown, UnknownGroup, pick, pick_minutes
from tests.model.pages import pages

GROUPS = ("naering", "kraft", "kraftlag", "ÅPENT-møte")
TODAY = date(2024, 2, 1)
MINUTES = [page for page in pages({"2024-01-10-tun": "", "2024-01-10-tak": "", "2024-03-10-tun": ""}) if isinstance(page, Minutes)]


@pytest.mark.parametrize(
    ("typed", "meant"), [("naering", "naering"), ("KRAFT", "kraft"), ("nae", "naering"), ("ring", "naering"), ("a\u030apent", "ÅPENT-møte")]
)
def test_any_part_that_fits_one_is_enough(typed: str, meant: str) -> None:
    assert pick(typed, GROUPS, UnknownGroup) == meant


@pytest.mark.parametrize(("typed", "shown"), [("kraf", "kraft, kraftlag"), ("r", "kraft, kraftlag, naering")])
def test_what_could_be_more_than_one_is_asked_about(typed: str, shown: str) -> None:
    with pytest.raises(Ambiguous) as caught:
        pick(typed, GROUPS, UnknownGroup)
    assert caught.value.facts["candidates"] == shown


@pytest.mark.parametrize(("typed", "near"), [("nering", "naering"), ("krafft", "kraft"), ("zzzz", ""), ("", "")])
def test_a_near_miss_is_named(typed: str, near: str) -> None:
    with pytest.raises(UnknownGroup) as caught:
        pick(typed, GROUPS, UnknownGroup)
    assert caught.value.facts["near"] == near


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("siste", "2024-01-10-tun"), ("last", "2024-01-10-tun"), ("neste", "2024-03-10-tun"), ("tak", "2024-01-10-tak"), ("2024-03", "2024-03-10-tun")],
)
def test_minutes_by_word_or_part(typed: str, meant: str) -> None:
    assert pick_minutes(typed, MINUTES, TODAY).id == meant


def test_there_may_be_no_next_meeting() -> None:
    with pytest.raises(NoneToCome):
        pick_minutes("next", MINUTES, date(2024, 4, 1))
    with pytest.raises(NoneHeld):
        pick_minutes("siste", MINUTES, date(2000, 4, 1))
    with pytest.raises(Unknown):
        pick_minutes("2025", MINUTES, TODAY)
