"""Templates: what their names stand for, which one is taken, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat.format.document import parse
from referat.templates.engine import (
    KINDS,
    VALUES,
    AgendaSection,
    Filling,
    Template,
    built_in,
    fill,
    kind_for,
    kind_named,
    left_out,
    of_book,
    substituted,
)

LANGUAGES = ("nb", "nn", "en")
EVERY = [(kind, language) for kind in KINDS for language in LANGUAGES]


def template(body: str, header: str = "title: Møte\n") -> Template:
    return of_book(parse("templates/min.md", f"---\n{header}---\n{body}"))


def filling(**blocks: list[str]) -> Filling:
    items = {name: [AgendaSection(title) for title in blocks.pop(name, [])] for name in ("postponed", "cases", "standing")}
    values = dict.fromkeys(VALUES, "x")
    return Filling(values, blocks, items)


def test_a_name_is_replaced_by_its_value_once() -> None:
    assert substituted("{{ dato }} og {{date}}, {{DATO}}", {"date": "{{gruppe}}"}) == "{{gruppe}} og {{gruppe}}, {{gruppe}}"
    assert substituted("{{ukjent}} {{}} {{a.b}} {dato} {{date", {"date": "X"}) == "{{ukjent}} {{}} {{a.b}} {dato} {{date"


@given(st.text(alphabet="{} date\n.()'\"_", max_size=40))
def test_nothing_in_a_template_is_ever_run(text: str) -> None:
    assert substituted(text, {}) == text


def test_sections_with_nothing_to_hold_are_left_out_and_items_are_numbered_as_they_come() -> None:
    made = template(
        "Innledning.\n## {{number}}. A\n\n{{approvals}}\n\n"
        "## {{number}}. B\n{{actions}}\nTekst.\n{{cases}}\n## {{number}}. C\n## D\n## {{number}}. E\n"
    )
    lines = [line for line in fill(made, filling(cases=["Sak", "Sak til"])) if line]
    assert lines == ["Innledning.", "## 1. B", "Tekst.", "## 2. Sak", "## 3. Sak til", "## 4. C", "## D", "## 5. E"]
    lines = [line for line in fill(made, filling(approvals=["- M1"])) if line]
    assert lines == ["Innledning.", "## 1. A", "- M1", "## 2. B", "Tekst.", "## 3. C", "## D", "## 4. E"]


def test_the_template_decides_how_an_item_is_headed() -> None:
    made = template("{{saker}}\n", "tittel: Møte\nsak: '## Sak {{nummer}}: {{tittel}}'\n")
    assert [line for line in fill(made, filling(cases=["{{nummer}}"])) if line] == ["## Sak 1: {{nummer}}"]


def test_what_has_no_place_and_what_means_nothing_is_told() -> None:
    made = template("## {{nr}}. A\n{{saker}}\n")
    assert left_out(made, filling(cases=["Sak"], actions=["- [ ] A ^b7r2k"], approvals=[])) == ("actions",)
    assert made.unknown == ("{{nr}}",)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_kind_of_meeting_has_a_template_in_every_language(kind: str, language: str) -> None:
    made = built_in(kind, language)
    assert made.unknown == ()
    assert made.title
    everything = filling(
        approvals=["- M1"], actions=["- [ ] A ^b7r2k"], groups=["- G"], postponed=["Utsatt"], cases=["Ny"], standing=list(made.standing) or ["Fast"]
    )
    assert left_out(made, everything) == ()
    text = "\n".join(fill(made, everything))
    assert "{{" not in text
    numbers = [line.split(".")[0] for line in text.splitlines() if line.startswith("## ")]
    assert numbers == [f"## {n}" for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_languages_have_the_same_sections(kind: str) -> None:
    shapes = {tuple((bool(part.heading), part.blocks, part.items) for part in built_in(kind, language).parts) for language in LANGUAGES}
    assert len(shapes) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("styre", "board"),
        ("Board", "board"),
        ("årsmøte", "annual-meeting"),
        ("arsmote", "annual-meeting"),
        ("working group", "working-group"),
        ("mitt", ""),
    ],
)
def test_a_kind_is_named_in_any_language(name: str, kind: str) -> None:
    assert kind_named(name) == kind


@pytest.mark.parametrize(
    ("group_id", "title", "is_under", "kind"),
    [
        ("naering", "Osloregionens faggruppe for næringssamarbeid", False, "committee"),
        ("styret", "Elvdal friluftsråd", False, "board"),
        ("kraft", "Arbeidsgruppe for kraft", True, "working-group"),
        ("kraft", "Kraft", True, "working-group"),
        ("au", "Arbeidsutvalg under styret", True, "committee"),
        ("lonn", "Styrets lønnsutvalg", True, "committee"),
        ("val", "Valkomiteen", True, "committee"),
        ("styret", "Styret i Lia velforum", False, "board"),
        ("vel", "Årsmøtet i Elvdal vel", False, "annual-meeting"),
        ("keyboard", "Tastatur", False, "committee"),
        ("", "", False, "committee"),
    ],
)
def test_a_group_gets_the_template_of_its_kind(group_id: str, title: str, is_under: bool, kind: str) -> None:
    assert kind_for(group_id, title, is_under=is_under) == kind
