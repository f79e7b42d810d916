"""The quick way of reading settings and registers says what the long way says, or nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat.format.plainsettings import plain_language, plain_people, plain_texts
from referat.format.settings import read_contacts, read_people, read_settings

LINES = (
    "ida: Ida Moen (Lia kommune)",
    "per.aas: Per Aas",
    "Per: Per Øvre (Elvdal, leder)",
    "ola: Ola Nordmann?",
    "nn: N.N. (Lia)",
    "kari: Kari (Lia), leder",
    "marit: {name: Marit, org: Lia}",
    "hk: [a, b]",
    "x: 'Sitert'",
    'y: "Sitert"',
    "z: Ola # merknad",
    "# bare en merknad",
    "",
    " ",
    "\t",
    "---",
    "a b: c",
    "ida:",
    "ida:  To blanke",
    "@ida: Ida",
    "1: En",
    "æøå: Åse Ø",
    "tom: ",
    "frist: 10:30",
    "p: a: b",
    "  fortsatt",
    "- liste",
    "null: ~",
    "n: No",
    "y-1: Ja",
    "tittel: Bok",
    "title: Book",
    "språk: nb",
    "language: EN",
    "språk: tysk",
    "visninger: x",
    "godkjenning: ja",
    "tittle: Bok",
    "ida: Ida\xa0Moen",
    "o: o\u0308",
    "b: a" + "b" * 1000,
    "ida: ida@lia.example",
    "c: \u2028",
    "d: (til 2024-01-01)",
    "e: (til 2024-02-30) Lia",
    "\ufeffida: Ida",
    "f: Ida\r",
    "...",
    "%A",
)


def agree(text: str) -> None:
    data = text.encode()
    if (people := plain_people(data)) is not None:
        read, problems = read_people("meetings/people.yaml", text)
        assert not problems
        assert [(one.handle, one.name, one.org, (), (), False, "") for one in read] == [
            (one.handle, one.name, one.org, one.aliases, one.roles, one.is_body, one.email) for one in read
        ]
        assert people == [(one.handle, one.name, one.org) for one in read]
    if plain_texts(data) is not None:
        assert not read_contacts("meetings/contacts.yaml", text)[1]
    if (language := plain_language(data)) is not None:
        said, problems = read_settings("meetings/book.yaml", text)
        assert not problems
        assert (said.language, said.views) == (language, {})


@settings(max_examples=500)
@given(st.lists(st.sampled_from(LINES), max_size=6), st.sampled_from(("", "\n")))
def test_any_lines(lines: list[str], end: str) -> None:
    agree("\n".join(lines) + end)


@given(st.text(alphabet="ab:-#'\"{}[]|>&*!%@,.? \n\tå\u0301", max_size=24))
def test_any_signs(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("line", LINES)
def test_each_line_by_itself(line: str) -> None:
    agree(line + "\n")
    agree(f"ida: Ida Moen\n{line}\n")


def test_what_is_written_as_most_is_read_the_quick_way() -> None:
    """Else the quick way would not be worth having."""
    assert plain_people(b"# Hvem er hvem\n\nida: Ida Moen (Lia kommune)\nper.aas: Per Aas\n") == [
        ("ida", "Ida Moen", "Lia kommune"),
        ("per.aas", "Per Aas", ""),
    ]
    assert plain_language("tittel: Bok\nspråk: nn\n".encode()) == "nn"
    assert (plain_language(b""), plain_people(b"")) == ("", [])
