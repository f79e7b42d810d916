"""What the values of options are called in Norwegian: `--status sendt`, `--sort frist`, `--by kommune` are taken beside the English ones."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost every start
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Each value's words: the first is shown in bokmål, the second in nynorsk, the others are taken too.
WORDS: dict[str, tuple[str, ...]] = {
    # how far minutes have come
    "draft": ("utkast", "utkast"),
    "circulated": ("sendt", "sendt", "utsendt", "sendt ut"),
    "approved": ("godkjent", "godkjend"),
    "cancelled": ("avlyst", "avlyst"),
    # under whom actions stand
    "person": ("person", "person", "personer", "personar", "navn", "namn"),
    "group": ("gruppe", "gruppe", "utvalg", "utval"),
    "org": ("organisasjon", "organisasjon", "kommune", "lag"),
    "meeting": ("møte", "møte"),
    # what actions are put in order by
    "due": ("frist", "frist"),
    "owner": ("ansvarlig", "ansvarleg"),
    "state": ("status", "status", "tilstand"),
    "task": ("oppgave", "oppgåve", "tekst"),
    "born": ("opprettet", "oppretta", "født", "fødd", "fra", "frå"),
    "newest": ("nyest", "nyast", "nyeste", "nyaste"),
    "changed": ("endret", "endra"),
    "carried": ("overført", "overført"),
    "moved": ("flyttet", "flytta"),
    # which meeting
    "next": ("neste", "neste"),
    "last": ("siste", "siste"),
    # kinds of text
    "minutes": ("referat", "referat"),
    "item": ("sak", "sak"),
    "note": ("notat", "notat"),
    "decision": ("vedtak", "vedtak"),
    "action": ("oppgave", "oppgåve"),
    # how an answer is written
    "table": ("tabell", "tabell"),
    "plain": ("rentekst", "reintekst"),
    "csv-excel": ("excel", "excel"),
}


def meant(typed: str, choices: Collection[str]) -> str:
    """The one of `choices` that a word stands for; the word itself where it stands for none, or is one."""
    if typed in choices:
        return typed
    word = typed.casefold()
    return next((choice for choice in choices if word == choice or word in WORDS.get(choice, ())), typed)


def shown(choices: Iterable[str], language: str) -> list[str]:
    """What can be chosen, as somebody who reads the language would type it."""
    at = {"nb": 0, "nn": 1}.get(language)
    return [choice if at is None else WORDS.get(choice, (choice, choice))[at] for choice in choices]
