"""Which sentences give a task, which only suggest one, and which tell of something else."""

from datetime import date

import pytest

from referat.legacy import Imported, read_document

HEADER = "Referat fra styremøte\nDato: 27.11.2019\nTil stede: Kari Moen, Ola Li, Per Arne Vik, Tove Aas\n\n1. Godkjenning\nOk.\n\n2. Sak\n"


def imported(body: str) -> Imported:
    (found,) = read_document((HEADER + body + "\n").encode(), name="x.txt", today=date(2026, 1, 1))
    return found


def owned(body: str) -> list[tuple[tuple[str, ...], str]]:
    return [(action.owners, action.text) for action in imported(body).actions]


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("Kari sjekker priser.", ("Kari Moen",)),
        ("Per Arne og Tove tar dette opp med naboen.", ("Per Arne Vik", "Tove Aas")),
        ("Kari tar ansvar for plakaten.", ("Kari Moen",)),
        ("Ola skal sende brevet.", ("Ola Li",)),
        ("Det er vann i kjelleren. Tove undersøker hva som er gjort.", ("Tove Aas",)),
        ("Svar til kommunen: Kari skriver utkast.", ("Kari Moen",)),
        ("Lekkasjen må tettes. Ansvar: Ola", ("Ola Li",)),
        ("Aksjon: Tove bestiller nøkler", ("Tove Aas",)),
        ("Opprett sak om lys (Kari)", ("Kari Moen",)),
        ("Sekretariatet sender ut innkalling.", ("Sekretariatet",)),
        ("Bommen står åpen. Anne-Berit følger opp", ("Anne-Berit",)),
        ("Vedtak: Vi kjøper ny. Ola bestiller.", ("Ola Li",)),
        ("Kirkevergen kunngjør dem i avisa innen 15. desember.", ("Kirkevergen",)),
        ("Ola tar over som kasserer og ordner tilgang i banken.", ("Ola Li",)),
        ("Per Arne går runden innen 15. desember.", ("Per Arne Vik",)),
        ("Kari (mor til Jonas) sender ut nummeret.", ("Kari Moen",)),
        ("Ola L. samler inn stoff.", ("Ola Li",)),
        ("AI (Tove): send the dates", ("Tove Aas",)),
        ("TODO Kari: lage skilt", ("Kari Moen",)),
        ("[Kari] Write to the authors", ("Kari Moen",)),
        ("Tove contacts the museum.", ("Tove Aas",)),
        ("Tove har fått pris på ny ovn og bestiller den.", ("Tove Aas",)),
        ("D4.2: Kari will send the draft.", ("Kari Moen",)),
        ("Det kostet kr 500,-. Ola ringer banken.", ("Ola Li",)),
    ],
)
def test_what_somebody_takes_on_is_an_action(sentence: str, owners: tuple[str, ...]) -> None:
    assert [who for who, _ in owned(sentence)] == [owners]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kari har sendt brevet.",
        "Ola orienterte om saken.",
        "Tove: Vi sender brev når vi vet mer.",
        "Kari tar ordet.",
        "Ola legger fram regnskapet.",
        "Skal Kari sende brevet?",
        "Hvis Ola sender brevet, er alt i orden.",
        "Styret sender brev til kommunen.",
        "Alle sender inn forslag.",
        "Leverandøren sender faktura i mars.",
        "Tas til orientering.",
        "Frist for påmelding er 1. mai.",
        "Aksjonen mot rovdrift gikk bra.",
        "Kari kan spørre naboen.",
        "Gjerdet skal repareres.",
        "Ola reserverer seg mot vedtaket.",
        "Ola tar over som kasserer.",
        "Kari mener at alle må levere innen 3. desember.",
        "Tove står på valg før 1. mars.",
        "Kari har sagt at kommunen kommer og henter søppelet.",
    ],
)
def test_what_is_told_is_no_action(sentence: str) -> None:
    assert owned(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [("Kari kan spørre naboen.", ("Kari Moen",)), ("Gjerdet skal repareres.", ()), ("Fra styret stiller Tove.", ("Tove Aas",))],
)
def test_what_is_only_likely_is_suggested_with_its_words(sentence: str, owners: tuple[str, ...]) -> None:
    (suggestion,) = imported(sentence).suggestions
    assert suggestion.owners == owners
    assert suggestion.evidence.quote in sentence


def test_two_tasks_in_one_sentence_are_two() -> None:
    assert owned("Kari ringer kommunen, og Ola lager plakat.") == [(("Kari Moen",), "ringer kommunen"), (("Ola Li",), "lager plakat")]


def test_a_task_in_two_places_is_one() -> None:
    found = imported("Kari sjekker priser på kaffemaskin innen 1. desember.\n\nGjøremål\n- Kari: sjekke priser på kaffemaskin")
    assert [(action.owners, action.due, action.item) for action in found.actions] == [(("Kari Moen",), "2019-12-01", "2")]


def test_two_tasks_that_share_a_word_stay_two() -> None:
    assert len(owned("Kari forbereder en styresak.\nStyret vil ha lekkasjen tettet. Ansvar: Kari")) == 2


def test_a_list_of_tasks_in_every_shape() -> None:
    found = owned("Gjøremål\n- Kari: ringe\n- Ola - skrive brev\n- Bestille kake (Tove)\n- Per Arne lager kaffe\n- [ ] Kari: vaske\n- rydde boden")
    assert found == [
        (("Kari Moen",), "ringe"), (("Ola Li",), "skrive brev"), (("Tove Aas",), "Bestille kake"), (("Per Arne Vik",), "lager kaffe"),
        (("Kari Moen",), "vaske"), ((), "rydde boden"),
    ]  # fmt: skip


def test_last_times_tasks_are_closed_by_their_status_or_suggested() -> None:
    found = imported("Gjøremål fra forrige gang\n- Kari: ringe kommunen - Fikset\n- Ola: skrive brev - Pågår")
    assert found.actions == ()
    assert [(one.owners, one.state) for one in found.suggestions] == [(("Kari Moen",), "done"), (("Ola Li",), "open")]


def test_a_table_names_owner_and_deadline() -> None:
    found = imported("| Oppgave | Ansvarlig | Frist |\n|---|---|---|\n| Male gjerdet | Ola | 1.5.2020 |\n| Rydde | | |")
    assert [(one.owners, one.text, one.due) for one in found.actions] == [(("Ola Li",), "Male gjerdet", "2020-05-01"), ((), "Rydde", None)]


def test_names_of_people_who_were_not_there_are_kept_as_written() -> None:
    assert owned("Loffen tar kontakt med banken.") == []
    assert [one.owners for one in imported("Loffen tar kontakt med banken.").suggestions] == [("Loffen",)]


def test_each_row_of_a_table_is_a_task_of_its_own() -> None:
    body = "Oppgave\tAnsvar\tFrist\nMale benk 1\tKari\t1.2.2020\nMale benk 2\tOla\t\nMale benk 3\tKari\t"
    assert owned(body) == [(("Kari Moen",), "Male benk 1"), (("Ola Li",), "Male benk 2"), (("Kari Moen",), "Male benk 3")]


@pytest.mark.parametrize(
    "table",
    [
        "Sak\tBehandling\tAnsvar\tFrist\n3\tGodkjenning. Godkjent.\n4\tSende regnskapet til revisor\tKari\t1. april\n5\tEventuelt",
        "Saksnr.\tSak\tVedtak\tAnsvar\n3/19\tGodkjenning\tGodkjent\n4/19\tØkonomi\tSende regnskapet til revisor\tKari\n5/19\tEventuelt",
    ],
)
def test_a_table_of_the_items_of_a_meeting_gives_tasks_where_somebody_has_them(table: str) -> None:
    assert owned(table) == [(("Kari Moen",), "Sende regnskapet til revisor")]


def test_a_list_of_tasks_keeps_those_that_nobody_has() -> None:
    assert owned("Sak\tAksjon\tAnsvar\n2\tMale gjerdet\t\n2\tRydde boden\tOla\n") == [((), "Male gjerdet"), (("Ola Li",), "Rydde boden")]


def test_two_people_may_do_the_same_by_different_days() -> None:
    told = imported("Kari sjekker priser på grus innen 16. desember.\n\n3. Dugnad\nOla sjekker priser på grus innen 14. desember.")
    assert [(action.owners, action.due) for action in told.actions] == [(("Kari Moen",), "2019-12-16"), (("Ola Li",), "2019-12-14")]


def test_one_person_may_do_two_short_things() -> None:
    assert owned("Kari bestiller mat. Kari bestiller kaffe.") == [(("Kari Moen",), "bestiller mat"), (("Kari Moen",), "bestiller kaffe")]
    assert len(owned("Kari bestiller mat.\n\nGjøremål\n- Kari: bestille mat\n")) == 1
