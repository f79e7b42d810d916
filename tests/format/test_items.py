import pytest

from referat.format.boxes import read_heading, scan
from referat.format.document import parse
from referat.format.items import read_items
from referat.format.numbers import read_number, read_reference
from referat.format.reader import read_page
from referat.model.meeting import Item, Minutes, NewItem, PreparedItem

NUMBERS = [
    ("1. Godkjenning", "1", "Godkjenning"),
    ("4) Innspill", "4", "Innspill"),
    ("3.1. Regnskap", "3.1", "Regnskap"),
    ("§ 3 – Formål", "§ 3", "Formål"),
    ("§3 Formål", "§3", "Formål"),
    ("PS 12/23 Budsjett", "PS 12/23", "Budsjett"),
    ("FS-sak 4/2023: Valg", "FS-sak 4/2023", "Valg"),
    ("Sak 7: Kraft", "7", "Kraft"),
    ("sak 12/23 - Kraft", "12/23", "Kraft"),
    ("Punkt 5", "5", ""),
    ("Item 2 Gate", "2", "Gate"),
    ("2023 i tall", "", "2023 i tall"),
    ("4.Uten mellomrom", "", "4.Uten mellomrom"),
    ("Saker til neste gang", "", "Saker til neste gang"),
    ("1984", "", "1984"),
    ("Sak uten nummer", "", "Sak uten nummer"),
]


def items_in(body: str) -> tuple[tuple[Item, ...], tuple[NewItem, ...]]:
    there = parse("meetings/x.md", body)
    return read_items(there, scan(there.body_texts))[:2]


@pytest.mark.parametrize(("heading", "number", "title"), NUMBERS)
def test_the_number_of_an_item(heading: str, number: str, title: str) -> None:
    assert read_number(heading) == (number, title)


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", "4"), ("4.", "4"), ("4)", "4"), ("Sak 4", "4"), ("sak 4.", "4"), ("PS 12/23", "PS 12/23"), ("§ 3", "§ 3"), ("a", "a"), ("", "")],
)
def test_a_reference_leaves_out_the_sign_after_the_number(text: str, number: str) -> None:
    assert read_reference(text) == number


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Sak", (2, "Sak")),
        ("   ## Sak ##  ", (2, "Sak")),
        ("# C#", (1, "C#")),
        ("##", (2, "")),
        ("## ##", (2, "")),
        ("##Sak", None),
        ("    ## Sak", None),
        ("####### Sak", None),
        ("## Sak \\#", (2, "Sak \\#")),
    ],
)
def test_a_heading(text: str, wanted: tuple[int, str] | None) -> None:
    assert read_heading(text) == wanted


def item(body: str) -> Item:
    (one,) = items_in("## 1. Sak\n" + body)[0]
    return one


DECISIONS = [
    ("Vedtak: Ja.", [("Vedtak", "Ja.", "")]),
    ("**Vedtak:** Ja.", [("Vedtak", "Ja.", "")]),
    ("**Vedtak**: Ja.", [("Vedtak", "Ja.", "")]),
    ("__Samrøystes vedtak:__ Ja.", [("Samrøystes vedtak", "Ja.", "")]),
    ("- Beslutning: Ja.", [("Beslutning", "Ja.", "")]),
    ("1. Resolved: Yes.", [("Resolved", "Yes.", "")]),
    ("Vedtak: Ja,\nog mer.\n\nTekst.", [("Vedtak", "Ja,\nog mer.", "")]),
    ("Vedtak: Ja.\n### Neste", [("Vedtak", "Ja.", "")]),
    ("Vedtak:\n\n- a\n- b\n\nTekst.", [("Vedtak", "- a\n- b", "")]),
    ("Vedtak: Ja.\n\nVotering: 4 mot 3", [("Vedtak", "Ja.", "4 mot 3")]),
    ("Vedtak: Ja.\nVotering: 4 mot 3", [("Vedtak", "Ja.", "4 mot 3")]),
    ("Vedtak: Ja.\n- [ ] @a gjør det", [("Vedtak", "Ja.", "")]),
    ("Tekst.\n\nKonklusjon: Ja.\n\nVedtak: Nei.", [("Konklusjon", "Ja.", ""), ("Vedtak", "Nei.", "")]),
    ("Forslag til vedtak: Ja.\nVedtak: Nei.", [("Vedtak", "Nei.", "")]),
    ("Tekst.\n**Vedtak:** Ja.", [("Vedtak", "Ja.", "")]),
    ("Vi leste hva som var\nvedtak: ingenting.", []),
    ("Vedtaket: Ja.", [("Vedtaket", "Ja.", "")]),
    ("Vedtaksnummer: Ja.", []),
    ("Det ble gjort vedtak: Ja.", []),
    ("Vedtak 4: Ja.", [("Vedtak 4", "Ja.", "")]),
]


@pytest.mark.parametrize(("body", "wanted"), DECISIONS)
def test_decisions(body: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(d.word, d.text, d.vote) for d in item(body).decisions] == wanted


def test_proposals_are_no_decisions() -> None:
    one = item("Forslag til vedtak: Ja.\n\nInnstilling: Nei.")
    assert [(d.word, d.text, d.is_proposal) for d in one.proposals] == [("Forslag til vedtak", "Ja.", True), ("Innstilling", "Nei.", True)]
    assert one.decisions == ()


POSTPONED = [
    ("Utsatt", True),
    ("Utsatt.", True),
    ("**Utsatt**", True),
    ("- Utsettes til neste møte", True),
    ("Vedtak: Utsatt til høsten.", True),
    ("**Vedtak:** Utsatt", True),
    ("Postponed to the next meeting", True),
    ("Utsatt (mangler tall)", True),
    ("Utsatt – mangler tall", True),
    ("Utsatte saker ble nevnt", False),
    ("Utsatt behandling av saken", False),
    ("Saken utsettes", True),
    ("Saken er utsatt 2 ganger.", False),
    ("Vedtak: Ikke utsatt.", False),
]


@pytest.mark.parametrize(("body", "wanted"), POSTPONED)
def test_postponed(body: str, wanted: bool) -> None:
    assert item(body).is_postponed is wanted


def test_marks_origins_links_and_remarks() -> None:
    (one,) = items_in(
        "## 4. Kraft (D)\n\nFra: 2023-05-23-tun, sak 3.\n\n"
        "Se [saken](items/kraftloft.md#mer), [den](kraftloft.md) og [nett](<a-b>).\n\nRettelse: Det var tirsdag.\n",
    )[0]
    assert (one.kind, one.title, one.came_from) == ("discussion", "Kraft", (("2023-05-23-tun", "3"),))
    assert one.links == ("kraftloft", "a-b")
    assert one.corrections == ("Det var tirsdag.",)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Ny sak: Kraftløft", ("Kraftløft", "")),
        ("**Ny sak:** Kraftløft (naering).", ("Kraftløft", "naering")),
        ("- New item: The gate (2024-01-10) (2024-02-10)", ("The gate (2024-01-10)", "2024-02-10")),
        ("Ny sak: (uten navn)", ("(uten navn)", "")),
    ],
)
def test_a_new_item_for_the_waiting_list(line: str, wanted: tuple[str, str]) -> None:
    (new,) = items_in(line)[1]
    assert (new.title, new.target) == wanted


def test_items_end_at_the_next_heading_of_their_level_and_hidden_headings_are_none() -> None:
    text = "---\ndato: 2024-01-10\n---\n# Møte\n\n## 1. A\n### under\n- [ ] a\n```\n## 2. B\nVedtak: Nei.\n```\n## 3. C\n# Slutt\n- [ ] d\n"
    page = read_page(parse("meetings/x.md", text)).page
    assert isinstance(page, Minutes)
    assert [(i.number, i.place.line, i.last_line) for i in page.items] == [("1", 6, 12), ("3", 13, 13)]
    assert [line.item for line in page.action_lines] == ["1", ""]
    assert page.items[0].decisions == ()


def test_a_proposal_in_code_is_none() -> None:
    page = read_page(parse("meetings/items/x.md", "```\nInnstilling: Nei.\n```\n\nInnstilling: Ja.\n")).page
    assert isinstance(page, PreparedItem)
    assert [p.text for p in page.proposals] == ["Ja."]
