"""Invented old minutes, as the tests of the import take them in: a velforening and its papers."""

MINUTES = """Referat fra styremøte i Lysgård velforening
Dato: 4. mars 2019 kl. 18.00–20.00
Sted: Grendehuset
Til stede: Kari Moen (leder), Ola Berg, Siri Dal
Forfall: Per Lie
Referent: Siri Dal

Sak 1/19 Godkjenning av innkalling
Vedtak: Innkallingen ble godkjent.

Sak 2/19 Dugnad
Ola Berg kaller inn til dugnad innen 1. april 2019.
Styret vil se på gjerdet.

Sak 3/19 Eventuelt
Styret nedsetter en arbeidsgruppe for lekeplassen: Kari Moen (leder), Ola Berg og N.N.

Neste møte: 8. april 2019
"""
LATER = """Referat fra styremøte i Lysgård velforening
Dato: 8. april 2019
Til stede: Kari Moen, Ola Vik

Sak 4/19 Gjerdet
Ola Vik bestiller maling innen 1. mai 2019.
"""
UNDATED = """Referat fra styremøte i Lysgård velforening
Til stede: Kari Moen, Ola Berg

Sak 1 Gjerdet
Vedtak: Gjerdet males.
"""
TODO = "(A) 2019-03-01 Ring kommunen +lekeplass @kari due:2019-03-20\nx 2019-02-01 2019-01-15 Bestill sand @ola\n(B) Kjøp maling @ola\n"
REPORT = (
    "1. Sammendrag\nMøtetittel\tStyremøte\nDeltakere\t4\nStarttidspunkt\t04.03.2019, 17:58:12\nSluttidspunkt\t04.03.2019, 20:02:00\n\n"
    "2. Deltakere\nNavn\tBli med første gang\tForlot siste gang\tVarighet i møte\tE-post\tRolle\n"
    "Kari Moen\t04.03.2019, 17:58:12\t04.03.2019, 20:02:00\t2t 3m\tkari@lysgard.example\tArrangør\n"
    "Nina Strand\t04.03.2019, 18:01:00\t04.03.2019, 20:00:00\t1t 59m\tnina@lysgard.example\tDeltaker\n"
    "Ola Bergh\t04.03.2019, 18:01:00\t04.03.2019, 20:00:00\t1t 59m\tola@lysgard.example\tDeltaker\n"
    "Per Lie\t04.03.2019, 18:04:00\t04.03.2019, 20:00:00\t1t 56m\tper@lysgard.example\tDeltaker\n"
)
BOOK = {
    "meetings/book.yaml": "language: nb\n",
    "meetings/people.yaml": "# de faste\nsiri: Siri Dahl (Lysgård)\n",
    "meetings/groups/styret.md": "---\ntittel: Styret\n---\n",
}
