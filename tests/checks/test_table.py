"""What the checks must not say: nothing about a book that is well written; and how the book's own severities are heard."""

from datetime import date
from pathlib import Path

import pytest

from referat.book import Book
from referat.changes.check_book import findings
from referat.checks.table import fails
from referat.model.problems import Severity

TODAY = date(2024, 6, 10)

CLEAN = {
    "book.yaml": "tittel: Elvdal friluftsråd\nspråk: nb\n",
    "people.yaml": "signe: Signe Haugstad (Elvdal kommune)\nsekretariatet: {navn: Sekretariatet, type: organ}\n",
    "groups/styret.md": """---
tittel: Styret
leder: Signe Haugstad (Elvdal kommune)
medlemmer:
  - Kåre Lindset (Nordre Elvdal turlag)
  - Turid Æsøy (Elvdal kommune, til 2026-05-31)

---

Styret møtes annenhver måned.
""",
    "groups/sti.md": """---
tittel: Arbeidsgruppe for stier
under: styret
oppnevnt: {i: 2024-03-12-styret, sak: 2}
fra: 2024-03-12
til: 2024-12-31
rapport: [2024-09-10]
leder: Kåre Lindset

---

Gruppen merker stiene. Se [møtet](../2024-03-12-styret.md).

- [ ] @kåre Sjekk at skiltene er bestilt frist:2024-W26 ^w3m8t
- [x] @kåre Mal stolpene frist:2024-05-31 ^s7d2p
  - 2024-05-28 ferdig
""",
    "items/kart.md": "---\ntittel: Nytt kart\ngruppe: styret\ntil: 2024-08-20-styret\n\n---\n\nForslag til vedtak: Kartet bestilles.\n",
    "notater.md": "# Notater\n\nHusk å spørre om brua, og om torsdag er en god dag.\n\n- [ ] kaffe\n- [x] kake\n",
    "2024-03-12-styret.md": """---
tittel: Styremøte tirsdag 12. mars 2024
gruppe: styret
dato: 2024-03-12
tid: tirsdag kl. 18.00–19.45
møteleder: Signe Haugstad
til stede:
  - Signe Haugstad (møteleder, Elvdal kommune)
  - Kåre Lindset (Nordre Elvdal turlag)
forfall:
  - Turid Æsøy (Elvdal kommune)
status: utkast
neste: 2024-06-04 kl. 18.00

---

## 1. Godkjenning av innkalling

**Vedtak:** Innkallingen ble godkjent.

## 2. Merking av stier (V)

Kommunen (org.nr. 987 654 321) har satt av 1 240 000 kroner i perioden 2024–2028, saksnr. 24/01234, konto 1503 22 12345.
Befaringen er torsdag 21. mars, og dugnaden lørdag 11.01. til neste år.

**Vedtak:** Det oppnevnes en arbeidsgruppe.

- [ ] @kåre, @signe Kall inn til første møte +sti frist:neste ^k5n2h
- [x] @sekretariatet Send ut kart frist:2024-03-20 ^v4s9d
  - 2024-03-18 ferdig
- [ ] @alle Les planen frist:2024-04 ^p8q4z
  - 2024-04-20 ferdig

## 3. Parkering

Utsatt til neste møte.
""".replace("- [ ] @alle", "- [x] @alle").replace("lørdag 11.01. til", "lørdag 11. januar"),
    "2024-06-04-styret.md": """---
tittel: Styremøte
gruppe: styret
dato: 2024-06-04
tid: 18.00
sted: post@elvdal.example sitt møterom
til stede: []
status: utkast
approves:
  - {id: 2024-03-12-styret, item: "1"}

---

## 1. Godkjenning av referat

**Vedtak:** Referatet ble godkjent.

## 2. Parkering

Fra: 2024-03-12-styret, sak 3

**Vedtak:** Saken tas av kartet.

- [ ] @kåre, @signe Kall inn til første møte +sti frist:2024-06-20 ^k5n2h
  - 2024-06-04 frist:2024-06-20
""",
}


def write(root: Path, files: dict[str, str]) -> Book:
    for path, text in files.items():
        file = root / "meetings" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Book.open(root)


def codes(book: Book, today: date = TODAY) -> list[str]:
    return [f"{problem.place}: {problem.code}" for problem, _ in findings(book, today)]


def minutes(body: str, head: str = "", on: str = "2024-05-14") -> str:
    return f"---\ntittel: Styremøte\ndato: {on}\n{head}\n---\n\n{body}"


def test_a_well_written_book_gives_no_findings(tmp_path: Path) -> None:
    assert codes(write(tmp_path, CLEAN)) == []


def test_an_agenda_that_is_still_to_be_held_is_not_asked_for_outcomes(tmp_path: Path) -> None:
    book = write(tmp_path, {"2024-07-02-styret.md": minutes("## 1. Budsjett (V)\n\n## 2. Eventuelt\n", on="2024-07-02")})
    assert codes(book) == []
    assert codes(book, date(2024, 7, 3)) == ["meetings/2024-07-02-styret.md:7: item-without-outcome", "meetings/2024-07-02-styret.md:9: empty-item"]


def test_the_book_decides_how_severe_a_code_is(tmp_path: Path) -> None:
    body = "- [ ] Ring kommunen ^k3p7d\n"
    plain = findings(write(tmp_path / "a", {"2024-05-14-styret.md": minutes(body)}), TODAY)
    assert [(p.code, s) for p, s in plain] == [("no-due", Severity.NOTE), ("no-owner", Severity.WARNING)]
    settings = "severities: {no-due: error, no-owner: off}\n"
    own = findings(write(tmp_path / "b", {"2024-05-14-styret.md": minutes(body), "book.yaml": settings}), TODAY)
    assert [(p.code, s) for p, s in own] == [("no-due", Severity.ERROR)]


def test_notes_never_fail(tmp_path: Path) -> None:
    book = write(tmp_path, {"2024-05-14-styret.md": minutes("- [ ] @signe Ring kommunen ^k3p7d\n")})
    found = findings(book, TODAY)
    assert [p.code for p, _ in found] == ["no-due"]
    assert not fails(found)


def test_a_file_that_cannot_be_read_hides_no_other_and_breaks_no_reference(tmp_path: Path) -> None:
    body = "Fra: 2024-03-12-styret, sak 1\n\n- [ ] Ring kommunen frist:2024-06-20 ^k3p7d\n"
    book = write(tmp_path, {"2024-03-12-styret.md": "---\ntittel: [\n---\n", "2024-05-14-styret.md": minutes("## 1. Sak\n\n" + body)})
    assert codes(book) == ["meetings/2024-03-12-styret.md:3: header-yaml", "meetings/2024-05-14-styret.md:11: no-owner"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_files_on_the_disk_does_not_matter(tmp_path: Path, order: int) -> None:
    book = write(tmp_path, dict(list(CLEAN.items())[::order]))
    assert codes(book) == []
