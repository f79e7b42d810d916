"""The parts that recognise: numbers, titles, entries of lists, labels, names."""

import pytest

from referat.legacy.entries import read_entry, split_entries
from referat.legacy.names import Roster, near_name
from referat.legacy.numbers import read_number
from referat.legacy.result import Evidence, KnownPerson, Person
from referat.legacy.titles import clean_title, kind_of, sentences, split_title
from referat.legacy.vocabulary import read_label


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Godkjenning", "1", "Godkjenning"),
        ("1.Title", "1", "Title"),
        ("2Status", "2", "Status"),
        ("3.1 Økonomi", "3.1", "Økonomi"),
        ("Sak 1 .", "1", ""),
        ("Sak 1/ 2012 Konstituering", "1/2012", "Konstituering"),
        ("Sak 12/23: Budsjett", "12/23", "Budsjett"),
        ("047/12: Budsjett", "047/12", "Budsjett"),
        ("PS 36/2013 Plan", "PS 36/2013", "Plan"),
        ("§ 94 Mötets öppnande", "94", "Mötets öppnande"),
        ("C048/23  1. FINANCE", "1", "FINANCE"),
        ("Punkt 5. Svar", "5", "Svar"),
        ("Ad. 1", "1", ""),
        ("07 – 2022 Plan", "07–2022", "Plan"),
        ("668 - AOB", "668", "AOB"),
        ("0. Runde", "0", "Runde"),
    ],
)
def test_numbers_of_items(text: str, number: str, title: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.number, found.title) == (number, title)


@pytest.mark.parametrize(
    "text", ["23. januar 2019", "10 december 2015", "18.00 Møtestart", "22.11.2022 Oslo", "50 kr", "4/12-2018 møte", "Godkjenning", "12 personer"]
)
def test_what_is_no_number_of_an_item(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "has_body", "title"),
    [
        ("Mötets öppnande.", True, "Mötets öppnande."),
        ("Ikke enige.", False, ""),
        ("Rektor har ikke meldt saker, men er med og svarer. Innspill kom.", True, ""),
        ("Taushetsplikt; FAU har taushetsplikt etter loven", False, "Taushetsplikt"),
        ("Lokaler. Skolen kan brukes ut året.", False, "Lokaler."),
        ("Godkjenning av referat fra møtet 23. mai 2023", True, "Godkjenning av referat fra møtet 23. mai 2023"),
    ],
)
def test_where_a_title_ends(text: str, has_body: bool, title: str) -> None:
    assert split_title(text, has_body)[0] == title


def test_marks_and_times_are_no_part_of_a_title() -> None:
    assert clean_title("Handlingsprogram (D)") == ("Handlingsprogram", "discussion")
    assert clean_title("Status profiler (14:40 - 20 min)") == ("Status profiler", "")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Godkjenning av innkalling", "approval"),
        ("Orienteringer", "orientation"),
        ("Eventuelt", "other"),
        ("Val av revisor", "election"),
        ("Budsjett", ""),
    ],
)
def test_the_kind_of_an_item(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_sentences_end_where_they_end() -> None:
    text = "Møtet er 4. mai kl. 10. Kari ringer evt. Per. Det er 3. gang."
    assert [text[a:b] for a, b in sentences(text)] == ["Møtet er 4. mai kl. 10.", "Kari ringer evt. Per.", "Det er 3. gang."]


@pytest.mark.parametrize(
    ("text", "name", "org", "roles"),
    [
        ("Kari Moen (møteleder, Fjordvik kommune)", "Kari Moen", "Fjordvik kommune", ("møteleder",)),
        ("vara Kari-Anne Berg", "Kari-Anne Berg", "", ("vara",)),
        ("Kari Moen ( ref. )", "Kari Moen", "", ("ref",)),
        ("Seniorrådgiver Kari Moen Statens tilsyn", "Kari Moen", "Statens tilsyn", ("Seniorrådgiver",)),
        ("Kari Moen, Fjordvik kommune", "Kari Moen", "Fjordvik kommune", ()),
        ("Kari Moen/ansatte", "Kari Moen", "ansatte", ()),
        ("2B: Kari Moen", "Kari Moen", "2B", ()),
        ("sokneprest Kari Moen", "Kari Moen", "", ("sokneprest",)),
        ("Kari Moen pva Ola Li", "Kari Moen", "", ("vara for Ola Li",)),
        ("Cllr. K. Moen (Chairman)", "K. Moen", "", ("Cllr", "Chairman")),
        ("- [x] Kari Moen <kari@example.org>", "Kari Moen", "", ()),
    ],
)
def test_one_entry(text: str, name: str, org: str, roles: tuple[str, ...]) -> None:
    entry = read_entry(text)
    assert entry is not None
    assert (entry.name, entry.org, entry.roles) == (name, org, roles)


@pytest.mark.parametrize("text", ["ingen", "23 andelseiere", "zodbot", "Fjordvik kommune", "Notetaker", ""])
def test_what_is_nobody(text: str) -> None:
    assert read_entry(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A Bø, C Dal og E Fos", 3),
        ("A Bø - C Dal – E Fos -G Hol & I Lie / K Moe", 6),
        ("A Bø; C Dal; E Fos", 3),
        ("A Bø (sak 3, 4), C Dal", 2),
        ("A Bø (1. trinn) C Dal (2. trinn)", 2),
    ],
)
def test_entries_of_a_line(text: str, count: int) -> None:
    assert len(split_entries(text)) == count


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [
        ("Dato: 1.2.2020", "date", "1.2.2020"),
        ("Til stede;", "present", ""),
        ("Frånvarande: Ola", "absent", "Ola"),
        ("Mødested: Kroen", "place", "Kroen"),
        ("Forfall", "absent", ""),
    ],
)
def test_labels(text: str, field: str, rest: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.field, label.rest) == (field, rest)


def _roster() -> Roster:
    people = [Person(name, Evidence(1, name)) for name in ("Eli Arnkvern Moe", "Ola Li", "Ola Vik", "Gunhild Paulsen")]
    return Roster(people, [KnownPerson("bente", "Bente Irma Dal", aliases=("BID",))])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Eli Moe", "Eli Arnkvern Moe"),
        ("Eli", "Eli Arnkvern Moe"),
        ("Vik", "Ola Vik"),
        ("Ola", "Ola"),
        ("BID", "Bente Irma Dal"),
        ("bente", "Bente Irma Dal"),
        ("Per", "Per"),
    ],
)
def test_who_is_meant(written: str, meant: str) -> None:
    assert _roster().resolve(written) == meant


def test_a_near_spelling_is_proposed_and_not_taken() -> None:
    roster = _roster()
    assert roster.near("Gunnhild Paulson") == "Gunhild Paulsen"
    assert roster.resolve("Gunnhild Paulson") == "Gunnhild Paulson"
    assert not near_name("Anne Lie", "Anne Lund")
