"""Minutes, notices, groups and lists as trees: what stands in them, and in which words."""

from pathlib import Path

import pytest

from referat.handouts.content import (
    DECISION,
    PROPOSAL,
    VOTE,
    Boxed,
    Handout,
    Heading,
    Signatures,
    Table,
    Tasks,
    all_text,
    cell,
    walk,
    words_of,
)
from referat.handouts.lists import actions_list, decisions_list, group_handout, person_handout
from referat.handouts.look import Look
from referat.handouts.minutes import extract_handout, minutes_handout
from referat.handouts.notice import notice_handout
from referat.handouts.writers import WRITERS, written
from tests.handouts.books import TODAY, book, elvdal, facts, minutes

STYRET = """---
tittel: Styremøte
gruppe: styret
dato: 2024-06-04
tid: 18.00
til stede:
  - Signe Haugstad (møteleder)
  - Per Lie (vara for Turid Æsøy)
forfall: [Turid Æsøy (Elvdal)]
vedlegg: [Budsjett.pdf, "[Kart](kart.png)"]
kopi: [Kontrollutvalget]

---

Møtet begynte presis.

## PS 12/24 Budsjett (V, 15 min)

Rådet drøftet **rammen**.

Forslag til vedtak: Rammen er 10 kroner.

**Vedtak:**

1. Rammen er 12 kroner.
2. Resten spares.

Votering: 3 mot 1.

- [x] @signe Skriv til kommunen +tak frist:2024-W24 ^aaaa1
  - 2024-06-10 ferdig
  - Husk *vedlegget*.

## Eventuelt

Vedtak: En ting.
**Vedtak:** En ting til.
Merknad: Per var ikke enig.
"""


def found(handout: Handout, kind: type) -> list:  # type: ignore[type-arg]
    return [block for block in walk(handout.blocks) if isinstance(block, kind)]


def text(handout: Handout) -> str:
    return "\n".join(all_text(handout))


def test_minutes_have_everything_in_its_place(tmp_path: Path) -> None:
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", "2024-06-04-styret.md": STYRET})
    made = minutes_handout(facts(opened), minutes(opened, "06-04"))
    assert [words_of(block.runs) for block in found(made, Heading)] == [
        "PS 12/24: Budsjett (til vedtak)",
        "Eventuelt",
        "Vedlegg",
        "Kopi til",
        "Oppfølging",
    ]
    boxes = [(block.kind, block.label, list(block.blocks)) for block in found(made, Boxed)]
    assert [(kind, label) for kind, label, _ in boxes] == [
        (PROPOSAL, "Forslag til vedtak"),
        (DECISION, "Vedtak"),
        (VOTE, "Votering"),
        (DECISION, "Vedtak"),
        (DECISION, "Vedtak"),
        ("remark", "Merknad"),
    ]
    assert all(inside for _, _, inside in boxes), "each box holds what it says"
    attendance, follow_up = found(made, Table)
    assert attendance.head == ("Navn", "Organisasjon", "Funksjon", "Oppmøte")
    assert [[words_of(cell.runs) for cell in row] for row in attendance.rows][1] == ["Per Lie", "", "vara for Turid Æsøy", "Til stede"]
    assert [words_of(cell.runs) for cell in follow_up.rows[0]] == [
        "PS 12/24",
        "Skriv til kommunen",
        "Signe Haugstad",
        "uke 24 i 2024",
        "ferdig 10. juni 2024",
    ]
    assert dict(made.facts)["Dato"] == ("tirsdag 4. juni 2024",)
    assert "2024-06-10" not in text(made), "what happened since is said in words"
    assert "Husk vedlegget." in text(made)


def test_a_box_ticked_since_the_meeting_was_open_then(tmp_path: Path) -> None:
    opened = book(tmp_path, {"2024-06-04-styret.md": STYRET})
    (tasks,) = found(minutes_handout(facts(opened), minutes(opened, "06-04")), Tasks)
    assert tasks.items[0].state == "open"


def test_an_extract_holds_one_case(tmp_path: Path) -> None:
    opened = book(tmp_path, {"2024-06-04-styret.md": STYRET})
    one = minutes(opened, "06-04")
    made = text(extract_handout(facts(opened), one, one.items[1]))
    assert "En ting til." in made
    assert "Rammen" not in made
    assert "Skriv til kommunen" not in made


def test_a_notice_says_who_is_called_and_what_for() -> None:
    opened = elvdal()
    made = text(notice_handout(facts(opened).page(minutes(opened, "2024-06")), version=2, changed=["ny sak på sakslisten: 4 Brua"]))
    for part in (
        "Innkalling",
        "Endret siden forrige innkalling",
        "ny sak på sakslisten: 4 Brua",
        "Saksliste",
        "Innkalt",
        "Oddvar Bråten",
        "nestleder",
    ):
        assert part in made
    assert "Styremøte i Elvdal friluftsråd, 23. april 2024" in made, "minutes that wait for approval"
    assert "Takk for gaven fra sparebanken" in made, "what those called have still to do"
    assert "Til stede" not in made, "nobody is there yet"


def test_lists_and_groups_and_persons_speak_of_names_and_days_in_words() -> None:
    opened = elvdal()
    signe = next(p for p in opened.people if p.name == "Signe Haugstad")
    every = [
        actions_list(facts(opened), opened.action_rows),
        group_handout(facts(opened), next(g for g in opened.groups if g.id == "sti")),
        person_handout(facts(opened), signe, opened.rows_owned(signe)),
    ]
    for made in every:
        assert "@" not in text(made)
        assert "2024-0" not in text(made)
    assert "Kåre Lindset og Jorunn Sletten" in text(every[0])
    assert "Per Aas (ikke bekreftet)" in text(every[1])
    assert "1. april 2024 (over fristen)" in text(every[0])


def test_decisions_are_listed_with_their_case() -> None:
    from referat.query.decisions import decided

    opened = elvdal()
    made = text(decisions_list(facts(opened), decided(opened.minutes)))
    assert "3 Budsjett for 2024" in made
    assert "Enstemmig." in made


@pytest.mark.parametrize(
    ("signed", "who"),
    [
        ((("styret", "all"),), "all"),
        ((("styre", "chair"), ("utvalg", "all")), "chair"),
        ((("styre", "all"), ("styret", "no")), "no"),
        ((("årsmøte", "all"),), ""),
    ],
)
def test_whose_minutes_are_signed_is_said_of_a_group_or_of_its_kind(signed: tuple[tuple[str, str], ...], who: str) -> None:
    assert Look(signed=signed).signers_of("styret", "Styret i Elvdal friluftsråd") == who


def test_signature_lines_stand_where_the_book_says_so() -> None:
    opened = elvdal()
    known = facts(opened)
    signed = type(known)(opened, known.today, look=Look(signed=(("styret", "all"),)))
    (lines,) = found(minutes_handout(signed, minutes(opened, "2024-03")), Signatures)
    assert [name for name, _ in lines.lines] == ["Signe Haugstad", "Oddvar Bråten", "Kåre Lindset", "Turid Æsøy"]
    assert found(minutes_handout(known, minutes(opened, "2024-03")), Signatures) == []


@pytest.mark.parametrize(("language", "words"), [("nn", ("Sak 1", "Til stades", "Ansvarleg")), ("en", ("Item 1", "Present", "Responsible"))])
def test_a_document_speaks_the_language_of_its_minutes(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:
    present = {"nn": "til stades", "en": "present"}[language]
    place = {"nn": "stad", "en": "place"}[language]
    page = f"---\ntitle: A\ndate: 2024-06-04\n{place}: X\n{present}: [Eli Nes]\n\n---\n\n## 1. B\n\n- [ ] @eli Task due:2024-07-01\n"
    page = page if language == "en" else page.replace("title", "tittel").replace("date", "dato")
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", "2024-06-04-a.md": page})
    made = minutes_handout(facts(opened), minutes(opened, "06-04"))
    assert made.language == language
    for word in words:
        assert word in text(made)


@pytest.mark.parametrize("form", [form for form, row in WRITERS.items() if not row[2]])
def test_the_same_book_and_day_give_the_same_bytes(form: str) -> None:
    made = [written(minutes_handout(facts(opened), minutes(opened, "2024-04")), form) for opened in (elvdal(), elvdal())]
    assert made[0] == made[1]


def test_columns_of_numbers_are_known_and_the_first_names_the_rows() -> None:
    rows = tuple(tuple(map(cell, words)) for words in (("2023", "1 000,50", "50 %", "12 stk", ""), ("2024", "−3", "5 kr", "7", "")))
    table = Table("", ("År", "Kroner", "Andel", "Antall", "Tomt"), rows, (1, 1, 1, 1, 1))
    assert table.numbers == (False, True, True, False, False)
    assert table.label == "År, Kroner, Andel, Antall, Tomt"


def test_members_are_told_what_others_do_not_get(tmp_path: Path) -> None:
    page = "---\ntittel: A\ndato: 2024-06-04\n\n---\n\n##Sak 4/24 Lønn (unntatt: offl. § 23)\n\nTekst.\n\nSak 5/24 Åpen (V)\n-------\n\nMer.\n"
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", "2024-06-04-a.md": page})
    one = minutes(opened, "2024-06")
    told = list(all_text(minutes_handout(facts(opened), one)))
    assert told[-6:-1] == ["Sak 4/24: Lønn", "Unntatt offentlighet: offl. § 23", "Tekst.", "Sak 5/24: Åpen (til vedtak)", "Mer."]
    closed = list(all_text(minutes_handout(facts(opened, public=True), one)))
    assert closed[-5:] == ["Sak 4/24", "Unntatt offentlighet", "offl. § 23", "Sak 5/24: Åpen (til vedtak)", "Mer."]


def test_a_notice_nobody_has_sent_is_a_draft() -> None:
    opened = elvdal()
    page = facts(opened).page(minutes(opened, "2024-06"))
    assert (notice_handout(page).status, notice_handout(page, on=TODAY).status) == ("Utkast.", "Sendt ut 20. mai 2024.")


def test_who_has_left_is_not_called(tmp_path: Path) -> None:
    styret = "---\ntittel: Styret\nleder: Ada Lie\nmedlemmer:\n  - Gro Nes (til 2024-05-31)\n  - Per Vik (fra 2024-07-01)\n  - Siv Moe\n\n---\n"
    call = "---\ntittel: Møte\ngruppe: styret\ndato: 2024-06-20\nstatus: utkast\n\n---\n\n## 1. Sak\n\nTekst.\n"
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", "groups/styret.md": styret, "2024-06-20-styret.md": call})
    (coming,) = opened.minutes
    tables = [block for block in walk(notice_handout(facts(opened).page(coming)).blocks) if isinstance(block, Table)]
    names = [[words_of(row[0].runs) for row in table.rows] for table in tables]
    assert ["Ada Lie", "Siv Moe"] in names, names


def test_a_due_date_in_words_and_the_next_meeting_are_shown_as_days(tmp_path: Path) -> None:
    body = "## 1. Sak\n\n- [ ] @siv Ring innen fredag ^aaaa1\n- [ ] @siv Skriv frist:neste ^bbbb1\n"
    files = {f"2024-0{n}-04-styret.md": f"---\ntittel: Møte\ngruppe: styret\ndato: 2024-0{n}-04\nstatus: sendt\n\n---\n\n{body}" for n in (4, 5)}
    opened = book(tmp_path, {"book.yaml": "språk: nb\n", **files})
    for held in opened.minutes:
        said = all_text(minutes_handout(facts(opened), held))
        assert any("5. april 2024" in words for words in said), held.id
        assert any("4. mai 2024" in words for words in said), held.id
        assert not any("fredag" in words or "neste møte" in words for words in said if "innen" not in words), held.id
