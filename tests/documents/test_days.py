"""Days and times, as people write them."""

from datetime import date

import pytest

from referat.documents.days import days
from referat.intake.clock import read_clock
from referat.intake.due import read_due
from referat.intake.meeting_day import file_date

MEETING = date(2019, 11, 27)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Torsdag 31.08.2023 kl. 09.00", "2023-08-31"),
        ("Referat 4/12-18", "2018-12-04"),
        ("d. 1/4/2009", "2009-04-01"),
        ("28. februar-11", "2011-02-28"),
        ("22.11. 2022", "2022-11-22"),
        ("Dato:19.09.2019", "2019-09-19"),
        ("2018.03.02", "2018-03-02"),
        ("10 december 2015", "2015-12-10"),
        ("Tuesday 9th May 2017", "2017-05-09"),
        ("May 9, 2017", "2017-05-09"),
        ("den 22. okt 2012.", "2012-10-22"),
        ("7. og 8.05.2016", "2016-05-07"),
        ("25.–26. mai 2021", "2021-05-25"),
        ("mandag 20.april 2015", "2015-04-20"),
        ("5/31/2020", "2020-05-31"),
    ],
)
def test_a_day_is_read(text: str, expected: str) -> None:
    assert [str(day.on) for day in days(text)] == [expected]


@pytest.mark.parametrize("text", ["kl. 12.30", "3.000,-", "§ 15-1", "3.14.2", "50/50 %", "2016/17", "sak 12/23", "14:30", "1.5 mill"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert [day for day in days(text) if day.on] == []


def test_a_day_that_does_not_exist_is_told_from_one_without_a_year() -> None:
    assert [day.impossible for day in days("29.02.2023 og 29. februar")] == [True, False]


def test_the_weekday_is_compared() -> None:
    assert [day.contradicts for day in days("Onsdag 14. mai 2019. Tirsdag 14. mai 2019")] == [True, False]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("kl. 09.00 – 10.30", "09:00", "10:30"),
        ("1300-1500", "13:00", "15:00"),
        ("kl 1800", "18:00", None),
        ("7.15pm", "19:15", None),
        ("6.30 - 8pm", "18:30", "20:00"),
        ("12:00-2:00", "12:00", "14:00"),
        ("8 AM PST", "08:00", None),
        ("09:00 14:30", "09:00", "14:30"),
        ("kl. 19-21", "19:00", "21:00"),
        ("kl. 25.00", None, None),
        ("3.500 kr", None, None),
    ],
)
def test_a_time_is_read(text: str, start: str | None, end: str | None) -> None:
    found = read_clock(text)
    assert (found.start if found else None, found.end if found else None) == (start, end)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("sender brev innen 12. desember", "2019-12-12"),
        ("sender brev innen 15. januar", "2020-01-15"),
        ("svarer innen fredag", "2019-11-29"),
        ("henter den onsdag", "2019-12-04"),
        ("lager utkast innen uke 50", "2019-W50"),
        ("lager utkast innen uke 2", "2020-W02"),
        ("lager liste til neste møte", "next"),
        ("will review by Friday", "2019-11-29"),
        ("bestiller for januar", None),
        ("snakket med Per 12. november", None),
        ("søker om midler 📅 2020-02-03", "2020-02-03"),
    ],
)
def test_a_deadline_is_read_against_the_meeting(text: str, due: str | None) -> None:
    found = read_due(text, MEETING)
    assert (found.value if found else None) == due


@pytest.mark.parametrize(
    ("name", "expected"),
    [("fau-2018-12-04.txt", "2018-12-04"), ("Referat 20181204.docx", "2018-12-04"), ("04.12.2018.pdf", "2018-12-04"), ("sak-12.txt", "None")],
)
def test_the_day_in_a_file_name(name: str, expected: str) -> None:
    assert str(file_date(name)) == expected


def test_a_name_that_begins_like_a_weekday_is_none() -> None:
    assert [day.weekday for text in ("Tordis 5.5.2024", "Fredrik 4. mai 2024", "Mona 4.5.2024") for day in days(text)] == [None, None, None]
    weekdays = [day.weekday for text in ("torsdag 2.5.2024", "torsdagen 2.5.2024", "tor. 2.5.2024", "Thursday 2 May 2024") for day in days(text)]
    assert weekdays == [3, 3, 3, 3]
