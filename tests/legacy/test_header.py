"""What the header tells without a label: the place, the time, who led; and what only looks like it."""

from datetime import date

import pytest

from referat.legacy import Imported, KnownPerson, read_document

BODY = "\nTil stede: Kari Moen, Ola Li, Tove Aas\n\n1. Godkjenning\nOk.\n\n2. Sak\nTekst.\n"


def imported(header: str, known: tuple[KnownPerson, ...] = (), body: str = BODY) -> Imported:
    (found,) = read_document((header + body).encode(), name="x.txt", today=date(2026, 1, 1), known=known)
    return found


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("Styremøte mandag 3. mai 2021 kl. 18 hos Kari i 3. etg", "hos Kari i 3. etg"),
        ("STYREMØTE 3. MAI 2021 KL 20.00 HOS KARI", "HOS KARI"),
        ("Foreldremøte 3. mai 2021 kl. 18-19.30 i klasserommet til 3B", "klasserommet til 3B"),
        ("Styremøte 3. mai 2021 kl. 10-15, Fjordhotellet", "Fjordhotellet"),
        ("Bestyrelsesmøde d. 3. maj 2021 kl. 19.00 i konfirmandstuen", "konfirmandstuen"),
        ("Allmøte i Kroken vel, Velhuset 3. mai 2021 kl. 19", "Velhuset"),
        ("Minutes of the meeting held on Monday 3 May 2021 in the Pavilion, Church Road at 7.00pm", "the Pavilion, Church Road"),
        ("Minutes of a meeting held in the Council Chamber, Town Hall on Monday, 3 May 2021", "the Council Chamber, Town Hall"),
        ("Minutes of the meeting held on Monday 3 May 2021\nat 7.30 pm in Marling Village Hall", "Marling Village Hall"),
        ("Referat fra styremøte 3.5.2021. Møtet ble holdt i Kafeen på Turistsenteret.", "Kafeen på Turistsenteret"),
        ("Referat\nTid/sted: 3. mai 2021 kl. 18.00 – 20.30, Idrettens hus", "Idrettens hus"),
        ("Protokoll\nPlats och tid\tStadshuset, rum Eken, kl. 13:15–16:05\nDatum 2021-05-03", "Stadshuset, rum Eken"),
        ("Board Minutes\nMay 3, 2021\nLibrary Meeting Room", "Library Meeting Room"),
    ],
)
def test_a_place_without_its_label(header: str, place: str) -> None:
    assert imported(header).value("place") == place


@pytest.mark.parametrize(
    "header",
    [
        "Styremøte 3. mai 2021\nNeste møte 7. juni hos Silje.",
        "Referat fra styremøte 3. mai 2021\nSend gjerne inn saker.",
        "Lia skole\nReferat fra styremøte 3. mai 2021",
        "Referat fra styremøte i Bjerka huseierlag 3. mai 2021",
    ],
)
def test_what_is_no_place(header: str) -> None:
    assert imported(header).value("place") is None


def test_a_name_in_the_list_of_people_is_no_place() -> None:
    found = imported("Referat styremøte 3. mai 2021\n", body="\nTil stede\nGerd Sand\nUnni Vold\nAstrid Nyhus\n\n1. Sak\nTekst.\n\n2. To\nTekst.\n")
    assert (found.value("place"), len(found.present)) == (None, 3)


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("Styremøte nr 6, 2017/2018\n3. mai 2018", None, None),
        ("Møteprotokoll\nMøtedato: 21.10.2020\nTidspunkt: 18.30 – 21.10", "18:30", "21:10"),
        ("Working group meeting\n28 November 2023, 15:00 UTC", "15:00", None),
        ("Meeting 2017-06-13\nStart: 19:06\nEnd: 20:31", "19:06", "20:31"),
    ],
)
def test_the_time_of_day(header: str, start: str | None, end: str | None) -> None:
    found = imported(header)
    assert (found.value("start"), found.value("end")) == (start, end)


@pytest.mark.parametrize(
    ("body", "chair"),
    [
        ("\nTil stede: Kari Moen (leder), Ola Li\n\n1. Sak\nTekst.\n", "Kari Moen"),
        ("\nTil stede: Kari Moen (leder), Ola Li (møteleder)\n\n1. Sak\nTekst.\n", "Ola Li"),
        ("\nTil stede: Kari Moen (leder), Ola Li (leder)\n\n1. Sak\nTekst.\n", None),
        ("\nTil stede: Kari Moen (nestleder), Ola Li\n\n1. Sak\nTekst.\n", None),
        ("\nTil stede: Kari Moen, Ola Li\n\n1. Valg\nMøteleder: Ola\n" + "Tekst.\n" * 40, "Ola Li"),
        ("\nTil stede: Kari Moen, Ola Li\n\n1. Valg\nSom møteleder ble valgt: Kari Moen\n", "Kari Moen"),
        ("\nTil stede: Kari Moen, Ola Li\n\n1. Valg\nSom leder for 2 år ble valgt: Kari Moen\n", None),
    ],
)
def test_who_led_the_meeting(body: str, chair: str | None) -> None:
    assert imported("Referat fra styremøte 3. mai 2021\n", body=body).value("chair") == chair


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("Referat fra styremøte 8.5.2018\nUtsendt 12.5.2018\n", []),
        ("Styremøte 25.2.2015\nÅrsmøtet er 11. mars.\n", []),
        ("Referat styremøte 17.9.2019\nDato: Tirsdag 15.10.2019\n", ["date-conflict"]),
    ],
)
def test_which_dates_are_in_conflict(header: str, codes: list[str]) -> None:
    assert [problem.code for problem in imported(header).problems] == codes


def test_the_books_people_do_not_name_anybody_in_the_document() -> None:
    known = (KnownPerson("siv", "Siv Moe"),)
    body = "\n1. Nett\nAksjon: Vigfus flytter sida\n\n2. Annet\nTekst.\n"
    assert [action.owners for action in imported("Møte 3. mai 2021\n", known, body).actions] == [("Vigfus",)]
