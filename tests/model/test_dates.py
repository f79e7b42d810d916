from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.model.dates import iso_day, last_day, read_day, read_due, read_past_day, read_times

TODAY = date(2023, 8, 31)  # a Thursday


@pytest.mark.parametrize("text", ["2024-02-29", "0001-01-01", "9999-12-31"])
def test_a_day_is_written_in_one_way(text: str) -> None:
    day = iso_day(text)
    assert day is not None
    assert day.isoformat() == text


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2023-2-1", "2023-13-01", "0000-01-01", "2023-01-01 ", "２０２３-01-01", "20230101", "2023-01-01\n", ""]
)
def test_what_is_no_day(text: str) -> None:
    assert iso_day(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-10-01", "2023-10-01"),
        ("2023-02", "2023-02-28"),
        ("2024-02", "2024-02-29"),
        ("2023-12", "2023-12-31"),
        ("2023-W01", "2023-01-08"),
        ("2020-w53", "2021-01-03"),
        ("9999-12", "9999-12-31"),
    ],
)
def test_the_day_a_due_date_runs_out(text: str, day: str) -> None:
    assert last_day(text) == iso_day(day)


@pytest.mark.parametrize("text", ["2023-W53", "2023-W00", "2023-13", "9999-W53", "9999-W52", "2023-W1", "neste", "2023"])
def test_what_is_no_due_date(text: str) -> None:
    assert last_day(text) is None


DUES = [
    ("2023-10-01", "2023-10-01"),
    ("2023-w42", "2023-W42"),
    ("1.11.2023", "2023-11-01"),
    ("1.11.23", "2023-11-01"),
    ("1.11", "2023-11-01"),
    ("1.11.", "2023-11-01"),
    ("31.8", "2023-08-31"),
    ("30.8", "2024-08-30"),
    ("29.2", "2024-02-29"),
    ("1/11", "2023-11-01"),
    ("uke 42", "2023-W42"),
    ("uke 3", "2024-W03"),
    ("v. 42", "2023-W42"),
    ("week 42 2025", "2025-W42"),
    ("1. november", "2023-11-01"),
    ("1. nov. 2024", "2024-11-01"),
    ("31.2", None),
    ("32.1", None),
    ("snart", None),
    ("uke 60", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "iso"), DUES)
def test_a_due_date_as_people_write_it(text: str, iso: str | None) -> None:
    assert read_due(text, TODAY) == iso


@pytest.mark.parametrize(
    ("text", "iso"), [("1.11", None), ("uke 42", None), ("1.11.2023", "2023-11-01"), ("uke 42 2023", "2023-W42"), ("2023-W42", "2023-W42")]
)
def test_without_a_meeting_only_what_has_a_year_is_a_day(text: str, iso: str | None) -> None:
    assert read_due(text, None) == iso


@given(st.dates(), st.text(max_size=12))
def test_no_text_and_no_day_make_reading_fail(today: date, text: str) -> None:
    for read in (read_due(text, today), read_due(text, None), last_day(text), iso_day(text), read_times(text)):
        assert read is None or read


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(9000, 1, 1)), st.integers(1, 28), st.integers(1, 12))
def test_a_day_without_a_year_is_the_first_from_the_meeting_on(meeting: date, day: int, month: int) -> None:
    iso = read_due(f"{day}.{month}", meeting)
    assert iso is not None
    found = date.fromisoformat(iso)
    assert (found.day, found.month) == (day, month)
    assert 0 <= (found - meeting).days <= 366


TYPED = [
    ("friday", "2023-09-01"),
    ("fredag", "2023-09-01"),
    ("torsdag", "2023-09-07"),
    ("i dag", "2023-08-31"),
    ("i morgon", "2023-09-01"),
    ("+2w", "2023-09-14"),
    ("+3", "2023-09-03"),
    ("+6m", "2024-02-29"),
    ("uke 40", "2023-10-08"),
    ("12.10.", "2023-10-12"),
    ("12. oktober", "2023-10-12"),
    ("next", "2023-10-12"),
    ("neste naering", "2023-10-12"),
    ("next week", "2023-09-10"),
    ("next friday", "2023-09-01"),
    ("i fjor", None),
]


@pytest.mark.parametrize(("text", "day"), TYPED)
def test_a_day_as_typed(text: str, day: str | None) -> None:
    assert read_day(text, TODAY, lambda group: date(2023, 10, 12) if group in {"", "naering"} else None) == (iso_day(day) if day else None)


HAPPENED = [  # the 31st was a Thursday
    ("thursday", "2023-08-31"),
    ("fredag", "2023-08-25"),
    ("forrige torsdag", "2023-08-24"),
    ("last wednesday", "2023-08-30"),
    ("i dag", "2023-08-31"),
    ("i går", "2023-08-30"),
    ("Yesterday", "2023-08-30"),
    ("i forgårs", "2023-08-29"),
    ("12.10.", "2022-10-12"),
    ("31.8.", "2023-08-31"),
    ("1. september", "2022-09-01"),
    ("29.2.", "2020-02-29"),
    ("12.10.23", "2023-10-12"),
    ("2023-10-12", "2023-10-12"),
    ("i morgen", None),
    ("uke 40", None),
    ("next", None),
    ("31.2.", None),
]


@pytest.mark.parametrize(("text", "day"), HAPPENED)
def test_a_day_when_something_happened_is_the_last_such_day(text: str, day: str | None) -> None:
    assert read_past_day(text, TODAY) == (iso_day(day) if day else None)


TIMES = [
    ("09:00–10:30", "09:00", "10:30"),
    ("kl. 09.00-10.30", "09:00", "10:30"),
    ("0900", "09:00", None),
    ("1300-1500", "13:00", "15:00"),
    ("kl 18", "18:00", None),
    ("9 til 11", "09:00", "11:00"),
    ("7.15pm", "19:15", None),
    ("14.15", "14:15", None),
    ("12 am", "00:00", None),
    ("25.00", None, None),
    ("etter lunsj", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "start", "end"), TIMES)
def test_times(text: str, start: str | None, end: str | None) -> None:
    assert read_times(text) == (start, end)
