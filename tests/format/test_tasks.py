from datetime import date

import pytest

from referat.format.tasks import read_task, with_iso_due

ROWS = [
    ("@berte Kalle inn +kraft frist:2023-10-01", ("berte",), ("kraft",), ["2023-10-01"], "Kalle inn"),
    ("@a, @b og @c: dele ut", ("a", "b", "c"), (), [], "dele ut"),
    ("@a,@b & @c and @d dele ut", ("a", "b", "c", "d"), (), [], "dele ut"),
    ("@berte og Ola deler ut", ("berte",), (), [], "og Ola deler ut"),
    ("Be @a og (@b) se på det, @c.", ("a", "b", "c"), (), [], "Be @a og (@b) se på det, @c."),
    ("@a be @b komme", ("a",), (), [], "be @b komme"),
    ("Ring ola@x.no eller +47 900 00 000", (), (), [], "Ring ola@x.no eller +47 900 00 000"),
    ("Skriv til @ola@sosial.no", (), (), [], "Skriv til @ola@sosial.no"),
    ("@" + "a" * 41 + " les", (), (), [], "@" + "a" * 41 + " les"),
    ("@Åse-Marie_2.x les", ("Åse-Marie_2.x",), (), [], "les"),
    ("@a @A @a les", ("a", "A"), (), [], "les"),
    ("Møte +kraft om +vann i dag +sky", (), ("kraft", "vann", "sky"), [], "Møte +kraft om +vann i dag"),
    ("x frist:1.11.", (), (), ["1.11"], "x"),
    ("x frist: 1.11.2023, takk", (), (), ["1.11.2023"], "x, takk"),
    ("x FRIST: uke 42 +g", (), ("g",), ["uke 42"], "x"),
    ("x due:1. november +g", (), ("g",), ["1. november"], "x"),
    ("x frist: 5. januar 2027, takk", (), (), ["5. januar 2027"], "x, takk"),
    ("x (frist: 5. januar 2027)", (), (), ["5. januar 2027"], "x"),
    ("x frist:uke 2 2027 y", (), (), ["uke 2 2027"], "x y"),
    ("x frist:1. mai, 2000 kroner", (), (), ["1. mai"], "x, 2000 kroner"),
    ("x frist:1. mai 250 kroner", (), (), ["1. mai"], "x 250 kroner"),
    ("x (frist:2023-10-01)", (), (), ["2023-10-01"], "x"),
    ("x (frist: neste).", (), (), ["neste"], "x"),
    ("x frist:2023-10-01 frist:2023-11-01", (), (), ["2023-10-01", "2023-11-01"], "x"),
    ("x frist: @ola", ("ola",), (), [""], "x @ola"),
    ("x frist:snarest", (), (), ["snarest"], "x"),
    ("svarfrist:2023-10-01", (), (), [], "svarfrist:2023-10-01"),
]


@pytest.mark.parametrize(("text", "owners", "groups", "dues", "task"), ROWS)
def test_the_words_of_an_action(text: str, owners: tuple[str, ...], groups: tuple[str, ...], dues: list[str], task: str) -> None:
    said = read_task(text)
    assert (said.owners, said.groups, [due.value for due in said.dues], said.task) == (owners, groups, dues, task)
    for due in said.dues:
        assert due.value in text[due.start : due.end]
        assert text[due.value_at :].startswith(due.value.partition(" ")[0])


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("@Kari Vik ringer skolen", "Kari Vik ringer skolen"),
        ("@Kari Vik skal ringe skolen", "Kari Vik skal ringe skolen"),
        ("@Per Berg books the hall", "Per Berg books the hall"),
        ("@Siv Bestille husker", "Bestille husker"),
        ("@Siv Bestill bord", "Bestill bord"),
        ("@Siv Innkalling til årsmøtet", "Innkalling til årsmøtet"),
        ("@Per Book the hall", "Book the hall"),
    ],
)
def test_of_a_whole_name_nothing_is_taken_and_of_a_task_its_owner(text: str, task: str) -> None:
    assert read_task(text).task == task


def test_owners_are_joined_in_capitals_too() -> None:
    assert read_task("@ada OG @bo ring").owners == ("ada", "bo")


@pytest.mark.parametrize("ending", [").", ").;", "):", ","])
def test_up_to_three_signs_may_follow_a_due_date(ending: str) -> None:
    opening = "(" if ending.startswith(")") else ""
    assert read_task(f"Ring {opening}frist:2024-11-01{ending}").due == "2024-11-01"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@ida Ringe frist uke 6", "@ida Ringe frist:2026-W06"),
        ("@per Booke rom frist i morgen", "@per Booke rom frist:2026-01-15"),
        ("Sende brev innen fredag +vel", "Sende brev frist:2026-01-16 +vel"),
        ("Sende brev (senest 1. mai 2026)", "Sende brev (frist:2026-05-01)"),
        ("Avklare bil, frist neste møte", "Avklare bil, frist neste møte"),
        ("Rydde frist:2026-03-01", "Rydde frist:2026-03-01"),
        ("Rydde uten dag", "Rydde uten dag"),
    ],
)
def test_a_due_date_in_words_is_carried_as_the_day_it_means(text: str, written: str) -> None:
    assert with_iso_due(text, date(2026, 1, 14), "frist") == written
    assert read_task(written).task == read_task(text).task
