"""people.yaml changed exactly: whoever wrote it finds every character again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import parse
from referat.format.edits import NotExact
from referat.format.register import add_alias, add_people
from referat.format.settings import read_people
from referat.model.people import Person

PATH = "meetings/people.yaml"


def with_alias(text: str, alias: str = "Siri Dal", handle: str = "siri") -> str:
    there = parse(PATH, text)
    return there.replaced(add_alias(there, handle, alias, "nb")).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("siri: Siri Dahl\n", "siri: {navn: Siri Dahl, kallenavn: [Siri Dal]}\n"),
        (
            "siri:\n  navn: Siri Dahl\n  rolle:\n    - leder\n    - kasserer\nola: Ola Li\n",
            "siri:\n  navn: Siri Dahl\n  rolle:\n    - leder\n    - kasserer\n  kallenavn: [Siri Dal]\nola: Ola Li\n",
        ),
        ("siri: 'Siri Dahl (Oslo)' # sekretær\n", "siri: {navn: Siri Dahl, organisasjon: Oslo, kallenavn: [Siri Dal]} # sekretær\n"),
        ("siri: Siri Dahl (leder, Oslo)\n", "siri: {navn: Siri Dahl, organisasjon: Oslo, rolle: [leder], kallenavn: [Siri Dal]}\n"),
        ('"@siri": Siri Dahl', '"@siri": {navn: Siri Dahl, kallenavn: [Siri Dal]}'),
        ("siri: {name: Siri Dahl, org: Oslo}\n", "siri: {name: Siri Dahl, org: Oslo, aliases: [Siri Dal]}\n"),
        ("siri: {name: Siri Dahl , }\n", "siri: {name: Siri Dahl , aliases: [Siri Dal] }\n"),
        ("siri: {navn: Siri Dahl, alias: SD}\n", "siri: {navn: Siri Dahl, alias: [SD, Siri Dal]}\n"),
        ("siri: {navn: Siri Dahl, alias: []}\n", "siri: {navn: Siri Dahl, alias: [Siri Dal]}\n"),
        ("siri:\n  navn: Siri Dahl\n\n# etter\nola: Ola\n", "siri:\n  navn: Siri Dahl\n  kallenavn: [Siri Dal]\n\n# etter\nola: Ola\n"),
        ("siri:\r\n  namn: Siri Dahl\r\n", "siri:\r\n  namn: Siri Dahl\r\n  kallenamn: [Siri Dal]\r\n"),
        ("siri:\n  aliases:\n  - SD  # kort\n  name: Siri Dahl\n", "siri:\n  aliases:\n  - SD  # kort\n  - Siri Dal\n  name: Siri Dahl\n"),
        ("siri:\n  aliases: [SD, ]\n  name: Siri Dahl", "siri:\n  aliases: [SD, Siri Dal ]\n  name: Siri Dahl"),
        ("siri:\n  name: Siri Dahl\n  aliases: S. Dahl\n", "siri:\n  name: Siri Dahl\n  aliases: [S. Dahl, Siri Dal]\n"),
        ("siri:\n  aliases:\n  name: Siri Dahl\n", "siri:\n  aliases: [Siri Dal]\n  name: Siri Dahl\n"),
        ("\ufeffsiri: Siri Dahl\n", "siri: {navn: Siri Dahl, kallenavn: [Siri Dal]}\n"),
    ],
)
def test_one_more_spelling(before: str, after: str) -> None:
    there = parse(PATH, before.removeprefix("\ufeff"), has_bom=before.startswith("\ufeff"))
    assert there.replaced(add_alias(there, "siri", "Siri Dal", "nb")).text == after


@pytest.mark.parametrize(
    "text",
    ["ola: Ola\n", "siri: [a, b]\n", "siri: Siri Dahl\nsiri: Siri D\n", "siri: &a Siri Dahl\n", "siri: |\n  Siri Dahl\n  på to linjer\n", "- siri\n"],
)
def test_what_cannot_be_exact_is_refused(text: str) -> None:
    with pytest.raises(NotExact):
        with_alias(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "kari: Kari Moen (Oslo)\nola.vik: Ola Vik\n"),
        ("# bare en merknad\n", "# bare en merknad\nkari: Kari Moen (Oslo)\nola.vik: Ola Vik\n"),
        ("siri: Siri Dahl\n\n\n", "siri: Siri Dahl\nkari: Kari Moen (Oslo)\nola.vik: Ola Vik\n\n\n"),
        ("siri:\r\n  name: Siri Dahl", "siri:\r\n  name: Siri Dahl\r\nkari: Kari Moen (Oslo)\r\nola.vik: Ola Vik"),
    ],
)
def test_new_people_go_last(before: str, after: str) -> None:
    there = parse(PATH, before)
    assert there.replaced(add_people(there, [Person("kari", "Kari Moen", "Oslo"), Person("ola.vik", "Ola Vik")])).text == after


@pytest.mark.parametrize("text", ["{siri: Siri Dahl}\n", "kari: Kari\n", "siri: |\n  Siri\n  Dahl\n...\n"])
def test_new_people_are_refused_where_they_would_read_differently(text: str) -> None:
    there = parse(PATH, text)
    with pytest.raises(NotExact):
        there.replaced(add_people(there, [Person("kari", "Kari Moen")]))


NAMES = st.text("aåÆ b'\"#:,-{}[]é\t😀()@", min_size=1, max_size=12).map(lambda text: f"K{text.strip()}n")
OTHERS = st.lists(
    st.sampled_from(
        ["ola: Ola\n", "per:\n  name: Per Lie\n  org: 'X # y'\n", "eva: {name: Eva, aliases: [E, 'V']}\n", "# merknad: her\n", "\n", "'åse': Åse\n"]
    ),
    unique=True,
    max_size=6,
)
OWN = st.sampled_from(["siri: Siri Dahl (Oslo)\n", "siri:\n  name: Siri Dahl\n", "siri: {navn: Siri, alias: [S]}\n", "siri:\n  alias:\n    - S\n\n"])


@given(OTHERS, OWN, OTHERS, NAMES, st.sampled_from(["\n", "\r\n"]))
def test_every_spelling_is_remembered_and_nobody_else_is_touched(first: list[str], own: str, last: list[str], alias: str, newline: str) -> None:
    text = "".join([*first, own, *(one for one in last if one not in first or one.isspace())]).replace("\n", newline)
    after = with_alias(text, alias)
    before, now = read_people(PATH, text)[0], read_people(PATH, after)[0]
    assert [one for one in now if one.handle != "siri"] == [one for one in before if one.handle != "siri"]
    assert alias in next(one.aliases for one in now if one.handle == "siri")
    kept = iter(after)
    letters = text if own != "siri: Siri Dahl (Oslo)\n" else text.replace("(", "").replace(")", "")
    assert all(char in kept for char in letters)  # every character is still there, in its order
