import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.cli.problem_output import marked_line, problem_text
from referat.errors import NoBook
from referat.model.place import Place
from referat.model.text import width


def test_a_problem_without_a_place() -> None:
    assert problem_text("It rains.") == "referat: It rains."
    assert problem_text("It rains.", hint="Go in.") == "referat: It rains.\nGo in."


def test_on_a_terminal_what_is_wrong_and_what_to_do_are_broken_between_words_and_the_line_itself_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = problem_text(
        "Fristen er før møtet som ga oppgaven.", hint="Rett fristen; ofte er det årstallet.", place=Place("meetings/a.md", 3, 9),
        line_text="- [ ] @åse Bestille ny flytebrygge frist:2026", length=4, stream=Screen(),
    )  # fmt: skip
    assert shown.splitlines() == [
        "meetings/a.md:3:9: Fristen er",
        "før møtet som ga oppgaven.",
        "    - [ ] @åse Bestille ny fl…",
        "            ^^^^",
        "Rett fristen; ofte er det",
        "årstallet.",
    ]


def test_a_place_without_its_line() -> None:
    assert problem_text("It rains.", place=Place("meetings/a.md", 3)) == "meetings/a.md:3: It rains."
    assert problem_text("It rains.", place=Place("meetings/a.md", 3, 9)) == "meetings/a.md:3:9: It rains."
    assert problem_text("It rains.", place="meetings/\x1b.md:3") == "meetings/\\x1b.md:3: It rains."


def test_a_file_that_the_message_names_is_named_once() -> None:
    assert problem_text("meetings/a.md holds unsaved writing.", place="meetings/a.md") == "referat: meetings/a.md holds unsaved writing."
    assert problem_text("meetings/a.md is half merged.", place=Place("meetings/a.md", 9)) == "meetings/a.md:9: meetings/a.md is half merged."


def test_a_line_without_a_column_has_no_marker() -> None:
    assert problem_text("It rains.", place=Place("a.md", 3), line_text="dato: i går\r\n") == "a.md:3: It rains.\n    dato: i går"


@pytest.mark.parametrize(
    ("line", "column", "length", "shown"),
    [
        ("dato: i går", 7, 5, ["dato: i går", "      ^^^^^"]),
        ("dato: i går", 7, 0, ["dato: i går", "      ^"]),
        ("• skriv", 1, 1, ["• skriv", "^"]),
        ("\t- x", 4, 1, ["    - x", "      ^"]),
        ("日本 x", 4, 1, ["日本 x", "     ^"]),
        ("a\u030a x", 4, 1, ["a\u030a x", "  ^"]),
        ("a\x1b x", 4, 1, ["a\\x1b x", "      ^"]),
        ("kort", 5, 1, ["kort", "    ^"]),  # what is missing at the end
    ],
)
def test_the_marker_stands_under_what_it_means(line: str, column: int, length: int, shown: list[str]) -> None:
    assert marked_line(line, column, length, 76) == shown


def test_a_long_line_is_cut_round_what_it_is_about() -> None:
    line = "x" * 200 + " +krat " + "y" * 200
    shown, marker = marked_line(line, 202, 5, 40)
    assert width(shown) <= 40
    assert shown[marker.index("^") : marker.rindex("^") + 1] == "+krat"


@given(st.text(max_size=60), st.integers(1, 70), st.integers(0, 70), st.integers(20, 60))
def test_a_marked_line_fits_whatever_it_holds(line: str, column: int, length: int, cells: int) -> None:
    rows = marked_line(line, column, length, cells)
    assert all(width(row) <= cells for row in rows)
    assert all("\n" not in row and "\r" not in row for row in rows)


def test_a_hint_is_shown_only_when_its_facts_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    from referat.cli.problem_output import has_all, show_error

    assert has_all("Did you mean {near}?", {"near": "kraft"})
    assert not has_all("Did you mean {near}?", {"near": ""})
    assert not has_all("Did you mean {near}?", {})
    show_error(NoBook(path="/home/\x1b[31mx"))
    assert capsys.readouterr().err == (
        "referat: There is no minute book here: no folder named meetings in /home/\\x1b[31mx or above it.\n"
        "Go to the book's folder, name it with --book, or start one with: referat init\n"
    )


def test_several_near_misses_are_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    from referat.cli.problem_output import said

    assert said("Did you mean {near}?", {"near": ("kraft", "kra\x07")}) == "Did you mean kraft, kra\\x07?"


def test_where_nothing_is_near_the_way_to_what_there_is_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    from referat.cli.problem_output import show_error
    from referat.query.lookup import UnknownGroup

    show_error(UnknownGroup(name="krat", near="kraft"))
    show_error(UnknownGroup(name="bryggene", near=""))
    first, second = capsys.readouterr().err.split("referat: ")[1:]
    assert first.endswith("\nDid you mean kraft?\n")
    assert second.endswith("\nThose there are: referat groups. A new one is a file in meetings/groups/.\n")
