"""The draft that is written of an old document, the group files beside it, and the questions that go before."""

import io
import re
import zipfile
from datetime import date

from referat.format.document import parse
from referat.format.reader import read_page
from referat.intake import Imported, KnownPerson, answer, known_people, lost_words, questions, read_document, to_draft, to_groups
from referat.model.meeting import Minutes

TODAY = date(2026, 1, 1)
TEXT = """Dato: 14.02.22

Referat fra møte i faggruppe for kultur
Tid: Tirsdag 07.06.2022 kl. 10.00 – 11.30
Til stede: Tiril Aasvang Moe (møteleder), Jarle Kvisla, Sunniva Brekkan

1. Kulturplan
Jarle sender utkast innen 20. juni.
Sunniva kan spørre kommunen.

Arbeidsgrupper
Gruppene får en varighet på 1 år.
1. Festivaler
 - **Tiril Moe**, Sunniva Brekken, Hanna/Oskar (Storvik) og Nordby (navn kommer)
De i uthevet skrift kaller inn til første møte.

2. Eventuelt
Neste møte: 30. august kl. 10
"""


def imported(text: str = TEXT, name: str = "kultur.txt", known: tuple[KnownPerson, ...] = ()) -> Imported:
    (found,) = read_document(text.encode(), name=name, today=TODAY, known=known)
    return found


DRAFT = """---
tittel: Referat fra møte i faggruppe for kultur
gruppe: kultur
dato: 2022-06-07
tid: 10.00–11.30
møteleder: Tiril Aasvang Moe
til stede:
  - Tiril Aasvang Moe (møteleder)
  - Jarle Kvisla
  - Sunniva Brekkan
status: utkast
neste: 2022-08-30 kl. 10
kilde:
  file: kultur.txt
  sha256: {digest}
  text: |
    Dato: 14.02.22
    Tid: Tirsdag 07.06.2022 kl. 10.00 – 11.30

---

## 1. Kulturplan

Jarle sender utkast innen 20. juni.
- [ ] @jarle sender utkast innen 20. juni frist:2022-06-20

Sunniva kan spørre kommunen.

Arbeidsgrupper
Gruppene får en varighet på 1 år.
1. Festivaler
 - **Tiril Moe**, Sunniva Brekken, Hanna/Oskar (Storvik) og Nordby (navn kommer)
De i uthevet skrift kaller inn til første møte.
- [ ] @tiril kaller inn til første møte +festivaler

## 2. Eventuelt

Neste møte: 30. august kl. 10
"""

GROUP = """---
tittel: Festivaler
under: kultur
oppnevnt: {i: "2022-06-07-kultur", sak: "1"}
fra: 2022-06-07
til: 2023-06-07
leder: Tiril Moe
medlemmer:
  - Sunniva Brekken
  - Hanna? / Oskar? (Storvik)
  - N.N. (Nordby)

---

varighet på 1 år
"""


def test_the_draft_word_for_word() -> None:
    found = imported()
    assert to_draft(found, group="kultur") == DRAFT.replace("{digest}", found.source.sha256)


def test_the_group_file_word_for_word() -> None:
    assert to_groups(imported(), parent="kultur", meeting="2022-06-07-kultur") == [("festivaler", GROUP)]


def test_the_book_reads_the_actions_back() -> None:
    reading = read_page(parse("meetings/a.md", to_draft(imported(), group="kultur")))
    assert reading.problems == ()
    assert isinstance(reading.page, Minutes)
    assert [(line.owners, line.groups, line.due) for line in reading.page.action_lines] == [
        (("jarle",), (), "2022-06-20"),
        (("tiril",), ("festivaler",), None),
    ]


def test_known_people_get_their_handles() -> None:
    known = (KnownPerson("jk", "Jarle Kvisla"), KnownPerson("sunniva", "Sunniva Brekkan", aliases=("SB",)))
    assert "- [ ] @jk sender utkast" in to_draft(imported(known=known), known=known)


def test_a_day_that_is_asked_for_is_written() -> None:
    found = imported("Referat styremøte tirsdag 6. mars\n\n1. En sak\nTekst.\n2. To\nTekst.")
    assert found.held_on is None
    assert "\ndato: ukjent\n" in to_draft(found)
    assert "\ndato: 2018-03-06\n" in to_draft(found, day=date(2018, 3, 6))


def test_boxes_of_the_source_become_ours_and_are_not_doubled() -> None:
    found = imported("Referat 3.5.2019\nTil stede: Kari, Ola\n\n## En\n- [ ] @kari ringe banken\n- [x] Ola: skrive\n## To\nTekst.\n")
    draft = to_draft(found)
    assert draft.count("[ ]") == 1
    assert "- @kari ringe banken\n- [ ] @kari ringe banken\n- (x) Ola: skrive" in draft


def body_of(text: str, name: str = "kultur.txt") -> str:
    found = imported(text, name)
    draft = to_draft(found)
    assert lost_words("\n".join(found.source.lines), draft) == []
    return draft.partition("\n---\n\n")[2]


HEAD = "Referat fra styremøte 3.5.2019\nTil stede: Kari Moen, Ola Li\n\n1. En sak\n"


def test_a_box_never_stands_within_a_sentence_a_table_or_a_decision() -> None:
    body = body_of(
        HEAD + "Saken ble drøftet. Kari sender brevet\ninnen 1. juni. Mer tekst.\nDet var alt.\n\nVedtak: Ola ringer banken.\nStyret betaler.\n\n"
        "Oppgave\tAnsvar\nMale | vaske\tOla\nRydde\t\n2. To\nTekst.\n"
    )
    assert body == (
        "## 1. En sak\n\nSaken ble drøftet. Kari sender brevet\ninnen 1. juni. Mer tekst.\n"
        "- [ ] @kari sender brevet innen 1. juni frist:2019-06-01\n\nDet var alt.\n\n"
        "Vedtak: Ola ringer banken.\nStyret betaler.\n- [ ] @ola ringer banken\n\n"
        "| Oppgave | Ansvar |\n|---|---|\n| Male \\| vaske | Ola |\n| Rydde |  |\n\n- [ ] @ola Male | vaske\n\n"
        "## 2. To\n\nTekst.\n"
    )


def as_paragraphs(*paragraphs: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


def test_the_book_reads_the_decisions_that_the_import_found() -> None:
    """In a word processor each paragraph stands for itself: what follows a decision is no part of it, but its list is."""
    text = ("Referat fra styremøte 3.5.2019", "Til stede: Kari Moen, Ola Li", "1. Lån", "Vedtak: Lånet tas opp.", "Kari takket.",
            "2. Dugnad", "Vedtak:", "Den holdes i mai.", "Ola var uenig.", "3. Gjerde",
            "Vedtak: Styret vil:", "1. male det", "2. betale")  # fmt: skip
    (found,) = read_document(as_paragraphs(*text), name="x.docx", today=TODAY)
    page = read_page(parse("meetings/a.md", to_draft(found))).page
    assert isinstance(page, Minutes)
    told = [decision.text for item in page.items for decision in item.decisions]
    assert [decision.text.split("\n")[0] for decision in found.decisions] == [text.split("\n")[0] for text in told]
    assert [decision.text for decision in found.decisions][:2] == ["Lånet tas opp.", "Den holdes i mai."]
    assert [text.count("\n") for text in told] == [0, 0, 2]


def test_numbers_and_labels_set_with_tabs_are_no_table() -> None:
    body = body_of(HEAD + "a)\tStoler\nb)\tBord\nSvar:\tJa\nPris:\t40 kr\n2. To\nTekst.\n")
    assert "|" not in body


def test_a_number_of_several_parts_is_kept_whole() -> None:
    assert "## 1.1. Lån\n" in body_of("Referat fra styremøte 3.5.2019\n\n# 1. Økonomi\nTekst.\n## 1.1. Lån\nTekst.\n# 2. Annet\nTekst.\n", "x.md")


def test_drawn_boxes_are_no_boxes_of_ours() -> None:
    text = HEAD + "☐ Vaske vinduer\n- ☒ Male gjerdet\n☑Rydde\n2. To\nTekst.\n"
    assert "( ) Vaske vinduer\n- (x) Male gjerdet\n(x) Rydde\n" in body_of(text)
    assert read_page(parse("meetings/a.md", to_draft(imported(text)))).problems == ()


def test_questions_come_with_choices_and_the_line() -> None:
    asked = questions(imported())
    assert [question.kind for question in asked] == ["date", "person", "action"]
    assert [choice.value for choice in asked[0].choices] == ["2022-06-07", "2022-02-14", "typed"]
    assert asked[1].facts == {"written": "Sunniva Brekken", "known": "Sunniva Brekkan"}
    assert asked[2].evidence.quote == "Sunniva kan spørre kommunen."


def test_an_answer_changes_the_import_and_what_is_written() -> None:
    found = imported()
    by_date, by_name, by_task = questions(found)
    other_day, nothing = answer(found, by_date, "2022-02-14")
    assert (other_day.held_on, nothing) == (date(2022, 2, 14), None)
    assert "date-conflict" not in [problem.code for problem in other_day.problems]
    renamed, alias = answer(found, by_name, "yes")
    assert alias is not None
    assert (alias.written, alias.known) == ("Sunniva Brekken", "Sunniva Brekkan")
    assert "- Sunniva Brekkan\n" in to_groups(renamed)[0][1]
    more, _ = answer(found, by_task, "yes")
    assert "- [ ] @sunniva spørre kommunen" in to_draft(more)
    assert answer(found, by_task, "no")[0] == found


def test_a_confirmed_spelling_is_not_asked_about_again() -> None:
    text = "Referat 3.5.2019\nTil stede: Gunnhild Paulson, Ola Li\n\n1. En\nTekst.\n2. To\nTekst."
    known = [KnownPerson("gunhild", "Gunhild Paulsen")]
    found = imported(text, known=tuple(known))
    (question,) = questions(found)
    _, alias = answer(found, question, "yes")
    assert alias is not None
    assert questions(imported(text, known=tuple(known_people([alias], known)))) == []


def test_lost_words_counts_each_word() -> None:
    assert lost_words("en to to", "en to") == ["to"]
    assert lost_words("2Status av\u00adtale", "2. Status avtale") == []


CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Kari Moe>Velkommen til styremøtet.</v>

00:00:05.000 --> 00:00:09.000
<v Per Lie>Jeg ringer kommunen innen fredag.</v>
"""


def test_a_recording_says_who_spoke_and_what_was_said_stays_out_of_the_draft() -> None:
    found = imported(CAPTIONS, name="styret.vtt")
    draft = to_draft(found, group="styret", day=TODAY)
    assert (found.outcome, [reason.code for reason in found.reasons], found.actions) == ("questions", ["recording"], ())
    assert "  - Kari Moe\n  - Per Lie\n" in draft
    assert [words for words in ("Velkommen", "kommunen", "WEBVTT", "-->") if words in draft] == []


def test_each_meeting_of_a_file_becomes_a_draft_of_its_own() -> None:
    """Headings with a day and a list of people begin meetings; the text of one stands in no other."""
    year = "".join(
        f"# Styremøte {day}. {month} 2023\nTil stede: Ane Rud, Bo Vik\n\n## 1. {title}\nBo ringer {whom} innen fredag.\n\n"
        for day, month, title, whom in ((9, "januar", "Taket", "takmannen"), (6, "februar", "Porten", "smeden"), (6, "mars", "Hagen", "gartneren"))
    )
    drafts = [to_draft(one, group="styret") for one in read_document(year.encode(), name="2023.md", today=TODAY)]
    assert [re.search(r"^dato: (.*)$", draft, re.MULTILINE)[1] for draft in drafts] == ["2023-01-09", "2023-02-06", "2023-03-06"]  # type: ignore[index]
    for words in ("takmannen", "smeden", "gartneren"):
        assert sum(words in draft for draft in drafts) == 1


def test_a_draft_of_a_machine_says_so_until_somebody_has_looked() -> None:
    notes = "---\ntitle: Styremøte\ndate: 2025-05-06\nsource: Notatroboten\nattendees: [Ane Rud]\n---\n\n## 1. Taket\n\nTaket lekker.\n"
    draft = to_draft(imported(notes, name="styret.md"), group="styret")
    assert "\n  machine: Notatroboten\n" in draft
