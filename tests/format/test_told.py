"""Sentences that tell a decision are told apart from those that only speak of one."""

import pytest

from referat.format.told import tells_decision

TOLD = """Styret vedtok enstemmig budsjettet.
Det ble vedtatt å kartlegge behovet.
Valgt ble: Olav Tveito (gjenvalg).
Kåre Bråten ble valgt med 2 mot 1 stemme.
Enstemmig godkjent.
Valgkomiteens innstilling ble enstemmig vedtatt.
Regnskapet ble tatt til etterretning.
Leder fikk fullmakt til å undertegne.
Arbeidsgruppen var enig om å avvente.
Årsmeldingen tas til orientering.
Møtet vart einige om å vente.
Signe vart vald til kasserar.
It was agreed to raise the rent.
The committee approved the accounts.
The treasurer was re-elected."""
SPOKEN_OF = """Kommunestyret vedtok budsjettet.
I fjor vedtok styret å vente.
Styret har ikke besluttet noe ennå.
Det ble orientert om valget av leverandør.
Skal styret vedtatt dette?
Vi venter på at saken godkjennes.
Forslag: Regnskapet ble tatt til etterretning.
Kåre tok en runde på godkjente leverandører.
Hvis det ble vedtatt, må vi søke.
The accounts should be approved.
They talked about who was responsible."""


@pytest.mark.parametrize("text", TOLD.splitlines())
def test_a_sentence_that_tells_a_decision(text: str) -> None:
    assert tells_decision(text)
    assert tells_decision(f"Vi gikk gjennom saken. {text}")


@pytest.mark.parametrize("text", SPOKEN_OF.splitlines())
def test_a_sentence_that_only_speaks_of_one(text: str) -> None:
    assert not tells_decision(text)
