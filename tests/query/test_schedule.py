"""When a group meets next."""

from datetime import date

import pytest

from referat.model.group import Group
from referat.query.schedule import Slot, coming_slot, horizon, minutes_of, slot_on, time_and_place, waiting_draft
from tests.small_books import group, known, minutes

TODAY = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kl. 09.00, Teams", ("09.00", "Teams")),
        ("kl 18.00 Teams", ("18.00", "Teams")),
        ("kl. 9", ("9", "")),
        ("18.00", ("18.00", "")),
        ("Teams, kl. 09.00–10.30", ("09.00–10.30", "Teams")),
        ("1800-1930, Rådhuset, møterom 2", ("1800-1930", "Rådhuset, møterom 2")),
        ("2. etasje, Rådhuset", ("", "2. etasje, Rådhuset")),
        ("Rådhuset", ("", "Rådhuset")),
        ("", ("", "")),
    ],
)
def test_time_and_place_of_the_next_meeting(text: str, expected: tuple[str, str]) -> None:
    assert time_and_place(text) == expected


def test_the_last_minutes_say_when_the_next_meeting_is() -> None:
    facts = known({"2024-03-12-styret.md": minutes("2024-03-12", "", more="neste: 2024-04-23 kl. 18.00, Samfunnshuset")})
    assert coming_slot(facts.minutes, None, TODAY) == Slot(date(2024, 4, 23), "18.00", "Samfunnshuset")
    assert slot_on(date(2024, 4, 23), facts.minutes) == Slot(date(2024, 4, 23), "18.00", "Samfunnshuset")
    assert slot_on(date(2024, 4, 24), facts.minutes) == Slot(date(2024, 4, 24))


def test_else_the_calendar_says_it() -> None:
    facts = known({"groups/styret.md": group("Styret", "møteplan: [2024-03-12, 2024-04-23, 2024-06-04]\n")})
    styret = facts.groups[0]
    assert isinstance(styret, Group)
    assert coming_slot([], styret, TODAY) == Slot(date(2024, 4, 23))
    assert coming_slot([], styret, date(2024, 7, 1)) is None
    assert horizon(date(2024, 4, 23), [], styret) == date(2024, 6, 4)
    assert horizon(date(2024, 6, 4), [], styret) == date(2024, 9, 4)


def test_a_next_day_before_the_meeting_itself_is_not_followed() -> None:
    facts = known({"2024-03-12-styret.md": minutes("2024-03-12", "", more="neste: 2024-02-12")})
    assert coming_slot(facts.minutes, None, TODAY) is None


def test_only_a_draft_from_today_on_waits() -> None:
    facts = known(
        {
            "2024-03-12-styret.md": minutes("2024-03-12", ""),
            "2024-04-23-styret.md": minutes("2024-04-23", ""),
            "2024-04-22-nemnda.md": minutes("2024-04-22", "", group="nemnda"),
        }
    )
    found = waiting_draft(minutes_of("Styret", facts.minutes), TODAY)
    assert found is not None
    assert found.id == "2024-04-23-styret"
